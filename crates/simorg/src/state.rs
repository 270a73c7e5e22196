//! The organisation as a value: a request goes in, an answer comes out, no IO.

use std::time::Duration;

use operations::Operation;
use operations::operation::Spec;
use serde_json::Value;

use crate::answer::{Answer, Cut};
use crate::call::{Arrival, Call, Query};
use crate::clock::Clock;
use crate::dice::Dice;
use crate::directory::Directory;
use crate::fault::{self, Fault, Faults, Order};
use crate::gate::{self, Passage};
use crate::lag::Past;
use crate::limit::{self, Limits};
use crate::log::Log;
use crate::oauth::{self, Access};
use crate::recorder::{Outcome, Recorder};
use crate::refusal::Refusal;
use crate::router::Router;
use crate::settings::{Edition, Settings};
use crate::tree::{self, Tree};
use crate::{beside, family, group, locale, log, metadata, role, schema, seed, truth, user};

/// What an operation does: reads or changes the organisation, and says what goes out.
pub type Handler = fn(&mut State, &Call<'_>) -> Result<Answer, Refusal>;

/// The organisation.
#[derive(Debug)]
pub struct State {
    /// What it was started with.
    pub settings: Settings,
    /// Its clock.
    pub clock: Clock,
    /// Its randomness.
    pub dice: Dice,
    /// Its people, groups and apps.
    pub directory: Directory,
    /// Everything else that it keeps, as documents by path.
    pub tree: Tree,
    /// Its log.
    pub log: Log,
    /// Who may come in.
    pub access: Access,
    /// What is left of its rate limits.
    pub limits: Limits,
    /// What will go wrong.
    pub faults: Faults,
    /// What the directory was before, where some read lags.
    pub past: Past,
    /// What was asked of it.
    pub recorder: Recorder,
}

/// What a request comes to.
#[derive(Debug)]
pub struct Verdict {
    /// The answer; `None` closes the connection without one.
    pub answer: Option<Answer>,
    /// How long to wait before answering.
    pub delay: Duration,
}

impl State {
    /// The organisation that the settings describe.
    ///
    /// # Errors
    /// What is wrong with the faults among the settings.
    pub fn new(settings: Settings, access: Access) -> Result<Self, String> {
        let mut state = Self {
            clock: Clock::default(),
            dice: Dice::new(settings.seed),
            directory: Directory::default(),
            tree: Tree::default(),
            log: Log::default(),
            access,
            limits: Limits::default(),
            faults: Faults::default(),
            past: Past::default(),
            recorder: Recorder::default(),
            settings,
        };
        state.reset()?;
        Ok(state)
    }

    /// Puts everything back to what the settings describe. Keys and tokens stay good, so that a client
    /// need not sign in again.
    ///
    /// # Errors
    /// What is wrong with the faults among the settings.
    pub fn reset(&mut self) -> Result<(), String> {
        self.clock = Clock::default();
        self.dice = Dice::new(self.settings.seed);
        self.limits = Limits::default();
        self.faults = Faults::default();
        self.past = Past::default();
        self.recorder = Recorder::default();
        let seeded = seed::plant(&self.settings, self.clock.now());
        self.directory = seeded.directory;
        let role = self.settings.role.clone();
        role::assign::set_own(self, role.as_deref());
        role::assign::own_token(self, &self.settings.api_token_role.clone());
        self.log = seeded.log;
        self.tree = Tree::default();
        tree::seed(self);
        schema::seed(&mut self.tree, self.settings.own_attributes);
        seed::apps(self);
        if self.settings.own_attributes && self.settings.edition == Edition::Identity {
            seed::customized(self);
        }
        for text in self.settings.faults.clone() {
            fault::raise(self, &Order::parse(&text))?;
        }
        Ok(())
    }

    /// Answers a request.
    pub fn receive(&mut self, arrival: &Arrival, router: &Router) -> Verdict {
        let at = self.clock.now();
        let request_id = self.dice.hex(32);
        let route = router.route(&arrival.method, &arrival.path);
        let operation = route.as_ref().ok().map(|route| route.operation);
        let answer = match route {
            _ if self.hangs_up(operation) => None,
            Err(refusal) => Some(refusal.into_answer(&mut self.dice)),
            Ok(route) => Some(self.answer(arrival, route, &request_id)),
        };
        let spoilt = operation.is_some_and(is_guarded)
            && answer.is_some()
            && self.faults.strike(Fault::DropAfter).is_some();
        let outcome = Outcome {
            operation: operation.map(|operation| operation.id),
            status: answer
                .as_ref()
                .map(|answer| answer.status)
                .filter(|_| !spoilt),
            request_id: &request_id,
            at,
        };
        self.recorder.keep(arrival, outcome);
        let delay = match operation {
            Some(operation) if is_guarded(operation) => self.faults.delay(),
            _ => Duration::ZERO,
        };
        let answer = answer
            .filter(|_| !spoilt)
            .map(|answer| self.seal(answer, &request_id));
        Verdict { answer, delay }
    }

    fn hangs_up(&mut self, operation: Option<&'static Operation>) -> bool {
        let Some(operation) = operation else {
            return false;
        };
        let fault = if operation.id == "token" {
            Fault::TokenDrop
        } else {
            Fault::Drop
        };
        (fault == Fault::TokenDrop || is_guarded(operation)) && self.faults.strike(fault).is_some()
    }

    fn answer(
        &mut self,
        arrival: &Arrival,
        route: crate::router::Route,
        request_id: &str,
    ) -> Answer {
        // Okta wants a length on every body (411) and takes no endless one (413).
        if !arrival.framed && ["POST", "PUT"].contains(&arrival.method.as_str()) {
            return Answer::empty(411);
        }
        if arrival.body.is_none() {
            return Answer::empty(413);
        }
        if route.operation.id == "token" {
            return self.token(arrival, request_id);
        }
        if route.operation.id == "deviceAuthorize" {
            return oauth::authorize(self, arrival);
        }
        let query = match Query::parse(&arrival.query) {
            Ok(query) => query,
            Err(refusal) => return refusal.into_answer(&mut self.dice),
        };
        let call = Call {
            arrival,
            operation: route.operation,
            values: route.values,
            query,
            request_id,
            now: self.clock.now(),
        };
        if !is_guarded(call.operation) {
            return self.work(&call);
        }
        match gate::pass(self, &call) {
            Passage::Stopped(answer) => answer,
            Passage::Through(left, reach) => {
                let answer = self.work_within(&call, &reach);
                self.spoil(left.on(answer))
            }
        }
    }

    /// What the organisation shows to another operation: for what one family needs of another.
    pub fn see(&mut self, call: &Call<'_>, id: &str, values: &[&str]) -> Option<Value> {
        let other = Call {
            arrival: call.arrival,
            operation: beside::find(id)?,
            values: values.iter().map(|value| (*value).to_owned()).collect(),
            query: Query::default(),
            request_id: call.request_id,
            now: call.now,
        };
        let outcome = match handler(id) {
            None => tree::answer(self, &other),
            Some(handler) => handler(self, &other),
        };
        outcome.ok()?.body
    }

    /// Does the work of a call that came through the gates.
    pub fn work(&mut self, call: &Call<'_>) -> Answer {
        if !has_json(call) {
            return Refusal::bad_request().into_answer(&mut self.dice);
        }
        self.remember(call);
        let present = self
            .seen_late(call)
            .map(|past| std::mem::replace(&mut self.directory, past));
        let readable = family::check(self, call).and_then(|()| {
            tree::check::query(call)?;
            tree::body::check(call)
        });
        let outcome = readable.and_then(|()| match handler(call.operation.id) {
            None => tree::answer(self, call),
            Some(handler) => handler(self, call),
        });
        if let Some(present) = present {
            self.directory = present;
        }
        match outcome {
            Ok(answer) => {
                log::record(self, call, &answer);
                self.checked(call, answer)
            }
            Err(refusal) => refusal.into_answer(&mut self.dice),
        }
    }

    /// The answer, where it is true to its schema or nobody looks.
    fn checked(&mut self, call: &Call<'_>, answer: Answer) -> Answer {
        let fault = || truth::fault(call.operation, &answer);
        match self.settings.checked.then(fault).flatten() {
            None => answer,
            Some(fault) => fault.into_answer(&mut self.dice),
        }
    }

    /// The answer as a fault spoils it on its way.
    fn spoil(&mut self, mut answer: Answer) -> Answer {
        if self.faults.strike(Fault::Truncate).is_some() {
            answer.cut = Some(Cut::Short);
        } else if self.faults.strike(Fault::DropMidway).is_some() {
            answer.cut = Some(Cut::Broken);
        }
        answer
    }

    fn token(&mut self, arrival: &Arrival, request_id: &str) -> Answer {
        let now = self.clock.now().as_second();
        let taken = match self.faults.strike(Fault::TokenRateLimit) {
            Some(seconds) => Err(limit::Left {
                limit: self.limits.of(limit::TOKEN),
                remaining: 0,
                reset: now.saturating_add(seconds),
            }),
            None => self.limits.take(limit::TOKEN, now),
        };
        match taken {
            Err(left) => left.on(Refusal::too_many().into_answer(&mut self.dice)),
            Ok(left) => {
                let url = format!("{}{}", arrival.base, arrival.path);
                let answer = oauth::grant(self, arrival, &url);
                log::signed_in(self, arrival, &answer, request_id);
                left.on(answer)
            }
        }
    }

    /// The answer with the headers that all of Okta's answers carry.
    fn seal(&self, mut answer: Answer, request_id: &str) -> Answer {
        if let (Some(language), Some(body)) = (&self.faults.lasting.locale, &mut answer.body) {
            locale::translate(language, body);
        }
        let date = std::time::SystemTime::from(self.clock.now());
        let mut answer = answer
            .with("date", httpdate::fmt_http_date(date))
            .with("server", "nginx")
            .with("x-okta-request-id", request_id)
            .with("cache-control", "no-cache, no-store")
            .with("pragma", "no-cache")
            .with("expires", "0")
            .with("referrer-policy", "strict-origin-when-cross-origin")
            .with("x-content-type-options", "nosniff")
            .with("x-xss-protection", "0")
            .with(
                "strict-transport-security",
                "max-age=315360000; includeSubDomains",
            )
            .with("accept-ch", "Sec-CH-UA-Platform-Version");
        if answer.body.is_some() {
            answer = answer
                .with("content-type", "application/json")
                .with("vary", "Accept-Encoding");
        }
        answer
    }
}

/// Whether an operation asks for a token: all but discovery and the endpoints of OAuth itself.
fn is_guarded(operation: &Operation) -> bool {
    let open = operation.scopes.is_empty()
        && (operation.spec == Spec::Oauth || operation.path.starts_with("/.well-known/"));
    !open
}

/// Whether a body, where there is one, says that it is JSON, or what else the operation takes.
fn has_json(call: &Call<'_>) -> bool {
    let stated = call.operation.body.as_ref();
    if stated.is_some_and(|stated| !stated.media.ends_with("json")) {
        return true;
    }
    let kind = call.arrival.header("content-type").unwrap_or_default();
    let empty = call.arrival.body.as_deref().is_none_or(<[u8]>::is_empty);
    let stated = call.operation.body.as_ref().map(|body| body.media);
    let other = stated.is_some_and(|media| !media.ends_with("json") || kind.starts_with(media));
    empty || other || kind.starts_with("application/json")
}

fn handler(operation: &str) -> Option<Handler> {
    handlers()
        .find(|(id, _)| *id == operation)
        .map(|(_, handler)| *handler)
}

/// Everything that is answered by more than the tree.
fn handlers() -> impl Iterator<Item = &'static (&'static str, Handler)> {
    let own = [
        user::HANDLERS,
        group::HANDLERS,
        role::HANDLERS,
        schema::HANDLERS,
        log::HANDLERS,
        metadata::HANDLERS,
    ];
    own.into_iter()
        .chain(family::HANDLERS.iter().copied())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_handler_answers_an_operation_of_the_table() {
        let mut seen = std::collections::BTreeSet::new();
        for (id, _) in handlers() {
            assert!(beside::find(id).is_some(), "{id}");
            assert!(seen.insert(id), "{id} is answered twice");
        }
    }
}
