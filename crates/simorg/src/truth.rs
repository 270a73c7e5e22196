//! Whether an answer is true to its schema, as the recordings loosen it.
//!
//! On in debug builds, where every test looks at simorg: an answer that breaks its schema goes out as a
//! 500 that says where, and the test fails.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jsonschema::{Registry, Validator};
use operations::Operation;
use operations::component::departures;
use operations::dialect::{self, Side};
use operations::operation::Spec;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::refusal::Refusal;

/// How many faults of one answer are named.
const NAMED: usize = 5;

/// Why the answer to an operation breaks its schema; `None` where it does not, or where the
/// description says nothing of such an answer.
pub fn fault(operation: &'static Operation, answer: &Answer) -> Option<Refusal> {
    if !(200..300).contains(&answer.status) {
        return None;
    }
    let stated = operation
        .answers
        .iter()
        .find(|stated| stated.status == answer.status)
        .or(operation.answers.first())?;
    let (body, name) = (answer.body.as_ref()?, stated.schema?);
    let is_text = operations::component::get(operation.spec, name)
        .is_some_and(|schema| schema["type"] == "string");
    // The description tells of another medium: recordings show JSON where JSON is asked for.
    if is_text && body.is_object() {
        return None;
    }
    let validator = validator(operation.spec, name)?;
    let rows: Vec<&Value> = match (stated.array, body) {
        (true, Value::Array(rows)) => rows.iter().collect(),
        _ => vec![body],
    };
    let faults: Vec<String> = rows
        .into_iter()
        .flat_map(|row| {
            validator
                .iter_errors(row)
                .map(|error| told(&error))
                .collect::<Vec<_>>()
        })
        .take(NAMED)
        .collect();
    if faults.is_empty() {
        return None;
    }
    let mut refusal = Refusal::new(500, "E0000009", "Internal Server Error");
    let id = operation.id;
    refusal
        .causes
        .push(format!("simorg: the answer to {id} is no {name}"));
    refusal.causes.extend(faults);
    Some(refusal)
}

fn told(error: &jsonschema::ValidationError<'_>) -> String {
    format!("{}: {error}", error.instance_path())
}

fn validator(spec: Spec, name: &'static str) -> Option<Arc<Validator>> {
    static KNOWN: OnceLock<Mutex<Known>> = OnceLock::new();
    let known = KNOWN.get_or_init(Mutex::default);
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    let made = known.entry((uri(spec), name)).or_insert_with(|| {
        operations::component::get(spec, name)?;
        let schema = json!({ "$ref": format!("{}{}", uri(spec), dialect::reference(spec, name)) });
        let options = jsonschema::options().with_registry(registry()?).offline();
        options.build(&schema).ok().map(Arc::new)
    });
    made.clone()
}

type Known = HashMap<(&'static str, &'static str), Option<Arc<Validator>>>;

fn registry() -> Option<&'static Registry<'static>> {
    static REGISTRY: OnceLock<Option<Registry<'static>>> = OnceLock::new();
    let made = REGISTRY.get_or_init(|| {
        let mut registry = Registry::new();
        for spec in [Spec::Management, Spec::Oauth, Spec::Governance] {
            registry = registry
                .add(
                    uri(spec),
                    dialect::document(spec, Side::Answer, departures()),
                )
                .ok()?;
        }
        registry.prepare().ok()
    });
    made.as_ref()
}

fn uri(spec: Spec) -> &'static str {
    match spec {
        Spec::Management => "urn:okta:management",
        Spec::Oauth => "urn:okta:oauth",
        Spec::Governance => "urn:okta:governance",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_of_an_answer_can_be_checked() {
        for operation in operations::OPERATIONS {
            for name in operation.answers.iter().filter_map(|stated| stated.schema) {
                let there = operations::component::get(operation.spec, name).is_some();
                let made = validator(operation.spec, name).is_some();
                assert_eq!(made, there, "{} {name}", operation.id);
            }
        }
    }

    #[test]
    fn an_answer_that_breaks_its_schema_is_found_out() {
        let operation = operations::find("getGroup").unwrap();
        let good = json!({ "id": "00g1", "type": "OKTA_GROUP", "profile": { "name": "a" } });
        assert_eq!(fault(operation, &Answer::ok(good)), None);
        let bad = json!({ "id": 7, "type": "CIRCLE" });
        let refusal = fault(operation, &Answer::ok(bad)).unwrap();
        assert_eq!(refusal.causes.len(), 3, "{:?}", refusal.causes);
    }
}
