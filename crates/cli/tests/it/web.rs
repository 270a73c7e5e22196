//! The HTTP server as a process, and raw HTTP to speak to it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::binary::{Sim, okta_mcp};

pub const TOKEN: &str = "a-token-for-tests-0123456789";

/// A running HTTP server, stopped when dropped.
pub struct Server {
    pub child: Child,
    pub address: String,
    pub sim: Sim,
}

impl Server {
    pub fn start(arguments: &[&str]) -> Self {
        let sim = Sim::start(&["--grant", "all", "--role", "SUPER_ADMIN", "--users", "450"]);
        let mut environment = sim.environment();
        environment.push(("OKTA_MCP_TOKEN", TOKEN));
        let arguments = [&["serve", "--http", "127.0.0.1:0"], arguments].concat();
        let mut command = okta_mcp(&arguments, &environment);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .split("://")
            .nth(1)
            .unwrap()
            .split('/')
            .next()
            .unwrap()
            .to_owned();
        Self {
            child,
            address,
            sim,
        }
    }

    /// One HTTP exchange: the status, the headers, the body.
    pub fn exchange(&self, request: &Request<'_>) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        stream
            .write_all(request.text(&self.address).as_bytes())
            .unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        Answer::of(&answer)
    }

    pub fn call(&self, path: &str, tool: &str, given: &Value) -> Value {
        let params = json!({"name": tool, "arguments": given});
        self.modern(path, "tools/call", Some(tool), params)
    }

    /// A request of the 2026-07-28 era.
    pub fn modern(&self, path: &str, method: &str, name: Option<&str>, mut params: Value) -> Value {
        params["_meta"] = json!({
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": {},
        });
        let body =
            json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).to_string();
        let mut headers = vec![
            ("mcp-protocol-version", "2026-07-28"),
            ("mcp-method", method),
        ];
        headers.extend(name.map(|name| ("mcp-name", name)));
        let request = Request {
            path,
            body: &body,
            headers: &headers,
            ..Request::post()
        };
        let answer = self.exchange(&request);
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }

    pub fn listed(&self, path: &str) -> Vec<String> {
        let listed = self.modern(path, "tools/list", None, json!({}));
        let tools = listed["result"]["tools"].as_array().unwrap().clone();
        tools
            .iter()
            .map(|tool| tool["name"].as_str().unwrap().to_owned())
            .collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub struct Request<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub token: Option<&'a str>,
    pub host: Option<&'a str>,
    pub headers: &'a [(&'a str, &'a str)],
    pub body: &'a str,
}

impl Request<'_> {
    pub fn post() -> Self {
        Self {
            method: "POST",
            path: "/mcp",
            token: Some(TOKEN),
            host: None,
            headers: &[],
            body: "",
        }
    }

    pub fn text(&self, address: &str) -> String {
        let host = self.host.unwrap_or(address);
        let mut text = format!(
            "{} {} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n",
            self.method, self.path
        );
        text += "content-type: application/json\r\naccept: application/json, text/event-stream\r\n";
        if let Some(token) = self.token {
            text.extend(["authorization: Bearer ", token, "\r\n"]);
        }
        for (name, value) in self.headers {
            text.extend([name, ": ", value, "\r\n"]);
        }
        text + &format!("content-length: {}\r\n\r\n{}", self.body.len(), self.body)
    }
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn of(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        Self {
            status: status.unwrap_or(0),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .filter(|(n, _)| *n == name)
            .map(|(_, value)| value)
            .next()
    }

    /// The message: the body, or what an event of the body holds.
    pub fn json(&self) -> Value {
        let from = self.body.find('{').unwrap_or_default();
        let to = self.body.rfind('}').map_or(from, |at| at + 1);
        serde_json::from_str(&self.body[from..to]).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }
}

pub const OPEN: &str = r#"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#;

/// Orders a fault at the control address.
pub fn order(control: &str, fault: &Value) {
    let body = fault.to_string();
    let answer = plain(control, "POST", "/fault", &body);
    assert!(answer.contains("200 OK"), "{answer}");
}

/// How many requests went to a path.
pub fn asked(control: &str, path: &str) -> usize {
    let answer = plain(control, "GET", "/requests", "");
    answer.matches(&format!("\"path\":\"{path}\"")).count()
}

pub fn plain(url: &str, method: &str, path: &str, body: &str) -> String {
    let address = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
