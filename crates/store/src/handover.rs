//! Handovers: a secret that no model sees, fetched once by a person.

use sqlx::Row as _;

use crate::{Fault, Store, seal, statements};

/// A secret to be fetched.
pub struct Handover<'a> {
    /// Its id.
    pub id: &'a str,
    /// The tenant it belongs to.
    pub org: &'a str,
    /// Until when it can be fetched (RFC 3339, UTC).
    pub expires: &'a str,
    /// The secret, and what it is: any text. It is sealed before it is written.
    pub text: &'a str,
}

impl Store {
    /// Keeps a secret, sealed.
    ///
    /// # Errors
    /// [`Fault`]; then nothing was kept.
    pub async fn keep(&self, handover: &Handover<'_>) -> Result<(), Fault> {
        let sealed = seal::seal(&self.key, handover.id, handover.text)?;
        let kept = sqlx::query(statements::KEEP)
            .bind(handover.id)
            .bind(handover.org)
            .bind(handover.expires)
            .bind(sealed)
            .execute(&self.pool);
        kept.await.map_err(Fault::database)?;
        Ok(())
    }

    /// Takes a secret out, once; `None` where there is none of that id, or it has expired by `now`. What
    /// has expired is forgotten.
    ///
    /// # Errors
    /// [`Fault`], also where it was altered.
    pub async fn take(&self, id: &str, now: &str) -> Result<Option<String>, Fault> {
        let forgotten = sqlx::query(statements::FORGET)
            .bind(now)
            .execute(&self.pool);
        forgotten.await.map_err(Fault::database)?;
        let row = sqlx::query(statements::TAKE)
            .bind(id)
            .fetch_optional(&self.pool);
        let Some(row) = row.await.map_err(Fault::database)? else {
            return Ok(None);
        };
        let sealed: String = row.try_get(0).map_err(Fault::database)?;
        seal::open(&self.key, id, &sealed).map(Some)
    }
}
