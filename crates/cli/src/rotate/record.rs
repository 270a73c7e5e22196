//! What a rotation has done so far, on the disk before the next step.

use std::path::{Path, PathBuf};

use ::tools::{Error, Kind};
use okta::{KeyKind, NewKey, SigningKey};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::config::HeldKey;
use crate::private;

/// A rotation and its file. The new key waits in a file beside it until it is in its place.
#[derive(Debug)]
pub struct Rotation {
    path: PathBuf,
    kept: Kept,
}

/// What the file holds. No key is in it.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    client_id: String,
    /// The id of the key that goes.
    old_kid: String,
    /// The id of the key that comes; none before it is made.
    new_kid: Option<String>,
    /// Whether the new key stands in the place of the old one.
    is_installed: bool,
    /// The roles that an emergency took from the app.
    #[serde(default)]
    taken: Vec<Value>,
}

impl Rotation {
    /// The rotation of a key: one that is under way, or a new one.
    ///
    /// # Errors
    /// `misconfigured`, where the file cannot be read, or is of another app.
    pub fn open(path: &Path, held: &HeldKey) -> Result<Self, Error> {
        let damaged = || {
            Error::new(
                Kind::Misconfigured,
                format!(
                    "the record of a rotation, {}, is damaged or of another app",
                    path.display()
                ),
                "Move it away, and see in the app's General tab which keys it has.",
            )
        };
        let mut kept = match private::read(path)? {
            Some(text) => {
                let kept: Kept = serde_json::from_str(&text).map_err(|_| damaged())?;
                Some(kept)
                    .filter(|kept| kept.client_id == held.client_id)
                    .ok_or_else(damaged)?
            }
            None => Kept {
                client_id: held.client_id.clone(),
                old_kid: held.key.kid().to_owned(),
                ..Kept::default()
            },
        };
        if kept.new_kid.is_none() {
            held.key.kid().clone_into(&mut kept.old_kid);
        }
        Ok(Self {
            path: path.to_owned(),
            kept,
        })
    }

    /// The id of the key that goes.
    pub fn old_kid(&self) -> &str {
        &self.kept.old_kid
    }

    /// The id of the key that comes, where it is made.
    pub fn new_kid(&self) -> Option<&str> {
        self.kept.new_kid.as_deref()
    }

    /// Whether the new key stands in the place of the old one.
    pub fn is_installed(&self) -> bool {
        self.kept.is_installed
    }

    /// The new key: the one that waits, or a fresh one, which is written down first.
    ///
    /// # Errors
    /// `misconfigured`, where it cannot be made, read or written.
    pub fn key(&mut self, kind: KeyKind) -> Result<NewKey, Error> {
        let unusable = |what: &str| {
            Error::new(
                Kind::Misconfigured,
                format!("no new key could be made: {what}"),
                "See that this user may write the state folder.",
            )
        };
        if let Some(text) = private::read(&self.waiting())?
            && let Ok(key) = SigningKey::parse(&text, None)
        {
            self.kept.new_kid = Some(key.kid().to_owned());
            self.save()?;
            return NewKey::of(key).map_err(|fault| unusable(&fault.to_string()));
        }
        let new = NewKey::generate(kind).map_err(|fault| unusable(&fault.to_string()))?;
        private::write(&self.waiting(), new.jwk.expose())?;
        self.kept.new_kid = Some(new.key.kid().to_owned());
        self.save()?;
        Ok(new)
    }

    /// Writes down that the new key stands in its place.
    ///
    /// # Errors
    /// `misconfigured`, where that cannot be written.
    pub fn installed(&mut self) -> Result<(), Error> {
        self.kept.is_installed = true;
        self.save()?;
        private::remove(&self.waiting())
    }

    /// Writes down which roles were taken from the app.
    ///
    /// # Errors
    /// As [`Rotation::installed`].
    pub fn take(&mut self, roles: Vec<Value>) -> Result<(), Error> {
        if !roles.is_empty() {
            self.kept.taken = roles;
        }
        self.save()
    }

    /// The roles that were taken from the app.
    pub fn taken(&self) -> &[Value] {
        &self.kept.taken
    }

    /// The roles are given back.
    ///
    /// # Errors
    /// As [`Rotation::installed`].
    pub fn given_back(&mut self) -> Result<(), Error> {
        self.kept.taken.clear();
        self.end()
    }

    /// The rotation is done; what an emergency took stays written down until it is given back.
    ///
    /// # Errors
    /// As [`Rotation::installed`].
    pub fn end(&mut self) -> Result<(), Error> {
        if let Some(new) = self.kept.new_kid.take() {
            self.kept.old_kid = new;
        }
        self.kept.is_installed = false;
        if self.kept.taken.is_empty() {
            return private::remove(&self.path);
        }
        self.save()
    }

    /// Where the new key waits.
    fn waiting(&self) -> PathBuf {
        self.path.with_extension("jwk")
    }

    fn save(&self) -> Result<(), Error> {
        let text = serde_json::to_string_pretty(&self.kept).unwrap_or_default();
        private::write(&self.path, &(text + "\n"))
    }
}
