//! The facts of Okta's API: every operation, its scopes, parameters, bodies, paging and effect. No IO.
//!
//! [`OPERATIONS`] is the table; [`op`] holds one constant and one small request function for each row.
//! Both are generated from `spec/` by `cargo xtask generate`. What an operation does to an organisation
//! is stated by hand in `review/` and read by [`effect`].

mod archive;
pub mod asked;
pub mod beside;
pub mod caller;
pub mod component;
pub mod dialect;
pub mod effect;
#[allow(clippy::all, clippy::pedantic)]
#[rustfmt::skip]
mod generated;
pub mod id;
pub mod operation;
pub mod related;
pub mod request;
mod review;
pub mod role;
mod upload;

pub use caller::Caller;
pub use effect::{Effect, Family};
pub use generated::OPERATIONS;
pub use operation::{Method, Operation, Paging};
pub use request::Request;
pub use upload::Upload;

/// One constant (`LIST_USERS`) and one request function (`list_users`) for each operation.
pub mod op {
    pub use crate::generated::*;
}

/// The operation of that id; governance operations whose id the management API also has are
/// `governance.<id>`.
pub fn find(id: &str) -> Option<&'static Operation> {
    let at = OPERATIONS.binary_search_by(|row| row.id.cmp(id)).ok()?;
    OPERATIONS.get(at).copied()
}
