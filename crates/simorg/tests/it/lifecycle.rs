//! A person's life: every step from every status.

use serde_json::{Value, json};
use simorg::Org;

use crate::client::Client;

/// One person of each status, by login.
const PEOPLE: [(&str, &str); 8] = [
    ("STAGED", "oscar.bergman@acme.example"),
    ("PROVISIONED", "yuki.tanaka@acme.example"),
    ("ACTIVE", "ada@acme.example"),
    ("RECOVERY", "nina.kowalska@acme.example"),
    ("PASSWORD_EXPIRED", "chloe.dubois@acme.example"),
    ("LOCKED_OUT", "ben.carter@acme.example"),
    ("SUSPENDED", "ivan.petrov@acme.example"),
    ("DEPROVISIONED", "leo.rossi@acme.example"),
];

/// A step, the statuses it is legal from, the status after (empty: unchanged), the error elsewhere.
const STEPS: [(&str, &[&str], &str, &str); 9] = [
    (
        "lifecycle/activate",
        &["STAGED", "DEPROVISIONED"],
        "PROVISIONED",
        "E0000016",
    ),
    (
        "lifecycle/reactivate",
        &["PROVISIONED", "RECOVERY"],
        "",
        "E0000038",
    ),
    (
        "lifecycle/deactivate",
        &[
            "STAGED",
            "PROVISIONED",
            "ACTIVE",
            "RECOVERY",
            "PASSWORD_EXPIRED",
            "LOCKED_OUT",
            "SUSPENDED",
        ],
        "DEPROVISIONED",
        "E0000038",
    ),
    ("lifecycle/suspend", &["ACTIVE"], "SUSPENDED", "E0000001"),
    ("lifecycle/unsuspend", &["SUSPENDED"], "ACTIVE", "E0000001"),
    ("lifecycle/unlock", &["LOCKED_OUT"], "ACTIVE", "E0000032"),
    (
        "lifecycle/expire_password",
        &["ACTIVE", "RECOVERY", "PASSWORD_EXPIRED", "LOCKED_OUT"],
        "PASSWORD_EXPIRED",
        "E0000038",
    ),
    (
        "lifecycle/reset_password?sendEmail=false",
        &[
            "PROVISIONED",
            "ACTIVE",
            "RECOVERY",
            "PASSWORD_EXPIRED",
            "LOCKED_OUT",
        ],
        "RECOVERY",
        "E0000038",
    ),
    (
        "credentials/forgot_password?sendEmail=false",
        &["ACTIVE"],
        "",
        "E0000034",
    ),
];

async fn ruled() -> Org {
    Org::acme()
        .users(30)
        .grant("all")
        .role("SUPER_ADMIN")
        .start()
        .await
        .unwrap()
}

async fn status(client: &Client<'_>, who: &str) -> String {
    client
        .get(&format!("/api/v1/users/{who}"))
        .await
        .text("status")
}

#[tokio::test]
async fn every_step_is_legal_from_some_statuses_and_refused_from_the_others() {
    for (step, legal, after, error) in STEPS {
        let org = ruled().await;
        let client = Client::of(&org).await;
        for (from, who) in PEOPLE {
            assert_eq!(status(&client, who).await, from);
            let answer = client
                .act("POST", &format!("/api/v1/users/{who}/{step}"))
                .await;
            let now = status(&client, who).await;
            if legal.contains(&from) {
                assert_eq!(answer.status, 200, "{step} from {from}: {}", answer.text);
                let expected = if after.is_empty() { from } else { after };
                assert_eq!(now, expected, "{step} from {from}");
            } else {
                assert_eq!(answer.text("errorCode"), error, "{step} from {from}");
                assert_eq!(now, from, "{step} from {from}");
            }
        }
    }
}

#[tokio::test]
async fn the_links_of_a_person_follow_the_status() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let links = |body: &Value| -> Vec<String> {
        body["_links"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect()
    };
    let staged = client.get("/api/v1/users/oscar.bergman").await.body;
    assert_eq!(
        links(&staged),
        ["schema", "activate", "self", "resetFactors", "type"]
    );
    let gone = client
        .get("/api/v1/users/leo.rossi@acme.example")
        .await
        .body;
    assert!(links(&gone).contains(&"delete".to_owned()));
    let row = &client.get("/api/v1/users?limit=1").await.body[0];
    assert_eq!(links(row), ["self"]);
}

#[tokio::test]
async fn a_person_is_shown_in_the_recorded_order_of_keys() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let answer = client.get("/api/v1/users/ada@acme.example").await;
    let keys: Vec<&String> = answer.body.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "id",
            "status",
            "created",
            "activated",
            "statusChanged",
            "lastLogin",
            "lastUpdated",
            "passwordChanged",
            "realmId",
            "type",
            "profile",
            "credentials",
            "_links"
        ]
    );
    assert_eq!(answer.body["id"], "00u1adalovelace0acme");
    assert_eq!(answer.text("created"), "2019-03-04T09:00:00.000Z");
    assert!(answer.header("etag").unwrap().starts_with("W/\""));
    assert_eq!(answer.body["credentials"]["password"], json!({}));
}

