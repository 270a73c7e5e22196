//! The state that a plan was computed from, and whether it has moved since.

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use tools::{Call, Error, Plan, Step};

/// Members that move without anybody changing the thing.
const RESTLESS: &[&str] = &[
    "_links",
    "_embedded",
    "lastLogin",
    "lastUpdated",
    "lastMembershipUpdated",
];

/// The things that a plan touches, as they are now: one for each step, `Null` where nothing is read.
///
/// # Errors
/// What stops a read.
pub async fn now(plan: &Plan, call: &Call<'_>) -> Result<Vec<Value>, Error> {
    let mut found = Vec::new();
    for step in &plan.steps {
        found.push(one(step, call).await?);
    }
    Ok(found)
}

/// The thing that a step touches, as it is now.
///
/// # Errors
/// What stops the read.
pub async fn one(step: &Step, call: &Call<'_>) -> Result<Value, Error> {
    match &step.looks_at {
        Some(look) if call.may(look.operation()) => {
            let answer = call.send(look).await?;
            Ok(reduced(step, answer.body))
        }
        _ => Ok(Value::Null),
    }
}

/// What of an answer belongs to the thing: of a list only whether it holds what the request names.
pub fn reduced(step: &Step, body: Value) -> Value {
    match body {
        Value::Array(rows) => {
            let names = step.request.values();
            let holds = rows.iter().filter_map(|row| row["id"].as_str());
            let holds = holds
                .into_iter()
                .any(|id| names.iter().any(|name| name == id));
            json!({ "holds": holds })
        }
        other => other,
    }
}

/// The thing without what moves by itself, and without secrets: what is remembered and compared.
pub fn steady(mut thing: Value) -> Value {
    still(&mut thing);
    tools::withhold::secrets(&mut thing);
    thing
}

fn still(thing: &mut Value) {
    match thing {
        Value::Object(members) => {
            members.retain(|name, _| !RESTLESS.contains(&name.as_str()));
            members.values_mut().for_each(still);
        }
        Value::Array(items) => items.iter_mut().for_each(still),
        _ => {}
    }
}

/// A digest of the state that a plan was computed from.
pub fn fingerprint(looks: &[Value]) -> String {
    let steady: Vec<Value> = looks.iter().cloned().map(steady).collect();
    format!("{:x}", Sha256::digest(json!(steady).to_string()))
}

/// The members of `now` that a body touches, at every depth.
pub fn touched(now: &Value, body: &Value) -> Value {
    match body {
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (name.clone(), touched(&now[name], member)))
            .collect::<Map<_, _>>()
            .into(),
        _ => now.clone(),
    }
}

/// Where two things differ: the paths of members, at most ten.
pub fn differences(then: &Value, now: &Value) -> Vec<String> {
    let mut paths = Vec::new();
    differ(then, now, "", &mut paths);
    paths.truncate(10);
    paths
}

fn differ(then: &Value, now: &Value, at: &str, paths: &mut Vec<String>) {
    match (then, now) {
        (Value::Object(one), Value::Object(other)) => {
            let names = one
                .keys()
                .chain(other.keys().filter(|name| !one.contains_key(*name)));
            for name in names {
                let path = if at.is_empty() {
                    name.clone()
                } else {
                    format!("{at}.{name}")
                };
                differ(&then[name], &now[name], &path, paths);
            }
        }
        _ if then != now => paths.push(if at.is_empty() {
            "all of it".to_owned()
        } else {
            at.to_owned()
        }),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_body_touches_is_shown_as_it_is_now() {
        let now = json!({"id": "1", "profile": {"a": 1, "b": 2}});
        let body = json!({"profile": {"b": 3, "c": 4}});
        assert_eq!(
            touched(&now, &body),
            json!({"profile": {"b": 2, "c": null}})
        );
    }

    #[test]
    fn what_moves_by_itself_is_no_difference() {
        let then = json!({"name": "a", "lastUpdated": "1", "profile": {"x": 1}});
        let now = json!({"name": "b", "lastUpdated": "2", "profile": {"x": 2, "y": 3}});
        let differences = differences(&steady(then), &steady(now));
        assert_eq!(differences, ["name", "profile.x", "profile.y"]);
    }
}
