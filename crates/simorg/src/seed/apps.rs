//! The applications of Acme, and who has them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::days_after_birth;
use crate::clock::whole_seconds;
use crate::family::app;
use crate::id;
use crate::oauth::client;
use crate::state::State;

/// Label, key in the catalogue, sign-on mode, groups.
type Line = (
    &'static str,
    &'static str,
    Option<&'static str>,
    &'static [&'static str],
);

const OIDC: Option<&str> = Some("OPENID_CONNECT");
const SAML: Option<&str> = Some("SAML_2_0");
const BOOKMARK: Option<&str> = Some("BOOKMARK");
const PLUGIN: Option<&str> = Some("BROWSER_PLUGIN");

const APPS: [Line; 20] = [
    ("Active Directory", "active_directory", None, &[]),
    ("Mail", "google", SAML, &["Everyone"]),
    ("Chat", "slack", SAML, &["Everyone"]),
    ("Handbook", "bookmark", BOOKMARK, &["Everyone"]),
    (
        "Source Control",
        "github_enterprise",
        SAML,
        &["Engineering", "Security"],
    ),
    ("Build Farm", "oidc_client", OIDC, &["Engineering"]),
    ("Production Console", "amazon_aws", SAML, &["On Call"]),
    ("Error Tracker", "sentry", SAML, &["Engineering", "Support"]),
    (
        "Customer Records",
        "salesforce",
        SAML,
        &["Sales", "Support"],
    ),
    ("Quote Builder", "oidc_client", OIDC, &["Sales"]),
    ("Partner Portal", "template_swa", PLUGIN, &["Sales EMEA"]),
    ("Help Centre", "zendesk", SAML, &["Support"]),
    ("Payroll", "workday", SAML, &["Finance", "People"]),
    ("Ledger", "netsuite", SAML, &["Finance"]),
    ("Expenses", "concur", SAML, &["Everyone"]),
    ("Campaigns", "hubspot", SAML, &["Marketing"]),
    (
        "Design Studio",
        "figma",
        SAML,
        &["Marketing", "Engineering"],
    ),
    ("Contracts", "docusign", SAML, &["Legal"]),
    ("Threat Desk", "splunk", SAML, &["Security"]),
    ("Old Intranet", "template_saml_2_0", SAML, &[]),
];

/// Puts the apps into the organisation, in the order of their ids, as Okta's ids grow with time.
pub fn plant(state: &mut State) {
    let mut taken = BTreeSet::new();
    let mut lines: Vec<(String, usize)> = Vec::new();
    for (number, (label, ..)) in APPS.iter().enumerate() {
        let id = id::readable("0oa", label, |id| taken.contains(id));
        taken.insert(id.clone());
        lines.push((id, number));
    }
    lines.push((state.access.app.client_id.clone(), APPS.len()));
    lines.sort();
    for (id, number) in lines {
        match APPS.get(number) {
            Some(line) => plant_line(state, &id, number, *line),
            None => client::plant(state),
        }
    }
    // Two people have apps by themselves, which deactivation takes and nothing gives back.
    for (login, label) in [("maeve.ohara", "Ledger"), ("ada", "Threat Desk")] {
        let user = state
            .directory
            .find_user(&format!("{login}@acme.example"))
            .map(|user| user.id.clone());
        let apps = state.tree.children(app::APPS);
        let held = apps
            .iter()
            .find(|(_, app)| app::text(app, "label") == label);
        let held = held.map(|(_, app)| app::text(app, "id").to_owned());
        if let (Some(user), Some(held)) = (user, held) {
            app::assign(state, &held, &user);
        }
    }
}

fn plant_line(state: &mut State, id: &str, number: usize, (label, name, mode, groups): Line) {
    let created = days_after_birth(i64::try_from(number).unwrap_or(0) * 40, 120);
    let status = match label {
        "Old Intranet" => "INACTIVE",
        _ => "ACTIVE",
    };
    let created = whole_seconds(created);
    let app = json!({
        "id": id,
        "name": name,
        "label": label,
        "status": status,
        "signOnMode": mode,
        "created": created,
        "lastUpdated": created,
        "visibility": { "appLinks": { "login": true } },
        "settings": { "app": form_of(name) },
    });
    let own = app::path(id);
    app::plant(state, &own, app.as_object().cloned().unwrap_or_default());
    let theirs: Vec<String> = state
        .directory
        .groups
        .values()
        .filter(|group| groups.contains(&group.name()))
        .map(|group| group.id.clone())
        .collect();
    for (rank, group) in theirs.into_iter().enumerate() {
        let held = json!({
            "id": group, "lastUpdated": created, "priority": rank, "profile": {},
        });
        let held = held.as_object().cloned().unwrap_or_default();
        state.tree.put(&format!("{own}/groups/{group}"), held);
    }
}

/// What the templates for a page on the web need to know of it.
fn form_of(name: &str) -> Value {
    match name {
        "bookmark" => json!({ "url": "https://handbook.acme.example" }),
        "template_swa" => json!({
            "url": "https://partners.acme.example", "buttonField": "sign-in",
            "usernameField": "name", "passwordField": "password",
        }),
        _ => json!({}),
    }
}
