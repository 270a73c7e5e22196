//! The reach of a write on a group rule: the groups that it fills, and what those give.

use operations::op;
use serde_json::Value;

use super::group;
use super::read::Reader;

/// How many groups of a rule are looked at.
const MOST_GROUPS: usize = 5;

/// A rule is made; it does nothing yet.
pub async fn made(body: Option<&Value>, reader: &Reader<'_>) -> Vec<String> {
    let mut found = match body {
        Some(rule) => fills(rule, reader).await,
        None => Vec::new(),
    };
    found.push("It is inactive until it is activated.".to_owned());
    found
}

/// A rule is switched on, or replaced.
pub async fn on(rule: &str, reader: &Reader<'_>) -> Vec<String> {
    let Some(rule) = reader.one(op::get_group_rule(rule)).await else {
        return vec!["Which groups the rule fills could not be read.".to_owned()];
    };
    let mut found = fills(&rule, reader).await;
    found.push(
        "Whom its expression fits is indeterminate: Okta evaluates it for everybody once it is active."
            .to_owned(),
    );
    found
}

/// A rule is switched off, or deleted.
pub async fn off(rule: &str, reader: &Reader<'_>) -> Vec<String> {
    let Some(rule) = reader.one(op::get_group_rule(rule)).await else {
        return vec!["Which groups the rule fills could not be read.".to_owned()];
    };
    let mut found = fills(&rule, reader).await;
    found.push("Whom it put there stays a member unless the rule is deleted with removeUsers; nobody new is added.".to_owned());
    found
}

async fn fills(rule: &Value, reader: &Reader<'_>) -> Vec<String> {
    let groups = rule.pointer("/actions/assignUserToGroups/groupIds");
    let groups = groups.and_then(Value::as_array).into_iter().flatten();
    let groups: Vec<&str> = groups.filter_map(Value::as_str).collect();
    let mut found = Vec::new();
    for id in groups.iter().take(MOST_GROUPS) {
        let name = match reader.one(op::get_group(id)).await {
            Some(group) => tools::quote::quote(group["profile"]["name"].as_str().unwrap_or(id)),
            None => (*id).to_owned(),
        };
        let gives = group::gives(id, reader).await;
        let gives = gives.unwrap_or_else(|| "what could not be read".to_owned());
        found.push(format!("It fills the group {name}, which gives {gives}."));
    }
    if groups.len() > MOST_GROUPS {
        found.push(format!("It fills {} groups in all.", groups.len()));
    }
    found
}
