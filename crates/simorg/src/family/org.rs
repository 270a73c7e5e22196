//! The organisation's own settings: contacts, API tokens, Okta's support, notifications.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree::{self, Document, act, show, sow};

/// The API token that every organisation has, and that requests may come with.
pub const TOKEN: &str = "/api/v1/api-tokens/00T1automation000acme";

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("getOrgContactUser", owned),
    ("listOrgContactTypes", owned),
    ("replaceOrgContactUser", replace_contact),
    ("listApiTokens", owned),
    ("getApiToken", owned),
    ("upsertApiToken", owned),
    ("revokeCurrentApiToken", revoke_current),
    ("grantOktaSupport", support),
    ("extendOktaSupport", support),
    ("listSubscriptionsRole", subscriptions),
    ("getSubscriptionsNotificationTypeRole", subscriptions),
    ("subscribeByNotificationTypeRole", subscriptions),
    ("unsubscribeByNotificationTypeRole", subscriptions),
    ("listSubscriptionsUser", subscriptions),
    ("getSubscriptionsNotificationTypeUser", subscriptions),
    ("subscribeByNotificationTypeUser", subscriptions),
    ("unsubscribeByNotificationTypeUser", subscriptions),
    ("updateFeatureLifecycle", turn_feature),
    ("listPrincipalRateLimitEntities", list_rate_limits),
    ("createPrincipalRateLimitEntity", create_rate_limit),
];

/// Contacts and tokens are the owner's, until somebody says otherwise.
fn owned(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let owner = json!(state.owner());
    for collection in ["/api/v1/org/contacts", "/api/v1/api-tokens"] {
        let paths: Vec<String> = state
            .tree
            .children(collection)
            .into_iter()
            .filter(|(_, held)| !held.contains_key("userId"))
            .map(|(path, _)| path.to_owned())
            .collect();
        for path in paths {
            if let Some(held) = state.tree.get_mut(&path) {
                held.insert("userId".to_owned(), owner.clone());
            }
        }
    }
    tree::answer(state, call)
}

fn replace_contact(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.object()?;
    let user = body
        .get("userId")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if !state.directory.users.contains_key(user) {
        return Err(Refusal::not_found(user, "User"));
    }
    tree::answer(state, call)
}

/// The token that the request came with is the one that every organisation has; it is good no longer.
#[expect(clippy::unnecessary_wraps, reason = "every handler has this type")]
fn revoke_current(state: &mut State, _: &Call<'_>) -> Result<Answer, Refusal> {
    state.tree.uproot(TOKEN);
    Ok(Answer::empty(204))
}

/// Okta's support may come in for eight hours; each extension adds a day.
fn support(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let path = "/api/v1/org/privacy/oktaSupport";
    let held = state.tree.get(path);
    let ends: Option<Timestamp> =
        held.and_then(|held| held.get("expiration")?.as_str()?.parse().ok());
    let end = match ends {
        Some(end) if call.operation.id == "extendOktaSupport" => {
            end.saturating_add(SignedDuration::from_hours(24))
        }
        _ => call.now.saturating_add(SignedDuration::from_hours(8)),
    };
    let mut document = Document::new();
    document.insert("support".to_owned(), json!("ENABLED"));
    let end = end.map(whole_seconds).unwrap_or_default();
    document.insert("expiration".to_owned(), json!(end));
    state.tree.put(path, document);
    tree::answer(state, call)
}

/// The notifications to which administrators subscribe, and whether they have from the start.
const NOTIFICATIONS: &[(&str, bool)] = &[
    ("AD_AGENT", true),
    ("AGENT_AUTO_UPDATE_NOTIFICATION", true),
    ("APP_IMPORT", false),
    ("CONNECTOR_AGENT", true),
    ("IWA_AGENT", true),
    ("LDAP_AGENT", true),
    ("OKTA_ANNOUNCEMENT", true),
    ("OKTA_ISSUE", true),
    ("OKTA_UPDATE", true),
    ("RATELIMIT_NOTIFICATION", true),
    ("REPORT_SUSPICIOUS_ACTIVITY", false),
    ("USER_DEPROVISION", true),
    ("USER_LOCKED_OUT", false),
];

/// Subscriptions are there as soon as they are asked for.
fn subscriptions(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (place, blank) = if call.operation.path.starts_with("/api/v1/users/") {
        let user = crate::user::named(&state.directory, call)?;
        let place = format!("/api/v1/users/{}/subscriptions", user.id);
        (place, "/api/v1/users/{}/subscriptions/{}")
    } else {
        let place = format!("/api/v1/roles/{}/subscriptions", call.value(0));
        (place, "/api/v1/roles/{}/subscriptions/{}")
    };
    if state.tree.children(&place).is_empty() {
        for (name, subscribed) in NOTIFICATIONS {
            let status = if *subscribed {
                "subscribed"
            } else {
                "unsubscribed"
            };
            let mut body = Document::new();
            body.insert("notificationType".to_owned(), json!(name));
            body.insert("status".to_owned(), json!(status));
            sow::plant(state, &format!("{place}/{name}"), act::kind(blank), body);
        }
    }
    tree::answer(state, call)
}

/// `/features/{id}/enable`, in upper case too.
fn turn_feature(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = call.value(0);
    let path = format!("/api/v1/features/{id}");
    let status = match call.value(1).to_ascii_uppercase().as_str() {
        "ENABLE" => "ENABLED",
        "DISABLE" => "DISABLED",
        _ => return Err(Refusal::no_such_method()),
    };
    let Some(feature) = state.tree.get_mut(&path) else {
        return Err(Refusal::not_found(id, "Feature"));
    };
    feature.insert("status".to_owned(), json!(status));
    let document = feature.clone();
    let view = tree::rule::View::Updated;
    Ok(Answer::ok(show::shown(
        state,
        call,
        (&path, view),
        document,
    )))
}

/// A list without the kind of principal is refused.
fn list_rate_limits(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let filter = call.query.get("filter").unwrap_or_default();
    if !filter.contains("principalType") {
        let cause = "The provided filter parameter did not contain the required attrbute filter \"principalType\"";
        return Err(Refusal::invalid("principalRateLimitMediated", cause));
    }
    tree::answer(state, call)
}

/// An entity needs a principal that is there, and may be made once. Which of the two Okta says by its
/// refusal without a cause is a guess.
fn create_rate_limit(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.object()?;
    let held = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
    let (kind, id) = (held("principalType"), held("principalId"));
    let collection = "/api/v1/principal-rate-limits";
    let twice = state
        .tree
        .children(collection)
        .iter()
        .any(|(_, held)| held.get("principalId").is_some_and(|known| known == id));
    let bare = !body.contains_key("defaultPercentage");
    if twice || bare || !["SSWS_TOKEN", "OAUTH_CLIENT"].contains(&kind) {
        let summary = "Api validation failed: principalRateLimitMediated";
        return Err(Refusal::new(400, "E0000001", summary));
    }
    tree::answer(state, call)
}
