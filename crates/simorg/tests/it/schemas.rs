//! Schemas, types of people, and linked objects: what people may have, and how they stand to each other.

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

const SCHEMA: &str = "/api/v1/meta/schemas/user/default";
const ADA: &str = "00u1adalovelace0acme";
const GRACE: &str = "00u1gracehopper0acme";

fn change(properties: &Value) -> Value {
    json!({ "definitions": { "custom": { "id": "#custom", "properties": properties } } })
}

#[tokio::test]
async fn people_follow_the_schema_as_it_is_now() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let ada = format!("/api/v1/users/{ADA}");
    let sized = json!({ "profile": { "shoeSize": 38 } });
    let refusal = client.post(&ada, &sized).await;
    assert_eq!(refusal.error().1, "E0000001");
    let size = json!({ "shoeSize": {
        "title": "Shoe size", "type": "integer", "minimum": 20, "required": false
    } });
    let changed = client.post(SCHEMA, &change(&size)).await;
    assert_eq!(changed.status, 200);
    let kept = &changed.body["definitions"]["custom"]["properties"]["shoeSize"];
    assert_eq!(kept["mutability"], "READ_WRITE");
    assert_eq!(kept.get("required"), None);
    for bad in [json!("big"), json!(2)] {
        let body = json!({ "profile": { "shoeSize": bad } });
        assert_eq!(client.post(&ada, &body).await.status, 400, "{bad}");
    }
    let changed = client.post(&ada, &sized).await;
    assert_eq!(changed.body["profile"]["shoeSize"], 38);
    let found = client
        .get("/api/v1/users?search=profile.shoeSize+eq+38")
        .await;
    assert_eq!(found.column("/id"), [ADA]);
    let gone = client
        .post(SCHEMA, &change(&json!({ "shoeSize": null })))
        .await;
    let custom = &gone.body["definitions"]["custom"]["properties"];
    assert_eq!(custom.get("shoeSize"), None);
    let person = client.get(&ada).await;
    assert_eq!(person.body["profile"].get("shoeSize"), None);
    let again = client.post(SCHEMA, &change(&size)).await;
    assert_eq!(again.error().1, "E0000001");
}

#[tokio::test]
async fn of_base_attributes_little_can_be_changed() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let body = json!({ "definitions": { "base": { "properties": {
        "login": { "title": "Other", "pattern": "[a-z.]+", "type": "integer" },
        "lastName": { "required": false },
    } } } });
    let changed = client.post(SCHEMA, &body).await.body;
    let base = &changed["definitions"]["base"];
    assert_eq!(base["properties"]["login"]["type"], "string");
    assert_eq!(base["required"], json!(["login", "firstName", "email"]));
    let new = json!({ "profile": {
        "login": "just.ada", "email": "just.ada@acme.example", "firstName": "Ada"
    } });
    assert_eq!(client.post("/api/v1/users", &new).await.status, 200);
    let new = json!({ "profile": {
        "login": "ada@7", "email": "ada7@acme.example", "firstName": "Ada"
    } });
    assert_eq!(client.post("/api/v1/users", &new).await.status, 400);
}

#[tokio::test]
async fn a_type_brings_a_schema_and_goes_when_nobody_is_of_it() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let types = "/api/v1/meta/types/user";
    let body = json!({ "name": "guest", "displayName": "Guest" });
    let made = client.post(types, &body).await;
    assert_eq!(made.status, 200);
    assert_eq!(made.body["default"], false);
    assert_eq!(client.post(types, &body).await.status, 400);
    let id = made.text("id");
    let schema = made.body["_links"]["schema"]["href"].as_str().unwrap();
    let (_, schema) = schema.split_once("/api/").unwrap();
    let schema = client.get(&format!("/api/{schema}")).await;
    assert_eq!(schema.text("name"), "guest");
    let custom = &schema.body["definitions"]["custom"];
    assert_eq!(custom.get("required"), None);
    let new = json!({
        "type": { "id": id },
        "profile": {
            "login": "g@acme.example", "email": "g@acme.example",
            "firstName": "G", "lastName": "Uest",
        },
    });
    let guest = client.post("/api/v1/users", &new).await;
    assert_eq!(guest.body["type"]["id"].as_str(), Some(id.as_str()));
    // Acme's own attributes are of its own type alone.
    let path = format!("/api/v1/users/{}", guest.text("id"));
    let badge = json!({ "profile": { "badgeColor": "red" } });
    assert_eq!(client.post(&path, &badge).await.status, 400);
    let own = format!("{types}/{id}");
    assert_eq!(client.delete(&own).await.status, 403);
    client.delete(&path).await;
    client.delete(&path).await;
    assert_eq!(client.delete(&own).await.status, 204);
    assert_eq!(client.get(&own).await.error().1, "E0000007");
}

#[tokio::test]
async fn linked_objects_lead_from_one_to_many_and_back() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let definitions = "/api/v1/meta/schemas/user/linkedObjects";
    let body = json!({
        "primary": { "name": "boss", "title": "Boss", "description": "", "type": "USER" },
        "associated": { "name": "report", "title": "Report", "description": "", "type": "USER" },
    });
    assert_eq!(client.post(definitions, &body).await.status, 201);
    assert_eq!(client.post(definitions, &body).await.status, 400);
    let by_other_end = client.get(&format!("{definitions}/report")).await;
    assert_eq!(by_other_end.body["primary"]["name"], "boss");
    let link = format!("/api/v1/users/{ADA}/linkedObjects/boss/{GRACE}");
    assert_eq!(client.act("PUT", &link).await.status, 204);
    let boss = client
        .get(&format!("/api/v1/users/{ADA}/linkedObjects/boss"))
        .await;
    let href = |answer: &crate::client::Answer| answer.column("/_links/self/href");
    assert!(href(&boss)[0].ends_with(GRACE));
    let reports = format!("/api/v1/users/{GRACE}/linkedObjects/report");
    assert!(href(&client.get(&reports).await)[0].ends_with(ADA));
    assert_eq!(
        client.delete(&format!("{definitions}/boss")).await.status,
        204
    );
    let refusal = client.get(&reports).await;
    assert_eq!(refusal.error().1, "E0000007");
}

#[test]
fn of_changes_that_come_at_once_the_last_one_stays() {
    let token = "00schemas-change-here";
    let settings = Org::acme().users(3).api_token(token);
    let mut booth = simorg::Booth::open(settings).unwrap();
    let mut change = |name: &str, rivals: usize| {
        let attribute = json!({ name: { "title": name, "type": "string" } });
        let answered = booth.ask(&simorg::Ask {
            method: "POST".to_owned(),
            path: SCHEMA.to_owned(),
            headers: vec![
                ("authorization".to_owned(), format!("SSWS {token}")),
                ("content-type".to_owned(), "application/json".to_owned()),
            ],
            body: Some(change(&attribute).to_string().into_bytes()),
            base: "https://acme.okta.com".to_owned(),
            rivals,
            ..simorg::Ask::default()
        });
        assert_eq!(answered.status, 200);
        let body = answered.body.unwrap();
        let held = body["definitions"]["custom"]["properties"].as_object();
        let names = ["one", "two", "three"].map(|name| held.unwrap().contains_key(name));
        names.map(u8::from)
    };
    assert_eq!(change("one", 0), [1, 0, 0]);
    assert_eq!(change("two", 1), [0, 1, 0]);
    assert_eq!(change("three", 0), [0, 1, 1]);
    assert_eq!(change("one", 0), [1, 1, 1]);
}
