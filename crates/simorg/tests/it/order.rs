//! The order of the gates: route, token, scope, role, path, body.

use serde_json::json;
use simorg::Org;

use crate::client::{Answer, Client, control};

async fn bare(org: &Org, path: &str, authorization: Option<&str>) -> Answer {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut request = client.get(format!("{}{path}", org.url()));
    if let Some(text) = authorization {
        request = request.header("authorization", text);
    }
    Answer::of(request.send().await.unwrap()).await
}

#[tokio::test]
async fn nobody_is_refused_in_the_way_of_their_scheme() {
    let org = Org::acme().users(5).start().await.unwrap();
    for (authorization, status, code) in [
        (None, 403, "E0000005"),
        (Some("Bearer"), 403, "E0000005"),
        (Some("Basic YTpi"), 403, "E0000005"),
        (Some("SSWS 00abc"), 401, "E0000011"),
    ] {
        let answer = bare(&org, "/api/v1/users", authorization).await;
        assert_eq!(
            (answer.status, answer.text("errorCode").as_str()),
            (status, code)
        );
        assert_eq!(answer.text("errorLink"), code);
        assert!(answer.header("x-rate-limit-limit").is_none());
    }
    let api_token = bare(&org, "/api/v1/users", Some("SSWS x")).await;
    assert_eq!(
        api_token.header("www-authenticate").as_deref(),
        Some("SSWS")
    );
    let forged = bare(&org, "/api/v1/users", Some("Bearer x")).await;
    assert_eq!((forged.status, forged.text.as_str()), (401, ""));
    let header = forged.header("www-authenticate").unwrap();
    assert!(header.contains("error=\"invalid_token\""), "{header}");
}

#[tokio::test]
async fn a_bearer_token_needs_no_space_as_at_okta() {
    let org = Org::acme().users(5).without_dpop().start().await.unwrap();
    let client = Client::new(&org);
    let token = client
        .ask(&client.form("okta.users.read"))
        .await
        .text("access_token");
    for authorization in [
        format!("Bearer {token}"),
        format!("bearer {token}"),
        format!("Bearer{token}"),
    ] {
        assert_eq!(
            bare(&org, "/api/v1/users", Some(&authorization))
                .await
                .status,
            200
        );
    }
}

#[tokio::test]
async fn an_unknown_route_comes_before_everything() {
    let org = Org::acme().users(5).start().await.unwrap();
    for path in [
        "/api/v1/unicorns",
        "/api/v1/users//",
        "/",
        "/api/v1/api/v1/users",
        "/api/v1/users/a/b",
    ] {
        let answer = bare(&org, path, None).await;
        assert_eq!(
            answer.error(),
            (405, "E0000022".to_owned(), String::new()),
            "{path}"
        );
    }
    let client = Client::of(&org).await;
    let answer = client
        .act("POST", "/api/v1/groups/00g1engineering0acme/users")
        .await;
    assert_eq!(answer.status, 405);
}

#[tokio::test]
async fn a_missing_scope_is_an_empty_403_that_names_it() {
    let org = Org::acme()
        .users(5)
        .grant("okta.users.read")
        .start()
        .await
        .unwrap();
    let client = Client::of(&org).await;
    let answer = client.get("/api/v1/groups/nothing").await;
    assert_eq!((answer.status, answer.text.as_str()), (403, ""));
    let header = answer.header("www-authenticate").unwrap();
    let host = org.url().strip_prefix("http://").unwrap();
    assert_eq!(
        header,
        format!(
            "Bearer authorization_uri=\"http://{host}/oauth2/v1/authorize\", realm=\"http://{host}\", \
             scope=\"okta.groups.read\", error=\"insufficient_scope\", \
             error_description=\"The access token provided does not contain the required scopes.\", \
             resource=\"/api/v1/groups/nothing\""
        )
    );
    let write = client.post("/api/v1/users", &json!({})).await;
    assert!(
        write
            .header("www-authenticate")
            .unwrap()
            .contains("scope=\"okta.users.manage\"")
    );
}

#[tokio::test]
async fn manage_covers_read() {
    let org = Org::acme()
        .users(5)
        .grant("okta.users.manage")
        .start()
        .await
        .unwrap();
    let client = Client::of(&org).await;
    assert_eq!(client.get("/api/v1/users").await.status, 200);
}

