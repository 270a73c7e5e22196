//! Whatever an upstream answers, a model gets a clear error in time, and the server stays up.

use std::io::Write as _;
use std::time::{Duration, Instant};

use mcp::{Connection, Filter, Server, Surface};
use okta::{Client, OrgUrl, Settings, SigningKey};
use serde_json::{Value, json};
use simorg::{Act, Scripted};

use crate::model::{Era, Model, Person};

const USER: &str = "00u1adalovelace0acme";

/// A model at a server whose Okta is the scripted upstream.
async fn model(upstream: &Scripted) -> Model {
    let key = include_str!("../../../okta/tests/it/p256.jwk.json");
    let key = SigningKey::parse(key, None).unwrap();
    let scopes: Vec<String> = ["okta.users.manage", "okta.groups.manage"]
        .map(str::to_owned)
        .into();
    let url = OrgUrl::parse(upstream.url()).unwrap();
    let mut settings = Settings::new(url, "0oa1".to_owned(), key, scopes.clone());
    settings.timeout = Duration::from_millis(2500);
    let okta = Client::new(settings);
    let policy = changes::Policy::everywhere(changes::Restricted::Ask);
    let surface = Surface::new(Filter {
        scopes,
        ..Filter::default()
    })
    .unwrap();
    let server = Server::new(
        surface,
        Ok(Connection {
            okta,
            policy,
            journal: crate::model::journal(),
            targets: changes::Targets::default(),
            budget: 40_000,
            folder: None,
        }),
    );
    Model::at(server, Era::Modern, Person::Agrees).await
}

fn http(head: &str, body: &[u8]) -> Act {
    let mut bytes = format!("HTTP/1.1 {head}\r\nconnection: close\r\n").into_bytes();
    if !head.contains("transfer-encoding") && !head.contains("content-length") {
        bytes.extend(format!("content-length: {}\r\n", body.len()).bytes());
    }
    bytes.extend(b"\r\n");
    bytes.extend(body);
    Act::Say(bytes)
}

fn bomb() -> Act {
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let block = vec![b' '; 1 << 20];
    for _ in 0..80 {
        zipped.write_all(&block).unwrap();
    }
    http(
        "200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip",
        &zipped.finish().unwrap(),
    )
}

