//! The binary as people and scripts use it.

#![allow(
    clippy::unwrap_used,
    clippy::too_many_lines,
    reason = "a test that cannot go on fails, and a story is told in one piece"
)]

mod binary;
mod calling;
mod configuration;
mod doctor;
mod http;
mod killed;
mod person;
mod reference;
mod rotation;
mod serving;
mod setup;
mod terminal;
mod web;
mod wire;