#[tokio::test]
async fn the_role_comes_before_the_body_and_the_path() {
    let org = Org::acme().users(30).start().await.unwrap();
    let client = Client::of(&org).await;
    // A help desk reads people, unlocks them, and creates, deactivates or reads logs for nobody.
    assert_eq!(
        client.get("/api/v1/users/ada@acme.example").await.status,
        200
    );
    for answer in [
        client.post("/api/v1/users", &json!("nonsense")).await,
        client
            .act("POST", "/api/v1/users/nobody/lifecycle/deactivate")
            .await,
        client.get("/api/v1/logs").await,
    ] {
        assert_eq!(answer.error(), (403, "E0000006".to_owned(), String::new()));
        assert!(answer.header("x-rate-limit-remaining").is_some());
    }
    let unlocked = client
        .act(
            "POST",
            "/api/v1/users/ben.carter@acme.example/lifecycle/unlock",
        )
        .await;
    assert_eq!(unlocked.status, 200);
}

#[tokio::test]
async fn without_a_role_nothing_is_allowed_and_what_no_source_says_is_refused() {
    let org = Org::acme().users(5).role("none").start().await.unwrap();
    let client = Client::of(&org).await;
    assert_eq!(
        client.get("/api/v1/users").await.text("errorCode"),
        "E0000006"
    );

    let org = Org::acme()
        .users(5)
        .grant("all")
        .role("USER_ADMIN")
        .start()
        .await
        .unwrap();
    let client = Client::of(&org).await;
    let schema = client.get("/api/v1/meta/schemas/user/default").await;
    assert_eq!(schema.text("errorCode"), "E0000006");
}

#[tokio::test]
async fn what_the_role_does_not_allow_is_refused_before_it_is_looked_for() {
    let org = Org::acme().users(5).start().await.unwrap();
    let client = Client::of(&org).await;
    assert_eq!(client.get("/api/v1/brands").await.status, 403);
}

#[tokio::test]
async fn discovery_asks_nobody_who_they_are() {
    let org = Org::acme().users(5).start().await.unwrap();
    let answer = bare(&org, "/.well-known/okta-organization", None).await;
    assert_eq!(
        (answer.status, answer.body["pipeline"].clone()),
        (200, json!("idx"))
    );
    assert_eq!(answer.body["_links"]["organization"]["href"], org.url());
    let keys = bare(&org, "/oauth2/v1/keys", None).await;
    assert_eq!(keys.body["keys"][0]["kty"], "RSA");
}

#[tokio::test]
async fn every_operation_of_the_table_stands_behind_the_gates() {
    let org = Org::acme()
        .users(5)
        .grant("okta.apps.read")
        .start()
        .await
        .unwrap();
    let client = Client::of(&org).await;
    crate::client::command(
        &org,
        "/fault",
        &json!({ "name": "limit", "value": 100_000 }),
    )
    .await;
    for operation in operations::OPERATIONS {
        let open = operation.scopes.is_empty() || operation.scopes.contains(&"okta.apps.read");
        if open {
            continue;
        }
        let path = operation.path.replace(['{', '}'], "x");
        let answer = client.act(operation.method.as_str(), &path).await;
        assert_eq!(answer.status, 403, "{}", operation.id);
        let header = answer.header("www-authenticate").unwrap_or_default();
        let needed = format!("scope=\"{}\"", operation.scopes.join(" "));
        assert!(header.contains(&needed), "{}: {header}", operation.id);
    }
    let kept = control(&org, "/requests").await;
    assert!(kept.as_array().unwrap().len() > 500);
}

#[tokio::test]
async fn every_answer_carries_oktas_headers() {
    let org = Org::acme().users(5).start().await.unwrap();
    let client = Client::of(&org).await;
    let answer = client.get("/api/v1/users").await;
    assert_eq!(
        answer.header("content-type").as_deref(),
        Some("application/json")
    );
    assert_eq!(
        answer.header("cache-control").as_deref(),
        Some("no-cache, no-store")
    );
    assert_eq!(answer.header("x-okta-request-id").unwrap().len(), 32);
    assert_eq!(answer.header("x-rate-limit-limit").as_deref(), Some("300"));
    assert_eq!(
        answer.header("x-rate-limit-remaining").as_deref(),
        Some("299")
    );
    assert!(answer.header("date").is_some());
    assert_eq!(answer.headers.get_all("date").iter().count(), 1);
}
