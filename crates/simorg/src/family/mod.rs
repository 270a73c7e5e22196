//! Families with behaviour of their own over the tree: one file each.
//!
//! What a kind of document is like stands in `shapes/`; here stands what rows cannot say.

mod binding;
mod custom_role;
mod resource_set;

use crate::state::Handler;

/// What the families answer themselves, before the tree is asked.
pub const HANDLERS: &[&[(&str, Handler)]] = &[
    binding::HANDLERS,
    custom_role::HANDLERS,
    resource_set::HANDLERS,
];
