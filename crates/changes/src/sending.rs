//! Sending: each request is recorded before it goes, and its end after.

use serde_json::{Value, json};
use tools::{Call, Error, Kind, Reply, Shape};

use crate::apply::Context;
use crate::change::{Change, Stage, State};
use crate::draft::Draft;
use crate::handover::Handovers;
use crate::{entrust, look, repeat, resolve};

/// Faults that concern the one request alone: the other targets of a plan go on.
const OF_ITS_OWN: &[Kind] = &[
    Kind::OktaRejected,
    Kind::NotFound,
    Kind::Conflict,
    Kind::ManagedElsewhere,
    Kind::FeatureOff,
    Kind::MissingRole,
];

/// Records, sends, and records what came of it.
///
/// # Errors
/// What stopped it. Where a plan has several targets, what Okta refuses to one is told in the reply.
pub(crate) async fn send(
    draft: &Draft,
    mut change: Change,
    call: &Call<'_>,
    context: &Context<'_>,
) -> Result<Reply, Error> {
    resolve::before_the_next_write(context).await?;
    take_over(draft, context).await?;
    let _in_flight = context.journal.in_flight(&change.id);
    let stopped = steps(draft, &mut change, call, context).await;
    let failed = stopped.as_ref().err();
    change.state = state(&change, failed);
    change.error = failed.map(|error| error.message.clone());
    if change.state == State::Done {
        remember_after(draft, &mut change, call).await;
    }
    if let (State::Done, Ok(answered)) = (change.state, &stopped) {
        repeat::remember(draft, &mut change, &answered.result, context).await;
    }
    context.journal.record(&change).await?;
    give_back(draft, &change, context).await?;
    let answered = stopped.map_err(|error| told(error, &change))?;
    let kept = Handovers::default();
    let mut shown = call.shaped(Shape::default()).keeping(&kept);
    // Of the rest of the reply.
    shown.budget = shown.budget.saturating_sub(1_500);
    let mut reply = reply(draft, &change, answered, &shown);
    let journal = context.journal;
    kept.save_or_drop(&mut reply, &change.org, journal).await;
    Ok(Reply::report(reply))
}

/// What came back.
#[derive(Default)]
struct Answered {
    /// What Okta answered last.
    result: Value,
    /// The secrets that were made up.
    secrets: Vec<Value>,
}

/// Sends one request after the other; says what came back.
async fn steps(
    draft: &Draft,
    change: &mut Change,
    call: &Call<'_>,
    context: &Context<'_>,
) -> Result<Answered, Error> {
    let mut answered = Answered::default();
    for (at, step) in draft.plan.steps.iter().enumerate() {
        if change.steps[at].stage == Stage::Done {
            continue;
        }
        if has_refused(change, step.target) {
            change.steps[at].stage = Stage::LeftOut;
            continue;
        }
        let entrusted = entrust::filled(&step.request, context).await?;
        change.steps[at].stage = Stage::Sent;
        change.state = State::Sending;
        context.journal.record(change).await?;
        match call.send(&entrusted.request).await {
            Ok(answer) => {
                change.steps[at].stage = Stage::Done;
                change.okta_request_ids.extend(answer.request_id);
                let members = answer.body.as_object().map(serde_json::Map::len);
                if members.is_some_and(|members| members > 0) {
                    answered.result = answer.body;
                }
                answered.secrets.extend(entrusted.told);
            }
            Err(error) if error.kind == Kind::UnknownOutcome => return Err(error),
            Err(error) => {
                let is_its_own = OF_ITS_OWN.contains(&error.kind);
                change.steps[at].stage = if is_its_own {
                    Stage::Refused
                } else {
                    Stage::Planned
                };
                change.steps[at].error = Some(error.message.clone());
                if !draft.plan.is_bulk() || !is_its_own {
                    return Err(error);
                }
            }
        }
        call.has_sent(at + 1, draft.plan.steps.len()).await;
    }
    Ok(answered)
}

fn has_refused(change: &Change, target: usize) -> bool {
    let refused = |step: &crate::change::Stored| step.stage == Stage::Refused;
    change
        .steps
        .iter()
        .any(|step| step.target == target && refused(step))
}

