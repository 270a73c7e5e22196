//! The secrets of an application that is an OAuth client: two at most, one of them active.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{named, path, text};
use crate::answer::Answer;
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::id;
use crate::refusal::Refusal;
use crate::state::State;
use crate::tree::{self, Document, check};

/// How many secrets a client has at most.
const MOST: usize = 2;

/// A secret as it is kept.
pub fn document(state: &State, call: &Call<'_>, at: &str, secret: &str) -> Document {
    let id = at.rsplit_once('/').map_or(at, |(_, id)| id);
    let now = whole_seconds(call.now);
    let held = state.tree.get(at);
    let created = held.map_or(now.as_str(), |held| text(held, "created"));
    let digest = Sha256::digest(secret.as_bytes());
    let hash = URL_SAFE_NO_PAD.encode(digest.get(..16).unwrap_or_default());
    let made = json!({
        "id": id,
        "created": created,
        "lastUpdated": now,
        "status": "ACTIVE",
        "client_secret": secret,
        "secret_hash": hash,
    });
    made.as_object().cloned().unwrap_or_default()
}

/// `POST /api/v1/apps/{appId}/credentials/secrets`
pub fn create(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let body = check::body(call)?;
    let collection = format!("{}/credentials/secrets", path(text(&app, "id")));
    if state.tree.children(&collection).len() >= MOST {
        // The limit is Okta's, the wording a guess.
        let cause = "You've reached the maximum number of client secrets for this client.";
        return Err(Refusal::invalid("client_secret", cause));
    }
    let given = text(&body, "client_secret");
    let secret = if given.is_empty() {
        state.dice.letters(64)
    } else {
        given.to_owned()
    };
    let at = format!("{collection}/{}", id::random("ocs", &mut state.dice));
    let mut made = document(state, call, &at, &secret);
    if text(&body, "status") == "INACTIVE" {
        made.insert("status".to_owned(), Value::from("INACTIVE"));
    }
    state.tree.put(&at, made);
    Ok(tree::show::reply(
        state,
        call,
        (&at, tree::rule::View::Created),
    ))
}

/// `POST …/credentials/secrets/{secretId}/lifecycle/activate`
pub fn activate(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    tree::answer(state, call)
}

/// `POST …/credentials/secrets/{secretId}/lifecycle/deactivate`: one stays active.
pub fn deactivate(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let collection = format!("{}/credentials/secrets", path(text(&app, "id")));
    let others = state
        .tree
        .children(&collection)
        .into_iter()
        .filter(|(at, secret)| {
            !at.ends_with(&format!("/{}", call.value(1))) && text(secret, "status") == "ACTIVE"
        });
    if others.count() == 0 {
        // A guess after the same rule for keys.
        let cause = "Can't deactivate the only active client secret.";
        return Err(Refusal::invalid("client_secret", cause));
    }
    tree::answer(state, call)
}
