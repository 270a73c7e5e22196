//! How a connection signs in: by the app's own key (Private Key JWT, RFC 7523), or as a person on a
//! device (RFC 8628), or, to set a connection up, with an administrator's API token.

use serde_json::json;

use crate::dpop::SigningFailed;
use crate::{Device, KeyFile, Secret, Settings, SigningKey, jwt};

/// How long an assertion is good for, in seconds. Okta takes an hour; five minutes are plenty.
const LIFETIME: i64 = 300;

/// How a connection signs in.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// As the app, with its private key.
    Key(SigningKey),
    /// As the app, with the private key that a file holds now.
    KeyFile(KeyFile),
    /// As a person, who confirms a code in a browser.
    Device(Device),
    /// As the administrator whose API token it is (the SSWS scheme). It has no scopes; the person's admin
    /// role is what counts.
    ApiToken(Secret),
}

impl Credentials {
    /// The id of the key; empty where there is none.
    pub fn kid(&self) -> String {
        let key = self.key();
        key.map(|key| key.kid().to_owned()).unwrap_or_default()
    }

    /// The app's key, where it signs in with one.
    pub fn key(&self) -> Option<SigningKey> {
        match self {
            Self::Key(key) => Some(key.clone()),
            Self::KeyFile(file) => Some(file.key()),
            Self::Device(_) | Self::ApiToken(_) => None,
        }
    }
}

impl From<SigningKey> for Credentials {
    fn from(key: SigningKey) -> Self {
        Self::Key(key)
    }
}

impl From<KeyFile> for Credentials {
    fn from(file: KeyFile) -> Self {
        Self::KeyFile(file)
    }
}

impl From<Device> for Credentials {
    fn from(device: Device) -> Self {
        Self::Device(device)
    }
}

/// A fresh assertion for one attempt at the token endpoint: Okta takes each `jti` once.
pub fn assertion(
    settings: &Settings,
    key: &SigningKey,
    audience: &str,
    now: i64,
) -> Result<String, SigningFailed> {
    let mut header = json!({"alg": key.algorithm(), "typ": "JWT"});
    if !key.kid().is_empty() {
        header["kid"] = key.kid().into();
    }
    let claims = json!({
        "iss": settings.client_id,
        "sub": settings.client_id,
        "aud": audience,
        "iat": now,
        "exp": now + LIFETIME,
        "jti": uuid::Uuid::new_v4().to_string(),
    });
    jwt::compact(&header, &claims, |input| key.sign(input))
}
