//! What a connection needs to be known of: all of it checked, the secrets typed.

use std::time::Duration;

use crate::{Credentials, OrgUrl};

/// Okta's rate-limit windows are a minute long; a little more is their rounding.
const LONGEST_WINDOW: Duration = Duration::from_secs(65);

/// A connection to one org, complete and valid.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The org.
    pub org: OrgUrl,
    /// The client id of the API Services app.
    pub client_id: String,
    /// How the connection signs in.
    pub credentials: Credentials,
    /// The scopes to ask for.
    pub scopes: Vec<String>,
    /// Whether to prove possession of the tokens.
    pub dpop: Dpop,
    /// PEM certificates to trust besides the system's (`SSL_CERT_FILE`).
    pub trusted: Option<String>,
    /// A proxy for every request (`HTTPS_PROXY`), with the hosts it is not for (`NO_PROXY`).
    pub proxy: Option<Proxy>,
    /// The longest that one request may take, its body included.
    pub timeout: Duration,
    /// The longest that one 429 is waited out.
    pub patience: Duration,
    /// How many requests may be under way at once.
    pub concurrency: usize,
}

/// A proxy and the hosts it is not for.
#[derive(Clone, Debug)]
pub struct Proxy {
    /// The proxy's URL.
    pub url: String,
    /// The hosts it is not for, as `NO_PROXY` writes them.
    pub except: Option<String>,
}

impl Proxy {
    /// Whether requests to a host go through the proxy: `NO_PROXY` names hosts, domains with or
    /// without a leading dot, or `*`.
    pub fn is_for(&self, host: &str) -> bool {
        let except = self.except.as_deref().unwrap_or_default();
        let mut names = except.split(',').map(str::trim).filter(|n| !n.is_empty());
        !names.any(|name| {
            let domain = name.trim_start_matches('.');
            let below = host.strip_suffix(domain);
            name == "*" || below.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }
}

impl Settings {
    /// Settings with the defaults for everything but the four values nobody can guess.
    pub fn new(
        org: OrgUrl,
        client_id: String,
        credentials: impl Into<Credentials>,
        scopes: Vec<String>,
    ) -> Self {
        Self {
            org,
            client_id,
            credentials: credentials.into(),
            scopes,
            dpop: Dpop::Auto,
            trusted: None,
            proxy: None,
            timeout: Duration::from_mins(1),
            patience: LONGEST_WINDOW,
            concurrency: 8,
        }
    }
}

/// Whether to send DPoP proofs (RFC 9449).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dpop {
    /// Send a proof and take the kind of token the server gives.
    Auto,
    /// Send a proof and take nothing but a bound token.
    Required,
    /// Send none.
    Off,
}
