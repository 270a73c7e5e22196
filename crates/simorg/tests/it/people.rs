//! New people and changed people: what a profile may hold.

use serde_json::{Value, json};
use simorg::Org;

use crate::client::Client;

async fn ruled() -> Org {
    Org::acme()
        .users(30)
        .grant("all")
        .role("SUPER_ADMIN")
        .start()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_person_is_created_into_the_status_that_the_request_asks_for() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let body = |login: &str, password: Option<&str>| {
        let mut body = json!({ "profile": {
            "firstName": "New", "lastName": "Person", "email": login, "login": login
        }});
        if let Some(password) = password {
            body["credentials"] = json!({ "password": { "value": password } });
        }
        body
    };
    for (query, password, expected) in [
        ("", None, "PROVISIONED"),
        ("?activate=true", None, "PROVISIONED"),
        ("?activate=false", None, "STAGED"),
        ("?activate=false", Some("Correct7horse"), "STAGED"),
        ("", Some("Correct7horse"), "ACTIVE"),
        (
            "?nextLogin=changePassword",
            Some("Correct7horse"),
            "PASSWORD_EXPIRED",
        ),
    ] {
        let login = format!("{}@acme.example", crate::client::unique());
        let made = client
            .post(&format!("/api/v1/users{query}"), &body(&login, password))
            .await;
        assert_eq!(
            (made.status, made.text("status").as_str()),
            (200, expected),
            "{}",
            made.text
        );
        assert!(!made.text.contains("Correct7horse"));
    }
    let weak = client
        .post("/api/v1/users", &body("weak@acme.example", Some("weak")))
        .await;
    assert_eq!(weak.text("errorSummary"), "Api validation failed: password");
    let bare = body("a@acme.example", None);
    let none = client
        .post("/api/v1/users?nextLogin=changePassword", &bare)
        .await;
    assert_eq!(none.text("errorCode"), "E0000124");
    let staged = "/api/v1/users?nextLogin=changePassword&activate=false";
    let staged = client
        .post(staged, &body("a@acme.example", Some("Correct7horse")))
        .await;
    assert_eq!(staged.text("errorCode"), "E0000125");
}

#[tokio::test]
async fn a_new_person_is_in_everyone_and_in_the_groups_asked_for() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let body = json!({
        "profile": {
            "firstName": "New", "lastName": "Person",
            "email": "new@acme.example", "login": "new@acme.example", "badgeColor": "green"
        },
        "groupIds": ["00g1engineering0acme"],
    });
    let made = client.post("/api/v1/users", &body).await;
    let groups = client
        .get(&format!("/api/v1/users/{}/groups", made.text("id")))
        .await;
    assert_eq!(groups.column("/profile/name"), ["Engineering", "Everyone"]);
    assert_eq!(made.body["profile"]["badgeColor"], "green");
    assert_eq!(made.body["profile"]["mobilePhone"], Value::Null);

    let again = client.post("/api/v1/users", &body).await;
    let cause = "login: An object with this field already exists in the current organization";
    assert_eq!(
        again.error(),
        (400, "E0000001".to_owned(), cause.to_owned())
    );
    assert_eq!(again.text("errorSummary"), "Api validation failed: login");
}

#[tokio::test]
async fn what_a_profile_may_not_hold_is_refused_by_name() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let mut body = json!({ "profile": {
        "firstName": "N", "lastName": "P", "email": "n@acme.example", "login": "n@acme.example",
        "shoeSize": "43"
    }});
    let unknown = client.post("/api/v1/users", &body).await;
    assert_eq!(
        unknown.text("errorSummary"),
        "Api validation failed: newUser"
    );
    assert_eq!(
        unknown.error().2,
        "Property name 'shoeSize' is not defined in profile"
    );
    for (name, value, failed) in [
        ("firstName", Value::Null, "firstName"),
        ("login", json!("nobody"), "login"),
        ("email", json!("nobody"), "email"),
        ("floor", json!("three"), "floor"),
        ("badgeColor", json!("mauve"), "badgeColor"),
        ("lastName", json!("x".repeat(51)), "lastName"),
        ("firstName", json!("\u{1F600}"), "firstName"),
    ] {
        let mut profile = body["profile"].clone();
        profile.as_object_mut().unwrap().remove("shoeSize");
        crate::client::set(&mut profile, name, value);
        let answer = client
            .post("/api/v1/users", &json!({ "profile": profile }))
            .await;
        let expected = format!("Api validation failed: {failed}");
        assert_eq!(
            answer.text("errorSummary"),
            expected,
            "{name}: {}",
            answer.text
        );
    }
    body["profile"] = Value::Null;
    assert_eq!(client.post("/api/v1/users", &body).await.status, 400);
}

#[tokio::test]
async fn post_changes_what_it_names_and_put_takes_away_the_rest() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let ada = "/api/v1/users/ada@acme.example";
    let partly = client
        .post(ada, &json!({ "profile": { "title": "Fellow" } }))
        .await;
    assert_eq!(partly.body["profile"]["title"], "Fellow");
    assert_eq!(partly.body["profile"]["department"], "Engineering");
    let nulled = client
        .post(ada, &json!({ "profile": { "title": null } }))
        .await;
    assert_eq!(nulled.body["profile"].get("title"), None);

    let wholly = client
        .put(
            ada,
            &json!({ "profile": {
                "firstName": "Ada", "lastName": "King", "email": "ada@acme.example",
                "login": "ada@acme.example"
            }}),
        )
        .await;
    assert_eq!(wholly.body["profile"]["lastName"], "King");
    assert_eq!(wholly.body["profile"].get("department"), None);
    let short = client
        .put(ada, &json!({ "profile": { "firstName": "Ada" } }))
        .await;
    assert_eq!(short.text("errorCode"), "E0000001");
}

#[tokio::test]
async fn a_change_meant_for_another_version_is_refused() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let path = "/api/v1/users/ada@acme.example";
    let version = client.get(path).await.header("etag").unwrap();
    let change = |version: &str| {
        let body = json!({ "profile": { "title": crate::client::unique() } });
        crate::client::json_body(client.request("POST", path), &body).header("if-match", version)
    };
    assert_eq!(change(&version).send().await.unwrap().status(), 200);
    assert_eq!(change(&version).send().await.unwrap().status(), 412);
}

#[tokio::test]
async fn somebody_whom_another_organisation_knows_is_active_at_once() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let body = json!({
        "profile": {
            "firstName": "F", "lastName": "P", "email": "f@acme.example", "login": "f@acme.example"
        },
        "credentials": { "provider": { "type": "FEDERATION", "name": "FEDERATION" } },
    });
    let made = client.post("/api/v1/users?provider=true", &body).await;
    assert_eq!(made.text("status"), "ACTIVE");
    assert_eq!(made.body["credentials"]["provider"]["type"], "FEDERATION");
}
