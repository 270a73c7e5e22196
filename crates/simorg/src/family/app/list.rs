//! Lists of applications: all of them, and those of a group.

use serde_json::{Value, json};

use super::{APPS, group, path, person, show, text};
use crate::answer::Answer;
use crate::call::Call;
use crate::grammar::{self, Case, Dialect, Expression, Operator};
use crate::page::{Page, Size, behind};
use crate::refusal::Refusal;
use crate::state::State;
use crate::tree::rule::View;
use crate::tree::{Document, member};
use crate::user::refuse;

const SIZE: Size = Size {
    default: 20,
    most: 200,
};
const FILTER: Dialect = Dialect {
    takes: filter_takes,
    not: false,
};

/// `GET /api/v1/apps`
pub fn list_apps(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let filter = call.query.get("filter");
    let filter = filter.map(|text| grammar::parse(text, FILTER));
    let filter = filter.transpose().map_err(refuse)?;
    let start = call.query.get("q").unwrap_or_default().to_lowercase();
    let apps = state.tree.children(APPS);
    let apps: Vec<Document> = apps.into_iter().map(|(_, app)| app.clone()).collect();
    let mut chosen = Vec::new();
    for app in apps {
        let called = ["name", "label"]
            .iter()
            .any(|name| text(&app, name).to_lowercase().starts_with(&start));
        if called
            && filter
                .as_ref()
                .is_none_or(|filter| wants(state, filter, &app))
        {
            chosen.push(app);
        }
    }
    page(state, call, &chosen)
}

/// `GET /api/v1/groups/{groupId}/apps`
pub fn list_group_apps(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = call.value(0);
    if !state.directory.groups.contains_key(id) {
        return Err(Refusal::not_found(id, "UserGroup"));
    }
    let apps = group::apps_of_group(state, id);
    page(state, call, &apps)
}

fn page(state: &mut State, call: &Call<'_>, apps: &[Document]) -> Result<Answer, Refusal> {
    let cursor = |app: &Document| text(app, "id").to_owned();
    let from = behind(apps, call.query.get("after"), cursor, Refusal::paging)?;
    let limit = SIZE.of(call)?;
    let mut shown = Vec::new();
    let end = limit.saturating_add(1);
    for app in apps.get(from..).unwrap_or_default().iter().take(end) {
        shown.push(expanded(state, call, app, View::Row)?);
    }
    let id = |app: &Value| app.get("id").and_then(Value::as_str).map(str::to_owned);
    let parts = (
        |app: &Value| id(app).unwrap_or_default(),
        |app: &Value| app.clone(),
    );
    let page = Page::cut(&shown, 0, limit, parts);
    // Okta's links leave out what chooses no rows.
    let bare = call.without(&[
        "useOptimization",
        "alwaysIncludeVpnSettings",
        "includeNonDeleted",
    ]);
    Ok(page.defaulting(SIZE.default).answer(&bare))
}

/// An application as it is shown, with its person where `expand=user/{id}` asks for one.
///
/// # Errors
/// A refusal of an `expand` that asks for something else.
pub fn expanded(
    state: &mut State,
    call: &Call<'_>,
    app: &Document,
    view: View,
) -> Result<Value, Refusal> {
    let mut shown = show::shown(state, call, app, view);
    let Some(expand) = call.query.get("expand") else {
        return Ok(shown);
    };
    let user = match expand.split_once('/') {
        Some(("user", user)) if !user.contains([',', '/']) => user,
        _ => {
            let cause = "Expand query is malformed.";
            return Err(Refusal::invalid("RequestParams", cause));
        }
    };
    let held = person::of(state, text(app, "id"), user);
    if let (Some(held), Value::Object(shown)) = (held, &mut shown) {
        let user = person::shown(state, call, text(app, "id"), &held);
        shown.insert("_embedded".to_owned(), json!({ "user": user }));
    }
    Ok(shown)
}

/// Whether a filter wants an application: by itself, or by who has it.
fn wants(state: &State, filter: &Expression, app: &Document) -> bool {
    let own = path(text(app, "id"));
    let ids = |below: &str| -> Vec<Value> {
        let held = state.tree.children(&format!("{own}/{below}"));
        held.iter()
            .filter_map(|(at, _)| at.rsplit_once('/'))
            .map(|(_, id)| json!({ "id": id }))
            .collect()
    };
    let seen = json!({
        "id": text(app, "id"),
        "status": text(app, "status"),
        "name": text(app, "name"),
        "credentials": { "signing": { "kid": member(app, "credentials.signing.kid") } },
        "user": ids("users"),
        "group": ids("groups"),
    });
    grammar::matches(filter, &seen, Case::Matters)
}

fn filter_takes(attribute: &str, operator: Operator) -> Result<bool, ()> {
    let known = [
        "id",
        "status",
        "name",
        "user.id",
        "group.id",
        "credentials.signing.kid",
    ];
    if known.contains(&attribute) {
        Ok(operator == Operator::Eq)
    } else {
        Err(())
    }
}
