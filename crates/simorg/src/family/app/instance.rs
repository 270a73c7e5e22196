//! The life of an application: made, replaced, switched on and off, deleted.

use serde_json::{Value, json};

use super::{born, form, named, path, policy, show, template, text};
use crate::answer::Answer;
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::family::image;
use crate::id;
use crate::refusal::Refusal;
use crate::state::State;
use crate::tree::rule::View;
use crate::tree::{Document, check};

/// `POST /api/v1/apps`
pub fn create(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = check::body(call)?;
    demand(call, &body)?;
    let asked = text(&body, "credentials.oauthClient.client_id");
    let own_id = id::random("0oa", &mut state.dice);
    let taken = state.tree.has(&path(asked));
    if !asked.is_empty() && taken {
        let cause = "client_id: The client_id must be unique.";
        return Err(Refusal::invalid("client_id", cause));
    }
    let mut app = form::form(state, call, body, None);
    complete(&app)?;
    let active = call.query.flag("activate")?.unwrap_or(true);
    let status = if active { "ACTIVE" } else { "INACTIVE" };
    app.insert("status".to_owned(), Value::from(status));
    app.insert("id".to_owned(), Value::from(own_id.as_str()));
    let secret = text(&app, "credentials.oauthClient.client_secret").to_owned();
    born::plant(state, &path(&own_id), app);
    let app = state.tree.get(&path(&own_id)).cloned().unwrap_or_default();
    let secret = born::keep_secret(state, call, &app, &secret);
    Ok(Answer::ok(with_secret(
        show::shown(state, call, &app, View::Created),
        secret,
    )))
}

/// `GET /api/v1/apps/{appId}`
pub fn get(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    Ok(Answer::ok(super::list::expanded(
        state,
        call,
        &app,
        View::Whole,
    )?))
}

/// `PUT /api/v1/apps/{appId}`
pub fn replace(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let before = named(state, call)?;
    let body = check::body(call)?;
    demand(call, &body)?;
    let custom_swa = text(&before, "signOnMode") == "AUTO_LOGIN";
    if custom_swa && text(&before, "status") == "INACTIVE" {
        let said = "This operation on app metadata is not yet supported";
        return Err(
            Refusal::new(400, "E0000024", format!("Bad request. {said}."))
                .because(format!("{said}: No active instances.")),
        );
    }
    let given = text(&body, "credentials.oauthClient.client_secret").to_owned();
    let mut app = form::form(state, call, body, Some(&before));
    complete(&app)?;
    app.insert(
        "lastUpdated".to_owned(),
        Value::from(whole_seconds(call.now)),
    );
    let own = path(text(&before, "id"));
    state.dress(
        &own,
        &crate::tree::act::kind("/api/v1/apps/{}").born,
        (View::Replaced, call.operation.id),
        &mut app,
    );
    born::settle(state, &mut app);
    state.tree.put(&own, app.clone());
    let secret = born::keep_secret(state, call, &app, &given);
    Ok(Answer::ok(with_secret(
        show::shown(state, call, &app, View::Replaced),
        secret,
    )))
}

/// The answer to a write shows the secret of a client that has one; reading it again does not.
fn with_secret(mut shown: Value, secret: Option<String>) -> Value {
    let client = shown.pointer_mut("/credentials/oauthClient");
    if let (Some(Value::Object(client)), Some(secret)) = (client, secret) {
        client.insert("client_secret".to_owned(), Value::from(secret));
    }
    shown
}

