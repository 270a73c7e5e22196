//! How far the roles of somebody reach: which operations, and which people, groups, apps and the like.

use std::collections::{BTreeMap, BTreeSet};

use operations::role::{Allowed, allows};
use operations::{Effect, Operation};
use serde_json::Value;

use super::permission::{self, Permission};
use super::{Assignment, Target};
use crate::call::Call;
use crate::settings::Edition;
use crate::state::State;
use crate::tree::{Document, member, place};

const USERS: &str = "/api/v1/users";
const GROUPS: &str = "/api/v1/groups";
const APPS: &str = "/api/v1/apps";
const POLICIES: &str = "/api/v1/policies";

/// What roles reach: by collection the ids, for those collections that they are narrowed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach(BTreeMap<&'static str, BTreeSet<String>>);

impl Reach {
    /// Whether it is everything.
    pub fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a thing of a collection is in reach.
    pub fn has(&self, collection: &str, id: &str) -> bool {
        self.0.get(collection).is_none_or(|ids| ids.contains(id))
    }

    /// Whether all of a collection is in reach, also what will come into it.
    pub fn has_all(&self, collection: &str) -> bool {
        !self.0.contains_key(collection)
    }

    /// Whether a thing is among those to which it is narrowed; ids are the only ones of their kind.
    pub fn names(&self, id: &str) -> bool {
        self.0.values().any(|ids| ids.contains(id))
    }

    /// What either reaches.
    fn or(self, other: &Self) -> Self {
        let both = self.0.into_iter().filter_map(|(collection, mut ids)| {
            ids.extend(other.0.get(collection)?.iter().cloned());
            Some((collection, ids))
        });
        Self(both.collect())
    }

    fn narrow(&mut self, collection: &'static str, ids: BTreeSet<String>) {
        self.0.insert(collection, ids);
    }
}

/// How far roles reach for an operation; `None` where none of them lets use it. Roles add up.
pub fn of(state: &State, roles: &[Assignment], operation: &Operation) -> Option<Reach> {
    let each = roles.iter().filter_map(|role| match &role.custom {
        None => standard(state, role, operation),
        Some(custom) => {
            let held = permissions(state, &custom.role);
            within(state, &custom.set, &held, operation)
        }
    });
    each.reduce(|one, other| one.or(&other))
}

/// The reach of a standard role. What no source says is refused: a test that passes here must pass at
/// Okta, not the other way round.
fn standard(state: &State, role: &Assignment, operation: &Operation) -> Option<Reach> {
    match allows(&role.role, operation.id) {
        // That targets narrow the log as well is a guess.
        Allowed::Yes if operation.id == "listLogEvents" && !role.targets.is_empty() => {
            Some(narrowed(state, role, operation))
        }
        Allowed::Yes => Some(Reach::default()),
        Allowed::Narrowed => Some(narrowed(state, role, operation)),
        Allowed::No | Allowed::Unknown => None,
    }
}

/// The reach of a standard role where it may only in part: within its targets, without any target
/// everywhere.
fn narrowed(state: &State, role: &Assignment, operation: &Operation) -> Reach {
    let mut reach = Reach::default();
    match role.role.as_str() {
        "APP_ADMIN" | "ORG_ADMIN" | "READ_ONLY_ADMIN" if is_about(operation, POLICIES) => {
            sign_on(state, &mut reach);
        }
        "APP_ADMIN" if !role.targets.is_empty() => reach.narrow(APPS, apps(state, &role.targets)),
        "API_ACCESS_MANAGEMENT_ADMIN" => {
            let is_oidc = |app: &Document| text(app, "signOnMode") == "OPENID_CONNECT";
            reach.narrow(APPS, ids(state, APPS, is_oidc));
        }
        _ => {
            let groups = targets(state, role);
            if let Some(groups) = groups {
                // Whoever only manages memberships adds anybody to their groups.
                if role.role != "GROUP_MEMBERSHIP_ADMIN" && !role.targets.is_empty() {
                    reach.narrow(USERS, members(state, &groups));
                }
                reach.narrow(GROUPS, groups);
            }
        }
    }
    reach
}

