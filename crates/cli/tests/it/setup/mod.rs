//! `okta-mcp setup`, from an empty home to a listed user and back.

mod automatic;
pub mod bench;
mod by_hand;
mod interrupted;
mod presets;
mod refused;
