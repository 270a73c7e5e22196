//! The attributes that people and groups may have: schemas that are read, changed and obeyed.

mod attribute;
mod base;
pub mod change;

use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::call::Call;
use crate::look::Look;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree::{Document, Tree};

pub use attribute::{Attribute, Live};

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("getUserSchema", get_user_schema),
    ("updateUserProfile", update_user_schema),
    ("getGroupSchema", get_group_schema),
    ("updateGroupSchema", update_group_schema),
];

/// The type of everybody who has no other.
pub const USER_TYPE: &str = "oty1user00000000acme";
/// The id of the schema of [`USER_TYPE`].
const USER_SCHEMA: &str = "osc1user00000000acme";
/// Where the types lie.
pub const TYPES: &str = "/api/v1/meta/types/user";
/// Where the schemas of people lie.
const SCHEMAS: &str = "/api/v1/meta/schemas/user";
/// The one schema of groups.
const GROUP: &str = "/api/v1/meta/schemas/group/default";
const BORN: &str = "2019-03-04T09:00:00.000Z";

/// Plants the schemas of a new organisation, with attributes of its own or without.
pub fn seed(tree: &mut Tree, own: bool) {
    let custom = |definitions: Value| -> Map<String, Value> {
        let map = definitions.as_object().filter(|_| own).cloned();
        let map = map.unwrap_or_default();
        map.into_iter()
            .map(|(name, value)| {
                let kept = value.as_object().map(change::kept).unwrap_or_default();
                (name, kept)
            })
            .collect()
    };
    let description = "What Acme knows of a person";
    let person = document("user", "User", description, BORN);
    let mut person = with(person, base::person(), custom(base::acme_person()));
    untouched(&mut person);
    tree.put(&format!("{SCHEMAS}/{USER_SCHEMA}"), person);
    let group = document("group", "Okta group", "What Acme knows of a group", BORN);
    let group = with(group, base::group(), custom(base::acme_group()));
    tree.put(GROUP, group);
}

/// Marks the names of people as nobody has touched them: whether they must be there follows the day.
fn untouched(schema: &mut Document) {
    let base = schema
        .get_mut("definitions")
        .and_then(|definitions| definitions.pointer_mut("/base/properties"));
    let Some(Value::Object(base)) = base else {
        return;
    };
    for name in ["firstName", "lastName"] {
        if let Some(Value::Object(definition)) = base.get_mut(name) {
            definition.insert(change::UNTOUCHED.to_owned(), Value::Bool(true));
        }
    }
}

/// Plants the schema of a new type of person.
pub fn plant(tree: &mut Tree, id: &str, (name, title): (&str, &str), created: &str) {
    let schema = document(name, title, "", created);
    let schema = with(schema, base::person(), Map::new());
    tree.put(&format!("{SCHEMAS}/{id}"), schema);
}

/// Takes the schema of a type away.
pub fn uproot(tree: &mut Tree, id: &str) {
    tree.uproot(&format!("{SCHEMAS}/{id}"));
}

fn document(name: &str, title: &str, description: &str, created: &str) -> Document {
    let made = json!({
        "name": name, "title": title, "description": description,
        "lastUpdated": created, "created": created,
    });
    made.as_object().cloned().unwrap_or_default()
}

fn with(mut schema: Document, base: Map<String, Value>, custom: Map<String, Value>) -> Document {
    let definitions = json!({ "custom": { "properties": custom }, "base": { "properties": base } });
    schema.insert("definitions".to_owned(), definitions);
    schema
}

/// The id of the schema of a type of person.
pub fn of_type<'t>(tree: &'t Tree, kind: &str) -> &'t str {
    tree.get(&format!("{TYPES}/{kind}"))
        .and_then(|kind| kind.get("schema")?.as_str())
        .unwrap_or(USER_SCHEMA)
}

/// The attributes that a person of a type may have.
pub fn of_people<'t>(tree: &'t Tree, kind: &str) -> Live<'t> {
    let schema = of_type(tree, kind);
    Live::new(tree.get(&format!("{SCHEMAS}/{schema}")))
}

/// The attributes that a group may have.
pub fn of_groups(tree: &Tree) -> Live<'_> {
    Live::new(tree.get(GROUP))
}

/// Whether people of any type may have an attribute.
pub fn anybody_has(tree: &Tree, name: &str) -> bool {
    tree.children(SCHEMAS)
        .into_iter()
        .any(|(_, schema)| Live::new(Some(schema)).attribute(name).is_some())
}

/// The path of the schema that the request names.
fn named(state: &State, call: &Call<'_>) -> Result<String, Refusal> {
    let asked = call.value(0);
    let id = if asked == "default" {
        USER_SCHEMA
    } else {
        asked
    };
    let path = format!("{SCHEMAS}/{id}");
    if state.tree.has(&path) {
        return Ok(path);
    }
    Err(Refusal::not_found(asked, "UserSchema"))
}

