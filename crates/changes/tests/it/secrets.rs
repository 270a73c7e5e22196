//! Secrets in and out: never in an argument, a reply or the journal; made up, typed, or fetched by a person.

use changes::{Answer, Asker, Question, handover};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use okta::Secret;
use operations::op;
use serde_json::{Value, json};
use tools::Kind;

use crate::desk::{Desk, Person};

const TYPED: &str = "Canary-typed-by-a-person-1";

fn nora(secret: &Value) -> Value {
    json!({"id": "createUser", "query": {"activate": false}, "body": {
        "profile": {"login": "nora@acme.example", "email": "nora@acme.example",
            "firstName": "Nora", "lastName": "New"},
        "credentials": {"password": {"value": secret}},
    }})
}

/// Everything that lies in the state folder.
fn kept(desk: &Desk) -> String {
    let files = std::fs::read_dir(&desk.place.folder).unwrap().flatten();
    let texts = files.map(|file| std::fs::read(file.path()).unwrap());
    let texts: Vec<String> = texts
        .map(|text| String::from_utf8_lossy(&text).into_owned())
        .collect();
    texts.concat()
}

#[tokio::test]
async fn a_secret_that_is_made_up_goes_to_okta_and_to_a_person_once() {
    let desk = Desk::open().await;
    let given = nora(&json!({"$secret": "generate"}));
    let done = desk.call("write_operation", given).await.unwrap();
    let id = done["secrets"][0]["handover"].as_str().unwrap();
    let shown = handover::reveal(id, &desk.journal).await.unwrap();
    let secret = shown["secret"].as_str().unwrap().to_owned();
    assert_eq!(shown["place"], "/credentials/password/value");
    assert!(secret.len() >= 20);
    assert!(!done.to_string().contains(&secret));
    assert!(!kept(&desk).contains(&secret));
    let twice = handover::reveal(id, &desk.journal).await.unwrap_err();
    assert_eq!(twice.kind, Kind::NotFound);
    // The password that Okta has is the one that the person got.
    let change = op::change_password("nora@acme.example").body(json!({
        "oldPassword": {"value": secret}, "newPassword": {"value": "Another-one-9-of-them"}}));
    let activate = op::activate_user("nora@acme.example").query("sendEmail", false);
    desk.okta.send(&activate).await.unwrap();
    let changed = desk.okta.send(&change).await;
    assert!(changed.is_ok(), "{changed:?}");
}

#[tokio::test]
async fn a_secret_in_plain_text_is_refused_and_not_repeated() {
    let desk = Desk::open().await;
    for (tool, given) in [
        ("write_operation", nora(&json!("hunter2-plain"))),
        (
            "write_operation",
            nora(&json!({"$secret": "hunter2-plain"})),
        ),
        (
            "update_application",
            json!({"app_id": "Chat", "app_config":
            {"credentials": {"oauthClient": {"client_secret": "hunter2-plain"}}}}),
        ),
    ] {
        let error = desk.call(tool, given).await.unwrap_err();
        assert_eq!(error.kind, Kind::InvalidInput);
        assert!(error.message.contains("$secret"), "{}", error.message);
    }
    let plain = desk
        .call("write_operation", nora(&json!("hunter2-plain")))
        .await;
    assert!(!plain.unwrap_err().message.contains("hunter2"));
    assert_eq!(desk.writes(), 0);
}

/// A person who types a secret, and agrees.
struct Types;

impl Asker for Types {
    fn ask<'a>(&'a self, _: &'a Question) -> BoxFuture<'a, Answer> {
        async { Answer::Confirmed }.boxed()
    }

    fn secret<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<Secret, &'static str>> {
        async { Ok(Secret::new(TYPED)) }.boxed()
    }
}

#[tokio::test]
async fn a_secret_that_a_person_types_reaches_okta_and_nothing_else() {
    let desk = Desk::open().await;
    let given = nora(&json!({"$secret": "ask"}));
    let nobody = Person::who(Answer::Confirmed);
    let error = desk
        .call_with(&nobody, "write_operation", given.clone())
        .await;
    assert_eq!(error.unwrap_err().kind, Kind::NeedsConfirmation);
    assert_eq!(desk.writes(), 0);
    let done = desk
        .call_with(&Types, "write_operation", given)
        .await
        .unwrap();
    assert!(!done.to_string().contains(TYPED));
    assert!(!kept(&desk).contains(TYPED));
    assert_eq!(desk.writes(), 1);
}

#[tokio::test]
async fn a_secret_of_oktas_is_fetched_by_a_person_and_never_in_a_reply() {
    let desk = Desk::open().await;
    let body = json!({"name": "oidc_client", "label": "Vault", "signOnMode": "OPENID_CONNECT",
        "credentials": {"oauthClient": {"token_endpoint_auth_method": "client_secret_basic"}},
        "settings": {"oauthClient": {"application_type": "web", "response_types": ["code"],
            "grant_types": ["authorization_code"], "redirect_uris": ["https://vault.acme.example/cb"]}}});
    let given = json!({"id": "createApplication", "body": body});
    let made = desk.call("write_operation", given).await.unwrap();
    let held = &made["result"]["credentials"]["oauthClient"]["client_secret"];
    assert_eq!(held["secret"], "withheld");
    let shown = handover::reveal(held["handover"].as_str().unwrap(), &desk.journal).await;
    let secret = shown.unwrap()["secret"].as_str().unwrap().to_owned();
    assert!(secret.len() >= 20, "Okta's own");
    assert!(!made.to_string().contains(&secret));
    assert!(!kept(&desk).contains(&secret));
}

#[tokio::test]
async fn without_a_place_to_keep_it_nothing_is_made_up() {
    let desk = Desk::open().await;
    std::fs::create_dir_all(&desk.place.folder).unwrap();
    std::fs::write(desk.place.folder.join("journal.db"), vec![7_u8; 8192]).unwrap();
    let given = nora(&json!({"$secret": "generate"}));
    let error = desk.call("write_operation", given).await.unwrap_err();
    assert_eq!(error.kind, Kind::Misconfigured, "{}", error.message);
    assert_eq!(desk.writes(), 0);
}

#[tokio::test]
async fn a_secret_from_a_file_of_the_folder_reaches_okta_and_nothing_else() {
    let mut desk = Desk::open().await;
    let given = nora(&json!({"$secret": "file:nora.txt"}));
    let error = desk
        .call("write_operation", given.clone())
        .await
        .unwrap_err();
    assert_eq!(error.kind, Kind::Misconfigured, "{}", error.message);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("nora.txt"), format!("{TYPED}\n")).unwrap();
    desk.folder = Some(tools::Folder::new(folder.path()));
    for name in ["file:../nora.txt", "file:none.txt", "file:/etc/passwd"] {
        let given = nora(&json!({"$secret": name}));
        assert!(desk.call("write_operation", given).await.is_err(), "{name}");
    }
    assert_eq!(desk.writes(), 0);
    let done = desk.call("write_operation", given).await.unwrap();
    assert!(!done.to_string().contains(TYPED));
    assert!(!kept(&desk).contains(TYPED));
    let activate = op::activate_user("nora@acme.example").query("sendEmail", false);
    desk.okta.send(&activate).await.unwrap();
    let change = op::change_password("nora@acme.example").body(json!({
        "oldPassword": {"value": TYPED}, "newPassword": {"value": "Another-one-9-of-them"}}));
    let changed = desk.okta.send(&change).await;
    assert!(
        changed.is_ok(),
        "the line's end is no part of it: {changed:?}"
    );
}
