//! Whether a body fits what Okta's description says of it, as recordings loosen it.

use std::sync::OnceLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Registry, ValidationError, Validator};
use operations::Operation;
use operations::component::{self, Departure};
use operations::dialect::{self, Side};
use operations::operation::Spec;
use serde_json::Value;

use crate::api::outline;
use crate::{fault, secret};

/// Members that recordings show empty, though the description asks for some length: Okta takes an empty one
/// for none.
const MAY_BE_EMPTY: &[&str] = &["client_secret", "elCondition", "userName"];

/// How many faults of one body are told.
const TOLD: usize = 3;

/// What is wrong with a body, each fault with the field and the rule; empty where nothing is, or where
/// nothing is known of it. What recordings show Okta to take is not wrong.
pub fn faults(operation: &Operation, body: &Value) -> Vec<String> {
    loosely(operation, body, TOLD)
}

/// As [`faults`], but all of them.
pub fn every_fault(operation: &Operation, body: &Value) -> Vec<String> {
    loosely(operation, body, usize::MAX)
}

/// What is doubtful in a body: it breaks the description, though recordings show it the other way; or
/// the description does not name it.
pub fn doubts(operation: &Operation, body: &Value) -> Vec<String> {
    let mut doubts = told(operation, body, to_the_letter(), |_| true, TOLD);
    let whole = outline::of(operation, None).ok().flatten();
    let chosen = whole.as_ref().and_then(|whole| whole.chooses.as_ref());
    let variant = chosen.and_then(|choice| body.get(&choice.member)?.as_str());
    let outline = outline::of(operation, variant).ok().flatten().or(whole);
    doubts.extend(
        outline
            .map(|outline| outline::strangers(&outline.schema, &secret::stood_in(body)))
            .into_iter()
            .flatten(),
    );
    doubts
}

fn loosely(operation: &Operation, body: &Value, most: usize) -> Vec<String> {
    let is_fault = |error: &ValidationError<'_>| {
        let path = error.instance_path().to_string();
        let name = path.rsplit('/').next().unwrap_or_default();
        let is_empty = error.instance().as_str() == Some("");
        let is_length = matches!(error.kind(), ValidationErrorKind::MinLength { .. });
        !(is_empty && is_length && MAY_BE_EMPTY.contains(&name))
    };
    let body = without_nulls(body);
    told(operation, &body, registry(), is_fault, most)
}

/// The body as Okta reads it: a member that is null is not there.
fn without_nulls(body: &Value) -> Value {
    match body {
        Value::Object(members) => {
            let is_there = |(name, member): &(&String, &Value)| {
                let is_empty = member.as_object().is_some_and(serde_json::Map::is_empty);
                let is_none = is_empty && MAY_BE_EMPTY.contains(&name.as_str());
                !(is_none || member.is_null())
            };
            let members = members.iter().filter(is_there);
            let members = members.map(|(name, member)| (name.clone(), without_nulls(member)));
            Value::Object(members.collect())
        }
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        other => other.clone(),
    }
}

fn told(
    operation: &Operation,
    body: &Value,
    registry: Option<&Registry<'static>>,
    is_fault: impl Fn(&ValidationError<'_>) -> bool,
    most: usize,
) -> Vec<String> {
    let Some(validator) = registry.and_then(|registry| validator(operation, registry)) else {
        return Vec::new();
    };
    let secrets: Vec<String> = secret::wanted(body)
        .into_iter()
        .map(|it| it.place)
        .collect();
    let whole = secret::stood_in(body);
    // What stands in for a secret is not the secret: Okta alone says whether that is good.
    let is_ours = |error: &ValidationError<'_>| {
        secrets
            .iter()
            .any(|place| error.instance_path().as_str() == place)
    };
    let errors = validator
        .iter_errors(&whole)
        .filter(|error| is_fault(error) && !is_ours(error));
    errors
        .take(most)
        .map(|error| fault::explain(&error, "body"))
        .collect()
}

fn validator(operation: &Operation, registry: &Registry<'static>) -> Option<Validator> {
    let schema = dialect::body(operation, address(operation.spec))?;
    let options = jsonschema::options().with_registry(registry).offline();
    options.build(&schema).ok()
}

/// The descriptions, as recordings loosen them.
fn registry() -> Option<&'static Registry<'static>> {
    static REGISTRY: OnceLock<Option<Registry<'static>>> = OnceLock::new();
    REGISTRY
        .get_or_init(|| documents(component::departures))
        .as_ref()
}

/// The descriptions as they are written.
fn to_the_letter() -> Option<&'static Registry<'static>> {
    static REGISTRY: OnceLock<Option<Registry<'static>>> = OnceLock::new();
    REGISTRY
        .get_or_init(|| documents(std::iter::empty))
        .as_ref()
}

fn documents<I: Iterator<Item = Departure>>(allowed: fn() -> I) -> Option<Registry<'static>> {
    let mut registry = Registry::new();
    for spec in [Spec::Management, Spec::Oauth, Spec::Governance] {
        let document = dialect::document(spec, Side::Request, allowed());
        registry = registry.add(address(spec), document).ok()?;
    }
    registry.prepare().ok()
}

fn address(spec: Spec) -> &'static str {
    match spec {
        Spec::Management => "urn:okta:management",
        Spec::Oauth => "urn:okta:oauth",
        Spec::Governance => "urn:okta:governance",
    }
}

#[cfg(test)]
mod tests {
    use operations::{OPERATIONS, op};
    use serde_json::json;

    use super::*;

    #[test]
    fn every_body_of_the_table_can_be_checked() {
        for operation in OPERATIONS {
            let checked = validator(operation, registry().unwrap()).is_some();
            assert_eq!(checked, operation.body.is_some(), "{}", operation.id);
        }
    }

    #[test]
    fn an_empty_text_that_okta_takes_for_none_is_doubtful_and_no_fault() {
        let app = json!({"label": "x", "signOnMode": "AUTO_LOGIN", "name": "template_swa", "credentials": {"userName": ""}});
        let operation = &op::CREATE_APPLICATION;
        assert_eq!(faults(operation, &app), Vec::<String>::new());
        let doubts = doubts(operation, &app).join(" ");
        assert!(doubts.contains("userName` is empty"), "{doubts}");
    }

    #[test]
    fn a_fault_names_the_field_and_the_rule() {
        let said = faults(&op::ADD_GROUP, &json!({"profile": {"name": 7}}));
        assert_eq!(said, ["`body.profile.name` must be a string"]);
        let said = faults(&op::CREATE_NETWORK_ZONE, &json!({"name": "office"}));
        assert_eq!(said, ["`body.type` is missing"]);
        let zone = json!({"name": "office", "type": "IP", "gateways": "1.2.3.4"});
        assert_eq!(
            faults(&op::CREATE_NETWORK_ZONE, &zone),
            ["`body.gateways` must be an array"]
        );
    }
}
