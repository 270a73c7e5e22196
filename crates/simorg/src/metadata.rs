//! What the organisation tells without being asked who asks: discovery, and its public keys.

use serde_json::json;

use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::settings::Edition;
use crate::state::{Handler, State};

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("getWellknownOrgMetadata", organization),
    ("getWellKnownOpenIDConfiguration", openid),
    ("oauthKeys", keys),
];

/// The id of the organisation.
pub const ORGANIZATION: &str = "00o1acme00000000acme";

#[expect(clippy::unnecessary_wraps, reason = "every handler has this type")]
fn organization(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let pipeline = match state.settings.edition {
        Edition::Classic => "v1",
        Edition::Identity => "idx",
    };
    Ok(Answer::ok(json!({
        "id": ORGANIZATION,
        "cell": "sim1",
        "_links": { "organization": { "href": call.base() } },
        "pipeline": pipeline,
        "settings": {
            "analyticsCollectionEnabled": false,
            "bugReportingEnabled": false,
            "omEnabled": false,
            "pssoEnabled": false,
            "desktopMFAEnabled": false,
            "itpEnabled": false,
        },
    })))
}

#[expect(clippy::unnecessary_wraps, reason = "every handler has this type")]
fn openid(_: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let base = call.base();
    Ok(Answer::ok(json!({
        "issuer": base,
        "token_endpoint": format!("{base}/oauth2/v1/token"),
        "jwks_uri": format!("{base}/oauth2/v1/keys"),
        "grant_types_supported": ["client_credentials"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "dpop_signing_alg_values_supported":
            ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"],
    })))
}

#[expect(clippy::unnecessary_wraps, reason = "every handler has this type")]
fn keys(state: &mut State, _: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::ok(state.access.key_set()))
}
