//! The applications of Acme, and who has them.

use std::collections::BTreeSet;

use super::days_after_birth;
use crate::app::App;
use crate::directory::Directory;
use crate::id;

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

/// Puts the apps into the organisation.
pub fn plant(directory: &mut Directory) {
    for (number, (label, name, sign_on, groups)) in APPS.iter().enumerate() {
        let groups = directory
            .groups
            .values()
            .filter(|group| groups.contains(&group.name()))
            .map(|group| group.id.clone())
            .collect();
        let created = days_after_birth(i64::try_from(number).unwrap_or(0) * 40, 120);
        let app = App {
            id: id::readable("0oa", label, |id| directory.apps.contains_key(id)),
            label: (*label).to_owned(),
            name: (*name).to_owned(),
            sign_on: *sign_on,
            active: *label != "Old Intranet",
            created,
            last_updated: created,
            groups,
            users: BTreeSet::new(),
        };
        directory.apps.insert(app.id.clone(), app);
    }
    // Two people have apps by themselves, which deactivation takes and nothing gives back.
    for (login, label) in [("maeve.ohara", "Ledger"), ("ada", "Threat Desk")] {
        let user = directory
            .find_user(&format!("{login}@acme.example"))
            .map(|user| user.id.clone());
        let app = directory.apps.values_mut().find(|app| app.label == label);
        if let (Some(user), Some(app)) = (user, app) {
            app.users.insert(user);
        }
    }
}
