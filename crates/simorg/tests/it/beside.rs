//! What Okta answers and its descriptions leave out.

use serde_json::json;
use simorg::Org;

use crate::client::Client;

async fn ruled() -> Org {
    let acme = Org::acme().users(30).grant("all").role("SUPER_ADMIN");
    acme.start().await.unwrap()
}

#[tokio::test]
async fn the_catalogue_of_apps_is_read_by_name_a_page_at_a_time() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let whole = client.get("/api/v1/catalog/apps?limit=200").await;
    let names = whole.column("/name");
    assert!(names.contains(&"slack".to_owned()), "{names:?}");
    let first = client.get("/api/v1/catalog/apps?limit=2").await;
    assert_eq!(first.column("/name"), names[..2]);
    let next = format!("/api/v1/catalog/apps?limit=2&after={}", names[1]);
    assert_eq!(client.get(&next).await.column("/name"), names[2..4]);
    let found = client.get("/api/v1/catalog/apps?q=SLACK").await;
    assert_eq!(found.column("/name"), ["slack"]);
    let one = client.get("/api/v1/catalog/apps/slack?expand=schema").await;
    assert_eq!(one.text("name"), "slack");
    let none = client.get("/api/v1/catalog/apps/nothing").await;
    assert_eq!(none.text("errorCode"), "E0000007");
}

#[tokio::test]
async fn the_catalogue_asks_for_the_scope_of_apps() {
    let org = Org::acme().grant("okta.users.read").role("SUPER_ADMIN");
    let org = org.start().await.unwrap();
    let mut client = Client::new(&org);
    client.sign_in("okta.users.read").await;
    assert_eq!(client.get("/api/v1/catalog/apps").await.status, 403);
}

#[tokio::test]
async fn a_session_token_that_nobody_gave_makes_no_session() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let unknown = json!({ "sessionToken": "20111unknown" });
    let refused = client.post("/api/v1/sessions", &unknown).await;
    assert_eq!(refused.status, 401);
    assert_eq!(refused.text("errorCode"), "E0000004");
    let blank = client.post("/api/v1/sessions", &json!({})).await;
    assert_eq!(blank.text("errorCode"), "E0000001");
}
