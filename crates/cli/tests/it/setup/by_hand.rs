//! Without an API token: an app that exists is taken over, or the steps are taken by hand, each checked.

use serde_json::{Value, json};

use super::bench::{Bench, files, text};
use crate::binary::errors;
use crate::person::Person;

/// The sim's own app, as somebody made it by hand and wrote down.
fn noted(bench: &Bench) -> (String, String, String) {
    let env = &bench.sim.said["env"];
    let text = |name: &str| env[name].as_str().unwrap().to_owned();
    let pem = std::fs::read_to_string(text("OKTA_PRIVATE_KEY_FILE")).unwrap();
    (text("OKTA_CLIENT_ID"), text("OKTA_KEY_ID"), pem)
}

fn paste(person: &mut Person, text: &str) {
    for line in text.lines() {
        person.types(line);
    }
}

#[test]
fn an_app_that_exists_is_taken_over_with_the_key_that_is_pasted() {
    let bench = Bench::new(&["--no-dpop"]);
    let (client, kid, pem) = noted(&bench);
    let arguments = [
        "setup",
        "--existing",
        "--org-url",
        bench.url(),
        "--preset",
        "read-only",
    ];
    let Some(mut person) = bench.person(&arguments) else {
        return;
    };
    person.sees("Client ID").types(&client);
    person.sees("Paste the private key");
    // Its first line was lost in copying, then its last.
    let lines: Vec<&str> = pem.lines().collect();
    paste(&mut person, &lines[1..].join("\n"));
    person
        .sees("lacks its first `-----BEGIN")
        .sees("Paste the private key");
    paste(&mut person, &lines[..lines.len() - 1].join("\n"));
    person
        .types("")
        .sees("lacks its last `-----END")
        .sees("Paste the private key");
    paste(&mut person, &pem);
    person.sees("Key ID").types(&kid);
    person
        .sees("Okta takes the client id and the key")
        .sees("DPoP is off");
    person.sees("Turn it on now").types("y");
    person
        .sees("API token")
        .types(bench.token())
        .sees("DPoP is on");
    let (code, screen) = person.ends();
    assert_eq!(code, 0, "{screen}");
    for line in &lines[1..lines.len() - 1] {
        assert!(!screen.contains(line), "the key is on the screen");
    }
    assert_eq!(bench.state()["client"]["dpop"], true);
    let key = std::fs::read_to_string(bench.key_file()).unwrap();
    assert!(key.contains(&kid), "the file holds the key's id");
    assert_eq!(bench.call("list_users", r#"{"limit": 1}"#)["count"], 1);

    // The app was there before, so it stays.
    let before = bench.state();
    let removed = bench.run(&["setup", "--remove", "--yes"], "");
    assert_eq!(removed.status.code(), Some(0), "{}", errors(&removed));
    assert_eq!(bench.state(), before);
    // What a call remembers is none of the set-up.
    let left = files(bench.home.path());
    let left = left
        .iter()
        .filter(|(path, _)| !path.to_string_lossy().contains("journal"));
    assert_eq!(left.count(), 0);
}

#[test]
fn nothing_is_kept_of_a_key_that_okta_does_not_take() {
    let bench = Bench::new(&[]);
    let (client, kid, pem) = noted(&bench);
    let base = [
        "setup",
        "--existing",
        "--yes",
        "--org-url",
        bench.url(),
        "--client-id",
    ];
    for (id, key, word) in [
        ("0oaother", kid.as_str(), "client_unknown"),
        (client.as_str(), "other", "key_id_unknown"),
    ] {
        let output = bench.run(&[&base[..], &[id, "--key-id", key]].concat(), &pem);
        assert_eq!(output.status.code(), Some(1));
        let said = text(&output);
        assert!(
            said.contains(word) && said.contains("Nothing was kept"),
            "{said}"
        );
        assert!(files(bench.home.path()).is_empty());
    }
    let good = bench.run(&[&base[..], &[&client, "--key-id", &kid]].concat(), &pem);
    assert_eq!(
        good.status.code(),
        Some(0),
        "{}{}",
        text(&good),
        errors(&good)
    );
    assert_eq!(bench.call("list_groups", r#"{"limit": 1}"#)["count"], 1);
}

/// The JSON object that stands on the screen.
fn shown_jwk(screen: &str) -> Value {
    let start = screen.rfind("{\n").unwrap();
    let end = screen[start..].find("\n}").unwrap();
    serde_json::from_str(&screen[start..start + end + 2]).unwrap()
}

#[test]
fn the_steps_by_hand_are_checked_and_what_is_missing_is_said() {
    let bench = Bench::new(&[]);
    let arguments = [
        "setup",
        "--guided",
        "--org-url",
        bench.url(),
        "--preset",
        "read-only",
        "--key-type",
        "ec",
    ];
    let Some(mut person) = bench.person(&arguments) else {
        return;
    };
    person
        .sees("1. Create the app")
        .sees("formerly Applications > Applications")
        .sees("okta-mcp (okta)");
    person
        .sees("Client ID")
        .types("0oanobody")
        .sees("still missing")
        .sees("client_unknown");
    let app = json!({
        "name": "oidc_client", "label": "okta-mcp (okta)", "signOnMode": "OPENID_CONNECT",
        "credentials": { "oauthClient": { "token_endpoint_auth_method": "client_secret_basic" } },
        "settings": { "oauthClient": {
            "application_type": "service", "grant_types": ["client_credentials"],
            "response_types": ["token"], "dpop_bound_access_tokens": true,
        } },
    });
    let app = bench.administrator("POST", "/api/v1/apps", &app);
    let id = app["id"].as_str().unwrap();
    person.sees("Client ID").types(id).sees("the app is there");
    person
        .sees("2. Register the public key")
        .sees("Press Enter");
    person.types("").sees("still missing").sees("Press Enter");
    let mut jwk = shown_jwk(&person.screen());
    assert!(jwk["d"].is_null(), "the public half alone is shown");
    jwk["status"] = json!("ACTIVE");
    let mut with_key = app.clone();
    with_key["credentials"]["oauthClient"]["token_endpoint_auth_method"] = json!("private_key_jwt");
    with_key["settings"]["oauthClient"]["jwks"] = json!({ "keys": [jwk] });
    bench.administrator("PUT", &format!("/api/v1/apps/{id}"), &with_key);
    person.types("").sees("2. Register the public key is done");
    person
        .sees("3. Grant the scopes")
        .sees("okta.groups.read")
        .sees("Press Enter");
    for scope in ["okta.users.read", "okta.groups.read"] {
        let grant = json!({"scopeId": scope, "issuer": bench.url()});
        bench.administrator("POST", &format!("/api/v1/apps/{id}/grants"), &grant);
        person.types("");
        if scope == "okta.users.read" {
            person.sees("scope_not_granted").sees("Press Enter");
        }
    }
    person
        .sees("4. Assign the admin role")
        .sees("Read-only Administrator")
        .sees("Press Enter");
    person.types("").sees("role_missing").sees("Press Enter");
    let role = json!({"type": "READ_ONLY_ADMIN"});
    bench.administrator("POST", &format!("/oauth2/v1/clients/{id}/roles"), &role);
    person.types("").sees("the doctor finds nothing wrong");
    let (code, screen) = person.ends();
    assert_eq!(code, 0, "{screen}");
    assert_eq!(bench.call("list_users", r#"{"limit": 1}"#)["count"], 1);
}
