//! What the component schemas say of a body: its members, and a body that is true to it.

mod bounds;
mod complete;

use operations::component;
use operations::operation::{Operation, Spec};
use serde_json::{Map, Value};

use super::Document;

/// How deep a made body goes.
const DEPTH: usize = 6;

/// A schema of a description, followed through its references.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    spec: Spec,
    /// Its name among the components, where it has one.
    name: Option<&'static str>,
    value: &'static Value,
}

impl Schema {
    /// The schema of an operation's answer of success, or of one row of it.
    pub fn of_answer(operation: &Operation) -> Option<Self> {
        let name = operation.answers.iter().find_map(|answer| answer.schema)?;
        Self::named(operation.spec, name)
    }

    /// The schema of that name.
    pub fn named(spec: Spec, name: &str) -> Option<Self> {
        let (name, value) = component::all(spec)?.get_key_value(name)?;
        let name = Some(name.as_str());
        Some(Self { spec, name, value }.followed())
    }

    fn followed(mut self) -> Self {
        // A chain of references is short; a circle of them would be a fault of the description.
        for _ in 0..8 {
            let Some(name) = self.value.get("$ref").and_then(Value::as_str) else {
                break;
            };
            match component::get(self.spec, name) {
                Some(value) => (self.name, self.value) = (Some(name), value),
                None => break,
            }
        }
        self
    }

    fn at(self, value: &'static Value) -> Self {
        let (spec, name) = (self.spec, None);
        Self { spec, name, value }.followed()
    }

    /// The branches that a discriminator chooses between, or the schema itself.
    fn branches(self) -> Vec<Self> {
        let mapping = self
            .value
            .pointer("/discriminator/mapping")
            .and_then(Value::as_object);
        let named = mapping.into_iter().flatten().filter_map(|(_, name)| {
            let name = name.as_str()?;
            Self::named(self.spec, name)
        });
        std::iter::once(self).chain(named).collect()
    }

    /// The branch for a document.
    fn branch(self, document: &Document) -> Self {
        let property = self
            .value
            .pointer("/discriminator/property")
            .and_then(Value::as_str);
        let chosen = property
            .and_then(|name| document.get(name)?.as_str())
            .and_then(|value| {
                self.value
                    .pointer("/discriminator/mapping")?
                    .get(value)?
                    .as_str()
            });
        chosen
            .and_then(|name| Self::named(self.spec, name))
            .unwrap_or(self)
    }

    /// The members that the schema declares, over all its branches; `None` where any may be there.
    pub fn members(self) -> Option<Vec<(&'static str, Self)>> {
        let mut found: Vec<(&'static str, Self)> = Vec::new();
        for branch in self.branches() {
            let open = branch.value.get("additionalProperties");
            if open.is_some_and(|open| open != &Value::Bool(false)) {
                return None;
            }
            for (name, value) in branch.properties() {
                if !found.iter().any(|(known, _)| *known == name) {
                    found.push((name, branch.at(value)));
                }
            }
        }
        (!found.is_empty()).then_some(found)
    }

    fn properties(self) -> impl Iterator<Item = (&'static str, &'static Value)> {
        let mut found = Vec::new();
        self.gather(&mut found, DEPTH);
        found.into_iter()
    }

    /// The properties of the schema and of all its parts, and of theirs.
    fn gather(self, found: &mut Vec<(&'static str, &'static Value)>, left: usize) {
        let own = self.value.get("properties").and_then(Value::as_object);
        let own = own.into_iter().flatten();
        found.extend(own.map(|(name, value)| (name.as_str(), value)));
        let parts = self.value.get("allOf").and_then(Value::as_array);
        for part in parts.into_iter().flatten().filter(|_| left > 0) {
            self.at(part).gather(found, left - 1);
        }
    }

    /// Whether the schema declares a member.
    pub fn member(self, name: &str) -> Option<Self> {
        self.branches()
            .into_iter()
            .find_map(|branch| {
                let (_, value) = branch.properties().find(|(known, _)| *known == name)?;
                Some((branch, value))
            })
            .map(|(branch, value)| branch.at(value))
    }

    /// Whether only the organisation writes the member.
    pub fn is_read_only(self) -> bool {
        self.word("readOnly") == Some(&Value::Bool(true))
    }

    /// Whether the member is never shown.
    pub fn is_write_only(self) -> bool {
        self.word("writeOnly") == Some(&Value::Bool(true))
    }

    /// Whether both are the same schema.
    pub fn is(self, other: Self) -> bool {
        std::ptr::eq(self.value, other.value)
    }

    /// What the schema declares of a body; all of it where it declares nothing.
    pub fn part(self, body: &Value) -> Value {
        match (self.members(), body) {
            (Some(members), Value::Object(map)) => Value::Object(
                map.iter()
                    .filter(|(name, _)| members.iter().any(|(known, _)| known == name))
                    .map(|(name, value)| (name.clone(), value.clone()))
                    .collect(),
            ),
            _ => body.clone(),
        }
    }

    fn word(self, name: &str) -> Option<&'static Value> {
        self.value.get(name)
    }

