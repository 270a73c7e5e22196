//! The risk of a person, as an administrator sets it.

use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree::Document;
use crate::user::named;

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[("getUserRisk", get), ("upsertUserRisk", put)];

fn get(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = named(&state.directory, call)?.id.clone();
    let held = state.tree.get(&path_of(&user)).cloned();
    let risk = held.unwrap_or_else(|| {
        let mut risk = Map::new();
        risk.insert("riskLevel".to_owned(), json!("NONE"));
        risk
    });
    Ok(Answer::ok(shown(call, &user, risk)))
}

fn put(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = named(&state.directory, call)?.id.clone();
    let body = call.object()?;
    let level = body.get("riskLevel").and_then(Value::as_str);
    let level = level
        .filter(|level| ["HIGH", "MEDIUM", "LOW"].contains(level))
        .ok_or_else(|| Refusal::invalid("riskLevel", "riskLevel: must be HIGH, MEDIUM or LOW"))?;
    let reason = body.get("riskReason").and_then(Value::as_str);
    let mut risk = Map::new();
    risk.insert("riskLevel".to_owned(), json!(level));
    let reason = reason.unwrap_or("Admin override risk");
    risk.insert("reason".to_owned(), json!(reason));
    let path = path_of(&user);
    let status = if state.tree.has(&path) { 200 } else { 201 };
    state.tree.put(&path, risk.clone());
    Ok(Answer::json(status, shown(call, &user, risk)))
}

fn path_of(user: &str) -> String {
    format!("/api/v1/users/{user}/risk")
}

fn shown(call: &Call<'_>, user: &str, mut risk: Document) -> Value {
    let person = format!("{}/api/v1/users/{user}", call.base());
    let links = json!({
        "user": { "href": person, "hints": { "allow": ["GET"] } },
        "self": { "href": format!("{person}/risk"), "hints": { "allow": ["GET", "PUT"] } },
    });
    risk.insert("_links".to_owned(), links);
    Value::Object(risk)
}
