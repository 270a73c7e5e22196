//! The app's own credentials: Private Key JWT (RFC 7523, OpenID Connect Core section 9).

use serde_json::json;

use crate::dpop::SigningFailed;
use crate::{Settings, jwt};

/// How long an assertion is good for, in seconds. Okta takes an hour; five minutes are plenty.
const LIFETIME: i64 = 300;

/// A fresh assertion for one attempt at the token endpoint: Okta takes each `jti` once.
pub fn assertion(settings: &Settings, audience: &str, now: i64) -> Result<String, SigningFailed> {
    let header = json!({"alg": settings.key.algorithm(), "kid": settings.key.kid(), "typ": "JWT"});
    let claims = json!({
        "iss": settings.client_id,
        "sub": settings.client_id,
        "aud": audience,
        "iat": now,
        "exp": now + LIFETIME,
        "jti": uuid::Uuid::new_v4().to_string(),
    });
    jwt::compact(&header, &claims, |input| settings.key.sign(input))
}
