//! The rotation without an API token: each step in the Admin Console, or at the address that Okta
//! fetches the keys from, and a look after each.

use ::tools::Error;
use ::tools::advice::GENERAL_TAB;
use ::tools::quote::quote;
use okta::SigningKey;

use super::{Reads, Turn};

/// Leads through the steps. `url` is where Okta fetches the app's keys, where it does.
///
/// # Errors
/// `invalid_input` where nobody is at a terminal; what is wrong with this machine.
pub async fn run(turn: &mut Turn<'_>, url: Option<&str>) -> Result<(), Error> {
    if turn.given.emergency {
        turn.desk.say(&format!(
            "First of all, {GENERAL_TAB}, deactivate the app, or take its roles in the Admin roles tab: tokens live up to an hour after their key is gone. Activate it again before the new key is tried."
        ));
        turn.desk.wait("Press Enter when it is done.")?;
    }
    if !turn.rotation.is_installed() {
        let new = turn.new_key()?;
        turn.desk.say(&add(&new.key, url));
        until_taken(turn, &new.key).await?;
        turn.desk.done("Okta takes the new key");
        if turn.install(&new)? == Reads::AfterRestart {
            turn.desk.wait("Press Enter when they are restarted.")?;
        }
    }
    turn.desk.say(&remove(turn, url));
    until_refused(turn).await?;
    turn.rotation.end()
}

fn add(key: &SigningKey, url: Option<&str>) -> String {
    let jwk = serde_json::to_string_pretty(&key.registration()).unwrap_or_default();
    match url {
        Some(url) => format!(
            "Okta fetches the app's keys from {url}. Publish this one there beside the old one:\n\n{jwk}\n"
        ),
        None => format!(
            "1. {GENERAL_TAB}, under Client Credentials > Edit > PUBLIC KEYS > Add key, paste this, press Done, then Save:\n\n{jwk}\n"
        ),
    }
}

fn remove(turn: &Turn<'_>, url: Option<&str>) -> String {
    let old = quote(turn.rotation.old_kid());
    match url {
        Some(url) => format!("Take the key {old} out of {url}."),
        None => format!("2. In the same place, set the key {old} to Inactive, then delete it."),
    }
}

async fn until_taken(turn: &Turn<'_>, key: &SigningKey) -> Result<(), Error> {
    loop {
        turn.desk.wait("Press Enter when it is done.")?;
        match turn.prove(key).await {
            Ok(()) => return Ok(()),
            Err(error) => turn.desk.say(&format!("  not yet: {}", error.message)),
        }
    }
}

/// The old key must not sign in any more; where it is not at hand, that cannot be tried.
async fn until_refused(turn: &Turn<'_>) -> Result<(), Error> {
    loop {
        turn.desk.wait("Press Enter when it is done.")?;
        if turn.held.key.kid() != turn.rotation.old_kid() {
            turn.desk.warn(
                "the old key is not on this machine any more, so that it is gone was not tried",
            );
            return Ok(());
        }
        if turn.prove(&turn.held.key).await.is_err() {
            turn.desk.done("Okta does not take the old key any more");
            return Ok(());
        }
        turn.desk.say("  not yet: Okta still takes the old key");
    }
}
