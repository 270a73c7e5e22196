//! Lists of people: `search`, `filter`, `q`, or all of them.

use std::cmp::Ordering;

use serde_json::Value;

use super::read::asked_for;
use super::{Status, User};
use crate::answer::Answer;
use crate::call::Call;
use crate::grammar::{self, Case, Dialect, Operator, lookup};
use crate::look::Look;
use crate::page::{Page, Size, bad_search_cursor, behind};
use crate::refusal::Refusal;
use crate::schema;
use crate::state::State;

const SIZE: Size = Size {
    default: 200,
    most: 200,
};
/// Where `q` is given.
const FEW: Size = Size {
    default: 10,
    most: 200,
};

/// `search`: every attribute of the schema, and these.
const SEARCH: Dialect = Dialect {
    takes: search_takes,
    not: false,
};
/// `filter`: a few attributes, `eq` on all of them, order on one.
const FILTER: Dialect = Dialect {
    takes: filter_takes,
    not: false,
};

/// `GET /api/v1/users`
pub fn list_users(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let query = &call.query;
    let state = &*state;
    match (query.get("search"), query.get("filter"), query.get("q")) {
        (Some(_), Some(_), _) => Err(Refusal::new(
            400,
            "E0000033",
            "Bad request. Can't specify a search query and filter in the same request.",
        )),
        (Some(search), _, _) => searched(state, call, search),
        (None, Some(filter), _) => filtered(state, call, filter),
        (None, None, Some(q)) => started(state, call, q),
        (None, None, None) => all(state, call),
    }
}

/// Why a search or a filter is refused, in Okta's words.
pub fn refuse(flaw: grammar::Flaw) -> Refusal {
    match flaw {
        grammar::Flaw::Syntax => Refusal::search("Invalid search syntax."),
        grammar::Flaw::Attribute(name) => Refusal::search(format!("field is not valid: {name}")),
        grammar::Flaw::Operator(word, place) => Refusal::search(format!(
            "Unrecognized attribute operator '{word}' at position {place}."
        )),
    }
}

fn searched(state: &State, call: &Call<'_>, search: &str) -> Result<Answer, Refusal> {
    let expression = grammar::parse(search, SEARCH).map_err(refuse)?;
    for attribute in grammar::attributes(&expression) {
        known(state, attribute)?;
    }
    let look = Look::of(state, call);
    let mut found: Vec<(&User, Value)> = state
        .directory
        .users
        .values()
        .map(|user| (user, user.row(&look)))
        .filter(|(_, shown)| grammar::matches(&expression, shown, Case::Ignored))
        .collect();
    if let Some(by) = call.query.get("sortBy") {
        if search_takes(by, Operator::Eq) != Ok(true) {
            return Err(Refusal::search(format!("field is not valid: {by}")));
        }
        known(state, by)?;
        let direction = Direction::of(call)?;
        found.sort_by(|a, b| ordered(&a.1, &b.1, by, direction));
    }
    page(call, found)
}

/// Whether some schema has the attribute.
fn known(state: &State, attribute: &str) -> Result<(), Refusal> {
    match attribute.strip_prefix("profile.") {
        Some(name) if !schema::anybody_has(&state.tree, name) => {
            Err(Refusal::search(format!("field is not valid: {attribute}")))
        }
        _ => Ok(()),
    }
}

/// Which way a list runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the least on.
    Rising,
    /// From the most on.
    Falling,
}

impl Direction {
    /// What `sortOrder` says.
    ///
    /// # Errors
    /// A refusal of what is no order.
    pub fn of(call: &Call<'_>) -> Result<Self, Refusal> {
        match call
            .query
            .get("sortOrder")
            .map(str::to_ascii_lowercase)
            .as_deref()
        {
            None | Some("asc") => Ok(Self::Rising),
            Some("desc") => Ok(Self::Falling),
            Some(_) => Err(Refusal::search("sortOrder must be 'asc' or 'desc'")),
        }
    }
}

