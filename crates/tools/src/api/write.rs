//! `write_operation`: any operation that changes something, planned and asked as a named tool is.

use operations::{Effect, OPERATIONS, Operation, Request, effect, related};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::api::request::{self, Body, Given, Prepared};
use crate::plan::Target;
use crate::quote::quote;
use crate::{Call, Error, Plan, Returns, Spec, Step, Write, upload};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteOperation {
    /// Operation id, like `createGroupRule`.
    id: String,
    /// Path parameters: `{"groupRuleId": "0pr1…"}`.
    #[serde(default)]
    path: Map<String, Value>,
    /// Query parameters.
    #[serde(default)]
    query: Map<String, Value>,
    /// Body, as described.
    #[serde(default)]
    #[schemars(with = "Body")]
    body: Option<Value>,
}

impl Write for WriteOperation {
    const SPEC: Spec = Spec {
        name: "write_operation",
        title: "Write operation",
        about: "Calls any operation of Okta's API that changes something. A replacing PUT erases \
                what its body leaves out: read first. What takes access away asks a person; what \
                hands over keys may be refused.",
        uses: &[],
        may_use: OPERATIONS,
        returns: Returns::Change,
        example: r#"{"id": "createNetworkZone", "body": {"name": "Berlin office", "type": "IP", "gateways": [{"type": "CIDR", "value": "192.0.2.0/24"}]}}"#,
    };
    const LISTED_AS: Option<Effect> = Some(Effect::Destroy);

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let operation = request::operation(&self.id)?;
        if operation.effect() == Effect::Read {
            return Err(Error {
                next_step: "Call read_operation with the same arguments.".to_owned(),
                ..Error::invalid_input(format!(
                    "`id`: {} only reads; nothing was sent",
                    operation.id
                ))
            });
        }
        let given = Given {
            path: self.path,
            query: self.query,
            body: self.body,
        };
        let prepared = request::prepare(operation, &given, call).await?;
        let (step, now) = step(&prepared.request, call).await?;
        let target = target(operation, &given, now.as_ref());
        let plan = told(Plan::of(step), &prepared);
        Ok(match target {
            Some(target) => plan.target(target),
            None => plan,
        })
    }
}

/// The plan in words: what is called, what that does, which file goes, and what is doubtful.
fn told(plan: Plan, prepared: &Prepared) -> Plan {
    let id = prepared.request.operation().id;
    let mut plan = plan
        .happens(format!("{id} is called: {}", effect::about(id)))
        .done(format!("{id} was called."));
    if let Some(why) = effect::reason(id) {
        plan = plan.reaches(sentence(why));
    }
    if let Some(file) = prepared.request.file() {
        plan = plan.reaches(format!("What is sent is {}.", upload::shown(file)));
    }
    for warning in &prepared.warnings {
        plan = plan.reaches(format!("{warning}."));
    }
    plan
}

/// The step that sends a request, with the read that shows its thing and what takes it back; and the thing
/// as it is now.
async fn step(request: &Request, call: &Call<'_>) -> Result<(Step, Option<Value>), Error> {
    let operation = request.operation();
    let mut step = Step::new(request.clone());
    let look = related::look(operation).and_then(|look| request.turned_to(look));
    let now = match &look {
        Some(look) if call.may(look.operation()) => Some(call.send(look).await?.body),
        _ => None,
    };
    if let (Some(look), true) = (look, now.is_some()) {
        step = step.looks_at(look);
    }
    let inverse = related::inverse(operation);
    if let Some(undo) = inverse.and_then(|undo| request.turned_to(undo)) {
        step = step.undo(undo);
    }
    Ok((step, now))
}

/// What an operation acts on: what the last placeholder names, by the name that it has now.
fn target(operation: &'static Operation, given: &Given, now: Option<&Value>) -> Option<Target> {
    let placeholder = operation.placeholders().last()?;
    let id = given.path.get(placeholder)?;
    let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    let name = now.and_then(name_of).unwrap_or_default();
    Some(Target {
        kind: operation.tag.into(),
        name: if name.is_empty() { id.clone() } else { name },
        id: quote(&id).trim_matches('"').to_owned(),
    })
}

/// What people call a thing.
fn name_of(thing: &Value) -> Option<String> {
    let places = [
        "/profile/login",
        "/profile/name",
        "/label",
        "/name",
        "/displayName",
        "/domain",
    ];
    places
        .iter()
        .find_map(|place| thing.pointer(place)?.as_str())
        .map(str::to_owned)
}

/// A reason of the table as a sentence: some have no subject.
fn sentence(reason: &str) -> String {
    let mut letters = reason.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}
