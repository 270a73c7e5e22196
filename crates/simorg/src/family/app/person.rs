//! The people of an application: by themselves, or as members of its groups.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{APPS, named, path, schema, text};
use crate::answer::Answer;
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::look::Look;
use crate::page::{Page, Size, behind};
use crate::refusal::Refusal;
use crate::state::State;
use crate::tree::edit::{Clash, merge};
use crate::tree::rule::View;
use crate::tree::{Document, check, member, show};
use crate::user::{Status, User};

const SIZE: Size = Size {
    default: 50,
    most: 500,
};

fn place(app: &str, user: &str) -> String {
    format!("{APPS}/{app}/users/{user}")
}

/// What an application holds of a person: what is kept, as long as the person has it by themselves or
/// through a group; else what a group gives.
pub fn of(state: &State, app: &str, user: &str) -> Option<Document> {
    let user = state.directory.find_user(user)?;
    let kept = state.tree.get(&place(app, &user.id));
    if let Some(kept) = kept.filter(|kept| text(kept, "scope") == "USER") {
        return Some(kept.clone());
    }
    let since = through(state, app, user)?;
    Some(
        kept.cloned()
            .unwrap_or_else(|| made(state, app, user, ("GROUP", since))),
    )
}

/// Whether a person has an application.
pub fn has(state: &State, app: &str, user: &str) -> bool {
    let kept = state.tree.get(&place(app, user));
    let by_themselves = kept.is_some_and(|kept| text(kept, "scope") == "USER");
    let member = state.directory.users.get(user);
    by_themselves || member.is_some_and(|user| through(state, app, user).is_some())
}

/// Since when a person has an application through a group, where they do.
fn through(state: &State, app: &str, user: &User) -> Option<Timestamp> {
    if user.status == Status::Deprovisioned {
        return None;
    }
    let groups = state.tree.children(&format!("{}/groups", path(app)));
    let since = groups.into_iter().filter_map(|(at, group)| {
        let (_, id) = at.rsplit_once('/')?;
        state.directory.is_member(id, &user.id).then_some(())?;
        crate::clock::parse(text(group, "lastUpdated"))
    });
    since.min().map(|since| since.max(user.created))
}

