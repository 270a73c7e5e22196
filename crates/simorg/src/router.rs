//! Which operation a request is for: the table of operations, matched segment by segment.

use std::collections::HashMap;

use operations::{OPERATIONS, Operation};

use crate::beside::BESIDE;
use crate::call::{Plus, decode};
use crate::refusal::Refusal;

/// The table of operations as a tree of path segments.
#[derive(Debug, Default)]
pub struct Router {
    root: Node,
}

#[derive(Debug, Default)]
struct Node {
    literal: HashMap<&'static str, Node>,
    placeholder: Option<Box<Node>>,
    operations: Vec<&'static Operation>,
}

/// An operation and the values of its placeholders.
#[derive(Debug)]
pub struct Route {
    /// The operation.
    pub operation: &'static Operation,
    /// The decoded values, in the order of the path.
    pub values: Vec<String>,
}

impl Router {
    /// The router for every operation of the table, and for those beside it.
    pub fn new() -> Self {
        let mut router = Self::default();
        for operation in OPERATIONS.iter().chain(BESIDE) {
            router.root.insert(operation);
        }
        router
    }

    /// The operation for a method and a path.
    ///
    /// # Errors
    /// Okta's answer to a path that nobody has, and to one with an encoding that means nothing.
    pub fn route(&self, method: &str, path: &str) -> Result<Route, Refusal> {
        // One slash at the end changes nothing: the recordings list and make things with and without.
        let path = path.strip_suffix('/').unwrap_or(path);
        let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        let mut values = Vec::new();
        let operation = self
            .root
            .find(&segments, method, &mut values)
            .ok_or_else(Refusal::no_such_method)?;
        let values = values
            .into_iter()
            .map(|value| decode(value, Plus::Itself))
            .collect::<Result<_, _>>()?;
        Ok(Route { operation, values })
    }
}

impl Node {
    fn insert(&mut self, operation: &'static Operation) {
        let mut node = self;
        for segment in operation.path.trim_start_matches('/').split('/') {
            node = if segment.contains('{') {
                node.placeholder.get_or_insert_default()
            } else {
                node.literal.entry(segment).or_default()
            };
        }
        node.operations.push(operation);
    }

    /// Literal segments beat placeholders; where a literal leads nowhere, the placeholder is tried.
    fn find<'p>(
        &self,
        segments: &[&'p str],
        method: &str,
        values: &mut Vec<&'p str>,
    ) -> Option<&'static Operation> {
        let Some((first, rest)) = segments.split_first() else {
            return self
                .operations
                .iter()
                .copied()
                .find(|operation| operation.method.as_str() == method);
        };
        if let Some(node) = self.literal.get(first)
            && let Some(operation) = node.find(rest, method, values)
        {
            return Some(operation);
        }
        let node = self.placeholder.as_ref().filter(|_| !first.is_empty())?;
        let before = values.len();
        values.push(first);
        let found = node.find(rest, method, values);
        if found.is_none() {
            values.truncate(before);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_is_reached_by_its_own_path() {
        let router = Router::new();
        for operation in OPERATIONS {
            let path = operation.path.replace(['{', '}'], "-");
            let route = router.route(operation.method.as_str(), &path).unwrap();
            assert_eq!(route.operation.path, operation.path, "{}", operation.id);
        }
    }

    #[test]
    fn a_literal_segment_beats_a_placeholder() {
        let router = Router::new();
        let rules = router.route("GET", "/api/v1/groups/rules").unwrap();
        assert_eq!(rules.operation.id, "listGroupRules");
        let group = router.route("GET", "/api/v1/groups/00g1").unwrap();
        assert_eq!(group.operation.id, "getGroup");
        assert_eq!(group.values, ["00g1"]);
    }

    #[test]
    fn a_slash_at_the_end_changes_nothing() {
        let route = Router::new().route("GET", "/api/v1/users/").unwrap();
        assert_eq!(route.operation.id, "listUsers");
        let refusal = Router::new().route("GET", "/api/v1/users//").unwrap_err();
        assert_eq!(refusal.code, "E0000022");
    }
}
