//! The keys with which an application signs.

use serde_json::json;

use super::{certificate, named, path, text};
use crate::answer::Answer;
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::refusal::Refusal;
use crate::state::State;
use crate::tree::rule::View;
use crate::tree::{check, segment, show};

fn place(app: &str, kid: &str) -> String {
    format!("{}/credentials/keys/{}", path(app), segment(kid))
}

/// `POST /api/v1/apps/{appId}/credentials/keys/generate`
pub fn generate(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let years = call.query.get("validityYears").unwrap_or("2");
    let years = years
        .parse::<i64>()
        .ok()
        .filter(|years| (1..=10).contains(years));
    let Some(years) = years else {
        // The bounds are Okta's, the wording a guess.
        let cause = "validityYears: must be between 2 and 10";
        return Err(Refusal::invalid("validityYears", cause));
    };
    let kid = state.dice.letters(43);
    let at = place(text(&app, "id"), &kid);
    let key = certificate::key(state, &kid, years);
    state.tree.put(&at, key);
    Ok(made(state, call, &at))
}

fn made(state: &mut State, call: &Call<'_>, at: &str) -> Answer {
    let key = state.tree.get(at).cloned().unwrap_or_default();
    Answer::json(201, show::shown(state, call, (at, View::Created), key))
}

/// `POST /api/v1/apps/{appId}/credentials/keys/{keyId}/clone`
pub fn clone(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let kid = call.value(1);
    let key = state.tree.get(&place(text(&app, "id"), kid)).cloned();
    let key = key.ok_or_else(|| Refusal::not_found(kid, "JsonWebKey"))?;
    let target = call.query.get("targetAid").unwrap_or_default();
    if !state.tree.has(&path(target)) {
        return Err(Refusal::not_found(target, "AppInstance"));
    }
    let at = place(target, kid);
    state.tree.put(&at, key);
    Ok(made(state, call, &at))
}

/// `POST /api/v1/apps/{appId}/credentials/csrs`
pub fn request_certificate(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let body = check::body(call)?;
    let name = match text(&body, "subject.commonName") {
        "" => "SP Issuer",
        name => name,
    };
    let request = certificate::request(state, name);
    let id = state.dice.letters(43);
    let at = format!("{}/credentials/csrs/{id}", path(text(&app, "id")));
    let request = json!({
        "id": id, "created": whole_seconds(call.now), "csr": request, "kty": "RSA",
    });
    state
        .tree
        .put(&at, request.as_object().cloned().unwrap_or_default());
    Ok(made(state, call, &at))
}

/// `POST …/credentials/csrs/{csrId}/lifecycle/publish`: the certificate makes it a key.
pub fn publish(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let id = text(&app, "id").to_owned();
    let csr = format!("{}/credentials/csrs/{}", path(&id), segment(call.value(1)));
    if !state.tree.has(&csr) {
        return Err(Refusal::not_found(call.value(1), "CSR"));
    }
    let sent = call
        .arrival
        .body
        .as_deref()
        .is_some_and(|body| !body.is_empty());
    if !sent {
        return Err(Refusal::malformed());
    }
    state.tree.uproot(&csr);
    let kid = call.value(1).to_owned();
    let at = place(&id, &kid);
    let key = certificate::key(state, &kid, 2);
    state.tree.put(&at, key);
    Ok(made(state, call, &at))
}
