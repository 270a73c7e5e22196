//! The app's private key, in every form that people have it in.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa;
use aws_lc_rs::signature::{
    self, ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING,
    ECDSA_P521_SHA512_FIXED_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm, RsaEncoding,
};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rustls_pki_types::PrivateKeyDer;
use rustls_pki_types::pem::PemObject as _;
use serde_json::Value;

use crate::dpop::SigningFailed;

/// A private key with its id, ready to sign assertions.
#[derive(Clone)]
pub struct SigningKey {
    pair: Arc<Pair>,
    algorithm: &'static str,
    kid: String,
}

pub(crate) enum Pair {
    Rsa(rsa::KeyPair, &'static dyn RsaEncoding),
    Ec(EcdsaKeyPair),
}

/// Why a text is no usable private key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// Nothing was given.
    #[error("the private key is missing")]
    Missing,
    /// A PEM without its BEGIN line, its END line, or both.
    #[error("the private key lacks its {0} line")]
    PemLinesMissing(&'static str),
    /// A public key or a certificate.
    #[error("this is a {0}, and signing takes the private key that belongs to it")]
    Public(&'static str),
    /// A key under a passphrase.
    #[error("the private key is encrypted with a passphrase")]
    Encrypted,
    /// An RSA key that Okta does not take.
    #[error("the RSA key has {0} bits, and Okta takes 2048 or more")]
    TooShort(usize),
    /// A kind of key that Okta does not take.
    #[error("{0} keys are not taken by Okta; it takes RSA, or EC on P-256, P-384 or P-521")]
    Unsupported(String),
    /// No key id.
    #[error("the key id is missing")]
    KeyIdMissing,
    /// Anything else.
    #[error("the private key cannot be read: {0}")]
    Unreadable(&'static str),
}

impl SigningKey {
    /// Reads a PEM (PKCS#8, PKCS#1 or SEC1; with real, escaped or lost newlines) or a private JWK.
    /// `kid` is the key id; a JWK's own wins over it.
    ///
    /// # Errors
    /// [`KeyFault`], which says what the text is instead.
    pub fn parse(text: &str, kid: Option<&str>) -> Result<Self, KeyFault> {
        let text = text.trim().trim_matches(['"', '\'']).trim();
        if text.is_empty() {
            return Err(KeyFault::Missing);
        }
        let jwk = text.starts_with('{').then(|| parse_jwk(text)).transpose()?;
        let (pair, algorithm) = match &jwk {
            Some(jwk) => (jwk_pair(jwk)?, jwk_algorithm(jwk)?),
            None => pem_pair(text)?,
        };
        let own = jwk.as_ref().and_then(|jwk| jwk["kid"].as_str());
        let kid = own.or(kid).map(str::trim).filter(|kid| !kid.is_empty());
        Ok(Self {
            pair: Arc::new(pair),
            algorithm,
            kid: kid.ok_or(KeyFault::KeyIdMissing)?.to_owned(),
        })
    }

    /// The key id that Okta knows the public half by.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The JWS algorithm: `RS256`, `RS384`, `RS512`, `ES256`, `ES384` or `ES512`.
    pub fn algorithm(&self) -> &'static str {
        self.algorithm
    }

    /// The same key under another id; without one where it is empty.
    #[must_use]
    pub fn under(&self, kid: &str) -> Self {
        Self {
            kid: kid.to_owned(),
            ..self.clone()
        }
    }

    /// A new P-256 key that exists in memory only.
    ///
    /// # Errors
    /// Where the system gives no randomness.
    pub fn generate(kid: &str) -> Result<Self, SigningFailed> {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING);
        Ok(Self::ec(pair.map_err(|_| SigningFailed)?, kid))
    }

    /// An RSA key under an id.
    pub(crate) fn rsa(pair: rsa::KeyPair, kid: &str) -> Self {
        Self {
            pair: Arc::new(Pair::Rsa(pair, &signature::RSA_PKCS1_SHA256)),
            algorithm: "RS256",
            kid: kid.to_owned(),
        }
    }

    /// A P-256 key under an id.
    fn ec(pair: EcdsaKeyPair, kid: &str) -> Self {
        Self {
            pair: Arc::new(Pair::Ec(pair)),
            algorithm: "ES256",
            kid: kid.to_owned(),
        }
    }

    pub(crate) fn pair(&self) -> &Pair {
        &self.pair
    }

    pub(crate) fn sign(&self, input: &[u8]) -> Result<Vec<u8>, SigningFailed> {
        let random = SystemRandom::new();
        match &*self.pair {
            Pair::Rsa(pair, padding) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(*padding, &random, input, &mut signature)
                    .map_err(|_| SigningFailed)?;
                Ok(signature)
            }
            Pair::Ec(pair) => {
                let signature = pair.sign(&random, input).map_err(|_| SigningFailed)?;
                Ok(signature.as_ref().to_vec())
            }
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} key {} (***)", self.algorithm, self.kid)
    }
}

