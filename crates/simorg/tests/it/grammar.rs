//! The query languages of the user list, over HTTP.

use simorg::Org;

use crate::client::{Answer, Client};

async fn find(client: &Client<'_>, parameter: &str, text: &str) -> Answer {
    let encoded = crate::client::encode(&[(parameter.to_owned(), text.to_owned())]);
    client.get(&format!("/api/v1/users?{encoded}")).await
}

async fn logins(client: &Client<'_>, parameter: &str, text: &str) -> Vec<String> {
    let answer = find(client, parameter, text).await;
    assert_eq!(answer.status, 200, "{text}: {}", answer.text);
    let strip = |login: String| login.replace("@acme.example", "");
    let mut logins: Vec<String> = answer
        .column("/profile/login")
        .into_iter()
        .map(strip)
        .collect();
    logins.sort();
    logins
}

#[tokio::test]
async fn search_finds_what_it_says() {
    let org = Org::acme().users(30).start().await.unwrap();
    let client = Client::of(&org).await;
    for (search, expected) in [
        (r#"profile.login eq "ADA@acme.example""#, vec!["ada"]),
        (r#"profile.lastName sw "o'h""#, vec!["maeve.ohara"]),
        (r#"profile.lastName eq "Müller""#, vec!["juergen.mueller"]),
        (r#"profile.firstName co "oo""#, vec!["noor.haddad"]),
        (
            r#"status eq "LOCKED_OUT" or status eq "SUSPENDED""#,
            vec!["ben.carter", "ivan.petrov"],
        ),
        (
            r#"profile.department eq "Sales" and (status eq "DEPROVISIONED" or profile.title sw "Head")"#,
            vec!["leo.rossi", "priya.raman"],
        ),
        (r#"id eq "00u1adalovelace0acme""#, vec!["ada"]),
        (
            r#"created lt "2019-05-06T00:00:00.000Z""#,
            vec!["ada", "grace"],
        ),
        (
            r#"profile.skills eq "rust" and profile.floor gt 4"#,
            vec!["ines.duarte", "nina.kowalska"],
        ),
        ("profile.contractor eq true", vec!["ivan.petrov"]),
        (
            r#"profile.login eq "ada@acme.example" and profile.middleName pr"#,
            vec![],
        ),
    ] {
        let found = logins(&client, "search", search).await;
        assert_eq!(found, expected, "{search}");
    }
}

#[tokio::test]
async fn a_bad_search_is_refused_as_recorded() {
    let org = Org::acme().users(30).start().await.unwrap();
    let client = Client::of(&org).await;
    for bad in [
        "this is not a filter",
        "profile.login",
        "profile.login eq ada",
        r#"profile.login eq "ada"#,
        r#"(profile.login eq "ada""#,
        r#"profile.login eq "ada" and"#,
        "profile.login = \"ada\"",
        ")",
    ] {
        let answer = find(&client, "search", bad).await;
        assert_eq!(
            (answer.status, answer.text("errorCode").as_str()),
            (400, "E0000031"),
            "{bad}"
        );
        assert_eq!(answer.text("errorSummary"), "Invalid search criteria.");
    }
    let recorded = find(&client, "search", "profile.login eq \"ada\" and").await;
    assert_eq!(recorded.error().2, "Invalid search syntax.");
    for unsupported in [
        r#"profile.login ne "ada""#,
        r#"profile.title co "Engineer""#,
        r#"not (status eq "ACTIVE")"#,
        r#"profile.shoeSize eq "43""#,
        r#"profile.login ew "example""#,
        r#"Status eq "ACTIVE""#,
    ] {
        let answer = find(&client, "search", unsupported).await;
        assert_eq!(answer.text("errorCode"), "E0000031", "{unsupported}");
    }
}

#[tokio::test]
async fn filter_has_fewer_attributes_and_minds_the_case() {
    let org = Org::acme().users(30).start().await.unwrap();
    let client = Client::of(&org).await;
    assert_eq!(
        logins(&client, "filter", r#"profile.login eq "ada@acme.example""#).await,
        ["ada"]
    );
    assert!(
        logins(&client, "filter", r#"profile.login eq "ADA@acme.example""#)
            .await
            .is_empty()
    );
    let gone = logins(&client, "filter", r#"status eq "DEPROVISIONED""#).await;
    assert_eq!(gone, ["leo.rossi", "paulo.costa"]);
    let old = r#"lastUpdated lt "2019-04-01T00:00:00.000Z" and status eq "ACTIVE""#;
    assert_eq!(logins(&client, "filter", old).await, ["ada"]);
    for bad in [
        r#"profile.department eq "Sales""#,
        r#"profile.login sw "ada""#,
        "status pr",
        "x",
    ] {
        assert_eq!(
            find(&client, "filter", bad).await.text("errorCode"),
            "E0000031",
            "{bad}"
        );
    }
    let both = client
        .get("/api/v1/users?search=status+pr&filter=status+eq+%22ACTIVE%22")
        .await;
    assert_eq!(both.text("errorCode"), "E0000033");
}

#[tokio::test]
async fn q_is_the_start_of_a_name_and_gives_ten_without_a_way_on() {
    let org = Org::acme().start().await.unwrap();
    let client = Client::of(&org).await;
    let lee = find(&client, "q", "lee").await;
    assert_eq!(lee.column("/profile/lastName"), ["Lee", "Lee"]);
    let many = find(&client, "q", "a").await;
    assert_eq!(many.body.as_array().unwrap().len(), 10);
    assert!(many.link("self").is_some() && many.link("next").is_none());
    assert!(
        find(&client, "q", "rossi")
            .await
            .column("/status")
            .iter()
            .all(|s| s != "DEPROVISIONED")
    );
}

#[tokio::test]
async fn a_search_is_sorted_by_one_attribute_and_then_by_id() {
    let org = Org::acme().users(30).start().await.unwrap();
    let client = Client::of(&org).await;
    let path = "/api/v1/users?search=profile.department+eq+%22Finance%22&sortBy=profile.lastName";
    let rising = client.get(path).await.column("/profile/lastName");
    let mut sorted = rising.clone();
    sorted.sort();
    assert_eq!(rising, sorted);
    let falling = client
        .get(&format!("{path}&sortOrder=desc"))
        .await
        .column("/profile/lastName");
    sorted.reverse();
    assert_eq!(falling, sorted);
    assert_eq!(
        client.get(&format!("{path}x")).await.text("errorCode"),
        "E0000031"
    );
}
