//! Journeys: tools with a plot, several operations and a judgement of our own.

mod offboard_user;

use crate::Entry;
use crate::tool::write;

/// The journeys.
pub const TOOLS: &[Entry] = &[write::<offboard_user::OffboardUser>()];
