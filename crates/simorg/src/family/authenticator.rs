//! Authenticators: which there can be, when they can be switched off, what only passkeys have.

use serde_json::{Value, json};

use super::feature;
use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree::rule::View;
use crate::tree::{self, Document, act, check};

/// What this family answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("createAuthenticator", create),
    ("activateAuthenticator", activate),
    ("deactivateAuthenticator", deactivate),
    ("listAllCustomAAGUIDs", of_passkeys),
    ("createCustomAAGUID", of_passkeys),
    ("getCustomAAGUID", of_passkeys),
    ("replaceCustomAAGUID", of_passkeys),
    ("updateCustomAAGUID", of_passkeys),
    ("deleteCustomAAGUID", of_passkeys),
];

const ALL: &str = "/api/v1/authenticators";

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

/// Those of which there can be many.
const MANY: [&str; 3] = ["custom_app", "custom_otp", "external_idp"];

fn path(call: &Call<'_>) -> String {
    format!("{ALL}/{}", call.value(0))
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
        .children(ALL)
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
    let path = format!("{ALL}/{}", id.unwrap_or_default());
    if call.query.flag("activate")? == Some(true) {
        enroll(state, &path);
        if let Some(held) = state.tree.get_mut(&path) {
            held.insert("status".to_owned(), json!("ACTIVE"));
        }
    }
    if let Some(held) = state.tree.get(&path).cloned() {
        answer.body = Some(act::shown(state, call, (&path, View::Created), held));
    }
    Ok(answer)
}

/// Whether a policy of enrolment with authenticators names that one, and not to forbid it.
fn names(policy: &Document, authenticator: &Document) -> bool {
    let listed = tree::member(policy, "settings.authenticators").and_then(Value::as_array);
    listed.into_iter().flatten().any(|entry| {
        let same = entry.get("key") == authenticator.get("key")
            && entry
                .get("id")
                .is_none_or(|id| Some(id) == authenticator.get("id"));
        same && entry
            .pointer("/enroll/self")
            .is_some_and(|own| own != "NOT_ALLOWED")
    })
}

/// The policies of enrolment that name an authenticator.
fn users(state: &State, authenticator: &Document) -> Vec<String> {
    state
        .tree
        .children(super::policy::POLICIES)
        .into_iter()
        .filter(|(_, policy)| text(policy, "type") == "MFA_ENROLL")
        .filter(|(_, policy)| names(policy, authenticator))
        .map(|(_, policy)| text(policy, "name").to_owned())
        .collect()
}

/// What is switched on can be enrolled: the default policy offers it from then on.
fn enroll(state: &mut State, path: &str) {
    let Some(authenticator) = state.tree.get(path).cloned() else {
        return;
    };
    if !users(state, &authenticator).is_empty()
        || text(&authenticator, "key") == "security_question"
    {
        return;
    }
    let default = state
        .tree
        .children(super::policy::POLICIES)
        .into_iter()
        .find(|(_, policy)| {
            text(policy, "type") == "MFA_ENROLL" && policy.get("system") == Some(&Value::Bool(true))
        })
        .map(|(path, _)| path.to_owned());
    let listed = default
        .and_then(|path| state.tree.get_mut(&path))
        .and_then(|policy| {
            policy
                .get_mut("settings")?
                .get_mut("authenticators")?
                .as_array_mut()
        });
    if let Some(listed) = listed {
        let mut entry =
            json!({ "key": authenticator.get("key"), "enroll": { "self": "OPTIONAL" } });
        if MANY.contains(&text(&authenticator, "key")) {
            entry["id"] = authenticator.get("id").cloned().unwrap_or_default();
        }
        listed.push(entry);
    }
}

fn activate(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let answer = tree::answer(state, call)?;
    enroll(state, &path(call));
    Ok(answer)
}

fn deactivate(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let Some(authenticator) = state.tree.get(&path(call)).cloned() else {
        return tree::answer(state, call);
    };
    if text(&authenticator, "status") != "ACTIVE" {
        return Err(inactive(call));
    }
    let policies = users(state, &authenticator);
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

/// Models of security keys belong to passkeys alone.
fn of_passkeys(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    match state.tree.get(&path(call)) {
        Some(authenticator) if text(authenticator, "key") != "webauthn" => Err(feature::off()),
        _ => tree::answer(state, call),
    }
}
