//! Applications: what is read is what is written back.

use operations::{Effect, Family, op};
use serde_json::{Value, json};
use simorg::Scripted;
use tools::Kind;

use crate::connection::{apply, connect, connect_to, open_org, plan, read, says};

/// What Okta itself says of an app, without the members that a change of its label changes.
async fn app(okta: &okta::Client, id: &str) -> Value {
    let mut app = okta.send(&op::get_application(id)).await.unwrap().body;
    for member in ["label", "lastUpdated", "_links"] {
        app[member] = Value::Null;
    }
    // Which links an app has is Okta's own.
    app["visibility"]["appLinks"] = Value::Null;
    app
}

#[tokio::test]
async fn a_change_of_label_keeps_saml_oidc_swa_and_catalog_settings() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let saml = json!({"app_config": {"label": "Wiki", "signOnMode": "SAML_2_0",
    "visibility": {"autoSubmitToolbar": false, "hide": {"iOS": false, "web": false}},
    "settings": {"signOn": {
        "defaultRelayState": "", "ssoAcsUrl": "https://wiki.acme.example/acs", "audience": "wiki",
        "recipient": "https://wiki.acme.example/acs", "destination": "https://wiki.acme.example/acs",
        "idpIssuer": "http://www.okta.com/${org.externalKey}", "subjectNameIdTemplate": "${user.userName}",
        "subjectNameIdFormat": "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
        "responseSigned": true, "assertionSigned": true, "signatureAlgorithm": "RSA_SHA256",
        "digestAlgorithm": "SHA256", "honorForceAuthn": true, "requestCompressed": false,
        "authnContextClassRef": "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
        "attributeStatements": [{"type": "EXPRESSION", "name": "mail", "namespace": "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified", "values": ["user.email"]}],
    }}}});
    let key = json!({"kty": "EC", "crv": "P-256", "kid": "k1", "use": "sig", "status": "ACTIVE",
        "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"});
    let oidc = json!({"app_config": {"name": "oidc_client", "label": "Robot", "signOnMode": "OPENID_CONNECT",
        "credentials": {"oauthClient": {"token_endpoint_auth_method": "private_key_jwt"}},
        "settings": {"oauthClient": {"application_type": "service", "grant_types": ["client_credentials"],
            "response_types": ["token"], "jwks": {"keys": [key]}, "dpop_bound_access_tokens": true}}}});
    let mut ids = vec![
        "0oa1partnerport0acme".to_owned(),
        "0oa1chat00000000acme".to_owned(),
    ];
    for config in [saml, oidc] {
        let made = apply(&okta, "create_application", config).await;
        ids.push(made["id"].as_str().unwrap().to_owned());
    }
    for id in &ids {
        let before = app(&okta, id).await;
        let given = json!({"app_id": id, "app_config": {"label": "Renamed"}});
        let made = apply(&okta, "update_application", given).await;
        assert_eq!(made["label"], "Renamed");
        assert_eq!(app(&okta, id).await, before, "{id}");
    }
    let wiki = app(&okta, &ids[2]).await;
    assert_eq!(
        wiki["settings"]["signOn"]["attributeStatements"][0]["name"],
        "mail"
    );
    let robot = read(&okta, "get_application", json!({"app_id": ids[3]}))
        .await
        .unwrap();
    let client = &robot["settings"]["oauthClient"];
    assert_eq!(client["dpop_bound_access_tokens"], true);
    assert_eq!(client["jwks"]["keys"][0]["kid"], "k1");
}

#[tokio::test]
async fn an_odd_app_fails_no_page_and_loses_nothing() {
    let upstream = Scripted::start().await.unwrap();
    let okta = connect_to(&upstream, "okta.apps.read");
    let odd = json!([
        {"id": "0oa1", "label": "Office", "name": "office365", "signOnMode": "WS_FEDERATION", "features": ["NEVER_SEEN"]},
        {"id": "0oa2", "label": "Swa", "name": "template_swa", "signOnMode": "BROWSER_PLUGIN", "settings": {"app": {"url": "x"}}},
        {"id": "0oa3", "label": "Saml", "signOnMode": "SAML_2_0", "settings": {"signOn": {"attributeStatements": [{"type": "NEW", "values": [1]}]}}},
        {"id": "0oa4"},
    ]);
    says(&upstream, 200, None, &odd);
    let given = json!({"fields": ["*"], "format": "objects"});
    let reply = read(&okta, "list_applications", given).await.unwrap();
    assert_eq!(reply["items"], odd);
}

