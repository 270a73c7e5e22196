//! What works, and somebody should look at.

use super::bed::{Case, order};

/// What works, and somebody should look at.
pub const WARNINGS: &[Case] = &[
    Case {
        name: "a key file open to the group",
        org: None,
        change: |bed| bed.mode("key.pem", 0o640),
        code: Some("key_file_exposed"),
    },
    Case {
        name: "an app that does not require DPoP",
        org: Some(simorg::Settings::without_dpop),
        change: |_| {},
        code: Some("dpop_not_enforced"),
    },
    Case {
        name: "DPoP off at both ends",
        org: Some(simorg::Settings::without_dpop),
        change: |bed| bed.set("OKTA_DPOP", "off"),
        code: Some("dpop_not_enforced"),
    },
    Case {
        name: "a super administrator",
        org: Some(|org| {
            org.role("SUPER_ADMIN")
                .grant("okta.users.read okta.roles.read")
        }),
        change: |_| {},
        code: Some("role_is_super_admin"),
    },
    Case {
        name: "a super administrator that did not ask to see its role",
        org: Some(|org| {
            org.role("SUPER_ADMIN")
                .grant("okta.users.read okta.roles.read")
        }),
        change: |bed| bed.set("OKTA_SCOPES", "okta.users.read"),
        code: Some("role_is_super_admin"),
    },
    Case {
        name: "granted and not asked for",
        org: Some(|org| {
            org.role("SUPER_ADMIN")
                .grant("okta.users.read okta.apps.manage okta.appGrants.read")
        }),
        change: |bed| bed.set("OKTA_SCOPES", "okta.users.read"),
        code: Some("scope_surplus"),
    },
    Case {
        name: "writes granted to a server that only reads",
        org: Some(|org| org.role("ORG_ADMIN").grant("okta.users.manage")),
        change: |bed| bed.set("OKTA_MCP_READ_ONLY", "true"),
        code: Some("scope_surplus"),
    },
    Case {
        name: "apps become super administrators",
        org: Some(|org| {
            org.role("SUPER_ADMIN")
                .grant("okta.users.read okta.orgs.read")
        }),
        change: |bed| bed.fault(&order("client_privileges", "on")),
        code: Some("clients_become_super_admin"),
    },
    Case {
        name: "an authorization server's path",
        org: None,
        change: |bed| {
            let url = format!("{}/oauth2/default", bed.org.url());
            bed.set("OKTA_ORG_URL", &url);
        },
        code: Some("url_repaired"),
    },
    Case {
        name: "a trailing slash",
        org: None,
        change: |bed| {
            let url = format!("{}/", bed.org.url());
            bed.set("OKTA_ORG_URL", &url);
        },
        code: Some("url_repaired"),
    },
    Case {
        name: "little left of the rate limit",
        org: Some(|org| org.grant("okta.users.read")),
        change: |bed| bed.fault(&order("limit", 1)),
        code: Some("rate_limited"),
    },
    Case {
        name: "a 403 without a word",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("empty_403", 1)),
        code: Some("not_checked"),
    },
];
