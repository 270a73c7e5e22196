//! Devices: what a bad cursor is called.

use crate::answer::Answer;
use crate::call::Call;
use crate::page::bad_search_cursor;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree;

/// What this family answers.
pub const HANDLERS: &[(&str, Handler)] = &[("listDevices", list)];

/// Devices are searched: a bad cursor is a bad search.
fn list(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    tree::answer(state, call).map_err(|refusal| match refusal.code {
        "E0000029" => bad_search_cursor(),
        _ => refusal,
    })
}
