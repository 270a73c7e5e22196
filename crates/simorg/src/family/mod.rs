//! Families with behaviour of their own over the tree: one file each.
//!
//! What a kind of document is like stands in `shapes/`; here stands what rows cannot say.

mod agent;
pub mod app;
mod authenticator;
mod authorization_server;
mod binding;
mod brand;
mod custom_role;
mod device;
mod domain;
mod email;
mod enrolment;
mod factor;
mod feature;
mod governance;
mod group_rule;
mod hook;
mod identity_provider;
mod image;
mod linked_object;
pub mod mapping;
pub mod org;
mod policy;
mod policy_rule;
mod policy_simulation;
mod rank;
mod resource_set;
mod risk;
mod source;
mod ui_schema;
mod user_type;

use crate::state::Handler;

pub use factor::collection as factors_of;
pub use feature::check;
pub use group_rule::{exclude as exclude_from_rules, follow_rules};
pub use linked_object::forget as forget_links;

/// What the families answer themselves, before the tree is asked.
#[rustfmt::skip]
pub const HANDLERS: &[&[(&str, Handler)]] = &[
    agent::HANDLERS,
    app::HANDLERS,
    authenticator::HANDLERS,
    authorization_server::HANDLERS,
    binding::HANDLERS,
    brand::HANDLERS,
    custom_role::HANDLERS,
    device::HANDLERS,
    domain::HANDLERS,
    email::HANDLERS,
    factor::HANDLERS,
    governance::HANDLERS,
    group_rule::HANDLERS,
    hook::HANDLERS,
    identity_provider::HANDLERS,
    linked_object::HANDLERS,
    mapping::HANDLERS,
    org::HANDLERS,
    policy::HANDLERS,
    policy_rule::HANDLERS,
    policy_simulation::HANDLERS,
    resource_set::HANDLERS,
    risk::HANDLERS,
    source::HANDLERS,
    ui_schema::HANDLERS,
    user_type::HANDLERS,
];
