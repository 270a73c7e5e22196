//! Giving and taking admin roles.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Assignee, Assignment, Custom, label};
use crate::answer::Answer;
use crate::call::Call;
use crate::directory::Directory;
use crate::group::Kind;
use crate::metadata::ORGANIZATION;
use crate::page::Rendered;
use crate::refusal::Refusal;
use crate::state::State;
use crate::tree::{member, place};

/// Whose roles a call is about.
#[derive(Clone, Debug)]
pub struct Holder {
    /// What the assignee is.
    pub to: Assignee,
    /// Its id.
    pub id: String,
}

impl Holder {
    /// The assignee that the path names.
    ///
    /// # Errors
    /// Okta's 404.
    pub fn of(state: &State, call: &Call<'_>) -> Result<Self, Refusal> {
        let is = |start: &str| call.operation.path.starts_with(start);
        let to = match () {
            () if is("/api/v1/users/") => Assignee::User,
            () if is("/api/v1/groups/") => Assignee::Group,
            () => Assignee::Client,
        };
        let asked = call.value(0);
        let id = match to {
            Assignee::User => crate::user::named(&state.directory, call)?.id.clone(),
            Assignee::Group if state.directory.groups.contains_key(asked) => asked.to_owned(),
            Assignee::Group => return Err(Refusal::not_found(asked, "UserGroup")),
            Assignee::Client if is_client(state, asked) => asked.to_owned(),
            Assignee::Client => return Err(Refusal::not_found(asked, "PublicClientApp")),
        };
        Ok(Self { to, id })
    }

    fn has(&self, role: &Assignment) -> bool {
        role.to == self.to && role.assignee == self.id
    }

    /// The place of one of its assignments among all.
    ///
    /// # Errors
    /// Okta's 404.
    pub fn place(&self, state: &State, id: &str) -> Result<usize, Refusal> {
        let roles = &state.directory.roles;
        roles
            .iter()
            .position(|role| self.has(role) && role.id == id)
            .ok_or_else(|| Refusal::not_found(id, "RoleAssignment"))
    }
}

fn is_client(state: &State, id: &str) -> bool {
    place::exists(
        state,
        "/oauth2/v1/clients/{}",
        &format!("/oauth2/v1/clients/{id}"),
    ) || state.tree.has(&format!("/api/v1/apps/{id}"))
}

/// A person's own roles, and those of their groups.
pub fn list_of_user(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let holder = Holder::of(state, call)?;
    let held = of_user(&state.directory, &holder.id);
    let rows: Vec<Value> = held.map(|role| role.row(call.base())).collect();
    Ok(Answer::ok(Value::Array(rows)))
}

/// The roles of a group or a service app.
pub fn list(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let holder = Holder::of(state, call)?;
    let held = state.directory.roles.iter();
    let rows: Vec<Value> = held
        .filter(|role| holder.has(role))
        .map(|role| role.row(call.base()))
        .collect();
    Ok(Answer::ok(Value::Array(rows)))
}

/// The roles of whoever the API token stands for.
pub fn owners(state: &State) -> Vec<Assignment> {
    let directory = &state.directory;
    if let Some(owner) = &directory.token_owner {
        return of_user(directory, owner).cloned().collect();
    }
    let since = crate::seed::birth();
    let owner = state.owner();
    vec![Assignment::seeded(
        owner,
        Assignee::User,
        "SUPER_ADMIN",
        since,
    )]
}

/// A person's own roles, and those of their groups.
fn of_user<'d>(directory: &'d Directory, user: &'d str) -> impl Iterator<Item = &'d Assignment> {
    directory.roles.iter().filter(move |role| match role.to {
        Assignee::User => role.assignee == user,
        Assignee::Group => directory.is_member(&role.assignee, user),
        Assignee::Client => false,
    })
}

