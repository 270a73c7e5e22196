//! The chain: each row is bound to the one before it under a key that lies elsewhere.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::{Fault, folder};

const LENGTH: usize = 32;

/// The key of the chain.
#[derive(Clone)]
pub struct ChainKey(hmac::Key);

impl std::fmt::Debug for ChainKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ChainKey(***)")
    }
}

/// What of a row is bound.
pub struct Row<'a> {
    pub number: i64,
    pub change_id: &'a str,
    pub kind: &'a str,
    pub at: &'a str,
    pub digest: &'a str,
}

impl ChainKey {
    /// Reads the key, or makes one where there is none.
    ///
    /// # Errors
    /// [`Fault`] where the file is not this user's alone, or holds no key.
    pub fn read_or_make(path: &Path) -> Result<Self, Fault> {
        if let Some(parent) = path.parent() {
            folder::make_private(parent)?;
        }
        if !path.exists() {
            make(path)?;
        }
        folder::check_private_file(path)?;
        let text = fs::read_to_string(path).map_err(|error| Fault::io(path, error))?;
        let bytes = STANDARD.decode(text.trim()).unwrap_or_default();
        if bytes.len() != LENGTH {
            return Err(Fault::NotPrivate {
                path: path.to_owned(),
                why: "holds no key",
            });
        }
        Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, &bytes)))
    }

    /// The key itself, for deriving another from it.
    pub(crate) fn key(&self) -> &hmac::Key {
        &self.0
    }

    /// What binds a row to the one before it.
    pub(crate) fn mac(&self, before: &str, row: &Row<'_>) -> String {
        let mut context = hmac::Context::with_key(&self.0);
        let number = row.number.to_string();
        for part in [before, &number, row.change_id, row.kind, row.at, row.digest] {
            // With its length, so that no two rows read alike.
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part.as_bytes());
        }
        STANDARD.encode(context.sign())
    }
}

fn make(path: &Path) -> Result<(), Fault> {
    let mut bytes = [0_u8; LENGTH];
    let made = aws_lc_rs::rand::fill(&mut bytes);
    made.map_err(|_| Fault::io(path, std::io::Error::other("no randomness")))?;
    let file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    let written = file.and_then(|mut file| {
        file.write_all(STANDARD.encode(bytes).as_bytes())?;
        file.sync_all()
    });
    match written {
        // Another process was quicker.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        other => other.map_err(|error| Fault::io(path, error)),
    }
}

/// The digest of a body.
pub fn digest(body: &str) -> String {
    STANDARD.encode(Sha256::digest(body))
}
