//! Devices: what a bad cursor is called, and the risk that an administrator sets for a person.

use crate::answer::Answer;
use crate::call::Call;
use crate::page::bad_search_cursor;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree;

/// What this family answers.
pub const HANDLERS: &[(&str, Handler)] = &[("listDevices", list), ("upsertUserRisk", put_risk)];

/// Devices are searched: a bad cursor is a bad search.
fn list(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    tree::answer(state, call).map_err(|refusal| match refusal.code {
        "E0000029" => bad_search_cursor(),
        _ => refusal,
    })
}

/// The first risk of a person is made, each one after replaces it.
fn put_risk(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = state
        .directory
        .find_user(call.value(0))
        .map(|user| user.id.clone());
    let is_new = id.is_none_or(|id| !state.tree.has(&format!("/api/v1/users/{id}/risk")));
    let mut answer = tree::answer(state, call)?;
    if is_new {
        answer.status = 201;
    }
    Ok(answer)
}
