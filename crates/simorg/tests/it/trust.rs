//! Whom the organisation trusts, and with what: identity providers, authorization servers,
//! authenticators, zones, devices.

use serde_json::{Value, json};
use simorg::{Edition, Org};

use crate::client::{Answer, Client};

async fn ruled(edition: Edition) -> Org {
    let settings = Org::acme().users(5).grant("all").role("SUPER_ADMIN");
    settings.edition(edition).start().await.unwrap()
}

async fn made(client: &Client<'_>, list: &str, body: &Value) -> Answer {
    let answer = client.post(list, body).await;
    assert!(matches!(answer.status, 200 | 201), "{}", answer.text);
    answer
}

fn saml(name: &str) -> Value {
    json!({
        "type": "SAML2", "name": name, "issuerMode": "ORG_URL",
        "protocol": {
            "type": "SAML2",
            "endpoints": { "sso": { "url": "https://idp.acme.example/sso" } },
            "credentials": { "trust": { "issuer": "acme", "kid": "k1" } },
        },
        "policy": { "subject": { "filter": null } },
    })
}

#[tokio::test]
async fn an_identity_provider_shows_what_its_type_has() {
    let org = ruled(Edition::Identity).await;
    let client = Client::of(&org).await;
    let list = "/api/v1/idps";
    let made_saml = made(&client, list, &saml("partner")).await.body;
    assert!(made_saml.get("issuerMode").is_none());
    assert!(made_saml["_links"]["metadata"].is_object());
    let audience = made_saml["protocol"]["credentials"]["trust"]["audience"].clone();
    let body = json!({ "type": "GOOGLE", "name": "mail", "protocol": { "scopes": ["openid"] } });
    let google = made(&client, list, &body).await.body;
    assert_eq!(
        google["protocol"]["endpoints"]["token"]["binding"],
        "HTTP-POST"
    );
    let authorize = google["_links"]["authorize"]["href"].as_str().unwrap();
    assert!(authorize.ends_with("nonce={nonce}"), "{authorize}");
    let found = client.get("/api/v1/idps?type=SAML2&q=part&limit=1").await;
    assert_eq!(found.column("/name"), ["partner"]);
    assert!(
        found
            .link("self")
            .is_some_and(|link| link.ends_with("/idps?limit=1"))
    );
    // A replacement without a status switches it off, and keeps what Okta made.
    let path = format!("{list}/{}", made_saml["id"].as_str().unwrap());
    let mut changed = saml("partner two");
    changed["protocol"]["credentials"]["trust"]["kid"] = json!("k2");
    let seen = client.put(&path, &changed).await.body;
    assert_eq!(seen["status"], "INACTIVE");
    assert_eq!(
        seen["protocol"]["credentials"]["trust"]["audience"],
        audience
    );
    assert!(seen["_links"]["activate"].is_object());
    let keys = client.get(&format!("{path}/credentials/keys")).await;
    assert_eq!(keys.column("/kid").len(), 1);
    let key = client
        .act(
            "POST",
            &format!("{path}/credentials/keys/generate?validityYears=2"),
        )
        .await;
    assert_eq!(key.status, 201, "{}", key.text);
    assert_eq!(
        client
            .get(&format!("{path}/credentials/keys"))
            .await
            .column("/kid")
            .len(),
        2
    );
}

#[tokio::test]
async fn an_authorization_server_comes_with_claims_scopes_and_a_key_that_turns() {
    let org = ruled(Edition::Identity).await;
    let client = Client::of(&org).await;
    let list = "/api/v1/authorizationServers";
    let body = json!({ "name": "orders", "audiences": ["api://orders"] });
    let server = made(&client, list, &body).await;
    assert_eq!(server.status, 201);
    let path = format!("{list}/{}", server.text("id"));
    let scopes = client.get(&format!("{path}/scopes")).await.column("/name");
    assert!(scopes.contains(&"offline_access".to_owned()));
    let claims = client.get(&format!("{path}/claims")).await.column("/name");
    assert!(claims.contains(&"sub".to_owned()));
    let before = client
        .get(&format!("{path}/credentials/keys"))
        .await
        .column("/kid");
    let rotate = format!("{path}/credentials/lifecycle/keyRotate");
    let after = client.post(&rotate, &json!({ "use": "sig" })).await;
    assert_eq!(after.column("/status"), ["ACTIVE", "EXPIRED"]);
    assert_eq!(after.column("/kid").last(), before.first());
    let shown = client.get(&path).await.body;
    assert_eq!(shown["credentials"]["signing"]["kid"], after.body[0]["kid"]);
    let default = client.get(&format!("{list}/default")).await.body;
    assert_eq!(default["default"], true);
    assert!(
        default["issuer"]
            .as_str()
            .unwrap()
            .ends_with("/oauth2/default")
    );
}

#[tokio::test]
async fn the_old_engine_has_no_authorization_servers() {
    let org = ruled(Edition::Classic).await;
    let client = Client::of(&org).await;
    let refused = client.get("/api/v1/authorizationServers").await;
    assert_eq!(
        (refused.status, refused.text("errorCode").as_str()),
        (401, "E0000015")
    );
}