/// Makes the first person without any role the owner of the API token, with that role.
pub fn own_token(state: &mut State, role: &str) {
    if role == "SUPER_ADMIN" {
        return;
    }
    let directory = &mut state.directory;
    let plain = directory
        .users
        .keys()
        .find(|user| of_user(directory, user).next().is_none())
        .cloned();
    let Some(owner) = plain else {
        return;
    };
    if role != "none" {
        let since = crate::seed::birth();
        let held = Assignment::seeded(owner.clone(), Assignee::User, role, since);
        directory.roles.push(held);
    }
    directory.token_owner = Some(owner);
}

/// The roles of a service app.
pub fn of_client(state: &State, client: &str) -> Vec<Assignment> {
    let holder = Holder {
        to: Assignee::Client,
        id: client.to_owned(),
    };
    let held = state.directory.roles.iter();
    held.filter(|role| holder.has(role)).cloned().collect()
}

/// Gives the service app that standard role, or takes it where there is none, in the place of the
/// standard role that it has.
pub fn set_own(state: &mut State, role: Option<&str>) {
    let client = state.access.app.client_id.clone();
    let roles = &mut state.directory.roles;
    roles.retain(|held| held.assignee != client || held.custom.is_some());
    roles.extend(
        role.map(|role| Assignment::seeded(client, Assignee::Client, role, crate::seed::birth())),
    );
}

#[expect(clippy::unnecessary_wraps, reason = "every handler has this type")]
pub fn list_assignees(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let directory = &state.directory;
    let mut ids = BTreeSet::new();
    for role in &directory.roles {
        match role.to {
            Assignee::User => {
                ids.insert(role.assignee.as_str());
            }
            Assignee::Group => {
                let members = directory.members.get(&role.assignee);
                ids.extend(members.into_iter().flatten().map(String::as_str));
            }
            Assignee::Client => {}
        }
    }
    let base = call.base();
    let value: Vec<Value> = ids
        .iter()
        .map(|id| {
            json!({
                "id": id,
                "orn": format!("orn:okta:directory:{ORGANIZATION}:users:{id}"),
                "_links": {
                    "roles": { "href": format!("{base}/api/v1/users/{id}/roles") },
                    "self": { "href": format!("{base}/api/v1/users/{id}") },
                },
            })
        })
        .collect();
    Ok(Answer::ok(json!({ "value": value })))
}

/// Gives the role that the body names.
pub fn assign(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let holder = Holder::of(state, call)?;
    may_hold(state, &holder)?;
    let body = call.object()?;
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let role = text("type").unwrap_or_default();
    let custom = match role {
        "CUSTOM" => {
            let named = text("role").unwrap_or_default();
            let set = text("resource-set").unwrap_or_default();
            Some(custom(state, named, set)?)
        }
        role if label::is_standard(role) => None,
        // The words are a guess: no refusal of an unknown type is recorded.
        _ => {
            let cause = "type: The provided role type is invalid.";
            return Err(Refusal::invalid("type", cause));
        }
    };
    let given = give(state, call, &holder, (role, custom))?;
    Ok(Answer::json(201, given.whole(call.base())))
}

/// Built-in groups and apps that people use hold no roles.
fn may_hold(state: &State, holder: &Holder) -> Result<(), Refusal> {
    let group = state.directory.groups.get(&holder.id);
    let app = state.tree.get(&format!("/api/v1/apps/{}", holder.id));
    let kind = app.and_then(|app| member(app, "settings.oauthClient.application_type"));
    match holder.to {
        Assignee::Group if group.is_some_and(|group| group.kind == Kind::BuiltIn) => {
            let summary = format!("Roles cannot be granted to built-in groups: {}", holder.id);
            Err(Refusal::new(400, "E0000211", summary))
        }
        Assignee::Client if kind.is_some_and(|kind| kind != "service") => {
            let summary = "Roles can only be granted to service application type";
            Err(Refusal::new(400, "E0000227", summary))
        }
        _ => Ok(()),
    }
}

