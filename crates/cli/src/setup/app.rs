//! The app in the org: found or created, put right where it differs, with its key.

use ::tools::quote::quote;
use ::tools::{Error, Kind};
use okta::SigningKey;
use operations::op;
use serde_json::{Value, json};

use super::Journey;
use super::record::{Made, Step};
use crate::administrator::Administrator;

/// The app of a connection.
pub struct App {
    /// Its id.
    pub id: String,
    /// The id that it signs in under.
    pub client_id: String,
}

impl App {
    fn of(body: &Value) -> Self {
        let text = |pointer: &str| body.pointer(pointer).and_then(Value::as_str);
        let id = text("/id").unwrap_or_default().to_owned();
        let client_id = text("/credentials/oauthClient/client_id").unwrap_or(&id);
        Self {
            client_id: client_id.to_owned(),
            id,
        }
    }
}

/// Finds the app of the set-up, or creates it; what differs from what it should be is put right.
///
/// # Errors
/// What Okta refuses; an app of the same name that is not this set-up's.
pub async fn ensure(
    journey: &mut Journey<'_>,
    admin: &Administrator,
    key: &SigningKey,
) -> Result<App, Error> {
    let found = match by_record(journey, admin).await? {
        Some(app) => Some(app),
        None => by_label(journey, admin).await?,
    };
    let Some(body) = found else {
        return create(journey, admin, key).await;
    };
    let app = App::of(&body);
    journey.ledger.record.client_id = Some(app.client_id.clone());
    correct(journey, admin, &body).await?;
    register(journey, admin, &app, key).await?;
    Ok(app)
}

/// The app that an earlier run recorded, where it is still there.
async fn by_record(
    journey: &mut Journey<'_>,
    admin: &Administrator,
) -> Result<Option<Value>, Error> {
    let record = &journey.ledger.record;
    let id = record.app().map(str::to_owned);
    let Some(id) = id.or_else(|| record.client_id.clone()) else {
        return Ok(None);
    };
    let found = admin.find("read the app", op::get_application(&id)).await?;
    if found.is_none() {
        journey.desk.warn(&format!(
            "the app {id} of the last set-up is not in the org any more; it is made anew"
        ));
        let went_with_it = |made: &Made| {
            matches!(
                made,
                Made::App { .. } | Made::Role { .. } | Made::Grant { .. }
            )
        };
        journey.ledger.record.client_id = None;
        journey.ledger.forget(went_with_it)?;
    }
    Ok(found)
}

/// An app of the name, where it holds our key: an earlier run created it and did not see the answer.
async fn by_label(
    journey: &mut Journey<'_>,
    admin: &Administrator,
) -> Result<Option<Value>, Error> {
    let label = &journey.wish.label;
    let request = op::list_applications()
        .query("q", label)
        .query("limit", 200);
    let apps = admin
        .list("look for an app of the same name", request)
        .await?;
    let Some(app) = apps.into_iter().find(|app| app["label"] == label.as_str()) else {
        return Ok(None);
    };
    let kid = journey.ledger.record.kid.as_deref();
    let keys = app.pointer("/settings/oauthClient/jwks/keys");
    let keys = keys.and_then(Value::as_array).into_iter().flatten();
    let is_ours = kid.is_some() && keys.into_iter().any(|key| key["kid"].as_str() == kid);
    if is_ours {
        let id = App::of(&app).id;
        journey.ledger.add(Made::App { id })?;
        return Ok(Some(app));
    }
    Err(Error::new(
        Kind::Conflict,
        format!(
            "the org has an app called {} already ({}), and it is not of this set-up; nothing was changed in it",
            quote(label),
            quote(app["id"].as_str().unwrap_or_default()),
        ),
        "Choose another name with --label, or take that app over with --existing.",
    ))
}

async fn create(
    journey: &mut Journey<'_>,
    admin: &Administrator,
    key: &SigningKey,
) -> Result<App, Error> {
    journey.ledger.begin(Step::CreateApp)?;
    let body = json!({
        "name": "oidc_client",
        "label": journey.wish.label,
        "signOnMode": "OPENID_CONNECT",
        "credentials": { "oauthClient": { "token_endpoint_auth_method": "private_key_jwt" } },
        "settings": { "oauthClient": {
            "application_type": "service",
            "grant_types": ["client_credentials"],
            "response_types": ["token"],
            "dpop_bound_access_tokens": true,
            "jwks": { "keys": [active(key)] },
        } },
    });
    let request = op::create_application().body(body);
    let created = admin.ask("create the app", request).await?;
    let app = App::of(&created);
    journey.ledger.record.client_id = Some(app.client_id.clone());
    journey.ledger.add(Made::App { id: app.id.clone() })?;
    // The answer to a write is not always what was kept.
    let read = admin.ask("read the app", op::get_application(&app.id));
    let read = read.await?;
    journey.desk.done(&format!(
        "the app {} is created: client id {}",
        quote(&journey.wish.label),
        app.client_id
    ));
    correct(journey, admin, &read).await?;
    journey.ledger.end()?;
    Ok(app)
}

