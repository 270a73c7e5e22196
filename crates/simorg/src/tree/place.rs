//! Where an operation acts: the path in the tree, and whether all on the way to it is there.

use std::collections::HashSet;
use std::sync::OnceLock;

use operations::operation::{Method, Paging};
use operations::{OPERATIONS, Operation};

use super::kind::{self, blank};
use super::schema::Schema;
use super::{segment, table};
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::State;

/// What lies at the end of an operation's path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One document of a collection.
    Item,
    /// A collection.
    Collection,
    /// A document that is there once.
    Single,
    /// A verb that turns the document before it: `/lifecycle/activate`.
    Turn(&'static str),
}

/// Where an operation acts.
#[derive(Clone, Debug)]
pub struct Place {
    /// What lies there.
    pub shape: Shape,
    /// The path in the tree: of the item, of the collection, of the document that is turned.
    pub path: String,
    /// The same path with `{}` for each value.
    pub blank: String,
    /// The value at its end, as it came, where it is an item's.
    pub value: String,
}

impl Place {
    /// The place of a call.
    ///
    /// # Errors
    /// Okta's 404 of what is not there on the way.
    pub fn of(state: &State, call: &Call<'_>) -> Result<Self, Refusal> {
        let shape = shape(call.operation);
        let parts: Vec<&'static str> = call.operation.path.trim_matches('/').split('/').collect();
        let parts = match shape {
            Shape::Turn(_) => turned(&parts),
            _ => parts.as_slice(),
        };
        let mut place = Self {
            shape,
            path: String::new(),
            blank: String::new(),
            value: String::new(),
        };
        let mut at = 0;
        for (index, part) in parts.iter().enumerate() {
            if !part.contains('{') {
                place.path = format!("{}/{part}", place.path);
                place.blank = format!("{}/{part}", place.blank);
                continue;
            }
            call.value(at).clone_into(&mut place.value);
            at += 1;
            let is_last = index + 1 == parts.len();
            place.enter(state, is_last && matches!(shape, Shape::Item))?;
        }
        Ok(place)
    }

    /// Goes one value deeper; what is there is named by its id, however the path named it.
    fn enter(&mut self, state: &State, is_end: bool) -> Result<(), Refusal> {
        self.blank = format!("{}/{{}}", self.blank);
        let found = find(state, &self.blank, &self.path, &self.value);
        if found.is_none() && !is_end && is_checked(&self.blank) {
            return Err(self.missing());
        }
        let value = found.unwrap_or_else(|| self.value.clone());
        self.path = format!("{}/{}", self.path, segment(&value));
        Ok(())
    }

    /// Okta's 404 for what should be here.
    pub fn missing(&self) -> Refusal {
        let kind = kind::all().get(&self.blank);
        let Some(told) = kind.and_then(|kind| kind.missing.as_ref()) else {
            let nouns = kind.into_iter().flat_map(|kind| &kind.nouns);
            let special = nouns
                .filter(|(start, _)| self.value.starts_with(start.as_str()))
                .map(|(_, noun)| noun.clone())
                .next();
            let noun = special.unwrap_or_else(|| noun(&self.blank));
            return Refusal::not_found(&self.value, &noun);
        };
        let summary = told.summary.as_str();
        let mut refusal = Refusal::new(told.status, crate::refusal::code(&told.code), summary);
        refusal.causes.clone_from(&told.causes);
        refusal
    }

    /// The collection in which the item lies.
    pub fn collection(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(up, _)| up)
    }
}

/// Whether the documents of a path must be there: those that can be made, or of which the table of
/// kinds speaks.
pub fn is_checked(blank: &str) -> bool {
    static CREATED: OnceLock<HashSet<String>> = OnceLock::new();
    let created = CREATED.get_or_init(|| {
        let posts = OPERATIONS
            .iter()
            .filter(|operation| operation.method == Method::Post)
            .map(|operation| format!("{}/{{}}", blank_of(operation)));
        posts.collect()
    });
    created.contains(blank)
        || kind::all().contains_key(blank)
        || matches!(
            blank,
            "/api/v1/users/{}" | "/api/v1/groups/{}" | "/oauth2/v1/clients/{}"
        )
}

/// The id of what a value names, where it is there.
pub fn find(state: &State, blank: &str, collection: &str, value: &str) -> Option<String> {
    let directory = &state.directory;
    match blank {
        "/api/v1/users/{}" => return directory.find_user(value).map(|user| user.id.clone()),
        "/api/v1/groups/{}" => {
            return directory
                .groups
                .contains_key(value)
                .then(|| value.to_owned());
        }
        "/oauth2/v1/clients/{}" if value == state.access.app.client_id => {
            return Some(value.to_owned());
        }
        "/oauth2/v1/clients/{}" => return crate::family::app::client(state, value),
        _ => {}
    }
    if state.tree.has(&format!("{collection}/{}", segment(value))) {
        return Some(value.to_owned());
    }
    let kind = kind::all().get(blank)?;
    state
        .tree
        .children(collection)
        .into_iter()
        .find(|(_, document)| {
            kind.alias
                .iter()
                .any(|name| document.get(name).is_some_and(|held| held == value))
        })
        .and_then(|(path, _)| path.rsplit_once('/').map(|(_, id)| id.to_owned()))
}

