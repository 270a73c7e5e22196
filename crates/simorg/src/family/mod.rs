//! Families with behaviour of their own over the tree: one file each.
//!
//! What a kind of document is like stands in `shapes/`; here stands what rows cannot say.

use crate::state::Handler;

/// What the families answer themselves, before the tree is asked.
pub const HANDLERS: &[&[(&str, Handler)]] = &[];
