//! The device authorization grant (RFC 8628), for the native app, and its refresh tokens.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::call::{Arrival, Query};
use crate::oauth::scope;
use crate::oauth::token::{Denial, form};
use crate::state::State;

/// The client id of the native app.
pub const CLIENT: &str = "0oa1nativeapp00acme0";
/// How long a person may take, in seconds.
const LIFETIME: i64 = 600;
/// How long a client waits between two polls, in seconds.
const INTERVAL: i64 = 5;

/// The authorizations under way, and the refresh tokens handed out.
#[derive(Debug, Default)]
pub struct Devices {
    pending: Vec<Authorization>,
    refresh: Vec<(String, Vec<String>)>,
}

#[derive(Debug)]
struct Authorization {
    device_code: String,
    user_code: String,
    scopes: Vec<String>,
    expires: i64,
    interval: i64,
    polled: Option<i64>,
    decision: Option<Decision>,
}

/// What the person at the browser did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Signed in and agreed.
    Approved,
    /// Said no.
    Denied,
}

impl Devices {
    /// The person with that code decides; `false` where nobody was given the code.
    pub fn decide(&mut self, user_code: &str, decision: Decision) -> bool {
        let mut pending = self.pending.iter_mut();
        let found = pending.find(|authorization| authorization.user_code == user_code);
        found.is_some_and(|authorization| {
            authorization.decision = Some(decision);
            true
        })
    }

    /// The codes that people were given and have not answered yet.
    pub fn waiting(&self) -> Vec<String> {
        let pending = self.pending.iter().filter(|a| a.decision.is_none());
        pending.map(|a| a.user_code.clone()).collect()
    }

    /// Ends every refresh token.
    pub fn revoke_all(&mut self) {
        self.refresh.clear();
    }
}

/// Answers a request for a device and user code.
pub fn authorize(state: &mut State, arrival: &Arrival) -> Answer {
    match try_authorize(state, arrival) {
        Ok(answer) => answer,
        Err(denial) => denial.answer(),
    }
}

fn try_authorize(state: &mut State, arrival: &Arrival) -> Result<Answer, Denial> {
    let form = form(arrival)?;
    client(&form)?;
    let asked = form.get("scope").unwrap_or_default().split_whitespace();
    let scopes: Vec<String> = asked.map(str::to_owned).collect();
    let known = scope::catalogue();
    let is_known = |name: &String| known.contains(name.as_str()) || scope::is_openid(name);
    if scopes.is_empty() || !scopes.iter().all(is_known) {
        let text = "One or more scopes are not configured for the authorization server resource.";
        return Err(Denial::new(400, "invalid_scope", text));
    }
    let now = state.clock.now().as_second();
    let letters = state.dice.letters(8).to_uppercase();
    let (first, second) = letters.split_at(4);
    let user_code = format!("{first}-{second}");
    let device_code = state.dice.letters(43);
    let page = format!("{}/activate", arrival.base);
    let answer = json!({
        "device_code": device_code,
        "user_code": user_code,
        "verification_uri": page,
        "verification_uri_complete": format!("{page}?user_code={user_code}"),
        "expires_in": LIFETIME,
        "interval": INTERVAL,
    });
    let devices = &mut state.access.devices;
    devices
        .pending
        .retain(|authorization| authorization.expires > now - LIFETIME);
    devices.pending.push(Authorization {
        device_code,
        user_code,
        scopes,
        expires: now + LIFETIME,
        interval: INTERVAL,
        polled: None,
        decision: None,
    });
    Ok(Answer::ok(answer))
}

/// The native app is a public client: it names itself and proves nothing.
fn client(form: &Query) -> Result<(), Denial> {
    match form.get("client_id") {
        Some(CLIENT) => Ok(()),
        Some(_) => Err(Denial::client("Invalid value for 'client_id' parameter.")),
        None => Err(Denial::client("No client credentials found.")),
    }
}

/// The scopes of a poll or a refresh that succeeds.
///
/// # Errors
/// Okta's answer otherwise.
pub fn scopes(state: &mut State, form: &Query, now: i64) -> Result<Vec<String>, Denial> {
    client(form)?;
    if form.get("grant_type") == Some("refresh_token") {
        let token = form.get("refresh_token").unwrap_or_default();
        let refresh = &mut state.access.devices.refresh;
        let at = refresh.iter().position(|(known, _)| known == token);
        // Rotated: each is good once.
        return at.map(|at| refresh.swap_remove(at).1).ok_or_else(|| {
            Denial::new(
                400,
                "invalid_grant",
                "The refresh token is invalid or expired.",
            )
        });
    }
    poll(&mut state.access.devices, form, now)
}

fn poll(devices: &mut Devices, form: &Query, now: i64) -> Result<Vec<String>, Denial> {
    let code = form.get("device_code").unwrap_or_default();
    let at = devices.pending.iter().position(|a| a.device_code == code);
    let invalid = || {
        Denial::new(
            400,
            "invalid_grant",
            "The device code is invalid or has expired.",
        )
    };
    let at = at.ok_or_else(invalid)?;
    let authorization = devices.pending.get_mut(at).ok_or_else(invalid)?;
    if authorization.expires <= now {
        return Err(Denial::new(
            400,
            "expired_token",
            "The device code has expired.",
        ));
    }
    let before = authorization.polled.replace(now);
    if before.is_some_and(|before| now - before < authorization.interval - 1) {
        authorization.interval += 5;
        let text = "Slow down the polling frequency. Please try again later.";
        return Err(Denial::new(400, "slow_down", text));
    }
    match authorization.decision {
        Some(Decision::Approved) => Ok(devices.pending.swap_remove(at).scopes),
        Some(Decision::Denied) => {
            let text = "The resource owner or authorization server denied the request.";
            Err(Denial::new(403, "access_denied", text))
        }
        None => {
            let text = "The device authorization is pending. Please try again later.";
            Err(Denial::new(400, "authorization_pending", text))
        }
    }
}

/// Adds a refresh token to the answer, where offline access was asked for.
pub fn with_refresh(state: &mut State, scopes: &[String], answer: &mut Value) {
    if !scopes.iter().any(|scope| scope == "offline_access") {
        return;
    }
    let token = state.dice.letters(43);
    answer["refresh_token"] = token.clone().into();
    state.access.devices.refresh.push((token, scopes.to_vec()));
}
