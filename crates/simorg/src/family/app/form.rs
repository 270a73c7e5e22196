//! The request for an application brought into form: what may be written, and what a template has.

use serde_json::{Map, Value, json};

use super::{template, text};
use crate::call::Call;
use crate::state::State;
use crate::tree::edit::{Clash, merge};
use crate::tree::{Document, member};

/// What a request may write.
const WRITTEN: [&str; 10] = [
    "name",
    "label",
    "accessibility",
    "licensing",
    "visibility",
    "signOnMode",
    "credentials",
    "settings",
    "profile",
    "expressConfiguration",
];

/// What the organisation keeps over a replacement.
const KEPT: [&str; 5] = ["id", "name", "status", "created", "features"];

const SETTINGS: [&str; 9] = [
    "app",
    "notifications",
    "manualProvisioning",
    "implicitAssignment",
    "emOptInStatus",
    "notes",
    "identityStoreId",
    "inlineHookId",
    "signOn",
];

/// The settings of sign-on that an application of one's own has with SAML 2.0.
const OWN_SAML: [&str; 26] = [
    "defaultRelayState",
    "ssoAcsUrl",
    "idpIssuer",
    "audience",
    "recipient",
    "destination",
    "subjectNameIdTemplate",
    "subjectNameIdFormat",
    "responseSigned",
    "assertionSigned",
    "signatureAlgorithm",
    "digestAlgorithm",
    "honorForceAuthn",
    "authnContextClassRef",
    "spIssuer",
    "requestCompressed",
    "attributeStatements",
    "configuredAttributeStatements",
    "inlineHooks",
    "assertionEncryption",
    "allowMultipleAcsEndpoints",
    "acsEndpoints",
    "samlSignedRequestEnabled",
    "samlAssertionLifetimeSeconds",
    "slo",
    "spCertificate",
];

/// The settings of sign-on that an instance of a template has with SAML.
const TEMPLATE_SAML: [&str; 6] = [
    "defaultRelayState",
    "ssoAcsUrlOverride",
    "audienceOverride",
    "recipientOverride",
    "destinationOverride",
    "attributeStatements",
];

/// A request as it is kept, before the defaults; on a replacement with what stays of the old one.
pub fn form(state: &State, call: &Call<'_>, body: Document, before: Option<&Document>) -> Document {
    let mut app = Document::new();
    if let Some(before) = before {
        for name in KEPT {
            if let Some(value) = before.get(name) {
                app.insert(name.to_owned(), value.clone());
            }
        }
    }
    for name in WRITTEN {
        if let Some(value) = body.get(name).filter(|value| !value.is_null()) {
            app.entry(name).or_insert_with(|| value.clone());
        }
    }
    if app
        .get("profile")
        .is_some_and(|profile| profile == &json!({}))
    {
        app.shift_remove("profile");
    }
    let asked = match (text(&body, "signOnMode"), before) {
        ("", Some(before)) => text(before, "signOnMode").to_owned(),
        (asked, _) => asked.to_owned(),
    };
    let own = before.map_or_else(|| is_own_name(call, text(&app, "name")), is_custom);
    if own && before.is_none() {
        let name = own_name(state, call, text(&app, "label"));
        app.insert("name".to_owned(), Value::from(name));
    }
    let template = if own { "" } else { text(&app, "name") };
    let mode = template::mode(template, &asked).map(str::to_owned);
    app.insert("signOnMode".to_owned(), mode.clone().into());
    let mode = mode.unwrap_or_default();
    settings(&mut app, &mode, own);
    credentials(&mut app, &mode, before);
    links(&mut app);
    app
}

/// Whether an application was made without a template.
pub fn is_custom(app: &Document) -> bool {
    text(app, "signOnMode") == "AUTO_LOGIN" || member(app, "settings.signOn.idpIssuer").is_some()
}

/// Applications of one's own have no name in the request, or one that the organisation gave.
fn is_own_name(call: &Call<'_>, name: &str) -> bool {
    name.is_empty() || name.starts_with(&format!("{}_", subdomain(call)))
}

fn own_name(state: &State, call: &Call<'_>, label: &str) -> String {
    let letters: String = label
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    let apps = state.tree.children(super::APPS);
    let number = apps.iter().filter(|(_, app)| is_custom(app)).count() + 1;
    format!("{}_{letters}_{number}", subdomain(call))
}

fn subdomain<'c>(call: &'c Call<'_>) -> &'c str {
    let host = call.base().split_once("://").map_or("", |(_, host)| host);
    host.split(['.', ':']).next().unwrap_or_default()
}