/// A custom role over a resource set, both named by id or label.
///
/// # Errors
/// Okta's 404 of the one that is not there.
pub fn custom(state: &State, role: &str, set: &str) -> Result<Custom, Refusal> {
    let find = |place: &str, asked: &str, noun: &str| {
        let found = place::find(
            state,
            &format!("/api/v1/iam/{place}/{{}}"),
            &format!("/api/v1/iam/{place}"),
            asked,
        );
        found.ok_or_else(|| Refusal::not_found(asked, noun))
    };
    let set = find("resource-sets", set, "IAMPolicy")?;
    let role = find("roles", role, "CustomRole")?;
    let held = state.tree.get(&format!("/api/v1/iam/roles/{role}"));
    let label = held
        .and_then(|held| held.get("label")?.as_str())
        .unwrap_or_default();
    Ok(Custom {
        label: label.to_owned(),
        role,
        set,
    })
}

/// Gives a role, and writes it to the log.
///
/// # Errors
/// E0000090 where the assignee has it.
pub fn give(
    state: &mut State,
    call: &Call<'_>,
    holder: &Holder,
    (role, custom): (&str, Option<Custom>),
) -> Result<Assignment, Refusal> {
    let known = |held: &Assignment| {
        holder.has(held) && held.role == role && same(held.custom.as_ref(), custom.as_ref())
    };
    if state.directory.roles.iter().any(known) {
        let summary = "The role specified is already assigned to the user.";
        return Err(Refusal::new(409, "E0000090", summary));
    }
    let given = Assignment {
        id: label::assignment_id(role, holder.to, &mut state.dice),
        assignee: holder.id.clone(),
        to: holder.to,
        role: role.to_owned(),
        custom,
        created: call.now,
        updated: call.now,
        targets: Vec::new(),
    };
    state.directory.roles.push(given.clone());
    note(state, call, &given, true);
    Ok(given)
}

fn same(one: Option<&Custom>, other: Option<&Custom>) -> bool {
    let parts = |custom: Option<&Custom>| custom.map(|held| (held.role.clone(), held.set.clone()));
    parts(one) == parts(other)
}

fn note(state: &mut State, call: &Call<'_>, role: &Assignment, given: bool) {
    let name = match (role.to, given) {
        (Assignee::User, true) => "user.account.privilege.grant",
        (Assignee::User, false) => "user.account.privilege.revoke",
        (Assignee::Group, true) => "group.privilege.grant",
        (Assignee::Group, false) => "group.privilege.revoke",
        (Assignee::Client, true) => "app.oauth2.client.privilege.grant",
        (Assignee::Client, false) => "app.oauth2.client.privilege.revoke",
    };
    let directory = &state.directory;
    let target = match role.to {
        Assignee::User => directory
            .users
            .get(&role.assignee)
            .map(crate::user::User::target),
        Assignee::Group => directory
            .groups
            .get(&role.assignee)
            .map(crate::group::Group::target),
        Assignee::Client => Some(json!({
            "id": role.assignee, "type": "PublicClientApp", "alternateId": role.assignee,
            "displayName": role.assignee, "detailEntry": null,
        })),
    };
    let label = role
        .custom
        .as_ref()
        .map_or_else(|| label::name(&role.role), |custom| &custom.label);
    let role = json!({
        "id": role.id, "type": "ROLE", "alternateId": role.role,
        "displayName": label, "detailEntry": null,
    });
    let targets: Vec<Value> = target.into_iter().chain([role]).collect();
    state.note(call, name, &targets);
}

/// One role of somebody.
pub fn show(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let holder = Holder::of(state, call)?;
    let asked = call.value(1);
    let at = holder.place(state, asked)?;
    let shown = state.directory.roles.get(at);
    let shown = shown.map_or(Value::Null, |role| role.whole(call.base()));
    Ok(Answer::ok(shown))
}

/// Takes a role away.
pub fn take(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let holder = Holder::of(state, call)?;
    let asked = call.value(1);
    let at = holder.place(state, asked)?;
    remove(state, call, at);
    Ok(Answer::empty(204))
}

/// Takes the assignment at a place away, and writes it to the log.
pub fn remove(state: &mut State, call: &Call<'_>, at: usize) {
    let role = state.directory.roles.remove(at);
    note(state, call, &role, false);
}
