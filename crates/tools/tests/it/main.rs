//! The tools: their table tested as data, their replies against a simulated organisation.

#![allow(
    clippy::unwrap_used,
    clippy::too_many_lines,
    reason = "a test that cannot go on fails, and a story is told in one piece"
)]

mod apps;
mod brands;
mod connection;
mod devices;
mod errors;
mod examples;
mod export;
mod folder;
mod images;
mod lists;
mod logs;
mod official;
mod people;
mod policies;
mod table;
mod whole_api;
