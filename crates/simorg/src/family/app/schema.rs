//! What an application knows of its people: the schema of its profile, and the profile that follows it.

use serde_json::{Map, Value, json};

use super::{named, text};
use crate::answer::Answer;
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::refusal::Refusal;
use crate::state::State;
use crate::tree::{Document, check, member};
use crate::user::User;

/// The claims of OpenID Connect: name, title, what it is, the name in the token where it is another.
const CLAIMS: [(&str, &str, &str, &str); 20] = [
    ("name", "Name", "The whole name", ""),
    ("nickname", "Nickname", "What others call the person", ""),
    ("given_name", "Given Name", "The first name", ""),
    ("middle_name", "Middle Name", "The middle name", ""),
    ("family_name", "Family Name", "The last name", ""),
    ("email", "Email", "The preferred e-mail address", ""),
    (
        "profile",
        "Profile URL",
        "The page of the person's profile",
        "",
    ),
    ("picture", "Picture URL", "The picture of the person", ""),
    ("website", "Website", "The person's own page", ""),
    ("gender", "Gender", "The gender", ""),
    ("birthdate", "Birthdate", "The birthday as YYYY-MM-DD", ""),
    ("zoneinfo", "Time Zone", "The time zone", ""),
    ("locale", "Locale Name", "Language and country", ""),
    (
        "phone_number",
        "Phone Number",
        "The preferred number, E.164",
        "",
    ),
    (
        "street_address",
        "Street Address",
        "Street and number",
        "address.street_address",
    ),
    ("locality", "Locality", "The town", "address.locality"),
    ("region", "Region", "State or province", "address.region"),
    (
        "postal_code",
        "Postal Code",
        "The postal code",
        "address.postal_code",
    ),
    ("country", "Country", "The country", "address.country"),
    (
        "formatted",
        "Formatted",
        "The whole address for display",
        "address.formatted",
    ),
];

/// From which attribute of the person a claim comes at first.
const MAPPED: [(&str, &str); 13] = [
    ("nickname", "nickName"),
    ("given_name", "firstName"),
    ("middle_name", "middleName"),
    ("family_name", "lastName"),
    ("email", "email"),
    ("profile", "profileUrl"),
    ("zoneinfo", "timezone"),
    ("locale", "locale"),
    ("phone_number", "primaryPhone"),
    ("street_address", "streetAddress"),
    ("locality", "city"),
    ("region", "state"),
    ("postal_code", "zipCode"),
];

/// Where an application's schema lies.
pub fn path(app: &str) -> String {
    format!("/api/v1/meta/schemas/apps/{app}/default")
}

/// Where it lies which properties were taken away: they cannot come back at once.
fn removed(app: &str) -> String {
    format!("/api/v1/meta/schemas/apps/{app}/default/removed")
}

/// The schema as it is kept: that of the template until somebody changes it.
fn kept(state: &State, app: &Document) -> Document {
    let id = text(app, "id");
    if let Some(kept) = state.tree.get(&path(id)) {
        return kept.clone();
    }
    let base = base(text(app, "signOnMode"));
    let created = text(app, "created");
    let made = json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "lastUpdated": created,
        "created": created,
        "definitions": {
            "custom": { "id": "#custom", "type": "object", "properties": {} },
            "base": { "id": "#base", "type": "object", "properties": base, "required": [] },
        },
    });
    made.as_object().cloned().unwrap_or_default()
}

