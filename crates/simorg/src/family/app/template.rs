//! The catalogue of templates, as far as instances of it behave differently.

/// How a template signs people in where the request asks for a form filled in by the plug-in: none of
/// the catalogue's templates keeps `AUTO_LOGIN`, which is for apps without a template.
const DIRECTORIES: [&str; 12] = [
    "active_directory",
    "bamboohr",
    "csv_directory",
    "deelhr",
    "gusto",
    "hibob",
    "ldap_sun_one",
    "namely",
    "personio",
    "rippling",
    "successfactors",
    "ukg_pro",
];

/// The templates that can write people into the application, as Okta's pages on provisioning name them.
const PROVISIONED: [&str; 8] = [
    "deelhr",
    "google",
    "office365",
    "okta_org2org",
    "salesforce",
    "slack",
    "zoomus",
    "zscalerbyz",
];

/// The templates of which this module speaks.
pub fn names() -> impl Iterator<Item = &'static str> {
    let own = [
        "bookmark",
        "template_basic_auth",
        "template_saml_2_0",
        "template_sps",
        "template_swa",
        "template_swa3field",
        "template_wsfed",
    ];
    own.into_iter().chain(DIRECTORIES).chain(PROVISIONED)
}

/// The sign-on mode of an instance: what was asked for, where the template has it.
pub fn mode<'m>(name: &str, asked: &'m str) -> Option<&'m str> {
    match (name, asked) {
        ("bookmark", "") => Some("BOOKMARK"),
        ("oidc_client", "") => Some("OPENID_CONNECT"),
        ("template_basic_auth", "") => Some("BASIC_AUTH"),
        ("template_swa" | "template_swa3field", "") => Some("BROWSER_PLUGIN"),
        ("template_sps", "") => Some("SECURE_PASSWORD_STORE"),
        ("template_wsfed", "") => Some("WS_FEDERATION"),
        ("template_saml_2_0", "") => Some("SAML_2_0"),
        (_, "") => None,
        ("", mode) => Some(mode),
        (name, _) if DIRECTORIES.contains(&name) => None,
        (_, "AUTO_LOGIN") => Some("BROWSER_PLUGIN"),
        (_, mode) => Some(mode),
    }
}

/// The settings without which an instance of a template cannot be: those of its page on the web.
pub fn needs(name: &str) -> &'static [&'static str] {
    match name {
        "bookmark" => &["url"],
        "template_basic_auth" => &["authURL", "url"],
        "template_swa" => &["buttonField", "passwordField", "usernameField", "url"],
        "template_swa3field" => &[
            "buttonSelector",
            "extraFieldSelector",
            "extraFieldValue",
            "passwordSelector",
            "targetURL",
            "userNameSelector",
        ],
        "template_sps" => &["passwordField", "url", "usernameField"],
        "template_wsfed" => &[
            "audienceRestriction",
            "authnContextClassRef",
            "groupValueFormat",
            "nameIDFormat",
            "siteURL",
            "usernameAttribute",
            "wReplyURL",
        ],
        _ => &[],
    }
}

/// Whether the template can write people into the application.
pub fn provisions(name: &str) -> bool {
    PROVISIONED.contains(&name)
}

/// The links to the application that a new instance shows on the dashboard: each with whether it is
/// shown.
pub fn links(name: &str) -> Vec<(String, bool)> {
    const OFFICE: [&str; 19] = [
        "calendar",
        "mail",
        "teams",
        "sites",
        "delve",
        "sway",
        "login",
        "powerbi",
        "people",
        "excel",
        "yammer",
        "newsfeed",
        "onedrive",
        "word",
        "planner",
        "powerpoint",
        "tasks",
        "forms",
        "crm",
    ];
    match name {
        "office365" => OFFICE
            .iter()
            .map(|link| ((*link).to_owned(), true))
            .collect(),
        "aws_console" => vec![("aws_console_login".to_owned(), true)],
        "bookmark" | "pagerduty" | "okta_org2org" | "amazon_aws" => login(),
        name if name.starts_with("template_") => login(),
        name => vec![(format!("{name}_link"), true)],
    }
}

fn login() -> Vec<(String, bool)> {
    vec![("login".to_owned(), true)]
}

/// How far a template takes part in universal logout: support, identity stack and protocol; `None`
/// where not at all.
pub fn logout(name: &str, is_custom: bool) -> Option<[&'static str; 3]> {
    match name {
        "office365" => Some(["PARTIAL", "SHARED", "PROPRIETARY"]),
        "google" | "salesforce" | "slack" | "zoomus" => Some(["FULL", "NOT_SHARED", "PROPRIETARY"]),
        "oidc_client" => Some(["FULL", "NOT_SHARED", "GLOBAL_TOKEN_REVOCATION"]),
        _ if is_custom => Some(["FULL", "NOT_SHARED", "GLOBAL_TOKEN_REVOCATION"]),
        _ => None,
    }
}
