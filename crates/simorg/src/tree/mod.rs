//! What the organisation keeps beside people and groups: documents by path.
//!
//! A document lies where its own operations find it (`/api/v1/zones/nzo1`), what belongs to it lies
//! below it, and with it goes what lies below. [`kind::Kind`] says what a kind of document is like; `act`
//! does to it what an operation asks.

pub mod act;
pub mod body;
pub mod change;
pub mod check;
mod demand;
pub mod edit;
mod fill;
pub mod kind;
mod list;
mod patch;
pub mod place;
mod remove;
pub mod rule;
pub mod schema;
pub mod show;
pub mod sow;
mod table;
mod turn;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

pub use act::{answer, answer_to};
pub use sow::seed;

/// A document: the members of a JSON object.
pub type Document = Map<String, Value>;

/// Documents by path, in the order of their planting.
#[derive(Debug, Default)]
pub struct Tree {
    nodes: BTreeMap<String, Node>,
    planted: u64,
    veil: Option<Veil>,
}

/// Whether a document is seen in a list, by its collection and its id.
type Sees = dyn Fn(&str, &str) -> bool + Send;

struct Veil(Box<Sees>);

impl std::fmt::Debug for Veil {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Veil")
    }
}

#[derive(Clone, Debug)]
struct Node {
    turn: u64,
    document: Document,
}

impl Tree {
    /// The document at a path.
    pub fn get(&self, path: &str) -> Option<&Document> {
        self.nodes.get(path).map(|node| &node.document)
    }

    /// The document at a path, to change.
    pub fn get_mut(&mut self, path: &str) -> Option<&mut Document> {
        self.nodes.get_mut(path).map(|node| &mut node.document)
    }

    /// Whether there is a document at a path.
    pub fn has(&self, path: &str) -> bool {
        self.nodes.contains_key(path)
    }

    /// Puts a document at a path; one that was there keeps its turn in lists.
    pub fn put(&mut self, path: &str, document: Document) {
        if let Some(node) = self.nodes.get_mut(path) {
            node.document = document;
            return;
        }
        self.planted += 1;
        let turn = self.planted;
        self.nodes.insert(path.to_owned(), Node { turn, document });
    }

    /// Takes a document away, and all that lies below it; `None` where there was none.
    pub fn uproot(&mut self, path: &str) -> Option<Document> {
        let below: Vec<String> = self.below(path).map(|(path, _)| path.to_owned()).collect();
        for path in below {
            self.nodes.remove(&path);
        }
        self.nodes.remove(path).map(|node| node.document)
    }

    /// The documents of a collection, oldest first, each with its path.
    pub fn children(&self, collection: &str) -> Vec<(&str, &Document)> {
        let mut found: Vec<(&str, &Node)> = self
            .below(collection)
            .filter(|(path, _)| {
                path.get(collection.len() + 1..)
                    .is_some_and(|rest| !rest.contains('/') && self.sees(collection, rest))
            })
            .collect();
        found.sort_by_key(|(_, node)| node.turn);
        found
            .into_iter()
            .map(|(path, node)| (path, &node.document))
            .collect()
    }

    /// Hides from collections what this does not see, until [`Tree::unveil`].
    pub fn veil(&mut self, sees: impl Fn(&str, &str) -> bool + Send + 'static) {
        self.veil = Some(Veil(Box::new(sees)));
    }

    /// Shows everything again.
    pub fn unveil(&mut self) {
        self.veil = None;
    }

    fn sees(&self, collection: &str, id: &str) -> bool {
        self.veil.as_ref().is_none_or(|veil| veil.0(collection, id))
    }

    /// Whether some path ends so.
    pub fn ends_with(&self, end: &str) -> bool {
        self.nodes.keys().any(|path| path.ends_with(end))
    }

    fn below<'t>(&'t self, path: &str) -> impl Iterator<Item = (&'t str, &'t Node)> + use<'t> {
        // '0' follows '/', so that this is all that starts with the path and a slash.
        self.nodes
            .range(format!("{path}/")..format!("{path}0"))
            .map(|(path, node)| (path.as_str(), node))
    }
}

/// A value of a path as a segment of a tree's path: a slash in it is none between segments.
pub fn segment(value: &str) -> String {
    value.replace('/', "%2F")
}

/// What lies at a dotted path of members.
pub fn member<'d>(document: &'d Document, path: &str) -> Option<&'d Value> {
    let mut names = path.split('.');
    let mut value = document.get(names.next()?)?;
    for name in names {
        value = value.get(name)?;
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document(name: &str) -> Document {
        json!({ "name": name }).as_object().cloned().unwrap()
    }

    #[test]
    fn a_document_goes_with_all_that_lies_below_it() {
        let mut tree = Tree::default();
        for path in ["/p/b", "/p/a", "/p/a/rules/1", "/p/a-b"] {
            tree.put(path, document(path));
        }
        let names: Vec<&str> = tree.children("/p").iter().map(|(path, _)| *path).collect();
        assert_eq!(names, ["/p/b", "/p/a", "/p/a-b"]);
        assert!(tree.uproot("/p/a").is_some());
        assert!(!tree.has("/p/a/rules/1"));
        assert!(tree.has("/p/a-b"));
    }
}
