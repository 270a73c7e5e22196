//! Handovers: secrets that no model sees, each fetched once by a person (`okta-mcp reveal`).

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tools::withhold::Keeper;
use tools::{Error, Kind};

use crate::journal::Journal;

/// How long a secret can be fetched.
const GOOD: SignedDuration = SignedDuration::from_mins(15);
/// The most secrets of one call; what is more can be seen in the Okta Admin Console.
const MOST: usize = 20;

/// The secrets of one call, until they are kept.
#[derive(Default)]
pub struct Handovers {
    found: Mutex<Vec<Handover>>,
}

/// A secret, and where it stood.
pub struct Handover {
    /// `hnd` and twenty letters and digits.
    pub id: String,
    /// The place in Okta's answer, or in the request.
    pub place: String,
    /// The secret itself.
    secret: Value,
}

impl Keeper for Handovers {
    fn keep(&self, place: &str, secret: &Value) -> Option<String> {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if found.len() >= MOST {
            return None;
        }
        let random = uuid::Uuid::new_v4().simple().to_string();
        let id = format!("hnd{}", &random[..20]);
        found.push(Handover {
            id: id.clone(),
            place: place.to_owned(),
            secret: secret.clone(),
        });
        Some(id)
    }
}

impl Handovers {
    /// Keeps what was found, sealed, for 15 minutes.
    ///
    /// # Errors
    /// `misconfigured` where it cannot be kept; then the ids lead nowhere.
    pub async fn save(&self, org: &str, journal: &Journal) -> Result<(), Error> {
        let found = std::mem::take(&mut *self.found.lock().unwrap_or_else(PoisonError::into_inner));
        for handover in found {
            let text = json!({"org": org, "place": handover.place, "secret": handover.secret});
            journal
                .keep(
                    &handover.id,
                    org,
                    Timestamp::now() + GOOD,
                    &text.to_string(),
                )
                .await?;
        }
        Ok(())
    }

    /// Keeps what was found, or takes the ids back out of a reply: they would lead nowhere.
    pub async fn save_or_drop(&self, reply: &mut Value, org: &str, journal: &Journal) {
        if self.save(org, journal).await.is_err() {
            drop_ids(reply);
        }
    }
}

fn drop_ids(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if members.contains_key("secret") {
                members.shift_remove("handover");
            }
            members.values_mut().for_each(drop_ids);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_ids),
        _ => {}
    }
}

/// Fetches a secret, once: the org, the place where it stood, and the secret.
///
/// # Errors
/// `not_found` where there is none, it was fetched before, or its 15 minutes are over; `misconfigured`
/// where it was altered or cannot be read.
pub async fn reveal(id: &str, journal: &Journal) -> Result<Value, Error> {
    let kept = journal.take(id).await?;
    let kept = kept.and_then(|text| serde_json::from_str(&text).ok());
    kept.ok_or_else(|| {
        Error::new(
            Kind::NotFound,
            format!(
                "there is no secret {}: it was fetched before, or its 15 minutes are over",
                tools::quote::quote(id)
            ),
            "Make a new one, in the Okta Admin Console or with the tool that made it.",
        )
    })
}
