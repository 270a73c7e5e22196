//! What to paste into each client, and what to try.

use std::path::Path;

use clap::ValueEnum as _;
use serde_json::Value;
use simorg::Org;

use crate::clients::{Homes, McpClient, Server};

/// The demo's welcome: where it is, what to try, and a snippet for each client.
pub fn welcome(binary: &Path, org: &Org, settings: &Value, homes: &Homes) -> String {
    let binary = binary.display().to_string();
    format!(
        "acme, a simulated Okta organisation, is running at {url}
(what happened in it: {control}/requests, what it holds: {control}/state). Ctrl-C ends it; nothing is kept.

Try it from another terminal:

{exports}
  {call} tools
  {call} call list_users '{{\"search\": \"profile.department eq \\\"Engineering\\\"\", \"limit\": 5}}'
  {call} call deactivate_user '{{\"user_id\": \"ada@acme.example\", \"dry_run\": true}}'

Or give it to an AI client. Each of these starts an organisation of its own:

{clients}

Then ask: \"Who works in Engineering? Add Ada Lovelace to Sales, and offboard Leo Rossi.\"",
        url = org.url(),
        control = org.control(),
        exports = exports(settings),
        call = shell_quoted(&binary),
        clients = clients(&binary, homes),
    )
}

/// What to paste into each client.
fn clients(binary: &str, homes: &Homes) -> String {
    let server = Server {
        name: "okta-demo".to_owned(),
        command: binary.to_owned(),
        arguments: ["demo", "--stdio"].map(str::to_owned).to_vec(),
        environment: Vec::new(),
    };
    let all = McpClient::value_variants().iter();
    let snippets = all.map(|client| {
        let snippet = client.snippet(&server, homes);
        format!("{}. {snippet}", client.label())
    });
    snippets.collect::<Vec<_>>().join("\n\n")
}

fn exports(settings: &Value) -> String {
    let settings = settings.as_object().into_iter().flatten();
    let lines: Vec<String> = settings
        .map(|(name, value)| {
            let value = value.as_str().unwrap_or_default();
            format!("  export {name}={}\n", shell_quoted(value))
        })
        .collect();
    lines.concat()
}

/// Quoted for a POSIX shell, where that is needed.
pub fn shell_quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+=".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::shell_quoted;

    #[test]
    fn what_a_shell_would_split_is_quoted() {
        assert_eq!(shell_quoted("/opt/okta-mcp"), "/opt/okta-mcp");
        assert_eq!(shell_quoted("a b"), "'a b'");
        assert_eq!(shell_quoted("it's"), "'it'\\''s'");
    }
}
