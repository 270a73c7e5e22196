//! What an organisation keeps of itself: brands, domains, templates, hooks, settings, governance.

use serde_json::{Value, json};
use simorg::Org;

use crate::client::{Answer, Client};

async fn ruled() -> Org {
    Org::acme()
        .users(60)
        .grant("all")
        .role("SUPER_ADMIN")
        .start()
        .await
        .unwrap()
}

const DEFAULT: &str = "/api/v1/brands/bnd1default00000acme";

fn refused(answer: &Answer) -> (u16, String) {
    (answer.status, answer.text("errorCode"))
}

fn told(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[tokio::test]
async fn a_brand_comes_with_a_theme_and_goes_unless_a_domain_shows_it() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let made = client
        .post("/api/v1/brands", &json!({ "name": "Second" }))
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    let brand = format!("/api/v1/brands/{}", made.text("id"));
    let themes = client.get(&format!("{brand}/themes")).await;
    assert_eq!(themes.body.as_array().unwrap().len(), 1);
    let twice = client
        .post("/api/v1/brands", &json!({ "name": "Second" }))
        .await;
    assert_eq!(refused(&twice), told(409, "E0000202"));
    assert_eq!(
        refused(&client.delete(DEFAULT).await),
        told(409, "E0000200")
    );

    let body = json!({ "domain": "id.acme.example", "certificateSourceType": "MANUAL", "brandId": made.text("id") });
    let domain = client.post("/api/v1/domains", &body).await;
    assert_eq!(domain.status, 201, "{}", domain.body);
    assert_eq!(refused(&client.delete(&brand).await), told(409, "E0000201"));
    let path = format!("/api/v1/domains/{}", domain.text("id"));
    let early =
        json!({ "type": "PEM", "certificate": "c", "certificateChain": "c", "privateKey": "p" });
    let early = client.put(&format!("{path}/certificate"), &early).await;
    assert_eq!(refused(&early), told(403, "E0000165"));
    let verified = client.act("POST", &format!("{path}/verify")).await;
    assert_eq!(verified.text("validationStatus"), "VERIFIED");
    assert_eq!(client.delete(&path).await.status, 204);
    assert_eq!(refused(&client.get(&path).await), told(404, "E0000163"));
    assert_eq!(client.delete(&brand).await.status, 204);
}

#[tokio::test]
async fn a_domain_without_a_brand_brings_one_and_strange_zones_are_not_verified() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let body = json!({ "domain": "www.example.com", "certificateSourceType": "MANUAL" });
    let domain = client.post("/api/v1/domains", &body).await;
    let brand = client
        .get(&format!("/api/v1/brands/{}", domain.text("brandId")))
        .await;
    assert_eq!(brand.text("name"), "www.example.com");
    let path = format!("/api/v1/domains/{}/verify", domain.text("id"));
    let verified = client.act("POST", &path).await;
    assert_eq!(verified.text("validationStatus"), "FAILED_TO_VERIFY");
    let managed = json!({ "domain": "a.example.com", "certificateSourceType": "OKTA_MANAGED" });
    let managed = client.post("/api/v1/domains", &managed).await;
    assert_eq!(
        managed.text("errorSummary"),
        "Api validation failed: domain"
    );
}

#[tokio::test]
async fn one_customization_of_a_template_is_the_default() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let path = format!("{DEFAULT}/templates/email/ForgotPassword/customizations");
    let body = |language: &str, default: Value| json!({ "language": language, "subject": "s", "body": "b", "isDefault": default });
    let english = client.post(&path, &body("en", json!(false))).await;
    assert_eq!(english.body["isDefault"], true, "{}", english.body);
    let again = client.post(&path, &body("en", json!(false))).await;
    assert_eq!(refused(&again), told(409, "E0000183"));
    let second = client.post(&path, &body("fr", json!(true))).await;
    assert_eq!(refused(&second), told(409, "E0000182"));
    let french = client.post(&path, &body("fr", json!(false))).await;
    let english = format!("{path}/{}", english.text("id"));
    let french = format!("{path}/{}", french.text("id"));
    let off = client.put(&english, &body("en", json!(false))).await;
    assert_eq!(refused(&off), told(409, "E0000185"));
    assert_eq!(
        refused(&client.delete(&english).await),
        told(409, "E0000184")
    );
    client.put(&french, &body("fr", json!(true))).await;
    assert_eq!(client.get(&english).await.body["isDefault"], false);
    assert_eq!(client.delete(&english).await.status, 204);
    assert_eq!(client.delete(&path).await.status, 204);
    assert_eq!(client.get(&path).await.body, json!([]));
}

