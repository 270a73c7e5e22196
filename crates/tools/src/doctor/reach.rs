//! Does anybody answer at the org's address, over trusted TLS, and is it Okta?

use okta::{Client, Fault, Response, Unreachable};
use operations::op;
use serde_json::Value;

use super::Finding;
use crate::advice::{self, Code};

/// Whether Okta was reached; nothing else can be checked otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// It was.
    Yes,
    /// It was not, and why has been said.
    No,
}

/// Asks what Okta tells anybody (`/.well-known/okta-organization`).
pub async fn check(okta: &Client, findings: &mut Vec<Finding>) -> Reached {
    let fault = match ask(okta).await {
        Ok(answer) if answer.body["pipeline"].is_string() => {
            findings.push(seen(okta, &answer.body));
            return Reached::Yes;
        }
        Ok(_) => {
            findings.push(not_okta(okta, "it knows nothing of an Okta organisation"));
            return Reached::No;
        }
        Err(fault) => fault,
    };
    let Some(refusal) = fault.refusal() else {
        findings.push(unreachable(okta, &fault));
        return Reached::No;
    };
    let is_okta = refusal.code.as_deref().is_some_and(|c| c.starts_with("E0"));
    if advice::is_suspended(refusal) {
        findings.push(Finding::new(Code::OrgSuspended, "the org is deactivated"));
        return Reached::No;
    }
    if refusal.status >= 500 {
        let message = format!("Okta fails on its side (status {})", refusal.status);
        findings.push(Finding::new(Code::Unreachable, message));
        return Reached::No;
    }
    if is_okta {
        let message = "Okta did not tell which engine the org runs on";
        findings.push(Finding::new(Code::NotChecked, message));
        return Reached::Yes;
    }
    let what = format!("it answers {} where Okta tells of the org", refusal.status);
    findings.push(not_okta(okta, &what));
    Reached::No
}

/// Asks; again where the connection broke, which it may do once.
async fn ask(okta: &Client) -> Result<Response, Fault> {
    let request = op::get_wellknown_org_metadata();
    let first = okta.ask_openly(&request).await;
    match &first {
        Err(Fault::Unreachable(Unreachable::Broken { .. })) => okta.ask_openly(&request).await,
        _ => first,
    }
}

fn not_okta(okta: &Client, what: &str) -> Finding {
    let message = format!(
        "what answers at {} is not Okta: {what}",
        okta.settings().org
    );
    Finding::new(Code::UrlNotOkta, message)
}

fn unreachable(okta: &Client, fault: &Fault) -> Finding {
    let settings = okta.settings();
    let proxied = settings
        .proxy
        .as_ref()
        .is_some_and(|proxy| proxy.is_for(settings.org.host()));
    match fault {
        Fault::NotOkta { status, .. } if proxied && matches!(status, 403 | 502..=504) => {
            let message = format!(
                "the proxy, or what stands behind it, answers {status} in the place of Okta"
            );
            Finding::new(Code::ProxyRefused, message)
        }
        Fault::NotOkta { status, what } => not_okta(okta, &format!("status {status} with {what}")),
        _ => Finding::of(advice::of(fault, &op::GET_WELLKNOWN_ORG_METADATA, okta)),
    }
}

fn seen(okta: &Client, body: &Value) -> Finding {
    let org = &okta.settings().org;
    let engine = match body["pipeline"].as_str() {
        Some("idx") => "Identity Engine",
        Some("v1") => "Classic Engine",
        _ => "an engine that is not known here",
    };
    let kind = if org.is_production() {
        "a production org"
    } else {
        "an org for trying things out (preview, developer, trial or this machine)"
    };
    Finding::new(
        Code::OrgSeen,
        format!("{} is {kind} on {engine}", org.host()),
    )
}
