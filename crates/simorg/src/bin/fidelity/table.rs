//! Which operation of the table a recorded request is for.

use std::collections::HashMap;

use operations::{OPERATIONS, Operation};
use percent_encoding::percent_decode_str;

/// The table of operations by method and number of segments.
pub struct Table(HashMap<(&'static str, usize), Vec<Row>>);

struct Row {
    operation: &'static Operation,
    segments: Vec<&'static str>,
}

/// An operation and the values of its placeholders.
#[derive(Clone, Debug)]
pub struct Route {
    /// The operation.
    pub operation: &'static Operation,
    /// The placeholders' names, with their decoded values.
    pub values: Vec<(&'static str, String)>,
}

impl Table {
    /// The whole table.
    pub fn new() -> Self {
        let mut rows: HashMap<_, Vec<Row>> = HashMap::new();
        for operation in OPERATIONS {
            let segments: Vec<_> = operation.path.split('/').skip(1).collect();
            let key = (operation.method.as_str(), segments.len());
            rows.entry(key).or_default().push(Row {
                operation,
                segments,
            });
        }
        Self(rows)
    }

    /// The operation for a method and a path; literal segments beat placeholders from the left. Doubled
    /// slashes and one at the end are passed over, as Okta does.
    pub fn find(&self, method: &str, path: &str) -> Option<Route> {
        let asked: Vec<&str> = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .collect();
        let rows: &HashMap<(&str, usize), Vec<Row>> = &self.0;
        let rows = rows.get(&(method, asked.len()))?;
        let row = rows
            .iter()
            .filter(|row| row.fits(&asked))
            .min_by_key(|row| row.segments.iter().map(|s| is_open(s)).collect::<Vec<_>>())?;
        let open = asked.iter().zip(&row.segments).filter(|(_, s)| is_open(s));
        let values = open.map(|(value, _)| decode(value));
        Some(Route {
            operation: row.operation,
            values: row.operation.placeholders().zip(values).collect(),
        })
    }
}

impl Row {
    fn fits(&self, asked: &[&str]) -> bool {
        let mut pairs = self.segments.iter().zip(asked);
        pairs.all(|(segment, value)| segment == value || is_open(segment))
    }
}

fn is_open(segment: &str) -> bool {
    segment.contains('{')
}

/// The text behind a percent-encoding.
pub fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_is_found_by_its_own_path() {
        let table = Table::new();
        for operation in OPERATIONS {
            let path = operation.path.replace(['{', '}'], "-");
            let route = table.find(operation.method.as_str(), &path).unwrap();
            assert_eq!(route.operation.path, operation.path, "{}", operation.id);
        }
    }

    #[test]
    fn values_are_decoded_and_named() {
        let route = Table::new()
            .find("GET", "/api/v1/users/ada%40acme.example")
            .unwrap();
        assert_eq!(route.values[0].1, "ada@acme.example");
        let list = Table::new().find("GET", "//api/v1/users/").unwrap();
        assert_eq!(list.operation.id, "listUsers");
    }
}
