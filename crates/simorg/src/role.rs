//! Admin roles: who has which. Read only, in this storey.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::metadata::ORGANIZATION;
use crate::page::Rendered;
use crate::refusal::Refusal;
use crate::state::{Handler, State};

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("listAssignedRolesForUser", list_user_roles),
    ("listGroupAssignedRoles", list_group_roles),
    ("listUsersWithRoleAssignments", list_assignees),
    ("listRolesForClient", list_client_roles),
];

/// To what a role is assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assignee {
    /// A person.
    User,
    /// A group.
    Group,
    /// The service app.
    Client,
}

/// A role that somebody has.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// The id of the person or group.
    pub assignee: String,
    /// What the assignee is.
    pub to: Assignee,
    /// Okta's role type.
    pub role: String,
    /// Since when.
    pub created: Timestamp,
}

impl Assignment {
    /// The id: the role type in base 32 for a person (recorded so), an id of its own for the others.
    fn id(&self) -> String {
        match self.to {
            Assignee::User | Assignee::Client => base32(&self.role),
            Assignee::Group => self.assignee.replacen("00g", "gra", 1),
        }
    }
}

impl Rendered for Assignment {
    fn whole(&self, base: &str) -> Value {
        let (word, place) = match self.to {
            Assignee::User => ("USER", "api/v1/users"),
            Assignee::Group => ("GROUP", "api/v1/groups"),
            Assignee::Client => ("CLIENT", "oauth2/v1/clients"),
        };
        json!({
            "id": self.id(),
            "label": label(&self.role),
            "type": self.role,
            "status": "ACTIVE",
            "created": whole_seconds(self.created),
            "lastUpdated": whole_seconds(self.created),
            "assignmentType": word,
            "_links": { "assignee": { "href": format!("{base}/{place}/{}", self.assignee) } },
        })
    }
}

/// A person's own roles, and those of their groups.
fn list_user_roles(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = crate::user::named(&state.directory, call)?;
    let directory = &state.directory;
    let rows: Vec<Value> = directory
        .roles
        .iter()
        .filter(|role| match role.to {
            Assignee::User => role.assignee == user.id,
            Assignee::Group => directory.is_member(&role.assignee, &user.id),
            Assignee::Client => false,
        })
        .map(|role| role.row(call.base()))
        .collect();
    Ok(Answer::ok(Value::Array(rows)))
}

fn list_group_roles(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = call.value(0);
    if !state.directory.groups.contains_key(id) {
        return Err(Refusal::not_found(id, "UserGroup"));
    }
    let rows: Vec<Value> = state
        .directory
        .roles
        .iter()
        .filter(|role| role.assignee == id)
        .map(|role| role.row(call.base()))
        .collect();
    Ok(Answer::ok(Value::Array(rows)))
}

#[expect(clippy::unnecessary_wraps, reason = "every handler has this type")]
fn list_assignees(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let directory = &state.directory;
    let mut ids = BTreeSet::new();
    for role in &directory.roles {
        match role.to {
            Assignee::User => {
                ids.insert(role.assignee.clone());
            }
            Assignee::Group => {
                ids.extend(
                    directory
                        .members
                        .get(&role.assignee)
                        .into_iter()
                        .flatten()
                        .cloned(),
                );
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

fn list_client_roles(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = call.value(0);
    let app = &state.access.app;
    if id != app.client_id {
        return Err(Refusal::not_found(id, "PublicClientApp"));
    }
    let rows: Vec<Value> = app
        .role
        .iter()
        .map(|role| Assignment {
            assignee: app.client_id.clone(),
            to: Assignee::Client,
            role: role.clone(),
            created: crate::seed::birth(),
        })
        .map(|role| role.row(call.base()))
        .collect();
    Ok(Answer::ok(Value::Array(rows)))
}

fn label(role: &str) -> String {
    let words: Vec<String> = role
        .split('_')
        .map(|word| {
            let mut letters = word.chars();
            let first: String = letters.by_ref().take(1).collect();
            format!("{first}{}", letters.as_str().to_lowercase())
        })
        .collect();
    match role {
        "SUPER_ADMIN" => "Super Administrator".to_owned(),
        "ORG_ADMIN" => "Organization Administrator".to_owned(),
        "USER_ADMIN" => "Group Administrator".to_owned(),
        "HELP_DESK_ADMIN" => "Help Desk Administrator".to_owned(),
        _ => words.join(" ").replace("Admin", "Administrator"),
    }
}

/// Base 32 without padding (RFC 4648).
fn base32(text: &str) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut coded = String::new();
    let (mut held, mut bits) = (0_u32, 0);
    for byte in text.bytes() {
        held = (held << 8) | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            let at = (held >> bits) as usize & 31;
            coded.push(LETTERS.get(at).map_or('A', |letter| char::from(*letter)));
        }
        held &= 0xFF;
    }
    if bits > 0 {
        let at = (held << (5 - bits)) as usize & 31;
        coded.push(LETTERS.get(at).map_or('A', |letter| char::from(*letter)));
    }
    coded
}

#[cfg(test)]
mod tests {
    use super::base32;

    #[test]
    fn the_id_of_a_role_is_its_type_in_base_32() {
        assert_eq!(base32("USER_ADMIN"), "KVJUKUS7IFCE2SKO");
        assert_eq!(base32("APP_ADMIN"), "IFIFAX2BIRGUSTQ");
    }
}
