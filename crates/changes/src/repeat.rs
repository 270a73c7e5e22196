//! Repeats: what the same caller just created is not created again, unless it says so.

use jiff::SignedDuration;
use operations::{Request, related};
use serde_json::{Value, json};
use tools::{Call, Error, Reply};

use crate::apply::Context;
use crate::change::{Change, Created, Sent, State};
use crate::draft::Draft;
use crate::look;

/// How long the same counts as a repeat: as long as a conversation is about it.
const LATELY: SignedDuration = SignedDuration::from_mins(30);
/// The arguments that make no other call of it.
const ASIDE: &[&str] = &["again", "reason", "ticket"];

/// What a plan of one request would create: the read of it, by the id that the answer has.
fn created(draft: &Draft, answer: &Value) -> Option<Request> {
    let [step] = draft.plan.steps.as_slice() else {
        return None;
    };
    let read = related::made(step.request.operation())?;
    let id = answer["id"].as_str()?;
    let values = step.request.values().iter().map(String::as_str);
    let values: Vec<&str> = values.chain([id]).collect();
    Some(Request::new(read, &values))
}

/// Remembers what was created, as it is now.
pub async fn remember(draft: &Draft, change: &mut Change, answer: &Value, context: &Context<'_>) {
    let Some(read) = created(draft, answer) else {
        return;
    };
    if !crate::target::is_asked_for(read.operation(), context.okta) {
        return;
    }
    if let Ok(now) = context.okta.send(&read).await {
        change.created = Some(Created {
            look: Sent::of(&read),
            thing: look::steady(now.body),
        });
    }
}

/// The reply of the change that did the same before, in this conversation, where the thing is still as it
/// was created.
///
/// # Errors
/// `misconfigured` where the journal cannot be read.
pub async fn earlier(
    draft: &Draft,
    call: &Call<'_>,
    context: &Context<'_>,
) -> Result<Option<Reply>, Error> {
    let is_create = |step: &tools::Step| related::made(step.request.operation()).is_some();
    if draft.plan.steps.len() != 1 || !draft.plan.steps.iter().all(is_create) {
        return Ok(None);
    }
    let org = call.org();
    let lately = context.journal.since(Some(org), LATELY).await?;
    let is_same = |change: &&Change| {
        change.state == State::Done
            && change.tool == draft.spec.name
            && change.who == context.who
            && change.process == context.journal.process()
            && plain(&change.arguments) == plain(&withheld(draft))
    };
    let Some(first) = lately.iter().find(is_same) else {
        return Ok(None);
    };
    let Some(created) = &first.created else {
        return Ok(None);
    };
    let Some(read) = created.look.request() else {
        return Ok(None);
    };
    // Gone, or written to since: then it is no repeat.
    let now = context.okta.send(&read).await;
    let Ok(now) = now else { return Ok(None) };
    if look::steady(now.body.clone()) != created.thing {
        return Ok(None);
    }
    Ok(Some(Reply::report(json!({
        "org": org,
        "done": "It was created before, and nothing was created now.",
        "repeated_of": first.id,
        "change_id": first.id,
        "result": call.one(now.body).value,
        "again": "true creates it once more",
    }))))
}

/// The arguments as the journal has them.
fn withheld(draft: &Draft) -> Value {
    let mut arguments = draft.arguments.clone();
    tools::withhold::secrets(&mut arguments);
    arguments
}

fn plain(arguments: &Value) -> Value {
    let mut plain = arguments.clone();
    if let Some(members) = plain.as_object_mut() {
        members.retain(|name, _| !ASIDE.contains(&name.as_str()));
    }
    plain
}
