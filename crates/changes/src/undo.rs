//! Taking a change back, where Okta has a true inverse and nobody changed the thing since.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tools::{Arguments, Call, Error, Kind, Plan, Step, Tool};

use crate::apply::{self, Context};
use crate::change::{Change, State};
use crate::draft::Draft;
use crate::look;

/// How long a change can be taken back.
const GOOD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// `undo_change`: plans the inverse of a change, to be carried out as any other write.
///
/// # Errors
/// `expired`, `conflict` and `state_changed` where it cannot be taken back.
pub(crate) async fn draft(
    id: &str,
    tool: &Tool,
    arguments: &Arguments,
    context: &Context<'_>,
) -> Result<Draft, Error> {
    let org = context.okta.settings().org.host();
    let change = context.journal.change(id, org).await?;
    refuse(&change)?;
    let call = apply::call_of(tool, arguments.shape.clone(), context);
    let plan = inverse(&change, &call).await?;
    let looks = look::now(&plan, &call).await?;
    Ok(Draft {
        spec: tool.spec,
        arguments: json!({"change_id": id}),
        plan,
        looks,
        reason: arguments.write.reason.clone(),
        ticket: arguments.write.ticket.clone(),
        undoes: Some(id.to_owned()),
        hurried: false,
    })
}

fn refuse(change: &Change) -> Result<(), Error> {
    let id = &change.id;
    if Timestamp::now().duration_since(change.when) > GOOD {
        return Err(Error::new(
            Kind::Expired,
            format!("{id} is older than 7 days, and is not taken back any more"),
            "Make the change that you want with the tool for it.",
        ));
    }
    if change.is_undoable() {
        return Ok(());
    }
    let why = match change.state {
        State::Done => "Okta has no true inverse of it",
        State::Undone => "it was taken back already",
        _ => "it was not carried out",
    };
    Err(Error::new(
        Kind::Conflict,
        format!("{id} cannot be undone: {why}; nothing was changed"),
        "list_changes says of each change whether it can be undone.",
    ))
}

/// The plan that takes a change back, last step first.
async fn inverse(change: &Change, call: &Call<'_>) -> Result<Plan, Error> {
    let mut steps = Vec::new();
    for stored in change.steps.iter().rev() {
        let (Some(request), Some(redo)) = (
            stored.undo.as_ref().and_then(crate::change::Sent::request),
            stored.request.request(),
        ) else {
            return Err(Error::new(
                Kind::Conflict,
                format!(
                    "{} cannot be undone: a secret in it was not kept; nothing was changed",
                    change.id
                ),
                "Make the change that you want with the tool for it.",
            ));
        };
        let mut step = Step::new(request).undo(redo);
        if let Some(look) = stored.look.as_ref().and_then(crate::change::Sent::request) {
            step = step.looks_at(look);
        }
        refuse_moved(change, &step, &stored.after, call).await?;
        steps.push(step);
    }
    let mut plan = Plan::of_all(steps)
        .happens(format!(
            "The change {} is taken back: {}",
            change.id,
            change.happens.join(" ")
        ))
        .done(format!("The change {} was taken back.", change.id));
    plan.targets.clone_from(&change.targets);
    Ok(plan)
}

/// Refuses where the thing is not any more as the change left it.
async fn refuse_moved(
    change: &Change,
    step: &Step,
    after: &Value,
    call: &Call<'_>,
) -> Result<(), Error> {
    if step.looks_at.is_none() || after.is_null() {
        return Err(Error::new(
            Kind::Conflict,
            format!(
                "{} cannot be undone: how it left the thing is not known; nothing was changed",
                change.id
            ),
            "Make the change that you want with the tool for it.",
        ));
    }
    let now = look::steady(look::one(step, call).await?);
    let differences = look::differences(after, &now);
    if differences.is_empty() {
        return Ok(());
    }
    Err(Error::new(
        Kind::StateChanged,
        format!(
            "somebody changed the thing since {}: {} differ; nothing was changed",
            change.id,
            differences.join(", ")
        ),
        "Look at the thing as it is now, and make the change that you want with the tool for it.",
    ))
}