fn settings(app: &mut Document, mode: &str, own: bool) {
    let given = app.entry("settings").or_insert_with(|| json!({}));
    let Value::Object(settings) = given else {
        *given = json!({});
        return;
    };
    settings.retain(|name, value| {
        let known = SETTINGS.contains(&name.as_str());
        !value.is_null() && (known || (name == "oauthClient" && mode == "OPENID_CONNECT"))
    });
    if let Some(Value::Object(own)) = settings.get_mut("app") {
        own.values_mut().for_each(blank_is_null);
    }
    sign_on(settings, mode, own);
    if let Some(Value::Object(client)) = settings.get_mut("oauthClient") {
        client.retain(|_, value| !value.is_null() && value != "");
        refresh(client);
    }
}

/// The settings of sign-on: which there are depends on the mode, and on whether a template has them.
fn sign_on(settings: &mut Document, mode: &str, own: bool) {
    let kept: &[&str] = match mode {
        "SAML_2_0" if own => &OWN_SAML,
        "SAML_2_0" => &TEMPLATE_SAML,
        "SAML_1_1" | "WS_FEDERATION" => TEMPLATE_SAML.get(..4).unwrap_or_default(),
        "AUTO_LOGIN" => &["redirectUrl", "loginUrl"],
        _ => &[],
    };
    if kept.is_empty() {
        settings.shift_remove("signOn");
        return;
    }
    let is_own_saml = own && mode == "SAML_2_0";
    let given = settings.entry("signOn").or_insert_with(|| json!({}));
    let Value::Object(sign_on) = given else {
        return;
    };
    sign_on
        .retain(|name, value| kept.contains(&name.as_str()) && !(is_own_saml && value.is_null()));
    sign_on.values_mut().for_each(blank_is_null);
    if is_own_saml {
        // The rules know an application of one's own by this member.
        sign_on.entry("ssoAcsUrl").or_insert(Value::Null);
    }
}

/// A client that may refresh has a way to do it.
fn refresh(client: &mut Document) {
    let grants = client.get("grant_types").and_then(Value::as_array);
    let refreshes = grants.is_some_and(|grants| grants.contains(&"refresh_token".into()));
    if !refreshes {
        return;
    }
    // A token in a browser is a new one each time; the other defaults are recorded.
    let rotation = match text(client, "application_type") {
        "browser" => "ROTATE",
        _ => "STATIC",
    };
    client
        .entry("refresh_token")
        .or_insert_with(|| json!({ "rotation_type": rotation }));
}

fn blank_is_null(value: &mut Value) {
    if value == "" {
        *value = Value::Null;
    }
}

fn credentials(app: &mut Document, mode: &str, before: Option<&Document>) {
    let given = app.entry("credentials").or_insert_with(|| json!({}));
    let Value::Object(credentials) = given else {
        *given = json!({});
        return;
    };
    credentials.retain(|name, value| {
        let form = ["scheme", "userName", "password", "revealPassword"].contains(&name.as_str());
        !value.is_null()
            && match name.as_str() {
                "userNameTemplate" | "signing" => true,
                "oauthClient" => mode == "OPENID_CONNECT",
                _ => form && FORMS.contains(&mode),
            }
    });
    let Some(before) = before else { return };
    let mut kept = Map::new();
    for name in ["signing", "oauthClient"] {
        let was = before.get("credentials").and_then(|old| old.get(name));
        if let Some(was) = was.filter(|_| name == "signing" || mode == "OPENID_CONNECT") {
            kept.insert(name.to_owned(), was.clone());
        }
    }
    if let Some(Value::Object(client)) = kept.get_mut("oauthClient") {
        client.retain(|name, _| name == "client_id");
    }
    if let Some(Value::Object(client)) = credentials.get_mut("oauthClient") {
        client.shift_remove("client_id");
    }
    merge(credentials, kept, Clash::TheOld);
}

/// The modes that fill in a form.
const FORMS: [&str; 4] = [
    "BASIC_AUTH",
    "AUTO_LOGIN",
    "BROWSER_PLUGIN",
    "SECURE_PASSWORD_STORE",
];

/// The links on the dashboard: those of the template, each shown as the request says.
fn links(app: &mut Document) {
    let links: Map<String, Value> = template::links(text(app, "name"))
        .into_iter()
        .map(|(name, shows)| {
            let asked = member(app, "visibility.appLinks").and_then(|links| links.get(&name));
            let shows = asked.and_then(Value::as_bool).unwrap_or(shows);
            (name, Value::Bool(shows))
        })
        .collect();
    let visibility = app.entry("visibility").or_insert_with(|| json!({}));
    if let Value::Object(visibility) = visibility {
        visibility.insert("appLinks".to_owned(), Value::Object(links));
    }
}
