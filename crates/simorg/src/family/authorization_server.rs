//! Authorization servers: the order of their policies and rules, and the keys that they sign with.

use jiff::SignedDuration;
use operations::operation::Method;
use serde_json::{Value, json};

use super::rank;
use crate::answer::Answer;
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree::place::Place;
use crate::tree::rule::View;
use crate::tree::{self, Document, act, check, show, sow};

/// What this family answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("createAuthorizationServerPolicy", put),
    ("replaceAuthorizationServerPolicy", put),
    ("deleteAuthorizationServerPolicy", delete),
    ("createAuthorizationServerPolicyRule", put),
    ("replaceAuthorizationServerPolicyRule", put),
    ("deleteAuthorizationServerPolicyRule", delete),
    ("listAuthorizationServerKeys", list_keys),
    ("rotateAuthorizationServerKeys", rotate),
];

const KEY: &str = "/api/v1/authorizationServers/{}/credentials/keys/{}";

/// Puts a policy or a rule to its place among the others.
fn put(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let asked = check::body(call).ok().and_then(|body| rank::of(&body));
    let collection = collection(state, call)?;
    let mut answer = tree::answer(state, call)?;
    let id = answer
        .body
        .as_ref()
        .and_then(|body| body.get("id")?.as_str().map(str::to_owned));
    let Some(id) = id else {
        return Ok(answer);
    };
    let path = format!("{collection}/{id}");
    rank::place(state, &collection, &path, asked);
    if let Some(document) = state.tree.get(&path).cloned() {
        let view = match call.operation.method {
            Method::Post => View::Created,
            _ => View::Replaced,
        };
        answer.body = Some(show::shown(state, call, (&path, view), document));
    }
    Ok(answer)
}

fn delete(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let place = Place::of(state, call)?;
    let kind = state
        .tree
        .get(&place.path)
        .and_then(|document| document.get("type"))
        .cloned();
    let answer = tree::answer(state, call)?;
    rank::close(state, place.collection(), kind.as_ref());
    Ok(answer)
}

/// The collection that a call is about: the list that it adds to, or that the item lies in.
fn collection(state: &State, call: &Call<'_>) -> Result<String, Refusal> {
    let place = Place::of(state, call)?;
    Ok(match call.operation.method {
        Method::Post => place.path,
        _ => place.collection().to_owned(),
    })
}

/// The path of the server that a call names.
fn server(state: &State, call: &Call<'_>) -> Result<String, Refusal> {
    let named = call.value(0);
    let all = "/api/v1/authorizationServers";
    tree::place::find(state, &format!("{all}/{{}}"), all, named)
        .map(|id| format!("{all}/{id}"))
        .ok_or_else(|| Refusal::not_found(named, "AuthorizationServer"))
}

/// The keys of a server, newest first; the first was made with it.
fn keys(state: &mut State, server: &str) -> Vec<(String, Document)> {
    let collection = format!("{server}/credentials/keys");
    if state.tree.children(&collection).is_empty() {
        let held = state
            .tree
            .get(server)
            .and_then(|server| tree::member(server, "credentials.signing.kid"));
        let kid = held.and_then(Value::as_str).unwrap_or_default().to_owned();
        plant(state, &collection, &kid);
    }
    let keys = state.tree.children(&collection);
    let mut keys: Vec<(String, Document)> = keys
        .into_iter()
        .map(|(path, key)| (path.to_owned(), key.clone()))
        .collect();
    keys.reverse();
    keys
}

fn plant(state: &mut State, collection: &str, kid: &str) {
    let path = format!("{collection}/{kid}");
    sow::plant(state, &path, act::kind(KEY), Document::new());
}

fn shown(state: &mut State, call: &Call<'_>, keys: Vec<(String, Document)>) -> Answer {
    let rows: Vec<Value> = keys
        .into_iter()
        .map(|(path, key)| show::shown(state, call, (&path, View::Row), key))
        .collect();
    Answer::ok(Value::Array(rows))
}

fn list_keys(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let server = server(state, call)?;
    let keys = keys(state, &server);
    Ok(shown(state, call, keys))
}

/// A new key signs; the one before it is only good for what it has signed.
fn rotate(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let server = server(state, call)?;
    let body = check::body(call)?;
    if body.get("use").is_some_and(|wanted| wanted != "sig") {
        return Err(Refusal::invalid(
            "use",
            "use: The field has an invalid value",
        ));
    }
    for (path, _) in keys(state, &server) {
        if let Some(key) = state.tree.get_mut(&path) {
            let is_active = key.get("status") == Some(&json!("ACTIVE"));
            key.insert("status".to_owned(), json!("EXPIRED"));
            if !is_active {
                state.tree.uproot(&path);
            }
        }
    }
    let collection = format!("{server}/credentials/keys");
    let kid = state.dice.letters(43);
    plant(state, &collection, &kid);
    let now = state.clock.now();
    let next = now
        .checked_add(SignedDuration::from_hours(90 * 24))
        .unwrap_or(now);
    let signing = state.tree.get_mut(&server).and_then(|server| {
        server
            .get_mut("credentials")?
            .get_mut("signing")?
            .as_object_mut()
    });
    if let Some(signing) = signing {
        signing.insert("kid".to_owned(), Value::from(kid));
        signing.insert("lastRotated".to_owned(), Value::from(whole_seconds(now)));
        if signing.contains_key("nextRotation") {
            signing.insert("nextRotation".to_owned(), Value::from(whole_seconds(next)));
        }
    }
    let keys = keys(state, &server);
    Ok(shown(state, call, keys))
}
