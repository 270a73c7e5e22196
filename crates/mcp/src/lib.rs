//! How a model reaches the tools: the Model Context Protocol, 2026-07-28 and the eras before it.

mod confirm;
pub mod http;
mod progress;
mod secret_page;
mod server;
mod stdio;
pub mod surface;

pub use server::{Connection, Server, stamp};
pub use stdio::{Stopped, serve_stdio};
pub use surface::{Filter, Found, Listing, Surface};
