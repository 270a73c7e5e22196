//! How far roles reach: custom roles over resource sets, and standard roles narrowed to targets.

use serde_json::{Value, json};
use simorg::Org;

use crate::client::Client;

const TOKEN: &str = "00the-administrator-of-acme";
const ADA: &str = "00u1adalovelace0acme";
const ENGINEERING: &str = "00g1engineering0acme";
const SALES: &str = "00g1sales0000000acme";

async fn without_role() -> Org {
    let acme = Org::acme().users(60).grant("all").role("none");
    acme.api_token(TOKEN).start().await.unwrap()
}

fn roles(org: &Org) -> String {
    format!("/oauth2/v1/clients/{}/roles", org.client_id())
}

/// Gives the service app a custom role over resources, and says what Okta answers.
async fn customize(org: &Org, permissions: &[&str], resources: &[&str]) {
    let admin = Client::admin(org, TOKEN);
    let role = json!({ "label": "Some", "description": "Some", "permissions": permissions });
    let role = admin.post("/api/v1/iam/roles", &role).await;
    let resources: Vec<String> = resources
        .iter()
        .map(|path| format!("{}/api/v1/{path}", org.url()))
        .collect();
    let set = json!({ "label": "Some", "description": "Some", "resources": resources });
    let set = admin.post("/api/v1/iam/resource-sets", &set).await;
    let given =
        json!({ "type": "CUSTOM", "role": role.text("id"), "resource-set": set.text("id") });
    let given = admin.post(&roles(org), &given).await;
    assert_eq!(given.status, 201, "{}", given.body);
}

/// Gives the service app a standard role, narrowed to targets.
async fn narrow(org: &Org, role: &str, targets: &[&str]) {
    let admin = Client::admin(org, TOKEN);
    let given = admin.post(&roles(org), &json!({ "type": role })).await;
    assert_eq!(given.status, 201, "{}", given.body);
    for target in targets {
        let path = format!("{}/{}/targets/{target}", roles(org), given.text("id"));
        let narrowed = admin.act("PUT", &path).await;
        assert_eq!(narrowed.status, 204, "{}", narrowed.body);
    }
}

fn ids(list: &Value) -> Vec<String> {
    let rows = list.as_array().into_iter().flatten();
    let mut ids: Vec<String> = rows
        .filter_map(|row| Some(row["id"].as_str()?.to_owned()))
        .collect();
    ids.sort();
    ids
}

/// The people of a group, but for those whom a list without a filter leaves out.
async fn listed(org: &Org, group: &str) -> Vec<String> {
    let admin = Client::admin(org, TOKEN);
    let all = ids(&admin.get("/api/v1/users?limit=200").await.body);
    let members = admin.get(&format!("/api/v1/groups/{group}/users")).await;
    let members = ids(&members.body).into_iter();
    members.filter(|id| all.contains(id)).collect()
}

async fn stranger(org: &Org) -> String {
    let admin = Client::admin(org, TOKEN);
    let of_group = format!("/api/v1/groups/{ENGINEERING}/users");
    let inside = ids(&admin.get(&of_group).await.body);
    let all = ids(&admin.get("/api/v1/users?limit=200").await.body);
    let outside = all.into_iter().find(|id| !inside.contains(id));
    outside.unwrap()
}

#[tokio::test]
async fn a_custom_role_shows_the_people_and_groups_of_its_resource_set_and_nothing_else() {
    let org = without_role().await;
    let group = format!("groups/{ENGINEERING}");
    let people = format!("groups/{ENGINEERING}/users");
    customize(
        &org,
        &["okta.users.read", "okta.groups.read"],
        &[&group, &people],
    )
    .await;
    let client = Client::of(&org).await;
    let seen = client.get("/api/v1/users?limit=200").await;
    assert_eq!(ids(&seen.body), listed(&org, ENGINEERING).await);
    let found = client
        .get("/api/v1/users?search=status+eq+%22ACTIVE%22&limit=200")
        .await;
    assert!(found.body.as_array().unwrap().len() <= seen.body.as_array().unwrap().len());
    let groups = client.get("/api/v1/groups").await;
    assert_eq!(groups.column("/id"), [ENGINEERING]);
    let hers = client.get(&format!("/api/v1/users/{ADA}/groups")).await;
    assert_eq!(hers.column("/id"), [ENGINEERING]);
    assert_eq!(
        client.get(&format!("/api/v1/users/{ADA}")).await.status,
        200
    );

    let stranger = format!("/api/v1/users/{}", stranger(&org).await);
    let sales = format!("/api/v1/groups/{SALES}");
    let deactivate = format!("/api/v1/users/{ADA}/lifecycle/deactivate");
    for path in [stranger.as_str(), &sales, "/api/v1/apps"] {
        assert_eq!(
            client.get(path).await.text("errorCode"),
            "E0000006",
            "{path}"
        );
    }
    let refused = client.act("POST", &deactivate).await;
    assert_eq!(refused.text("errorCode"), "E0000006");
    let missing = client.get("/api/v1/groups/00gnobody").await;
    assert_eq!(missing.status, 404);
}

#[tokio::test]
async fn a_permission_without_resources_of_its_kind_gives_nothing() {
    let org = without_role().await;
    let group = format!("groups/{ENGINEERING}");
    customize(&org, &["okta.users.read", "okta.groups.read"], &[&group]).await;
    let client = Client::of(&org).await;
    assert_eq!(client.get("/api/v1/users").await.status, 403);
    let groups = client.get("/api/v1/groups").await;
    assert_eq!(groups.column("/id"), [ENGINEERING]);
}

