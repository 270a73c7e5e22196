//! `serve --http`, as clients and as others reach it.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::binary::{Sim, errors, run};
use crate::web::{OPEN, Request, Server, TOKEN, asked, order};

#[test]
fn one_address_serves_both_eras() {
    let server = Server::start(&[]);
    let reply = server.call("/mcp", "get_user", &json!({"user_id": "ada@acme.example"}));
    assert_eq!(reply["result"]["structuredContent"]["status"], "ACTIVE");

    let opened = server.exchange(&Request {
        body: OPEN,
        ..Request::post()
    });
    assert_eq!(opened.json()["result"]["protocolVersion"], "2025-11-25");
    let session = opened.header("mcp-session-id").unwrap().to_owned();
    let headers = [
        ("mcp-session-id", session.as_str()),
        ("mcp-protocol-version", "2025-11-25"),
    ];
    let ready = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;
    assert_eq!(
        server
            .exchange(&Request {
                body: ready,
                headers: &headers,
                ..Request::post()
            })
            .status,
        202
    );
    let call = r#"{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"list_groups","arguments":{"limit":1}}}"#;
    let reply = server.exchange(&Request {
        body: call,
        headers: &headers,
        ..Request::post()
    });
    assert!(reply.body.contains("\"count\":1"), "{}", reply.body);

    let ended = server.exchange(&Request {
        method: "DELETE",
        headers: &headers,
        ..Request::post()
    });
    assert!(
        ended.status == 200 || ended.status == 202 || ended.status == 204,
        "{}",
        ended.status
    );
    let gone = server.exchange(&Request {
        body: call,
        headers: &headers,
        ..Request::post()
    });
    assert_eq!(gone.status, 404);
}

#[test]
fn nobody_comes_in_without_the_token() {
    let server = Server::start(&[]);
    let list = r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#;
    for (token, error) in [
        (None, false),
        (Some("wrong-token-0123456789"), true),
        (Some(""), true),
    ] {
        for path in ["/mcp", "/mcp/readonly", "/mcp/x/users"] {
            let answer = server.exchange(&Request {
                token,
                path,
                body: list,
                ..Request::post()
            });
            assert_eq!(answer.status, 401, "{token:?}");
            let challenge = answer.header("www-authenticate").unwrap();
            assert!(
                challenge.starts_with("bearer") && challenge.contains("invalid_token") == error,
                "{challenge}"
            );
        }
    }
}

#[test]
fn a_foreign_host_or_origin_is_turned_away() {
    let server = Server::start(&[
        "--allow-host",
        "mcp.acme.example",
        "--allow-origin",
        "https://app.acme.example:443",
    ]);
    let status = |host: Option<&str>, origin: Option<&str>| {
        let headers: Vec<(&str, &str)> = origin
            .map(|origin| ("origin", origin))
            .into_iter()
            .collect();
        server
            .exchange(&Request {
                body: OPEN,
                host,
                headers: &headers,
                ..Request::post()
            })
            .status
    };
    assert_eq!(status(None, None), 200);
    assert_eq!(status(Some("mcp.acme.example"), None), 200);
    assert_eq!(status(Some("evil.example"), None), 403);
    assert_eq!(status(None, Some("https://app.acme.example")), 200);
    assert_eq!(status(None, Some("http://localhost:3000")), 200);
    assert_eq!(status(None, Some("https://evil.example")), 403);
    assert_eq!(status(None, Some("null")), 403);
}

#[test]
fn a_browser_is_told_what_it_may_do() {
    let server = Server::start(&["--allow-origin", "https://app.acme.example:443"]);
    let preflight = |origin: &str| {
        let headers = [
            ("origin", origin),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "authorization,mcp-method"),
        ];
        server.exchange(&Request {
            method: "OPTIONS",
            token: None,
            headers: &headers,
            ..Request::post()
        })
    };
    let allowed = preflight("https://app.acme.example");
    assert_eq!(
        allowed.header("access-control-allow-origin"),
        Some("https://app.acme.example")
    );
    assert!(
        allowed
            .header("access-control-allow-headers")
            .unwrap()
            .contains("mcp-method")
    );
    assert_eq!(
        preflight("https://evil.example").header("access-control-allow-origin"),
        None
    );
}

/// How many tools are listed where there are too many to list all.
const COMPACT: usize = 21;

