//! Are the tokens bound to a key (DPoP)?

use okta::{Dpop, Grant};

use super::Finding;
use crate::advice::Code;

/// Says so where the app takes tokens that are not.
pub fn check(asked: Dpop, grant: &Grant, findings: &mut Vec<Finding>) {
    if grant.is_bound() || asked == Dpop::Required {
        return;
    }
    let message = "the app does not require DPoP, so its tokens are good for whoever holds them";
    findings.push(Finding::new(Code::DpopNotEnforced, message));
}
