//! `okta-mcp rotate-key`: another key, without an outage, whatever stops it.

use std::process::Output;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use crate::binary::{Session, errors, run};
use crate::setup::bench::{Bench, text};
use crate::wire::{Wire, killed_at};

const LABEL: &str = "okta-mcp (okta)";

/// A connection that a set-up made.
fn connected(preset: &str) -> Bench {
    let bench = Bench::new(&[]);
    bench.sets_up(&["--preset", preset, "--key-type", "ec"]);
    bench
}

fn kid(bench: &Bench) -> String {
    let text = std::fs::read_to_string(bench.key_file()).unwrap();
    let key: Value = serde_json::from_str(&text).unwrap();
    key["kid"].as_str().unwrap().to_owned()
}

/// The ids of the app's keys, each with its status.
fn keys(bench: &Bench, app: &str) -> Vec<(String, String)> {
    let path = format!("/api/v1/apps/{app}/credentials/jwks");
    let answer = bench.administrator("GET", &path, &Value::Null);
    let keys = answer["jwks"]["keys"].as_array().unwrap().iter();
    let text = |key: &Value, name: &str| key[name].as_str().unwrap_or_default().to_owned();
    keys.map(|key| (text(key, "kid"), text(key, "status")))
        .collect()
}

fn rotate(bench: &Bench, more: &[&str]) -> Output {
    let base = ["rotate-key", "--yes", "--org", "okta"];
    let kind: &[&str] = if more.contains(&"--key-type") {
        &[]
    } else {
        &["--key-type", "ec"]
    };
    bench.run(&[&base, kind, more].concat(), bench.token())
}

#[test]
fn under_a_constant_load_of_calls_none_fails() {
    let bench = connected("read-only");
    let app = bench.apps(LABEL)[0]["id"].as_str().unwrap().to_owned();
    let environment = bench.environment();
    let environment: Vec<(&str, &str)> =
        environment.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let mut session = Session::start(&["serve", "--org", "okta"], &environment);
    session.open();
    let (stop, calls) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicUsize::new(0)),
    );
    let (stopped, counted) = (stop.clone(), calls.clone());
    let load = std::thread::spawn(move || {
        let mut failed = Vec::new();
        while !stopped.load(Ordering::SeqCst) {
            let id = u32::try_from(counted.fetch_add(1, Ordering::SeqCst)).unwrap() + 1;
            let reply = session.call(id, "list_groups", &json!({"limit": 1}));
            if reply["result"]["structuredContent"]["count"] != 1 {
                failed.push(reply);
            }
        }
        session.end();
        failed
    });
    let wait = || std::thread::sleep(Duration::from_millis(300));
    for _ in 0..3 {
        wait();
        let before = kid(&bench);
        let output = rotate(&bench, &[]);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}{}",
            text(&output),
            errors(&output)
        );
        assert_ne!(kid(&bench), before);
        assert_eq!(keys(&bench, &app), [(kid(&bench), "ACTIVE".to_owned())]);
        // The tokens of the old key end, so that the server signs in with the new one.
        bench.turn_clock(7200);
        wait();
    }
    stop.store(true, Ordering::SeqCst);
    let failed = load.join().unwrap();
    let calls = calls.load(Ordering::SeqCst);
    assert!(
        failed.is_empty(),
        "{} of {calls} calls failed: {}",
        failed.len(),
        failed[0]
    );
    assert!(calls > 100, "{calls} calls are no load");
}

