//! Which event each change writes: operation, event type, type of the target.
//!
//! Okta documents event types, not which call writes which: a row stands on the name and the description of
//! its event type, and on recorded events where there are any. `// a guess` says that the name fits but could
//! mean something else. No row here have the operations that write their events by hand (people, groups, the
//! org's token endpoint), nor those that write one event or another by what is in the call, unless a comment
//! says which was taken.
//!
//! Types of targets seen in recorded events, in fixtures, or in the code of those who read the log:
//! `AppInstance`, `AppUser`, `OAuth2ClientSecretEntity`, `PolicyEntity`, `PolicyRule`, `ROLE`, `Token`,
//! `UDDevice`, `User`, `UserGroup`, `access_token`, `email`. The others are words of Okta's API or our own.

mod app;
mod brand;
mod directory;
mod governance;
mod org;
mod person;
mod policy;
mod security;

/// What the log says of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The operation's id.
    pub operation: &'static str,
    /// The event type, one of Okta's list.
    pub event: &'static str,
    /// The type of what the operation changes.
    pub target: &'static str,
}

const fn row(operation: &'static str, event: &'static str, target: &'static str) -> Row {
    Row {
        operation,
        event,
        target,
    }
}

/// The event of an operation; `None` where no event type of Okta's names it.
pub fn of(operation: &str) -> Option<&'static Row> {
    rows().find(|row| row.operation == operation)
}

fn rows() -> impl Iterator<Item = &'static Row> {
    let tables = [
        app::ROWS,
        policy::ROWS,
        person::ROWS,
        security::ROWS,
        directory::ROWS,
        brand::ROWS,
        org::ROWS,
        governance::ROWS,
    ];
    tables.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::io::Write as _;
    use std::path::{Path, PathBuf};

    use operations::operation::Method;
    use serde_json::Value;

    use super::*;

    #[test]
    fn every_row_names_an_operation_that_changes_something_and_no_two_the_same() {
        let mut seen = BTreeSet::new();
        for row in rows() {
            let operation = operations::find(row.operation)
                .unwrap_or_else(|| panic!("{} is no operation", row.operation));
            assert_ne!(operation.method, Method::Get, "{}", row.operation);
            assert!(seen.insert(row.operation), "{} twice", row.operation);
            assert_eq!(of(row.operation), Some(row));
        }
        assert_eq!(of("listUsers"), None);
    }

    #[test]
    fn every_event_is_one_that_okta_documents() {
        let Some(documented) = documented() else {
            return;
        };
        for row in rows() {
            assert!(
                documented.contains(row.event),
                "{}: {}",
                row.operation,
                row.event
            );
        }
    }

    /// Okta's event types; `None`, said aloud, where the list is not at hand.
    fn documented() -> Option<BTreeSet<String>> {
        let given = std::env::var_os("OKTA_EVENT_TYPES").map(PathBuf::from);
        let path = given.clone().unwrap_or_else(|| {
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/okta/event_types.json")
        });
        if given.is_none() && !path.exists() {
            skipped(
                "event types: Okta's list is not beside the repository, nor named by OKTA_EVENT_TYPES",
            );
            return None;
        }
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let list: Value = serde_json::from_str(&text).unwrap();
        let types = list["eventTypes"].as_array().unwrap().iter();
        Some(
            types
                .map(|kind| kind["id"].as_str().unwrap().to_owned())
                .collect(),
        )
    }

    /// Says that a test was skipped, on standard error and in the file that `scripts/test` reads.
    fn skipped(why: &str) {
        eprintln!("SKIPPED: {why}");
        if let Some(path) = std::env::var_os("TEST_SKIPS") {
            let file = std::fs::OpenOptions::new()
                .append(true)
                .create(true)
                .open(path);
            let _ = file.and_then(|mut file| writeln!(file, "{why}"));
        }
    }
}
