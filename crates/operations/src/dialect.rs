//! The component schemas as JSON Schema 2020-12, as Okta's answers and requests really are: nullable,
//! discriminators and recorded departures written out in its keywords.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::component::{self, Departure};
use crate::operation::{Operation, Spec};

/// The end of the name of a schema together with the branches of its discriminator. The branches name
/// the schema itself as their base: kept apart, the two are no circle.
const WHOLE: &str = "@whole";

/// Which way a body goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// From Okta: what only a request may hold is not demanded.
    Answer,
    /// To Okta: what Okta itself sets is not demanded.
    Request,
}

/// Where in [`document`] the schema of that name stands, with the branches of its discriminator.
pub fn reference(spec: Spec, name: &str) -> String {
    let has_branches = component::get(spec, name).is_some_and(|schema| mapping(schema).is_some());
    let end = if has_branches { WHOLE } else { "" };
    format!("#/$defs/{name}{end}")
}

/// All schemas of a description as one JSON Schema document: each under `$defs` by its name.
///
/// What the departures say is allowed: those that recordings show ([`component::departures`]), or none,
/// where the descriptions are to be read to the letter.
pub fn document(spec: Spec, side: Side, allowed: impl Iterator<Item = Departure>) -> Value {
    let mut departures: HashMap<&str, Vec<Departure>> = HashMap::new();
    for departure in allowed {
        departures
            .entry(departure.schema)
            .or_default()
            .push(departure);
    }
    let none = Map::new();
    let schemas = component::all(spec).unwrap_or(&none);
    let mut defs = Map::new();
    for (name, schema) in schemas {
        let mut schema = schema.clone();
        for departure in departures.get(name.as_str()).into_iter().flatten() {
            depart(&mut schema, departure);
        }
        if let Some(branches) = branches(spec, name, &schema) {
            defs.insert(format!("{name}{WHOLE}"), branches);
        }
        defs.insert(name.clone(), translated((spec, side), schema));
    }
    json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": defs })
}

/// The schema of the body that an operation takes, its references led into the [`document`] of that
/// address. `None` where it takes none.
pub fn body(operation: &Operation, address: &str) -> Option<Value> {
    let mut schema = translated((operation.spec, Side::Request), stated(operation)?);
    readdress(&mut schema, address);
    Some(schema)
}

/// The schema of the body that an operation takes, in the words of the components: named parts are
/// references. `None` where it takes none.
pub fn stated(operation: &Operation) -> Option<Value> {
    let schema = operation.body.as_ref()?.schema.open();
    Some(named(operation.spec, schema))
}

/// A body schema as the table spells it out, with the names of its parts instead of the parts. Members
/// that the named part lacks stay beside it.
fn named(spec: Spec, schema: Value) -> Value {
    let name = schema
        .get("schema")
        .and_then(Value::as_str)
        .map(str::to_owned);
    let Some(name) = name.filter(|name| component::get(spec, name).is_some()) else {
        return match schema {
            Value::Object(map) => map
                .into_iter()
                .filter(|(word, _)| !["schema", "$same", "$cut"].contains(&word.as_str()))
                .map(|(word, part)| (word, named(spec, part)))
                .collect(),
            Value::Array(parts) => parts.into_iter().map(|part| named(spec, part)).collect(),
            plain => plain,
        };
    };
    let mut known = Vec::new();
    members(spec, &name, &mut known, 0);
    let stated = schema.get("properties").and_then(Value::as_object);
    let more: Map<String, Value> = stated
        .into_iter()
        .flatten()
        .filter(|(member, _)| !known.is_empty() && !known.contains(&member.as_str()))
        .map(|(member, part)| (member.clone(), named(spec, part.clone())))
        .collect();
    if more.is_empty() {
        return json!({ "$ref": name });
    }
    let required: Vec<&Value> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|name| name.as_str().is_some_and(|name| more.contains_key(name)))
        .collect();
    json!({ "allOf": [{ "$ref": name }, { "required": required, "properties": more }] })
}

/// The members that a component names, those of its bases among them.
fn members(spec: Spec, name: &str, known: &mut Vec<&'static str>, depth: usize) {
    let Some(component) = component::get(spec, name).filter(|_| depth < 6) else {
        return;
    };
    let parts = component.get("allOf").and_then(Value::as_array);
    for part in parts.into_iter().flatten().chain([component]) {
        if let Some(base) = part.get("$ref").and_then(Value::as_str) {
            members(spec, base, known, depth + 1);
        }
        let named = part.get("properties").and_then(Value::as_object);
        known.extend(
            named
                .into_iter()
                .flatten()
                .map(|(member, _)| member.as_str()),
        );
    }
}

