//! Secrets in Okta's answers, which never reach a model.

use serde_json::{Value, json};

/// The members that hold a secret wherever they stand (Okta, Users, Applications, Factors; facts of
/// the recordings).
const SECRETS: &[&str] = &[
    "activationToken",
    "activationUrl",
    "answer",
    "client_secret",
    "clientSecret",
    "oneTimePassword",
    "password",
    "privateKey",
    "private_key",
    "recoveryToken",
    "resetPasswordUrl",
    "sharedSecret",
    "tempPassword",
    "temporaryPassword",
];

/// Puts `{"secret":"withheld"}` in the place of every secret.
///
/// A member without a value, or one that holds an object (`credentials.password` is `{}` in every
/// answer), shows only that there is a secret, and stays; what it holds is looked through.
pub fn secrets(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                if SECRETS.contains(&name.as_str()) && is_plain(member) {
                    *member = json!({"secret": "withheld"});
                } else {
                    secrets(member);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(secrets),
        _ => {}
    }
}

fn is_plain(value: &Value) -> bool {
    matches!(value, Value::String(text) if !text.is_empty()) || value.is_number()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_withheld_and_its_neighbours_stay() {
        let mut value = json!({
            "activationUrl": "https://acme.okta.com/welcome/abc",
            "credentials": {"password": {}, "recovery_question": {"question": "q", "answer": "a"}},
            "list": [{"tempPassword": "x"}],
            "password": null,
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
        });
        assert_eq!(value, expected);
    }
}
