//! The signed assertion by which the service app says who it is (RFC 7523).

use crate::oauth::client::Client;
use crate::oauth::jwk::{self, Flaw};
use crate::oauth::jwt::Jwt;
use crate::state::State;

/// How far in the future an assertion may end, in seconds.
const LONGEST: i64 = 3600;

/// Believes an assertion, once: the app that made it.
///
/// # Errors
/// Okta's sentence for what is wrong with it; the answer is always `401 invalid_client`.
pub fn check(state: &mut State, text: &str, url: &str, now: i64) -> Result<Client, &'static str> {
    let jwt = Jwt::parse(text).ok_or("The parsing of the client_assertion failed.")?;
    let issuer = jwt.claim("iss").unwrap_or_default();
    let client = Client::find(state, issuer)
        .ok_or("The issuer claim for client_assertion is not a valid client_id.")?;
    if jwt.claim("sub") != Some(client.id.as_str()) {
        return Err("The subject claim for client_assertion is not a valid client_id.");
    }
    // The words for an app that is not active are a guess: no source has them.
    if !client.active {
        return Err(
            "Client authentication failed. Either the client or the client credentials are invalid.",
        );
    }
    signature(&client, &jwt)?;
    audience(&jwt, url)?;
    let until = times(&jwt, now)?;
    match jwt.claims.get("jti").map(|id| id.as_str()) {
        None => Ok(client),
        Some(Some(id)) if state.access.assertions.first(id, now, until) => Ok(client),
        Some(Some(_)) => Err("The client_assertion token has already been used."),
        Some(None) => Err("The parsing of the client_assertion failed."),
    }
}

fn signature(client: &Client, jwt: &Jwt) -> Result<(), &'static str> {
    let algorithm = jwt.head("alg").unwrap_or_default();
    if !jwk::ALGORITHMS.split(' ').any(|known| known == algorithm) {
        return Err("The client_assertion JWT signature algorithm is invalid.");
    }
    // Without a kid Okta can only tell the key where there is one.
    let keys = &client.keys;
    let key = match (jwt.head("kid"), keys.as_slice()) {
        (None, [only]) => Some(only),
        (None, _) => None,
        (Some(id), _) => keys
            .iter()
            .find(|key| key.get("kid").and_then(|kid| kid.as_str()) == Some(id)),
    };
    let key = key.ok_or("The client_assertion JWT kid is invalid.")?;
    match jwk::verify(key, algorithm, jwt.signed.as_bytes(), &jwt.signature) {
        Ok(()) => Ok(()),
        Err(Flaw::Algorithm) => Err("The client_assertion JWT signature algorithm is invalid."),
        Err(Flaw::Key) => Err("The client JWKSet is invalid."),
        Err(Flaw::Signature) => Err("The client_assertion signature is invalid."),
    }
}

fn audience(jwt: &Jwt, url: &str) -> Result<(), &'static str> {
    let one = match jwt.claims.get("aud") {
        Some(serde_json::Value::Array(list)) => match list.as_slice() {
            [only] => only.as_str(),
            _ => None,
        },
        Some(other) => other.as_str(),
        None => None,
    };
    if one == Some(url) {
        return Ok(());
    }
    Err("The audience claim for client_assertion must be the endpoint invoked for the request.")
}

/// Until when the assertion could be used.
fn times(jwt: &Jwt, now: i64) -> Result<i64, &'static str> {
    let until = jwt
        .seconds("exp")
        .ok_or("The client_assertion must contain the 'exp' claim as seconds since epoch.")?;
    if until <= now {
        return Err("The client_assertion token is expired.");
    }
    if until > now + LONGEST {
        return Err("The client_assertion token has an expiration too far into the future.");
    }
    if jwt.seconds("iat").is_some_and(|issued| issued > now) {
        return Err("The client_assertion token must be issued before the current time.");
    }
    Ok(until)
}
