//! The server is killed at random moments under a stream of writes: no write without a record, and what
//! became of each is found out.

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::time::Duration;

use serde_json::{Value, json};

use crate::binary::{Session, Sim, json, run};

/// How often it is killed; `just soak` kills more often.
fn times() -> u32 {
    std::env::var("KILLS")
        .ok()
        .and_then(|times| times.parse().ok())
        .unwrap_or(20)
}

#[test]
fn killed_at_any_moment_no_write_is_without_a_record_and_each_end_is_found_out() {
    let sim = Sim::start(&["--grant", "all", "--role", "SUPER_ADMIN", "--users", "30"]);
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let mut environment = sim.environment();
    environment.extend([
        ("HOME", folder.path().to_str().unwrap()),
        ("OKTA_MCP_STATE_DIR", state.to_str().unwrap()),
    ]);
    // Nobody is there to be asked about so many writes.
    let own = folder.path().join(".config/okta-mcp");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("okta-mcp.toml"), "confirm = \"off\"\n").unwrap();
    for round in 0..times() {
        let mut session = Session::start(&["serve"], &environment);
        session.open();
        for number in 0..20 {
            let title = format!("r{round}n{number}");
            let given = json!({"user_id": "ada@acme.example", "profile": {"title": title}, "ticket": title});
            let call = json!({"jsonrpc": "2.0", "id": number + 1, "method": "tools/call",
                "params": {"name": "update_user", "arguments": given}});
            session.say(&call.to_string());
        }
        // Another moment each time, spread over what twenty writes take.
        std::thread::sleep(Duration::from_millis(60 + u64::from(round * 97 % 700)));
        session.child.kill().unwrap();
        session.child.wait().unwrap();
        assert_eq!(
            run(&["changes", "--resolve"], &environment).status.code(),
            Some(0)
        );
    }
    let verdict = json(&run(&["changes", "--verify", "--json"], &environment));
    assert_eq!(verdict["ok"], true, "{verdict}");
    let changes = json(&run(
        &["changes", "--json", "--limit", "100000"],
        &environment,
    ));
    let text = |change: &Value, name: &str| change[name].as_str().unwrap().to_owned();
    let states: HashMap<String, String> = changes
        .as_array()
        .unwrap()
        .iter()
        .map(|change| (text(change, "ticket"), text(change, "state")))
        .collect();
    let happened = titles_set(&sim);
    for title in &happened {
        assert!(
            states.contains_key(title),
            "{title} was written and stands in no record"
        );
    }
    assert!(
        happened.len() > 5,
        "the stream wrote something: {}",
        happened.len()
    );
    for (title, state) in &states {
        let did = happened.contains(title);
        match state.as_str() {
            "done" => assert!(did, "{title} is said to be done, and was not"),
            "failed" => assert!(!did, "{title} is said not to have happened, and did"),
            // Something later was written over it: which of the two it was cannot be seen any more.
            "unknown_outcome" | "waiting" => {}
            other => panic!("{title} is left {other}"),
        }
    }
}

/// The titles that reached the organisation, as it says itself.
fn titles_set(sim: &Sim) -> Vec<String> {
    let control = sim.said["control"]
        .as_str()
        .unwrap()
        .trim_start_matches("http://");
    let mut stream = std::net::TcpStream::connect(control).unwrap();
    write!(
        stream,
        "GET /requests HTTP/1.1\r\nhost: {control}\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let body = answer.split_once("\r\n\r\n").unwrap().1;
    let start = body.find('[').unwrap();
    let end = body.rfind(']').unwrap();
    let requests: Vec<Value> = serde_json::from_str(&body[start..=end]).unwrap();
    let writes = requests
        .iter()
        .filter(|request| request["operation"] == "updateUser" && request["status"] == 200);
    let title = |request: &Value| {
        request["body"]["profile"]["title"]
            .as_str()
            .map(str::to_owned)
    };
    writes.filter_map(title).collect()
}