/// A public key as Okta registers it.
pub fn active(key: &SigningKey) -> Value {
    let mut jwk = key.registration();
    jwk["status"] = json!("ACTIVE");
    jwk
}

/// Puts right what of the app is not as it should be.
async fn correct(
    journey: &mut Journey<'_>,
    admin: &Administrator,
    body: &Value,
) -> Result<(), Error> {
    let id = body["id"].as_str().unwrap_or_default();
    refuse_other_type(body)?;
    if body["status"] == "INACTIVE" {
        journey.ledger.begin(Step::CorrectApp)?;
        let request = op::activate_application(id);
        admin.ask("activate the app", request).await?;
        journey.ledger.end()?;
        journey.desk.done("the app is active again");
    }
    let wanted = wanted(body, &journey.wish.label);
    if wanted == *body {
        return Ok(());
    }
    journey.ledger.begin(Step::CorrectApp)?;
    let request = op::replace_application(id).body(writable(wanted.clone()));
    let corrected = admin.ask("correct the app", request).await?;
    let dpop = "/settings/oauthClient/dpop_bound_access_tokens";
    if corrected.pointer(dpop) != Some(&Value::Bool(true)) {
        journey.desk.warn("Okta left DPoP off for the app: its tokens can be used by whoever holds them. Turn on \"Require Demonstrating Proof of Possession (DPoP) header in token requests\" in the app's General tab.");
    }
    journey
        .desk
        .done("the app is put right: name, DPoP, and sign-in by key");
    journey.ledger.end()
}

/// The app as it should be.
fn wanted(body: &Value, label: &str) -> Value {
    let mut app = body.clone();
    app["label"] = json!(label);
    app["credentials"]["oauthClient"]["token_endpoint_auth_method"] = json!("private_key_jwt");
    app["settings"]["oauthClient"]["dpop_bound_access_tokens"] = json!(true);
    app
}

/// An app without what Okta writes itself.
pub fn writable(mut app: Value) -> Value {
    let own = [
        "id",
        "_links",
        "_embedded",
        "created",
        "lastUpdated",
        "status",
        "orn",
    ];
    if let Some(app) = app.as_object_mut() {
        app.retain(|name, _| !own.contains(&name.as_str()));
    }
    app
}

fn refuse_other_type(body: &Value) -> Result<(), Error> {
    let kind = body.pointer("/settings/oauthClient/application_type");
    if kind.and_then(Value::as_str) == Some("service") {
        return Ok(());
    }
    Err(Error::new(
        Kind::Conflict,
        "the app is not of type API Services, and the type of an app cannot be changed",
        "Choose another name with --label, so that a new app is made.",
    ))
}

/// Registers the key where the app does not have it.
async fn register(
    journey: &mut Journey<'_>,
    admin: &Administrator,
    app: &App,
    key: &SigningKey,
) -> Result<(), Error> {
    let keys = keys(admin, &app.id).await?;
    let ours = keys.iter().find(|known| known["kid"] == key.kid());
    match ours {
        Some(known) if known["status"] == "INACTIVE" => {
            let id = known["id"].as_str().unwrap_or_default();
            let request = op::activate_oauth2_client_json_web_key(&app.id, id);
            admin.ask("activate the app's key", request).await?;
            journey.desk.done("the app's key is active again");
        }
        Some(_) => {}
        None => {
            journey.ledger.begin(Step::CorrectApp)?;
            let request = op::add_jwk(&app.id).body(active(key));
            admin.ask("register the key with the app", request).await?;
            journey.ledger.end()?;
            journey.desk.done("the key is registered with the app");
        }
    }
    Ok(())
}

/// The public keys of an app.
///
/// # Errors
/// What Okta refuses.
pub async fn keys(admin: &Administrator, app: &str) -> Result<Vec<Value>, Error> {
    let answer = admin.ask("read the app's keys", op::list_jwk(app)).await?;
    let inner = answer.pointer("/jwks/keys").or_else(|| answer.get("keys"));
    let keys = inner.unwrap_or(&answer).as_array().cloned();
    Ok(keys.unwrap_or_default())
}
