//! Which policies an application follows.

use serde_json::Value;

use super::{APPS, named, path, text};
use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::State;
use crate::tree::{Document, member};

/// The policy that an application follows: the one it was given, or the organisation's default one.
pub fn of(state: &State, app: &str, kind: &str) -> Option<String> {
    let given = state.tree.children(&format!("{}/policies", path(app)));
    let mut given = given
        .into_iter()
        .filter(|(_, held)| text(held, "type") == kind);
    if let Some((at, _)) = given.next() {
        return at.rsplit_once('/').map(|(_, id)| id.to_owned());
    }
    let policies = state.tree.children("/api/v1/policies");
    let mut fitting = policies
        .iter()
        .filter(|(_, policy)| text(policy, "type") == kind);
    let is_default = |policy: &Document| member(policy, "system") == Some(&Value::Bool(true));
    let first = fitting.clone().next();
    fitting
        .find(|(_, policy)| is_default(policy))
        .or(first)
        .and_then(|(at, _)| at.rsplit_once('/').map(|(_, id)| id.to_owned()))
}

/// `PUT /api/v1/apps/{appId}/policies/{policyId}`
pub fn assign(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let asked = call.value(1);
    let policy = state.tree.get(&format!("/api/v1/policies/{asked}"));
    let Some(kind) = policy.map(|policy| text(policy, "type").to_owned()) else {
        return Err(Refusal::not_found(asked, "Policy"));
    };
    if !["ACCESS_POLICY", "PROFILE_ENROLLMENT"].contains(&kind.as_str()) {
        // That only these two belong to applications is Okta's; the wording is a guess.
        let cause = "The policy type is not supported for applications.";
        return Err(Refusal::invalid("Policy", cause));
    }
    let collection = format!("{APPS}/{}/policies", text(&app, "id"));
    let held: Vec<String> = state
        .tree
        .children(&collection)
        .into_iter()
        .filter(|(_, held)| text(held, "type") == kind)
        .map(|(at, _)| at.to_owned())
        .collect();
    for at in held {
        state.tree.uproot(&at);
    }
    let mut link = Document::new();
    link.insert("type".to_owned(), Value::from(kind));
    state.tree.put(&format!("{collection}/{asked}"), link);
    Ok(Answer::empty(204))
}

/// Where a picture of that name lies.
pub fn logo(base: &str, file: &str) -> String {
    format!("{base}/fs/bco/4/{file}")
}
