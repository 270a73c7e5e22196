//! Every form of key that people have, from file to token.

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING,
    ECDSA_P521_SHA512_FIXED_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm, KeyPair as _,
};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use okta::{Client, KeyFault, SigningKey};
use serde_json::{Value, json};
use simorg::Org;

use crate::connection::settings;

fn pem(label: &str, der: &[u8]) -> String {
    let body = STANDARD.encode(der);
    let lines: Vec<&str> = body
        .as_bytes()
        .chunks(64)
        .map(|l| std::str::from_utf8(l).unwrap())
        .collect();
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        lines.join("\n")
    )
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Signs in with the key, after its public half was registered.
async fn signs_in(org: &Org, key: SigningKey, mut public: Value) {
    public["kid"] = key.kid().into();
    org.register_key(public);
    let algorithm = key.algorithm();
    let mut settings = settings(org);
    settings.credentials = key.into();
    let signed_in = Client::new(settings).sign_in().await;
    assert!(signed_in.is_ok(), "{algorithm}: {signed_in:?}");
}

fn ec(crv: &str, algorithm: &'static EcdsaSigningAlgorithm) -> (EcdsaKeyPair, Value) {
    let pair = EcdsaKeyPair::generate(algorithm).unwrap();
    let point = &pair.public_key().as_ref()[1..];
    let (x, y) = point.split_at(point.len() / 2);
    let public = json!({"kty": "EC", "crv": crv, "x": encode(x), "y": encode(y)});
    (pair, public)
}

