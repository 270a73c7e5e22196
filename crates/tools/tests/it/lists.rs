//! Lists: what is given, what is left out, and how they go on.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use simorg::Org;
use tools::Kind;

use crate::connection::{connect, open_org, read, read_within};

fn ids(reply: &Value) -> Vec<String> {
    let rows = reply["rows"].as_array().unwrap();
    rows.iter()
        .map(|row| row[0].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_list_goes_on_where_it_stopped_until_it_is_complete() {
    let org = open_org(130).await;
    let okta = connect(&org, None);
    let mut after = Value::Null;
    let mut found = Vec::new();
    loop {
        let given = json!({"search": "id pr", "limit": 23, "after": after});
        let reply = read(&okta, "list_users", given).await.unwrap();
        assert_eq!(reply["count"], ids(&reply).len());
        found.extend(ids(&reply));
        if reply["complete"] == true {
            assert!(reply.get("next").is_none() && reply.get("why").is_none());
            break;
        }
        assert_eq!(reply["why"], "page");
        after = reply["next"].clone();
    }
    let there = org.state()["users"].as_array().unwrap().len();
    assert_eq!(found.len(), there);
    assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), there);
}

#[tokio::test]
async fn fetch_all_stops_at_the_budget_and_goes_on_behind_it() {
    let org = open_org(130).await;
    let okta = connect(&org, None);
    let mut after = Value::Null;
    let mut found = Vec::new();
    let mut replies = 0;
    loop {
        let given = json!({"search": "id pr", "fetch_all": true, "after": after});
        let reply = read_within(&okta, "list_users", given, 6_000)
            .await
            .unwrap();
        assert!(reply.to_string().chars().count() <= 6_000);
        found.extend(ids(&reply));
        replies += 1;
        if reply["complete"] == true {
            break;
        }
        assert_eq!(reply["why"], "budget");
        after = reply["next"].clone();
    }
    assert!(replies > 2);
    let there = org.state()["users"].as_array().unwrap().len();
    assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), there);
    assert_eq!(found.len(), there);
}

#[tokio::test]
async fn a_budget_that_ends_with_a_page_loses_no_page() {
    let org = open_org(230).await;
    let okta = connect(&org, None);
    let given = json!({"search": "id pr", "fetch_all": true});
    // The least budget that takes the 200 rows of the first page takes no row of the second.
    let (mut less, mut enough) = (2_000, 60_000);
    while enough - less > 1 {
        let budget = usize::midpoint(less, enough);
        let reply = read_within(&okta, "list_users", given.clone(), budget).await;
        match ids(&reply.unwrap()).len() {
            0..200 => less = budget,
            _ => enough = budget,
        }
    }
    let first = read_within(&okta, "list_users", given, enough)
        .await
        .unwrap();
    assert_eq!((ids(&first).len(), &first["why"]), (200, &json!("budget")));
    let rest = json!({"search": "id pr", "fetch_all": true, "after": first["next"]});
    let rest = read(&okta, "list_users", rest).await.unwrap();
    let there = org.state()["users"].as_array().unwrap().len();
    assert_eq!(200 + ids(&rest).len(), there);
    assert_eq!(rest["complete"], true);
}

#[tokio::test]
async fn a_long_search_and_many_columns_keep_the_budget_too() {
    let org = open_org(130).await;
    let okta = connect(&org, None);
    let search = vec!["id pr"; 120].join(" or ");
    let fields: Vec<String> = (0..200).map(|n| format!("profile.member{n}")).collect();
    let given = json!({"search": search, "fields": fields});
    let reply = read_within(&okta, "list_users", given, 9_000)
        .await
        .unwrap();
    assert!(reply.to_string().chars().count() <= 9_000);
    assert_eq!(reply["why"], "budget");

    let fields: Vec<String> = (0..500).map(|n| format!("profile.member{n}")).collect();
    let error = read_within(&okta, "list_users", json!({"fields": fields}), 9_000).await;
    assert_eq!(error.unwrap_err().kind, Kind::InvalidInput);
}

#[tokio::test]
async fn q_says_that_it_stops_at_ten() {
    let org = open_org(300).await;
    let okta = connect(&org, None);
    let reply = read(&okta, "list_users", json!({"q": "a"})).await.unwrap();
    assert_eq!(
        (&reply["count"], &reply["complete"], &reply["why"]),
        (&json!(10), &json!(false), &json!("q_cap"))
    );
    let exactly = read(&okta, "list_users", json!({"q": "a", "limit": 10}))
        .await
        .unwrap();
    assert_eq!(exactly["why"], "q_cap", "{exactly}");
    let one = read(&okta, "list_users", json!({"q": "lovelace"}))
        .await
        .unwrap();
    assert_eq!((&one["count"], &one["complete"]), (&json!(1), &json!(true)));
}

#[tokio::test]
async fn counting_needs_no_rows() {
    let org = open_org(130).await;
    let okta = connect(&org, None);
    let reply = read(
        &okta,
        "list_users",
        json!({"search": "id pr", "count_only": true}),
    )
    .await
    .unwrap();
    let there = org.state()["users"].as_array().unwrap().len();
    assert_eq!(reply, json!({"count": there, "complete": true}));
}

