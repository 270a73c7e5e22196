//! Linked objects: how people stand to each other, and who stands so to whom.

use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::call::Call;
use crate::page::Page;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree::{Document, member, segment};
use crate::user::named;

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("listLinkedObjectDefinitions", list),
    ("createLinkedObjectDefinition", create),
    ("getLinkedObjectDefinition", get),
    ("deleteLinkedObjectDefinition", delete),
    ("assignLinkedObjectValueForPrimary", assign),
    ("listLinkedObjectsForUser", values),
    ("deleteLinkedObjectForUser", unassign),
];

const DEFINITIONS: &str = "/api/v1/meta/schemas/user/linkedObjects";

/// Which end of a relation a name is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// The one, such as the manager.
    Primary,
    /// The many, such as the reports.
    Associated,
}

#[expect(clippy::unnecessary_wraps, reason = "every handler has this type")]
fn list(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let rows = state.tree.children(DEFINITIONS);
    let rows = rows.into_iter().map(|(_, document)| show(call, document));
    Ok(Answer::ok(rows.collect()))
}

fn create(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.object()?;
    let mut document = Document::new();
    for end in ["primary", "associated"] {
        document.insert(end.to_owned(), Value::Object(kept(&body, end)?));
    }
    for end in ["primary", "associated"] {
        let name = text(&document, end, "name");
        if find(state, &name).is_some() {
            let cause = format!("{name}: An object with this field already exists");
            return Err(Refusal::invalid("linkedObject", cause));
        }
    }
    let path = path_of(&text(&document, "primary", "name"));
    let shown = show(call, &document);
    state.tree.put(&path, document);
    Ok(Answer::json(201, shown))
}

/// One end of a definition as it is kept; which members must be there is a guess.
fn kept(body: &Map<String, Value>, end: &str) -> Result<Map<String, Value>, Refusal> {
    let blank = |what: &str| {
        let cause = format!("{what}: The field cannot be left blank");
        Refusal::invalid(what, cause)
    };
    let given = body
        .get(end)
        .and_then(Value::as_object)
        .ok_or_else(|| blank(end))?;
    let mut made = Map::new();
    for name in ["name", "title", "description", "type"] {
        let value = given.get(name).cloned().unwrap_or_default();
        if name == "name" && value.as_str().is_none_or(str::is_empty) {
            return Err(blank(name));
        }
        let value = if name == "type" { json!("USER") } else { value };
        // That what nobody described is left out is a guess.
        if !value.is_null() {
            made.insert(name.to_owned(), value);
        }
    }
    Ok(made)
}

fn get(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (document, _) = defined(state, call.value(0))?;
    Ok(Answer::ok(show(call, &document)))
}

fn delete(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (document, _) = defined(state, call.value(0))?;
    let name = text(&document, "primary", "name");
    state.tree.uproot(&path_of(&name));
    let ids: Vec<String> = state.directory.users.keys().cloned().collect();
    for id in ids {
        state.tree.uproot(&link_of(&id, &name));
    }
    Ok(Answer::empty(204))
}

/// `PUT …/users/{associated}/linkedObjects/{primary's name}/{primary}`
fn assign(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = named(&state.directory, call)?.id.clone();
    let (document, _) = defined(state, call.value(1))?;
    let primary = call.value(2);
    let primary = state
        .directory
        .find_user(primary)
        .ok_or_else(|| Refusal::not_found(primary, "User"))?;
    let mut link = Document::new();
    link.insert("primary".to_owned(), json!(primary.id));
    let name = text(&document, "primary", "name");
    state.tree.put(&link_of(&user, &name), link);
    Ok(Answer::empty(204))
}

/// Whoever stands at the other end: the one primary, or everybody associated.
fn values(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = named(&state.directory, call)?.id.clone();
    let (document, end) = defined(state, call.value(1))?;
    let name = text(&document, "primary", "name");
    let primary_of = |id: &str| {
        let link = state.tree.get(&link_of(id, &name))?;
        link.get("primary")?.as_str().map(str::to_owned)
    };
    let others: Vec<String> = match end {
        End::Primary => primary_of(&user).into_iter().collect(),
        End::Associated => state
            .directory
            .users
            .keys()
            .filter(|id| primary_of(id).as_ref() == Some(&user))
            .cloned()
            .collect(),
    };
    let row = |id: String| {
        let href = format!("{}/api/v1/users/{id}", call.base());
        json!({ "_links": { "self": { "href": href } } })
    };
    let page = Page {
        rows: others.into_iter().map(row).collect(),
        limit: 1000,
        next: None,
        silent: &[],
    };
    Ok(page.answer(call))
}

fn unassign(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = named(&state.directory, call)?.id.clone();
    let (document, _) = defined(state, call.value(1))?;
    let name = text(&document, "primary", "name");
    state.tree.uproot(&link_of(&user, &name));
    Ok(Answer::empty(204))
}

/// Takes away what points at a person who is gone.
pub fn forget(state: &mut State, user: &str) {
    let names: Vec<String> = state
        .tree
        .children(DEFINITIONS)
        .into_iter()
        .map(|(_, document)| text(document, "primary", "name"))
        .collect();
    for id in state.directory.users.keys() {
        for name in &names {
            let path = link_of(id, name);
            let link = state.tree.get(&path);
            if link.is_some_and(|link| link.get("primary").is_some_and(|held| held == user)) {
                state.tree.uproot(&path);
            }
        }
    }
}

fn defined(state: &State, name: &str) -> Result<(Document, End), Refusal> {
    find(state, name).ok_or_else(|| Refusal::not_found(name, "LinkedObjectProperty"))
}

fn find(state: &State, name: &str) -> Option<(Document, End)> {
    if let Some(document) = state.tree.get(&path_of(name)) {
        return Some((document.clone(), End::Primary));
    }
    state
        .tree
        .children(DEFINITIONS)
        .into_iter()
        .find(|(_, document)| text(document, "associated", "name") == name)
        .map(|(_, document)| (document.clone(), End::Associated))
}

fn text(document: &Document, end: &str, name: &str) -> String {
    let value = member(document, &format!("{end}.{name}")).and_then(Value::as_str);
    value.unwrap_or_default().to_owned()
}

fn path_of(name: &str) -> String {
    format!("{DEFINITIONS}/{}", segment(name))
}

fn link_of(user: &str, name: &str) -> String {
    format!("/api/v1/users/{user}/linkedObjects/{}", segment(name))
}

fn show(call: &Call<'_>, document: &Document) -> Value {
    let mut shown = document.clone();
    let path = path_of(&text(document, "primary", "name"));
    let href = format!("{}{path}", call.base());
    shown.insert("_links".to_owned(), json!({ "self": { "href": href } }));
    Value::Object(shown)
}
