//! One call from beginning to end.

use std::time::{Duration, Instant};

use okta::Client;
use operations::Effect;
use serde_json::Value;
use tools::{Action, Arguments, Call, Error, Folder, Kind, Progress, Reply, Shape, Tool};

use crate::ask::{Answer, Asker, Question, refusal};
use crate::change::{Change, State};
use crate::draft::Draft;
use crate::handover::Handovers;
use crate::journal::Journal;
use crate::target::Targets;
use crate::{
    Asks, Policy, approval, list, look, pace, reach, repeat, sending, tallying, target, undo,
};

/// An answer that came sooner was perhaps given by nobody.
const READING_TIME: Duration = Duration::from_secs(2);

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
    /// The folder in which files are read and written, where one is set.
    pub folder: Option<&'a Folder>,
    /// Who hears how far a call has come.
    pub progress: &'a dyn Progress,
    /// Where writes are remembered.
    pub journal: &'a Journal,
    /// What is known of the roles of targets.
    pub targets: &'a Targets,
    /// Who calls, as claimed.
    pub who: &'a str,
}

/// How a call ended.
#[derive(Debug)]
pub enum Outcome {
    /// With a reply.
    Done(Reply),
    /// With a question that the client must put first.
    Asked(Question),
}

/// Runs one call: reads, or plans, asks, records, sends and answers.
///
/// # Errors
/// Whatever stopped it. Unless the kind is `unknown_outcome`, a write that failed changed nothing.
pub async fn run(tool: &Tool, given: Value, context: &Context<'_>) -> Result<Outcome, Error> {
    let outcome = dispatch(tool, given, context).await;
    tallying::now_and_then(context.okta, context.journal).await;
    outcome
}

async fn dispatch(tool: &Tool, given: Value, context: &Context<'_>) -> Result<Outcome, Error> {
    let arguments = tool.arguments(given)?;
    let call = call_of(tool, arguments.shape.clone(), context);
    match tool.action.0 {
        Action::Read(run) => {
            let kept = Handovers::default();
            let mut reply = run(arguments.own, &call.keeping(&kept)).await?;
            let org = context.okta.settings().org.host();
            kept.save_or_drop(&mut reply.value, org, context.journal)
                .await;
            Ok(Outcome::Done(reply))
        }
        Action::Write(_) => {
            let draft = draft(tool, &arguments, context).await?;
            if !arguments.write.dry_run
                && !arguments.write.again
                && let Some(before) = repeat::earlier(&draft, &call, context).await?
            {
                return Ok(Outcome::Done(before));
            }
            Box::pin(carry_out(draft, arguments.write.dry_run, call, context)).await
        }
        Action::Engine(wanted) => match wanted(arguments.own.clone())? {
            tools::changes::Wanted::List(wanted) => list::reply(&wanted, context).await,
            tools::changes::Wanted::Apply { change } => {
                Box::pin(approval::apply(&change, context)).await
            }
            tools::changes::Wanted::Undo { change } => {
                let draft = undo::draft(&change, tool, &arguments, context).await?;
                Box::pin(carry_out(draft, arguments.write.dry_run, call, context)).await
            }
        },
    }
}

/// The call of a tool.
pub(crate) fn call_of<'a>(tool: &Tool, shape: Shape, context: &Context<'a>) -> Call<'a> {
    Call::new(context.okta, tool.spec, shape, context.budget)
        .telling(context.progress)
        .in_folder(context.folder)
}

/// What a writing tool would do with these arguments.
pub(crate) async fn draft(
    tool: &Tool,
    arguments: &Arguments,
    context: &Context<'_>,
) -> Result<Draft, Error> {
    let call = &call_of(tool, arguments.shape.clone(), context);
    let plan = match tool.action.0 {
        Action::Write(plan) => plan,
        Action::Engine(wanted) => match wanted(arguments.own.clone())? {
            tools::changes::Wanted::Undo { change } => {
                return Box::pin(undo::draft(&change, tool, arguments, context)).await;
            }
            _ => return Err(writes_nothing(tool)),
        },
        Action::Read(_) => return Err(writes_nothing(tool)),
    };
    let plan = plan(arguments.own.clone(), call).await?;
    let looks = look::now(&plan, call).await?;
    let mut kept = arguments.all.clone();
    if let Value::Object(members) = &mut kept {
        members.shift_remove("dry_run");
    }
    Ok(Draft {
        spec: tool.spec,
        arguments: kept,
        plan,
        looks,
        reason: arguments.write.reason.clone(),
        ticket: arguments.write.ticket.clone(),
        undoes: None,
        hurried: false,
    })
}

fn writes_nothing(tool: &Tool) -> Error {
    Error::invalid_input(format!("{} writes nothing", tool.spec.name))
}

