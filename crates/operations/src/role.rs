//! What each standard admin role may do, by operation.
//!
//! Read off Okta's role pages and API description; where no page says, the cell is unknown.

use crate::generated::abilities::ABILITIES;

/// Okta's standard roles that have a row in the table, from the narrowest to the widest: type and
/// label.
pub const STANDARD: &[(&str, &str)] = &[
    ("HELP_DESK_ADMIN", "Help Desk Administrator"),
    ("GROUP_MEMBERSHIP_ADMIN", "Group Membership Administrator"),
    ("READ_ONLY_ADMIN", "Read-only Administrator"),
    ("REPORT_ADMIN", "Report Administrator"),
    ("USER_ADMIN", "Group Administrator"),
    ("APP_ADMIN", "Application Administrator"),
    (
        "API_ACCESS_MANAGEMENT_ADMIN",
        "API Access Management Administrator",
    ),
    ("ORG_ADMIN", "Organization Administrator"),
    ("SUPER_ADMIN", "Super Administrator"),
];

/// A thing an administrator can do, the operations it covers, and the roles that may.
#[derive(Debug)]
pub struct Ability {
    /// A dotted name: `users.deactivate`.
    pub name: &'static str,
    /// The ids of the operations it covers.
    pub operations: &'static [&'static str],
    /// Roles (Okta's role types) that may.
    pub yes: &'static [&'static str],
    /// Roles that may within a limit (the users or groups they manage).
    pub narrowed: &'static [&'static str],
    /// Roles that may not.
    pub no: &'static [&'static str],
    /// Roles of which no source says.
    pub unknown: &'static [&'static str],
}

/// What is known of one role and one operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// The role may.
    Yes,
    /// The role may, on the users, groups or apps it manages.
    Narrowed,
    /// The role may not.
    No,
    /// No source says.
    Unknown,
}

/// The ability that covers an operation, where one does.
pub fn ability(operation: &str) -> Option<&'static Ability> {
    ABILITIES.iter().find(|a| a.operations.contains(&operation))
}

/// The standard roles that may use an operation, from the narrowest to the widest; empty where no
/// source says.
pub fn covering(operation: &str) -> Vec<&'static str> {
    let may = |role: &&str| matches!(allows(role, operation), Allowed::Yes | Allowed::Narrowed);
    STANDARD.iter().map(|(role, _)| *role).filter(may).collect()
}

/// Whether a role (Okta's role type, such as `HELP_DESK_ADMIN`) may use an operation.
pub fn allows(role: &str, operation: &str) -> Allowed {
    if role == "SUPER_ADMIN" {
        return Allowed::Yes;
    }
    match ability(operation) {
        Some(a) if a.yes.contains(&role) => Allowed::Yes,
        Some(a) if a.narrowed.contains(&role) => Allowed::Narrowed,
        Some(a) if a.no.contains(&role) => Allowed::No,
        _ => Allowed::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ability_covers_operations_of_the_table() {
        for ability in ABILITIES {
            for id in ability.operations {
                assert!(crate::find(id).is_some(), "{}: {id}", ability.name);
            }
        }
    }

    #[test]
    fn a_help_desk_reads_users_and_deactivates_nobody() {
        assert_eq!(allows("HELP_DESK_ADMIN", "listUsers"), Allowed::Narrowed);
        assert_eq!(allows("HELP_DESK_ADMIN", "deactivateUser"), Allowed::No);
        assert_eq!(allows("SUPER_ADMIN", "deactivateUser"), Allowed::Yes);
        assert_eq!(allows("USER_ADMIN", "getUserSchema"), Allowed::Unknown);
    }
}
