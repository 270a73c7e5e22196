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

/// `POST /api/v1/sessions`: a session for a session token. Nobody signs in to simorg with a password, so
/// that it has given no such token, and refuses each as Okta refuses an unknown one.
pub fn create_session(_: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.object()?;
    if body
        .get("sessionToken")
        .is_none_or(serde_json::Value::is_null)
    {
        // A guess: no recording lacks it.
        let cause = "sessionToken: The field cannot be left blank";
        return Err(Refusal::invalid("sessionToken", cause));
    }
    Err(Refusal::new(401, "E0000004", "Authentication failed"))
}
