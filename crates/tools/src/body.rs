//! The bodies of writes: checked as Okta describes them, and laid over what is there.
//!
//! Okta's PUTs drop what their body leaves out, so what a caller gave is never sent as it is: the thing
//! is read, what was given is laid over it, and the whole goes back.

use operations::{Operation, Request};
use serde_json::{Map, Value};

use crate::api::{every_fault, faults};
use crate::quote::quote;
use crate::{Error, Step, secret};

/// What Okta sets itself, and refuses or passes over in a body.
const OWN: &[&str] = &[
    "_embedded",
    "_links",
    "created",
    "createdBy",
    "createdDate",
    "id",
    "lastUpdate",
    "lastUpdated",
    "lastUpdatedBy",
    "orn",
];
/// How many faults of one body are told.
const TOLD: usize = 3;
/// How many changed members are named.
const NAMED: usize = 6;

/// Refuses a body that is wrong before anything is sent; `argument` is what the caller calls it.
///
/// # Errors
/// `invalid_input` with the fields and the rules that they break; or a secret, or the mark of one that
/// was withheld, stands in it.
pub fn check(argument: &str, operation: &Operation, given: &Value) -> Result<(), Error> {
    refuse_secrets(argument, given)?;
    refuse(argument, faults(operation, given))
}

fn refuse(argument: &str, faults: Vec<String>) -> Result<(), Error> {
    if faults.is_empty() {
        return Ok(());
    }
    let faults: Vec<String> = faults
        .iter()
        .map(|fault| fault.replace("`body", &format!("`{argument}")))
        .collect();
    Err(Error::invalid_input(faults.join("; ")))
}

/// No tool takes a secret as an argument: it would stand in the model's context and in its host's logs.
///
/// # Errors
/// `invalid_input` where one stands in it in plain text, or the mark of one that was withheld.
pub fn refuse_secrets(argument: &str, given: &Value) -> Result<(), Error> {
    let faults = secret::faults(argument, given);
    if faults.is_empty() {
        return Ok(());
    }
    Err(Error::invalid_input(faults.join("; ")))
}

/// The members under Okta's names, where some were written in snake case.
pub fn camel_keys(members: Map<String, Value>) -> Map<String, Value> {
    let camel = |name: String| {
        let mut parts = name.split('_');
        let mut camel = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let mut letters = part.chars();
            camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            camel.push_str(letters.as_str());
        }
        camel
    };
    members
        .into_iter()
        .map(|(name, value)| (camel(name), value))
        .collect()
}

/// A thing as it is now, and as it will be.
#[derive(Debug)]
pub struct Replacement {
    /// What Okta has now, as it could be written back.
    pub before: Value,
    /// The whole that is written.
    pub after: Value,
}

impl Replacement {
    /// The thing with what was given laid over it, member by member; `null` clears one.
    ///
    /// # Errors
    /// `invalid_input` where nothing was given, or it is wrong as [`check`] says. What Okta has already
    /// is not held against the caller.
    pub fn of(
        now: &Value,
        given: Map<String, Value>,
        operation: &Operation,
        argument: &str,
    ) -> Result<Self, Error> {
        if given.is_empty() {
            return Err(Error::invalid_input(format!(
                "`{argument}` names nothing to change"
            )));
        }
        let mut given = Value::Object(given);
        refuse_secrets(argument, &given)?;
        strip(&mut given);
        let mut before = now.clone();
        strip(&mut before);
        let mut after = before.clone();
        lay(&mut after, given);
        let already = every_fault(operation, &before);
        let mut found = every_fault(operation, &after);
        found.retain(|fault| !already.contains(fault));
        found.truncate(TOLD);
        refuse(argument, found)?;
        Ok(Self { before, after })
    }

    /// The step that writes the whole, and takes it back by writing what was there.
    pub fn step(&self, put: Request, look: Request) -> Step {
        Step::new(put.clone().body(self.after.clone()))
            .looks_at(look)
            .undo(put.body(self.before.clone()))
    }

