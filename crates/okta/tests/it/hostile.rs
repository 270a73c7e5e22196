//! An upstream that is not Okta: each answer is a clear fault, and the process stays up.

use std::time::Duration;

use okta::{Client, Fault, Unreachable};
use operations::op;
use serde_json::json;
use simorg::{Act, Scripted};

use crate::connection::scripted;

async fn fault(acts: Vec<Act>) -> Fault {
    let upstream = Scripted::start().await.unwrap();
    for act in acts {
        upstream.then(act);
    }
    let mut settings = scripted(&upstream);
    settings.timeout = Duration::from_millis(700);
    Client::new(settings)
        .send(&op::list_users())
        .await
        .unwrap_err()
}

fn say(text: &str) -> Act {
    Act::Say(text.as_bytes().to_vec())
}

#[tokio::test]
async fn a_page_of_html_is_not_an_answer() {
    let page = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 9\r\nconnection: close\r\n\r\n<html>hi!";
    assert!(matches!(
        fault(vec![say(page)]).await,
        Fault::NotOkta { status: 200, .. }
    ));
    let page = page.replace("200", "404");
    assert!(matches!(
        fault(vec![say(&page)]).await,
        Fault::NotOkta { status: 404, .. }
    ));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let away = "HTTP/1.1 302 Found\r\nlocation: https://evil.example/\r\ncontent-length: 1\r\nconnection: close\r\n\r\nx";
    let fault = fault(vec![say(away)]).await;
    assert!(
        matches!(&fault, Fault::NotOkta { status: 302, what } if what.contains("redirect")),
        "{fault:?}"
    );
}

#[tokio::test]
async fn an_empty_401_is_never_an_empty_list() {
    let bare = "HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let fault = fault(vec![say(bare), say(bare)]).await;
    assert_eq!(fault.refusal().unwrap().status, 401);
}

#[tokio::test]
async fn a_body_cut_short_is_a_broken_connection() {
    let cut = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 900\r\nconnection: close\r\n\r\n[{}";
    let fault = fault(vec![say(cut), say(cut), say(cut)]).await;
    assert!(
        matches!(fault, Fault::Unreachable(Unreachable::Broken { .. })),
        "{fault:?}"
    );
}

#[tokio::test]
async fn silence_ends_in_a_timeout_that_names_its_length() {
    let fault = fault(vec![Act::Hang(Duration::from_secs(5))]).await;
    assert!(
        matches!(fault, Fault::Unreachable(Unreachable::Timeout { .. })),
        "{fault:?}"
    );
}

#[tokio::test]
async fn an_answer_without_end_is_given_up_on() {
    let head =
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n".to_vec();
    let upstream = Scripted::start().await.unwrap();
    upstream.then(Act::Flood(head, vec![b'['; 1 << 20], 80));
    let fault = Client::new(scripted(&upstream))
        .send(&op::list_users())
        .await
        .unwrap_err();
    assert!(
        matches!(&fault, Fault::NotOkta { what, .. } if what.contains("64 MiB")),
        "{fault:?}"
    );
}

#[tokio::test]
async fn a_token_endpoint_that_lies_gives_no_connection() {
    for body in [
        json!("token"),
        json!({}),
        json!({"access_token": ""}),
        json!({"access_token": "a\nb"}),
    ] {
        let upstream = Scripted::start().await.unwrap();
        upstream.then_token(Act::json(200, &[], &body));
        let fault = Client::new(scripted(&upstream))
            .sign_in()
            .await
            .unwrap_err();
        assert!(matches!(fault, Fault::NotOkta { .. }), "{body}: {fault:?}");
    }
}

#[tokio::test]
async fn a_nonce_storm_ends() {
    let upstream = Scripted::start().await.unwrap();
    for nonce in 0..50 {
        let headers = [("dpop-nonce".to_owned(), format!("n{nonce}"))];
        let body = json!({"error": "use_dpop_nonce", "error_description": "again"});
        upstream.then_token(Act::json(400, &headers, &body));
    }
    let fault = Client::new(scripted(&upstream))
        .sign_in()
        .await
        .unwrap_err();
    assert!(matches!(fault, Fault::SignIn(_)), "{fault:?}");
}
