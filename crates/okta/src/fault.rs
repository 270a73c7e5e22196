//! What can go wrong between us and Okta, with predicates instead of guesses.

use std::time::Duration;

use operations::request::BadValue;

use crate::Challenge;
use crate::dpop::SigningFailed;

/// A request that did not succeed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Fault {
    /// Okta answered with an error.
    #[error("{0}")]
    Refused(Box<Refusal>),
    /// The token endpoint answered with an error.
    #[error("{0}")]
    SignIn(Box<SignInRefusal>),
    /// A person must sign in first.
    #[error("a person must sign in at {url} with the code {code}")]
    SignInNeeded {
        /// Where the person goes.
        url: String,
        /// The code to confirm there.
        code: String,
        /// How long the code is good for.
        left: Duration,
    },
    /// No answer came, and the request did not reach Okta or may safely be sent again.
    #[error("{0}")]
    Unreachable(#[from] Unreachable),
    /// A write was sent and no answer came: it may have happened.
    #[error("the request was sent, and the answer was lost: {0}")]
    UnknownOutcome(Unreachable),
    /// Okta's limits were waited out as long as is sensible.
    #[error("the rate limit is used up for another {} s", .wait.as_secs())]
    RateLimited {
        /// How long until the limit renews.
        wait: Duration,
        /// Whether it is the limit on requests at once.
        concurrent: bool,
        /// Okta's id of the last request.
        request_id: Option<String>,
    },
    /// The answer is not what Okta answers: another server, a proxy's page, a broken body.
    #[error("status {status} with {what}")]
    NotOkta {
        /// The HTTP status.
        status: u16,
        /// What came instead.
        what: String,
    },
    /// A link leads to another host; following it would hand it the token.
    #[error("a link leads to another host, {host}")]
    ForeignLink {
        /// The host.
        host: String,
    },
    /// The same page came twice: the list would never end.
    #[error("the next page is the page just read")]
    EndlessList,
    /// A value that cannot stand in a path.
    #[error(transparent)]
    BadValue(#[from] BadValue),
    /// Signing failed.
    #[error(transparent)]
    Signing(#[from] SigningFailed),
    /// DPoP is required by our own settings, and the token is not bound.
    #[error("DPoP is required, and Okta gave a token that is not bound to a key")]
    NotBound,
    /// The connection's own settings cannot be used (a proxy URL, a CA file).
    #[error("{0}")]
    Settings(String),
}

/// An error that Okta answered: its five fields, the status, and the challenge if there was one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// The operation asked for.
    pub operation: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// `errorCode`, such as `E0000007`; absent where the body is empty.
    pub code: Option<String>,
    /// `errorSummary`; localised, so nothing may branch on it.
    pub summary: Option<String>,
    /// `errorLink`.
    pub link: Option<String>,
    /// `errorId`.
    pub id: Option<String>,
    /// The `errorSummary` of each of `errorCauses`.
    pub causes: Vec<String>,
    /// Okta's id of the request.
    pub request_id: Option<String>,
    /// `WWW-Authenticate`.
    pub challenge: Option<Challenge>,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} answered {}", self.operation, self.status)?;
        if let Some(code) = &self.code {
            write!(f, " {code}")?;
        }
        Ok(())
    }
}

impl Refusal {
    fn has(&self, code: &str) -> bool {
        self.code.as_deref() == Some(code)
    }

    fn is_challenged(&self, error: &str) -> bool {
        self.challenge.as_ref().is_some_and(|c| c.is(error))
    }

    /// The thing asked for is not there (E0000007 or a bare 404).
    pub fn is_not_found(&self) -> bool {
        self.status == 404
    }

    /// The token lacks a scope.
    pub fn lacks_scope(&self) -> bool {
        self.is_challenged("insufficient_scope")
    }

    /// The app lacks an admin role that covers the operation (E0000006).
    pub fn lacks_role(&self) -> bool {
        self.has("E0000006")
    }

    /// The org has not the feature (E0000015, which comes as a 401 and is no sign-in failure).
    pub fn lacks_feature(&self) -> bool {
        self.has("E0000015")
    }

    /// The access token is not taken any more.
    pub fn rejects_token(&self) -> bool {
        self.is_challenged("invalid_token")
            || self.status == 401 && (self.has("E0000011") || self.code.is_none())
    }

    /// The DPoP proof was not taken, or one was missing.
    pub fn rejects_proof(&self) -> bool {
        self.is_challenged("invalid_dpop_proof")
            || self.is_challenged("use_dpop_nonce")
            || self.status == 400 && self.is_challenged("invalid_request")
    }

    /// The thing is managed by a directory, by HR or by an app (E0000023).
    pub fn is_managed_elsewhere(&self) -> bool {
        self.has("E0000023")
    }

    /// The state of the thing forbids it: a conflict in the wide sense.
    pub fn is_conflict(&self) -> bool {
        matches!(self.status, 409 | 412 | 423)
            || ["E0000016", "E0000032", "E0000038", "E0000056"]
                .iter()
                .any(|code| self.has(code))
    }
}

/// An error that the token endpoint answered (RFC 6749 section 5.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignInRefusal {
    /// The HTTP status.
    pub status: u16,
    /// `error`, or Okta's error code where it answers in its own form.
    pub error: String,
    /// `error_description`.
    pub description: String,
    /// Okta's id of the request.
    pub request_id: Option<String>,
    /// Okta's clock minus ours, in seconds.
    pub skew: i64,
}

impl std::fmt::Display for SignInRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "the token endpoint answered {} {}",
            self.status, self.error
        )
    }
}

/// Why no answer came.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreachable {
    /// The name has no address.
    #[error("the name {host} could not be resolved")]
    Dns {
        /// The host.
        host: String,
    },
    /// The certificate was not trusted, or TLS failed otherwise.
    #[error("no trusted TLS connection to {host}: {detail}")]
    Tls {
        /// The host.
        host: String,
        /// What TLS says.
        detail: String,
    },
    /// Nobody listens there, or a firewall or proxy refuses.
    #[error("no connection to {host}: {detail}")]
    Connect {
        /// The host.
        host: String,
        /// What the system says.
        detail: String,
    },
    /// The proxy cannot be reached, or lets nothing through.
    #[error("no way through the proxy to {host}: {detail}")]
    Proxy {
        /// The host.
        host: String,
        /// What the system or the proxy says.
        detail: String,
    },
    /// It took too long.
    #[error("no answer from {host} within {} s", .after.as_secs())]
    Timeout {
        /// The host.
        host: String,
        /// How long was waited.
        after: Duration,
    },
    /// The connection broke while the answer was on its way.
    #[error("the connection to {host} broke: {detail}")]
    Broken {
        /// The host.
        host: String,
        /// What the system says.
        detail: String,
    },
}

impl Unreachable {
    /// Whether it took too long.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout { .. })
    }

    /// Whether the request cannot have reached Okta.
    pub fn was_before_sending(&self) -> bool {
        matches!(
            self,
            Self::Dns { .. } | Self::Tls { .. } | Self::Connect { .. } | Self::Proxy { .. }
        )
    }
}

impl Fault {
    /// The error that Okta answered, if it did.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// The error that the token endpoint answered, if it did.
    pub fn sign_in(&self) -> Option<&SignInRefusal> {
        match self {
            Self::SignIn(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// Whether the thing asked for is not there.
    pub fn is_not_found(&self) -> bool {
        self.refusal().is_some_and(Refusal::is_not_found)
    }
}
