//! Wrong usage and wrong settings: one clear message, exit 2.

use crate::binary::{Sim, errors, run};

#[test]
fn wrong_usage_exits_with_2() {
    for arguments in [
        &["no-such-command"][..],
        &["call"],
        &["call", "no_such_tool"],
        &["call", "list_users", "not json"],
        &["tools", "no_such_tool"],
        &["sim", "--listen", "nowhere"],
        &["sim", "--role", "NO_SUCH_ROLE"],
    ] {
        let output = run(arguments, &[]);
        assert_eq!(
            output.status.code(),
            Some(2),
            "{arguments:?}: {}",
            errors(&output)
        );
        assert!(!errors(&output).is_empty());
    }
}

#[test]
fn each_wrong_setting_is_named_with_what_to_do() {
    let sim = Sim::start(&["--users", "30"]);
    let right = sim.environment();
    let cases = [
        ("OKTA_ORG_URL", "", "org URL is missing"),
        ("OKTA_ORG_URL", "https://{yourOktaDomain}", "placeholder"),
        (
            "OKTA_ORG_URL",
            "https://acme-admin.okta.com",
            "https://acme.okta.com",
        ),
        ("OKTA_ORG_URL", "http://acme.okta.com", "unencrypted"),
        ("OKTA_CLIENT_ID", "", "client id is missing"),
        ("OKTA_CLIENT_ID", "<client id>", "placeholder"),
        (
            "OKTA_PRIVATE_KEY_FILE",
            "/nowhere/key.pem",
            "OKTA_PRIVATE_KEY_FILE",
        ),
        ("OKTA_PRIVATE_KEY_FILE", "Cargo.toml", "BEGIN"),
        ("OKTA_KEY_ID", "", "OKTA_KEY_ID"),
        ("OKTA_DPOP", "maybe", "OKTA_DPOP"),
        ("SSL_CERT_FILE", "/nowhere/ca.pem", "SSL_CERT_FILE"),
        ("OKTA_MCP_REPLY_BUDGET", "12", "OKTA_MCP_REPLY_BUDGET"),
        ("OKTA_MCP_FILES_DIR", "files", "absolute"),
        ("OKTA_MCP_READ_ONLY", "perhaps", "OKTA_MCP_READ_ONLY"),
        ("OKTA_MCP_TOOLSETS", "usres", "usres"),
        ("OKTA_MCP_READONLY", "true", "OKTA_MCP_READONLY"),
    ];
    for (name, value, part) in cases {
        let mut environment: Vec<_> = right.iter().copied().filter(|(n, _)| *n != name).collect();
        environment.push((name, value));
        let output = run(&["call", "list_users"], &environment);
        let text = errors(&output);
        assert_eq!(output.status.code(), Some(2), "{name}={value}: {text}");
        assert!(text.contains(part), "{name}={value}: {text}");
        assert!(
            text.contains("next:") && !text.contains("panicked"),
            "{text}"
        );
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn help_has_examples_and_names_every_setting() {
    let help = String::from_utf8(run(&["--help"], &[]).stdout).unwrap();
    for part in [
        "Examples:",
        "OKTA_ORG_URL",
        "OKTA_KEY_ID",
        "OKTA_MCP_READ_ONLY",
        "Exit codes",
    ] {
        assert!(help.contains(part), "{part}");
    }
    for command in [
        "serve",
        "demo",
        "sim",
        "tools",
        "operations",
        "completions",
        "call",
        "setup",
        "rotate-key",
    ] {
        let help = run(&[command, "--help"], &[]);
        assert_eq!(help.status.code(), Some(0));
        assert!(
            String::from_utf8(help.stdout).unwrap().contains("xample"),
            "{command}"
        );
    }
}