fn readdress(schema: &mut Value, address: &str) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::String(target)) = map.get_mut("$ref") {
                target.insert_str(0, address);
            }
            map.values_mut().for_each(|part| readdress(part, address));
        }
        Value::Array(parts) => parts.iter_mut().for_each(|part| readdress(part, address)),
        _ => {}
    }
}

/// Loosens a schema where recordings differ from it: at each place where it spells the member out, or
/// as a whole where it does not.
fn depart(schema: &mut Value, departure: &Departure) {
    if departure.kind == "required" {
        unrequired(schema, departure.member);
        return;
    }
    let mut places = Vec::new();
    find(
        schema,
        departure.member.trim_end_matches("[]"),
        "",
        &mut places,
    );
    if places.is_empty() {
        places.push(String::new());
    }
    for place in places {
        if let Some(target) = schema.pointer_mut(&place) {
            loosen(target, departure);
        }
    }
}

/// No longer demands a member.
fn unrequired(schema: &mut Value, member: &str) {
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| name != member);
    }
    let parts = schema.get_mut("allOf").and_then(Value::as_array_mut);
    for part in parts.into_iter().flatten() {
        unrequired(part, member);
    }
}

/// Where a schema spells a member out, however deep; `*` is every member that it does not name.
fn find(schema: &Value, member: &str, at: &str, places: &mut Vec<String>) {
    if let Some(members) = schema.get("properties").and_then(Value::as_object) {
        for (name, value) in members {
            let place = format!(
                "{at}/properties/{}",
                name.replace('~', "~0").replace('/', "~1")
            );
            if name == member {
                places.push(place.clone());
            }
            find(value, member, &place, places);
        }
    }
    for word in ["additionalProperties", "items"] {
        if let Some(value @ Value::Object(_)) = schema.get(word) {
            let place = format!("{at}/{word}");
            if member == "*" && word == "additionalProperties" {
                places.push(place.clone());
            }
            find(value, member, &place, places);
        }
    }
    let parts = schema.get("allOf").and_then(Value::as_array);
    for (number, part) in parts.into_iter().flatten().enumerate() {
        find(part, member, &format!("{at}/allOf/{number}"), places);
    }
}

fn loosen(target: &mut Value, departure: &Departure) {
    let target = match target.get("items") {
        Some(_) if departure.member.ends_with("[]") => target.get_mut("items"),
        _ => Some(target),
    };
    let Some(Value::Object(target)) = target else {
        return;
    };
    match departure.kind {
        "null" => {
            target.insert("nullable".to_owned(), Value::Bool(true));
        }
        "enum" => widen(target, departure.values),
        "type" => {
            for word in ["type", "$ref", "properties", "items", "required"] {
                target.remove(word);
            }
        }
        "anyOf_none" | "oneOf_none" => {
            target.remove("anyOf");
            target.remove("oneOf");
            target.remove("$ref");
        }
        "disc_unknown" | "disc_missing" => {
            target.remove("discriminator");
        }
        word => {
            target.remove(word);
        }
    }
}

fn widen(target: &mut Map<String, Value>, values: &[Value]) {
    if values.is_empty() {
        target.remove("enum");
    } else if let Some(list) = target.get_mut("enum").and_then(Value::as_array_mut) {
        list.extend(values.iter().cloned());
    } else if let Some(list) = target
        .get_mut("items")
        .and_then(|items| items.get_mut("enum"))
        .and_then(Value::as_array_mut)
    {
        list.extend(values.iter().cloned());
    }
}

/// What a schema is translated for: the description it stands in, and which way the body goes.
type Target = (Spec, Side);

/// A schema in the words of JSON Schema.
fn translated(to: Target, schema: Value) -> Value {
    match schema {
        Value::Object(map) => Value::Object(object(to, map)),
        other => other,
    }
}

fn object(to: Target, mut map: Map<String, Value>) -> Map<String, Value> {
    let nullable = map.remove("nullable") == Some(Value::Bool(true));
    let mut made = Map::new();
    unrequire(&mut map, to.1);
    for (word, value) in map {
        // Forms of a request overlap: which one is meant shows only in Okta.
        let is_loose = to.1 == Side::Request && word == "oneOf";
        let word = if is_loose { "anyOf".to_owned() } else { word };
        let value = match (word.as_str(), value) {
            ("$ref", Value::String(target)) => json!(reference(to.0, &target)),
            ("properties", Value::Object(members)) => members
                .into_iter()
                .map(|(member, schema)| (member, translated(to, schema)))
                .collect(),
            ("items" | "additionalProperties" | "not", schema) => translated(to, schema),
            ("allOf", Value::Array(parts)) => {
                parts.into_iter().map(|part| base(to, part)).collect()
            }
            ("oneOf" | "anyOf", Value::Array(parts)) => {
                parts.into_iter().map(|part| translated(to, part)).collect()
            }
            (
                "lifecycle" | "readOnly" | "writeOnly" | "deprecated" | "format" | "discriminator",
                _,
            ) => continue,
            (_, value) => value,
        };
        made.insert(word, value);
    }
    if nullable { nulled(made) } else { made }
}

