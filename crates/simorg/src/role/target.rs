//! What an assigned role is narrowed to: groups, apps of the catalogue, single apps.

use serde_json::{Value, json};

use super::assign::Holder;
use super::{Assignee, Assignment, Target, label};
use crate::answer::Answer;
use crate::call::Call;
use crate::family::app::catalog;
use crate::look::Look;
use crate::refusal::Refusal;
use crate::state::State;

/// How many rows a page of targets has, whatever the request says; so it is recorded.
const PAGE: usize = 20;

/// The groups of a role.
pub fn list_groups(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let role = role(state, call)?;
    let groups = role.targets.iter().filter_map(|target| match target {
        Target::Group(id) => state.directory.groups.get(id),
        Target::Catalog(_) | Target::App(_) => None,
    });
    let look = Look::of(state, call);
    let rows: Vec<Value> = groups
        .map(|group| without_owners(group.whole(&look)))
        .collect();
    Ok(page(state, call, rows))
}

/// Groups as targets have no link to their owners (recorded so).
fn without_owners(mut group: Value) -> Value {
    if let Some(links) = group.pointer_mut("/_links").and_then(Value::as_object_mut) {
        links.shift_remove("owners");
    }
    group
}

/// The apps of a role: those of the catalogue, and single ones.
pub fn list_apps(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let role = role(state, call)?;
    let rows: Vec<Value> = role
        .targets
        .iter()
        .filter_map(|target| match target {
            Target::Group(_) => None,
            Target::Catalog(name) => Some(catalog::show(call.base(), name)),
            Target::App(id) => single_app(state, call.base(), id),
        })
        .collect();
    Ok(page(state, call, rows))
}

/// All targets of a role of a person, as ORNs.
pub fn list_all(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let role = role(state, call)?;
    let org = crate::metadata::ORGANIZATION;
    let base = call.base();
    let row = |target: &Target| {
        let (orn, href) = match target {
            Target::Group(id) => (
                format!("orn:okta:directory:{org}:groups:{id}"),
                format!("{base}/api/v1/groups/{id}"),
            ),
            Target::Catalog(name) => (
                format!("orn:okta:idp:{org}:apps:{name}"),
                format!("{base}/api/v1/catalog/apps/{name}"),
            ),
            Target::App(id) => (
                format!("orn:okta:idp:{org}:apps:{}:{id}", app_name(state, id)),
                format!("{base}/api/v1/apps/{id}"),
            ),
        };
        let word = role.to.words().0;
        json!({ "orn": orn, "assignmentType": word, "_links": { "self": { "href": href } } })
    };
    Ok(Answer::ok(role.targets.iter().map(row).collect()))
}

/// A page as it is recorded: its `self` link carries a cursor of its own and a limit of 20, and
/// nothing of the request.
fn page(state: &mut State, call: &Call<'_>, rows: Vec<Value>) -> Answer {
    let (base, path) = (call.base(), &call.arrival.path);
    let from: usize = call
        .query
        .get("after")
        .and_then(|after| after.strip_prefix("PGE")?.split('_').next()?.parse().ok())
        .unwrap_or_default();
    let cursor = state.dice.letters(20);
    let link = |at: usize| format!("<{base}{path}?after=PGE{at}_{cursor}&limit={PAGE}>");
    let total = rows.len();
    let shown: Vec<Value> = rows.into_iter().skip(from).take(PAGE).collect();
    let end = from.saturating_add(shown.len());
    let answer = Answer::ok(Value::Array(shown));
    let answer = answer.with("link", format!("{}; rel=\"self\"", link(from)));
    if end >= total {
        return answer;
    }
    answer.with("link", format!("{}; rel=\"next\"", link(end)))
}

fn single_app(state: &State, base: &str, id: &str) -> Option<Value> {
    let app = state.tree.get(&format!("/api/v1/apps/{id}"))?;
    Some(json!({
        "name": app.get("label"),
        "status": app.get("status"),
        "id": id,
        "_links": { "self": { "href": format!("{base}/api/v1/apps/{id}") } },
    }))
}

