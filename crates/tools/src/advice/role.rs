//! Advice for an admin role that is missing or too small.

use operations::{Method, OPERATIONS, Operation, role};

use super::{Code, ROLES_TAB};
use crate::Error;

/// The app's role does not cover an operation.
pub(crate) fn missing_role(operation: &Operation) -> Error {
    let wanted = smallest(|name| role::covering(operation.id).contains(&name)).map_or_else(
        || {
            "an admin role that covers it (Okta does not document which; Super Administrator does)"
                .to_owned()
        },
        |label| format!("the admin role {label}, or another that covers it,"),
    );
    Code::RoleTooSmall
        .error(format!(
            "the app's admin role does not cover {}; the scope alone is not enough",
            operation.id
        ))
        .with_next_step(format!(
            "A super administrator assigns {wanted} to the app {ROLES_TAB}."
        ))
}

/// Which role an app without any needs for its scopes.
pub(crate) fn role_for(scopes: &[&str]) -> String {
    let serves_all = |name: &str| scopes.iter().all(|scope| serves(name, scope));
    let wanted = smallest(serves_all).map_or_else(
        || "admin roles that serve its scopes (no standard role short of Super Administrator serves all of them; roles add up, and a custom role can hold just what is needed)".to_owned(),
        |label| format!("the admin role {label}, the smallest standard role that serves each of its scopes, or a custom role,"),
    );
    format!("A super administrator assigns {wanted} to the app {ROLES_TAB}.")
}

/// Which roles an app needs besides its own for operations that are refused.
pub(crate) fn roles_besides(operations: &[&Operation]) -> String {
    let each = operations.iter().map(|operation| {
        let label = smallest(|name| role::covering(operation.id).contains(&name));
        let label = label.unwrap_or("a custom role (Okta does not document which standard role)");
        format!("{label} for {}", operation.id)
    });
    let each = each.collect::<Vec<_>>().join("; ");
    format!(
        "A super administrator adds to the app {ROLES_TAB}: {each}; or another role that covers it. Roles add up. Or take the scope out of OKTA_SCOPES."
    )
}

/// The label of a standard role, as Okta's console shows it; the type itself where it is not known.
pub fn label(name: &str) -> &str {
    let known = role::STANDARD.iter().find(|(known, _)| *known == name);
    known.map_or(name, |(_, label)| label)
}

/// The narrowest standard role that is of use for each of these scopes, by its type; where no single
/// one is, the fewest that are together, narrow ones first. `None` where none short of Super
/// Administrator is known to serve one of them.
pub fn smallest_for(scopes: &[&str]) -> Option<Vec<&'static str>> {
    let all = |name: &str| scopes.iter().all(|scope| serves(name, scope));
    let names = || {
        let names = role::STANDARD.iter().map(|(name, _)| *name);
        names.filter(|name| *name != "SUPER_ADMIN")
    };
    if let Some(one) = names().find(|name| all(name)) {
        return Some(vec![one]);
    }
    let mut open: Vec<&str> = scopes.to_vec();
    let mut chosen = Vec::new();
    while !open.is_empty() {
        let served = |name: &str| open.iter().filter(|scope| serves(name, scope)).count();
        // The first of the best: the narrowest.
        let best = names().rev().max_by_key(|name| served(name))?;
        if served(best) == 0 {
            return None;
        }
        open.retain(|scope| !serves(best, scope));
        chosen.push(best);
    }
    Some(chosen)
}

/// Whether a role (Okta's role type) is of any use for a scope: for one that writes, whether it covers
/// a write.
pub fn serves(name: &str, scope: &str) -> bool {
    let writes = scope.ends_with(".manage");
    let mut of_scope = OPERATIONS.iter().filter(|operation| {
        operation.scopes == [scope] && (operation.method != Method::Get) == writes
    });
    of_scope.any(|operation| role::covering(operation.id).contains(&name))
}

/// The label of the narrowest standard role of which that holds. Super Administrator is never advised.
fn smallest(fits: impl Fn(&str) -> bool) -> Option<&'static str> {
    let small = role::STANDARD
        .iter()
        .filter(|(name, _)| *name != "SUPER_ADMIN");
    let mut fitting = small.filter(|(name, _)| fits(name));
    fitting.next().map(|(_, label)| *label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_roles_serve_each_scope() {
        assert_eq!(smallest_for(&["okta.apps.manage"]), Some(vec!["APP_ADMIN"]));
        let wanted = [
            "okta.users.manage",
            "okta.apps.manage",
            "okta.templates.read",
        ];
        let roles = smallest_for(&wanted).unwrap();
        for scope in wanted {
            assert!(
                roles.iter().any(|role| serves(role, scope)),
                "{scope}: {roles:?}"
            );
        }
        assert_eq!(smallest_for(&["okta.eventHooks.manage"]), None);
        assert_eq!(label("USER_ADMIN"), "Group Administrator");
    }

    #[test]
    fn the_organization_administrator_does_not_manage_apps() {
        let advice = role_for(&["okta.apps.manage"]);
        assert!(advice.contains("Application Administrator"), "{advice}");
        let advice = role_for(&["okta.users.manage", "okta.groups.manage", "okta.logs.read"]);
        assert!(advice.contains("Administrator"), "{advice}");
    }
}
