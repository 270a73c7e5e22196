//! The System Log: every change and every sign-in.

mod catalogue;
mod change;
mod event;
mod list;
mod query;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::call::{Arrival, Call};
use crate::role::reach::Reach;
use crate::state::{Handler, State};

pub use change::record;
pub use event::{Client, Event};

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[("listLogEvents", list::list_log_events)];

/// How many events are kept.
const KEPT: usize = 200_000;

/// The events, oldest first; no two at the same millisecond, so that a cursor names one.
#[derive(Clone, Debug, Default)]
pub struct Log {
    entries: Vec<Entry>,
    veil: Option<Reach>,
}

/// An event and when it was published.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Milliseconds since the epoch.
    pub at: i64,
    /// The event as Okta shows it.
    pub body: Value,
}

impl Log {
    /// Adds an event behind all others.
    pub fn push(&mut self, event: &Event<'_>, at: Timestamp) {
        if self.entries.len() >= KEPT {
            self.entries.drain(..KEPT / 10);
        }
        let last = self.entries.last().map_or(i64::MIN, |entry| entry.at);
        let millis = at.as_millisecond().max(last.saturating_add(1));
        let at = Timestamp::from_millisecond(millis).unwrap_or(at);
        self.entries.push(Entry {
            at: millis,
            body: event.show(at),
        });
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The events, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Hides events from lists that are not in reach, until [`Log::unveil`].
    pub fn veil(&mut self, reach: Reach) {
        self.veil = Some(reach);
    }

    /// Shows everything again.
    pub fn unveil(&mut self) {
        self.veil = None;
    }

    /// Whether an event is seen: whoever has a narrowed role sees those whose actor or target is in reach.
    /// That Okta asks for one of them, not for all, is a guess.
    pub fn sees(&self, entry: &Entry) -> bool {
        let Some(reach) = &self.veil else {
            return true;
        };
        let targets = entry.body.get("target").and_then(Value::as_array);
        let actor = entry.body.get("actor");
        let mut named = targets.into_iter().flatten().chain(actor);
        named.any(|thing| {
            let id = thing.get("id").and_then(Value::as_str);
            id.is_some_and(|id| reach.names(id))
        })
    }
}

impl State {
    /// Writes what a call did.
    pub fn note(&mut self, call: &Call<'_>, name: &'static str, targets: &[Value]) {
        let uuid = self.dice.uuid();
        let event = Event {
            name,
            uuid: &uuid,
            actor: self.actor(call),
            client: Client::of(call.arrival, &self.access.caller.0),
            targets,
            transaction: call.request_id,
            uri: &call.arrival.path,
            failure: None,
        };
        self.log.push(&event, call.now);
    }

    /// Who made a call: the service app, or with an API token the person who owns it.
    fn actor(&self, call: &Call<'_>) -> Value {
        let scheme = call.arrival.header("authorization").unwrap_or_default();
        let by_token = scheme
            .get(..5)
            .is_some_and(|start| start.eq_ignore_ascii_case("ssws "));
        let owner = self.directory.users.get(&self.owner()).filter(|_| by_token);
        owner.map_or_else(|| self.app_actor(), crate::user::User::target)
    }

    fn app_actor(&self) -> Value {
        let (id, label) = &self.access.caller;
        json!({
            "id": id,
            "type": "PublicClientApp",
            "alternateId": id,
            "displayName": label,
            "detailEntry": null,
        })
    }
}

/// Writes that a token was given, or why not. That a nonce was asked for is no news.
pub fn signed_in(state: &mut State, arrival: &Arrival, answer: &Answer, request_id: &str) {
    let error = answer
        .body
        .as_ref()
        .and_then(|body| body.get("error"))
        .and_then(Value::as_str);
    if error == Some("use_dpop_nonce") {
        return;
    }
    let name = match error {
        None => "app.oauth2.token.grant.access_token",
        Some(_) => "app.oauth2.token.grant",
    };
    let uuid = state.dice.uuid();
    let actor = state.app_actor();
    let target = actor.clone();
    let event = Event {
        name,
        uuid: &uuid,
        actor,
        client: Client::of(arrival, &state.access.caller.0),
        targets: &[target],
        transaction: request_id,
        uri: &arrival.path,
        failure: error,
    };
    let now = state.clock.now();
    state.log.push(&event, now);
}

/// The oldest moment of which Okta keeps events: ninety days ago.
fn horizon(now: Timestamp) -> Timestamp {
    now.checked_sub(SignedDuration::from_hours(90 * 24))
        .unwrap_or(now)
}
