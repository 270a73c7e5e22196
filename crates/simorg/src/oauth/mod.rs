//! Signing in: the service app, the token endpoint, and what a token is worth.

mod access;
mod assertion;
pub mod client;
mod device;
mod jwk;
mod jwt;
mod proof;
mod resource;
mod scope;
mod token;

pub use access::{Access, ServiceApp, generate, public_jwk};
pub use device::{CLIENT as DEVICE_CLIENT, Decision, authorize};
pub use resource::{Turned, admit, insufficient_scope};
pub use scope::{catalogue, covers};
pub use token::grant;
