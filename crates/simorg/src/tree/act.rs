//! What an operation does to documents: list, make, show, replace, update, delete, turn.

use operations::operation::Method;
use serde_json::{Value, json};

use super::kind::{self, Demand, Kind, Reply, Told};
use super::place::{self, Place, Shape};
use super::rule::{Clash, Rule, Scene, View, drop_member, merge, put_member};
use super::schema::Schema;
use super::{Document, check, list, member, patch, segment, sow};
use crate::answer::Answer;
use crate::call::{Call, Query};
use crate::clock::whole_seconds;
use crate::id;
use crate::refusal::Refusal;
use crate::state::State;

/// Answers an operation from the tree alone.
///
/// # Errors
/// Okta's refusal.
pub fn answer(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    answer_to(state, call, None)
}

/// Answers an operation from the tree alone, with another body than the request's where there is one:
/// a family has completed it.
///
/// # Errors
/// Okta's refusal.
pub fn answer_to(
    state: &mut State,
    call: &Call<'_>,
    body: Option<Document>,
) -> Result<Answer, Refusal> {
    let place = Place::of(state, call)?;
    match (place.shape, call.operation.method) {
        (Shape::Collection, Method::Get) => list::page(state, call, &place),
        (Shape::Collection, Method::Post) => create(state, call, &place, body),
        (Shape::Collection, Method::Delete) => clear(state, call, &place),
        (Shape::Item, Method::Get) => show(state, call, &place),
        (Shape::Item | Shape::Single, Method::Delete) => delete(state, call, &place),
        (Shape::Single, Method::Get) => read(state, call, &place),
        (Shape::Turn(verb), _) => turn(state, call, &place, verb),
        (Shape::Item | Shape::Single | Shape::Collection, _) => change(state, call, &place, body),
    }
}

/// The kind of a path; a plain one where the table has none.
pub fn kind(blank: &str) -> &'static Kind {
    static PLAIN: std::sync::OnceLock<Kind> = std::sync::OnceLock::new();
    kind::all()
        .get(blank)
        .unwrap_or_else(|| PLAIN.get_or_init(Kind::default))
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

/// The values on the way to a document.
pub fn values(path: &str) -> Vec<String> {
    let blank = kind::blank_of_path(path);
    path.split('/')
        .zip(blank.split('/'))
        .filter(|(_, part)| *part == "{}")
        .map(|(value, _)| value.to_owned())
        .collect()
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
                    Answer::json(status, theirs.part(&body))
                }
                _ => Answer::json(status, body),
            };
            let own = format!("{}{path}", call.base());
            echoed(state, call, (path, kind(&blank)), answer, &own)
        }
    }
}

