//! Which authenticators can be enrolled: the policies of enrolment name those that are switched on.

use serde_json::{Value, json};

use super::policy::POLICIES;
use crate::settings::Edition;
use crate::state::State;
use crate::tree::{self, Document};

/// Where the authenticators lie.
pub const AUTHENTICATORS: &str = "/api/v1/authenticators";

/// Keys of which an organisation can have many authenticators; policies name these by id too.
pub const MANY: [&str; 3] = ["custom_app", "custom_otp", "external_idp"];

/// The old names of authenticators, in policies whose settings are of type FACTORS. A new organisation
/// of the recordings shows no other of Okta Verify.
const FACTORS: [(&str, &str); 6] = [
    ("okta_verify", "okta_otp"),
    ("phone_number", "okta_sms"),
    ("google_otp", "google_otp"),
    ("webauthn", "fido_webauthn"),
    ("yubikey_token", "yubikey_token"),
    ("okta_password", "okta_password"),
];

/// The factors that the old engine always names.
const CLASSIC: [(&str, &str); 2] = [("okta_otp", "OPTIONAL"), ("okta_password", "REQUIRED")];

fn text<'d>(document: &'d Document, name: &str) -> &'d str {
    document
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn is_enrolment(policy: &Document) -> bool {
    text(policy, "type") == "MFA_ENROLL"
}

fn is_of(entry: &Value, authenticator: &Document) -> bool {
    entry.get("key") == authenticator.get("key")
        && entry
            .get("id")
            .is_none_or(|id| Some(id) == authenticator.get("id"))
}

/// The names of the policies that let people enrol an authenticator.
pub fn users(state: &State, authenticator: &Document) -> Vec<String> {
    let offers = |policy: &Document| {
        let listed = tree::member(policy, "settings.authenticators").and_then(Value::as_array);
        let mut entries = listed.into_iter().flatten();
        entries.any(|entry| {
            let own = entry.pointer("/enroll/self");
            is_of(entry, authenticator) && own.is_some_and(|own| own != "NOT_ALLOWED")
        })
    };
    state
        .tree
        .children(POLICIES)
        .into_iter()
        .filter(|(_, policy)| is_enrolment(policy) && offers(policy))
        .map(|(_, policy)| text(policy, "name").to_owned())
        .collect()
}

/// Lets people enrol what has just been switched on: the default policy offers it from then on.
pub fn offer(state: &mut State, authenticator: &Document) {
    // Questions are for recovery alone, until an administrator says otherwise.
    if text(authenticator, "key") == "security_question" || !users(state, authenticator).is_empty()
    {
        return;
    }
    let is_default = |policy: &Document| {
        is_enrolment(policy) && policy.get("system") == Some(&Value::Bool(true))
    };
    let policies = state.tree.children(POLICIES);
    let default = policies
        .into_iter()
        .find(|(_, policy)| is_default(policy))
        .map(|(path, _)| path.to_owned());
    let listed = default
        .and_then(|path| state.tree.get_mut(&path))
        .and_then(|policy| {
            let settings = policy.get_mut("settings")?;
            settings.get_mut("authenticators")?.as_array_mut()
        });
    if let Some(listed) = listed {
        listed.retain(|entry| !is_of(entry, authenticator));
        listed.push(entry(authenticator, "OPTIONAL"));
    }
}

fn entry(authenticator: &Document, own: &str) -> Value {
    let mut entry = json!({ "key": authenticator.get("key"), "enroll": { "self": own } });
    if MANY.contains(&text(authenticator, "key")) {
        entry["id"] = authenticator.get("id").cloned().unwrap_or_default();
    }
    if text(authenticator, "key") == "webauthn" {
        entry["constraints"] = json!({ "aaguidGroups": ["ANY"] });
    }
    entry
}

/// Names in a policy of enrolment all that is switched on: what it did not name is not allowed.
pub fn complete(state: &mut State, path: &str) {
    let Some(policy) = state.tree.get(path).filter(|policy| is_enrolment(policy)) else {
        return;
    };
    let mut settings = policy.get("settings").cloned().unwrap_or_else(|| json!({}));
    let active: Vec<Document> = state
        .tree
        .children(AUTHENTICATORS)
        .into_iter()
        .filter(|(_, authenticator)| text(authenticator, "status") == "ACTIVE")
        .map(|(_, authenticator)| authenticator.clone())
        .collect();
    match settings.get("factors") {
        Some(_) => name_factors(&mut settings, &active, state.settings.edition),
        None => name_authenticators(&mut settings, &active),
    }
    if let Some(policy) = state.tree.get_mut(path) {
        policy.insert("settings".to_owned(), settings);
    }
}

fn name_factors(settings: &mut Value, active: &[Document], edition: Edition) {
    let Some(factors) = settings.get_mut("factors").and_then(Value::as_object_mut) else {
        return;
    };
    let mut consent = |entry: &mut Value| {
        if let Some(entry) = entry.as_object_mut() {
            entry.entry("consent").or_insert(json!({ "type": "NONE" }));
        }
    };
    factors.values_mut().for_each(&mut consent);
    let mut name = |factor: &str, own: &str| {
        let entry = factors
            .entry(factor)
            .or_insert_with(|| json!({ "enroll": { "self": own } }));
        consent(entry);
    };
    if edition == Edition::Classic {
        for (factor, own) in &CLASSIC {
            name(factor, own);
        }
        return;
    }
    let is_on = |key: &str| active.iter().any(|one| text(one, "key") == key);
    for (_, factor) in FACTORS.iter().filter(|(key, _)| is_on(key)) {
        name(factor, "NOT_ALLOWED");
    }
}

fn name_authenticators(settings: &mut Value, active: &[Document]) {
    let Some(settings) = settings.as_object_mut() else {
        return;
    };
    settings
        .entry("type")
        .or_insert_with(|| json!("AUTHENTICATORS"));
    let listed = settings.entry("authenticators").or_insert(json!([]));
    let Some(listed) = listed.as_array_mut() else {
        return;
    };
    for authenticator in active {
        if !listed.iter().any(|entry| is_of(entry, authenticator)) {
            listed.push(entry(authenticator, "NOT_ALLOWED"));
        }
    }
}
