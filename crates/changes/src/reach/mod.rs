//! How far a write reaches: who gains or loses what, as Okta says before it happens.
//!
//! What cannot be read is said to be unread; what Okta alone decides later is said to be indeterminate.

mod app;
mod group;
mod person;
mod policy;
mod read;
mod rule;

use okta::Client;
use serde_json::Value;
use tools::{Plan, Step};

use read::Reader;

/// Plans of more requests say themselves what they do.
const MOST_STEPS: usize = 3;

/// Sentences that say how far a plan reaches, each once.
pub async fn of(plan: &Plan, looks: &[Value], okta: &Client) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    if plan.steps.len() > MOST_STEPS {
        return found;
    }
    let reader = Reader { okta };
    for (number, step) in plan.steps.iter().enumerate() {
        let look = looks.get(number).unwrap_or(&Value::Null);
        for sentence in of_step(step, look, &reader).await {
            if !found.contains(&sentence) {
                found.push(sentence);
            }
        }
    }
    found
}

async fn of_step(step: &Step, look: &Value, reader: &Reader<'_>) -> Vec<String> {
    let request = &step.request;
    let values: Vec<&str> = request.values().iter().map(String::as_str).collect();
    match (request.operation().id, values.as_slice()) {
        ("assignUserToGroup", [group, ..]) => group::joined(group, reader).await,
        ("unassignUserFromGroup", [group, ..]) => group::left(group, reader).await,
        ("deleteGroup", [group]) => group::deleted(group, reader).await,
        ("assignGroupToApplication" | "unassignApplicationFromGroup", [_, group, ..]) => {
            group::members(group, reader).await
        }
        ("createGroupRule", _) => rule::made(request.json(), reader).await,
        ("activateGroupRule" | "replaceGroupRule", [rule, ..]) => rule::on(rule, reader).await,
        ("deactivateGroupRule" | "deleteGroupRule", [rule]) => rule::off(rule, reader).await,
        ("updateUser" | "replaceUser", [_, ..]) => {
            person::edited(request.json(), look, reader).await
        }
        ("suspendUser" | "deactivateUser" | "deleteUser", [person]) => {
            person::shut_out(person, look, reader).await
        }
        ("deactivateApplication" | "deleteApplication", [app]) => app::gone(app, reader).await,
        (_, [policy, ..]) if policy::is_about(request.operation()) => {
            policy::changed(policy, request.operation(), reader).await
        }
        _ => Vec::new(),
    }
}
