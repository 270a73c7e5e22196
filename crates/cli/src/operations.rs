//! `okta-mcp operations`: the catalogue of Okta's API, to search.

use std::process::ExitCode;

use ::operations::operation::{Operation, Spec};
use ::operations::{Caller, OPERATIONS, caller, effect};
use ::tools::api::search;
use ::tools::catalog::tool_of;
use serde_json::{Value, json};

use crate::report;

/// Prints the operations that a query may mean, best first; without one, all of them by id.
///
/// Steps of a sign-in, which nobody calls to administer an org, are left out.
pub fn run(query: &[String], limit: usize, as_json: bool) -> ExitCode {
    let query = query.join(" ");
    let all = || OPERATIONS.to_vec();
    let found = if query.trim().is_empty() {
        all()
    } else {
        search::ranked(&query)
    };
    let found = found
        .into_iter()
        .filter(|operation| caller::of(operation) != Caller::Client);
    let limit = if query.trim().is_empty() {
        usize::MAX
    } else {
        limit
    };
    let found: Vec<&Operation> = found.take(limit).collect();
    if as_json {
        let rows: Value = found.iter().map(|operation| row(operation)).collect();
        report::say(&rows.to_string());
        return ExitCode::SUCCESS;
    }
    let lines: Vec<String> = found.iter().map(|operation| line(operation)).collect();
    report::say(&lines.join("\n"));
    report::tell(&format!("{} operations", found.len()));
    ExitCode::SUCCESS
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
        "tool": tool_of(operation),
    })
}

fn spec(spec: Spec) -> &'static str {
    match spec {
        Spec::Management => "management",
        Spec::Oauth => "oauth",
        Spec::Governance => "governance",
    }
}
