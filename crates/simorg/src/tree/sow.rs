//! What is there without being asked for: the documents of a new organisation, and those that come
//! with others.

use serde_json::Value;

use super::kind::{self, Kind, Seed};
use super::rule::{Scene, View};
use super::{Document, segment};
use crate::call::Query;
use crate::id;
use crate::state::State;

/// Plants what every organisation has.
pub fn seed(state: &mut State) {
    for (path, kind) in kind::all() {
        let Some(collection) = path.strip_suffix("/{}").filter(|up| !up.contains('{')) else {
            continue;
        };
        for seed in &kind.seeds {
            if is_due(state, seed, collection, &Document::new()) {
                let path = name(state, kind, collection, &seed.body);
                plant(state, &path, kind, seed.body.clone());
            }
        }
    }
}

/// Plants a document and all that comes with it.
pub fn plant(state: &mut State, path: &str, kind: &Kind, body: Document) {
    let mut document = body;
    stamp(state, path, kind, &mut document);
    state.dress(path, &kind.born, (View::Created, ""), &mut document);
    state.tree.put(path, document);
    offspring(state, path);
}

/// Plants what comes with a document that has just been planted.
pub fn offspring(state: &mut State, path: &str) {
    let blank = super::kind::blank_of_path(path);
    for (below, kind) in kind::all() {
        let Some(rest) = below
            .strip_prefix(blank.as_str())
            .and_then(|rest| rest.strip_prefix('/'))
            .and_then(|rest| rest.strip_suffix("/{}"))
            .filter(|rest| !rest.contains('{'))
        else {
            continue;
        };
        let Some(parent) = state.tree.get(path).cloned() else {
            return;
        };
        for seed in &kind.offspring {
            if is_due(state, seed, path, &parent) {
                let collection = format!("{path}/{rest}");
                let path = name(state, kind, &collection, &seed.body);
                plant(state, &path, kind, seed.body.clone());
            }
        }
    }
}

fn is_due(state: &State, seed: &Seed, path: &str, parent: &Document) -> bool {
    is_so(state, &seed.when, path, parent)
}

fn is_so(state: &State, when: &Document, path: &str, document: &Document) -> bool {
    let query = Query::default();
    let values = super::show::values(path);
    let scene = Scene {
        base: "",
        path,
        values: &values,
        view: View::Created,
        now: state.clock.now(),
        edition: state.settings.edition,
        operation: "",
        query: &query,
    };
    scene.is_so(when, document)
}

/// How the id of a new document of a collection starts; empty where the table does not say.
pub fn prefix(state: &State, kind: &Kind, collection: &str, document: &Document) -> String {
    kind.prefixes
        .iter()
        .find(|case| is_so(state, &case.when, collection, document))
        .map_or_else(|| kind.prefix.clone(), |case| case.prefix.clone())
}

/// The path for a new document: by its id, where it has one; else by a readable one.
fn name(state: &State, kind: &Kind, collection: &str, body: &Document) -> String {
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    if let Some(id) = text(kind.id.as_deref().unwrap_or("id")) {
        return format!("{collection}/{}", segment(id));
    }
    let called = ["name", "key", "type", "label"].into_iter().find_map(text);
    let taken = |id: &str| {
        let end = format!("/{id}");
        state.tree.has(&format!("{collection}{end}")) || state.tree.ends_with(&end)
    };
    let prefix = prefix(state, kind, collection, body);
    let id = id::readable(&prefix, called.unwrap_or("thing"), taken);
    format!("{collection}/{id}")
}

/// What the organisation itself writes into a new document, where its schema has it.
pub fn stamp(state: &State, path: &str, kind: &Kind, document: &mut Document) {
    let blank = super::kind::blank_of_path(path);
    let schema = super::place::schema(&blank);
    let declares = |name: &str| schema.and_then(|schema| schema.member(name)).is_some();
    let now = Value::from(crate::clock::whole_seconds(state.clock.now()));
    let id = path.rsplit_once('/').map_or(path, |(_, id)| id);
    let id_name = kind.id.as_deref().unwrap_or("id");
    let is_named = |name: &str| name == id_name && !kind.prefix.is_empty();
    let mut put = |name: &str, value: Value| {
        let is_due = declares(name) || name == "status" || is_named(name);
        if !document.contains_key(name) && is_due {
            document.insert(name.to_owned(), value);
        }
    };
    put(id_name, Value::from(id));
    if let Some(status) = &kind.status {
        put("status", Value::from(status.as_str()));
    }
    for name in ["created", "createdDate", "createdAt"] {
        put(name, now.clone());
    }
    for name in ["lastUpdated", "lastUpdatedDate", "updatedAt", "lastUpdate"] {
        put(name, now.clone());
    }
    let owner = Value::from(state.owner());
    for name in ["createdBy", "lastUpdatedBy"] {
        put(name, owner.clone());
    }
}
