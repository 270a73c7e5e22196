//! The control address: look at the organisation, put it back, break it. Loopback only.

use std::sync::Arc;

use axum::Json;
use axum::extract::State as Extract;
use axum::http::StatusCode;
use axum::routing::{get, post};
use serde_json::{Value, json};

use crate::family::app;
use crate::fault::{self, Order};
use crate::oauth::client::Client;
use crate::oauth::{DEVICE_CLIENT, Decision};
use crate::page::Rendered as _;
use crate::role::assign;
use crate::server::Shared;

type Organisation = Extract<Arc<Shared>>;

/// The control address of an organisation.
pub fn routes(shared: Arc<Shared>) -> axum::Router {
    axum::Router::new()
        .route("/state", get(state))
        .route("/requests", get(requests))
        .route("/reset", post(reset))
        .route("/fault", post(fault))
        .route("/clock", post(clock))
        .route("/device", post(device))
        .with_state(shared)
}

async fn state(Extract(shared): Organisation) -> Json<Value> {
    Json(look(&shared))
}

/// All that the organisation holds, secrets apart.
pub fn look(shared: &Shared) -> Value {
    let state = shared.state();
    let directory = &state.directory;
    let client = Client::find(&state, &state.access.app.client_id);
    let roles = assign::of_client(&state, &state.access.app.client_id);
    let own: Vec<&str> = roles.iter().map(|role| role.role.as_str()).collect();
    let look = crate::look::Look::from(&state, "");
    json!({
        "clock": crate::clock::milliseconds(state.clock.now()),
        "seed": state.settings.seed,
        "client": {
            "id": state.access.app.client_id,
            "scopes": client.as_ref().map(|client| &client.granted),
            "role": own.first(),
            "dpop": client.as_ref().is_some_and(|client| client.dpop),
        },
        "native_client": {
            "id": DEVICE_CLIENT,
            "waiting": state.access.devices.waiting(),
        },
        "users": directory.users.values().map(|user| user.whole(&look)).collect::<Vec<_>>(),
        "groups": directory.groups.values().map(|group| group.whole(&look)).collect::<Vec<_>>(),
        "memberships": directory.members,
        "apps": app::all(&state),
        "roles": directory.roles.iter().map(|role| role.whole("")).collect::<Vec<_>>(),
        "events": state.log.len(),
    })
}

async fn requests(Extract(shared): Organisation) -> Json<Value> {
    Json(shared.state().recorder.all())
}

async fn reset(Extract(shared): Organisation) -> (StatusCode, Json<Value>) {
    told(shared.state().reset())
}

async fn fault(
    Extract(shared): Organisation,
    body: axum::body::Bytes,
) -> (StatusCode, Json<Value>) {
    let order = serde_json::from_slice::<Value>(&body)
        .map_err(|_| "a fault is a JSON object with a `name`".to_owned())
        .and_then(|body| Order::read(&body));
    told(order.and_then(|order| fault::raise(&mut shared.state(), &order)))
}

/// Turns the clock ahead: `{"ahead": seconds}`.
async fn clock(
    Extract(shared): Organisation,
    body: axum::body::Bytes,
) -> (StatusCode, Json<Value>) {
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    match body.get("ahead").and_then(Value::as_i64) {
        Some(seconds) => {
            let mut state = shared.state();
            state.clock = state.clock.turned(seconds);
            told(Ok(()))
        }
        None => told(Err("say `ahead`, in seconds".to_owned())),
    }
}

/// What the person at a device's page does: `{"user_code", "approve": true}`.
async fn device(
    Extract(shared): Organisation,
    body: axum::body::Bytes,
) -> (StatusCode, Json<Value>) {
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let decision = match body.get("approve").and_then(Value::as_bool) {
        Some(true) => Decision::Approved,
        Some(false) => Decision::Denied,
        None => {
            return told(Err(
                "say `user_code`, and `approve` as true or false".to_owned()
            ));
        }
    };
    let code = body.get("user_code").and_then(Value::as_str);
    let found = shared
        .state()
        .access
        .devices
        .decide(code.unwrap_or_default(), decision);
    told(
        found
            .then_some(())
            .ok_or_else(|| "nobody was given that code".to_owned()),
    )
}

fn told(outcome: Result<(), String>) -> (StatusCode, Json<Value>) {
    match outcome {
        Ok(()) => (StatusCode::OK, Json(json!({ "ok": true }))),
        Err(message) => (StatusCode::BAD_REQUEST, Json(json!({ "message": message }))),
    }
}
