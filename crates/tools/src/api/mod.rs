//! The whole API: find an operation of Okta's, see what it takes, call it.

mod body;
mod describe;
pub mod example;
mod find;
mod outline;
mod read;
mod request;
pub mod search;
mod write;

use crate::Entry;
use crate::tool::{read, write};

pub(crate) use body::{every_fault, faults};
pub use outline::writable;
pub use request::{Given, is_callable, nearest, prepare};

/// The tools over the catalogue of all operations.
pub const TOOLS: &[Entry] = &[
    read::<find::FindOperation>(),
    read::<describe::DescribeOperation>(),
    read::<read::ReadOperation>(),
    write::<write::WriteOperation>(),
];
