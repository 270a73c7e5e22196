//! Policies: which types there are, their order, what cannot be done to them, clones, simulation.

use operations::operation::Method;
use serde_json::{Value, json};

use super::{app, enrolment, rank};
use crate::answer::Answer;
use crate::call::Call;
use crate::id;
use crate::page::{Page, Size};
use crate::refusal::Refusal;
use crate::settings::Edition;
use crate::state::{Handler, State};
use crate::tree::rule::View;
use crate::tree::{self, Document, act, check, place, show, sow};

/// What this family answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("listPolicies", list),
    ("getPolicy", get),
    ("createPolicy", create),
    ("replacePolicy", replace),
    ("deletePolicy", delete),
    ("clonePolicy", clone),
    ("mapResourceToPolicy", map_resource),
    ("listPolicyApps", list_apps),
];

/// Where the policies lie.
pub const POLICIES: &str = "/api/v1/policies";

const BLANK: &str = "/api/v1/policies/{}";
const RULE: &str = "/api/v1/policies/{}/rules/{}";

/// The types of policies, and whether there can be others than the organisation's own.
pub const TYPES: [(&str, bool); 12] = [
    ("OKTA_SIGN_ON", true),
    ("PASSWORD", true),
    ("MFA_ENROLL", true),
    ("ACCESS_POLICY", true),
    ("PROFILE_ENROLLMENT", true),
    ("DEVICE_SIGNAL_COLLECTION", true),
    ("IDP_DISCOVERY", false),
    ("ENTITY_RISK", false),
    ("POST_AUTH_SESSION", false),
    ("SESSION_VIOLATION_DETECTION", false),
    ("CLIENT_UPDATE", false),
    ("IDENTITY_CLAIM_SOURCING", false),
];

/// The types that organisations have only with a feature of their own; those of the recordings lack it.
const EXTRA: [&str; 2] = ["ENTITY_RISK", "IDENTITY_CLAIM_SOURCING"];

/// The types that the old engine has.
const CLASSIC: [&str; 4] = ["OKTA_SIGN_ON", "PASSWORD", "MFA_ENROLL", "IDP_DISCOVERY"];

/// Whether the policies of a type stand in one row by priority: of the others, each app has one.
pub fn is_ranked(kind: &str) -> bool {
    CLASSIC.contains(&kind)
}

/// Okta's sentence for a type that it does not know, or that the organisation does not have.
fn bad_type(kind: &str) -> Refusal {
    let mut summary = "Bad request. Invalid policy type specified.".to_owned();
    if TYPES.iter().any(|(known, _)| *known == kind) {
        summary = format!("{summary} Missing Required Feature Flag {kind}");
    }
    Refusal::new(400, "E0000002", summary)
}

fn check_type(state: &State, kind: &str) -> Result<(), Refusal> {
    let known = TYPES.iter().any(|(known, _)| *known == kind);
    let is_new = state.settings.edition == Edition::Identity && !EXTRA.contains(&kind);
    let has = is_new || CLASSIC.contains(&kind);
    if known && has {
        Ok(())
    } else {
        Err(bad_type(kind))
    }
}

fn list(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let Some(kind) = call.query.get("type") else {
        let cause = "type: The field cannot be left blank";
        return Err(Refusal::invalid("type", cause));
    };
    check_type(state, kind)?;
    let mut answer = tree::answer(state, call)?;
    if let Some(Value::Array(rows)) = &mut answer.body {
        for row in rows {
            embed_rules(state, call, row);
        }
    }
    Ok(answer)
}

fn get(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let mut answer = tree::answer(state, call)?;
    if let Some(body) = &mut answer.body {
        embed_rules(state, call, body);
    }
    Ok(answer)
}

