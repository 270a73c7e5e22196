//! A key in a file, replaced while the connection goes on; and an administrator's API token.

use okta::{Client, Credentials, KeyFile, KeyKind, NewKey, Secret};
use operations::op;
use serde_json::json;
use simorg::Org;

use crate::connection::settings;

const TOKEN: &str = "00the-administrator-of-acme";

async fn acme() -> Org {
    let acme = Org::acme().users(20).api_token(TOKEN);
    acme.start().await.unwrap()
}

fn administrator(org: &Org) -> Client {
    let mut settings = settings(org);
    settings.credentials = Credentials::ApiToken(Secret::new(TOKEN));
    Client::new(settings)
}

#[tokio::test]
async fn an_api_token_needs_no_sign_in_and_does_what_its_owner_may() {
    let org = acme().await;
    let okta = administrator(&org);
    let me = okta.send(&op::get_user("me")).await.unwrap();
    assert!(me.body["profile"]["login"].is_string());
    let last = org.requests().pop().unwrap();
    assert_eq!(last["authorization"], "SSWS");
    assert_eq!(
        org.requests().len(),
        1,
        "nothing was asked of the token endpoint"
    );
}

#[tokio::test]
async fn a_wrong_api_token_is_refused_and_is_not_shown() {
    let org = acme().await;
    let mut settings = settings(&org);
    settings.credentials = Credentials::ApiToken(Secret::new("00wrong"));
    assert!(!format!("{settings:?}").contains("00wrong"));
    let fault = Client::new(settings).send(&op::get_user("me")).await;
    let fault = fault.unwrap_err();
    assert!(!format!("{fault:?} {fault}").contains("00wrong"));
    let code = fault.refusal().and_then(|refusal| refusal.code.clone());
    assert_eq!(code.as_deref(), Some("E0000011"));
}

#[tokio::test]
async fn a_key_that_is_replaced_in_its_file_is_used_at_the_next_sign_in() {
    let org = acme().await;
    let okta = administrator(&org);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.jwk");
    let old = NewKey::generate(KeyKind::Ec).unwrap();
    let new = NewKey::generate(KeyKind::Rsa).unwrap();
    let add = |key: &NewKey| op::add_jwk(org.client_id()).body(active(key));
    let old_id = okta.send(&add(&old)).await.unwrap().body["id"].clone();
    okta.send(&add(&new)).await.unwrap();
    std::fs::write(&path, old.jwk.expose()).unwrap();
    let mut ours = settings(&org);
    let file = KeyFile::of(&path, old.jwk.expose()).unwrap().unwrap();
    ours.credentials = file.into();
    let app = Client::new(ours);
    app.send(&op::list_groups()).await.unwrap();
    assert_eq!(app.settings().credentials.kid(), old.key.kid());

    std::fs::write(&path, "half of a fi").unwrap();
    org.turn_clock(7200);
    app.send(&op::list_groups()).await.unwrap();
    assert_eq!(app.settings().credentials.kid(), old.key.kid());

    std::fs::write(&path, new.jwk.expose()).unwrap();
    let old_id = old_id.as_str().unwrap();
    let deactivate = op::deactivate_oauth2_client_json_web_key(org.client_id(), old_id);
    okta.send(&deactivate).await.unwrap();
    org.turn_clock(7200);
    app.send(&op::list_groups()).await.unwrap();
    assert_eq!(app.settings().credentials.kid(), new.key.kid());
}

fn active(key: &NewKey) -> serde_json::Value {
    let mut jwk = key.key.registration();
    jwk["status"] = json!("ACTIVE");
    jwk
}

#[test]
fn a_file_without_a_key_id_is_not_followed() {
    let new = NewKey::generate(KeyKind::Ec).unwrap();
    let path = std::path::Path::new("key.pem");
    assert!(KeyFile::of(path, new.pem.expose()).unwrap().is_none());
    assert!(KeyFile::of(path, "nonsense").is_err());
}
