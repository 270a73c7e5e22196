//! Whether a body is true to the schema of its operation, as far as Okta insists.
//!
//! Okta reads a body into classes of its own before it looks at anything else: what cannot be read so (an
//! object where a text belongs, a word that a list of words does not have) is not well-formed, without a
//! cause. Simple values are taken in each other's clothes: `"7"` for 7, 7 for `"7"`. What only an answer
//! holds is not read, and what the recordings show beyond a schema is taken.

use std::sync::OnceLock;

use operations::component::{self, Departure};
use operations::operation::{Method, Operation, Spec};
use serde_json::{Map, Value};

use super::schema::Schema;
use crate::call::Call;
use crate::refusal::Refusal;

/// Members in which the recordings show Okta taking words that their lists do not have: component and
/// member. What answers show beyond a schema stands in `spec/departures.json`.
const TAKEN: [(&str, &str); 1] = [("OidcRequestSignatureAlgorithm", "algorithm")];

/// Members that schemas demand and the recordings show Okta filling in: operation and member.
const FILLED: [(&str, &str); 2] = [
    ("createApplication", "signOnMode"),
    ("createEmailServer", "authType"),
];

/// How deep a body is looked into; schemas may be circles.
const DEPTH: usize = 24;

/// Checks the body of a call, where it has one in JSON.
///
/// # Errors
/// Okta's refusal of a body that it cannot read.
pub fn check(call: &Call<'_>) -> Result<(), Refusal> {
    let Some(stated) = &call.operation.body else {
        return Ok(());
    };
    let bytes = call.arrival.body.as_deref().unwrap_or_default();
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else {
        return Ok(());
    };
    let schema = stated.schema.open();
    let spec = call.operation.spec;
    let place = Place {
        spec,
        left: DEPTH,
        chosen: false,
    };
    if !fits(&value, named(&schema, spec), place) {
        return Err(Refusal::malformed());
    }
    let Some(members) = value.as_object() else {
        return Ok(());
    };
    if makes(call.operation) {
        filled(call.operation.id, members, &schema)?;
    }
    let component = schema.get("schema").and_then(Value::as_str);
    let component = component.and_then(|name| Schema::named(spec, name));
    match component.and_then(|component| component.out_of_bounds(members)) {
        Some((name, why)) => Err(Refusal::invalid(name, format!("{name}: {why}"))),
        None => Ok(()),
    }
}

/// The component that a body is of, where it has one: there the names of its parts are kept.
fn named(schema: &Value, spec: Spec) -> &Value {
    let name = schema.get("schema").and_then(Value::as_str);
    name.and_then(|name| component::get(spec, name))
        .unwrap_or(schema)
}

/// Whether an operation makes something of its body; of a change Okta asks less than its schema says.
fn makes(operation: &Operation) -> bool {
    operation.method == Method::Post && operation.id.starts_with("create")
}

/// Whether what the schema demands is there.
fn filled(id: &str, members: &Map<String, Value>, schema: &Value) -> Result<(), Refusal> {
    let demanded = schema.get("required").and_then(Value::as_array);
    let is_written = |name: &str| {
        let stated = schema
            .get("properties")
            .and_then(|declared| declared.get(name));
        stated.is_some_and(|stated| stated.get("readOnly") != Some(&Value::Bool(true)))
    };
    let blank: Vec<&str> = demanded
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .filter(|name| is_written(name) && !FILLED.contains(&(id, name)))
        .filter(|name| {
            let value = members.get(*name).unwrap_or(&Value::Null);
            value.is_null() || value == ""
        })
        .collect();
    let Some(first) = blank.first() else {
        return Ok(());
    };
    let mut refusal = Refusal::invalid(first, "");
    refusal.causes = blank
        .iter()
        .map(|name| format!("{name}: The field cannot be left blank"))
        .collect();
    Err(refusal)
}