/// Puts the rules into a policy, where the request expands them.
fn embed_rules(state: &mut State, call: &Call<'_>, policy: &mut Value) {
    if call.query.get("expand") != Some("rules") {
        return;
    }
    let Some(id) = policy.get("id").and_then(Value::as_str) else {
        return;
    };
    let rules: Vec<Value> = rules_of(state, &format!("{POLICIES}/{id}"))
        .into_iter()
        .map(|(path, rule)| show::shown(state, call, (&path, View::Row), rule))
        .collect();
    if let Some(policy) = policy.as_object_mut() {
        let embedded = policy
            .entry("_embedded")
            .or_insert_with(|| Value::Object(Document::new()));
        if let Some(embedded) = embedded.as_object_mut() {
            embedded.insert("rules".to_owned(), Value::Array(rules));
        }
    }
}

/// The rules of a policy by priority.
pub fn rules_of(state: &State, policy: &str) -> Vec<(String, Document)> {
    let mut rules: Vec<(String, Document)> = state
        .tree
        .children(&format!("{policy}/rules"))
        .into_iter()
        .map(|(path, rule)| (path.to_owned(), rule.clone()))
        .collect();
    rules.sort_by_key(|(_, rule)| rank::of(rule));
    rules
}

/// A text of a document.
pub fn text<'d>(document: &'d Document, name: &str) -> &'d str {
    document
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn create(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = check::body(call)?;
    let kind = text(&body, "type").to_owned();
    check_type(state, &kind)?;
    if !TYPES.contains(&(kind.as_str(), true)) {
        // A guess: the documentation says that they cannot be made, not how that is refused.
        return Err(Refusal::invalid(
            "type",
            "type: Policies of this type cannot be created.",
        ));
    }
    if text(&body, "name").is_empty() {
        return Err(Refusal::invalid(
            "name",
            "name: The field cannot be left blank",
        ));
    }
    let mut answer = tree::answer(state, call)?;
    ranked(state, call, &mut answer, rank::of(&body));
    if call.query.get("activate") == Some("false") {
        set_member(state, &answer, "status", "INACTIVE");
        show_again(state, call, &mut answer, View::Created);
    }
    Ok(answer)
}

fn replace(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let mut body = check::body(call)?;
    let path = format!("{POLICIES}/{}", call.value(0));
    if let Some(held) = state.tree.get(&path) {
        complete(&mut body, held);
    }
    let asked = rank::of(&body);
    let mut answer = tree::answer_to(state, call, Some(body))?;
    ranked(state, call, &mut answer, asked);
    Ok(answer)
}

/// A replacement cannot change the type.
fn complete(body: &mut Document, held: &Document) {
    if let Some(kind) = held.get("type") {
        body.insert("type".to_owned(), kind.clone());
    }
}

fn ranked(state: &mut State, call: &Call<'_>, answer: &mut Answer, asked: Option<i64>) {
    let Some(path) = path_of(answer) else {
        return;
    };
    let is_ranked = state
        .tree
        .get(&path)
        .is_some_and(|policy| is_ranked(text(policy, "type")));
    if is_ranked {
        enrolment::complete(state, &path);
        rank::place(state, POLICIES, &path, asked);
        let view = match call.operation.method {
            Method::Post => View::Created,
            _ => View::Replaced,
        };
        show_again(state, call, answer, view);
    }
}

fn path_of(answer: &Answer) -> Option<String> {
    let id = answer.body.as_ref()?.get("id")?.as_str()?;
    Some(format!("{POLICIES}/{id}"))
}

fn set_member(state: &mut State, answer: &Answer, name: &str, value: &str) {
    if let Some(policy) = path_of(answer).and_then(|path| state.tree.get_mut(&path)) {
        policy.insert(name.to_owned(), Value::from(value));
    }
}

fn show_again(state: &mut State, call: &Call<'_>, answer: &mut Answer, view: View) {
    if let Some(path) = path_of(answer)
        && let Some(policy) = state.tree.get(&path).cloned()
    {
        answer.body = Some(show::shown(state, call, (&path, view), policy));
    }
}

