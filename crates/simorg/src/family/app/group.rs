//! The groups of an application: each gives it to its members.

use serde_json::{Value, json};

use super::{APPS, named, path, text};
use crate::answer::Answer;
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::look::Look;
use crate::page::{Page, Size, behind};
use crate::refusal::Refusal;
use crate::state::State;
use crate::tree::rule::View;
use crate::tree::{Document, check, show};

const SIZE: Size = Size {
    default: 20,
    most: 200,
};

fn place(app: &str, group: &str) -> String {
    format!("{APPS}/{app}/groups/{group}")
}

/// The ids of an application's groups, by priority.
pub fn assigned(state: &State, app: &str) -> Vec<String> {
    let mut groups = state.tree.children(&format!("{}/groups", path(app)));
    groups.sort_by_key(|(_, group)| priority(group));
    let ids = groups.into_iter().filter_map(|(at, _)| at.rsplit_once('/'));
    ids.map(|(_, id)| id.to_owned()).collect()
}

fn priority(group: &Document) -> i64 {
    group.get("priority").and_then(Value::as_i64).unwrap_or(0)
}

/// The applications of a group.
pub fn apps_of_group(state: &State, group: &str) -> Vec<Document> {
    let apps = state.tree.children(APPS);
    apps.into_iter()
        .filter(|(at, _)| state.tree.has(&format!("{at}/groups/{group}")))
        .map(|(_, app)| app.clone())
        .collect()
}

/// Takes all applications from a group that goes.
pub fn forget_group(state: &mut State, group: &str) {
    let apps = state.tree.children(APPS);
    let held: Vec<String> = apps
        .into_iter()
        .map(|(at, _)| format!("{at}/groups/{group}"))
        .collect();
    for at in held {
        state.tree.uproot(&at);
    }
}

fn shown(state: &mut State, call: &Call<'_>, at: &str, held: &Document) -> Value {
    let base = call.base();
    let (app, id) = at.split_once("/groups/").unwrap_or((at, ""));
    let mut held = held.clone();
    let links = json!({
        "app": { "href": format!("{base}{app}") },
        "self": { "href": format!("{base}{at}") },
        "group": { "href": format!("{base}/api/v1/groups/{id}") },
    });
    held.insert("_links".to_owned(), links);
    if call.query.get("expand") == Some("group")
        && let Some(group) = state.directory.groups.get(id)
    {
        let group = group.whole(&Look::of(state, call));
        held.insert("_embedded".to_owned(), json!({ "group": group }));
    }
    show::shown(state, call, (at, View::Whole), held)
}

/// `GET /api/v1/apps/{appId}/groups`
pub fn list(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = text(&named(state, call)?, "id").to_owned();
    let start = call.query.get("q").unwrap_or_default().to_lowercase();
    let ids: Vec<String> = assigned(state, &app)
        .into_iter()
        .filter(|id| {
            let group = state.directory.groups.get(id);
            start.is_empty()
                || group.is_some_and(|group| group.name().to_lowercase().starts_with(&start))
        })
        .collect();
    let from = behind(
        &ids,
        call.query.get("after"),
        String::clone,
        Refusal::paging,
    )?;
    let limit = SIZE.of(call)?;
    let parts = (String::clone, |id: &String| Value::from(id.as_str()));
    let mut page = Page::cut(&ids, from, limit, parts);
    let mut rows = Vec::new();
    for id in ids.get(from..).unwrap_or_default().iter().take(limit) {
        let at = place(&app, id);
        let held = state.tree.get(&at).cloned().unwrap_or_default();
        rows.push(shown(state, call, &at, &held));
    }
    page.rows = rows;
    Ok(page.defaulting(SIZE.default).answer(call))
}

fn held(state: &State, call: &Call<'_>) -> Result<(String, Document), Refusal> {
    let app = text(&named(state, call)?, "id").to_owned();
    let at = place(&app, call.value(1));
    let missing = || Refusal::not_found(&format!("{}{app}", call.value(1)), "GroupAppAssignment");
    let held = state.tree.get(&at).cloned().ok_or_else(missing)?;
    Ok((at, held))
}

