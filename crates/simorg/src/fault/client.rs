//! Faults of the service app: what an administrator may have set otherwise.

use serde_json::{Map, Value, json};

use super::Order;
use crate::oauth::client::change;
use crate::state::State;
use crate::tree::Document;

/// Whether the app is active.
pub fn app(state: &mut State, order: &Order) -> Result<(), String> {
    let status = order.word(&[("active", "ACTIVE"), ("inactive", "INACTIVE")])?;
    change(state, |app| {
        app.insert("status".to_owned(), json!(status));
    });
    Ok(())
}

/// Whether the keys of the app are active.
pub fn key(state: &mut State, order: &Order) -> Result<(), String> {
    let status = order.word(&[("active", "ACTIVE"), ("inactive", "INACTIVE")])?;
    change(state, |app| {
        let keys = settings(app)
            .get_mut("jwks")
            .and_then(|jwks| jwks.get_mut("keys"));
        for key in keys.and_then(Value::as_array_mut).into_iter().flatten() {
            key["status"] = json!(status);
        }
    });
    Ok(())
}

/// What kind of app it is.
pub fn app_type(state: &mut State, order: &Order) -> Result<(), String> {
    let kinds = ["service", "web", "native", "browser"].map(|kind| (kind, kind));
    let kind = order.word(&kinds)?;
    change(state, |app| {
        settings(app).insert("application_type".to_owned(), json!(kind));
    });
    Ok(())
}

/// How the app proves who it is.
pub fn app_auth(state: &mut State, order: &Order) -> Result<(), String> {
    let methods = [
        "private_key_jwt",
        "client_secret_basic",
        "client_secret_post",
        "none",
    ];
    let method = order.word(&methods.map(|method| (method, method)))?;
    change(state, |app| {
        let client = app
            .get_mut("credentials")
            .and_then(|all| all.get_mut("oauthClient"));
        if let Some(client) = client {
            client["token_endpoint_auth_method"] = json!(method);
        }
    });
    Ok(())
}

/// Whether the app requires DPoP.
pub fn dpop(state: &mut State, order: &Order) -> Result<(), String> {
    let required = order.word(&[("required", true), ("off", false)])?;
    change(state, |app| {
        settings(app).insert("dpop_bound_access_tokens".to_owned(), json!(required));
    });
    Ok(())
}

/// From where the app may come: from anywhere, or from a network zone without an address.
pub fn network(state: &mut State, order: &Order) -> Result<(), String> {
    let connection = order.word(&[("anywhere", "ANYWHERE"), ("outside", "ZONE")])?;
    let zone = state
        .tree
        .children("/api/v1/zones")
        .into_iter()
        .find(|(_, zone)| zone.get("name").is_some_and(|name| name == "LegacyIpZone"))
        .and_then(|(path, _)| path.rsplit_once('/'))
        .map(|(_, id)| id.to_owned());
    let network = match connection {
        "ZONE" => json!({ "connection": connection, "include": [zone] }),
        _ => json!({ "connection": connection }),
    };
    change(state, |app| {
        settings(app).insert("network".to_owned(), network);
    });
    Ok(())
}

/// Whether an app to which scopes are granted becomes a super administrator.
pub fn client_privileges(state: &mut State, order: &Order) -> Result<(), String> {
    let on = order.word(&[("on", true), ("off", false)])?;
    let mut setting = Document::new();
    setting.insert("clientPrivilegesSetting".to_owned(), json!(on));
    state
        .tree
        .put("/api/v1/org/settings/clientPrivilegesSetting", setting);
    Ok(())
}

/// The settings of an app as a client.
fn settings(app: &mut Document) -> &mut Map<String, Value> {
    let settings = app
        .entry("settings")
        .or_insert_with(|| json!({ "oauthClient": {} }));
    if !settings["oauthClient"].is_object() {
        *settings = json!({ "oauthClient": {} });
    }
    settings["oauthClient"]
        .as_object_mut()
        .expect("it has just been made an object")
}
