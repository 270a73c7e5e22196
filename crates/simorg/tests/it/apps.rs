//! Applications: how they are made, who has them, what belongs to them.

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

const ENGINEERING: &str = "00g1engineering0acme";
const ADA: &str = "00u1adalovelace0acme";

fn bookmark(label: &str) -> Value {
    json!({
        "name": "bookmark", "label": label, "signOnMode": "BOOKMARK",
        "settings": { "app": { "url": "https://books.acme.example" } },
    })
}

fn web(label: &str) -> Value {
    json!({
        "name": "oidc_client", "label": label, "signOnMode": "OPENID_CONNECT",
        "credentials": { "oauthClient": { "token_endpoint_auth_method": "client_secret_basic" } },
        "settings": { "oauthClient": {
            "application_type": "web", "grant_types": ["authorization_code"],
            "response_types": ["code"], "redirect_uris": ["https://books.acme.example/in"],
        } },
    })
}

fn saml(label: &str) -> Value {
    json!({
        "label": label, "signOnMode": "SAML_2_0",
        "settings": { "signOn": {
            "ssoAcsUrl": "https://books.acme.example/saml", "audience": "books",
            "attributeStatements": [
                { "type": "GROUP", "name": "groups", "filterType": "REGEX", "filterValue": ".*" },
                { "type": "EXPRESSION", "name": "mail", "values": ["user.email"], "filterType": null },
            ],
        } },
    })
}

async fn made(client: &Client<'_>, body: &Value) -> (String, Answer) {
    let answer = client.post("/api/v1/apps", body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    (format!("/api/v1/apps/{}", answer.text("id")), answer)
}

#[tokio::test]
async fn an_app_is_deleted_only_when_it_is_inactive() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let (app, answer) = made(&client, &bookmark("Books")).await;
    assert_eq!(answer.text("status"), "ACTIVE");
    assert_eq!(answer.body["settings"]["app"]["requestIntegration"], false);
    assert!(answer.body["_links"]["deactivate"].is_object());
    let cause = "The application must be deactivated before deletion.";
    let due = (403, "E0000056".to_owned(), cause.to_owned());
    assert_eq!(client.delete(&app).await.error(), due);
    let off = client
        .act("POST", &format!("{app}/lifecycle/deactivate"))
        .await;
    assert_eq!((off.status, off.body), (200, json!({})));
    let seen = client.get(&app).await;
    assert_eq!(seen.text("status"), "INACTIVE");
    assert!(seen.body["_links"]["activate"].is_object());
    assert_eq!(client.delete(&app).await.status, 204);
    assert_eq!(client.get(&app).await.text("errorCode"), "E0000007");
    let staged = client
        .post("/api/v1/apps?activate=false", &bookmark("Later"))
        .await;
    assert_eq!(staged.text("status"), "INACTIVE");
}

#[tokio::test]
async fn what_an_app_may_not_be_is_refused() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let blank = client.post("/api/v1/apps", &bookmark(" ")).await;
    let cause = "label: The field cannot be left blank";
    assert_eq!(
        blank.error(),
        (400, "E0000001".to_owned(), cause.to_owned())
    );
    let mut open = bookmark("Open");
    open["accessibility"] = json!({ "selfService": true });
    assert_eq!(
        client.post("/api/v1/apps", &open).await.text("errorCode"),
        "E0000043"
    );
    let bare = json!({ "name": "bookmark", "label": "Bare", "signOnMode": "BOOKMARK" });
    let bare = client.post("/api/v1/apps", &bare).await;
    assert_eq!(bare.error().2, "url: The field cannot be left blank");
    let (_, first) = made(&client, &web("First")).await;
    let mut second = web("Second");
    second["credentials"]["oauthClient"]["client_id"] = first.body["id"].clone();
    assert_eq!(client.post("/api/v1/apps", &second).await.status, 400);
    let form = json!({ "label": "Form", "signOnMode": "AUTO_LOGIN", "settings": {
        "signOn": { "loginUrl": "https://books.acme.example/in" } } });
    let (app, _) = made(&client, &form).await;
    client
        .act("POST", &format!("{app}/lifecycle/deactivate"))
        .await;
    assert_eq!(client.put(&app, &form).await.text("errorCode"), "E0000024");
}

