//! `okta-mcp changes`, `approve` and `undo`: the journal of writes, for a person.

use std::process::ExitCode;

use ::changes::{Change, Journal, Verdict, approval, list, secret};
use ::tools::{Error, Kind};
use jiff::SignedDuration;
use mcp::{Found, Surface};
use serde_json::{Value, json};

use crate::args::Changes;
use crate::config::Environment;
use crate::{call, report, terminal, tools};

/// What no chain under a key on the same machine can prove.
const CANNOT: &str = "This shows whether somebody touched the journal who holds neither its key nor the file journal.head. One who holds all three can forge it; it cannot show what was never recorded.";

/// Shows, verifies, purges or resolves the journal.
pub async fn run(environment: &Environment, wanted: Changes) -> ExitCode {
    let journal = environment.journal();
    let done = match (wanted.verify, wanted.purge, wanted.resolve) {
        (true, _, _) => return verified(&journal, wanted.json).await,
        (_, true, _) => purged(&journal).await,
        (_, _, true) => resolved(environment).await,
        _ => shown(&journal, &wanted).await,
    };
    match done {
        Ok(text) => {
            report::say(&text);
            ExitCode::SUCCESS
        }
        Err(error) => report::misuse(&error),
    }
}

async fn shown(journal: &Journal, wanted: &Changes) -> Result<String, Error> {
    let found = journal.since(wanted.of.as_deref(), list::KEPT).await?;
    let (state, tool) = (wanted.state.as_deref(), wanted.tool.as_deref());
    let fits = |change: &&Change| {
        change.is_in(state)
            && change.is_by(tool)
            && wanted.id.as_deref().is_none_or(|id| id == change.id)
    };
    let found: Vec<&Change> = found.iter().filter(fits).take(wanted.limit).collect();
    if wanted.json {
        let rows: Value = match wanted.id {
            Some(_) => found.iter().map(|change| json!(change)).collect(),
            None => found.iter().map(|change| list::row(change)).collect(),
        };
        return Ok(rows.to_string());
    }
    let lines = found.iter().map(|change| {
        let undoable = if change.is_undoable() { "undoable" } else { "" };
        let happens = change
            .happens
            .first()
            .map(String::as_str)
            .unwrap_or_default();
        format!(
            "{}  {}  {:<15} {:<24} {undoable:<8}  {happens}",
            change.id,
            ::changes::moment(change.when),
            change.state.word(),
            change.tool,
        )
    });
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

async fn verified(journal: &Journal, as_json: bool) -> ExitCode {
    let verdict = match journal.verify().await {
        Ok(verdict) => verdict,
        Err(error) => return report::misuse(&error),
    };
    let Verdict {
        rows,
        purged,
        faults,
    } = &verdict;
    if as_json {
        let document = json!({"ok": faults.is_empty(), "rows": rows, "purged": purged, "faults": faults, "cannot": CANNOT});
        report::say(&document.to_string());
    } else if faults.is_empty() {
        report::say(&format!(
            "The journal holds: {rows} rows, {purged} of them purged.\n{CANNOT}"
        ));
    } else {
        report::say(&format!(
            "The journal does not hold:\n{}\n{CANNOT}",
            faults.join("\n")
        ));
    }
    ExitCode::from(if faults.is_empty() { 0 } else { report::FAILED })
}

async fn purged(journal: &Journal) -> Result<String, Error> {
    let rows = journal.purge(list::KEPT).await?;
    Ok(format!(
        "{rows} rows older than 90 days lost their words; what binds them stays."
    ))
}

async fn resolved(environment: &Environment) -> Result<String, Error> {
    let connection = environment.connection()?;
    let context = ::changes::Context {
        okta: &connection.okta,
        policy: connection.policy,
        asker: &terminal::Terminal::new(None),
        budget: connection.budget,
        folder: connection.folder.as_ref(),
        progress: &::tools::Silent,
        journal: &connection.journal,
        targets: &connection.targets,
        who: "terminal",
    };
    let found = ::changes::resolve::all(&context).await?;
    let lines = found
        .iter()
        .map(|change| format!("{}  {}", change.id, change.state.word()));
    let lines: Vec<String> = lines.collect();
    Ok(if lines.is_empty() {
        "Nothing is open.".to_owned()
    } else {
        lines.join("\n")
    })
}

/// Shows a change that waits, and approves it for whoever knows the approval secret; or sets the secret.
pub async fn approve(environment: &Environment, id: Option<&str>, set: bool) -> ExitCode {
    let done = match (id, set) {
        (_, true) => set_secret(environment),
        (Some(id), false) => approve_one(environment, id).await,
        (None, false) => Err(Error::invalid_input("name the change: okta-mcp approve ID")),
    };
    match done {
        Ok(text) => {
            report::say(&text);
            ExitCode::SUCCESS
        }
        Err(error) if error.kind == Kind::InvalidInput => report::misuse(&error),
        Err(error) => {
            report::say(&error.to_value().to_string());
            ExitCode::from(report::FAILED)
        }
    }
}

async fn approve_one(environment: &Environment, id: &str) -> Result<String, Error> {
    let journal = environment.journal();
    let all = journal.since(None, SignedDuration::from_hours(24)).await?;
    let Some(change) = all.iter().find(|change| change.id == id) else {
        return Err(Error::new(
            Kind::NotFound,
            format!("no change {} waits", ::tools::quote::quote(id)),
            "okta-mcp changes --state waiting lists those that do.",
        ));
    };
    let shown = serde_json::to_string_pretty(&approval::shown(change)).unwrap_or_default();
    report::tell(&shown);
    prove_person(
        environment,
        &format!("{id} was not approved; nothing was changed"),
    )?;
    approval::approve(id, &change.org, &journal).await?;
    Ok(format!(
        "{id} is approved. For 30 minutes apply_change carries it out."
    ))
}

/// Makes sure that whoever types knows the approval secret.
///
/// # Errors
/// `misconfigured` where none is set, `needs_confirmation` where there is no terminal, `declined` with
/// `otherwise` where it is another.
pub fn prove_person(environment: &Environment, otherwise: &str) -> Result<(), Error> {
    let file = environment
        .secret_file()
        .filter(|file| secret::is_set(file))
        .ok_or_else(no_secret)?;
    let typed = typed("Approval secret, or nothing to stop: ")?;
    if typed.is_empty() || !secret::is_right(&file, &typed)? {
        return Err(Error::new(
            Kind::Declined,
            otherwise,
            "Only the approval secret counts.",
        ));
    }
    Ok(())
}

fn set_secret(environment: &Environment) -> Result<String, Error> {
    let file = environment.secret_file().ok_or_else(no_secret)?;
    if secret::is_set(&file) && !secret::is_right(&file, &typed("Present approval secret: ")?)? {
        return Err(Error::new(
            Kind::Declined,
            "that is not the present secret",
            "Nothing was set.",
        ));
    }
    let new = typed("New approval secret (at least 10 characters): ")?;
    if new != typed("Again: ")? {
        return Err(Error::invalid_input("the two are not the same"));
    }
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|error| Error::invalid_input(error.to_string()))?;
    }
    secret::set(&file, &new)?;
    Ok(
        "The approval secret is set. Nobody but you should know it; no program keeps it."
            .to_owned(),
    )
}

fn typed(prompt: &str) -> Result<String, Error> {
    terminal::passphrase(prompt).map_err(|error| {
        Error::new(
            Kind::NeedsConfirmation,
            format!("there is no terminal to type the approval secret at: {error}"),
            "Run this in a terminal, as a person.",
        )
    })
}

fn no_secret() -> Error {
    Error::new(
        Kind::Misconfigured,
        "no approval secret is set on this machine",
        "Set one with `okta-mcp approve --set-secret`, as a person, before an agent works here.",
    )
}

/// Takes a change back, asked as its inverse would be.
pub async fn undo(environment: &Environment, id: &str) -> ExitCode {
    let surface = environment
        .filter(environment.scopes_or_default())
        .and_then(Surface::new);
    let surface = match surface {
        Ok(surface) => surface,
        Err(error) => return report::misuse(&error),
    };
    let tool = match surface.find("undo_change") {
        Found::Tool(tool) => tool,
        Found::Hidden(error) => return report::misuse(&error),
        Found::Unknown => return report::misuse(&tools::unknown("undo_change")),
    };
    match environment.connection() {
        Ok(connection) => {
            call::carry_out(tool, json!({"change_id": id}), &connection, environment).await
        }
        Err(error) => report::misuse(&error),
    }
}
