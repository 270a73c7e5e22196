//! What is made, replaced and updated.

use operations::operation::Method;
use serde_json::Value;

use super::act::kind;
use super::demand::allow;
use super::edit::{Clash, merge, put_member};
use super::kind::Kind;
use super::place::{self, Place, Shape};
use super::rule::{Rule, View};
use super::schema::Schema;
use super::show::{from_the_start, reply};
use super::{Document, check, member, patch, segment, sow};
use crate::answer::Answer;
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::id;
use crate::refusal::Refusal;
use crate::state::State;

pub fn create(
    state: &mut State,
    call: &Call<'_>,
    place: &Place,
    body: Option<Document>,
) -> Result<Answer, Refusal> {
    let blank = format!("{}/{{}}", place.blank);
    let kind = kind(&blank);
    let body = body.map_or_else(|| check::body(call), Ok)?;
    let mut document = known(&blank, body);
    let id = kind
        .id
        .as_deref()
        .and_then(|name| document.get(name)?.as_str())
        .map_or_else(
            || new_id(state, &blank, &place.path, &document),
            str::to_owned,
        );
    let path = format!("{}/{}", place.path, segment(&id));
    sow::stamp(state, &path, kind, &mut document);
    state.dress(
        &path,
        &kind.born,
        (View::Created, call.operation.id),
        &mut document,
    );
    allow(state, call, (&path, kind), &document)?;
    state.tree.put(&path, document);
    sow::offspring(state, &path);
    Ok(reply(state, call, (&path, View::Created)))
}

/// A new id for a document of a collection.
pub fn new_id(state: &mut State, blank: &str, collection: &str, document: &Document) -> String {
    let kind = kind(blank);
    let Some(made) = &kind.ids else {
        let stated = place::schema(blank).and_then(|schema| schema.member("id"));
        if kind.prefix.is_empty() && stated.is_some_and(Schema::is_uuid) {
            return state.dice.uuid();
        }
        let start = stated.map_or("", Schema::start);
        let prefix = match sow::prefix(state, kind, collection, document) {
            none if none.is_empty() => start.to_owned(),
            said => said,
        };
        let prefix = prefix_of(blank, prefix);
        return id::random(&prefix, &mut state.dice);
    };
    let mut named = Document::new();
    let rule = Rule {
        set: std::iter::once(("id".to_owned(), Value::from(made.as_str()))).collect(),
        ..Rule::default()
    };
    state.dress(collection, &[rule], (View::Created, ""), &mut named);
    let id = named.get("id").and_then(Value::as_str);
    id.unwrap_or_default().to_owned()
}

/// How an id starts where the table of kinds does not say: with the letters of the noun.
fn prefix_of(blank: &str, said: String) -> String {
    if !said.is_empty() {
        return said;
    }
    let letters: String = place::noun(blank)
        .chars()
        .filter(char::is_ascii_alphabetic)
        .take(3)
        .collect();
    letters.to_lowercase()
}

/// A replacement or a partial update of an item, or of a document that is there once.
pub fn change(
    state: &mut State,
    call: &Call<'_>,
    place: &Place,
    body: Option<Document>,
) -> Result<Answer, Refusal> {
    let kind = kind(&place.blank);
    let before = state.tree.get(&place.path).cloned();
    let before = match before {
        None if place.shape == Shape::Single && !kind.made => Some(from_the_start(state, place)),
        before => before,
    };
    let is_made = place.shape == Shape::Item && created_by_post(&place.blank);
    if before.is_none() && is_made {
        return Err(place.missing());
    }
    let sent = body.map_or_else(|| check::body(call), Ok)?;
    let sent = known(&place.blank, sent);
    let replaces = call.operation.method == Method::Put && !kind.merges;
    let view = match (&before, replaces) {
        (None, _) => View::Created,
        (_, true) => View::Replaced,
        (_, false) => View::Updated,
    };
    // What something is called by its path stays, whatever a replacement says.
    let id_name = kind.id.as_deref().unwrap_or("id");
    let named = before
        .as_ref()
        .and_then(|before| before.get(id_name).cloned());
    let changes = check::changes(call);
    let mut document = match before {
        Some(before) if changes.is_some() => patch::apply(&before, &changes.unwrap_or_default())?,
        Some(before) if replaces => carried(&place.blank, kind, &before, sent),
        Some(mut before) => {
            merge(&mut before, sent, Clash::TheNew);
            before
        }
        None => sent,
    };
    if let Some(id) = named {
        document.insert(id_name.to_owned(), id);
    }
    sow::stamp(state, &place.path, kind, &mut document);
    for name in ["lastUpdated", "lastUpdatedDate", "updatedAt", "lastUpdate"] {
        if let Some(time) = document.get_mut(name) {
            *time = Value::from(whole_seconds(call.now));
        }
    }
    state.dress(
        &place.path,
        &kind.born,
        (view, call.operation.id),
        &mut document,
    );
    allow(state, call, (&place.path, kind), &document)?;
    state.tree.put(&place.path, document);
    Ok(reply(state, call, (&place.path, view)))
}

fn created_by_post(blank: &str) -> bool {
    let collection = blank.strip_suffix("/{}").unwrap_or_default();
    super::table::row(collection).maker.is_some()
}

/// What a replacement keeps: what only the organisation writes, and what the kind says.
fn carried(blank: &str, kind: &Kind, before: &Document, sent: Document) -> Document {
    let schema = place::schema(blank);
    let keeps = |name: &str| {
        let read_only = schema
            .and_then(|schema| schema.member(name))
            .is_some_and(Schema::is_read_only);
        read_only
            || ["id", "created", "status", "system"].contains(&name)
            || kind.keeps.iter().any(|keep| keep == name)
    };
    let mut document: Document = before
        .iter()
        .filter(|(name, _)| keeps(name) && !sent.contains_key(*name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    document.extend(sent);
    for path in kind.keeps.iter().filter(|path| path.contains('.')) {
        if member(&document, path).is_none()
            && let Some(held) = member(before, path)
        {
            put_member(&mut document, path, held.clone());
        }
    }
    document
}

/// What a request may write: what the schema knows and the organisation does not write itself.
fn known(blank: &str, body: Document) -> Document {
    let Some(members) = place::schema(blank).and_then(Schema::members) else {
        return body;
    };
    let kind = kind(blank);
    body.into_iter()
        .filter(|(name, _)| !kind.fixed.contains(name))
        .filter(|(name, _)| {
            let found = members.iter().find(|(known, _)| known == name);
            let known = found.is_some_and(|(_, schema)| !schema.is_read_only())
                && name != "_links"
                && name != "_embedded";
            known || kind.writes.contains(name)
        })
        .collect()
}