/// Where a change stands when nothing more is sent.
fn state(change: &Change, failed: Option<&Error>) -> State {
    let is = |stage: Stage| move |step: &crate::change::Stored| step.stage == stage;
    let any_done = change.steps.iter().any(is(Stage::Done));
    match failed {
        Some(error) if error.kind == Kind::UnknownOutcome => State::UnknownOutcome,
        None if change.steps.iter().all(is(Stage::Done)) => State::Done,
        _ if any_done => State::Stopped,
        _ => State::Failed,
    }
}

/// The error of a later request says what had been done before it, and how to go on.
fn told(error: Error, change: &Change) -> Error {
    let done = change.steps.iter().filter(|step| step.stage == Stage::Done);
    let (done, all) = (done.count(), change.steps.len());
    if done == 0 {
        return error;
    }
    Error {
        message: format!("{done} of {all} steps were done, then: {}", error.message),
        next_step: format!(
            "{} Then apply_change with {} goes on with the steps that are left; it asks again.",
            error.next_step, change.id
        ),
        ..error
    }
}

/// Remembers how the things are now, so that undoing finds out whether somebody changed them since.
async fn remember_after(draft: &Draft, change: &mut Change, call: &Call<'_>) {
    for (step, stored) in draft.plan.steps.iter().zip(&mut change.steps) {
        if stored.undo.is_none() {
            continue;
        }
        // Where it cannot be read, undoing refuses: it would not know.
        let now = look::one(step, call).await.unwrap_or(Value::Null);
        stored.after = look::steady(now);
    }
}

/// Of several that take the same change back, one does.
async fn take_over(draft: &Draft, context: &Context<'_>) -> Result<(), Error> {
    let Some(undone) = &draft.undoes else {
        return Ok(());
    };
    let journal = context.journal;
    if journal.claim(undone, State::Done, State::Undone).await? {
        return Ok(());
    }
    Err(Error::new(
        Kind::Conflict,
        format!("{undone} is being taken back by another call; nothing was changed"),
        "list_changes shows what became of it.",
    ))
}

/// Records what became of the change that was to be taken back.
async fn give_back(draft: &Draft, change: &Change, context: &Context<'_>) -> Result<(), Error> {
    let Some(id) = &draft.undoes else {
        return Ok(());
    };
    if change.state == State::Failed {
        context
            .journal
            .claim(id, State::Undone, State::Done)
            .await?;
        return Ok(());
    }
    let undone = context.journal.change(id, &change.org).await?;
    let undone = Change {
        state: State::Undone,
        ..undone
    };
    context.journal.record(&undone).await
}

fn reply(draft: &Draft, change: &Change, answered: Answered, call: &Call<'_>) -> Value {
    let mut reply = json!({"org": call.org(), "done": draft.plan.done});
    if !answered.result.is_null() {
        reply["result"] = call.one(answered.result).value;
    }
    if !answered.secrets.is_empty() {
        reply["secrets"] = answered.secrets.into();
        reply["fetch"] = "A person fetches each once, within 15 minutes: okta-mcp reveal ID".into();
    }
    if draft.plan.is_bulk() {
        reply["targets"] = by_target(change);
    }
    if change.state == State::Stopped {
        reply["done"] = "Not everything was done: see targets.".into();
        reply["go_on"] = format!("apply_change with {}", change.id).into();
    }
    if let Some(id) = change.okta_request_ids.last() {
        reply["okta_request_id"] = id.clone().into();
    }
    reply["change_id"] = change.id.clone().into();
    reply["undo"] = if change.is_undoable() {
        "undo_change takes it back for 7 days".into()
    } else {
        "cannot be undone".into()
    };
    reply
}

/// What became of each target: how many of its requests were done, and what Okta refused.
fn by_target(change: &Change) -> Value {
    let row = |(number, target): (usize, &tools::plan::Target)| {
        let of = change.steps.iter().filter(|step| step.target == number);
        let (mut done, mut all, mut error) = (0, 0, Value::Null);
        for step in of {
            all += 1;
            done += usize::from(step.stage == Stage::Done);
            if let Some(why) = &step.error {
                error = format!("{}: {why}", step.request.operation).into();
            }
        }
        let mut row = json!({"target": target.shown(), "done": done, "of": all});
        if !error.is_null() {
            row["error"] = error;
        }
        row
    };
    change.targets.iter().enumerate().map(row).collect()
}
