//! Faults on demand.

use serde_json::json;
use simorg::Org;

use crate::client::{Answer, Client, command, control};

async fn raise(org: &Org, order: serde_json::Value) {
    let answer = command(org, "/fault", &order).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

const PATH: &str = "/api/v1/users?limit=1";

#[tokio::test]
async fn an_unknown_fault_names_the_known_ones() {
    let org = Org::acme().users(5).start().await.unwrap();
    let answer = command(&org, "/fault", &json!({ "name": "earthquake" })).await;
    assert_eq!(answer.status, 400);
    assert!(
        answer
            .text("message")
            .contains("rate_limit, concurrency_limit, server_error, drop")
    );
    for bad in [
        json!({}),
        json!([]),
        json!({ "name": "slow", "value": "x" }),
        json!({ "name": 7 }),
    ] {
        assert_eq!(command(&org, "/fault", &bad).await.status, 400, "{bad}");
    }
    assert!(Org::acme().fault("earthquake").start().await.is_err());
}

#[tokio::test]
async fn the_next_answers_are_429_and_say_when_it_ends() {
    let org = Org::acme().users(5).start().await.unwrap();
    let client = Client::of(&org).await;
    raise(
        &org,
        json!({ "name": "rate_limit", "times": 2, "value": 3 }),
    )
    .await;
    for _ in 0..2 {
        let answer = client.get(PATH).await;
        assert_eq!(answer.error(), (429, "E0000047".to_owned(), String::new()));
        assert_eq!(
            answer.header("x-rate-limit-remaining").as_deref(),
            Some("0")
        );
        assert!(answer.header("retry-after").is_none());
        let reset: i64 = answer
            .header("x-rate-limit-reset")
            .unwrap()
            .parse()
            .unwrap();
        assert!((2..=4).contains(&(reset - crate::client::now())));
    }
    assert_eq!(client.get(PATH).await.status, 200);
    raise(&org, json!({ "name": "concurrency_limit" })).await;
    let answer = client.get(PATH).await;
    assert_eq!(answer.header("x-rate-limit-limit").as_deref(), Some("0"));
}

#[tokio::test]
async fn a_bucket_that_is_empty_answers_429() {
    let org = Org::acme().users(5).fault("limit:1").start().await.unwrap();
    let client = Client::of(&org).await;
    let last = client.get(PATH).await;
    assert_eq!(last.status, 200);
    assert_eq!(last.header("x-rate-limit-remaining").as_deref(), Some("0"));
    assert_eq!(client.get(PATH).await.status, 429);
    assert_eq!(client.get("/api/v1/groups").await.status, 200);
}

#[tokio::test]
async fn a_dropped_connection_did_nothing_before_and_everything_after() {
    let org = Org::acme()
        .users(30)
        .grant("all")
        .role("SUPER_ADMIN")
        .start()
        .await
        .unwrap();
    let client = Client::of(&org).await;
    let suspend = "/api/v1/users/ada/lifecycle/suspend";
    let status = async || client.get("/api/v1/users/ada").await.text("status");
    raise(&org, json!({ "name": "drop" })).await;
    assert!(
        client
            .request("POST", suspend)
            .header("content-length", "0")
            .send()
            .await
            .is_err()
    );
    assert_eq!(status().await, "ACTIVE");
    raise(&org, json!({ "name": "drop_after" })).await;
    assert!(
        client
            .request("POST", suspend)
            .header("content-length", "0")
            .send()
            .await
            .is_err()
    );
    assert_eq!(status().await, "SUSPENDED");
    let kept = control(&org, "/requests").await;
    let lost = kept
        .as_array()
        .unwrap()
        .iter()
        .filter(|request| request["status"].is_null());
    assert_eq!(lost.count(), 2);
}

#[tokio::test]
async fn a_server_error_and_a_slow_answer_come_once() {
    let org = Org::acme().users(5).start().await.unwrap();
    let client = Client::of(&org).await;
    raise(&org, json!({ "name": "server_error" })).await;
    assert_eq!(client.get(PATH).await.error().1, "E0000009");
    raise(&org, json!({ "name": "slow", "value": 300 })).await;
    let began = std::time::Instant::now();
    assert_eq!(client.get(PATH).await.status, 200);
    assert!(began.elapsed().as_millis() >= 300);
}

#[tokio::test]
async fn revoked_tokens_are_refused_and_new_ones_are_not() {
    let org = Org::acme().users(5).start().await.unwrap();
    let mut client = Client::of(&org).await;
    raise(&org, json!({ "name": "revoke_tokens" })).await;
    let answer = client.get(PATH).await;
    assert_eq!((answer.status, answer.text.as_str()), (401, ""));
    let header = answer.header("www-authenticate").unwrap();
    assert!(
        header.contains("error_description=\"The access token has been revoked.\""),
        "{header}"
    );
    client.token.clear();
    client.sign_in(&org.scopes()).await;
    assert_eq!(client.get(PATH).await.status, 200);
}

#[tokio::test]
async fn an_old_nonce_is_refused_once() {
    let org = Org::acme().users(5).start().await.unwrap();
    let mut client = Client::of(&org).await;
    client.token.clear();
    raise(&org, json!({ "name": "new_nonce" })).await;
    let refused = client.ask_proving(&client.form("okta.users.read")).await;
    assert_eq!(refused.text("error"), "use_dpop_nonce");
    assert_ne!(refused.header("dpop-nonce"), client.nonce);
    assert_eq!(client.sign_in("okta.users.read").await.status, 200);
}

#[tokio::test]
async fn a_clock_ahead_makes_good_assertions_old() {
    let org = Org::acme().users(5).start().await.unwrap();
    let mut client = Client::new(&org);
    raise(&org, json!({ "name": "skew", "value": 900 })).await;
    let answer = client.sign_in("okta.users.read").await;
    assert_eq!(
        answer.text("error_description"),
        "The client_assertion token is expired."
    );
    let date = answer.header("date").unwrap();
    let there = httpdate::parse_http_date(&date).unwrap();
    let ahead = there
        .duration_since(std::time::SystemTime::now())
        .unwrap()
        .as_secs();
    assert!((895..=901).contains(&ahead), "{ahead}");
}

#[tokio::test]
async fn a_role_can_be_taken_and_lists_can_come_back_empty() {
    let org = Org::acme().users(5).start().await.unwrap();
    let client = Client::of(&org).await;
    raise(&org, json!({ "name": "role", "value": "none" })).await;
    assert_eq!(client.get(PATH).await.status, 403);
    raise(&org, json!({ "name": "empty_lists" })).await;
    for _ in 0..2 {
        let answer = client.get(PATH).await;
        assert_eq!((answer.status, answer.body), (200, json!([])));
    }
    assert_eq!(client.get("/api/v1/users/ada").await.status, 403);
    raise(&org, json!({ "name": "role", "value": "READ_ONLY_ADMIN" })).await;
    assert_eq!(client.get("/api/v1/users/ada").await.status, 200);
}

#[tokio::test]
async fn the_token_endpoint_fails_by_its_own_faults() {
    let org = Org::acme()
        .users(5)
        .fault("token_rate_limit")
        .start()
        .await
        .unwrap();
    let mut client = Client::new(&org);
    let answer: Answer = client.ask_proving(&client.form("okta.users.read")).await;
    assert_eq!(answer.error(), (429, "E0000047".to_owned(), String::new()));
    assert_eq!(client.sign_in("okta.users.read").await.status, 200);
}