fn app_name(state: &State, id: &str) -> String {
    let app = state.tree.get(&format!("/api/v1/apps/{id}"));
    let name = app.and_then(|app| app.get("name")?.as_str());
    name.unwrap_or("app").to_owned()
}

fn role(state: &State, call: &Call<'_>) -> Result<Assignment, Refusal> {
    let holder = Holder::of(state, call)?;
    let at = holder.place(state, call.value(1))?;
    let found = state.directory.roles.get(at).cloned();
    found.ok_or_else(|| Refusal::not_found(call.value(1), "RoleAssignment"))
}

/// Narrows a role to one group more.
pub fn add_group(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = call.value(2);
    if !state.directory.groups.contains_key(id) {
        return Err(Refusal::not_found(id, "UserGroup"));
    }
    add(state, call, Target::Group(id.to_owned()))
}

/// Takes a group from those that narrow a role.
pub fn remove_group(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = call.value(2);
    remove(state, call, &Target::Group(id.to_owned()), "UserGroup")
}

/// Narrows a role to the apps of a name, or to one app.
pub fn add_app(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let target = app_of(call);
    if let Target::App(id) = &target
        && !state.tree.has(&format!("/api/v1/apps/{id}"))
    {
        return Err(Refusal::not_found(id, "AppInstance"));
    }
    add(state, call, target)
}

/// Takes apps from those that narrow a role.
pub fn remove_app(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    remove(state, call, &app_of(call), "AppInstance")
}

fn app_of(call: &Call<'_>) -> Target {
    match call.value(3) {
        "" => Target::Catalog(call.value(2).to_owned()),
        id => Target::App(id.to_owned()),
    }
}

/// Makes a role hold for all apps again.
pub fn widen(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let at = Holder::of(state, call)?.place(state, call.value(1))?;
    if let Some(role) = state.directory.roles.get_mut(at) {
        role.targets
            .retain(|target| matches!(target, Target::Group(_)));
        role.updated = call.now;
    }
    Ok(Answer::empty(200))
}

fn add(state: &mut State, call: &Call<'_>, target: Target) -> Result<Answer, Refusal> {
    let at = Holder::of(state, call)?.place(state, call.value(1))?;
    if let Some(role) = state.directory.roles.get_mut(at) {
        let fits = match target {
            Target::Group(_) => label::takes_groups(&role.role),
            Target::Catalog(_) | Target::App(_) => label::takes_apps(&role.role),
        };
        if !fits {
            let summary = "The provided role type was not the same as required role type.";
            return Err(Refusal::new(400, "E0000091", summary));
        }
        if !role.targets.contains(&target) {
            role.targets.push(target);
            role.updated = call.now;
        }
    }
    note(state, call, at);
    Ok(Answer::empty(204))
}

fn remove(
    state: &mut State,
    call: &Call<'_>,
    target: &Target,
    noun: &str,
) -> Result<Answer, Refusal> {
    let at = Holder::of(state, call)?.place(state, call.value(1))?;
    let named = || call.values.last().map_or("", String::as_str);
    let missing = || Refusal::not_found(named(), noun);
    let role = state.directory.roles.get_mut(at).ok_or_else(missing)?;
    let held = role.targets.iter().position(|held| held == target);
    role.targets.remove(held.ok_or_else(missing)?);
    role.updated = call.now;
    note(state, call, at);
    Ok(Answer::empty(204))
}

fn note(state: &mut State, call: &Call<'_>, at: usize) {
    let Some(role) = state.directory.roles.get(at) else {
        return;
    };
    if role.to != Assignee::User {
        return;
    }
    let targets = [json!({
        "id": role.id, "type": "ROLE", "alternateId": role.role,
        "displayName": label::name(&role.role), "detailEntry": null,
    })];
    state.note(call, "user.account.privilege.grant", &targets);
}
