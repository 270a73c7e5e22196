//! What each operation does to an organisation, stated once, by hand, with a reason.
//!
//! Asking, annotations, read-only mode and the reference derive from it. An operation that no row names
//! counts as `Restricted`. The rows stand in `review/`, a file for each noun.

use crate::beside;
use crate::review::row;

/// What an operation or a tool does to an organisation, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Changes nothing.
    Read,
    /// Changes something that can be changed back.
    Write,
    /// Loses what Okta cannot give back, or takes the access of a person or an app. Asks first.
    Destroy,
    /// Hands over the keys. Refused unless the organisation's configuration says otherwise.
    Restricted(Family),
}

impl Effect {
    /// The word for the effect in lists and documents: `read`, `write`, `destroy` or `restricted`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Destroy => "destroy",
            Self::Restricted(_) => "restricted",
        }
    }
}

/// Why an operation is restricted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Nobody has looked at the operation yet.
    Unreviewed,
    /// What this connection itself may do.
    OwnConnection,
    /// Who administers the organisation.
    Admins,
    /// Who can still get in, administrators included.
    LockOut,
    /// Where data of the organisation is sent.
    Exfiltration,
    /// Whom the organisation trusts.
    Trust,
    /// What people see where they type their passwords.
    Pages,
    /// Every person at once.
    Mass,
    /// Whose account it is.
    Takeover,
    /// The organisation as a whole, with no way back.
    Irreversible,
}

impl Family {
    /// Every family that a configuration can speak of.
    pub const ALL: [Self; 9] = [
        Self::OwnConnection,
        Self::Admins,
        Self::LockOut,
        Self::Exfiltration,
        Self::Trust,
        Self::Pages,
        Self::Mass,
        Self::Takeover,
        Self::Irreversible,
    ];

    /// Its word in a configuration: `own_connection`, `lock_out`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unreviewed => "unreviewed",
            Self::OwnConnection => "own_connection",
            Self::Admins => "admins",
            Self::LockOut => "lock_out",
            Self::Exfiltration => "exfiltration",
            Self::Trust => "trust",
            Self::Pages => "pages",
            Self::Mass => "mass",
            Self::Takeover => "takeover",
            Self::Irreversible => "irreversible",
        }
    }

    /// Why an operation of this family is restricted, as a clause that follows "it".
    pub fn why(self) -> &'static str {
        match self {
            Self::Unreviewed => "has not been reviewed yet",
            Self::Takeover => "hands the account of a person to somebody else",
            Self::Admins => "changes who administers the organisation",
            Self::OwnConnection => "changes what this connection itself may do",
            Self::Trust => {
                "changes whom the organisation trusts to sign people in or read its answers"
            }
            Self::Exfiltration => "sends data of the organisation elsewhere",
            Self::LockOut => "can keep everybody out, administrators included",
            Self::Pages => "changes what people see where they type their passwords",
            Self::Mass => "changes every person at once",
            Self::Irreversible => "moves or makes a whole organisation, and cannot be taken back",
        }
    }
}

/// The effect of the operation of that id.
pub fn of(id: &str) -> Effect {
    let is_beside = || beside::ALL.iter().any(|operation| operation.id == id);
    match row(id) {
        Some(row) => row.effect,
        // What stands beside the table only reads.
        None if is_beside() => Effect::Read,
        None => Effect::Restricted(Family::Unreviewed),
    }
}

/// Why the operation of that id has its effect, as a clause; `None` for reads and for operations
/// without a row.
pub fn reason(id: &str) -> Option<&'static str> {
    let row = row(id)?;
    match row.effect {
        Effect::Restricted(family) => Some(family.why()),
        Effect::Read => None,
        Effect::Write | Effect::Destroy => Some(row.why),
    }
}

/// What the operation of that id does, in one or two sentences of ours: what, the trap, what it needs.
/// Empty for an operation without a row.
pub fn about(id: &str) -> &'static str {
    row(id).map_or("", |row| row.about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_row_names_is_restricted() {
        let effect = of("createOrgNobodyKnows");
        assert_eq!(effect, Effect::Restricted(Family::Unreviewed));
    }
}
