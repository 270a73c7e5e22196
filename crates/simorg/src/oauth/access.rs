//! The service app, its keys, and the tokens, nonces and identifiers that were seen.

use std::collections::HashMap;
use std::fmt;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use aws_lc_rs::{encoding::Pkcs8V1Der, rand::SystemRandom};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};

use crate::dice::Dice;
use crate::oauth::device::Devices;
use crate::oauth::jwt;

/// How long a nonce is handed out, and how long it is taken, in seconds.
const NONCE_RENEWED: i64 = 24 * 3600;
const NONCE_TAKEN: i64 = 3 * 24 * 3600;

/// The application that signs in: Okta's API Services app.
#[derive(Clone, Debug)]
pub struct ServiceApp {
    /// Its client id.
    pub client_id: String,
    /// The name that the log shows.
    pub label: String,
    /// Its public keys.
    pub keys: Vec<Map<String, Value>>,
    /// The scopes granted to it.
    pub granted: Vec<String>,
    /// Whether it requires DPoP.
    pub dpop: bool,
}

/// A token that was issued.
#[derive(Clone, Debug)]
pub struct Token {
    /// The client id of whom it was issued to.
    pub client: String,
    /// When it ends, in seconds since the epoch.
    pub expires: i64,
    /// What it is good for.
    pub scopes: Vec<String>,
    /// The thumbprint of the key it is bound to, with DPoP.
    pub bound: Option<String>,
    /// Whether it was revoked.
    pub revoked: bool,
}

/// Identifiers that may be used once, each remembered for as long as it could be used.
#[derive(Debug, Default)]
pub struct Seen {
    until: HashMap<String, i64>,
    kept: usize,
}

impl Seen {
    /// Whether this is the first use; from now on it is not.
    pub fn first(&mut self, id: &str, now: i64, until: i64) -> bool {
        // Looking through all of them each time would make the thousandth request slow.
        if self.until.len() > 2 * self.kept + 100 {
            self.until.retain(|_, end| *end >= now);
            self.kept = self.until.len();
        }
        let before = self.until.insert(id.to_owned(), until);
        before.is_none_or(|end| end < now)
    }
}

/// Who may come in, and what they brought so far.
pub struct Access {
    /// The service app.
    pub app: ServiceApp,
    /// Whose request is being answered: client id and name.
    pub caller: (String, String),
    /// Assertions that were used.
    pub assertions: Seen,
    /// DPoP proofs that were used.
    pub proofs: Seen,
    /// Devices that people sign in on.
    pub devices: Devices,
    tokens: HashMap<String, Token>,
    nonces: Vec<(String, i64)>,
    signer: RsaKeyPair,
    signer_id: String,
}

impl Access {
    /// Access for a service app; makes the key that signs tokens.
    ///
    /// # Errors
    /// When no key could be made.
    pub fn new(app: ServiceApp, dice: &mut Dice) -> std::io::Result<Self> {
        let signer = generate()?.0;
        Ok(Self {
            caller: (app.client_id.clone(), app.label.clone()),
            app,
            assertions: Seen::default(),
            proofs: Seen::default(),
            devices: Devices::default(),
            tokens: HashMap::new(),
            nonces: Vec::new(),
            signer,
            signer_id: dice.letters(43),
        })
    }

    /// The nonce of today.
    pub fn nonce(&mut self, dice: &mut Dice, now: i64) -> String {
        self.nonces.retain(|(_, made)| now - made < NONCE_TAKEN);
        match self.nonces.last() {
            Some((nonce, made)) if now - made < NONCE_RENEWED => nonce.clone(),
            _ => {
                let nonce = dice.letters(32);
                self.nonces.push((nonce.clone(), now));
                nonce
            }
        }
    }

    /// Whether a nonce was handed out and is still taken.
    pub fn takes_nonce(&self, nonce: &str, now: i64) -> bool {
        self.nonces
            .iter()
            .any(|(known, made)| known == nonce && now - made < NONCE_TAKEN)
    }

    /// Forgets every nonce, so that the next proof is asked for a new one.
    pub fn forget_nonces(&mut self) {
        self.nonces.clear();
    }

    /// The token behind a text that was presented.
    pub fn token(&self, text: &str) -> Option<&Token> {
        self.tokens.get(text)
    }

    /// Ends every token now.
    pub fn revoke_all(&mut self) {
        for token in self.tokens.values_mut() {
            token.revoked = true;
        }
    }

    /// Remembers a token and signs its text.
    ///
    /// # Errors
    /// When the key does not sign.
    pub fn issue(
        &mut self,
        claims: &Value,
        token: Token,
    ) -> Result<String, aws_lc_rs::error::Unspecified> {
        // Shapes as recorded; the type is Okta's own and says that nobody else should read the token.
        let header = json!({
            "kid": self.signer_id, "typ": "application/okta-internal-at+jwt", "alg": "RS256"
        });
        let signed = format!("{}.{}", jwt::encode(&header), jwt::encode(claims));
        let mut signature = vec![0; self.signer.public_modulus_len()];
        self.signer.sign(
            &RSA_PKCS1_SHA256,
            &SystemRandom::new(),
            signed.as_bytes(),
            &mut signature,
        )?;
        let text = format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature));
        let now = token.expires - crate::oauth::token::LIFETIME;
        self.tokens
            .retain(|_, old| old.expires > now - crate::oauth::token::LIFETIME);
        self.tokens.insert(text.clone(), token);
        Ok(text)
    }

    /// The organisation's own public keys.
    pub fn key_set(&self) -> Value {
        let mut key = public_jwk(&self.signer, &self.signer_id);
        key.insert("use".to_owned(), json!("sig"));
        json!({ "keys": [key] })
    }
}

/// Without tokens, nonces and keys.
impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access")
            .field("app", &self.app)
            .finish_non_exhaustive()
    }
}

/// A new RSA key and its PKCS#8 form.
///
/// # Errors
/// When the machine gives no randomness.
pub fn generate() -> std::io::Result<(RsaKeyPair, String)> {
    let failed = |_| std::io::Error::other("no RSA key could be made");
    let pair = KeyPair::generate(KeySize::Rsa2048).map_err(failed)?;
    let der: Pkcs8V1Der<'_> = pair.as_der().map_err(failed)?;
    let body = STANDARD.encode(der.as_ref());
    let mut pem = String::from("-----BEGIN PRIVATE KEY-----\n");
    for line in body.as_bytes().chunks(64) {
        pem.extend(line.iter().map(|byte| char::from(*byte)));
        pem.push('\n');
    }
    pem.push_str("-----END PRIVATE KEY-----\n");
    Ok((pair, pem))
}

/// The public half of a key as a JWK.
pub fn public_jwk(pair: &RsaKeyPair, id: &str) -> Map<String, Value> {
    let public = pair.public_key();
    let number = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let modulus = public.modulus();
    let exponent = public.exponent();
    let mut key = Map::new();
    key.insert("kty".to_owned(), json!("RSA"));
    key.insert("alg".to_owned(), json!("RS256"));
    key.insert("kid".to_owned(), json!(id));
    key.insert(
        "e".to_owned(),
        json!(number(exponent.big_endian_without_leading_zero())),
    );
    key.insert(
        "n".to_owned(),
        json!(number(modulus.big_endian_without_leading_zero())),
    );
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_taken_once_while_it_could_be_used() {
        let mut seen = Seen::default();
        assert!(seen.first("a", 10, 20));
        assert!(!seen.first("a", 15, 20));
        assert!(seen.first("a", 21, 30));
    }
}
