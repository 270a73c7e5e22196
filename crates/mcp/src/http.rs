//! MCP over Streamable HTTP: both eras at one address, behind a bearer token.

mod door;
mod guard;
mod route;

pub use door::{Door, Stopped, Tls, serve};
pub use guard::{Guard, Principal};
pub use route::Offer;
