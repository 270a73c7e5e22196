//! `okta-mcp doctor`: what is wrong with the connection, and what to do about it.

mod fix;
mod scopes;

use std::process::ExitCode;

use ::tools::advice::Severity;
use ::tools::doctor::{self, Finding, Report};

use crate::args::Doctor;
use crate::{Start, report};

/// Examines whatever the settings are, and prints what was found; with `--fix` after putting right what
/// stands on this machine, with `--scopes` what of them was used.
pub async fn run(start: &Start, wanted: &Doctor) -> ExitCode {
    if wanted.scopes {
        return scopes::run(&start.environment, wanted.json).await;
    }
    if !wanted.fix {
        let found = doctor::examine(&start.environment.given()).await;
        return tell(&found, None, wanted.json);
    }
    let fixed = match fix::apply(start) {
        Ok(fixed) => fixed,
        Err(error) => return report::misuse(&error),
    };
    let environment = start.bare.clone().with(start.flags.clone());
    let found = doctor::examine(&environment.given()).await;
    tell(&found, Some(&fixed), wanted.json)
}

fn tell(found: &Report, fixed: Option<&[String]>, as_json: bool) -> ExitCode {
    let text = if as_json {
        let mut shown = serde_json::to_value(found).unwrap_or_default();
        if let Some(fixed) = fixed {
            shown["fixed"] = fixed.into();
        }
        shown.to_string()
    } else {
        let lines = match fixed {
            None => Vec::new(),
            Some([]) => vec!["Nothing on this machine could be put right by itself.".to_owned()],
            Some(fixed) => fixed.iter().map(|text| format!("fixed: {text}")).collect(),
        };
        let page = page(found);
        lines
            .into_iter()
            .chain([page])
            .collect::<Vec<_>>()
            .join("\n\n")
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
