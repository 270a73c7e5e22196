//! What the doctor is given: the settings as they were found, usable or not.

use std::path::PathBuf;

use okta::{Dpop, Proxy};

use crate::Error;

/// The settings of a connection, whether they make one or not.
#[derive(Clone, Debug)]
pub struct Given {
    /// Settings that cannot be used, and why.
    pub faults: Vec<Error>,
    /// `OKTA_ORG_URL`; empty where it is not set.
    pub org_url: String,
    /// The client id, or why there is none.
    pub client_id: Result<String, Error>,
    /// How it signs in.
    pub way: Way,
    /// The scopes to ask for.
    pub scopes: Vec<String>,
    /// Whether to prove possession of tokens.
    pub dpop: Dpop,
    /// PEM certificates to trust besides the system's.
    pub trusted: Option<String>,
    /// The proxy.
    pub proxy: Option<Proxy>,
    /// Whether no write exists.
    pub read_only: bool,
}

/// How a connection signs in.
#[derive(Clone, Debug)]
pub enum Way {
    /// With the app's key.
    Key(GivenKey),
    /// As a person, in a browser.
    Device,
}

/// A key as it was given.
#[derive(Clone)]
pub struct GivenKey {
    /// Its text, or why it could not be read.
    pub text: Result<String, Error>,
    /// The file it came from.
    pub file: Option<PathBuf>,
    /// `OKTA_KEY_ID`.
    pub id: Option<String>,
}

impl std::fmt::Debug for GivenKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "key {:?} of {:?} (***)", self.id, self.file)
    }
}