/// What must be so of every application that is written.
fn demand(call: &Call<'_>, body: &Document) -> Result<(), Refusal> {
    let label = text(body, "label");
    if label.trim().is_empty() {
        return Err(Refusal::invalid(
            "label",
            "label: The field cannot be left blank",
        ));
    }
    if label.chars().count() > 100 {
        // The length is in Okta's description; the wording follows other fields (a guess).
        return Err(Refusal::invalid("label", "label: The field is too long"));
    }
    let asks_self_service = crate::tree::member(body, "accessibility.selfService");
    if asks_self_service == Some(&Value::Bool(true)) {
        let summary = "Self service application assignment is not enabled.";
        let cause =
            "Self service application assignment for organization managed apps must be enabled.";
        return Err(Refusal::new(403, "E0000043", summary).because(cause));
    }
    let automatic = text(body, "settings.app.wsFedConfigureType") == "AUTO"
        && ["SAML_1_1", "WS_FEDERATION"].contains(&text(body, "signOnMode"));
    let consents = crate::tree::member(body, "settings.app.requireAdminConsent");
    if automatic && consents != Some(&Value::Bool(true)) && call.now.as_second() >= BY_CONSENT {
        let cause = "In order to continue using WS-FED Auto for SSO, you must grant admin consent.";
        return Err(Refusal::invalid("settings", cause));
    }
    Ok(())
}

/// What an application needs before it can sign anybody in. That these must be there is in Okta's
/// description; the summary is a guess.
fn complete(app: &Document) -> Result<(), Refusal> {
    let own_saml = crate::tree::member(app, "settings.signOn.ssoAcsUrl").is_some();
    let sign_on: &[&str] = match text(app, "signOnMode") {
        "SAML_2_0" if own_saml => &["ssoAcsUrl", "audience"],
        "AUTO_LOGIN" => &["loginUrl"],
        _ => &[],
    };
    let named = |part: &str, name: &&&str| text(app, &format!("settings.{part}.{name}")).is_empty();
    let missing = template::needs(text(app, "name"))
        .iter()
        .find(|name| named("app", name))
        .or_else(|| sign_on.iter().find(|name| named("signOn", name)));
    match missing {
        None => Ok(()),
        Some(name) => {
            let cause = format!("{name}: The field cannot be left blank");
            Err(Refusal::invalid("settings", cause))
        }
    }
}

/// Since when automatic WS-Federation needs the consent of an administrator: between the middle of
/// 2023 and March 2025.
const BY_CONSENT: i64 = 1_704_067_200;

/// `DELETE /api/v1/apps/{appId}`
pub fn delete(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    if text(&app, "status") == "ACTIVE" {
        let cause = "The application must be deactivated before deletion.";
        return Err(Refusal::new(403, "E0000056", "Delete application forbidden.").because(cause));
    }
    let id = text(&app, "id").to_owned();
    state.tree.uproot(&path(&id));
    state.tree.uproot(&super::schema::path(&id));
    super::super::mapping::forget(state, &id);
    // That a role ends with the client that holds it is a guess.
    let client = text(&app, "credentials.oauthClient.client_id");
    let roles = &mut state.directory.roles;
    roles.retain(|role| role.assignee != client || client.is_empty());
    Ok(Answer::empty(204))
}

/// `POST /api/v1/apps/{appId}/lifecycle/activate`
pub fn activate(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    turn(state, call, "ACTIVE")
}

/// `POST /api/v1/apps/{appId}/lifecycle/deactivate`
pub fn deactivate(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    turn(state, call, "INACTIVE")
}

fn turn(state: &mut State, call: &Call<'_>, status: &str) -> Result<Answer, Refusal> {
    let mut app = named(state, call)?;
    if text(&app, "status") != status {
        app.insert("status".to_owned(), Value::from(status));
        app.insert(
            "lastUpdated".to_owned(),
            Value::from(whole_seconds(call.now)),
        );
        state.tree.put(&path(text(&app, "id")), app);
    }
    Ok(Answer::ok(json!({})))
}

/// `POST /api/v1/apps/{appId}/logo`
pub fn upload_logo(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    image::check(call, &image::APP_LOGO)?;
    let own = path(text(&app, "id"));
    let file = id::random("fs", &mut state.dice);
    let logo = json!({ "file": file });
    let logo = logo.as_object().cloned().unwrap_or_default();
    state.tree.put(&format!("{own}/logo"), logo);
    Ok(Answer::empty(201).with("location", policy::logo(call.base(), &file)))
}
