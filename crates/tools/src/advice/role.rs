//! Advice for an admin role that is missing or too small.

use operations::{Operation, role};

use super::{Code, ROLES_TAB};
use crate::Error;

/// The app's role does not cover an operation.
pub(crate) fn missing_role(operation: &Operation) -> Error {
    let next_step = roles_for(&[operation]);
    Code::RoleTooSmall
        .error(format!(
            "the app's admin role does not cover {}; the scope alone is not enough",
            operation.id
        ))
        .with_next_step(next_step)
}

/// Which role covers operations, as far as Okta documents it, and where it is assigned. The smallest
/// standard role for all of them, else one for each.
pub(crate) fn roles_for(operations: &[&Operation]) -> String {
    let documented: Vec<Vec<&str>> = operations
        .iter()
        .map(|operation| role::covering(operation.id))
        .collect();
    let covers_all = |name: &str| documented.iter().all(|roles| roles.contains(&name));
    let one = role::STANDARD.iter().find(|(name, _)| covers_all(name));
    match one {
        Some((name, label)) if *name != "SUPER_ADMIN" || operations.len() == 1 => {
            format!(
                "A super administrator assigns the admin role {label}, or another that covers it, to the app {ROLES_TAB}."
            )
        }
        _ if operations.len() == 1 => format!(
            "A super administrator assigns an admin role that covers it (Okta does not document which; Super Administrator does) to the app {ROLES_TAB}."
        ),
        _ => format!(
            "A super administrator assigns roles that cover all of it to the app {ROLES_TAB}: {}. Several roles add up, and a custom role can hold just what is needed.",
            each(operations)
        ),
    }
}

fn each(operations: &[&Operation]) -> String {
    let named = operations.iter().map(|operation| {
        let smallest = role::covering(operation.id).first().copied();
        let label = role::STANDARD
            .iter()
            .find(|(name, _)| Some(*name) == smallest)
            .map_or("a custom role, or Super Administrator", |(_, label)| label);
        format!("for {}, {label}", operation.id)
    });
    named.collect::<Vec<_>>().join("; ")
}
