//! The MCP clients: where each keeps its servers, in which form, and how one is added or taken out.

use std::path::{Path, PathBuf};

use ::tools::quote::quote;
use ::tools::{Error, Kind};
use serde_json::{Value, json};
use toml_edit::{DocumentMut, Item, Table};

use crate::private;
use crate::snippets::shell_quoted;

/// An MCP client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum McpClient {
    /// Claude Code
    ClaudeCode,
    /// Claude Desktop
    ClaudeDesktop,
    /// VS Code
    #[value(name = "vscode")]
    VsCode,
    /// Cursor
    Cursor,
    /// Codex
    Codex,
    /// Gemini CLI
    GeminiCli,
}

/// A server as a client starts it. Nothing in it is secret: the key is named by its file.
#[derive(Clone, Debug)]
pub struct Server {
    /// What the client calls it.
    pub name: String,
    /// The program.
    pub command: String,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Its environment, besides the client's own.
    pub environment: Vec<(String, String)>,
}

/// Where the user keeps things, as far as clients look there.
#[derive(Clone, Debug)]
pub struct Homes {
    /// `HOME`.
    pub home: Option<PathBuf>,
    /// `XDG_CONFIG_HOME`.
    pub config: Option<PathBuf>,
    /// `APPDATA`, on Windows.
    pub app_data: Option<PathBuf>,
    /// `CODEX_HOME`.
    pub codex: Option<PathBuf>,
}

impl Homes {
    /// The folder for settings of desktop programs.
    fn desktop(&self) -> Option<PathBuf> {
        let home = self.home.as_deref();
        if cfg!(target_os = "macos") {
            return Some(home?.join("Library/Application Support"));
        }
        if cfg!(windows) {
            return self.app_data.clone();
        }
        let config = self.config.clone();
        config.or_else(|| Some(home?.join(".config")))
    }
}

impl McpClient {
    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::ClaudeCode => "Claude Code",
            Self::ClaudeDesktop => "Claude Desktop",
            Self::VsCode => "VS Code",
            Self::Cursor => "Cursor",
            Self::Codex => "Codex",
            Self::GeminiCli => "Gemini CLI",
        }
    }

    /// The client of a label.
    pub fn labelled(label: &str) -> Option<Self> {
        let all = <Self as clap::ValueEnum>::value_variants();
        all.iter().copied().find(|client| client.label() == label)
    }

    /// The file in which the user's servers stand.
    pub fn file(self, homes: &Homes) -> Option<PathBuf> {
        let home = |path: &str| Some(homes.home.as_ref()?.join(path));
        let desktop = |path: &str| Some(homes.desktop()?.join(path));
        match self {
            Self::ClaudeCode => home(".claude.json"),
            Self::ClaudeDesktop => desktop("Claude/claude_desktop_config.json"),
            Self::VsCode => desktop("Code/User/mcp.json"),
            Self::Cursor => home(".cursor/mcp.json"),
            Self::Codex => match &homes.codex {
                Some(folder) => Some(folder.join("config.toml")),
                None => home(".codex/config.toml"),
            },
            Self::GeminiCli => home(".gemini/settings.json"),
        }
    }

    /// The member under which servers stand.
    fn member(self) -> &'static str {
        match self {
            Self::VsCode => "servers",
            Self::Codex => "mcp_servers",
            _ => "mcpServers",
        }
    }

    /// What a person pastes, and where.
    pub fn snippet(self, server: &Server, homes: &Homes) -> String {
        let file = self.file(homes).unwrap_or_default();
        let file = file.display();
        match self {
            Self::ClaudeCode => format!("Run this once:\n\n  {}", claude_mcp_add(server)),
            Self::Codex => {
                let mut document = DocumentMut::new();
                put_toml(&mut document, server);
                format!("Add to {file}:\n\n{}", indented(&document.to_string()))
            }
            _ => {
                let whole = json!({ self.member(): { &*server.name: self.json(server) } });
                let text = serde_json::to_string_pretty(&whole).unwrap_or_default();
                format!("Add to {file}:\n\n{}", indented(&text))
            }
        }
    }

    fn json(self, server: &Server) -> Value {
        let environment = server.environment.iter();
        let environment: serde_json::Map<String, Value> = environment
            .map(|(name, value)| (name.clone(), json!(value)))
            .collect();
        let mut shown = json!({});
        if matches!(self, Self::VsCode | Self::ClaudeCode) {
            shown["type"] = json!("stdio");
        }
        shown["command"] = json!(server.command);
        shown["args"] = json!(server.arguments);
        if !environment.is_empty() {
            shown["env"] = Value::Object(environment);
        }
        shown
    }

    /// Writes the server into the client's file; everything else in it stays. The backup, where one was
    /// made.
    ///
    /// # Errors
    /// `misconfigured`, where the file is not what it should be or cannot be written.
    pub fn write(self, path: &Path, server: &Server) -> Result<Option<PathBuf>, Error> {
        let text = private::read(path)?.unwrap_or_default();
        let changed = self.changed(path, &text, |servers| {
            servers.put(self, server);
        })?;
        private::replace(path, &changed)
    }

    /// Takes a server out of the client's file; the file goes where it was made for the server and
    /// nothing else is in it.
    ///
    /// # Errors
    /// As [`McpClient::write`].
    pub fn remove(self, path: &Path, name: &str, new_file: bool) -> Result<(), Error> {
        let Some(text) = private::read(path)? else {
            return Ok(());
        };
        let changed = self.changed(path, &text, |servers| servers.take(self, name))?;
        if new_file && matches!(changed.trim(), "" | "{}") {
            return private::remove(path);
        }
        private::replace(path, &changed).map(|_| ())
    }

    fn changed(
        self,
        path: &Path,
        text: &str,
        change: impl FnOnce(&mut Servers),
    ) -> Result<String, Error> {
        let unreadable = || {
            Error::new(
                Kind::Misconfigured,
                format!(
                    "the file of {}, {}, cannot be understood (it may hold comments), and was not touched",
                    self.label(),
                    quote(&path.to_string_lossy())
                ),
                "Paste the snippet into it by hand.",
            )
        };
        let mut servers = if self == Self::Codex {
            Servers::Toml(text.parse().map_err(|_| unreadable())?)
        } else if text.trim().is_empty() {
            Servers::Json(json!({}))
        } else {
            let document: Value = serde_json::from_str(text).map_err(|_| unreadable())?;
            let is_right = document.is_object()
                && (document[self.member()].is_object() || document[self.member()].is_null());
            Servers::Json(Some(document).filter(|_| is_right).ok_or_else(unreadable)?)
        };
        change(&mut servers);
        Ok(servers.text())
    }
}

