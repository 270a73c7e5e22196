//! Sealing: a secret that lies in the database is of no use without the key that lies elsewhere.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::Fault;
use crate::chain::ChainKey;

/// What the sealing key is made for, so that it is another than the key of the chain.
const PURPOSE: &[u8] = b"okta-mcp handover";

/// Seals a text, bound to the id under which it lies.
pub fn seal(key: &ChainKey, id: &str, text: &str) -> Result<String, Fault> {
    let mut bytes = text.as_bytes().to_vec();
    let nonce = of(key)?
        .seal_in_place_append_tag(Aad::from(id.as_bytes()), &mut bytes)
        .map_err(|_| broken())?;
    let mut sealed = nonce.as_ref().to_vec();
    sealed.extend(bytes);
    Ok(STANDARD.encode(sealed))
}

/// Opens what was sealed under that id.
pub fn open(key: &ChainKey, id: &str, sealed: &str) -> Result<String, Fault> {
    let sealed = STANDARD.decode(sealed).map_err(|_| broken())?;
    let (nonce, bytes) = sealed.split_at_checked(NONCE_LEN).ok_or_else(broken)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| broken())?;
    let mut bytes = bytes.to_vec();
    let aad = Aad::from(id.as_bytes());
    let opened = of(key)?.open_in_place(nonce, aad, &mut bytes);
    let opened = opened.map_err(|_| broken())?.to_vec();
    String::from_utf8(opened).map_err(|_| broken())
}

fn of(key: &ChainKey) -> Result<RandomizedNonceKey, Fault> {
    let derived = hmac::sign(key.key(), PURPOSE);
    RandomizedNonceKey::new(&AES_256_GCM, derived.as_ref()).map_err(|_| broken())
}

fn broken() -> Fault {
    Fault::Broken("a sealed secret cannot be opened".to_owned())
}
