//! An Okta that fits in a test: a simulated organisation that answers real HTTP.
//!
//! It shares the table of operations with the client and nothing else, so that one bug cannot pass on
//! both sides, and it is stricter than the client, never kinder. What it answers follows recorded
//! traffic first, Okta's documentation second.
//!
//! ```no_run
//! # async fn story() -> std::io::Result<()> {
//! let org = simorg::Org::acme().users(40).start().await?;
//! println!("{} {}", org.url(), org.client_id());
//! # Ok(()) }
//! ```

mod answer;
mod beside;
mod booth;
mod call;
mod clock;
mod control;
mod crowd;
mod dice;
mod directory;
mod expression;
mod family;
mod fault;
mod form;
mod gate;
mod grammar;
mod group;
mod id;
mod inspect;
mod lag;
mod limit;
mod locale;
mod log;
mod look;
mod metadata;
mod oauth;
mod org;
mod page;
mod recorder;
mod refusal;
mod role;
mod router;
mod schema;
mod scripted;
mod seed;
mod server;
mod settings;
mod state;
mod tls;
mod tree;
mod truth;
mod user;

pub use booth::{Answered, Ask, Booth};
pub use org::Org;
pub use scripted::{Act, Scripted};
pub use settings::{Edition, Grant, Settings};
