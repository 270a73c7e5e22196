//! Governance where rows do not reach: delegates of people, and owners of resources.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::metadata::ORGANIZATION;
use crate::page;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree::{Document, segment};

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("updatePrincipalSettings", update_settings),
    ("configureResourceOwners", configure_owners),
    ("updateResourceOwners", remove_owners),
    ("getPrincipalEntitlements", list_entitlements),
];

const DELEGATES: &str = "/governance/api/v1/delegates";
const OWNERS: &str = "/governance/api/v1/resource-owners";

fn list<'b>(body: &'b Document, path: &str) -> impl Iterator<Item = &'b Value> {
    let held = crate::tree::member(body, path).and_then(Value::as_array);
    held.into_iter().flatten()
}

/// The appointments of the body replace those that the person has made. What Okta says to a person who
/// is not there is not recorded; the settings are taken.
fn update_settings(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.object()?;
    let asked = call.value(0);
    let user = state.directory.find_user(asked);
    let user = user.map_or_else(|| asked.to_owned(), |user| user.id.clone());
    let old: Vec<String> = state
        .tree
        .children(DELEGATES)
        .into_iter()
        .filter(|(_, held)| held.get("delegatorId").is_some_and(|id| *id == user))
        .map(|(path, _)| path.to_owned())
        .collect();
    for path in old {
        state.tree.uproot(&path);
    }
    let mut shown = Vec::new();
    for wanted in list(&body, "delegates.appointments") {
        let id = crate::id::random("gda", &mut state.dice);
        let (now, owner) = (whole_seconds(call.now), state.owner());
        let mut made = Document::new();
        let members = [
            (
                "delegator",
                json!({ "externalId": user, "type": "OKTA_USER" }),
            ),
            ("id", json!(id)),
            (
                "delegate",
                wanted.get("delegate").cloned().unwrap_or(Value::Null),
            ),
            ("note", wanted.get("note").cloned().unwrap_or(Value::Null)),
            ("createdBy", json!(owner)),
            ("created", json!(now)),
            ("lastUpdated", json!(now)),
            ("lastUpdatedBy", json!(owner)),
        ];
        let members = members.into_iter().filter(|(_, value)| !value.is_null());
        made.extend(members.map(|(name, value)| (name.to_owned(), value)));
        shown.push(Value::Object(made.clone()));
        made.insert("delegatorId".to_owned(), json!(user));
        state.tree.put(&format!("{DELEGATES}/{id}"), made);
    }
    Ok(Answer::ok(
        json!({ "delegates": { "appointments": shown } }),
    ))
}

/// The id of the admin console, which is an app of Okta's own.
const CONSOLE: &str = "0oa1console00000acme";

/// An ORN as one of this organisation, which it always is.
fn ours(orn: &str) -> String {
    let mut parts: Vec<&str> = orn.split(':').collect();
    if let Some(organization) = parts.get_mut(3) {
        *organization = ORGANIZATION;
    }
    parts.join(":")
}

/// The last part of an ORN, and the one before it.
fn parts(orn: &str) -> (&str, &str) {
    let mut parts = orn.rsplit(':');
    let id = parts.next().unwrap_or_default();
    (id, parts.next().unwrap_or_default())
}

fn principal(state: &mut State, call: &Call<'_>, orn: &str) -> Value {
    let (id, kind) = parts(orn);
    let directory = &state.directory;
    let user = directory.users.get(id);
    let name = user.map_or_else(
        || {
            directory
                .groups
                .get(id)
                .map_or(id, |group| group.name())
                .to_owned()
        },
        |user| format!("{} {}", user.text("firstName"), user.text("lastName")),
    );
    let page = match kind {
        "groups" => format!("{}/admin/group/{id}", call.base()),
        _ => format!("{}/admin/user/profile/view/{id}", call.base()),
    };
    let mut profile = json!({
        "id": id, "name": name, "logo": [],
        "_links": { "self": { "href": page, "hints": {} } },
    });
    // Every person has an address, those among them whom the directory does not know.
    if kind == "users" {
        let unknown = || format!("{id}@acme.example");
        profile["email"] = json!(user.map_or_else(unknown, |user| user.text("email").to_owned()));
    }
    let own = held_id(state, orn).unwrap_or_else(|| crate::id::random("pri", &mut state.dice));
    json!({ "id": own, "type": kind, "orn": orn, "profile": profile })
}

