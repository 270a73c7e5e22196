//! An example of a call of any operation: arguments that fit what Okta's description says.

use operations::operation::Place;
use operations::{Method, Operation};
use serde_json::{Map, Value, json};

use crate::api::outline;
use crate::secret;
use crate::upload;

/// What stands in for the placeholders of a path: names and ids of the demo organisation.
const VALUES: &[(&str, &str)] = &[
    ("appId", "0oa1chat00000000acme"),
    ("appName", "slack"),
    ("authServerId", "default"),
    ("authorizationServerId", "default"),
    ("brandId", "bnd1default00000acme"),
    ("contactType", "TECHNICAL"),
    ("groupId", "00g1engineering0acme"),
    ("lifecycle", "ENABLE"),
    ("logStreamType", "aws_eventbridge"),
    ("methodType", "push"),
    ("notificationType", "OKTA_ISSUE"),
    ("ownerId", "00u1adalovelace0acme"),
    ("permissionType", "okta.users.read"),
    ("roleRef", "USER_ADMIN"),
    ("schemaId", "default"),
    ("templateName", "ForgotPassword"),
    ("typeId", "default"),
    ("userId", "00u1adalovelace0acme"),
    ("userIdOrLogin", "ada@acme.example"),
];

/// The arguments of `read_operation` or `write_operation` for this operation, of that variant of its
/// body where one is named.
pub fn of(operation: &Operation, variant: Option<&str>) -> Value {
    let mut example = json!({"id": operation.id});
    let path: Map<String, Value> = operation
        .placeholders()
        .map(|name| (name.to_owned(), value_of(operation, name).into()))
        .collect();
    if !path.is_empty() {
        example["path"] = path.into();
    }
    let query = query(operation);
    if !query.is_empty() {
        example["query"] = query.into();
    }
    if upload::is_taken_by(operation) {
        let is_key = operation.id.starts_with("publishCsr");
        let name = if is_key {
            "certificate.pem"
        } else {
            "logo.png"
        };
        example["body"] = json!({"file": name});
    } else if let Some(body) = body(operation, variant) {
        example["body"] = secret::marked(&body);
    }
    example
}

/// What stands in for a placeholder.
fn value_of(operation: &Operation, name: &str) -> &'static str {
    if operation
        .path
        .contains(&format!("/api/v1/users/{{{name}}}"))
    {
        return "00u1adalovelace0acme";
    }
    let known = VALUES.iter().find(|(placeholder, _)| *placeholder == name);
    known.map_or("an_id_that_a_list_shows", |(_, value)| value)
}

/// The parameters that must be there.
fn query(operation: &Operation) -> Map<String, Value> {
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.place == Place::Query && parameter.required);
    required
        .map(|parameter| {
            let first = parameter.allowed.first().copied();
            let value = first.or(parameter.default).unwrap_or("value");
            (parameter.name.to_owned(), value.into())
        })
        .collect()
}

/// A body that fits, with what must be there and a little more where nothing must.
fn body(operation: &Operation, variant: Option<&str>) -> Option<Value> {
    let whole = outline::of(operation, variant).ok()??;
    let schema = match (&whole.chooses, variant) {
        (Some(choice), None) => {
            let first = choice.values.first()?;
            outline::of(operation, Some(first)).ok()??.schema
        }
        _ => whole.schema,
    };
    let is_partial = operation.method == Method::Patch;
    Some(value(&schema, "body", usize::from(is_partial)))
}

/// A value of a schema; `depth` keeps examples small.
fn value(schema: &Value, name: &str, depth: usize) -> Value {
    if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
        return first.clone();
    }
    if let Some(default) = schema.get("default") {
        return default.clone();
    }
    for word in ["oneOf", "anyOf"] {
        if let Some(first) = schema[word].as_array().and_then(|forms| forms.first()) {
            return value(first, name, depth);
        }
    }
    match kind(schema) {
        "object" => object(schema, depth),
        "array" => array(schema, name, depth),
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or_else(|| 1.into()),
        "boolean" => true.into(),
        _ => text(schema, name).into(),
    }
}

