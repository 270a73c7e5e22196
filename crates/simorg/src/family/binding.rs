//! Bindings: who has a custom role over a resource set. A member is an assignment of the role.

use serde_json::{Value, json};

use super::resource_set;
use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::role::assign::{self, Holder};
use crate::role::{Assignee, Assignment, Custom};
use crate::state::{Handler, State};
use crate::tree::rule::View;
use crate::tree::{self, Document, act, place, show, sow};

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("createResourceSetBinding", create),
    ("getBinding", show),
    ("deleteBinding", delete),
    ("listMembersOfBinding", list_members),
    ("addMembersToBinding", add_members),
    ("getMemberOfBinding", show_member),
    ("unassignMemberFromBinding", remove_member),
];

const BINDING: &str = "/api/v1/iam/resource-sets/{}/bindings/{}";

fn create(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let set = resource_set::named(state, call)?;
    let body = call.object()?;
    let role = body.get("role").and_then(Value::as_str).unwrap_or_default();
    let custom = assign::custom(state, role, last(&set))?;
    let path = format!("{set}/bindings/{}", custom.role);
    if !state.tree.has(&path) {
        sow::plant(state, &path, act::kind(BINDING), Document::new());
    }
    join(state, call, &custom, body.get("members"))?;
    Ok(show::reply(state, call, (&path, View::Created)))
}

/// Gives the role to each member of a list of URLs; who has it already keeps it.
fn join(
    state: &mut State,
    call: &Call<'_>,
    custom: &Custom,
    members: Option<&Value>,
) -> Result<(), Refusal> {
    let members = members.and_then(Value::as_array).into_iter().flatten();
    let holders: Vec<Holder> = members
        .filter_map(Value::as_str)
        .map(|text| holder(state, text))
        .collect::<Result<_, _>>()?;
    for holder in holders {
        let given = assign::give(state, call, &holder, ("CUSTOM", Some(custom.clone())));
        given.map(|_| ()).or_else(|refusal| match refusal.code {
            "E0000090" => Ok(()),
            _ => Err(refusal),
        })?;
    }
    Ok(())
}

/// The person, group or service app of a URL or an ORN.
fn holder(state: &State, text: &str) -> Result<Holder, Refusal> {
    let id = text
        .trim_end_matches('/')
        .rsplit(['/', ':'])
        .next()
        .unwrap_or_default();
    let directory = &state.directory;
    let to = match () {
        () if text.contains("groups") && directory.groups.contains_key(id) => Assignee::Group,
        () if text.contains("users") && directory.users.contains_key(id) => Assignee::User,
        () if text.contains("clients") => Assignee::Client,
        () => return Err(Refusal::not_found(id, "User")),
    };
    let id = id.to_owned();
    Ok(Holder { to, id })
}

fn last(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, last)| last)
}

/// The binding that the path names: its path, its role, its set.
fn named(state: &State, call: &Call<'_>) -> Result<(String, String, String), Refusal> {
    let set = resource_set::named(state, call)?;
    let asked = call.value(1);
    let roles = "/api/v1/iam/roles";
    let role = place::find(state, "/api/v1/iam/roles/{}", roles, asked);
    let role = role.unwrap_or_else(|| asked.to_owned());
    let path = format!("{set}/bindings/{role}");
    if !state.tree.has(&path) {
        return Err(Refusal::not_found(asked, "CustomRole"));
    }
    let set = last(&set).to_owned();
    Ok((path, role, set))
}

fn show(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (path, ..) = named(state, call)?;
    Ok(show::reply(state, call, (&path, View::Whole)))
}

fn is_of<'a>(role: &'a str, set: &'a str) -> impl Fn(&Assignment) -> bool + 'a {
    move |held| {
        let custom = held.custom.as_ref();
        custom.is_some_and(|custom| custom.role == role && custom.set == set)
    }
}

/// A member as it is shown: its times are cut to the day (recorded so).
fn row(held: &Assignment, base: &str) -> Value {
    let place = held.to.words().1;
    let day = |time: jiff::Timestamp| format!("{}T00:00:00.000Z", time.strftime("%Y-%m-%d"));
    json!({
        "id": held.id,
        "created": day(held.created),
        "lastUpdated": day(held.updated),
        "_links": { "self": { "href": format!("{base}{place}/{}", held.assignee) } },
    })
}

fn list_members(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (path, role, set) = named(state, call)?;
    let base = call.base();
    let held = state
        .directory
        .roles
        .iter()
        .filter(|held| is_of(&role, &set)(held));
    let rows: Vec<Value> = held.map(|held| row(held, base)).collect();
    let binding = format!("{base}{path}");
    Ok(Answer::ok(json!({
        "members": rows,
        "_links": { "binding": { "href": binding } },
    })))
}

fn add_members(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (path, role, set) = named(state, call)?;
    let body = call.object()?;
    let custom = assign::custom(state, &role, &set)?;
    join(state, call, &custom, body.get("additions"))?;
    Ok(show::reply(state, call, (&path, View::Updated)))
}

fn member(state: &State, call: &Call<'_>) -> Result<usize, Refusal> {
    let (_, role, set) = named(state, call)?;
    let id = call.value(2);
    let roles = &state.directory.roles;
    roles
        .iter()
        .position(|held| is_of(&role, &set)(held) && held.id == id)
        .ok_or_else(|| Refusal::not_found(id, "RoleAssignment"))
}

fn show_member(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let at = member(state, call)?;
    let held = state.directory.roles.get(at);
    Ok(Answer::ok(
        held.map_or(Value::Null, |held| row(held, call.base())),
    ))
}

fn remove_member(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let at = member(state, call)?;
    assign::remove(state, call, at);
    Ok(Answer::empty(204))
}

fn delete(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (_, role, set) = named(state, call)?;
    let answer = tree::answer(state, call)?;
    while let Some(at) = state.directory.roles.iter().position(is_of(&role, &set)) {
        assign::remove(state, call, at);
    }
    Ok(answer)
}
