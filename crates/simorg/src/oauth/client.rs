//! The apps that sign in by themselves, as the token endpoint sees them: who they are, their keys, scopes
//! and restrictions. All of it lies in the tree, where the API reads and changes it.

use std::net::IpAddr;

use serde_json::{Map, Value, json};

use super::access::ServiceApp;
use crate::clock::whole_seconds;
use crate::family::app::{self, text};
use crate::state::State;
use crate::tree::{Document, member};

const ZONES: &str = "/api/v1/zones";

/// An app that signs in.
#[derive(Clone, Debug)]
pub struct Client {
    /// Its client id.
    pub id: String,
    /// The name that the log shows.
    pub label: String,
    /// Its public keys that are active.
    pub keys: Vec<Map<String, Value>>,
    /// The scopes granted to it.
    pub granted: Vec<String>,
    /// Whether it requires DPoP.
    pub dpop: bool,
    /// Whether it is active.
    pub active: bool,
    /// What kind of app it is: `service`.
    pub kind: String,
    /// How it proves who it is: `private_key_jwt`.
    pub method: String,
    network: Option<Value>,
}

impl Client {
    /// The app of a client id, where there is one.
    pub fn find(state: &State, id: &str) -> Option<Self> {
        let (path, app) = place(state, id)?;
        let own = |name: &str| member(app, name).and_then(Value::as_str);
        Some(Self {
            id: id.to_owned(),
            label: text(app, "label").to_owned(),
            keys: keys(state, &path, app),
            granted: granted(state, &path),
            dpop: member(app, "settings.oauthClient.dpop_bound_access_tokens")
                == Some(&Value::Bool(true)),
            active: text(app, "status") == "ACTIVE",
            kind: own("settings.oauthClient.application_type")
                .unwrap_or_default()
                .to_owned(),
            method: own("credentials.oauthClient.token_endpoint_auth_method")
                .unwrap_or_default()
                .to_owned(),
            network: member(app, "settings.oauthClient.network").cloned(),
        })
    }

    /// Whether it may come from an address.
    pub fn may_come_from(&self, state: &State, peer: &str) -> bool {
        let Some(network) = self.network.as_ref() else {
            return true;
        };
        if network.get("connection").and_then(Value::as_str) != Some("ZONE") {
            return true;
        }
        let in_any = |name: &str| {
            let zones = network.get(name).and_then(Value::as_array);
            let mut zones = zones.into_iter().flatten().filter_map(Value::as_str);
            zones.any(|zone| is_in(state, zone, peer))
        };
        let includes = network.get("include").and_then(Value::as_array);
        let is_open = includes.is_none_or(Vec::is_empty);
        (is_open || in_any("include")) && !in_any("exclude")
    }
}

fn place<'s>(state: &'s State, id: &str) -> Option<(String, &'s Document)> {
    // Most apps have their own id as client id.
    let own = app::path(id);
    let is = |app: &&Document| text(app, "credentials.oauthClient.client_id") == id;
    if let Some(app) = state.tree.get(&own).filter(is) {
        return Some((own, app));
    }
    let apps = state.tree.children(app::APPS).into_iter();
    let mut own = apps.filter(|(_, app)| text(app, "credentials.oauthClient.client_id") == id);
    own.find(|_| !id.is_empty())
        .map(|(path, app)| (path.to_owned(), app))
}

/// The keys that came with the app, and those that were added to it.
fn keys(state: &State, path: &str, app: &Document) -> Vec<Map<String, Value>> {
    let first = member(app, "settings.oauthClient.jwks.keys").and_then(Value::as_array);
    let first = first.into_iter().flatten().filter_map(Value::as_object);
    let added = state.tree.children(&format!("{path}/credentials/jwks"));
    first
        .chain(added.into_iter().map(|(_, key)| key))
        .filter(|key| text(key, "status") == "ACTIVE")
        .cloned()
        .collect()
}

fn granted(state: &State, path: &str) -> Vec<String> {
    let grants = state.tree.children(&format!("{path}/grants"));
    grants
        .into_iter()
        .map(|(_, grant)| text(grant, "scopeId").to_owned())
        .collect()
}

/// Whether an address lies in a network zone that is active; zones by country hold none of ours.
fn is_in(state: &State, zone: &str, peer: &str) -> bool {
    let Some(zone) = state.tree.get(&format!("{ZONES}/{zone}")) else {
        return false;
    };
    let ranges = zone.get("gateways").and_then(Value::as_array);
    let ranges = ranges.filter(|_| text(zone, "status") == "ACTIVE");
    let mut ranges = ranges
        .into_iter()
        .flatten()
        .filter_map(|range| range.get("value")?.as_str());
    ranges.any(|range| holds(range, peer).unwrap_or(false))
}

