//! The organisation as it begins, and the reads beside people and groups.

use serde_json::{Value, json};
use simorg::Org;

use crate::client::{Client, command, control};

async fn ruled() -> Org {
    Org::acme()
        .users(60)
        .grant("all")
        .role("SUPER_ADMIN")
        .start()
        .await
        .unwrap()
}

#[tokio::test]
async fn the_people_whom_examples_name_are_there() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let ada = client.get("/api/v1/users/ada").await;
    assert_eq!(
        (ada.text("id").as_str(), ada.text("status").as_str()),
        ("00u1adalovelace0acme", "ACTIVE")
    );
    assert_eq!(ada.body["profile"]["department"], "Engineering");
    assert_eq!(ada.body["profile"]["manager"], "Grace Hopper");
    let both = client
        .get("/api/v1/users?search=profile.displayName+eq+%22Sam+Lee%22")
        .await;
    assert_eq!(
        both.column("/profile/login"),
        ["sam.lee@acme.example", "samantha.lee@acme.example"]
    );
    let wei = client.get("/api/v1/users/wei.wang@acme.example").await;
    assert_eq!(wei.body["profile"]["lastName"], "王");
    let group = client.get("/api/v1/groups/00g1engineering0acme").await;
    assert_eq!(group.body["profile"]["name"], "Engineering");
}

#[tokio::test]
async fn the_same_seed_makes_the_same_organisation() {
    let ids = async |seed: u64| {
        let org = Org::acme().users(60).seed(seed).start().await.unwrap();
        let state = control(&org, "/state").await;
        let users = state["users"].as_array().unwrap().clone();
        users
            .iter()
            .map(|user| user["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(7).await, ids(7).await);
    assert_ne!(ids(7).await, ids(8).await);
}

#[tokio::test]
async fn there_is_somebody_in_every_status() {
    let org = ruled().await;
    let state = control(&org, "/state").await;
    let users = state["users"].as_array().unwrap();
    assert_eq!(users.len(), 60);
    for status in [
        "STAGED",
        "PROVISIONED",
        "ACTIVE",
        "RECOVERY",
        "PASSWORD_EXPIRED",
        "LOCKED_OUT",
        "SUSPENDED",
        "DEPROVISIONED",
    ] {
        assert!(
            users.iter().any(|user| user["status"] == status),
            "{status}"
        );
    }
    let everyone = &state["memberships"]["00g1everyone0000acme"];
    assert_eq!(everyone.as_array().unwrap().len(), 60);
}

#[tokio::test]
async fn the_schema_knows_the_attributes_that_acme_added() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let schema = client.get("/api/v1/meta/schemas/user/default").await.body;
    assert_eq!(
        schema["definitions"]["base"]["properties"]
            .as_object()
            .unwrap()
            .len(),
        31
    );
    let custom = &schema["definitions"]["custom"]["properties"];
    assert_eq!(custom["badgeColor"]["type"], "string");
    assert_eq!(custom["skills"]["items"]["type"], "string");
    let types = client.get("/api/v1/meta/types/user").await;
    assert_eq!(
        (types.body[0]["default"].clone(), types.link("self")),
        (json!(true), None)
    );
    let id = types.column("/id")[0].clone();
    let schema_link = types.body[0]["_links"]["schema"]["href"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = schema_link.strip_prefix(org.url()).unwrap().to_owned();
    assert_eq!(client.get(&path).await.status, 200);
    assert_eq!(
        client
            .get(&format!("/api/v1/meta/types/user/{id}"))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn apps_are_listed_twenty_at_a_time() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let apps = client.get("/api/v1/apps").await;
    assert_eq!(
        apps.body.as_array().map(Vec::len),
        Some(20),
        "{}",
        apps.body
    );
    assert!(
        apps.link("self")
            .unwrap()
            .ends_with("/api/v1/apps?limit=20")
    );
    let some = client.get("/api/v1/apps?limit=7").await;
    let next = some.link("next").unwrap();
    let rest = client.get(next.strip_prefix(org.url()).unwrap()).await;
    assert_eq!(rest.body.as_array().unwrap().len(), 7);
    let bad = client.get("/api/v1/apps?after=nonsense").await;
    assert_eq!(
        bad.error(),
        (400, "E0000029".to_owned(), "Invalid cursor.".to_owned())
    );
    let directory = client.get("/api/v1/apps?q=Active").await;
    assert_eq!(directory.body[0]["signOnMode"], Value::Null);
    let id = directory.column("/id")[0].clone();
    assert_eq!(client.get(&format!("/api/v1/apps/{id}")).await.status, 200);
    let missing = client.get("/api/v1/apps/0oanothing").await;
    assert!(
        missing
            .text("errorSummary")
            .ends_with("0oanothing (AppInstance)")
    );
    let filtered = "/api/v1/apps?filter=group.id+eq+%2200g1sales0000000acme%22";
    assert_eq!(client.get(filtered).await.body.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn roles_are_read_where_they_were_given() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let marcus = client.get("/api/v1/users/marcus.webb/roles").await;
    assert_eq!(marcus.column("/type"), ["SUPER_ADMIN"]);
    // Through the group: assigned to it, and so to its members.
    let noor = client.get("/api/v1/users/noor.haddad/roles").await;
    assert_eq!(noor.column("/assignmentType"), ["GROUP"]);
    let groups = client.get("/api/v1/groups?q=Identity").await;
    let group = client
        .get(&format!("/api/v1/groups/{}/roles", groups.column("/id")[0]))
        .await;
    assert_eq!(group.column("/type"), ["USER_ADMIN"]);
    let all = client.get("/api/v1/iam/assignees/users").await;
    assert_eq!(all.body["value"].as_array().unwrap().len(), 4);
    let own = client
        .get(&format!("/oauth2/v1/clients/{}/roles", org.client_id()))
        .await;
    assert_eq!(own.column("/assignmentType"), ["CLIENT"]);
}

#[tokio::test]
async fn a_reset_brings_everything_back_and_keeps_the_client_signed_in() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    client.delete("/api/v1/users/ada").await;
    client.delete("/api/v1/users/00u1adalovelace0acme").await;
    assert_eq!(client.get("/api/v1/users/ada").await.status, 404);
    assert_eq!(command(&org, "/reset", &json!({})).await.status, 200);
    assert_eq!(client.get("/api/v1/users/ada").await.status, 200);
    assert_eq!(
        control(&org, "/requests").await.as_array().unwrap().len(),
        1
    );
}

#[tokio::test]
async fn a_dropped_organisation_is_gone() {
    let org = Org::acme().users(5).start().await.unwrap();
    let (url, control) = (org.url().to_owned(), org.control().to_owned());
    drop(org);
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    assert!(client.get(url).send().await.is_err());
    assert!(client.get(control).send().await.is_err());
}
