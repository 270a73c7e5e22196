//! New groups, changed groups, and groups that go.

use serde_json::{Map, Value};

use super::{Group, Kind, named, open_to_change};
use crate::answer::Answer;
use crate::call::Call;
use crate::directory::Directory;
use crate::family;
use crate::id;
use crate::look::Look;
use crate::refusal::Refusal;
use crate::schema::{self, Live};
use crate::state::State;

/// `POST /api/v1/groups`
pub fn add_group(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let profile = profile(schema::of_groups(&state.tree), &call.object()?)?;
    unique(&state.directory, &profile, "")?;
    let group = Group {
        id: id::random("00g", &mut state.dice),
        created: call.now,
        last_updated: call.now,
        last_membership_updated: call.now,
        kind: Kind::Okta,
        profile,
        source: None,
    };
    let (shown, target) = (group.whole(&Look::of(state, call)), group.target());
    state.directory.groups.insert(group.id.clone(), group);
    state.note(call, "group.lifecycle.create", &[target]);
    Ok(Answer::ok(shown))
}

/// `PUT /api/v1/groups/{groupId}`: what the body does not name is taken away.
pub fn replace_group(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = named(&state.directory, call)?.id.clone();
    open_to_change(&state.directory, &id)?;
    let profile = profile(schema::of_groups(&state.tree), &call.object()?)?;
    unique(&state.directory, &profile, &id)?;
    let gone = || Refusal::not_found(call.value(0), "UserGroup");
    let group = state.directory.groups.get_mut(&id).ok_or_else(gone)?;
    group.profile = profile;
    group.last_updated = call.now;
    let (group, target) = (group.clone(), group.target());
    state.note(call, "group.profile.update", &[target]);
    family::follow_rules(state, call, None);
    Ok(Answer::ok(group.whole(&Look::of(state, call))))
}

/// `DELETE /api/v1/groups/{groupId}`: with its memberships, roles and assignments.
pub fn delete_group(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let group = named(&state.directory, call)?;
    let (id, target) = (group.id.clone(), group.target());
    open_to_change(&state.directory, &id)?;
    let directory = &mut state.directory;
    directory.groups.remove(&id);
    directory.members.remove(&id);
    directory.roles.retain(|role| role.assignee != id);
    crate::family::app::forget_group(state, &id);
    state.tree.uproot(&format!("/api/v1/groups/{id}"));
    state.note(call, "group.lifecycle.delete", &[target]);
    family::follow_rules(state, call, None);
    Ok(Answer::empty(204))
}

fn profile(schema: Live<'_>, body: &Map<String, Value>) -> Result<Map<String, Value>, Refusal> {
    let blank = || Refusal::invalid("name", "name: The field cannot be left blank");
    let given = match body.get("profile") {
        Some(Value::Object(profile)) => profile,
        None | Some(Value::Null) => return Err(blank()),
        Some(_) => return Err(Refusal::malformed()),
    };
    let name = match given.get("name") {
        Some(Value::String(name)) if !name.trim().is_empty() => name,
        None | Some(Value::Null | Value::String(_)) => return Err(blank()),
        Some(_) => return Err(Refusal::malformed()),
    };
    let description = given.get("description").cloned().unwrap_or_default();
    let mut profile = Map::new();
    profile.insert("name".to_owned(), Value::from(name.clone()));
    profile.insert("description".to_owned(), description);
    for (name, value) in given {
        let Some(attribute) = schema.attribute(name) else {
            let cause = format!("Property name '{name}' is not defined in profile");
            return Err(Refusal::invalid("group", cause));
        };
        if !value.is_null() {
            attribute.check(value)?;
            profile.insert(name.clone(), value.clone());
        }
    }
    Ok(profile)
}

fn unique(directory: &Directory, profile: &Map<String, Value>, id: &str) -> Result<(), Refusal> {
    let name = profile
        .get("name")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let taken = directory
        .groups
        .values()
        .any(|group| group.kind != Kind::App && group.id != id && group.name() == name);
    if taken {
        let cause = "name: An object with this field already exists in the current organization";
        return Err(Refusal::invalid("name", cause));
    }
    Ok(())
}
