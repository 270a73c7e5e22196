//! What a schema demands of a document that says nothing of it.

use std::collections::HashSet;
use std::sync::OnceLock;

use operations::component;
use serde_json::{Map, Value};

use super::{DEPTH, Schema};
use crate::tree::Document;

/// A member, and its schema as it is stated.
pub type Stated = (&'static str, &'static Value);

impl Schema {
    /// Adds what the schema demands and the document lacks, null or not there. Where recordings show a
    /// member to be absent or null, it stays so.
    pub fn complete(self, document: &mut Document) {
        self.completed(document, DEPTH);
    }

    fn completed(self, document: &mut Document, left: usize) {
        if left == 0 {
            return;
        }
        let schema = self.chosen(document);
        let mut stated = Vec::new();
        schema.state(&mut stated, left);
        let demanded = schema.demanded(left);
        for (name, value) in &stated {
            let part = schema.at(value);
            if let Some(held) = document.get_mut(*name).filter(|held| !held.is_null()) {
                part.completed_value(held, left - 1);
                continue;
            }
            let may_be_null = is_nullable(value) || is_nullable(part.value);
            let stays = document.contains_key(*name) && may_be_null;
            if demanded.contains(name) && !part.is_write_only() && !stays {
                document.insert((*name).to_owned(), part.made_whole(left - 1));
            }
        }
        // Some schemas demand links of which they say nothing.
        for name in demanded.into_iter().filter(|name| name.starts_with('_')) {
            let none = || Value::Object(Map::new());
            document.entry(name.to_owned()).or_insert_with(none);
        }
    }

    fn completed_value(self, value: &mut Value, left: usize) {
        match value {
            Value::Object(document) => self.completed(document, left),
            Value::Array(items) => {
                if let Some(item) = self.word("items").map(|item| self.at(item)) {
                    for value in items {
                        item.completed_value(value, left);
                    }
                }
            }
            _ => {}
        }
    }

    /// A value with what the schema demands, and no more.
    pub fn made_whole(self, left: usize) -> Value {
        let kind = self.word("type").and_then(Value::as_str);
        if kind.is_some_and(|kind| kind != "object") || self.word("enum").is_some() {
            return self.made(&Map::new(), left);
        }
        let mut document = Document::new();
        self.completed(&mut document, left);
        Value::Object(document)
    }

    /// The branch for a document: by its discriminator, else the first.
    fn chosen(self, document: &mut Document) -> Self {
        let property = self.value.pointer("/discriminator/property");
        let property = property.and_then(Value::as_str);
        let mapping = self.value.pointer("/discriminator/mapping");
        let first = mapping.and_then(|mapping| mapping.as_object()?.keys().next());
        if let (Some(property), Some(first)) = (property, first)
            && !document.contains_key(property)
            && !has_departed(self.name, property)
        {
            document.insert(property.to_owned(), Value::from(first.as_str()));
        }
        let branch = self.branch(document);
        if !branch.is(self) || self.word("properties").is_some() {
            return branch;
        }
        let any = ["oneOf", "anyOf"]
            .into_iter()
            .find_map(|word| self.word(word));
        any.and_then(|any| any.get(0))
            .map_or(self, |first| self.at(first))
    }

    /// The members of the schema and of all its parts; of some, more than one part speaks.
    pub fn state(self, found: &mut Vec<Stated>, left: usize) {
        let own = self.word("properties").and_then(Value::as_object);
        for (name, value) in own.into_iter().flatten() {
            found.push((name, value));
        }
        for part in self.parts().filter(|_| left > 0) {
            part.state(found, left - 1);
        }
    }

    /// The names of the members that must be there.
    fn demanded(self, left: usize) -> HashSet<&'static str> {
        let mut all = vec![self];
        let mut at = 0;
        while let Some(schema) = all.get(at).filter(|_| at < 1 << left).copied() {
            all.extend(schema.parts());
            at += 1;
        }
        let required = |schema: &Self| schema.word("required").and_then(Value::as_array);
        let names = all.iter().filter_map(required).flatten();
        let has_departed = |name: &str| all.iter().any(|schema| has_departed(schema.name, name));
        names
            .filter_map(Value::as_str)
            .filter(|name| !has_departed(name))
            .collect()
    }

    fn parts(self) -> impl Iterator<Item = Self> {
        let parts = self.word("allOf").and_then(Value::as_array);
        parts.into_iter().flatten().map(move |part| self.at(part))
    }
}

fn is_nullable(schema: &Value) -> bool {
    schema.get("nullable") == Some(&Value::Bool(true))
}

/// Whether recordings show a member of a component where its schema would not have it so.
fn has_departed(component: Option<&str>, member: &str) -> bool {
    component.is_some_and(|component| departed().contains(&(component, member)))
}

fn departed() -> &'static HashSet<(&'static str, &'static str)> {
    static KNOWN: OnceLock<HashSet<(&str, &str)>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let rows = component::departures();
        rows.map(|row| (row.schema, row.member)).collect()
    })
}

#[cfg(test)]
mod tests {
    use operations::operation::Spec;
    use serde_json::json;

    use super::*;

    fn whole(name: &str, document: Value) -> Value {
        let schema = Schema::named(Spec::Governance, name).unwrap();
        let mut document = document.as_object().cloned().unwrap();
        schema.complete(&mut document);
        Value::Object(document)
    }

    #[test]
    fn what_is_demanded_is_added_and_what_is_there_stays() {
        let made = whole("list-labels", json!({ "data": [{ "name": "a" }] }));
        assert_eq!(made["data"][0]["name"], "a");
        assert!(made["data"][0]["labelId"].is_string(), "{made}");
        assert!(made["_links"].is_object(), "{made}");
    }

    #[test]
    fn a_document_is_completed_as_the_branch_that_it_names() {
        let custom = whole("request-full", json!({ "type": "CUSTOM", "subject": "a" }));
        assert!(custom.get("approvals").is_none(), "{custom}");
        let other = whole("request-full", json!({ "subject": null }));
        assert_eq!(other["type"], "ACCESS_REQUEST");
        assert!(other["approvals"].is_array(), "{other}");
        assert!(other["subject"].is_string(), "{other}");
    }
}
