//! What is said when something does not work.

use serde_json::json;
use simorg::Org;
use tools::Kind;

use crate::connection::{connect, open_org, read};

#[tokio::test]
async fn an_argument_that_does_not_exist_is_named_with_those_that_do() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let error = read(&okta, "list_users", json!({"serach": "x"}))
        .await
        .unwrap_err();
    assert_eq!(error.kind, Kind::InvalidInput);
    assert!(
        error.message.contains("serach") && error.message.contains("search"),
        "{}",
        error.message
    );
    assert!(org.requests().is_empty(), "nothing may be sent");
}

#[tokio::test]
async fn wrong_types_bounds_and_choices_are_named() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let cases = [
        (
            "list_users",
            json!({"limit": "five"}),
            "`limit` must be an integer",
        ),
        (
            "list_users",
            json!({"limit": 0}),
            "`limit` must be at least 1",
        ),
        (
            "list_users",
            json!({"limit": 99_999}),
            "`limit` must be at most 10000",
        ),
        (
            "list_users",
            json!({"format": "csv"}),
            "`format` must be one of",
        ),
        (
            "list_users",
            json!({"fields": ["id", 5]}),
            "`fields.1` must be a string",
        ),
        ("get_user", json!({}), "`user_id` is missing"),
        (
            "get_user",
            json!({"user_id": null}),
            "`user_id` must be a string",
        ),
        ("get_user", json!({"user_id": ""}), "`user_id` is empty"),
        ("get_user", json!({"user_id": ".."}), "`user_id` is no id"),
        ("get_user", json!({"user_id": "a\nb"}), "`user_id` is no id"),
        (
            "list_users",
            json!({"q": "a", "filter": "b"}),
            "only one of",
        ),
        (
            "list_users",
            json!({"sort_by": "profile.login"}),
            "`sort_by` needs a `search`",
        ),
        ("list_users", json!([1]), "not a JSON object"),
    ];
    for (tool, given, part) in cases {
        let error = read(&okta, tool, given.clone()).await.unwrap_err();
        assert_eq!(error.kind, Kind::InvalidInput, "{given}");
        assert!(error.message.contains(part), "{given}: {}", error.message);
    }
    assert!(org.requests().is_empty(), "nothing may be sent");
}

#[tokio::test]
async fn an_optional_null_counts_as_absent() {
    let org = open_org(30).await;
    let given =
        json!({"search": null, "limit": null, "after": null, "fetch_all": null, "q": "ada"});
    read(&connect(&org, None), "list_users", given)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_search_that_okta_does_not_understand_keeps_oktas_words() {
    let org = open_org(30).await;
    let error = read(
        &connect(&org, None),
        "list_users",
        json!({"search": "nonsense"}),
    )
    .await
    .unwrap_err();
    assert_eq!(error.kind, Kind::OktaRejected);
    let okta = error.okta.unwrap();
    assert_eq!((okta.status, okta.code.as_deref()), (400, Some("E0000031")));
    assert!(okta.request_id.is_some());
}

#[tokio::test]
async fn an_unknown_person_is_not_found_and_a_name_that_fits_two_is_refused() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let error = read(&okta, "get_user", json!({"user_id": "nobody@acme.example"}))
        .await
        .unwrap_err();
    assert_eq!(error.kind, Kind::NotFound);
    assert_eq!(error.okta.unwrap().code.as_deref(), Some("E0000007"));
    let error = read(&okta, "get_user", json!({"user_id": "Sam Lee"}))
        .await
        .unwrap_err();
    assert_eq!(error.kind, Kind::InvalidInput);
    assert_eq!(
        error.message.matches("samlee000000acme").count(),
        2,
        "{}",
        error.message
    );
    let ada = read(&okta, "get_user", json!({"user_id": "Ada Lovelace"}))
        .await
        .unwrap();
    assert_eq!(ada["profile"]["login"], "ada@acme.example");
}

#[tokio::test]
async fn a_group_is_found_by_its_exact_name_alone() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let sales = read(&okta, "get_group", json!({"group_id": "Sales"}))
        .await
        .unwrap();
    assert_eq!(sales["profile"]["name"], "Sales");
    let error = read(&okta, "get_group", json!({"group_id": "Sale"}))
        .await
        .unwrap_err();
    assert_eq!(error.kind, Kind::NotFound);
}

#[tokio::test]
async fn a_scope_that_the_token_lacks_is_said_and_nothing_is_sent() {
    let org = Org::acme()
        .users(30)
        .grant("okta.users.read")
        .start()
        .await
        .unwrap();
    let okta = connect(&org, Some("okta.users.read okta.groups.read"));
    let error = read(&okta, "list_groups", json!({})).await.unwrap_err();
    assert_eq!(error.kind, Kind::MissingScope);
    assert!(
        error.message.contains("okta.groups.read"),
        "{}",
        error.message
    );
    assert!(org.requests().iter().all(|r| r["path"] != "/api/v1/groups"));
    let status = read(&okta, "get_scope_status", json!({})).await.unwrap();
    assert_eq!(status["missing"], json!(["okta.groups.read"]));
}

#[tokio::test]
async fn a_wrong_key_id_reads_as_its_remedy() {
    let org = open_org(30).await;
    let key = okta::SigningKey::parse(org.private_key_pem(), Some("nobody")).unwrap();
    let url = okta::OrgUrl::parse(org.url()).unwrap();
    let scopes = vec!["okta.users.read".to_owned()];
    let settings = okta::Settings::new(url, org.client_id().to_owned(), key, scopes);
    let error = read(&okta::Client::new(settings), "list_users", json!({}))
        .await
        .unwrap_err();
    assert_eq!(error.kind, Kind::SignInFailed);
    assert!(error.message.contains("\"nobody\""), "{}", error.message);
    assert!(
        error.next_step.contains("OKTA_KEY_ID"),
        "{}",
        error.next_step
    );
    assert_eq!(error.okta.unwrap().code.as_deref(), Some("invalid_client"));
}
