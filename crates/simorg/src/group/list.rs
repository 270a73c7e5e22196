//! Lists of groups, and one group.

use serde_json::{Value, json};

use super::{Group, named};
use crate::answer::Answer;
use crate::call::Call;
use crate::family::app;
use crate::grammar::{self, Case, Dialect, Operator};
use crate::look::Look;
use crate::page::{Page, Size, bad_search_cursor, behind};
use crate::refusal::Refusal;
use crate::schema;
use crate::state::State;
use crate::user::{Direction, ordered, refuse};

const SIZE: Size = Size {
    default: 10_000,
    most: 10_000,
};
/// Where `q` is given: no more than these, and no link at all.
const NAMED: Size = Size {
    default: 300,
    most: 300,
};

/// What the profile of a directory's group holds beside what the schema says.
const FOREIGN: [&str; 5] = [
    "groupType",
    "groupScope",
    "samAccountName",
    "windowsDomainQualifiedName",
    "dn",
];

const SEARCH: Dialect = Dialect {
    takes: search_takes,
    not: false,
};
const FILTER: Dialect = Dialect {
    takes: filter_takes,
    not: false,
};

/// `GET /api/v1/groups`
pub fn list_groups(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let query = &call.query;
    let state = &*state;
    match (query.get("search"), query.get("filter"), query.get("q")) {
        (Some(_), Some(_), _) => Err(Refusal::new(
            400,
            "E0000033",
            "Bad request. Can't specify a search query and filter in the same request.",
        )),
        (Some(search), _, _) => {
            let expression = grammar::parse(search, SEARCH).map_err(refuse)?;
            for attribute in grammar::attributes(&expression) {
                known(state, attribute)?;
            }
            page(state, call, |shown| {
                grammar::matches(&expression, shown, Case::Ignored)
            })
        }
        (None, Some(filter), _) => {
            let expression = grammar::parse(filter, FILTER).map_err(refuse)?;
            page(state, call, |shown| {
                grammar::matches(&expression, shown, Case::Matters)
            })
        }
        (None, None, Some(q)) => started(state, call, q),
        (None, None, None) => page(state, call, |_| true),
    }
}

/// `GET /api/v1/groups/{groupId}`
pub fn get_group(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let group = named(&state.directory, call)?;
    Ok(Answer::ok(group.whole(&Look::of(state, call))))
}

/// Whether the attribute is one of all groups, of the schema, or of what a directory brings.
fn known(state: &State, attribute: &str) -> Result<(), Refusal> {
    match attribute.strip_prefix("profile.") {
        Some(name)
            if !FOREIGN.contains(&name)
                && schema::of_groups(&state.tree).attribute(name).is_none() =>
        {
            Err(Refusal::search(format!("field is not valid: {attribute}")))
        }
        _ => Ok(()),
    }
}

fn page(
    state: &State,
    call: &Call<'_>,
    wanted: impl Fn(&Value) -> bool,
) -> Result<Answer, Refusal> {
    let look = Look::of(state, call);
    let mut found: Vec<(&Group, Value)> = state
        .directory
        .groups
        .values()
        .map(|group| (group, group.whole(&look)))
        .filter(|(_, shown)| wanted(shown))
        .collect();
    let cursor = |row: &(&Group, Value)| row.0.id.clone();
    let after = call.query.get("after");
    let from = match (call.query.get("sortBy"), after) {
        (Some(by), after) => {
            if search_takes(by, Operator::Eq) != Ok(true) {
                return Err(Refusal::search(format!("field is not valid: {by}")));
            }
            known(state, by)?;
            let direction = Direction::of(call)?;
            found.sort_by(|a, b| ordered(&a.1, &b.1, by, direction));
            behind(&found, after, cursor, bad_search_cursor)?
        }
        (None, Some(after)) if !operations::id::looks_like(after, "00g") => {
            return Err(bad_search_cursor());
        }
        (None, after) => {
            let after = after.unwrap_or_default();
            found.partition_point(|(group, _)| group.id.as_str() <= after)
        }
    };
    let expand = Expansion::of(call)?;
    let parts = (cursor, |row: &(&Group, Value)| expand.on(state, call, row));
    let page = Page::cut(&found, from, SIZE.of(call)?, parts);
    Ok(page.defaulting(SIZE.default).answer(call))
}

