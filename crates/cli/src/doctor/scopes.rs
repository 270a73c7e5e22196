//! `okta-mcp doctor --scopes`: which scopes the journal of writes saw used, and the smallest preset that
//! would have served.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use ::changes::list::KEPT;
use ::changes::{Change, State};
use ::tools::Error;
use okta::Client;
use serde_json::{Value, json};

use crate::config::Environment;
use crate::report;
use crate::setup::preset;

/// What the journal cannot tell.
const NOTE: &str = "This is what the journal of writes saw within 90 days. Reads are not recorded but for those before a write, so a scope that only reads may be in use without standing here.";

/// What is known of the use of scopes.
#[derive(Debug, Default)]
struct Used {
    /// By scope, the operations that used it, and how often.
    by_scope: BTreeMap<&'static str, BTreeMap<String, usize>>,
    /// By scope, how often a write was refused for want of it.
    wanted: BTreeMap<String, usize>,
    /// How many writes were looked at.
    writes: usize,
}

/// Says which scopes were used.
pub async fn run(environment: &Environment, as_json: bool) -> ExitCode {
    match examine(environment).await {
        Ok(found) if as_json => report::say(&found.to_string()),
        Ok(found) => report::say(&page(&found)),
        Err(error) => return report::misuse(&error),
    }
    ExitCode::SUCCESS
}

async fn examine(environment: &Environment) -> Result<Value, Error> {
    let connection = environment.connection()?;
    let okta: Client = connection.okta;
    let org = okta.settings().org.host().to_owned();
    let used = Used::of(&connection.journal.since(Some(&org), KEPT).await?);
    let asked = okta.settings().scopes.clone();
    let granted = okta.sign_in().await.ok();
    let granted: Option<Vec<String>> = granted.map(|grant| grant.scopes.iter().cloned().collect());
    Ok(advice(&org, &asked, granted.as_deref(), &used))
}

impl Used {
    fn of(changes: &[Change]) -> Self {
        let mut used = Self::default();
        for change in changes {
            if let Some(scope) = change.error.as_deref().and_then(scope_in) {
                *used.wanted.entry(scope).or_default() += 1;
            }
            let was_sent = matches!(
                change.state,
                State::Done | State::Undone | State::UnknownOutcome | State::Failed
            ) && !change.okta_request_ids.is_empty();
            if !was_sent {
                continue;
            }
            used.writes += 1;
            for step in &change.steps {
                used.count(&step.request.operation);
                if let Some(look) = &step.look {
                    used.count(&look.operation);
                }
            }
        }
        used
    }

    fn count(&mut self, operation: &str) {
        let scopes = operations::find(operation).map(|known| known.scopes);
        for scope in scopes.into_iter().flatten() {
            let operations = self.by_scope.entry(scope).or_default();
            *operations.entry(operation.to_owned()).or_default() += 1;
        }
    }
}

/// The scope that a refusal names.
fn scope_in(error: &str) -> Option<String> {
    let (_, after) = error.split_once("the scope ")?;
    let scope = after.split([' ', ';', ',']).next()?;
    scope.starts_with("okta.").then(|| scope.to_owned())
}

fn advice(org: &str, asked: &[String], granted: Option<&[String]>, used: &Used) -> Value {
    let held = granted.unwrap_or(asked);
    let is_used = |scope: &str| {
        let mut all = used.by_scope.keys();
        all.any(|known| okta::covers([scope], known))
    };
    let (writes, reads): (Vec<&String>, Vec<&String>) =
        held.iter().partition(|scope| !only_reads(scope));
    let unused: Vec<&&String> = writes.iter().filter(|scope| !is_used(scope)).collect();
    let unknown: Vec<&&String> = reads.iter().filter(|scope| !is_used(scope)).collect();
    // What reads may be in use, so it stays; what writes stays where it was used.
    let mut needed: BTreeSet<&str> = used.by_scope.keys().copied().collect();
    needed.extend(unknown.iter().map(|scope| scope.as_str()));
    needed.extend(used.wanted.keys().map(String::as_str));
    let covered = |scope: &&str| {
        let others = needed.iter().filter(|other| *other != scope);
        okta::covers(others.copied(), scope)
    };
    let needed: Vec<&str> = needed
        .iter()
        .copied()
        .filter(|scope| !covered(scope))
        .collect();
    let preset = preset::smallest_covering(&needed).map(|preset| preset.name);
    let rows = used.by_scope.iter().map(|(scope, operations)| {
        json!({"scope": scope, "times": operations.values().sum::<usize>(), "operations": operations})
    });
    json!({
        "org": org,
        "writes": used.writes,
        "asked": asked,
        "granted": granted,
        "used": rows.collect::<Vec<_>>(),
        "never_used": unused,
        "not_known": unknown,
        "refused": used.wanted,
        "needed": needed,
        "preset": preset,
        "roles": ::tools::advice::smallest_for(&needed),
        "note": NOTE,
    })
}

