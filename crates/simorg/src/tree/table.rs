//! The table of operations by path: who reads a path, who lists it, who makes what lies in it.

use std::collections::HashMap;
use std::sync::OnceLock;

use operations::operation::Method;
use operations::{OPERATIONS, Operation};

/// What the table says of a path.
#[derive(Clone, Copy, Debug, Default)]
pub struct Row {
    /// The operation that reads it.
    pub reader: Option<&'static Operation>,
    /// The operation that answers with a list of what lies in it.
    pub lister: Option<&'static Operation>,
    /// The operation that a POST to it is: it makes or does something.
    pub maker: Option<&'static Operation>,
}

/// What the table says of a path with `{}` for each placeholder.
pub fn row(blank: &str) -> Row {
    static ROWS: OnceLock<HashMap<String, Row>> = OnceLock::new();
    let rows = ROWS.get_or_init(|| {
        let mut rows: HashMap<String, Row> = HashMap::new();
        for operation in OPERATIONS.iter().copied() {
            let row = rows.entry(self::blank(operation.path)).or_default();
            match operation.method {
                Method::Get => {
                    row.reader = row.reader.or(Some(operation));
                    let lists = operation.answers.iter().any(|answer| answer.array);
                    row.lister = row.lister.or(lists.then_some(operation));
                }
                Method::Post => row.maker = row.maker.or(Some(operation)),
                _ => {}
            }
        }
        rows
    });
    rows.get(blank).copied().unwrap_or_default()
}

/// A path with its placeholders unnamed.
pub fn blank(template: &str) -> String {
    template
        .split('/')
        .map(|part| if part.contains('{') { "{}" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

#[derive(Debug, Default)]
struct Node {
    words: HashMap<String, Node>,
    value: Option<Box<Node>>,
    is_end: bool,
}

impl Node {
    fn insert(&mut self, path: &str) {
        let mut node = self;
        for part in path.split('/') {
            node = if part == "{}" {
                node.value.get_or_insert_default()
            } else {
                node.words.entry(part.to_owned()).or_default()
            };
        }
        node.is_end = true;
    }

    fn find(&self, parts: &[&str], found: &mut Vec<bool>) -> bool {
        let Some((first, rest)) = parts.split_first() else {
            return self.is_end;
        };
        for (next, is_value) in [
            (self.words.get(*first), false),
            (self.value.as_deref(), true),
        ] {
            let Some(next) = next else { continue };
            found.push(is_value);
            if next.find(rest, found) {
                return true;
            }
            found.pop();
        }
        false
    }
}

/// The path of a document with `{}` for each value; words of the table count before values. A path
/// of no operation and of no collection's document stays as it is.
pub fn blank_of_path(path: &str) -> String {
    static ROOT: OnceLock<Node> = OnceLock::new();
    let root = ROOT.get_or_init(|| {
        let mut root = Node::default();
        for operation in OPERATIONS {
            let path = blank(operation.path);
            // A collection's path names its documents too, where no operation does.
            root.insert(&format!("{path}/{{}}"));
            root.insert(&path);
        }
        root
    });
    let parts: Vec<&str> = path.split('/').collect();
    let mut values = Vec::new();
    if !root.find(&parts, &mut values) {
        return path.to_owned();
    }
    let named = parts.iter().zip(values);
    named
        .map(|(part, is_value)| if is_value { "{}" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_recognised_by_its_words() {
        let rules = "/api/v1/policies/{}/rules/{}";
        assert_eq!(blank_of_path("/api/v1/policies/00p1/rules/0pr1"), rules);
        assert_eq!(
            blank_of_path("/api/v1/groups/rules"),
            "/api/v1/groups/rules"
        );
        assert_eq!(blank_of_path("/api/v1/groups/00g1"), "/api/v1/groups/{}");
        assert_eq!(blank_of_path("/nowhere"), "/nowhere");
        assert!(row("/api/v1/groups").maker.is_some());
        assert_eq!(row(rules).reader.map(|row| row.id), Some("getPolicyRule"));
    }
}
