//! The System Log: what is written, and how it is read.

use serde_json::{Value, json};
use simorg::Org;

use crate::client::{Answer, Client, encode};

async fn ruled() -> Org {
    Org::acme()
        .users(30)
        .grant("all")
        .role("SUPER_ADMIN")
        .start()
        .await
        .unwrap()
}

async fn read(client: &Client<'_>, query: &[(&str, &str)]) -> Answer {
    let pairs: Vec<(String, String)> = query
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    client
        .get(&format!("/api/v1/logs?{}", encode(&pairs)))
        .await
}

#[tokio::test]
async fn a_change_is_written_under_the_id_of_its_answer() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let done = client
        .act("POST", "/api/v1/users/ada/lifecycle/suspend")
        .await;
    let id = done.header("x-okta-request-id").unwrap();
    let found = read(
        &client,
        &[("filter", &format!("transaction.id eq \"{id}\""))],
    )
    .await;
    let event = &found.body[0];
    assert_eq!(event["eventType"], "user.lifecycle.suspend");
    assert_eq!(event["actor"]["type"], "PublicClientApp");
    assert_eq!(event["actor"]["id"], org.client_id());
    assert_eq!(event["target"][0]["alternateId"], "ada@acme.example");
    assert_eq!(
        event["outcome"],
        json!({ "result": "SUCCESS", "reason": null })
    );
    assert_eq!(event["client"]["zone"], "null");
    let keys: Vec<&String> = event.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "actor",
            "client",
            "device",
            "authenticationContext",
            "displayMessage",
            "eventType",
            "outcome",
            "published",
            "securityContext",
            "severity",
            "debugContext",
            "legacyEventType",
            "transaction",
            "uuid",
            "version",
            "request",
            "target"
        ]
    );
}

#[tokio::test]
async fn every_kind_of_change_has_its_event() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let user = json!({ "profile": {
        "firstName": "N", "lastName": "P", "email": "n@acme.example", "login": "n@acme.example"
    }});
    let id = client.post("/api/v1/users", &user).await.text("id");
    let group = client
        .post("/api/v1/groups", &json!({ "profile": { "name": "G" } }))
        .await
        .text("id");
    let (one, all) = (
        format!("/api/v1/users/{id}"),
        format!("/api/v1/groups/{group}"),
    );
    client.act("PUT", &format!("{all}/users/{id}")).await;
    client.delete(&format!("{all}/users/{id}")).await;
    client
        .put(&all, &json!({ "profile": { "name": "H" } }))
        .await;
    client.delete(&all).await;
    client
        .post(&one, &json!({ "profile": { "title": "T" } }))
        .await;
    client.delete(&format!("{one}/sessions")).await;
    client.delete(&one).await;
    client.delete(&one).await;
    let filter = format!("actor.id eq \"{}\"", org.client_id());
    let types = read(&client, &[("filter", &filter)])
        .await
        .column("/eventType");
    assert_eq!(
        types,
        [
            "app.oauth2.token.grant.access_token",
            "user.lifecycle.create",
            "user.lifecycle.activate",
            "group.lifecycle.create",
            "group.user_membership.add",
            "group.user_membership.remove",
            "group.profile.update",
            "group.lifecycle.delete",
            "user.account.update_profile",
            "user.session.clear",
            "user.lifecycle.deactivate",
            "user.lifecycle.delete.initiated",
            "user.lifecycle.delete.completed",
        ]
    );
}

#[tokio::test]
async fn polling_never_ends_and_misses_nothing() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let first = read(&client, &[("limit", "5")]).await;
    assert_eq!(
        first.link("self").unwrap(),
        format!("{}/api/v1/logs?limit=5", org.url())
    );
    let mut next = first.link("next").unwrap();
    let mut seen = first.column("/uuid");
    loop {
        assert!(next.ends_with("_1&limit=5"), "{next}");
        let page = client.get(next.strip_prefix(org.url()).unwrap()).await;
        next = page.link("next").unwrap();
        if page.body == json!([]) {
            break;
        }
        seen.extend(page.column("/uuid"));
    }
    let all = read(&client, &[("limit", "1000")]).await.column("/uuid");
    assert_eq!(seen, all);
    client
        .act("POST", "/api/v1/users/ada/lifecycle/suspend")
        .await;
    let news = client.get(next.strip_prefix(org.url()).unwrap()).await;
    assert_eq!(news.column("/eventType"), ["user.lifecycle.suspend"]);
}