#[tokio::test]
async fn it_takes_two_deletions_to_lose_a_person() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let path = "/api/v1/users/00u1adalovelace0acme";
    assert_eq!(client.delete(path).await.status, 204);
    assert_eq!(client.get(path).await.text("status"), "DEPROVISIONED");
    let last = client.delete(path).await;
    assert_eq!((last.status, last.header("content-type")), (204, None));
    let gone = client.get(path).await;
    assert_eq!(
        gone.text("errorSummary"),
        "Not found: Resource not found: 00u1adalovelace0acme (User)"
    );
    assert_eq!(client.delete(path).await.status, 404);
}

#[tokio::test]
async fn links_are_handed_out_only_where_no_mail_is_sent() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let act = async |path: &str| client.act("POST", &format!("/api/v1/users/{path}")).await;
    let silent = act("oscar.bergman/lifecycle/activate?sendEmail=false").await;
    let token = silent.text("activationToken");
    assert_eq!(
        silent.text("activationUrl"),
        format!("{}/welcome/{token}", org.url())
    );
    assert_eq!(act("leo.rossi/lifecycle/activate").await.body, json!({}));
    let reset = act("ada/lifecycle/reset_password?sendEmail=false").await;
    assert!(reset.text("resetPasswordUrl").contains("/reset_password/"));
    let missing = act("grace/lifecycle/reset_password").await;
    assert_eq!(missing.text("errorCode"), "E0000028");
    let temporary = act("grace/lifecycle/expire_password_with_temp_password").await;
    assert!(temporary.text("tempPassword").len() > 8);
}

#[tokio::test]
async fn a_password_is_changed_with_the_old_one() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let path = "/api/v1/users/chloe.dubois/credentials/change_password";
    let body = |old: &str, new: &str| json!({ "oldPassword": { "value": old }, "newPassword": { "value": new } });
    assert_eq!(
        client
            .post(path, &body("wrong", "Correct7horse"))
            .await
            .text("errorCode"),
        "E0000014"
    );
    assert_eq!(
        client
            .post(path, &body("Welcome2Acme", "weak"))
            .await
            .text("errorCode"),
        "E0000080"
    );
    let changed = client
        .post(path, &body("Welcome2Acme", "Correct7horse"))
        .await;
    assert_eq!(changed.body["provider"]["type"], "OKTA");
    assert_eq!(status(&client, "chloe.dubois").await, "ACTIVE");
    let question = json!({
        "password": { "value": "Correct7horse" },
        "recovery_question": { "question": "Which one?", "answer": "that one" }
    });
    let path = "/api/v1/users/chloe.dubois/credentials/change_recovery_question";
    let asked = client.post(path, &question).await;
    assert_eq!(
        asked.body["recovery_question"],
        json!({ "question": "Which one?" })
    );
}

#[tokio::test]
async fn what_a_directory_keeps_is_changed_there() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let path = "/api/v1/users/erik.johansson";
    let refused = client
        .post(path, &json!({ "profile": { "title": "Boss" } }))
        .await;
    assert_eq!(
        (refused.status, refused.text("errorCode").as_str()),
        (403, "E0000023")
    );
    let reset = client
        .act(
            "POST",
            &format!("{path}/lifecycle/reset_password?sendEmail=false"),
        )
        .await;
    assert_eq!(reset.text("errorCode"), "E0000023");
    let password = json!({ "credentials": { "password": { "value": "Correct7horse" } } });
    assert_eq!(
        client.post(path, &password).await.text("errorCode"),
        "E0000023"
    );
    // An attribute that Okta masters is changed here, and access ends here.
    let master = json!({ "definitions": { "custom": { "properties": {
        "floor": { "title": "Floor", "type": "integer", "master": { "type": "OKTA" } },
    } } } });
    let schema = "/api/v1/meta/schemas/user/default";
    assert_eq!(client.post(schema, &master).await.status, 200);
    let floor = json!({ "profile": { "floor": 9 } });
    assert_eq!(client.post(path, &floor).await.body["profile"]["floor"], 9);
    let both = json!({ "profile": { "floor": 8, "title": "Boss" } });
    assert_eq!(client.post(path, &both).await.text("errorCode"), "E0000023");
    for act in ["suspend", "unsuspend", "deactivate"] {
        let done = client.act("POST", &format!("{path}/lifecycle/{act}")).await;
        assert_eq!(done.status, 200, "{act}: {}", done.body);
    }
}

#[tokio::test]
async fn half_of_the_people_come_from_a_directory() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let all = client.get("/api/v1/users?search=id+pr&limit=200").await;
    let providers = all.column("/credentials/provider/type");
    let sourced = providers.iter().filter(|it| *it == "ACTIVE_DIRECTORY");
    let share = sourced.count() * 100 / providers.len();
    assert!((35..=60).contains(&share), "{share} %");
    assert_eq!(providers[0], "OKTA");
}

#[tokio::test]
async fn a_person_who_leaves_loses_the_apps_they_had_by_themselves() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let links = "/api/v1/users/maeve.ohara/appLinks";
    assert!(
        client
            .get(links)
            .await
            .column("/label")
            .contains(&"Ledger".to_owned())
    );
    client
        .act("POST", "/api/v1/users/maeve.ohara/lifecycle/deactivate")
        .await;
    client
        .act("POST", "/api/v1/users/maeve.ohara/lifecycle/activate")
        .await;
    assert!(
        !client
            .get(links)
            .await
            .column("/label")
            .contains(&"Ledger".to_owned())
    );
    assert_eq!(
        client
            .delete("/api/v1/users/maeve.ohara/sessions")
            .await
            .status,
        204
    );
}
