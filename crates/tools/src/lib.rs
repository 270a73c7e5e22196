//! What a model can do: tools as rows of a table, and the replies and errors it reads.
//!
//! Knows no MCP: a tool can be called by a server, a command line or a test.

pub mod advice;
pub mod api;
mod apps;
mod arguments;
mod body;
mod brands;
mod call;
pub mod catalog;
mod catalog_apps;
pub mod changes;
mod columns;
mod connection;
mod cursor;
mod custom_domains;
pub mod danger;
mod device_assurance;
pub mod doctor;
mod email_customizations;
mod email_domains;
mod email_templates;
mod error;
mod error_pages;
mod event_types;
mod fault;
mod groups;
mod journeys;
mod list;
mod logs;
pub mod lookup;
mod moment;
mod noun;
mod page;
pub mod plan;
mod policies;
mod policy_rules;
pub mod quote;
mod reply;
mod schema;
mod shape;
mod sign_in_pages;
mod sign_out_pages;
mod themes;
mod tool;
mod users;
mod walk;
pub mod withhold;

pub use arguments::Arguments;
pub use call::{Call, Progress, Purpose, Silent};
pub use catalog::Tool;
pub use error::{Error, Kind};
pub use plan::{Plan, Step};
pub use reply::Reply;
pub use shape::Shape;
pub use tool::{Action, Entry, Read, Returns, Spec, Write};
