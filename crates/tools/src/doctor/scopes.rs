//! Is every scope that is asked for one that exists, and is it granted?

use std::collections::BTreeSet;

use okta::{Client, Grant, Settings};
use operations::OPERATIONS;

use super::Finding;
use super::sign_in::Diagnosis;
use crate::advice::{Code, SCOPES_TAB};
use crate::quote::quote;

/// The most scopes that are asked for one by one.
const MOST: usize = 20;
/// A name nearer than this is what was meant.
const NEAR: f64 = 0.9;

/// The sign-in is refused for its scopes: which of them?
pub async fn refused(okta: &Client) -> Diagnosis {
    let settings = okta.settings();
    let (suspects, others): (Vec<String>, Vec<String>) = settings
        .scopes
        .iter()
        .cloned()
        .partition(|scope| !exists(scope));
    if !suspects.is_empty() {
        let findings = suspects.iter().map(|scope| invalid(scope)).collect();
        return Diagnosis {
            findings,
            cure: with(settings, others),
        };
    }
    let mut granted = Vec::new();
    for scope in others.iter().take(MOST) {
        if let Some(alone) = with(settings, vec![scope.clone()])
            && Client::new(alone).sign_in().await.is_ok()
        {
            granted.push(scope.clone());
        }
    }
    let refused: Vec<&String> = others
        .iter()
        .take(MOST)
        .filter(|s| !granted.contains(s))
        .collect();
    let mut findings = vec![not_granted(&refused)];
    if others.len() > MOST {
        let message = format!(
            "{} more scopes were not tried one by one",
            others.len() - MOST
        );
        findings.push(Finding::new(Code::NotChecked, message));
    }
    Diagnosis {
        findings,
        cure: with(settings, granted),
    }
}

/// The sign-in worked: what of the scopes asked for is missing from the token, and what of them
/// nothing will use.
pub fn check(okta: &Client, grant: &Grant, read_only: bool, findings: &mut Vec<Finding>) {
    let asked = &okta.settings().scopes;
    let missing: Vec<&String> = asked.iter().filter(|s| !grant.covers(s)).collect();
    if !missing.is_empty() {
        findings.push(not_granted(&missing));
    }
    let writes: Vec<&str> = grant
        .scopes
        .iter()
        .map(String::as_str)
        .filter(|scope| scope.ends_with(".manage"))
        .collect();
    if read_only && !writes.is_empty() {
        let message = format!(
            "OKTA_MCP_READ_ONLY is set, and the token could write all the same: {}",
            writes.join(" ")
        );
        let next_step = "Ask in OKTA_SCOPES for the .read scopes of the same names instead.";
        findings.push(Finding::new(Code::ScopeSurplus, message).with_next_step(next_step));
    }
}

fn with(settings: &Settings, scopes: Vec<String>) -> Option<Settings> {
    let is_any = !scopes.is_empty();
    is_any.then(|| Settings {
        scopes,
        ..settings.clone()
    })
}

fn not_granted(scopes: &[&String]) -> Finding {
    let names: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
    let names = names.join(" ");
    let message = format!("these scopes are asked for and not granted to the app: {names}");
    Finding::new(Code::ScopeNotGranted, message).with_next_step(format!(
        "A super administrator grants {names} to the app {SCOPES_TAB}; or take it out of OKTA_SCOPES. Then restart okta-mcp."
    ))
}

fn known() -> BTreeSet<&'static str> {
    OPERATIONS.iter().flat_map(|o| o.scopes).copied().collect()
}

fn exists(scope: &str) -> bool {
    scope != "openid" && !is_of_people(scope) && known().contains(scope)
}

/// What people may do to themselves.
fn is_of_people(scope: &str) -> bool {
    scope
        .rsplit_once('.')
        .is_some_and(|(_, last)| last == "self")
}

fn invalid(scope: &str) -> Finding {
    let openid = [
        "openid",
        "profile",
        "email",
        "address",
        "phone",
        "offline_access",
        "groups",
    ];
    let quoted = quote(scope);
    let why = if is_of_people(scope) || openid.contains(&scope) {
        format!("the scope {quoted} is for people who sign in, and no app may ask for it")
    } else {
        format!("Okta does not know the scope {quoted}")
    };
    let finding = Finding::new(Code::ScopeInvalid, why);
    match nearest(scope) {
        Some(near) => finding.with_next_step(format!(
            "Perhaps {near} is meant: correct OKTA_SCOPES, and restart okta-mcp."
        )),
        None => finding,
    }
}

fn nearest(scope: &str) -> Option<&'static str> {
    let rated = known()
        .into_iter()
        .map(|name| (strsim::jaro_winkler(name, scope), name));
    let best = rated.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    (best.0 > NEAR).then_some(best.1)
}
