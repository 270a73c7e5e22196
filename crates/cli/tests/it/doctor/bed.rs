//! Where a patient lies: a simulated organisation, and the settings that lead to it.

use std::any::Any;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use simorg::{Org, Scripted};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::OnceCell;

use crate::binary::okta_mcp;

/// One row of the matrix.
pub struct Case {
    /// What was done.
    pub name: &'static str,
    /// The organisation; none where the case leaves it as it is, and may share it.
    pub org: Option<fn(simorg::Settings) -> simorg::Settings>,
    /// What was changed in it and in the settings.
    pub change: fn(&mut Bed),
    /// The code that is to be found; none for a healthy connection.
    pub code: Option<&'static str>,
}

/// What the doctor said.
pub struct Said {
    pub report: Value,
    pub exit: Option<i32>,
}

impl Said {
    pub fn primary(&self) -> Option<&str> {
        self.report["primary"].as_str()
    }

    pub fn found(&self, code: &str, severity: &str) -> bool {
        let mut findings = self.report["findings"].as_array().unwrap().iter();
        findings.any(|finding| finding["code"] == code && finding["severity"] == severity)
    }
}

/// An organisation, settings that lead to it, and whatever stands in between.
pub struct Bed {
    pub org: Arc<Org>,
    pub environment: BTreeMap<String, String>,
    pub arguments: Vec<String>,
    folder: TempDir,
    kept: Vec<Box<dyn Any + Send + Sync>>,
    runtime: tokio::runtime::Handle,
}

impl Bed {
    /// A bed for a case; not yet changed.
    pub async fn make(case: &Case) -> Self {
        let settings = Org::acme()
            .users(25)
            .grant("okta.users.read okta.groups.read")
            .role("READ_ONLY_ADMIN");
        let org = match case.org {
            Some(change) => start(change(settings)).await,
            None => SHARED.get_or_init(|| start(settings)).await.clone(),
        };
        let mut bed = Self {
            environment: BTreeMap::new(),
            arguments: Vec::new(),
            folder: TempDir::new().unwrap(),
            kept: Vec::new(),
            runtime: tokio::runtime::Handle::current(),
            org,
        };
        let key = bed.org.private_key_pem().to_owned();
        bed.key_file(&key);
        for (name, value) in [
            ("OKTA_ORG_URL", bed.org.url().to_owned()),
            ("OKTA_CLIENT_ID", bed.org.client_id().to_owned()),
            ("OKTA_KEY_ID", bed.org.key_id().to_owned()),
            ("OKTA_SCOPES", bed.org.scopes()),
        ] {
            bed.set(name, &value);
        }
        if let Some(authority) = bed.org.ca_pem().map(str::to_owned) {
            let path = bed.file("ca.pem", &authority);
            bed.set("SSL_CERT_FILE", &path);
        }
        bed
    }

    pub fn set(&mut self, name: &str, value: &str) {
        self.environment.insert(name.to_owned(), value.to_owned());
    }

    pub fn unset(&mut self, name: &str) {
        self.environment.remove(name);
    }

    pub fn get(&self, name: &str) -> String {
        self.environment[name].clone()
    }

