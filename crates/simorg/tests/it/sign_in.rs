//! The token endpoint: what it gives, and each thing it refuses.

use serde_json::{Value, json};
use simorg::Org;

use crate::client::{Client, Key, now, set, token};

#[tokio::test]
async fn a_good_assertion_and_a_proof_with_the_nonce_get_a_bound_token() {
    let org = Org::acme().users(30).start().await.unwrap();
    let mut client = Client::new(&org);

    let first = client.ask(&client.form("okta.users.read"), true).await;
    assert_eq!(
        (first.status, first.text("error").as_str()),
        (400, "use_dpop_nonce")
    );
    assert!(first.header("dpop-nonce").is_some());

    let answer = client.sign_in("okta.users.read okta.groups.read").await;
    assert_eq!(answer.status, 200);
    let keys: Vec<&String> = answer.body.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["token_type", "expires_in", "access_token", "scope"]);
    assert_eq!(answer.body["token_type"], "DPoP");
    assert_eq!(answer.body["scope"], "okta.groups.read okta.users.read");
    assert!(answer.header("dpop-nonce").is_some());
    assert_eq!(client.get("/api/v1/users?limit=2").await.status, 200);
}
