//! The token endpoint of the organisation's own authorization server.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::call::{Arrival, Query};
use crate::fault::{Fault, ProofUnasked, Ungranted};
use crate::oauth::access::Token;
use crate::oauth::client::Client;
use crate::oauth::{assertion, device, proof, scope};
use crate::state::State;

/// How long a token lives, in seconds; Okta fixes it for the organisation's own server.
pub const LIFETIME: i64 = 3600;

const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// Grants that Okta has and this app is not configured for.
const OTHER_GRANTS: [&str; 6] = [
    "authorization_code",
    "implicit",
    "password",
    "refresh_token",
    "urn:ietf:params:oauth:grant-type:device_code",
    "urn:ietf:params:oauth:grant-type:token-exchange",
];

/// An answer of the token endpoint that gives no token.
pub struct Denial {
    status: u16,
    error: &'static str,
    description: String,
}

impl Denial {
    /// The denial as RFC 6749 section 5.2 writes it.
    pub fn answer(&self) -> Answer {
        let body = json!({ "error": self.error, "error_description": self.description });
        Answer::json(self.status, body)
    }

    /// An answer that gives no token.
    pub fn new(status: u16, error: &'static str, description: impl Into<String>) -> Self {
        let description = description.into();
        Self {
            status,
            error,
            description,
        }
    }

    /// The client is not known, or not proved.
    pub fn client(description: &str) -> Self {
        Self::new(401, "invalid_client", description)
    }
}

/// Answers a request for a token.
pub fn grant(state: &mut State, arrival: &Arrival, url: &str) -> Answer {
    let now = state.clock.now().as_second();
    let app = &state.access.app;
    state.access.caller = (app.client_id.clone(), app.label.clone());
    match try_grant(state, arrival, url, now) {
        Ok(answer) => answer,
        Err(denial) => {
            let mut answer = denial.answer();
            if denial.error == "use_dpop_nonce" {
                let nonce = state.access.nonce(&mut state.dice, now);
                answer = answer.with("dpop-nonce", nonce);
            }
            answer
        }
    }
}

fn try_grant(state: &mut State, arrival: &Arrival, url: &str, now: i64) -> Result<Answer, Denial> {
    let form = form(arrival)?;
    let client = if is_devices(&form) {
        None
    } else {
        grant_type(&form)?;
        Some(client(state, arrival, &form, (url, now))?)
    };
    let proof = match client.as_ref().map(|client| client.dpop) {
        None => Proof::Welcome,
        Some(true) => Proof::Required,
        Some(false) => Proof::Unasked,
    };
    let bound = binding(state, arrival, proof, (url, now))?;
    let scopes = match &client {
        None => device::scopes(state, &form, now)?,
        Some(client) => scopes(state, client, &form)?,
    };
    let by_device = client.is_none();
    let token = Token {
        // The native app acts with the role of the service app.
        client: client.map_or_else(|| state.access.app.client_id.clone(), |client| client.id),
        expires: now + LIFETIME,
        scopes: scopes.clone(),
        bound: bound.clone(),
        revoked: false,
    };
    let claims = claims(state, arrival, &token, now);
    let text = state
        .access
        .issue(&claims, token)
        .map_err(|_| Denial::new(500, "server_error", "The token could not be signed."))?;
    let kind = if bound.is_some() { "DPoP" } else { "Bearer" };
    let mut answer = json!({
        "token_type": kind,
        "expires_in": LIFETIME,
        "access_token": text,
        "scope": scopes.join(" "),
    });
    if by_device {
        device::with_refresh(state, &scopes, &mut answer);
    }
    let answer = Answer::ok(answer);
    if bound.is_none() {
        return Ok(answer);
    }
    let nonce = state.access.nonce(&mut state.dice, now);
    Ok(answer.with("dpop-nonce", nonce))
}

/// Whether it is a grant of the native app: a device code, or a refresh token without an assertion.
fn is_devices(form: &Query) -> bool {
    let device = "urn:ietf:params:oauth:grant-type:device_code";
    let kind = form.get("grant_type").unwrap_or_default();
    [device, "refresh_token"].contains(&kind) && form.get("client_assertion").is_none()
}

