//! Admin roles: who has which, over what, and how they are given and taken.

pub mod assign;
pub mod label;
mod permission;
pub mod reach;
mod target;
mod view;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::clock::whole_seconds;
use crate::page::Rendered;
use crate::state::Handler;

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("listAssignedRolesForUser", assign::list_of_user),
    ("listGroupAssignedRoles", assign::list),
    ("listRolesForClient", assign::list),
    ("listUsersWithRoleAssignments", assign::list_assignees),
    ("assignRoleToUser", assign::assign),
    ("assignRoleToGroup", assign::assign),
    ("assignRoleToClient", assign::assign),
    ("getUserAssignedRole", assign::show),
    ("getGroupAssignedRole", assign::show),
    ("retrieveClientRole", assign::show),
    ("unassignRoleFromUser", assign::take),
    ("unassignRoleFromGroup", assign::take),
    ("deleteRoleFromClient", assign::take),
    ("listGroupTargetsForRole", target::list_groups),
    ("listGroupTargetsForGroupRole", target::list_groups),
    ("listGroupTargetRoleForClient", target::list_groups),
    (
        "listApplicationTargetsForApplicationAdministratorRoleForUser",
        target::list_apps,
    ),
    (
        "listApplicationTargetsForApplicationAdministratorRoleForGroup",
        target::list_apps,
    ),
    ("listAppTargetRoleToClient", target::list_apps),
    ("getRoleTargetsByUserIdAndRoleId", target::list_all),
    ("assignGroupTargetToUserRole", target::add_group),
    ("assignGroupTargetToGroupAdminRole", target::add_group),
    ("assignGroupTargetRoleForClient", target::add_group),
    ("unassignGroupTargetFromUserAdminRole", target::remove_group),
    (
        "unassignGroupTargetFromGroupAdminRole",
        target::remove_group,
    ),
    ("removeGroupTargetRoleFromClient", target::remove_group),
    ("assignAllAppsAsTargetToRoleForUser", target::widen),
    ("assignAppTargetToAdminRoleForUser", target::add_app),
    ("assignAppTargetToAdminRoleForGroup", target::add_app),
    ("assignAppTargetRoleToClient", target::add_app),
    (
        "unassignAppTargetFromAppAdminRoleForUser",
        target::remove_app,
    ),
    ("unassignAppTargetToAdminRoleForGroup", target::remove_app),
    ("removeAppTargetRoleFromClient", target::remove_app),
    (
        "assignAppInstanceTargetToAppAdminRoleForUser",
        target::add_app,
    ),
    (
        "assignAppInstanceTargetToAppAdminRoleForGroup",
        target::add_app,
    ),
    ("assignAppTargetInstanceRoleForClient", target::add_app),
    (
        "unassignAppInstanceTargetFromAdminRoleForUser",
        target::remove_app,
    ),
    (
        "unassignAppInstanceTargetToAppAdminRoleForGroup",
        target::remove_app,
    ),
    ("removeAppTargetInstanceRoleForClient", target::remove_app),
];

/// To what a role is assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assignee {
    /// A person.
    User,
    /// A group.
    Group,
    /// A service app.
    Client,
}

impl Assignee {
    /// Okta's word, and where the assignee is found.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::User => ("USER", "/api/v1/users"),
            Self::Group => ("GROUP", "/api/v1/groups"),
            Self::Client => ("CLIENT", "/oauth2/v1/clients"),
        }
    }
}

/// What a role is narrowed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A group, by its id.
    Group(String),
    /// All apps of a name in the catalogue.
    Catalog(String),
    /// One app, by its id.
    App(String),
}

/// The custom role and the resource set of an assignment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Custom {
    /// The id of the role.
    pub role: String,
    /// Its name.
    pub label: String,
    /// The id of the resource set.
    pub set: String,
}

/// A role that somebody has.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// The id, unique for its assignee.
    pub id: String,
    /// The id of the person, group or service app.
    pub assignee: String,
    /// What the assignee is.
    pub to: Assignee,
    /// Okta's role type.
    pub role: String,
    /// Which role it is, where the type is `CUSTOM`.
    pub custom: Option<Custom>,
    /// Since when.
    pub created: Timestamp,
    /// When it changed last.
    pub updated: Timestamp,
    /// What it is narrowed to; nothing means that it holds for all.
    pub targets: Vec<Target>,
}

impl Assignment {
    /// A standard role that somebody has from the start.
    pub fn seeded(assignee: String, to: Assignee, role: &str, since: Timestamp) -> Self {
        Self {
            id: label::seeded_id(role, to, &assignee),
            assignee,
            to,
            role: role.to_owned(),
            custom: None,
            created: since,
            updated: since,
            targets: Vec::new(),
        }
    }
}

impl Rendered for Assignment {
    fn whole(&self, base: &str) -> Value {
        let (word, place) = self.to.words();
        let name = match &self.custom {
            Some(custom) => custom.label.as_str(),
            None => label::name(&self.role),
        };
        let mut shown = json!({
            "id": self.id,
            "label": name,
            "type": self.role,
            "status": "ACTIVE",
            "created": whole_seconds(self.created),
            "lastUpdated": whole_seconds(self.updated),
            "assignmentType": word,
        });
        let mut links = Map::new();
        if let (Some(custom), Some(shown)) = (&self.custom, shown.as_object_mut()) {
            shown.insert("resource-set".to_owned(), json!(custom.set));
            shown.insert("role".to_owned(), json!(custom.role));
            links = custom_links(base, &self.id, custom);
        }
        let assignee = format!("{base}{place}/{}", self.assignee);
        links.insert("assignee".to_owned(), json!({ "href": assignee }));
        if let Some(shown) = shown.as_object_mut() {
            shown.insert("_links".to_owned(), Value::Object(links));
        }
        shown
    }
}

fn custom_links(base: &str, id: &str, custom: &Custom) -> Map<String, Value> {
    let role = format!("{base}/api/v1/iam/roles/{}", custom.role);
    let set = format!("{base}/api/v1/iam/resource-sets/{}", custom.set);
    let member = format!("{set}/bindings/{}/members/{id}", custom.role);
    [
        ("role", role.clone()),
        ("resource-set", set),
        ("permissions", format!("{role}/permissions")),
        ("member", member),
    ]
    .into_iter()
    .map(|(name, href)| (name.to_owned(), json!({ "href": href })))
    .collect()
}
