//! Groups: lists, writes, and who is in them.

use serde_json::{Value, json};
use simorg::Org;

use crate::client::{Client, control};

async fn ruled() -> Org {
    Org::acme()
        .users(60)
        .grant("all")
        .role("SUPER_ADMIN")
        .start()
        .await
        .unwrap()
}

const ENGINEERING: &str = "00g1engineering0acme";
const ADA: &str = "00u1adalovelace0acme";

#[tokio::test]
async fn groups_are_found_by_q_without_a_link_and_by_search_with_one() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let by_q = client.get("/api/v1/groups?q=sales").await;
    assert_eq!(by_q.column("/profile/name"), ["Sales", "Sales EMEA"]);
    assert_eq!(by_q.headers.get("link"), None);
    let search = client
        .get("/api/v1/groups?search=profile.name+eq+%22sales%22")
        .await;
    assert_eq!(search.column("/profile/name"), ["Sales"]);
    assert!(search.link("self").is_some());
    let part = client
        .get("/api/v1/groups?search=profile.name+co+%22EMEA%22")
        .await;
    assert_eq!(part.column("/profile/name"), ["Sales EMEA"]);
    let kind = client
        .get("/api/v1/groups?filter=type+eq+%22APP_GROUP%22")
        .await;
    assert_eq!(kind.column("/profile/name"), ["AD Finance"]);
    assert_eq!(kind.body[0]["source"]["id"], "0oa1activedirec0acme");
    for bad in [
        "search=name+eq+%22a%22",
        "filter=profile.name+eq+%22a%22",
        "search=nonsense",
    ] {
        let answer = client.get(&format!("/api/v1/groups?{bad}")).await;
        assert_eq!(answer.text("errorCode"), "E0000031", "{bad}");
    }
    let stats = client.get("/api/v1/groups?q=Identity&expand=stats").await;
    assert_eq!(
        stats.body[0]["_embedded"]["stats"]["hasAdminPrivilege"],
        true
    );
    assert_eq!(stats.body[0]["_embedded"]["stats"]["usersCount"], 2);
}

#[tokio::test]
async fn a_group_is_made_changed_and_deleted() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let made = client
        .post("/api/v1/groups", &json!({ "profile": { "name": "Choir" } }))
        .await;
    assert_eq!(
        (made.status, made.text("type").as_str()),
        (200, "OKTA_GROUP")
    );
    assert_eq!(
        made.body["profile"],
        json!({ "name": "Choir", "description": null })
    );
    let keys: Vec<&String> = made.body.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "id",
            "created",
            "lastUpdated",
            "lastMembershipUpdated",
            "objectClass",
            "type",
            "profile",
            "_links"
        ]
    );
    let again = client
        .post("/api/v1/groups", &json!({ "profile": { "name": "Choir" } }))
        .await;
    assert_eq!(again.text("errorCode"), "E0000001");

    let path = format!("/api/v1/groups/{}", made.text("id"));
    let changed =
        json!({ "profile": { "name": "Band", "description": "Loud", "costCenter": "7" } });
    assert_eq!(
        client.put(&path, &changed).await.body["profile"],
        changed["profile"]
    );
    let replaced = client
        .put(&path, &json!({ "profile": { "name": "Band" } }))
        .await;
    assert_eq!(replaced.body["profile"].get("costCenter"), None);
    assert_eq!(client.delete(&path).await.status, 204);
    let gone = client.get(&path).await;
    assert!(
        gone.text("errorSummary").ends_with("(UserGroup)"),
        "{}",
        gone.text
    );
}

#[tokio::test]
async fn a_bad_group_is_refused() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    for (body, code) in [
        (json!({}), "E0000001"),
        (json!({ "profile": {} }), "E0000001"),
        (json!({ "profile": { "name": " " } }), "E0000001"),
        (json!({ "profile": { "name": 7 } }), "E0000003"),
        (json!({ "profile": [] }), "E0000003"),
        (json!([]), "E0000003"),
        (
            json!({ "profile": { "name": "x".repeat(256) } }),
            "E0000001",
        ),
        (
            json!({ "profile": { "name": "x", "colour": "red" } }),
            "E0000001",
        ),
    ] {
        let answer = client.post("/api/v1/groups", &body).await;
        assert_eq!(
            (answer.status, answer.text("errorCode").as_str()),
            (400, code),
            "{body}"
        );
    }
}

#[tokio::test]
async fn people_are_put_in_and_taken_out_as_often_as_asked() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let path = format!("/api/v1/groups/00g1sales0000000acme/users/{ADA}");
    let has = async || {
        let state = control(&org, "/state").await;
        let members = state["memberships"]["00g1sales0000000acme"]
            .as_array()
            .unwrap()
            .clone();
        members.contains(&Value::from(ADA))
    };
    assert!(!has().await);
    for _ in 0..2 {
        assert_eq!(client.act("PUT", &path).await.status, 204);
        assert!(has().await);
    }
    for _ in 0..2 {
        assert_eq!(client.delete(&path).await.status, 204);
        assert!(!has().await);
    }
    let login = "/api/v1/groups/00g1sales0000000acme/users/ada@acme.example";
    assert_eq!(client.act("PUT", login).await.text("errorCode"), "E0000007");
    let nowhere = format!("/api/v1/groups/00gnothing/users/{ADA}");
    assert!(
        client
            .act("PUT", &nowhere)
            .await
            .text("errorSummary")
            .ends_with("(UserGroup)")
    );
}

#[tokio::test]
async fn what_an_app_or_okta_fills_is_changed_by_nobody() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    for name in ["AD", "Everyone"] {
        let id = client
            .get(&format!("/api/v1/groups?q={name}"))
            .await
            .column("/id")[0]
            .clone();
        let path = format!("/api/v1/groups/{id}");
        let body = json!({ "profile": { "name": "Mine" } });
        for answer in [
            client.act("PUT", &format!("{path}/users/{ADA}")).await,
            client.delete(&format!("{path}/users/{ADA}")).await,
            client.put(&path, &body).await,
            client.delete(&path).await,
        ] {
            assert_eq!(
                answer.error(),
                (403, "E0000006".to_owned(), String::new()),
                "{name}"
            );
        }
    }
}

#[tokio::test]
async fn a_group_shows_its_people_and_its_apps() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let people = client
        .get(&format!("/api/v1/groups/{ENGINEERING}/users"))
        .await;
    assert!(people.column("/id").contains(&ADA.to_owned()));
    let apps = client
        .get(&format!("/api/v1/groups/{ENGINEERING}/apps"))
        .await;
    let mut labels = apps.column("/label");
    labels.sort();
    assert_eq!(
        labels,
        [
            "Build Farm",
            "Design Studio",
            "Error Tracker",
            "Source Control"
        ]
    );
    assert!(apps.link("self").unwrap().ends_with("/apps?limit=20"));
}

#[tokio::test]
async fn a_group_that_goes_takes_its_roles_and_its_apps_with_it() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let id = client.get("/api/v1/groups?q=Identity").await.column("/id")[0].clone();
    client.delete(&format!("/api/v1/groups/{id}")).await;
    assert!(
        client
            .get("/api/v1/users/noor.haddad/roles")
            .await
            .body
            .as_array()
            .unwrap()
            .is_empty()
    );
}
