//! Is there a private key, in a form that signs, with its id, and for nobody else to read?

use okta::{KeyFault, SigningKey};

use super::{Finding, GivenKey};
use crate::advice::{self, Code};

/// The key, where it can be used, and what is to be said of it.
pub fn check(given: &GivenKey, findings: &mut Vec<Finding>) -> Option<SigningKey> {
    exposure(given, findings);
    let text = match &given.text {
        Ok(text) => text,
        Err(error) => {
            findings.push(Finding::of(error.clone()));
            id_is_missing(given, findings);
            return None;
        }
    };
    match SigningKey::parse(text, given.id.as_deref()) {
        Ok(key) => Some(key),
        Err(fault) => {
            findings.push(Finding::of(advice::key(&fault)));
            if fault != KeyFault::KeyIdMissing && !text.trim_start().starts_with('{') {
                id_is_missing(given, findings);
            }
            None
        }
    }
}

fn id_is_missing(given: &GivenKey, findings: &mut Vec<Finding>) {
    let is_blank = given.id.as_deref().is_none_or(|id| id.trim().is_empty());
    if is_blank {
        findings.push(Finding::of(advice::key(&KeyFault::KeyIdMissing)));
    }
}

/// Whether others than the owner can read the file.
#[cfg(unix)]
fn exposure(given: &GivenKey, findings: &mut Vec<Finding>) {
    use std::os::unix::fs::PermissionsExt as _;

    use crate::advice::Severity;

    let Some(path) = &given.file else { return };
    let Ok(file) = std::fs::metadata(path) else {
        return;
    };
    let mode = file.permissions().mode() & 0o777;
    let (severity, who) = match mode {
        _ if mode & 0o007 != 0 => (Severity::Error, "every user of this machine"),
        _ if mode & 0o070 != 0 => (Severity::Warning, "its group"),
        _ => return,
    };
    let path = crate::quote::quote(&path.to_string_lossy());
    let message = format!("the key's file {path} (mode {mode:03o}) is open to {who}");
    let finding = Finding::new(Code::KeyFileExposed, message).rated(severity);
    findings
        .push(finding.with_next_step(format!("Make it readable by you alone: chmod 600 {path}.")));
}

/// Elsewhere the mode says nothing.
#[cfg(not(unix))]
fn exposure(_: &GivenKey, _: &mut Vec<Finding>) {}
