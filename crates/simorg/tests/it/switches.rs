//! Faults that last, and answers that come spoilt.

use serde_json::{Value, json};
use simorg::{Org, Settings};

use crate::client::{Client, command};

const PATH: &str = "/api/v1/users?limit=1";

fn all() -> Settings {
    Org::acme().users(30).grant("all").role("SUPER_ADMIN")
}

fn raise(org: &Org, fault: &str) {
    org.fault(fault, 1).unwrap();
}

#[tokio::test]
async fn a_body_can_end_in_the_middle_in_two_ways() {
    let org = all().start().await.unwrap();
    let client = Client::of(&org).await;
    raise(&org, "truncate");
    let short = client.request("GET", PATH).send().await.unwrap();
    assert_eq!(short.status(), 200);
    let text = short.text().await.unwrap();
    assert!(!text.is_empty() && serde_json::from_str::<Value>(&text).is_err());
    raise(&org, "drop_midway");
    let broken = client.request("GET", PATH).send().await.unwrap();
    assert!(broken.text().await.is_err());
    assert_eq!(client.get(PATH).await.status, 200);
}

#[tokio::test]
async fn an_answer_can_be_a_page_or_nothing() {
    let org = all().start().await.unwrap();
    let client = Client::of(&org).await;
    raise(&org, "html");
    let page = client.get(PATH).await;
    assert_eq!(page.status, 200);
    assert!(
        page.header("content-type")
            .unwrap()
            .starts_with("text/html")
    );
    for (fault, status) in [("empty_401", 401), ("empty_403", 403)] {
        raise(&org, fault);
        let answer = client.get(PATH).await;
        assert_eq!((answer.status, answer.text.as_str()), (status, ""));
        assert!(answer.header("www-authenticate").is_none());
    }
    raise(&org, "server_error:503");
    let answer = client.get(PATH).await;
    assert_eq!(answer.status, 503);
    assert!(
        answer
            .header("content-type")
            .unwrap()
            .starts_with("text/html")
    );
}

#[tokio::test]
async fn an_ungranted_scope_has_three_answers() {
    let org = Org::acme()
        .users(5)
        .grant("okta.users.read")
        .start()
        .await
        .unwrap();
    let both = "okta.users.read okta.groups.read";
    let answers = [
        ("subset", 200, ""),
        ("invalid_scope", 400, "invalid_scope"),
        ("consent_required", 400, "consent_required"),
    ];
    for (word, status, error) in answers {
        raise(&org, &format!("ungranted:{word}"));
        let mut client = Client::new(&org);
        let answer = client.sign_in(both).await;
        assert_eq!(
            (answer.status, answer.text("error").as_str()),
            (status, error)
        );
        if status == 200 {
            assert_eq!(answer.text("scope"), "okta.users.read");
        }
    }
    raise(&org, "ungranted:subset");
    raise(&org, "grant:okta.groups.read,okta.logs.read");
    let answer = Client::new(&org).sign_in("okta.users.read").await;
    assert_eq!(answer.text("error"), "consent_required");
    assert!(org.fault("ungranted:perhaps", 1).is_err());
}

#[tokio::test]
async fn a_proof_that_nobody_asked_for_has_three_answers() {
    let org = all().without_dpop().start().await.unwrap();
    let answer = Client::new(&org).sign_in("okta.users.read").await;
    assert_eq!(answer.text("token_type"), "Bearer");
    raise(&org, "unasked_proof:bound");
    let answer = Client::new(&org).sign_in("okta.users.read").await;
    assert_eq!(answer.text("token_type"), "DPoP");
    raise(&org, "unasked_proof:refused");
    let answer = Client::new(&org).sign_in("okta.users.read").await;
    assert_eq!(answer.text("error"), "invalid_dpop_proof");
    let client = Client::new(&org);
    let bare = client.ask(&client.form("okta.users.read")).await;
    assert_eq!(bare.text("token_type"), "Bearer");
}

#[tokio::test]
async fn an_assertion_can_count_as_used() {
    let org = all().start().await.unwrap();
    raise(&org, "used_assertion");
    let answer = Client::new(&org).sign_in("okta.users.read").await;
    let text = "The client_assertion token has already been used.";
    assert_eq!(answer.text("error_description"), text);
    let again = Client::new(&org).sign_in("okta.users.read").await;
    assert_eq!(again.status, 200);
}

#[tokio::test]
async fn sentences_can_be_in_another_language() {
    let org = all().start().await.unwrap();
    let client = Client::of(&org).await;
    raise(&org, "locale:fr");
    let answer = client.get("/api/v1/groups/00gnobody").await;
    assert_eq!(answer.text("errorCode"), "E0000007");
    assert!(answer.text("errorSummary").starts_with("Introuvable"));
}

#[tokio::test]
async fn a_search_can_lag_and_a_read_by_id_does_not() {
    let org = all().start().await.unwrap();
    let client = Client::of(&org).await;
    raise(&org, "search_lag:30");
    let body = json!({ "profile": {
        "login": "late@acme.example", "email": "late@acme.example",
        "firstName": "Late", "lastName": "Comer" } });
    let made = client.post("/api/v1/users?activate=false", &body).await;
    let id = made.text("id");
    let search = "/api/v1/users?search=profile.login%20eq%20%22late@acme.example%22";
    assert_eq!(client.get(search).await.body, json!([]));
    assert_eq!(client.get(&format!("/api/v1/users/{id}")).await.status, 200);
    org.turn_clock(31);
    assert_eq!(client.get(search).await.body[0]["id"], id.as_str());
}

