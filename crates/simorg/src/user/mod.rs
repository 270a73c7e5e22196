//! People: what a person is, and how Okta shows one.

mod access;
mod create;
mod credential;
mod lifecycle;
mod list;
mod profile;
mod read;
mod status;
mod update;

use std::fmt::Write as _;

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use crate::call::Call;
use crate::clock::whole_seconds;
use crate::directory::Directory;
use crate::page::Rendered;
use crate::refusal::Refusal;
use crate::schema::{USER_SCHEMA, USER_TYPE};
use crate::state::Handler;

pub use credential::Secret;
pub use list::{Direction, ordered, refuse};
pub use status::Status;

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("listUsers", list::list_users),
    ("getUser", read::get_user),
    ("createUser", create::create_user),
    ("updateUser", update::update_user),
    ("replaceUser", update::replace_user),
    ("deleteUser", lifecycle::delete_user),
    ("activateUser", lifecycle::activate_user),
    ("reactivateUser", lifecycle::reactivate_user),
    ("deactivateUser", lifecycle::deactivate_user),
    ("suspendUser", lifecycle::suspend_user),
    ("unsuspendUser", lifecycle::unsuspend_user),
    ("unlockUser", lifecycle::unlock_user),
    ("resetFactors", lifecycle::reset_factors),
    ("expirePassword", credential::expire_password),
    (
        "expirePasswordWithTempPassword",
        credential::expire_password_with_temp,
    ),
    ("resetPassword", credential::reset_password),
    ("forgotPassword", credential::forgot_password),
    ("changePassword", credential::change_password),
    (
        "changeRecoveryQuestion",
        credential::change_recovery_question,
    ),
    ("listUserGroups", access::list_user_groups),
    ("listAppLinks", access::list_app_links),
    ("listUserBlocks", access::list_user_blocks),
    ("revokeUserSessions", access::revoke_user_sessions),
];

/// Where a person's record is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Okta itself.
    Okta,
    /// An Active Directory, which alone may change the record.
    ActiveDirectory,
    /// Okta; another organisation says who the person is.
    Federation,
    /// Okta; a social network says who the person is.
    Social,
}

/// A person.
#[derive(Clone, Debug)]
pub struct User {
    /// The id.
    pub id: String,
    /// The status.
    pub status: Status,
    /// When the record was made.
    pub created: Timestamp,
    /// When it was activated last.
    pub activated: Option<Timestamp>,
    /// When the status changed last.
    pub status_changed: Option<Timestamp>,
    /// When the person signed in last.
    pub last_login: Option<Timestamp>,
    /// When the record changed last.
    pub last_updated: Timestamp,
    /// When the password changed last.
    pub password_changed: Option<Timestamp>,
    /// The attributes, by name; never null.
    pub profile: Map<String, Value>,
    /// The password. Okta keeps a hash; an organisation in a test keeps what a test typed.
    pub password: Option<Secret>,
    /// The recovery question and its answer.
    pub question: Option<(String, Secret)>,
    /// Where the record is kept.
    pub source: Source,
}

impl User {
    /// The login.
    pub fn login(&self) -> &str {
        self.text("login")
    }

    /// First and last name.
    pub fn name(&self) -> String {
        format!("{} {}", self.text("firstName"), self.text("lastName"))
    }

    /// A text of the profile, empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.profile
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// Moves the person to a status.
    pub fn become_status(&mut self, status: Status, now: Timestamp) {
        self.status = status;
        self.status_changed = Some(now);
        self.last_updated = now;
    }

    /// The record's version, as the `ETag` shows it.
    pub fn version(&self) -> String {
        let digest = Sha256::digest(self.body().to_string().as_bytes());
        let hex = digest.iter().take(31).fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        format!("W/\"{hex}\"")
    }

    /// The person as the log points at them.
    pub fn target(&self) -> Value {
        json!({
            "id": self.id,
            "type": "User",
            "alternateId": self.login(),
            "displayName": self.name(),
            "detailEntry": null,
        })
    }

    /// The credentials, without what they are.
    pub fn credentials(&self) -> Value {
        let mut shown = Map::new();
        if self.password.is_some() {
            shown.insert("password".to_owned(), json!({}));
        }
        if let Some((question, _)) = &self.question {
            shown.insert(
                "recovery_question".to_owned(),
                json!({ "question": question }),
            );
        }
        if self.password.is_some() {
            let email = json!({
                "value": self.text("email"), "status": "VERIFIED", "type": "PRIMARY"
            });
            shown.insert("emails".to_owned(), json!([email]));
        }
        shown.insert("provider".to_owned(), self.source.provider());
        Value::Object(shown)
    }