    /// What changes, as a sentence names it: `"label", "settings.app.url"`.
    pub fn changes(&self) -> String {
        let mut paths = Vec::new();
        differing("", &self.before, &self.after, &mut paths);
        match paths.len() {
            0 => "nothing (it is so already)".to_owned(),
            few if few <= NAMED => {
                let quoted: Vec<String> = paths.iter().map(|path| quote(path)).collect();
                quoted.join(", ")
            }
            many => format!("{many} members"),
        }
    }
}

/// Takes out what Okta sets itself.
fn strip(thing: &mut Value) {
    if let Value::Object(members) = thing {
        members.retain(|name, _| !OWN.contains(&name.as_str()));
    }
}

/// Lays one value over another as a JSON Merge Patch does (RFC 7396): objects member by member, `null`
/// takes out, anything else replaces. An object whose `type` changes is another thing, of which nothing
/// of the old one stays.
fn lay(now: &mut Value, given: Value) {
    let Value::Object(given) = given else {
        *now = given;
        return;
    };
    let changes_type = matches!(
        (now.get("type"), given.get("type")),
        (Some(old), Some(new)) if old != new
    );
    if !now.is_object() || changes_type {
        *now = Value::Object(Map::new());
    }
    let Value::Object(members) = now else {
        return;
    };
    for (name, value) in given {
        if value.is_null() {
            members.shift_remove(&name);
        } else {
            lay(members.entry(name).or_insert(Value::Null), value);
        }
    }
}

/// The paths at which two values differ.
fn differing(path: &str, before: &Value, after: &Value, paths: &mut Vec<String>) {
    if before == after {
        return;
    }
    let (Value::Object(old), Value::Object(new)) = (before, after) else {
        paths.push(path.trim_start_matches('.').to_owned());
        return;
    };
    let added = new.keys().filter(|name| !old.contains_key(*name));
    for name in old.keys().chain(added) {
        let member = |thing: &Map<String, Value>| thing.get(name).cloned().unwrap_or_default();
        differing(&format!("{path}.{name}"), &member(old), &member(new), paths);
    }
}

#[cfg(test)]
mod tests {
    use operations::op;
    use serde_json::json;

    use super::*;

    fn given(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn what_was_not_named_stays_and_null_clears() {
        let now = json!({"id": "1", "_links": {}, "name": "n", "settings": {"a": 1, "b": {"c": [1], "d": 2}}});
        let change = json!({"settings": {"a": null, "b": {"c": [2]}}});
        let made = Replacement::of(&now, given(change), &op::REPLACE_GROUP, "x").unwrap();
        let after = json!({"name": "n", "settings": {"b": {"c": [2], "d": 2}}});
        assert_eq!(made.after, after);
        assert_eq!(made.changes(), "\"settings.a\", \"settings.b.c\"");
    }

    #[test]
    fn of_what_changes_its_type_nothing_of_the_old_stays() {
        let mut now = json!({"method": {"type": "ASSURANCE", "factorMode": "2FA"}});
        lay(
            &mut now,
            json!({"method": {"type": "AUTH_METHOD_CHAIN", "chains": []}}),
        );
        assert_eq!(
            now,
            json!({"method": {"type": "AUTH_METHOD_CHAIN", "chains": []}})
        );
    }

    #[test]
    fn a_secret_is_not_taken() {
        for body in [
            json!({"a": {"client_secret": {"secret": "withheld"}}}),
            json!({"credentials": {"oauthClient": {"client_secret": "s3cret"}}}),
        ] {
            assert!(refuse_secrets("app_config", &body).is_err(), "{body}");
        }
        let policy = json!({"settings": {"password": {"complexity": {"minLength": 8}}}});
        assert!(refuse_secrets("policy_data", &policy).is_ok());
    }

    #[test]
    fn a_fault_of_the_body_is_told_by_the_argument() {
        let error = check(
            "profile_x",
            &op::ADD_GROUP,
            &json!({"profile": {"name": 7}}),
        );
        assert!(
            error
                .unwrap_err()
                .message
                .contains("`profile_x.profile.name`")
        );
    }
}
