//! Danger by target: whether a write touches an administrator, a group that carries an admin role, our own
//! connection, or the policies that everybody depends on.

pub mod last;
mod zone;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use okta::Client;
use operations::{Effect, Family, Operation, Request, op};
use serde_json::Value;
use tools::Plan;
use tools::danger::Raised;

/// How long what is known of a target's roles is believed.
const BELIEVED: Duration = Duration::from_mins(1);
/// How many targets are remembered.
const REMEMBERED: usize = 1_000;

/// What a look at a target's roles found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Roles {
    Some,
    None,
    /// They could not be read.
    Unknown,
}

/// What is known of the roles of people and groups, for a while.
#[derive(Default)]
pub struct Targets {
    known: Mutex<HashMap<String, (Instant, Roles)>>,
}

impl Targets {
    /// What raises the effect of a plan because of what it touches.
    pub async fn raised(&self, plan: &Plan, looks: &[Value], okta: &Client) -> Vec<Raised> {
        let mut raised = Vec::new();
        for (number, step) in plan.steps.iter().enumerate() {
            if step.request.operation().effect() == Effect::Read {
                continue;
            }
            raised.extend(own_connection(&step.request, okta));
            let look = looks.get(number).unwrap_or(&Value::Null);
            raised.extend(lock_out(&step.request, look));
            raised.extend(zone::raised(&step.request, look, okta).await);
            for (kind, id) in holders(&step.request) {
                raised.extend(self.of_holder(kind, &id, okta).await);
            }
        }
        raised
    }

    async fn of_holder(&self, kind: Holder, id: &str, okta: &Client) -> Option<Raised> {
        match self.roles(kind, id, okta).await {
            Roles::None => None,
            Roles::Some => Some(Raised {
                effect: Effect::Restricted(Family::Admins),
                why: kind.why().to_owned(),
            }),
            Roles::Unknown => Some(Raised {
                effect: Effect::Destroy,
                why: kind.unknown().to_owned(),
            }),
        }
    }

    async fn roles(&self, kind: Holder, id: &str, okta: &Client) -> Roles {
        if let Some((at, roles)) = self.lock().get(id)
            && at.elapsed() < BELIEVED
        {
            return *roles;
        }
        let roles = read(&kind.request(id), okta).await;
        let mut known = self.lock();
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(id.to_owned(), (Instant::now(), roles));
        roles
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, (Instant, Roles)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who can carry admin roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holder {
    User,
    Group,
}

impl Holder {
    fn request(self, id: &str) -> Request {
        match self {
            Self::User => op::list_assigned_roles_for_user(id),
            Self::Group => op::list_group_assigned_roles(id),
        }
    }

    fn why(self) -> &'static str {
        match self {
            Self::User => "It concerns an administrator.",
            Self::Group => "It concerns a group that carries an admin role.",
        }
    }

    fn unknown(self) -> &'static str {
        match self {
            Self::User => {
                "Whether the person is an administrator could not be read (the scope okta.roles.read, and an admin role that may)."
            }
            Self::Group => {
                "Whether the group carries an admin role could not be read (the scope okta.roles.read, and an admin role that may)."
            }
        }
    }
}

/// Whether the scopes of an operation are among those asked for.
pub fn is_asked_for(operation: &Operation, okta: &Client) -> bool {
    let asked = &okta.settings().scopes;
    let covered = |scope: &&str| okta::covers(asked.iter().map(String::as_str), scope);
    operation.scopes.iter().all(covered)
}

async fn read(request: &Request, okta: &Client) -> Roles {
    if !is_asked_for(request.operation(), okta) {
        return Roles::Unknown;
    }
    match okta.send(request).await {
        Ok(answer) => match answer.rows(None) {
            Some(rows) if rows.is_empty() => Roles::None,
            Some(_) => Roles::Some,
            None => Roles::Unknown,
        },
        Err(_) => Roles::Unknown,
    }
}

/// The people and groups in the path of a request.
fn holders(request: &Request) -> Vec<(Holder, String)> {
    let operation = request.operation();
    let named = operation.placeholders().zip(request.values());
    named
        .filter_map(|(name, value)| Some((holder(operation, name)?, value.clone())))
        .collect()
}

fn holder(operation: &Operation, placeholder: &str) -> Option<Holder> {
    let is_after = |segment: &str| {
        operation
            .path
            .contains(&format!("{segment}/{{{placeholder}}}"))
    };
    if is_after("/users") {
        return Some(Holder::User);
    }
    is_after("/groups").then_some(Holder::Group)
}

/// A write on the app by which we are signed in.
fn own_connection(request: &Request, okta: &Client) -> Option<Raised> {
    let path = request.operation().path;
    let is_app = path.starts_with("/api/v1/apps/{") || path.starts_with("/oauth2/v1/clients/{");
    let own = request.values().first() == Some(&okta.settings().client_id);
    (is_app && own).then(|| Raised {
        effect: Effect::Restricted(Family::OwnConnection),
        why: "It concerns the app by which this program is signed in.".to_owned(),
    })
}

/// A write on a policy that Okta made itself, or on the one of the Admin Console.
fn lock_out(request: &Request, look: &Value) -> Option<Raised> {
    if !request
        .operation()
        .path
        .starts_with("/api/v1/policies/{policyId}")
    {
        return None;
    }
    let is_system = look.get("system") == Some(&Value::Bool(true));
    let name = look.get("name").and_then(Value::as_str).unwrap_or_default();
    let is_console = name.contains("Okta Admin Console");
    (is_system || is_console).then(|| Raised {
        effect: Effect::Restricted(Family::LockOut),
        why: "It concerns a default policy, or that of the Admin Console: everybody may be locked out.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_people_and_groups_of_a_path_are_found() {
        let found = holders(&op::assign_user_to_group("00g1", "00u1"));
        assert_eq!(
            found,
            [
                (Holder::Group, "00g1".to_owned()),
                (Holder::User, "00u1".to_owned())
            ]
        );
        assert_eq!(
            holders(&op::delete_user("00u1")),
            [(Holder::User, "00u1".to_owned())]
        );
        assert_eq!(holders(&op::delete_policy("rst1")), []);
    }
}
