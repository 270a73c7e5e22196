//! The schemas of replies and bodies by name, opened once.

use std::sync::OnceLock;

use serde_json::Value;

use crate::archive;
use crate::generated::COMPONENTS;
use crate::operation::Spec;

static OPENED: OnceLock<Value> = OnceLock::new();

/// Where a recorded answer differed from its schema.
#[derive(Clone, Copy, Debug)]
pub struct Departure {
    /// The component.
    pub schema: &'static str,
    /// The property of it, or the place where the component is used.
    pub member: &'static str,
    /// What differed: `null`, `extra`, `required`, `enum`, `type`, `pattern` and so on, see
    /// `spec/README.md`.
    pub kind: &'static str,
    /// The values beyond the list, for `enum`.
    pub values: &'static [Value],
}

/// Every place where recorded answers differ from the schemas.
pub fn departures() -> impl Iterator<Item = Departure> {
    let rows = opened().get("departures").and_then(Value::as_array);
    rows.into_iter().flatten().map(|row| {
        let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
        Departure {
            schema: text("schema"),
            member: text("member"),
            kind: text("kind"),
            values: row
                .get("values")
                .and_then(Value::as_array)
                .map_or(&[], Vec::as_slice),
        }
    })
}

/// The schema of that name in that description: JSON Schema keywords as `OpenAPI` 3.0 uses them, with
/// `$ref` for the name of another component of the same description. `None` where there is none.
pub fn get(spec: Spec, name: &str) -> Option<&'static Value> {
    all(spec)?.get(name)
}

/// All schemas of a description, by name.
pub fn all(spec: Spec) -> Option<&'static serde_json::Map<String, Value>> {
    let spec = match spec {
        Spec::Management => "management",
        Spec::Oauth => "oauth",
        Spec::Governance => "governance",
    };
    opened().get(spec)?.as_object()
}

fn opened() -> &'static Value {
    OPENED.get_or_init(|| archive::open(COMPONENTS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_of_the_table_has_its_schema() {
        for operation in crate::OPERATIONS {
            for name in operation.answers.iter().filter_map(|answer| answer.schema) {
                // Where the description has no component, the table says the type.
                let is_plain = ["object", "string"].contains(&name);
                let is_there = get(operation.spec, name).is_some();
                assert!(is_plain || is_there, "{} {name}", operation.id);
            }
        }
        assert!(get(Spec::Management, "NoSuchThing").is_none());
    }
}
