//! Agent pools: the organisation has none; updates can be planned for any.

use serde_json::Value;

use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree;

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("listAgentPools", list),
    ("getAgentPoolsUpdateSettings", settings),
    ("updateAgentPoolsUpdateSettings", settings),
    ("createAgentPoolsUpdate", create),
];

#[expect(clippy::unnecessary_wraps, reason = "every handler has this type")]
fn list(_: &mut State, _: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::ok(Value::Array(Vec::new())))
}

fn settings(_: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    Err(Refusal::not_found(call.value(0), "AppInstance"))
}

fn create(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.object()?;
    let needed = [
        ("name", "name"),
        ("agentType", "agentType"),
        ("agents", "agentList"),
    ];
    let mut missing = needed
        .into_iter()
        .filter(|(name, _)| body.get(*name).is_none_or(Value::is_null))
        .map(|(_, word)| word)
        .peekable();
    let Some(first) = missing.peek().copied() else {
        return tree::answer(state, call);
    };
    let summary = format!("Api validation failed: {first}");
    let mut refusal = Refusal::new(400, "E0000001", summary);
    for word in missing {
        refusal = refusal.because(format!("errors in the field: {word}"));
    }
    Err(refusal)
}
