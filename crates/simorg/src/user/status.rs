//! The statuses of a person, and the links that each shows.

/// A person's status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Made, and not yet invited.
    Staged,
    /// Invited, and not yet here.
    Provisioned,
    /// Here.
    Active,
    /// Choosing a new password by a link.
    Recovery,
    /// To choose a new password at the next sign-in.
    PasswordExpired,
    /// Kept out after too many wrong passwords.
    LockedOut,
    /// Kept out by an administrator, for a while.
    Suspended,
    /// Gone.
    Deprovisioned,
}

const ACTIVE: &[&str] = &[
    "suspend",
    "schema",
    "resetPassword",
    "forgotPassword",
    "expirePassword",
    "changeRecoveryQuestion",
    "self",
    "resetFactors",
    "type",
    "changePassword",
    "deactivate",
];

impl Status {
    /// Okta's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Staged => "STAGED",
            Self::Provisioned => "PROVISIONED",
            Self::Active => "ACTIVE",
            Self::Recovery => "RECOVERY",
            Self::PasswordExpired => "PASSWORD_EXPIRED",
            Self::LockedOut => "LOCKED_OUT",
            Self::Suspended => "SUSPENDED",
            Self::Deprovisioned => "DEPROVISIONED",
        }
    }

    /// The digit before an id in a cursor of the unfiltered list, which runs by status and then by id.
    /// `0` and `2` are recorded; the digits of the others are not, and chosen here.
    pub fn class(self) -> char {
        match self {
            Self::Staged => '0',
            Self::Provisioned | Self::Active => '2',
            Self::Recovery | Self::PasswordExpired => '3',
            Self::LockedOut | Self::Suspended => '4',
            Self::Deprovisioned => '5',
        }
    }

    /// The names of the links, in the recorded order. `LOCKED_OUT` and `RECOVERY` were never recorded.
    pub fn links(self) -> &'static [&'static str] {
        match self {
            Self::Staged => &["schema", "activate", "self", "resetFactors", "type"],
            Self::Provisioned => &[
                "suspend",
                "schema",
                "resetPassword",
                "reactivate",
                "self",
                "resetFactors",
                "type",
                "deactivate",
            ],
            Self::Active | Self::PasswordExpired => ACTIVE,
            Self::Recovery => &[
                "schema",
                "resetPassword",
                "reactivate",
                "self",
                "resetFactors",
                "type",
                "deactivate",
            ],
            Self::LockedOut => &[
                "schema",
                "resetPassword",
                "self",
                "unlock",
                "resetFactors",
                "type",
                "deactivate",
            ],
            Self::Suspended => &[
                "unsuspend",
                "schema",
                "self",
                "resetFactors",
                "type",
                "deactivate",
            ],
            Self::Deprovisioned => &[
                "schema",
                "activate",
                "self",
                "resetFactors",
                "type",
                "delete",
            ],
        }
    }
}

/// The end of the path that a link leads to.
pub fn step(link: &str) -> &'static str {
    match link {
        "activate" => "lifecycle/activate",
        "reactivate" => "lifecycle/reactivate",
        "suspend" => "lifecycle/suspend",
        "unsuspend" => "lifecycle/unsuspend",
        "unlock" => "lifecycle/unlock",
        "deactivate" => "lifecycle/deactivate",
        "resetFactors" => "lifecycle/reset_factors",
        "resetPassword" => "lifecycle/reset_password",
        "expirePassword" => "lifecycle/expire_password",
        "forgotPassword" => "credentials/forgot_password",
        "changePassword" => "credentials/change_password",
        "changeRecoveryQuestion" => "credentials/change_recovery_question",
        _ => "",
    }
}
