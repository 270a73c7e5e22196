//! Lists page by page: links, cursors, and that nothing is lost or told twice.

use std::collections::BTreeSet;

use simorg::Org;

use crate::client::{Client, control};

/// Follows `next` from a path; the ids, page by page.
async fn walk(client: &Client<'_>, path: &str) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut path = path.to_owned();
    loop {
        let answer = client.get(&path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        pages.push(answer.column("/id"));
        assert!(pages.len() < 500, "the list does not end");
        let links: Vec<_> = answer.headers.get_all("link").iter().collect();
        assert!(links[0].to_str().unwrap().ends_with("rel=\"self\""));
        match answer.link("next") {
            None => {
                assert_eq!(links.len(), 1);
                return pages;
            }
            Some(next) => {
                assert_eq!(links.len(), 2);
                client.org.url().clone_into(&mut path);
                path = next.strip_prefix(&path).unwrap().to_owned();
            }
        }
    }
}

#[tokio::test]
async fn all_pages_of_users_are_all_the_users_who_are_not_gone() {
    let org = Org::acme().start().await.unwrap();
    let client = Client::of(&org).await;
    let state = control(&org, "/state").await;
    let here: BTreeSet<String> = state["users"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|user| user["status"] != "DEPROVISIONED")
        .map(|user| user["id"].as_str().unwrap().to_owned())
        .collect();
    for limit in [1, 7, 100, 200] {
        let pages = walk(&client, &format!("/api/v1/users?limit={limit}")).await;
        let ids: Vec<String> = pages.concat();
        assert_eq!(ids.len(), here.len(), "limit {limit}");
        assert_eq!(ids.into_iter().collect::<BTreeSet<_>>(), here);
        assert!(
            pages
                .iter()
                .all(|page| page.len() <= limit && !page.is_empty())
        );
        if limit == 1 {
            break;
        }
    }
}

#[tokio::test]
async fn a_walk_by_search_meets_everybody() {
    let org = Org::acme().start().await.unwrap();
    let client = Client::of(&org).await;
    for path in [
        "/api/v1/users?search=id+pr&limit=70",
        "/api/v1/users?search=id+pr&limit=70&sortBy=profile.lastName&sortOrder=desc",
        "/api/v1/groups/00g1everyone0000acme/users?limit=70",
    ] {
        let pages = walk(&client, path).await;
        assert_eq!(
            pages.iter().map(Vec::len).collect::<Vec<_>>(),
            [70, 70, 70, 70, 20],
            "{path}"
        );
        assert_eq!(
            pages.concat().into_iter().collect::<BTreeSet<_>>().len(),
            300
        );
    }
}

#[tokio::test]
async fn a_link_echoes_the_request_with_the_default_limit_as_a_form() {
    let org = Org::acme().start().await.unwrap();
    let client = Client::of(&org).await;
    let base = org.url();
    let users = client.get("/api/v1/users").await;
    assert_eq!(
        users.link("self").unwrap(),
        format!("{base}/api/v1/users?limit=200")
    );
    let search = "/api/v1/users?unknown=1&search=status%20eq%20%22ACTIVE%22&limit=5";
    let found = client.get(search).await;
    assert_eq!(
        found.link("self").unwrap(),
        format!("{base}/api/v1/users?limit=5&search=status+eq+%22ACTIVE%22&unknown=1")
    );
    let last = found.column("/id").pop().unwrap();
    assert_eq!(
        found.link("next").unwrap(),
        format!("{base}/api/v1/users?after={last}&limit=5&search=status+eq+%22ACTIVE%22")
    );
    let groups = client.get("/api/v1/groups").await;
    assert_eq!(
        groups.link("self").unwrap(),
        format!("{base}/api/v1/groups?limit=10000")
    );
    let members = client
        .get("/api/v1/groups/00g1sales0000000acme/users")
        .await;
    assert!(members.link("self").unwrap().ends_with("/users?limit=1000"));
}

#[tokio::test]
async fn the_unfiltered_list_runs_by_status_class_and_a_digit_ends_a_class() {
    let org = Org::acme().users(30).start().await.unwrap();
    let client = Client::of(&org).await;
    // One person is staged: the first page ends with the class.
    let first = client.get("/api/v1/users?limit=1").await;
    assert_eq!(first.column("/status"), ["STAGED"]);
    assert!(first.link("next").unwrap().contains("after=2&"));
    let second = client.get("/api/v1/users?limit=1&after=2").await;
    let id = second.column("/id").pop().unwrap();
    assert!(
        second
            .link("next")
            .unwrap()
            .contains(&format!("after=2{id}&"))
    );
}

#[tokio::test]
async fn a_list_can_be_walked_while_its_rows_go_away() {
    let org = Org::acme()
        .users(30)
        .grant("all")
        .role("SUPER_ADMIN")
        .start()
        .await
        .unwrap();
    let client = Client::of(&org).await;
    let path =
        "/api/v1/users?limit=2&search=status+eq+%22DEPROVISIONED%22+or+status+eq+%22ACTIVE%22";
    let page = client.get(path).await;
    let last = page.column("/id").pop().unwrap();
    client.delete(&format!("/api/v1/users/{last}")).await;
    client.delete(&format!("/api/v1/users/{last}")).await;
    let next = page.link("next").unwrap();
    let following = client.get(next.strip_prefix(org.url()).unwrap()).await;
    assert_eq!(following.body.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_cursor_that_no_list_gave_is_refused() {
    let org = Org::acme().users(30).start().await.unwrap();
    let client = Client::of(&org).await;
    for (path, code) in [
        ("/api/v1/users?after=nonsense", "E0000031"),
        ("/api/v1/users?after=9", "E0000031"),
        ("/api/v1/users?after=9%00u1adalovelace0acme", "E0000031"),
        (
            "/api/v1/users?search=id+pr&after=200u1adalovelace0acme",
            "E0000031",
        ),
        ("/api/v1/groups?after=nonsense", "E0000031"),
        (
            "/api/v1/groups/00g1sales0000000acme/users?after=nonsense",
            "E0000029",
        ),
    ] {
        let answer = client.get(path).await;
        assert_eq!(
            answer.error(),
            (400, code.to_owned(), "Invalid cursor.".to_owned()),
            "{path}"
        );
    }
}