#[tokio::test]
async fn a_client_secret_is_shown_when_it_is_written_and_not_again() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let (app, answer) = made(&client, &web("Books")).await;
    let oauth = &answer.body["credentials"]["oauthClient"];
    assert_eq!(oauth["client_id"], answer.body["id"]);
    let secret = oauth["client_secret"].as_str().unwrap().to_owned();
    let seen = client.get(&app).await;
    assert_eq!(
        seen.body["credentials"]["oauthClient"].get("client_secret"),
        None
    );
    let secrets = client.get(&format!("{app}/credentials/secrets")).await;
    assert_eq!(secrets.column("/client_secret"), [secret]);
    let id = secrets.column("/id").remove(0);
    let own = format!("{app}/credentials/secrets/{id}");
    let only = client
        .act("POST", &format!("{own}/lifecycle/deactivate"))
        .await;
    assert_eq!(only.status, 400, "{}", only.text);
    let more = client
        .post(&format!("{app}/credentials/secrets"), &json!({}))
        .await;
    assert_eq!(more.status, 201, "{}", more.text);
    let third = client
        .post(&format!("{app}/credentials/secrets"), &json!({}))
        .await;
    assert_eq!(third.status, 400);
    let off = client
        .act("POST", &format!("{own}/lifecycle/deactivate"))
        .await;
    assert_eq!(off.text("status"), "INACTIVE", "{}", off.text);
    assert_eq!(client.delete(&own).await.status, 204);
    let mut service = web("Service");
    service["credentials"]["oauthClient"]["token_endpoint_auth_method"] = json!("private_key_jwt");
    let (_, service) = made(&client, &service).await;
    assert_eq!(
        service.body["credentials"]["oauthClient"].get("client_secret"),
        None
    );
}

#[tokio::test]
async fn an_app_of_ones_own_has_a_name_a_key_and_metadata() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let (app, answer) = made(&client, &saml("My Books")).await;
    assert!(
        answer.text("name").contains("_mybooks_"),
        "{}",
        answer.text("name")
    );
    let sign_on = &answer.body["settings"]["signOn"];
    let statements = sign_on["attributeStatements"].as_array().unwrap();
    assert_eq!(statements[0].get("values"), None);
    assert_eq!(statements[1].get("filterType"), None);
    let kid = answer.body["credentials"]["signing"]["kid"]
        .as_str()
        .unwrap();
    let keys = client.get(&format!("{app}/credentials/keys")).await;
    assert_eq!(keys.column("/kid"), [kid]);
    let metadata = client
        .get(&format!("{app}/sso/saml/metadata?kid={kid}"))
        .await;
    assert_eq!(metadata.status, 200);
    assert!(metadata.text.starts_with("<?xml"));
    assert!(
        metadata
            .header("content-type")
            .unwrap()
            .starts_with("application/xml")
    );
    let certificate = keys.body[0]["x5c"][0].as_str().unwrap();
    assert!(metadata.text.contains(certificate));
    let other = client
        .get(&format!("{app}/sso/saml/metadata?kid=other"))
        .await;
    assert_eq!(other.text("errorCode"), "E0000019");
    let mut renamed = saml("Our Books");
    renamed["name"] = json!("anything");
    let renamed = client.put(&app, &renamed).await;
    assert_eq!(renamed.body["name"], answer.body["name"]);
    assert_eq!(renamed.body["credentials"], answer.body["credentials"]);
}

#[tokio::test]
async fn a_key_is_made_for_one_app_and_cloned_for_another() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let (app, _) = made(&client, &saml("Books")).await;
    let (target, _) = made(&client, &saml("Other Books")).await;
    let made = client
        .act(
            "POST",
            &format!("{app}/credentials/keys/generate?validityYears=2"),
        )
        .await;
    assert_eq!(made.status, 201);
    let id = target.rsplit_once('/').unwrap().1;
    let clone = format!(
        "{app}/credentials/keys/{}/clone?targetAid={id}",
        made.text("kid")
    );
    let clone = client.act("POST", &clone).await;
    assert_eq!((clone.status, clone.text("kid")), (201, made.text("kid")));
    let theirs = client.get(&format!("{target}/credentials/keys")).await;
    assert!(theirs.column("/kid").contains(&made.text("kid")));
}