    /// The name of the member that holds a list, where the body is an object around one.
    pub fn list_member(self) -> Option<&'static str> {
        self.properties().find_map(|(name, value)| {
            let is_list = self.at(value).word("type").and_then(Value::as_str) == Some("array");
            is_list.then_some(name)
        })
    }

    /// A body that is true to the schema, with what `known` says where the schema has it.
    pub fn body(self, known: &Document) -> Value {
        self.made(known, DEPTH)
    }

    fn made(self, known: &Document, left: usize) -> Value {
        let schema = self.branch(known);
        for word in ["default", "const"] {
            if let Some(value) = schema.word(word) {
                return value.clone();
            }
        }
        if let Some(first) = schema.word("enum").and_then(|any| any.get(0)) {
            return first.clone();
        }
        let kind = schema.word("type").and_then(Value::as_str);
        match kind {
            Some("string") => schema.text(),
            Some("integer" | "number") => schema.word("minimum").cloned().unwrap_or(0.into()),
            Some("boolean") => Value::Bool(false),
            Some("array") => schema.items(left),
            _ => schema.object(known, left),
        }
    }

    /// As many items as there must be.
    fn items(self, left: usize) -> Value {
        let least = self.word("minItems").and_then(Value::as_u64).unwrap_or(0);
        let item = self.word("items").filter(|_| left > 0);
        let made = item.map(|item| self.at(item).made_whole(left.saturating_sub(1)));
        let least = usize::try_from(least).unwrap_or(0);
        made.into_iter().cycle().take(least).collect()
    }

    fn object(self, known: &Document, left: usize) -> Value {
        let mut made = Map::new();
        if left == 0 {
            return Value::Object(made);
        }
        for (name, value) in self.properties() {
            let schema = self.at(value);
            if schema.is_write_only() {
                continue;
            }
            let value = match known.get(name) {
                Some(Value::Object(below)) => schema.made(below, left - 1),
                Some(known) => known.clone(),
                None => schema.made(&Map::new(), left - 1),
            };
            made.insert(name.to_owned(), value);
        }
        for (name, value) in known {
            made.entry(name.clone()).or_insert_with(|| value.clone());
        }
        Value::Object(made)
    }

    fn text(self) -> Value {
        let text = match self.word("format").and_then(Value::as_str) {
            _ if self.is_uuid() => "00000000-0000-4000-8000-000000000000",
            Some("date-time") => "2026-01-01T00:00:00.000Z",
            Some("date") => "2026-01-01",
            Some("uri" | "url") => "https://acme.example/",
            Some("email") => "somebody@acme.example",
            _ => self.start(),
        };
        let least = self.word("minLength").and_then(Value::as_u64).unwrap_or(0);
        let least = usize::try_from(least).unwrap_or(0).min(64);
        // A letter that is also a hexadecimal digit, which many patterns ask for.
        Value::from(format!("{text:a<least$}"))
    }

    /// Whether the text is a UUID.
    pub fn is_uuid(self) -> bool {
        let word = |name| self.word(name).and_then(Value::as_str).unwrap_or_default();
        word("format") == "uuid" || word("pattern").contains("{8}-[0-9a-f]{4}-")
    }

    /// How the text starts, where its pattern says so in plain letters: `00u` of `00u[0-9a-zA-Z]+`.
    pub fn start(self) -> &'static str {
        let pattern = self.word("pattern").and_then(Value::as_str);
        let pattern = pattern.unwrap_or_default().trim_start_matches('^');
        let end = pattern.find(|letter: char| !letter.is_ascii_alphanumeric());
        let start = pattern.get(..end.unwrap_or(pattern.len()));
        // A repeated or optional last letter is none that must be there: `ab+`, `ab?`.
        start.filter(|_| !pattern.contains('|')).unwrap_or_default()
    }
}
