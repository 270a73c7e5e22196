//! `okta-mcp doctor --scopes`: which scopes the tally of calls and the journal of writes saw used, and the
//! smallest preset that would have served.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use ::changes::list::KEPT;
use ::changes::{Change, State, Tally};
use ::tools::Error;
use okta::Client;
use serde_json::{Value, json};

use crate::config::Environment;
use crate::report;
use crate::setup::preset;

/// What can be told where calls were counted.
const COUNTED: &str = "This is what this machine counted within 90 days, calls and writes. What other machines do with the same app is not in it, and the last few calls of a process that was killed may be missing.";
/// What can be told by the journal of writes alone.
const NOT_COUNTED: &str = "No call was counted yet, so this is what the journal of writes saw within 90 days. Reads are not in it but for those before a write, so a scope that only reads may be in use without standing here.";

/// What is known of the use of scopes.
#[derive(Debug, Default)]
struct Used {
    /// By scope, the operations that used it, and how often.
    by_scope: BTreeMap<&'static str, BTreeMap<String, i64>>,
    /// By scope, how often a write was refused for want of it.
    wanted: BTreeMap<String, i64>,
    /// How many writes were looked at.
    writes: usize,
    /// How many calls were counted.
    calls: i64,
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
    let journal = &connection.journal;
    let tally = journal.tallied(&org, KEPT).await?;
    let used = Used::of(&tally, &journal.since(Some(&org), KEPT).await?);
    let asked = okta.settings().scopes.clone();
    let granted = okta.sign_in().await.ok();
    let granted: Option<Vec<String>> = granted.map(|grant| grant.scopes.iter().cloned().collect());
    Ok(advice(&org, &asked, granted.as_deref(), &used))
}

impl Used {
    fn of(tally: &[Tally], changes: &[Change]) -> Self {
        let mut used = Self::default();
        for counted in tally {
            used.calls += counted.calls;
            match counted.outcome.as_str() {
                "missing_scope" => used.miss(&counted.operation, counted.calls),
                "done" | "refused" | "unknown_outcome" => {
                    used.count(&counted.operation, counted.calls);
                }
                // Nothing came so far that the scope was of use.
                _ => {}
            }
        }
        // The journal is older than the tally: what that has not counted is taken from it.
        let counted: BTreeSet<&str> = tally.iter().map(|one| one.operation.as_str()).collect();
        for change in changes {
            let was_sent = matches!(
                change.state,
                State::Done | State::Undone | State::UnknownOutcome | State::Failed
            ) && !change.okta_request_ids.is_empty();
            if !was_sent {
                continue;
            }
            used.writes += 1;
            for step in &change.steps {
                let sent = [Some(&step.request), step.look.as_ref()];
                for sent in sent.into_iter().flatten() {
                    if !counted.contains(sent.operation.as_str()) {
                        used.count(&sent.operation, 1);
                    }
                }
            }
        }
        used
    }

    fn count(&mut self, operation: &str, calls: i64) {
        let scopes = operations::find(operation).map(|known| known.scopes);
        for scope in scopes.into_iter().flatten() {
            let operations = self.by_scope.entry(scope).or_default();
            *operations.entry(operation.to_owned()).or_default() += calls;
        }
    }

    /// An operation that was refused for want of a scope: one of those that it takes.
    fn miss(&mut self, operation: &str, calls: i64) {
        let scopes = operations::find(operation).map(|known| known.scopes);
        for scope in scopes.into_iter().flatten() {
            *self.wanted.entry((*scope).to_owned()).or_default() += calls;
        }
    }
}

fn advice(org: &str, asked: &[String], granted: Option<&[String]>, used: &Used) -> Value {
    let held = granted.unwrap_or(asked);
    let is_used = |scope: &str| {
        let mut all = used.by_scope.keys();
        all.any(|known| okta::covers([scope], known))
    };
    let (writes, reads): (Vec<&String>, Vec<&String>) =
        held.iter().partition(|scope| !only_reads(scope));
    let idle = |scopes: &[&String]| -> Vec<String> {
        let idle = scopes.iter().filter(|scope| !is_used(scope));
        idle.map(|scope| (*scope).clone()).collect()
    };
    let (mut unused, mut unknown) = (idle(&writes), idle(&reads));
    if used.calls > 0 {
        unused.append(&mut unknown);
    }
    // What reads may be in use, so it stays; what writes stays where it was used.
    let mut needed: BTreeSet<&str> = used.by_scope.keys().copied().collect();
    needed.extend(unknown.iter().map(String::as_str));
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
        json!({"scope": scope, "times": operations.values().sum::<i64>(), "operations": operations})
    });
    json!({
        "org": org,
        "calls": used.calls,
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
        "note": if used.calls > 0 { COUNTED } else { NOT_COUNTED },
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
    let used = used_lines(found);
    let refused = found["refused"].as_object().into_iter().flatten();
    let refused: Vec<&str> = refused.map(|(scope, _)| scope.as_str()).collect();
    let served = match found["preset"].as_str() {
        Some(name) => format!("The smallest preset that would have served: {name} (okta-mcp setup --preset {name})"),
        None => "No preset would have served: okta-mcp setup --preset custom --scopes \"…\" with the scopes needed".to_owned(),
    };
    format!(
        "Scopes of {org}, by {calls} calls and {writes} writes.\n\nused:\n{used}\nnever used: {unused}\nwhether used is not known: {unknown}\nrefused for want of: {refused}\n\nneeded: {needed}\n{served}\nsmallest standard roles: {roles}\n\n{note}",
        note = found["note"].as_str().unwrap_or_default(),
        calls = found["calls"],
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

/// Each scope that was used, with its operations.
fn used_lines(found: &Value) -> String {
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
    if used.is_empty() {
        "  none".to_owned()
    } else {
        used.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(rows: &[(&str, &str, i64)]) -> Used {
        let rows = rows.iter().map(|(operation, outcome, calls)| Tally {
            operation: (*operation).to_owned(),
            outcome: (*outcome).to_owned(),
            calls: *calls,
        });
        Used::of(&rows.collect::<Vec<_>>(), &[])
    }

    const ASKED: [&str; 4] = [
        "okta.users.manage",
        "okta.apps.manage",
        "okta.groups.read",
        "okta.logs.read",
    ];

    #[test]
    fn what_was_never_used_is_not_needed_and_what_was_missed_is() {
        let asked = ASKED.map(str::to_owned);
        let used = counted(&[
            ("unlockUser", "done", 3),
            ("listGroups", "done", 2),
            ("listPolicies", "missing_scope", 1),
        ]);
        let found = advice("acme", &asked, None, &used);
        assert_eq!(
            found["never_used"],
            json!(["okta.apps.manage", "okta.logs.read"])
        );
        assert_eq!(found["not_known"], json!([]));
        assert_eq!(found["refused"]["okta.policies.read"], 1);
        let needed = [
            "okta.groups.read",
            "okta.policies.read",
            "okta.users.manage",
        ];
        assert_eq!(found["needed"], json!(needed));
        assert_eq!(found["preset"], Value::Null);
        assert_eq!(found["used"][1]["times"], 3);
    }

    #[test]
    fn where_no_call_was_counted_what_reads_may_be_in_use() {
        let asked = ASKED.map(str::to_owned);
        let found = advice("acme", &asked, None, &Used::default());
        assert_eq!(
            found["never_used"],
            json!(["okta.users.manage", "okta.apps.manage"])
        );
        assert_eq!(
            found["not_known"],
            json!(["okta.groups.read", "okta.logs.read"])
        );
        assert_eq!(found["preset"], "security-analyst");
    }
}
