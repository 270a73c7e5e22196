//! The last number and its mac in a file of its own, so that a journal cut short is found out.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use crate::Fault;

/// Where the journal ended when the last record was added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub number: i64,
    pub mac: String,
}

impl Head {
    /// Reads it; `None` where nothing was recorded yet.
    pub fn read(path: &Path) -> Result<Option<Self>, Fault> {
        match std::fs::read_to_string(path) {
            Ok(text) => Ok(Self::parse(&text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Fault::io(path, error)),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let (number, mac) = text.trim().split_once(' ')?;
        Some(Self {
            number: number.parse().ok()?,
            mac: mac.to_owned(),
        })
    }

    /// Writes it, unless another process has got further meanwhile.
    pub fn advance(&self, path: &Path) -> Result<(), Fault> {
        self.write(path).map_err(|error| Fault::io(path, error))
    }

    fn write(&self, path: &Path) -> std::io::Result<()> {
        let mut options = OpenOptions::new();
        options
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600);
        let mut file: File = options.open(path)?;
        file.lock()?;
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        if Self::parse(&text).is_some_and(|there| there.number >= self.number) {
            return Ok(());
        }
        let line = format!("{} {}\n", self.number, self.mac);
        file.rewind()?;
        file.write_all(line.as_bytes())?;
        file.set_len(line.len() as u64)?;
        file.sync_data()
    }
}
