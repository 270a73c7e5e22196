//! Making a key pair for an app: on this machine, and the private half in the two forms that files have.

use aws_lc_rs::encoding::{AsBigEndian as _, AsDer as _, EcPrivateKeyBin, Pkcs8V1Der};
use aws_lc_rs::rsa::{self, KeySize};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::dpop::SigningFailed;
use crate::key::Pair;
use crate::{Secret, SigningKey, jwt};

/// Which kind of key to make.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyKind {
    /// RSA of 3072 bits, which every tool reads.
    #[default]
    Rsa,
    /// Elliptic curve P-256, which is short.
    Ec,
}

/// A new key, and what a file of it holds. Its id is the thumbprint of its public half (RFC 7638).
#[derive(Debug)]
pub struct NewKey {
    /// The key, ready to sign.
    pub key: SigningKey,
    /// The private key as a JWK that holds its id (RFC 7517).
    pub jwk: Secret,
    /// The private key as a PEM (PKCS#8), which holds no id.
    pub pem: Secret,
}

impl NewKey {
    /// Makes a key.
    ///
    /// # Errors
    /// Where the system gives no randomness.
    pub fn generate(kind: KeyKind) -> Result<Self, SigningFailed> {
        let nameless = match kind {
            KeyKind::Rsa => {
                let pair = rsa::KeyPair::generate(KeySize::Rsa3072);
                SigningKey::rsa(pair.map_err(|_| SigningFailed)?, "new")
            }
            KeyKind::Ec => SigningKey::generate("new")?,
        };
        Self::of(nameless.under(&nameless.thumbprint()))
    }

    /// A key that was made before.
    ///
    /// # Errors
    /// Where the library cannot give its members.
    pub fn of(key: SigningKey) -> Result<Self, SigningFailed> {
        Ok(Self {
            jwk: key.private_jwk()?,
            pem: key.private_pem()?,
            key,
        })
    }
}

impl SigningKey {
    /// What an app registers of the key: the public half with its id, use and algorithm.
    pub fn registration(&self) -> Value {
        let mut jwk = json!({"kid": self.kid(), "use": "sig", "alg": self.algorithm()});
        if let (Some(jwk), Value::Object(public)) = (jwk.as_object_mut(), self.public_jwk()) {
            jwk.extend(public);
        }
        jwk
    }

    /// The whole key as a JWK that holds its id: what its file holds.
    ///
    /// # Errors
    /// Where the library cannot give its members.
    pub fn private_jwk(&self) -> Result<Secret, SigningFailed> {
        let mut jwk = self.registration();
        match self.pair() {
            Pair::Rsa(pair, _) => {
                let der: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| SigningFailed)?;
                let integers = rsa_integers(der.as_ref()).ok_or(SigningFailed)?;
                let names = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];
                for (name, integer) in names.iter().zip(integers) {
                    jwk[*name] = jwt::encode(integer).into();
                }
            }
            Pair::Ec(pair) => {
                let private: EcPrivateKeyBin<'_> = pair
                    .private_key()
                    .as_be_bytes()
                    .map_err(|_| SigningFailed)?;
                jwk["d"] = jwt::encode(private.as_ref()).into();
            }
        }
        Ok(Secret::new(format!("{jwk:#}\n")))
    }

    /// The whole key as a PEM (PKCS#8), which holds no id.
    fn private_pem(&self) -> Result<Secret, SigningFailed> {
        let der = match self.pair() {
            Pair::Rsa(pair, _) => {
                let der: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| SigningFailed)?;
                der.as_ref().to_vec()
            }
            Pair::Ec(pair) => {
                let der = pair.to_pkcs8v1().map_err(|_| SigningFailed)?;
                der.as_ref().to_vec()
            }
        };
        Ok(Secret::new(pem(&der)))
    }
}

/// The integers of an RSA key but for its version, from its PKCS#8 form (RFC 5958, RFC 8017 appendix
/// A.1.2).
fn rsa_integers(der: &[u8]) -> Option<Vec<&[u8]>> {
    let (_, whole, _) = element(der)?;
    let (_, _version, rest) = element(whole)?;
    let (_, _algorithm, rest) = element(rest)?;
    let (_, key, _) = element(rest)?;
    let (_, mut rest, _) = element(key)?;
    let mut integers = Vec::new();
    while let Some((_, integer, after)) = element(rest) {
        // A leading zero only says that the number is not negative.
        let unsigned = integer.iter().position(|byte| *byte != 0).unwrap_or(0);
        integers.push(integer.get(unsigned..)?);
        rest = after;
    }
    (integers.len() == 9).then(|| integers.split_off(1))
}

/// The first element of DER (X.690): its tag, what it holds, and what stands behind it.
fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = der.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match usize::from(*first) {
        short @ 0..=0x7f => (short, rest),
        long => {
            let (bytes, rest) = rest.split_at_checked(long & 0x7f)?;
            let length = bytes.iter().try_fold(0usize, |sum, byte| {
                sum.checked_mul(256)?.checked_add(usize::from(*byte))
            });
            (length?, rest)
        }
    };
    let (held, behind) = rest.split_at_checked(length)?;
    Some((*tag, held, behind))
}

fn pem(der: &[u8]) -> String {
    let body = STANDARD.encode(der);
    let lines: Vec<&str> = (0..body.len())
        .step_by(64)
        .filter_map(|at| body.get(at..body.len().min(at + 64)))
        .collect();
    format!(
        "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
        lines.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_a_new_key_are_the_same_key() {
        for (kind, algorithm) in [(KeyKind::Rsa, "RS256"), (KeyKind::Ec, "ES256")] {
            let new = NewKey::generate(kind).unwrap();
            let from_jwk = SigningKey::parse(new.jwk.expose(), None).unwrap();
            let from_pem = SigningKey::parse(new.pem.expose(), Some("other")).unwrap();
            assert_eq!(new.key.algorithm(), algorithm);
            assert_eq!(new.key.kid(), new.key.thumbprint());
            assert_eq!(from_jwk.kid(), new.key.kid());
            assert_eq!(from_pem.thumbprint(), new.key.thumbprint());
            let registered = new.key.registration();
            assert!(registered["d"].is_null() && registered["p"].is_null());
            assert_eq!(registered["kid"], new.key.kid());
            assert!(!format!("{new:?}").contains(&new.pem.expose()[40..60]));
        }
    }
}