fn kind(schema: &Value) -> &str {
    let has_members = schema.get("properties").is_some();
    let stated = schema["type"].as_str();
    stated.unwrap_or(if has_members { "object" } else { "string" })
}

fn object(schema: &Value, depth: usize) -> Value {
    let Some(members) = schema["properties"].as_object() else {
        return json!({});
    };
    let required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let is_wanted = |name: &str| required.contains(&name) || (name == "name" && depth == 0);
    let mut made: Map<String, Value> = members
        .iter()
        .filter(|(name, _)| is_wanted(name))
        .map(|(name, member)| (name.clone(), value(member, name, depth + 1)))
        .collect();
    if made.is_empty() && depth < 2 {
        let few = members.iter().filter(|(name, _)| !name.starts_with('_'));
        made = few
            .take(2)
            .map(|(name, member)| (name.clone(), value(member, name, depth + 1)))
            .collect();
    }
    made.into()
}

fn array(schema: &Value, name: &str, depth: usize) -> Value {
    let least = schema["minItems"].as_u64().unwrap_or(0);
    let wants_one = least > 0 || depth < 2;
    match schema.get("items") {
        Some(items) if wants_one => json!([value(items, name, depth + 1)]),
        _ => json!([]),
    }
}

/// Values that fit the patterns of Okta's descriptions.
const PATTERNED: &[&str] = &[
    "00u1adalovelace0acme",
    "00g1engineering0acme",
    "0oa1chat00000000acme",
    "enb1example000000000",
    "5f2c1a9b3d4e6f7081920304",
    "en",
    "#1662dd",
    "192.0.2.1",
    "example.com",
    "PT1H",
    "2026-12-01T00:00:00Z",
];

fn patterned(schema: &Value) -> Option<String> {
    let pattern = schema.get("pattern")?.as_str()?;
    let pattern = regex::Regex::new(pattern).ok()?;
    let fits = PATTERNED.iter().find(|value| pattern.is_match(value));
    fits.map(|value| (*value).to_owned())
}

fn text(schema: &Value, name: &str) -> String {
    if let Some(text) = patterned(schema) {
        return text;
    }
    let lower = name.to_lowercase();
    let made = if lower.contains("email") {
        "ada@acme.example"
    } else if lower.contains("url") || lower.contains("uri") {
        "https://acme.example/page"
    } else if lower.ends_with("date") || lower.ends_with("time") {
        "2026-12-01T00:00:00.000Z"
    } else if lower.contains("userid") {
        "00u1adalovelace0acme"
    } else if lower.contains("groupid") {
        "00g1engineering0acme"
    } else if lower.contains("appid") {
        "0oa1chat00000000acme"
    } else {
        "Example"
    };
    let most = schema["maxLength"]
        .as_u64()
        .and_then(|most| usize::try_from(most).ok());
    let least = schema["minLength"]
        .as_u64()
        .and_then(|least| usize::try_from(least).ok());
    let mut made: String = made.chars().take(most.unwrap_or(usize::MAX)).collect();
    while made.chars().count() < least.unwrap_or(0) {
        made.push('x');
    }
    made
}

#[cfg(test)]
mod tests {
    use operations::OPERATIONS;

    use super::*;
    use crate::api::body::faults;

    #[test]
    fn every_example_fits_what_the_description_says() {
        let mut broken = Vec::new();
        // What takes a file takes no JSON, whatever the description draws.
        let takes_json = |operation: &&&Operation| !upload::is_taken_by(operation);
        for operation in OPERATIONS.iter().filter(takes_json) {
            let example = of(operation, None);
            if let Some(body) = example.get("body") {
                let faults = faults(operation, body);
                if !faults.is_empty() {
                    broken.push(format!("{}: {} {body}", operation.id, faults.join("; ")));
                }
            }
        }
        assert!(broken.is_empty(), "{}", broken.join("\n"));
    }
}
