//! What happens to a write: it is planned, asked about, recorded, sent, answered for, and taken back.
//!
//! Every call of a tool goes through [`run`], from whatever it comes: a client, a command line, later
//! a host. Who is asked is behind [`Asker`].

mod apply;
pub mod approval;
pub mod ask;
mod change;
mod draft;
mod entrust;
pub mod handover;
mod inverse;
mod journal;
pub mod list;
mod look;
mod pace;
mod policy;
mod reach;
mod repeat;
pub mod resolve;
mod resume;
pub mod secret;
mod sending;
mod tallying;
mod target;
mod undo;

pub use apply::{Context, Outcome, run};
pub use ask::{Answer, Asker, Question};
pub use change::{Change, Sent, Stage, State, Stored};
pub use journal::{Journal, Place, moment, place};
pub use policy::{Asks, Confirm, Policy, Requires, Restricted};
pub use store::{Tally, Verdict};
pub use tallying::keep as keep_tally;
pub use target::Targets;