fn show(state: &mut State, call: &Call<'_>, place: &Place) -> Result<Answer, Refusal> {
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

fn has_list(place: &Place) -> bool {
    place
        .blank
        .strip_suffix("/{}")
        .and_then(place::reader)
        .is_some()
}

/// A document that is there once, as it is from the start.
fn from_the_start(state: &mut State, call: &Call<'_>, place: &Place) -> Document {
    let kind = kind(&place.blank);
    let mut document = Document::new();
    if kind.born.is_empty() {
        let schema = Schema::of_answer(call.operation);
        if let Some(Value::Object(made)) = schema.map(|schema| schema.body(&Document::new())) {
            document = made;
        }
    }
    state.dress(
        &place.path,
        &kind.born,
        (View::Whole, call.operation.id),
        &mut document,
    );
    document
}

/// A document that is there once: as it was left, or as it is from the start.
fn read(state: &mut State, call: &Call<'_>, place: &Place) -> Result<Answer, Refusal> {
    let kind = kind(&place.blank);
    let document = match state.tree.get(&place.path) {
        Some(document) => document.clone(),
        None if kind.made => return Err(place.missing()),
        None => from_the_start(state, call, place),
    };
    let status = kind
        .answers
        .get(call.operation.id)
        .and_then(|row| row.status)
        .unwrap_or(200);
    let body = shown(state, call, (&place.path, View::Whole), document);
    Ok(Answer::json(status, body))
}

fn create(
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
        let prefix = prefix(blank, sow::prefix(state, kind, collection, document));
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
fn prefix(blank: &str, said: String) -> String {
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
fn change(
    state: &mut State,
    call: &Call<'_>,
    place: &Place,
    body: Option<Document>,
) -> Result<Answer, Refusal> {
    let kind = kind(&place.blank);
    let before = state.tree.get(&place.path).cloned();
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
    super::table::row(collection).takes_post
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

/// Whether the document may be kept: the kind's demands, and what must differ from all others.
fn allow(
    state: &mut State,
    call: &Call<'_>,
    (path, kind): (&str, &Kind),
    document: &Document,
) -> Result<(), Refusal> {
    demand(state, call, path, (&kind.demands, document))?;
    let Some(unique) = &kind.unique else {
        return Ok(());
    };
    let ours = member(document, &unique.member);
    let collection = path.rsplit_once('/').map_or("", |(up, _)| up);
    let taken = state
        .tree
        .children(collection)
        .into_iter()
        .any(|(other, held)| {
            other != path && ours.is_some() && member(held, &unique.member) == ours
        });
    if taken {
        return Err(told(state, call, path, (&unique.refusal, document)));
    }
    Ok(())
}

/// Refuses where one of the demands is not met.
pub fn demand(
    state: &mut State,
    call: &Call<'_>,
    path: &str,
    (demands, document): (&[Demand], &Document),
) -> Result<(), Refusal> {
    let values = values(path);
    let scene = Scene::of(call, (path, &values), View::Whole, state.settings.edition);
    let broken = demands
        .iter()
        .find(|demand| scene.is_so(&demand.when, document));
    match broken {
        None => Ok(()),
        Some(broken) => Err(told(state, call, path, (&broken.refusal, document))),
    }
}

fn told(
    state: &mut State,
    call: &Call<'_>,
    path: &str,
    (row, document): (&Told, &Document),
) -> Refusal {
    let values = values(path);
    let scene = Scene::of(call, (path, &values), View::Whole, state.settings.edition);
    let mut text = |text: &str| {
        let filled = scene.fill(&Value::from(text), document, &mut state.dice);
        filled.as_str().unwrap_or_default().to_owned()
    };
    let mut refusal = Refusal::new(
        row.status,
        crate::refusal::code(&row.code),
        text(&row.summary),
    );
    refusal.causes = row.causes.iter().map(|cause| text(cause)).collect();
    refusal
}

fn delete(state: &mut State, call: &Call<'_>, place: &Place) -> Result<Answer, Refusal> {
    let kind = kind(&place.blank);
    let Some(document) = state.tree.get(&place.path).cloned() else {
        if place.shape == Shape::Item && !kind.gone {
            return Err(place.missing());
        }
        return Ok(reply(state, call, (&place.path, View::Whole)));
    };
    demand(state, call, &place.path, (&kind.delete, &document))?;
    let answer = reply(state, call, (&place.path, View::Whole));
    state.tree.uproot(&place.path);
    Ok(answer)
}

/// Takes away all of a collection.
#[expect(clippy::unnecessary_wraps, reason = "the others can refuse")]
fn clear(state: &mut State, call: &Call<'_>, place: &Place) -> Result<Answer, Refusal> {
    let paths: Vec<String> = state
        .tree
        .children(&place.path)
        .into_iter()
        .map(|(path, _)| path.to_owned())
        .collect();
    for path in paths {
        state.tree.uproot(&path);
    }
    Ok(reply(state, call, (&place.path, View::Whole)))
}

/// A verb on a document: sets its status, or what the kind says, and answers.
fn turn(state: &mut State, call: &Call<'_>, place: &Place, verb: &str) -> Result<Answer, Refusal> {
    let kind = kind(&place.blank);
    let body = check::body(call)?;
    let row = kind.answers.get(call.operation.id);
    let is_single = !place.blank.ends_with('}') && !kind.born.is_empty();
    let held = match state.tree.get(&place.path).cloned() {
        None if is_single => Some(from_the_start(state, call, place)),
        held => held,
    };
    if let Some(document) = held {
        let demands: &[Demand] = row.map_or(&[], |row| &row.demands);
        demand(state, call, &place.path, (demands, &document))?;
        let mut document = document;
        turned(&mut document, verb, row);
        if let Some(time) = document.get_mut("lastUpdated") {
            *time = Value::from(whole_seconds(call.now));
        }
        state.tree.put(&place.path, document);
    }
    let schema = Schema::of_answer(call.operation);
    let own = place::schema(&place.blank);
    let is_other = schema.is_some_and(|schema| own.is_none_or(|own| !own.is(schema)));
    if is_other && row.is_none() {
        let status = call
            .operation
            .answers
            .first()
            .map_or(200, |answer| answer.status);
        let lists = call.operation.answers.iter().any(|answer| answer.array);
        let made = schema.map_or(json!({}), |schema| schema.body(&body));
        let made = if lists { json!([made]) } else { made };
        return Ok(Answer::json(status, made));
    }
    Ok(reply(state, call, (&place.path, View::Updated)))
}

fn turned(document: &mut Document, verb: &str, row: Option<&Reply>) {
    let status = match verb {
        "activate" => Some("ACTIVE"),
        "deactivate" => Some("INACTIVE"),
        _ => None,
    };
    if let (Some(status), Some(held)) = (status, document.get_mut("status")) {
        *held = Value::from(status);
    }
    if let Some(row) = row {
        for name in row.sets.iter().filter(|(_, value)| value.is_null()) {
            drop_member(document, name.0);
        }
        merge(document, row.sets.clone(), Clash::TheNew);
    }
}
