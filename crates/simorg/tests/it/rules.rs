//! Group rules: who is put into which groups, and who owns a group.

use serde_json::{Value, json};
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

const RULES: &str = "/api/v1/groups/rules";
const ADA: &str = "00u1adalovelace0acme";
const GRACE: &str = "00u1gracehopper0acme";

async fn group(client: &Client<'_>, name: &str) -> String {
    let body = json!({ "profile": { "name": name } });
    client.post("/api/v1/groups", &body).await.text("id")
}

fn rule(expression: &str, group: &str) -> Value {
    json!({
        "type": "group_rule",
        "name": "Titles",
        "conditions": {
            "expression": { "value": expression, "type": "urn:okta:expression:1.0" },
            "people": { "users": { "exclude": [GRACE] } },
        },
        "actions": { "assignUserToGroups": { "groupIds": [group] } },
    })
}

async fn members(client: &Client<'_>, group: &str) -> Vec<String> {
    let users = client.get(&format!("/api/v1/groups/{group}/users")).await;
    users.column("/id")
}

#[tokio::test]
async fn a_rule_is_followed_while_it_is_active() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let target = group(&client, "Titled").await;
    let text = "user.title == \"Duke\" OR String.startsWith(user.title, \"VP\")";
    let made = client.post(RULES, &rule(text, &target)).await;
    assert_eq!(made.status, 200);
    assert_eq!(made.text("status"), "INACTIVE");
    let own = format!("{RULES}/{}", made.text("id"));
    let ada = format!("/api/v1/users/{ADA}");
    let titled = |title: &str| json!({ "profile": { "title": title } });
    client.post(&ada, &titled("Duke")).await;
    assert!(members(&client, &target).await.is_empty());
    let turn = format!("{own}/lifecycle/activate");
    assert_eq!(client.act("POST", &turn).await.status, 204);
    // Grace is a VP, and excluded.
    assert_eq!(members(&client, &target).await, [ADA]);
    client.post(&ada, &titled("Countess")).await;
    assert!(members(&client, &target).await.is_empty());
    client.post(&ada, &titled("Duke")).await;
    let refusal = client.put(&own, &rule(text, &target)).await;
    assert_eq!(refusal.status, 400);
    // Whoever is taken out by hand stays out.
    let member = format!("/api/v1/groups/{target}/users/{ADA}");
    assert_eq!(client.delete(&member).await.status, 204);
    assert!(members(&client, &target).await.is_empty());
    let rule = client.get(&own).await.body;
    let excluded = &rule["conditions"]["people"]["users"]["exclude"];
    assert_eq!(*excluded, json!([GRACE, ADA]));
}

#[tokio::test]
async fn people_stay_in_the_group_of_a_deleted_rule_unless_asked() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    for (remove, left) in [("false", 1), ("true", 0)] {
        let target = group(&client, &format!("Kept {remove}")).await;
        let text = format!("user.login == \"ada@acme.example\" && \"{remove}\" != \"\"");
        let made = client.post(RULES, &rule(&text, &target)).await;
        let own = format!("{RULES}/{}", made.text("id"));
        client
            .act("POST", &format!("{own}/lifecycle/activate"))
            .await;
        client
            .act("POST", &format!("{own}/lifecycle/deactivate"))
            .await;
        assert_eq!(members(&client, &target).await, [ADA]);
        let gone = client.delete(&format!("{own}?removeUsers={remove}")).await;
        assert_eq!((gone.status, gone.body), (202, json!({})));
        assert_eq!(members(&client, &target).await.len(), left, "{remove}");
        assert_eq!(client.get(&own).await.error().1, "E0000007");
    }
}

#[tokio::test]
async fn a_rule_is_spoilt_by_the_loss_of_its_group() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let target = group(&client, "Short-lived").await;
    let made = client
        .post(RULES, &rule("user.city == \"Rome\"", &target))
        .await;
    client.delete(&format!("/api/v1/groups/{target}")).await;
    let own = format!("{RULES}/{}", made.text("id"));
    let spoilt = client.get(&own).await;
    assert_eq!(spoilt.text("status"), "INVALID");
    assert_eq!(spoilt.body["allGroupsValid"], false);
    let refusal = client
        .act("POST", &format!("{own}/lifecycle/activate"))
        .await;
    assert_eq!(refusal.error().1, "E0000001");
    assert_eq!(client.delete(&own).await.status, 202);
}

#[tokio::test]
async fn a_sentence_that_is_none_is_refused_in_oktas_words() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let target = group(&client, "Never").await;
    let bad = "(user.title == \"Duke\"";
    let refusal = client.post(RULES, &rule(bad, &target)).await;
    let causes = &refusal.body["errorCauses"];
    assert_eq!(
        causes[0]["errorSummary"].as_str(),
        Some(format!("Invalid expression syntax {bad}").as_str())
    );
    assert_eq!(causes[1]["errorSummary"], "conditions: Invalid expression");
}

#[tokio::test]
async fn a_group_has_owners_each_once() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let target = group(&client, "Owned").await;
    let owners = format!("/api/v1/groups/{target}/owners");
    let body = json!({ "id": ADA, "type": "USER" });
    let made = client.post(&owners, &body).await;
    assert_eq!(made.status, 201);
    assert_eq!(made.text("displayName"), "Ada Lovelace");
    let again = client.post(&owners, &body).await;
    assert_eq!(
        again.body["errorCauses"][0]["errorSummary"],
        "Provided owner is already assigned to this group"
    );
    assert_eq!(client.get(&owners).await.column("/id"), [ADA]);
    let own = format!("{owners}/{ADA}");
    assert_eq!(client.delete(&own).await.status, 204);
    assert_eq!(client.delete(&own).await.status, 404);
}
