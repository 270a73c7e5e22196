//! What the simulated organisation does, told over real HTTP by a client that shares no code with it.

#![allow(
    clippy::unwrap_used,
    reason = "in a test, what is not there fails the test"
)]

mod apps;
mod beside;
mod client;
mod clients;
mod directory;
mod factors;
mod faults;
mod fidelity;
mod grammar;
mod groups;
mod images;
mod input;
mod key;
mod lifecycle;
mod log;
mod order;
mod paging;
mod people;
mod policies;
mod proof;
mod reach;
mod roles;
mod rules;
mod schemas;
mod settings;
mod sign_in;
mod switches;
mod trust;
