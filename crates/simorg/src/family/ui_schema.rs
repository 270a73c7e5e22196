//! UI schemas of enrolment forms: each control shows an attribute that people have.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree;

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[("createUISchema", keep), ("replaceUISchemas", keep)];

/// The ways in which a control can ask.
const FORMATS: [&str; 6] = [
    "text",
    "radio",
    "checkbox",
    "radio_yes_no",
    "radio_true_false",
    "select",
];

/// The attributes that the schema of people has now.
fn attributes(state: &mut State, call: &Call<'_>) -> BTreeSet<String> {
    let schema = state.see(call, "getUserSchema", &["default"]);
    let parts = ["base", "custom"].into_iter().filter_map(|part| {
        let schema = schema.as_ref()?;
        schema
            .pointer(&format!("/definitions/{part}/properties"))?
            .as_object()
    });
    parts.flat_map(|part| part.keys().cloned()).collect()
}

fn keep(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.object()?;
    let elements = body
        .get("uiSchema")
        .and_then(|schema| schema.get("elements"))
        .and_then(Value::as_array);
    let elements: Vec<&Value> = elements.into_iter().flatten().collect();
    for element in &elements {
        let format = element.pointer("/options/format").and_then(Value::as_str);
        if format.is_some_and(|format| !FORMATS.contains(&format)) {
            return Err(Refusal::malformed());
        }
    }
    let known = attributes(state, call);
    for element in elements {
        let scope = element
            .get("scope")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let name = scope.strip_prefix("#/properties/").unwrap_or(scope);
        if !known.contains(name) {
            let cause = format!(
                "elements: Element {scope} doesn't have a corresponding user attribute in the Profile Editor."
            );
            return Err(Refusal::invalid("elements", cause));
        }
    }
    tree::answer(state, call)
}
