//! Lists of documents: filtered, in order, a page at a time.

use serde_json::{Map, Value, json};

use super::kind::{Kind, Links, Order};
use super::place::Place;
use super::rule::View;
use super::schema::Schema;
use super::{Document, member};
use crate::answer::Answer;
use crate::call::Call;
use crate::grammar::{self, Case, Dialect, Operator};
use crate::page::{Page, Size, behind, link};
use crate::refusal::Refusal;
use crate::state::State;
use crate::user::refuse;
use operations::operation::{Paging, Place as In, Spec};

const DIALECT: Dialect = Dialect {
    takes: |_: &str, _: Operator| Ok(true),
    not: false,
};

/// Parameters of a query that choose no rows.
const OTHERS: [&str; 8] = [
    "q",
    "limit",
    "after",
    "filter",
    "search",
    "expand",
    "sortBy",
    "sortOrder",
];

/// One page of a collection.
///
/// # Errors
/// A refusal of the query.
pub fn page(state: &mut State, call: &Call<'_>, place: &Place) -> Result<Answer, Refusal> {
    let kind = super::act::kind(&format!("{}/{{}}", place.blank));
    let rows = chosen(state, call, place, kind)?;
    let links = kind.links.unwrap_or(match call.operation.paging {
        Paging::LinkHeader => Links::Full,
        Paging::BodyLinks { .. } => Links::Body,
        _ if has_links(call) => Links::Body,
        _ => Links::None,
    });
    let size = size(call, kind);
    let cursor = |row: &(String, Document)| {
        row.0
            .rsplit_once('/')
            .map_or(row.0.clone(), |(_, id)| id.to_owned())
    };
    let (from, limit) = if matches!(links, Links::Full | Links::Body) {
        let from = behind(&rows, call.query.get("after"), cursor, Refusal::paging)?;
        (from, size.of(call)?)
    } else {
        (0, usize::MAX)
    };
    let asked = rows.iter().skip(from).take(limit.saturating_add(1));
    let asked: Vec<(String, Document)> = asked.cloned().collect();
    let shown = seen(state, call, asked);
    let ids = |row: &(String, Value)| {
        let (path, _) = row;
        path.rsplit_once('/')
            .map_or(path.clone(), |(_, id)| id.to_owned())
    };
    let page = Page::cut(
        &shown,
        0,
        limit,
        (ids, |row: &(String, Value)| row.1.clone()),
    );
    let page = page.silent(&kind.silent);
    match links {
        Links::None => {
            let body = wrapped(state, call, (place, kind), (page.rows, Map::new()));
            Ok(Answer::ok(body))
        }
        Links::Body => Ok(in_body(state, call, (place, kind), (page, rows.len()))),
        Links::Own => Ok(page.defaulting(usize::MAX).answer_with(call, &kind.query)),
        Links::Full => Ok(page.defaulting(size.default).answer_with(call, &kind.query)),
    }
}

/// Rows as they are shown, each with its path.
fn seen(state: &mut State, call: &Call<'_>, rows: Vec<(String, Document)>) -> Vec<(String, Value)> {
    let lists = call.operation.answers.iter().any(|answer| answer.array);
    let schema = Schema::of_answer(call.operation).filter(|_| lists);
    let mut shown = Vec::new();
    for (path, document) in rows {
        let mut body = super::show::shown(state, call, (&path, View::Row), document);
        if let (Some(schema), Value::Object(row)) = (schema, &mut body) {
            schema.complete(row);
        }
        shown.push((path, body));
    }
    shown
}

/// Whether what stands around a list has links, says its schema.
fn has_links(call: &Call<'_>) -> bool {
    let lists = call.operation.answers.iter().any(|answer| answer.array);
    let schema = Schema::of_answer(call.operation).filter(|_| !lists);
    schema.is_some_and(|schema| schema.list_member().is_some() && schema.member("_links").is_some())
}

