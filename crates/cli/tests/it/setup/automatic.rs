//! With an API token everything goes by itself, once; a second run finds nothing to do.

use serde_json::{Value, json};

use super::bench::{Bench, files, text};
use crate::binary::Session;

const LABEL: &str = "okta-mcp (okta)";

#[test]
fn a_person_at_a_terminal_comes_from_an_empty_home_to_a_listed_user() {
    let bench = Bench::new(&[]);
    let Some(mut person) = bench.person(&["setup", "--client", "cursor"]) else {
        return;
    };
    // What can be repaired is, and what cannot be used is asked again.
    person
        .sees("Address of the org")
        .types("https://acme-admin.okta.com");
    person
        .sees("Admin Console")
        .sees("Address of the org")
        .types(&format!("{}/", bench.url()));
    person
        .sees("is read as")
        .sees("help-desk")
        .sees("Preset [read-only]")
        .types("help-desk");
    person
        .sees("API token of a Super Administrator")
        .types(bench.token());
    person
        .sees("the doctor finds nothing wrong")
        .sees("Revoke the API token now?")
        .types("y");
    let (code, screen) = person.ends();
    assert_eq!(code, 0, "{screen}");
    assert!(
        screen.contains(".cursor/mcp.json") && screen.contains("okta.jwk"),
        "{screen}"
    );
    for secret in bench.secrets() {
        assert!(!screen.contains(&secret), "a secret is on the screen");
    }
    let users = bench.call("list_users", r#"{"limit": 1}"#);
    assert_eq!(users["count"], 1, "{users}");
    // The token has done its work: nothing can be done with it.
    let again = bench.run(&["setup", "--yes", "--org", "okta"], bench.token());
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("does not take the API token"));
}

