//! Whether the texts and numbers of a body are within what its schema says of them.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jsonschema::Validator;
use operations::component;
use serde_json::{Number, Value, json};

use super::{DEPTH, Schema};
use crate::tree::Document;

/// A member that is out of bounds: its name, and what is wrong with it.
pub type Fault = (&'static str, String);

impl Schema {
    /// The first member of a body that is out of bounds. What is empty counts as absent, and zero as not
    /// said: the recordings show both where a schema has a least. The profiles of people and groups have
    /// schemas of their own, which an organisation changes: these are looked at elsewhere.
    pub fn out_of_bounds(self, body: &Document) -> Option<Fault> {
        self.beyond(body, DEPTH)
    }

    fn beyond(self, body: &Document, left: usize) -> Option<Fault> {
        let schema = self.branch(body);
        let mut stated = Vec::new();
        schema.state(&mut stated, left);
        let written = stated.into_iter().filter(|(name, _)| *name != "profile");
        // What answers show beyond a schema is taken as well.
        let mut found = written.filter_map(|(name, value)| {
            let held = body.get(name)?;
            let part = schema.at(value);
            if part.is_read_only() || is_loose(name) || part.name.is_some_and(is_loose) {
                return None;
            }
            part.fault(name, held, left.checked_sub(1)?)
        });
        found.next()
    }

    fn fault(self, name: &'static str, value: &Value, left: usize) -> Option<Fault> {
        match value {
            Value::String(text) => self.wrong_text(text).map(|why| (name, why)),
            Value::Number(number) => self.wrong_number(number).map(|why| (name, why)),
            Value::Object(document) => self.beyond(document, left),
            Value::Array(items) => {
                let item = self.at(self.word("items")?);
                let left = left.checked_sub(1)?;
                let mut faults = items.iter().filter_map(|held| item.fault(name, held, left));
                faults.next()
            }
            _ => None,
        }
    }

    /// What is wrong with a text. The words are a guess, but for those of the pattern.
    fn wrong_text(self, text: &str) -> Option<String> {
        if text.is_empty() || self.word("type")? != "string" {
            return None;
        }
        let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
        let bound = |name| self.word(name).and_then(Value::as_u64);
        if bound("maxLength").is_some_and(|most| length > most) {
            return Some("The field is too long".to_owned());
        }
        if bound("minLength").is_some_and(|least| length < least) {
            return Some("The field is too short".to_owned());
        }
        let pattern = self.word("pattern").and_then(Value::as_str)?;
        let fits = matcher(pattern).is_none_or(|matcher| matcher.is_valid(&json!(text)));
        (!fits).then(|| "Does not match required pattern".to_owned())
    }

    /// What is wrong with a number. The words are a guess.
    fn wrong_number(self, number: &Number) -> Option<String> {
        let number = number.as_f64().filter(|number| *number != 0.0)?;
        let bound = |name| self.word(name).and_then(Value::as_f64);
        if let Some(most) = bound("maximum").filter(|most| number > *most) {
            return Some(format!("must be less than or equal to {most}"));
        }
        let least = bound("minimum").filter(|least| number < *least)?;
        Some(format!("must be greater than or equal to {least}"))
    }
}

/// Whether recordings show values out of the bounds of a member of that name, or of a component.
fn is_loose(name: &str) -> bool {
    static KNOWN: OnceLock<HashSet<&str>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let kinds = ["pattern", "minLength", "maxLength", "type", "format"];
        let rows = component::departures().filter(|row| kinds.contains(&row.kind));
        rows.flat_map(|row| [row.member, row.schema]).collect()
    });
    known.contains(name)
}

type Matchers = HashMap<&'static str, Option<Arc<Validator>>>;

fn matcher(pattern: &'static str) -> Option<Arc<Validator>> {
    static KNOWN: OnceLock<Mutex<Matchers>> = OnceLock::new();
    let mut known = KNOWN
        .get_or_init(Mutex::default)
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    let made = known.entry(pattern).or_insert_with(|| {
        let schema = json!({ "type": "string", "pattern": pattern });
        jsonschema::validator_for(&schema).ok().map(Arc::new)
    });
    made.clone()
}

#[cfg(test)]
mod tests {
    use operations::operation::Spec;

    use super::*;

    fn fault(name: &str, body: &Value) -> Option<Fault> {
        let schema = Schema::named(Spec::Governance, name).unwrap();
        schema.out_of_bounds(body.as_object().unwrap())
    }

    #[test]
    fn a_text_out_of_bounds_is_found_at_every_depth() {
        let long = "a".repeat(300);
        let found = fault("campaign-sparse", &json!({ "name": long })).unwrap();
        assert_eq!(found, ("name", "The field is too long".to_owned()));
        let deep = json!({ "targetPrincipal": { "externalId": "00g1" } });
        let found = fault("principal-access", &deep).unwrap();
        assert_eq!(found.0, "externalId");
        assert_eq!(fault("campaign-sparse", &json!({ "name": "" })), None);
        assert_eq!(fault("campaign-sparse", &json!({ "name": "a" })), None);
    }
}
