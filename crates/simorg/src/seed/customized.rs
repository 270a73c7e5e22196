//! What Acme made itself beside its people and apps: a second brand with its pages and texts, domains, a
//! policy, and what its computers must have.

use serde_json::{Value, json};

use crate::id;
use crate::state::State;
use crate::tree::{act, sow};

/// Puts it into an organisation that has what every organisation has.
pub fn plant(state: &mut State) {
    let labs = brand(state, "Acme Labs");
    brand(state, "Acme Pop-up");
    pages(state, &labs);
    texts(state, &labs);
    image(state, &labs);
    domains(state, &labs);
    policy(state);
    computers(state);
}

/// Plants a document below a collection whose documents have that blank path; its id.
fn put(state: &mut State, blank: &str, collection: &str, (prefix, body): (&str, Value)) -> String {
    let mut names = ["name", "domain", "language"].into_iter();
    let called = names.find_map(|member| body.get(member)?.as_str());
    let taken = |id: &str| state.tree.has(&format!("{collection}/{id}"));
    let id = id::readable(prefix, called.unwrap_or("thing"), taken);
    plant_at(state, blank, &format!("{collection}/{id}"), body);
    id
}

fn plant_at(state: &mut State, blank: &str, path: &str, body: Value) {
    let body = body.as_object().cloned().unwrap_or_default();
    sow::plant(state, path, act::kind(blank), body);
}

/// A brand; its path.
fn brand(state: &mut State, name: &str) -> String {
    let brands = "/api/v1/brands";
    let body = json!({ "name": name });
    let id = put(state, "/api/v1/brands/{}", brands, ("bnd", body));
    format!("{brands}/{id}")
}

fn pages(state: &mut State, brand: &str) {
    let sign_in = json!({
        "pageContent": "<!DOCTYPE html><html><head>{{{SignInWidgetResources}}}</head><body><h1>Labs</h1><div id=\"okta-login-container\"></div></body></html>",
        "widgetVersion": "^7",
        "widgetCustomizations": { "signInLabel": "Labs", "widgetGeneration": "G3" },
        "contentSecurityPolicySetting": { "mode": "report_only", "srcList": [] },
    });
    let error = json!({
        "pageContent": "<!DOCTYPE html><html><body><h1>{{{errorSummary}}}</h1></body></html>",
        "contentSecurityPolicySetting": { "mode": "report_only", "srcList": [] },
    });
    for (page, body) in [("sign-in", sign_in), ("error", error)] {
        for part in ["customized", "preview"] {
            let blank = format!("/api/v1/brands/{{}}/pages/{page}/{part}");
            let path = format!("{brand}/pages/{page}/{part}");
            plant_at(state, &blank, &path, body.clone());
        }
    }
}

fn texts(state: &mut State, brand: &str) {
    let blank = "/api/v1/brands/{}/templates/email/{}/customizations/{}";
    let collection = format!("{brand}/templates/email/ForgotPassword/customizations");
    for (language, subject) in [("en", "A new password"), ("fr", "Nouveau mot de passe")] {
        let body = json!({
            "language": language,
            "isDefault": language == "en",
            "subject": subject,
            "body": "<html><body><a href=\"${resetPasswordLink}\">Labs</a></body></html>",
        });
        put(state, blank, &collection, ("oel", body));
    }
}

/// Gives the brand's theme a background.
fn image(state: &mut State, brand: &str) {
    let themes = state.tree.children(&format!("{brand}/themes"));
    let theme = themes.first().map(|(path, _)| (*path).to_owned());
    if let Some(theme) = theme.and_then(|path| state.tree.get_mut(&path)) {
        let image = "https://cdn.acme.example/fs/bco/1/fs01labs";
        theme.insert("backgroundImage".to_owned(), json!(image));
    }
}

fn domains(state: &mut State, brand: &str) {
    let id = brand.rsplit_once('/').map_or(brand, |(_, id)| id);
    let login = json!({
        "domain": "login.acme.example", "certificateSourceType": "MANUAL", "brandId": id,
    });
    let domains = "/api/v1/domains";
    put(state, "/api/v1/domains/{}", domains, ("OcD", login));
    // One whose DNS records were found, and which waits for its certificate.
    let proven = json!({
        "domain": "sso.acme.example", "certificateSourceType": "MANUAL", "brandId": id,
        "validationStatus": "VERIFIED",
    });
    put(state, "/api/v1/domains/{}", domains, ("OcD", proven));
    let mail = json!({
        "domain": "mail.acme.example", "displayName": "Acme", "userName": "noreply",
        "brandId": id, "validationSubdomain": "mail",
    });
    let domains = "/api/v1/email-domains";
    let mail = put(state, "/api/v1/email-domains/{}", domains, ("OeD", mail));
    if let Some(brand) = state.tree.get_mut(brand) {
        brand.insert("emailDomainId".to_owned(), json!(mail));
    }
}

fn policy(state: &mut State) {
    let policies = "/api/v1/policies";
    let body = json!({
        "type": "ACCESS_POLICY", "name": "Contractors", "description": "Who is not employed",
        "status": "ACTIVE", "priority": 1, "system": false, "conditions": null,
    });
    let id = put(state, "/api/v1/policies/{}", policies, ("rst", body));
    let rules = format!("{policies}/{id}/rules");
    let rule = json!({
        "type": "ACCESS_POLICY", "name": "Two factors", "status": "ACTIVE", "priority": 0,
        "system": false,
        "conditions": { "network": { "connection": "ANYWHERE" } },
        "actions": { "appSignOn": { "access": "ALLOW", "verificationMethod": {
            "type": "ASSURANCE", "factorMode": "2FA", "reauthenticateIn": "PT2H",
            "constraints": [{ "possession": { "phishingResistant": "REQUIRED" } }],
        } } },
    });
    put(state, "/api/v1/policies/{}/rules/{}", &rules, ("rul", rule));
}

fn computers(state: &mut State) {
    let body = json!({
        "name": "Company Macs", "platform": "MACOS",
        "osVersion": { "minimum": "14.2.1" },
        "diskEncryptionType": { "include": ["ALL_INTERNAL_VOLUMES"] },
        "screenLockType": { "include": ["BIOMETRIC", "PASSCODE"] },
        "secureHardwarePresent": true,
        "displayRemediationMode": "SHOW",
    });
    let all = "/api/v1/device-assurances";
    put(state, "/api/v1/device-assurances/{}", all, ("dae", body));
}
