//! Keys of hooks, found by the id of the key itself.

use serde_json::Value;

use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::{Handler, State};

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[("getPublicKey", public_key)];

fn public_key(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let asked = call.value(0);
    let held = state.tree.children("/api/v1/hook-keys");
    let found = held
        .into_iter()
        .find(|(_, key)| key.get("keyId").is_some_and(|id| id == asked))
        .and_then(|(_, key)| key.get("_embedded").cloned());
    let key: Value = found.ok_or_else(|| Refusal::not_found(asked, "HookKey"))?;
    Ok(Answer::ok(key))
}
