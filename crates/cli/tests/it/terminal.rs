//! Questions at a real terminal: a pseudo-terminal made by `script` (util-linux).

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::binary::{Sim, errors, json, okta_mcp, run, skipped};

const SECRET: &str = "correct horse battery";

/// A person's terminal: an organisation, and a home of their own.
struct Desk {
    sim: Sim,
    home: tempfile::TempDir,
}

impl Desk {
    /// `None` where there is no `script` to make a terminal with.
    fn open() -> Option<Self> {
        if Command::new("script").arg("--version").output().is_err() {
            skipped("questions at a terminal: there is no `script` to make one");
            return None;
        }
        let sim = Sim::start(&["--grant", "all", "--role", "SUPER_ADMIN", "--users", "30"]);
        Some(Self {
            sim,
            home: tempfile::tempdir().unwrap(),
        })
    }

    /// Runs a command at a pseudo-terminal and types lines; what stands on the terminal afterwards.
    fn type_at(&self, command: &str, typed: &[&str]) -> String {
        let binary = env!("CARGO_BIN_EXE_okta-mcp");
        let typed = typed.join("\\n");
        let command = format!(
            "(sleep 0.5; printf '{typed}\\n') | script -qec \"{binary} {command}\" /dev/null"
        );
        let mut shell = Command::new("sh");
        shell
            .args(["-c", &command])
            .envs(self.sim.environment())
            .env("HOME", self.home.path());
        for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
            shell.env_remove(name);
        }
        String::from_utf8_lossy(&shell.output().unwrap().stdout).into_owned()
    }

    /// Runs a command without a terminal.
    fn run(&self, arguments: &[&str]) -> std::process::Output {
        let mut command = okta_mcp(arguments, &self.sim.environment());
        command
            .env("HOME", self.home.path())
            .stdin(std::process::Stdio::null());
        command.output().unwrap()
    }

    fn status(&self, user: &str) -> String {
        let given = format!("{{\"user_id\": \"{user}\"}}");
        json(&self.run(&["call", "get_user", &given]))["status"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    fn set_secret(&self) {
        let seen = self.type_at("approve --set-secret", &[SECRET, SECRET]);
        assert!(seen.contains("The approval secret is set"), "{seen}");
    }
}

const DEACTIVATE: &str = r#"call deactivate_user '{\"user_id\": \"grace@acme.example\"}'"#;

#[test]
fn only_the_approval_secret_goes_ahead_and_no_typed_yes_does() {
    let Some(desk) = Desk::open() else { return };
    let seen = desk.type_at(DEACTIVATE, &["yes"]);
    assert!(seen.contains("no approval secret is set"), "{seen}");
    desk.set_secret();
    for typed in ["yes", "y", ""] {
        let seen = desk.type_at(DEACTIVATE, &[typed]);
        let is_asked = seen.contains("Deactivate user?") && seen.contains("declined");
        assert!(is_asked, "{typed}: {seen}");
        assert_eq!(desk.status("grace@acme.example"), "ACTIVE");
    }
    let seen = desk.type_at(DEACTIVATE, &[SECRET]);
    assert!(seen.contains("is deactivated."), "{seen}");
    assert!(!seen.contains(SECRET), "it is typed unseen: {seen}");
    assert_eq!(desk.status("grace@acme.example"), "DEPROVISIONED");
}

#[test]
fn a_change_waits_for_approval_is_approved_with_the_secret_and_then_applied() {
    let Some(desk) = Desk::open() else { return };
    desk.set_secret();
    let given = r#"{"group_id": "Berlin Office"}"#;
    let refused = json(&desk.run(&["call", "delete_group", given]));
    assert_eq!(refused["error"]["kind"], "needs_confirmation");
    let waiting = json(&desk.run(&["changes", "--state", "waiting", "--json"]));
    let id = waiting[0]["id"].as_str().unwrap().to_owned();
    assert!(refused.to_string().contains(&id));
    let applied = |desk: &Desk| -> Value {
        let given = format!("{{\"change_id\": \"{id}\"}}");
        json(&desk.run(&["call", "apply_change", &given]))
    };
    assert_eq!(applied(&desk)["error"]["kind"], "needs_confirmation");
    // What is piped in does not count: there is no terminal.
    let piped = desk.run(&["approve", &id]);
    assert_eq!(piped.status.code(), Some(1), "{}", errors(&piped));
    let seen = desk.type_at(&format!("approve {id}"), &["yes"]);
    assert!(seen.contains("was not approved"), "{seen}");
    let seen = desk.type_at(&format!("approve {id}"), &[SECRET]);
    assert!(
        seen.contains("is approved") && seen.contains("Berlin Office"),
        "{seen}"
    );
    assert_eq!(applied(&desk)["change_id"].as_str(), Some(id.as_str()));
    let verdict = json(&desk.run(&["changes", "--verify", "--json"]));
    assert_eq!(verdict["ok"], true, "{verdict}");
    assert!(verdict["cannot"].as_str().unwrap().contains("forge"));
}

#[test]
fn the_journal_stands_where_it_should_and_is_found_out_when_touched() {
    let sim = Sim::start(&["--grant", "all", "--role", "SUPER_ADMIN", "--users", "30"]);
    let home = tempfile::tempdir().unwrap();
    let state = home.path().join("journal");
    let mut environment = sim.environment();
    let (home, state) = (home.path().to_str().unwrap(), state.to_str().unwrap());
    environment.extend([("HOME", home), ("OKTA_MCP_STATE_DIR", state)]);
    let given = r#"{"user_id": "ada@acme.example", "profile": {"title": "Countess"}}"#;
    let done = json(&run(&["call", "update_user", given], &environment));
    let id = done["change_id"].as_str().unwrap();
    assert!(
        Path::new(home)
            .join(".config/okta-mcp/journal.key")
            .exists(),
        "the key lies apart"
    );
    let undone = json(&run(&["undo", id], &environment));
    assert!(
        undone["done"].as_str().unwrap().contains("taken back"),
        "{undone}"
    );
    let changes = json(&run(&["changes", "--json"], &environment));
    let states: Vec<&str> = changes
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["done", "undone"]);
    std::fs::write(Path::new(state).join("journal.head"), "99 cut\n").unwrap();
    let verdict = run(&["changes", "--verify", "--json"], &environment);
    assert_eq!(verdict.status.code(), Some(1));
    assert!(json(&verdict)["faults"].to_string().contains("cut off"));
    let refused = json(&run(&["call", "update_user", given], &environment));
    assert_eq!(refused["error"]["kind"], "misconfigured", "{refused}");
}

