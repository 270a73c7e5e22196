//! What takes a step back, where Okta has a true inverse and the tool does not say it itself.

use okta::Client;
use operations::{Method, Request, op, related};
use serde_json::Value;
use tools::Step;
use tools::api::writable;

use crate::look;

/// The request that takes a step back, from how the thing is now; `None` where there is no true inverse.
pub async fn of(step: &Step, before: &Value, okta: &Client) -> Option<Request> {
    if let Some(undo) = &step.undo {
        return Some(undo.clone());
    }
    let request = &step.request;
    if request.operation() == &op::UNASSIGN_USER_FROM_GROUP {
        return membership(request, okta).await;
    }
    let body = request.json()?;
    // What a secret was before is known to nobody.
    if tools::secret::is_wanted_by(request) {
        return None;
    }
    let is_whole = related::at(Method::Get, request.operation().path).is_some();
    if !is_whole || !before.is_object() {
        return None;
    }
    let restored = match request.operation().method {
        Method::Put => writable(request.operation(), before),
        Method::Post | Method::Patch => look::touched(before, body),
        _ => return None,
    };
    let again = request.clone().body(restored);
    let held = again.json().is_some_and(tools::withhold::holds_placeholder);
    (!held).then_some(again)
}

/// Adding somebody again takes a removal back only where no rule puts people into the group: whom a rule
/// added lands on its exclusion list.
async fn membership(request: &Request, okta: &Client) -> Option<Request> {
    let group = request.values().first()?;
    let rules = okta
        .send(&op::list_group_rules().query("limit", 200))
        .await
        .ok()?;
    let rules = rules.rows(None)?;
    let fills = |rule: &Value| {
        let groups = rule.pointer("/actions/assignUserToGroups/groupIds");
        let groups = groups.and_then(Value::as_array);
        groups.is_some_and(|groups| groups.iter().any(|id| id == group))
    };
    if rules.len() >= 200 || rules.iter().any(fills) {
        return None;
    }
    request.turned_to(&op::ASSIGN_USER_TO_GROUP)
}