const CURVES: [(&str, &str, &EcdsaSigningAlgorithm); 3] = [
    ("P-256", "ES256", &ECDSA_P256_SHA256_FIXED_SIGNING),
    ("P-384", "ES384", &ECDSA_P384_SHA384_FIXED_SIGNING),
    ("P-521", "ES512", &ECDSA_P521_SHA512_FIXED_SIGNING),
];

fn pem_pair(text: &str) -> Result<(Pair, &'static str), KeyFault> {
    let pem = repaired_pem(text)?;
    let key = PrivateKeyDer::from_pem_slice(pem.as_bytes())
        .map_err(|_| KeyFault::Unreadable("its base64 is damaged"))?;
    match &key {
        PrivateKeyDer::Pkcs1(der) => Ok((rsa_pair(der.secret_pkcs1_der())?, "RS256")),
        PrivateKeyDer::Sec1(der) => ec_pair(der.secret_sec1_der()),
        PrivateKeyDer::Pkcs8(der) => {
            let der = der.secret_pkcs8_der();
            ec_pair(der).or_else(|_| Ok((rsa_pair(der)?, "RS256")))
        }
        _ => Err(KeyFault::Unreadable("its PEM label is not known")),
    }
}

/// The PEM with its newlines where they belong, whatever an environment variable made of them.
fn repaired_pem(text: &str) -> Result<String, KeyFault> {
    let text = text.replace("\\r", "").replace("\\n", "\n");
    let (label, body) =
        labelled(&text).ok_or_else(|| KeyFault::PemLinesMissing(missing_line(&text)))?;
    refuse_label(label)?;
    if body.contains("ENCRYPTED") {
        return Err(KeyFault::Encrypted);
    }
    let body: String = body.split_whitespace().collect();
    if STANDARD.decode(&body).is_err() {
        return Err(KeyFault::Unreadable("its base64 is damaged"));
    }
    let lines: Vec<&str> = (0..body.len())
        .step_by(64)
        .filter_map(|at| body.get(at..body.len().min(at + 64)))
        .collect();
    Ok(format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        lines.join("\n")
    ))
}

/// The label and what stands between the BEGIN and the END line.
fn labelled(text: &str) -> Option<(&str, &str)> {
    let (_, after) = text.split_once("-----BEGIN ")?;
    let (label, after) = after.split_once("-----")?;
    let (body, _) = after.split_once("-----END ")?;
    Some((label, body))
}

/// Which line a PEM lacks.
fn missing_line(text: &str) -> &'static str {
    match (text.contains("-----BEGIN "), text.contains("-----END ")) {
        (false, true) => "first `-----BEGIN …-----`",
        (true, false) => "last `-----END …-----`",
        _ => "`-----BEGIN …-----` and `-----END …-----`",
    }
}

fn refuse_label(label: &str) -> Result<(), KeyFault> {
    match label {
        "PRIVATE KEY" | "RSA PRIVATE KEY" | "EC PRIVATE KEY" => Ok(()),
        "ENCRYPTED PRIVATE KEY" => Err(KeyFault::Encrypted),
        "PUBLIC KEY" | "RSA PUBLIC KEY" => Err(KeyFault::Public("public key")),
        "CERTIFICATE" => Err(KeyFault::Public("certificate")),
        "OPENSSH PRIVATE KEY" => Err(KeyFault::Unsupported("OpenSSH".to_owned())),
        _ => Err(KeyFault::Unreadable("its PEM label is not known")),
    }
}

fn rsa_pair(der: &[u8]) -> Result<Pair, KeyFault> {
    let pair = rsa::KeyPair::from_pkcs8(der)
        .or_else(|_| rsa::KeyPair::from_der(der))
        .map_err(|refusal| rsa_fault(der, &refusal.to_string()))?;
    Ok(Pair::Rsa(pair, &signature::RSA_PKCS1_SHA256))
}

/// Why the library refused: it says `TooSmall`, and the length of the key tells by how much.
fn rsa_fault(der: &[u8], refusal: &str) -> KeyFault {
    // Ed25519 and Ed448 are told by their object identifiers, 1.3.101.112 and .113 (RFC 8410).
    if der
        .windows(3)
        .any(|w| w == [0x2b, 0x65, 0x70] || w == [0x2b, 0x65, 0x71])
        && der.len() < 128
    {
        return KeyFault::Unsupported("Ed25519".to_owned());
    }
    if refusal == "TooSmall" || der.len() < 1100 && der.len() > 250 {
        // A private key holds about nine halves of its modulus.
        let bits = der.len() * 8 * 2 / 9;
        return KeyFault::TooShort(bits / 512 * 512);
    }
    KeyFault::Unreadable("what it holds is no RSA or EC key")
}

fn ec_pair(der: &[u8]) -> Result<(Pair, &'static str), KeyFault> {
    CURVES
        .iter()
        .find_map(|(_, algorithm, curve)| {
            let pair = EcdsaKeyPair::from_private_key_der(curve, der).ok()?;
            Some((Pair::Ec(pair), *algorithm))
        })
        .ok_or(KeyFault::Unreadable("what it holds is no RSA or EC key"))
}

