//! Calls from beginning to end: against recorded answers, and against answers of the same shapes.

#![allow(
    clippy::unwrap_used,
    clippy::too_many_lines,
    reason = "a test that cannot go on fails, and a story is told in one piece"
)]

mod contract;
mod exchange;
mod people;
mod recorded;
mod shapes;
mod through_tools;
