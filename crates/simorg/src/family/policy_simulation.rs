//! Which policies would apply to a person in an app; conditions are not weighed.

use serde_json::{Value, json};

use super::app;
use super::policy::{POLICIES, TYPES, is_ranked, rules_of, text};
use super::rank;
use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree::Document;

/// What this family answers.
pub const HANDLERS: &[(&str, Handler)] = &[("createPolicySimulation", simulate)];

/// Of each type asked for the first active policy with an active rule, and that rule.
fn simulate(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let bytes = call.arrival.body.as_deref().unwrap_or_default();
    let Ok(Value::Array(asked)) = serde_json::from_slice(bytes) else {
        return Err(Refusal::malformed());
    };
    let all: Vec<Value> = TYPES.iter().map(|(kind, _)| Value::from(*kind)).collect();
    let mut evaluation = Vec::new();
    for one in &asked {
        let app = app_of(one).ok_or_else(Refusal::malformed)?;
        let kinds = one.get("policyTypes").and_then(Value::as_array);
        for kind in kinds.unwrap_or(&all).iter().filter_map(Value::as_str) {
            evaluation.push(evaluated(state, app, kind));
        }
    }
    Ok(Answer::ok(json!([{ "evaluation": evaluation }])))
}

/// The app that is asked about. People are named with their groups; without these the recordings refuse.
fn app_of(one: &Value) -> Option<&str> {
    let is_person = one.pointer("/policyContext/user").is_some();
    let has_groups = one.pointer("/policyContext/groups/ids").is_some();
    one.get("appInstance")?
        .as_str()
        .filter(|_| has_groups || !is_person)
}

/// The policies of a type that could apply: all in their order, or the app's own.
fn candidates(state: &State, app: &str, kind: &str) -> Vec<(String, Document)> {
    let own = app::policy_of(state, app, kind);
    let mut policies: Vec<(String, Document)> = state
        .tree
        .children(POLICIES)
        .into_iter()
        .filter(|(_, policy)| text(policy, "type") == kind && text(policy, "status") == "ACTIVE")
        .filter(|(_, policy)| is_ranked(kind) || own.as_deref() == Some(text(policy, "id")))
        .map(|(path, policy)| (path.to_owned(), policy.clone()))
        .collect();
    policies.sort_by_key(|(_, policy)| rank::of(policy));
    policies
}

fn evaluated(state: &State, app: &str, kind: &str) -> Value {
    let rule = |path: &str| {
        let mut rules = rules_of(state, path).into_iter();
        rules.find(|(_, rule)| text(rule, "status") == "ACTIVE")
    };
    let found = candidates(state, app, kind)
        .into_iter()
        .find_map(|(path, policy)| rule(&path).map(|(_, rule)| (policy, rule)));
    let policies: Vec<Value> = found
        .iter()
        .map(|(policy, rule)| {
            let mut policy = named(policy);
            policy["rules"] = json!([named(rule)]);
            policy
        })
        .collect();
    json!({
        "policyType": [kind],
        "status": if policies.is_empty() { "NOT_MATCH" } else { "MATCH" },
        "result": { "policies": policies },
        "undefined": { "policies": [] },
        "evaluated": { "policies": [] },
    })
}

fn named(document: &Document) -> Value {
    json!({
        "id": document.get("id"),
        "name": document.get("name"),
        "status": "MATCH",
        "conditions": [],
    })
}