/// The form of a request.
///
/// # Errors
/// What is wrong with it.
pub fn form(arrival: &Arrival) -> Result<Query, Denial> {
    let malformed = || {
        Denial::new(
            400,
            "invalid_request",
            "The request body was not well-formed.",
        )
    };
    let kind = arrival.header("content-type").unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(malformed());
    }
    let bytes = arrival.body.as_deref().ok_or_else(malformed)?;
    let text = std::str::from_utf8(bytes).map_err(|_| malformed())?;
    let form = Query::parse(text).map_err(|_| malformed())?;
    // RFC 6749 section 3.2: a parameter stands there once.
    let twice = form.pairs().iter().any(|(name, _)| form.count(name) > 1);
    if twice { Err(malformed()) } else { Ok(form) }
}

fn grant_type(form: &Query) -> Result<(), Denial> {
    match form.get("grant_type") {
        Some("client_credentials") => Ok(()),
        None => Err(Denial::new(
            400,
            "invalid_request",
            "The token request must specify a 'grant_type'. Valid values: [client_credentials]",
        )),
        Some(other) if OTHER_GRANTS.contains(&other) => Err(Denial::new(
            400,
            "unauthorized_client",
            "The client is not authorized to use the provided grant type. Configured grant types: [client_credentials].",
        )),
        Some(_) => Err(Denial::new(
            400,
            "unsupported_grant_type",
            "The authorization grant type is not supported by the authorization server. Configured grant types: [client_credentials].",
        )),
    }
}

fn client(
    state: &mut State,
    arrival: &Arrival,
    form: &Query,
    (url, now): (&str, i64),
) -> Result<Client, Denial> {
    let asserted = form.get("client_assertion");
    let basic = arrival.headers.contains_key("authorization");
    let secret = form.get("client_secret").is_some();
    match [asserted.is_some(), basic, secret]
        .iter()
        .filter(|given| **given)
        .count()
    {
        0 => return Err(Denial::client("No client credentials found.")),
        1 => {}
        _ => {
            let text = "Cannot supply multiple client credentials. Use one of the following: credentials in the Authorization header, credentials in the post body, or a client_assertion in the post body.";
            return Err(Denial::new(401, "invalid_request", text));
        }
    }
    let Some(asserted) = asserted else {
        return Err(Denial::client(
            "Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.",
        ));
    };
    if form.get("client_assertion_type") != Some(ASSERTION) {
        return Err(Denial::new(
            400,
            "invalid_request",
            "The client_assertion_type is invalid.",
        ));
    }
    let client = assertion::check(state, asserted, url, now).map_err(Denial::client)?;
    state.access.caller = (client.id.clone(), client.label.clone());
    if form.get("client_id").is_some_and(|id| id != client.id) {
        return Err(Denial::client("Invalid value for 'client_id' parameter."));
    }
    restrictions(state, arrival, &client)?;
    match state.faults.strike(Fault::UsedAssertion) {
        None => Ok(client),
        Some(_) => Err(Denial::client(
            "The client_assertion token has already been used.",
        )),
    }
}

/// Whether an app of its kind may sign in so, and from there.
fn restrictions(state: &State, arrival: &Arrival, client: &Client) -> Result<(), Denial> {
    if client.kind != "service" {
        return Err(Denial::client(
            "Only clients with 'application_type' of 'service' may use the client_credentials 'grant_type' with the Org Authorization Server.",
        ));
    }
    if client.method != "private_key_jwt" {
        return Err(Denial::client(
            "Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.",
        ));
    }
    if !client.may_come_from(state, &arrival.peer) {
        return Err(Denial::new(
            403,
            "access_denied",
            "The request is made from outside the client's permitted network zones.",
        ));
    }
    Ok(())
}

/// Whether the app wants a DPoP proof.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Proof {
    Required,
    /// The service app does not ask for one.
    Unasked,
    /// The native app takes one.
    Welcome,
}