#[tokio::test]
async fn hooks_hide_their_secrets_and_show_what_can_be_done() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let body = json!({
        "name": "hook", "events": { "type": "EVENT_TYPE", "items": ["user.lifecycle.create"] },
        "channel": { "type": "HTTP", "version": "1.0.0", "config": { "uri": "https://acme.example/hook",
            "authScheme": { "type": "HEADER", "key": "Authorization", "value": "secret" } } },
    });
    let hook = client.post("/api/v1/eventHooks", &body).await;
    assert_eq!(hook.status, 200, "{}", hook.body);
    assert!(!hook.body.to_string().contains("secret"));
    let path = format!("/api/v1/eventHooks/{}", hook.text("id"));
    let verified = client
        .act("POST", &format!("{path}/lifecycle/verify"))
        .await;
    assert_eq!(verified.text("verificationStatus"), "VERIFIED");
    let off = client
        .act("POST", &format!("{path}/lifecycle/deactivate"))
        .await;
    assert_eq!(off.text("status"), "INACTIVE");
    assert!(off.body["_links"].get("activate").is_some());
    assert!(off.body["_links"].get("deactivate").is_none());
    assert_eq!(client.delete(&path).await.status, 204);

    let key = client
        .post("/api/v1/hook-keys", &json!({ "name": "key" }))
        .await;
    assert_eq!(key.body["_embedded"]["kid"], key.body["keyId"]);
    let path = format!("/api/v1/hook-keys/{}", key.text("id"));
    assert_eq!(client.get(&path).await.body.get("_embedded"), None);
    let public = format!("/api/v1/hook-keys/public/{}", key.text("keyId"));
    assert_eq!(client.get(&public).await.body, key.body["_embedded"]);
}

#[tokio::test]
async fn settings_that_are_there_once_are_turned_and_kept() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let support = "/api/v1/org/privacy/oktaSupport";
    assert_eq!(client.get(support).await.text("support"), "DISABLED");
    let granted = client.act("POST", &format!("{support}/grant")).await;
    assert_eq!(granted.status, 200);
    let extended = client.act("POST", &format!("{support}/extend")).await;
    assert!(extended.text("expiration") > granted.text("expiration"));
    client.act("POST", &format!("{support}/revoke")).await;
    assert_eq!(client.get(support).await.body["expiration"], Value::Null);

    let threshold = "/api/v1/rate-limit-settings/warning-threshold";
    client
        .put(threshold, &json!({ "warningThreshold": 75 }))
        .await;
    assert_eq!(client.get(threshold).await.body["warningThreshold"], 75);
    client
        .post("/api/v1/org", &json!({ "supportPhoneNumber": "1" }))
        .await;
    let shown = client.get("/api/v1/org").await;
    assert_eq!(
        (shown.text("companyName"), shown.text("supportPhoneNumber")),
        ("Acme".to_owned(), "1".to_owned())
    );
    let list = client.get("/api/v1/principal-rate-limits").await;
    assert_eq!(refused(&list), told(400, "E0000001"));

    let one = "/api/v1/roles/SUPER_ADMIN/subscriptions/OKTA_ISSUE";
    assert_eq!(client.get(one).await.text("status"), "subscribed");
    assert_eq!(
        client
            .act("POST", &format!("{one}/unsubscribe"))
            .await
            .status,
        200
    );
    assert_eq!(client.get(one).await.text("status"), "unsubscribed");
    let nothing = client
        .get("/api/v1/roles/SUPER_ADMIN/subscriptions/NOTHING")
        .await;
    assert_eq!(nothing.status, 404);
}

