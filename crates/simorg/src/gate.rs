//! The order of the gates: who are you, how often, which scope, which role. Only then the work.

use serde_json::json;

use crate::answer::Answer;
use crate::call::Call;
use crate::fault::Fault;
use crate::limit::{Left, bucket};
use crate::oauth::{self, Turned};
use crate::refusal::Refusal;
use crate::role::reach::{self, Reach};
use crate::state::State;

/// How far a call came.
#[derive(Debug)]
pub enum Passage {
    /// Through every gate; its answer carries what is left of the bucket and shows what is in reach.
    Through(Left, Reach),
    /// Stopped, with this answer.
    Stopped(Answer),
}

/// Leads a call through the gates.
pub fn pass(state: &mut State, call: &Call<'_>) -> Passage {
    let needed = call.operation.scopes;
    let admitted = match oauth::admit(state, call.arrival, needed) {
        Ok(admitted) => admitted,
        Err(Turned::Header(answer)) => return Passage::Stopped(answer),
        Err(Turned::Envelope(refusal)) => return stop(state, refusal),
    };
    if let Some(client) = &admitted.client {
        state.access.caller.clone_from(client);
    }
    let left = match meter(state, call) {
        Ok(left) => left,
        Err(answer) => return Passage::Stopped(answer),
    };
    if !needed.iter().all(|scope| admitted.covers(scope)) {
        let answer = oauth::insufficient_scope(call.arrival, needed);
        return Passage::Stopped(left.on(answer));
    }
    match reach::of(state, &admitted.roles, call.operation) {
        Some(reach) if reach::holds(state, call, &reach) => return Passage::Through(left, reach),
        Some(_) => {
            let answer = Refusal::forbidden().into_answer(&mut state.dice);
            return Passage::Stopped(left.on(answer));
        }
        None => {}
    }
    let lists = call.operation.answers.iter().any(|answer| answer.array);
    let answer = if lists && state.faults.strike(Fault::EmptyLists).is_some() {
        Answer::ok(json!([]))
    } else {
        Refusal::forbidden().into_answer(&mut state.dice)
    };
    Passage::Stopped(left.on(answer))
}

/// Takes the call from its bucket, and breaks it off where a fault says so.
fn meter(state: &mut State, call: &Call<'_>) -> Result<Left, Answer> {
    let bucket = bucket(call.operation);
    let now = call.now.as_second();
    let limit = state.limits.of(&bucket);
    let told = |limit| {
        move |seconds| Left {
            limit,
            remaining: 0,
            reset: now.saturating_add(seconds),
        }
    };
    let full = state.faults.strike(Fault::RateLimit).map(told(limit));
    let crowd = call.arrival.at_once > state.limits.at_once;
    let crowded = || {
        let fault = state.faults.strike(Fault::ConcurrencyLimit);
        fault.or(crowd.then_some(1)).map(told(0))
    };
    let taken = match full.or_else(crowded) {
        Some(left) => Err(left),
        None => state.limits.take(&bucket, now),
    };
    let left = match taken {
        Ok(left) => left,
        Err(left) => {
            let answer = Refusal::too_many().into_answer(&mut state.dice);
            return Err(left.on(answer));
        }
    };
    match broken(state) {
        Some(answer) => Err(left.on(answer)),
        None => Ok(left),
    }
}

/// What a fault answers in the place of the work.
fn broken(state: &mut State) -> Option<Answer> {
    if let Some(status) = state.faults.strike(Fault::ServerError) {
        return Some(match u16::try_from(status) {
            Ok(status @ 501..=599) => Answer {
                status,
                ..Answer::text("text/html", "<html><body>The gateway failed.</body></html>")
            },
            _ => Refusal::server_error().into_answer(&mut state.dice),
        });
    }
    if state.faults.strike(Fault::EmptyUnauthorized).is_some() {
        return Some(Answer::empty(401));
    }
    if state.faults.strike(Fault::EmptyForbidden).is_some() {
        return Some(Answer::empty(403));
    }
    let page = "<!DOCTYPE html><html><body>Sign in</body></html>";
    let html = state.faults.strike(Fault::Html);
    html.map(|_| Answer::text("text/html;charset=utf-8", page))
}

fn stop(state: &mut State, refusal: Refusal) -> Passage {
    Passage::Stopped(refusal.into_answer(&mut state.dice))
}
