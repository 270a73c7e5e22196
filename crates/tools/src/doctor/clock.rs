//! Does this machine know the time?

use okta::Client;

use super::Finding;
use crate::advice::{Code, Severity};

/// More than this is a wrong clock, in seconds.
const WRONG: i64 = 60;
/// More than this is worth a word.
const UNTIDY: i64 = 15;

/// Compares the clock with the `Date` of Okta's answers.
pub fn check(okta: &Client, findings: &mut Vec<Finding>) {
    let skew = okta.skew();
    if skew.abs() <= UNTIDY {
        return;
    }
    let severity = if skew.abs() <= WRONG {
        Severity::Warning
    } else {
        Severity::Error
    };
    let direction = if skew > 0 { "behind" } else { "ahead of" };
    let message = format!(
        "this machine's clock is {} s {direction} Okta's; sign-ins are corrected by it",
        skew.abs()
    );
    findings.push(Finding::new(Code::ClockSkew, message).rated(severity));
}
