//! Scopes: which exist, and which cover which.

use std::collections::BTreeSet;

use operations::OPERATIONS;

/// Every `okta.` scope that an operation names, sorted.
pub fn catalogue() -> BTreeSet<&'static str> {
    OPERATIONS
        .iter()
        .flat_map(|operation| operation.scopes.iter().copied())
        .filter(|scope| scope.starts_with("okta.") && !is_own(scope))
        .collect()
}

/// Whether a scope is for what signs in with a session of its own.
pub fn is_own(scope: &str) -> bool {
    scope.rsplit('.').next() == Some("self")
}

/// Whether a scope is of OpenID Connect.
pub fn is_openid(scope: &str) -> bool {
    let names = [
        "openid",
        "profile",
        "email",
        "address",
        "phone",
        "offline_access",
        "groups",
    ];
    names.contains(&scope)
}

/// Whether a token with `held` may do what needs `needed`; `.manage` covers `.read`.
pub fn covers(held: &[String], needed: &str) -> bool {
    let managing = needed
        .strip_suffix(".read")
        .map(|family| format!("{family}.manage"));
    held.iter()
        .any(|scope| scope == needed || Some(scope) == managing.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manage_covers_read_and_read_covers_nothing_more() {
        let manage = ["okta.users.manage".to_owned()];
        assert!(covers(&manage, "okta.users.read"));
        assert!(!covers(&manage, "okta.groups.read"));
        assert!(!covers(
            &["okta.users.read".to_owned()],
            "okta.users.manage"
        ));
        assert!(catalogue().contains("okta.users.read"));
    }
}
