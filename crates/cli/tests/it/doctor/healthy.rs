//! Connections with which nothing is wrong, however they are written.

use std::fmt::Write as _;

use serde_json::{Value, json};
use simorg::Edition;

use super::bed::{Bed, Case, closed_port, order};
use super::keys::{self, Form};

/// Connections with which nothing is wrong, however they are written.
pub const HEALTHY: &[Case] = &[
    Case {
        name: "READ_ONLY_ADMIN with okta.users.read okta.groups.read okta.apps.read",
        org: Some(|org| {
            org.role("READ_ONLY_ADMIN")
                .grant("okta.users.read okta.groups.read okta.apps.read")
        }),
        change: |_| {},
        code: None,
    },
    Case {
        name: "READ_ONLY_ADMIN with okta.logs.read okta.policies.read",
        org: Some(|org| {
            org.role("READ_ONLY_ADMIN")
                .grant("okta.logs.read okta.policies.read")
        }),
        change: |_| {},
        code: None,
    },
    Case {
        name: "READ_ONLY_ADMIN with okta.users.read okta.networkZones.read",
        org: Some(|org| {
            org.role("READ_ONLY_ADMIN")
                .grant("okta.users.read okta.networkZones.read")
        }),
        change: |_| {},
        code: None,
    },
    Case {
        name: "HELP_DESK_ADMIN with okta.users.read okta.groups.read",
        org: Some(|org| {
            org.role("HELP_DESK_ADMIN")
                .grant("okta.users.read okta.groups.read")
        }),
        change: |_| {},
        code: None,
    },
    Case {
        name: "HELP_DESK_ADMIN with okta.users.manage okta.groups.read",
        org: Some(|org| {
            org.role("HELP_DESK_ADMIN")
                .grant("okta.users.manage okta.groups.read")
        }),
        change: |_| {},
        code: None,
    },
    Case {
        name: "USER_ADMIN with okta.users.manage okta.groups.manage",
        org: Some(|org| {
            org.role("USER_ADMIN")
                .grant("okta.users.manage okta.groups.manage")
        }),
        change: |_| {},
        code: None,
    },
    Case {
        name: "GROUP_MEMBERSHIP_ADMIN with okta.users.read okta.groups.manage",
        org: Some(|org| {
            org.role("GROUP_MEMBERSHIP_ADMIN")
                .grant("okta.users.read okta.groups.manage")
        }),
        change: |_| {},
        code: None,
    },
    Case {
        name: "APP_ADMIN with okta.apps.manage okta.users.read",
        org: Some(|org| {
            org.role("APP_ADMIN")
                .grant("okta.apps.manage okta.users.read")
        }),
        change: |_| {},
        code: None,
    },
    Case {
        name: "ORG_ADMIN with okta.users.manage okta.groups.manage okta.logs.read",
        org: Some(|org| {
            org.role("ORG_ADMIN")
                .grant("okta.users.manage okta.groups.manage okta.logs.read")
        }),
        change: |_| {},
        code: None,
    },
    Case {
        name: "REPORT_ADMIN with okta.logs.read",
        org: Some(|org| org.role("REPORT_ADMIN").grant("okta.logs.read")),
        change: |_| {},
        code: None,
    },
    Case {
        name: "API_ACCESS_MANAGEMENT_ADMIN with okta.users.read okta.authorizationServers.read",
        org: Some(|org| {
            org.role("API_ACCESS_MANAGEMENT_ADMIN")
                .grant("okta.users.read okta.authorizationServers.read")
        }),
        change: |_| {},
        code: None,
    },
    Case {
        name: "SUPER_ADMIN with okta.users.manage okta.roles.read okta.apps.manage",
        org: Some(|org| {
            org.role("SUPER_ADMIN")
                .grant("okta.users.manage okta.roles.read okta.apps.manage")
        }),
        change: |_| {},
        code: None,
    },
    Case {
        name: "SUPER_ADMIN with all",
        org: Some(|org| org.role("SUPER_ADMIN").grant("all")),
        change: |_| {},
        code: None,
    },
    Case {
        name: "the default scopes",
        org: None,
        change: |bed| bed.unset("OKTA_SCOPES"),
        code: None,
    },
    Case {
        name: "scopes between commas",
        org: None,
        change: |bed| bed.set("OKTA_SCOPES", "okta.users.read,okta.groups.read"),
        code: None,
    },
    Case {
        name: "fewer scopes than granted",
        org: None,
        change: |bed| bed.set("OKTA_SCOPES", "okta.users.read"),
        code: None,
    },
    Case {
        name: "an EC key on P-256 as PKCS#8",
        org: Some(|org| org),
        change: |bed| registered(bed, keys::ec("P-256", Form::Pkcs8)),
        code: None,
    },
    Case {
        name: "an EC key on P-256 as SEC1",
        org: Some(|org| org),
        change: |bed| registered(bed, keys::ec("P-256", Form::Sec1)),
        code: None,
    },
    Case {
        name: "an EC key on P-256 as JWK",
        org: Some(|org| org),
        change: |bed| registered(bed, keys::ec("P-256", Form::Jwk)),
        code: None,
    },
    Case {
        name: "an EC key on P-384 as PKCS#8",
        org: Some(|org| org),
        change: |bed| registered(bed, keys::ec("P-384", Form::Pkcs8)),
        code: None,
    },
    Case {
        name: "an EC key on P-384 as SEC1",
        org: Some(|org| org),
        change: |bed| registered(bed, keys::ec("P-384", Form::Sec1)),
        code: None,
    },
    Case {
        name: "an EC key on P-384 as JWK",
        org: Some(|org| org),
        change: |bed| registered(bed, keys::ec("P-384", Form::Jwk)),
        code: None,
    },
    Case {
        name: "an EC key on P-521 as PKCS#8",
        org: Some(|org| org),
        change: |bed| registered(bed, keys::ec("P-521", Form::Pkcs8)),
        code: None,
    },
    Case {
        name: "an EC key on P-521 as SEC1",
        org: Some(|org| org),
        change: |bed| registered(bed, keys::ec("P-521", Form::Sec1)),
        code: None,
    },
    Case {
        name: "an EC key on P-521 as JWK",
        org: Some(|org| org),
        change: |bed| registered(bed, keys::ec("P-521", Form::Jwk)),
        code: None,
    },
    Case {
        name: "an RSA key as PKCS#1",
        org: None,
        change: |bed| {
            let key = keys::pem(
                "RSA PRIVATE KEY",
                &keys::pkcs1_of(bed.org.private_key_pem()),
            );
            bed.key_file(&key);
        },
        code: None,
    },
    Case {
        name: "an RSA key as a JWK of RS256",
        org: None,
        change: |bed| {
            let mut jwk = keys::rsa_jwk(bed.org.private_key_pem());
            jwk["alg"] = "RS256".into();
            bed.key_file(&jwk.to_string());
        },
        code: None,
    },
    Case {
        name: "an RSA key as a JWK of RS384",
        org: None,
        change: |bed| {
            let mut jwk = keys::rsa_jwk(bed.org.private_key_pem());
            jwk["alg"] = "RS384".into();
            bed.key_file(&jwk.to_string());
        },
        code: None,
    },
    Case {
        name: "an RSA key as a JWK of RS512",
        org: None,
        change: |bed| {
            let mut jwk = keys::rsa_jwk(bed.org.private_key_pem());
            jwk["alg"] = "RS512".into();
            bed.key_file(&jwk.to_string());
        },
        code: None,
    },
    Case {
        name: "a JWK in a set of one",
        org: None,
        change: |bed| {
            let mut jwk = keys::rsa_jwk(bed.org.private_key_pem());
            jwk["kid"] = bed.org.key_id().into();
            bed.unset("OKTA_KEY_ID");
            bed.key_file(&json!({"keys": [jwk]}).to_string());
        },
        code: None,
    },
    Case {
        name: "a key in the environment, its newlines escaped",
        org: None,
        change: |bed| in_environment(bed, |key| key.replace('\n', "\\n")),
        code: None,
    },
    Case {
        name: "a key in the environment, its newlines lost",
        org: None,
        change: |bed| in_environment(bed, |key| key.replace('\n', " ")),
        code: None,
    },
    Case {
        name: "a key in the environment, in quotes",
        org: None,
        change: |bed| in_environment(bed, |key| format!("\"{}\"", key.trim())),
        code: None,
    },
    Case {
        name: "a key in the environment, as it is",
        org: None,
        change: |bed| in_environment(bed, str::to_owned),
        code: None,
    },
    Case {
        name: "a key with the newlines of Windows",
        org: None,
        change: |bed| {
            let key = bed.org.private_key_pem().replace('\n', "\r\n");
            bed.key_file(&key);
        },
        code: None,
    },
    Case {
        name: "two keys, the second used",
        org: Some(|org| org),
        change: |bed| {
            let first = keys::ec("P-256", Form::Jwk).1;
            bed.org.register_key(first);
            registered(bed, keys::ec("P-256", Form::Pkcs8));
        },
        code: None,
    },
    Case {
        name: "DPoP required at both ends",
        org: None,
        change: |bed| bed.set("OKTA_DPOP", "required"),
        code: None,
    },
    Case {
        name: "DPoP auto, and the app takes both",
        org: Some(simorg::Settings::without_dpop),
        change: |_| {},
        code: None,
    },
    Case {
        name: "DPoP off, and the app takes that",
        org: Some(simorg::Settings::without_dpop),
        change: |bed| bed.set("OKTA_DPOP", "off"),
        code: None,
    },
    Case {
        name: "a proof that was not asked for binds all the same",
        org: Some(simorg::Settings::without_dpop),
        change: |bed| bed.fault(&order("unasked_proof", "bound")),
        code: None,
    },
    Case {
        name: "a proof that was not asked for is refused",
        org: Some(simorg::Settings::without_dpop),
        change: |bed| bed.fault(&order("unasked_proof", "refused")),
        code: None,
    },
    Case {
        name: "a trailing slash",
        org: None,
        change: |bed| url(bed, |url| format!("{url}/")),
        code: None,
    },
    Case {
        name: "a path",
        org: None,
        change: |bed| url(bed, |url| format!("{url}/app/UserHome")),
        code: None,
    },
    Case {
        name: "quotes around the URL",
        org: None,
        change: |bed| url(bed, |url| format!("\"{url}\"")),
        code: None,
    },
    Case {
        name: "the name localhost",
        org: None,
        change: |bed| url(bed, |url| url.replace("127.0.0.1", "localhost")),
        code: None,
    },
    Case {
        name: "TLS under SSL_CERT_FILE",
        org: Some(simorg::Settings::tls),
        change: |_| {},
        code: None,
    },
    Case {
        name: "TLS, and no scheme",
        org: Some(simorg::Settings::tls),
        change: |bed| url(bed, |url| url.replace("https://", "")),
        code: None,
    },
    Case {
        name: "TLS, and a doubled scheme",
        org: Some(simorg::Settings::tls),
        change: |bed| url(bed, |url| format!("https://{url}")),
        code: None,
    },
    Case {
        name: "TLS by name",
        org: Some(simorg::Settings::tls),
        change: |bed| url(bed, |url| url.replace("127.0.0.1", "localhost")),
        code: None,
    },
    Case {
        name: "a dead proxy that is not for this host",
        org: None,
        change: |bed| {
            let proxy = format!("http://127.0.0.1:{}", closed_port());
            bed.set("HTTPS_PROXY", &proxy);
            bed.set("NO_PROXY", "example.com,127.0.0.1");
        },
        code: None,
    },
    Case {
        name: "a reverse proxy that changes nothing",
        org: Some(|org| org),
        change: |bed| {
            let through = bed.meddler(str::to_owned);
            bed.set("OKTA_ORG_URL", &through);
        },
        code: None,
    },
    Case {
        name: "the Classic Engine",
        org: Some(|org| org.edition(Edition::Classic)),
        change: |_| {},
        code: None,
    },
    Case {
        name: "Okta in French",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("locale", "fr")),
        code: None,
    },
    Case {
        name: "a slow Okta",
        org: Some(|org| org),
        change: |bed| bed.fault(&json!({"name": "slow", "value": 200, "times": 3})),
        code: None,
    },
    Case {
        name: "a sign-in that breaks once",
        org: Some(|org| org),
        change: |bed| bed.fault(&json!({"name": "token_drop", "times": 1})),
        code: None,
    },
    Case {
        name: "a token that is refused once",
        org: Some(|org| org),
        change: |bed| bed.fault(&json!({"name": "empty_401", "times": 1})),
        code: None,
    },
    Case {
        name: "a gateway that fails once",
        org: Some(|org| org),
        change: |bed| bed.fault(&json!({"name": "server_error", "value": 503, "times": 1})),
        code: None,
    },
    Case {
        name: "a clock some seconds off",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("skew", 4)),
        code: None,
    },
    Case {
        name: "a connection that breaks once",
        org: Some(|org| org),
        change: |bed| bed.fault(&json!({"name": "drop", "times": 1})),
        code: None,
    },
    Case {
        name: "an answer that is cut off once",
        org: Some(|org| org),
        change: |bed| bed.fault(&json!({"name": "drop_midway", "times": 1})),
        code: None,
    },
    Case {
        name: "DPoP nonces forgotten",
        org: Some(|org| org),
        change: |bed| bed.fault(&json!({"name": "new_nonce"})),
        code: None,
    },
    Case {
        name: "a settings file",
        org: Some(|org| org),
        change: |bed| in_file(bed),
        code: None,
    },
    Case {
        name: "a server that only reads",
        org: None,
        change: |bed| bed.set("OKTA_MCP_READ_ONLY", "true"),
        code: None,
    },
];

