//! The codes of what can be wrong with a connection, from the first cause to the last.

use serde::Serialize;

use super::remedies::ROWS;
use super::{GENERAL_TAB, ROLES_TAB, SCOPES_TAB};
use crate::{Error, Kind};

/// What can be wrong with a connection. The order is that of causes: what stands first explains what
/// stands after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "each code has a row in `ROWS` that says what it means"
)]
pub enum Code {
    SettingsInvalid,
    UrlMissing,
    UrlPlaceholder,
    UrlAdminHost,
    UrlHttp,
    UrlInvalid,
    ClientIdMissing,
    KeyMissing,
    KeyUnreadable,
    KeyPemLinesMissing,
    KeyIsPublic,
    KeyEncrypted,
    KeyTooShort,
    KeyIdMissing,
    ProxyRefused,
    DnsFailed,
    TlsFailed,
    Unreachable,
    UrlNotOkta,
    OrgSuspended,
    ClockSkew,
    ClientUnknown,
    ClientInactive,
    KeyIdUnknown,
    KeyInactive,
    KeyMismatch,
    ClientWrongType,
    ClientWrongAuthMethod,
    NetworkZoneBlocked,
    TokenEndpointIsCustom,
    AssertionRejected,
    RateLimited,
    DpopRequired,
    DpopBrokenByProxy,
    DpopNotEnforced,
    ScopeInvalid,
    ScopeNotGranted,
    ScopeSurplus,
    RoleMissing,
    RoleTooSmall,
    RoleNarrowed,
    RoleIsSuperAdmin,
    ClientsBecomeSuperAdmin,
    FeatureOff,
    KeyFileExposed,
    UrlRepaired,
    NotChecked,
    OrgSeen,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The connection does not work, or not as its settings promise.
    Error,
    /// It works, and somebody should look at this.
    Warning,
    /// What was seen, or could not be seen.
    Info,
}

/// How well a code is founded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// It is found on this machine; Okta is not asked.
    Local,
    /// Okta's answer to it is documented or was recorded.
    Recorded,
    /// Nobody has recorded Okta's answer to it; it follows from other evidence.
    Unverified,
}

/// What is to be known of one code.
#[derive(Debug)]
pub struct Row {
    /// The code.
    pub code: Code,
    /// The kind of the tool errors that carry it.
    pub kind: Kind,
    /// How bad it is, where nothing else is said.
    pub severity: Severity,
    /// How well it is founded.
    pub ground: Ground,
    /// What it means.
    pub means: &'static str,
    /// What to do; the tabs of an app stand in braces.
    pub remedy: &'static str,
}

impl Code {
    /// All of them, in order.
    pub fn all() -> impl Iterator<Item = &'static Row> {
        ROWS.iter()
    }

    /// What is to be known of it.
    pub fn row(self) -> &'static Row {
        // The rows stand in the order of the codes, which a test looks after.
        &ROWS[self as usize]
    }

    /// Its name, such as `key_mismatch`.
    pub fn name(self) -> String {
        let name = serde_json::to_value(self).unwrap_or_default();
        name.as_str().unwrap_or_default().to_owned()
    }

    /// What to do about it.
    pub fn remedy(self) -> String {
        self.row()
            .remedy
            .replace("{general}", GENERAL_TAB)
            .replace("{scopes}", SCOPES_TAB)
            .replace("{roles}", ROLES_TAB)
    }

    /// The error that says so, with the usual remedy.
    pub fn error(self, message: impl Into<String>) -> Error {
        let error = Error::new(self.row().kind, message, self.remedy());
        error.coded(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_one_row_and_the_rows_are_in_the_order_of_causes() {
        let codes: Vec<Code> = Code::all().map(|row| row.code).collect();
        assert!(codes.is_sorted_by(|one, next| one < next), "{codes:?}");
        assert_eq!(codes.len(), Code::OrgSeen as usize + 1);
        assert!(codes.iter().all(|code| code.row().code == *code));
        assert_eq!(Code::KeyIdUnknown.name(), "key_id_unknown");
    }

    #[test]
    fn every_remedy_is_a_sentence_without_braces() {
        for row in Code::all() {
            let remedy = row.code.remedy();
            assert!(remedy.ends_with('.'), "{remedy}");
            assert!(!remedy.contains(['{', '}']), "{remedy}");
            assert!(!row.means.ends_with('.'), "{}", row.means);
        }
    }
}
