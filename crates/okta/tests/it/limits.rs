//! Limits waited out, failures repeated only where that is safe.

use okta::{Fault, Unreachable};
use operations::op;
use serde_json::json;
use simorg::Org;

use crate::connection::{asked, connect};

#[tokio::test]
async fn a_429_is_waited_out() {
    let org = Org::acme().users(20).start().await.unwrap();
    let client = connect(&org);
    client.sign_in().await.unwrap();
    org.fault("rate_limit:1", 2).unwrap();
    client.send(&op::list_groups()).await.unwrap();
    assert_eq!(asked(&org, "/api/v1/groups"), 3);
}

#[tokio::test]
async fn a_limit_that_does_not_end_is_said_and_not_waited_for() {
    let org = Org::acme().users(20).start().await.unwrap();
    let client = connect(&org);
    client.sign_in().await.unwrap();
    org.fault("rate_limit:3000", 9).unwrap();
    let fault = client.send(&op::list_groups()).await.unwrap_err();
    assert!(
        matches!(fault, Fault::RateLimited { wait, .. } if wait.as_secs() > 2000),
        "{fault:?}"
    );
    assert_eq!(asked(&org, "/api/v1/groups"), 1);
}

#[tokio::test]
async fn the_limit_on_requests_at_once_is_backed_off_from() {
    let org = Org::acme().users(20).start().await.unwrap();
    let client = connect(&org);
    client.sign_in().await.unwrap();
    org.fault("concurrency_limit", 2).unwrap();
    client.send(&op::list_groups()).await.unwrap();
}

#[tokio::test]
async fn a_read_is_sent_again_when_the_connection_breaks() {
    let org = Org::acme().users(20).start().await.unwrap();
    let client = connect(&org);
    client.sign_in().await.unwrap();
    for fault in ["drop", "drop_after"] {
        org.fault(fault, 1).unwrap();
        client.send(&op::list_groups()).await.unwrap();
    }
}

#[tokio::test]
async fn a_create_whose_answer_is_lost_is_not_sent_again() {
    let org = Org::acme()
        .users(20)
        .grant("all")
        .role("SUPER_ADMIN")
        .start()
        .await
        .unwrap();
    let client = connect(&org);
    client.sign_in().await.unwrap();
    org.fault("drop_after", 1).unwrap();
    let request = op::add_group().body(json!({"profile": {"name": "Once"}}));
    let fault = client.send(&request).await.unwrap_err();
    assert!(
        matches!(fault, Fault::UnknownOutcome(Unreachable::Broken { .. })),
        "{fault:?}"
    );
    assert_eq!(asked(&org, "/api/v1/groups"), 1);
    let groups = org.state()["groups"].clone();
    let named = groups
        .as_array()
        .unwrap()
        .iter()
        .filter(|g| g["profile"]["name"] == "Once");
    assert_eq!(named.count(), 1);
}

#[tokio::test]
async fn an_idempotent_write_whose_answer_is_lost_is_sent_again() {
    let org = Org::acme()
        .users(20)
        .grant("all")
        .role("SUPER_ADMIN")
        .start()
        .await
        .unwrap();
    let client = connect(&org);
    client.sign_in().await.unwrap();
    org.fault("drop_after", 1).unwrap();
    let request = op::assign_user_to_group("00g1sales0000000acme", "00u1adalovelace0acme");
    assert_eq!(client.send(&request).await.unwrap().status, 204);
}

#[tokio::test]
async fn an_error_of_oktas_is_not_repeated() {
    let org = Org::acme().users(20).start().await.unwrap();
    let client = connect(&org);
    client.sign_in().await.unwrap();
    org.fault("server_error", 1).unwrap();
    let fault = client.send(&op::list_groups()).await.unwrap_err();
    assert_eq!(fault.refusal().unwrap().code.as_deref(), Some("E0000009"));
}
