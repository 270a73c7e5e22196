//! Admin roles: given, narrowed and taken; custom roles over resource sets.

use serde_json::json;
use simorg::Org;

use crate::client::Client;

async fn ruled() -> Org {
    Org::acme()
        .users(60)
        .grant("all")
        .role("SUPER_ADMIN")
        .start()
        .await
        .unwrap()
}

const ADA: &str = "00u1adalovelace0acme";
const ENGINEERING: &str = "00g1engineering0acme";
const SALES: &str = "00g1sales0000000acme";
const SETS: &str = "/api/v1/iam/resource-sets";

#[tokio::test]
async fn a_role_is_given_once_narrowed_to_groups_and_taken() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let roles = format!("/api/v1/users/{ADA}/roles");
    let given = client.post(&roles, &json!({ "type": "USER_ADMIN" })).await;
    assert_eq!(given.status, 201, "{}", given.body);
    assert_eq!(given.text("id"), "KVJUKUS7IFCE2SKO");
    let twice = client.post(&roles, &json!({ "type": "USER_ADMIN" })).await;
    assert_eq!(
        (twice.status, twice.text("errorCode").as_str()),
        (409, "E0000090")
    );
    let odd = client.post(&roles, &json!({ "type": "KING" })).await;
    assert_eq!(odd.text("errorCode"), "E0000001");

    let role = format!("{roles}/KVJUKUS7IFCE2SKO");
    let target = format!("{role}/targets/groups/{SALES}");
    assert_eq!(client.act("PUT", &target).await.status, 204);
    let app = format!("{role}/targets/catalog/apps/facebook");
    let wrong = client.act("PUT", &app).await;
    assert_eq!(wrong.text("errorCode"), "E0000091");
    let groups = client
        .get(&format!("{role}/targets/groups?limit=200"))
        .await;
    assert_eq!(groups.column("/profile/name"), ["Sales"]);
    assert!(groups.link("self").unwrap().contains("limit=20"));
    assert_eq!(client.delete(&target).await.status, 204);
    assert_eq!(client.delete(&target).await.status, 404);

    assert_eq!(client.delete(&role).await.status, 204);
    let gone = client.get(&role).await;
    assert_eq!(
        gone.text("errorSummary"),
        "Not found: Resource not found: KVJUKUS7IFCE2SKO (RoleAssignment)"
    );
}

#[tokio::test]
async fn a_groups_role_is_its_members_and_built_in_groups_have_none() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let roles = format!("/api/v1/groups/{ENGINEERING}/roles");
    let given = client
        .post(&roles, &json!({ "type": "REPORT_ADMIN" }))
        .await;
    assert!(given.text("id").starts_with("gra"), "{}", given.body);
    let hers = client.get(&format!("/api/v1/users/{ADA}/roles")).await;
    assert!(hers.column("/type").contains(&"REPORT_ADMIN".to_owned()));
    let everyone = client.get("/api/v1/groups?q=Everyone").await;
    let id = everyone.body[0]["id"].as_str().unwrap();
    let refused = client
        .post(
            &format!("/api/v1/groups/{id}/roles"),
            &json!({ "type": "APP_ADMIN" }),
        )
        .await;
    assert_eq!(refused.text("errorCode"), "E0000211");
}

#[tokio::test]
async fn the_service_app_loses_the_role_that_is_taken_from_it() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let roles = format!("/oauth2/v1/clients/{}/roles", org.client_id());
    let held = client.get(&roles).await;
    assert_eq!(held.column("/type"), ["SUPER_ADMIN"]);
    let id = held.body[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(client.delete(&format!("{roles}/{id}")).await.status, 204);
    assert_eq!(client.get(&roles).await.text("errorCode"), "E0000006");
}

#[tokio::test]
async fn a_binding_gives_its_members_a_custom_role_over_a_set() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let role = json!({ "label": "Readers", "description": "They read", "permissions": ["okta.users.read"] });
    let made = client.post("/api/v1/iam/roles", &role).await;
    assert_eq!(made.status, 200, "{}", made.body);
    assert!(made.link("self").unwrap().ends_with(&made.text("id")));
    let twice = client.post("/api/v1/iam/roles", &role).await;
    let cause = &twice.body["errorCauses"][0]["errorSummary"];
    assert_eq!(
        cause,
        "label: There is already an admin role with this name."
    );
    let permissions = client.get("/api/v1/iam/roles/Readers/permissions").await;
    assert_eq!(
        permissions.body["permissions"][0]["label"],
        "okta.users.read"
    );
    assert_eq!(permissions.headers.get("link"), None);

    let url = |path: &str| format!("{}/api/v1/{path}", org.url());
    let body = json!({ "label": "People", "description": "All", "resources": [url("users"), format!("orn:okta:directory:00o1:groups:{SALES}")] });
    let set = client.post(SETS, &body).await.text("id");
    let resources = client.get(&format!("{SETS}/{set}/resources")).await;
    let rows = resources.body["resources"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["_links"]["users"]["href"], url("users"));
    assert_eq!(
        rows[1]["_links"]["self"]["href"],
        url(&format!("groups/{SALES}"))
    );

    let bindings = format!("{SETS}/{set}/bindings");
    let body = json!({ "role": "nobody", "members": [] });
    let missing = client.post(&bindings, &body).await;
    assert_eq!(
        missing.text("errorSummary"),
        "Not found: Resource not found: nobody (CustomRole)"
    );
    let body = json!({ "role": made.text("id"), "members": [url(&format!("users/{ADA}"))] });
    assert_eq!(client.post(&bindings, &body).await.status, 200);
    let hers = client.get(&format!("/api/v1/users/{ADA}/roles")).await;
    assert_eq!(hers.column("/label"), ["Readers"]);
    assert_eq!(hers.body[0]["resource-set"], set);
    let members = format!("{bindings}/{}/members", made.text("id"));
    let listed = client.get(&members).await;
    let member = listed.body["members"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        client.delete(&format!("{members}/{member}")).await.status,
        204
    );
    let hers = client.get(&format!("/api/v1/users/{ADA}/roles")).await;
    assert_eq!(hers.body, json!([]));
}

#[tokio::test]
async fn resource_sets_page_in_their_body() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    for number in 0..25 {
        let body = json!({ "label": format!("Set {number}"), "description": "d", "resources": [] });
        assert_eq!(client.post(SETS, &body).await.status, 200);
    }
    let first = client.get(SETS).await;
    assert_eq!(first.body["resource-sets"].as_array().unwrap().len(), 20);
    let next = first.body["_links"]["next"]["href"].as_str().unwrap();
    let path = next.strip_prefix(org.url()).unwrap();
    let second = client.get(path).await;
    assert_eq!(second.body["resource-sets"].as_array().unwrap().len(), 5);
    assert_eq!(second.body["_links"].get("next"), None);
}