#[tokio::test]
async fn ec_keys_of_three_curves_sign_in_as_pkcs8_sec1_and_jwk() {
    let org = Org::acme().users(20).start().await.unwrap();
    let curves: [(&str, &'static EcdsaSigningAlgorithm); 3] = [
        ("P-256", &ECDSA_P256_SHA256_FIXED_SIGNING),
        ("P-384", &ECDSA_P384_SHA384_FIXED_SIGNING),
        ("P-521", &ECDSA_P521_SHA512_FIXED_SIGNING),
    ];
    for (crv, algorithm) in curves {
        let (pair, public) = ec(crv, algorithm);
        let pkcs8 = pem("PRIVATE KEY", pair.to_pkcs8v1().unwrap().as_ref());
        let kid = format!("{crv} pkcs8");
        signs_in(
            &org,
            SigningKey::parse(&pkcs8, Some(&kid)).unwrap(),
            public.clone(),
        )
        .await;

        let der: aws_lc_rs::encoding::EcPrivateKeyRfc5915Der<'_> =
            pair.private_key().as_der().unwrap();
        let sec1 = pem("EC PRIVATE KEY", der.as_ref());
        let kid = format!("{crv} sec1");
        signs_in(
            &org,
            SigningKey::parse(&sec1, Some(&kid)).unwrap(),
            public.clone(),
        )
        .await;

        let secret: aws_lc_rs::encoding::EcPrivateKeyBin<'_> =
            aws_lc_rs::encoding::AsBigEndian::as_be_bytes(&pair.private_key()).unwrap();
        let mut jwk = public.clone();
        jwk["d"] = encode(secret.as_ref()).into();
        jwk["kid"] = format!("{crv} jwk").into();
        signs_in(
            &org,
            SigningKey::parse(&jwk.to_string(), Some("overruled")).unwrap(),
            public,
        )
        .await;
    }
}

#[tokio::test]
async fn an_rsa_key_signs_in_however_its_newlines_came_through() {
    let org = Org::acme().users(20).start().await.unwrap();
    let given = org.private_key_pem();
    for text in [
        given.to_owned(),
        given.replace('\n', "\\n"),
        given.replace('\n', "\r\n"),
        given.replace('\n', " "),
        format!("\"{}\"", given.trim()),
    ] {
        let key = SigningKey::parse(&text, Some(org.key_id())).unwrap();
        let mut settings = settings(&org);
        settings.credentials = key.into();
        Client::new(settings).sign_in().await.unwrap();
    }
}

#[tokio::test]
async fn an_rsa_key_signs_in_as_pkcs1_and_as_a_jwk_of_each_algorithm() {
    let org = Org::acme().users(20).start().await.unwrap();
    let parts = components(org.private_key_pem());
    let public = json!({"kty": "RSA", "n": parts["n"], "e": parts["e"]});
    let pkcs1 = pem("RSA PRIVATE KEY", &pkcs1_of(org.private_key_pem()));
    signs_in(
        &org,
        SigningKey::parse(&pkcs1, Some("pkcs1")).unwrap(),
        public.clone(),
    )
    .await;
    for algorithm in ["RS256", "RS384", "RS512"] {
        let mut jwk = parts.clone();
        jwk["alg"] = algorithm.into();
        jwk["kid"] = algorithm.into();
        let key = SigningKey::parse(&jwk.to_string(), None).unwrap();
        assert_eq!(key.algorithm(), algorithm);
        signs_in(&org, key, public.clone()).await;
    }
}

/// The PKCS#1 structure inside a PKCS#8 one: the contents of its last OCTET STRING (RFC 5208).
fn pkcs1_of(pem: &str) -> Vec<u8> {
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let der = STANDARD.decode(body).unwrap();
    // SEQUENCE, INTEGER 0, the RSA algorithm, and then OCTET STRING with a two-byte length.
    let at = der.windows(2).position(|w| w == [0x04, 0x82]).unwrap();
    der[at + 4..].to_vec()
}

/// The components of an RSA key as a JWK: the nine INTEGERs of PKCS#1 (RFC 8017 appendix A.1.2).
fn components(pem: &str) -> Value {
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

#[test]
fn what_is_no_usable_private_key_is_called_by_its_name() {
    let fault = |text: &str| SigningKey::parse(text, Some("kid")).unwrap_err();
    assert_eq!(fault(" "), KeyFault::Missing);
    assert_eq!(
        fault("MIIEvQIBADANBgkqhkiG9w0BAQEFAASC"),
        KeyFault::PemLinesMissing("`-----BEGIN …-----` and `-----END …-----`")
    );
    assert_eq!(
        fault("-----BEGIN PRIVATE KEY-----\nMIIE"),
        KeyFault::PemLinesMissing("last `-----END …-----`")
    );
    assert_eq!(
        fault(&pem("PUBLIC KEY", b"x")),
        KeyFault::Public("public key")
    );
    assert_eq!(
        fault(&pem("CERTIFICATE", b"x")),
        KeyFault::Public("certificate")
    );
    assert_eq!(
        fault(&pem("ENCRYPTED PRIVATE KEY", b"x")),
        KeyFault::Encrypted
    );
    assert!(matches!(
        fault(&pem("OPENSSH PRIVATE KEY", b"x")),
        KeyFault::Unsupported(_)
    ));
    assert!(matches!(
        fault(&pem("PRIVATE KEY", b"nonsense")),
        KeyFault::Unreadable(_)
    ));
    assert!(matches!(
        fault("-----BEGIN PRIVATE KEY-----\n???\n-----END PRIVATE KEY-----"),
        KeyFault::Unreadable(_)
    ));
    assert!(matches!(
        fault("{\"kty\": \"RSA\""),
        KeyFault::Unreadable(_)
    ));
    assert_eq!(
        fault("{\"kty\": \"RSA\", \"n\": \"AQAB\", \"e\": \"AQAB\"}"),
        KeyFault::Public("public JWK")
    );
    assert!(matches!(
        fault("{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"d\": \"AQAB\"}"),
        KeyFault::Unsupported(_)
    ));
}

#[test]
fn a_key_without_an_id_is_a_fault_and_never_another_way_to_sign_in() {
    let (pair, _) = ec("P-256", &ECDSA_P256_SHA256_FIXED_SIGNING);
    let text = pem("PRIVATE KEY", pair.to_pkcs8v1().unwrap().as_ref());
    for kid in [None, Some(""), Some("  ")] {
        assert_eq!(
            SigningKey::parse(&text, kid).unwrap_err(),
            KeyFault::KeyIdMissing
        );
    }
}

#[test]
fn an_ed25519_key_is_called_by_its_name() {
    let pair = aws_lc_rs::signature::Ed25519KeyPair::generate().unwrap();
    let text = pem("PRIVATE KEY", pair.to_pkcs8v1().unwrap().as_ref());
    let fault = SigningKey::parse(&text, Some("kid")).unwrap_err();
    assert_eq!(fault, KeyFault::Unsupported("Ed25519".to_owned()));
}

#[test]
fn a_short_rsa_key_is_told_its_length() {
    let fault = SigningKey::parse(include_str!("rsa1024.pem"), Some("kid")).unwrap_err();
    assert_eq!(fault, KeyFault::TooShort(1024));
}

#[test]
fn the_key_never_shows_itself() {
    let pair = rsa::KeyPair::generate(rsa::KeySize::Rsa2048).unwrap();
    let der: aws_lc_rs::encoding::Pkcs8V1Der<'_> = pair.as_der().unwrap();
    let text = pem("PRIVATE KEY", der.as_ref());
    let shown = format!("{:?}", SigningKey::parse(&text, Some("kid")).unwrap());
    assert_eq!(shown, "RS256 key kid (***)");
}
