//! The apps that sign in: made by the API, switched off, restricted, their keys turned over.

use serde_json::{Value, json};
use simorg::Org;

use crate::client::{Client, unique};
use crate::key::Key;

const TOKEN: &str = "00the-administrator-of-acme";

async fn acme() -> Org {
    let acme = Org::acme().users(20).grant("all").role("SUPER_ADMIN");
    acme.api_token(TOKEN).start().await.unwrap()
}

fn jwk(key: &Key, id: &str) -> Value {
    let mut jwk = key.jwk();
    jwk["kid"] = json!(id);
    jwk["use"] = json!("sig");
    jwk
}

/// Makes a service app with a key of its own, without DPoP, and a client for it.
async fn made(org: &Org) -> Client<'_> {
    let mut client = Client::new(org);
    client.key = Key::ec("P-256");
    client.key_id = unique();
    let app = json!({
        "name": "oidc_client", "label": unique(), "signOnMode": "OPENID_CONNECT",
        "credentials": { "oauthClient": { "token_endpoint_auth_method": "private_key_jwt" } },
        "settings": { "oauthClient": {
            "application_type": "service", "grant_types": ["client_credentials"],
            "response_types": ["token"], "dpop_bound_access_tokens": false,
            "jwks": { "keys": [jwk(&client.key, &client.key_id)] },
        } },
    });
    let app = Client::admin(org, TOKEN).post("/api/v1/apps", &app).await;
    assert_eq!(app.status, 200, "{}", app.body);
    client.id = app.text("id");
    client
}

async fn give(org: &Org, client: &Client<'_>, role: &str, scope: &str) {
    let admin = Client::admin(org, TOKEN);
    let grant = json!({ "scopeId": scope, "issuer": org.url() });
    let path = format!("/api/v1/apps/{}/grants", client.id);
    assert_eq!(admin.post(&path, &grant).await.status, 200);
    if role != "none" {
        let path = format!("/oauth2/v1/clients/{}/roles", client.id);
        let given = admin.post(&path, &json!({ "type": role })).await;
        assert_eq!(given.status, 201, "{}", given.body);
    }
}

async fn refused(client: &mut Client<'_>) -> (u16, String) {
    let answer = client.sign_in("okta.users.read").await;
    (answer.status, answer.text("error_description"))
}

#[tokio::test]
async fn an_app_made_by_the_api_signs_in_with_its_own_key_scopes_and_role() {
    let org = acme().await;
    let mut client = made(&org).await;
    let none = client.sign_in("okta.users.read").await;
    assert_eq!(none.text("error"), "consent_required");
    give(&org, &client, "READ_ONLY_ADMIN", "okta.users.read").await;
    let token = client.sign_in("okta.users.read okta.groups.read").await;
    assert_eq!(token.text("scope"), "okta.users.read", "{}", token.body);
    assert_eq!(token.text("token_type"), "Bearer");
    assert_eq!(client.get("/api/v1/users").await.status, 200);
    assert_eq!(client.get("/api/v1/groups").await.status, 403);
    let filter = "filter=eventType+eq+%22app.oauth2.token.grant.access_token%22";
    let path = format!("/api/v1/logs?{filter}&sortOrder=DESCENDING&limit=1");
    let log = Client::admin(&org, TOKEN).get(&path).await;
    assert_eq!(log.column("/actor/id"), [client.id.as_str()]);
}

#[tokio::test]
async fn an_app_or_a_key_that_is_not_active_does_not_sign_in() {
    let org = acme().await;
    let admin = Client::admin(&org, TOKEN);
    let mut client = made(&org).await;
    give(&org, &client, "READ_ONLY_ADMIN", "okta.users.read").await;
    assert_eq!(client.sign_in("okta.users.read").await.status, 200);
    let off = format!("/api/v1/apps/{}/lifecycle/deactivate", client.id);
    assert_eq!(admin.act("POST", &off).await.status, 200);
    assert_eq!(client.get("/api/v1/users").await.status, 401);
    let (status, text) = refused(&mut client).await;
    assert_eq!(status, 401);
    assert!(text.starts_with("Client authentication failed"), "{text}");
}

