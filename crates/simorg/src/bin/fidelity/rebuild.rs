//! The body of a write whose recorder lost it, put together from the answer.
//!
//! Okta refuses such a request without a body, so a recorded success says that there was one. It is
//! sent so that what the cassette made exists; the exchange itself is not compared.

use operations::Operation;
use serde_json::{Map, Value, json};

use super::cassette::Exchange;

/// A password that every policy takes; answers show none.
const PASSWORD: &str = "Aardvark-7-Lantern";

/// Whether the recorder lost the body.
pub fn is_lost(exchange: &Exchange, operation: &Operation) -> bool {
    let required = operation.body.as_ref().is_some_and(|body| body.required);
    required && exchange.succeeded() && exchange.sent.is_none()
}

/// The members of the answer that the operation's body can have.
pub fn body(exchange: &Exchange, operation: &Operation) -> Option<Value> {
    let answer = exchange
        .body
        .as_ref()
        .filter(|_| is_lost(exchange, operation))?;
    let schema = operation.body.as_ref()?.schema.open();
    Some(writable(answer, &schema))
}

fn writable(answer: &Value, schema: &Value) -> Value {
    match answer {
        Value::Object(members) => {
            let kept = members.iter().filter_map(|(name, value)| {
                let value = member(name, value, schema)?;
                Some((name.clone(), value))
            });
            Value::Object(kept.collect::<Map<_, _>>())
        }
        Value::Array(items) => {
            let schema = schema.get("items").unwrap_or(&Value::Null);
            items.iter().map(|item| writable(item, schema)).collect()
        }
        other => other.clone(),
    }
}

fn member(name: &str, value: &Value, schema: &Value) -> Option<Value> {
    let declared = schema.get("properties").and_then(Value::as_object);
    let property = declared.and_then(|properties| properties.get(name));
    // The members of a schema's variants, and of maps, stand nowhere.
    let open = declared.is_none()
        || schema.get("discriminator").is_some()
        || schema.get("additionalProperties").is_some();
    let required = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let read_only = property.is_some_and(|property| property["readOnly"] == true)
        || name == "id" && !required.into_iter().any(|required| required == "id");
    if value.is_null() || name.starts_with('_') || read_only || property.is_none() && !open {
        return None;
    }
    if name == "password" && value.as_object().is_some_and(Map::is_empty) {
        return Some(json!({"value": PASSWORD}));
    }
    Some(writable(value, property.unwrap_or(&Value::Null)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_okta_writes_is_left_out() {
        let operation = operations::find("createUser").unwrap();
        let exchange = Exchange {
            seq: 0,
            at: None,
            method: "POST".to_owned(),
            host: String::new(),
            path: "/api/v1/users".to_owned(),
            query: String::new(),
            content_type: None,
            sent: None,
            status: 200,
            headers: Vec::new(),
            body: Some(json!({
                "id": "00u1", "status": "ACTIVE", "_links": {},
                "profile": {"login": "a@b.c", "mobilePhone": null, "shoe": 43},
                "credentials": {"password": {}, "provider": {"type": "OKTA", "name": "OKTA"}},
            })),
        };
        let expected = json!({
            "profile": {"login": "a@b.c", "shoe": 43},
            "credentials": {"password": {"value": PASSWORD}, "provider": {"type": "OKTA", "name": "OKTA"}},
        });
        assert_eq!(body(&exchange, operation), Some(expected));
    }
}
