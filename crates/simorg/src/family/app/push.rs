//! Groups that are pushed into an application, each onto a group there.

use serde_json::{Map, Value, json};

use super::{named, path, text};
use crate::answer::Answer;
use crate::call::Call;
use crate::group::{Group, Kind};
use crate::id;
use crate::refusal::Refusal;
use crate::state::State;
use crate::tree::rule::View;
use crate::tree::{Document, check, show};

/// `POST /api/v1/apps/{appId}/group-push/mappings`: onto a group of the application, an old or a new one.
pub fn create(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let body = check::body(call)?;
    let source = text(&body, "sourceGroupId");
    if source.is_empty() {
        let cause = "sourceGroupId: The field cannot be left blank";
        return Err(Refusal::invalid("sourceGroupId", cause));
    }
    if !state.directory.groups.contains_key(source) {
        return Err(Refusal::not_found(source, "UserGroup"));
    }
    let id = text(&app, "id").to_owned();
    let target = match (text(&body, "targetGroupId"), text(&body, "targetGroupName")) {
        ("", "") => {
            // That one of them must be there is Okta's, the wording a guess.
            let cause = "Either targetGroupId or targetGroupName must be provided.";
            return Err(Refusal::invalid("targetGroupId", cause));
        }
        ("", name) => new_group(state, call, (&id, name)),
        (target, _) => target.to_owned(),
    };
    let own = id::random("gPm", &mut state.dice);
    let at = format!("{}/group-push/mappings/{own}", path(&id));
    let status = match text(&body, "status") {
        "" => "ACTIVE",
        status => status,
    };
    let now = seconds(call);
    let made = json!({
        "created": now,
        "id": own,
        "lastUpdated": now,
        "sourceGroupId": source,
        "status": status,
        "targetGroupId": target,
    });
    let made = made.as_object().cloned().unwrap_or_default();
    state.tree.put(&at, made.clone());
    Ok(Answer::ok(show::shown(
        state,
        call,
        (&at, View::Created),
        made,
    )))
}

/// A group of the application, which the push makes there and the next import finds.
fn new_group(state: &mut State, call: &Call<'_>, (app, name): (&str, &str)) -> String {
    let id = id::random("00g", &mut state.dice);
    let mut profile = Map::new();
    profile.insert("name".to_owned(), Value::from(name));
    profile.insert("description".to_owned(), Value::Null);
    let group = Group {
        id: id.clone(),
        created: call.now,
        last_updated: call.now,
        last_membership_updated: call.now,
        kind: Kind::App,
        profile,
        source: Some(app.to_owned()),
    };
    state.directory.groups.insert(id.clone(), group);
    id
}

/// `PATCH /api/v1/apps/{appId}/group-push/mappings/{mappingId}`: on or off.
pub fn update(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (at, mut mapping) = held(state, call)?;
    let body = check::body(call)?;
    let status = text(&body, "status");
    if !["ACTIVE", "INACTIVE"].contains(&status) {
        let cause = "status: The field must be ACTIVE or INACTIVE";
        return Err(Refusal::invalid("status", cause));
    }
    mapping.insert("status".to_owned(), Value::from(status));
    mapping.insert("lastUpdated".to_owned(), Value::from(seconds(call)));
    state.tree.put(&at, mapping.clone());
    Ok(Answer::ok(show::shown(
        state,
        call,
        (&at, View::Updated),
        mapping,
    )))
}

/// The moment of the call without a fraction: this family alone writes times so.
fn seconds(call: &Call<'_>) -> String {
    call.now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn held(state: &State, call: &Call<'_>) -> Result<(String, Document), Refusal> {
    let app = named(state, call)?;
    let at = format!(
        "{}/group-push/mappings/{}",
        path(text(&app, "id")),
        call.value(1)
    );
    match state.tree.get(&at).cloned() {
        Some(mapping) => Ok((at, mapping)),
        None => Err(Refusal::not_found(call.value(1), "GroupPushMapping")),
    }
}

/// `DELETE /api/v1/apps/{appId}/group-push/mappings/{mappingId}`
pub fn delete(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (at, mapping) = held(state, call)?;
    if text(&mapping, "status") == "ACTIVE" {
        // That it must be inactive is in Okta's description, the wording a guess.
        let cause = "The group push mapping must be inactive before it can be deleted.";
        return Err(Refusal::invalid("groupPushMapping", cause));
    }
    let takes = call.query.flag("deleteTargetGroup")?;
    if takes == Some(true) {
        let target = text(&mapping, "targetGroupId");
        state.directory.groups.remove(target);
        state.directory.members.remove(target);
        super::forget_group(state, target);
    }
    state.tree.uproot(&at);
    Ok(Answer::empty(200))
}
