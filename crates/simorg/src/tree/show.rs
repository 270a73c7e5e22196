//! What goes out: a document as it is shown, and the answer to a change.

use serde_json::{Value, json};

use super::Document;
use super::act::kind;
use super::kind::{self, Kind};
use super::place::{self, Place};
use super::rule::{Rule, Scene, View};
use super::schema::Schema;
use crate::answer::Answer;
use crate::call::{Call, Query};
use crate::refusal::Refusal;
use crate::state::State;

pub fn show(state: &mut State, call: &Call<'_>, place: &Place) -> Result<Answer, Refusal> {
    match state.tree.get(&place.path).cloned() {
        Some(document) => {
            let body = shown(state, call, (&place.path, View::Whole), document);
            let own = format!("{}{}", call.base(), place.path);
            let kind = kind(&place.blank);
            Ok(echoed(
                state,
                call,
                (&place.path, kind),
                Answer::ok(body),
                &own,
            ))
        }
        None if place::is_checked(&place.blank) || has_list(place) => Err(place.missing()),
        None => read(state, call, place),
    }
}

/// A document that is there once: as it was left, or as it is from the start.
pub fn read(state: &mut State, call: &Call<'_>, place: &Place) -> Result<Answer, Refusal> {
    let kind = kind(&place.blank);
    let document = match state.tree.get(&place.path) {
        Some(document) => document.clone(),
        None if kind.made => return Err(place.missing()),
        None => from_the_start(state, place),
    };
    let status = kind
        .answers
        .get(call.operation.id)
        .and_then(|row| row.status)
        .unwrap_or(200);
    let body = shown(state, call, (&place.path, View::Whole), document);
    Ok(Answer::json(status, body))
}

/// A document that is there once, as it is from the start.
pub fn from_the_start(state: &mut State, place: &Place) -> Document {
    let kind = kind(&place.blank);
    let mut document = Document::new();
    if kind.born.is_empty() {
        let schema = place::schema(&place.blank);
        if let Some(Value::Object(made)) = schema.map(|schema| schema.body(&Document::new())) {
            document = made;
        }
    }
    state.dress(&place.path, &kind.born, (View::Whole, ""), &mut document);
    document
}

fn has_list(place: &Place) -> bool {
    place
        .blank
        .strip_suffix("/{}")
        .and_then(place::reader)
        .is_some()
}

/// A document as it is shown.
pub fn shown(
    state: &mut State,
    call: &Call<'_>,
    (path, view): (&str, View),
    document: Document,
) -> Value {
    let blank = kind::blank_of_path(path);
    let kind = kind(&blank);
    let mut document = document;
    if let Some(members) = place::schema(&blank).and_then(Schema::members) {
        for (name, _) in members.iter().filter(|(_, schema)| schema.is_write_only()) {
            document.shift_remove(*name);
        }
        let links = members.iter().any(|(name, _)| *name == "_links");
        if links && kind.shown.is_empty() && !document.contains_key("_links") {
            let own = format!("{}{path}", call.base());
            document.insert("_links".to_owned(), json!({ "self": { "href": own } }));
        }
    }
    let values = values(path);
    let scene = Scene::of(call, (path, &values), view, state.settings.edition);
    scene.apply(&kind.shown, &mut document, &mut state.dice);
    if let Some(reply) = kind.answers.get(call.operation.id) {
        scene.apply(&reply.shown, &mut document, &mut state.dice);
    }
    // A row of a list has a schema of its own: the list completes it.
    if let Some(schema) = place::schema(&blank).filter(|_| view != View::Row) {
        schema.complete(&mut document);
    }
    Value::Object(document)
}

/// The answer to a change, with the document it came to.
pub fn reply(state: &mut State, call: &Call<'_>, (path, view): (&str, View)) -> Answer {
    let blank = kind::blank_of_path(path);
    let row = kind(&blank).answers.get(call.operation.id);
    let stated = call.operation.answers.first();
    let status = row
        .and_then(|row| row.status)
        .or(stated.map(|answer| answer.status))
        .unwrap_or(200);
    let schema = stated.and_then(|answer| answer.schema);
    let body = match row.and_then(|row| row.body.as_deref()) {
        Some(word) => word,
        None if status == 204 => "empty",
        None if schema.is_some() => "item",
        None => "object",
    };
    match body {
        "empty" => Answer::empty(status),
        "object" => Answer::json(status, json!({})),
        _ => {
            let document = state.tree.get(path).cloned().unwrap_or_default();
            let own = place::reader(&blank).and_then(Schema::of_answer);
            let theirs = Schema::of_answer(call.operation);
            let body = shown(state, call, (path, view), document);
            let answer = match (own, theirs) {
                (Some(own), Some(theirs)) if !own.is(theirs) && row.is_none() => {
                    Answer::json(status, whole(theirs, theirs.part(&body)))
                }
                (_, Some(theirs)) => Answer::json(status, whole(theirs, body)),
                _ => Answer::json(status, body),
            };
            let own = format!("{}{path}", call.base());
            echoed(state, call, (path, kind(&blank)), answer, &own)
        }
    }
}

/// A body with all that its schema demands.
fn whole(schema: Schema, body: Value) -> Value {
    match body {
        Value::Object(mut document) => {
            schema.complete(&mut document);
            Value::Object(document)
        }
        other => other,
    }
}

/// An answer with the `Link` header of what it shows, where the kind has one.
pub fn echoed(
    state: &State,
    call: &Call<'_>,
    (path, kind): (&str, &Kind),
    answer: Answer,
    own: &str,
) -> Answer {
    let values = values(path);
    let scene = Scene::of(call, (path, &values), View::Whole, state.settings.edition);
    match &kind.echo {
        Some(when) if scene.is_so(when, &Document::new()) => {
            answer.with("link", format!("<{own}>; rel=\"self\""))
        }
        _ => answer,
    }
}

/// Applies rules to a document as a call sees it.
pub fn seen(
    state: &mut State,
    call: &Call<'_>,
    (path, view): (&str, View),
    rules: &[Rule],
    document: &mut Document,
) {
    let values = values(path);
    let scene = Scene::of(call, (path, &values), view, state.settings.edition);
    scene.apply(rules, document, &mut state.dice);
}

/// The values on the way to a document.
pub fn values(path: &str) -> Vec<String> {
    let blank = kind::blank_of_path(path);
    path.split('/')
        .zip(blank.split('/'))
        .filter(|(_, part)| *part == "{}")
        .map(|(value, _)| value.to_owned())
        .collect()
}

impl State {
    /// Applies rules to a document outside of any request.
    pub fn dress(
        &mut self,
        path: &str,
        rules: &[Rule],
        seen: (View, &str),
        document: &mut Document,
    ) {
        let query = Query::default();
        let values = values(path);
        let scene = Scene {
            base: "",
            path,
            values: &values,
            view: seen.0,
            now: self.clock.now(),
            edition: self.settings.edition,
            operation: seen.1,
            query: &query,
        };
        scene.apply(rules, document, &mut self.dice);
    }

    /// The id of the person who owns the API token.
    pub fn owner(&self) -> String {
        let owner = self.directory.owner();
        owner.map(|user| user.id.clone()).unwrap_or_default()
    }
}
