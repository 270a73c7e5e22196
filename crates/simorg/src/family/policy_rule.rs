//! The rules of policies: their type follows the policy's, their priorities make one row.

use operations::operation::Method;
use serde_json::Value;

use super::policy::{POLICIES, is_ranked};
use super::rank;
use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::settings::Edition;
use crate::state::{Handler, State};
use crate::tree::rule::View;
use crate::tree::{self, Document, check, show};

/// What this family answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("createPolicyRule", create),
    ("replacePolicyRule", replace),
    ("deletePolicyRule", delete),
];

/// The types of policies that have the organisation's own rules and no others.
const CLOSED: [&str; 4] = [
    "PROFILE_ENROLLMENT",
    "POST_AUTH_SESSION",
    "CLIENT_UPDATE",
    "IDENTITY_CLAIM_SOURCING",
];

/// The type that the rules of a policy have.
fn rule_type(policy: &str) -> &str {
    match policy {
        "OKTA_SIGN_ON" => "SIGN_ON",
        other => other,
    }
}

fn policy_type(state: &State, call: &Call<'_>) -> Option<String> {
    let policy = state.tree.get(&format!("{POLICIES}/{}", call.value(0)))?;
    policy.get("type")?.as_str().map(str::to_owned)
}

fn create(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let Some(kind) = policy_type(state, call) else {
        return tree::answer(state, call);
    };
    let mut body = check::body(call)?;
    if body
        .get("name")
        .and_then(Value::as_str)
        .is_none_or(str::is_empty)
    {
        return Err(Refusal::invalid(
            "name",
            "name: The field cannot be left blank",
        ));
    }
    if CLOSED.contains(&kind.as_str()) {
        // A guess: the documentation says that there can be no others, not how that is refused.
        return Err(Refusal::invalid(
            "policyRule",
            "Policies of this type have no other rules.",
        ));
    }
    typed(&mut body, &kind)?;
    name_providers(state, &mut body);
    let asked = rank::of(&body);
    if asked.is_none() && !is_ranked(&kind) {
        body.insert("priority".to_owned(), Value::from(next(state, call)));
    }
    let mut answer = tree::answer_to(state, call, Some(body))?;
    ranked(state, call, (&kind, asked), &mut answer);
    if call.query.get("activate") == Some("false") {
        deactivate(state, call, &mut answer);
    }
    Ok(answer)
}

/// The rule's type, which must be the one that goes with the policy's.
fn typed(body: &mut Document, policy: &str) -> Result<(), Refusal> {
    let due = rule_type(policy);
    match body.get("type").and_then(Value::as_str) {
        Some(kind) if kind != due => Err(Refusal::invalid(
            "type",
            "type: The field has an invalid value",
        )),
        _ => {
            body.insert("type".to_owned(), Value::from(due));
            Ok(())
        }
    }
}

/// The priority of a new rule of a policy whose own rule is last at 99: behind the others, from 0.
fn next(state: &State, call: &Call<'_>) -> i64 {
    let rules = format!("{POLICIES}/{}/rules", call.value(0));
    state
        .tree
        .children(&rules)
        .into_iter()
        .filter(|(_, rule)| rule.get("system") == Some(&Value::Bool(false)))
        .filter_map(|(_, rule)| rank::of(rule))
        .max()
        .map_or(0, |last| last + 1)
}

fn replace(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let Some(kind) = policy_type(state, call) else {
        return tree::answer(state, call);
    };
    let mut body = check::body(call)?;
    typed(&mut body, &kind)?;
    name_providers(state, &mut body);
    let path = format!("{POLICIES}/{}/rules/{}", call.value(0), call.value(1));
    let is_own = state
        .tree
        .get(&path)
        .is_some_and(|rule| rule.get("system") == Some(&Value::Bool(true)));
    if is_own {
        for name in ["priority", "system"] {
            body.shift_remove(name);
        }
    }
    if let Some(held) = state.tree.get(&path) {
        keep_zones(&mut body, held);
    }
    let asked = rank::of(&body);
    let mut answer = tree::answer_to(state, call, Some(body))?;
    ranked(state, call, (&kind, asked), &mut answer);
    Ok(answer)
}

/// The new engine names the identity providers of a rule beside their ids.
fn name_providers(state: &State, body: &mut Document) {
    if state.settings.edition == Edition::Classic {
        return;
    }
    let providers = body
        .get_mut("actions")
        .and_then(|actions| actions.get_mut("idp")?.get_mut("providers")?.as_array_mut());
    for provider in providers.into_iter().flatten() {
        let id = provider.get("id").and_then(Value::as_str);
        let idp = id.and_then(|id| state.tree.get(&format!("/api/v1/idps/{id}")));
        let name = idp.and_then(|idp| idp.get("name")).cloned();
        if let (Some(name), Some(provider)) = (name, provider.as_object_mut()) {
            provider.entry("name").or_insert(name);
        }
    }
}

/// Zones stay in the rule, without effect, where a replacement says nothing of any.
fn keep_zones(body: &mut Document, held: &Document) {
    let network = body
        .get_mut("conditions")
        .and_then(|conditions| conditions.get_mut("network")?.as_object_mut());
    let Some(network) = network else {
        return;
    };
    if network.contains_key("include") || network.contains_key("exclude") {
        return;
    }
    for name in ["include", "exclude"] {
        if let Some(zones) = tree::member(held, &format!("conditions.network.{name}")) {
            network.insert(name.to_owned(), zones.clone());
        }
    }
}

fn ranked(
    state: &mut State,
    call: &Call<'_>,
    (kind, asked): (&str, Option<i64>),
    answer: &mut Answer,
) {
    if !is_ranked(kind) {
        return;
    }
    if let Some(path) = path_of(call, answer) {
        let collection = format!("{POLICIES}/{}/rules", call.value(0));
        rank::place(state, &collection, &path, asked);
        show_again(state, call, answer);
    }
}

fn path_of(call: &Call<'_>, answer: &Answer) -> Option<String> {
    let id = answer.body.as_ref()?.get("id")?.as_str()?;
    Some(format!("{POLICIES}/{}/rules/{id}", call.value(0)))
}

fn show_again(state: &mut State, call: &Call<'_>, answer: &mut Answer) {
    let view = match call.operation.method {
        Method::Post => View::Created,
        _ => View::Replaced,
    };
    if let Some(path) = path_of(call, answer)
        && let Some(rule) = state.tree.get(&path).cloned()
    {
        answer.body = Some(show::shown(state, call, (&path, view), rule));
    }
}

fn deactivate(state: &mut State, call: &Call<'_>, answer: &mut Answer) {
    if let Some(rule) = path_of(call, answer).and_then(|path| state.tree.get_mut(&path)) {
        rule.insert("status".to_owned(), Value::from("INACTIVE"));
    }
    show_again(state, call, answer);
}

fn delete(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let kind = policy_type(state, call);
    let answer = tree::answer(state, call)?;
    if let Some(kind) = kind.filter(|kind| is_ranked(kind)) {
        let rules = format!("{POLICIES}/{}/rules", call.value(0));
        rank::close(state, &rules, Some(&Value::from(rule_type(&kind))));
    }
    Ok(answer)
}