#[tokio::test]
async fn each_way_to_set_the_service_app_wrong_is_refused_in_its_own_words() {
    let org = acme().await;
    let mut own = Client::new(&org);
    let all = [
        (
            "app:inactive",
            401,
            "Client authentication failed. Either the client or the client credentials are invalid.",
        ),
        ("app:active", 200, ""),
        (
            "key:inactive",
            401,
            "The client_assertion JWT kid is invalid.",
        ),
        ("key:active", 200, ""),
        (
            "app_type:web",
            401,
            "Only clients with 'application_type' of 'service' may use the client_credentials 'grant_type' with the Org Authorization Server.",
        ),
        ("app_type:service", 200, ""),
        (
            "app_auth:client_secret_basic",
            401,
            "Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.",
        ),
        ("app_auth:private_key_jwt", 200, ""),
        (
            "network:outside",
            403,
            "The request is made from outside the client's permitted network zones.",
        ),
        ("network:anywhere", 200, ""),
    ];
    for (fault, status, text) in all {
        org.fault(fault, 1).unwrap();
        assert_eq!(
            refused(&mut own).await,
            (status, text.to_owned()),
            "{fault}"
        );
    }
}

#[tokio::test]
async fn a_network_zone_lets_in_whom_it_holds() {
    let org = acme().await;
    let admin = Client::admin(&org, TOKEN);
    let mut client = made(&org).await;
    give(&org, &client, "READ_ONLY_ADMIN", "okta.users.read").await;
    let path = format!("/api/v1/apps/{}", client.id);
    let mut app = admin.get(&path).await.body;
    for (range, status) in [("203.0.113.0/24", 403), ("127.0.0.0/8", 200)] {
        let zone = json!({ "type": "IP", "name": unique(), "status": "ACTIVE",
            "gateways": [{ "type": "CIDR", "value": range }] });
        let zone = admin.post("/api/v1/zones", &zone).await;
        assert_eq!(zone.status, 200, "{}", zone.body);
        app["settings"]["oauthClient"]["network"] =
            json!({ "connection": "ZONE", "include": [zone.text("id")] });
        let changed = admin.put(&path, &app).await;
        assert_eq!(changed.status, 200, "{}", changed.body);
        assert_eq!(refused(&mut client).await.0, status, "{range}");
    }
}

#[tokio::test]
async fn keys_are_turned_over_without_a_gap() {
    let org = acme().await;
    let admin = Client::admin(&org, TOKEN);
    let mut client = Client::new(&org);
    let keys = format!("/api/v1/apps/{}/credentials/jwks", client.id);
    let old = admin.get(&keys).await.body["jwks"]["keys"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let old = format!("{keys}/{old}");
    let off = format!("{old}/lifecycle/deactivate");
    let only = admin.act("POST", &off).await;
    assert!(
        only.error()
            .2
            .starts_with("Can't deactivate the only active")
    );
    let new = Key::ec("P-256");
    let added = admin.post(&keys, &jwk(&new, "second")).await;
    assert_eq!(added.status, 201, "{}", added.body);
    assert_eq!(client.sign_in("okta.users.read").await.status, 200);
    assert_eq!(admin.delete(&old).await.status, 400);
    let inactive = admin.act("POST", &off).await;
    assert_eq!(inactive.text("status"), "INACTIVE", "{}", inactive.body);
    assert_eq!(refused(&mut client).await.0, 401);
    client.key = new;
    client.key_id = "second".to_owned();
    assert_eq!(client.sign_in("okta.users.read").await.status, 200);
    assert_eq!(admin.delete(&old).await.status, 204);
    assert_eq!(admin.get(&old).await.status, 404);
}

#[tokio::test]
async fn where_the_organisation_says_so_a_new_client_becomes_a_super_administrator() {
    let org = acme().await;
    let admin = Client::admin(&org, TOKEN);
    let setting = "/api/v1/org/settings/clientPrivilegesSetting";
    let off = admin.get(setting).await;
    assert_eq!(off.body["clientPrivilegesSetting"], false);
    let on = json!({ "clientPrivilegesSetting": true });
    assert_eq!(admin.put(setting, &on).await.status, 200);
    let client = made(&org).await;
    give(&org, &client, "none", "okta.users.read").await;
    let roles = format!("/oauth2/v1/clients/{}/roles", client.id);
    assert_eq!(admin.get(&roles).await.column("/type"), ["SUPER_ADMIN"]);
    org.fault("client_privileges:off", 1).unwrap();
    let client = made(&org).await;
    give(&org, &client, "none", "okta.users.read").await;
    let roles = format!("/oauth2/v1/clients/{}/roles", client.id);
    assert_eq!(admin.get(&roles).await.body, json!([]));
}

#[tokio::test]
async fn dpop_is_switched_off_and_on_for_the_service_app() {
    let org = acme().await;
    let mut client = Client::new(&org);
    org.fault("dpop:off", 1).unwrap();
    let token = client.sign_in("okta.users.read").await;
    assert_eq!(token.text("token_type"), "Bearer");
    org.fault("dpop:required", 1).unwrap();
    let mut client = Client::new(&org);
    let token = client.sign_in("okta.users.read").await;
    assert_eq!(token.text("token_type"), "DPoP");
}
