//! What happened, why, and what next: the one place where faults become words.

mod administrator;
mod code;
mod remedies;
mod role;
mod settings;
pub(crate) mod sign_in;

use std::time::Duration;

use okta::{Client, Fault, Refusal, Unreachable};
use operations::Operation;

pub use administrator::{of as of_administrator, steps_beyond};
pub use code::{Code, Ground, Row, Severity};
pub use role::{label as role_label, serves as role_serves, smallest_for};
pub(crate) use role::{missing_role, role_for, roles_besides};
pub use settings::{key, org_url};

use crate::error::OktaError;
use crate::quote::quote;
use crate::{Error, Kind};

/// Where an app's client id, keys, DPoP and network access are, under both names of the menu.
pub const GENERAL_TAB: &str = "in the Okta Admin Console under Applications and Resources > Applications \
     (formerly Applications > Applications), in the app's General tab";
/// Where an app's API scopes are granted.
pub const SCOPES_TAB: &str = "in the Okta Admin Console under Applications and Resources > Applications \
     (formerly Applications > Applications), in the app's Okta API Scopes tab";
/// Where an app's admin roles are assigned.
pub const ROLES_TAB: &str = "in the Okta Admin Console under Applications and Resources > Applications \
     (formerly Applications > Applications), in the app's Admin roles tab";

/// The advice for a fault of a request.
pub fn of(fault: &Fault, operation: &Operation, okta: &Client) -> Error {
    match fault {
        Fault::Refused(refusal) => refused(refusal, operation, okta),
        Fault::SignIn(refusal) => sign_in::advice(refusal, okta),
        Fault::SignInNeeded { url, code, left } => sign_in::needed(url, code, *left),
        Fault::Unreachable(why) => unreachable(why),
        Fault::UnknownOutcome(why) => unknown_outcome(why, operation),
        Fault::RateLimited {
            wait,
            concurrent,
            request_id,
        } => rate_limited(*wait, *concurrent, request_id.clone()),
        Fault::NotOkta { status, what } => Code::UrlNotOkta.error(format!(
            "what answered at {} is not Okta's API: status {status} with {what}",
            okta.settings().org
        )),
        Fault::ForeignLink { host } => Error::new(
            Kind::OktaRejected,
            format!(
                "Okta's answer points to another host, {}, for its next page; it was not followed",
                quote(host)
            ),
            "Set OKTA_ORG_URL to the address that Okta itself uses for the org.",
        ),
        Fault::EndlessList => Error::new(
            Kind::OktaRejected,
            "Okta gave the same page twice, so the list would never end",
            "Use a narrower search.",
        ),
        Fault::BadValue(bad) => Error::invalid_input(bad.to_string()),
        Fault::Signing(_) => Error::new(
            Kind::Misconfigured,
            "signing failed: the operating system gave no randomness",
            "Restart okta-mcp; if it happens again, check the machine's random source.",
        ),
        Fault::NotBound => Code::DpopNotEnforced.error(fault.to_string()),
        Fault::Settings(what) => Code::SettingsInvalid
            .error(what.clone())
            .with_next_step("Correct HTTPS_PROXY or SSL_CERT_FILE, and restart okta-mcp."),
    }
}

fn unknown_outcome(why: &Unreachable, operation: &Operation) -> Error {
    Error::new(
        Kind::UnknownOutcome,
        format!(
            "{} was sent to Okta and the answer was lost ({why}); it may have happened",
            operation.id
        ),
        "Read the thing again to see whether it happened before repeating the call.",
    )
}

fn rate_limited(wait: Duration, concurrent: bool, request_id: Option<String>) -> Error {
    let seconds = wait.as_secs().max(1);
    let limit = if concurrent {
        "requests at once"
    } else {
        "requests a minute"
    };
    let mut error = Code::RateLimited
        .error(format!(
            "Okta's limit on {limit} is used up for this endpoint; it renews in {seconds} s"
        ))
        .with_next_step(format!("Wait {seconds} s and call again."));
    error.okta = Some(Box::new(OktaError {
        status: 429,
        code: Some("E0000047".into()),
        request_id,
        ..OktaError::default()
    }));
    error
}

/// A scope that the token does not carry. Nothing was sent.
pub fn missing_scope(scope: &str, okta: &Client) -> Error {
    let asked = okta.settings().scopes.iter().map(String::as_str);
    let next_step = if okta::covers(asked, scope) {
        format!(
            "A super administrator grants {scope} to the app {SCOPES_TAB}; then restart okta-mcp."
        )
    } else {
        format!(
            "Add {scope} to OKTA_SCOPES, have a super administrator grant it to the app {SCOPES_TAB}, and restart okta-mcp."
        )
    };
    let message = format!("the connection lacks the scope {scope}; nothing was sent to Okta");
    Code::ScopeNotGranted
        .error(message)
        .with_next_step(next_step)
}

