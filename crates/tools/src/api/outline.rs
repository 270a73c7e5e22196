//! What a body may hold, spelled out for a reader: parts merged, the chosen variant resolved, what Okta
//! itself sets left out.

use operations::operation::Spec;
use operations::{Operation, component, dialect};
use serde_json::{Map, Value, json};

/// How deep parts are spelled out.
const DEEPEST: usize = 7;
/// Words of a schema that a reader needs.
const KEPT: &[&str] = &[
    "type",
    "enum",
    "required",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "pattern",
    "default",
];

/// The body of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// JSON Schema without references.
    pub schema: Value,
    /// The member whose value decides what else there is, and its values; empty where there is none.
    pub chooses: Option<Choice>,
}

/// A discriminator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The member.
    pub member: String,
    /// Its values.
    pub values: Vec<String>,
}

/// The body of an operation, of that variant where one is named; `None` where it takes none.
///
/// # Errors
/// The values that there are, where the variant is none of them.
pub fn of(operation: &Operation, variant: Option<&str>) -> Result<Option<Outline>, Choice> {
    let Some(stated) = dialect::stated(operation) else {
        return Ok(None);
    };
    let spec = operation.spec;
    let whole = opened(spec, &stated);
    let choice = choice(&whole);
    let chosen = match (variant, &choice) {
        (None, _) => None,
        (Some(value), Some((_, mapping))) if mapping.contains_key(value) => mapping[value].as_str(),
        (Some(_), choice) => return Err(told(choice.as_ref())),
    };
    let mut schema = match chosen {
        Some(target) => spelled(spec, &json!({ "$ref": target }), 0),
        None => spelled(spec, &stated, 0),
    };
    if let (Some(value), Some((member, _))) = (variant, &choice) {
        fix(&mut schema, member, value);
    }
    let chooses = choice.as_ref().map(|choice| told(Some(choice)));
    Ok(Some(Outline { schema, chooses }))
}

type Mapping = (String, Map<String, Value>);

fn choice(schema: &Value) -> Option<Mapping> {
    let discriminator = schema.get("discriminator")?;
    let member = discriminator.get("property")?.as_str()?.to_owned();
    Some((member, discriminator.get("mapping")?.as_object()?.clone()))
}

fn told(choice: Option<&Mapping>) -> Choice {
    Choice {
        member: choice.map(|(member, _)| member.clone()).unwrap_or_default(),
        values: choice
            .map(|(_, mapping)| mapping.keys().cloned().collect())
            .unwrap_or_default(),
    }
}

/// The chosen value is the only one, and must be there.
fn fix(schema: &mut Value, member: &str, value: &str) {
    schema["properties"][member] = json!({"type": "string", "enum": [value]});
    let mut required = schema["required"].as_array().cloned().unwrap_or_default();
    if !required.iter().any(|name| name == member) {
        required.push(member.into());
    }
    schema["required"] = required.into();
}

/// A schema itself, or the component that it refers to.
fn opened(spec: Spec, schema: &Value) -> Value {
    let name = schema.get("$ref").and_then(Value::as_str);
    let component = name.and_then(|name| component::get(spec, name));
    component.unwrap_or(schema).clone()
}

/// A schema with its references replaced by what they name.
fn spelled(spec: Spec, schema: &Value, depth: usize) -> Value {
    if depth > DEEPEST {
        return json!({"type": "object"});
    }
    let opened = opened(spec, schema);
    let mut made = Map::new();
    merge(spec, &opened, depth, &mut made);
    unrequire_what_is_not_there(&mut made);
    Value::Object(made)
}

fn merge(spec: Spec, schema: &Value, depth: usize, made: &mut Map<String, Value>) {
    for part in schema
        .get("allOf")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        merge(spec, &opened(spec, part), depth, made);
    }
    for word in KEPT {
        match schema.get(*word) {
            Some(Value::Array(more)) if *word == "required" => require(made, more),
            Some(Value::Null) | None => {}
            Some(value) => {
                made.insert((*word).to_owned(), value.clone());
            }
        }
    }
    for word in ["items", "additionalProperties"] {
        if let Some(part @ Value::Object(_)) = schema.get(word) {
            made.insert(word.to_owned(), spelled(spec, part, depth + 1));
        }
    }
    for word in ["oneOf", "anyOf"] {
        if let Some(Value::Array(parts)) = schema.get(word) {
            let parts = parts.iter().map(|part| spelled(spec, part, depth + 1));
            made.insert(word.to_owned(), parts.collect());
        }
    }
    if let Some(Value::Object(members)) = schema.get("properties") {
        let mut properties = match made.remove("properties") {
            Some(Value::Object(properties)) => properties,
            _ => Map::new(),
        };
        for (name, member) in members
            .iter()
            .filter(|(_, member)| !is_read_only(spec, member))
        {
            properties.insert(name.clone(), spelled(spec, member, depth + 1));
        }
        made.insert("properties".to_owned(), Value::Object(properties));
    }
}

