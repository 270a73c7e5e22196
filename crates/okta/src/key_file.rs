//! A private key in a file that may be replaced while the program runs.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::{KeyFault, SigningKey};

/// The largest file that is read, in bytes: no key is larger.
const LARGEST: u64 = 1 << 16;

/// A file that holds a key and its id, and the key that was read from it last. Clones share it.
#[derive(Clone)]
pub struct KeyFile {
    path: PathBuf,
    held: Arc<Mutex<SigningKey>>,
}

impl KeyFile {
    /// The key of a text that was read from a file; `None` where the text does not hold the key's id, so
    /// that another key in the file could not be known by its own.
    ///
    /// # Errors
    /// [`KeyFault`], where the text is no usable key.
    pub fn of(path: &Path, text: &str) -> Result<Option<Self>, KeyFault> {
        match SigningKey::parse(text, None) {
            Ok(key) => Ok(Some(Self {
                path: path.to_owned(),
                held: Arc::new(Mutex::new(key)),
            })),
            Err(KeyFault::KeyIdMissing) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// The key that was read last.
    pub fn key(&self) -> SigningKey {
        self.lock().clone()
    }

    /// Reads the file again; whether it holds another key now. What cannot be read changes nothing: the
    /// file may be just being replaced.
    pub(crate) fn renew(&self) -> bool {
        let is_small = std::fs::metadata(&self.path).is_ok_and(|file| file.len() <= LARGEST);
        let text = is_small.then(|| std::fs::read_to_string(&self.path).ok());
        let key = text.flatten().map(|text| SigningKey::parse(&text, None));
        let Some(Ok(key)) = key else {
            return false;
        };
        let mut held = self.lock();
        let is_other = key.kid() != held.kid() || key.thumbprint() != held.thumbprint();
        if is_other {
            tracing::info!(kid = key.kid(), "the key file holds another key");
            *held = key;
        }
        is_other
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, SigningKey> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} from {}", self.lock(), self.path.display())
    }
}