fn is_about(operation: &Operation, collection: &str) -> bool {
    operation.path.starts_with(collection)
}

/// On Identity Engine these roles see the policies of signing in to apps; on Classic no source says which.
fn sign_on(state: &State, reach: &mut Reach) {
    if state.settings.edition == Edition::Identity {
        let is_app = |policy: &Document| text(policy, "type") == "ACCESS_POLICY";
        reach.narrow(POLICIES, ids(state, POLICIES, is_app));
    }
}

/// The groups that narrow a role. Group administrators of all groups do not see the one of everybody.
fn targets(state: &State, role: &Assignment) -> Option<BTreeSet<String>> {
    let chosen: BTreeSet<String> = role
        .targets
        .iter()
        .filter_map(|target| match target {
            Target::Group(id) => Some(id.clone()),
            Target::Catalog(_) | Target::App(_) => None,
        })
        .collect();
    if !chosen.is_empty() {
        return Some(chosen);
    }
    let everyone = state
        .directory
        .everyone()
        .filter(|_| role.role == "USER_ADMIN")?;
    let groups = state.directory.groups.keys();
    Some(groups.filter(|id| **id != everyone).cloned().collect())
}

fn members(state: &State, groups: &BTreeSet<String>) -> BTreeSet<String> {
    let members = groups
        .iter()
        .filter_map(|id| state.directory.members.get(id));
    members.flatten().cloned().collect()
}

fn apps(state: &State, targets: &[Target]) -> BTreeSet<String> {
    ids(state, APPS, |app| {
        targets.iter().any(|target| match target {
            Target::App(id) => text(app, "id") == id,
            Target::Catalog(name) => text(app, "name") == name,
            Target::Group(_) => false,
        })
    })
}

fn ids(state: &State, collection: &str, wanted: impl Fn(&Document) -> bool) -> BTreeSet<String> {
    let all = state.tree.children(collection).into_iter();
    all.filter(|(_, document)| wanted(document))
        .filter_map(|(path, _)| path.rsplit_once('/'))
        .map(|(_, id)| id.to_owned())
        .collect()
}

fn text<'d>(document: &'d Document, name: &str) -> &'d str {
    member(document, name)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// The permissions of a custom role.
fn permissions(state: &State, role: &str) -> Vec<&'static Permission> {
    let held = state
        .tree
        .children(&format!("/api/v1/iam/roles/{role}/permissions"));
    held.into_iter()
        .filter_map(|(path, _)| permission::named(path.rsplit_once('/')?.1))
        .collect()
}