#[tokio::test]
async fn columns_can_be_chosen_and_objects_had_instead() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let search = "profile.login eq \"ada@acme.example\"";
    let chosen = json!({"search": search, "fields": ["login", "profile.department", "no.such"]});
    let reply = read(&okta, "list_users", chosen).await.unwrap();
    assert_eq!(
        reply["columns"],
        json!(["login", "profile.department", "no.such"])
    );
    assert_eq!(
        reply["rows"],
        json!([["ada@acme.example", "Engineering", null]])
    );
    let objects = json!({"search": search, "format": "objects"});
    let reply = read(&okta, "list_users", objects).await.unwrap();
    assert_eq!(reply["items"][0]["login"], "ada@acme.example");
    let all = json!({"search": search, "fields": ["*"]});
    let reply = read(&okta, "list_users", all).await.unwrap();
    assert_eq!(reply["items"][0]["profile"]["login"], "ada@acme.example");
    assert!(reply["items"][0].get("_links").is_none());
    let raw = json!({"search": search, "raw": true});
    let reply = read(&okta, "list_users", raw).await.unwrap();
    assert!(reply["items"][0].get("_links").is_some());
}

#[tokio::test]
async fn private_columns_are_not_among_the_default_ones() {
    let org = open_org(30).await;
    let reply = read(&connect(&org, None), "list_users", json!({}))
        .await
        .unwrap();
    let text = reply.to_string();
    for private in ["+44 20 7946 0100", "A1001", "secondEmail"] {
        assert!(!text.contains(private), "{private}");
    }
}

#[tokio::test]
async fn an_error_half_way_keeps_the_rows_and_the_way_on() {
    let org = open_org(450).await;
    let okta = connect(&org, None);
    okta.sign_in().await.unwrap();
    let upstream = org.state()["users"].as_array().unwrap().len() as u64;
    let count = json!({"search": "id pr", "fetch_all": true, "fields": ["id"]});
    // The first page goes through; the fault strikes the second.
    let first = read(
        &okta,
        "list_users",
        json!({"search": "id pr", "limit": 200, "fields": ["id"]}),
    )
    .await
    .unwrap();
    let broken = {
        let mut given = count.clone();
        given["after"] = first["next"].clone();
        org.fault("server_error", 1).unwrap();
        read(&okta, "list_users", given).await
    };
    assert_eq!(broken.unwrap_err().kind, Kind::OktaRejected);
    let mut given = count;
    given["after"] = first["next"].clone();
    let rest = read(&okta, "list_users", given).await.unwrap();
    assert_eq!(rest["count"].as_u64().unwrap() + 200, upstream);
}

#[tokio::test]
async fn a_next_is_taken_only_by_the_list_that_gave_it() {
    let org = open_org(60).await;
    let okta = connect(&org, None);
    let reply = read(&okta, "list_users", json!({"limit": 5}))
        .await
        .unwrap();
    let next = reply["next"].clone();
    for (tool, given) in [
        ("list_groups", json!({"after": next})),
        ("list_users", json!({"after": next, "q": "ada"})),
        ("list_users", json!({"after": "nonsense"})),
        (
            "list_group_users",
            json!({"after": next, "group_id": "Engineering"}),
        ),
    ] {
        let error = read(&okta, tool, given).await.unwrap_err();
        assert_eq!(error.kind, Kind::InvalidInput, "{tool}");
        assert!(error.message.contains("after"), "{}", error.message);
    }
}

#[tokio::test]
async fn a_list_without_rows_is_complete_and_says_so() {
    let org = open_org(30).await;
    let given = json!({"search": "profile.lastName eq \"Nobody\""});
    let reply = read(&connect(&org, None), "list_users", given)
        .await
        .unwrap();
    assert_eq!(
        (&reply["count"], &reply["complete"]),
        (&json!(0), &json!(true))
    );
}

#[tokio::test]
async fn profile_attributes_come_from_the_schema_and_never_from_a_person() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let reply = read(&okta, "get_user_profile_attributes", json!({}))
        .await
        .unwrap();
    let text = reply.to_string();
    assert!(
        text.contains("badgeColor") && text.contains("login"),
        "{text}"
    );
    assert!(!text.contains("acme.example"), "{text}");
    let users = org
        .requests()
        .iter()
        .filter(|r| r["path"] == "/api/v1/users")
        .count();
    assert_eq!(users, 0);
}

#[tokio::test]
async fn a_help_desk_reads_people_and_meets_its_role_on_the_rest() {
    let org = Org::acme().users(30).start().await.unwrap();
    let okta = connect(&org, None);
    read(&okta, "list_users", json!({})).await.unwrap();
    org.fault("role:none", 1).unwrap();
    let error = read(&okta, "list_users", json!({})).await.unwrap_err();
    assert_eq!(error.kind, Kind::MissingRole);
    assert!(
        error.next_step.contains("Help Desk Administrator"),
        "{}",
        error.next_step
    );
}
