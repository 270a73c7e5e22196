//! The refresh tokens of an application: nobody signs in here, so that there are none.

use super::{named, text};
use crate::answer::Answer;
use crate::call::Call;
use crate::page::Page;
use crate::refusal::Refusal;
use crate::state::State;

/// `GET /api/v1/apps/{appId}/tokens`
pub fn list(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    named(state, call)?;
    let page = Page {
        rows: Vec::new(),
        limit: 20,
        next: None,
        silent: &[],
    };
    Ok(page.answer(&call.without(&["expand"])))
}

/// `GET` and `DELETE /api/v1/apps/{appId}/tokens/{tokenId}`
pub fn missing(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let both = format!("{}.{}", text(&app, "id"), call.value(1));
    Err(Refusal::not_found(&both, "OAuth2RefreshTokenTx"))
}
