//! Lists followed to their end.

use std::collections::BTreeSet;

use operations::op;
use simorg::Org;

use crate::connection::connect;

#[tokio::test]
async fn every_person_comes_exactly_once() {
    let org = Org::acme()
        .users(130)
        .grant("all")
        .role("SUPER_ADMIN")
        .start()
        .await
        .unwrap();
    let client = connect(&org);
    let mut request = op::list_users().query("search", "id pr").query("limit", 17);
    let mut ids = Vec::new();
    loop {
        let answer = client.send(&request).await.unwrap();
        let rows = answer.rows(None).unwrap();
        ids.extend(
            rows.iter()
                .map(|user| user["id"].as_str().unwrap().to_owned()),
        );
        match client.next(request.operation(), &answer).unwrap() {
            Some(next) => request = op::list_users().with_query(next.parameters),
            None => break,
        }
    }
    let state = org.state();
    let there: BTreeSet<&str> = state["users"]
        .as_array()
        .unwrap()
        .iter()
        .map(|u| u["id"].as_str().unwrap())
        .collect();
    let found: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    assert_eq!(found, there);
    assert_eq!(ids.len(), there.len());
}
