//! Factors: what a person enrols, how they prove it, and how it goes.

use serde_json::json;
use simorg::Org;

use crate::client::Client;

async fn ruled() -> Org {
    Org::acme()
        .users(10)
        .grant("all")
        .role("SUPER_ADMIN")
        .start()
        .await
        .unwrap()
}

const FACTORS: &str = "/api/v1/users/00u1adalovelace0acme/factors";

#[tokio::test]
async fn a_question_is_enrolled_once_and_answered() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let questions = client.get(&format!("{FACTORS}/questions")).await;
    assert!(questions.column("/question").len() > 10);
    let profile = json!({ "question": "first_award", "answer": "Spelling" });
    let body = json!({ "factorType": "question", "provider": "OKTA", "profile": profile });
    let made = client.post(FACTORS, &body).await;
    assert_eq!(made.text("status"), "ACTIVE");
    assert!(!made.body.to_string().contains("Spelling"));
    let again = client.post(FACTORS, &body).await;
    assert_eq!(
        again.body["errorCauses"][0]["errorSummary"],
        "A factor of this type is already set up."
    );
    let verify = format!("{FACTORS}/{}/verify", made.text("id"));
    let right = client.post(&verify, &json!({ "answer": "spelling" })).await;
    assert_eq!(right.text("factorResult"), "SUCCESS");
    let wrong = client.post(&verify, &json!({ "answer": "running" })).await;
    assert_eq!(wrong.error().1, "E0000068");
    let own = format!("{FACTORS}/{}", made.text("id"));
    assert_eq!(client.delete(&own).await.status, 204);
    assert_eq!(client.get(&own).await.error().1, "E0000007");
}

#[tokio::test]
async fn a_phone_waits_until_its_code_comes_back() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let body = json!({
        "factorType": "sms", "provider": "OKTA",
        "profile": { "phoneNumber": "+44 20 7946 0000" },
    });
    let made = client.post(FACTORS, &body).await;
    assert_eq!(made.text("status"), "PENDING_ACTIVATION");
    assert_eq!(made.body["_links"]["resend"][0]["name"], "sms");
    let own = format!("{FACTORS}/{}", made.text("id"));
    let activate = format!("{own}/lifecycle/activate");
    let code = |code: &str| json!({ "passCode": code });
    let wrong = client.post(&activate, &code("000000")).await;
    assert_eq!(wrong.error().1, "E0000068");
    let right = client.post(&activate, &code("123456")).await;
    assert_eq!(right.text("status"), "ACTIVE");
    assert_eq!(right.body["_links"].get("activate"), None);
    let asked = client.post(&format!("{own}/verify"), &json!({})).await;
    assert_eq!(asked.text("factorResult"), "CHALLENGE");
    let reset = "/api/v1/users/00u1adalovelace0acme/lifecycle/reset_factors";
    client.act("POST", reset).await;
    assert_eq!(client.get(FACTORS).await.body, json!([]));
}

#[tokio::test]
async fn an_administrator_overrides_the_risk_of_a_person() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let path = "/api/v1/users/00u1adalovelace0acme/risk";
    assert_eq!(client.get(path).await.text("riskLevel"), "NONE");
    let body = json!({ "riskLevel": "HIGH" });
    assert_eq!(client.put(path, &body).await.status, 201);
    assert_eq!(client.put(path, &body).await.status, 200);
    assert_eq!(client.get(path).await.text("riskLevel"), "HIGH");
    let none = json!({ "riskLevel": "NONE" });
    assert_eq!(client.put(path, &none).await.status, 400);
}
