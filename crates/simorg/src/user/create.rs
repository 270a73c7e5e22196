//! New people.

use serde_json::{Map, Value};

use super::credential::Secrets;
use super::{Source, Status, User, profile};
use crate::answer::Answer;
use crate::call::Call;
use crate::family;
use crate::id;
use crate::look::Look;
use crate::refusal::Refusal;
use crate::schema;
use crate::state::State;

/// How many groups a new person may be put into at once.
const MOST_GROUPS: usize = 20;

/// What the query and the body ask for beyond the profile.
struct Wish {
    activate: bool,
    expire: bool,
    secrets: Secrets,
    groups: Vec<String>,
    source: Source,
    kind: String,
    realm: Option<String>,
}

/// `POST /api/v1/users`
pub fn create_user(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.object()?;
    let wish = wish(state, call, &body)?;
    let schema = schema::of_people(&state.tree, &wish.kind);
    let profile = profile::merge(schema, Map::new(), profile::of(&body)?)?;
    profile::check(schema, &state.directory, &profile, "")?;
    let login = profile
        .get("login")
        .and_then(Value::as_str)
        .unwrap_or_default();
    wish.secrets.check(login)?;
    let user = person(state, call, profile, &wish);
    let id = user.id.clone();
    let target = user.target();
    let active = user.status != Status::Staged;
    let shown = user.whole(&Look::of(state, call));
    state.directory.users.insert(id.clone(), user);
    let groups = state.directory.everyone().into_iter().chain(wish.groups);
    for group in groups.collect::<Vec<_>>() {
        state.directory.join(&group, &id, call.now);
    }
    state.note(call, "user.lifecycle.create", std::slice::from_ref(&target));
    if active {
        state.note(
            call,
            "user.lifecycle.activate",
            std::slice::from_ref(&target),
        );
    }
    family::follow_rules(state, call, Some(&id));
    Ok(Answer::ok(shown))
}

fn wish(state: &State, call: &Call<'_>, body: &Map<String, Value>) -> Result<Wish, Refusal> {
    let activate = call.query.flag("activate")?.unwrap_or(true);
    let secrets = Secrets::of(body)?;
    let expire = match call.query.get("nextLogin") {
        None => false,
        Some("changePassword") if !activate => {
            return Err(Refusal::new(
                400,
                "E0000125",
                "Could not create user. To create a user and expire their password immediately, \"activate\" must be true",
            ));
        }
        Some("changePassword") if secrets.password.is_none() => {
            return Err(Refusal::new(
                400,
                "E0000124",
                "Could not create user. To create a user and expire their password immediately, a password must be specified",
            ));
        }
        Some("changePassword") => true,
        Some(_) => return Err(Refusal::invalid("nextLogin", "nextLogin: invalid value")),
    };
    Ok(Wish {
        activate,
        expire,
        secrets,
        groups: groups(state, body)?,
        source: source(call, body)?,
        kind: kind(state, body)?.unwrap_or_else(|| schema::USER_TYPE.to_owned()),
        realm: realm(body),
    })
}

/// Who says who the person is: with `provider=true`, whoever the credentials name.
fn source(call: &Call<'_>, body: &Map<String, Value>) -> Result<Source, Refusal> {
    let named = body
        .get("credentials")
        .and_then(|credentials| credentials.get("provider"))
        .and_then(|provider| provider.get("type"))
        .and_then(Value::as_str);
    let password = body
        .get("credentials")
        .and_then(|credentials| credentials.get("password"));
    let brought = |name| password.is_some_and(|password| password.get(name).is_some());
    if brought("hash") || brought("hook") {
        return Ok(Source::Import);
    }
    match (call.query.flag("provider")? == Some(true), named) {
        (false, _) | (true, None | Some("OKTA")) => Ok(Source::Okta),
        (true, Some("ACTIVE_DIRECTORY")) => Ok(Source::ActiveDirectory),
        (true, Some("LDAP")) => Ok(Source::Ldap),
        (true, Some("IMPORT")) => Ok(Source::Import),
        (true, Some("FEDERATION")) => Ok(Source::Federation),
        (true, Some("SOCIAL")) => Ok(Source::Social),
        (true, Some(_)) => {
            let cause = "provider: must be OKTA, FEDERATION, SOCIAL, IMPORT or a directory";
            Err(Refusal::invalid("provider", cause))
        }
    }
}

/// The type that a body names, by its id or its name. What Okta says of one that is not there is a
/// guess.
pub fn kind(state: &State, body: &Map<String, Value>) -> Result<Option<String>, Refusal> {
    let Some(named) = body
        .get("type")
        .and_then(|kind| kind.get("id")?.as_str())
        .filter(|named| !named.is_empty())
    else {
        return Ok(None);
    };
    let id = if named == "default" {
        schema::USER_TYPE
    } else {
        named
    };
    if state.tree.has(&format!("{}/{id}", schema::TYPES)) {
        return Ok(Some(id.to_owned()));
    }
    Err(Refusal::not_found(named, "CVDType"))
}

/// The realm that a body names.
pub fn realm(body: &Map<String, Value>) -> Option<String> {
    body.get("realmId")?.as_str().map(str::to_owned)
}

fn groups(state: &State, body: &Map<String, Value>) -> Result<Vec<String>, Refusal> {
    let ids: Vec<String> = match body.get("groupIds") {
        None | Some(Value::Null) => Vec::new(),
        Some(list) => serde_json::from_value(list.clone()).map_err(|_| Refusal::malformed())?,
    };
    if ids.len() > MOST_GROUPS {
        let cause = format!("groupIds: at most {MOST_GROUPS} groups");
        return Err(Refusal::invalid("groupIds", cause));
    }
    for id in &ids {
        crate::group::open_to_change(&state.directory, id)?;
    }
    Ok(ids)
}

fn person(state: &mut State, call: &Call<'_>, profile: Map<String, Value>, wish: &Wish) -> User {
    let now = call.now;
    let has_password = wish.secrets.password.is_some();
    let elsewhere = wish.source != Source::Okta;
    let status = match (wish.activate, has_password || elsewhere, wish.expire) {
        (false, _, _) => Status::Staged,
        (true, false, _) => Status::Provisioned,
        (true, true, false) => Status::Active,
        (true, true, true) => Status::PasswordExpired,
    };
    let active = (status != Status::Staged).then_some(now);
    User {
        id: id::random("00u", &mut state.dice),
        status,
        created: now,
        activated: active,
        status_changed: active,
        last_login: None,
        last_updated: now,
        password_changed: has_password.then_some(now),
        profile,
        password: wish.secrets.password.clone(),
        question: wish.secrets.question.clone(),
        source: wish.source,
        kind: wish.kind.clone(),
        realm: wish.realm.clone(),
    }
}