    /// A file that only this user can read; its path.
    pub fn file(&mut self, name: &str, text: &str) -> String {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The key is this text.
    pub fn key_file(&mut self, text: &str) {
        let path = self.file("key.pem", text);
        self.set("OKTA_PRIVATE_KEY_FILE", &path);
    }

    pub fn mode(&self, name: &str, mode: u32) {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(self.path(name), mode).unwrap();
    }

    /// Orders a fault of the organisation.
    pub fn fault(&mut self, order: &Value) {
        self.wait(async |bed| {
            let url = format!("{}/fault", bed.org.control());
            let answer = reqwest::Client::new().post(url).body(order.to_string());
            assert!(
                answer.send().await.unwrap().status().is_success(),
                "{order}"
            );
        });
    }

    /// Calls the organisation's API as a super administrator, with the token `super`.
    pub fn administer(&mut self, method: &str, path: &str, body: &Value) -> Value {
        let (method, path, body) = (method.to_owned(), path.to_owned(), body.clone());
        let url = format!("{}{path}", self.org.url());
        self.block(async move {
            let method: reqwest::Method = method.parse().unwrap();
            let client = reqwest::Client::new().request(method, url);
            let client = client.header("authorization", "SSWS super");
            let client = client.header("content-type", "application/json");
            let answer = client.body(body.to_string()).send().await.unwrap();
            assert!(answer.status().is_success(), "{path}");
            serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap_or_default()
        })
    }

    /// An upstream that says what it is told to, in the place of the organisation.
    pub fn scripted(&mut self, script: impl FnOnce(&Scripted)) -> String {
        let upstream = self.block(async { Scripted::start().await.unwrap() });
        script(&upstream);
        let url = upstream.url().to_owned();
        self.kept.push(Box::new(upstream));
        url
    }

    /// Something between the client and the organisation that changes the head of each request.
    pub fn meddler(&mut self, change: fn(&str) -> String) -> String {
        let target = self.org.url().trim_start_matches("http://").to_owned();
        let listener = self.block(async { TcpListener::bind("127.0.0.1:0").await.unwrap() });
        let address = listener.local_addr().unwrap();
        self.runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let target = target.clone();
                tokio::spawn(async move { meddle(stream, &target, change).await });
            }
        });
        format!("http://{address}")
    }

    /// What the doctor says.
    pub async fn examine(&self) -> Said {
        let mut arguments = vec!["doctor", "--json"];
        arguments.extend(self.arguments.iter().map(String::as_str));
        let environment: Vec<(&str, &str)> = self
            .environment
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let mut command = tokio::process::Command::from(okta_mcp(&arguments, &environment));
        command.env("HOME", self.folder.path());
        command.env_remove("XDG_CONFIG_HOME");
        let output = tokio::time::timeout(Duration::from_mins(1), command.output());
        let output = output.await.unwrap().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(!errors.contains("panicked"), "{errors}");
        Said {
            report: serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text} {errors}")),
            exit: output.status.code(),
        }
    }

    fn wait(&mut self, work: impl AsyncFnOnce(&Self)) {
        let runtime = self.runtime.clone();
        tokio::task::block_in_place(|| runtime.block_on(work(self)));
    }

    fn block<T>(&self, work: impl Future<Output = T>) -> T {
        tokio::task::block_in_place(|| self.runtime.block_on(work))
    }
}

/// The organisation of all cases that change nothing in it. It lives in the runtime of the test that
/// started it, so only the matrix may use it.
static SHARED: OnceCell<Arc<Org>> = OnceCell::const_new();

async fn start(settings: simorg::Settings) -> Arc<Org> {
    Arc::new(settings.start().await.unwrap())
}

/// Passes one request on with its head changed, and the answer back.
async fn meddle(mut client: TcpStream, target: &str, change: fn(&str) -> String) -> Option<()> {
    let mut seen = Vec::new();
    let end = loop {
        let mut chunk = [0; 4096];
        let read = client.read(&mut chunk).await.ok().filter(|n| *n > 0)?;
        seen.extend_from_slice(&chunk[..read]);
        if let Some(at) = seen.windows(4).position(|w| w == b"\r\n\r\n") {
            break at + 4;
        }
    };
    let head = String::from_utf8_lossy(&seen[..end - 4]).into_owned();
    let length: usize = head
        .lines()
        .find_map(|line| {
            line.to_lowercase()
                .strip_prefix("content-length:")?
                .trim()
                .parse()
                .ok()
        })
        .unwrap_or(0);
    while seen.len() < end + length {
        let mut chunk = [0; 4096];
        let read = client.read(&mut chunk).await.ok().filter(|n| *n > 0)?;
        seen.extend_from_slice(&chunk[..read]);
    }
    let mut upstream = TcpStream::connect(target).await.ok()?;
    let head = format!("{}\r\nconnection: close\r\n\r\n", change(&head));
    upstream.write_all(head.as_bytes()).await.ok()?;
    upstream.write_all(&seen[end..]).await.ok()?;
    tokio::io::copy(&mut upstream, &mut client).await.ok()?;
    client.shutdown().await.ok()
}

/// A port at which nobody listens.
pub fn closed_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// The head of a request without a header.
pub fn without(head: &str, header: &str) -> String {
    let lines = head.split("\r\n").filter(|line| {
        let name = line.split(':').next().unwrap_or_default();
        !name.eq_ignore_ascii_case(header)
    });
    lines.collect::<Vec<_>>().join("\r\n")
}

/// A fault that happens once, or as often as is said.
pub fn order(name: &str, value: impl Into<Value>) -> Value {
    json!({"name": name, "value": value.into(), "times": 9})
}