fn parse_jwk(text: &str) -> Result<Value, KeyFault> {
    let jwk: Value =
        serde_json::from_str(text).map_err(|_| KeyFault::Unreadable("its JSON is damaged"))?;
    // A set of one is what Okta's console copies.
    match jwk["keys"].as_array().map(Vec::as_slice) {
        Some([only]) => Ok(only.clone()),
        Some(_) => Err(KeyFault::Unreadable("it is a set of several keys")),
        None => Ok(jwk),
    }
}

fn jwk_algorithm(jwk: &Value) -> Result<&'static str, KeyFault> {
    let stated = jwk["alg"].as_str();
    let named = ["RS256", "RS384", "RS512"];
    if jwk["kty"] == "RSA" {
        let stated = stated.unwrap_or("RS256");
        let found = named.into_iter().find(|name| *name == stated);
        return found.ok_or_else(|| unsupported(stated));
    }
    let curve = jwk["crv"].as_str().unwrap_or_default();
    CURVES
        .iter()
        .find(|(name, _, _)| *name == curve)
        .map(|(_, algorithm, _)| *algorithm)
        .ok_or_else(|| unsupported(curve))
}

fn jwk_pair(jwk: &Value) -> Result<Pair, KeyFault> {
    let kty = jwk["kty"].as_str().unwrap_or_default();
    if jwk["d"].is_null() && ["RSA", "EC", "OKP"].contains(&kty) {
        return Err(KeyFault::Public("public JWK"));
    }
    match kty {
        "RSA" => jwk_rsa(jwk),
        "EC" => jwk_ec(jwk),
        other => Err(unsupported(other)),
    }
}

/// The name of a kind of key, as far as it is one: a damaged JWK may have the key itself there.
fn unsupported(name: &str) -> KeyFault {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let is_name = !name.is_empty() && name.len() <= 12 && name.chars().all(is_plain);
    KeyFault::Unsupported(if is_name { name } else { "such" }.to_owned())
}

fn jwk_rsa(jwk: &Value) -> Result<Pair, KeyFault> {
    let components = rsa::KeyPairComponents {
        public_key: rsa::PublicKeyComponents {
            n: member(jwk, "n")?,
            e: member(jwk, "e")?,
        },
        d: member(jwk, "d")?,
        p: member(jwk, "p")?,
        q: member(jwk, "q")?,
        dP: member(jwk, "dp")?,
        dQ: member(jwk, "dq")?,
        qInv: member(jwk, "qi")?,
    };
    let bits = components.public_key.n.len() * 8;
    if bits < 2048 {
        return Err(KeyFault::TooShort(bits));
    }
    let pair = rsa::KeyPair::from_components(&components)
        .map_err(|_| KeyFault::Unreadable("its members do not belong together"))?;
    let padding: &'static dyn RsaEncoding = match jwk_algorithm(jwk)? {
        "RS384" => &signature::RSA_PKCS1_SHA384,
        "RS512" => &signature::RSA_PKCS1_SHA512,
        _ => &signature::RSA_PKCS1_SHA256,
    };
    Ok(Pair::Rsa(pair, padding))
}

fn jwk_ec(jwk: &Value) -> Result<Pair, KeyFault> {
    let curve = jwk["crv"].as_str().unwrap_or_default();
    let (_, _, algorithm) = CURVES
        .iter()
        .find(|(name, _, _)| *name == curve)
        .ok_or_else(|| unsupported(curve))?;
    // An uncompressed point (SEC 1 section 2.3.3).
    let mut point = vec![4];
    point.extend(member(jwk, "x")?);
    point.extend(member(jwk, "y")?);
    EcdsaKeyPair::from_private_key_and_public_key(algorithm, &member(jwk, "d")?, &point)
        .map(Pair::Ec)
        .map_err(|_| KeyFault::Unreadable("its members do not belong together"))
}

fn member(jwk: &Value, name: &'static str) -> Result<Vec<u8>, KeyFault> {
    let text = jwk[name].as_str().map(|text| text.trim_end_matches('='));
    text.and_then(|text| URL_SAFE_NO_PAD.decode(text).ok())
        .filter(|bytes| !bytes.is_empty())
        .ok_or(KeyFault::Unreadable(match name {
            "p" | "q" | "dp" | "dq" | "qi" => {
                "a JWK of an RSA key needs n, e, d, p, q, dp, dq and qi"
            }
            _ => "a member of the JWK is missing or damaged",
        }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_never_shows_what_may_be_the_key() {
        for jwk in [
            r#"{"kty": "MIIEvgIBADANBgkqhkiG9w0BAQEFAASC", "d": "x"}"#,
            r#"{"kty": "RSA", "alg": "a\nb", "d": "AA", "n": "AA"}"#,
            r#"{"kty": "EC", "crv": "MIIEvgIBADANBgkqhkiG9w0BAQEFAASC", "d": "x"}"#,
        ] {
            let shown = SigningKey::parse(jwk, Some("k")).unwrap_err().to_string();
            assert!(!shown.contains("MII") && !shown.contains('\n'), "{shown}");
        }
        let other = SigningKey::parse(r#"{"kty": "oct", "k": "AA"}"#, Some("k")).unwrap_err();
        assert_eq!(other, KeyFault::Unsupported("oct".to_owned()));
    }
}