/// A new record of a person in an application.
fn made(
    state: &State,
    app: &str,
    user: &User,
    (scope, since): (&'static str, Timestamp),
) -> Document {
    let now = whole_seconds(since);
    let made = json!({
        "id": user.id,
        "externalId": null,
        "created": now,
        "lastUpdated": now,
        "scope": scope,
        "status": "ACTIVE",
        "statusChanged": now,
        "passwordChanged": null,
        "syncState": "DISABLED",
        "credentials": { "userName": user.login() },
        "profile": schema::profile(state, app, user),
    });
    made.as_object().cloned().unwrap_or_default()
}

/// A person of an application as it is shown.
pub fn shown(state: &mut State, call: &Call<'_>, app: &str, held: &Document) -> Value {
    let base = call.base();
    let user = text(held, "id").to_owned();
    let mut held = held.clone();
    let mut links = json!({
        "app": { "href": format!("{base}{}", path(app)) },
        "user": { "href": format!("{base}/api/v1/users/{user}") },
    });
    if text(&held, "scope") == "GROUP"
        && let Some(group) = group_of(state, app, &user)
        && let Some(links) = links.as_object_mut()
    {
        let href = format!("{base}/api/v1/groups/{group}");
        let name = state
            .directory
            .groups
            .get(&group)
            .map(crate::group::Group::name);
        links.insert("group".to_owned(), json!({ "href": href, "name": name }));
    }
    held.insert("_links".to_owned(), links);
    if call.query.get("expand") == Some("user")
        && let Some(user) = state.directory.users.get(&user)
    {
        let user = user.whole(&Look::of(state, call));
        held.insert("_embedded".to_owned(), json!({ "user": user }));
    }
    show::shown(state, call, (&place(app, &user), View::Whole), held)
}

fn group_of(state: &State, app: &str, user: &str) -> Option<String> {
    let groups = super::group::assigned(state, app);
    groups
        .into_iter()
        .find(|group| state.directory.is_member(group, user))
}

/// `GET /api/v1/apps/{appId}/users`
pub fn list(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = text(&named(state, call)?, "id").to_owned();
    let asked = call.query.get("q").unwrap_or_default().to_lowercase();
    let ids: Vec<String> = people(state, &app)
        .into_iter()
        .filter(|id| is_called(state, id, &asked))
        .collect();
    let cursor = |id: &String| id.replacen("00u", "0ua", 1);
    let from = behind(&ids, call.query.get("after"), cursor, Refusal::paging)?;
    let limit = SIZE.of(call)?;
    let mut rows = Vec::new();
    for id in ids.get(from..).unwrap_or_default().iter().take(limit) {
        if let Some(held) = of(state, &app, id) {
            rows.push(shown(state, call, &app, &held));
        }
    }
    let more = ids.len() > from.saturating_add(limit);
    let last = ids.get(from.saturating_add(limit).saturating_sub(1));
    let next = last.filter(|_| more).map(cursor);
    let page = Page {
        rows,
        limit: SIZE.default,
        next,
        silent: &[],
    };
    Ok(page.answer(call))
}

/// The ids of all people of an application.
fn people(state: &State, app: &str) -> BTreeSet<String> {
    let kept = state.tree.children(&format!("{}/users", path(app)));
    let kept = kept
        .into_iter()
        .filter(|(_, kept)| text(kept, "scope") == "USER");
    let mut ids: BTreeSet<String> = kept.map(|(_, kept)| text(kept, "id").to_owned()).collect();
    let deprovisioned = |id: &String| {
        let user = state.directory.users.get(id);
        user.is_none_or(|user| user.status == Status::Deprovisioned)
    };
    for group in super::group::assigned(state, app) {
        let members = state.directory.members.get(&group);
        ids.extend(
            members
                .into_iter()
                .flatten()
                .filter(|id| !deprovisioned(id))
                .cloned(),
        );
    }
    ids
}

/// Whether a person's name, login or e-mail starts so.
fn is_called(state: &State, id: &str, start: &str) -> bool {
    start.is_empty()
        || state.directory.users.get(id).is_some_and(|user| {
            ["login", "firstName", "lastName", "email"]
                .iter()
                .any(|name| user.text(name).to_lowercase().starts_with(start))
        })
}

/// `POST /api/v1/apps/{appId}/users`: also makes a member of a group one who has it by themselves.
pub fn post(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let body = check::body(call)?;
    let asked = text(&body, "id");
    if asked.is_empty() {
        return Err(Refusal::invalid("id", "id: The field cannot be left blank"));
    }
    let Some(user) = state.directory.find_user(asked).cloned() else {
        return Err(Refusal::not_found(asked, "User"));
    };
    let id = text(&app, "id").to_owned();
    let scope = match text(&body, "scope") {
        "GROUP" => "GROUP",
        _ => "USER",
    };
    let kept = state.tree.get(&place(&id, &user.id)).cloned();
    let mut held = kept.unwrap_or_else(|| made(state, &id, &user, (scope, call.now)));
    held.insert("scope".to_owned(), Value::from(scope));
    write(&mut held, &body, call.now);
    state.tree.put(&place(&id, &user.id), held.clone());
    Ok(Answer::ok(shown(state, call, &id, &held)))
}

/// What a request may write: the name and the profile there; a password is taken and not shown.
fn write(held: &mut Document, body: &Document, now: Timestamp) {
    if let Some(name) = member(body, "credentials.userName").filter(|name| name.is_string()) {
        let credentials = json!({ "credentials": { "userName": name } });
        merge(
            held,
            credentials.as_object().cloned().unwrap_or_default(),
            Clash::TheNew,
        );
    }
    let password = member(body, "credentials.password.value");
    if password.is_some_and(Value::is_string) {
        held.insert(
            "passwordChanged".to_owned(),
            Value::from(whole_seconds(now)),
        );
    }
    if let Some(Value::Object(profile)) = body.get("profile") {
        let mut kept = Map::new();
        kept.insert("profile".to_owned(), Value::Object(profile.clone()));
        merge(held, kept, Clash::TheNew);
    }
    held.insert("lastUpdated".to_owned(), Value::from(whole_seconds(now)));
}

/// The application and the person that the path names, and what the one holds of the other.
fn held(state: &State, call: &Call<'_>) -> Result<(String, Document), Refusal> {
    let id = text(&named(state, call)?, "id").to_owned();
    let asked = call.value(1);
    let Some(user) = state.directory.find_user(asked) else {
        return Err(match call.operation.id {
            "getApplicationUser" => Refusal::not_found(asked, "User"),
            _ => Refusal::not_found(&format!("{asked}{id}"), "AppUser"),
        });
    };
    let held = of(state, &id, &user.id)
        .ok_or_else(|| Refusal::not_found(&format!("{}{id}", user.id), "AppUser"))?;
    Ok((id, held))
}

/// `GET /api/v1/apps/{appId}/users/{userId}`
pub fn get(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (app, held) = held(state, call)?;
    Ok(Answer::ok(shown(state, call, &app, &held)))
}

/// `POST /api/v1/apps/{appId}/users/{userId}`
pub fn update(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (app, mut held) = held(state, call)?;
    let body = check::body(call)?;
    write(&mut held, &body, call.now);
    let user = text(&held, "id").to_owned();
    state.tree.put(&place(&app, &user), held.clone());
    Ok(Answer::ok(shown(state, call, &app, &held)))
}

/// `DELETE /api/v1/apps/{appId}/users/{userId}`
pub fn delete(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (app, held) = held(state, call)?;
    let id = text(&held, "id");
    state.tree.uproot(&place(&app, id));
    Ok(Answer::empty(204))
}

/// Gives an application to a person by themselves, as the seed does.
pub fn assign(state: &mut State, app: &str, user: &str) {
    let Some(user) = state.directory.users.get(user).cloned() else {
        return;
    };
    let held = made(state, app, &user, ("USER", user.created));
    state.tree.put(&place(app, &user.id), held);
}

/// Takes from a person all that they have by themselves.
pub fn forget_user(state: &mut State, user: &str) {
    let apps = state.tree.children(APPS);
    let held: Vec<String> = apps
        .into_iter()
        .map(|(at, _)| format!("{at}/users/{user}"))
        .collect();
    for at in held {
        state.tree.uproot(&at);
    }
}