#[tokio::test]
async fn policies_and_rules_of_a_server_make_rows() {
    let org = ruled(Edition::Identity).await;
    let client = Client::of(&org).await;
    let list = "/api/v1/authorizationServers/default/policies";
    let policy = made(&client, list, &json!({ "name": "mine", "priority": 1 })).await;
    assert_eq!(policy.status, 201);
    let seen = client.get(list).await;
    assert_eq!(seen.column("/name"), ["mine", "Default Policy"]);
    let rules = format!("{list}/{}/rules", policy.text("id"));
    let rule = |name: &str| json!({ "name": name, "type": "RESOURCE_ACCESS", "conditions": {} });
    let first = made(&client, &rules, &rule("a")).await;
    made(&client, &rules, &rule("b")).await;
    assert_eq!(
        first.body["conditions"]["people"]["users"]["exclude"],
        json!([])
    );
    client
        .delete(&format!("{rules}/{}", first.text("id")))
        .await;
    assert_eq!(client.get(&rules).await.body[0]["priority"], 1);
}

#[tokio::test]
async fn an_authenticator_that_policies_offer_cannot_be_switched_off() {
    let org = ruled(Edition::Identity).await;
    let client = Client::of(&org).await;
    let list = "/api/v1/authenticators";
    let all = client.get(list).await;
    let id = |key: &str| {
        let rows = all.body.as_array().unwrap();
        let row = rows.iter().find(|row| row["key"] == key).unwrap();
        row["id"].as_str().unwrap().to_owned()
    };
    let off = |key: &str| format!("{list}/{}/lifecycle/deactivate", id(key));
    let (status, code, cause) = client.act("POST", &off("okta_verify")).await.error();
    assert_eq!((status, code.as_str()), (403, "E0000148"));
    assert_eq!(cause, "Authenticator Enrollment Policies: Default Policy");
    let seen = client.act("POST", &off("security_question")).await;
    assert_eq!(seen.body["status"], "INACTIVE");
    let again = client.act("POST", &off("security_question")).await;
    assert_eq!(
        (again.status, again.text("errorCode").as_str()),
        (400, "E0000001")
    );
    let body = json!({ "key": "okta_email", "name": "Second" });
    assert_eq!(client.post(list, &body).await.error().1, "E0000001");
    let methods = client
        .get(&format!("{list}/{}/methods", id("phone_number")))
        .await;
    assert_eq!(methods.column("/type"), ["sms", "voice"]);
    let models = client
        .get(&format!("{list}/{}/aaguids", id("okta_email")))
        .await;
    assert_eq!(models.text("errorCode"), "E0000015");
}

#[tokio::test]
async fn a_new_authenticator_is_offered_and_enrolment_policies_name_all_that_is_on() {
    let org = ruled(Edition::Identity).await;
    let client = Client::of(&org).await;
    let body = json!({ "key": "custom_otp", "name": "Token" });
    let token = made(&client, "/api/v1/authenticators?activate=true", &body).await;
    assert_eq!(token.body["status"], "ACTIVE");
    let off = format!(
        "/api/v1/authenticators/{}/lifecycle/deactivate",
        token.text("id")
    );
    assert_eq!(client.act("POST", &off).await.text("errorCode"), "E0000148");
    let settings = json!({ "type": "AUTHENTICATORS", "authenticators": [
        { "key": "okta_password", "enroll": { "self": "REQUIRED" } } ] });
    let body = json!({ "type": "MFA_ENROLL", "name": "few", "settings": settings });
    let policy = made(&client, "/api/v1/policies", &body).await;
    let entries = policy.body["settings"]["authenticators"]
        .as_array()
        .unwrap();
    let own = |key: &str| {
        let entry = entries.iter().find(|entry| entry["key"] == key).unwrap();
        entry["enroll"]["self"].clone()
    };
    assert_eq!(own("okta_password"), "REQUIRED");
    assert_eq!(own("okta_verify"), "NOT_ALLOWED");
    assert_eq!(own("custom_otp"), "NOT_ALLOWED");
}

#[tokio::test]
async fn zones_devices_and_settings_keep_to_their_forms() {
    let org = ruled(Edition::Identity).await;
    let client = Client::of(&org).await;
    let body = json!({ "type": "DYNAMIC", "name": "far", "locations": [{ "country": "NZ" }] });
    let zone = made(&client, "/api/v1/zones", &body).await.body;
    assert_eq!(zone["locations"][0]["region"], Value::Null);
    let nameless = client.post("/api/v1/zones", &json!({ "type": "IP" })).await;
    assert_eq!(nameless.error().2, "name: The field cannot be left blank");
    let empty = json!({ "name": "any", "platform": "CHROMEOS" });
    let refused = client.post("/api/v1/device-assurances", &empty).await;
    assert_eq!(refused.error().1, "E0000001");
    let threats = "/api/v1/threats/configuration";
    client.post(threats, &json!({ "action": "audit" })).await;
    let seen = client.get(threats).await.body;
    assert_eq!(
        (&seen["action"], &seen["excludeZones"]),
        (&json!("audit"), &json!([]))
    );
    let bad = client.get("/api/v1/devices?after=nowhere").await;
    assert_eq!(bad.error().1, "E0000031");
    let devices = client.get("/api/v1/devices").await;
    let device = format!(
        "/api/v1/devices/{}",
        devices.body[0]["id"].as_str().unwrap()
    );
    assert_eq!(client.delete(&device).await.status, 400);
    assert_eq!(
        client
            .act("POST", &format!("{device}/lifecycle/deactivate"))
            .await
            .status,
        204
    );
    assert_eq!(client.delete(&device).await.status, 204);
}