fn refused(refusal: &Refusal, operation: &Operation, okta: &Client) -> Error {
    let mut error = explain(refusal, operation, okta);
    error.okta = Some(Box::new(OktaError {
        status: refusal.status,
        code: refusal.code.clone(),
        summary: refusal.summary.clone(),
        id: refusal.id.clone(),
        request_id: refusal.request_id.clone(),
        causes: refusal.causes.clone(),
    }));
    if let (Some(okta), Some(challenge)) = (&mut error.okta, &refusal.challenge) {
        okta.code = okta.code.take().or_else(|| challenge.error.clone());
        okta.summary = okta
            .summary
            .take()
            .or_else(|| challenge.description.clone());
    }
    error
}

fn explain(refusal: &Refusal, operation: &Operation, okta: &Client) -> Error {
    if refusal.lacks_scope() {
        let challenge = refusal.challenge.as_ref().and_then(|c| c.scope.as_deref());
        let scope = challenge
            .or(operation.scopes.first().copied())
            .unwrap_or_default();
        return Error {
            message: format!("Okta refused the request: the token lacks the scope {scope}"),
            ..missing_scope(scope, okta)
        };
    }
    if refusal.lacks_role() {
        return missing_role(operation);
    }
    if refusal.lacks_feature() {
        return Code::FeatureOff.error(format!(
            "this org has not the feature that {} belongs to",
            operation.id
        ));
    }
    if refusal.is_managed_elsewhere() {
        return Error::new(
            Kind::ManagedElsewhere,
            "this person or group is managed by another system (a directory, HR or an app), and Okta refuses the change",
            "Make the change in the system that manages it; Okta takes it over at the next import.",
        );
    }
    if is_suspended(refusal) {
        return Code::OrgSuspended.error("the org is deactivated");
    }
    if refusal.rejects_proof() {
        return Code::DpopBrokenByProxy.error(
            "Okta does not take the DPoP proof of a request, though it took that of the sign-in",
        );
    }
    if refusal.rejects_token() {
        return Error::new(
            Kind::SignInFailed,
            "Okta did not take the access token, though a new one was fetched",
            "Check that the app is still active, and that no proxy changes the Authorization and DPoP headers.",
        );
    }
    rejected(refusal, operation)
}

/// A developer org that was switched off (Okta, error codes: E0000260).
pub(crate) fn is_suspended(refusal: &Refusal) -> bool {
    refusal.code.as_deref() == Some("E0000260")
}

/// Refusals that are about the request, not about the connection.
fn rejected(refusal: &Refusal, operation: &Operation) -> Error {
    if refusal.is_not_found() {
        return Error::new(
            Kind::NotFound,
            format!("Okta has no such thing ({} answered 404)", operation.id),
            "Check the id; a list tool finds it. It may also lie outside what the app's admin role may see.",
        );
    }
    if refusal.is_conflict() {
        return Error::new(
            Kind::Conflict,
            format!("the present state forbids it: {}", said(refusal)),
            "Read the thing, see its status, and choose the step that its state allows.",
        );
    }
    if refusal.status >= 500 {
        return Error::new(
            Kind::OktaRejected,
            format!("Okta failed on its side (status {})", refusal.status),
            "Try again in a minute. If it was a write, read the thing first: it may have happened.",
        );
    }
    Error::new(
        Kind::OktaRejected,
        format!("Okta refused {}: {}", operation.id, said(refusal)),
        "Correct what Okta names and call again.",
    )
}

/// Okta's summary and causes, quoted.
fn said(refusal: &Refusal) -> String {
    let summary = refusal.summary.as_deref().unwrap_or("no reason given");
    let mut said = vec![quote(summary)];
    said.extend(refusal.causes.iter().take(5).map(|cause| quote(cause)));
    said.join(", ")
}

fn unreachable(why: &Unreachable) -> Error {
    let code = match why {
        Unreachable::Dns { .. } => Code::DnsFailed,
        Unreachable::Tls { .. } => Code::TlsFailed,
        Unreachable::Proxy { .. } => Code::ProxyRefused,
        Unreachable::Connect { .. } | Unreachable::Timeout { .. } | Unreachable::Broken { .. } => {
            Code::Unreachable
        }
    };
    code.error(format!("Okta cannot be reached: {why}"))
}
