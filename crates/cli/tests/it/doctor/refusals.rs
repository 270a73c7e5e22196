//! Faults that Okta answers: the app and its key, DPoP, scopes, roles.

use serde_json::json;
use simorg::{Act, Edition};

use super::bed::{Bed, Case, order, without};
use super::keys::{self, Form};

/// Faults that Okta answers: the app and its key, DPoP, scopes, roles.
pub const SIGN_IN_SCOPES_ROLES: &[Case] = &[
    Case {
        name: "a clock ten minutes slow",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("skew", 600)),
        code: Some("clock_skew"),
    },
    Case {
        name: "a clock ten minutes fast",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("skew", -600)),
        code: Some("clock_skew"),
    },
    Case {
        name: "the client id of another org",
        org: None,
        change: |bed| bed.set("OKTA_CLIENT_ID", "0oa1of2another3org45"),
        code: Some("client_unknown"),
    },
    Case {
        name: "an app that is switched off",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("app", "inactive")),
        code: Some("client_inactive"),
    },
    Case {
        name: "a wrong key id",
        org: None,
        change: |bed| bed.set("OKTA_KEY_ID", "misspelt"),
        code: Some("key_id_unknown"),
    },
    Case {
        name: "the key and key id of another app",
        org: None,
        change: |bed| {
            let (key, _) = keys::ec("P-256", Form::Jwk);
            bed.key_file(&key);
        },
        code: Some("key_id_unknown"),
    },
    Case {
        name: "a key that is switched off",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("key", "inactive")),
        code: Some("key_inactive"),
    },
    Case {
        name: "another EC key",
        org: Some(|org| org),
        change: |bed| {
            let (key, _) = keys::ec("P-256", Form::Pkcs8);
            bed.key_file(&key);
            bed.org
                .register_key(named(&keys::ec("P-256", Form::Pkcs8).1, "second"));
            bed.set("OKTA_KEY_ID", "second");
        },
        code: Some("key_mismatch"),
    },
    Case {
        name: "an EC key where the app has an RSA key",
        org: None,
        change: |bed| {
            let (key, _) = keys::ec("P-256", Form::Pkcs8);
            bed.key_file(&key);
        },
        code: Some("key_mismatch"),
    },
    Case {
        name: "another RSA key",
        org: Some(|org| org),
        change: |bed| {
            let mut other = keys::rsa_public();
            other["kid"] = "second".into();
            bed.org.register_key(other);
            bed.set("OKTA_KEY_ID", "second");
        },
        code: Some("key_mismatch"),
    },
    Case {
        name: "an app of type web",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("app_type", "web")),
        code: Some("client_wrong_type"),
    },
    Case {
        name: "an app of type native",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("app_type", "native")),
        code: Some("client_wrong_type"),
    },
    Case {
        name: "an app of type browser",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("app_type", "browser")),
        code: Some("client_wrong_type"),
    },
    Case {
        name: "an app with client_secret_basic",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("app_auth", "client_secret_basic")),
        code: Some("client_wrong_auth_method"),
    },
    Case {
        name: "an app with client_secret_post",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("app_auth", "client_secret_post")),
        code: Some("client_wrong_auth_method"),
    },
    Case {
        name: "an address outside the app's zone",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("network", "outside")),
        code: Some("network_zone_blocked"),
    },
    Case {
        name: "a proxy that hides the org's address",
        org: Some(|org| org),
        change: |bed| {
            let url =
                bed.meddler(|head| format!("{}\r\nhost: elsewhere.example", without(head, "host")));
            bed.set("OKTA_ORG_URL", &url);
        },
        code: Some("token_endpoint_is_custom"),
    },
    Case {
        name: "an assertion that counts as used",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("used_assertion", 1)),
        code: Some("assertion_rejected"),
    },
    Case {
        name: "words that nobody knows, whoever asks",
        org: None,
        change: |bed| {
            let url = bed.scripted(|to| {
                to.then(known_org());
                for _ in 0..9 {
                    to.then_token(Act::json(
                        401,
                        &[],
                        &json!({"error": "invalid_client", "error_description": "Nein."}),
                    ));
                }
            });
            bed.set("OKTA_ORG_URL", &url);
        },
        code: Some("assertion_rejected"),
    },
    Case {
        name: "the rate limit of the sign-in",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("token_rate_limit", 60)),
        code: Some("rate_limited"),
    },
    Case {
        name: "the rate limit of the API",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("rate_limit", 60)),
        code: Some("rate_limited"),
    },
    Case {
        name: "too many requests at once",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("concurrency_limit", 60)),
        code: Some("rate_limited"),
    },
    Case {
        name: "DPoP required and off",
        org: None,
        change: |bed| bed.set("OKTA_DPOP", "off"),
        code: Some("dpop_required"),
    },
    Case {
        name: "a proxy that strips the DPoP header",
        org: Some(|org| org),
        change: |bed| {
            let url = bed.meddler(|head| without(head, "dpop"));
            bed.set("OKTA_ORG_URL", &url);
        },
        code: Some("dpop_broken_by_proxy"),
    },
    Case {
        name: "a proxy that strips the DPoP header of calls",
        org: Some(|org| org),
        change: |bed| {
            let url = bed.meddler(|head| {
                if head.starts_with("POST") {
                    head.to_owned()
                } else {
                    without(head, "dpop")
                }
            });
            bed.set("OKTA_ORG_URL", &url);
        },
        code: Some("dpop_broken_by_proxy"),
    },
    Case {
        name: "DPoP wanted of an app that does not require it",
        org: Some(simorg::Settings::without_dpop),
        change: |bed| bed.set("OKTA_DPOP", "required"),
        code: Some("dpop_not_enforced"),
    },
    Case {
        name: "a misspelt scope",
        org: None,
        change: |bed| bed.set("OKTA_SCOPES", "okta.users.read okta.group.read"),
        code: Some("scope_invalid"),
    },
    Case {
        name: "an OpenID scope",
        org: None,
        change: |bed| bed.set("OKTA_SCOPES", "okta.users.read openid"),
        code: Some("scope_invalid"),
    },
    Case {
        name: "a scope of people",
        org: None,
        change: |bed| bed.set("OKTA_SCOPES", "okta.users.read okta.users.read.self"),
        code: Some("scope_invalid"),
    },
    Case {
        name: "one of two scopes not granted",
        org: None,
        change: |bed| bed.set("OKTA_SCOPES", "okta.users.read okta.apps.read"),
        code: Some("scope_not_granted"),
    },
    Case {
        name: "no scope granted",
        org: None,
        change: |bed| bed.set("OKTA_SCOPES", "okta.apps.read"),
        code: Some("scope_not_granted"),
    },
    Case {
        name: "a scope not granted, as invalid_scope",
        org: Some(|org| org),
        change: |bed| {
            bed.fault(&order("ungranted", "invalid_scope"));
            bed.set("OKTA_SCOPES", "okta.users.read okta.apps.read");
        },
        code: Some("scope_not_granted"),
    },
    Case {
        name: "a scope not granted, as consent_required",
        org: Some(|org| org),
        change: |bed| {
            bed.fault(&order("ungranted", "consent_required"));
            bed.set("OKTA_SCOPES", "okta.users.read okta.apps.read");
        },
        code: Some("scope_not_granted"),
    },
    Case {
        name: "manage asked for, read granted",
        org: None,
        change: |bed| bed.set("OKTA_SCOPES", "okta.users.manage okta.groups.read"),
        code: Some("scope_not_granted"),
    },
    Case {
        name: "no admin role",
        org: Some(|org| org.role("none")),
        change: |_| {},
        code: Some("role_missing"),
    },
    Case {
        name: "no admin role, and reads come back empty",
        org: Some(|org| org.role("none")),
        change: |bed| bed.fault(&json!({"name": "empty_lists"})),
        code: Some("role_missing"),
    },
    Case {
        name: "no admin role, and the log is empty too",
        org: Some(|org| org.role("none").grant("okta.users.read okta.logs.read")),
        change: |bed| bed.fault(&json!({"name": "empty_lists"})),
        code: Some("role_missing"),
    },
    Case {
        name: "Organization Administrator and apps",
        org: Some(|org| {
            org.role("ORG_ADMIN")
                .grant("okta.users.read okta.apps.read")
        }),
        change: |_| {},
        code: Some("role_too_small"),
    },
    Case {
        name: "Organization Administrator and managing apps",
        org: Some(|org| {
            org.role("ORG_ADMIN")
                .grant("okta.users.read okta.apps.manage")
        }),
        change: |_| {},
        code: Some("role_too_small"),
    },
    Case {
        name: "the help desk and the log",
        org: Some(|org| {
            org.role("HELP_DESK_ADMIN")
                .grant("okta.users.read okta.logs.read")
        }),
        change: |_| {},
        code: Some("role_too_small"),
    },
    Case {
        name: "the report administrator and people",
        org: Some(|org| {
            org.role("REPORT_ADMIN")
                .grant("okta.users.read okta.logs.read")
        }),
        change: |_| {},
        code: Some("role_too_small"),
    },
    Case {
        name: "a role narrowed to an empty group",
        org: Some(|org| {
            org.role("HELP_DESK_ADMIN")
                .grant("okta.users.read")
                .api_token("super")
        }),
        change: narrowed,
        code: Some("role_narrowed"),
    },
    Case {
        name: "a feature that the engine lacks",
        org: Some(|org| {
            org.edition(Edition::Classic)
                .role("SUPER_ADMIN")
                .grant("okta.authorizationServers.read")
        }),
        change: |_| {},
        code: Some("feature_off"),
    },
    Case {
        name: "a key file open to all",
        org: None,
        change: |bed| bed.mode("key.pem", 0o644),
        code: Some("key_file_exposed"),
    },
];

/// What an org tells of itself.
fn known_org() -> Act {
    Act::json(200, &[], &json!({"id": "00o1", "pipeline": "idx"}))
}

fn named(public: &serde_json::Value, kid: &str) -> serde_json::Value {
    let mut public = public.clone();
    public["kid"] = kid.into();
    public
}

/// The role of the app reaches only a group in which nobody is.
fn narrowed(bed: &mut Bed) {
    let group = bed.administer(
        "POST",
        "/api/v1/groups",
        &json!({"profile": {"name": "Nobody"}}),
    );
    let client = bed.get("OKTA_CLIENT_ID");
    let roles = format!("/oauth2/v1/clients/{client}/roles");
    let assigned = bed.administer("GET", &roles, &json!(null));
    let (role, group) = (
        assigned[0]["id"].as_str().unwrap(),
        group["id"].as_str().unwrap(),
    );
    bed.administer(
        "PUT",
        &format!("{roles}/{role}/targets/groups/{group}"),
        &json!(null),
    );
}
