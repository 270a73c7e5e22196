//! Long reads: told of while they go on, and stopped when nobody wants them any more.

use std::time::Duration;

use rmcp::model::{ClientRequest, Request};
use rmcp::service::PeerRequestOptions;
use serde_json::json;
use simorg::Org;

use crate::model::{ERAS, Model, Person, params};

async fn large_org() -> Org {
    let org = Org::acme().users(650).grant("all").role("SUPER_ADMIN");
    org.start().await.unwrap()
}

fn pages(org: &Org) -> usize {
    let requests = org.requests();
    requests
        .iter()
        .filter(|r| r["path"] == "/api/v1/users")
        .count()
}

/// A call under way, with the progress token that the client's library gives every request.
async fn under_way(model: &Model) -> rmcp::service::RequestHandle<rmcp::RoleClient> {
    let given = json!({"search": "id pr", "count_only": true});
    let call = ClientRequest::CallToolRequest(Request::new(params("list_users", given)));
    let options = PeerRequestOptions::no_options();
    model
        .client
        .peer()
        .send_cancellable_request(call, options)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_long_read_tells_how_far_it_has_come() {
    for era in ERAS {
        let org = large_org().await;
        let model = Model::of(&org, era, Person::Absent).await;
        let handle = under_way(&model).await;
        handle.await_response().await.unwrap();
        let told = model.desk.progress.lock().unwrap().clone();
        assert!(told.len() >= 3 && told.is_sorted(), "{era:?}: {told:?}");
        assert_eq!(told[0], 200, "{era:?}: {told:?}");
    }
}

#[tokio::test]
async fn a_read_that_is_cancelled_sends_nothing_more() {
    for era in ERAS {
        let org = large_org().await;
        let model = Model::of(&org, era, Person::Absent).await;
        model.call("list_groups", json!({"limit": 1})).await;
        org.fault("slow:400", 20).unwrap();
        let handle = under_way(&model).await;
        tokio::time::sleep(Duration::from_millis(600)).await;
        let before = pages(&org);
        assert!((1..4).contains(&before), "{before}");
        handle.cancel(Some("enough".to_owned())).await.unwrap();
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        assert!(
            pages(&org) <= before + 1,
            "{era:?}: {} after {before}",
            pages(&org)
        );
        assert!(pages(&org) < 4, "{era:?}");
    }
}
