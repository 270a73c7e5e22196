//! Groups: what a group is, and how Okta shows one.

mod list;
mod member;
mod owner;
mod write;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::clock::whole_seconds;
use crate::directory::Directory;
use crate::look::Look;
use crate::refusal::Refusal;
use crate::state::Handler;

pub use owner::forget as forget_owner;

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("listGroups", list::list_groups),
    ("getGroup", list::get_group),
    ("addGroup", write::add_group),
    ("replaceGroup", write::replace_group),
    ("deleteGroup", write::delete_group),
    ("listGroupUsers", member::list_group_users),
    ("assignUserToGroup", member::assign_user),
    ("unassignUserFromGroup", member::unassign_user),
    ("listGroupOwners", owner::list_owners),
    ("assignGroupOwner", owner::assign_owner),
    ("deleteGroupOwner", owner::delete_owner),
];

/// Where a group's members come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// From Okta: people and rules put them in.
    Okta,
    /// From an app, such as a directory, which alone may change them.
    App,
    /// From Okta itself, by its own rule.
    BuiltIn,
}

/// A group.
#[derive(Clone, Debug)]
pub struct Group {
    /// The id.
    pub id: String,
    /// When it was made.
    pub created: Timestamp,
    /// When its profile changed last.
    pub last_updated: Timestamp,
    /// When its members changed last.
    pub last_membership_updated: Timestamp,
    /// Where its members come from.
    pub kind: Kind,
    /// The attributes; the name is always there.
    pub profile: Map<String, Value>,
    /// The app that owns it, where one does.
    pub source: Option<String>,
}

impl Kind {
    /// Okta's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Okta => "OKTA_GROUP",
            Self::App => "APP_GROUP",
            Self::BuiltIn => "BUILT_IN",
        }
    }
}

impl Group {
    /// The name.
    pub fn name(&self) -> &str {
        self.profile
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// The group as the log points at it.
    pub fn target(&self) -> Value {
        json!({
            "id": self.id,
            "type": "UserGroup",
            "alternateId": "unknown",
            "displayName": self.name(),
            "detailEntry": null,
        })
    }
}

impl Group {
    /// The group as it is shown, in lists too.
    pub fn whole(&self, look: &Look<'_>) -> Value {
        let base = look.base;
        let own = format!("{base}/api/v1/groups/{}", self.id);
        let class = match self.kind {
            Kind::App => "okta:windows_security_principal",
            _ => "okta:user_group",
        };
        let logo = |size: &str| {
            json!({
                "name": size,
                "href": format!("{base}/assets/img/logos/groups/{size}.png"),
                "type": "image/png",
            })
        };
        let mut shown = json!({
            "id": self.id,
            "created": whole_seconds(self.created),
            "lastUpdated": whole_seconds(self.last_updated),
            "lastMembershipUpdated": whole_seconds(self.last_membership_updated),
            "objectClass": [class],
            "type": self.kind.word(),
            "profile": self.profile,
        });
        let mut links = Map::new();
        links.insert("logo".to_owned(), json!([logo("medium"), logo("large")]));
        for name in ["owners", "users", "apps"] {
            // Owners came to everybody in the summer of 2025.
            if name != "owners" || look.since("2025-08") {
                let link = json!({ "href": format!("{own}/{name}") });
                links.insert(name.to_owned(), link);
            }
        }
        if let Some(shown) = shown.as_object_mut() {
            if let Some(source) = &self.source {
                shown.insert("source".to_owned(), json!({ "id": source }));
            }
            shown.insert("_links".to_owned(), Value::Object(links));
        }
        shown
    }
}

/// The group that the path names.
///
/// # Errors
/// Okta's 404.
fn named<'d>(directory: &'d Directory, call: &Call<'_>) -> Result<&'d Group, Refusal> {
    let id = call.value(0);
    directory
        .groups
        .get(id)
        .ok_or_else(|| Refusal::not_found(id, "UserGroup"))
}

/// The group of that id, where it may be changed by hand.
///
/// # Errors
/// Okta's 404. What an app or Okta itself fills is refused with E0000006, super administrator or not
/// (okta/terraform-provider-okta pull request 118); the text is not told apart from a missing role.
pub fn open_to_change<'d>(directory: &'d Directory, id: &str) -> Result<&'d Group, Refusal> {
    let group = directory
        .groups
        .get(id)
        .ok_or_else(|| Refusal::not_found(id, "UserGroup"))?;
    match group.kind {
        Kind::Okta => Ok(group),
        Kind::App | Kind::BuiltIn => Err(Refusal::forbidden()),
    }
}
