//! What became of writes whose end nobody saw: the process died, or the answer was lost.

use serde_json::Value;
use tools::Error;

use crate::apply::Context;
use crate::change::{Change, Sent, State, Stored};
use crate::look;

/// Finds out what became of earlier writes, before another is sent.
///
/// # Errors
/// `misconfigured` where the journal cannot be read or written.
pub async fn before_the_next_write(context: &Context<'_>) -> Result<(), Error> {
    all(context).await.map(|_| ())
}

/// Finds out what became of writes whose end nobody saw; returns them as they are now.
///
/// # Errors
/// `misconfigured` where the journal cannot be read or written.
pub async fn all(context: &Context<'_>) -> Result<Vec<Change>, Error> {
    let org = context.okta.settings().org.host();
    let mut open = context.journal.in_state(org, State::UnknownOutcome).await?;
    let sending = context.journal.in_state(org, State::Sending).await?;
    // One that was only claimed, and not yet recorded as sending, has sent nothing.
    let is_cut_off = |change: &Change| change.state == State::Sending && is_dead(&change.process);
    open.extend(sending.into_iter().filter(is_cut_off));
    let mut resolved = Vec::new();
    for mut change in open {
        let state = found(&change, context).await;
        if state != change.state {
            change.state = state;
            change.error = match state {
                State::Failed => {
                    Some("it did not happen: the thing is as it was before".to_owned())
                }
                _ => None,
            };
            context.journal.record(&change).await?;
        }
        resolved.push(change);
    }
    Ok(resolved)
}

/// Whether the process that was sending is gone. Its name begins with its number.
fn is_dead(process: &str) -> bool {
    let number = process
        .split('-')
        .next()
        .and_then(|number| number.parse().ok());
    number.is_none_or(|number| !store::is_alive(number))
}

/// What a look says of a change: it happened, it did not, or it cannot be told.
async fn found(change: &Change, context: &Context<'_>) -> State {
    let mut states = Vec::new();
    for step in &change.steps {
        states.push(of_step(step, context).await);
    }
    match states.as_slice() {
        all if !all.is_empty() && all.iter().all(|state| *state == State::Done) => State::Done,
        all if !all.is_empty() && all.iter().all(|state| *state == State::Failed) => State::Failed,
        _ => State::UnknownOutcome,
    }
}

async fn of_step(step: &Stored, context: &Context<'_>) -> State {
    let look = step.look.as_ref().and_then(Sent::request);
    let (Some(look), Some(request)) = (look, step.request.request()) else {
        return State::UnknownOutcome;
    };
    let Ok(answer) = context.okta.send(&look).await else {
        return State::UnknownOutcome;
    };
    let again = tools::Step::new(request.clone()).looks_at(look);
    let now = look::steady(look::reduced(&again, answer.body));
    let is_done = match request.json() {
        Some(body) => look::touched(&now, body) == *body,
        None => false,
    };
    match () {
        () if is_done => State::Done,
        () if step.before != Value::Null && now == step.before => State::Failed,
        () => State::UnknownOutcome,
    }
}
