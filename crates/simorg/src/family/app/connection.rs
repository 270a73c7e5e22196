//! The connection over which an application is provisioned.

use serde_json::{Value, json};

use super::{named, path, template, text};
use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::State;
use crate::tree::{Document, check, member};

fn place(app: &Document) -> String {
    format!("{}/connections/default", path(text(app, "id")))
}

fn kept(state: &State, app: &Document) -> Document {
    let made = if template::provisions(text(app, "name")) {
        json!({ "status": "DISABLED", "profile": { "authScheme": "TOKEN" } })
    } else {
        json!({ "status": "UNKNOWN", "profile": { "authScheme": "UNKNOWN" } })
    };
    let held = state.tree.get(&place(app)).cloned();
    held.unwrap_or_else(|| made.as_object().cloned().unwrap_or_default())
}

/// A connection without a scheme shows neither links nor address.
fn shown(call: &Call<'_>, app: &Document, connection: &Document) -> Value {
    let scheme = text(connection, "profile.authScheme");
    let mut seen = Document::new();
    if scheme != "UNKNOWN" {
        seen.insert("authScheme".to_owned(), Value::from(scheme));
    }
    // The profile came later than the rest: a recording of early 2022 has none.
    let has_profile = call.now.strftime("%Y").to_string().as_str() >= "2023";
    for name in ["status", "baseUrl", "profile"] {
        if let Some(value) = connection
            .get(name)
            .filter(|_| name != "profile" || has_profile)
        {
            seen.insert(name.to_owned(), value.clone());
        }
    }
    if scheme == "UNKNOWN" {
        return Value::Object(seen);
    }
    let own = format!("{}{}", call.base(), place(app));
    let turn = match text(connection, "status") {
        "ENABLED" => "deactivate",
        _ => "activate",
    };
    let turned = format!("{own}/lifecycle/{turn}");
    let links = json!({
        "self": { "href": own, "hints": { "allow": ["POST", "GET"] } },
        turn: { "href": turned, "hints": { "allow": ["POST"] } },
    });
    seen.insert("_links".to_owned(), links);
    Value::Object(seen)
}

/// `GET /api/v1/apps/{appId}/connections/default`
pub fn get(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let connection = kept(state, &app);
    Ok(Answer::ok(shown(call, &app, &connection)))
}

/// `POST /api/v1/apps/{appId}/connections/default`: tokens and secrets are taken and not shown.
pub fn update(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let body = check::body(call)?;
    let mut connection = kept(state, &app);
    let scheme = text(&body, "profile.authScheme");
    if scheme.is_empty() {
        let cause = "profile: The field cannot be left blank";
        return Err(Refusal::invalid("profile", cause));
    }
    if template::provisions(text(&app, "name")) {
        connection.insert("profile".to_owned(), json!({ "authScheme": scheme }));
        if let Some(url) = body.get("baseUrl").or(member(&body, "profile.baseUrl")) {
            connection.insert("baseUrl".to_owned(), url.clone());
        }
        if call.query.flag("activate")? == Some(true) {
            connection.insert("status".to_owned(), Value::from("ENABLED"));
        }
        state.tree.put(&place(&app), connection.clone());
    }
    Ok(Answer::ok(shown(call, &app, &connection)))
}

/// `POST /api/v1/apps/{appId}/connections/default/lifecycle/activate`
pub fn activate(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    turn(state, call, "ENABLED")
}

/// `POST /api/v1/apps/{appId}/connections/default/lifecycle/deactivate`
pub fn deactivate(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    turn(state, call, "DISABLED")
}

fn turn(state: &mut State, call: &Call<'_>, status: &str) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    if template::provisions(text(&app, "name")) {
        let mut connection = kept(state, &app);
        connection.insert("status".to_owned(), Value::from(status));
        state.tree.put(&place(&app), connection);
    }
    Ok(Answer::empty(204))
}
