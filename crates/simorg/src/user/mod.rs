//! People: what a person is, and how Okta shows one.

mod access;
mod create;
mod credential;
mod lifecycle;
mod list;
mod profile;
mod read;
mod show;
mod status;
mod update;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::directory::Directory;
use crate::refusal::Refusal;
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
    ("listUserBlocks", access::list_user_blocks),
    ("revokeUserSessions", access::revoke_user_sessions),
    ("createSession", access::create_session),
];

/// Where a person's record is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Okta itself.
    Okta,
    /// An Active Directory, which alone may change the record.
    ActiveDirectory,
    /// A directory that speaks LDAP, which alone may change the record.
    Ldap,
    /// Okta, which took the password's hash from elsewhere, or will ask for it at the first sign-in.
    Import,
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
    /// The id of the type.
    pub kind: String,
    /// The realm; `None` for the default one.
    pub realm: Option<String>,
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
}

/// The person that the path names.
///
/// # Errors
/// Okta's 404.
pub fn named<'d>(directory: &'d Directory, call: &Call<'_>) -> Result<&'d User, Refusal> {
    let key = call.value(0);
    let found = match key {
        // A service app is nobody; an API token stands for its owner.
        "me" if call.has_api_token() => directory.owner(),
        key => directory.find_user(key),
    };
    found.ok_or_else(|| Refusal::not_found(key, "User"))
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