#[tokio::test]
async fn roles_add_up() {
    let org = without_role().await;
    let people = format!("groups/{ENGINEERING}/users");
    customize(&org, &["okta.users.read"], &[&people]).await;
    narrow(&org, "HELP_DESK_ADMIN", &[&format!("groups/{SALES}")]).await;
    let client = Client::of(&org).await;
    let seen = ids(&client.get("/api/v1/users?limit=200").await.body);
    for group in [ENGINEERING, SALES] {
        for id in listed(&org, group).await {
            assert!(seen.contains(&id), "{id}");
        }
    }
    let reset = format!("/api/v1/users/{ADA}/lifecycle/reset_password?sendEmail=false");
    let refused = client.act("POST", &reset).await;
    assert_eq!(refused.text("errorCode"), "E0000006");
}

#[tokio::test]
async fn an_application_administrator_narrowed_to_apps_sees_these() {
    let org = without_role().await;
    let admin = Client::admin(&org, TOKEN);
    let mail = admin.get("/api/v1/apps?q=Mail").await;
    let mail = mail.body[0]["id"].as_str().unwrap().to_owned();
    let one = format!("catalog/apps/google/{mail}");
    narrow(&org, "APP_ADMIN", &[&one, "catalog/apps/slack"]).await;
    let client = Client::of(&org).await;
    let apps = client.get("/api/v1/apps?limit=200").await;
    let mut labels = apps.column("/label");
    labels.sort();
    assert_eq!(labels, ["Chat", "Mail"]);
    let mine = client.get(&format!("/api/v1/apps/{mail}/groups")).await;
    assert_eq!(mine.status, 200);
    let ledger = admin.get("/api/v1/apps?q=Ledger").await;
    let ledger = ledger.body[0]["id"].as_str().unwrap();
    let path = format!("/api/v1/apps/{ledger}");
    assert_eq!(client.get(&path).await.text("errorCode"), "E0000006");
    let bookmark = json!({ "name": "bookmark", "label": "New", "signOnMode": "BOOKMARK",
        "settings": { "app": { "requestIntegration": false, "url": "https://new.example" } } });
    let made = client.post("/api/v1/apps", &bookmark).await;
    assert_eq!(made.text("errorCode"), "E0000006");
}

#[tokio::test]
async fn an_application_administrator_narrowed_to_apps_sees_the_events_of_these_alone() {
    let org = without_role().await;
    let admin = Client::admin(&org, TOKEN);
    let mut touched = Vec::new();
    for name in ["Mail", "Ledger"] {
        let app = admin.get(&format!("/api/v1/apps?q={name}")).await.body[0].clone();
        let path = format!("/api/v1/apps/{}", app["id"].as_str().unwrap());
        let off = format!("{path}/lifecycle/deactivate");
        assert_eq!(admin.post(&off, &json!({})).await.status, 200);
        touched.push(app["id"].as_str().unwrap().to_owned());
    }
    let asked = "/api/v1/logs?filter=eventType+eq+%22application.lifecycle.deactivate%22";
    let all = admin.get(asked).await;
    assert_eq!(all.column("/target/0/id"), touched);
    narrow(
        &org,
        "APP_ADMIN",
        &[&format!("catalog/apps/google/{}", touched[0])],
    )
    .await;
    let seen = Client::of(&org).await.get(asked).await;
    assert_eq!(seen.column("/target/0/id"), touched[..1]);
}

#[tokio::test]
async fn a_group_administrator_makes_people_in_their_groups_and_does_not_see_everyone() {
    let org = without_role().await;
    narrow(&org, "USER_ADMIN", &[]).await;
    let client = Client::of(&org).await;
    let groups = client.get("/api/v1/groups?q=Everyone").await;
    assert_eq!(groups.body, json!([]));
    let target = format!("{}/KVJUKUS7IFCE2SKO/targets/groups/{SALES}", roles(&org));
    let admin = Client::admin(&org, TOKEN);
    assert_eq!(admin.act("PUT", &target).await.status, 204);
    let person = |login: &str, groups: &[&str]| {
        let profile = json!({ "login": login, "email": login, "firstName": "N", "lastName": "N" });
        json!({ "profile": profile, "groupIds": groups })
    };
    for (groups, status) in [
        (&[][..], 403),
        (&[ENGINEERING][..], 403),
        (&[SALES][..], 200),
    ] {
        let made = client
            .post("/api/v1/users", &person("new@acme.example", groups))
            .await;
        assert_eq!(made.status, status, "{groups:?} {}", made.body);
    }
    let seen = client.get("/api/v1/users?q=new@acme").await;
    assert_eq!(seen.column("/profile/login"), ["new@acme.example"]);
    let elsewhere = format!("/api/v1/groups/{ENGINEERING}/users/{ADA}");
    assert_eq!(client.act("PUT", &elsewhere).await.status, 403);
}

#[tokio::test]
async fn access_management_is_about_oidc_apps_and_policies_about_apps() {
    let org = without_role().await;
    narrow(&org, "API_ACCESS_MANAGEMENT_ADMIN", &[]).await;
    let client = Client::of(&org).await;
    let apps = client.get("/api/v1/apps?limit=200").await;
    let mut modes = apps.column("/signOnMode");
    modes.dedup();
    assert_eq!(modes, ["OPENID_CONNECT"]);
    org.fault("role:READ_ONLY_ADMIN", 1).unwrap();
    let passwords = client.get("/api/v1/policies?type=PASSWORD").await;
    assert_eq!(passwords.body, json!([]));
    let access = client.get("/api/v1/policies?type=ACCESS_POLICY").await;
    assert!(!access.body.as_array().unwrap().is_empty());
}
