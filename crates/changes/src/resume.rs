//! Going on with a change of which a part was done: the process died, or something stopped it.

use jiff::{SignedDuration, Timestamp};
use operations::Operation;
use serde_json::Value;
use tools::{Error, Kind, Plan, Step, Tool};

use crate::apply::{self, Context, Outcome};
use crate::approval;
use crate::ask::refusal;
use crate::change::{Change, Sent, Stage, State, Stored};
use crate::draft::Draft;
use crate::{Answer, Asks, look, sending};

/// How long after it began a change can be gone on with.
const GOOD: SignedDuration = SignedDuration::from_hours(24);

/// Sends the steps of a change that were not done. Asks first, as the change itself did: it is another
/// moment, and perhaps another person.
///
/// # Errors
/// `conflict` where nothing is left to do, `expired`, `state_changed`, and what stops a write.
pub(crate) async fn go_on(mut change: Change, context: &Context<'_>) -> Result<Outcome, Error> {
    if Timestamp::now().duration_since(change.when) > GOOD {
        return Err(stale(&change, Kind::Expired, "began more than a day ago"));
    }
    let tools = Tool::all();
    let tool = approval::tool_of(&change, &tools)?;
    let call = apply::call_of(tool, tools::Shape::default(), context);
    forget_refusals(&mut change);
    let plan = left(&change)?;
    let looks = look::now(&plan, &call).await?;
    refuse_moved(&mut change, &looks)?;
    let draft = Draft {
        spec: tool.spec,
        arguments: change.arguments.clone(),
        plan,
        looks,
        reason: change.reason.clone(),
        ticket: change.ticket.clone(),
        undoes: change.undoes.clone(),
        hurried: false,
    };
    let (draft, asks) = apply::weighed(draft, true, context).await?;
    if let Some(outcome) = asked(&draft, asks, &change, context).await? {
        return Ok(outcome);
    }
    let from = change.state;
    if !context
        .journal
        .claim(&change.id, from, State::Sending)
        .await?
    {
        return Err(stale(
            &change,
            Kind::Conflict,
            "is gone on with by another call",
        ));
    }
    context.journal.process().clone_into(&mut change.process);
    let reply = sending::send(&draft, change, &call.applying(), context).await?;
    Ok(Outcome::Done(reply))
}

/// Whoever must agree is asked; a question that goes to the client comes back.
async fn asked(
    draft: &Draft,
    asks: Asks,
    change: &Change,
    context: &Context<'_>,
) -> Result<Option<Outcome>, Error> {
    let name = draft.spec.name;
    match asks {
        Asks::Never => Ok(None),
        Asks::Refused => Err(apply::restricted(draft.plan.effect(), name)),
        Asks::SecondPerson => Err(stale(
            change,
            Kind::NeedsConfirmation,
            "stopped half way, and what is left needs approval anew",
        )),
        Asks::Person => {
            let question = draft.question(context);
            let answer = context.asker.ask(&question).await;
            if answer == Answer::Deferred {
                return Ok(Some(Outcome::Asked(question)));
            }
            refusal(&answer, name).map_or(Ok(None), Err)
        }
    }
}

/// What was refused, and what was left out because of it, is tried again.
fn forget_refusals(change: &mut Change) {
    for step in &mut change.steps {
        if matches!(step.stage, Stage::Refused | Stage::LeftOut) {
            step.stage = Stage::Planned;
            step.error = None;
        }
    }
}

/// The plan of a change as it was recorded.
fn left(change: &Change) -> Result<Plan, Error> {
    let mut steps = Vec::new();
    for stored in &change.steps {
        let Some(request) = stored.request.request() else {
            return Err(stale(
                change,
                Kind::Conflict,
                "holds a secret that was not kept",
            ));
        };
        let mut step = Step::new(request).for_target(stored.target);
        if let Some(look) = stored.look.as_ref().and_then(Sent::request) {
            step = step.looks_at(look);
        }
        if let Some(undo) = stored.undo.as_ref().and_then(Sent::request) {
            step = step.undo(undo);
        }
        steps.push(step);
    }
    let done = change.steps.iter().filter(|step| step.stage == Stage::Done);
    let (done, all) = (done.count(), steps.len());
    if done == all {
        return Err(stale(change, Kind::Conflict, "has nothing left to do"));
    }
    let mut plan = Plan::of_all(steps)
        .happens(change.happens.first().cloned().unwrap_or_default())
        .reaches(format!(
            "It stopped half way: {done} of {all} steps are done, and the rest is carried out now."
        ))
        .done(format!("The rest of {} was carried out.", change.id));
    plan.targets.clone_from(&change.targets);
    Ok(plan)
}

/// Whether the end of a request is unknown, nothing shows it, and sending it again could do it twice.
fn may_be_doubled(step: &Stored) -> bool {
    let is_harmless =
        operations::find(&step.request.operation).is_some_and(Operation::is_idempotent);
    step.stage == Stage::Sent && step.before.is_null() && !is_harmless
}

/// Refuses where a thing of which nothing was done yet is another than it was, and where going on could do
/// something twice. A step of which the end is unknown is sent again where its thing is as it was, or where
/// that does no harm, and counts as done where the thing has moved.
fn refuse_moved(change: &mut Change, looks: &[Value]) -> Result<(), Error> {
    let touched: Vec<usize> = change
        .steps
        .iter()
        .filter(|step| step.stage != Stage::Planned)
        .map(|step| step.target)
        .collect();
    if change.steps.iter().any(may_be_doubled) {
        let why = "cannot go on: a request of it may have been done, and nothing shows whether";
        return Err(stale(change, Kind::Conflict, why));
    }
    let mut moved = None;
    for (step, now) in change.steps.iter_mut().zip(looks) {
        let now = look::steady(now.clone());
        let is_same = step.before.is_null() || now == step.before;
        match step.stage {
            Stage::Sent if !is_same => step.stage = Stage::Done,
            Stage::Planned if !is_same && !touched.contains(&step.target) => {
                moved = Some(look::differences(&step.before, &now).join(", "));
            }
            _ => {}
        }
    }
    match moved {
        Some(paths) => Err(stale(
            change,
            Kind::StateChanged,
            &format!("cannot go on: somebody changed the thing since, in {paths}"),
        )),
        None => Ok(()),
    }
}

fn stale(change: &Change, kind: Kind, why: &str) -> Error {
    Error::new(
        kind,
        format!("{} {why}; nothing was changed", change.id),
        "list_changes with this change_id shows which steps are done. Make what is left with the tool for it.",
    )
}