fn get_user_schema(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let path = named(state, call)?;
    Ok(Answer::ok(show_user(state, call, &path)))
}

fn update_user_schema(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let path = named(state, call)?;
    let body = call.object()?;
    let gone = change::apply(state, &path, &body, ("updateUserSchemas", call))?;
    let schema = path.rsplit_once('/').map_or("", |(_, id)| id);
    let State {
        directory, tree, ..
    } = state;
    for user in directory.users.values_mut() {
        if of_type(tree, &user.kind) == schema {
            user.profile.retain(|name, _| !gone.contains(name));
        }
    }
    Ok(Answer::ok(show_user(state, call, &path)))
}

#[expect(clippy::unnecessary_wraps, reason = "every handler has this type")]
fn get_group_schema(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::ok(show_group(state, call)))
}

fn update_group_schema(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.object()?;
    let gone = change::apply(state, GROUP, &body, ("updateGroupSchema", call))?;
    for group in state.directory.groups.values_mut() {
        group.profile.retain(|name, _| !gone.contains(name));
    }
    Ok(Answer::ok(show_group(state, call)))
}

fn show_user(state: &State, call: &Call<'_>, path: &str) -> Value {
    let look = Look::of(state, call);
    let base = look.base;
    let id = path.rsplit_once('/').map_or("", |(_, id)| id);
    let kind = state
        .tree
        .children(TYPES)
        .into_iter()
        .find(|(_, kind)| kind.get("schema").is_some_and(|schema| schema == id))
        .and_then(|(path, _)| path.rsplit_once('/'))
        .map_or(USER_TYPE, |(_, id)| id);
    let links = json!({
        "self": {
            "rel": "self",
            "href": format!("{base}{SCHEMAS}/{id}"),
            "method": "GET",
        },
        "type": {
            "rel": "type",
            "href": format!("{base}{TYPES}/{kind}"),
            "method": "GET",
        },
    });
    let name = format!("{base}/meta/schemas/user/{}", call.value(0));
    show(&look, path, &name, links)
}

fn show_group(state: &State, call: &Call<'_>) -> Value {
    let look = Look::of(state, call);
    let base = look.base;
    let links = json!({
        "self": { "rel": "self", "href": format!("{base}{GROUP}"), "method": "GET" },
    });
    let name = format!("{base}/meta/schemas/group/default");
    show(&look, GROUP, &name, links)
}

fn show(look: &Look<'_>, path: &str, id: &str, links: Value) -> Value {
    let empty = Document::new();
    let document = look.tree.get(path).unwrap_or(&empty);
    let word = |name: &str| document.get(name).cloned().unwrap_or_default();
    let mut shown = json!({
        "id": id,
        "$schema": "http://json-schema.org/draft-04/schema#",
        "name": word("name"),
        "title": word("title"),
        "description": word("description"),
        "lastUpdated": word("lastUpdated"),
        "created": word("created"),
        "definitions": {
            "custom": section(look, document, "custom"),
            "base": section(look, document, "base"),
        },
        "type": "object",
        "properties": {
            "profile": {
                "allOf": [{ "$ref": "#/definitions/custom" }, { "$ref": "#/definitions/base" }],
            },
        },
    });
    if look.since("2018") {
        shown["_links"] = links;
    }
    shown
}

/// Whether organisations of that day do without a name. Each may choose; the recorded ones asked for no
/// last name until 2026, and for no first name in the middle of 2023.
fn is_optional(look: &Look<'_>, name: &str) -> bool {
    let until = if name == "lastName" {
        "2026"
    } else {
        "2023-08"
    };
    look.since("2023-03") && !look.since(until)
}

/// A part of a schema. It tells what is required where there is anything at all.
fn section(look: &Look<'_>, document: &Document, name: &str) -> Value {
    let path = format!("definitions.{name}.properties");
    let properties = crate::tree::member(document, &path);
    let mut properties = properties
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    for (name, definition) in &mut properties {
        let Some(definition) = definition.as_object_mut() else {
            continue;
        };
        if definition.shift_remove(change::UNTOUCHED).is_some() && is_optional(look, name) {
            definition.shift_remove("required");
        }
        let early = !look.since("2018");
        definition.retain(|name, _| match name.as_str() {
            // Who masters an attribute is told where organisations may choose; most could since 2023.
            "master" => look.since("2023-03"),
            "mutability" | "scope" => !early,
            _ => true,
        });
    }
    let required: Vec<&String> = properties
        .iter()
        .filter(|(_, definition)| definition.get("required") == Some(&Value::Bool(true)))
        .map(|(name, _)| name)
        .collect();
    let mut shown = json!({ "id": format!("#{name}"), "type": "object" });
    let required = json!(required);
    let any = !properties.is_empty();
    shown["properties"] = Value::Object(properties);
    if any {
        shown["required"] = required;
    }
    shown
}
