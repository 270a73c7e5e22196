//! `doctor --fix` puts right what stands on this machine; `doctor --scopes` says what was used.

use serde_json::{Value, json};

use crate::binary::{errors, json as parsed};
use crate::setup::bench::{Bench, text};

/// A connection that a set-up made and somebody spoiled.
fn spoiled(bench: &Bench, change: impl Fn(&str) -> String) {
    let path = bench.file(".config/okta-mcp/okta-mcp.toml");
    let settings = change(&bench.settings());
    assert_ne!(settings, bench.settings());
    std::fs::write(path, settings).unwrap();
}

fn fix(bench: &Bench) -> Value {
    parsed(&bench.run(&["doctor", "--fix", "--json", "--org", "okta"], ""))
}

#[test]
fn what_stands_on_this_machine_is_put_right_and_the_org_is_not_touched() {
    let bench = Bench::new(&[]);
    bench.sets_up(&["--key-type", "ec"]);
    let good = bench.settings();
    let state = bench.state();

    spoiled(&bench, |text| {
        text.replace(bench.url(), &format!("{}/oauth2/default", bench.url()))
    });
    let key = std::fs::read_to_string(bench.key_file()).unwrap();
    let mut jwk: Value = serde_json::from_str(&key).unwrap();
    let kid = jwk.as_object_mut().unwrap().shift_remove("kid").unwrap();
    std::fs::write(bench.key_file(), jwk.to_string()).unwrap();
    spoiled(&bench, |text| format!("{text}key_id = {kid}\n"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let open = std::fs::Permissions::from_mode(0o644);
        std::fs::set_permissions(bench.key_file(), open).unwrap();
    }
    let found = fix(&bench);
    let fixed = found["fixed"].to_string();
    assert!(
        fixed.contains("org_url") && fixed.contains("holds its key id"),
        "{found}"
    );
    #[cfg(unix)]
    assert!(!found.to_string().contains("key_file_exposed"), "{found}");
    assert_eq!(found["ok"], true, "{found}");
    let warnings = found["findings"].as_array().unwrap().iter();
    assert_eq!(
        warnings.filter(|f| f["severity"] != "info").count(),
        0,
        "{found}"
    );
    assert_eq!(bench.settings(), format!("{good}key_id = {kid}\n"));
    assert_eq!(bench.state(), state);
    let again = fix(&bench);
    assert_eq!(again["fixed"], json!([]), "there is nothing more to do");
}

#[test]
fn a_placeholder_is_taken_out_and_an_admin_address_becomes_the_orgs() {
    let bench = Bench::new(&[]);
    bench.sets_up(&["--key-type", "ec"]);
    spoiled(&bench, |text| {
        let start = text.find("client_id").unwrap();
        let end = start + text[start..].find('\n').unwrap();
        let placeholder = "client_id = \"{clientId}\"";
        text.replace(&text[start..end], placeholder)
            .replace(bench.url(), "https://acme-admin.okta.invalid.okta.com")
    });
    let found = fix(&bench);
    assert_eq!(found["primary"], "client_id_missing", "{found}");
    assert!(
        !bench.settings().contains("{clientId}"),
        "{}",
        bench.settings()
    );
    spoiled(&bench, |text| {
        text.replace(
            "https://acme-admin.okta.invalid.okta.com",
            "http://acme-admin.okta.com",
        )
    });
    fix(&bench);
    assert!(
        bench.settings().contains("\"https://acme.okta.com\""),
        "{}",
        bench.settings()
    );
}

#[test]
fn the_scopes_that_were_never_used_are_told_with_the_preset_that_would_have_served() {
    let bench = Bench::new(&[]);
    bench.sets_up(&["--preset", "incident-response", "--key-type", "ec"]);
    let nothing = parsed(&bench.run(&["doctor", "--scopes", "--json", "--org", "okta"], ""));
    assert_eq!(nothing["writes"], 0, "{nothing}");
    assert_eq!(
        nothing["never_used"],
        json!(["okta.groups.manage", "okta.users.manage"])
    );
    assert_eq!(nothing["preset"], "security-analyst", "{nothing}");

    // Nobody is there to ask.
    spoiled(&bench, |text| format!("{text}confirm = \"off\"\n"));
    let given = r#"{"group_id": "00g1engineering0acme", "profile": {"name": "Engineering", "description": "Builds"}}"#;
    let done = bench.call("update_group", given);
    assert!(done["error"].is_null(), "{done}");
    let found = parsed(&bench.run(&["doctor", "--scopes", "--json", "--org", "okta"], ""));
    assert_eq!(found["writes"], 1, "{found}");
    assert!(found["calls"].as_i64() >= Some(1), "{found}");
    let used: Vec<&str> = found["used"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["scope"].as_str())
        .collect();
    assert!(used.contains(&"okta.groups.manage"), "{found}");
    let unused = found["never_used"].to_string();
    assert!(
        unused.contains("okta.logs.read") && !unused.contains("okta.groups"),
        "{found}"
    );
    let page = bench.run(&["doctor", "--scopes", "--org", "okta"], "");
    assert!(
        text(&page).contains("smallest preset that would have served"),
        "{}{}",
        text(&page),
        errors(&page)
    );
}
