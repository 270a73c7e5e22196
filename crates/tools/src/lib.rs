//! What a model can do: tools as rows of a table, and the replies and errors it reads.
//!
//! Knows no MCP: a tool can be called by a server, a command line or a test.

pub mod advice;
pub mod api;
mod arguments;
mod call;
pub mod catalog;
mod columns;
mod connection;
mod cursor;
pub mod danger;
pub mod doctor;
mod error;
mod fault;
mod groups;
mod list;
pub mod lookup;
pub mod plan;
pub mod quote;
mod reply;
mod schema;
mod shape;
mod tool;
mod users;
pub mod withhold;

pub use arguments::Arguments;
pub use call::{Call, Progress, Purpose, Silent};
pub use catalog::Tool;
pub use error::{Error, Kind};
pub use plan::{Plan, Step};
pub use reply::Reply;
pub use shape::Shape;
pub use tool::{Action, Entry, Read, Returns, Spec, Write};
