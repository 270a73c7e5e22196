//! `invalid_client`: which of client id, key id, key and app is it? Okta's words tell some causes
//! apart; for the others the same sign-in is tried with one thing changed, and the answers compared.

use okta::{Client, Settings, SigningKey};

use super::Finding;
use super::sign_in::Diagnosis;
use crate::advice::{self, Code};
use crate::quote::quote;

/// A client id and a key id that nobody has.
const NOBODY: &str = "0oadoctor0asks0nobod";

/// Tells the causes of `invalid_client` apart. `said` is what the words alone mean.
pub async fn check(refusal: &okta::SignInRefusal, okta: &Client, said: Finding) -> Diagnosis {
    let settings = okta.settings();
    let Some(key) = &settings.credentials.key() else {
        return Diagnosis::of(said);
    };
    match advice::sign_in::code_of(&refusal.description) {
        Some(Code::KeyIdUnknown) => key_id(settings, key, said, &refusal.description).await,
        Some(Code::ClientUnknown) => Diagnosis::of(client_unknown(settings, said)),
        Some(_) => Diagnosis::of(said),
        None => compared(settings, key, said, &refusal.description).await,
    }
}

/// An org of another cell is the usual reason for a client id that is right and not known.
fn client_unknown(settings: &Settings, said: Finding) -> Finding {
    let host = settings.org.host();
    let other = if host.ends_with(".oktapreview.com") {
        "; this is a preview org, and the app may live in production (okta.com)"
    } else if host.ends_with(".okta.com") {
        "; this is no preview org, and the app may live in one (oktapreview.com)"
    } else {
        ""
    };
    let message = format!("{}{other}", said.message);
    Finding { message, ..said }
}

/// What Okta answers to a sign-in with other settings; `None` where it takes the client and its key,
/// whatever else it may then refuse.
async fn answer(settings: &Settings) -> Option<String> {
    let fault = Client::new(settings.clone()).sign_in().await.err()?;
    match fault.sign_in() {
        Some(refusal) if refusal.error == "invalid_client" => Some(refusal.description.clone()),
        Some(_) => None,
        None => Some(fault.to_string()),
    }
}

fn with_key(settings: &Settings, key: SigningKey) -> Settings {
    Settings {
        credentials: key.into(),
        ..settings.clone()
    }
}

/// The key id is not taken. Without one, Okta takes the only active key of an app, which tells a wrong
/// id from a key that is switched off.
async fn key_id(settings: &Settings, key: &SigningKey, said: Finding, words: &str) -> Diagnosis {
    let nameless = with_key(settings, key.under(""));
    let kid = quote(key.kid());
    match answer(&nameless).await {
        None => {
            let message = format!(
                "the app has no key with the id {kid}; the key itself is the app's, under another id"
            );
            Diagnosis::of(Finding::new(Code::KeyIdUnknown, message)).cured_by(nameless)
        }
        Some(other) if advice::sign_in::code_of(&other) == Some(Code::KeyMismatch) => {
            let message = format!(
                "the app has no active key with the id {kid}, and the one active key that it has is another than yours"
            );
            Diagnosis::of(Finding::new(Code::KeyIdUnknown, message))
        }
        Some(other) if other == words => Diagnosis::of(switched_off(key, said)),
        Some(_) => Diagnosis::of(said),
    }
}

fn switched_off(key: &SigningKey, said: Finding) -> Finding {
    if said.message.contains("no public key at all") {
        return said;
    }
    let kid = quote(key.kid());
    let why = if key.kid() == key.thumbprint() {
        "the id is the key's own thumbprint, so it is not misspelt: the key is switched off, deleted, or was never registered"
    } else {
        "it has no single active key either: the key is switched off or deleted, or the app has several keys and this id is none of them (Okta does not say which)"
    };
    let message = format!("the app has no active key with the id {kid}; {why}");
    Finding::new(Code::KeyInactive, message)
}

/// Okta's words are none that are known: the same sign-in with another client, another key id and
/// another key.
async fn compared(settings: &Settings, key: &SigningKey, said: Finding, words: &str) -> Diagnosis {
    let stranger = Settings {
        client_id: NOBODY.to_owned(),
        ..settings.clone()
    };
    let Ok(other_key) = SigningKey::generate(key.kid()) else {
        return Diagnosis::of(said);
    };
    let as_stranger = answer(&stranger).await;
    let under_other_id = answer(&with_key(settings, key.under(NOBODY))).await;
    let by_other_key = answer(&with_key(settings, other_key)).await;
    let is_ours = |answer: &Option<String>| answer.as_deref() == Some(words);
    let (client, kid) = (quote(&settings.client_id), quote(key.kid()));
    let finding = match (
        is_ours(&as_stranger),
        is_ours(&under_other_id),
        is_ours(&by_other_key),
    ) {
        (false, true, true) => Finding::new(
            Code::ClientInactive,
            format!(
                "the org knows the app {client} and refuses it whatever the key: most likely it is deactivated"
            ),
        ),
        (false, true, false) => Finding::new(
            Code::KeyIdUnknown,
            format!("Okta answers to the key id {kid} as it does to one that nobody has"),
        ),
        (false, false, true) => Finding::new(
            Code::KeyMismatch,
            format!("Okta answers to this key under the id {kid} as it does to any other key"),
        ),
        _ => Finding::new(
            Code::AssertionRejected,
            format!(
                "{}: it answers {} also to a client, a key id and a key that nobody has, so it cannot be told which is wrong",
                said.message,
                quote(words)
            ),
        ),
    };
    Diagnosis::of(finding)
}
