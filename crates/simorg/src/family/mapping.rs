//! Profile mappings: between people and the applications and identity providers that hold them too.

use serde_json::{Map, Value, json};

use super::app::{APPS, schema_properties, text};
use crate::answer::Answer;
use crate::call::Call;
use crate::id;
use crate::page::{Page, Size, behind};
use crate::refusal::Refusal;
use crate::schema::{self, USER_TYPE};
use crate::state::{Handler, State};
use crate::tree::edit::{Clash, merge};
use crate::tree::rule::View;
use crate::tree::{Document, check, show};

/// What this family answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("listProfileMappings", list),
    ("getProfileMapping", get),
    ("updateProfileMapping", update),
];

const MAPPINGS: &str = "/api/v1/mappings";
const IDPS: &str = "/api/v1/idps";
const TYPES: &str = "/api/v1/meta/types/user";
const SIZE: Size = Size {
    default: 20,
    most: 200,
};

/// One end of a mapping: id, name, and whether it is people or a holder of them.
type End = (String, String, &'static str);

/// Which attribute of a person comes from which of a provider, by the kind of provider.
const SAML: &[(&str, &str)] = &[
    ("firstName", "source.firstName"),
    ("lastName", "source.lastName"),
    ("email", "source.email"),
    ("mobilePhone", "source.mobilePhone"),
    ("login", "source.userName"),
];
const OIDC: &[(&str, &str)] = &[
    ("login", "appuser.email"),
    ("displayName", "appuser.displayName"),
    ("nickName", "appuser.nickname"),
    ("firstName", "appuser.firstName"),
    ("middleName", "appuser.middleName"),
    ("lastName", "appuser.lastName"),
    ("email", "appuser.email"),
    ("profileUrl", "appuser.profile"),
    ("timezone", "appuser.zoneinfo"),
    ("primaryPhone", "appuser.phoneNumber"),
    ("streetAddress", "appuser.street_address"),
    ("city", "appuser.locality"),
    ("state", "appuser.region"),
    ("zipCode", "appuser.postalCode"),
    ("countryCode", "appuser.country"),
];
const SOCIAL: &[(&str, &str)] = &[
    ("login", "appuser.email"),
    ("email", "appuser.email"),
    ("firstName", "appuser.firstName"),
    ("middleName", "appuser.middleName"),
    ("lastName", "appuser.lastName"),
    ("honorificPrefix", "appuser.honorificPrefix"),
    ("honorificSuffix", "appuser.honorificSuffix"),
    ("displayName", "appuser.displayName"),
    ("profileUrl", "appuser.profileUrl"),
];

/// `GET /api/v1/mappings`
fn list(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    complete(state);
    let wanted = |end: &str, mapping: &Document| {
        let asked = call.query.get(&format!("{end}Id"));
        asked.is_none_or(|asked| text(mapping, &format!("{end}.id")) == asked)
    };
    let mappings = state.tree.children(MAPPINGS);
    let chosen: Vec<Document> = mappings
        .into_iter()
        .map(|(_, mapping)| mapping.clone())
        .filter(|mapping| wanted("source", mapping) && wanted("target", mapping))
        .collect();
    let cursor = |mapping: &Document| text(mapping, "id").to_owned();
    let from = behind(&chosen, call.query.get("after"), cursor, Refusal::paging)?;
    let limit = SIZE.of(call)?;
    let mut page = Page::cut(&chosen, from, limit, (cursor, |_: &Document| Value::Null));
    let mut rows = Vec::new();
    for mapping in chosen.get(from..).unwrap_or_default().iter().take(limit) {
        rows.push(shown(state, call, mapping, View::Row));
    }
    page.rows = rows;
    // Okta's links forget which mappings were asked for.
    let bare = call.without(&["sourceId", "targetId"]);
    Ok(page.defaulting(SIZE.default).answer(&bare))
}

fn named(state: &mut State, call: &Call<'_>) -> Result<Document, Refusal> {
    complete(state);
    let id = call.value(0);
    let held = state.tree.get(&format!("{MAPPINGS}/{id}"));
    held.cloned()
        .ok_or_else(|| Refusal::not_found(id, "ProfileMapping"))
}

/// `GET /api/v1/mappings/{mappingId}`
fn get(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let mapping = named(state, call)?;
    Ok(Answer::ok(shown(state, call, &mapping, View::Whole)))
}

/// `POST /api/v1/mappings/{mappingId}`: adds, changes and, with null, takes away.
fn update(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let mut mapping = named(state, call)?;
    let body = check::body(call)?;
    let asked = body.get("properties").and_then(Value::as_object);
    for (name, value) in asked.into_iter().flatten() {
        if !value.is_null() && !takes(state, &mapping, name) {
            let cause = format!("Invalid target field {name}");
            return Err(Refusal::invalid("updateMapping", cause));
        }
        let Some(Value::Object(properties)) = mapping.get_mut("properties") else {
            continue;
        };
        match value {
            Value::Object(property) => {
                let held = properties.entry(name.clone()).or_insert_with(|| json!({}));
                if let Value::Object(held) = held {
                    merge(held, property.clone(), Clash::TheNew);
                    held.entry("pushStatus")
                        .or_insert_with(|| Value::from("DONT_PUSH"));
                }
            }
            _ => {
                properties.shift_remove(name);
            }
        }
    }
    let at = format!("{MAPPINGS}/{}", text(&mapping, "id"));
    state.tree.put(&at, mapping.clone());
    Ok(Answer::ok(shown(state, call, &mapping, View::Updated)))
}

/// Whether the target of a mapping has an attribute of that name.
fn takes(state: &State, mapping: &Document, name: &str) -> bool {
    match text(mapping, "target.type") {
        "user" => {
            let kind = text(mapping, "target.id");
            schema::of_people(&state.tree, kind)
                .attribute(name)
                .is_some()
        }
        _ => schema_properties(state, text(mapping, "target.id"))
            .iter()
            .any(|known| known == name),
    }
}

fn shown(state: &mut State, call: &Call<'_>, mapping: &Document, view: View) -> Value {
    let base = call.base();
    let mut seen = mapping.clone();
    for end in ["source", "target"] {
        let Some(Value::Object(end)) = seen.get_mut(end) else {
            continue;
        };
        let id = text(end, "id");
        let (own, schema) = if text(end, "type") == "user" {
            let schema = schema::of_type(&state.tree, id);
            (format!("{TYPES}/{id}"), format!("user/{schema}"))
        } else {
            (format!("{APPS}/{id}"), format!("apps/{id}/default"))
        };
        let links = json!({
            "self": { "href": format!("{base}{own}") },
            "schema": { "href": format!("{base}/api/v1/meta/schemas/{schema}") },
        });
        end.insert("_links".to_owned(), links);
    }
    if view == View::Row {
        seen.shift_remove("properties");
    }
    let at = format!("{MAPPINGS}/{}", text(mapping, "id"));
    let own = format!("{base}{at}");
    seen.insert("_links".to_owned(), json!({ "self": { "href": own } }));
    show::shown(state, call, (&at, view), seen)
}

/// Plants the mappings that are due and not there: of an identity provider onto each type of people, of
/// an application in both directions.
fn complete(state: &mut State) {
    let held: Vec<(String, String)> = state
        .tree
        .children(MAPPINGS)
        .into_iter()
        .map(|(_, mapping)| {
            let id = |end| text(mapping, end).to_owned();
            (id("source.id"), id("target.id"))
        })
        .collect();
    for (source, target, properties) in due(state) {
        if held.contains(&(source.0.clone(), target.0.clone())) {
            continue;
        }
        let own = id::random("prm", &mut state.dice);
        let end = |(id, name, kind): End| json!({ "id": id, "name": name, "type": kind });
        let made = json!({
            "id": own, "source": end(source), "target": end(target), "properties": properties,
        });
        let made = made.as_object().cloned().unwrap_or_default();
        state.tree.put(&format!("{MAPPINGS}/{own}"), made);
    }
}

fn due(state: &State) -> Vec<(End, End, Value)> {
    let mut due = Vec::new();
    let people = people(state);
    for (_, provider) in state.tree.children(IDPS) {
        let kind = text(provider, "type");
        let end: End = (
            text(provider, "id").to_owned(),
            provider_name(kind),
            "appuser",
        );
        let pairs = match kind {
            "SAML2" => SAML,
            "OIDC" => OIDC,
            _ => SOCIAL,
        };
        for people in &people {
            due.push((end.clone(), people.clone(), expressions(pairs)));
        }
    }
    let Some(people) = people.first() else {
        return due;
    };
    for (_, app) in state.tree.children(APPS) {
        let name = text(app, "name").to_owned();
        let end: End = (text(app, "id").to_owned(), name, "appuser");
        due.push((end.clone(), people.clone(), json!({})));
        due.push((
            people.clone(),
            end,
            expressions(&[("userName", "user.login")]),
        ));
    }
    due
}

/// The types of people: the default one, and those that were made.
fn people(state: &State) -> Vec<End> {
    let mut types: Vec<End> = vec![(USER_TYPE.to_owned(), "user".to_owned(), "user")];
    for (_, kind) in state.tree.children(TYPES) {
        let id = text(kind, "id");
        if !types.iter().any(|(known, ..)| known == id) {
            types.push((id.to_owned(), text(kind, "name").to_owned(), "user"));
        }
    }
    types
}

fn provider_name(kind: &str) -> String {
    match kind {
        "SAML2" => "saml_idp".to_owned(),
        kind => format!("{}_idp", kind.to_lowercase()),
    }
}

fn expressions(pairs: &[(&str, &str)]) -> Value {
    let properties: Map<String, Value> = pairs
        .iter()
        .map(|(name, expression)| {
            let property = json!({ "expression": expression, "pushStatus": "DONT_PUSH" });
            ((*name).to_owned(), property)
        })
        .collect();
    Value::Object(properties)
}

/// Takes away the mappings of an application or identity provider that goes.
pub fn forget(state: &mut State, id: &str) {
    let mappings = state.tree.children(MAPPINGS);
    let ends = ["source.id", "target.id"];
    let gone: Vec<String> = mappings
        .into_iter()
        .filter(|(_, mapping)| ends.iter().any(|end| text(mapping, end) == id))
        .map(|(at, _)| at.to_owned())
        .collect();
    for at in gone {
        state.tree.uproot(&at);
    }
}
