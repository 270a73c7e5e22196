//! People in a file: to the last page, without secrets, and nothing a spreadsheet would run.

use okta::Client;
use serde_json::{Value, json};
use simorg::Scripted;
use tempfile::TempDir;
use tools::{Error, Folder, Kind};

use crate::connection::{apply, connect, connect_to, open_org, read, read_in, says};

async fn export(okta: &Client, place: &TempDir, given: Value) -> Result<Value, Error> {
    let folder = Folder::new(place.path());
    read_in(okta, &folder, "export_users_csv", given).await
}

/// The rows of a file, its header first.
fn rows(place: &TempDir, name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read(place.path().join(name)).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_slice());
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

#[tokio::test]
async fn all_people_of_several_pages_stand_in_the_file() {
    let org = open_org(450).await;
    let okta = connect(&org, None);
    let place = tempfile::tempdir().unwrap();
    let given = json!({"output_path": "all.csv", "search": "id pr"});
    let reply = export(&okta, &place, given).await.unwrap();
    let there = org.state()["users"].as_array().unwrap().len();
    assert_eq!(reply["rows"], there);
    assert_eq!(reply["complete"], true);
    let rows = rows(&place, "all.csv");
    assert_eq!(rows.len(), there + 1);
    assert_eq!(rows[0][..3], ["id", "status", "login"]);
    let mut ids: Vec<&str> = rows[1..].iter().map(|row| row[0].as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), there);
    assert!(rows[1..].iter().any(|row| row[1] == "DEPROVISIONED"));
    // The reply has no row of it.
    assert!(!reply.to_string().contains("ada@acme.example"), "{reply}");
}

#[tokio::test]
async fn chosen_columns_are_quoted_and_no_value_is_a_formula() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let place = tempfile::tempdir().unwrap();
    let title = "=HYPERLINK(\"https://x.example\",\"a, b\")\nand more";
    let given = json!({"user_id": "ada@acme.example", "profile": {"title": title}});
    apply(&okta, "update_user", given).await;
    let given = json!({
        "output_path": "ada.csv",
        "search": "profile.login eq \"ada@acme.example\"",
        "fields": ["login", "profile.title", "profile.noSuch", "=x"],
    });
    let reply = export(&okta, &place, given).await.unwrap();
    let rows = rows(&place, "ada.csv");
    assert_eq!(rows[0], ["login", "profile.title", "profile.noSuch", "'=x"]);
    let kept = format!("'{title}");
    assert_eq!(rows[1], ["ada@acme.example", kept.as_str(), "", ""]);
    assert_eq!(reply["empty_columns"], json!(["profile.noSuch", "=x"]));
    assert!(reply["note"].as_str().unwrap().contains('1'), "{reply}");
    let text = std::fs::read_to_string(place.path().join("ada.csv")).unwrap();
    assert!(text.contains("\"'=HYPERLINK(\"\"https://x.example\"\",\"\"a, b\"\")\nand more\""));
    assert!(text.ends_with("\r\n"));
}

#[tokio::test]
async fn an_export_goes_nowhere_but_into_the_folder_and_over_nothing() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("there.csv"), "kept").unwrap();
    for (name, kind) in [
        ("there.csv", Kind::Conflict),
        ("../outside.csv", Kind::InvalidInput),
        ("/tmp/okta_users_export.csv", Kind::InvalidInput),
        (".bashrc", Kind::InvalidInput),
    ] {
        let given = json!({"output_path": name});
        let error = export(&okta, &place, given).await.unwrap_err();
        assert_eq!(error.kind, kind, "{name}: {error}");
    }
    let kept = std::fs::read_to_string(place.path().join("there.csv")).unwrap();
    assert_eq!(kept, "kept");
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 1);
    // Without the setting there is no folder, and nothing is sent.
    let sent = org.requests().len();
    let error = read(&okta, "export_users_csv", json!({}))
        .await
        .unwrap_err();
    assert_eq!(error.kind, Kind::Misconfigured);
    assert!(error.next_step.contains("OKTA_MCP_FILES_DIR"), "{error:?}");
    assert_eq!(org.requests().len(), sent);
}

#[tokio::test]
async fn a_search_that_okta_refuses_leaves_no_file() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let place = tempfile::tempdir().unwrap();
    let given = json!({"search": "status ne \"ACTIVE\""});
    let error = export(&okta, &place, given).await.unwrap_err();
    assert_eq!(error.kind, Kind::OktaRejected, "{error}");
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn an_error_half_way_is_told_and_what_was_read_is_kept() {
    let upstream = Scripted::start().await.unwrap();
    let okta = connect_to(&upstream, "okta.users.read");
    let person = |id: &str| json!({"id": id, "status": "ACTIVE", "profile": {"login": id}});
    let link = "/api/v1/users?after=2&limit=200";
    says(
        &upstream,
        200,
        Some(link),
        &json!([person("one"), person("two")]),
    );
    let refusal = json!({"errorCode": "E0000009", "errorSummary": "Internal Server Error"});
    says(&upstream, 500, None, &refusal);
    let place = tempfile::tempdir().unwrap();
    let reply = export(&okta, &place, json!({"output_path": "two.csv"}))
        .await
        .unwrap();
    assert_eq!(reply["rows"], 2);
    assert_eq!(reply["complete"], false);
    assert_eq!(reply["why"], "error");
    assert_eq!(reply["error"]["okta"]["code"], "E0000009");
    assert_eq!(rows(&place, "two.csv").len(), 3);
}

#[tokio::test]
async fn secrets_of_people_are_withheld_from_the_file_too() {
    let upstream = Scripted::start().await.unwrap();
    let okta = connect_to(&upstream, "okta.users.read");
    let question = json!({"question": "q", "answer": "hunter2"});
    let person = json!({"id": "one", "credentials": {"recovery_question": question}});
    says(&upstream, 200, None, &json!([person]));
    let place = tempfile::tempdir().unwrap();
    let fields = ["id", "credentials", "credentials.recovery_question.answer"];
    let given = json!({"output_path": "one.csv", "fields": fields});
    export(&okta, &place, given).await.unwrap();
    let text = std::fs::read_to_string(place.path().join("one.csv")).unwrap();
    assert!(
        text.contains("withheld") && !text.contains("hunter2"),
        "{text}"
    );
}