/// Carries out a draft, as far as policy and people let it.
pub(crate) async fn carry_out(
    draft: Draft,
    dry_run: bool,
    call: Call<'_>,
    context: &Context<'_>,
) -> Result<Outcome, Error> {
    let (draft, asks) = weighed(draft, dry_run, context).await?;
    if dry_run {
        return Ok(Outcome::Done(Reply::report(
            draft.preview(asks, context).await,
        )));
    }
    refuse_unexplained(&draft, context)?;
    let name = draft.spec.name;
    let mut unattended = false;
    match asks {
        Asks::Refused => return Err(restricted(draft.plan.effect(), name)),
        Asks::SecondPerson => {
            let change = wait(&draft, context).await?;
            return Err(approval::needed(&change, draft.plan.effect()));
        }
        Asks::Person => {
            let question = draft.question(context);
            let since = Instant::now();
            let answer = context.asker.ask(&question).await;
            if answer == Answer::Deferred {
                return Ok(Outcome::Asked(question));
            }
            if let Some(error) = refusal(&answer, name) {
                return Err(declined(error, &answer, &draft, context).await);
            }
            unattended = context.asker.is_timed() && since.elapsed() < READING_TIME;
            refuse_moved(&draft, &call).await?;
        }
        Asks::Never => {}
    }
    let mut change = draft.change(State::Sending, context).await;
    change.unattended = unattended;
    let reply = sending::send(&draft, change, &call.applying(), context).await?;
    Ok(Outcome::Done(reply))
}

/// The draft with what its targets and the pace make of it, and who is asked. How far it reaches is looked
/// up where somebody is going to read it.
pub(crate) async fn weighed(
    mut draft: Draft,
    is_shown: bool,
    context: &Context<'_>,
) -> Result<(Draft, Asks), Error> {
    let org = context.okta.settings().org.host();
    for raised in context
        .targets
        .raised(&draft.plan, &draft.looks, context.okta)
        .await
    {
        draft.plan = draft.plan.raise(raised.effect).reaches(raised.why);
    }
    target::last::refuse(&draft.plan, context.okta).await?;
    pace::refuse_mails(context.journal, org, &draft.plan).await?;
    let mut asks = context.policy.asks(draft.plan.effect());
    if asks == Asks::Never && pace::is_fast(context.journal, org, &draft.plan).await? {
        asks = context.policy.person();
        draft.hurried = true;
    }
    if is_shown || asks != Asks::Never {
        for sentence in reach::of(&draft.plan, &draft.looks, context.okta).await {
            draft.plan = draft.plan.reaches(sentence);
        }
    }
    Ok((draft, asks))
}

/// Refuses what does not say of itself what the organisation wants to know.
fn refuse_unexplained(draft: &Draft, context: &Context<'_>) -> Result<(), Error> {
    let requires = context.policy.requires;
    let missing = requires.missing(draft.reason.as_deref(), draft.ticket.as_deref());
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::invalid_input(format!(
        "this organisation wants every write to say its `{}`; nothing was changed",
        missing.join("` and `")
    )))
}

/// Refuses where the things are not any more what the person was shown.
async fn refuse_moved(draft: &Draft, call: &Call<'_>) -> Result<(), Error> {
    let now = look::now(&draft.plan, call).await?;
    if look::fingerprint(&now) == look::fingerprint(&draft.looks) {
        return Ok(());
    }
    Err(Error::new(
        Kind::StateChanged,
        format!(
            "the thing was changed while the person was asked about {}; nothing was changed by this call",
            draft.spec.name
        ),
        "Call again; the person is asked about how it is now.",
    ))
}

/// Records a draft as waiting for approval.
async fn wait(draft: &Draft, context: &Context<'_>) -> Result<Change, Error> {
    let change = draft.change(State::Waiting, context).await;
    context.journal.record(&change).await?;
    Ok(change)
}

/// The error for an answer that does not let a write go ahead, with the change that can be approved still.
async fn declined(error: Error, answer: &Answer, draft: &Draft, context: &Context<'_>) -> Error {
    if matches!(answer, Answer::Changed | Answer::Invalid) {
        refused(draft, &error, context).await;
        return error;
    }
    match wait(draft, context).await {
        Ok(change) => approval::may_be_approved(error, &change),
        // Without a journal nobody can approve, and the answer stands as it is.
        Err(_) => error,
    }
}

/// Records that an answer was none: forged, used before, expired, or given to something else.
async fn refused(draft: &Draft, error: &Error, context: &Context<'_>) {
    let mut change = draft.change(State::Failed, context).await;
    change.error = Some(error.message.clone());
    // The refusal stands, recorded or not.
    if let Err(fault) = context.journal.record(&change).await {
        tracing::warn!(fault = %fault.message, "a refused answer was not recorded");
    }
}

/// The error for a write that the configuration refuses.
pub(crate) fn restricted(effect: Effect, tool: &str) -> Error {
    let (why, family) = match effect {
        Effect::Restricted(family) => (family.why(), family.word()),
        _ => ("is not allowed by the configuration", "restricted"),
    };
    Error::new(
        Kind::Restricted,
        format!("{tool} is refused here: it {why}; nothing was changed"),
        format!(
            "A person does this in the Okta Admin Console. Whoever runs this server can let it be approved or asked: `{family}` under `restricted` in their own okta-mcp.toml."
        ),
    )
}
