//! Whether a body may be taken at all: JSON of the right kind, with what must be there.

use operations::operation::{Kind, Method, Place};
use serde_json::Value;

use super::Document;
use crate::call::Call;
use crate::refusal::Refusal;

/// Checks the parameters of a call's query that are numbers, or true or false. A limit that is too high is
/// cut, by whoever makes the list.
///
/// # Errors
/// Okta's refusal; its words for a number are a guess.
pub fn query(call: &Call<'_>) -> Result<(), Refusal> {
    for parameter in call.operation.parameters {
        let name = parameter.name;
        let given = call
            .query
            .get(name)
            .filter(|_| parameter.place == Place::Query);
        let Some(text) = given else { continue };
        match parameter.kind {
            Kind::Boolean => {
                call.query.flag(name)?;
            }
            Kind::Integer => {
                let is_number = text
                    .parse::<f64>()
                    .is_ok_and(|number| number.fract() == 0.0);
                if !is_number {
                    return Err(Refusal::invalid(name, format!("{name}: must be a number")));
                }
                if name == "limit" && text.starts_with('-') {
                    let cause = "limit: must be a positive number";
                    return Err(Refusal::invalid(name, cause));
                }
            }
            Kind::Text | Kind::List => {}
        }
    }
    Ok(())
}

/// The body of a call as a document. Of an operation without a JSON body it is empty.
///
/// # Errors
/// Okta's refusal of what is no JSON, or JSON of another kind.
pub fn body(call: &Call<'_>) -> Result<Document, Refusal> {
    let bytes = call.arrival.body.as_deref().unwrap_or_default();
    let Some(stated) = &call.operation.body else {
        return Ok(Document::new());
    };
    if !stated.media.ends_with("json") {
        return Ok(Document::new());
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return if stated.required {
            Err(Refusal::malformed())
        } else {
            Ok(Document::new())
        };
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(document)) => Ok(document),
        // Lists of changes and of ids; what they mean is the families' to say.
        Ok(Value::Array(_)) if takes_list(call) => Ok(Document::new()),
        _ => Err(Refusal::malformed()),
    }
}

/// The changes of a JSON Patch, where the operation takes one.
pub fn changes(call: &Call<'_>) -> Option<Vec<Value>> {
    let is_patch = call.operation.method == Method::Patch && takes_list(call);
    let bytes = call.arrival.body.as_deref().unwrap_or_default();
    is_patch
        .then(|| serde_json::from_slice(bytes).ok())
        .flatten()
}

fn takes_list(call: &Call<'_>) -> bool {
    call.operation.body.as_ref().is_some_and(|body| {
        body.schema
            .open()
            .get("type")
            .is_some_and(|kind| kind == "array")
    })
}
