//! Advice for a token endpoint that says no.

use std::time::Duration;

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
        "access_denied" if by_device(okta) => failed(
            "the person said no at the browser, or Okta did for them",
            "Call again to get a new code, if they want to sign in after all.",
        ),
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
    error.okta = Some(Box::new(OktaError {
        status: refusal.status,
        code: Some(refusal.error.clone()).filter(|code| !code.is_empty()),
        summary: Some(refusal.description.clone()).filter(|text| !text.is_empty()),
        request_id: refusal.request_id.clone(),
        ..OktaError::default()
    }));
    error
}

fn by_device(okta: &Client) -> bool {
    matches!(okta.settings().credentials, okta::Credentials::Device(_))
}

/// A person must confirm a code in a browser. Both come from Okta, so they stand in quotes.
pub fn needed(url: &str, code: &str, left: Duration) -> Error {
    let minutes = left.as_secs().div_ceil(60);
    Error::new(
        Kind::SignInNeeded,
        format!(
            "a person must sign in to Okta first: open {url} and confirm the code {}",
            quote(code)
        ),
        format!(
            "Show the person the address and the code. They have {minutes} minutes; call again when they have signed in."
        ),
    )
}

fn failed(message: impl Into<String>, next_step: impl Into<String>) -> Error {
    Error::new(Kind::SignInFailed, message, next_step)
}

/// One cause of `invalid_client`: what Okta's description holds, what that means, what to do.
struct Cause {
    says: &'static [&'static str],
    message: &'static str,
    next_step: &'static str,
}

/// `invalid_client` has many causes, and Okta's description tells them apart (Okta, OAuth 2.0 error
/// texts). The first that fits counts.
const CAUSES: &[Cause] = &[
    Cause {
        says: &["kid"],
        message: "the app has no active key with the id {kid}",
        next_step: "Set OKTA_KEY_ID to the KID that the app's General tab shows beside the key, or register the key there.",
    },
    Cause {
        says: &["signature is invalid"],
        message: "the private key is not the one that the app knows under the id {kid}",
        next_step: "Give the private key that belongs to that KID (OKTA_PRIVATE_KEY_FILE), or set OKTA_KEY_ID to the KID of the key you have.",
    },
    Cause {
        says: &["expired", "issued before", "too far into the future"],
        message: "Okta finds the sign-in out of time; this machine's clock is {skew} s off Okta's",
        next_step: "Set this machine's clock (NTP), and call again.",
    },
    Cause {
        says: &["issuer", "subject", "client_id"],
        message: "the org has no app with the client id {client}",
        next_step: "Set OKTA_CLIENT_ID to the Client ID in the app's General tab, and check that OKTA_ORG_URL is the org it lives in.",
    },
    Cause {
        says: &["audience"],
        message: "Okta expects the sign-in at another address than OKTA_ORG_URL",
        next_step: "Set OKTA_ORG_URL to the org's own address, such as https://acme.okta.com, not to an authorization server.",
    },
    Cause {
        says: &["private_key_jwt"],
        message: "the app signs in with a client secret, not with a key",
        next_step: "In the app's General tab, set Client authentication to Public key / Private key, and register the public key.",
    },
    Cause {
        says: &["application_type"],
        message: "the app is not of type API Services",
        next_step: "Make an app of type API Services and use its client id and key.",
    },
    Cause {
        says: &["already been used"],
        message: "Okta has seen this very sign-in before",
        next_step: "Call again: each attempt signs anew.",
    },
];

fn client(refusal: &SignInRefusal, okta: &Client) -> Error {
    let fits = |cause: &&Cause| {
        cause
            .says
            .iter()
            .any(|text| refusal.description.contains(text))
    };
    let Some(cause) = CAUSES.iter().find(fits) else {
        return failed(
            "Okta does not know the app, its key, or both",
            "Check OKTA_CLIENT_ID, OKTA_KEY_ID and the private key against the app's General tab, and that the app is active.",
        );
    };
    let settings = okta.settings();
    let message = cause
        .message
        .replace("{kid}", &quote(settings.credentials.kid()))
        .replace("{client}", &quote(&settings.client_id))
        .replace("{skew}", &(-refusal.skew).to_string());
    failed(message, cause.next_step)
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
