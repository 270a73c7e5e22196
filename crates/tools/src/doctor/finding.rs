//! What the doctor finds, and the report of all of it.

use serde::Serialize;

use crate::advice::{Code, Severity};
use crate::{Error, Kind};

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, and how sure that is where it is not.
    pub message: String,
    /// What to do, and where.
    pub next_step: String,
}

impl Finding {
    /// A finding with the usual remedy.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self::of(code.error(message))
    }

    /// What an error of a tool would say, as a finding.
    pub fn of(error: Error) -> Self {
        let known = error.code.map(|code| (code, code.row().severity));
        let other = match error.kind {
            Kind::OktaRejected | Kind::Unreachable => (Code::Unreachable, Severity::Error),
            Kind::SignInFailed => (Code::AssertionRejected, Severity::Error),
            Kind::Misconfigured => (Code::SettingsInvalid, Severity::Error),
            _ => (Code::NotChecked, Severity::Warning),
        };
        let (code, severity) = known.unwrap_or(other);
        Self {
            code,
            severity,
            message: error.message,
            next_step: error.next_step,
        }
    }

    /// The same, as bad as that.
    #[must_use]
    pub fn rated(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// The same with another thing to do.
    #[must_use]
    pub fn with_next_step(self, next_step: impl Into<String>) -> Self {
        Self {
            next_step: next_step.into(),
            ..self
        }
    }
}

/// All that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whether nothing is an error.
    pub ok: bool,
    /// The first error in the order of causes.
    pub primary: Option<Code>,
    /// What was found, in the order of causes.
    pub findings: Vec<Finding>,
}

impl Report {
    pub(super) fn of(mut findings: Vec<Finding>) -> Self {
        findings.sort_by_key(|finding| finding.code);
        findings.dedup();
        let first = findings.iter().find(|f| f.severity == Severity::Error);
        let primary = first.map(|finding| finding.code);
        Self {
            ok: primary.is_none(),
            primary,
            findings,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_cause_is_primary_and_a_warning_never_is() {
        let report = Report::of(vec![
            Finding::new(Code::RoleMissing, "a"),
            Finding::new(Code::UrlRepaired, "b"),
            Finding::new(Code::KeyMissing, "c"),
        ]);
        assert_eq!(report.primary, Some(Code::KeyMissing));
        assert!(Report::of(vec![Finding::new(Code::UrlRepaired, "b")]).ok);
    }
}
