//! The approval secret: a passphrase that is typed by a person and kept as a hash.
//!
//! It keeps an agent from approving its own changes as long as the agent can neither see the keyboard nor
//! replace the file; `docs/threat-model.md` says what that holds against.

use std::fs;
use std::io::Write as _;
use std::num::NonZeroU32;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use aws_lc_rs::{pbkdf2, rand};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tools::{Error, Kind};

/// Iterations of PBKDF2-HMAC-SHA256 (OWASP, Password Storage Cheat Sheet, 2023).
const ITERATIONS: NonZeroU32 = NonZeroU32::new(600_000).unwrap();
const LENGTH: usize = 32;
/// A passphrase shorter than this could be guessed.
const SHORTEST: usize = 10;

/// Whether an approval secret was set.
pub fn is_set(file: &Path) -> bool {
    file.exists()
}

/// Sets the secret.
///
/// # Errors
/// `invalid_input` where it is too short; `misconfigured` where it cannot be kept.
pub fn set(file: &Path, passphrase: &str) -> Result<(), Error> {
    if passphrase.chars().count() < SHORTEST {
        return Err(Error::invalid_input(format!(
            "the approval secret must have at least {SHORTEST} characters"
        )));
    }
    let mut salt = [0_u8; LENGTH];
    rand::fill(&mut salt).map_err(|_| unusable(file, "no randomness"))?;
    let mut hash = [0_u8; LENGTH];
    pbkdf2::derive(
        pbkdf2::PBKDF2_HMAC_SHA256,
        ITERATIONS,
        &salt,
        passphrase.as_bytes(),
        &mut hash,
    );
    let line = format!("{} {}\n", STANDARD.encode(salt), STANDARD.encode(hash));
    let mut options = fs::OpenOptions::new();
    let kept = options
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(file);
    let kept = kept.and_then(|mut file| file.write_all(line.as_bytes()));
    kept.map_err(|error| unusable(file, &error.to_string()))
}

/// Whether this is the secret.
///
/// # Errors
/// `misconfigured` where none was set or it cannot be read.
pub fn is_right(file: &Path, passphrase: &str) -> Result<bool, Error> {
    let text = fs::read_to_string(file).map_err(|error| unusable(file, &error.to_string()))?;
    let (salt, hash) = text
        .trim()
        .split_once(' ')
        .ok_or_else(|| unusable(file, "it is damaged"))?;
    let decoded = |text: &str| {
        STANDARD
            .decode(text)
            .map_err(|_| unusable(file, "it is damaged"))
    };
    let (salt, hash) = (decoded(salt)?, decoded(hash)?);
    let checked = pbkdf2::verify(
        pbkdf2::PBKDF2_HMAC_SHA256,
        ITERATIONS,
        &salt,
        passphrase.as_bytes(),
        &hash,
    );
    Ok(checked.is_ok())
}

fn unusable(file: &Path, why: &str) -> Error {
    let file = tools::quote::quote(&file.to_string_lossy());
    Error::new(
        Kind::Misconfigured,
        format!("the approval secret in {file} cannot be used: {why}"),
        "Set one with `okta-mcp approve --set-secret`.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_secret_itself_is_right() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("approval.secret");
        assert!(!is_set(&file));
        assert!(set(&file, "short").is_err());
        set(&file, "correct horse battery").unwrap();
        assert!(is_right(&file, "correct horse battery").unwrap());
        assert!(!is_right(&file, "yes").unwrap());
        let kept = fs::read_to_string(&file).unwrap();
        assert!(!kept.contains("horse"));
    }
}
