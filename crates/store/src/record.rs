//! Records: what happened is added, never changed.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::chain::{self, Row};
use crate::head::Head;
use crate::{Fault, Store, statements};

/// A record as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// Its id, which stays.
    pub id: &'a str,
    /// The tenant it belongs to.
    pub org: &'a str,
    /// When it was first recorded (RFC 3339, UTC).
    pub created: &'a str,
    /// Its state.
    pub state: &'a str,
    /// All of it, as JSON text.
    pub body: &'a str,
}

/// What happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event<'a> {
    /// What happened, in a word.
    pub kind: &'a str,
    /// When (RFC 3339, UTC).
    pub at: &'a str,
}

impl Store {
    /// Adds what happened and sets the record to what it is now: both or neither.
    ///
    /// # Errors
    /// [`Fault`]; then nothing was recorded, unless only the head could not be written.
    pub async fn record(&self, record: &Record<'_>, event: Event<'_>) -> Result<i64, Fault> {
        let mut transaction = self
            .pool
            .begin_with("BEGIN IMMEDIATE")
            .await
            .map_err(Fault::database)?;
        let last = sqlx::query(statements::LAST)
            .fetch_optional(&mut *transaction)
            .await
            .map_err(Fault::database)?;
        let last = last.map(|row| head_of(&row)).transpose()?;
        self.refuse_cut(last.as_ref())?;
        let (before, number) = last.map_or((String::new(), 1), |last| (last.mac, last.number + 1));
        let digest = chain::digest(record.body);
        let row = Row {
            number,
            change_id: record.id,
            kind: event.kind,
            at: event.at,
            digest: &digest,
        };
        let mac = self.key.mac(&before, &row);
        sqlx::query(statements::ADD)
            .bind(number)
            .bind(record.id)
            .bind(event.kind)
            .bind(event.at)
            .bind(record.body)
            .bind(&digest)
            .bind(&mac)
            .execute(&mut *transaction)
            .await
            .map_err(Fault::database)?;
        sqlx::query(statements::SET)
            .bind(record.id)
            .bind(record.org)
            .bind(record.created)
            .bind(record.state)
            .bind(record.body)
            .execute(&mut *transaction)
            .await
            .map_err(Fault::database)?;
        transaction.commit().await.map_err(Fault::database)?;
        Head { number, mac }.advance(&self.head)?;
        Ok(number)
    }

    /// Refuses to go on where the journal is shorter than its head says, or another than it was.
    fn refuse_cut(&self, last: Option<&Head>) -> Result<(), Fault> {
        let Some(head) = Head::read(&self.head)? else {
            return Ok(());
        };
        match last {
            Some(last) if last.number > head.number => Ok(()),
            Some(last) if *last == head => Ok(()),
            _ => Err(Fault::Broken(format!(
                "it should reach number {}, and does not",
                head.number
            ))),
        }
    }

    /// The record of that id, as JSON text.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn one(&self, id: &str) -> Result<Option<String>, Fault> {
        let row = sqlx::query(statements::ONE)
            .bind(id)
            .fetch_optional(&self.pool)
            .await;
        row.map_err(Fault::database)?
            .map(|row| body_of(&row))
            .transpose()
    }

    /// Takes a record from one state into another; says whether it was still in the first. Of several
    /// that try, one succeeds.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn claim(&self, id: &str, from: &str, to: &str) -> Result<bool, Fault> {
        let done = sqlx::query(statements::CLAIM)
            .bind(id)
            .bind(to)
            .bind(from)
            .execute(&self.pool);
        Ok(done.await.map_err(Fault::database)?.rows_affected() == 1)
    }

    /// Records since a moment, newest first: those of an org, or of all.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn since(
        &self,
        org: Option<&str>,
        moment: &str,
        most: i64,
    ) -> Result<Vec<String>, Fault> {
        let query = match org {
            Some(org) => sqlx::query(statements::SINCE)
                .bind(org)
                .bind(moment)
                .bind(most),
            None => sqlx::query(statements::ALL_SINCE).bind(moment).bind(most),
        };
        bodies(query.fetch_all(&self.pool).await)
    }

    /// The records of an org in a state, oldest first.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn in_state(&self, org: &str, state: &str) -> Result<Vec<String>, Fault> {
        let query = sqlx::query(statements::IN_STATE).bind(org).bind(state);
        bodies(query.fetch_all(&self.pool).await)
    }

    /// Takes what is older than a moment: the records, and what the journal says of them. What binds
    /// the rows stays, so that the rest can still be verified. Returns how many rows it took from.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn purge(&self, before: &str) -> Result<u64, Fault> {
        let mut transaction = self
            .pool
            .begin_with("BEGIN IMMEDIATE")
            .await
            .map_err(Fault::database)?;
        let rows = sqlx::query(statements::PURGE_ROWS)
            .bind(before)
            .execute(&mut *transaction);
        let rows = rows.await.map_err(Fault::database)?.rows_affected();
        let changes = sqlx::query(statements::PURGE_CHANGES).bind(before);
        changes
            .execute(&mut *transaction)
            .await
            .map_err(Fault::database)?;
        transaction.commit().await.map_err(Fault::database)?;
        Ok(rows)
    }
}

fn head_of(row: &SqliteRow) -> Result<Head, Fault> {
    Ok(Head {
        number: row.try_get(0).map_err(Fault::database)?,
        mac: row.try_get(1).map_err(Fault::database)?,
    })
}

fn body_of(row: &SqliteRow) -> Result<String, Fault> {
    row.try_get(0).map_err(Fault::database)
}

fn bodies(rows: Result<Vec<SqliteRow>, sqlx::Error>) -> Result<Vec<String>, Fault> {
    rows.map_err(Fault::database)?.iter().map(body_of).collect()
}
