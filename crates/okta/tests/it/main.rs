//! The client against a simulated organisation: real HTTP, real signatures.

mod connection;
mod hostile;
mod keys;
mod limits;
mod paging;
mod sign_in;
