//! The journal: what is written is recorded before it is sent, and completed after.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use store::{Event, Fault, Record, Store, Tally, Verdict};
use tokio::sync::OnceCell;
use tools::{Error, Kind};

use crate::change::{Change, State};

/// The most changes that one look gives.
pub(crate) const MOST: u16 = 500;

/// Where changes are remembered. Opened at the first write or look.
pub struct Journal {
    place: Option<Place>,
    store: OnceCell<Store>,
    process: String,
    flying: Mutex<HashSet<String>>,
}

/// A change is being sent by this process as long as this lives: a call that is cancelled drops it.
pub struct InFlight<'a> {
    journal: &'a Journal,
    id: String,
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.journal.flying().remove(&self.id);
    }
}

/// Where a journal lies.
#[derive(Clone, Debug)]
pub struct Place {
    /// The folder of the database.
    pub folder: PathBuf,
    /// The file of the key that binds its rows, kept apart.
    pub key: PathBuf,
}

impl Journal {
    /// A journal at that place; none where there is no place, and then nothing is written.
    pub fn new(place: Option<Place>) -> Self {
        Self {
            place,
            store: OnceCell::new(),
            process: format!("{}-{}", std::process::id(), uuid::Uuid::new_v4().simple()),
            flying: Mutex::default(),
        }
    }

    /// Says that this change is being sent, until what it returns is dropped.
    pub fn in_flight(&self, id: &str) -> InFlight<'_> {
        self.flying().insert(id.to_owned());
        InFlight {
            journal: self,
            id: id.to_owned(),
        }
    }

    /// Whether this process is sending that change now.
    pub fn is_in_flight(&self, id: &str) -> bool {
        self.flying().contains(id)
    }

    fn flying(&self) -> MutexGuard<'_, HashSet<String>> {
        self.flying.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The process that this is, as records name it.
    pub fn process(&self) -> &str {
        &self.process
    }

    /// Records what a change is now, and what happened to it.
    ///
    /// # Errors
    /// `misconfigured`: no record can be made, so that nothing may be sent.
    pub async fn record(&self, change: &Change) -> Result<(), Error> {
        let body = serde_json::to_string(change).map_err(|error| unusable(&error))?;
        let record = Record {
            id: &change.id,
            org: &change.org,
            created: &moment(change.when),
            state: change.state.word(),
            body: &body,
        };
        let event = Event {
            kind: change.state.word(),
            at: &moment(Timestamp::now()),
        };
        let store = self.open().await?;
        store
            .record(&record, event)
            .await
            .map_err(|fault| no_record(&fault))?;
        Ok(())
    }

    /// The change of that id, of this org.
    ///
    /// # Errors
    /// `not_found`; `misconfigured` where the journal cannot be read.
    pub async fn change(&self, id: &str, org: &str) -> Result<Change, Error> {
        let text = if self.there() {
            self.open()
                .await?
                .one(id)
                .await
                .map_err(|fault| no_record(&fault))?
        } else {
            None
        };
        let change: Option<Change> = text.and_then(|text| serde_json::from_str(&text).ok());
        change.filter(|change| change.org == org).ok_or_else(|| {
            Error::new(
                Kind::NotFound,
                format!(
                    "there is no change {} of this organisation",
                    tools::quote::quote(id)
                ),
                "list_changes lists them.",
            )
        })
    }

    /// Takes a change from one state into another; false where it was not in the first any more.
    ///
    /// # Errors
    /// `misconfigured` where the journal cannot be written.
    pub async fn claim(&self, id: &str, from: State, to: State) -> Result<bool, Error> {
        let store = self.open().await?;
        let claimed = store.claim(id, from.word(), to.word()).await;
        claimed.map_err(|fault| no_record(&fault))
    }

    /// The changes of an org (of all orgs where none is named) since so long ago, newest first.
    ///
    /// # Errors
    /// `misconfigured` where the journal cannot be read.
    pub async fn since(
        &self,
        org: Option<&str>,
        ago: SignedDuration,
    ) -> Result<Vec<Change>, Error> {
        if !self.there() {
            return Ok(Vec::new());
        }
        let from = moment(Timestamp::now() - ago);
        let found = self.open().await?.since(org, &from, i64::from(MOST)).await;
        Ok(parsed(found.map_err(|fault| no_record(&fault))?))
    }

    /// The changes of an org in a state, oldest first.
    ///
    /// # Errors
    /// `misconfigured` where the journal cannot be read.
    pub async fn in_state(&self, org: &str, state: State) -> Result<Vec<Change>, Error> {
        if !self.there() {
            return Ok(Vec::new());
        }
        let found = self.open().await?.in_state(org, state.word()).await;
        Ok(parsed(found.map_err(|fault| no_record(&fault))?))
    }

    /// Whether the journal is what was written to it.
    ///
    /// # Errors
    /// `misconfigured` where it cannot be read.
    pub async fn verify(&self) -> Result<Verdict, Error> {
        self.open()
            .await?
            .verify()
            .await
            .map_err(|fault| no_record(&fault))
    }

    /// Takes what is older than so long; the digests stay.
    ///
    /// # Errors
    /// `misconfigured` where it cannot be written.
    pub async fn purge(&self, older: SignedDuration) -> Result<u64, Error> {
        let before = moment(Timestamp::now() - older);
        self.open()
            .await?
            .purge(&before)
            .await
            .map_err(|fault| no_record(&fault))
    }

    /// Keeps a secret for a person, sealed, until then.
    ///
    /// # Errors
    /// `misconfigured` where it cannot be kept.
    pub async fn keep(
        &self,
        id: &str,
        org: &str,
        until: Timestamp,
        text: &str,
    ) -> Result<(), Error> {
        let expires = &moment(until);
        let handover = store::Handover {
            id,
            org,
            expires,
            text,
        };
        let kept = self.open().await?.keep(&handover).await;
        kept.map_err(|fault| no_record(&fault))
    }

    /// Takes a secret out, once; `None` where there is none, or its time is over.
    ///
    /// # Errors
    /// `misconfigured` where it cannot be read, or was altered.
    pub async fn take(&self, id: &str) -> Result<Option<String>, Error> {
        if !self.there() {
            return Ok(None);
        }
        let taken = self.open().await?.take(id, &moment(Timestamp::now())).await;
        taken.map_err(|fault| no_record(&fault))
    }

    /// Adds what was counted to the tally of today.
    ///
    /// # Errors
    /// `misconfigured` where it cannot be kept.
    pub async fn count(
        &self,
        org: &str,
        counted: Vec<(&'static str, &'static str, i64)>,
    ) -> Result<(), Error> {
        let rows = counted
            .into_iter()
            .map(|(operation, outcome, calls)| Tally {
                operation: operation.to_owned(),
                outcome: outcome.to_owned(),
                calls,
            });
        let rows: Vec<Tally> = rows.collect();
        let counted = self
            .open()
            .await?
            .count(org, &day(Timestamp::now()), &rows)
            .await;
        counted.map_err(|fault| no_record(&fault))
    }

    /// How often each operation was called in an org since so long ago, and what came of it.
    ///
    /// # Errors
    /// `misconfigured` where it cannot be read.
    pub async fn tallied(&self, org: &str, ago: SignedDuration) -> Result<Vec<Tally>, Error> {
        if !self.there() {
            return Ok(Vec::new());
        }
        let from = day(Timestamp::now() - ago);
        let found = self.open().await?.tallied(org, &from).await;
        found.map_err(|fault| no_record(&fault))
    }

    /// Whether there is a journal to read.
    fn there(&self) -> bool {
        self.place
            .as_ref()
            .is_some_and(|place| Store::is_there(&place.folder))
    }

    async fn open(&self) -> Result<&Store, Error> {
        let Some(place) = &self.place else {
            return Err(Error::new(
                Kind::Misconfigured,
                "there is no folder to keep a record in, and without a record nothing is written",
                "Set OKTA_MCP_STATE_DIR to a folder that only you can read.",
            ));
        };
        let opened = self
            .store
            .get_or_try_init(|| Store::open(&place.folder, &place.key))
            .await;
        opened.map_err(|fault| no_record(&fault))
    }
}

