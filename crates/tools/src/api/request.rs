//! A request of any operation from what a model gives: checked before anything is sent.

use operations::operation::{Kind, Parameter, Place};
use operations::{Caller, Operation, Request, caller};
use schemars::JsonSchema;
use serde_json::{Map, Value};

use crate::api::body;
use crate::folder::{self, Named};
use crate::quote::quote;
use crate::{Call, Error, lookup, secret, upload};

/// What a model gives for one operation.
#[derive(Debug, Default)]
pub struct Given {
    /// Values of the path's placeholders, by name.
    pub path: Map<String, Value>,
    /// Query parameters, by name.
    pub query: Map<String, Value>,
    /// The body.
    pub body: Option<Value>,
}

/// What a body may be: its schema is of use, not its values.
#[derive(JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
#[allow(dead_code, reason = "only its schema is of use")]
pub enum Body {
    One(Map<String, Value>),
    Many(Vec<Map<String, Value>>),
}

/// A request that may be sent, and what is doubtful about it.
#[derive(Debug)]
pub struct Prepared {
    /// The request.
    pub request: Request,
    /// What Okta's description says otherwise, though recordings show that it may be taken.
    pub warnings: Vec<String>,
}

/// The operation of that id, where a service app can call it.
///
/// # Errors
/// `invalid_input`: there is none, with the nearest ids; or it cannot be called, with the reason.
pub fn operation(id: &str) -> Result<&'static Operation, Error> {
    let Some(operation) = operations::find(id.trim()) else {
        let near = nearest(id).join(", ");
        return Err(Error {
            next_step: format!("Perhaps one of {near}. find_operation finds operations by words."),
            ..Error::invalid_input(format!("`id`: there is no operation {}", quote(id)))
        });
    };
    if operation.deprecated {
        return Err(Error {
            next_step: "find_operation finds what Okta has in its place.".to_owned(),
            ..Error::invalid_input(format!(
                "`id`: Okta has deprecated {}, so it is not called; nothing was sent",
                operation.id
            ))
        });
    }
    if let Some(why) = caller::of(operation).why_not() {
        return Err(Error {
            next_step: "find_operation finds operations that administer the organisation."
                .to_owned(),
            ..Error::invalid_input(format!("`id`: {} {why}; nothing was sent", operation.id))
        });
    }
    Ok(operation)
}

/// The five ids that are written most alike.
pub fn nearest(id: &str) -> Vec<&'static str> {
    let id = id.to_lowercase();
    let mut near: Vec<(f64, &'static str)> = operations::OPERATIONS
        .iter()
        .map(|operation| {
            let likeness = strsim::jaro_winkler(&id, &operation.id.to_lowercase());
            (likeness, operation.id)
        })
        .collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0));
    near.into_iter().take(5).map(|(_, id)| id).collect()
}

/// The request of an operation, every part of it checked. A person or group may be given by name.
///
/// # Errors
/// `invalid_input` with every fault found; nothing is sent but look-ups of names.
pub async fn prepare(
    operation: &'static Operation,
    given: &Given,
    call: &Call<'_>,
) -> Result<Prepared, Error> {
    let mut faults = Vec::new();
    let values = path_values(operation, &given.path, &mut faults);
    let query = query_values(operation, &given.query, &mut faults);
    let warnings = check_body(operation, given.body.as_ref(), &mut faults);
    if !faults.is_empty() {
        return Err(Error {
            next_step: format!(
                "describe_operation with id {} shows what it takes. Nothing was sent.",
                operation.id
            ),
            ..Error::invalid_input(faults.join("; "))
        });
    }
    let ids = lookup::path_values(call, operation, values).await?;
    let values: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut request = Request::new(operation, &values).with_query(query);
    if let Some(name) = file(operation, given) {
        let argument = "body.file";
        request = request.upload(upload::take(call, operation, Named { argument, name })?);
    } else if let Some(body) = &given.body {
        request = request.body(body.clone());
    }
    Ok(Prepared { request, warnings })
}

/// The name of the file that an operation takes in place of JSON.
fn file<'a>(operation: &Operation, given: &'a Given) -> Option<&'a str> {
    let body = given
        .body
        .as_ref()
        .filter(|_| upload::is_taken_by(operation))?;
    body["file"].as_str()
}

fn path_values(
    operation: &Operation,
    given: &Map<String, Value>,
    faults: &mut Vec<String>,
) -> Vec<String> {
    let names: Vec<&str> = operation.placeholders().collect();
    unknown("path", given, &names, faults);
    names
        .iter()
        .map(|name| match given.get(*name) {
            None => {
                faults.push(format!("`path.{name}` is missing"));
                String::new()
            }
            Some(value) => path_value(name, value, faults),
        })
        .collect()
}