fn base(mode: &str) -> Map<String, Value> {
    let mut properties = Map::new();
    if mode != "OPENID_CONNECT" {
        let name = json!({
            "title": "Username", "type": "string", "required": true, "scope": "NONE",
            "maxLength": 100, "master": { "type": "PROFILE_MASTER" },
        });
        properties.insert("userName".to_owned(), name);
        return properties;
    }
    let name = json!({
        "title": "Username", "type": "string", "required": true,
        "externalName": "preferred_username", "scope": "SELF",
        "master": { "type": "PROFILE_MASTER" },
    });
    properties.insert("userName".to_owned(), name);
    for (name, title, about, external) in CLAIMS {
        let mut claim = json!({
            "title": title, "description": about, "type": "string", "scope": "SELF",
            "master": { "type": "PROFILE_MASTER" },
        });
        if let (Some(claim), false) = (claim.as_object_mut(), external.is_empty()) {
            claim.insert("externalName".to_owned(), Value::from(external));
        }
        properties.insert(name.to_owned(), claim);
    }
    properties
}

/// `GET /api/v1/meta/schemas/apps/{appId}/default`
pub fn get(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let kept = kept(state, &app);
    Ok(Answer::ok(shown(call, &app, kept)))
}

fn shown(call: &Call<'_>, app: &Document, kept: Document) -> Value {
    let mut kept = kept;
    let (base, id) = (call.base(), text(app, "id"));
    if let Some(Value::Object(definitions)) = kept.get_mut("definitions") {
        for (part, definition) in definitions.iter_mut() {
            if let Value::Object(definition) = definition {
                show_definition(call, part, definition);
            }
        }
    }
    let mut schema = Document::new();
    let mut put = |name: &str, value: Value| schema.insert(name.to_owned(), value);
    put(
        "id",
        Value::from(format!("{base}/meta/schemas/apps/{id}/default")),
    );
    put("$schema", kept.get("$schema").cloned().into());
    put("name", Value::from(text(app, "name")));
    put("title", Value::from(format!("{} User", text(app, "label"))));
    for (name, value) in kept {
        schema.entry(name).or_insert(value);
    }
    let all = json!([{ "$ref": "#/definitions/custom" }, { "$ref": "#/definitions/base" }]);
    let end = json!({ "type": "object", "properties": { "profile": { "allOf": all } } });
    schema.extend(end.as_object().cloned().unwrap_or_default());
    Value::Object(schema)
}

/// One half of a schema: with the list of what is required, which a half without properties has not.
fn show_definition(call: &Call<'_>, part: &str, definition: &mut Document) {
    let Some(Value::Object(properties)) = definition.get_mut("properties") else {
        return;
    };
    let required: Vec<Value> = properties
        .iter()
        .filter(|(_, property)| property.get("required") == Some(&Value::Bool(true)))
        .map(|(name, _)| Value::from(name.as_str()))
        .collect();
    if !shows_master(call) {
        for property in properties.values_mut().filter_map(Value::as_object_mut) {
            property.shift_remove("master");
        }
    }
    let is_empty = properties.is_empty();
    definition.shift_remove("required");
    if part == "base" || !is_empty {
        definition.insert("required".to_owned(), Value::Array(required));
    }
}

/// Whether properties say who is their master: organisations without that feature leave it out, as the
/// recordings of early 2023 and of January 2026 do.
fn shows_master(call: &Call<'_>) -> bool {
    let day = call.now.strftime("%Y-%m-%d").to_string();
    let without = [("2022-12-01", "2023-02-01"), ("2026-01-15", "2026-02-10")];
    !without
        .iter()
        .any(|(from, to)| (*from..*to).contains(&day.as_str()))
}

/// `POST /api/v1/meta/schemas/apps/{appId}/default`: adds, changes and, with null, takes away.
pub fn update(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let body = check::body(call)?;
    let id = text(&app, "id").to_owned();
    let mut kept = kept(state, &app);
    let mut gone = state.tree.get(&removed(&id)).cloned().unwrap_or_default();
    for part in ["custom", "base"] {
        let pointer = format!("definitions.{part}.properties");
        let Some(Value::Object(asked)) = member(&body, &pointer) else {
            continue;
        };
        let held = kept
            .get_mut("definitions")
            .and_then(|all| all.get_mut(part)?.get_mut("properties")?.as_object_mut());
        let Some(held) = held else { continue };
        for (name, property) in asked {
            if let Value::Object(property) = property {
                if !held.contains_key(name) {
                    cleaned_up(state, (&id, name), call)?;
                }
                change(held, name, property);
            } else if held.shift_remove(name).is_some() {
                gone.insert(name.clone(), Value::from(call.now.as_second()));
            }
        }
    }
    kept.insert(
        "lastUpdated".to_owned(),
        Value::from(whole_seconds(call.now)),
    );
    state.tree.put(&path(&id), kept.clone());
    state.tree.put(&removed(&id), gone);
    Ok(Answer::ok(shown(call, &app, kept)))
}