#[tokio::test]
async fn a_form_asks_only_for_attributes_that_people_have() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let form = |scope: &str, format: &str| {
        json!({ "uiSchema": { "type": "Group", "elements": [
            { "type": "Control", "scope": scope, "label": "l", "options": { "format": format } }] } })
    };
    let path = "/api/v1/meta/uischemas";
    let good = client.post(path, &form("#/properties/email", "text")).await;
    assert_eq!(good.status, 200, "{}", good.body);
    let unknown = client.post(path, &form("#/properties/shoe", "text")).await;
    assert_eq!(refused(&unknown), told(400, "E0000001"));
    let odd = client
        .post(path, &form("#/properties/email", "email"))
        .await;
    assert_eq!(refused(&odd), told(400, "E0000003"));
    let one = format!("{path}/{}", good.text("id"));
    assert_eq!(client.delete(&one).await.status, 204);
    assert_eq!(client.delete(&one).await.status, 204);
}

#[tokio::test]
async fn an_import_that_runs_cannot_be_cancelled() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let sessions = "/api/v1/identity-sources/0oa1hr/sessions";
    let session = client.act("POST", sessions).await;
    assert_eq!(
        (session.status, session.text("status").as_str()),
        (201, "CREATED")
    );
    let one = format!("{sessions}/{}", session.text("id"));
    let body = json!({ "entityType": "USERS", "profiles": [] });
    assert_eq!(
        client
            .post(&format!("{one}/bulk-upsert"), &body)
            .await
            .status,
        202
    );
    assert_eq!(client.get(&one).await.text("status"), "IN_PROGRESS");
    let started = client.act("POST", &format!("{one}/start-import")).await;
    assert_eq!(started.text("status"), "TRIGGERED");
    assert_eq!(refused(&client.delete(&one).await), told(400, "E0000001"));
}

#[tokio::test]
async fn entitlements_are_changed_by_json_patch_and_listed_in_an_envelope() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let path = "/governance/api/v1/entitlements";
    let body = json!({
        "name": "License", "externalValue": "license", "dataType": "array", "multiValue": true,
        "parent": { "externalId": "0oa1crm", "type": "APPLICATION" },
        "values": [{ "name": "one", "externalValue": "1" }],
    });
    let made = client.post(path, &body).await;
    assert_eq!(
        (made.status, &made.body["metadata"]["total"]),
        (201, &json!(1)),
        "{}",
        made.body
    );
    let value = made.body["values"][0]["id"].as_str().unwrap();
    let changes = json!([
        { "op": "REPLACE", "path": "/name", "value": "Seat", "refType": "ENTITLEMENT" },
        { "op": "REPLACE", "path": format!("/values/{value}"), "value": { "name": "uno" }, "refType": "ENTITLEMENT-VALUE" },
        { "op": "ADD", "path": "/values/-", "value": { "name": "two", "externalValue": "2" }, "refType": "ENTITLEMENT-VALUE" },
    ]);
    let one = format!("{path}/{}", made.text("id"));
    let request = crate::client::json_body(client.request("PATCH", &one), &changes);
    let after = Answer::of(request.send().await.unwrap()).await;
    assert_eq!(after.text("name"), "Seat", "{}", after.body);
    assert_eq!(after.body["values"][0]["name"], "uno");
    assert_eq!(after.body["metadata"]["total"], 2);
    let listed = client
        .get(&format!("{path}?filter=name+eq+%22Seat%22"))
        .await;
    let rows = listed.body["data"].as_array();
    assert_eq!(rows.map(Vec::len), Some(1), "{}", listed.body);
    assert!(
        listed.body["_links"]["self"]["href"]
            .as_str()
            .unwrap()
            .contains("limit=20")
    );
}

#[tokio::test]
async fn the_organisation_stays_itself_when_its_settings_change() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let before = client.get("/api/v1/org").await;
    let change =
        json!({ "id": "00o-another", "created": "1999-01-01T00:00:00.000Z", "city": "London" });
    let after = client.post("/api/v1/org", &change).await;
    assert_eq!(after.status, 200, "{}", after.body);
    assert_eq!(after.text("city"), "London");
    for name in ["id", "created", "companyName", "subdomain"] {
        assert_eq!(after.body[name], before.body[name], "{name}");
    }
    assert_eq!(
        client.get("/api/v1/org").await.body["id"],
        before.body["id"]
    );
}
