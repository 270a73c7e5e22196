//! A person types a secret at a page of this machine; the client opens it and sees nothing.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use serde_json::{Value, json};
use simorg::Org;

use crate::model::{Era, Model, Person, TYPED, open_org, writes};

fn nora() -> Value {
    json!({"id": "createUser", "query": {"activate": false}, "body": {
        "profile": {"login": "nora@acme.example", "email": "nora@acme.example",
            "firstName": "Nora", "lastName": "New"},
        "credentials": {"password": {"value": {"$secret": "ask"}}},
    }})
}

/// One raw request; the status, and all of the answer.
fn exchange(url: &str, host: Option<&str>, body: Option<&str>) -> (u16, String) {
    let rest = url.strip_prefix("http://").unwrap();
    let (address, path) = rest.split_once('/').unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let host = host.unwrap_or(address);
    let head = match body {
        None => format!("GET /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n"),
        Some(body) => format!(
            "POST /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        ),
    };
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    (answer[9..12].parse().unwrap(), answer)
}

/// What the person does at the page once its address is there.
async fn at_the_page<T: Send + 'static>(
    model: &Model,
    act: impl FnOnce(String) -> T + Send + 'static,
) -> T {
    loop {
        let url = model.desk.question.lock().unwrap().clone();
        if url.starts_with("http://127.0.0.1:") {
            return tokio::task::spawn_blocking(move || act(url)).await.unwrap();
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

async fn desk() -> (Org, Model) {
    let org = open_org().await;
    let model = Model::of(&org, Era::Legacy, Person::Types).await;
    (org, model)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_goes_to_okta_once_and_to_nobody_else() {
    let (org, model) = desk().await;
    let typed = url::form_urlencoded::byte_serialize(TYPED.as_bytes()).collect::<String>();
    let person = at_the_page(&model, move |url| {
        let (status, page) = exchange(&url, None, None);
        assert_eq!(status, 200);
        assert!(page.contains("credentials.password.value"), "{page}");
        assert!(page.contains("default-src 'none'"), "{page}");
        let wrong = format!("{}0", &url[..url.len() - 1]);
        assert!(url.ends_with('0') || exchange(&wrong, None, None).0 == 404);
        assert_eq!(exchange(&url, Some("evil.example"), None).0, 404);
        assert_eq!(exchange(&url, None, Some("secret=")).0, 400);
        assert_eq!(
            exchange(&url, None, Some(&format!("secret={typed}"))).0,
            200
        );
        url
    });
    let (reply, url) = futures::join!(model.call("write_operation", nora()), person);
    assert!(reply.get("error").is_none(), "{reply}");
    assert!(!reply.to_string().contains("Canary"), "{reply}");
    assert_eq!(writes(&org), 1);
    let address = url
        .strip_prefix("http://")
        .unwrap()
        .split('/')
        .next()
        .unwrap();
    assert!(TcpStream::connect(address).is_err(), "the page is closed");
}

#[tokio::test]
async fn a_client_that_opens_no_pages_is_told_what_to_do_and_nothing_is_sent() {
    for (era, person) in [
        (Era::Legacy, Person::Agrees),
        (Era::Modern, Person::Types),
        (Era::Legacy, Person::Declines),
    ] {
        let org = open_org().await;
        let model = Model::of(&org, era, person).await;
        let reply = model.call("write_operation", nora()).await;
        assert_eq!(reply["error"]["kind"], "needs_confirmation", "{reply}");
        let next = reply["error"]["next_step"].as_str().unwrap();
        assert!(next.contains("okta-mcp call"), "{next}");
        assert_eq!(writes(&org), 0);
    }
}