/// A part of `allOf`: a base without the branches that lead back here.
fn base(to: Target, part: Value) -> Value {
    match part.get("$ref").and_then(Value::as_str) {
        Some(name) => json!({ "$ref": format!("#/$defs/{name}") }),
        None => translated(to, part),
    }
}

/// What only requests hold is not demanded of an answer, nor of a request what Okta sets, or what the
/// schema does not even name.
fn unrequire(map: &mut Map<String, Value>, side: Side) {
    let Some(properties) = map.get("properties").and_then(Value::as_object) else {
        return;
    };
    let word = match side {
        Side::Answer => "writeOnly",
        Side::Request => "readOnly",
    };
    let is_hidden = |schema: &Value| schema.get(word) == Some(&Value::Bool(true));
    let is_demanded = |name: &Value| match name.as_str().map(|name| (name, properties.get(name))) {
        Some((_, Some(schema))) if is_hidden(schema) => false,
        Some(("_links", _) | (_, None)) => side == Side::Answer,
        _ => true,
    };
    let kept: Option<Vec<Value>> = map
        .get("required")
        .and_then(Value::as_array)
        .map(|required| {
            required
                .iter()
                .filter(|name| is_demanded(name))
                .cloned()
                .collect()
        });
    if let Some(kept) = kept {
        map.insert("required".to_owned(), kept.into());
    }
}

fn nulled(mut map: Map<String, Value>) -> Map<String, Value> {
    if let Some(list) = map.get_mut("enum").and_then(Value::as_array_mut) {
        list.push(Value::Null);
    }
    if let Some(Value::String(kind)) = map.get("type") {
        map.insert("type".to_owned(), json!([kind, "null"]));
        return map;
    }
    let mut either = Map::new();
    either.insert("anyOf".to_owned(), json!([{ "type": "null" }, map]));
    either
}

/// A schema with the branches of its discriminator: where the property has the value, the branch holds
/// too. `None` where it has none.
fn branches(spec: Spec, name: &str, schema: &Value) -> Option<Value> {
    let mapping = mapping(component::get(spec, name)?)?;
    let property = schema.pointer("/discriminator/property");
    let property = property.and_then(Value::as_str).unwrap_or_default();
    let mut parts = vec![json!({ "$ref": format!("#/$defs/{name}") })];
    let others = mapping.iter().filter(|(_, target)| *target != name);
    parts.extend(others.map(|(value, target)| {
        json!({
            "if": { "properties": { property: { "const": value } }, "required": [property] },
            "then": { "$ref": format!("#/$defs/{}", target.as_str().unwrap_or_default()) },
        })
    }));
    Some(json!({ "allOf": parts }))
}

fn mapping(schema: &Value) -> Option<&Map<String, Value>> {
    schema.pointer("/discriminator/mapping")?.as_object()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_has_its_target() {
        for spec in [Spec::Management, Spec::Oauth, Spec::Governance] {
            let document = document(spec, Side::Answer, component::departures());
            let defs = document["$defs"].as_object().unwrap();
            let mut wanted = Vec::new();
            references(&document, &mut wanted);
            assert!(!wanted.is_empty());
            for name in wanted {
                let name = name.trim_start_matches("#/$defs/");
                assert!(defs.contains_key(name), "{name}");
            }
        }
    }

    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(target)) = map.get("$ref") {
                    found.push(target.clone());
                }
                map.values().for_each(|value| references(value, found));
            }
            Value::Array(list) => list.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }

    #[test]
    fn a_recorded_departure_loosens_its_schema() {
        let document = document(Spec::Management, Side::Answer, component::departures());
        let url = document.pointer("/$defs/ApplicationAccessibility/properties/loginRedirectUrl");
        assert_eq!(url.unwrap()["type"], json!(["string", "null"]));
        let required = &document["$defs"]["SamlApplicationSettingsSignOn"]["required"];
        assert!(!required.to_string().contains("honorForceAuthn"));
    }

    #[test]
    fn a_departure_finds_its_member_however_deep() {
        let document = document(Spec::Management, Side::Answer, component::departures());
        let label =
            "/$defs/SignInPage/allOf/1/properties/widgetCustomizations/properties/signInLabel";
        assert_eq!(
            document.pointer(label).unwrap()["type"],
            json!(["string", "null"])
        );
        let embedded = "/$defs/Policy/properties/_embedded/additionalProperties";
        assert_eq!(document.pointer(embedded).unwrap(), &json!({}));
    }
}
