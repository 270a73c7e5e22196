//! Keys in the forms that people have them in.

use aws_lc_rs::encoding::{
    AsBigEndian as _, AsDer as _, EcPrivateKeyBin, EcPrivateKeyRfc5915Der, Pkcs8V1Der,
};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING,
    ECDSA_P521_SHA512_FIXED_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair,
};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use okta::SigningKey;
use serde_json::{Value, json};

/// The forms of an EC key.
#[derive(Clone, Copy)]
pub enum Form {
    Pkcs8,
    Sec1,
    Jwk,
}

pub fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub fn pem(label: &str, der: &[u8]) -> String {
    let body = STANDARD.encode(der);
    let lines: Vec<&str> = body
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        lines.join("\n")
    )
}

/// A new EC key in a form, and its public half as a JWK.
pub fn ec(curve: &str, form: Form) -> (String, Value) {
    let algorithm: &'static EcdsaSigningAlgorithm = match curve {
        "P-384" => &ECDSA_P384_SHA384_FIXED_SIGNING,
        "P-521" => &ECDSA_P521_SHA512_FIXED_SIGNING,
        _ => &ECDSA_P256_SHA256_FIXED_SIGNING,
    };
    let pair = EcdsaKeyPair::generate(algorithm).unwrap();
    let pkcs8 = pem("PRIVATE KEY", pair.to_pkcs8v1().unwrap().as_ref());
    let public = SigningKey::parse(&pkcs8, Some("x")).unwrap().public_jwk();
    let text = match form {
        Form::Pkcs8 => pkcs8,
        Form::Sec1 => {
            let der: EcPrivateKeyRfc5915Der<'_> = pair.private_key().as_der().unwrap();
            pem("EC PRIVATE KEY", der.as_ref())
        }
        Form::Jwk => {
            let secret: EcPrivateKeyBin<'_> = pair.private_key().as_be_bytes().unwrap();
            let mut jwk = public.clone();
            jwk["d"] = encode(secret.as_ref()).into();
            jwk["kid"] = "added".into();
            jwk.to_string()
        }
    };
    (text, public)
}

/// The public half of a new RSA key, as a JWK.
pub fn rsa_public() -> Value {
    let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let der: Pkcs8V1Der<'_> = pair.as_der().unwrap();
    let key = pem("PRIVATE KEY", der.as_ref());
    SigningKey::parse(&key, Some("x")).unwrap().public_jwk()
}

/// A key of a kind that Okta does not take.
pub fn ed25519() -> String {
    let der = Ed25519KeyPair::generate_pkcs8v1(&SystemRandom::new()).unwrap();
    pem("PRIVATE KEY", der.as_ref())
}

/// The PKCS#1 structure inside a PKCS#8 one: the contents of its last OCTET STRING (RFC 5208).
pub fn pkcs1_of(pem: &str) -> Vec<u8> {
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let der = STANDARD.decode(body).unwrap();
    let at = der.windows(2).position(|w| w == [0x04, 0x82]).unwrap();
    der[at + 4..].to_vec()
}

/// An RSA key as a private JWK: the nine INTEGERs of PKCS#1 (RFC 8017 appendix A.1.2).
pub fn rsa_jwk(pem: &str) -> Value {
    let der = pkcs1_of(pem);
    let mut at = 4;
    let mut integers = Vec::new();
    while at < der.len() {
        let (length, head) = match der[at + 1] {
            0x82 => (usize::from(der[at + 2]) << 8 | usize::from(der[at + 3]), 4),
            0x81 => (usize::from(der[at + 2]), 3),
            short => (usize::from(short), 2),
        };
        let bytes = &der[at + head..at + head + length];
        let zeros = bytes.iter().take_while(|b| **b == 0).count();
        integers.push(encode(&bytes[zeros..]));
        at += head + length;
    }
    let names = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];
    let mut jwk = json!({"kty": "RSA"});
    for (name, integer) in names.iter().zip(integers.iter().skip(1)) {
        jwk[*name] = integer.clone().into();
    }
    jwk
}