/// The reach of permissions over a resource set. A permission whose kind of things the set does not hold
/// gives nothing (Okta says so of bindings).
fn within(
    state: &State,
    set: &str,
    held: &[&'static Permission],
    operation: &Operation,
) -> Option<Reach> {
    let resources = resources(state, set);
    let mut reach = Reach::default();
    let mut lets = false;
    for permission in held {
        if permission.over.is_empty() {
            lets |= permission.lets(operation);
            continue;
        }
        let Some(extent) = extent(state, &resources, permission.over) else {
            continue;
        };
        lets |= permission.lets(operation);
        if let Extent::Only(ids) = extent {
            reach.narrow(permission.over, ids);
        }
    }
    lets.then_some(reach)
}

/// How much of a collection a resource set holds.
enum Extent {
    All,
    Only(BTreeSet<String>),
}

/// The paths of the resources of a set.
fn resources(state: &State, set: &str) -> Vec<String> {
    let held = state
        .tree
        .children(&format!("/api/v1/iam/resource-sets/{set}/resources"));
    held.into_iter()
        .filter_map(|(_, resource)| Some(resource.get("path")?.as_str()?.to_owned()))
        .collect()
}

/// What the resources are of a collection; `None` where they are nothing of it.
fn extent(state: &State, resources: &[String], collection: &str) -> Option<Extent> {
    let mut found = BTreeSet::new();
    let mut any = false;
    for path in resources {
        if path == collection {
            return Some(Extent::All);
        }
        if let Some(id) = path
            .strip_prefix(collection)
            .and_then(|rest| rest.strip_prefix('/'))
        {
            match id.split_once('/') {
                None => {
                    any = true;
                    found.extend(one(state, collection, id));
                }
                // A group's people are no group.
                Some(_) => continue,
            }
        }
        if collection == USERS
            && let Some(group) = path
                .strip_prefix("/api/v1/groups/")
                .and_then(|rest| rest.strip_suffix("/users"))
        {
            any = true;
            let groups = BTreeSet::from([group.to_owned()]);
            found.extend(members(state, &groups));
        }
    }
    any.then_some(Extent::Only(found))
}

/// What a resource names: a thing by its id, or all apps of a name.
fn one(state: &State, collection: &str, id: &str) -> BTreeSet<String> {
    let of_name = |app: &Document| text(app, "name") == id;
    match collection {
        APPS if !state.tree.has(&format!("{APPS}/{id}")) => ids(state, APPS, of_name),
        _ => BTreeSet::from([id.to_owned()]),
    }
}

/// Whether what the path and the body of a call name is in reach. That Okta answers 403 rather than 404
/// to what is there and out of reach is a guess.
pub fn holds(state: &State, call: &Call<'_>, reach: &Reach) -> bool {
    if reach.is_all() {
        return true;
    }
    named(call).all(|(collection, id)| {
        let id = match collection {
            USERS => state.directory.find_user(id).map(|user| user.id.as_str()),
            GROUPS => state.directory.groups.contains_key(id).then_some(id),
            _ => place::exists(
                state,
                &format!("{collection}/{{}}"),
                &format!("{collection}/{id}"),
            )
            .then_some(id),
        };
        // What is not there is refused as not there.
        id.is_none_or(|id| reach.has(collection, id))
    }) && may_make(state, call, reach)
}

/// The things that the path of a call names, each with its collection.
fn named<'c>(call: &'c Call<'_>) -> impl Iterator<Item = (&'static str, &'c str)> {
    let parts: Vec<&str> = call.operation.path.split('/').collect();
    let mut values = call.values.iter();
    let mut found = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        if !part.starts_with('{') {
            continue;
        }
        let value = values.next().map_or("", String::as_str);
        let before = at.checked_sub(1).and_then(|at| parts.get(at));
        let collection = match (before.copied(), at) {
            (Some("users"), _) => USERS,
            (Some("groups"), _) => GROUPS,
            (Some("apps"), _) if parts.get(at - 2) != Some(&"catalog") => APPS,
            (Some("policies"), 4) => POLICIES,
            (Some("authorizationServers"), 4) => "/api/v1/authorizationServers",
            (Some("brands"), 4) => "/api/v1/brands",
            (Some("devices"), 4) => "/api/v1/devices",
            (Some("idps"), 4) => "/api/v1/idps",
            (Some("realms"), 4) => "/api/v1/realms",
            _ => continue,
        };
        found.push((collection, value));
    }
    found.into_iter()
}

/// Whether what a call makes will be in reach: people come into groups that are, anything else only where
/// all of its kind is (a guess), and apps by their name in the catalogue.
fn may_make(state: &State, call: &Call<'_>, reach: &Reach) -> bool {
    let body = || call.object().unwrap_or_default();
    match call.operation.id {
        "createUser" if !reach.has_all(USERS) => {
            let body = body();
            let groups = body.get("groupIds").and_then(Value::as_array);
            let groups: Vec<&str> = groups
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            !groups.is_empty() && groups.iter().all(|id| reach.has(GROUPS, id))
        }
        "createApplication" if !reach.has_all(APPS) => {
            let body = body();
            let like = |app: &Document| {
                let is = |name: &str| {
                    member(app, name) == member(&body, name) && !text(app, name).is_empty()
                };
                is("name") || text(&body, "name").is_empty() && is("signOnMode")
            };
            let mut kin = ids(state, APPS, like).into_iter();
            kin.any(|id| reach.has(APPS, &id))
        }
        "addGroup" => reach.has_all(GROUPS),
        id if id.starts_with("create") && call.operation.effect() != Effect::Read => {
            reach.has_all(call.operation.path)
        }
        _ => true,
    }
}
