//! Resource sets: the things over which a custom role holds, named by their ORNs.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::call::Call;
use crate::metadata::ORGANIZATION;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree::rule::View;
use crate::tree::{self, Document, act, place, show, sow};

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("createResourceSet", create),
    ("deleteResourceSet", delete),
    ("addResourceSetResource", add_one),
    ("addResourceSetResources", add_all),
];

const SETS: &str = "/api/v1/iam/resource-sets";
const SET: &str = "/api/v1/iam/resource-sets/{}";
const RESOURCE: &str = "/api/v1/iam/resource-sets/{}/resources/{}";

/// The kinds of resources: service and kind of the ORN, and where the API has them.
const KINDS: &[(&str, &str, &str)] = &[
    ("directory", "users", "users"),
    ("directory", "groups", "groups"),
    ("directory", "realms", "realms"),
    ("directory", "devices", "devices"),
    ("idp", "apps", "apps"),
    ("idp", "authorization_servers", "authorizationServers"),
    ("idp", "identity_providers", "idps"),
    ("idp", "policies", "policies"),
    ("idp", "customizations", "brands"),
];

/// A resource as it was named: its ORN, and the path under which the API has it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Resource {
    orn: String,
    path: String,
}

impl Resource {
    /// The resource of an ORN or of a URL.
    fn parse(state: &State, text: &str) -> Option<Self> {
        if let Some(rest) = text.strip_prefix("orn:") {
            let parts: Vec<&str> = rest.split(':').collect();
            let (service, kind) = (parts.get(1)?, parts.get(3)?);
            let place = KINDS
                .iter()
                .find(|(known, name, _)| known == service && name == kind)
                .map_or(*kind, |(_, _, place)| place);
            let rest = parts.get(4..).unwrap_or_default();
            let path = match rest {
                [] => format!("/api/v1/{place}"),
                // The people of a group.
                [id, "contained_resources"] => format!("/api/v1/{place}/{id}/users"),
                [.., id] => format!("/api/v1/{place}/{id}"),
            };
            let orn = text.to_owned();
            return Some(Self { orn, path });
        }
        let at = text.find("/api/v1/")?;
        let path = text.get(at..)?.trim_end_matches('/');
        let parts: Vec<&str> = path.split('/').skip(3).collect();
        let (service, kind, place) = KINDS
            .iter()
            .find(|(_, _, place)| parts.first() == Some(place))?;
        let start = format!("orn:okta:{service}:{ORGANIZATION}:{kind}");
        let orn = match parts.get(1) {
            None => start,
            Some(id) if *place == "apps" => {
                let app = state.tree.get(&format!("/api/v1/apps/{id}"));
                let name = app.and_then(|app| app.get("name")?.as_str());
                format!("{start}:{}:{id}", name.unwrap_or("app"))
            }
            Some(id) if parts.get(2) == Some(&"users") => {
                format!("{start}:{id}:contained_resources")
            }
            Some(id) => format!("{start}:{id}"),
        };
        let path = path.to_owned();
        Some(Self { orn, path })
    }

    /// The document: what rules need to show it beside what is shown.
    fn document(&self, conditions: Option<&Value>) -> Document {
        let word = self.path.strip_prefix("/api/v1/").unwrap_or_default();
        let mut document = Document::new();
        document.insert("orn".to_owned(), json!(self.orn));
        document.insert("path".to_owned(), json!(self.path));
        document.insert("whole".to_owned(), json!(word));
        if let Some(conditions) = conditions {
            document.insert("conditions".to_owned(), conditions.clone());
        }
        document
    }
}

fn create(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.object()?;
    let named = all(state, body.get("resources"))?;
    let answer = tree::answer(state, call)?;
    let id = answer
        .body
        .as_ref()
        .and_then(|body| body.get("id")?.as_str());
    let set = format!("{SETS}/{}", id.unwrap_or_default());
    for resource in named {
        add(state, &set, &resource, None);
    }
    Ok(answer)
}

/// The resources of a list of ORNs and URLs.
fn all(state: &State, named: Option<&Value>) -> Result<Vec<Resource>, Refusal> {
    let texts = named.and_then(Value::as_array).into_iter().flatten();
    texts
        .filter_map(Value::as_str)
        .map(|text| one(state, text))
        .collect()
}

// The words are a guess: no refusal of a resource is recorded.
fn one(state: &State, text: &str) -> Result<Resource, Refusal> {
    Resource::parse(state, text).ok_or_else(|| {
        Refusal::invalid("resources", format!("resources: Invalid resource: {text}"))
    })
}

/// Adds a resource that is not in the set yet; the path of its document.
fn add(state: &mut State, set: &str, resource: &Resource, conditions: Option<&Value>) -> String {
    let collection = format!("{set}/resources");
    let known = state
        .tree
        .children(&collection)
        .into_iter()
        .find(|(_, held)| held.get("orn").is_some_and(|orn| *orn == resource.orn))
        .map(|(path, _)| path.to_owned());
    if let Some(path) = known {
        return path;
    }
    let path = format!("{collection}/{}", crate::id::random("ire", &mut state.dice));
    sow::plant(
        state,
        &path,
        act::kind(RESOURCE),
        resource.document(conditions),
    );
    path
}

/// The path of the set that the path of a call names by id or label.
///
/// # Errors
/// Okta's 404.
pub fn named(state: &State, call: &Call<'_>) -> Result<String, Refusal> {
    let asked = call.value(0);
    let found = place::find(state, SET, SETS, asked);
    let id = found.ok_or_else(|| Refusal::not_found(asked, "IAMPolicy"))?;
    Ok(format!("{SETS}/{id}"))
}

fn add_one(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let set = named(state, call)?;
    let body = call.object()?;
    let text = body.get("resourceOrn").and_then(Value::as_str);
    let resource = one(state, text.unwrap_or_default())?;
    let path = add(state, &set, &resource, body.get("conditions"));
    Ok(show::reply(state, call, (&path, View::Created)))
}

fn add_all(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let set = named(state, call)?;
    let body = call.object()?;
    for resource in all(state, body.get("additions"))? {
        add(state, &set, &resource, None);
    }
    Ok(show::reply(state, call, (&set, View::Updated)))
}

/// With a set go the roles that were given over it.
fn delete(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let set = named(state, call)?;
    let answer = tree::answer(state, call)?;
    let id = set.rsplit_once('/').map_or("", |(_, id)| id);
    let roles = &mut state.directory.roles;
    roles.retain(|held| held.custom.as_ref().is_none_or(|custom| custom.set != id));
    Ok(answer)
}