#[tokio::test]
async fn lists_of_members_can_lag() {
    let org = all().start().await.unwrap();
    let client = Client::of(&org).await;
    raise(&org, "membership_lag:30");
    let group = client
        .post("/api/v1/groups", &json!({ "profile": { "name": "Late" } }))
        .await
        .text("id");
    let ada = client.get("/api/v1/users/ada").await.text("id");
    org.turn_clock(31);
    let member = format!("/api/v1/groups/{group}/users/{ada}");
    assert_eq!(client.put(&member, &json!({})).await.status, 204);
    let members = format!("/api/v1/groups/{group}/users");
    assert_eq!(client.get(&members).await.body, json!([]));
    org.turn_clock(31);
    assert_eq!(client.get(&members).await.body[0]["id"], ada.as_str());
}

#[tokio::test]
async fn too_many_requests_at_once_are_refused() {
    let org = all().fault("concurrency:2").start().await.unwrap();
    let client = Client::of(&org).await;
    org.fault("slow:400", 5).unwrap();
    let answers = futures::future::join_all((0..5).map(|_| client.get(PATH))).await;
    let refused = answers.iter().filter(|answer| answer.status == 429);
    for answer in refused {
        assert_eq!(answer.header("x-rate-limit-limit").as_deref(), Some("0"));
    }
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 429, 429, 429]);
}

#[tokio::test]
async fn an_app_is_shown_its_share_of_each_bucket() {
    let org = all().start().await.unwrap();
    let client = Client::of(&org).await;
    let limit = async |path| client.get(path).await.header("x-rate-limit-limit").unwrap();
    assert_eq!(limit(PATH).await, "300");
    assert_eq!(limit("/api/v1/users/ada").await, "1000");
    assert_eq!(limit("/api/v1/logs").await, "60");
    raise(&org, "share:10");
    assert_eq!(limit("/api/v1/logs").await, "12");
    assert!(org.fault("share:0", 1).is_err());
}

#[tokio::test]
async fn the_log_forgets_after_ninety_days() {
    let org = all().api_token("00Tsecret").start().await.unwrap();
    let http = reqwest::Client::new();
    let day = 24 * 3600;
    let all = async |days_ago: i64| {
        let since = jiff::Timestamp::now() - jiff::SignedDuration::from_secs(days_ago * day);
        let url = format!("{}/api/v1/logs?since={since:.0}&limit=1000", org.url());
        let request = http.get(url).header("authorization", "SSWS 00Tsecret");
        let text = request.send().await.unwrap().text().await.unwrap();
        let answer: Value = serde_json::from_str(&text).unwrap();
        answer.as_array().unwrap_or_else(|| panic!("{text}")).len()
    };
    assert!(all(89).await > 0);
    let body = json!({ "ahead": 91 * day });
    assert_eq!(command(&org, "/clock", &body).await.status, 200);
    assert_eq!(all(80).await, 0);
    assert_eq!(command(&org, "/clock", &json!({})).await.status, 400);
}

#[tokio::test]
async fn an_api_token_is_a_super_administrator_and_a_wrong_one_nobody() {
    let org = Org::acme()
        .users(5)
        .api_token("00Tsecret")
        .start()
        .await
        .unwrap();
    let http = reqwest::Client::new();
    let status = async |token: &str| {
        let request = http.get(format!("{}/api/v1/zones", org.url()));
        let request = request.header("authorization", format!("SSWS {token}"));
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(status("00Tsecret").await, 200);
    assert_eq!(status("00Tother").await, 401);
}

/// What an organisation answers to a request with its API token.
async fn as_owner(org: &Org, method: reqwest::Method, path: &str) -> (u16, Value) {
    let url = format!("{}{path}", org.url());
    let request = reqwest::Client::new().request(method, url);
    let request = request.header("authorization", "SSWS 00Tsecret");
    let answer = request.header("content-length", "0").send().await.unwrap();
    let status = answer.status().as_u16();
    let body = serde_json::from_str(&answer.text().await.unwrap());
    (status, body.unwrap_or_default())
}

#[tokio::test]
async fn an_api_token_may_do_what_its_owner_may() {
    let org = Org::acme().users(20).api_token("00Tsecret");
    let org = org.api_token_role("APP_ADMIN").start().await.unwrap();
    let me = as_owner(&org, reqwest::Method::GET, "/api/v1/users/me").await;
    assert_eq!(me.0, 200, "{}", me.1);
    let apps = as_owner(&org, reqwest::Method::GET, "/api/v1/apps?limit=1").await;
    assert_eq!(apps.0, 200, "{}", apps.1);
    let grants = format!("/api/v1/apps/{}/grants", apps.1[0]["id"].as_str().unwrap());
    let granted = as_owner(&org, reqwest::Method::POST, &grants).await;
    assert_eq!(granted.0, 403, "{}", granted.1);
}

#[tokio::test]
async fn an_api_token_that_is_revoked_opens_nothing() {
    let org = Org::acme().users(5).api_token("00Tsecret");
    let org = org.start().await.unwrap();
    let current = "/api/v1/api-tokens/current";
    let revoked = as_owner(&org, reqwest::Method::DELETE, current).await;
    assert_eq!(revoked.0, 204, "{}", revoked.1);
    let me = as_owner(&org, reqwest::Method::GET, "/api/v1/users/me").await;
    assert_eq!((me.0, &me.1["errorCode"]), (401, &json!("E0000011")));
}