#[tokio::test]
async fn null_clears_a_member_of_an_app_and_the_rest_stays() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let given =
        json!({"app_id": "Chat", "app_config": {"settings": {"notes": {"admin": "ask IT"}}}});
    let noted = apply(&okta, "update_application", given).await;
    assert_eq!(noted["settings"]["notes"]["admin"], "ask IT");
    let given = json!({"app_id": "Chat", "app_config": {"settings": {"notes": {"admin": null}}}});
    let cleared = apply(&okta, "update_application", given).await;
    assert!(cleared["settings"]["notes"]["admin"].is_null(), "{cleared}");
    assert_eq!(cleared["settings"]["app"], noted["settings"]["app"]);
}

#[tokio::test]
async fn a_secret_or_the_mark_of_one_is_refused() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    for secret in [json!("s3cret"), json!({"secret": "withheld"})] {
        let config = json!({"credentials": {"oauthClient": {"client_secret": secret}}});
        let given = json!({"app_id": "Build Farm", "app_config": config});
        let error = plan(&okta, "update_application", given).await.unwrap_err();
        assert_eq!(error.kind, Kind::InvalidInput);
    }
}

#[tokio::test]
async fn only_an_inactive_app_is_deleted() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let error = plan(&okta, "delete_application", json!({"app_id": "Chat"}))
        .await
        .unwrap_err();
    assert_eq!(error.kind, Kind::Conflict);
    let planned = plan(&okta, "deactivate_application", json!({"app_id": "Chat"}))
        .await
        .unwrap();
    let undo = planned.steps[0].undo.as_ref().unwrap();
    assert_eq!(undo.operation().id, "activateApplication");
}

#[tokio::test]
async fn the_app_of_the_connection_itself_is_guarded() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let given = json!({"app_id": org.client_id()});
    let planned = plan(&okta, "deactivate_application", given).await.unwrap();
    assert_eq!(planned.effect(), Effect::Restricted(Family::OwnConnection));
}

#[tokio::test]
async fn an_empty_refusal_is_an_error_and_never_an_empty_list_or_a_success() {
    let upstream = Scripted::start().await.unwrap();
    let okta = connect_to(
        &upstream,
        "okta.apps.manage okta.logs.read okta.policies.read",
    );
    for (name, given) in [
        ("list_applications", json!({})),
        ("get_logs", json!({"group_by": "event"})),
        ("get_login_failures", json!({})),
        ("list_policies", json!({"type": "PASSWORD"})),
    ] {
        says(&upstream, 403, None, &Value::Null);
        let error = read(&okta, name, given).await.unwrap_err();
        assert_eq!(error.okta.unwrap().status, 403, "{name}");
    }
    says(&upstream, 403, None, &Value::Null);
    let given = json!({"app_id": "0oa1chat00000000acme"});
    assert!(plan(&okta, "deactivate_application", given).await.is_err());
}

#[tokio::test]
async fn the_catalogue_is_read_to_its_end_without_links_and_each_app_once() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let given = json!({"limit": 2, "fetch_all": true, "fields": ["name"]});
    let all = read(&okta, "list_catalog_apps", given).await.unwrap();
    let names: Vec<&str> = all["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row[0].as_str().unwrap())
        .collect();
    assert_eq!(all["complete"], true, "{all}");
    assert!(names.len() > 4 && names.is_sorted(), "{names:?}");
    let once: std::collections::HashSet<&&str> = names.iter().collect();
    assert_eq!(once.len(), names.len());
    let page = read(&okta, "list_catalog_apps", json!({"limit": 2}))
        .await
        .unwrap();
    assert_eq!(
        (&page["complete"], &page["why"]),
        (&json!(false), &json!("page"))
    );
    let single = read(&okta, "get_catalog_app", json!({"app_name": names[0]}))
        .await
        .unwrap();
    assert_eq!(single["name"], names[0]);
    let none = read(&okta, "get_catalog_app", json!({"app_name": "no_such_app"})).await;
    assert_eq!(none.unwrap_err().kind, Kind::NotFound);
}