/// The day of a moment, in UTC: `2026-11-27`.
fn day(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

/// RFC 3339 with milliseconds, so that text sorts as time does.
pub fn moment(at: Timestamp) -> String {
    format!("{at:.3}")
}

/// The default place: the folder for state, the key in the folder for configuration.
pub fn place(state: &Path, config: &Path) -> Place {
    Place {
        folder: state.to_owned(),
        key: config.join("journal.key"),
    }
}

fn parsed(found: Vec<String>) -> Vec<Change> {
    found
        .iter()
        .filter_map(|text| serde_json::from_str(text).ok())
        .collect()
}

fn no_record(fault: &Fault) -> Error {
    let mut why = fault.to_string();
    if let Some(source) = std::error::Error::source(fault) {
        why = format!("{why}: {source}");
    }
    Error::new(
        Kind::Misconfigured,
        format!("the journal of changes cannot be used: {why}; nothing was changed"),
        match fault {
            Fault::Full => "Make room on the disk of OKTA_MCP_STATE_DIR.",
            Fault::Broken(_) | Fault::Damaged => {
                "Run `okta-mcp changes --verify` to see what happened to it. To begin a new journal, move the folder of OKTA_MCP_STATE_DIR away."
            }
            Fault::NotPrivate { .. } | Fault::Io { .. } => {
                "Give the folder to this user alone (mode 0700, files 0600), or set OKTA_MCP_STATE_DIR to one that is."
            }
            Fault::Locked | Fault::Database(_) => {
                "Try again; look for another okta-mcp that hangs."
            }
        },
    )
}

fn unusable(error: &serde_json::Error) -> Error {
    Error::new(
        Kind::Misconfigured,
        format!("the change cannot be recorded: {error}; nothing was changed"),
        "This is a fault of okta-mcp itself; please report it.",
    )
}