/// Where in a schema a value is looked at.
#[derive(Clone, Copy)]
struct Place {
    spec: Spec,
    left: usize,
    /// Whether the branch of a discriminator was chosen already: branches name their base.
    chosen: bool,
}

impl Place {
    fn deeper(self) -> Self {
        Self {
            left: self.left.saturating_sub(1),
            chosen: false,
            ..self
        }
    }

    fn chosen(self) -> Self {
        Self {
            left: self.left.saturating_sub(1),
            chosen: true,
            ..self
        }
    }
}

fn fits(value: &Value, schema: &Value, place: Place) -> bool {
    if value.is_null() || place.left == 0 || schema.get("readOnly") == Some(&Value::Bool(true)) {
        return true;
    }
    for name in ["$ref", "$same"] {
        if let Some(name) = schema.get(name).and_then(Value::as_str) {
            let named = component::get(place.spec, name);
            let place = Place {
                left: place.left - 1,
                ..place
            };
            return named.is_none_or(|schema| is_of(value, schema, Some(name), place));
        }
    }
    let name = schema.get("schema").and_then(Value::as_str);
    is_of(value, schema, name, place)
}

/// Whether a value is of a schema that may have a name.
fn is_of(value: &Value, schema: &Value, name: Option<&str>, place: Place) -> bool {
    let parts = |word: &str| schema.get(word).and_then(Value::as_array);
    let all = parts("allOf").is_none_or(|parts| {
        let mut parts = parts.iter();
        parts.all(|part| fits(value, part, place.chosen()))
    });
    let any = ["oneOf", "anyOf"].into_iter().all(|word| {
        parts(word).is_none_or(|parts| parts.iter().any(|part| fits(value, part, place.deeper())))
    });
    all && any && branch(value, schema, place) && is_kind(value, schema, name, place)
}

/// The branch that a discriminator chooses.
fn branch(value: &Value, schema: &Value, place: Place) -> bool {
    let chosen = || {
        let property = schema.pointer("/discriminator/property")?.as_str()?;
        let word = value.get(property)?.as_str()?;
        let name = schema.pointer("/discriminator/mapping")?.get(word)?;
        component::get(place.spec, name.as_str()?).map(|branch| (branch, name.as_str()))
    };
    if place.chosen {
        return true;
    }
    chosen().is_none_or(|(branch, name)| is_of(value, branch, name, place.chosen()))
}

fn is_kind(value: &Value, schema: &Value, name: Option<&str>, place: Place) -> bool {
    let kind = schema.get("type").and_then(Value::as_str);
    match kind.unwrap_or_default() {
        // An object of which nothing is said may be anything.
        "object" if is_open(schema) => true,
        "object" => value
            .as_object()
            .is_some_and(|members| holds(members, schema, name, place)),
        "" => value
            .as_object()
            .is_none_or(|members| holds(members, schema, name, place)),
        "array" => value.as_array().is_some_and(|items| {
            let item = schema.get("items").unwrap_or(&Value::Null);
            items.iter().all(|value| fits(value, item, place.deeper()))
        }),
        "string" => is_simple(value) && is_listed(value, schema, name),
        "integer" | "number" => match value {
            Value::String(text) => text.is_empty() || text.trim().parse::<f64>().is_ok(),
            other => other.is_number(),
        },
        "boolean" => match value {
            Value::String(text) => ["", "true", "false"].contains(&text.trim()),
            other => other.is_boolean() || other.is_number(),
        },
        _ => true,
    }
}

fn is_open(schema: &Value) -> bool {
    let declared = schema.get("properties").and_then(Value::as_object);
    declared.is_some_and(Map::is_empty)
}

