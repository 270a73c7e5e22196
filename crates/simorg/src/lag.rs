//! Reads that lag behind writes: search indexes and lists of members, where a fault says so.

use jiff::{SignedDuration, Timestamp};
use operations::{Effect, Operation};

use crate::call::Call;
use crate::directory::Directory;
use crate::state::State;

/// The directory as it was before each write of late, oldest first.
#[derive(Debug, Default)]
pub struct Past(Vec<(Timestamp, Directory)>);

impl Past {
    /// The directory as it was then; `None` where it has not changed since.
    fn at(&self, then: Timestamp) -> Option<&Directory> {
        let (_, directory) = self.0.iter().find(|(written, _)| *written > then)?;
        Some(directory)
    }
}

impl State {
    /// Keeps the directory as it is before a write, where some read lags.
    pub fn remember(&mut self, call: &Call<'_>) {
        let lasting = &self.faults.lasting;
        let lag = lasting.search_lag.max(lasting.membership_lag);
        if lag == 0 || call.operation.effect() == Effect::Read {
            return;
        }
        let horizon = before(call.now, lag);
        self.past.0.retain(|(written, _)| *written > horizon);
        self.past.0.push((call.now, self.directory.clone()));
    }

    /// The directory that a read sees; `None` where it sees the present one.
    pub fn seen_late(&self, call: &Call<'_>) -> Option<Directory> {
        let lag = match what_lags(call) {
            Lags::Search => self.faults.lasting.search_lag,
            Lags::Membership => self.faults.lasting.membership_lag,
            Lags::Nothing => 0,
        };
        if lag == 0 {
            return None;
        }
        self.past.at(before(call.now, lag)).cloned()
    }
}

enum Lags {
    Search,
    Membership,
    Nothing,
}

fn what_lags(call: &Call<'_>) -> Lags {
    let operation: &Operation = call.operation;
    match operation.id {
        "listUsers" | "listGroups"
            if ["search", "q"]
                .iter()
                .any(|name| call.query.get(name).is_some()) =>
        {
            Lags::Search
        }
        "listGroupUsers" | "listUserGroups" => Lags::Membership,
        _ => Lags::Nothing,
    }
}

fn before(now: Timestamp, seconds: i64) -> Timestamp {
    now.checked_sub(SignedDuration::from_secs(seconds))
        .unwrap_or(now)
}