#[test]
fn the_address_chooses_the_tools() {
    let server = Server::start(&[]);
    assert_eq!(server.listed("/mcp").len(), COMPACT);
    assert!(server.listed("/mcp/full").len() > 100);
    let reads = server.listed("/mcp/full/readonly");
    assert!(reads.len() > 50, "{}", reads.len());
    let reads_only = |name: &String| {
        let verb = name.split('_').next().unwrap_or_default();
        ["check", "describe", "export", "find", "get", "list", "read"].contains(&verb)
    };
    assert!(reads.iter().all(reads_only), "{reads:?}");
    assert_eq!(server.listed("/mcp/tools/get_user,list_users").len(), 2);
    assert_eq!(
        server
            .listed("/mcp/x/users/except/get_user/compact/readonly")
            .len(),
        4
    );
    assert_eq!(server.listed("/mcp/x/users,groups").len(), 20);
    assert_eq!(server.listed("/mcp/x/groups/readonly").len(), 6);
    let reply = server.call("/mcp/x/users", "list_groups", &json!({}));
    assert_eq!(
        reply["result"]["structuredContent"]["error"]["kind"],
        "restricted"
    );
    for path in ["/mcp/x/usres", "/mcp/users", "/mcp/x/users/write"] {
        let answer = server.exchange(&Request {
            path,
            body: OPEN,
            ..Request::post()
        });
        assert_eq!(answer.status, 404, "{path}");
    }
}

#[test]
fn nonsense_gets_the_protocols_error_and_the_server_stays_up() {
    let server = Server::start(&[]);
    let long = "x".repeat(2 << 20);
    for (body, least, most) in [
        ("", 400, 499),
        ("{", 400, 499),
        ("[]", 400, 499),
        ("null", 400, 499),
        (long.as_str(), 413, 413),
    ] {
        let answer = server.exchange(&Request {
            body,
            ..Request::post()
        });
        // A connection closed on a body too large to read is an answer too.
        assert!(
            (least..=most).contains(&answer.status) || answer.status == 0,
            "{}: {}",
            answer.status,
            answer.body
        );
    }
    for method in ["PUT", "PATCH", "GET", "DELETE"] {
        let answer = server.exchange(&Request {
            method,
            ..Request::post()
        });
        assert!(
            (400..500).contains(&answer.status),
            "{method}: {}",
            answer.status
        );
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    server.exchange(&Request {
        body: &deep,
        ..Request::post()
    });
    assert_eq!(server.listed("/mcp").len(), COMPACT);
}

#[test]
fn an_address_that_others_reach_needs_tls_or_a_proxy_and_a_name() {
    let sim = Sim::start(&["--users", "30"]);
    let environment = sim.environment();
    let open = run(&["serve", "--http", "0.0.0.0:0"], &environment);
    assert_eq!(open.status.code(), Some(2));
    assert!(errors(&open).contains("--tls-cert"), "{}", errors(&open));
    let nameless = run(
        &["serve", "--http", "0.0.0.0:0", "--behind-proxy"],
        &environment,
    );
    assert_eq!(nameless.status.code(), Some(2));
    assert!(
        errors(&nameless).contains("--allow-host"),
        "{}",
        errors(&nameless)
    );
    let guessable = [("OKTA_MCP_TOKEN", "secret")];
    let environment: Vec<_> = environment.into_iter().chain(guessable).collect();
    let weak = run(&["serve", "--http", "127.0.0.1:0"], &environment);
    assert_eq!(weak.status.code(), Some(2));
    assert!(!errors(&weak).contains("secret\n") && errors(&weak).contains("openssl rand"));
    let faulty = run(&["serve", "--http", "127.0.0.1:0"], &[]);
    assert_eq!(faulty.status.code(), Some(2));
}

#[test]
fn a_client_that_goes_away_stops_the_reading() {
    let server = Server::start(&[]);
    server.call("/mcp", "list_groups", &json!({"limit": 1}));
    let control = server.sim.said["control"].as_str().unwrap().to_owned();
    order(
        &control,
        &json!({"name": "slow", "times": 50, "value": 300}),
    );
    let body = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {
        "name": "list_users", "arguments": {"search": "id pr", "count_only": true},
        "_meta": {"io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}},
    }});
    let body = body.to_string();
    let headers = [
        ("mcp-protocol-version", "2026-07-28"),
        ("mcp-method", "tools/call"),
        ("mcp-name", "list_users"),
    ];
    let request = Request {
        body: &body,
        headers: &headers,
        ..Request::post()
    };
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream
        .write_all(request.text(&server.address).as_bytes())
        .unwrap();
    std::thread::sleep(Duration::from_millis(150));
    drop(stream);
    std::thread::sleep(Duration::from_millis(1_500));
    // 450 people are three pages of 200; only the first was under way.
    assert_eq!(asked(&control, "/api/v1/users"), 1);
}

