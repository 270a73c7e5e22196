//! Approval out of band: a change waits, somebody who knows the approval secret agrees, and exactly that
//! change is carried out.

use jiff::{SignedDuration, Timestamp};
use operations::Effect;
use serde_json::json;
use tools::{Error, Kind, Tool};

use crate::apply::{self, Context, Outcome};
use crate::change::{Change, State};
use crate::{Asks, resume, sending};

/// How long a change waits, and how long an approval is good.
const WAITS: SignedDuration = SignedDuration::from_hours(24);
const GOOD: SignedDuration = SignedDuration::from_mins(30);

/// The error for a change that somebody must approve out of band.
pub fn needed(change: &Change, effect: Effect) -> Error {
    let why = match effect {
        Effect::Restricted(family) => family.why(),
        _ => "reaches far",
    };
    let error = Error::new(
        Kind::NeedsConfirmation,
        format!(
            "{} needs approval: it {why}; nothing was changed",
            change.tool
        ),
        "",
    );
    may_be_approved(error, change)
}

/// The error, with the change that can be approved in a terminal.
pub fn may_be_approved(error: Error, change: &Change) -> Error {
    let id = &change.id;
    Error {
        message: format!("{}; it waits as change {id}", error.message),
        next_step: format!(
            "Tell the person what you want to do. They can look at it and approve it in a terminal: okta-mcp approve {id}. Then call apply_change with this id. {}",
            error.next_step
        )
        .trim_end()
        .to_owned(),
        ..error
    }
}

/// Approves a change that waits; whoever calls this has made sure who does.
///
/// # Errors
/// `not_found`; `expired` and `conflict` where it does not wait any more.
pub async fn approve(id: &str, org: &str, context: &crate::Journal) -> Result<Change, Error> {
    let mut change = context.change(id, org).await?;
    if change.state != State::Waiting {
        return Err(not_waiting(&change));
    }
    if Timestamp::now().duration_since(change.when) > WAITS {
        return Err(expired(&change, "has waited for more than a day"));
    }
    if !context.claim(id, State::Waiting, State::Approved).await? {
        return Err(not_waiting(&change));
    }
    change.state = State::Approved;
    change.approved = Some(Timestamp::now());
    context.record(&change).await?;
    Ok(change)
}

/// `apply_change`: carries out what was approved, if it is still the same.
///
/// # Errors
/// `needs_confirmation` where nobody approved it, `expired`, `state_changed`, and what stops a write.
pub async fn apply(id: &str, context: &Context<'_>) -> Result<Outcome, Error> {
    let org = context.okta.settings().org.host();
    let change = context.journal.change(id, org).await?;
    if matches!(change.state, State::Stopped | State::UnknownOutcome) {
        refuse_touched(context).await?;
        return resume::go_on(change, context).await;
    }
    let approved = approved(&change)?;
    if Timestamp::now().duration_since(approved) > GOOD {
        return Err(over(change, context).await?);
    }
    refuse_touched(context).await?;
    let tools = Tool::all();
    let tool = tool_of(&change, &tools)?;
    let arguments = tool.arguments(change.arguments.clone())?;
    let call = apply::call_of(tool, arguments.shape.clone(), context);
    let draft = apply::draft(tool, &arguments, context).await?;
    let (draft, asks) = apply::weighed(draft, true, context).await?;
    // The organisation may have closed the family since.
    if asks == Asks::Refused {
        return Err(apply::restricted(draft.plan.effect(), tool.spec.name));
    }
    if draft.question(context).digest != change.digest {
        return Err(Error::new(
            Kind::StateChanged,
            format!(
                "what {id} would do now is not what was approved: the thing has changed since; nothing was changed"
            ),
            "Call the tool again with the same arguments; the new plan is asked about anew.",
        ));
    }
    // Of several that apply it, one succeeds.
    if !context
        .journal
        .claim(id, State::Approved, State::Sending)
        .await?
    {
        return Err(not_waiting(&change));
    }
    let process = context.journal.process().to_owned();
    let claimed = Change {
        state: State::Sending,
        process,
        ..change
    };
    let reply = sending::send(&draft, claimed, &call.applying(), context).await?;
    Ok(Outcome::Done(reply))
}

/// Records that an approval is over; the error that says so.
async fn over(change: Change, context: &Context<'_>) -> Result<Error, Error> {
    let error = expired(&change, "was approved more than 30 minutes ago");
    let over = Change {
        state: State::Failed,
        error: Some(error.message.clone()),
        ..change
    };
    context.journal.record(&over).await?;
    Ok(error)
}

/// The tool that a change is of.
pub(crate) fn tool_of<'a>(change: &Change, tools: &'a [Tool]) -> Result<&'a Tool, Error> {
    let tool = tools.iter().find(|tool| tool.spec.name == change.tool);
    tool.ok_or_else(|| expired(change, "is of a tool that there is no more"))
}

/// When a change was approved.
fn approved(change: &Change) -> Result<Timestamp, Error> {
    match (change.state, change.approved) {
        (State::Approved, Some(at)) => Ok(at),
        (State::Waiting, _) => {
            let error = Error::new(
                Kind::NeedsConfirmation,
                format!("nobody has approved {} yet; nothing was changed", change.id),
                "",
            );
            Err(may_be_approved(error, change))
        }
        _ => Err(not_waiting(change)),
    }
}

/// An approval that stands in a journal that somebody touched is none.
async fn refuse_touched(context: &Context<'_>) -> Result<(), Error> {
    let verdict = context.journal.verify().await?;
    if verdict.faults.is_empty() {
        return Ok(());
    }
    Err(Error::new(
        Kind::BlockedByPolicy,
        "the journal of changes was touched, so that no approval in it counts; nothing was changed",
        "Run `okta-mcp changes --verify` to see what happened to it.",
    ))
}

fn not_waiting(change: &Change) -> Error {
    Error::new(
        Kind::Conflict,
        format!(
            "{} is {}, and nothing waits; nothing was changed",
            change.id,
            change.state.word()
        ),
        "list_changes shows what became of it.",
    )
}

fn expired(change: &Change, why: &str) -> Error {
    Error::new(
        Kind::Expired,
        format!("{} {why}; nothing was changed", change.id),
        "Call the tool again with the same arguments; it is asked about anew.",
    )
}

/// What the journal knows of a change, for whoever approves it.
pub fn shown(change: &Change) -> serde_json::Value {
    json!({
        "id": change.id,
        "org": change.org,
        "tool": change.tool,
        "effect": change.effect,
        "happens": change.happens,
        "requests": change.steps.iter().map(|step| &step.request).collect::<Vec<_>>(),
        "before": change.steps.iter().map(|step| &step.before).collect::<Vec<_>>(),
        "who": change.who,
        "reason": change.reason,
        "ticket": change.ticket,
    })
}
