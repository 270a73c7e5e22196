//! What became of writes whose end nobody saw: the process died, or the answer was lost.

use serde_json::Value;
use tools::Error;

use crate::apply::Context;
use crate::change::{Change, Sent, Stage, State, Stored};
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
    let is_cut_off = |change: &Change| {
        let is_ours = change.process == context.journal.process();
        let is_lost = is_ours && !context.journal.is_in_flight(&change.id);
        change.state == State::Sending && (is_lost || is_dead(&change.process))
    };
    open.extend(sending.into_iter().filter(is_cut_off));
    let mut resolved = Vec::new();
    for mut change in open {
        let before = change.clone();
        settle(&mut change, context).await;
        if change != before {
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

/// Finds out what became of the request that was on its way, and says where the change stands.
async fn settle(change: &mut Change, context: &Context<'_>) {
    for step in &mut change.steps {
        if step.stage == Stage::Sent {
            step.stage = of_step(step, context).await;
        }
    }
    let is = |stage: Stage| move |step: &Stored| step.stage == stage;
    let steps = &change.steps;
    change.state = match () {
        () if steps.iter().any(is(Stage::Sent)) => State::UnknownOutcome,
        () if steps.iter().all(is(Stage::Done)) => State::Done,
        () if steps.iter().any(is(Stage::Done)) => State::Stopped,
        () => State::Failed,
    };
    change.error = match change.state {
        State::Failed => Some("it did not happen: the thing is as it was before".to_owned()),
        State::Stopped => Some("it was cut off half way".to_owned()),
        _ => None,
    };
}

/// What a look says of a request: it was done, it was not, or it cannot be told.
async fn of_step(step: &Stored, context: &Context<'_>) -> Stage {
    let look = step.look.as_ref().and_then(Sent::request);
    let (Some(look), Some(request)) = (look, step.request.request()) else {
        return Stage::Sent;
    };
    let Ok(answer) = context.okta.send(&look).await else {
        return Stage::Sent;
    };
    let again = tools::Step::new(request.clone()).looks_at(look);
    let now = look::steady(look::reduced(&again, answer.body));
    let is_done = match request.json() {
        Some(body) => look::touched(&now, body) == *body,
        None => false,
    };
    match () {
        () if is_done => Stage::Done,
        () if step.before != Value::Null && now == step.before => Stage::Planned,
        () => Stage::Sent,
    }
}
