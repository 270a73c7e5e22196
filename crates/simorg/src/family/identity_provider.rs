//! Identity providers: the keys that they sign with, certificate requests, their metadata.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree::rule::View;
use crate::tree::{self, Document, act, change, check, show, sow};

/// What this family answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("replaceIdentityProvider", replace),
    ("listIdentityProviderSigningKeys", list_keys),
    ("generateIdentityProviderSigningKey", generate_key),
    ("cloneIdentityProviderKey", clone_key),
    ("publishCsrForIdentityProvider", publish),
    ("listActiveIdentityProviderSigningKey", active_key),
];

const IDPS: &str = "/api/v1/idps";
const KEY: &str = "/api/v1/idps/{}/credentials/keys/{}";

fn path(state: &State, call: &Call<'_>) -> Result<String, Refusal> {
    let path = format!("{IDPS}/{}", call.value(0));
    if state.tree.has(&path) {
        Ok(path)
    } else {
        Err(Refusal::not_found(call.value(0), "IdpTrust"))
    }
}

/// A replacement that does not say that the provider is active switches it off.
fn replace(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let mut body = check::body(call)?;
    body.entry("status").or_insert_with(|| json!("INACTIVE"));
    tree::answer_to(state, call, Some(body))
}

fn signing(state: &State, idp: &str) -> Option<String> {
    let kid = tree::member(state.tree.get(idp)?, "protocol.credentials.signing.kid")?;
    kid.as_str().map(str::to_owned)
}

/// The key that a provider signs with is there from the start.
fn ensure_key(state: &mut State, idp: &str) {
    if let Some(kid) = signing(state, idp) {
        let path = format!("{idp}/credentials/keys/{kid}");
        if !state.tree.has(&path) {
            sow::plant(state, &path, act::kind(KEY), Document::new());
        }
    }
}

fn list_keys(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let idp = path(state, call)?;
    ensure_key(state, &idp);
    tree::answer(state, call)
}

fn active_key(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let idp = path(state, call)?;
    ensure_key(state, &idp);
    let kid = signing(state, &idp).unwrap_or_default();
    let path = format!("{idp}/credentials/keys/{kid}");
    let rows: Vec<Value> = match state.tree.get(&path).cloned() {
        Some(key) => vec![show::shown(state, call, (&path, View::Row), key)],
        None => Vec::new(),
    };
    Ok(Answer::ok(Value::Array(rows)))
}

fn generate_key(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let idp = path(state, call)?;
    let years = call.query.get("validityYears").map(str::parse::<u32>);
    if !matches!(years, Some(Ok(2..=10))) {
        let cause = "validityYears: must be between 2 and 10";
        return Err(Refusal::invalid("validityYears", cause));
    }
    Ok(add_key(state, call, &idp, Document::new()))
}

fn clone_key(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let idp = path(state, call)?;
    ensure_key(state, &idp);
    let Some(key) = state
        .tree
        .get(&format!("{idp}/credentials/keys/{}", call.value(1)))
        .cloned()
    else {
        return Err(Refusal::not_found(call.value(1), "JsonWebKey"));
    };
    let target = call.query.get("targetIdpId").unwrap_or_default();
    let target_path = format!("{IDPS}/{target}");
    if !state.tree.has(&target_path) {
        return Err(Refusal::not_found(target, "IdpTrust"));
    }
    Ok(add_key(state, call, &target_path, key))
}

fn add_key(state: &mut State, call: &Call<'_>, idp: &str, key: Document) -> Answer {
    let collection = format!("{idp}/credentials/keys");
    let held = key.get("kid").and_then(Value::as_str).map(str::to_owned);
    let kid = held.unwrap_or_else(|| change::new_id(state, KEY, &collection, &key));
    let path = format!("{collection}/{kid}");
    sow::plant(state, &path, act::kind(KEY), key);
    let key = state.tree.get(&path).cloned().unwrap_or_default();
    let body = show::shown(state, call, (&path, View::Created), key);
    Answer::json(201, body)
}

/// The signed certificate comes for a request that waits; the request is gone then.
fn publish(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let idp = path(state, call)?;
    let request = format!("{idp}/credentials/csrs/{}", call.value(1));
    if state.tree.uproot(&request).is_none() {
        return Err(Refusal::not_found(
            call.value(1),
            "CertificateSigningRequest",
        ));
    }
    let kid = call.value(1).to_owned();
    let key = json!({ "kid": kid })
        .as_object()
        .cloned()
        .unwrap_or_default();
    Ok(add_key(state, call, &idp, key))
}
