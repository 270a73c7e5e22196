//! Advice for a token endpoint that says no.

use okta::{Client, SignInRefusal};

use super::SCOPES_TAB;
use crate::error::OktaError;
use crate::quote::quote;
use crate::{Error, Kind};

/// The advice for a refused sign-in.
pub fn advice(refusal: &SignInRefusal, okta: &Client) -> Error {
    let mut error = match refusal.error.as_str() {
        "invalid_client" => client(refusal, okta),
        "invalid_scope" | "consent_required" => scopes(okta),
        "invalid_dpop_proof" | "use_dpop_nonce" => dpop(refusal, okta),
        "access_denied" => failed(
            "Okta refuses this app from this network address",
            "Add this machine's address to the network zone that the app's General tab names under Network access.",
        ),
        "unauthorized_client" | "unsupported_grant_type" => failed(
            "the app may not use client credentials",
            "Use an app of type API Services: only it has the Client Credentials grant at the org's own token endpoint.",
        ),
        _ => failed(
            format!(
                "the token endpoint refused the sign-in (status {})",
                refusal.status
            ),
            "Check that OKTA_ORG_URL is the org's own address, and that the app is active.",
        ),
    };
    error.okta = Some(OktaError {
        status: refusal.status,
        code: Some(refusal.error.clone()).filter(|code| !code.is_empty()),
        summary: Some(refusal.description.clone()).filter(|text| !text.is_empty()),
        request_id: refusal.request_id.clone(),
        ..OktaError::default()
    });
    error
}

fn failed(message: impl Into<String>, next_step: impl Into<String>) -> Error {
    Error::new(Kind::SignInFailed, message, next_step)
}

/// `invalid_client` has many causes, and Okta's description tells them apart.
fn client(refusal: &SignInRefusal, okta: &Client) -> Error {
    let settings = okta.settings();
    let (kid, id) = (quote(settings.key.kid()), quote(&settings.client_id));
    let says = |text: &str| refusal.description.contains(text);
    if says("kid") {
        return failed(
            format!("the app has no active key with the id {kid}"),
            "Set OKTA_KEY_ID to the KID that the app's General tab shows beside the key, or register the key there.",
        );
    }
    if says("signature is invalid") {
        return failed(
            format!("the private key is not the one that the app knows under the id {kid}"),
            "Give the private key that belongs to that KID (OKTA_PRIVATE_KEY_FILE), or set OKTA_KEY_ID to the KID of the key you have.",
        );
    }
    if says("expired") || says("issued before") || says("too far into the future") {
        return failed(
            format!(
                "Okta finds the sign-in out of time; this machine's clock is {} s off Okta's",
                -refusal.skew
            ),
            "Set this machine's clock (NTP), and call again.",
        );
    }
    if says("issuer") || says("subject") || says("client_id") {
        return failed(
            format!("the org has no app with the client id {id}"),
            "Set OKTA_CLIENT_ID to the Client ID in the app's General tab, and check that OKTA_ORG_URL is the org it lives in.",
        );
    }
    if says("audience") {
        return failed(
            "Okta expects the sign-in at another address than OKTA_ORG_URL",
            "Set OKTA_ORG_URL to the org's own address, such as https://acme.okta.com, not to an authorization server.",
        );
    }
    if says("private_key_jwt") {
        return failed(
            "the app signs in with a client secret, not with a key",
            "In the app's General tab, set Client authentication to Public key / Private key, and register the public key.",
        );
    }
    if says("application_type") {
        return failed(
            "the app is not of type API Services",
            "Make an app of type API Services and use its client id and key.",
        );
    }
    if says("already been used") {
        return failed(
            "Okta has seen this very sign-in before",
            "Call again: each attempt signs anew.",
        );
    }
    failed(
        "Okta does not know the app, its key, or both",
        "Check OKTA_CLIENT_ID, OKTA_KEY_ID and the private key against the app's General tab, and that the app is active.",
    )
}

/// An ungranted scope has been seen to give each of these answers; they mean the same.
fn scopes(okta: &Client) -> Error {
    let asked = okta.settings().scopes.join(" ");
    Error::new(
        Kind::MissingScope,
        format!("Okta grants the app not all of the scopes asked for: {asked}"),
        format!(
            "A super administrator grants each of them to the app {SCOPES_TAB}; or take those out of OKTA_SCOPES that are not needed or misspelt. Then restart okta-mcp."
        ),
    )
}

fn dpop(refusal: &SignInRefusal, okta: &Client) -> Error {
    if okta.settings().dpop == okta::Dpop::Off {
        return Error::new(
            Kind::Misconfigured,
            "the app requires DPoP, and OKTA_DPOP is off",
            "Unset OKTA_DPOP (or set it to auto) and restart okta-mcp. There is no need to weaken the app.",
        );
    }
    failed(
        format!(
            "Okta does not take the DPoP proof; this machine's clock is {} s off Okta's",
            -refusal.skew
        ),
        "Set this machine's clock (NTP), and see whether a proxy rewrites the address or strips the DPoP header.",
    )
}