fn is_read_only(spec: Spec, member: &Value) -> bool {
    let says = |schema: &Value| schema.get("readOnly") == Some(&Value::Bool(true));
    says(member) || says(&opened(spec, member))
}

fn require(made: &mut Map<String, Value>, more: &[Value]) {
    let mut required = match made.remove("required") {
        Some(Value::Array(required)) => required,
        _ => Vec::new(),
    };
    for name in more {
        if !required.contains(name) {
            required.push(name.clone());
        }
    }
    made.insert("required".to_owned(), required.into());
}

/// A member that only Okta sets is demanded of nobody.
fn unrequire_what_is_not_there(made: &mut Map<String, Value>) {
    let names: Vec<String> = match made.get("properties") {
        Some(Value::Object(properties)) => properties.keys().cloned().collect(),
        _ => return,
    };
    let mut is_empty = false;
    if let Some(Value::Array(required)) = made.get_mut("required") {
        required.retain(|name| names.iter().any(|there| name == there));
        is_empty = required.is_empty();
    }
    if is_empty {
        made.remove("required");
    }
}

/// What of a thing may be written: the members that a replacing operation takes, as the thing has them.
pub fn writable(operation: &Operation, thing: &Value) -> Value {
    let whole = of(operation, None).ok().flatten();
    let choice = whole.as_ref().and_then(|whole| whole.chooses.as_ref());
    let variant = choice.and_then(|choice| thing.get(&choice.member)?.as_str());
    let outline = of(operation, variant).ok().flatten().or(whole);
    match outline {
        Some(outline) => kept(&outline.schema, thing),
        None => thing.clone(),
    }
}

fn kept(schema: &Value, thing: &Value) -> Value {
    let known = schema.get("properties").and_then(Value::as_object);
    match (thing, known) {
        (Value::Object(members), Some(known)) if !known.is_empty() => {
            let is_open = schema.get("additionalProperties").is_some();
            let written = members
                .iter()
                .filter_map(|(name, member)| match known.get(name) {
                    Some(part) => Some((name.clone(), kept(part, member))),
                    None => is_open.then(|| (name.clone(), member.clone())),
                });
            written
                .filter(|(name, _)| !name.starts_with("_links"))
                .collect()
        }
        (Value::Array(items), _) => items
            .iter()
            .map(|item| kept(&schema["items"], item))
            .collect(),
        (plain, _) => plain.clone(),
    }
}

/// The members of a body that the description does not name, each with the nearest name there is.
pub fn strangers(schema: &Value, body: &Value) -> Vec<String> {
    let mut found = Vec::new();
    look(schema, body, "body", &mut found);
    found
}

fn look(schema: &Value, body: &Value, at: &str, found: &mut Vec<String>) {
    let is_open = schema.get("additionalProperties").is_some()
        || schema.get("oneOf").is_some()
        || schema.get("anyOf").is_some();
    let known = schema.get("properties").and_then(Value::as_object);
    match (body, known) {
        (Value::Object(members), Some(known)) => {
            for (name, member) in members {
                match known.get(name) {
                    Some(part) => look(part, member, &format!("{at}.{name}"), found),
                    None if is_open || known.is_empty() => {}
                    None => found.push(stranger(at, name, known)),
                }
            }
        }
        (Value::Array(items), _) => {
            for (number, item) in items.iter().enumerate() {
                look(&schema["items"], item, &format!("{at}.{number}"), found);
            }
        }
        _ => {}
    }
}

fn stranger(at: &str, name: &str, known: &Map<String, Value>) -> String {
    let name_shown = crate::quote::quote(name);
    let near = known
        .keys()
        .map(|other| (strsim::jaro_winkler(name, other), other))
        .max_by(|one, other| one.0.total_cmp(&other.0));
    match near {
        Some((likeness, other)) if likeness > 0.85 => {
            format!(
                "`{at}` has no member {name_shown} in Okta's description; perhaps {other} is meant"
            )
        }
        _ => format!("`{at}` has no member {name_shown} in Okta's description"),
    }
}

#[cfg(test)]
mod tests {
    use operations::op;

    use super::*;

    #[test]
    fn a_variant_is_resolved_to_its_own_members() {
        let zone = of(&op::CREATE_NETWORK_ZONE, Some("IP")).unwrap().unwrap();
        let members = zone.schema["properties"].as_object().unwrap();
        assert!(members.contains_key("gateways") && !members.contains_key("asns"));
        assert!(!members.contains_key("id"), "Okta sets it");
        assert_eq!(members["type"]["enum"], json!(["IP"]));
        let unknown = of(&op::CREATE_NETWORK_ZONE, Some("CIRCLE")).unwrap_err();
        assert!(unknown.values.contains(&"DYNAMIC".to_owned()));
    }

    #[test]
    fn a_strange_member_is_told_with_the_nearest_name() {
        let group = of(&op::CREATE_NETWORK_ZONE, Some("IP")).unwrap().unwrap();
        let said = strangers(&group.schema, &json!({"name": "n", "gateway": []}));
        assert_eq!(said.len(), 1);
        assert!(said[0].contains("perhaps gateways"), "{said:?}");
    }
}
