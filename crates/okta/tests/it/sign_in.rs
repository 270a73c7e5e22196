//! Signing in: what is proved, what is shared, what is said when it fails.

use okta::{Client, Dpop, Fault, SigningKey};
use operations::op;
use simorg::Org;

use crate::connection::{asked, connect, settings};

const TOKEN: &str = "/oauth2/v1/token";

#[tokio::test]
async fn a_connection_with_dpop_signs_in_and_reads() {
    let org = Org::acme().users(20).start().await.unwrap();
    let client = connect(&org);
    let answer = client.send(&op::list_users()).await.unwrap();
    assert!(answer.rows(None).unwrap().len() > 5);
    assert!(answer.request_id.is_some());
    let last = org.requests().pop().unwrap();
    assert_eq!(last["authorization"], "DPoP");
}

#[tokio::test]
async fn without_dpop_on_the_app_both_ways_work() {
    let org = Org::acme().users(20).without_dpop().start().await.unwrap();
    for dpop in [Dpop::Auto, Dpop::Off] {
        let mut settings = settings(&org);
        settings.dpop = dpop;
        let client = Client::new(settings);
        client.send(&op::list_groups()).await.unwrap();
    }
}

#[tokio::test]
async fn over_tls_only_a_trusted_authority_will_do() {
    let org = Org::acme().users(20).tls().start().await.unwrap();
    connect(&org).send(&op::list_groups()).await.unwrap();
    let mut untrusting = settings(&org);
    untrusting.trusted = None;
    let fault = Client::new(untrusting)
        .send(&op::list_groups())
        .await
        .unwrap_err();
    assert!(
        matches!(fault, Fault::Unreachable(okta::Unreachable::Tls { .. })),
        "{fault:?}"
    );
}

#[tokio::test]
async fn fifty_callers_share_one_sign_in() {
    let org = Org::acme().users(20).start().await.unwrap();
    let client = connect(&org);
    let callers = (0..50).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { client.send(&op::get_group("00g1engineering0acme")).await })
    });
    for caller in callers.collect::<Vec<_>>() {
        caller.await.unwrap().unwrap();
    }
    // One without a nonce, which Okta refuses, and one with it.
    assert_eq!(asked(&org, TOKEN), 2);
}

#[tokio::test]
async fn a_token_that_okta_no_longer_takes_is_replaced_once() {
    let org = Org::acme().users(20).start().await.unwrap();
    let client = connect(&org);
    client.send(&op::list_groups()).await.unwrap();
    org.fault("revoke_tokens", 1).unwrap();
    client.send(&op::list_groups()).await.unwrap();
    assert_eq!(asked(&org, TOKEN), 3);
}

#[tokio::test]
async fn a_nonce_that_is_demanded_anew_is_fetched() {
    let org = Org::acme().users(20).start().await.unwrap();
    let client = connect(&org);
    client.send(&op::list_groups()).await.unwrap();
    org.fault("new_nonce", 1).unwrap();
    org.fault("revoke_tokens", 1).unwrap();
    client.send(&op::list_groups()).await.unwrap();
}

#[tokio::test]
async fn a_clock_that_is_off_by_hours_is_corrected() {
    for skew in ["skew:7200", "skew:-7200"] {
        let org = Org::acme().users(20).fault(skew).start().await.unwrap();
        let client = connect(&org);
        client.send(&op::list_groups()).await.unwrap();
    }
}

#[tokio::test]
async fn a_wrong_key_id_a_wrong_key_and_a_wrong_app_are_told_apart() {
    let org = Org::acme().users(20).start().await.unwrap();
    let other = Org::acme().users(20).start().await.unwrap();

    let mut wrong_kid = settings(&org);
    wrong_kid.credentials = SigningKey::parse(org.private_key_pem(), Some("nobody"))
        .unwrap()
        .into();
    assert!(refused(wrong_kid).await.contains("kid"));

    let mut wrong_key = settings(&org);
    wrong_key.credentials = SigningKey::parse(other.private_key_pem(), Some(org.key_id()))
        .unwrap()
        .into();
    assert!(refused(wrong_key).await.contains("signature"));

    let mut wrong_app = settings(&org);
    wrong_app.client_id = "0oa1nobody0000000000".to_owned();
    assert!(refused(wrong_app).await.contains("client"));
}

async fn refused(settings: okta::Settings) -> String {
    match Client::new(settings).sign_in().await {
        Err(Fault::SignIn(refusal)) => {
            assert_eq!(
                (refusal.status, refusal.error.as_str()),
                (401, "invalid_client")
            );
            refusal.description
        }
        other => panic!("signed in, or failed otherwise: {other:?}"),
    }
}

#[tokio::test]
async fn dpop_required_while_off_is_said_as_okta_says_it() {
    let org = Org::acme().users(20).start().await.unwrap();
    let mut settings = settings(&org);
    settings.dpop = Dpop::Off;
    let fault = Client::new(settings).sign_in().await.unwrap_err();
    assert!(
        matches!(&fault, Fault::SignIn(refusal) if refusal.error == "invalid_dpop_proof"),
        "{fault:?}"
    );
}

#[tokio::test]
async fn what_was_granted_is_compared_with_what_was_asked() {
    let org = Org::acme()
        .users(20)
        .grant("okta.users.manage")
        .start()
        .await
        .unwrap();
    let mut asking = settings(&org);
    asking.scopes = vec![
        "okta.users.manage".to_owned(),
        "okta.groups.read".to_owned(),
    ];
    let grant = Client::new(asking).sign_in().await.unwrap();
    assert!(grant.covers("okta.users.read"));
    assert!(!grant.covers("okta.groups.read"));
}

#[tokio::test]
async fn a_missing_scope_and_a_missing_role_are_told_apart() {
    let org = Org::acme().users(20).start().await.unwrap();
    let client = connect(&org);
    let role = client.send(&op::list_log_events()).await.unwrap_err();
    assert!(role.refusal().unwrap().lacks_role(), "{role:?}");
    let scope = client.send(&op::list_applications()).await.unwrap_err();
    let refusal = scope.refusal().unwrap();
    assert!(refusal.lacks_scope(), "{scope:?}");
    assert_eq!(refusal.code, None);
    let challenge = refusal.challenge.as_ref().unwrap();
    assert_eq!(challenge.scope.as_deref(), Some("okta.apps.read"));
}

#[tokio::test]
async fn a_sign_in_that_the_network_broke_is_tried_again() {
    let org = Org::acme().users(20).start().await.unwrap();
    org.fault("token_drop", 2).unwrap();
    connect(&org).send(&op::list_groups()).await.unwrap();
}

#[tokio::test]
async fn the_failure_of_a_sign_in_that_nobody_waited_for_is_forgotten() {
    let org = Org::acme().users(20).start().await.unwrap();
    let client = connect(&org);
    // Seconds too many to be waited for, so that the sign-in fails at once.
    org.fault("token_rate_limit:3000", 1).unwrap();
    let impatient = tokio::spawn({
        let client = client.clone();
        async move { client.sign_in().await }
    });
    tokio::task::yield_now().await;
    impatient.abort();
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    client.sign_in().await.unwrap();
}
