//! The client against a simulated organisation: real HTTP, real signatures.

#![allow(
    clippy::unwrap_used,
    clippy::too_many_lines,
    reason = "a test that cannot go on fails, and a story is told in one piece"
)]

mod connection;
mod device;
mod hostile;
mod keys;
mod limits;
mod paging;
mod rotation;
mod sign_in;