#[tokio::test]
async fn a_template_of_the_catalogue_keeps_only_its_own_ways() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let console = json!({ "name": "aws_console", "label": "Console", "signOnMode": "AUTO_LOGIN" });
    let (_, console) = made(&client, &console).await;
    assert_eq!(console.text("signOnMode"), "BROWSER_PLUGIN");
    let people = json!({ "name": "deelhr", "label": "Contracts", "signOnMode": "AUTO_LOGIN" });
    let (_, people) = made(&client, &people).await;
    assert_eq!(people.body["signOnMode"], Value::Null);
    let form = json!({
        "url": "https://books.acme.example", "buttonField": "go", "usernameField": "name",
        "passwordField": "word",
    });
    let shared = json!({
        "name": "template_swa", "label": "Shared", "signOnMode": "BROWSER_PLUGIN",
        "credentials": { "scheme": "SHARED_USERNAME_AND_PASSWORD", "userName": "all",
                         "password": { "value": "Welcome2Acme" } },
        "settings": { "app": form },
    });
    let (app, shared) = made(&client, &shared).await;
    assert_eq!(shared.body["credentials"]["password"], json!({}));
    let own = json!({
        "name": "template_swa", "label": "Own", "signOnMode": "BROWSER_PLUGIN",
        "settings": { "app": form },
    });
    let own = client.put(&app, &own).await;
    assert_eq!(
        own.body["credentials"]["scheme"],
        "EDIT_USERNAME_AND_PASSWORD"
    );
    assert_eq!(own.body["credentials"].get("userName"), None);
}

#[tokio::test]
async fn a_group_gives_an_app_to_its_members_and_takes_it_back() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let (app, _) = made(&client, &bookmark("Books")).await;
    let groups = format!("{app}/groups/{ENGINEERING}");
    let given = client.put(&groups, &json!({})).await;
    assert_eq!((given.status, &given.body["priority"]), (200, &json!(0)));
    let ada = client.get(&format!("{app}/users/{ADA}")).await;
    assert_eq!(ada.text("scope"), "GROUP");
    let mine = client
        .post(
            &format!("{app}/users"),
            &json!({ "id": ADA, "credentials": { "userName": "ada" } }),
        )
        .await;
    assert_eq!(mine.text("scope"), "USER");
    assert_eq!(mine.body["credentials"]["userName"], "ada");
    assert_eq!(client.delete(&groups).await.status, 204);
    let left = client.get(&format!("{app}/users")).await;
    assert_eq!(left.column("/id"), [ADA]);
    assert_eq!(
        client.delete(&format!("{app}/users/{ADA}")).await.status,
        204
    );
    let gone = client.get(&format!("{app}/users/{ADA}")).await;
    assert_eq!(gone.status, 404);
    assert!(gone.text("errorSummary").ends_with("(AppUser)"));
    let nobody = client.get(&format!("{app}/users/00unobody")).await;
    assert!(nobody.text("errorSummary").ends_with("00unobody (User)"));
    let none = client.get(&groups).await;
    assert!(none.text("errorSummary").ends_with("(GroupAppAssignment)"));
}