/// `GET /api/v1/apps/{appId}/groups/{groupId}`
pub fn get(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (at, held) = held(state, call)?;
    Ok(Answer::ok(shown(state, call, &at, &held)))
}

/// `PUT /api/v1/apps/{appId}/groups/{groupId}`
pub fn put(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let id = text(&app, "id").to_owned();
    let asked = call.value(1);
    if !state.directory.groups.contains_key(asked) {
        return Err(Refusal::not_found(asked, "UserGroup"));
    }
    let body = check::body(call)?;
    let at = place(&id, asked);
    let before = state.tree.get(&at).cloned();
    let profile = body.get("profile").filter(|profile| profile.is_object());
    let rank = body.get("priority").and_then(Value::as_i64);
    let rank = rank.or(before.as_ref().map(priority));
    let rank = rank.unwrap_or_else(|| next_priority(state, &id));
    make_room(state, &id, (asked, rank));
    let made = json!({
        "id": asked,
        "lastUpdated": whole_seconds(call.now),
        "priority": rank,
        "profile": profile.cloned().unwrap_or_else(|| json!({})),
    });
    let made = made.as_object().cloned().unwrap_or_default();
    state.tree.put(&at, made.clone());
    Ok(Answer::ok(shown(state, call, &at, &made)))
}

fn next_priority(state: &State, app: &str) -> i64 {
    let groups = state.tree.children(&format!("{}/groups", path(app)));
    let last = groups.iter().map(|(_, group)| priority(group)).max();
    last.map_or(0, |last| last.saturating_add(1))
}

/// Where another group has the priority, it and those behind it move back by one.
fn make_room(state: &mut State, app: &str, (group, rank): (&str, i64)) {
    let groups = state.tree.children(&format!("{}/groups", path(app)));
    let own = format!("/{group}");
    let others = groups.into_iter().filter(|(at, _)| !at.ends_with(&own));
    let mut others: Vec<(i64, String)> = others
        .map(|(at, held)| (priority(held), at.to_owned()))
        .filter(|(theirs, _)| *theirs >= rank)
        .collect();
    others.sort();
    let mut wanted = rank;
    for (theirs, at) in others {
        if theirs > wanted {
            break;
        }
        wanted = theirs.saturating_add(1);
        if let Some(held) = state.tree.get_mut(&at) {
            held.insert("priority".to_owned(), Value::from(wanted));
        }
    }
}

/// `PATCH /api/v1/apps/{appId}/groups/{groupId}`: a list of changes (RFC 6902) to priority and profile.
pub fn patch(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (at, mut held) = held(state, call)?;
    let bytes = call.arrival.body.as_deref().unwrap_or_default();
    let changes: Vec<Document> = serde_json::from_slice(bytes).map_err(|_| Refusal::malformed())?;
    for change in &changes {
        let value = change.get("value").cloned().unwrap_or(Value::Null);
        match (text(change, "op"), text(change, "path")) {
            ("replace" | "add", "/priority") if value.is_i64() => {
                let app = text(&named(state, call)?, "id").to_owned();
                make_room(state, &app, (call.value(1), value.as_i64().unwrap_or(0)));
                held.insert("priority".to_owned(), value);
            }
            ("replace" | "add", "/profile") if value.is_object() => {
                held.insert("profile".to_owned(), value);
            }
            (op @ ("replace" | "add" | "remove"), pointer) => {
                let name = pointer.strip_prefix("/profile/");
                let (Some(name), Some(Value::Object(profile))) = (name, held.get_mut("profile"))
                else {
                    return Err(Refusal::malformed());
                };
                match op {
                    "remove" => profile.shift_remove(name),
                    _ => profile.insert(name.to_owned(), value),
                };
            }
            _ => return Err(Refusal::malformed()),
        }
    }
    held.insert(
        "lastUpdated".to_owned(),
        Value::from(whole_seconds(call.now)),
    );
    state.tree.put(&at, held.clone());
    Ok(Answer::ok(shown(state, call, &at, &held)))
}

/// `DELETE /api/v1/apps/{appId}/groups/{groupId}`: what its members have through it goes too.
pub fn delete(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (at, _) = held(state, call)?;
    state.tree.uproot(&at);
    Ok(Answer::empty(204))
}