/// By one attribute, ties by id. What has none comes last where the list rises.
pub fn ordered(a: &Value, b: &Value, by: &str, direction: Direction) -> Ordering {
    let one = |thing| {
        let found = lookup(thing, by);
        found.first().copied().filter(|value| !value.is_null())
    };
    let order = match (one(a), one(b)) {
        (Some(a), Some(b)) => grammar::compare(a, b, Case::Ignored).unwrap_or(Ordering::Equal),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    let order = match direction {
        Direction::Rising => order,
        Direction::Falling => order.reverse(),
    };
    let id = |thing: &Value| thing.get("id").and_then(Value::as_str).map(str::to_owned);
    order.then_with(|| id(a).cmp(&id(b)))
}

fn filtered(state: &State, call: &Call<'_>, filter: &str) -> Result<Answer, Refusal> {
    let expression = grammar::parse(filter, FILTER).map_err(refuse)?;
    let look = Look::of(state, call);
    let found = state
        .directory
        .users
        .values()
        .map(|user| (user, user.row(&look)))
        .filter(|(_, shown)| grammar::matches(&expression, shown, Case::Matters))
        .collect();
    page(call, found)
}

fn page(call: &Call<'_>, found: Vec<(&User, Value)>) -> Result<Answer, Refusal> {
    let cursor = |row: &(&User, Value)| row.0.id.clone();
    let from = if call.query.get("sortBy").is_some() {
        behind(&found, call.query.get("after"), cursor, bad_search_cursor)?
    } else {
        // By id, so that a list can be walked while its rows go away.
        let after = after_id(call, "")?.unwrap_or_default();
        found.partition_point(|(user, _)| user.id <= after)
    };
    let parts = (cursor, |row: &(&User, Value)| {
        asked_for(call, row.1.clone())
    });
    Ok(Page::cut(&found, from, SIZE.of(call)?, parts)
        .defaulting(SIZE.default)
        .answer(call))
}

/// `q`: the start of a name or an address; the first ten, and no way on.
fn started(state: &State, call: &Call<'_>, q: &str) -> Result<Answer, Refusal> {
    let limit = FEW.of(call)?.min(FEW.default);
    let start = q.to_lowercase();
    let named = |user: &&User| {
        ["firstName", "lastName", "email"]
            .iter()
            .any(|name| user.text(name).to_lowercase().starts_with(&start))
    };
    let look = Look::of(state, call);
    let rows = state
        .directory
        .users
        .values()
        .filter(|user| user.status != Status::Deprovisioned)
        .filter(named)
        .take(limit)
        .map(|user| asked_for(call, user.row(&look)))
        .collect();
    Ok(Page {
        rows,
        limit: FEW.default,
        next: None,
        silent: &[],
    }
    .answer(call))
}

/// Everybody who is not gone, by status class and then by id.
fn all(state: &State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let place = |user: &User| format!("{}{}", user.status.class(), user.id);
    let look = Look::of(state, call);
    let mut users: Vec<&User> = state
        .directory
        .users
        .values()
        .filter(|user| user.status != Status::Deprovisioned)
        .collect();
    users.sort_by_key(|user| place(user));
    let from = match call.query.get("after") {
        // A digit alone begins a class.
        Some(class) if class.len() == 1 && class.starts_with(['0', '2', '3', '4']) => {
            users.partition_point(|user| place(user).as_str() < class)
        }
        Some(_) => {
            let after = after_id(call, "0234")?.unwrap_or_default();
            users.partition_point(|user| place(user) <= after)
        }
        None => 0,
    };
    let limit = SIZE.of(call)?;
    let parts = (|user: &&User| place(user), |user: &&User| user.row(&look));
    let mut page = Page::cut(&users, from, limit, parts).defaulting(SIZE.default);
    let following = users
        .get(from + page.rows.len())
        .map(|user| user.status.class());
    if let (Some(next), Some(class)) = (&mut page.next, following)
        && !next.starts_with(class)
    {
        // A class has ended: the next page begins with the next one.
        *next = class.to_string();
    }
    Ok(page.answer(call))
}

/// The cursor, where it has the shape of one: a digit of a class, where there are classes, and an id.
fn after_id(call: &Call<'_>, classes: &str) -> Result<Option<String>, Refusal> {
    let Some(after) = call.query.get("after") else {
        return Ok(None);
    };
    let id = if classes.is_empty() {
        Some(after)
    } else {
        after.strip_prefix(|digit| classes.contains(digit))
    };
    match id {
        Some(id) if operations::id::looks_like(id, "00u") => Ok(Some(after.to_owned())),
        _ => Err(bad_search_cursor()),
    }
}

fn search_takes(attribute: &str, operator: Operator) -> Result<bool, ()> {
    let times = ["created", "activated", "statusChanged", "lastUpdated"];
    let plain = ["id", "status", "type.id", "realmId"];
    let known = match attribute.strip_prefix("profile.") {
        // Which there are, the schemas say.
        Some(_) => true,
        None => times.contains(&attribute) || plain.contains(&attribute),
    };
    if !known {
        return Err(());
    }
    let spoken = [
        "profile.firstName",
        "profile.lastName",
        "profile.email",
        "profile.login",
    ];
    Ok(match operator {
        Operator::Ne | Operator::Ew => false,
        Operator::Co => spoken.contains(&attribute),
        _ => true,
    })
}

fn filter_takes(attribute: &str, operator: Operator) -> Result<bool, ()> {
    let known = [
        "status",
        "id",
        "lastUpdated",
        "profile.login",
        "profile.email",
        "profile.firstName",
        "profile.lastName",
    ];
    if !known.contains(&attribute) {
        return Err(());
    }
    Ok(match operator {
        Operator::Eq => true,
        Operator::Gt | Operator::Ge | Operator::Lt | Operator::Le => attribute == "lastUpdated",
        _ => false,
    })
}
