//! What the stories of the set-up share: an organisation, a home, and a look at both.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::binary::{Sim, errors, json, okta_mcp};
use crate::person::Person;

/// An organisation, and a home in which nothing is yet.
pub struct Bench {
    pub sim: Sim,
    pub home: tempfile::TempDir,
}

impl Bench {
    pub fn new(arguments: &[&str]) -> Self {
        let arguments = [&["--users", "30"], arguments].concat();
        Self {
            sim: Sim::start(&arguments),
            home: tempfile::tempdir().unwrap(),
        }
    }

    pub fn url(&self) -> &str {
        self.sim.said["url"].as_str().unwrap()
    }

    pub fn token(&self) -> &str {
        self.sim.said["api_token"].as_str().unwrap()
    }

    pub fn environment(&self) -> [(&'static str, String); 1] {
        [("HOME", self.home.path().to_str().unwrap().to_owned())]
    }

    /// Runs a command in the home with something on standard input.
    pub fn run(&self, arguments: &[&str], input: &str) -> Output {
        let environment = self.environment();
        let environment = environment.iter().map(|(n, v)| (*n, v.as_str()));
        let mut command = okta_mcp(arguments, &environment.collect::<Vec<_>>());
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        let _ = pipe.write_all(input.as_bytes());
        drop(pipe);
        child.wait_with_output().unwrap()
    }

    /// An unattended set-up with the API token piped in.
    pub fn set_up(&self, more: &[&str]) -> Output {
        let base = ["setup", "--yes", "--org-url", self.url()];
        self.run(&[&base, more].concat(), self.token())
    }

    /// The same, which must succeed: what it said.
    pub fn sets_up(&self, more: &[&str]) -> String {
        let output = self.set_up(more);
        let said = text(&output);
        assert_eq!(output.status.code(), Some(0), "{said}{}", errors(&output));
        said
    }

    /// Somebody at a terminal in the home.
    pub fn person(&self, arguments: &[&str]) -> Option<Person> {
        let environment = self.environment();
        let environment = environment.iter().map(|(n, v)| (*n, v.as_str()));
        Person::starts(arguments, &environment.collect::<Vec<_>>())
    }

    pub fn file(&self, path: &str) -> PathBuf {
        self.home.path().join(path)
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.file(path)).unwrap_or_default()
    }

    pub fn key_file(&self) -> PathBuf {
        self.file(".config/okta-mcp/keys/okta.jwk")
    }

    pub fn settings(&self) -> String {
        self.read(".config/okta-mcp/okta-mcp.toml")
    }

    pub fn record(&self) -> Value {
        let text = self.read(".local/state/okta-mcp/setup-okta.json");
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// What `call` answers under the connection that was made.
    pub fn call(&self, tool: &str, arguments: &str) -> Value {
        json(&self.run(&["call", tool, arguments, "--org", "okta"], ""))
    }

    pub fn doctor(&self) -> Value {
        json(&self.run(&["doctor", "--json", "--org", "okta"], ""))
    }

    /// What the organisation holds, but for its clock and its log.
    pub fn state(&self) -> Value {
        let mut state: Value = self.control("/state");
        for name in ["clock", "events"] {
            state[name] = Value::Null;
        }
        state
    }

    pub fn requests(&self) -> Vec<Value> {
        self.control("/requests").as_array().unwrap().clone()
    }

    /// Turns the organisation's clock ahead.
    pub fn turn_clock(&self, seconds: i64) {
        let control = self.sim.said["control"].as_str().unwrap();
        let body = serde_json::json!({ "ahead": seconds });
        let (status, said) = send("POST", &format!("{control}/clock"), None, &body);
        assert_eq!(status, 200, "{said}");
    }

    fn control(&self, path: &str) -> Value {
        let control = self.sim.said["control"].as_str().unwrap();
        get(&format!("{control}{path}"), None)
    }

    /// The person at the browser signs in and agrees.
    pub fn at_the_browser(&self, code: &Value) {
        let control = self.sim.said["control"].as_str().unwrap();
        let body = serde_json::json!({"user_code": code, "approve": true});
        let (status, said) = send("POST", &format!("{control}/device"), None, &body);
        assert_eq!(status, 200, "{said}");
    }

    /// Breaks something.
    pub fn fault(&self, order: &Value) {
        let control = self.sim.said["control"].as_str().unwrap();
        let (status, said) = send("POST", &format!("{control}/fault"), None, order);
        assert_eq!(status, 200, "{said}");
    }

    /// What an administrator does in the console.
    pub fn administrator(&self, method: &str, path: &str, body: &Value) -> Value {
        let url = format!("{}{path}", self.url());
        let (status, said) = send(method, &url, Some(self.token()), body);
        assert!(
            (200..300).contains(&status),
            "{method} {path}: {status} {said}"
        );
        said
    }

    /// The apps of that label.
    pub fn apps(&self, label: &str) -> Vec<Value> {
        let apps = self.administrator("GET", "/api/v1/apps?limit=200", &Value::Null);
        let apps = apps.as_array().unwrap().clone();
        apps.into_iter()
            .filter(|app| app["label"] == label)
            .collect()
    }

    /// The private members of the key: none of them may be shown anywhere.
    pub fn secrets(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.key_file()).unwrap();
        let key: Value = serde_json::from_str(&text).unwrap();
        let members = ["d", "p", "q", "dp", "dq", "qi"];
        let members = members.iter().filter_map(|name| key[*name].as_str());
        let mut secrets: Vec<String> = members.map(str::to_owned).collect();
        secrets.push(self.token().to_owned());
        secrets
    }
}

pub fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn get(url: &str, token: Option<&str>) -> Value {
    send("GET", url, token, &Value::Null).1
}

fn send(method: &str, url: &str, token: Option<&str>, body: &Value) -> (u16, Value) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut request = reqwest::Client::new().request(method.parse().unwrap(), url);
        if let Some(token) = token {
            request = request.header("authorization", format!("SSWS {token}"));
        }
        request = match body {
            Value::Null => request.header("content-length", "0"),
            body => request
                .header("content-type", "application/json")
                .body(body.to_string()),
        };
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let said = serde_json::from_str(&answer.text().await.unwrap());
        (status, said.unwrap_or_default())
    })
}

/// Every file below a folder, with what it holds.
pub fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}
