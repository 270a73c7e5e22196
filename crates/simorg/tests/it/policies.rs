//! Policies and their rules: order, defaults, what cannot be done.

use serde_json::{Value, json};
use simorg::{Edition, Org};

use crate::client::{Answer, Client};

const POLICIES: &str = "/api/v1/policies";

async fn ruled(edition: Edition) -> Org {
    let settings = Org::acme().users(5).grant("all").role("SUPER_ADMIN");
    settings.edition(edition).start().await.unwrap()
}

async fn made(client: &Client<'_>, kind: &str, name: &str) -> String {
    let answer = client
        .post(POLICIES, &json!({ "type": kind, "name": name }))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    format!("{POLICIES}/{}", answer.text("id"))
}

/// The names of a list with their priorities.
fn order(list: &Answer) -> Vec<(String, i64)> {
    let row = |row: &Value| {
        let name = row["name"].as_str().unwrap_or_default().to_owned();
        (name, row["priority"].as_i64().unwrap_or_default())
    };
    list.body.as_array().unwrap().iter().map(row).collect()
}

fn named(rows: &[(&str, i64)]) -> Vec<(String, i64)> {
    rows.iter()
        .map(|(name, priority)| ((*name).to_owned(), *priority))
        .collect()
}

#[tokio::test]
async fn a_new_policy_stands_before_the_default_one_and_a_gap_closes() {
    let org = ruled(Edition::Identity).await;
    let client = Client::of(&org).await;
    let list = format!("{POLICIES}?type=OKTA_SIGN_ON");
    made(&client, "OKTA_SIGN_ON", "first").await;
    let second = made(&client, "OKTA_SIGN_ON", "second").await;
    let body = json!({ "type": "OKTA_SIGN_ON", "name": "top", "priority": 1 });
    client.post(POLICIES, &body).await;
    let seen = client.get(&list).await;
    let due = [
        ("top", 1),
        ("first", 2),
        ("second", 3),
        ("Default Policy", 4),
    ];
    assert_eq!(order(&seen), named(&due));
    assert!(
        seen.link("self")
            .is_some_and(|link| link.ends_with("?type=OKTA_SIGN_ON"))
    );
    assert!(seen.link("next").is_none());
    assert_eq!(client.delete(&second).await.status, 204);
    let due = [("top", 1), ("first", 2), ("Default Policy", 3)];
    assert_eq!(order(&client.get(&list).await), named(&due));
}

#[tokio::test]
async fn rules_make_a_row_of_their_own() {
    let org = ruled(Edition::Identity).await;
    let client = Client::of(&org).await;
    let rules = format!("{}/rules", made(&client, "OKTA_SIGN_ON", "office").await);
    for name in ["one", "two"] {
        let answer = client.post(&rules, &json!({ "name": name })).await;
        assert_eq!(answer.body["type"], "SIGN_ON", "{}", answer.text);
    }
    let top = client
        .post(&rules, &json!({ "name": "top", "priority": 1 }))
        .await;
    let due = [("top", 1), ("one", 2), ("two", 3)];
    assert_eq!(order(&client.get(&rules).await), named(&due));
    let path = format!("{rules}/{}", top.text("id"));
    let moved = json!({ "name": "top", "type": "SIGN_ON", "priority": 3 });
    assert_eq!(client.put(&path, &moved).await.body["priority"], 3);
    let due = [("one", 1), ("two", 2), ("top", 3)];
    assert_eq!(order(&client.get(&rules).await), named(&due));
    let wrong = client
        .post(&rules, &json!({ "name": "x", "type": "PASSWORD" }))
        .await;
    assert_eq!(wrong.error().1, "E0000001");
}

#[tokio::test]
async fn status_turns_by_lifecycle_calls_alone() {
    let org = ruled(Edition::Identity).await;
    let client = Client::of(&org).await;
    let path = made(&client, "PASSWORD", "long").await;
    let body = json!({ "type": "PASSWORD", "name": "longer", "status": "INACTIVE" });
    let seen = client.put(&path, &body).await;
    assert_eq!(seen.body["status"], "ACTIVE");
    assert!(seen.body["_links"]["deactivate"].is_object());
    for (verb, status) in [
        ("deactivate", "INACTIVE"),
        ("activate", "ACTIVE"),
        ("activate", "ACTIVE"),
    ] {
        let turned = client
            .act("POST", &format!("{path}/lifecycle/{verb}"))
            .await;
        assert_eq!((turned.status, turned.text.as_str()), (204, ""));
        assert_eq!(client.get(&path).await.body["status"], status);
    }
}

