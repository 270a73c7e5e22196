//! Advice for a token endpoint that says no.

use std::time::Duration;

use okta::{Client, SignInRefusal};

use super::{Code, SCOPES_TAB};
use crate::error::OktaError;
use crate::quote::quote;
use crate::{Error, Kind};

/// The advice for a refused sign-in.
pub fn advice(refusal: &SignInRefusal, okta: &Client) -> Error {
    let mut error = match refusal.error.as_str() {
        "invalid_client" => client(refusal, okta),
        "invalid_scope" | "consent_required" => scopes(okta),
        "client_credentials_self_scope_requested" => Code::ScopeInvalid
            .error("a scope that ends in .self is for people, and no app may ask for it"),
        "invalid_dpop_proof" | "use_dpop_nonce" => dpop(refusal, okta),
        "access_denied" if by_device(okta) => failed(
            "the person said no at the browser, or Okta did for them",
            "Call again to get a new code, if they want to sign in after all.",
        ),
        "access_denied" => {
            Code::NetworkZoneBlocked.error("Okta refuses this app from this network address")
        }
        "unauthorized_client" | "unsupported_grant_type" => {
            Code::ClientWrongType.error("the app may not use client credentials")
        }
        "E0000260" => Code::OrgSuspended.error("the org is deactivated"),
        _ => Code::AssertionRejected.error(format!(
            "the token endpoint refused the sign-in (status {})",
            refusal.status
        )),
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

/// One cause of `invalid_client`: what Okta's description holds, and what that means.
struct Cause {
    says: &'static [&'static str],
    code: Code,
    message: &'static str,
}

/// `invalid_client` has many causes, and Okta's description tells them apart (Okta, OAuth 2.0 error
/// texts). The first that fits counts.
const CAUSES: &[Cause] = &[
    Cause {
        says: &["kid"],
        code: Code::KeyIdUnknown,
        message: "the app has no active key with the id {kid}",
    },
    Cause {
        says: &["JWKSet configured"],
        code: Code::KeyIdUnknown,
        message: "the app has no public key at all",
    },
    Cause {
        says: &["signature is invalid", "signature algorithm is invalid"],
        code: Code::KeyMismatch,
        message: "the private key is not the one that the app knows under the id {kid}",
    },
    Cause {
        says: &["expired", "issued before", "too far into the future"],
        code: Code::ClockSkew,
        message: "Okta finds the sign-in out of time; this machine's clock is {skew} s off Okta's",
    },
    Cause {
        says: &["issuer", "subject", "client_id"],
        code: Code::ClientUnknown,
        message: "the org has no app with the client id {client}",
    },
    Cause {
        says: &["audience"],
        code: Code::TokenEndpointIsCustom,
        message: "Okta expects the sign-in at another address than OKTA_ORG_URL",
    },
    Cause {
        says: &["private_key_jwt"],
        code: Code::ClientWrongAuthMethod,
        message: "the app signs in with a client secret, not with a key",
    },
    Cause {
        says: &["application_type"],
        code: Code::ClientWrongType,
        message: "the app is not of type API Services",
    },
    Cause {
        says: &["already been used"],
        code: Code::AssertionRejected,
        message: "Okta says that it has seen this very sign-in before, and each signs anew",
    },
];

/// The code that Okta's words for `invalid_client` stand for, where they say it.
pub(crate) fn code_of(description: &str) -> Option<Code> {
    cause_of(description).map(|cause| cause.code)
}

fn cause_of(description: &str) -> Option<&'static Cause> {
    let fits = |cause: &&Cause| cause.says.iter().any(|text| description.contains(text));
    CAUSES.iter().find(fits)
}

fn client(refusal: &SignInRefusal, okta: &Client) -> Error {
    let Some(cause) = cause_of(&refusal.description) else {
        return Code::AssertionRejected.error("Okta does not know the app, its key, or both");
    };
    let settings = okta.settings();
    let message = cause
        .message
        .replace("{kid}", &quote(&settings.credentials.kid()))
        .replace("{client}", &quote(&settings.client_id))
        .replace("{skew}", &(-refusal.skew).to_string());
    cause.code.error(message)
}

/// An ungranted scope has been seen to give each of these answers; they mean the same.
fn scopes(okta: &Client) -> Error {
    let asked = okta.settings().scopes.join(" ");
    Code::ScopeNotGranted
        .error(format!(
            "Okta grants the app not all of the scopes asked for: {asked}"
        ))
        .with_next_step(format!(
            "A super administrator grants each of them to the app {SCOPES_TAB}; or take those out of OKTA_SCOPES that are not needed or misspelt. Then restart okta-mcp. `okta-mcp doctor` tells which they are."
        ))
}

fn dpop(refusal: &SignInRefusal, okta: &Client) -> Error {
    if okta.settings().dpop == okta::Dpop::Off {
        return Code::DpopRequired.error("the app requires DPoP, and OKTA_DPOP is off");
    }
    let says = |part: &str| refusal.description.contains(part);
    if says("future") || says("in the past") || says("expired") {
        return Code::ClockSkew.error(format!(
            "Okta finds the DPoP proof out of time; this machine's clock is {} s off Okta's",
            -refusal.skew
        ));
    }
    let what = if says("missing") {
        "the DPoP proof was sent, and did not arrive at Okta"
    } else {
        "Okta does not take the DPoP proof: it is not as it was sent"
    };
    Code::DpopBrokenByProxy.error(what)
}