fn path_value(name: &str, value: &Value, faults: &mut Vec<String>) -> String {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => {
            faults.push(format!("`path.{name}` must be a string"));
            return String::new();
        }
    };
    let is_bad = text.is_empty()
        || text.len() > 512
        || text.contains(['/', '\\', '?', '#'])
        || text.contains("..")
        || text == "."
        || text.chars().any(char::is_control);
    if is_bad {
        faults.push(format!(
            "`path.{name}` is one id or name, without slash, `..`, `?` or `#`"
        ));
    }
    text
}

/// Says which names are not among those that there are, and which is meant perhaps.
fn unknown(place: &str, given: &Map<String, Value>, names: &[&str], faults: &mut Vec<String>) {
    for name in given.keys().filter(|name| !names.contains(&name.as_str())) {
        let known = match names {
            [] => "it takes none".to_owned(),
            names => format!("it takes {}", names.join(", ")),
        };
        faults.push(format!("`{place}` has no {}; {known}", quote(name)));
    }
}

fn query_values(
    operation: &Operation,
    given: &Map<String, Value>,
    faults: &mut Vec<String>,
) -> Vec<(String, String)> {
    let in_query = operation
        .parameters
        .iter()
        .filter(|p| p.place == Place::Query);
    let parameters: Vec<&Parameter> = in_query.collect();
    let names: Vec<&str> = parameters.iter().map(|p| p.name).collect();
    unknown("query", given, &names, faults);
    let mut query = Vec::new();
    for parameter in parameters {
        match given.get(parameter.name) {
            None if parameter.required => {
                faults.push(format!("`query.{}` is missing", parameter.name));
            }
            None => {}
            Some(value) => query.extend(query_value(parameter, value, faults)),
        }
    }
    query
}

fn query_value(
    parameter: &Parameter,
    value: &Value,
    faults: &mut Vec<String>,
) -> Vec<(String, String)> {
    let items = match value {
        Value::Array(items) if parameter.kind == Kind::List => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut pairs = Vec::new();
    for item in items {
        match checked(parameter, item) {
            Ok(text) => pairs.push((parameter.name.to_owned(), text)),
            Err(rule) => faults.push(format!("`query.{}` {rule}", parameter.name)),
        }
    }
    pairs
}

/// The text of one value, or the rule that it breaks.
fn checked(parameter: &Parameter, value: &Value) -> Result<String, String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        _ => return Err("must be a plain value".to_owned()),
    };
    if !parameter.allowed.is_empty() && !parameter.allowed.contains(&text.as_str()) {
        return Err(format!("must be one of {}", parameter.allowed.join(", ")));
    }
    match parameter.kind {
        Kind::Boolean if text != "true" && text != "false" => {
            Err("must be true or false".to_owned())
        }
        Kind::Integer => within(parameter, &text).map(|()| text),
        _ => Ok(text),
    }
}

fn within(parameter: &Parameter, text: &str) -> Result<(), String> {
    let number: i64 = text
        .parse()
        .map_err(|_| "must be a whole number".to_owned())?;
    match (parameter.minimum, parameter.maximum) {
        (Some(least), _) if number < least => Err(format!("must be at least {least}")),
        (_, Some(most)) if number > most => Err(format!("must be at most {most}")),
        _ => Ok(()),
    }
}

/// Adds the faults of a body, and returns what is only doubtful.
fn check_body(
    operation: &Operation,
    given: Option<&Value>,
    faults: &mut Vec<String>,
) -> Vec<String> {
    match (&operation.body, given) {
        (None, Some(_)) => faults.push(format!("`body`: {} takes none", operation.id)),
        (Some(stated), None) if stated.required => faults.push("`body` is missing".to_owned()),
        (Some(stated), Some(body)) if !stated.media.ends_with("json") => {
            let is_one = body.as_object().is_some_and(|body| body.len() == 1);
            if !is_one || !body["file"].is_string() || !upload::is_taken_by(operation) {
                faults.push(format!(
                    "`body`: {} takes a file ({}): {{\"file\": \"NAME\"}} with its name in the folder of {}",
                    operation.id, stated.media, folder::SETTING
                ));
            }
        }
        (Some(_), Some(body)) => {
            let mut found = secret::faults("body", body);
            found.extend(body::faults(operation, body));
            if found.is_empty() {
                return body::doubts(operation, body);
            }
            faults.extend(found);
        }
        (_, None) => {}
    }
    Vec::new()
}

/// Whether a service app may call it at all, as lists of operations ask.
pub fn is_callable(operation: &Operation) -> bool {
    !operation.deprecated && caller::of(operation) == Caller::App
}