#[tokio::test]
async fn what_every_organisation_has_stays() {
    let org = ruled(Edition::Identity).await;
    let client = Client::of(&org).await;
    let list = client.get(&format!("{POLICIES}?type=PASSWORD")).await;
    let path = format!("{POLICIES}/{}", list.body[0]["id"].as_str().unwrap());
    assert_eq!(list.body[0]["system"], true);
    assert_eq!(client.delete(&path).await.status, 403);
    let off = client
        .act("POST", &format!("{path}/lifecycle/deactivate"))
        .await;
    assert_eq!(off.status, 403);
    let rules = client.get(&format!("{path}/rules")).await;
    assert_eq!(order(&rules), named(&[("Default Rule", 1)]));
    let rule = format!("{path}/rules/{}", rules.body[0]["id"].as_str().unwrap());
    assert_eq!(client.delete(&rule).await.status, 403);
}

#[tokio::test]
async fn an_app_policy_comes_with_its_catch_all_rule_and_can_be_cloned() {
    let org = ruled(Edition::Identity).await;
    let client = Client::of(&org).await;
    let path = made(&client, "ACCESS_POLICY", "strict").await;
    let rules = client.get(&format!("{path}/rules")).await;
    assert_eq!(order(&rules), named(&[("Catch-all Rule", 99)]));
    client
        .post(&format!("{path}/rules"), &json!({ "name": "own" }))
        .await;
    let clone = client.act("POST", &format!("{path}/clone")).await;
    assert_eq!(clone.body["name"], "[cloned] strict");
    let copied = format!("{POLICIES}/{}/rules", clone.text("id"));
    let due = [("own", 0), ("Catch-all Rule", 99)];
    assert_eq!(order(&client.get(&copied).await), named(&due));
    client.delete(&path).await;
    let (status, _, _) = client.get(&path).await.error();
    let summary = client.get(&path).await.text("errorSummary");
    assert!(
        status == 404 && summary.ends_with("(RuleSetEntity)"),
        "{summary}"
    );
    let whole = client
        .get(&format!("{POLICIES}/{}?expand=rules", clone.text("id")))
        .await;
    let rules = whole.body["_embedded"]["rules"].as_array();
    assert_eq!(rules.map(Vec::len), Some(2), "{}", whole.body);
}

#[tokio::test]
async fn a_list_must_say_which_type_and_the_old_engine_has_fewer() {
    let org = ruled(Edition::Classic).await;
    let client = Client::of(&org).await;
    assert_eq!(client.get(POLICIES).await.error().1, "E0000001");
    for kind in ["ACCESS_POLICY", "NO_SUCH"] {
        let answer = client.get(&format!("{POLICIES}?type={kind}")).await;
        assert_eq!(
            (answer.status, answer.text("errorCode").as_str()),
            (400, "E0000002")
        );
    }
    let old = client.get(&format!("{POLICIES}?type=MFA_ENROLL")).await;
    assert_eq!(order(&old), named(&[("Default Policy", 1)]));
}

#[tokio::test]
async fn a_simulation_finds_the_first_policy_with_a_rule() {
    let org = ruled(Edition::Identity).await;
    let client = Client::of(&org).await;
    let empty = made(&client, "OKTA_SIGN_ON", "without rules").await;
    let path = format!("{POLICIES}/simulate");
    let app = client.get("/api/v1/apps").await.body[0]["id"].clone();
    let asked = json!([{ "appInstance": app, "policyTypes": ["OKTA_SIGN_ON"] }]);
    let found = client.post(&path, &asked).await;
    let policies = |answer: &Answer| answer.body[0]["evaluation"][0]["result"]["policies"].clone();
    assert_eq!(
        policies(&found)[0]["name"],
        "Default Policy",
        "{}",
        found.text
    );
    let rule = client
        .post(&format!("{empty}/rules"), &json!({ "name": "now" }))
        .await;
    assert_eq!(rule.status, 200, "{}", rule.text);
    let found = client.post(&path, &asked).await;
    assert_eq!(policies(&found)[0]["rules"][0]["name"], "now");
    let context = json!({ "user": { "id": "00u1adalovelace0acme" } });
    let asked = json!([{ "appInstance": app, "policyContext": context }]);
    assert_eq!(client.post(&path, &asked).await.error().1, "E0000003");
}
