//! Secrets in Okta's answers, which never reach a model.

use serde_json::{Map, Value, json};

/// The members that hold a secret wherever they stand (Okta, Users, Applications, Factors; facts of
/// the recordings).
const SECRETS: &[&str] = &[
    "access_token",
    "activationToken",
    "activationUrl",
    "adminPassword",
    "answer",
    "apiKey",
    "client_secret",
    "clientSecret",
    "device_secret",
    "id_token",
    "mfa_token",
    "nextPassCode",
    "oneTimePassword",
    "otp",
    "otpCode",
    "passCode",
    "password",
    "private_key",
    "privateKey",
    "providerAuthToken",
    "recoveryToken",
    "refresh_token",
    "resetPasswordUrl",
    "secret",
    "secretKey",
    "sessionToken",
    "sharedSecret",
    "tac",
    "temporaryPassword",
    "tempPassword",
    "token",
    "tokenEncrypted",
    "tokenSigningKey",
    "vaulted_secret",
];

/// The members that hold a secret inside a member of that name. `password` is an object in a person's
/// credentials (and, in a policy, an object of rules that are no secrets); `authScheme` is how a hook is
/// called.
const INSIDE: &[(&str, &[&str])] = &[
    ("password", &["value", "hash", "salt"]),
    ("authScheme", &["value"]),
];

/// Members that are a secret whatever they hold.
const WHOLE: &[&str] = &["serviceAccountJson"];

/// The private members of a JSON Web Key (RFC 7518 section 6).
const OF_A_KEY: &[&str] = &["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// Keeps secrets that no model sees, for a person to fetch.
pub trait Keeper: Send + Sync {
    /// Keeps a secret that stands at `place`; the id under which it is fetched, or nothing.
    fn keep(&self, place: &str, secret: &Value) -> Option<String>;
}

/// Keeps nothing: the secret can be seen in the Okta Admin Console alone.
pub struct Forgets;

impl Keeper for Forgets {
    fn keep(&self, _: &str, _: &Value) -> Option<String> {
        None
    }
}

/// Puts `{"secret":"withheld"}` in the place of every secret, as [`secrets_kept`] does, and keeps none.
pub fn secrets(value: &mut Value) {
    secrets_kept(value, "", &Forgets);
}

/// Puts `{"secret":"withheld","handover":id}` in the place of every secret; without the id where nobody
/// keeps it.
///
/// A list under such a name holds secrets, and not one of them shows.
/// A member without a value, or an empty object (`credentials.password` is `{}` in every answer),
/// shows only that there is a secret, and stays.
pub fn secrets_kept(value: &mut Value, at: &str, keeper: &dyn Keeper) {
    if is_unknown_person(value) {
        typed_name(value);
    }
    match value {
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                let is_secret = SECRETS.contains(&name.as_str());
                let place = format!("{at}/{name}");
                if WHOLE.contains(&name.as_str()) && member.is_object() {
                    *member = withheld();
                } else if is_secret && is_plain(member) {
                    *member = kept(&place, member, keeper);
                } else if is_secret && member.is_array() {
                    withhold_each(member);
                } else {
                    secrets_kept(member, &place, keeper);
                }
                inside(name, member);
            }
            private_key(members);
        }
        Value::Array(items) => {
            for item in items.iter_mut() {
                secrets_kept(item, at, keeper);
            }
        }
        _ => {}
    }
}

fn kept(place: &str, secret: &Value, keeper: &dyn Keeper) -> Value {
    match keeper.keep(place, secret) {
        Some(id) => json!({"secret": "withheld", "handover": id}),
        None => withheld(),
    }
}

/// Whether a member of that name holds a secret; inside `password` other names do.
pub fn is_secret(name: &str, parent: &str) -> bool {
    SECRETS.contains(&name) || hidden_in(parent).contains(&name)
}

/// Whether a value is an event of the System Log in which somebody failed whom Okta does not know. What
/// they typed as their name stands in it, and people type passwords there.
pub fn is_unknown_person(event: &Value) -> bool {
    let failed = event["outcome"]["result"].as_str() != Some("SUCCESS");
    let is_event = event.get("eventType").is_some() && event["outcome"].is_object();
    let id = event["actor"]["id"].as_str().unwrap_or_default();
    is_event && failed && event["actor"].is_object() && (id.is_empty() || id == UNKNOWN)
}

/// What Okta writes where it does not know.
const UNKNOWN: &str = "unknown";

/// Withholds a name that was typed, wherever in the event it stands.
fn typed_name(event: &mut Value) {
    let names = ["alternateId", "displayName"].map(|name| event["actor"][name].clone());
    let names = names.iter().filter_map(Value::as_str);
    let names: Vec<&str> = names
        .filter(|name| !name.is_empty() && *name != UNKNOWN)
        .collect();
    for name in names {
        withhold_text(event, name);
    }
}

fn withhold_text(value: &mut Value, text: &str) {
    match value {
        Value::String(held) if held == text => *value = withheld(),
        Value::Object(members) => members.values_mut().for_each(|it| withhold_text(it, text)),
        Value::Array(items) => items.iter_mut().for_each(|it| withhold_text(it, text)),
        _ => {}
    }
}

