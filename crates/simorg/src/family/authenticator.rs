//! Authenticators: which there can be, when they can be switched off, what only passkeys have.

use serde_json::{Value, json};

use super::enrolment::{self, AUTHENTICATORS, MANY};
use super::feature;
use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree::rule::View;
use crate::tree::{self, Document, check, show};

/// What this family answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("createAuthenticator", create),
    ("activateAuthenticator", activate),
    ("deactivateAuthenticator", deactivate),
    ("replaceAuthenticatorMethod", replace_method),
    ("listAllCustomAAGUIDs", of_passkeys),
    ("createCustomAAGUID", of_passkeys),
    ("getCustomAAGUID", of_passkeys),
    ("replaceCustomAAGUID", of_passkeys),
    ("updateCustomAAGUID", of_passkeys),
    ("deleteCustomAAGUID", of_passkeys),
];

/// The keys of which there can be more than one, or that are not there from the start.
const MADE: [&str; 11] = [
    "custom_app",
    "custom_otp",
    "duo",
    "external_idp",
    "google_otp",
    "onprem_mfa",
    "rsa_token",
    "smart_card_idp",
    "symantec_vip",
    "tac",
    "yubikey_token",
];

fn path(call: &Call<'_>) -> String {
    format!("{AUTHENTICATORS}/{}", call.value(0))
}

fn text<'d>(document: &'d Document, name: &str) -> &'d str {
    document
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn create(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = check::body(call)?;
    let key = text(&body, "key").to_owned();
    let is_there = state
        .tree
        .children(AUTHENTICATORS)
        .into_iter()
        .any(|(_, other)| text(other, "key") == key);
    if !MADE.contains(&key.as_str()) || (is_there && !MANY.contains(&key.as_str())) {
        let what = "com.okta.services.factors.iface.dto.AuthenticatorCatalog";
        return Err(Refusal::invalid(what, "The field has an invalid value"));
    }
    let mut answer = tree::answer(state, call)?;
    let id = answer
        .body
        .as_ref()
        .and_then(|body| body.get("id")?.as_str().map(str::to_owned));
    let path = format!("{AUTHENTICATORS}/{}", id.unwrap_or_default());
    if call.query.flag("activate")? == Some(true) {
        if let Some(held) = state.tree.get_mut(&path) {
            held.insert("status".to_owned(), json!("ACTIVE"));
        }
        offer(state, &path);
    }
    if let Some(held) = state.tree.get(&path).cloned() {
        answer.body = Some(show::shown(state, call, (&path, View::Created), held));
    }
    Ok(answer)
}

fn offer(state: &mut State, path: &str) {
    if let Some(authenticator) = state.tree.get(path).cloned() {
        enrolment::offer(state, &authenticator);
    }
}

fn activate(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let answer = tree::answer(state, call)?;
    offer(state, &path(call));
    Ok(answer)
}

fn deactivate(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let Some(authenticator) = state.tree.get(&path(call)).cloned() else {
        return tree::answer(state, call);
    };
    if text(&authenticator, "status") != "ACTIVE" {
        return Err(inactive(call));
    }
    let policies = enrolment::users(state, &authenticator);
    if !policies.is_empty() {
        let summary = "Cannot modify/disable this authenticator because it is enabled in one or more policies. To continue, disable the authenticator in these policies.";
        let cause = format!("Authenticator Enrollment Policies: {}", policies.join(", "));
        return Err(Refusal::new(403, "E0000148", summary).because(cause));
    }
    tree::answer(state, call)
}

/// Okta's refusal to switch off what is off: until 2024 it said that it cannot do that at all.
fn inactive(call: &Call<'_>) -> Refusal {
    if call.now.strftime("%Y").to_string().as_str() < "2024" {
        return Refusal::new(501, "E0000060", "Unsupported operation.");
    }
    let summary = "Api validation failed: api.authenticator.error.unsupported.active.deactivate";
    Refusal::new(400, "E0000001", summary)
}

/// A method is replaced as a whole: a body must be there, though the description does not ask for it.
fn replace_method(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.arrival.body.as_deref().unwrap_or_default();
    if body.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::malformed());
    }
    tree::answer(state, call)
}

/// Models of security keys belong to passkeys alone; they came in 2026.
fn of_passkeys(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    if call.now.strftime("%Y-%m").to_string().as_str() < "2026-02" {
        return Err(feature::off());
    }
    match state.tree.get(&path(call)) {
        Some(authenticator) if text(authenticator, "key") != "webauthn" => Err(feature::off()),
        _ => tree::answer(state, call),
    }
}
