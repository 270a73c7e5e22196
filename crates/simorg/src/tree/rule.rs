//! Rules that say what a document is like: what is added, set and left out, and when.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::edit::{Clash, drop_member, member_mut, merge, prune};
use super::{Document, member};
use crate::call::{Call, Query};
use crate::dice::Dice;
use crate::settings::Edition;

/// One rule. It holds where all that `when` names is so; then it drops, prunes, sets, adds, in this
/// order.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rule {
    /// Dotted path to the value that must stand there: the value, a list of values, `null` for
    /// absent or null, `{"has": bool}`, `{"empty": bool}` (absent, null, or without content), `{"not":
    /// value}` or `{"starts": text}`. With an at sign: `@view`
    /// (`created`, `replaced`, `updated`, `whole`, `row`), `@edition` (`classic`, `identity`),
    /// `@operation`, `@since` and `@until` (a date against the clock), `@query.NAME`, `@0` (the
    /// first value on the way to the document; and so on).
    pub when: Map<String, Value>,
    /// Dotted paths to leave out.
    pub drop: Vec<String>,
    /// Dotted paths below which members that are null are left out, at every depth.
    pub prune: Vec<String>,
    /// Members to set, objects member by member.
    pub set: Map<String, Value>,
    /// Members to add where they are not there, objects member by member.
    pub add: Map<String, Value>,
    /// Rules for each element of the array at a dotted path.
    pub each: BTreeMap<String, Vec<Rule>>,
    /// The members that may be there at all; empty for any.
    pub only: Vec<String>,
}

/// How a document is being looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// In the answer to its creation.
    Created,
    /// In the answer to its replacement.
    Replaced,
    /// In the answer to a partial update or a lifecycle call.
    Updated,
    /// By itself.
    Whole,
    /// In a list.
    Row,
}

impl View {
    fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Replaced => "replaced",
            Self::Updated => "updated",
            Self::Whole => "whole",
            Self::Row => "row",
        }
    }
}

/// What a rule can see and say beside the document itself.
#[derive(Debug)]
pub struct Scene<'a> {
    /// Scheme and authority by which the organisation was called.
    pub base: &'a str,
    /// The path of the document in the tree.
    pub path: &'a str,
    /// The values of the placeholders on the way to it.
    pub values: &'a [String],
    /// How it is looked at.
    pub view: View,
    /// The time.
    pub now: Timestamp,
    /// The engine.
    pub edition: Edition,
    /// The operation's id.
    pub operation: &'a str,
    /// The query of the request.
    pub query: &'a Query,
}

impl<'a> Scene<'a> {
    /// What the rules see of a call that looks at the document of a path.
    pub fn of(
        call: &'a Call<'_>,
        (path, values): (&'a str, &'a [String]),
        view: View,
        edition: Edition,
    ) -> Self {
        Self {
            base: call.base(),
            path,
            values,
            view,
            now: call.now,
            edition,
            operation: call.operation.id,
            query: &call.query,
        }
    }
}

impl Scene<'_> {
    /// Applies rules to a document.
    pub fn apply(&self, rules: &[Rule], document: &mut Document, dice: &mut Dice) {
        for rule in rules {
            if self.holds(rule, document) {
                self.follow(rule, document, dice);
            }
        }
    }

    /// Whether all that a rule's `when` names is so.
    pub fn holds(&self, rule: &Rule, document: &Document) -> bool {
        self.is_so(&rule.when, document)
    }

    /// Whether all that `when` names is so.
    pub fn is_so(&self, when: &Map<String, Value>, document: &Document) -> bool {
        when.iter()
            .all(|(name, asked)| match name.strip_prefix('@') {
                Some(special) => self.special(special, asked),
                None => fits(member(document, name), asked),
            })
    }

    fn special(&self, name: &str, asked: &Value) -> bool {
        let date = || self.now.strftime("%Y-%m-%d").to_string();
        let text = asked.as_str().unwrap_or_default();
        match name {
            "view" => fits(Some(&Value::from(self.view.word())), asked),
            "operation" => fits(Some(&Value::from(self.operation)), asked),
            "edition" => {
                let word = match self.edition {
                    Edition::Classic => "classic",
                    Edition::Identity => "identity",
                };
                fits(Some(&Value::from(word)), asked)
            }
            "since" => date().as_str() >= text,
            "until" => date().as_str() < text,
            place if place.bytes().all(|byte| byte.is_ascii_digit()) => {
                let value = place.parse().ok().and_then(|at: usize| self.values.get(at));
                fits(
                    value.map(|value| Value::from(value.as_str())).as_ref(),
                    asked,
                )
            }
            _ => name.strip_prefix("query.").is_some_and(|name| {
                let value = self.query.get(name).map(Value::from);
                fits(value.as_ref(), asked)
            }),
        }
    }

    fn follow(&self, rule: &Rule, document: &mut Document, dice: &mut Dice) {
        if !rule.only.is_empty() {
            document.retain(|name, _| rule.only.contains(name));
        }
        for path in &rule.drop {
            drop_member(document, path);
        }
        for path in &rule.prune {
            if let Some(value) = member_mut(document, path) {
                prune(value);
            }
        }
        let set = self.fill_map(&rule.set, document, dice);
        merge(document, set, Clash::TheNew);
        let mut add = self.fill_map(&rule.add, document, dice);
        // What copies a member that is not there adds nothing.
        add.retain(|name, value| !value.is_null() || rule.add.get(name).is_none_or(Value::is_null));
        merge(document, add, Clash::TheOld);
        for (path, rules) in &rule.each {
            let Some(Value::Array(list)) = member_mut(document, path) else {
                continue;
            };
            for element in list.iter_mut().filter_map(Value::as_object_mut) {
                self.apply(rules, element, dice);
            }
        }
    }
}