#[tokio::test]
async fn a_group_that_takes_a_priority_moves_the_others_back() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let (app, _) = made(&client, &bookmark("Books")).await;
    for (group, rank) in [("00g1engineering0acme", 0), ("00g1sales0000000acme", 1)] {
        let body = json!({ "priority": rank });
        client.put(&format!("{app}/groups/{group}"), &body).await;
    }
    let third = format!("{app}/groups/00g1security0000acme");
    client.put(&third, &json!({ "priority": 0 })).await;
    let groups = client.get(&format!("{app}/groups")).await;
    let ranks: Vec<i64> = groups
        .body
        .as_array()
        .unwrap()
        .iter()
        .map(|group| group["priority"].as_i64().unwrap())
        .collect();
    assert_eq!(ranks, [0, 1, 2]);
    assert_eq!(
        groups.column("/id").first().unwrap(),
        "00g1security0000acme"
    );
    let first = client.get(&format!("{app}/groups?limit=2")).await;
    assert!(first.link("next").is_some());
    client.delete("/api/v1/groups/00g1sales0000000acme").await;
    assert_eq!(
        client
            .get(&format!("{app}/groups"))
            .await
            .column("/id")
            .len(),
        2
    );
}

#[tokio::test]
async fn people_of_an_app_come_a_page_at_a_time() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let (app, _) = made(&client, &bookmark("Books")).await;
    let everyone = client
        .get("/api/v1/groups?q=Everyone")
        .await
        .column("/id")
        .remove(0);
    client
        .put(&format!("{app}/groups/{everyone}"), &json!({}))
        .await;
    let first = client.get(&format!("{app}/users")).await;
    assert_eq!(first.column("/id").len(), 50);
    assert!(first.link("self").unwrap().ends_with("/users?limit=50"));
    let next = first.link("next").unwrap();
    let path = next.split_once("/api/").unwrap().1;
    let rest = client.get(&format!("/api/{path}")).await;
    assert!(!rest.column("/id").is_empty());
    assert!(rest.link("next").is_none());
    let named = client.get(&format!("{app}/users?q=ada&expand=user")).await;
    assert_eq!(named.column("/_embedded/user/id"), [ADA]);
}

#[tokio::test]
async fn a_schema_of_an_app_grows_and_shrinks() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let (app, _) = made(&client, &web("Books")).await;
    let id = app.rsplit_once('/').unwrap().1;
    let schema = format!("/api/v1/meta/schemas/apps/{id}/default");
    let before = client.get(&schema).await;
    assert_eq!(
        before.body["definitions"]["base"]["required"],
        json!(["userName"])
    );
    assert_eq!(before.body["definitions"]["custom"].get("required"), None);
    let shelf = |property: Value| json!({ "definitions": { "custom": { "properties": { "shelf": property } } } });
    let grown = client
        .post(
            &schema,
            &shelf(json!({ "title": "Shelf", "type": "string", "required": true })),
        )
        .await;
    let custom = &grown.body["definitions"]["custom"];
    assert_eq!(custom["required"], json!(["shelf"]));
    assert_eq!(custom["properties"]["shelf"]["scope"], "NONE");
    client
        .post(&format!("{app}/users"), &json!({ "id": ADA }))
        .await;
    let ada = client.get(&format!("{app}/users/{ADA}")).await;
    assert_eq!(ada.body["profile"]["given_name"], "Ada");
    assert!(ada.body["profile"].get("shelf").is_some());
    client.post(&schema, &shelf(Value::Null)).await;
    let again = shelf(json!({ "title": "Shelf", "type": "string" }));
    let early = client.post(&schema, &again).await;
    assert_eq!(
        early.text("errorSummary"),
        "Api validation failed: updateAppUserSchemas"
    );
    assert_eq!(client.post(&schema, &again).await.status, 200);
}

#[tokio::test]
async fn an_app_follows_the_policy_it_was_given() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let (app, _) = made(&client, &bookmark("Books")).await;
    let body = json!({ "type": "ACCESS_POLICY", "name": "Readers", "status": "ACTIVE" });
    let policy = client.post("/api/v1/policies", &body).await.text("id");
    let given = client.act("PUT", &format!("{app}/policies/{policy}")).await;
    assert_eq!(given.status, 204, "{}", given.text);
    let seen = client.get(&app).await;
    let link = seen.body["_links"]["accessPolicy"]["href"]
        .as_str()
        .unwrap();
    assert!(link.ends_with(&policy));
    let missing = client
        .act("PUT", &format!("{app}/policies/rstnothing"))
        .await;
    assert_eq!(missing.text("errorCode"), "E0000007");
}

