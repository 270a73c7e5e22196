//! The reach of a write on a policy or its rules: the apps that it decides for, and what cannot be told.

use operations::{Effect, Operation, op};
use serde_json::Value;

use super::read::{Reader, counted};

/// Whether an operation changes a policy or one of its rules.
pub fn is_about(operation: &Operation) -> bool {
    operation.effect() != Effect::Read && operation.path.starts_with("/api/v1/policies/{policyId}")
}

/// A policy or one of its rules changes.
pub async fn changed(policy: &str, operation: &Operation, reader: &Reader<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let Some(whole) = reader.one(op::get_policy(policy)).await else {
        return vec!["What the policy is and decides could not be read.".to_owned()];
    };
    if matches!(
        whole["type"].as_str(),
        Some("ACCESS_POLICY" | "PROFILE_ENROLLMENT")
    ) {
        found.push(match reader.rows(op::list_policy_mappings(policy)).await {
            Some(mappings) => format!(
                "The policy decides for {}.",
                mappings.named("app", "/_links/application/title")
            ),
            None => "Which apps the policy decides for could not be read.".to_owned(),
        });
    }
    let groups = whole.pointer("/conditions/people/groups/include");
    if let Some(groups) = groups.and_then(Value::as_array) {
        let groups: Vec<&Value> = groups.iter().collect();
        found.push(format!(
            "It applies to {}.",
            counted(&groups, true, "group", "")
        ));
    }
    if operation.path == "/api/v1/policies/{policyId}"
        && operation.effect() == Effect::Destroy
        && let Some(rules) = reader.rows(op::list_policy_rules(policy)).await
    {
        found.push(format!("It has {}.", rules.named("rule", "/name")));
    }
    found.push(
        "Who could be locked out is indeterminate: Okta simulates policies as they are, not as they would be."
            .to_owned(),
    );
    found
}
