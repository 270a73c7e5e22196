//! `okta-mcp doctor`: what is wrong with the connection, and what to do about it.

use std::process::ExitCode;

use ::tools::advice::Severity;
use ::tools::doctor::{self, Finding, Report};

use crate::config::Environment;
use crate::report;

/// Examines whatever the settings are, and prints what was found.
pub async fn run(environment: &Environment, as_json: bool) -> ExitCode {
    let found = doctor::examine(&environment.given()).await;
    let text = if as_json {
        serde_json::to_string(&found).unwrap_or_default()
    } else {
        page(&found)
    };
    report::say(&text);
    if found.ok {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(report::FAILED)
    }
}

fn page(found: &Report) -> String {
    let mut lines: Vec<String> = found.findings.iter().map(paragraph).collect();
    lines.push(match found.primary {
        None => "The connection works.".to_owned(),
        Some(code) => format!(
            "The connection does not work as it should. Begin with {}.",
            code.name()
        ),
    });
    lines.join("\n\n")
}

/// A finding as people read it.
pub fn paragraph(finding: &Finding) -> String {
    let mark = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let head = format!("{mark}: {} ({})", finding.message, finding.code.name());
    if finding.severity == Severity::Info {
        return head;
    }
    format!("{head}\n  next: {}", finding.next_step)
}