#[test]
fn the_app_is_as_small_as_it_can_be_and_bound_and_the_key_is_private() {
    let bench = Bench::new(&[]);
    let said = bench.sets_up(&["--preset", "help-desk", "--key-type", "ec"]);
    let app = &bench.apps(LABEL)[0];
    let client = &app["settings"]["oauthClient"];
    assert_eq!(client["application_type"], "service");
    assert_eq!(client["dpop_bound_access_tokens"], true);
    assert_eq!(client["jwks"]["keys"][0]["kty"], "EC");
    assert!(client["jwks"]["keys"][0]["d"].is_null());
    let id = app["id"].as_str().unwrap();
    let roles = bench.administrator(
        "GET",
        &format!("/oauth2/v1/clients/{id}/roles"),
        &json!(null),
    );
    let mut roles: Vec<&str> = roles
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|r| r["type"].as_str())
        .collect();
    roles.sort_unstable();
    assert_eq!(roles, ["HELP_DESK_ADMIN", "REPORT_ADMIN"]);
    let key = std::fs::read_to_string(bench.key_file()).unwrap();
    let key: Value = serde_json::from_str(&key).unwrap();
    assert_eq!(key["kid"], client["jwks"]["keys"][0]["kid"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(bench.key_file())
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let elsewhere = files(bench.home.path());
    let elsewhere = elsewhere
        .iter()
        .filter(|(path, _)| *path != bench.key_file());
    for (path, held) in elsewhere.chain([&("what it said".into(), said)]) {
        for secret in bench.secrets() {
            assert!(!held.contains(&secret), "a secret is in {}", path.display());
        }
    }
}

#[test]
fn a_second_run_changes_nothing_and_another_preset_only_what_differs() {
    let bench = Bench::new(&[]);
    bench.sets_up(&["--preset", "help-desk"]);
    let (state, held, count) = (
        bench.state(),
        files(bench.home.path()),
        bench.requests().len(),
    );
    bench.sets_up(&[]);
    assert_eq!(bench.state(), state);
    assert_eq!(files(bench.home.path()), held);
    let requests = bench.requests();
    let writes: Vec<_> = requests[count..]
        .iter()
        .filter(|r| r["method"] != "GET" && r["path"] != "/oauth2/v1/token")
        .collect();
    assert!(writes.is_empty(), "{writes:?}");

    let said = bench.sets_up(&["--preset", "user-admin"]);
    assert!(said.contains("taken back: okta.logs.read"), "{said}");
    assert!(
        said.contains("Report Administrator, which is not wanted any more"),
        "{said}"
    );
    assert_eq!(bench.apps(LABEL).len(), 1);
    assert!(bench.settings().contains("takeover = \"approve\""));
    assert_eq!(bench.doctor()["ok"], true);

    // What a preset opened or forbade goes with it; what the user wrote stays.
    let path = bench.file(".config/okta-mcp/okta-mcp.toml");
    let mine = bench
        .settings()
        .replace("[org.okta]\n", "[org.okta]\nconfirm = \"client\"\n");
    std::fs::write(&path, mine).unwrap();
    bench.sets_up(&["--preset", "read-only"]);
    let settings = bench.settings();
    assert!(
        !settings.contains("takeover") && settings.contains("read_only = true"),
        "{settings}"
    );
    bench.sets_up(&["--preset", "help-desk"]);
    let settings = bench.settings();
    assert!(
        !settings.contains("read_only") && settings.contains("confirm = \"client\""),
        "{settings}"
    );
    std::fs::write(
        &path,
        settings.replace("[org.okta]\n", "[org.okta]\nread_only = true\n"),
    )
    .unwrap();
    bench.sets_up(&["--preset", "user-admin"]);
    assert!(
        bench.settings().contains("read_only = true"),
        "the user's own word"
    );
}

#[test]
fn an_interrupt_while_the_token_is_typed_ends_it_and_leaves_nothing() {
    let bench = Bench::new(&[]);
    let Some(mut person) =
        bench.person(&["setup", "--org-url", bench.url(), "--preset", "read-only"])
    else {
        return;
    };
    person
        .sees("API token of a Super Administrator")
        .types("\u{3}");
    let (code, screen) = person.ends();
    assert_eq!(code, 130, "{screen}");
    assert!(files(bench.home.path()).is_empty());
}

#[test]
fn what_a_clients_file_says_starts_a_server_that_answers() {
    let bench = Bench::new(&[]);
    bench.sets_up(&["--client", "cursor", "--write-client"]);
    let held: Value = serde_json::from_str(&bench.read(".cursor/mcp.json")).unwrap();
    let server = &held["mcpServers"]["okta"];
    assert_eq!(server["command"], env!("CARGO_BIN_EXE_okta-mcp"));
    let words = server["args"].as_array().unwrap().iter();
    let words: Vec<&str> = words.filter_map(Value::as_str).collect();
    let own = server["env"].as_object().unwrap().iter();
    let mut environment: Vec<(&str, &str)> = own
        .map(|(n, v)| (n.as_str(), v.as_str().unwrap()))
        .collect();
    let home = bench.environment();
    environment.extend(home.iter().map(|(n, v)| (*n, v.as_str())));
    let mut session = Session::start(&words, &environment);
    session.open();
    let reply = session.call(1, "list_users", &json!({"limit": 1}));
    assert_eq!(reply["result"]["structuredContent"]["count"], 1, "{reply}");
    let refused = session.call(
        2,
        "update_user",
        &json!({"user_id": "ada@acme.example", "profile": {"title": "x"}}),
    );
    assert!(
        refused["result"]["isError"] == true || refused["error"].is_object(),
        "{refused}"
    );
    session.end();
}

#[test]
fn remove_leaves_the_org_and_the_home_as_they_were() {
    let bench = Bench::new(&[]);
    let before = bench.state();
    bench.sets_up(&[
        "--preset",
        "branding",
        "--client",
        "gemini-cli",
        "--write-client",
    ]);
    assert_ne!(bench.state(), before);
    let Some(mut person) = bench.person(&["setup", "--remove"]) else {
        return;
    };
    person.sees("API token").types(bench.token());
    person
        .sees("the app")
        .sees("Last use: 2")
        .sees("Remove all of it?")
        .types("n");
    let (code, screen) = person.ends();
    assert!(
        code == 1 && screen.contains("Nothing was removed"),
        "{screen}"
    );
    let output = bench.run(&["setup", "--yes", "--remove"], bench.token());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert_eq!(bench.state(), before);
    let roles = bench.administrator("GET", "/api/v1/iam/roles", &json!(null));
    assert!(!roles.to_string().contains("okta-mcp"), "{roles}");
    let left = files(bench.home.path());
    assert!(left.is_empty(), "{left:?}");
    let again = bench.run(&["setup", "--yes", "--remove"], bench.token());
    assert_eq!(again.status.code(), Some(2), "there is nothing to remove");
}

#[test]
fn what_stands_in_the_settings_stays() {
    let bench = Bench::new(&[]);
    let path = bench.file(".config/okta-mcp/okta-mcp.toml");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mine = "# mine\nread_only = false\n\n[org.other] # the other one\norg_url = \"https://other.okta.com\"\n";
    std::fs::write(&path, mine).unwrap();
    bench.sets_up(&[]);
    let settings = bench.settings();
    assert!(settings.starts_with(mine), "{settings}");
    assert!(settings.contains("[org.okta]\n"), "{settings}");
    assert_eq!(bench.read(".config/okta-mcp/okta-mcp.toml.backup"), mine);
    let users = bench.call("list_users", r#"{"limit": 1}"#);
    assert_eq!(users["count"], 1, "{users}");
    bench.run(&["setup", "--yes", "--remove"], bench.token());
    assert_eq!(bench.settings(), mine);
}

#[test]
fn an_org_that_makes_apps_super_administrators_gets_none() {
    let bench = Bench::new(&[]);
    bench.fault(&json!({"name": "client_privileges", "value": "on"}));
    let said = bench.sets_up(&["--preset", "security-analyst"]);
    assert!(
        said.contains("Super Administrators as they are granted scopes"),
        "{said}"
    );
    let id = bench.apps(LABEL)[0]["id"].as_str().unwrap().to_owned();
    let roles = bench.administrator(
        "GET",
        &format!("/oauth2/v1/clients/{id}/roles"),
        &json!(null),
    );
    assert_eq!(roles.as_array().unwrap().len(), 1, "{roles}");
    assert_eq!(roles[0]["type"], "READ_ONLY_ADMIN");
}

#[test]
fn an_app_that_was_changed_or_deleted_in_the_console_is_put_right() {
    let bench = Bench::new(&[]);
    bench.sets_up(&["--preset", "read-only"]);
    let mut app = bench.apps(LABEL)[0].clone();
    let id = app["id"].as_str().unwrap().to_owned();
    app["settings"]["oauthClient"]["dpop_bound_access_tokens"] = json!(false);
    bench.administrator("PUT", &format!("/api/v1/apps/{id}"), &app);
    bench.administrator(
        "POST",
        &format!("/api/v1/apps/{id}/lifecycle/deactivate"),
        &json!(null),
    );
    let said = bench.sets_up(&[]);
    assert!(
        said.contains("active again") && said.contains("put right"),
        "{said}"
    );
    let app = &bench.apps(LABEL)[0];
    assert_eq!(
        app["settings"]["oauthClient"]["dpop_bound_access_tokens"],
        true
    );
    bench.administrator(
        "POST",
        &format!("/api/v1/apps/{id}/lifecycle/deactivate"),
        &json!(null),
    );
    bench.administrator("DELETE", &format!("/api/v1/apps/{id}"), &json!(null));
    let said = bench.sets_up(&[]);
    assert!(said.contains("is not in the org any more"), "{said}");
    assert_eq!(bench.doctor()["ok"], true);
}

#[test]
fn an_administrator_can_sign_in_in_a_browser_instead_and_nothing_of_it_is_kept() {
    // In the simulated organisation whoever signs in acts with the role of its service app.
    let bench = Bench::new(&["--role", "SUPER_ADMIN", "--grant", "all"]);
    let native = "0oa1nativeapp00acme0";
    let arguments = [
        "setup",
        "--yes",
        "--org-url",
        bench.url(),
        "--admin-client-id",
        native,
    ];
    let Some(mut person) = bench.person(&arguments) else {
        return;
    };
    person
        .sees("Sign in as a Super Administrator: open ")
        .sees("confirm the code");
    let code = bench.state()["native_client"]["waiting"][0].clone();
    bench.at_the_browser(&code);
    person.sees("the doctor finds nothing wrong");
    let (code, screen) = person.ends();
    assert_eq!(code, 0, "{screen}");
    assert!(!screen.contains("API token"), "{screen}");
    let state = files(&bench.file(".local/state"));
    assert_eq!(state.len(), 1, "the record alone: {state:?}");
    assert_eq!(bench.call("list_users", r#"{"limit": 1}"#)["count"], 1);
}
