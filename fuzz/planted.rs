//! A secret, planted somewhere in any JSON.

use serde_json::{Value, json};

/// What must never come out.
pub const SECRET: &str = "S3cr3t-never-shown-4711";

/// Where Okta puts secrets (Users, Applications, Factors in Okta's API reference).
const PLACES: [&str; 14] = [
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

/// Plants the secret in one of the objects, under one of the names, in one of the forms; `false`
/// where there is no object.
pub fn plant(value: &mut Value, object: u8, place: u8) -> bool {
    let name = PLACES[usize::from(place) % PLACES.len()];
    let secret = match place / 16 {
        0..8 => json!(SECRET),
        8..12 => json!([SECRET]),
        _ if name == "password" => json!({"value": SECRET, "hash": {"salt": SECRET}}),
        _ => json!(SECRET),
    };
    let mut left = usize::from(object) % objects(value).max(1);
    plant_in(value, &mut left, name, secret)
}

fn objects(value: &Value) -> usize {
    match value {
        Value::Object(members) => 1 + members.values().map(objects).sum::<usize>(),
        Value::Array(items) => items.iter().map(objects).sum(),
        _ => 0,
    }
}

fn plant_in(value: &mut Value, left: &mut usize, name: &str, secret: Value) -> bool {
    match value {
        Value::Object(members) if *left == 0 => {
            members.insert(name.to_owned(), secret);
            true
        }
        Value::Object(members) => {
            *left -= 1;
            members
                .values_mut()
                .any(|member| plant_in(member, left, name, secret.clone()))
        }
        Value::Array(items) => items
            .iter_mut()
            .any(|item| plant_in(item, left, name, secret.clone())),
        _ => false,
    }
}
