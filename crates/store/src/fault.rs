//! What can go wrong with what is remembered.

use std::path::PathBuf;

/// Why the journal cannot be used. Without a record nothing is written to anybody else.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The folder or a file of it belongs to another user, or others may write to it.
    #[error("{path} {why}")]
    NotPrivate {
        /// The folder or file.
        path: PathBuf,
        /// What is wrong with it, as a clause.
        why: &'static str,
    },
    /// The folder or a file could not be made or read.
    #[error("{path} cannot be used")]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// Another process holds the database for too long.
    #[error("the database is locked by another process")]
    Locked,
    /// The database is not one, or parts of it are gone.
    #[error("the database is damaged")]
    Damaged,
    /// The chain does not hold where the next record would be added.
    #[error("the chain of records is broken: {0}")]
    Broken(String),
    /// Anything else that the database says.
    #[error("the database failed")]
    Database(#[source] sqlx::Error),
}

impl Fault {
    /// What the database says, told apart.
    pub(crate) fn database(error: sqlx::Error) -> Self {
        let code = error
            .as_database_error()
            .and_then(|error| error.code()?.parse::<u32>().ok());
        // SQLITE_IOERR_SHORT_READ: a file ends before what it says that it holds. With
        // another process still open on it, this comes where NOTADB comes otherwise.
        if code == Some(522) {
            return Self::Damaged;
        }
        // The low byte is the kind of the fault (SQLite, Result and Error Codes).
        match code.map(|code| code & 0xff) {
            Some(13) => Self::Full,
            Some(5 | 6) => Self::Locked,
            Some(11 | 26) => Self::Damaged,
            _ => Self::Database(error),
        }
    }

    pub(crate) fn io(path: &std::path::Path, source: std::io::Error) -> Self {
        if source.kind() == std::io::ErrorKind::StorageFull {
            return Self::Full;
        }
        Self::Io {
            path: path.to_owned(),
            source,
        }
    }
}