#[test]
fn being_stopped_lets_a_request_finish() {
    let mut server = Server::start(&[]);
    server.call("/mcp", "list_groups", &json!({"limit": 1}));
    let control = server.sim.said["control"].as_str().unwrap().to_owned();
    order(&control, &json!({"name": "slow", "times": 1, "value": 600}));
    let started = Instant::now();
    std::thread::scope(|scope| {
        let reply = scope.spawn(|| server.call("/mcp", "list_groups", &json!({"limit": 1})));
        std::thread::sleep(Duration::from_millis(200));
        let killed = std::process::Command::new("kill")
            .arg(server.child.id().to_string())
            .status();
        assert!(killed.unwrap().success());
        assert_eq!(
            reply.join().unwrap()["result"]["structuredContent"]["count"],
            1
        );
    });
    assert!(server.child.wait().unwrap().success());
    assert!(started.elapsed() < Duration::from_secs(9));
}

#[test]
fn a_stream_that_stands_open_does_not_hold_up_the_end() {
    let mut server = Server::start(&[]);
    let opened = server.exchange(&Request {
        body: OPEN,
        ..Request::post()
    });
    let session = opened.header("mcp-session-id").unwrap().to_owned();
    let headers = [
        ("mcp-session-id", session.as_str()),
        ("mcp-protocol-version", "2025-11-25"),
        ("accept", "text/event-stream"),
    ];
    let listening = Request {
        method: "GET",
        headers: &headers,
        ..Request::post()
    };
    let text = listening
        .text(&server.address)
        .replace("connection: close\r\n", "")
        .replace("accept: application/json, text/event-stream\r\n", "");
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
    let mut head = [0; 15];
    stream.read_exact(&mut head).unwrap();
    assert_eq!(&head, b"HTTP/1.1 200 OK");
    let started = Instant::now();
    let killed = std::process::Command::new("kill")
        .arg(server.child.id().to_string())
        .status();
    assert!(killed.unwrap().success());
    assert!(server.child.wait().unwrap().success());
    assert!(
        started.elapsed() < Duration::from_secs(6),
        "{:?}",
        started.elapsed()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn over_tls_it_serves_under_the_name_it_was_given() {
    let made = rcgen::generate_simple_self_signed(["mcp.acme.example".to_owned()]).unwrap();
    let folder = std::env::temp_dir().join(format!("okta-mcp-tls-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (certificate, key) = (folder.join("cert.pem"), folder.join("key.pem"));
    std::fs::write(&certificate, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let server = Server::start(&[
        "--tls-cert",
        certificate.to_str().unwrap(),
        "--tls-key",
        key.to_str().unwrap(),
        "--allow-host",
        "mcp.acme.example",
    ]);
    let address: std::net::SocketAddr = server.address.parse().unwrap();
    let client = reqwest::Client::builder()
        .no_proxy()
        .tls_certs_only([reqwest::Certificate::from_pem(made.cert.pem().as_bytes()).unwrap()])
        .resolve("mcp.acme.example", address)
        .build()
        .unwrap();
    let url = format!("https://mcp.acme.example:{}/mcp", address.port());
    let post = |token: &str| {
        client
            .post(&url)
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream")
            .body(OPEN)
            .send()
    };
    assert_eq!(post(TOKEN).await.unwrap().status(), 200);
    assert_eq!(post("wrong-token-0123456789").await.unwrap().status(), 401);

    let sim = Sim::start(&["--users", "30"]);
    let wrong = [
        "serve",
        "--http",
        "127.0.0.1:0",
        "--tls-cert",
        "Cargo.toml",
        "--tls-key",
        "Cargo.toml",
    ];
    let output = run(&wrong, &sim.environment());
    assert_eq!(output.status.code(), Some(1));
    assert!(
        errors(&output).contains("certificate"),
        "{}",
        errors(&output)
    );
}
