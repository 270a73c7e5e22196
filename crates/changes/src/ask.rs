//! Asking a person: the question, and what can come back.

use futures::future::BoxFuture;
use okta::Secret;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use tools::quote::quote;
use tools::{Error, Kind, Plan};

/// Asks a person, in whatever way there is.
pub trait Asker: Send + Sync {
    /// Asks, and says what came back.
    fn ask<'a>(&'a self, question: &'a Question) -> BoxFuture<'a, Answer>;

    /// Lets a person type a secret, for that place in a request; or says why nobody can.
    fn secret<'a>(&'a self, place: &'a str) -> BoxFuture<'a, Result<Secret, &'static str>> {
        let _ = place;
        Box::pin(std::future::ready(Err(
            "this client cannot be asked for one",
        )))
    }

    /// Whether the time until the answer is the time that a person took.
    fn is_timed(&self) -> bool {
        false
    }
}

/// What came back from asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A person agreed to exactly this.
    Confirmed,
    /// A person said no, or the client did for them; the two cannot be told apart.
    Declined,
    /// Nobody could be asked, and why not.
    Unable(&'static str),
    /// The question goes to the client as the result of this call, and the answer comes with the
    /// next (MCP 2026-07-28).
    Deferred,
    /// What was agreed to is not what would happen now.
    Changed,
    /// The agreement is too old, altered, or was used before.
    Invalid,
}

/// A question about one write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What the person reads: several short lines.
    pub text: String,
    /// A digest of all that would happen, so that an answer cannot be given to another question.
    pub digest: String,
}

/// What the question is about, besides the plan.
pub struct About<'a> {
    /// The tool's title.
    pub title: &'a str,
    /// The org's host.
    pub org: &'a str,
    /// Whether it is a production org.
    pub production: bool,
    /// The reason that the caller gives.
    pub reason: Option<&'a str>,
    /// The ticket that the caller names.
    pub ticket: Option<&'a str>,
    /// A digest of the state that the plan was computed from.
    pub fingerprint: &'a str,
    /// Whether it is asked about for the pace alone.
    pub hurried: bool,
}

/// Why what goes unasked otherwise is asked about.
const HURRIED: &str =
    "Much was written in the last ten minutes, so that a person is asked whatever comes next.";

impl Question {
    /// The question about a plan. Text that is not ours stands in quotes, cleaned and cut.
    pub fn of(plan: &Plan, about: &About<'_>) -> Self {
        let kind = if about.production {
            "production"
        } else {
            "not production"
        };
        let mut lines = vec![
            format!("{}?", about.title),
            format!("Organisation: {} ({kind})", about.org),
            plan.happens.clone(),
        ];
        lines.extend(plan.reaches_how_far());
        for target in &plan.targets {
            lines.push(format!("Changes {}", target.shown()));
        }
        if let Some(reason) = about.reason {
            lines.push(format!("Reason, as the agent gives it: {}", quote(reason)));
        }
        if let Some(ticket) = about.ticket {
            lines.push(format!("Ticket, as the agent gives it: {}", quote(ticket)));
        }
        let steps: Vec<_> = plan
            .steps
            .iter()
            .map(|step| (step.shown(), step.request.json()))
            .collect();
        let text = lines.join("\n");
        let digest = Sha256::digest(json!([text, steps, about.fingerprint]).to_string());
        let shown = if about.hurried {
            format!("{text}\n{HURRIED}")
        } else {
            text
        };
        Self {
            text: shown,
            digest: format!("{digest:x}"),
        }
    }
}

/// The error for an answer that does not let the write go ahead.
pub(crate) fn refusal(answer: &Answer, tool: &str) -> Option<Error> {
    let nothing = "nothing was changed";
    let error = match answer {
        Answer::Confirmed | Answer::Deferred => return None,
        Answer::Declined => Error::new(
            Kind::Declined,
            format!(
                "the question about {tool} was declined, by a person or by the client for them; {nothing}"
            ),
            "Do not ask again unless the person wants it. A client that answers questions by itself can be told to show them.",
        ),
        Answer::Unable(why) => Error::new(
            Kind::NeedsConfirmation,
            format!("{tool} needs a person to confirm it, and {why}; {nothing}"),
            "Or use a client that shows questions from servers (elicitation).",
        ),
        Answer::Changed => Error::new(
            Kind::StateChanged,
            format!("what was confirmed is not what {tool} would do now; {nothing}"),
            "Call again without the earlier answer; the person is asked anew.",
        ),
        Answer::Invalid => Error::new(
            Kind::Expired,
            format!(
                "the confirmation for {tool} is too old, was altered, or was used before; {nothing}"
            ),
            "Call again without the earlier answer; the person is asked anew.",
        ),
    };
    Some(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_is_told_and_is_no_part_of_what_is_agreed_to() {
        let plan = Plan::of(tools::Step::new(operations::op::suspend_user("00u1")));
        let about = |hurried, fingerprint| About {
            title: "Suspend user",
            org: "acme.okta.com",
            production: true,
            reason: None,
            ticket: None,
            fingerprint,
            hurried,
        };
        let calm = Question::of(&plan, &about(false, "f"));
        let hurried = Question::of(&plan, &about(true, "f"));
        assert_eq!(calm.digest, hurried.digest);
        assert!(hurried.text.contains(HURRIED) && !calm.text.contains(HURRIED));
        assert_ne!(calm.digest, Question::of(&plan, &about(false, "g")).digest);
    }
}
