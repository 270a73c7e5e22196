//! Texts of rules filled with what they name.

use jiff::SignedDuration;
use serde_json::{Map, Value};

use super::rule::Scene;
use super::{Document, member};
use crate::clock::whole_seconds;
use crate::dice::Dice;
use crate::metadata::ORGANIZATION;

impl Scene<'_> {
    /// Each member of a template filled.
    pub fn fill_map(
        &self,
        template: &Map<String, Value>,
        document: &Document,
        dice: &mut Dice,
    ) -> Document {
        template
            .iter()
            .map(|(name, value)| (name.clone(), self.fill(value, document, dice)))
            .collect()
    }

    /// A template with what stands in braces in its texts replaced: `{base}`, `{self}`, `{parent}`,
    /// `{now}`, `{org}`, `{host}`, `{uuid}`, `{N}` (the Nth value of the path, from 0), `{new:PREFIX}`,
    /// `{letters:N}`, `{hex:N}`, `{in:N}` (the time in N days), `{old:member.path}` (a time as old
    /// resources show it), `{.member.path}` (alone: the value itself), `{#member.path}` (alone: how
    /// many elements the array has). Another word stays as it is.
    pub fn fill(&self, template: &Value, document: &Document, dice: &mut Dice) -> Value {
        match template {
            Value::Object(map) => Value::Object(self.fill_map(map, document, dice)),
            Value::Array(list) => list
                .iter()
                .map(|value| self.fill(value, document, dice))
                .collect(),
            Value::String(text) => self.fill_text(text, document, dice),
            other => other.clone(),
        }
    }

    fn fill_text(&self, text: &str, document: &Document, dice: &mut Dice) -> Value {
        if let Some(path) = text
            .strip_prefix("{.")
            .and_then(|rest| rest.strip_suffix('}'))
            && !path.contains('{')
        {
            return member(document, path).cloned().unwrap_or(Value::Null);
        }
        if let Some(path) = text
            .strip_prefix("{#")
            .and_then(|rest| rest.strip_suffix('}'))
        {
            let list = member(document, path).and_then(Value::as_array);
            return Value::from(list.map_or(0, Vec::len));
        }
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('{') {
            filled.push_str(before);
            match behind.split_once('}') {
                Some((name, after)) if !before.ends_with('$') => {
                    filled.push_str(&self.word(name, document, dice));
                    rest = after;
                }
                _ => {
                    filled.push('{');
                    rest = behind;
                }
            }
        }
        filled.push_str(rest);
        Value::from(filled)
    }

    fn word(&self, name: &str, document: &Document, dice: &mut Dice) -> String {
        if let Some(path) = name.strip_prefix('.') {
            return match member(document, path) {
                Some(Value::String(text)) => text.clone(),
                Some(other) => other.to_string(),
                None => String::new(),
            };
        }
        if let Some((what, how)) = name.split_once(':') {
            let count = how.parse().unwrap_or_default();
            return match what {
                "new" => crate::id::random(how, dice),
                "letters" => dice.letters(count),
                "hex" => dice.hex(count),
                "in" => self.in_days(count),
                "old" => old(member(document, how)),
                _ => String::new(),
            };
        }
        match name {
            "base" => self.base.to_owned(),
            "self" => format!("{}{}", self.base, self.path),
            "parent" => {
                let up = |path: &str| path.rsplit_once('/').map(|(up, _)| up.to_owned());
                let parent = up(self.path).and_then(|path| up(&path));
                format!("{}{}", self.base, parent.unwrap_or_default())
            }
            "now" => whole_seconds(self.now),
            "org" => ORGANIZATION.to_owned(),
            "host" => self
                .base
                .split_once("://")
                .map_or("", |(_, host)| host)
                .to_owned(),
            "uuid" => dice.uuid(),
            place => match place.parse::<usize>() {
                Ok(at) => self.values.get(at).cloned().unwrap_or_default(),
                // A template for whoever reads it: `{clientId}`.
                Err(_) => format!("{{{place}}}"),
            },
        }
    }

    fn in_days(&self, days: usize) -> String {
        let hours = i64::try_from(days).unwrap_or_default().saturating_mul(24);
        let span = SignedDuration::from_hours(hours.min(876_000));
        whole_seconds(self.now.checked_add(span).unwrap_or(self.now))
    }
}

/// A time as some old resources show it: `2026-03-05 08:37:16.0`.
fn old(time: Option<&Value>) -> String {
    let text = time.and_then(Value::as_str).unwrap_or_default();
    text.replace('T', " ").replace(".000Z", ".0")
}