/// Whether a path of the tree names something that is there.
pub fn exists(state: &State, blank: &str, path: &str) -> bool {
    let (collection, value) = path.rsplit_once('/').unwrap_or(("", path));
    find(state, blank, collection, value).is_some()
}

/// What stands at the end of an operation's path.
pub fn shape(operation: &Operation) -> Shape {
    let parts: Vec<&'static str> = operation.path.trim_matches('/').split('/').collect();
    let last = parts.last().copied().unwrap_or_default();
    if last.contains('{') {
        return Shape::Item;
    }
    let before = parts.len().checked_sub(2).and_then(|at| parts.get(at));
    let is_turn = before == Some(&"lifecycle")
        || (operation.method == Method::Post
            && before.is_some_and(|part| part.contains('{'))
            && !has_other(operation));
    if is_turn || turns_single(operation, &parts) {
        return Shape::Turn(last);
    }
    let path = blank_of(operation);
    // What is made where a list is read becomes a row of it.
    let makes = (operation.method == Method::Post)
        .then(|| reader(&path))
        .flatten();
    let mut both = std::iter::once(operation).chain(makes);
    let lists = both.any(|operation| {
        operation.answers.iter().any(|answer| answer.array)
            || matches!(operation.paging, Paging::BodyLinks { list: Some(_) })
    });
    if lists || paths().contains(&format!("{path}/{{}}")) {
        Shape::Collection
    } else {
        Shape::Single
    }
}

/// Whether a path is a verb on what is there once: `/org/privacy/oktaSupport/grant`.
fn turns_single(operation: &Operation, parts: &[&str]) -> bool {
    let Some((last, before)) = parts.split_last() else {
        return false;
    };
    let path = format!("/{}", before.join("/"));
    let is_single = reader(&blank(&path)).is_some_and(|reader| {
        matches!(reader.paging, Paging::None)
            && !reader.path.ends_with('}')
            && !paths().contains(&format!("{}/{{}}", blank(&path)))
    });
    !last.contains('{') && operation.method == Method::Post && is_single && !has_other(operation)
}

/// Whether a path is more than a verb: it can be read, or has something below it.
fn has_other(operation: &Operation) -> bool {
    let path = blank_of(operation);
    OPERATIONS.iter().any(|other| {
        let theirs = blank_of(other);
        (theirs == path && other.method != Method::Post)
            || theirs.starts_with(&format!("{path}/{{"))
    })
}

/// The parts up to the value that a verb turns.
fn turned<'p>(parts: &'p [&'static str]) -> &'p [&'static str] {
    let is_lifecycle = parts.iter().rev().nth(1) == Some(&"lifecycle");
    let end = parts.len().saturating_sub(if is_lifecycle { 2 } else { 1 });
    parts.get(..end).unwrap_or(parts)
}

fn blank_of(operation: &Operation) -> String {
    blank(operation.path)
}

fn paths() -> &'static HashSet<String> {
    static PATHS: OnceLock<HashSet<String>> = OnceLock::new();
    PATHS.get_or_init(|| OPERATIONS.iter().map(|row| blank(row.path)).collect())
}

/// The word for a kind of document where it is not found.
pub fn noun(path: &str) -> String {
    match path {
        "/api/v1/users/{}" => return "User".to_owned(),
        "/api/v1/groups/{}" => return "UserGroup".to_owned(),
        "/oauth2/v1/clients/{}" => return "PublicClientApp".to_owned(),
        _ => {}
    }
    if let Some(kind) = kind::all().get(path)
        && !kind.noun.is_empty()
    {
        return kind.noun.clone();
    }
    reader(path)
        .and_then(|operation| operation.answers.iter().find_map(|answer| answer.schema))
        .unwrap_or("Resource")
        .to_owned()
}

/// The operation that reads a document of a path.
pub fn reader(path: &str) -> Option<&'static Operation> {
    table::row(path).reader
}

/// The schema of the documents of a path: as they are read, as their collection lists them, or as they
/// are made.
pub fn schema(path: &str) -> Option<Schema> {
    if let Some(schema) = reader(path).and_then(Schema::of_answer) {
        return Some(schema);
    }
    let row = table::row(path.strip_suffix("/{}")?);
    let listed = row.lister.and_then(Schema::of_answer);
    listed.or_else(|| row.maker.and_then(Schema::of_answer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_path_tells_what_lies_there() {
        let of = |id: &str| shape(operations::find(id).unwrap());
        assert_eq!(of("listNetworkZones"), Shape::Collection);
        assert_eq!(of("createNetworkZone"), Shape::Collection);
        assert_eq!(of("getNetworkZone"), Shape::Item);
        assert_eq!(of("activateNetworkZone"), Shape::Turn("activate"));
        assert_eq!(of("getOrgSettings"), Shape::Single);
        assert_eq!(of("uploadApplicationLogo"), Shape::Turn("logo"));
        assert_eq!(of("grantOktaSupport"), Shape::Turn("grant"));
        assert_eq!(of("replaceOrgSettings"), Shape::Single);
    }
}
