//! What a model and a person are told when something did not work.

use serde::Serialize;
use serde_json::{Value, json};

use crate::advice::Code;

/// A failure, in words for the person who can do something about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// Which failure it is, of a closed list.
    pub kind: Kind,
    /// What happened.
    pub message: String,
    /// What to do, and where.
    pub next_step: String,
    /// Where the connection itself is at fault: which fault it is, of those that `okta-mcp doctor`
    /// names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
    /// What Okta said, word for word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub okta: Option<Box<OktaError>>,
}

/// Okta's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OktaError {
    /// The HTTP status.
    pub status: u16,
    /// `errorCode`, or the OAuth `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// `errorSummary`, or the OAuth `error_description`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// `errorId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// `x-okta-request-id`, which the System Log has as `transaction.id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The `errorSummary` of each cause.
    pub causes: Vec<String>,
}

/// The closed list of failures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A scope was not granted, or not asked for.
    MissingScope,
    /// The app has no admin role that covers it.
    MissingRole,
    /// The thing is not there.
    NotFound,
    /// Okta refused for a reason of its own.
    OktaRejected,
    /// The state of the thing forbids it.
    Conflict,
    /// A directory, HR or an app manages the thing.
    ManagedElsewhere,
    /// The org has not the feature.
    FeatureOff,
    /// The rate limit is used up.
    RateLimited,
    /// Okta did not let the app sign in.
    SignInFailed,
    /// A person must sign in.
    SignInNeeded,
    /// The settings of the connection are wrong.
    Misconfigured,
    /// Okta cannot be reached.
    Unreachable,
    /// A person must confirm, and could not be asked.
    NeedsConfirmation,
    /// A person, or the client for them, said no.
    Declined,
    /// What was confirmed is too old.
    Expired,
    /// What was confirmed is not what would happen now.
    StateChanged,
    /// The configuration forbids it.
    Restricted,
    /// A policy of the organisation forbids it.
    BlockedByPolicy,
    /// The value is a secret.
    SecretWithheld,
    /// The write may have happened.
    UnknownOutcome,
    /// The arguments are wrong.
    InvalidInput,
}

impl Error {
    /// An error in our own words.
    pub fn new(kind: Kind, message: impl Into<String>, next_step: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            next_step: next_step.into(),
            code: None,
            okta: None,
        }
    }

    /// The same as one of the faults that the doctor names.
    #[must_use]
    pub fn coded(self, code: Code) -> Self {
        Self {
            code: Some(code),
            ..self
        }
    }

    /// The same with another thing to do.
    #[must_use]
    pub fn with_next_step(self, next_step: impl Into<String>) -> Self {
        Self {
            next_step: next_step.into(),
            ..self
        }
    }

    /// Wrong arguments; at most a name was looked up.
    pub fn invalid_input(message: impl Into<String>) -> Self {
        Self::new(
            Kind::InvalidInput,
            message,
            "Correct the argument and call again. Nothing was changed.",
        )
    }

    /// The structured content of the reply.
    pub fn to_value(&self) -> Value {
        json!({"error": self})
    }
}
