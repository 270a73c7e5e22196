//! A change: everything that is remembered of one write.

use jiff::Timestamp;
use operations::Request;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tools::Plan;
use tools::plan::Target;

/// Where a change stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It waits for a person to approve it.
    Waiting,
    /// A person approved it, and it has not been carried out.
    Approved,
    /// It is being sent; if this stays, the process died meanwhile.
    Sending,
    /// It was carried out.
    Done,
    /// Okta refused it.
    Failed,
    /// It was sent and the answer was lost: it may have happened.
    UnknownOutcome,
    /// It was carried out and taken back.
    Undone,
    /// Part of it was carried out, and the rest was not sent: it can go on from there.
    Stopped,
}

/// Where one request of a change stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It was not sent.
    #[default]
    Planned,
    /// It was sent, and no answer is recorded.
    Sent,
    /// Okta did it.
    Done,
    /// Okta refused it.
    Refused,
    /// It was left out, because one before it was refused.
    LeftOut,
}

impl State {
    /// Its word: `waiting`, `unknown_outcome`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Approved => "approved",
            Self::Sending => "sending",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::UnknownOutcome => "unknown_outcome",
            Self::Undone => "undone",
            Self::Stopped => "stopped",
        }
    }
}

/// One write, from its question to its end. Secrets in it are withheld.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// `chg…`.
    pub id: String,
    /// The org's host.
    pub org: String,
    /// When it was first recorded.
    pub when: Timestamp,
    /// Who asked for it, as claimed.
    pub who: String,
    /// The tool.
    pub tool: String,
    /// Its arguments.
    pub arguments: Value,
    /// The effect, in a word.
    pub effect: String,
    /// Where it stands.
    pub state: State,
    /// What happens, and how far it reaches.
    pub happens: Vec<String>,
    /// The people it touches, by id.
    pub people: Vec<String>,
    /// The things it changes.
    #[serde(default)]
    pub targets: Vec<Target>,
    /// The requests, in order.
    pub steps: Vec<Stored>,
    /// What a person agrees to: the question, and the state that it was computed from.
    pub digest: String,
    /// The reason that the caller gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The ticket that the caller named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// Okta's ids of the requests that were sent.
    #[serde(default)]
    pub okta_request_ids: Vec<String>,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The change that this one takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<String>,
    /// The answer came within two seconds: perhaps nobody read the question.
    #[serde(default)]
    pub unattended: bool,
    /// The process that sends it.
    #[serde(default)]
    pub process: String,
    /// What it created, where it created something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Created>,
    /// When a person approved it out of band.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<Timestamp>,
}

/// One request of a change, and what it found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    /// The request.
    pub request: Sent,
    /// The read that shows the thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub look: Option<Sent>,
    /// The thing before.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub before: Value,
    /// The thing afterwards.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub after: Value,
    /// The request that takes it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo: Option<Sent>,
    /// Where it stands.
    #[serde(default)]
    pub stage: Stage,
    /// For which of the change's targets it is.
    #[serde(default)]
    pub target: usize,
    /// Why Okta refused it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// A thing that a change created.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Created {
    /// The read that shows it.
    pub look: Sent,
    /// How it was created.
    pub thing: Value,
}

/// A request as it is remembered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    /// The operation's id.
    pub operation: String,
    /// The values of its path.
    pub values: Vec<String>,
    /// Its query.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub query: Vec<(String, String)>,
    /// Its body, secrets withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
    /// The name of the file that went with it; what was in it is not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

impl Sent {
    /// A request to be remembered; a body that holds a secret loses it.
    pub fn of(request: &Request) -> Self {
        let mut body = request.json().cloned();
        if let Some(body) = &mut body {
            tools::withhold::secrets(body);
        }
        Self {
            operation: request.operation().id.to_owned(),
            values: request.values().to_vec(),
            query: request.parameters().to_vec(),
            body,
            file: request.file().map(|file| file.name.clone()),
        }
    }

    /// The request again; `None` where the operation is gone, or a secret or a file is not kept of it.
    pub fn request(&self) -> Option<Request> {
        let operation = operations::find(&self.operation)?;
        let values: Vec<&str> = self.values.iter().map(String::as_str).collect();
        let request = Request::new(operation, &values).with_query(self.query.clone());
        match &self.body {
            _ if self.file.is_some() => None,
            Some(body) if tools::withhold::holds_placeholder(body) => None,
            Some(body) => Some(request.body(body.clone())),
            None => Some(request),
        }
    }
}

impl Change {
    /// Whether it can be taken back: it happened, and each request has its inverse.
    pub fn is_undoable(&self) -> bool {
        let has_inverse = |step: &Stored| step.undo.as_ref().is_some_and(|u| u.request().is_some());
        self.state == State::Done && !self.steps.is_empty() && self.steps.iter().all(has_inverse)
    }

    /// Whether it stands in that state (`waiting`), where one is named.
    pub fn is_in(&self, state: Option<&str>) -> bool {
        state.is_none_or(|state| state == self.state.word())
    }

    /// Whether it is by that tool, where one is named.
    pub fn is_by(&self, tool: Option<&str>) -> bool {
        tool.is_none_or(|tool| tool == self.tool)
    }

    /// The people among the targets of a plan.
    pub fn people_of(plan: &Plan) -> Vec<String> {
        let users = plan
            .targets
            .iter()
            .filter(|target| target.kind.eq_ignore_ascii_case("user"));
        users
            .map(|target| target.id.clone())
            .filter(|id| !id.is_empty())
            .collect()
    }
}
