//! Groups of identity sources: who is in them, by the ids that the source gives.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree::{Document, place};

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("getIdentitySourceGroupMemberships", list),
    ("createIdentitySourceGroupsMemberships", add),
    ("deleteIdentitySourceGroupMemberships", remove),
];

const GROUP: &str = "/api/v1/identity-sources/{}/groups/{}";
const MEMBERS: &str = "memberExternalIds";

/// Where the members of the group stand. A group that came with an import is not known by its id.
fn place(state: &State, call: &Call<'_>) -> String {
    let groups = format!("/api/v1/identity-sources/{}/groups", call.value(0));
    let asked = call.value(1);
    let id = place::find(state, GROUP, &groups, asked).unwrap_or_else(|| asked.to_owned());
    format!("{groups}/{id}/membership")
}

fn members(state: &State, path: &str) -> Vec<Value> {
    let held = state.tree.get(path).and_then(|held| held.get(MEMBERS));
    held.and_then(Value::as_array).cloned().unwrap_or_default()
}

fn keep(state: &mut State, path: &str, members: Vec<Value>) {
    let mut document = Document::new();
    document.insert(MEMBERS.to_owned(), Value::Array(members));
    state.tree.put(path, document);
}

#[expect(clippy::unnecessary_wraps, reason = "every handler has this type")]
fn list(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let path = place(state, call);
    Ok(Answer::ok(json!({ MEMBERS: members(state, &path) })))
}

fn add(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.object()?;
    let path = place(state, call);
    let mut held = members(state, &path);
    let added = body.get(MEMBERS).and_then(Value::as_array);
    for member in added.into_iter().flatten() {
        if !held.contains(member) {
            held.push(member.clone());
        }
    }
    keep(state, &path, held);
    Ok(Answer::empty(204))
}

fn remove(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let path = place(state, call);
    let gone = call.value(2);
    let mut held = members(state, &path);
    let before = held.len();
    held.retain(|member| member != gone);
    if held.len() == before {
        return Err(Refusal::not_found(gone, "IdentitySourceUser"));
    }
    keep(state, &path, held);
    Ok(Answer::empty(204))
}