/// The id that a principal already has among owners: it keeps it from one resource to the next.
fn held_id(state: &State, orn: &str) -> Option<String> {
    let owned = state.tree.children(OWNERS);
    let principals = owned
        .iter()
        .filter_map(|(_, owned)| owned.get("principals")?.as_array());
    let held = principals.flatten().find(|held| held["orn"] == orn)?;
    held["id"].as_str().map(str::to_owned)
}

/// The owners of the body are the owners of each of its resources; none takes all away.
fn configure_owners(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.object()?;
    let orns = |name: &str| -> Vec<String> {
        let texts = list(&body, name).filter_map(Value::as_str);
        texts.map(ours).collect()
    };
    let principals: Vec<Value> = orns("principalOrns")
        .iter()
        .map(|orn| principal(state, call, orn))
        .collect();
    let mut data = Vec::new();
    for orn in orns("resourceOrns") {
        let path = format!("{OWNERS}/{}", segment(&orn));
        state.tree.uproot(&path);
        if principals.is_empty() {
            continue;
        }
        let (id, kind) = parts(&orn);
        let profile = json!({ "id": id, "name": id, "description": id, "logo": [] });
        let owned = json!({
            "parentResourceOrn": parent(state, &orn),
            "principals": principals,
            "resource": { "id": id, "type": kind, "orn": orn, "profile": profile },
        });
        if let Value::Object(document) = &owned {
            state.tree.put(&path, document.clone());
        }
        data.push(owned);
    }
    Ok(Answer::ok(json!({ "data": data })))
}

/// The app to which a resource belongs; what the organisation does not know belongs to Okta's own, as
/// bundles of admin roles do.
fn parent(state: &State, orn: &str) -> String {
    let (id, kind) = parts(orn);
    let held = state.tree.get(&format!("/governance/api/v1/{kind}/{id}"));
    let known = ["targetResourceOrn", "parentResourceOrn"]
        .into_iter()
        .find_map(|name| held?.get(name)?.as_str());
    let partition = orn.split(':').nth(1).unwrap_or("okta");
    let console = format!("orn:{partition}:idp:{ORGANIZATION}:apps:saasure:{CONSOLE}");
    known.map_or(console, str::to_owned)
}

/// Takes owners from one resource.
fn remove_owners(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.object()?;
    let orn = body.get("resourceOrn").and_then(Value::as_str);
    let orn = &ours(orn.unwrap_or_default());
    let path = format!("{OWNERS}/{}", segment(orn));
    let gone: Vec<String> = list(&body, "data")
        .filter_map(|change| Some(ours(change.get("value")?.as_str()?)))
        .collect();
    let Some(owned) = state.tree.get_mut(&path) else {
        return Err(Refusal::not_found(orn, "Resource"));
    };
    let mut left = 0;
    if let Some(Value::Array(principals)) = owned.get_mut("principals") {
        principals.retain(|held| {
            let orn = held.get("orn").and_then(Value::as_str).unwrap_or_default();
            !gone.iter().any(|gone| gone == orn)
        });
        left = principals.len();
    }
    let data = json!([owned.clone()]);
    if left == 0 {
        state.tree.uproot(&path);
        return Ok(Answer::ok(json!({ "data": [] })));
    }
    Ok(Answer::ok(json!({ "data": data })))
}

/// What a person has of an app. Nobody is granted entitlements yet, so it is empty.
#[expect(clippy::unnecessary_wraps, reason = "every handler has this type")]
fn list_entitlements(_: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let own = page::link(call, None, None);
    let body = json!({ "data": [], "_links": { "self": { "href": own, "hints": {} } } });
    Ok(Answer::ok(body).with("link", format!("<{own}>; rel=\"self\"")))
}
