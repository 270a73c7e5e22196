//! The reach of a write on a person: what they have, what rules make of them, and where they come from.

use operations::op;
use serde_json::Value;
use tools::quote::quote;

use super::read::{MOST, Reader, counted};

/// The providers of people whom Okta itself keeps.
const OWN: &[&str] = &["OKTA", "FEDERATION", "IMPORT", "SOCIAL"];

/// A profile is edited.
pub async fn edited(body: Option<&Value>, look: &Value, reader: &Reader<'_>) -> Vec<String> {
    let mut found: Vec<String> = sourced(look)
        .map(|provider| {
            format!("The person is sourced from {provider}: Okta refuses what the directory masters, and it is changed there.")
        })
        .into_iter()
        .collect();
    let profile = body.and_then(|body| body["profile"].as_object());
    let names: Vec<&String> = profile.into_iter().flat_map(|it| it.keys()).collect();
    let Some(rules) = reader
        .rows(op::list_group_rules().query("limit", MOST))
        .await
    else {
        return found;
    };
    let reads = |rule: &&Value| {
        let expression = rule.pointer("/conditions/expression/value");
        let expression = expression.and_then(Value::as_str).unwrap_or_default();
        rule["status"] == "ACTIVE" && names.iter().any(|name| has_word(expression, name))
    };
    let fired: Vec<&Value> = rules.rows.iter().filter(reads).collect();
    if !fired.is_empty() {
        found.push(format!(
            "What is changed decides {}; which groups the person comes into or leaves is indeterminate until Okta evaluates them.",
            counted(&fired, rules.is_all, "group rule", "/name")
        ));
    }
    found
}

/// A person is suspended, deactivated or deleted.
pub async fn shut_out(person: &str, look: &Value, reader: &Reader<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let apps = reader.rows(op::list_app_links(person)).await;
    let groups = reader.rows(op::list_user_groups(person)).await;
    found.push(match (apps, groups) {
        (Some(apps), Some(groups)) => format!(
            "The person has {} and is in {}.",
            apps.named("app", "/label"),
            groups.named("group", "/profile/name")
        ),
        _ => "Which apps and groups the person has could not be read.".to_owned(),
    });
    found.extend(sourced(look).map(|provider| {
        format!("The person is sourced from {provider}: its next import may bring them back.")
    }));
    found
}

/// The directory that a person comes from.
fn sourced(user: &Value) -> Option<String> {
    let provider = user.pointer("/credentials/provider/type")?.as_str()?;
    (!OWN.contains(&provider)).then(|| quote(provider))
}

/// Whether an expression has `user.NAME` as a word of its own.
fn has_word(expression: &str, name: &str) -> bool {
    let word = format!("user.{name}");
    expression.match_indices(&word).any(|(at, _)| {
        let next = expression[at + word.len()..].chars().next();
        next.is_none_or(|next| !next.is_alphanumeric() && next != '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_a_word_of_its_own() {
        assert!(has_word("user.title==\"CEO\"", "title"));
        assert!(has_word("String.len(user.title)", "title"));
        assert!(!has_word("user.titleName==\"CEO\"", "title"));
        assert!(!has_word("title", "title"));
    }
}
