//! The reach of a write on a group: its members, and what it gives them.

use operations::op;
use serde_json::Value;

use super::read::{MOST, Reader, counted};

/// Somebody comes into the group.
pub async fn joined(group: &str, reader: &Reader<'_>) -> Vec<String> {
    let mut found = vec![match gives(group, reader).await {
        Some(gives) => format!("The person gains what the group gives: {gives}."),
        None => UNREAD.to_owned(),
    }];
    found.extend(looked_at(group, reader).await);
    found
}

/// Somebody is taken out of the group.
pub async fn left(group: &str, reader: &Reader<'_>) -> Vec<String> {
    let mut found = vec![match gives(group, reader).await {
        Some(gives) => format!("The person loses what the group gives: {gives}."),
        None => UNREAD.to_owned(),
    }];
    found.extend(looked_at(group, reader).await);
    found.extend(filled_by(group, reader).await.map(|rules| {
        format!("The group is filled by {rules}: whoever is taken out by hand is put on the rule's exclusion list.")
    }));
    found
}

/// The group is deleted.
pub async fn deleted(group: &str, reader: &Reader<'_>) -> Vec<String> {
    let mut found = members(group, reader).await;
    found.push(match gives(group, reader).await {
        Some(gives) => format!("They lose what it gives: {gives}."),
        None => UNREAD.to_owned(),
    });
    found.extend(looked_at(group, reader).await);
    found.extend(
        filled_by(group, reader)
            .await
            .map(|rules| format!("It is filled by {rules}, which no longer works.")),
    );
    found
}

/// How many people are in the group.
pub async fn members(group: &str, reader: &Reader<'_>) -> Vec<String> {
    let list = op::list_group_users(group).query("limit", MOST);
    vec![match reader.rows(list).await {
        Some(people) => format!("The group has {}.", people.named("member", "/none")),
        None => "How many members the group has could not be read.".to_owned(),
    }]
}

const UNREAD: &str = "What the group gives (apps, roles) could not be read.";

/// What a group gives: apps and roles.
pub async fn gives(group: &str, reader: &Reader<'_>) -> Option<String> {
    let apps = op::list_assigned_applications_for_group(group).query("limit", MOST);
    let apps = reader.rows(apps).await?;
    let mut gives = apps.named("app", "/label");
    if let Some(roles) = reader.rows(op::list_group_assigned_roles(group)).await
        && !roles.rows.is_empty()
    {
        gives = format!("{gives}; {}", roles.named("admin role", "/label"));
    }
    Some(gives)
}

/// The active rules that ask whether somebody is in the group.
async fn looked_at(group: &str, reader: &Reader<'_>) -> Option<String> {
    let rules = reader
        .rows(op::list_group_rules().query("limit", MOST))
        .await?;
    let asks = |rule: &&Value| {
        let expression = rule.pointer("/conditions/expression/value");
        let expression = expression.and_then(Value::as_str).unwrap_or_default();
        rule["status"] == "ACTIVE" && expression.contains(group)
    };
    let rules_found: Vec<&Value> = rules.rows.iter().filter(asks).collect();
    (!rules_found.is_empty()).then(|| {
        format!(
            "Whether somebody is in it decides {}, which may fill other groups.",
            counted(&rules_found, rules.is_all, "group rule", "/name")
        )
    })
}

/// The active rules that fill the group.
async fn filled_by(group: &str, reader: &Reader<'_>) -> Option<String> {
    let rules = reader
        .rows(op::list_group_rules().query("limit", MOST))
        .await?;
    let fills = |rule: &&Value| {
        let groups = rule.pointer("/actions/assignUserToGroups/groupIds");
        let groups = groups.and_then(Value::as_array);
        rule["status"] == "ACTIVE" && groups.is_some_and(|ids| ids.iter().any(|id| id == group))
    };
    let found: Vec<&Value> = rules.rows.iter().filter(fills).collect();
    (!found.is_empty()).then(|| counted(&found, rules.is_all, "group rule", "/name"))
}
