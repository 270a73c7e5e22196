//! One call from beginning to end.

use okta::Client;
use operations::Effect;
use serde_json::{Value, json};
use tools::{Action, Arguments, Call, Error, Kind, Plan, Progress, Reply, Shape, Tool};

use crate::ask::{About, Answer, Asker, Question, refusal};
use crate::preview::preview;
use crate::{Asks, Policy};

/// What a call needs besides its tool and arguments.
pub struct Context<'a> {
    /// The connection.
    pub okta: &'a Client,
    /// How writes are handled.
    pub policy: Policy,
    /// Who is asked.
    pub asker: &'a dyn Asker,
    /// The most characters a reply may have.
    pub budget: usize,
    /// Who hears how far a call has come.
    pub progress: &'a dyn Progress,
}

/// How a call ended.
#[derive(Debug)]
pub enum Outcome {
    /// With a reply.
    Done(Reply),
    /// With a question that the client must put first.
    Asked(Question),
}

/// Runs one call: reads, or plans, asks, sends and answers.
///
/// # Errors
/// Whatever stopped it. Unless the kind is `unknown_outcome`, a write that failed changed nothing.
pub async fn run(tool: &Tool, given: Value, context: &Context<'_>) -> Result<Outcome, Error> {
    let arguments = tool.arguments(given)?;
    let shape = arguments.shape.clone();
    let call = Call::new(context.okta, tool.spec, shape, context.budget).telling(context.progress);
    match tool.action.0 {
        Action::Read(run) => Ok(Outcome::Done(run(arguments.own, &call).await?)),
        Action::Write(plan) => {
            let plan = plan(arguments.own.clone(), &call).await?;
            carry_out(tool, &plan, &arguments, call, context).await
        }
    }
}

async fn carry_out(
    tool: &Tool,
    plan: &Plan,
    arguments: &Arguments,
    call: Call<'_>,
    context: &Context<'_>,
) -> Result<Outcome, Error> {
    let asks = context.policy.asks(plan.effect());
    if arguments.write.dry_run {
        return Ok(Outcome::Done(preview(plan, &call, asks).await?));
    }
    if asks == Asks::Refused {
        return Err(restricted(plan.effect(), tool.spec.name));
    }
    if asks == Asks::Person {
        let question = question(tool, plan, arguments, context);
        let answer = context.asker.ask(&question).await;
        if answer == Answer::Deferred {
            return Ok(Outcome::Asked(question));
        }
        if let Some(error) = refusal(&answer, tool.spec.name) {
            return Err(error);
        }
    }
    let reply = send(plan, &call.applying()).await?;
    Ok(Outcome::Done(reply))
}

fn question(tool: &Tool, plan: &Plan, arguments: &Arguments, context: &Context<'_>) -> Question {
    let org = &context.okta.settings().org;
    let about = About {
        title: tool.spec.title,
        org: org.host(),
        production: org.is_production(),
        reason: arguments.write.reason.as_deref(),
        ticket: arguments.write.ticket.as_deref(),
    };
    Question::of(plan, &about)
}

fn restricted(effect: Effect, tool: &str) -> Error {
    let why = match effect {
        Effect::Restricted(family) => family.why(),
        _ => "is not allowed by the configuration",
    };
    Error::new(
        Kind::Restricted,
        format!("{tool} is refused here: it {why}; nothing was changed"),
        "A person does this in the Okta Admin Console. The configuration of this server refuses it to agents.",
    )
}

async fn send(plan: &Plan, call: &Call<'_>) -> Result<Reply, Error> {
    let mut reply = json!({"org": call.org(), "done": plan.done});
    for (at, step) in plan.steps.iter().enumerate() {
        let answer = call
            .send(&step.request)
            .await
            .map_err(|error| after(at, plan, error))?;
        if answer
            .body
            .as_object()
            .is_some_and(|members| !members.is_empty())
        {
            let room = call.budget.saturating_sub(1_000);
            reply["result"] = Reply::one(answer.body, &Shape::default(), room).value;
        }
        if let Some(id) = answer.request_id {
            reply["okta_request_id"] = id.into();
        }
    }
    Ok(Reply::report(reply))
}

/// The error of a later step says what had been done before it.
fn after(at: usize, plan: &Plan, error: Error) -> Error {
    if at == 0 {
        return error;
    }
    let message = format!(
        "{} of {} steps were done, then: {}",
        at,
        plan.steps.len(),
        error.message
    );
    Error { message, ..error }
}