/// What the upstream does, and the kinds of error that tell it truly.
fn hostilities() -> Vec<(&'static str, Act, &'static [&'static str])> {
    let json = "200 OK\r\ncontent-type: application/json";
    let flood: Vec<String> = (0..20_000).map(|i| format!("\r\nx-{i}: {i}")).collect();
    let flood = flood.concat();
    let garbage: Vec<u8> = (0..1_000_000_u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    vec![
        (
            "a truncated body",
            http(
                "200 OK\r\ncontent-type: application/json\r\ncontent-length: 5000",
                b"[{\"id\":",
            ),
            &["unreachable"],
        ),
        (
            "a wrong chunk",
            http(
                "200 OK\r\ntransfer-encoding: chunked",
                b"zz\r\n[]\r\n0\r\n\r\n",
            ),
            &["unreachable"],
        ),
        (
            "an unfinished chunk",
            http("200 OK\r\ntransfer-encoding: chunked", b"5\r\n[]"),
            &["unreachable"],
        ),
        (
            "half of a JSON body",
            http(json, b"[{\"id\":1"),
            &["unreachable"],
        ),
        (
            "HTML",
            http("200 OK\r\ncontent-type: text/html", b"<html>"),
            &["unreachable"],
        ),
        (
            "a sign-in page with 403",
            http("403 Forbidden\r\ncontent-type: text/html", b"<html>"),
            &["unreachable"],
        ),
        (
            "an object where a list belongs",
            http(json, b"{\"a\":1}"),
            &["okta_rejected", ""],
        ),
        ("a bare number", http(json, b"7"), &["okta_rejected", ""]),
        (
            "nothing at all with 200",
            http(json, b""),
            &["okta_rejected", ""],
        ),
        ("500", http("500 Oops", b""), &["okta_rejected"]),
        (
            "503 in HTML",
            http("503 Busy\r\ncontent-type: text/html", b"<html>"),
            &["unreachable"],
        ),
        ("a closed connection", Act::Close, &["unreachable"]),
        (
            "silence",
            Act::Hang(Duration::from_secs(8)),
            &["unreachable"],
        ),
        (
            "a slow drip",
            Act::Drip(vec![b'x'; 500], 1, Duration::from_millis(50)),
            &["unreachable"],
        ),
        (
            "a redirect to another host",
            http("302 Found\r\nlocation: https://evil.example/", b"x"),
            &["unreachable"],
        ),
        (
            "a megabyte of garbage",
            http(json, &garbage),
            &["unreachable"],
        ),
        (
            "garbage instead of HTTP",
            Act::Say(garbage.clone()),
            &["unreachable"],
        ),
        ("a gzip bomb", bomb(), &["unreachable"]),
        (
            "broken gzip",
            http("200 OK\r\ncontent-encoding: gzip", b"nonsense"),
            &["unreachable"],
        ),
        (
            "a flood of headers",
            http(&format!("{json}{flood}"), b"[]"),
            &["unreachable"],
        ),
        (
            "an empty 401",
            http("401 Unauthorized", b""),
            &["sign_in_failed"],
        ),
        (
            "an empty 403",
            http("403 Forbidden", b""),
            &["okta_rejected"],
        ),
        (
            "an empty 400",
            http("400 Bad Request", b""),
            &["okta_rejected"],
        ),
    ]
}

#[tokio::test]
async fn every_hostility_reads_as_what_it_is() {
    let mut trials = tokio::task::JoinSet::new();
    for (what, act, kinds) in hostilities() {
        trials.spawn(is_told_truly(what, act, kinds));
    }
    while let Some(trial) = trials.join_next().await {
        trial.unwrap();
    }
}

async fn is_told_truly(what: &'static str, act: Act, kinds: &'static [&'static str]) {
    let upstream = Scripted::start().await.unwrap();
    let model = model(&upstream).await;
    for (tool, given) in [
        ("list_users", json!({})),
        ("get_user", json!({"user_id": USER})),
        ("list_users", json!({"count_only": true})),
    ] {
        for _ in 0..4 {
            upstream.then(act.clone());
        }
        let started = Instant::now();
        let reply = model.call(tool, given).await;
        let kind = reply["error"]["kind"].as_str().unwrap_or_default();
        assert!(kinds.contains(&kind), "{what}, {tool}: {reply}");
        // An object is what get_user wants, so it takes what is one; a list never does.
        let is_list = tool == "list_users";
        assert!(!is_list || !kind.is_empty(), "{what}, {tool}: {reply}");
        let (message, next) = (&reply["error"]["message"], &reply["error"]["next_step"]);
        assert!(
            kind.is_empty() || message.is_string() && next.is_string(),
            "{reply}"
        );
        // Far more than it takes: it only must not hang.
        assert!(started.elapsed() < Duration::from_mins(1), "{what}, {tool}");
        assert!(
            reply.to_string().len() < 4_000,
            "{what}: the reply repeats the garbage"
        );
        upstream.forget();
    }
    upstream.then(Act::json(200, &[], &json!([])));
    let reply = model.call("list_users", json!({})).await;
    assert_eq!(reply["complete"], true, "after {what}: {reply}");
}

#[tokio::test]
async fn a_write_into_the_unknown_says_that_it_may_have_happened() {
    let unknown = [
        ("a closed connection", Act::Close),
        ("silence", Act::Hang(Duration::from_secs(8))),
        ("garbage instead of HTTP", Act::Say(vec![0; 5_000])),
        (
            "a truncated body",
            http("200 OK\r\ncontent-length: 5000", b"{"),
        ),
    ];
    for (what, act) in unknown {
        let upstream = Scripted::start().await.unwrap();
        let model = model(&upstream).await;
        upstream.then(act);
        let reply = model
            .call("create_group", json!({"profile": {"name": "x"}}))
            .await;
        assert_eq!(reply["error"]["kind"], "unknown_outcome", "{what}: {reply}");
        let posts = upstream
            .seen()
            .iter()
            .filter(|line| line.starts_with("POST"))
            .count();
        assert_eq!(posts, 1, "{what}: sent once");
    }
}

fn page(upstream: &Scripted, after: &str, rows: &Value) -> Act {
    let link = format!(
        "<{}/api/v1/users?after={after}>; rel=\"next\"",
        upstream.url()
    );
    Act::json(200, &[("link".to_owned(), link)], rows)
}

#[tokio::test]
async fn pages_that_go_round_in_circles_end() {
    for circle in [&["a"][..], &["a", "b"], &["a", "b", "c"]] {
        let upstream = Scripted::start().await.unwrap();
        let model = model(&upstream).await;
        for after in circle.iter().cycle().take(20) {
            upstream.then(page(&upstream, after, &json!([{"id": "1"}])));
        }
        let reply = model.call("list_users", json!({"count_only": true})).await;
        assert_eq!(
            (&reply["complete"], &reply["why"]),
            (&json!(false), &json!("error")),
            "{reply}"
        );
        assert!(reply.get("next").is_none(), "there is no way on: {reply}");
        assert!(upstream.seen().len() <= circle.len() + 2);
    }
}

#[tokio::test]
async fn a_page_that_leads_to_another_host_gives_its_rows_and_no_more() {
    let upstream = Scripted::start().await.unwrap();
    let model = model(&upstream).await;
    let link = (
        "link".to_owned(),
        "<https://evil.example/api/v1/users?after=x>; rel=\"next\"".to_owned(),
    );
    upstream.then(Act::json(200, &[link], &json!([{"id": "1"}, {"id": "2"}])));
    let reply = model.call("list_users", json!({"fetch_all": true})).await;
    assert_eq!(
        (&reply["count"], &reply["why"]),
        (&json!(2), &json!("error")),
        "{reply}"
    );
    assert!(
        reply["error"]["message"]
            .as_str()
            .unwrap()
            .contains("evil.example")
    );
}

#[tokio::test]
async fn an_error_on_the_second_page_keeps_the_first_and_the_way_on() {
    let upstream = Scripted::start().await.unwrap();
    let model = model(&upstream).await;
    upstream.then(page(&upstream, "a", &json!([{"id": "1"}])));
    for _ in 0..4 {
        upstream.then(Act::Close);
    }
    let reply = model
        .call("list_users", json!({"fetch_all": true, "fields": ["id"]}))
        .await;
    assert_eq!(reply["rows"], json!([["1"]]), "{reply}");
    assert_eq!(reply["error"]["kind"], "unreachable");
    upstream.forget();
    upstream.then(Act::json(200, &[], &json!([{"id": "2"}])));
    let given = json!({"after": reply["next"], "fetch_all": true, "fields": ["id"]});
    let rest = model.call("list_users", given).await;
    assert_eq!(
        (&rest["rows"], &rest["complete"]),
        (&json!([["2"]]), &json!(true))
    );
}
