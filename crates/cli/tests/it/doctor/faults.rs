//! Faults of the settings and of the way to Okta.

use serde_json::json;
use simorg::Act;

use super::bed::{Case, closed_port, order};
use super::keys::{self, Form};

/// Faults of the settings and of the way to Okta.
pub const SETTINGS_AND_NETWORK: &[Case] = &[
    Case {
        name: "nothing is set",
        org: None,
        change: |bed| bed.environment.clear(),
        code: Some("url_missing"),
    },
    Case {
        name: "no org URL",
        org: None,
        change: |bed| bed.unset("OKTA_ORG_URL"),
        code: Some("url_missing"),
    },
    Case {
        name: "a placeholder in braces",
        org: None,
        change: |bed| bed.set("OKTA_ORG_URL", "https://{yourOktaDomain}"),
        code: Some("url_placeholder"),
    },
    Case {
        name: "a placeholder in words",
        org: None,
        change: |bed| bed.set("OKTA_ORG_URL", "https://your-org.okta.com"),
        code: Some("url_placeholder"),
    },
    Case {
        name: "the Admin Console's address",
        org: None,
        change: |bed| bed.set("OKTA_ORG_URL", "https://acme-admin.okta.com"),
        code: Some("url_admin_host"),
    },
    Case {
        name: "the Admin Console of a preview org",
        org: None,
        change: |bed| bed.set("OKTA_ORG_URL", "acme-admin.oktapreview.com/admin/dashboard"),
        code: Some("url_admin_host"),
    },
    Case {
        name: "http to a public host",
        org: None,
        change: |bed| bed.set("OKTA_ORG_URL", "http://acme.okta.com"),
        code: Some("url_http"),
    },
    Case {
        name: "a doubled domain",
        org: None,
        change: |bed| bed.set("OKTA_ORG_URL", "https://acme.okta.com.com"),
        code: Some("url_invalid"),
    },
    Case {
        name: "a password in the URL",
        org: None,
        change: |bed| bed.set("OKTA_ORG_URL", "https://me:secret@acme.okta.com"),
        code: Some("url_invalid"),
    },
    Case {
        name: "no address at all",
        org: None,
        change: |bed| bed.set("OKTA_ORG_URL", "acme"),
        code: Some("url_invalid"),
    },
    Case {
        name: "no client id",
        org: None,
        change: |bed| bed.unset("OKTA_CLIENT_ID"),
        code: Some("client_id_missing"),
    },
    Case {
        name: "a placeholder for the client id",
        org: None,
        change: |bed| bed.set("OKTA_CLIENT_ID", "<client id>"),
        code: Some("client_id_missing"),
    },
    Case {
        name: "no key",
        org: None,
        change: |bed| bed.unset("OKTA_PRIVATE_KEY_FILE"),
        code: Some("key_missing"),
    },
    Case {
        name: "a key file that is not there",
        org: None,
        change: |bed| bed.set("OKTA_PRIVATE_KEY_FILE", "/nowhere/key.pem"),
        code: Some("key_missing"),
    },
    Case {
        name: "an empty key file",
        org: None,
        change: |bed| bed.key_file(""),
        code: Some("key_missing"),
    },
    Case {
        name: "a folder in the place of the key file",
        org: None,
        change: |bed| {
            let folder = bed.path("").to_str().unwrap().to_owned();
            bed.set("OKTA_PRIVATE_KEY_FILE", &folder);
            bed.mode("", 0o700);
        },
        code: Some("key_unreadable"),
    },
    Case {
        name: "a damaged key",
        org: None,
        change: |bed| bed.key_file(&keys::pem("PRIVATE KEY", b"no key at all")),
        code: Some("key_unreadable"),
    },
    Case {
        name: "an Ed25519 key",
        org: None,
        change: |bed| bed.key_file(&keys::ed25519()),
        code: Some("key_unreadable"),
    },
    Case {
        name: "a symmetric JWK",
        org: None,
        change: |bed| bed.key_file(r#"{"kty": "oct", "k": "AA", "kid": "x"}"#),
        code: Some("key_unreadable"),
    },
    Case {
        name: "a key without its BEGIN line",
        org: None,
        change: |bed| {
            let key = bed
                .org
                .private_key_pem()
                .replace("-----BEGIN PRIVATE KEY-----", "");
            bed.key_file(&key);
        },
        code: Some("key_pem_lines_missing"),
    },
    Case {
        name: "a key without its END line",
        org: None,
        change: |bed| {
            let key = bed
                .org
                .private_key_pem()
                .replace("-----END PRIVATE KEY-----", "");
            bed.key_file(&key);
        },
        code: Some("key_pem_lines_missing"),
    },
    Case {
        name: "the public key",
        org: None,
        change: |bed| bed.key_file(&keys::pem("PUBLIC KEY", b"public")),
        code: Some("key_is_public"),
    },
    Case {
        name: "a certificate",
        org: None,
        change: |bed| bed.key_file(&keys::pem("CERTIFICATE", b"certificate")),
        code: Some("key_is_public"),
    },
    Case {
        name: "the public JWK",
        org: None,
        change: |bed| {
            let (_, public) = keys::ec("P-256", Form::Jwk);
            bed.key_file(&public.to_string());
        },
        code: Some("key_is_public"),
    },
    Case {
        name: "a key under a passphrase",
        org: None,
        change: |bed| bed.key_file(&keys::pem("ENCRYPTED PRIVATE KEY", b"secret")),
        code: Some("key_encrypted"),
    },
    Case {
        name: "a key under a passphrase, the old way",
        org: None,
        change: |bed| {
            bed.key_file("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        },
        code: Some("key_encrypted"),
    },
    Case {
        name: "an RSA key of 1024 bits",
        org: None,
        change: |bed| bed.key_file(include_str!("../../../../okta/tests/it/rsa1024.pem")),
        code: Some("key_too_short"),
    },
    Case {
        name: "no key id",
        org: None,
        change: |bed| bed.unset("OKTA_KEY_ID"),
        code: Some("key_id_missing"),
    },
    Case {
        name: "a wrong value of OKTA_DPOP",
        org: None,
        change: |bed| bed.set("OKTA_DPOP", "maybe"),
        code: Some("settings_invalid"),
    },
    Case {
        name: "a setting that does not exist",
        org: None,
        change: |bed| bed.set("OKTA_MCP_READONLY", "true"),
        code: Some("settings_invalid"),
    },
    Case {
        name: "a settings file that is not there",
        org: None,
        change: |bed| {
            bed.arguments = vec!["--config".to_owned(), "/nowhere/okta-mcp.toml".to_owned()];
        },
        code: Some("settings_invalid"),
    },
    Case {
        name: "a CA file that is not there",
        org: None,
        change: |bed| bed.set("SSL_CERT_FILE", "/nowhere/ca.pem"),
        code: Some("settings_invalid"),
    },
    Case {
        name: "a CA file that holds no certificate",
        org: None,
        change: |bed| {
            let path = bed.file(
                "ca.pem",
                "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n",
            );
            bed.set("SSL_CERT_FILE", &path);
        },
        code: Some("settings_invalid"),
    },
    Case {
        name: "a proxy URL that is none",
        org: None,
        change: |bed| bed.set("HTTPS_PROXY", "not a proxy"),
        code: Some("settings_invalid"),
    },
    Case {
        name: "a host without an address",
        org: None,
        change: |bed| bed.set("OKTA_ORG_URL", "https://no-such-org.invalid"),
        code: Some("dns_failed"),
    },
    Case {
        name: "a certificate of an unknown authority",
        org: Some(simorg::Settings::tls),
        change: |bed| bed.unset("SSL_CERT_FILE"),
        code: Some("tls_failed"),
    },
    Case {
        name: "a server that does not speak TLS",
        org: None,
        change: |bed| {
            let url = bed.get("OKTA_ORG_URL").replace("http://", "https://");
            bed.set("OKTA_ORG_URL", &url);
        },
        code: Some("tls_failed"),
    },
    Case {
        name: "a port at which nobody listens",
        org: None,
        change: |bed| {
            let url = format!("http://127.0.0.1:{}", closed_port());
            bed.set("OKTA_ORG_URL", &url);
        },
        code: Some("unreachable"),
    },
    Case {
        name: "a server that hangs up",
        org: None,
        change: |bed| {
            let url = bed.scripted(|_| {});
            bed.set("OKTA_ORG_URL", &url);
        },
        code: Some("unreachable"),
    },
    Case {
        name: "a token endpoint that hangs up",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("token_drop", 1)),
        code: Some("unreachable"),
    },
    Case {
        name: "an Okta that never answers",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("slow", 60_000)),
        code: Some("unreachable"),
    },
    Case {
        name: "Okta fails",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("server_error", 500)),
        code: Some("unreachable"),
    },
    Case {
        name: "a proxy at which nobody listens",
        org: None,
        change: |bed| {
            let url = format!("http://127.0.0.1:{}", closed_port());
            bed.set("HTTPS_PROXY", &url);
        },
        code: Some("proxy_refused"),
    },
    Case {
        name: "a proxy that wants a password",
        org: None,
        change: |bed| {
            let url = bed.scripted(|to| to.then(Act::json(407, &[], &json!({}))));
            bed.set("HTTPS_PROXY", &url);
        },
        code: Some("proxy_refused"),
    },
    Case {
        name: "a proxy that lets nothing through",
        org: None,
        change: |bed| {
            let url = bed.scripted(|to| to.then(html(403)));
            bed.set("HTTPS_PROXY", &url);
        },
        code: Some("proxy_refused"),
    },
    Case {
        name: "a sign-in page in the place of Okta",
        org: None,
        change: |bed| {
            let url = bed.scripted(|to| to.then(html(200)));
            bed.set("OKTA_ORG_URL", &url);
        },
        code: Some("url_not_okta"),
    },
    Case {
        name: "another API in the place of Okta",
        org: None,
        change: |bed| {
            let url = bed.scripted(|to| to.then(Act::json(200, &[], &json!({"hello": "world"}))));
            bed.set("OKTA_ORG_URL", &url);
        },
        code: Some("url_not_okta"),
    },
    Case {
        name: "a server that knows no such page",
        org: None,
        change: |bed| {
            let url = bed.scripted(|to| to.then(Act::json(404, &[], &json!(null))));
            bed.set("OKTA_ORG_URL", &url);
        },
        code: Some("url_not_okta"),
    },
    Case {
        name: "a page of HTML in the place of the API",
        org: Some(|org| org),
        change: |bed| bed.fault(&order("html", 1)),
        code: Some("url_not_okta"),
    },
    Case {
        name: "an org that is deactivated",
        org: None,
        change: |bed| {
            let body = json!({"errorCode": "E0000260", "errorSummary": "This developer org has been deactivated."});
            let url = bed.scripted(|to| to.then(Act::json(403, &[], &body)));
            bed.set("OKTA_ORG_URL", &url);
        },
        code: Some("org_suspended"),
    },
];

/// A page of HTML.
fn html(status: u16) -> Act {
    let page = "<html><body>Sign in</body></html>";
    let head = format!(
        "HTTP/1.1 {status} Page\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close",
        page.len()
    );
    Act::Say(format!("{head}\r\n\r\n{page}").into())
}