/// Whether an address is in `10.0.0.0/8`, `10.0.0.1-10.0.0.9` or is `10.0.0.1`.
fn holds(range: &str, address: &str) -> Option<bool> {
    let address = number(address)?;
    if let Some((first, last)) = range.split_once('-') {
        return Some((number(first)?..=number(last)?).contains(&address));
    }
    let Some((base, bits)) = range.split_once('/') else {
        return Some(number(range)? == address);
    };
    let (base, bits): ((u32, u128), u32) = (number(base)?, bits.parse().ok()?);
    let free = base.0.checked_sub(bits)?;
    let cut = |(size, value): (u32, u128)| (size, value.checked_shr(free).unwrap_or(0));
    Some(cut(base) == cut(address))
}

/// An address as the number of its bits and its value.
fn number(text: &str) -> Option<(u32, u128)> {
    match text.trim().parse().ok()? {
        IpAddr::V4(address) => Some((32, u128::from(address.to_bits()))),
        IpAddr::V6(address) => Some((128, address.to_bits())),
    }
}

/// Plants the service app with which the organisation starts.
pub fn plant(state: &mut State) {
    let ServiceApp {
        client_id,
        label,
        keys,
        granted,
        dpop,
    } = state.access.app.clone();
    let since = whole_seconds(crate::seed::birth());
    let document = json!({
        "id": client_id,
        "name": "oidc_client",
        "label": label,
        "status": "ACTIVE",
        "signOnMode": "OPENID_CONNECT",
        "created": since,
        "lastUpdated": since,
        "credentials": { "oauthClient": {
            "client_id": client_id,
            "autoKeyRotation": true,
            "token_endpoint_auth_method": "private_key_jwt",
        } },
        "settings": { "oauthClient": {
            "application_type": "service",
            "grant_types": ["client_credentials"],
            "response_types": ["token"],
            "dpop_bound_access_tokens": dpop,
            "jwks": { "keys": keys },
        } },
    });
    let path = app::path(&client_id);
    app::plant(
        state,
        &path,
        document.as_object().cloned().unwrap_or_default(),
    );
    set_granted(state, &client_id, &granted);
}

/// Grants the service app these scopes and no others.
pub fn set_granted(state: &mut State, client: &str, scopes: &[String]) {
    let Some((path, _)) = place(state, client) else {
        return;
    };
    let held: Vec<String> = state
        .tree
        .children(&format!("{path}/grants"))
        .into_iter()
        .map(|(at, _)| at.to_owned())
        .collect();
    for at in held {
        state.tree.uproot(&at);
    }
    let since = whole_seconds(crate::seed::birth());
    for scope in scopes {
        let id = crate::id::random("oag", &mut state.dice);
        let grant = json!({
            "id": id, "status": "ACTIVE", "created": since, "lastUpdated": since,
            "createdBy": { "id": state.owner(), "type": "User" },
            "issuer": "", "clientId": client, "scopeId": scope, "source": "ADMIN",
        });
        let grant = grant.as_object().cloned().unwrap_or_default();
        state.tree.put(&format!("{path}/grants/{id}"), grant);
    }
}

/// Registers another public key for the service app.
pub fn register(state: &mut State, key: Map<String, Value>) {
    let mut key = key;
    key.entry("status").or_insert_with(|| json!("ACTIVE"));
    let id = crate::id::random("pks", &mut state.dice);
    key.entry("id").or_insert_with(|| json!(id));
    change(state, |app| {
        let keys = app
            .get_mut("settings")
            .and_then(|settings| settings.pointer_mut("/oauthClient/jwks/keys"));
        if let Some(Value::Array(keys)) = keys {
            keys.push(Value::Object(key));
        }
    });
}

/// Changes the service app with which the organisation started.
pub fn change(state: &mut State, how: impl FnOnce(&mut Document)) {
    let path = app::path(&state.access.app.client_id);
    if let Some(app) = state.tree.get_mut(&path) {
        how(app);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_addresses() {
        for (range, address, expected) in [
            ("10.0.0.0/8", "10.9.8.7", Some(true)),
            ("10.0.0.0/8", "11.9.8.7", Some(false)),
            ("0.0.0.0/0", "1.2.3.4", Some(true)),
            ("10.0.0.1-10.0.0.9", "10.0.0.5", Some(true)),
            ("10.0.0.1", "10.0.0.1", Some(true)),
            ("2001:db8::/32", "2001:db8::1", Some(true)),
            ("10.0.0.0/8", "::1", Some(false)),
            ("10.0.0.0/99", "10.0.0.1", None),
        ] {
            assert_eq!(holds(range, address), expected, "{range} {address}");
        }
    }
}
