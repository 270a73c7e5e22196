//! How people ask for operations: phrases in their words, and what words of other languages mean.

use std::sync::OnceLock;

use serde_json::{Map, Value};

use crate::archive;
use crate::generated::ASKED;

/// The phrases of the operation of that id, in English.
pub fn phrases(id: &str) -> impl Iterator<Item = &'static str> {
    listed("phrases", id)
}

/// The phrases of the operation of that id in other languages; there are few.
pub fn phrases_abroad(id: &str) -> impl Iterator<Item = &'static str> {
    listed("abroad", id)
}

fn listed(part: &str, id: &str) -> impl Iterator<Item = &'static str> {
    let list = opened()[part].get(id).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str)
}

/// Words of other languages and the English ones that mean the same: by language (ISO 639-1), a term in
/// lower case to its words, empty where the term says nothing by itself.
///
/// # Panics
/// Never with a committed archive: a test opens it.
pub fn dictionary() -> &'static Map<String, Value> {
    opened()["dictionary"]
        .as_object()
        .expect("xtask writes an object")
}

/// What the words of a request mean to a search: `terms` of several words, `synonyms`, first names of
/// `people`, names of `apps`, and `silent` words that say nothing.
///
/// # Panics
/// Never with a committed archive: a test opens it.
pub fn words() -> &'static Map<String, Value> {
    opened()["words"]
        .as_object()
        .expect("xtask writes an object")
}

fn opened() -> &'static Value {
    static OPENED: OnceLock<Value> = OnceLock::new();
    OPENED.get_or_init(|| archive::open(ASKED))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::OPERATIONS;

    #[test]
    fn every_operation_has_phrases_and_every_phrase_one_operation() {
        let mut of: HashMap<&str, &str> = HashMap::new();
        for operation in OPERATIONS {
            assert!(phrases(operation.id).count() >= 5, "{}", operation.id);
            for phrase in phrases(operation.id) {
                let other = of.insert(phrase, operation.id);
                assert_eq!(other, None, "{phrase} is said of {} too", operation.id);
            }
        }
        let known = opened()["phrases"].as_object().unwrap().len();
        assert_eq!(
            known,
            OPERATIONS.len(),
            "phrases of an operation that does not exist"
        );
    }
}
