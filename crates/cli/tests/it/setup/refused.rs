//! What a set-up refuses, and that nothing is left of it then.

use std::process::Output;

use serde_json::json;

use super::bench::{Bench, files};
use crate::binary::errors;

/// Nothing was made, in the org or in the home.
fn nothing_is_left(bench: &Bench, output: &Output, code: i32, words: &[&str]) {
    let said = errors(output);
    assert_eq!(output.status.code(), Some(code), "{said}");
    for word in words {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(
        said.contains("next:") && !said.contains("panicked"),
        "{said}"
    );
    let left = files(bench.home.path());
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_credential_that_is_wrong_or_too_weak_is_refused_by_the_step_it_cannot_take() {
    for (role, word) in [
        (
            "APP_ADMIN",
            "too little to assign its admin role, to grant its scopes",
        ),
        (
            "ORG_ADMIN",
            "too little to assign its admin role, to grant its scopes",
        ),
        ("none", "no Super Administrator"),
    ] {
        let bench = Bench::new(&["--api-token-role", role]);
        let before = bench.state();
        let output = bench.set_up(&[]);
        nothing_is_left(&bench, &output, 1, &[word]);
        assert_eq!(bench.state(), before, "{role}");
    }
    let bench = Bench::new(&[]);
    let base = ["setup", "--yes", "--org-url", bench.url()];
    let wrong = bench.run(&base, "00wrongwrongwrongwrongwrongwrong");
    nothing_is_left(&bench, &wrong, 1, &["does not take the API token"]);
    assert!(!errors(&wrong).contains("00wrong"));
    let no_token = bench.run(&base, "two words");
    nothing_is_left(&bench, &no_token, 2, &["no API token"]);
    let none = bench.run(&base, "");
    nothing_is_left(&bench, &none, 2, &["--admin-token-file", "--guided"]);
}

#[test]
fn an_app_of_the_same_name_that_is_not_ours_is_not_touched() {
    let bench = Bench::new(&[]);
    let app = json!({
        "name": "oidc_client", "label": "okta-mcp (okta)", "signOnMode": "OPENID_CONNECT",
        "credentials": { "oauthClient": { "token_endpoint_auth_method": "client_secret_basic" } },
        "settings": { "oauthClient": {
            "application_type": "service", "grant_types": ["client_credentials"], "response_types": ["token"],
        } },
    });
    let theirs = bench.administrator("POST", "/api/v1/apps", &app);
    let before = bench.state();
    let output = bench.set_up(&[]);
    let said = errors(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains(theirs["id"].as_str().unwrap()) && said.contains("--label"),
        "{said}"
    );
    assert_eq!(bench.state(), before);
    bench.sets_up(&["--label", "okta-mcp of ours"]);
    assert_eq!(bench.apps("okta-mcp of ours").len(), 1);
}

#[test]
fn a_super_administrator_takes_the_orgs_name() {
    let bench = Bench::new(&[]);
    let role = ["--role", "SUPER_ADMIN"];
    nothing_is_left(&bench, &bench.set_up(&role), 2, &["--confirm-org"]);
    let other = bench.set_up(&[&role[..], &["--confirm-org", "other"]].concat());
    nothing_is_left(&bench, &other, 2, &["not the name of the org"]);
    bench.set_up(&[&role[..], &["--confirm-org", "127.0.0.1"]].concat());
    let id = bench.apps("okta-mcp (okta)")[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let roles = bench.administrator(
        "GET",
        &format!("/oauth2/v1/clients/{id}/roles"),
        &json!(null),
    );
    assert_eq!(roles[0]["type"], "SUPER_ADMIN");
}

#[test]
fn what_is_mistyped_is_named() {
    let bench = Bench::new(&[]);
    for (given, word) in [
        (&["--preset", "helpdesk"][..], "help-desk"),
        (&["--scopes", "okta.user.read"], "okta.user.read"),
        (&["--preset", "custom"], "--scopes"),
        (&["--scopes", "okta.eventHooks.manage"], "--role"),
        (&["--role", "KING"], "HELP_DESK_ADMIN"),
        (&["--org", "../x"], "letters"),
        (&["--admin-token-file", "/nowhere/token"], "/nowhere/token"),
        (&["--config", "other.toml"], "--config"),
    ] {
        nothing_is_left(&bench, &bench.set_up(given), 2, &[word]);
    }
    let address = bench.run(
        &["setup", "--yes", "--org-url", "https://{yourOktaDomain}"],
        "",
    );
    nothing_is_left(&bench, &address, 2, &["placeholder"]);
    let nobody = bench.run(&["setup", "--yes"], "");
    nothing_is_left(&bench, &nobody, 2, &["--org-url"]);
}

#[test]
fn a_connection_that_was_made_by_hand_is_not_overwritten() {
    let bench = Bench::new(&[]);
    let path = bench.file(".config/okta-mcp/okta-mcp.toml");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    for (mine, word) in [
        ("[org.okta]\nclient_id = \"0oa1\"\n", "--org"),
        ("[org", "no TOML"),
    ] {
        std::fs::write(&path, mine).unwrap();
        let said = errors(&bench.set_up(&[]));
        assert!(said.contains(word), "{said}");
        assert_eq!(bench.settings(), mine);
        assert_eq!(files(bench.home.path()).len(), 1);
    }
}
