//! A write before it happens: what would be sent, to what, and what it would do.

use std::borrow::Cow;

use operations::{Effect, Request};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::danger::{self, Raised};
use crate::quote::quote;

/// What a write would do. A tool makes it; the engine in `changes` shows, asks and sends.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The requests, in order.
    pub steps: Vec<Step>,
    /// The things changed.
    pub targets: Vec<Target>,
    /// What happens, as a sentence of our own.
    pub happens: String,
    /// How far it reaches, a sentence each.
    pub reach: Vec<String>,
    /// What is said when it is done, as a sentence.
    pub done: String,
    raised: Option<Effect>,
}

/// One request of a plan.
#[derive(Clone, Debug)]
pub struct Step {
    /// The request.
    pub request: Request,
    /// The read that shows the thing as it is now.
    pub looks_at: Option<Request>,
    /// The request that takes it back, where Okta has a true inverse.
    pub undo: Option<Request>,
    /// For which of the plan's targets it is. Where Okta refuses a step, what follows for the same
    /// target is left out, and the other targets go on.
    pub target: usize,
}

/// A thing that a write changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// `user`, `group`.
    pub kind: Cow<'static, str>,
    /// What people call it.
    pub name: String,
    /// Okta's id.
    pub id: String,
}

impl Target {
    /// `user "Ada Lovelace" (00u…)`.
    pub fn shown(&self) -> String {
        if self.id.is_empty() {
            return format!("{} {}", self.kind, quote(&self.name));
        }
        format!("{} {} ({})", self.kind, quote(&self.name), self.id)
    }
}

impl Step {
    /// A step that sends this request.
    pub fn new(request: Request) -> Self {
        Self {
            request,
            looks_at: None,
            undo: None,
            target: 0,
        }
    }

    /// The step for that one of the plan's targets.
    #[must_use]
    pub fn for_target(self, target: usize) -> Self {
        Self { target, ..self }
    }

    /// The read that shows the thing as it is now.
    #[must_use]
    pub fn looks_at(self, request: Request) -> Self {
        Self {
            looks_at: Some(request),
            ..self
        }
    }

    /// The request that takes it back.
    #[must_use]
    pub fn undo(self, request: Request) -> Self {
        Self {
            undo: Some(request),
            ..self
        }
    }

    /// The request as a plan shows it, secrets withheld.
    pub fn shown(&self) -> Value {
        let mut shown = json!({
            "operation": self.request.operation().id,
            "method": self.request.operation().method.as_str(),
            "path": self.request.path_and_query().unwrap_or_default(),
        });
        if let Some(body) = self.request.json() {
            shown["body"] = body.clone();
            crate::withhold::secrets(&mut shown["body"]);
        }
        shown
    }
}

impl Plan {
    /// A plan of one step.
    pub fn of(step: Step) -> Self {
        Self::of_all(vec![step])
    }

    /// A plan of several steps, in order.
    pub fn of_all(steps: Vec<Step>) -> Self {
        Self {
            steps,
            targets: Vec::new(),
            happens: String::new(),
            reach: Vec::new(),
            done: String::new(),
            raised: None,
        }
    }

    /// The plan with a thing that it changes.
    #[must_use]
    pub fn target(mut self, target: Target) -> Self {
        self.targets.push(target);
        self
    }

    /// The plan with what happens, in a sentence.
    #[must_use]
    pub fn happens(self, sentence: impl Into<String>) -> Self {
        Self {
            happens: sentence.into(),
            ..self
        }
    }

    /// The plan with one more sentence about how far it reaches.
    #[must_use]
    pub fn reaches(mut self, sentence: impl Into<String>) -> Self {
        self.reach.push(sentence.into());
        self
    }

    /// The plan with what is said when it is done.
    #[must_use]
    pub fn done(self, sentence: impl Into<String>) -> Self {
        Self {
            done: sentence.into(),
            ..self
        }
    }

    /// The plan with an effect stronger than its operations have, because of what it touches.
    #[must_use]
    pub fn raise(self, effect: Effect) -> Self {
        Self {
            raised: self.raised.max(Some(effect)),
            ..self
        }
    }

    /// Whether its steps are for several of its targets, each for itself.
    pub fn is_bulk(&self) -> bool {
        self.steps.iter().any(|step| step.target > 0)
    }

    /// The strongest effect: of the operations, of what they carry, or of what they touch.
    pub fn effect(&self) -> Effect {
        let effects = self.steps.iter().map(|s| s.request.operation().effect());
        let carried = self.dangers().into_iter().map(|danger| danger.effect);
        let effects = effects.chain(self.raised).chain(carried);
        effects.max().unwrap_or(Effect::Read)
    }

    /// What of the requests raises the effect, by what they carry.
    pub fn dangers(&self) -> Vec<Raised> {
        let steps = self.steps.iter();
        steps
            .filter_map(|step| danger::raised(&step.request))
            .collect()
    }

    /// How far it reaches, a sentence each, with what makes it dangerous.
    pub fn reaches_how_far(&self) -> Vec<String> {
        let dangers = self.dangers().into_iter().map(|danger| danger.why);
        self.reach.iter().cloned().chain(dangers).collect()
    }
}