fn started(state: &State, call: &Call<'_>, q: &str) -> Result<Answer, Refusal> {
    let look = Look::of(state, call);
    let limit = NAMED.of(call)?;
    let expand = Expansion::of(call)?;
    let start = q.to_lowercase();
    let rows = state
        .directory
        .groups
        .values()
        .filter(|group| group.name().to_lowercase().starts_with(&start))
        .take(limit)
        .map(|group| expand.on(state, call, &(group, group.whole(&look))))
        .collect();
    Ok(Answer::ok(Value::Array(rows)))
}

/// What `expand` puts into each row.
#[derive(Clone, Copy)]
struct Expansion {
    stats: bool,
    app: bool,
}

impl Expansion {
    fn of(call: &Call<'_>) -> Result<Self, Refusal> {
        let mut expansion = Self {
            stats: false,
            app: false,
        };
        for word in call.query.get("expand").unwrap_or_default().split(',') {
            match word.trim() {
                "" => {}
                "stats" => expansion.stats = true,
                "app" => expansion.app = true,
                _ => {
                    let cause = "Expand query is malformed.";
                    return Err(Refusal::invalid("RequestParams", cause));
                }
            }
        }
        Ok(expansion)
    }

    fn on(self, state: &State, call: &Call<'_>, (group, shown): &(&Group, Value)) -> Value {
        let mut embedded = serde_json::Map::new();
        if self.stats {
            embedded.insert("stats".to_owned(), stats(state, call, group));
        }
        if self.app
            && let Some(source) = &group.source
            && let Some(source) = state.tree.get(&app::path(source))
        {
            let seen = app::dressed(state, call.base(), source);
            embedded.insert("app".to_owned(), Value::Object(seen));
        }
        let mut shown = shown.clone();
        if let Some(shown) = shown.as_object_mut().filter(|_| !embedded.is_empty()) {
            shown.insert("_embedded".to_owned(), Value::Object(embedded));
        }
        shown
    }
}

fn stats(state: &State, call: &Call<'_>, group: &Group) -> Value {
    let directory = &state.directory;
    let apps = app::apps_of_group(state, &group.id);
    let admins = directory
        .roles
        .iter()
        .filter(|role| role.assignee == group.id);
    json!({
        "usersCount": directory.members.get(&group.id).map_or(0, std::collections::BTreeSet::len),
        "appsCount": apps.len(),
        "groupPushMappingsCount": 0,
        "hasAdminPrivilege": admins.count() > 0,
        "_links": { "self": { "href": format!("{}/api/v1/groups/{}", call.base(), group.id) } },
    })
}

fn search_takes(attribute: &str, operator: Operator) -> Result<bool, ()> {
    let plain = [
        "id",
        "created",
        "lastMembershipUpdated",
        "lastUpdated",
        "type",
        "source.id",
    ];
    let known = match attribute.strip_prefix("profile.") {
        // Which there are, the schema says.
        Some(_) => true,
        None => plain.contains(&attribute),
    };
    if !known {
        return Err(());
    }
    Ok(match operator {
        Operator::Ne | Operator::Ew => false,
        Operator::Co => ["profile.name", "profile.description"].contains(&attribute),
        _ => true,
    })
}

fn filter_takes(attribute: &str, operator: Operator) -> Result<bool, ()> {
    let times = ["lastUpdated", "lastMembershipUpdated"];
    if !["id", "type"].contains(&attribute) && !times.contains(&attribute) {
        return Err(());
    }
    Ok(match operator {
        Operator::Eq => true,
        Operator::Gt | Operator::Ge | Operator::Lt | Operator::Le => times.contains(&attribute),
        _ => false,
    })
}
