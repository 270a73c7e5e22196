//! Proof of possession: one key a process, one proof a send (RFC 9449).

use aws_lc_rs::digest;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::jwt;

/// The key that this process proves possession of. It never leaves memory.
pub struct ProofKey {
    pair: EcdsaKeyPair,
    jwk: Value,
}

/// What one proof is for.
pub struct Occasion<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The URL without query and fragment.
    pub url: &'a str,
    /// The nonce that the server gave last.
    pub nonce: Option<&'a str>,
    /// The access token that goes with the request.
    pub token: Option<&'a str>,
    /// Seconds since the epoch, by Okta's clock.
    pub now: i64,
}

/// The system's randomness failed, or the key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no randomness to sign with")]
pub struct SigningFailed;

impl ProofKey {
    /// Makes a P-256 key.
    pub fn generate() -> Result<Self, SigningFailed> {
        let pair =
            EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(|_| SigningFailed)?;
        // An uncompressed point: 4, then x and y of 32 bytes each (SEC 1 section 2.3.3).
        let point = pair.public_key().as_ref();
        let jwk = json!({
            "kty": "EC",
            "crv": "P-256",
            "x": jwt::encode(point.get(1..33).ok_or(SigningFailed)?),
            "y": jwt::encode(point.get(33..65).ok_or(SigningFailed)?),
        });
        Ok(Self { pair, jwk })
    }

    /// A proof for one send; never used twice.
    pub fn proof(&self, occasion: &Occasion<'_>) -> Result<String, SigningFailed> {
        let header = json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": self.jwk});
        let mut claims = json!({
            "htm": occasion.method,
            "htu": spelled(occasion.url),
            "iat": occasion.now,
            "jti": uuid::Uuid::new_v4().to_string(),
        });
        if let Some(nonce) = occasion.nonce {
            claims["nonce"] = nonce.into();
        }
        if let Some(token) = occasion.token {
            let hash = digest::digest(&digest::SHA256, token.as_bytes());
            claims["ath"] = jwt::encode(hash).into();
        }
        jwt::compact(&header, &claims, |input| {
            let signature = self.pair.sign(&SystemRandom::new(), input);
            signature
                .map(|s| s.as_ref().to_vec())
                .map_err(|_| SigningFailed)
        })
    }
}

/// A URL as Okta writes it into the `htu` that it expects: decoded, apart from what would end or
/// break it. Encoded as it is sent, a login in the path is refused (okta-sdk-python issue 541,
/// okta-sdk-nodejs issue 521; the exceptions are those of okta-sdk-java pull request 1526).
fn spelled(url: &str) -> String {
    let Ok(plain) = percent_decode_str(url).decode_utf8() else {
        return url.to_owned();
    };
    let mut spelled = String::with_capacity(plain.len());
    for sign in plain.chars() {
        match sign {
            '%' => spelled.push_str("%25"),
            ' ' => spelled.push_str("%20"),
            '"' => spelled.push_str("%22"),
            '#' => spelled.push_str("%23"),
            other => spelled.push(other),
        }
    }
    spelled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_names_the_url_decoded() {
        let org = "https://acme.okta.com/api/v1/users/";
        for (sent, named) in [
            ("00u1ada", "00u1ada"),
            ("ada%40acme.example", "ada@acme.example"),
            ("J%C3%BCrgen%20M", "Jürgen%20M"),
            ("50%2525%23", "50%2525%23"),
            ("%FF", "%FF"),
        ] {
            assert_eq!(spelled(&format!("{org}{sent}")), format!("{org}{named}"));
        }
    }
}