/// Whether a scope lets nothing be written.
fn only_reads(scope: &str) -> bool {
    scope
        .rsplit_once('.')
        .is_some_and(|(_, last)| last == "read")
}

fn page(found: &Value) -> String {
    let list = |name: &str| {
        let items = found[name].as_array().into_iter().flatten();
        let items: Vec<&str> = items.filter_map(Value::as_str).collect();
        if items.is_empty() {
            "none".to_owned()
        } else {
            items.join(" ")
        }
    };
    let used: Vec<String> = found["used"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| {
            let operations = row["operations"].as_object().into_iter().flatten();
            let operations: Vec<&str> = operations.map(|(name, _)| name.as_str()).collect();
            format!(
                "  {} ({} times: {})",
                row["scope"].as_str().unwrap_or_default(),
                row["times"],
                operations.join(", ")
            )
        })
        .collect();
    let used = if used.is_empty() {
        "  none".to_owned()
    } else {
        used.join("\n")
    };
    let refused = found["refused"].as_object().into_iter().flatten();
    let refused: Vec<&str> = refused.map(|(scope, _)| scope.as_str()).collect();
    let served = match found["preset"].as_str() {
        Some(name) => format!("The smallest preset that would have served: {name} (okta-mcp setup --preset {name})"),
        None => "No preset would have served: okta-mcp setup --preset custom --scopes \"…\" with the scopes needed".to_owned(),
    };
    format!(
        "Scopes of {org}, by {writes} writes.\n\nused:\n{used}\nthat write and were never used: {unused}\nthat read, and whether they were used is not known: {unknown}\nrefused for want of: {refused}\n\nneeded: {needed}\n{served}\nsmallest standard roles: {roles}\n\n{NOTE}",
        org = found["org"].as_str().unwrap_or_default(),
        writes = found["writes"],
        unused = list("never_used"),
        unknown = list("not_known"),
        refused = if refused.is_empty() {
            "none".to_owned()
        } else {
            refused.join(" ")
        },
        needed = list("needed"),
        roles = list("roles"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(operations: &[&str]) -> Used {
        let mut used = Used::default();
        for operation in operations {
            used.count(operation);
        }
        used
    }

    fn asked(scopes: &[&str]) -> Vec<String> {
        scopes.iter().map(|scope| (*scope).to_owned()).collect()
    }

    #[test]
    fn what_writes_and_was_never_used_is_not_needed_and_what_reads_stays() {
        let asked = asked(&[
            "okta.users.manage",
            "okta.apps.manage",
            "okta.groups.read",
            "okta.logs.read",
        ]);
        let found = advice("acme", &asked, None, &used(&["unlockUser"]));
        assert_eq!(found["never_used"], json!(["okta.apps.manage"]));
        assert_eq!(
            found["not_known"],
            json!(["okta.groups.read", "okta.logs.read"])
        );
        assert_eq!(found["preset"], "help-desk");
        assert_eq!(found["used"][0]["times"], 1);
    }

    #[test]
    fn a_scope_that_a_refusal_names_is_wanted() {
        let text = "Okta refused the request: the token lacks the scope okta.apps.manage";
        assert_eq!(scope_in(text).as_deref(), Some("okta.apps.manage"));
        assert_eq!(scope_in("it is the scope of things"), None);
    }
}