#[test]
fn a_secret_is_revealed_once_at_the_terminal_to_whoever_knows_the_approval_secret() {
    let Some(desk) = Desk::open() else { return };
    desk.set_secret();
    let given = r#"{"id": "createUser", "query": {"activate": false}, "body": {"profile": {"login": "nora@acme.example", "email": "nora@acme.example", "firstName": "Nora", "lastName": "New"}, "credentials": {"password": {"value": {"$secret": "generate"}}}}}"#;
    let policy = desk.home.path().join(".config/okta-mcp/okta-mcp.toml");
    std::fs::create_dir_all(policy.parent().unwrap()).unwrap();
    std::fs::write(&policy, "[restricted]\ntakeover = \"ask\"\n").unwrap();
    let quoted = given.replace('"', "\\\"").replace('$', "\\$");
    let seen = desk.type_at(&format!("call write_operation '{quoted}'"), &[SECRET]);
    let at = seen.find("hnd").unwrap_or_else(|| panic!("{seen}"));
    let id: String = seen[at..].chars().take(23).collect();
    let piped = desk.run(&["reveal", &id]);
    assert_eq!(piped.status.code(), Some(1), "{}", errors(&piped));
    let wrong = desk.type_at(&format!("reveal {id}"), &["yes"]);
    assert!(wrong.contains("was not shown"), "{wrong}");
    let shown = desk.type_at(&format!("reveal {id}"), &[SECRET]);
    assert!(shown.contains("/credentials/password/value"), "{shown}");
    let again = desk.type_at(&format!("reveal {id}"), &[SECRET]);
    assert!(again.contains("fetched before"), "{again}");
}
