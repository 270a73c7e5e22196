//! One person.

use crate::answer::Answer;
use crate::call::Call;
use crate::look::Look;
use crate::refusal::Refusal;
use crate::state::State;

/// `GET /api/v1/users/{id}`: by id, login, or a short login that only one person has.
pub fn get_user(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = super::named(&state.directory, call)?;
    let look = Look::of(state, call);
    let version = user.version(&look);
    Ok(Answer::ok(user.whole(&look)).with("etag", version))
}
