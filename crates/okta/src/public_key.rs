//! The public half of a key, and its thumbprint (RFC 7638).

use aws_lc_rs::digest;
use aws_lc_rs::signature::KeyPair as _;
use serde_json::{Value, json};

use crate::key::Pair;
use crate::{SigningKey, jwt};

impl SigningKey {
    /// The public half as a JWK, its required members in the order of RFC 7638.
    pub fn public_jwk(&self) -> Value {
        match self.pair() {
            Pair::Rsa(pair, _) => {
                let key = pair.public_key();
                json!({
                    "e": jwt::encode(key.exponent().big_endian_without_leading_zero()),
                    "kty": "RSA",
                    "n": jwt::encode(key.modulus().big_endian_without_leading_zero()),
                })
            }
            Pair::Ec(pair) => {
                // An uncompressed point: 4, then x and y of equal length (SEC 1 section 2.3.3).
                let point = pair.public_key().as_ref().get(1..).unwrap_or_default();
                let (x, y) = point.split_at(point.len() / 2);
                let curve = match self.algorithm() {
                    "ES384" => "P-384",
                    "ES512" => "P-521",
                    _ => "P-256",
                };
                json!({"crv": curve, "kty": "EC", "x": jwt::encode(x), "y": jwt::encode(y)})
            }
        }
    }

    /// The thumbprint of the public half, which some tools use as the key id.
    pub fn thumbprint(&self) -> String {
        let canonical = self.public_jwk().to_string();
        jwt::encode(digest::digest(&digest::SHA256, canonical.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use crate::SigningKey;

    #[test]
    fn the_thumbprint_is_of_the_public_half_whatever_the_id() {
        let jwk = include_str!("../tests/it/p256.jwk.json");
        let key = SigningKey::parse(jwk, None).unwrap();
        let public = key.public_jwk();
        assert_eq!(public["x"], "UsKJIRdITh61DmgBg3f-o3uDjRn5zo2qpqlRU_W2Q50");
        assert!(public["d"].is_null());
        assert_eq!(key.thumbprint(), key.under("other").thumbprint());
        assert_eq!(key.thumbprint().len(), 43);
    }
}
