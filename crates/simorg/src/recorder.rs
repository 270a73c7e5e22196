//! What was asked of the organisation, for whoever tests a client. Never a secret.

use std::collections::VecDeque;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::call::Arrival;
use crate::clock;

const KEPT: usize = 10_000;

/// Members of a body whose values nobody reads again.
const SECRETS: [&str; 8] = [
    "password",
    "oldPassword",
    "newPassword",
    "answer",
    "passCode",
    "client_secret",
    "secret",
    "hash",
];

/// The last requests.
#[derive(Debug, Default)]
pub struct Recorder(VecDeque<Value>);

/// What became of a request.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'a> {
    /// The operation it was for, where it was for one.
    pub operation: Option<&'a str>,
    /// The status of the answer; `None` where the connection was closed instead.
    pub status: Option<u16>,
    /// The id that the answer carried.
    pub request_id: &'a str,
    /// When it arrived.
    pub at: Timestamp,
}

impl Recorder {
    /// Keeps a request, and forgets the oldest where there are too many.
    pub fn keep(&mut self, arrival: &Arrival, outcome: Outcome<'_>) {
        if self.0.len() >= KEPT {
            self.0.pop_front();
        }
        let scheme = arrival
            .header("authorization")
            .and_then(|text| text.split_once(' '))
            .map(|(scheme, _)| scheme);
        let mut body = arrival
            .body
            .as_deref()
            .and_then(|bytes| serde_json::from_slice(bytes).ok())
            .unwrap_or(Value::Null);
        hide(&mut body);
        self.0.push_back(json!({
            "at": clock::milliseconds(outcome.at),
            "method": arrival.method,
            "path": arrival.path,
            "query": arrival.query,
            "operation": outcome.operation,
            "status": outcome.status,
            "request_id": outcome.request_id,
            "authorization": scheme,
            "body": body,
        }));
    }

    /// Every request kept, newest last.
    pub fn all(&self) -> Value {
        Value::Array(self.0.iter().cloned().collect())
    }
}

fn hide(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(hide),
        Value::Object(map) => {
            for (name, member) in map.iter_mut() {
                if SECRETS.contains(&name.as_str()) {
                    blank(member);
                } else {
                    hide(member);
                }
            }
        }
        _ => {}
    }
}

/// Blanks every text in a value and leaves its shape.
fn blank(value: &mut Value) {
    match value {
        Value::String(text) => "***".clone_into(text),
        Value::Array(list) => list.iter_mut().for_each(blank),
        Value::Object(map) => map.values_mut().for_each(blank),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_kept() {
        let mut body = json!({
            "profile": {"login": "a"},
            "credentials": {"password": {"value": "s3cret"}, "recovery_question": {"answer": "x"}}
        });
        hide(&mut body);
        assert_eq!(body["profile"]["login"], "a");
        assert_eq!(body["credentials"]["password"]["value"], "***");
        assert_eq!(body["credentials"]["recovery_question"]["answer"], "***");
    }
}
