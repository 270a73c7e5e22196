//! What is remembered: a journal in an embedded database, and whether somebody touched it.
//!
//! Knows nothing of Okta: a record has an id, a state and a body of JSON. Everything is created at the
//! first record and never needed before. Several processes may write at once.

mod chain;
mod fault;
mod folder;
mod handover;
mod head;
mod record;
mod seal;
pub mod statements;
mod tally;
mod verify;

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

pub use chain::ChainKey;
pub use fault::Fault;
pub use handover::Handover;
pub use record::{Event, Record};
pub use tally::Tally;
pub use verify::Verdict;

/// How long a writer waits for another process.
const PATIENCE: Duration = Duration::from_secs(10);
const DATABASE: &str = "journal.db";

/// Whether a process of that number runs.
pub fn is_alive(process: i32) -> bool {
    let process = rustix::process::Pid::from_raw(process);
    process.is_some_and(
        |process| match rustix::process::test_kill_process(process) {
            Ok(()) | Err(rustix::io::Errno::PERM) => true,
            Err(_) => false,
        },
    )
}

/// An open journal.
#[derive(Debug)]
pub struct Store {
    pool: SqlitePool,
    key: ChainKey,
    head: PathBuf,
}

impl Store {
    /// Opens the journal of a folder, and makes both where they are missing. The key lies elsewhere, so
    /// that whoever takes the folder cannot forge what is in it.
    ///
    /// # Errors
    /// [`Fault`]: the folder or the key is another user's or open to others, the disk is full, the
    /// database is damaged or locked.
    pub async fn open(folder: &Path, key: &Path) -> Result<Self, Fault> {
        folder::make_private(folder)?;
        let key = ChainKey::read_or_make(key)?;
        let database = folder.join(DATABASE);
        folder::make_private_file(&database)?;
        let options = SqliteConnectOptions::new()
            .filename(&database)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE);
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await
            .map_err(Fault::database)?;
        sqlx::migrate!()
            .run(&pool)
            .await
            .map_err(|error| Fault::database(error.into()))?;
        Ok(Self {
            pool,
            key,
            head: folder.join("journal.head"),
        })
    }

    /// Whether a folder holds a journal at all.
    pub fn is_there(folder: &Path) -> bool {
        folder.join(DATABASE).exists()
    }
}