#[test]
fn killed_after_any_write_the_next_run_ends_it_and_every_moment_has_a_key() {
    let bench = Bench::new(&[]);
    let wire = Wire::to(bench.url());
    let made = bench.run(
        &["setup", "--yes", "--org-url", &wire.url, "--key-type", "ec"],
        bench.token(),
    );
    assert_eq!(made.status.code(), Some(0), "{}", errors(&made));
    let app = bench.apps(LABEL)[0]["id"].as_str().unwrap().to_owned();
    let arguments = ["rotate-key", "--yes", "--key-type", "ec", "--org", "okta"];
    let mut writes = 0;
    while killed_at(&bench, &wire, &arguments, writes) {
        assert_eq!(
            bench.call("list_groups", r#"{"limit": 1}"#)["count"],
            1,
            "write {writes}"
        );
        let output = rotate(&bench, &[]);
        let said = text(&output);
        assert_eq!(
            output.status.code(),
            Some(0),
            "write {writes}: {said}{}",
            errors(&output)
        );
        assert!(
            said.contains("did not come to its end"),
            "write {writes}: {said}"
        );
        assert_eq!(
            keys(&bench, &app),
            [(kid(&bench), "ACTIVE".to_owned())],
            "write {writes}"
        );
        assert_eq!(
            bench.call("list_groups", r#"{"limit": 1}"#)["count"],
            1,
            "write {writes}"
        );
        writes += 1;
    }
    // Added, deactivated, deleted.
    assert_eq!(writes, 3);
}

#[test]
fn with_a_pem_a_restart_is_asked_for_and_the_second_run_removes_the_old_key() {
    let bench = Bench::new(&[]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.pem");
    let env = bench.sim.said["env"].clone();
    let of = |name: &str| env[name].as_str().unwrap().to_owned();
    std::fs::copy(of("OKTA_PRIVATE_KEY_FILE"), &path).unwrap();
    let (app, old) = (of("OKTA_CLIENT_ID"), of("OKTA_KEY_ID"));
    let token = folder.path().join("token");
    std::fs::write(&token, bench.token()).unwrap();
    let with = |kid: &str, arguments: &[&str]| {
        let home = folder.path().to_str().unwrap();
        let environment = [
            ("HOME", home),
            ("OKTA_ORG_URL", bench.url()),
            ("OKTA_CLIENT_ID", &app),
            ("OKTA_PRIVATE_KEY_FILE", path.to_str().unwrap()),
            ("OKTA_KEY_ID", kid),
        ];
        run(arguments, &environment)
    };
    let turn = [
        "rotate-key",
        "--yes",
        "--admin-token-file",
        token.to_str().unwrap(),
    ];
    let first = with(&old, &turn);
    let said = text(&first);
    assert_eq!(first.status.code(), Some(0), "{said}{}", errors(&first));
    assert!(
        said.contains("A restart is needed") && said.contains("set OKTA_KEY_ID to"),
        "{said}"
    );
    let both = keys(&bench, &app);
    assert_eq!(both.len(), 2, "{both:?}");
    let new = both.iter().find(|(kid, _)| *kid != old).unwrap().0.clone();
    assert!(
        std::fs::read_to_string(&path)
            .unwrap()
            .starts_with("-----BEGIN PRIVATE KEY-----")
    );
    let second = with(&new, &turn);
    assert_eq!(second.status.code(), Some(0), "{}", errors(&second));
    assert_eq!(keys(&bench, &app), [(new.clone(), "ACTIVE".to_owned())]);
    let called = with(&new, &["call", "list_groups", r#"{"limit": 1}"#]);
    assert_eq!(called.status.code(), Some(0), "{}", errors(&called));
}

#[test]
fn by_hand_the_new_key_is_shown_and_both_ends_are_tried() {
    let bench = connected("read-only");
    let app = bench.apps(LABEL)[0]["id"].as_str().unwrap().to_owned();
    let old = kid(&bench);
    let Some(mut person) = bench.person(&["rotate-key", "--guided", "--key-type", "ec"]) else {
        return;
    };
    person
        .sees("Add key, paste this")
        .sees("Press Enter")
        .types("");
    person.sees("not yet").sees("Press Enter");
    let screen = person.screen();
    let start = screen.find("{\n").unwrap();
    let end = screen[start..].find("\n}").unwrap();
    let mut jwk: Value = serde_json::from_str(&screen[start..start + end + 2]).unwrap();
    jwk["status"] = json!("ACTIVE");
    let jwks = format!("/api/v1/apps/{app}/credentials/jwks");
    bench.administrator("POST", &jwks, &jwk);
    person
        .types("")
        .sees("Okta takes the new key")
        .sees("Press Enter")
        .types("");
    person.sees("still takes the old key").sees("Press Enter");
    let known = bench.administrator("GET", &jwks, &Value::Null);
    let known = known["jwks"]["keys"].as_array().unwrap();
    let id = known.iter().find(|key| key["kid"] == old.as_str()).unwrap()["id"]
        .as_str()
        .unwrap();
    bench.administrator(
        "POST",
        &format!("{jwks}/{id}/lifecycle/deactivate"),
        &Value::Null,
    );
    person.types("").sees("does not take the old key any more");
    let (code, screen) = person.ends();
    assert_eq!(code, 0, "{screen}");
    assert_eq!(kid(&bench), jwk["kid"].as_str().unwrap());
    assert_eq!(bench.call("list_groups", r#"{"limit": 1}"#)["count"], 1);
}

#[test]
fn in_an_emergency_the_roles_go_first_and_what_the_client_did_is_told() {
    let bench = connected("user-admin");
    let client = bench.apps(LABEL)[0]["id"].as_str().unwrap().to_owned();
    let roles = format!("/oauth2/v1/clients/{client}/roles");
    let role = bench.administrator("GET", &roles, &Value::Null)[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let narrowed = format!("{roles}/{role}/targets/groups/00g1engineering0acme");
    bench.administrator("PUT", &narrowed, &Value::Null);
    let users = bench.call("list_users", r#"{"limit": 1}"#);
    assert_eq!(users["count"], 1, "{users}");
    let (old, count) = (kid(&bench), bench.requests().len());

    let wrong = rotate(&bench, &["--emergency", "--since", "yesteryear"]);
    assert_eq!(wrong.status.code(), Some(2), "{}", errors(&wrong));
    let output = rotate(&bench, &["--emergency", "--since", "2h"]);
    let said = text(&output);
    assert_eq!(output.status.code(), Some(0), "{said}{}", errors(&output));
    assert!(
        said.contains("app.oauth2.token.grant.access_token"),
        "{said}"
    );
    assert!(said.contains("127.0.0.1"), "{said}");
    assert_ne!(kid(&bench), old);
    let requests = bench.requests();
    let writes: Vec<&str> = requests[count..]
        .iter()
        .filter(|r| r["method"] != "GET" && r["path"] != "/oauth2/v1/token")
        .filter_map(|r| r["path"].as_str())
        .collect();
    assert!(
        writes[0].contains("/roles/"),
        "the role goes before the key: {writes:?}"
    );
    let refused = bench.call("list_users", r#"{"limit": 1}"#);
    assert_eq!(refused["error"]["kind"], "missing_role", "{refused}");

    let restored = rotate(&bench, &["--restore"]);
    assert_eq!(restored.status.code(), Some(0), "{}", errors(&restored));
    let held = bench.administrator("GET", &roles, &Value::Null);
    assert_eq!(held[0]["type"], "USER_ADMIN");
    let id = held[0]["id"].as_str().unwrap();
    let targets = bench.administrator("GET", &format!("{roles}/{id}/targets/groups"), &Value::Null);
    assert_eq!(
        targets[0]["id"], "00g1engineering0acme",
        "as narrow as before"
    );
    let again = rotate(&bench, &["--restore"]);
    assert_eq!(
        again.status.code(),
        Some(2),
        "there is nothing more to give back"
    );
}

#[test]
fn without_a_file_or_a_token_nothing_is_done() {
    let bench = connected("read-only");
    let before = (kid(&bench), bench.state());
    let none = bench.run(&["rotate-key", "--yes", "--org", "okta"], "");
    assert_eq!(none.status.code(), Some(2), "{}", errors(&none));
    let wrong = bench.run(&["rotate-key", "--yes", "--org", "okta"], "00wrong");
    assert_eq!(wrong.status.code(), Some(1), "{}", errors(&wrong));
    assert_eq!((kid(&bench), bench.state()), before);
    let nothing = run(&["rotate-key", "--yes"], &[]);
    assert_eq!(nothing.status.code(), Some(2));
    assert!(errors(&nothing).contains("org URL is missing"));
}

#[test]
fn a_set_up_goes_on_with_the_key_of_a_rotation_and_is_removed_with_it() {
    let bench = Bench::new(&[]);
    let before = bench.state();
    bench.sets_up(&["--preset", "read-only", "--key-type", "ec"]);
    let output = rotate(&bench, &["--key-type", "rsa"]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let (key, state) = (kid(&bench), bench.state());
    bench.sets_up(&[]);
    assert_eq!((kid(&bench), bench.state()), (key, state));
    let removed = bench.run(&["setup", "--yes", "--remove"], bench.token());
    assert_eq!(removed.status.code(), Some(0), "{}", errors(&removed));
    assert_eq!(bench.state(), before);
}

#[test]
fn where_okta_fetches_the_keys_the_new_one_is_published_there() {
    let bench = connected("read-only");
    let mut app = bench.apps(LABEL)[0].clone();
    let id = app["id"].as_str().unwrap().to_owned();
    let before = kid(&bench);
    let client = app["settings"]["oauthClient"].as_object_mut().unwrap();
    client.remove("jwks");
    client.insert(
        "jwks_uri".to_owned(),
        json!("https://keys.acme.example/jwks"),
    );
    bench.administrator("PUT", &format!("/api/v1/apps/{id}"), &app);
    let output = rotate(&bench, &[]);
    assert_eq!(
        output.status.code(),
        Some(2),
        "nobody is there to publish it"
    );
    let said = text(&output);
    assert!(
        said.contains("https://keys.acme.example/jwks") && said.contains("\"kty\": \"EC\""),
        "{said}"
    );
    assert!(!said.contains("\"d\""), "{said}");
    assert_eq!(kid(&bench), before);
}
