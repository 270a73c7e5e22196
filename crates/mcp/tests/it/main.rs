//! A real MCP client, the server, and a simulated organisation: stories in both eras.

#![allow(
    clippy::unwrap_used,
    clippy::too_many_lines,
    reason = "a test that cannot go on fails, and a story is told in one piece"
)]

mod asking;
mod hostile;
mod long;
mod matrix;
mod model;
mod protocol;
mod typing;
mod writing;
