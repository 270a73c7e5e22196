//! Questions at a real terminal: a pseudo-terminal made by `script` (util-linux).

use std::process::Command;

use crate::binary::{Sim, json, run};

/// Runs a call at a pseudo-terminal and types an answer; what stands on the terminal afterwards.
fn at_a_terminal(sim: &Sim, tool: &str, given: &str, typed: &str) -> String {
    let binary = env!("CARGO_BIN_EXE_okta-mcp");
    let command =
        format!("printf '{typed}\\n' | script -qec \"{binary} call {tool} '{given}'\" /dev/null");
    let mut shell = Command::new("sh");
    shell.args(["-c", &command]).envs(sim.environment());
    String::from_utf8_lossy(&shell.output().unwrap().stdout).into_owned()
}

#[test]
fn a_typed_yes_goes_ahead_and_anything_else_does_not() {
    if Command::new("script").arg("--version").output().is_err() {
        crate::binary::skipped("questions at a terminal: there is no `script` to make one");
        return;
    }
    let sim = Sim::start(&["--grant", "all", "--role", "SUPER_ADMIN", "--users", "30"]);
    let given = r#"{\"user_id\": \"grace@acme.example\"}"#;
    let status = || {
        let output = run(
            &["call", "get_user", r#"{"user_id": "grace@acme.example"}"#],
            &sim.environment(),
        );
        json(&output)["status"].as_str().unwrap().to_owned()
    };
    for typed in ["no", "y", ""] {
        let seen = at_a_terminal(&sim, "deactivate_user", given, typed);
        assert!(
            seen.contains("Deactivate user?") && seen.contains("declined"),
            "{typed}: {seen}"
        );
        assert_eq!(status(), "ACTIVE");
    }
    let seen = at_a_terminal(&sim, "deactivate_user", given, "yes");
    assert!(seen.contains("is deactivated."), "{seen}");
    assert_eq!(status(), "DEPROVISIONED");
}
