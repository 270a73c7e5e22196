//! `okta-mcp operations`: the catalogue of Okta's API, to search.

use std::process::ExitCode;

use ::operations::operation::{Operation, Spec};
use ::operations::{OPERATIONS, effect};
use serde_json::{Value, json};

use crate::report;

/// Prints the operations in which every word of the query occurs.
pub fn run(query: &[String], as_json: bool) -> ExitCode {
    let words: Vec<String> = query
        .iter()
        .flat_map(|part| part.split_whitespace())
        .map(str::to_lowercase)
        .collect();
    let found: Vec<&Operation> = OPERATIONS
        .iter()
        .copied()
        .filter(|o| fits(o, &words))
        .collect();
    if as_json {
        let rows: Value = found.iter().map(|operation| row(operation)).collect();
        report::say(&rows.to_string());
        return ExitCode::SUCCESS;
    }
    let lines: Vec<String> = found.iter().map(|operation| line(operation)).collect();
    report::say(&lines.join("\n"));
    report::tell(&format!(
        "{} of {} operations",
        found.len(),
        OPERATIONS.len()
    ));
    ExitCode::SUCCESS
}

fn fits(operation: &Operation, words: &[String]) -> bool {
    let text = format!("{} {} {}", operation.id, operation.path, operation.tag).to_lowercase();
    words.iter().all(|word| text.contains(word))
}

fn line(operation: &Operation) -> String {
    let (id, method, path) = (operation.id, operation.method, operation.path);
    let effect = operation.effect().word();
    format!("{id:<44} {effect:<10} {method:<6} {path}")
}

fn row(operation: &Operation) -> Value {
    json!({
        "id": operation.id,
        "method": operation.method.as_str(),
        "path": operation.path,
        "spec": spec(operation.spec),
        "scopes": operation.scopes,
        "effect": operation.effect().word(),
        "description": effect::about(operation.id),
        "tool": tool(operation),
    })
}

fn spec(spec: Spec) -> &'static str {
    match spec {
        Spec::Management => "management",
        Spec::Oauth => "oauth",
        Spec::Governance => "governance",
    }
}

/// The named tool that does nothing but this operation, where there is one.
fn tool(operation: &Operation) -> Option<&'static str> {
    let rows = ::tools::catalog::rows();
    let mut names = rows
        .into_iter()
        .filter(|(_, entry)| entry.spec.uses.last() == Some(&operation));
    names.next().map(|(_, entry)| entry.spec.name)
}

#[cfg(test)]
mod tests {
    use ::operations::op;

    use super::*;

    #[test]
    fn a_query_fits_where_all_its_words_occur() {
        let fits = |query: &[&str]| {
            let words: Vec<String> = query.iter().map(|word| (*word).to_owned()).collect();
            fits(&op::LIST_USER_GROUPS, &words)
        };
        assert!(fits(&["user", "groups"]));
        assert!(!fits(&["user", "devices"]));
        assert_eq!(tool(&op::DEACTIVATE_USER), Some("deactivate_user"));
        assert_eq!(tool(&op::LIST_POLICIES), None);
    }
}
