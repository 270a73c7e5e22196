//! Changes to a schema: attributes that come, change and go.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::clock::{self, whole_seconds};
use crate::refusal::Refusal;
use crate::state::State;
use crate::tree::Document;

/// The order in which Okta shows what defines an attribute.
const ORDER: [&str; 19] = [
    "title",
    "description",
    "type",
    "required",
    "format",
    "pattern",
    "items",
    "mutability",
    "scope",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "enum",
    "oneOf",
    "permissions",
    "master",
    "unique",
    "externalName",
];

/// Marks a base attribute that is as it was born. Never shown.
pub const UNTOUCHED: &str = "~untouched";

/// How long the values of a removed attribute are being cleaned away. The recordings refuse its name
/// within the same second and take it after two.
const CLEANING: SignedDuration = SignedDuration::from_secs(1);

/// How long a change takes Okta: one that comes while another is made does not see it. Their recordings
/// have times in whole seconds.
const MAKING: SignedDuration = SignedDuration::from_secs(1);

/// What a body says of a section (`custom`, `base`): its attributes by name, null for one that goes.
pub fn section<'b>(body: &'b Map<String, Value>, name: &str) -> Option<&'b Map<String, Value>> {
    body.get("definitions")?
        .get(name)?
        .get("properties")?
        .as_object()
}

/// A definition as it is kept: what the request says and what Okta adds.
pub fn kept(definition: &Map<String, Value>) -> Value {
    let mut whole = definition.clone();
    whole.retain(|name, value| {
        let is_default = name == "required" && *value == Value::Bool(false);
        !value.is_null() && !is_default
    });
    let defaults = [
        ("type", json!("string")),
        ("mutability", json!("READ_WRITE")),
        ("scope", json!("NONE")),
        (
            "permissions",
            json!([{ "principal": "SELF", "action": "READ_ONLY" }]),
        ),
        ("master", json!({ "type": "PROFILE_MASTER" })),
    ];
    for (name, value) in defaults {
        whole.entry(name).or_insert(value);
    }
    ordered(whole)
}

fn ordered(mut whole: Map<String, Value>) -> Value {
    let mut made = Map::new();
    for name in ORDER {
        if let Some(value) = whole.shift_remove(name) {
            made.insert(name.to_owned(), value);
        }
    }
    made.extend(whole);
    Value::Object(made)
}

/// Changes the schema at a path as a body asks, and says which attributes went.
///
/// # Errors
/// Okta's refusal; `operation` is its word for the request (`updateUserSchemas`).
pub fn apply(
    state: &mut State,
    path: &str,
    body: &Map<String, Value>,
    (operation, call): (&str, &Call<'_>),
) -> Result<Vec<String>, Refusal> {
    let now = call.now;
    let before = seen(state, path, call);
    let mut document = before.clone();
    let mut gone = Vec::new();
    for (name, change) in section(body, "custom").into_iter().flatten() {
        let held = properties(&mut document, "custom");
        match change {
            Value::Null => {
                if held.shift_remove(name).is_some() {
                    gone.push(name.clone());
                }
            }
            Value::Object(definition) => {
                if !held.contains_key(name) {
                    is_free(state, path, name, (operation, now))?;
                }
                held.insert(name.clone(), kept(definition));
            }
            _ => return Err(Refusal::malformed()),
        }
    }
    for (name, change) in section(body, "base").into_iter().flatten() {
        let held = properties(&mut document, "base");
        match (held.get(name), change) {
            (Some(Value::Object(before)), Value::Object(change)) => {
                let after = changed_base(before, change);
                held.insert(name.clone(), after);
            }
            (None, Value::Object(_)) => return Err(unknown(operation, name)),
            _ => {}
        }
    }
    for name in &gone {
        let mut trace = Document::new();
        trace.insert("at".to_owned(), json!(now.to_string()));
        state.tree.put(&trace_of(path, name), trace);
    }
    document.insert("lastUpdated".to_owned(), json!(whole_seconds(now)));
    state.tree.put(path, document);
    keep(state, path, before, now);
    Ok(gone)
}

/// The schema as a change finds it. Okta reads a schema, changes it and writes it back whole, without a
/// lock: of changes that come at once each starts from what was there before the first, and the last one
/// stays. In the recordings each of five answers shows its own attribute alone, and so does what is read
/// afterwards.
fn seen(state: &State, path: &str, call: &Call<'_>) -> Document {
    let kept = state.tree.get(&before_of(path));
    let alone = || state.tree.get(path).cloned().unwrap_or_default();
    let Some(kept) = kept.filter(|_| call.arrival.rivals > 0) else {
        return alone();
    };
    let at = kept.get("at").and_then(Value::as_str);
    let is_over = |at: Timestamp| call.now.duration_since(at) >= MAKING;
    match kept.get("schema") {
        Some(Value::Object(schema)) if !at.and_then(clock::parse).is_none_or(is_over) => {
            schema.clone()
        }
        _ => alone(),
    }
}

/// Keeps the schema from before a change, for changes that come while it is made.
fn keep(state: &mut State, path: &str, schema: Document, now: Timestamp) {
    let mut kept = Document::new();
    kept.insert("at".to_owned(), json!(now.to_string()));
    kept.insert("schema".to_owned(), Value::Object(schema));
    state.tree.put(&before_of(path), kept);
}

fn before_of(path: &str) -> String {
    format!("{path}/~before")
}

/// Of a base attribute little can be changed: what people may do with it, whether it must be there,
/// the pattern of the login, and who masters it.
fn changed_base(before: &Map<String, Value>, change: &Map<String, Value>) -> Value {
    let mut after = before.clone();
    after.shift_remove(UNTOUCHED);
    for name in ["required", "pattern", "permissions", "master"] {
        match change.get(name) {
            Some(Value::Null | Value::Bool(false)) => {
                after.shift_remove(name);
            }
            Some(value) => {
                after.insert(name.to_owned(), value.clone());
            }
            // A pattern that is no longer named is gone.
            None if name == "pattern" => {
                after.shift_remove(name);
            }
            None => {}
        }
    }
    ordered(after)
}

fn properties<'d>(document: &'d mut Document, section: &str) -> &'d mut Map<String, Value> {
    let mut value = document
        .entry("definitions")
        .or_insert_with(|| Value::Object(Map::new()));
    for name in [section, "properties"] {
        if !value.is_object() {
            *value = Value::Object(Map::new());
        }
        value = &mut value[name];
    }
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    value
        .as_object_mut()
        .expect("it has just been made an object")
}

fn trace_of(path: &str, name: &str) -> String {
    format!("{path}/~removed/{name}")
}

fn is_free(
    state: &State,
    path: &str,
    name: &str,
    (operation, now): (&str, Timestamp),
) -> Result<(), Refusal> {
    let gone = state
        .tree
        .get(&trace_of(path, name))
        .and_then(|trace| clock::parse(trace.get("at")?.as_str()?));
    match gone {
        Some(gone) if now.duration_since(gone) < CLEANING => Err(Refusal::invalid(
            operation,
            format!(
                "You cannot add the attribute with the variable name '{name}' because the deletion process for an attribute with the same variable name is incomplete. Wait until the data clean up process finishes and then try again."
            ),
        )),
        _ => Ok(()),
    }
}

/// A guess: nobody recorded a base attribute that is not there.
fn unknown(operation: &str, name: &str) -> Refusal {
    Refusal::invalid(operation, format!("{name}: is not a base property"))
}
