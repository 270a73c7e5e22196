//! What the app is, where it may look at itself: its role, its grants, and what Okta makes of apps.

use okta::{Client, Response, Settings};
use operations::{Request, op};
use serde_json::Value;

use super::Finding;
use super::sign_in::Session;
use crate::advice::{Code, ROLES_TAB, SCOPES_TAB};

/// The scopes that looking at itself takes.
const LOOKING: [&str; 3] = ["okta.roles.read", "okta.appGrants.read", "okta.orgs.read"];
/// The most scopes that are named.
const NAMED: usize = 12;

/// Looks at the app as far as Okta lets it. Only what is granted anyhow is asked for.
pub async fn check(session: &Session, asked: &[String], findings: &mut Vec<Finding>) {
    let okta = looking(session).await;
    let client = okta.settings().client_id.clone();
    let (roles, grants, privileges) = futures::join!(
        read(&okta, op::list_roles_for_client(&client)),
        read(&okta, op::list_scope_consent_grants(&client)),
        read(&okta, op::get_client_privileges_setting()),
    );
    match roles {
        Some(roles) => super_admin(&roles.body, findings),
        None => findings.push(Finding::new(
            Code::NotChecked,
            "which admin role the app has cannot be read (only a super administrator may), so whether it covers every write of its scopes is not known",
        )),
    }
    if let Some(grants) = grants {
        surplus(&grants.body, asked, findings);
    }
    if let Some(setting) = privileges
        && setting.body["clientPrivilegesSetting"] == true
    {
        findings.push(Finding::new(
            Code::ClientsBecomeSuperAdmin,
            "Okta makes every app a super administrator as soon as a scope is granted to it",
        ));
    }
}

/// A connection that also asks for what looking takes, where that is not in the token already and
/// Okta gives it.
async fn looking(session: &Session) -> Client {
    let settings = session.okta.settings();
    let lacking = LOOKING.iter().filter(|scope| !session.grant.covers(scope));
    let scopes: Vec<String> = settings
        .scopes
        .iter()
        .cloned()
        .chain(lacking.map(|scope| (*scope).to_owned()))
        .collect();
    if scopes.len() == settings.scopes.len() {
        return session.okta.clone();
    }
    let wider = Client::new(Settings {
        scopes,
        ..settings.clone()
    });
    match wider.sign_in().await {
        Ok(_) => wider,
        Err(_) => session.okta.clone(),
    }
}

async fn read(okta: &Client, request: Request) -> Option<Response> {
    let grant = okta.granted()?;
    let may = request.operation().scopes.iter().all(|s| grant.covers(s));
    if !may {
        return None;
    }
    okta.send(&request).await.ok()
}

fn super_admin(roles: &Value, findings: &mut Vec<Finding>) {
    let mut roles = roles.as_array().into_iter().flatten();
    if roles.any(|role| role["type"] == "SUPER_ADMIN") {
        findings.push(Finding::new(
            Code::RoleIsSuperAdmin,
            "the app is a super administrator: it may do whatever its scopes name, on everybody",
        ).with_next_step(format!(
            "A super administrator assigns the smallest role that serves to the app {ROLES_TAB}, and takes Super Administrator away. No tool of okta-mcp needs it to read people, groups, apps or the log."
        )));
    }
}

/// What is granted to the app and not asked for.
fn surplus(grants: &Value, asked: &[String], findings: &mut Vec<Finding>) {
    let granted = grants.as_array().into_iter().flatten();
    let mut surplus: Vec<&str> = granted
        .filter_map(|grant| grant["scopeId"].as_str())
        .filter(|scope| !okta::covers(asked.iter().map(String::as_str), scope))
        .collect();
    surplus.sort_unstable();
    if surplus.is_empty() {
        return;
    }
    let more = surplus.len().saturating_sub(NAMED);
    let mut names = surplus
        .iter()
        .take(NAMED)
        .copied()
        .collect::<Vec<_>>()
        .join(" ");
    if more > 0 {
        names = format!("{names} and {more} more");
    }
    let message = format!("these scopes are granted to the app and not asked for: {names}");
    findings.push(
        Finding::new(Code::ScopeSurplus, message).with_next_step(format!(
            "A super administrator revokes those that nobody needs {SCOPES_TAB}."
        )),
    );
}
