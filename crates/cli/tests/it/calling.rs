//! `call`, `tools` and `sim`.

use std::os::unix::fs::PermissionsExt as _;

use crate::binary::{Sim, errors, json, run};

#[test]
fn a_person_reads_and_writes_from_a_terminal() {
    let sim = Sim::start(&["--grant", "all", "--role", "SUPER_ADMIN", "--users", "30"]);
    let environment = sim.environment();
    let found = run(
        &["call", "list_users", r#"{"q": "lovelace"}"#],
        &environment,
    );
    assert_eq!(found.status.code(), Some(0), "{}", errors(&found));
    assert_eq!(json(&found)["rows"][0][1], "ada@acme.example");
    let made = run(
        &[
            "call",
            "create_group",
            r#"{"profile": {"name": "Night Shift"}}"#,
        ],
        &environment,
    );
    assert_eq!(
        json(&made)["done"],
        "The group \"Night Shift\" was created."
    );
}

#[test]
fn without_a_terminal_what_asks_is_not_done() {
    let sim = Sim::start(&["--grant", "all", "--role", "SUPER_ADMIN", "--users", "30"]);
    let environment = sim.environment();
    let given = r#"{"user_id": "ada@acme.example"}"#;
    let refused = run(&["call", "deactivate_user", given], &environment);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(json(&refused)["error"]["kind"], "needs_confirmation");
    let ada = run(&["call", "get_user", given], &environment);
    assert_eq!(json(&ada)["status"], "ACTIVE");
}

#[test]
fn over_tls_the_authority_comes_from_the_environment() {
    let sim = Sim::start(&["--tls", "--users", "30"]);
    let environment = sim.environment();
    assert!(sim.said["ca_file"].is_string());
    let read = run(&["call", "list_groups"], &environment);
    assert_eq!(read.status.code(), Some(0), "{}", errors(&read));
    let without: Vec<_> = environment
        .iter()
        .copied()
        .filter(|(name, _)| *name != "SSL_CERT_FILE")
        .collect();
    let untrusted = run(&["call", "list_groups"], &without);
    assert_eq!(untrusted.status.code(), Some(1));
    let error = &json(&untrusted)["error"];
    assert_eq!(error["kind"], "unreachable");
    assert!(
        error["next_step"]
            .as_str()
            .unwrap()
            .contains("SSL_CERT_FILE")
    );
}

#[test]
fn the_help_desk_of_the_simulated_organisation_meets_a_role_error_early() {
    let sim = Sim::start(&["--users", "30"]);
    let given = r#"{"profile": {"name": "x"}}"#;
    let refused = run(&["call", "create_group", given], &sim.environment());
    assert_eq!(json(&refused)["error"]["kind"], "missing_role");
}

#[test]
fn the_key_stands_in_a_file_that_only_its_owner_reads() {
    let sim = Sim::start(&["--users", "30"]);
    let environment = sim.environment();
    let (_, file) = environment
        .iter()
        .find(|(name, _)| *name == "OKTA_PRIVATE_KEY_FILE")
        .unwrap();
    let mode = std::fs::metadata(file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(!sim.said.to_string().contains("BEGIN"));
}

#[test]
fn an_unknown_fault_lists_those_there_are() {
    let wrong = run(&["sim", "--fault", "no_such_fault"], &[]);
    assert_ne!(wrong.status.code(), Some(0));
    assert!(errors(&wrong).contains("rate_limit"), "{}", errors(&wrong));
}

#[test]
fn tools_cost_what_they_say_they_cost() {
    let scopes = [(
        "OKTA_SCOPES",
        "okta.users.manage okta.groups.manage okta.schemas.read",
    )];
    let output = run(&["tools", "--json"], &scopes);
    let document = json(&output);
    let tools = document["tools"].as_array().unwrap();
    assert_eq!(tools.len(), 28);
    let mut sum = 0;
    for tool in tools {
        for member in [
            "name",
            "title",
            "effect",
            "scopes",
            "operations",
            "tokens",
            "listed",
            "parameters",
            "example",
        ] {
            assert!(tool.get(member).is_some(), "{member} in {tool}");
        }
        sum += tool["tokens"].as_u64().unwrap();
    }
    assert_eq!(document["tokens"], sum);
    // 160 a tool is what the official server's listing costs.
    assert!(sum <= 28 * 160, "{sum}");
    assert_eq!(
        run(&["tools", "list_users"], &scopes).status.code(),
        Some(0)
    );
}

#[test]
fn the_catalogue_can_be_searched_without_a_connection() {
    let all = json(&run(&["operations", "--json"], &[]));
    let all = all.as_array().unwrap();
    assert!(all.len() > 900, "{}", all.len());
    for member in [
        "id",
        "method",
        "path",
        "spec",
        "scopes",
        "effect",
        "description",
        "tool",
    ] {
        assert!(all.iter().all(|row| row.get(member).is_some()), "{member}");
    }
    let found = run(&["operations", "unassign", "group", "user"], &[]);
    let text = String::from_utf8(found.stdout).unwrap();
    assert!(text.contains("unassignUserFromGroup"), "{text}");
}

#[test]
fn completions_name_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&["completions", shell], &[]);
        assert!(
            String::from_utf8(output.stdout).unwrap().contains("demo"),
            "{shell}"
        );
    }
}

#[test]
fn a_hundred_people_cost_less_than_five_thousand_tokens() {
    let sim = Sim::start(&["--users", "150", "--grant", "all", "--role", "SUPER_ADMIN"]);
    let output = run(&["call", "list_users", "{}"], &sim.environment());
    let reply = json(&output);
    assert_eq!(reply["count"], 100);
    let tokens = tiktoken_rs::o200k_base_singleton()
        .encode_ordinary(&reply.to_string())
        .len();
    assert!(tokens < 5_000, "{tokens}");
    eprintln!("a hundred people: {tokens} tokens");
}
