//! Custom admin roles and their permissions.

use serde_json::Value;

use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree::{self, Document, act, place, segment, sow};

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[("createRole", create), ("deleteRole", delete)];

const ROLE: &str = "/api/v1/iam/roles/{}";
const PERMISSION: &str = "/api/v1/iam/roles/{}/permissions/{}";

/// The permissions of the body become documents of their own below the role.
fn create(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.object()?;
    let answer = tree::answer(state, call)?;
    let id = answer.body.as_ref().and_then(|body| body.get("id"));
    let id = id.and_then(Value::as_str).unwrap_or_default().to_owned();
    let asked = body.get("permissions").and_then(Value::as_array);
    for permission in asked.into_iter().flatten().filter_map(Value::as_str) {
        let path = format!("/api/v1/iam/roles/{id}/permissions/{}", segment(permission));
        sow::plant(state, &path, act::kind(PERMISSION), Document::new());
    }
    Ok(answer)
}

/// With a role go its assignments. That Okta takes them away rather than refuse is a guess.
fn delete(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = place::find(state, ROLE, "/api/v1/iam/roles", call.value(0));
    let answer = tree::answer(state, call)?;
    if let Some(id) = id {
        let roles = &mut state.directory.roles;
        roles.retain(|held| held.custom.as_ref().is_none_or(|custom| custom.role != id));
    }
    Ok(answer)
}
