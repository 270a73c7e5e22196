//! The tally is kept from time to time, and at the end; a call never waits for it to succeed.

use okta::Client;

use crate::journal::Journal;

/// How many calls of operations wait until they are kept.
const MANY: i64 = 50;

/// Keeps what was counted, where enough waits.
pub async fn now_and_then(okta: &Client, journal: &Journal) {
    if okta.tally().waiting() >= MANY {
        keep(okta, journal).await;
    }
}

/// Keeps what was counted. It may be lost: it is advice, and no record.
pub async fn keep(okta: &Client, journal: &Journal) {
    let counted = okta.tally().take();
    if counted.is_empty() {
        return;
    }
    if let Err(error) = journal.count(okta.settings().org.host(), counted).await {
        tracing::debug!(error = %error.message, "the tally of calls was not kept");
    }
}