/// A client's file.
enum Servers {
    Json(Value),
    Toml(DocumentMut),
}

impl Servers {
    fn put(&mut self, client: McpClient, server: &Server) {
        match self {
            Self::Json(document) => {
                document[client.member()][&*server.name] = client.json(server);
            }
            Self::Toml(document) => put_toml(document, server),
        }
    }

    fn take(&mut self, client: McpClient, name: &str) {
        match self {
            Self::Json(document) => {
                let Some(document) = document.as_object_mut() else {
                    return;
                };
                let servers = document
                    .get_mut(client.member())
                    .and_then(Value::as_object_mut);
                let is_empty = servers.is_some_and(|servers| {
                    servers.shift_remove(name);
                    servers.is_empty()
                });
                if is_empty {
                    document.shift_remove(client.member());
                }
            }
            Self::Toml(document) => {
                let servers = document
                    .get_mut(client.member())
                    .and_then(Item::as_table_mut);
                let is_empty = servers.is_some_and(|servers| {
                    servers.remove(name);
                    servers.is_empty()
                });
                if is_empty {
                    document.remove(client.member());
                }
            }
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Json(document) => {
                serde_json::to_string_pretty(document).unwrap_or_default() + "\n"
            }
            Self::Toml(document) => document.to_string(),
        }
    }
}

fn put_toml(document: &mut DocumentMut, server: &Server) {
    let servers = document.entry("mcp_servers").or_insert_with(|| {
        let mut servers = Table::new();
        servers.set_implicit(true);
        Item::Table(servers)
    });
    let arguments: toml_edit::Array = server.arguments.iter().map(String::as_str).collect();
    let mut environment = toml_edit::InlineTable::new();
    for (name, value) in &server.environment {
        environment.insert(name, value.as_str().into());
    }
    let mut table = Table::new();
    table.insert("command", toml_edit::value(&server.command));
    table.insert("args", toml_edit::value(arguments));
    if !environment.is_empty() {
        table.insert("env", toml_edit::value(environment));
    }
    if let Some(servers) = servers.as_table_mut() {
        servers.insert(&server.name, Item::Table(table));
    }
}

fn claude_mcp_add(server: &Server) -> String {
    let mut words = vec!["claude mcp add".to_owned(), shell_quoted(&server.name)];
    for (name, value) in &server.environment {
        words.push("-e".to_owned());
        words.push(format!("{name}={}", shell_quoted(value)));
    }
    words.push("--".to_owned());
    words.push(shell_quoted(&server.command));
    words.extend(server.arguments.iter().map(|word| shell_quoted(word)));
    words.join(" ")
}

fn indented(text: &str) -> String {
    let lines = text
        .trim_end()
        .lines()
        .map(|line| format!("  {line}").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;

    use super::*;

    fn server() -> Server {
        Server {
            name: "okta-acme".into(),
            command: "/opt/okta-mcp".into(),
            arguments: ["serve", "--org", "acme"].map(str::to_owned).to_vec(),
            environment: vec![("OKTA_PRIVATE_KEY_FILE".into(), "/k/acme.jwk".into())],
        }
    }

    #[test]
    fn what_stands_in_a_clients_file_stays_and_taking_out_leaves_it_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        for client in McpClient::value_variants() {
            let path = folder.path().join(client.label());
            let held = json!({"theme": "dark", client.member(): {"other": {"command": "o"}}});
            let before = if *client == McpClient::Codex {
                "model = \"x\" # mine\n\n[mcp_servers.other]\ncommand = \"o\"\n".to_owned()
            } else {
                serde_json::to_string_pretty(&held).unwrap() + "\n"
            };
            std::fs::write(&path, &before).unwrap();
            let backup = client.write(&path, &server()).unwrap().unwrap();
            assert_eq!(std::fs::read_to_string(backup).unwrap(), before);
            let after = std::fs::read_to_string(&path).unwrap();
            for part in ["other", "okta-acme", "/opt/okta-mcp", "/k/acme.jwk"] {
                assert!(after.contains(part), "{client:?}: {after}");
            }
            assert_eq!(
                client.write(&path, &server()).unwrap(),
                None,
                "twice is once"
            );
            client.remove(&path, "okta-acme", false).unwrap();
            assert_eq!(
                std::fs::read_to_string(&path).unwrap(),
                before,
                "{client:?}"
            );
        }
    }

    #[test]
    fn a_file_that_is_not_understood_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mcp.json");
        for text in ["{ // mine\n}", "[]", "{\"servers\": 5}"] {
            std::fs::write(&path, text).unwrap();
            assert!(McpClient::VsCode.write(&path, &server()).is_err());
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
    }
}
