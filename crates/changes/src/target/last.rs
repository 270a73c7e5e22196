//! The last super administrator: nothing takes away their role, their account or their way in.

use okta::Client;
use operations::{Request, op};
use serde_json::Value;
use tools::{Error, Kind, Plan};

/// How many other administrators are looked at, to find one more super administrator.
const LOOKED_AT: usize = 50;

/// Who would lose what.
enum Loss<'a> {
    /// A person loses the account, or the way in.
    Person(&'a str),
    /// A person loses one assignment of a role.
    Role(&'a str, &'a str),
    /// Everybody in a group loses what the group gives.
    Group(&'a str),
    /// A person loses what a group gives.
    Membership(&'a str, &'a str),
}

fn loss(request: &Request) -> Option<Loss<'_>> {
    let [first, rest @ ..] = request.values() else {
        return None;
    };
    let second = rest.first();
    match request.operation().id {
        "deactivateUser" | "deleteUser" | "suspendUser" => Some(Loss::Person(first)),
        "unassignRoleFromUser" => Some(Loss::Role(first, second?)),
        "unassignUserFromGroup" => Some(Loss::Membership(first, second?)),
        "deleteGroup" | "unassignRoleFromGroup" => Some(Loss::Group(first)),
        _ => None,
    }
}

/// Refuses a plan after which nobody might be a super administrator.
///
/// # Errors
/// `blocked_by_policy`.
pub async fn refuse(plan: &Plan, okta: &Client) -> Result<(), Error> {
    let mut losers = Vec::new();
    let mut is_by_group = false;
    for step in &plan.steps {
        let Some(loss) = loss(&step.request) else {
            continue;
        };
        if is_super(&loss, okta).await {
            is_by_group |= matches!(loss, Loss::Group(_));
            losers.push(match loss {
                Loss::Person(id) | Loss::Role(id, _) | Loss::Membership(_, id) => id.to_owned(),
                Loss::Group(_) => String::new(),
            });
        }
    }
    if losers.is_empty() || another(&losers, is_by_group, okta).await {
        return Ok(());
    }
    Err(Error::new(
        Kind::BlockedByPolicy,
        "this takes a super administrator away, and no other active one was found; nothing was changed",
        "Make another person super administrator first, in the Okta Admin Console: Security > Administrators.",
    ))
}

async fn is_super(loss: &Loss<'_>, okta: &Client) -> bool {
    match loss {
        Loss::Person(id) => holds(&op::list_assigned_roles_for_user(id), okta, |_| true).await,
        Loss::Role(id, role) => {
            let request = op::list_assigned_roles_for_user(id);
            holds(&request, okta, |held| held["id"] == **role).await
        }
        Loss::Group(id) | Loss::Membership(id, _) => {
            holds(&op::list_group_assigned_roles(id), okta, |_| true).await
        }
    }
}

/// Whether an answer lists the role of a super administrator that fits.
async fn holds(request: &Request, okta: &Client, fits: impl Fn(&Value) -> bool) -> bool {
    if !super::is_asked_for(request.operation(), okta) {
        return false;
    }
    let Ok(answer) = okta.send(request).await else {
        return false;
    };
    let is_super = |role: &Value| role["type"] == "SUPER_ADMIN" && fits(role);
    answer
        .rows(None)
        .is_some_and(|rows| rows.iter().any(is_super))
}

/// Whether somebody else is a super administrator and active; false where that cannot be read.
async fn another(losers: &[String], is_by_group: bool, okta: &Client) -> bool {
    let list = op::list_users_with_role_assignments().query("limit", 100);
    let Ok(answer) = okta.send(&list).await else {
        return false;
    };
    let people = answer.body["value"].as_array().cloned().unwrap_or_default();
    let ids = people.iter().filter_map(|person| person["id"].as_str());
    let others = ids.filter(|id| !losers.iter().any(|loser| loser == id));
    for id in others.take(LOOKED_AT) {
        // What a group gives goes with the group.
        let stays = |role: &Value| !is_by_group || role["assignmentType"] == "USER";
        if holds(&op::list_assigned_roles_for_user(id), okta, stays).await
            && is_active(id, okta).await
        {
            return true;
        }
    }
    false
}

async fn is_active(id: &str, okta: &Client) -> bool {
    let answer = okta.send(&op::get_user(id)).await;
    answer.is_ok_and(|answer| answer.body["status"] == "ACTIVE")
}
