//! The JSON Schema of a tool's arguments: derived from the input type, made portable.

use schemars::JsonSchema;
use serde_json::{Map, Value, json};

/// The schema of an input type as plain JSON.
pub fn of<T: JsonSchema>() -> Value {
    let mut settings = schemars::generate::SchemaSettings::draft2020_12();
    settings.meta_schema = None;
    settings.inline_subschemas = true;
    let mut schema = settings
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value();
    portable(&mut schema);
    if let Value::Object(root) = &mut schema {
        root.remove("title");
        root.remove("description");
    }
    schema
}

/// Takes out what some client does not understand: `null` as a type, and number formats.
fn portable(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if let Some(kind) = only_type(members) {
                members.insert("type".into(), kind);
            }
            if members
                .get("format")
                .and_then(Value::as_str)
                .is_some_and(is_number_format)
            {
                members.remove("format");
            }
            if let Some(Value::Array(choices)) = members.get_mut("enum") {
                choices.retain(|choice| !choice.is_null());
            }
            if members.get("default").is_some_and(Value::is_null) {
                members.remove("default");
            }
            members.values_mut().for_each(portable);
        }
        Value::Array(items) => items.iter_mut().for_each(portable),
        _ => {}
    }
}

fn only_type(members: &Map<String, Value>) -> Option<Value> {
    let kinds = members.get("type")?.as_array()?;
    kinds.iter().find(|kind| *kind != "null").cloned()
}

fn is_number_format(format: &str) -> bool {
    format.starts_with("uint") || format.starts_with("int")
}

/// The object schema with more properties, closed to any other.
pub fn with(mut schema: Value, more: Map<String, Value>) -> Value {
    if schema.get("properties").is_none() {
        schema["properties"] = json!({});
    }
    if let Some(properties) = schema["properties"].as_object_mut() {
        properties.extend(more);
    }
    schema["type"] = "object".into();
    schema["additionalProperties"] = false.into();
    schema
}