/// The key, registered and used; a JWK brings its own id.
fn registered(bed: &mut Bed, (text, mut public): (String, Value)) {
    public["kid"] = "added".into();
    bed.org.register_key(public);
    bed.set("OKTA_KEY_ID", "added");
    bed.key_file(&text);
}

/// The key in the environment in the place of a file.
fn in_environment(bed: &mut Bed, written: fn(&str) -> String) {
    let key = written(bed.org.private_key_pem());
    bed.unset("OKTA_PRIVATE_KEY_FILE");
    bed.set("OKTA_PRIVATE_KEY", &key);
}

/// The org URL, written another way.
fn url(bed: &mut Bed, written: fn(&str) -> String) {
    let url = written(&bed.get("OKTA_ORG_URL"));
    bed.set("OKTA_ORG_URL", &url);
}

/// All of it in a file.
fn in_file(bed: &mut Bed) {
    let mut text = String::from("[org.acme]\n");
    for (name, value) in std::mem::take(&mut bed.environment) {
        let key = name.trim_start_matches("OKTA_").to_lowercase();
        writeln!(text, "{key} = {value:?}").unwrap();
    }
    let path = bed.file("okta-mcp.toml", &text);
    bed.arguments = ["--config", path.as_str(), "--org", "acme"]
        .map(str::to_owned)
        .to_vec();
}