/// A page whose links stand in its body. Lists of the kinds without a limit of their own name
/// themselves without a query; so it is recorded of `/iam/*`, and the others of `/governance/*`.
fn in_body(
    state: &mut State,
    call: &Call<'_>,
    (place, kind): (&Place, &Kind),
    (page, total): (Page, usize),
) -> Answer {
    let own = match kind.limit {
        Some(limit) => link(call, Some(limit), None),
        None => format!("{}{}", call.base(), call.arrival.path),
    };
    let href = |href: &str| match call.operation.spec {
        // Governance gives hints, empty ones.
        Spec::Governance => json!({ "href": href, "hints": {} }),
        _ => json!({ "href": href }),
    };
    let mut links = json!({ "self": href(&own) });
    if let (Some(cursor), Some(links)) = (&page.next, links.as_object_mut()) {
        let next = link(call, kind.limit, Some(cursor));
        links.insert("next".to_owned(), href(&next));
    }
    let mut known = Map::new();
    known.insert("_links".to_owned(), links);
    let schema = Schema::of_answer(call.operation);
    if schema.is_some_and(|schema| schema.member("metadata").is_some()) {
        known.insert("metadata".to_owned(), json!({ "total": total }));
    }
    let body = wrapped(state, call, (place, kind), (page.rows, known));
    super::show::echoed(state, call, (&place.path, kind), Answer::ok(body), &own)
}

fn wrapped(
    state: &mut State,
    call: &Call<'_>,
    (place, kind): (&Place, &Kind),
    (rows, known): (Vec<Value>, Document),
) -> Value {
    let is_array = call.operation.answers.iter().any(|answer| answer.array);
    let stated = match call.operation.paging {
        Paging::BodyLinks { list } => list,
        _ => None,
    };
    let named = kind.wrap.as_deref().or(stated).or_else(|| {
        let schema = Schema::of_answer(call.operation)?;
        (!is_array).then(|| schema.list_member()).flatten()
    });
    let Some(name) = named else {
        return Value::Array(rows);
    };
    let mut around = Map::new();
    around.insert(name.to_owned(), Value::Array(rows));
    around.extend(known);
    super::show::seen(
        state,
        call,
        (&place.path, View::Row),
        &kind.around,
        &mut around,
    );
    if let Some(schema) = Schema::of_answer(call.operation) {
        schema.complete(&mut around);
    }
    Value::Object(around)
}

fn size(call: &Call<'_>, kind: &Kind) -> Size {
    let parameter = call.operation.query("limit");
    let stated = parameter
        .and_then(|parameter| parameter.default)
        .and_then(|text| text.parse().ok())
        .filter(|limit| *limit > 0);
    let most = parameter
        .and_then(|parameter| parameter.maximum)
        .and_then(|most| usize::try_from(most).ok())
        .unwrap_or(200);
    let default = kind.limit.or(stated).unwrap_or(20);
    Size {
        default,
        most: most.max(default),
    }
}

fn chosen(
    state: &State,
    call: &Call<'_>,
    place: &Place,
    kind: &Kind,
) -> Result<Vec<(String, Document)>, Refusal> {
    let query = &call.query;
    let filter = ["filter", "search"]
        .into_iter()
        .find_map(|name| query.get(name));
    let filter = filter.map(|text| grammar::parse(text, DIALECT));
    let filter = filter.transpose().map_err(refuse)?;
    let start = query.get("q").unwrap_or_default().to_lowercase();
    let mut rows: Vec<(String, Document)> = state
        .tree
        .children(&place.path)
        .into_iter()
        .filter(|(_, document)| is_called(document, &start) && is_asked(call, document))
        .filter(|(_, document)| {
            let thing = || Value::Object((*document).clone());
            filter
                .as_ref()
                .is_none_or(|filter| grammar::matches(filter, &thing(), Case::Matters))
        })
        .map(|(path, document)| (path.to_owned(), document.clone()))
        .collect();
    match kind.order {
        Order::Created => {}
        Order::Priority => rows.sort_by_key(|(_, document)| {
            document
                .get("priority")
                .and_then(Value::as_i64)
                .unwrap_or(i64::MAX)
        }),
        Order::Name => rows.sort_by_key(|(_, document)| {
            document
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_lowercase()
        }),
    }
    Ok(rows)
}

fn is_called(document: &Document, start: &str) -> bool {
    start.is_empty()
        || ["name", "label", "displayName", "id", "profile.name"]
            .into_iter()
            .filter_map(|name| member(document, name)?.as_str())
            .any(|text| text.to_lowercase().starts_with(start))
}

/// Whether a row has what the query's own parameters ask: one that is named as a member chooses by it.
fn is_asked(call: &Call<'_>, document: &Document) -> bool {
    let parameters = call
        .operation
        .parameters
        .iter()
        .filter(|parameter| parameter.place == In::Query && !OTHERS.contains(&parameter.name));
    parameters
        .filter_map(|parameter| {
            Some((
                call.query.get(parameter.name)?,
                document.get(parameter.name)?,
            ))
        })
        .all(|(asked, held)| match held {
            Value::String(held) => asked.split(',').any(|asked| asked == held),
            Value::Bool(held) => asked == held.to_string(),
            _ => true,
        })
}
