//! How a reply is to be shaped: the arguments that every list or object takes.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::Returns;

/// The arguments that shape a reply, taken out before a tool sees its own.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Shape {
    /// The columns or members wanted.
    pub fields: Option<Vec<String>>,
    /// Rows under columns, or objects.
    pub format: Format,
    /// The most rows.
    pub limit: Option<usize>,
    /// Where to go on: the `next` of an earlier reply.
    pub after: Option<String>,
    /// Whether to go on to the end of the list.
    pub fetch_all: bool,
    /// Whether to count only.
    pub count_only: bool,
    /// Whether to leave Okta's JSON untouched.
    pub raw: bool,
}

/// Rows under columns, or objects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// `columns` and `rows`.
    #[default]
    Table,
    /// `items`.
    Objects,
}

/// How many rows a list gives where nothing else is asked.
pub const DEFAULT_LIMIT: usize = 100;
/// The most rows that one call may ask for.
pub const LARGEST_LIMIT: usize = 10_000;

impl Shape {
    /// The schema properties that shape a reply of this kind.
    pub fn properties(returns: Returns) -> Map<String, Value> {
        let properties = match returns {
            Returns::List(_) => json!({
                "limit": {"type": "integer", "minimum": 1, "maximum": LARGEST_LIMIT, "description": "Most rows."},
                "after": {"type": "string", "description": "`next` of a reply."},
                "fetch_all": {"type": "boolean", "description": "Go on to the end."},
                "fields": {"type": "array", "items": {"type": "string"}, "description": "Columns."},
                "format": {"type": "string", "enum": ["table", "objects"], "description": "Form of rows."},
                "count_only": {"type": "boolean", "description": "Only count."},
                "raw": {"type": "boolean", "description": "Untouched."},
            }),
            Returns::One => json!({
                "fields": {"type": "array", "items": {"type": "string"}, "description": "Members."},
                "raw": {"type": "boolean", "description": "Untouched."},
            }),
            Returns::Report | Returns::Change => json!({}),
        };
        match properties {
            Value::Object(properties) => properties,
            _ => Map::new(),
        }
    }

    /// How many rows the reply may have.
    pub fn rows(&self) -> usize {
        if self.fetch_all || self.count_only {
            usize::MAX
        } else {
            self.limit.unwrap_or(DEFAULT_LIMIT)
        }
    }

    /// Whether whole objects are wanted.
    pub fn wants_everything(&self) -> bool {
        self.raw
            || self
                .fields
                .as_ref()
                .is_some_and(|fields| fields.iter().any(|f| f == "*"))
    }
}
