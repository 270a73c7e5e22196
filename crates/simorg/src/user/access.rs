//! What a person has: groups, apps, sessions.

use serde_json::json;

use super::named;
use crate::answer::Answer;
use crate::call::Call;
use crate::look::Look;
use crate::page::Page;
use crate::refusal::Refusal;
use crate::state::State;

/// `GET /api/v1/users/{id}/groups`: all of them, under a link that shows a limit of 200.
pub fn list_user_groups(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = named(&state.directory, call)?;
    let look = Look::of(state, call);
    let rows = state
        .directory
        .groups_of(&user.id)
        .map(|group| group.whole(&look))
        .collect();
    Ok(Page {
        rows,
        limit: 200,
        next: None,
        silent: &[],
    }
    .answer(call))
}

/// `GET /api/v1/users/{id}/blocks`: nobody is blocked from unknown devices here.
pub fn list_user_blocks(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    named(&state.directory, call)?;
    Ok(Answer::ok(json!([])))
}

/// `DELETE /api/v1/users/{id}/sessions`
pub fn revoke_user_sessions(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let target = named(&state.directory, call)?.target();
    call.query.flag("oauthTokens")?;
    call.query.flag("forgetDevices")?;
    state.note(call, "user.session.clear", &[target]);
    Ok(Answer::empty(204))
}
