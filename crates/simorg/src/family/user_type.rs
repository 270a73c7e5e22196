//! Types of people: a new one brings a schema, and goes only when nobody is of it.

use serde_json::Value;

use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::schema;
use crate::state::{Handler, State};
use crate::tree::{self, member};

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[("createUserType", create), ("deleteUserType", delete)];

fn create(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let answer = tree::answer(state, call)?;
    let id = answer
        .body
        .as_ref()
        .and_then(|body| body.get("id")?.as_str());
    if let Some(id) = id
        && let Some(kind) = state.tree.get(&format!("{}/{id}", schema::TYPES)).cloned()
    {
        let text = |name: &str| {
            let value = member(&kind, name).and_then(Value::as_str);
            value.unwrap_or_default()
        };
        let names = (text("name"), text("displayName"));
        schema::plant(&mut state.tree, text("schema"), names, text("created"));
    }
    Ok(answer)
}

/// Okta keeps its own type, and every type that somebody is of. How it says so is a guess.
fn delete(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = match call.value(0) {
        "default" => schema::USER_TYPE.to_owned(),
        id => id.to_owned(),
    };
    let people = &state.directory.users;
    if id == schema::USER_TYPE || people.values().any(|user| user.kind == id) {
        return Err(Refusal::forbidden());
    }
    let schema = schema::of_type(&state.tree, &id).to_owned();
    let answer = tree::answer(state, call)?;
    schema::uproot(&mut state.tree, &schema);
    Ok(answer)
}
