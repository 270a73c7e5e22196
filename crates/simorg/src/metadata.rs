//! What the organisation tells without being asked who asks: discovery, and its public keys.

use serde_json::{Map, Value, json};

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

/// The settings that a client finds, each with the day since which it is there. `op4wEnabled` was there
/// for some months, on Identity Engine alone.
const SETTINGS: &[(&str, &str, &str)] = &[
    ("analyticsCollectionEnabled", "", "9"),
    ("bugReportingEnabled", "", "9"),
    ("omEnabled", "", "9"),
    ("pssoEnabled", "2023-02-01", "9"),
    ("desktopMFAEnabled", "2023-10-01", "9"),
    ("itpEnabled", "2024-01-01", "9"),
    ("op4wEnabled", "2024-09-01", "2025-05-01"),
];

#[expect(clippy::unnecessary_wraps, reason = "every handler has this type")]
fn organization(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let pipeline = match state.settings.edition {
        Edition::Classic => "v1",
        Edition::Identity => "idx",
    };
    let day = call.now.strftime("%Y-%m-%d").to_string();
    let settings: Map<String, Value> = SETTINGS
        .iter()
        .filter(|(_, since, until)| day.as_str() >= *since && day.as_str() < *until)
        .filter(|(name, ..)| *name != "op4wEnabled" || pipeline == "idx")
        .map(|(name, ..)| ((*name).to_owned(), Value::Bool(false)))
        .collect();
    Ok(Answer::ok(json!({
        "id": ORGANIZATION,
        "cell": "sim1",
        "_links": { "organization": { "href": call.base() } },
        "pipeline": pipeline,
        "settings": settings,
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
