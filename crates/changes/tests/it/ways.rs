//! Which tool makes an exchange, beside those of people and groups: a row an operation.

use serde_json::{Map, Value, json};
use tools::{Error, withhold};

use crate::exchange::Exchange;
use crate::through_tools::{Part, Way, tools};

/// How an operation is made by a tool.
struct Row {
    operation: &'static str,
    tool: &'static str,
    /// The arguments that take the values of the path, in order.
    path: &'static [&'static str],
    /// What the tool takes besides.
    takes: Takes,
    /// What the thing is before, for a write.
    before: &'static str,
}

/// What a tool takes besides the values of the path, and which part of the reply holds the answer.
#[derive(Clone, Copy)]
enum Takes {
    /// Nothing: it reads one thing.
    One,
    /// Nothing: it lists.
    List,
    /// Nothing: it lists what Okta gives inside an object.
    ListIn(&'static str),
    /// The query parameter of that name: it lists.
    ListOf(&'static str),
    /// Nothing: it writes.
    Nothing,
    /// The whole body under that argument.
    Body(&'static str),
    /// Each member of the body under its name in snake case.
    Members,
}

const fn row(
    operation: &'static str,
    tool: &'static str,
    path: &'static [&'static str],
    takes: Takes,
    before: &'static str,
) -> Row {
    Row {
        operation,
        tool,
        path,
        takes,
        before,
    }
}

const APP: &[&str] = &["app_id"];
const POLICY: &[&str] = &["policy_id"];
const RULE: &[&str] = &["policy_id", "rule_id"];
const BRAND: &[&str] = &["brand_id"];
const THEME: &[&str] = &["brand_id", "theme_id"];
const TEMPLATE: &[&str] = &["brand_id", "template_name"];
const TEXT: &[&str] = &["brand_id", "template_name", "customization_id"];
const DOMAIN: &[&str] = &["domain_id"];
const MAIL: &[&str] = &["email_domain_id"];
const DEVICE: &[&str] = &["device_assurance_id"];

const ON: &str =
    r#"{"status": "ACTIVE", "label": "before", "name": "before", "system": false, "priority": 99}"#;
const OFF: &str = r#"{"status": "INACTIVE", "label": "before", "name": "before", "system": false}"#;
const IMAGES: &str = r#"{"logo": "l", "favicon": "f", "backgroundImage": "b"}"#;
const PAGE: &str = r#"{"pageContent": "<html></html>"}"#;
const SOME_TEXT: &str =
    r#"{"language": "xx", "isDefault": false, "subject": "before", "body": "before"}"#;
const SOME_DOMAIN: &str = r#"{"domain": "before.example", "validationStatus": "NOT_STARTED", "displayName": "before", "userName": "before"}"#;

#[rustfmt::skip]
const ROWS: &[Row] = &[
    row("getApplication", "get_application", APP, Takes::One, ""),
    row("listApplications", "list_applications", &[], Takes::List, ""),
    row("createApplication", "create_application", &[], Takes::Body("app_config"), ""),
    row("replaceApplication", "update_application", APP, Takes::Body("app_config"), ON),
    row("activateApplication", "activate_application", APP, Takes::Nothing, OFF),
    row("deactivateApplication", "deactivate_application", APP, Takes::Nothing, ON),
    row("deleteApplication", "delete_application", APP, Takes::Nothing, OFF),
    row("getPolicy", "get_policy", POLICY, Takes::One, ""),
    row("listPolicies", "list_policies", &[], Takes::ListOf("type"), ""),
    row("createPolicy", "create_policy", &[], Takes::Body("policy_data"), ""),
    row("replacePolicy", "update_policy", POLICY, Takes::Body("policy_data"), ON),
    row("activatePolicy", "activate_policy", POLICY, Takes::Nothing, OFF),
    row("deactivatePolicy", "deactivate_policy", POLICY, Takes::Nothing, ON),
    row("deletePolicy", "delete_policy", POLICY, Takes::Nothing, OFF),
    row("getPolicyRule", "get_policy_rule", RULE, Takes::One, ""),
    row("listPolicyRules", "list_policy_rules", POLICY, Takes::List, ""),
    row("createPolicyRule", "create_policy_rule", POLICY, Takes::Body("rule_data"), ON),
    row("replacePolicyRule", "update_policy_rule", RULE, Takes::Body("rule_data"), ON),
    row("activatePolicyRule", "activate_policy_rule", RULE, Takes::Nothing, OFF),
    row("deactivatePolicyRule", "deactivate_policy_rule", RULE, Takes::Nothing, ON),
    row("deletePolicyRule", "delete_policy_rule", RULE, Takes::Nothing, OFF),
    row("getBrand", "get_brand", BRAND, Takes::One, ""),
    row("listBrands", "list_brands", &[], Takes::List, ""),
    row("createBrand", "create_brand", &[], Takes::Members, ""),
    row("replaceBrand", "replace_brand", BRAND, Takes::Members, ON),
    row("deleteBrand", "delete_brand", BRAND, Takes::Nothing, ON),
    row("listBrandDomains", "list_brand_domains", BRAND, Takes::ListIn("domains"), ""),
    row("getBrandTheme", "get_brand_theme", THEME, Takes::One, ""),
    row("listBrandThemes", "list_brand_themes", BRAND, Takes::List, ""),
    row("replaceBrandTheme", "replace_brand_theme", THEME, Takes::Members, IMAGES),
    row("deleteBrandThemeLogo", "delete_brand_theme_logo", THEME, Takes::Nothing, IMAGES),
    row("deleteBrandThemeFavicon", "delete_brand_theme_favicon", THEME, Takes::Nothing, IMAGES),
    row("deleteBrandThemeBackgroundImage", "delete_brand_theme_background_image", THEME, Takes::Nothing, IMAGES),
    row("getCustomizedErrorPage", "get_customized_error_page", BRAND, Takes::One, ""),
    row("getDefaultErrorPage", "get_default_error_page", BRAND, Takes::One, ""),
    row("getPreviewErrorPage", "get_preview_error_page", BRAND, Takes::One, ""),
    row("deleteCustomizedErrorPage", "delete_customized_error_page", BRAND, Takes::Nothing, PAGE),
    row("deletePreviewErrorPage", "delete_preview_error_page", BRAND, Takes::Nothing, PAGE),
    row("getCustomizedSignInPage", "get_customized_sign_in_page", BRAND, Takes::One, ""),
    row("getDefaultSignInPage", "get_default_sign_in_page", BRAND, Takes::One, ""),
    row("getPreviewSignInPage", "get_preview_sign_in_page", BRAND, Takes::One, ""),
    row("deleteCustomizedSignInPage", "delete_customized_sign_in_page", BRAND, Takes::Nothing, PAGE),
    row("deletePreviewSignInPage", "delete_preview_sign_in_page", BRAND, Takes::Nothing, PAGE),
    row("getSignOutPageSettings", "get_sign_out_page_settings", BRAND, Takes::One, ""),
    row("replaceSignOutPageSettings", "replace_sign_out_page_settings", BRAND, Takes::Members, ON),
    row("listAllSignInWidgetVersions", "list_sign_in_widget_versions", BRAND, Takes::List, ""),
    row("getEmailTemplate", "get_email_template", TEMPLATE, Takes::One, ""),
    row("listEmailTemplates", "list_email_templates", BRAND, Takes::List, ""),
    row("getEmailSettings", "get_email_settings", TEMPLATE, Takes::One, ""),
    row("replaceEmailSettings", "replace_email_settings", TEMPLATE, Takes::Members, r#"{"recipients": "before"}"#),
    row("getEmailCustomization", "get_email_customization", TEXT, Takes::One, ""),
    row("listEmailCustomizations", "list_email_customizations", TEMPLATE, Takes::List, ""),
    row("createEmailCustomization", "create_email_customization", TEMPLATE, Takes::Members, ""),
    row("replaceEmailCustomization", "replace_email_customization", TEXT, Takes::Members, SOME_TEXT),
    row("deleteEmailCustomization", "delete_email_customization", TEXT, Takes::Nothing, SOME_TEXT),
    row("deleteAllCustomizations", "delete_all_email_customizations", TEMPLATE, Takes::Nothing, SOME_TEXT),
    row("getCustomDomain", "get_custom_domain", DOMAIN, Takes::One, ""),
    row("listCustomDomains", "list_custom_domains", &[], Takes::ListIn("domains"), ""),
    row("createCustomDomain", "create_custom_domain", &[], Takes::Members, ""),
    row("verifyDomain", "verify_custom_domain", DOMAIN, Takes::Nothing, SOME_DOMAIN),
    row("deleteCustomDomain", "delete_custom_domain", DOMAIN, Takes::Nothing, SOME_DOMAIN),
    row("getEmailDomain", "get_email_domain", MAIL, Takes::One, ""),
    row("createEmailDomain", "create_email_domain", &[], Takes::Members, ""),
    row("deleteEmailDomain", "delete_email_domain", MAIL, Takes::Nothing, SOME_DOMAIN),
    row("getDeviceAssurancePolicy", "get_device_assurance_policy", DEVICE, Takes::One, ""),
    row("listDeviceAssurancePolicies", "list_device_assurance_policies", &[], Takes::List, ""),
    row("createDeviceAssurancePolicy", "create_device_assurance_policy", &[], Takes::Body("policy_data"), ""),
    row("replaceDeviceAssurancePolicy", "replace_device_assurance_policy", DEVICE, Takes::Body("policy_data"), ON),
    row("deleteDeviceAssurancePolicy", "delete_device_assurance_policy", DEVICE, Takes::Nothing, ON),
    row("listLogEvents", "get_logs", &[], Takes::List, ""),
];

/// How a tool of the table makes the exchange; `None` where none does, or not with what was recorded.
pub fn of(exchange: &Exchange) -> Option<Way> {
    let row = ROWS
        .iter()
        .find(|row| row.operation == exchange.operation.id)?;
    let values = exchange.values()?;
    let mut given = Map::new();
    for (name, value) in row.path.iter().zip(&values) {
        // A name would be looked up; recorders also wrote ids that are none.
        let is_id = value.len() == 20 && value.chars().all(|c| c.is_ascii_alphanumeric());
        if name.ends_with("_id") && !is_id {
            return None;
        }
        given.insert((*name).to_owned(), json!(value));
    }
    if row.operation == "listLogEvents" {
        // Else it is the last day's, and the recorded ones are behind it.
        given.insert("since".to_owned(), "2015-01-01".into());
        given.insert("until".to_owned(), "2030-01-01".into());
    }
    let part = match row.takes {
        Takes::One => {
            given.insert("raw".to_owned(), true.into());
            Part::Whole
        }
        Takes::List | Takes::ListIn(_) | Takes::ListOf(_) => {
            given.insert("raw".to_owned(), true.into());
            given.insert("limit".to_owned(), 10_000.into());
            match row.takes {
                Takes::ListOf(name) => {
                    given.insert(name.to_owned(), parameter(exchange, name)?.into());
                    Part::Items
                }
                Takes::ListIn(name) => Part::ItemsOf(name),
                _ => Part::Items,
            }
        }
        Takes::Nothing => Part::Result,
        Takes::Body(name) => {
            given.insert(name.to_owned(), body(exchange)?);
            if row.operation == "createApplication" {
                let off = parameter(exchange, "activate").as_deref() == Some("false");
                given.insert("activate".to_owned(), (!off).into());
            }
            Part::Result
        }
        Takes::Members => {
            given.extend(members(row.tool, &body(exchange)?)?);
            Part::Result
        }
    };
    Some(Way {
        tool: row.tool,
        given: given.into(),
        reads: match part {
            Part::Result => before(exchange, row, &values),
            _ => Vec::new(),
        },
        part,
    })
}

/// Whether a tool refuses on purpose what Okta took: a version of an operating system that may mean several.
pub fn is_meant(operation: &str, error: &Error) -> bool {
    operation.ends_with("DeviceAssurancePolicy") && error.message.contains("ambiguous")
}

/// The recorded body, where no secret stands in it: no tool takes one as an argument.
fn body(exchange: &Exchange) -> Option<Value> {
    let mut shown = exchange.sent.clone();
    withhold::secrets(&mut shown);
    (exchange.sent.is_object() && shown == exchange.sent).then_some(shown)
}

fn parameter(exchange: &Exchange, name: &str) -> Option<String> {
    let pairs = exchange.query.split('&');
    let mut pairs = pairs.filter_map(|pair| pair.split_once('='));
    pairs
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// The members of a body as arguments; `None` where the tool has no argument for one.
fn members(tool: &str, body: &Value) -> Option<Map<String, Value>> {
    let tool = tools().iter().find(|it| it.spec.name == tool)?;
    let properties = &tool.input_schema()["properties"];
    let mut given = Map::new();
    for (name, value) in body
        .as_object()?
        .iter()
        .filter(|(_, value)| !value.is_null())
    {
        let name = snake(name);
        properties.get(&name)?;
        given.insert(name, value.clone());
    }
    let required = tool.input_schema()["required"].as_array()?.clone();
    let path = ["brand_id", "theme_id", "template_name", "customization_id"];
    let lacks = |name: &&Value| {
        let name = name.as_str().unwrap_or_default();
        !path.contains(&name) && !given.contains_key(name)
    };
    if required.iter().any(|name| lacks(&name)) {
        return None;
    }
    Some(given)
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// What is read around a write: the thing as it is before, what it belongs to, and nothing else.
fn before(exchange: &Exchange, row: &Row, values: &[String]) -> Vec<(String, Value)> {
    let mut reads = Vec::new();
    let path = exchange.path.trim_end_matches('/');
    let own = path.split("/lifecycle/").next().unwrap_or(path);
    let own = own.trim_end_matches("/verify");
    if let Ok(mut thing) = serde_json::from_str::<Value>(row.before) {
        if let Some(id) = values.last() {
            thing["id"] = id.clone().into();
        }
        for name in ["type", "signOnMode", "platform", "conditions"] {
            if let Some(value) = exchange.sent.get(name) {
                thing[name] = value.clone();
            }
        }
        let image = ["/logo", "/favicon", "/background-image"];
        let thing_at = image
            .iter()
            .find_map(|end| own.strip_suffix(end))
            .unwrap_or(own);
        let is_list = row.operation == "deleteAllCustomizations";
        let thing = if is_list { json!([thing]) } else { thing };
        reads.push((thing_at.to_owned(), thing));
    }
    for (kind, at) in [("policies", "rules"), ("brands", "")] {
        let holder = format!("/api/v1/{kind}/");
        let id = path
            .strip_prefix(&holder)
            .and_then(|it| it.split('/').next());
        if let Some(id) = id.filter(|_| at.is_empty() || path.contains("/rules")) {
            let thing = json!({"id": id, "name": "holder", "type": "ACCESS_POLICY", "status": "ACTIVE", "isDefault": false});
            reads.push((format!("{holder}{id}"), thing));
        }
    }
    reads.push(("/api/v1/domains".to_owned(), json!({"domains": []})));
    reads
}