/// Whether a placeholder of ours stands in a value: a secret that was withheld would be overwritten with
/// it.
pub fn holds_placeholder(value: &Value) -> bool {
    match value {
        Value::Object(members) => {
            members.get("secret") == Some(&json!("withheld"))
                || members.values().any(holds_placeholder)
        }
        Value::Array(items) => items.iter().any(holds_placeholder),
        _ => false,
    }
}

fn inside(name: &str, member: &mut Value) {
    for hidden in hidden_in(name) {
        if let Some(secret) = member.get_mut(*hidden).filter(|it| !it.is_null()) {
            *secret = withheld();
        }
    }
}

fn hidden_in(name: &str) -> &'static [&'static str] {
    let found = INSIDE.iter().find(|(parent, _)| *parent == name);
    found.map_or(&[], |(_, hidden)| hidden)
}

fn private_key(members: &mut Map<String, Value>) {
    if !members.contains_key("kty") {
        return;
    }
    for name in OF_A_KEY {
        if let Some(secret) = members.get_mut(*name).filter(|it| !it.is_null()) {
            *secret = withheld();
        }
    }
}

fn withhold_each(list: &mut Value) {
    for item in list.as_array_mut().into_iter().flatten() {
        match item {
            Value::Array(_) => withhold_each(item),
            item if is_plain(item) => *item = withheld(),
            item => secrets(item),
        }
    }
}

fn withheld() -> Value {
    json!({"secret": "withheld"})
}

fn is_plain(value: &Value) -> bool {
    // What stands in our own placeholder is none.
    matches!(value, Value::String(text) if !text.is_empty() && text != "withheld")
        || value.is_number()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_of_a_password_policy_are_no_secret() {
        let policy = json!({"settings": {"password": {"complexity": {"minLength": 8}}}});
        let mut value = policy.clone();
        secrets(&mut value);
        assert_eq!(value, policy);
        let mut hashed = json!({"password": {"hash": {"value": "h", "salt": "s"}}});
        secrets(&mut hashed);
        assert_eq!(
            hashed,
            json!({"password": {"hash": {"secret": "withheld"}}})
        );
    }

    #[test]
    fn a_hook_and_a_key_keep_what_is_public_of_them() {
        let mut hook =
            json!({"authScheme": {"type": "HEADER", "key": "Authorization", "value": "v"}});
        secrets(&mut hook);
        assert_eq!(hook["authScheme"]["value"], withheld());
        assert_eq!(hook["authScheme"]["key"], "Authorization");
        let mut key = json!({"kty": "RSA", "n": "n", "e": "AQAB", "d": "d", "kid": "k"});
        secrets(&mut key);
        assert_eq!(
            key,
            json!({"kty": "RSA", "n": "n", "e": "AQAB", "d": withheld(), "kid": "k"})
        );
    }

    #[test]
    fn what_was_withheld_is_not_withheld_again() {
        let mut value = json!({"token": "t"});
        secrets(&mut value);
        let once = value.clone();
        secrets(&mut value);
        assert_eq!(value, once);
    }

    #[test]
    fn what_an_unknown_person_typed_is_withheld() {
        let mut event = json!({
            "eventType": "user.session.start",
            "outcome": {"result": "FAILURE", "reason": "VERIFICATION_ERROR"},
            "actor": {"id": "unknown", "alternateId": "hunter2", "displayName": "unknown"},
            "debugContext": {"debugData": {"identifier": "hunter2"}},
        });
        assert!(is_unknown_person(&event));
        secrets(&mut event);
        assert!(!event.to_string().contains("hunter2"), "{event}");
        assert_eq!(event["outcome"]["reason"], "VERIFICATION_ERROR");
        let known =
            json!({"eventType": "x", "outcome": {"result": "FAILURE"}, "actor": {"id": "00u1"}});
        assert!(!is_unknown_person(&known));
    }

    #[test]
    fn what_was_withheld_is_found_however_deep() {
        assert!(holds_placeholder(
            &json!({"a": [{"b": {"secret": "withheld", "handover": "h"}}]})
        ));
        assert!(!holds_placeholder(&json!({"secret": "other"})));
    }

    #[test]
    fn a_secret_is_withheld_and_its_neighbours_stay() {
        let mut value = json!({
            "activationUrl": "https://acme.okta.com/welcome/abc",
            "credentials": {"password": {}, "recovery_question": {"question": "q", "answer": "a"}},
            "list": [{"tempPassword": "x"}],
            "password": null,
            "private_key": ["k", ["k"], {"answer": "a"}],
        });
        secrets(&mut value);
        let withheld = json!({"secret": "withheld"});
        let expected = json!({
            "activationUrl": withheld,
            "credentials": {
                "password": {},
                "recovery_question": {"question": "q", "answer": withheld},
            },
            "list": [{"tempPassword": withheld}],
            "password": null,
            "private_key": [withheld, [withheld], {"answer": withheld}],
        });
        assert_eq!(value, expected);
    }
}