/// The thumbprint that the token will be bound to, where a proof is sent.
fn binding(
    state: &mut State,
    arrival: &Arrival,
    wanted: Proof,
    (url, now): (&str, i64),
) -> Result<Option<String>, Denial> {
    if wanted != Proof::Required && !arrival.headers.contains_key("dpop") {
        return Ok(None);
    }
    let bad = |text: &'static str| Denial::new(400, "invalid_dpop_proof", text);
    match (wanted, state.faults.lasting.unasked_proof) {
        (Proof::Unasked, ProofUnasked::Ignored) => return Ok(None),
        (Proof::Unasked, ProofUnasked::Refused) => {
            return Err(bad("The DPoP proof JWT is invalid."));
        }
        _ => {}
    }
    let text = proof::header(&arrival.headers).map_err(bad)?;
    let purpose = proof::Purpose {
        method: "POST",
        url,
        token: None,
        now,
    };
    let proof = proof::check(&mut state.access, text, purpose).map_err(bad)?;
    let fresh = proof
        .nonce
        .is_some_and(|nonce| state.access.takes_nonce(&nonce, now));
    if fresh {
        return Ok(Some(proof.thumbprint));
    }
    let text = "Authorization server requires nonce in DPoP proof.";
    Err(Denial::new(400, "use_dpop_nonce", text))
}

/// The scopes asked for, sorted, as far as an app may ask for them at all.
fn asked(form: &Query) -> Result<Vec<&str>, Denial> {
    let mut asked: Vec<&str> = form
        .get("scope")
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    asked.sort_unstable();
    asked.dedup();
    if asked.is_empty() {
        return Err(invalid("No scopes were requested."));
    }
    if asked.iter().any(|name| scope::is_openid(name)) {
        return Err(invalid(
            "Cannot request 'openid' scopes using client credentials.",
        ));
    }
    if asked.iter().any(|name| scope::is_own(name)) {
        let text = "The 'client_credentials' grant type may not request .self scopes.";
        return Err(Denial::new(
            400,
            "client_credentials_self_scope_requested",
            text,
        ));
    }
    Ok(asked)
}

/// The granted subset of what was asked for.
fn scopes(state: &State, client: &Client, form: &Query) -> Result<Vec<String>, Denial> {
    let asked = asked(form)?;
    let granted = &client.granted;
    let known = scope::catalogue();
    let exists = |name: &str| known.contains(name) || granted.iter().any(|held| held == name);
    if !asked.iter().all(|name| exists(name)) {
        return Err(invalid(
            "One or more scopes are not configured for the authorization server resource.",
        ));
    }
    let is_granted = |name: &&str| granted.iter().any(|held| held == name);
    if !asked.iter().all(is_granted) {
        match state.faults.lasting.ungranted {
            Ungranted::Subset => {}
            Ungranted::InvalidScope => {
                return Err(invalid(
                    "The requested scope is invalid, unknown, malformed, or exceeds the scope granted by the resource owner.",
                ));
            }
            Ungranted::ConsentRequired => return Err(no_consent()),
        }
    }
    let given: Vec<String> = asked
        .into_iter()
        .filter(is_granted)
        .map(str::to_owned)
        .collect();
    if given.is_empty() {
        return Err(no_consent());
    }
    Ok(given)
}

fn invalid(text: &str) -> Denial {
    Denial::new(400, "invalid_scope", text)
}

fn no_consent() -> Denial {
    let text = "You are not allowed any of the requested scopes.";
    Denial::new(400, "consent_required", text)
}

fn claims(state: &mut State, arrival: &Arrival, token: &Token, now: i64) -> Value {
    let client = &token.client;
    let mut claims = json!({
        "ver": 1,
        "jti": format!("AT.{}", state.dice.letters(43)),
        "iss": arrival.base,
        "aud": arrival.base,
        "sub": client,
        "iat": now,
        "exp": token.expires,
        "cid": client,
        "scp": token.scopes,
    });
    if let (Some(thumbprint), Some(claims)) = (&token.bound, claims.as_object_mut()) {
        claims.insert("cnf".to_owned(), json!({ "jkt": thumbprint }));
    }
    claims
}
