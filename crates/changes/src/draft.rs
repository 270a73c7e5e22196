//! A write that is about to happen: the plan, who wants it, and what it was computed from.

use jiff::Timestamp;
use serde_json::{Value, json};
use tools::{Plan, Spec};

use crate::apply::Context;
use crate::ask::{About, Question};
use crate::change::{Change, Sent, Stage, State, Stored};
use crate::look;
use crate::{Asks, inverse};

/// A write that is about to happen.
pub struct Draft {
    /// The tool.
    pub spec: &'static Spec,
    /// Its arguments, without what only shapes this call.
    pub arguments: Value,
    /// What would be sent.
    pub plan: Plan,
    /// The things it touches, as they are now, one for each step.
    pub looks: Vec<Value>,
    /// The reason and the ticket that the caller gives.
    pub reason: Option<String>,
    /// The ticket that the caller names.
    pub ticket: Option<String>,
    /// The change that it takes back.
    pub undoes: Option<String>,
    /// Whether it is asked about for the pace alone. That is of the moment, and no part of what is agreed
    /// to: an approval outlives it.
    pub hurried: bool,
}

impl Draft {
    /// What a person is asked.
    pub fn question(&self, context: &Context<'_>) -> Question {
        let org = &context.okta.settings().org;
        let about = About {
            title: self.spec.title,
            org: org.host(),
            production: org.is_production(),
            reason: self.reason.as_deref(),
            ticket: self.ticket.as_deref(),
            fingerprint: &look::fingerprint(&self.looks),
            hurried: self.hurried,
        };
        Question::of(&self.plan, &about)
    }

    /// The change that is recorded of it.
    pub async fn change(&self, state: State, context: &Context<'_>) -> Change {
        let mut steps = Vec::new();
        for (step, before) in self.plan.steps.iter().zip(&self.looks) {
            let undo = inverse::of(step, before, context.okta).await;
            steps.push(Stored {
                request: Sent::of(&step.request),
                look: step.looks_at.as_ref().map(Sent::of),
                before: look::steady(before.clone()),
                after: Value::Null,
                undo: undo.as_ref().map(Sent::of),
                stage: Stage::Planned,
                target: step.target,
                error: None,
            });
        }
        let mut arguments = self.arguments.clone();
        tools::withhold::secrets(&mut arguments);
        let happens = [self.plan.happens.clone()]
            .into_iter()
            .chain(self.plan.reaches_how_far());
        Change {
            id: new_id(),
            org: context.okta.settings().org.host().to_owned(),
            when: Timestamp::now(),
            who: context.who.to_owned(),
            tool: self.spec.name.to_owned(),
            arguments,
            effect: self.plan.effect().word().to_owned(),
            state,
            happens: happens.collect(),
            people: Change::people_of(&self.plan),
            targets: self.plan.targets.clone(),
            steps,
            digest: self.question(context).digest,
            reason: self.reason.clone(),
            ticket: self.ticket.clone(),
            okta_request_ids: Vec::new(),
            error: None,
            undoes: self.undoes.clone(),
            unattended: false,
            process: context.journal.process().to_owned(),
            created: None,
            approved: None,
        }
    }

    /// What `dry_run` shows: the requests, the fields before and after, how far it reaches, who is asked,
    /// and how it is taken back.
    pub async fn preview(&self, asks: Asks, context: &Context<'_>) -> Value {
        let mut requests = Vec::new();
        for (step, before) in self.plan.steps.iter().zip(&self.looks) {
            let mut shown = step.shown();
            if let (Some(body), true) = (step.request.json(), before.is_object()) {
                let mut then = look::touched(before, body);
                tools::withhold::secrets(&mut then);
                shown["before"] = then;
            }
            let undo = inverse::of(step, before, context.okta).await;
            shown["undo"] = match undo {
                Some(undo) => format!("{} would take it back", undo.operation().id).into(),
                None => "cannot be undone".into(),
            };
            requests.push(shown);
        }
        json!({
            "org": context.okta.settings().org.host(),
            "dry_run": true,
            "would": {
                "happens": self.plan.happens,
                "reach": self.plan.reaches_how_far(),
                "hurried": self.hurried,
                "effect": self.plan.effect().word(),
                "asks": asks.word(),
                "requests": requests,
                "fingerprint": look::fingerprint(&self.looks),
            },
        })
    }
}

/// `chg` and twelve letters and digits.
fn new_id() -> String {
    let random = uuid::Uuid::new_v4().simple().to_string();
    format!("chg{}", &random[..12])
}
