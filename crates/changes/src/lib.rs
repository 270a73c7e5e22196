//! What happens to a write: it is planned, asked about, sent, and answered for.
//!
//! Every call of a tool goes through [`run`], from whatever it comes: a client, a command line, later
//! a host. Who is asked is behind [`Asker`].

mod apply;
pub mod ask;
mod policy;
mod preview;

pub use apply::{Context, Outcome, run};
pub use ask::{Answer, Asker, Question};
pub use policy::{Asks, Policy, Restricted};
