//! What the simulated organisation does, told over real HTTP by a client that shares no code with it.

mod client;
mod directory;
mod faults;
mod grammar;
mod groups;
mod input;
mod lifecycle;
mod log;
mod order;
mod paging;
mod proof;
mod sign_in;
