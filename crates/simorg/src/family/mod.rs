//! Families with behaviour of their own over the tree: one file each.
//!
//! What a kind of document is like stands in `shapes/`; here stands what rows cannot say.

mod binding;
mod custom_role;
mod policy;
mod policy_rule;
mod rank;
mod resource_set;

use crate::state::Handler;

/// What the families answer themselves, before the tree is asked.
#[rustfmt::skip]
pub const HANDLERS: &[&[(&str, Handler)]] = &[
    binding::HANDLERS,
    custom_role::HANDLERS,
    policy::HANDLERS,
    policy_rule::HANDLERS,
    resource_set::HANDLERS,
];