fn delete(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let path = format!("{POLICIES}/{}", call.value(0));
    let kind = state
        .tree
        .get(&path)
        .and_then(|policy| policy.get("type"))
        .cloned();
    let answer = tree::answer(state, call)?;
    if kind.as_ref().and_then(Value::as_str).is_some_and(is_ranked) {
        rank::close(state, POLICIES, kind.as_ref());
    }
    Ok(answer)
}

fn clone(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let path = format!("{POLICIES}/{}", call.value(0));
    let Some(policy) = state.tree.get(&path).cloned() else {
        return Err(missing(call.value(0)));
    };
    if text(&policy, "type") != "ACCESS_POLICY" {
        // A guess: only these can be cloned.
        return Err(Refusal::invalid(
            "type",
            "type: Policies of this type cannot be cloned.",
        ));
    }
    let mut body = policy.clone();
    for name in ["id", "created", "lastUpdated", "status"] {
        body.shift_remove(name);
    }
    body.insert("system".to_owned(), Value::Bool(false));
    body.insert(
        "name".to_owned(),
        Value::from(format!("[cloned] {}", text(&policy, "name"))),
    );
    let id = id::random("rst", &mut state.dice);
    let own = format!("{POLICIES}/{id}");
    let rules = rules_of(state, &path);
    sow::plant(state, &own, act::kind(BLANK), body);
    for (_, mut rule) in rules {
        for name in ["id", "created", "lastUpdated"] {
            rule.shift_remove(name);
        }
        if text(&rule, "name") == "Catch-all Rule" {
            continue;
        }
        let id = id::random("rul", &mut state.dice);
        sow::plant(state, &format!("{own}/rules/{id}"), act::kind(RULE), rule);
    }
    let policy = state.tree.get(&own).cloned().unwrap_or_default();
    Ok(Answer::ok(show::shown(
        state,
        call,
        (&own, View::Created),
        policy,
    )))
}

fn missing(id: &str) -> Refusal {
    let noun = if id.starts_with("rst") {
        "RuleSetEntity"
    } else {
        "Policy"
    };
    Refusal::not_found(id, noun)
}

/// Recorded so, whatever the policy: apps are mapped by `PUT /apps/{id}/policies/{policyId}`.
fn map_resource(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    place::Place::of(state, call)?;
    let summary =
        "Api validation failed: Policy mappings are no longer supported on this endpoint.";
    Err(Refusal::new(400, "E0000001", summary))
}

/// The link to the mapping of an app to a policy. Mappings are not kept: each link has an id of its own.
fn mapping(state: &mut State, call: &Call<'_>, policy: &str) -> Value {
    let id = id::random("rsm", &mut state.dice);
    let href = format!("{}{POLICIES}/{policy}/mappings/{id}", call.base());
    json!({ "href": href })
}

/// The apps whose sign-ons a policy decides.
fn list_apps(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let policy = call.value(0);
    let held = state.tree.get(&format!("{POLICIES}/{policy}"));
    let Some(kind) = held.map(|policy| text(policy, "type").to_owned()) else {
        return Err(missing(policy));
    };
    let size = Size {
        default: 20,
        most: 200,
    };
    let held = state.tree.children("/api/v1/apps");
    let apps: Vec<Document> = held.into_iter().map(|(_, app)| app.clone()).collect();
    let mut rows: Vec<(String, Value)> = Vec::new();
    for app in apps {
        let id = text(&app, "id");
        if app::policy_of(state, id, &kind).as_deref() == Some(policy) {
            let mut row = app::shown(state, call, &app, View::Row);
            row["_links"]["policyMapping"] = mapping(state, call, policy);
            rows.push((id.to_owned(), row));
        }
    }
    let cursor = |row: &(String, Value)| row.0.clone();
    let from = crate::page::behind(&rows, call.query.get("after"), cursor, Refusal::paging)?;
    let page = Page::cut(
        &rows,
        from,
        size.of(call)?,
        (cursor, |row: &(String, Value)| row.1.clone()),
    );
    Ok(page.defaulting(size.default).answer(call))
}
