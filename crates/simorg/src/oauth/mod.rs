//! Signing in: the service app, the token endpoint, and what a token is worth.

mod access;
mod assertion;
mod jwk;
mod jwt;
mod proof;
mod resource;
mod scope;
mod token;

pub use access::{Access, ServiceApp, generate, public_jwk};
pub use resource::{Turned, admit, insufficient_scope};
pub use scope::{catalogue, covers};
pub use token::grant;