#[tokio::test]
async fn a_bounded_request_ends() {
    let org = Org::acme()
        .users(30)
        .events(250)
        .grant("all")
        .role("SUPER_ADMIN")
        .start()
        .await
        .unwrap();
    let client = Client::of(&org).await;
    let since = jiff::Timestamp::from_second(crate::client::now() - 8 * 86_400).unwrap();
    let mut path = format!("/api/v1/logs?since={since}&until=2999-01-01T00:00:00Z&limit=100");
    let mut seen = Vec::new();
    loop {
        let page = client.get(&path).await;
        seen.extend(page.column("/published"));
        match page.link("next") {
            Some(next) => path = next.strip_prefix(org.url()).unwrap().to_owned(),
            None => break,
        }
    }
    assert!(seen.len() > 250);
    assert!(seen.is_sorted());
    let newest = read(&client, &[("sortOrder", "DESCENDING"), ("limit", "3")]).await;
    seen.reverse();
    assert_eq!(newest.column("/published"), seen[..3]);
    assert!(newest.link("next").is_some());
    let empty = read(
        &client,
        &[("until", "2999-01-01"), ("filter", "eventType eq \"none\"")],
    )
    .await;
    assert!(empty.link("next").is_none());
}

#[tokio::test]
async fn events_are_filtered_and_searched() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    client
        .act("POST", "/api/v1/users/ada/lifecycle/suspend")
        .await;
    for (name, text) in [
        ("filter", r#"eventType sw "user.lifecycle""#),
        (
            "filter",
            r#"target.id eq "00u1adalovelace0acme" and not (eventType sw "user.session")"#,
        ),
        ("filter", r#"eventType ew "suspend" or eventType eq "x""#),
        ("q", "suspended ada@acme.example"),
        ("q", "USER was SUSPENDED"),
    ] {
        let found = read(&client, &[(name, text)]).await;
        assert_eq!(
            found.column("/eventType"),
            ["user.lifecycle.suspend"],
            "{text}"
        );
    }
    assert_eq!(read(&client, &[("limit", "0")]).await.body, json!([]));
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_in_oktas_words() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let summary = async |query: &[(&str, &str)]| {
        let answer = read(&client, query).await;
        assert_eq!(answer.status, 400, "{query:?}");
        (answer.text("errorCode"), answer.text("errorSummary"))
    };
    let told = summary(&[("filter", r#"outcome.result eqq "x""#)]).await;
    assert_eq!(
        told,
        (
            "E0000053".to_owned(),
            "Invalid filter 'outcome.result eqq \"x\"': Unrecognized attribute operator 'eqq' at \
             position 16. Expected: eq,co,sw,pr,gt,ge,lt,le"
                .to_owned()
        )
    );
    for (query, code) in [
        (("filter", r#"published gt "2020-01-01""#), "E0000053"),
        (("filter", "nonsense"), "E0000053"),
        (
            ("filter", r#"debugContext.debugData.url co "x""#),
            "E0000031",
        ),
        (("since", "yesterday"), "E0000001"),
        (("until", "12"), "E0000001"),
        (("since", "2001-01-01T00:00:00Z"), "E0000053"),
        (("sortOrder", "SIDEWAYS"), "E0000001"),
        (("limit", "-1"), "E0000001"),
        (("after", "nonsense"), "E0000029"),
        (("q", &"x".repeat(41)), "E0000001"),
    ] {
        assert_eq!(summary(&[query]).await.0, code, "{query:?}");
    }
    let both = summary(&[("since", "2026-01-01"), ("after", "1_1")]).await;
    assert_eq!(both.0, "E0000063");
}

#[tokio::test]
async fn a_refused_sign_in_is_written_too() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let answer = client.ask_proving(&client.form("okta.unicorns.read")).await;
    assert_eq!(answer.status, 400);
    let found = read(&client, &[("filter", r#"outcome.result eq "FAILURE""#)]).await;
    let failed: &Value = &found.body[0];
    assert_eq!(failed["eventType"], "app.oauth2.token.grant");
    assert_eq!(failed["outcome"]["reason"], answer.text("error"));
}

#[tokio::test]
async fn every_change_writes_its_event_under_the_id_of_its_answer() {
    let org = Org::acme()
        .users(5)
        .grant("all")
        .role("SUPER_ADMIN")
        .start()
        .await
        .unwrap();
    let client = Client::of(&org).await;
    let zone = json!({ "type": "IP", "name": "Office", "gateways": [
        { "type": "CIDR", "value": "192.0.2.0/24" }] });
    let made = client.post("/api/v1/zones", &zone).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let events = client
        .get("/api/v1/logs?filter=eventType%20eq%20%22zone.create%22")
        .await;
    let event = &events.body[0];
    let id = made.header("x-okta-request-id").unwrap();
    assert_eq!(event["transaction"]["id"], id.as_str());
    assert_eq!(event["target"][0]["id"], made.body["id"]);
    assert_eq!(event["target"][0]["displayName"], "Office");
    assert_eq!(event["actor"]["id"], org.client_id());
    assert_eq!(event["outcome"]["result"], "SUCCESS");
    let refused = client.post("/api/v1/zones", &json!([])).await;
    assert_eq!(refused.status, 400);
    let again = client
        .get("/api/v1/logs?filter=eventType%20eq%20%22zone.create%22")
        .await;
    assert_eq!(again.body.as_array().unwrap().len(), 1);
}
