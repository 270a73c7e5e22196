//! Faults that happen at once, and those that last until they are ordered otherwise.

use serde_json::Value;

use super::Order;
use crate::clock::Clock;
use crate::oauth::client;
use crate::role::assign;
use crate::state::State;

/// What lasts.
#[derive(Clone, Debug, Default)]
pub struct Lasting {
    /// What a scope that is not granted comes to.
    pub ungranted: Ungranted,
    /// What a DPoP proof comes to that the app does not ask for.
    pub unasked_proof: ProofUnasked,
    /// The language of Okta's sentences, where it is not English.
    pub locale: Option<String>,
    /// For how many seconds a search does not see what was written.
    pub search_lag: i64,
    /// For how many seconds lists of members do not see what was written.
    pub membership_lag: i64,
}

/// What a scope that is not granted comes to. All three have been seen at Okta.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ungranted {
    /// A token with the scopes that are granted; `consent_required` where none is.
    #[default]
    Subset,
    /// `invalid_scope`.
    InvalidScope,
    /// `consent_required`.
    ConsentRequired,
}

/// What a DPoP proof comes to that the app does not ask for. What Okta does is not documented. That
/// it does not look at the proof follows from okta-sdk-nodejs issue 453: the SDK always sends one, its
/// proofs for the API were bad, and it worked with DPoP off. The others are played for caution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProofUnasked {
    /// The token is a plain one.
    #[default]
    Ignored,
    /// The token is bound to it all the same.
    Bound,
    /// An error, which a request without a proof cures.
    Refused,
}

#[expect(clippy::unnecessary_wraps, reason = "every sudden fault has this type")]
pub fn revoke_refresh(state: &mut State, _: &Order) -> Result<(), String> {
    state.access.devices.revoke_all();
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "every sudden fault has this type")]
pub fn revoke_tokens(state: &mut State, _: &Order) -> Result<(), String> {
    state.access.revoke_all();
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "every sudden fault has this type")]
pub fn new_nonce(state: &mut State, _: &Order) -> Result<(), String> {
    state.access.forget_nonces();
    Ok(())
}

pub fn skew(state: &mut State, order: &Order) -> Result<(), String> {
    state.clock = Clock::ahead_by(order.number(600)?);
    Ok(())
}

pub fn role(state: &mut State, order: &Order) -> Result<(), String> {
    match order.value.as_ref().and_then(Value::as_str) {
        Some("none") => assign::set_own(state, None),
        Some(role) => assign::set_own(state, Some(role)),
        None => return Err("the value of `role` is a role type, or none".to_owned()),
    }
    Ok(())
}

pub fn grant(state: &mut State, order: &Order) -> Result<(), String> {
    let scopes = order.value.as_ref().and_then(Value::as_str);
    let scopes = scopes.ok_or("the value of `grant` is scopes, separated by spaces or commas")?;
    let scopes: Vec<String> = scopes
        .split([' ', ','])
        .filter(|scope| !scope.is_empty())
        .map(str::to_owned)
        .collect();
    let app = state.access.app.client_id.clone();
    client::set_granted(state, &app, &scopes);
    Ok(())
}

pub fn limit(state: &mut State, order: &Order) -> Result<(), String> {
    let limit = order.number(600)?;
    let limit = u64::try_from(limit).map_err(|_| "a limit is not negative")?;
    state.limits.per_window = Some(limit);
    Ok(())
}

pub fn share(state: &mut State, order: &Order) -> Result<(), String> {
    match order.number(50)? {
        percent @ 1..=100 => {
            state.limits.share = percent.unsigned_abs();
            Ok(())
        }
        _ => Err("a share is from 1 to 100 per cent".to_owned()),
    }
}

pub fn concurrency(state: &mut State, order: &Order) -> Result<(), String> {
    let most = order.number(75)?;
    state.limits.at_once = usize::try_from(most).map_err(|_| "a limit is not negative")?;
    Ok(())
}

pub fn ungranted(state: &mut State, order: &Order) -> Result<(), String> {
    state.faults.lasting.ungranted = order.word(&[
        ("subset", Ungranted::Subset),
        ("invalid_scope", Ungranted::InvalidScope),
        ("consent_required", Ungranted::ConsentRequired),
    ])?;
    Ok(())
}

pub fn unasked_proof(state: &mut State, order: &Order) -> Result<(), String> {
    state.faults.lasting.unasked_proof = order.word(&[
        ("ignored", ProofUnasked::Ignored),
        ("bound", ProofUnasked::Bound),
        ("refused", ProofUnasked::Refused),
    ])?;
    Ok(())
}

pub fn locale(state: &mut State, order: &Order) -> Result<(), String> {
    let language = order.word(&[("en", None), ("fr", Some("fr")), ("de", Some("de"))])?;
    state.faults.lasting.locale = language.map(str::to_owned);
    Ok(())
}

pub fn search_lag(state: &mut State, order: &Order) -> Result<(), String> {
    state.faults.lasting.search_lag = order.number(5)?.clamp(0, 3600);
    Ok(())
}

pub fn membership_lag(state: &mut State, order: &Order) -> Result<(), String> {
    state.faults.lasting.membership_lag = order.number(5)?.clamp(0, 3600);
    Ok(())
}
