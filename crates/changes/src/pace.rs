//! Pace: many writes in a short time ask a person, whatever they are; mails to one person are few.

use std::collections::HashSet;

use jiff::SignedDuration;
use tools::{Error, Kind, Plan};

use crate::change::{Change, State};
use crate::journal::Journal;

/// How many writes, and how many people, go unasked in the window.
const WRITES: usize = 20;
const PEOPLE: usize = 10;
const WINDOW: SignedDuration = SignedDuration::from_mins(10);
/// How many mails or messages one person gets in an hour.
const MAILS: usize = 3;

/// Operations by which Okta sends somebody a mail or a message.
const MAILING: &[&str] = &[
    "activateUser",
    "createUser",
    "enrollFactor",
    "forgotPassword",
    "reactivateUser",
    "resendEnrollFactor",
    "resetPassword",
    "sendTestEmail",
    "verifyFactor",
];

/// Whether so much was written lately that a person is asked now.
///
/// # Errors
/// `misconfigured` where the journal cannot be read.
pub async fn is_fast(journal: &Journal, org: &str, plan: &Plan) -> Result<bool, Error> {
    let lately = journal.since(Some(org), WINDOW).await?;
    let sent: Vec<&Change> = lately.iter().filter(|change| was_sent(change)).collect();
    let mut people: HashSet<&String> = sent.iter().flat_map(|change| &change.people).collect();
    let now = Change::people_of(plan);
    people.extend(&now);
    Ok(sent.len() >= WRITES || people.len() > PEOPLE)
}

/// Refuses one more mail to somebody who had several within the hour.
///
/// # Errors
/// `blocked_by_policy`, which names how many.
pub async fn refuse_mails(journal: &Journal, org: &str, plan: &Plan) -> Result<(), Error> {
    let mails = |id: &str| MAILING.contains(&id);
    if !plan
        .steps
        .iter()
        .any(|step| mails(step.request.operation().id))
    {
        return Ok(());
    }
    let lately = journal
        .since(Some(org), SignedDuration::from_hours(1))
        .await?;
    for person in Change::people_of(plan) {
        let before = lately.iter().filter(|change| {
            was_sent(change)
                && change.people.contains(&person)
                && change
                    .steps
                    .iter()
                    .any(|step| mails(&step.request.operation))
        });
        let count = before.count();
        if count >= MAILS {
            return Err(Error::new(
                Kind::BlockedByPolicy,
                format!(
                    "{person} was sent {count} mails or messages through this program within the last hour; nothing was changed"
                ),
                "Wait, or do it in the Okta Admin Console.",
            ));
        }
    }
    Ok(())
}

fn was_sent(change: &Change) -> bool {
    !matches!(
        change.state,
        State::Waiting | State::Approved | State::Failed
    )
}
