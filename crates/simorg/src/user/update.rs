//! Changes to a person: some attributes, or all of them.

use serde_json::{Map, Value};

use super::credential::{Secrets, kept_here};
use super::{Source, User, changing, create, named, profile};
use crate::answer::Answer;
use crate::call::Call;
use crate::family;
use crate::look::Look;
use crate::refusal::Refusal;
use crate::schema::{self, Live};
use crate::state::State;

/// `POST /api/v1/users/{id}`: what the body names is changed, the rest stays.
pub fn update_user(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = named(&state.directory, call)?;
    let body = call.object()?;
    unchanged(state, call, user)?;
    let changes = match body.get("profile") {
        None => Map::new(),
        Some(_) => profile::of(&body)?,
    };
    let schema = schema::of_people(&state.tree, &user.kind);
    let profile = profile::merge(schema, user.profile.clone(), changes)?;
    let kind = user.kind.clone();
    let id = user.id.clone();
    save(state, call, (id, kind, profile), &body)
}

/// `PUT /api/v1/users/{id}`: what the body does not name is taken away.
pub fn replace_user(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = named(&state.directory, call)?;
    let body = call.object()?;
    unchanged(state, call, user)?;
    // Only here can a person become one of another type.
    let kind = create::kind(state, &body)?.unwrap_or_else(|| user.kind.clone());
    let schema = schema::of_people(&state.tree, &kind);
    // Who names only credentials changes only them.
    let profile = if body.contains_key("profile") || !body.contains_key("credentials") {
        profile::merge(schema, Map::new(), profile::of(&body)?)?
    } else {
        user.profile.clone()
    };
    let id = user.id.clone();
    save(state, call, (id, kind, profile), &body)
}

/// Okta refuses a change that was meant for another version of the record.
fn unchanged(state: &State, call: &Call<'_>, user: &User) -> Result<(), Refusal> {
    match call.arrival.header("if-match") {
        Some(version) if version != "*" && version != user.version(&Look::of(state, call)) => {
            Err(Refusal::new(412, "E0000231", "ETag value doesn't match."))
        }
        _ => Ok(()),
    }
}

/// Whether a directory keeps the person, and one of the attributes that change with them. An attribute that
/// Okta masters is changed here (Okta, attribute-level sourcing).
fn has_mastered(schema: Live<'_>, user: &User, profile: &Map<String, Value>) -> bool {
    let from_directory = [Source::ActiveDirectory, Source::Ldap].contains(&user.source);
    let names = user.profile.keys().chain(profile.keys());
    let mut changed = names.filter(|name| user.profile.get(*name) != profile.get(*name));
    let is_ours = |name: &String| {
        let attribute = schema.attribute(name);
        attribute.is_some_and(|attribute| attribute.is_mastered_here())
    };
    from_directory && changed.any(|name| !is_ours(name))
}

fn save(
    state: &mut State,
    call: &Call<'_>,
    (id, kind, profile): (String, String, Map<String, Value>),
    body: &Map<String, Value>,
) -> Result<Answer, Refusal> {
    let secrets = Secrets::of(body)?;
    let schema = schema::of_people(&state.tree, &kind);
    profile::check(schema, &state.directory, &profile, &id)?;
    let user = changing(&mut state.directory, &id)?;
    let changed = user.profile != profile;
    if changed && has_mastered(schema, user, &profile) {
        return Err(Refusal::mastered());
    }
    if secrets.is_some() {
        kept_here(user)?;
    }
    secrets.check(
        profile
            .get("login")
            .and_then(Value::as_str)
            .unwrap_or_default(),
    )?;
    user.profile = profile;
    user.kind = kind;
    user.realm = create::realm(body).or_else(|| user.realm.take());
    user.last_updated = call.now;
    let new_password = secrets.password.is_some();
    secrets.store(user, call.now);
    let (user, target) = (user.clone(), user.target());
    if changed {
        state.note(
            call,
            "user.account.update_profile",
            std::slice::from_ref(&target),
        );
    }
    if new_password {
        state.note(
            call,
            "user.account.update_password",
            std::slice::from_ref(&target),
        );
    }
    if changed {
        family::follow_rules(state, call, Some(&id));
    }
    Ok(Answer::ok(user.whole(&Look::of(state, call))))
}
