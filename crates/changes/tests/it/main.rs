//! Calls from beginning to end: against recorded answers, and against answers of the same shapes.

#![allow(
    clippy::unwrap_used,
    clippy::too_many_lines,
    reason = "a test that cannot go on fails, and a story is told in one piece"
)]

mod canary;
mod contract;
mod desk;
mod exchange;
mod foretold;
mod guards;
mod offboarding;
mod people;
mod reach;
mod recorded;
mod safe;
mod secrets;
mod shapes;
mod through_tools;
mod ways;

/// A journal in a folder of its own.
fn journal() -> changes::Journal {
    let folder = tempfile::tempdir().unwrap().keep();
    changes::Journal::new(Some(changes::place(
        &folder.join("state"),
        &folder.join("keys"),
    )))
}
