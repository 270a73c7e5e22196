//! The tally: how often each operation was called, a row a day, without arguments.

use sqlx::Row as _;

use crate::{Fault, Store, statements};

/// How often an operation came to an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The operation's id.
    pub operation: String,
    /// What came of it: `done`, `refused`, `missing_scope`.
    pub outcome: String,
    /// How often.
    pub calls: i64,
}

impl Store {
    /// Adds to the tally of a day (`2026-11-27`).
    ///
    /// # Errors
    /// [`Fault`]; then none of it was added.
    pub async fn count(&self, org: &str, day: &str, more: &[Tally]) -> Result<(), Fault> {
        let begun = self.pool.begin_with("BEGIN IMMEDIATE").await;
        let mut transaction = begun.map_err(Fault::database)?;
        for one in more {
            let added = sqlx::query(statements::COUNT)
                .bind(org)
                .bind(day)
                .bind(&one.operation)
                .bind(&one.outcome)
                .bind(one.calls)
                .execute(&mut *transaction);
            added.await.map_err(Fault::database)?;
        }
        transaction.commit().await.map_err(Fault::database)
    }

    /// The tally of an org since a day, summed up, by operation and outcome.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn tallied(&self, org: &str, day: &str) -> Result<Vec<Tally>, Fault> {
        let rows = sqlx::query(statements::TALLIED)
            .bind(org)
            .bind(day)
            .fetch_all(&self.pool);
        let rows = rows.await.map_err(Fault::database)?;
        let read = |row: &sqlx::sqlite::SqliteRow| {
            Ok(Tally {
                operation: row.try_get(0)?,
                outcome: row.try_get(1)?,
                calls: row.try_get(2)?,
            })
        };
        let tallies: Result<Vec<Tally>, sqlx::Error> = rows.iter().map(read).collect();
        tallies.map_err(Fault::database)
    }
}
