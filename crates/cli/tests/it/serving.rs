//! `serve` and `demo --stdio`, line by line.

use serde_json::json;

use crate::binary::{Session, Sim, errors};

#[test]
fn serve_starts_whatever_the_settings_are_and_every_call_says_what_is_wrong() {
    let mut session = Session::start(&["serve"], &[]);
    session.open();
    session.say(r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#);
    assert!(
        !session.hear()["result"]["tools"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    let reply = session.call(2, "list_users", &json!({}));
    let error = &reply["result"]["structuredContent"]["error"];
    assert_eq!(error["kind"], "misconfigured");
    assert!(
        error["next_step"]
            .as_str()
            .unwrap()
            .contains("OKTA_ORG_URL")
    );
    assert_eq!(session.end().status.code(), Some(0));
}

#[test]
fn a_guard_that_cannot_be_understood_leaves_no_write() {
    let mut session = Session::start(
        &["serve"],
        &[
            ("OKTA_MCP_READONLY", "true"),
            ("OKTA_SCOPES", "okta.users.manage"),
        ],
    );
    session.open();
    session.say(r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#);
    let listed = session.hear();
    for tool in listed["result"]["tools"].as_array().unwrap() {
        assert_eq!(tool["annotations"]["readOnlyHint"], true, "{tool}");
    }
    let reply = session.call(2, "list_users", &json!({}));
    assert_eq!(
        reply["result"]["structuredContent"]["error"]["kind"],
        "misconfigured"
    );
    session.end();
}

#[test]
fn the_end_of_input_ends_the_server_with_0() {
    for arguments in [&["serve"][..], &[], &["demo", "--stdio"]] {
        let output = Session::start(arguments, &[]).end();
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            errors(&output)
        );
        let mut session = Session::start(arguments, &[]);
        session.open();
        assert_eq!(session.end().status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn nonsense_on_the_wire_does_not_end_the_server() {
    let mut session = Session::start(&["demo", "--stdio"], &[]);
    session.open();
    for nonsense in [
        "not json",
        "{",
        "[]",
        "null",
        r#"{"jsonrpc":"2.0"}"#,
        r#"{"jsonrpc":"1.0","id":7,"method":"tools/list"}"#,
        r#"{"jsonrpc":"2.0","id":8,"method":"tools/call"}"#,
        r#"{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"name":5}}"#,
        r#"{"jsonrpc":"2.0","id":10,"method":"no/such"}"#,
        "\u{0}\u{1}\u{2}",
    ] {
        session.say(nonsense);
    }
    let deep = format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000));
    session.say(&deep);
    let reply = session.call(99, "list_groups", &json!({"limit": 1}));
    assert_eq!(reply["result"]["structuredContent"]["count"], 1);
    assert_eq!(session.end().status.code(), Some(0));
}

#[test]
fn the_demo_heeds_scopes_and_read_only() {
    let environment = [
        ("OKTA_SCOPES", "okta.users.manage"),
        ("OKTA_MCP_READ_ONLY", "true"),
        ("OKTA_ORG_URL", "https://never.example"),
    ];
    let mut session = Session::start(&["demo", "--stdio"], &environment);
    session.open();
    session.say(r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#);
    let listed = session.hear();
    let names: Vec<&str> = listed["result"]["tools"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "check_connection",
            "describe_operation",
            "export_users_csv",
            "find_operation",
            "get_scope_status",
            "get_user",
            "list_changes",
            "list_user_groups",
            "list_users",
            "read_operation"
        ]
    );
    let reply = session.call(2, "get_user", &json!({"user_id": "ada@acme.example"}));
    assert_eq!(reply["result"]["structuredContent"]["status"], "ACTIVE");
    session.end();
}

#[test]
fn no_secret_is_logged_even_at_the_loudest() {
    let sim = Sim::start(&["--users", "30"]);
    let mut environment = sim.environment();
    environment.push(("OKTA_MCP_LOG", "trace"));
    let mut session = Session::start(&["serve"], &environment);
    session.open();
    let reply = session.call(1, "list_users", &json!({"limit": 1}));
    assert_eq!(reply["result"]["structuredContent"]["count"], 1, "{reply}");
    let log = errors(&session.end());
    let (_, file) = sim
        .environment()
        .into_iter()
        .find(|(n, _)| *n == "OKTA_PRIVATE_KEY_FILE")
        .unwrap();
    let key = std::fs::read_to_string(file).unwrap();
    let line = key.lines().nth(1).unwrap();
    assert!(!log.contains(line), "the key is in the log");
    for part in [
        "client_assertion=",
        "DPoP ey",
        "Bearer ey",
        "access_token\":",
    ] {
        assert!(!log.contains(part), "{part} is in the log");
    }
}

#[test]
fn signing_in_by_device_answers_with_an_address_and_a_code() {
    let sim = Sim::start(&["--users", "30"]);
    let state = std::env::temp_dir().join(format!("okta-mcp-serve-{}", std::process::id()));
    let environment = [
        ("OKTA_ORG_URL", sim.said["url"].as_str().unwrap()),
        ("OKTA_CLIENT_ID", "0oa1nativeapp00acme0"),
        ("OKTA_AUTH", "device"),
        ("OKTA_MCP_STATE_DIR", state.to_str().unwrap()),
    ];
    let mut session = Session::start(&["serve"], &environment);
    session.open();
    let reply = session.call(1, "list_users", &json!({}));
    let error = &reply["result"]["structuredContent"]["error"];
    assert_eq!(error["kind"], "sign_in_needed", "{reply}");
    assert!(
        error["message"].as_str().unwrap().contains("/activate"),
        "{error}"
    );
    session.end();
}
