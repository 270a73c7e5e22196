//! Okta's standard roles: their names, and the ids under which they are assigned.

use super::Assignee;
use crate::dice::Dice;
use crate::id;

/// The standard roles, each with the name that the console shows.
const NAMES: &[(&str, &str)] = &[
    ("SUPER_ADMIN", "Super Administrator"),
    ("ORG_ADMIN", "Organization Administrator"),
    ("APP_ADMIN", "Application Administrator"),
    ("USER_ADMIN", "Group Administrator"),
    ("HELP_DESK_ADMIN", "Help Desk Administrator"),
    ("GROUP_MEMBERSHIP_ADMIN", "Group Membership Administrator"),
    ("READ_ONLY_ADMIN", "Read-only Administrator"),
    ("REPORT_ADMIN", "Report Administrator"),
    ("MOBILE_ADMIN", "Mobile Administrator"),
    (
        "API_ACCESS_MANAGEMENT_ADMIN",
        "API Access Management Administrator",
    ),
    ("API_ADMIN", "API Access Management Administrator"),
    ("WORKFLOWS_ADMIN", "Workflows Administrator"),
    (
        "ACCESS_CERTIFICATIONS_ADMIN",
        "Access Certifications Administrator",
    ),
    ("ACCESS_REQUESTS_ADMIN", "Access Requests Administrator"),
];

/// The roles that can be narrowed to groups.
const FOR_GROUPS: &[&str] = &["USER_ADMIN", "HELP_DESK_ADMIN", "GROUP_MEMBERSHIP_ADMIN"];

/// The roles that can be narrowed to apps.
const FOR_APPS: &[&str] = &["APP_ADMIN"];

/// Whether there is a standard role of that type.
pub fn is_standard(role: &str) -> bool {
    NAMES.iter().any(|(known, _)| *known == role)
}

/// Whether groups can narrow the role.
pub fn takes_groups(role: &str) -> bool {
    FOR_GROUPS.contains(&role)
}

/// Whether apps can narrow the role.
pub fn takes_apps(role: &str) -> bool {
    FOR_APPS.contains(&role)
}

/// The name of a standard role; the type itself where there is none.
pub fn name(role: &str) -> &str {
    NAMES
        .iter()
        .find(|(known, _)| *known == role)
        .map_or(role, |(_, name)| name)
}

/// The id of a new assignment: the role type in base 32 where the role can be narrowed, an id of its
/// own for the others (recorded so for people and groups; for service apps a guess).
pub fn assignment_id(role: &str, to: Assignee, dice: &mut Dice) -> String {
    if takes_groups(role) || takes_apps(role) {
        return base32(role);
    }
    let prefix = match (role, to) {
        ("CUSTOM", _) => "irb",
        (_, Assignee::Group) => "gra",
        _ => "ra1",
    };
    id::random(prefix, dice)
}

/// The id of a seeded assignment: as that of a new one, but readable.
pub fn seeded_id(role: &str, to: Assignee, assignee: &str) -> String {
    let tail = assignee.get(3..).unwrap_or_default();
    match to {
        _ if takes_groups(role) || takes_apps(role) => base32(role),
        Assignee::Group => format!("gra{tail}"),
        Assignee::User | Assignee::Client => format!("ra1{tail}"),
    }
}

/// Base 32 without padding (RFC 4648).
fn base32(text: &str) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut coded = String::new();
    let (mut held, mut bits) = (0_u32, 0);
    for byte in text.bytes() {
        held = (held << 8) | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            let at = (held >> bits) as usize & 31;
            coded.push(LETTERS.get(at).map_or('A', |letter| char::from(*letter)));
        }
        held &= 0xFF;
    }
    if bits > 0 {
        let at = (held << (5 - bits)) as usize & 31;
        coded.push(LETTERS.get(at).map_or('A', |letter| char::from(*letter)));
    }
    coded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_role_that_can_be_narrowed_is_its_type_in_base_32() {
        let dice = &mut Dice::new(1);
        let of = |role: &str, dice: &mut Dice| assignment_id(role, Assignee::User, dice);
        assert_eq!(of("USER_ADMIN", dice), "KVJUKUS7IFCE2SKO");
        assert_eq!(of("APP_ADMIN", dice), "IFIFAX2BIRGUSTQ");
        assert!(of("SUPER_ADMIN", dice).starts_with("ra1"));
    }
}
