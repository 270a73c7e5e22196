//! Runs the binary.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};

use serde_json::Value;

/// The binary with an environment that holds nothing of ours but what is given.
pub fn okta_mcp(arguments: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_okta-mcp"));
    command.args(arguments);
    // Nothing of this user's is read or written.
    command.env("HOME", home());
    for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
        command.env_remove(name);
    }
    for (name, _) in std::env::vars() {
        if name.starts_with("OKTA_")
            || name == "SSL_CERT_FILE"
            || name.to_lowercase().ends_with("_proxy")
        {
            command.env_remove(name);
        }
    }
    command.envs(environment.iter().copied());
    command
}

/// A home that all tests share and nobody else has.
pub fn home() -> &'static std::path::Path {
    static HOME: std::sync::OnceLock<std::path::PathBuf> = std::sync::OnceLock::new();
    HOME.get_or_init(|| tempfile::tempdir().unwrap().keep())
}

/// Runs it to its end, with nothing on standard input.
pub fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    okta_mcp(arguments, environment)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// Says that a test was skipped, on standard error and in the file that `scripts/test` reads.
pub fn skipped(why: &str) {
    eprintln!("SKIPPED: {why}");
    if let Some(path) = std::env::var_os("TEST_SKIPS") {
        let file = std::fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(path);
        let _ = file.and_then(|mut file| writeln!(file, "{why}"));
    }
}

/// Standard output as JSON.
pub fn json(output: &Output) -> Value {
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text} {}", errors(output)))
}

/// Standard error as text.
pub fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A simulated organisation as a process, stopped when dropped.
pub struct Sim {
    child: Child,
    pub said: Value,
}

impl Sim {
    pub fn start(arguments: &[&str]) -> Self {
        let arguments = [&["sim"], arguments].concat();
        let mut child = okta_mcp(&arguments, &[])
            .stdout(Stdio::piped())
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        Self {
            child,
            said: serde_json::from_str(&line).unwrap(),
        }
    }

    /// The environment that points a client at it.
    pub fn environment(&self) -> Vec<(&str, &str)> {
        let environment = self.said["env"].as_object().unwrap();
        environment
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str().unwrap()))
            .collect()
    }
}

impl Drop for Sim {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A server over standard input and output, spoken to line by line.
pub struct Session {
    pub child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Session {
    pub fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut command = okta_mcp(arguments, environment);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self {
            child,
            input,
            output,
        }
    }

    /// Opens a session of the era before 2026-07-28.
    pub fn open(&mut self) {
        self.say(r#"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#);
        assert_eq!(self.hear()["id"], 0);
        self.say(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#);
    }

    pub fn say(&mut self, line: &str) {
        let input = self.input.as_mut().unwrap();
        input.write_all(line.as_bytes()).unwrap();
        input.write_all(b"\n").unwrap();
        input.flush().unwrap();
    }

    /// The next line, which is JSON or the protocol is broken.
    pub fn hear(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}: {line:?}"))
    }

    pub fn call(&mut self, id: u32, tool: &str, given: &Value) -> Value {
        let call = serde_json::json!({"jsonrpc": "2.0", "id": id, "method": "tools/call", "params": {"name": tool, "arguments": given}});
        self.say(&call.to_string());
        loop {
            let heard = self.hear();
            if heard["id"] == id {
                return heard;
            }
        }
    }

    /// Closes the input and waits for the end.
    pub fn end(mut self) -> Output {
        drop(self.input.take());
        self.child.wait_with_output().unwrap()
    }
}
