//! The public keys by which an app that is a client proves who it is: those that came with it, and those
//! that were added to it.

use serde_json::{Value, json};

use super::{named, path, text};
use crate::answer::Answer;
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::id;
use crate::refusal::Refusal;
use crate::state::State;
use crate::tree::rule::View;
use crate::tree::{self, Document, check, member, show};

const NOUN: &str = "JsonWebKey";

fn place(app: &str, id: &str) -> String {
    format!("{}/credentials/jwks/{id}", path(app))
}

/// `GET /api/v1/apps/{appId}/credentials/jwks`
pub fn list(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let mut keys = first(&app).to_vec();
    for (at, key) in added(state, text(&app, "id")) {
        keys.push(show::shown(state, call, (&at, View::Row), key));
    }
    Ok(Answer::ok(json!({ "jwks": { "keys": keys } })))
}

/// The keys that came with an app.
fn first(app: &Document) -> &[Value] {
    let keys = member(app, "settings.oauthClient.jwks.keys").and_then(Value::as_array);
    keys.map(Vec::as_slice).unwrap_or_default()
}

/// The keys that were added to an app, each with its path.
fn added(state: &State, app: &str) -> Vec<(String, Document)> {
    let keys = state
        .tree
        .children(&format!("{}/credentials/jwks", path(app)));
    keys.into_iter()
        .map(|(at, key)| (at.to_owned(), key.clone()))
        .collect()
}

/// `POST /api/v1/apps/{appId}/credentials/jwks`
pub fn add(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let mut key = check::body(call)?;
    // Base64url of 2,048 bits has 342 letters.
    if text(&key, "kty") == "RSA" && text(&key, "n").len() < 342 {
        let cause = "RSA key length in the 'jwks' is less than '2,048' bits for the given key.";
        return Err(Refusal::invalid(NOUN, cause));
    }
    let id = id::random("pks", &mut state.dice);
    let now = Value::from(whole_seconds(call.now));
    key.insert("id".to_owned(), Value::from(id.as_str()));
    key.entry("status").or_insert_with(|| Value::from("ACTIVE"));
    key.insert("created".to_owned(), now.clone());
    key.insert("lastUpdated".to_owned(), now);
    let at = place(text(&app, "id"), &id);
    state.tree.put(&at, key.clone());
    Ok(Answer::json(
        201,
        show::shown(state, call, (&at, View::Created), key),
    ))
}

/// A key and the operations on it: those that were added lie in the tree, the first ones in the app.
pub fn act_on(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let id = call.value(1);
    if call.operation.id == "deactivateOAuth2ClientJsonWebKey" {
        is_spare(state, &app, id)?;
    }
    let at = place(text(&app, "id"), id);
    if state.tree.has(&at) {
        return tree::answer(state, call);
    }
    let key = first(&app).iter().find(|key| key["id"] == id).cloned();
    let Some(Value::Object(mut key)) = key else {
        return tree::answer(state, call);
    };
    let status = match call.operation.id {
        "activateOAuth2ClientJsonWebKey" => "ACTIVE",
        "deactivateOAuth2ClientJsonWebKey" => "INACTIVE",
        "deletejwk" => {
            if text(&key, "status") == "ACTIVE" {
                let cause = "You can't delete an active JSON Web Key. Deactivate the key before deleting it.";
                return Err(Refusal::invalid(NOUN, cause));
            }
            put(state, text(&app, "id"), id, None);
            return Ok(Answer::empty(204));
        }
        _ => {
            return Ok(Answer::ok(show::shown(
                state,
                call,
                (&at, View::Whole),
                key,
            )));
        }
    };
    key.insert("status".to_owned(), json!(status));
    put(state, text(&app, "id"), id, Some(key.clone()));
    Ok(Answer::ok(show::shown(
        state,
        call,
        (&at, View::Updated),
        key,
    )))
}

/// Whether an app has another active key; one that proves itself by keys needs one.
fn is_spare(state: &State, app: &Document, id: &str) -> Result<(), Refusal> {
    let added = added(state, text(app, "id"));
    let added = added.iter().map(|(_, key)| key);
    let first = first(app).iter().filter_map(Value::as_object);
    let other = first
        .chain(added)
        .any(|key| text(key, "status") == "ACTIVE" && text(key, "id") != id);
    let by_key =
        text(app, "credentials.oauthClient.token_endpoint_auth_method") == "private_key_jwt";
    if other || !by_key {
        return Ok(());
    }
    let cause = "Can't deactivate the only active JSON Web Key when the value for `token_endpoint_auth_method` is `private_key_jwt`.";
    Err(Refusal::invalid(NOUN, cause))
}

/// Puts one of the keys that came with an app back changed, or takes it away.
fn put(state: &mut State, app: &str, id: &str, changed: Option<Document>) {
    let keys = state
        .tree
        .get_mut(&path(app))
        .and_then(|app| app.get_mut("settings"))
        .and_then(|settings| settings.pointer_mut("/oauthClient/jwks/keys"));
    let Some(Value::Array(keys)) = keys else {
        return;
    };
    let Some(at) = keys.iter().position(|key| key["id"] == id) else {
        return;
    };
    match changed {
        Some(key) => keys[at] = Value::Object(key),
        None => {
            keys.remove(at);
        }
    }
}
