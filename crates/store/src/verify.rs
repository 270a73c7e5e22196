//! Whether the journal is what was written to it.

use std::collections::HashMap;

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::chain::{self, Row};
use crate::head::Head;
use crate::{Fault, Store, statements};

/// How many rows are read at a time.
const PAGE: i64 = 500;

/// What verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How many rows were read.
    pub rows: u64,
    /// How many of them were purged: bound, but not to be read any more.
    pub purged: u64,
    /// What does not hold, a sentence each; empty where all does.
    pub faults: Vec<String>,
}

/// A row as it was read.
struct Entry {
    number: i64,
    change_id: String,
    kind: String,
    at: String,
    body: Option<String>,
    digest: String,
    mac: String,
}

impl Entry {
    fn of(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            number: row.try_get(0)?,
            change_id: row.try_get(1)?,
            kind: row.try_get(2)?,
            at: row.try_get(3)?,
            body: row.try_get(4)?,
            digest: row.try_get(5)?,
            mac: row.try_get(6)?,
        })
    }
}

impl Store {
    /// Reads the whole journal and says what does not hold: rows changed, removed, reordered or cut off,
    /// and records that are not what their last row says.
    ///
    /// # Errors
    /// [`Fault`] where it cannot be read at all.
    pub async fn verify(&self) -> Result<Verdict, Fault> {
        let mut verdict = Verdict {
            rows: 0,
            purged: 0,
            faults: Vec::new(),
        };
        let mut last = Head {
            number: 0,
            mac: String::new(),
        };
        let mut latest: HashMap<String, String> = HashMap::new();
        loop {
            let rows = sqlx::query(statements::ROWS).bind(last.number).bind(PAGE);
            let rows = rows.fetch_all(&self.pool).await.map_err(Fault::database)?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                let entry = Entry::of(row).map_err(Fault::database)?;
                verdict.rows += 1;
                self.check(&entry, &last, &mut verdict);
                last = Head {
                    number: entry.number,
                    mac: entry.mac.clone(),
                };
                latest.insert(entry.change_id, entry.digest);
            }
        }
        self.check_head(&last, &mut verdict)?;
        self.check_records(&latest, &mut verdict).await?;
        Ok(verdict)
    }

    fn check(&self, entry: &Entry, last: &Head, verdict: &mut Verdict) {
        let number = entry.number;
        let mut fault = |what: &str| verdict.faults.push(format!("row {number} {what}"));
        if number != last.number + 1 {
            fault(&format!(
                "follows row {}: what stood between is gone",
                last.number
            ));
        }
        match &entry.body {
            Some(body) if chain::digest(body) != entry.digest => fault("was changed"),
            Some(_) => {}
            None => verdict.purged += 1,
        }
        let row = Row {
            number,
            change_id: &entry.change_id,
            kind: &entry.kind,
            at: &entry.at,
            digest: &entry.digest,
        };
        if self.key.mac(&last.mac, &row) != entry.mac {
            verdict.faults.push(format!(
                "row {number} does not follow from the one before it: it, or that one, was changed, moved or put in"
            ));
        }
    }

    fn check_head(&self, last: &Head, verdict: &mut Verdict) -> Result<(), Fault> {
        let fault = match Head::read(&self.head)? {
            Some(head) if head.number > last.number => format!(
                "the journal ends at row {}, and once reached row {}: its end was cut off",
                last.number, head.number
            ),
            Some(head) if head.number == last.number && head.mac != last.mac => {
                format!(
                    "row {} is another than the one that was written",
                    last.number
                )
            }
            None if last.number > 0 => {
                "the file journal.head is gone: whether the end was cut off cannot be told"
                    .to_owned()
            }
            Some(_) | None => return Ok(()),
        };
        verdict.faults.push(fault);
        Ok(())
    }

    async fn check_records(
        &self,
        latest: &HashMap<String, String>,
        verdict: &mut Verdict,
    ) -> Result<(), Fault> {
        let rows = sqlx::query(statements::CHANGES).fetch_all(&self.pool).await;
        for row in &rows.map_err(Fault::database)? {
            let id: String = row.try_get(0).map_err(Fault::database)?;
            let body: String = row.try_get(1).map_err(Fault::database)?;
            match latest.get(&id) {
                Some(digest) if chain::digest(&body) == *digest => {}
                Some(_) => verdict
                    .faults
                    .push(format!("the change {id} is not what its last row says")),
                None => verdict
                    .faults
                    .push(format!("the change {id} stands in no row")),
            }
        }
        Ok(())
    }
}
