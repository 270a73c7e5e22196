//! Public keys as JSON, and the signatures they verify (RFC 7517, RFC 7518, RFC 7638).

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ECDSA_P521_SHA512_FIXED,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512,
    RsaParameters, RsaPublicKeyComponents, UnparsedPublicKey, VerificationAlgorithm,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

/// Why a signature is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The algorithm is none that Okta takes, or not one of the key's.
    Algorithm,
    /// The key is no public key that Okta takes.
    Key,
    /// The signature is not the key's.
    Signature,
}

/// The algorithms that Okta takes, as its `WWW-Authenticate` lists them.
pub const ALGORITHMS: &str = "RS256 RS384 RS512 ES256 ES384 ES512";

/// Whether `signature` is the key's over `signed`.
///
/// # Errors
/// The flaw.
pub fn verify(
    key: &Map<String, Value>,
    algorithm: &str,
    signed: &[u8],
    signature: &[u8],
) -> Result<(), Flaw> {
    match algorithm {
        "RS256" => rsa(key, &RSA_PKCS1_2048_8192_SHA256, signed, signature),
        "RS384" => rsa(key, &RSA_PKCS1_2048_8192_SHA384, signed, signature),
        "RS512" => rsa(key, &RSA_PKCS1_2048_8192_SHA512, signed, signature),
        "ES256" => elliptic(key, "P-256", &ECDSA_P256_SHA256_FIXED)?.check(signed, signature),
        "ES384" => elliptic(key, "P-384", &ECDSA_P384_SHA384_FIXED)?.check(signed, signature),
        "ES512" => elliptic(key, "P-521", &ECDSA_P521_SHA512_FIXED)?.check(signed, signature),
        _ => Err(Flaw::Algorithm),
    }
}

/// Whether Okta takes the key at all: its type, its size, and no private part.
pub fn is_public(key: &Map<String, Value>) -> bool {
    let private = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
    if private.iter().any(|member| key.contains_key(*member)) {
        return false;
    }
    match text(key, "kty") {
        Some("RSA") => modulus(key).is_ok_and(|n| n.len() >= 256) && bytes(key, "e").is_ok(),
        Some("EC") => ["P-256", "P-384", "P-521"].contains(&text(key, "crv").unwrap_or_default()),
        _ => false,
    }
}

/// The thumbprint of a key: base64url of the SHA-256 of its required members (RFC 7638).
pub fn thumbprint(key: &Map<String, Value>) -> Option<String> {
    let members: &[&str] = match text(key, "kty")? {
        "RSA" => &["e", "kty", "n"],
        "EC" => &["crv", "kty", "x", "y"],
        _ => return None,
    };
    let mut canonical = Map::new();
    for member in members {
        canonical.insert((*member).to_owned(), key.get(*member)?.clone());
    }
    Some(digest(&Value::Object(canonical).to_string()))
}

/// Base64url of the SHA-256 of a text.
pub fn digest(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()))
}

fn rsa(
    key: &Map<String, Value>,
    parameters: &'static RsaParameters,
    signed: &[u8],
    signature: &[u8],
) -> Result<(), Flaw> {
    if text(key, "kty") != Some("RSA") {
        return Err(Flaw::Algorithm);
    }
    let n = modulus(key)?;
    let e = bytes(key, "e")?;
    RsaPublicKeyComponents { n, e }
        .verify(parameters, signed, signature)
        .map_err(|_| Flaw::Signature)
}

struct Elliptic<A: VerificationAlgorithm + 'static>(&'static A, Vec<u8>);

impl<A: VerificationAlgorithm> Elliptic<A> {
    fn check(&self, signed: &[u8], signature: &[u8]) -> Result<(), Flaw> {
        UnparsedPublicKey::new(self.0, &self.1)
            .verify(signed, signature)
            .map_err(|_| Flaw::Signature)
    }
}

fn elliptic<A: VerificationAlgorithm>(
    key: &Map<String, Value>,
    curve: &str,
    algorithm: &'static A,
) -> Result<Elliptic<A>, Flaw> {
    if text(key, "kty") != Some("EC") || text(key, "crv") != Some(curve) {
        return Err(Flaw::Algorithm);
    }
    let mut point = vec![4];
    point.extend(bytes(key, "x")?);
    point.extend(bytes(key, "y")?);
    Ok(Elliptic(algorithm, point))
}

fn modulus(key: &Map<String, Value>) -> Result<Vec<u8>, Flaw> {
    let bytes = bytes(key, "n")?;
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    Ok(bytes.get(zeros..).unwrap_or_default().to_vec())
}

fn bytes(key: &Map<String, Value>, member: &str) -> Result<Vec<u8>, Flaw> {
    let text = text(key, member).ok_or(Flaw::Key)?;
    URL_SAFE_NO_PAD.decode(text).map_err(|_| Flaw::Key)
}

fn text<'k>(key: &'k Map<String, Value>, member: &str) -> Option<&'k str> {
    key.get(member)?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The example of RFC 7638 section 3.1, and its thumbprint.
    #[test]
    fn a_thumbprint_is_that_of_the_rfc() {
        let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        let key = json!({"kty": "RSA", "n": n, "e": "AQAB", "alg": "RS256", "kid": "2011-04-29"});
        let key = key.as_object().unwrap();
        assert_eq!(
            thumbprint(key).as_deref(),
            Some("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
        );
        assert!(is_public(key));
    }

    #[test]
    fn a_private_or_small_key_is_not_taken() {
        let small = json!({"kty": "RSA", "n": "AQAB", "e": "AQAB"});
        assert!(!is_public(small.as_object().unwrap()));
        let private = json!({"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA", "d": "AA"});
        assert!(!is_public(private.as_object().unwrap()));
    }
}
