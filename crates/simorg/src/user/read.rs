//! One person.

use crate::answer::Answer;
use crate::call::Call;
use crate::page::Rendered as _;
use crate::refusal::Refusal;
use crate::state::State;

/// `GET /api/v1/users/{id}`: by id, login, or a short login that only one person has.
pub fn get_user(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = super::named(&state.directory, call)?;
    let version = user.version();
    Ok(Answer::ok(user.whole(call.base())).with("etag", version))
}