fn is_simple(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

/// Whether a word is on the list of words, where there is one. Nothing at all is.
fn is_listed(value: &Value, schema: &Value, name: Option<&str>) -> bool {
    let listed = schema.get("enum").and_then(Value::as_array);
    let shown = || {
        let rows = departures().iter();
        let mut rows = rows.filter(|row| Some(row.schema) == name && row.kind == "enum");
        rows.any(|row| row.values.contains(value))
    };
    listed.is_none_or(|words| value == "" || words.contains(value) || shown())
}

/// Whether each member of an object is what the schema says of it.
fn holds(members: &Map<String, Value>, schema: &Value, name: Option<&str>, place: Place) -> bool {
    let declared = schema.get("properties").and_then(Value::as_object);
    let others = schema
        .get("additionalProperties")
        .filter(|other| other.is_object());
    members.iter().all(|(member, value)| {
        let stated = declared.and_then(|declared| declared.get(member));
        stated.or(others).is_none_or(|stated| {
            name.is_some_and(|name| departs(name, member, value))
                || fits(value, stated, place.deeper())
        })
    })
}

/// Whether the recordings show such a value of a member where its schema has none. Where they show too
/// many words to list, any will do.
fn departs(schema: &str, member: &str, value: &Value) -> bool {
    let shown = |words: &[Value]| match value {
        Value::Array(items) => items.iter().any(|item| words.contains(item)),
        one => words.is_empty() || words.contains(one),
    };
    let rows = departures().iter();
    let mut rows =
        rows.filter(|row| row.schema == schema && row.member.trim_end_matches("[]") == member);
    TAKEN.contains(&(schema, member))
        || rows.any(|row| match row.kind {
            "enum" => shown(row.values),
            "type" => true,
            _ => false,
        })
}

fn departures() -> &'static [Departure] {
    static KNOWN: OnceLock<Vec<Departure>> = OnceLock::new();
    KNOWN.get_or_init(|| component::departures().collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn is_taken(operation: &str, body: &Value) -> bool {
        let operation = operations::find(operation).unwrap();
        let schema = operation.body.as_ref().unwrap().schema.open();
        let place = Place {
            spec: operation.spec,
            left: DEPTH,
            chosen: false,
        };
        fits(body, named(&schema, operation.spec), place)
    }

    #[test]
    fn simple_values_are_taken_in_each_others_clothes() {
        for (body, expected) in [
            (json!({ "name": "a", "type": "IP" }), true),
            (json!({ "name": 7, "type": "IP" }), true),
            (json!({ "name": ["a"], "type": "IP" }), false),
            (json!({ "name": {}, "type": "IP" }), false),
            (json!({ "name": null, "type": "IP" }), true),
            (json!({ "name": "a", "type": "CIRCLE" }), false),
            (json!({ "name": "a", "type": "IP", "system": {} }), true),
            (
                json!({ "name": "a", "type": "IP", "gateways": "1.2.3.4" }),
                false,
            ),
            (
                json!({ "name": "a", "type": "IP", "gateways": [{ "type": "CIDR" }] }),
                true,
            ),
            (
                json!({ "name": "a", "type": "IP", "gateways": [{ "type": "CIRCLE" }] }),
                false,
            ),
            (json!({ "name": "a", "type": "IP", "unheard": [{}] }), true),
        ] {
            assert_eq!(is_taken("createNetworkZone", &body), expected, "{body}");
        }
    }

    #[test]
    fn a_rule_is_read_by_its_type() {
        let body = json!({
            "actions": { "idp": { "providers": [{ "type": "OKTA" }] } },
            "conditions": {
                "app": { "exclude": null, "include": null },
                "userIdentifier": {
                    "patterns": [{ "matchType": "SUFFIX", "value": "a.example" }],
                    "type": "IDENTIFIER",
                },
            },
            "name": "a", "priority": "1", "system": "false", "type": "IDP_DISCOVERY",
        });
        for pointer in ["/actions", "/conditions/userIdentifier", "/conditions/app"] {
            let mut less = body.clone();
            *less.pointer_mut(pointer).unwrap() = Value::Null;
            assert!(is_taken("createPolicyRule", &less), "without {pointer}");
        }
        assert!(is_taken("createPolicyRule", &body));
    }
}