/// Whether a value says nothing: null, an empty text, an empty list, an empty object.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn fits(found: Option<&Value>, asked: &Value) -> bool {
    match asked {
        Value::Null => found.is_none_or(Value::is_null),
        Value::Array(any) => any.iter().any(|asked| fits(found, asked)),
        Value::Object(test) => test.iter().all(|(word, asked)| match word.as_str() {
            "has" => found.is_some() == (asked == &Value::Bool(true)),
            "empty" => found.is_none_or(is_empty) == (asked == &Value::Bool(true)),
            "not" => !fits(found, asked),
            "starts" => found
                .and_then(Value::as_str)
                .zip(asked.as_str())
                .is_some_and(|(text, start)| text.starts_with(start)),
            _ => false,
        }),
        asked => found == Some(asked),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn scene(query: &Query) -> Scene<'_> {
        Scene {
            base: "https://acme.example",
            path: "/api/v1/zones/nzo1",
            values: &[],
            view: View::Row,
            now: Timestamp::UNIX_EPOCH,
            edition: Edition::Identity,
            operation: "listNetworkZones",
            query,
        }
    }

    fn after(rules: Value, document: Value) -> Value {
        let rules: Vec<Rule> = serde_json::from_value(rules).unwrap();
        let mut document = document.as_object().cloned().unwrap();
        scene(&Query::default()).apply(&rules, &mut document, &mut Dice::new(1));
        Value::Object(document)
    }

    #[test]
    fn a_rule_adds_what_is_not_there_and_sets_what_must_be() {
        let rules = json!([{ "add": { "a": 1, "o": { "x": 1, "y": 2 } }, "set": { "b": 3 }, "drop": ["c.d"] }]);
        let seen = after(
            rules,
            json!({ "a": 9, "b": 9, "c": { "d": 1, "e": 2 }, "o": { "x": 9 } }),
        );
        let due = json!({ "a": 9, "b": 3, "c": { "e": 2 }, "o": { "x": 9, "y": 2 } });
        assert_eq!(seen, due);
    }

    #[test]
    fn a_rule_holds_where_all_that_it_names_is_so() {
        let rules = json!([
            { "when": { "type": ["A", "B"], "gone": null, "@view": "row" }, "add": { "one": true } },
            { "when": { "type": { "not": "A" } }, "add": { "two": true } },
            { "when": { "@since": "2024-01-01" }, "add": { "three": true } },
        ]);
        assert_eq!(
            after(rules, json!({ "type": "A" })),
            json!({ "type": "A", "one": true })
        );
    }

    #[test]
    fn what_is_empty_is_found_and_what_is_null_is_pruned() {
        let rules = json!([
            { "when": { "a": { "empty": true } }, "drop": ["a"] },
            { "when": { "b": { "empty": false } }, "prune": ["b"] },
        ]);
        let before = json!({ "a": {}, "b": { "c": null, "d": [{ "e": null, "f": 1 }] } });
        assert_eq!(after(rules, before), json!({ "b": { "d": [{ "f": 1 }] } }));
    }

    #[test]
    fn texts_are_filled() {
        let rules =
            json!([{ "add": { "l": "{self}/x", "n": "{.v}", "t": "${source.login} {parent}" } }]);
        let due = json!({
            "v": 7, "l": "https://acme.example/api/v1/zones/nzo1/x", "n": 7,
            "t": "${source.login} https://acme.example/api/v1",
        });
        assert_eq!(after(rules, json!({ "v": 7 })), due);
    }
}
