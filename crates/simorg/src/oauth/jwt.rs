//! A JSON Web Token taken apart, not yet believed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

/// The parts of a token.
#[derive(Debug)]
pub struct Jwt {
    /// The protected header.
    pub header: Map<String, Value>,
    /// The claims.
    pub claims: Map<String, Value>,
    /// What the signature is over.
    pub signed: String,
    /// The signature.
    pub signature: Vec<u8>,
}

impl Jwt {
    /// The parts of a compact serialisation; `None` where it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        Some(Self {
            header: object(header)?,
            claims: object(claims)?,
            signed: signed.to_owned(),
            signature: URL_SAFE_NO_PAD.decode(signature).ok()?,
        })
    }

    /// A text in the header.
    pub fn head(&self, name: &str) -> Option<&str> {
        self.header.get(name)?.as_str()
    }

    /// A text among the claims.
    pub fn claim(&self, name: &str) -> Option<&str> {
        self.claims.get(name)?.as_str()
    }

    /// A time among the claims, in whole seconds since the epoch.
    pub fn seconds(&self, name: &str) -> Option<i64> {
        let value = self.claims.get(name)?;
        #[allow(clippy::cast_possible_truncation)]
        value.as_i64().or_else(|| value.as_f64().map(|f| f as i64))
    }
}

fn object(part: &str) -> Option<Map<String, Value>> {
    let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
    match serde_json::from_slice(&bytes).ok()? {
        Value::Object(map) => Some(map),
        _ => None,
    }
}

/// A part of a token: JSON as base64url.
pub fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_token_has_three_parts() {
        let text = format!(
            "{}.{}.AA",
            encode(&json!({"alg": "x"})),
            encode(&json!({"exp": 5}))
        );
        let jwt = Jwt::parse(&text).unwrap();
        assert_eq!(jwt.head("alg"), Some("x"));
        assert_eq!(jwt.seconds("exp"), Some(5));
        for bad in ["", "a.b", "a.b.c", "..", "e30.e30.e30.e30", "W10.e30.AA"] {
            assert!(Jwt::parse(bad).is_none(), "{bad}");
        }
    }
}
