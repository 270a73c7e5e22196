//! Priorities: things of one kind stand in a row, 1 first, what the organisation was born with last.

use serde_json::Value;

use crate::clock::whole_seconds;
use crate::state::State;
use crate::tree::Document;

/// The priority that a document has.
pub fn of(document: &Document) -> Option<i64> {
    document.get("priority").and_then(Value::as_i64)
}

/// Puts the document at `path` to the place that it asks for, and counts its row anew: the documents
/// of `collection` with the same type.
pub fn place(state: &mut State, collection: &str, path: &str, asked: Option<i64>) {
    let mut row = row(state, collection, path);
    let Some(at) = row.iter().position(|other| other.path == path) else {
        return;
    };
    let own = row.remove(at);
    if own.system {
        row.push(own);
    } else {
        let last = row.iter().filter(|other| !other.system).count();
        let kept = Some(own.priority).filter(|kept| *kept != i64::MAX);
        let wanted = asked
            .or(kept)
            .and_then(|asked| usize::try_from(asked.max(1) - 1).ok());
        row.insert(wanted.unwrap_or(last).min(last), own);
    }
    count(state, row);
}

/// Closes the gap that a document of that type has left.
pub fn close(state: &mut State, collection: &str, kind: Option<&Value>) {
    let member = state
        .tree
        .children(collection)
        .into_iter()
        .find(|(_, document)| document.get("type") == kind)
        .map(|(path, _)| path.to_owned());
    if let Some(member) = member {
        let row = row(state, collection, &member);
        count(state, row);
    }
}

struct Ranked {
    path: String,
    system: bool,
    priority: i64,
}

fn row(state: &State, collection: &str, path: &str) -> Vec<Ranked> {
    let kind = state
        .tree
        .get(path)
        .and_then(|document| document.get("type"));
    let mut row: Vec<Ranked> = state
        .tree
        .children(collection)
        .into_iter()
        .filter(|(_, document)| document.get("type") == kind)
        .map(|(path, document)| Ranked {
            path: path.to_owned(),
            system: document.get("system") == Some(&Value::Bool(true)),
            priority: of(document).unwrap_or(i64::MAX),
        })
        .collect();
    row.sort_by_key(|ranked| (ranked.system, ranked.priority));
    row
}

fn count(state: &mut State, row: Vec<Ranked>) {
    let now = Value::from(whole_seconds(state.clock.now()));
    for (at, ranked) in row.into_iter().enumerate() {
        let Some(document) = state.tree.get_mut(&ranked.path) else {
            continue;
        };
        let priority = Value::from(at + 1);
        if document.get("priority") != Some(&priority) {
            document.insert("priority".to_owned(), priority);
            document.insert("lastUpdated".to_owned(), now.clone());
        }
    }
}