/// How long the organisation may clean up after a property that was taken away, in seconds. The
/// recordings refuse the first try to bring it back, and take the second, a second or two later.
const CLEANING: i64 = 5;

fn cleaned_up(
    state: &mut State,
    (app, name): (&str, &str),
    call: &Call<'_>,
) -> Result<(), Refusal> {
    let gone = state.tree.get_mut(&removed(app));
    let since = gone.and_then(|gone| gone.shift_remove(name)?.as_i64());
    if since.is_none_or(|since| call.now.as_second() - since >= CLEANING) {
        return Ok(());
    }
    let cause = format!(
        "You cannot add the attribute with the variable name '{name}' because the deletion process \
         for an attribute with the same variable name is incomplete. Wait until the data clean up \
         process finishes and then try again."
    );
    Err(Refusal::invalid("updateAppUserSchemas", cause))
}

fn change(held: &mut Map<String, Value>, name: &str, asked: &Map<String, Value>) {
    let known = held.get(name).cloned();
    let mut property: Map<String, Value> = match known {
        Some(Value::Object(known)) => known,
        _ => Map::new(),
    };
    for (name, value) in asked {
        let is_list = asked.get("type").is_some_and(|kind| kind == "array");
        match (name.as_str(), value) {
            ("permissions", _) | (_, Value::Null) => {}
            ("union", _) if !is_list => {}
            ("required", Value::Bool(false)) => {
                property.shift_remove("required");
            }
            (_, value) => {
                property.insert(name.clone(), value.clone());
            }
        }
    }
    if let Some(Value::Object(items)) = property.get_mut("items")
        && items.get("type").is_some_and(|kind| kind == "object")
    {
        items.insert("additionalProperties".to_owned(), Value::Bool(true));
    }
    property
        .entry("scope")
        .or_insert_with(|| Value::from("NONE"));
    property
        .entry("master")
        .or_insert_with(|| json!({ "type": "PROFILE_MASTER" }));
    held.insert(name.to_owned(), Value::Object(property));
}

/// The profile of a person in an application: each property of the schema, from the person where the
/// first mapping has it.
pub fn profile(state: &State, app: &str, user: &User) -> Map<String, Value> {
    let names = properties(state, app).into_iter();
    names
        .filter(|name| name != "userName")
        .map(|name| {
            let value = mapped(user, &name);
            (name, value)
        })
        .collect()
}

/// The names of an application's properties.
pub fn properties(state: &State, app: &str) -> Vec<String> {
    let Some(app) = state.tree.get(&super::path(app)) else {
        return Vec::new();
    };
    let kept = kept(state, app);
    ["base", "custom"]
        .iter()
        .filter_map(|part| member(&kept, &format!("definitions.{part}.properties"))?.as_object())
        .flat_map(|properties| properties.keys().cloned())
        .collect()
}

fn mapped(user: &User, claim: &str) -> Value {
    let from = MAPPED.iter().find(|(theirs, _)| *theirs == claim);
    let held = from.and_then(|(_, ours)| user.profile.get(*ours).cloned());
    match claim {
        "name" => Value::from(user.name()),
        "zoneinfo" => held.unwrap_or_else(|| Value::from("America/Los_Angeles")),
        "locale" => held.unwrap_or_else(|| Value::from("en_US")),
        _ => held.unwrap_or(Value::Null),
    }
}
