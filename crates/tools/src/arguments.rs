//! The arguments of a call: checked against the schema, and taken apart.

use std::sync::OnceLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use operations::related;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::quote::quote;
use crate::tool::Entry;
use crate::{Action, Error, Shape, fault, schema};

/// The arguments of a call, checked and taken apart.
#[derive(Debug)]
pub struct Arguments {
    /// What the tool itself takes.
    pub own: Value,
    /// What shapes the reply.
    pub shape: Shape,
    /// What every write takes.
    pub write: WriteOptions,
    /// All of it as given, without nulls: what a confirmation is bound to.
    pub all: Value,
}

/// What every write takes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct WriteOptions {
    /// Only say what would happen.
    pub dry_run: bool,
    /// Why, for whoever confirms.
    pub reason: Option<String>,
    /// The ticket it belongs to.
    pub ticket: Option<String>,
    /// Create it once more, although the same was just created.
    pub again: bool,
}

impl WriteOptions {
    /// Refuses what nobody reads before they confirm. Every schema would have to say it; here it is said
    /// to whom it concerns.
    fn refuse_long(&self) -> Result<(), Error> {
        for (name, text, most) in [("reason", &self.reason, 500), ("ticket", &self.ticket, 100)] {
            if text
                .as_ref()
                .is_some_and(|text| text.chars().count() > most)
            {
                return Err(Error::invalid_input(format!(
                    "`{name}` must have at most {most} characters"
                )));
            }
        }
        Ok(())
    }
}

/// The checked schema of one tool: made at the first use, kept for the process.
#[derive(Debug)]
pub struct Checked {
    /// The JSON Schema of the arguments.
    pub schema: Value,
    added: Vec<String>,
    validator: OnceLock<Option<Validator>>,
}

impl Checked {
    /// The schema of a tool: its own arguments, and those that its kind adds.
    pub fn of(entry: &Entry) -> Self {
        let mut more = Shape::properties(entry.spec.returns);
        if matches!(entry.action, Action::Write(_)) {
            more.extend(write_properties());
            if may_repeat(entry) {
                more.insert(
                    "again".to_owned(),
                    json!({"type": "boolean", "description": "Repeat."}),
                );
            }
        }
        Self {
            added: more.keys().cloned().collect(),
            schema: schema::with((entry.input)(), more),
            validator: OnceLock::new(),
        }
    }

    /// Checks the arguments of a call and takes them apart. An optional `null` counts as absent.
    ///
    /// # Errors
    /// `invalid_input`, which names the field.
    pub fn parse(&self, given: Value) -> Result<Arguments, Error> {
        let mut given = match given {
            Value::Null => Map::new(),
            Value::Object(members) => members,
            _ => return Err(Error::invalid_input("the arguments are not a JSON object")),
        };
        given.retain(|name, value| !value.is_null() || self.is_required(name));
        let all = Value::Object(given.clone());
        self.check(&all)?;
        let own = self.own(&given);
        let write: WriteOptions = part(&all)?;
        write.refuse_long()?;
        Ok(Arguments {
            own,
            shape: part(&all)?,
            write,
            all,
        })
    }

    fn own(&self, given: &Map<String, Value>) -> Value {
        let own = given.iter().filter(|(name, _)| !self.added.contains(name));
        Value::Object(own.map(|(n, v)| (n.clone(), v.clone())).collect())
    }

    fn is_required(&self, name: &str) -> bool {
        self.schema["required"]
            .as_array()
            .is_some_and(|required| required.iter().any(|r| r == name))
    }

    fn check(&self, given: &Value) -> Result<(), Error> {
        let validator = self
            .validator
            .get_or_init(|| jsonschema::validator_for(&self.schema).ok());
        let Some(validator) = validator else {
            return Ok(()); // A test compiles every schema; the types still check what comes.
        };
        let faults: Vec<String> = validator
            .iter_errors(given)
            .take(3)
            .map(|error| self.explain(&error))
            .collect();
        if faults.is_empty() {
            return Ok(());
        }
        Err(Error::invalid_input(faults.join("; ")))
    }

    /// One fault in words that name the field.
    fn explain(&self, error: &ValidationError<'_>) -> String {
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => self.unknown(unexpected),
            _ => fault::explain(error, ""),
        }
    }

    fn unknown(&self, unexpected: &[String]) -> String {
        let names: Vec<&str> = self.schema["properties"]
            .as_object()
            .map(|properties| properties.keys().map(String::as_str).collect())
            .unwrap_or_default();
        let given: Vec<String> = unexpected.iter().take(3).map(|n| quote(n)).collect();
        format!(
            "there is no argument {}; the arguments are {}",
            given.join(", "),
            names.join(", ")
        )
    }
}

fn part<T: serde::de::DeserializeOwned>(all: &Value) -> Result<T, Error> {
    T::deserialize(all).map_err(|e| Error::invalid_input(e.to_string()))
}

/// Whether a tool creates what the same arguments would create twice.
fn may_repeat(entry: &Entry) -> bool {
    let uses = entry.spec.uses;
    uses.is_empty()
        || uses
            .iter()
            .any(|operation| related::made(operation).is_some())
}

fn write_properties() -> Map<String, Value> {
    let properties = json!({
        "dry_run": {"type": "boolean", "description": "Only show."},
        "reason": {"type": "string", "description": "Why."},
        "ticket": {"type": "string", "description": "Ticket."},
    });
    match properties {
        Value::Object(properties) => properties,
        _ => Map::new(),
    }
}