    /// Everything but the links, in the recorded order of keys.
    fn body(&self) -> Value {
        let time = |time: Option<Timestamp>| time.map(whole_seconds);
        json!({
            "id": self.id,
            "status": self.status.word(),
            "created": whole_seconds(self.created),
            "activated": time(self.activated),
            "statusChanged": time(self.status_changed),
            "lastLogin": time(self.last_login),
            "lastUpdated": whole_seconds(self.last_updated),
            "passwordChanged": time(self.password_changed),
            "type": { "id": USER_TYPE },
            "profile": self.shown_profile(),
            "credentials": self.credentials(),
        })
    }

    /// The profile in the recorded order: the name first, login and e-mail last, and two attributes
    /// that are there even when they are null.
    fn shown_profile(&self) -> Value {
        let ends = [
            "firstName",
            "lastName",
            "mobilePhone",
            "secondEmail",
            "login",
            "email",
        ];
        let mut shown = Map::new();
        let get = |name: &str| self.profile.get(name).cloned().unwrap_or(Value::Null);
        for name in &ends[..3] {
            shown.insert((*name).to_owned(), get(name));
        }
        for (name, value) in &self.profile {
            if !ends.contains(&name.as_str()) {
                shown.insert(name.clone(), value.clone());
            }
        }
        for name in &ends[3..] {
            shown.insert((*name).to_owned(), get(name));
        }
        Value::Object(shown)
    }
}

impl Rendered for User {
    fn whole(&self, base: &str) -> Value {
        with_links(self.body(), self.links(base))
    }

    fn row(&self, base: &str) -> Value {
        let own = json!({ "self": { "href": format!("{base}/api/v1/users/{}", self.id) } });
        with_links(self.body(), own)
    }
}

impl User {
    /// The links of a person by themselves: which there are follows the status.
    fn links(&self, base: &str) -> Value {
        let own = format!("{base}/api/v1/users/{}", self.id);
        let mut links = Map::new();
        for name in self.status.links() {
            let link = match *name {
                "schema" => {
                    json!({ "href": format!("{base}/api/v1/meta/schemas/user/{USER_SCHEMA}") })
                }
                "type" => json!({ "href": format!("{base}/api/v1/meta/types/user/{USER_TYPE}") }),
                "self" => json!({ "href": own }),
                "delete" => json!({ "href": own, "method": "DELETE" }),
                name => {
                    json!({ "href": format!("{own}/{}", status::step(name)), "method": "POST" })
                }
            };
            links.insert((*name).to_owned(), link);
        }
        Value::Object(links)
    }
}

fn with_links(mut body: Value, links: Value) -> Value {
    if let Some(body) = body.as_object_mut() {
        body.insert("_links".to_owned(), links);
    }
    body
}

impl Source {
    fn provider(self) -> Value {
        match self {
            Self::Okta => json!({ "type": "OKTA", "name": "OKTA" }),
            Self::Federation => json!({ "type": "FEDERATION", "name": "FEDERATION" }),
            Self::Social => json!({ "type": "SOCIAL", "name": "SOCIAL" }),
            Self::ActiveDirectory => {
                json!({ "type": "ACTIVE_DIRECTORY", "name": "corp.acme.example" })
            }
        }
    }
}

/// The person that the path names.
///
/// # Errors
/// Okta's 404.
pub fn named<'d>(directory: &'d Directory, call: &Call<'_>) -> Result<&'d User, Refusal> {
    let key = call.value(0);
    directory
        .find_user(key)
        .ok_or_else(|| Refusal::not_found(key, "User"))
}

/// The id of the person that the path names.
///
/// # Errors
/// Okta's 404.
fn named_id(directory: &Directory, call: &Call<'_>) -> Result<String, Refusal> {
    named(directory, call).map(|user| user.id.clone())
}

/// The person of that id, to be changed.
///
/// # Errors
/// Okta's 404, where somebody deleted them in between.
fn changing<'d>(directory: &'d mut Directory, id: &str) -> Result<&'d mut User, Refusal> {
    directory
        .users
        .get_mut(id)
        .ok_or_else(|| Refusal::not_found(id, "User"))
}