#[tokio::test]
async fn grants_features_and_pushed_groups_belong_to_an_app() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let (app, _) = made(&client, &web("Books")).await;
    let scope = json!({ "scopeId": "okta.users.read", "issuer": "https://acme.example" });
    let grant = client.post(&format!("{app}/grants"), &scope).await;
    assert_eq!(grant.body["_embedded"]["scope"]["id"], "okta.users.read");
    let grants = client.get(&format!("{app}/grants")).await;
    assert_eq!(grants.column("/_links/app/title"), ["Books"]);
    let revoked = client
        .delete(&format!("{app}/grants/{}", grant.text("id")))
        .await;
    assert_eq!(revoked.status, 204);
    let features = client.get(&format!("{app}/features")).await;
    let due = "Provisioning is not supported.".to_owned();
    assert_eq!(features.error(), (400, "E0000001".to_owned(), due));
    let people = json!({ "name": "deelhr", "label": "Contracts", "signOnMode": "AUTO_LOGIN" });
    let (people, _) = made(&client, &people).await;
    assert_eq!(client.get(&format!("{people}/features")).await.status, 200);
    let push = json!({ "sourceGroupId": ENGINEERING, "targetGroupName": "Builders" });
    let push = client
        .post(&format!("{people}/group-push/mappings"), &push)
        .await;
    let target = client
        .get(&format!("/api/v1/groups/{}", push.text("targetGroupId")))
        .await;
    assert_eq!(target.text("type"), "APP_GROUP");
    let own = format!("{people}/group-push/mappings/{}", push.text("id"));
    let gone = format!("{own}?deleteTargetGroup=true");
    assert_eq!(client.delete(&gone).await.status, 400);
    let off = crate::client::json_body(
        client.request("PATCH", &own),
        &json!({ "status": "INACTIVE" }),
    );
    assert_eq!(
        Answer::of(off.send().await.unwrap()).await.text("status"),
        "INACTIVE"
    );
    assert_eq!(client.delete(&gone).await.status, 200);
}

#[tokio::test]
async fn mappings_come_with_an_app_and_take_known_attributes_only() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let (app, _) = made(&client, &web("Books")).await;
    let id = app.rsplit_once('/').unwrap().1;
    let from = client.get(&format!("/api/v1/mappings?sourceId={id}")).await;
    assert_eq!(from.column("/target/name"), ["user"]);
    assert!(from.link("self").unwrap().ends_with("/mappings?limit=20"));
    assert_eq!(from.body[0].get("properties"), None);
    let mapping = format!("/api/v1/mappings/{}", from.column("/id").remove(0));
    let set = |name: &str| json!({ "properties": { name: { "expression": "appuser.email" } } });
    let bad = client.post(&mapping, &set("shelf")).await;
    let due = "Invalid target field shelf".to_owned();
    assert_eq!(bad.error(), (400, "E0000001".to_owned(), due));
    let good = client.post(&mapping, &set("email")).await;
    assert_eq!(good.body["properties"]["email"]["pushStatus"], "DONT_PUSH");
    client
        .act("POST", &format!("{app}/lifecycle/deactivate"))
        .await;
    client.delete(&app).await;
    assert_eq!(client.get(&mapping).await.text("errorCode"), "E0000007");
}

#[tokio::test]
async fn an_app_in_a_list_can_show_its_person() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let filter = format!("/api/v1/apps?filter=group.id+eq+%22{ENGINEERING}%22&expand=user/{ADA}");
    let apps = client.get(&filter).await;
    assert!(apps.column("/_embedded/user/id").iter().any(|id| id == ADA));
    let bad = client.get("/api/v1/apps?expand=user/a,group/b").await;
    let due = "Expand query is malformed.".to_owned();
    assert_eq!(bad.error(), (400, "E0000001".to_owned(), due));
    let tiles = client.get(&format!("/api/v1/users/{ADA}/appLinks")).await;
    assert!(tiles.column("/label").contains(&"Build Farm".to_owned()));
}
