//! The command line of making a connection and changing its key.

use std::path::PathBuf;

pub const SETUP: &str = "With the API token of a Super Administrator everything is done by itself: the key pair (on this
machine), the app with DPoP, its admin role, its scopes, okta-mcp.toml, a doctor's look. Without
one, each step is shown with the value to paste, and checked. Running it again changes only what
differs. The token is typed unseen, piped in, or read from a file; it is never kept.

Examples:
  okta-mcp setup
  okta-mcp setup --org-url https://acme.okta.com --preset help-desk --client cursor --write-client
  okta-mcp setup --yes --org-url acme.okta.com --preset read-only --admin-token-file token
  okta-mcp setup --existing --client-id 0oa1b2c3 --key-id k1 --key-file key.pem
  okta-mcp setup --list-presets
  okta-mcp setup --remove --org acme";

/// Who makes a connection, or changes it.
#[allow(clippy::doc_markdown, reason = "the comments are the help text")]
#[derive(clap::Args, Debug)]
pub struct By {
    /// File with the API token of a Super Administrator; - is standard input
    #[arg(long, value_name = "FILE")]
    pub admin_token_file: Option<PathBuf>,
    /// Client id of a Native app through which a Super Administrator signs in in a browser instead; it
    /// has okta.apps.manage, okta.appGrants.manage, okta.roles.manage and okta.orgs.read
    #[arg(long, value_name = "ID", conflicts_with = "admin_token_file")]
    pub admin_client_id: Option<String>,
}

/// What to set up.
#[allow(
    clippy::struct_excessive_bools,
    clippy::doc_markdown,
    reason = "each is a flag, and the comments are the help text"
)]
#[derive(clap::Args, Debug)]
pub struct Setup {
    /// Address of the org
    #[arg(long, value_name = "URL")]
    pub org_url: Option<String>,
    /// What the connection is for: a name of --list-presets [default: read-only]
    #[arg(long, value_name = "NAME")]
    pub preset: Option<String>,
    /// Scopes besides those of the preset, between blanks or commas
    #[arg(long, value_name = "SCOPES")]
    pub scopes: Option<String>,
    /// Admin role of the app (Okta's role type) in place of the preset's; may be repeated
    #[arg(long, value_name = "TYPE")]
    pub role: Vec<String>,
    /// The org's name, which --role SUPER_ADMIN needs
    #[arg(long, value_name = "NAME")]
    pub confirm_org: Option<String>,
    /// What the app is called in the org [default: okta-mcp (NAME)]
    #[arg(long, value_name = "TEXT")]
    pub label: Option<String>,
    /// Which kind of key to make
    #[arg(long, default_value = "rsa", value_name = "rsa|ec", value_parser = key_kind)]
    pub key_type: okta::KeyKind,
    /// Who does it
    #[command(flatten)]
    pub by: By,
    /// Take over an app that exists already, with the key that Okta showed
    #[arg(long, conflicts_with = "guided")]
    pub existing: bool,
    /// Show the steps to take by hand, and check each
    #[arg(long)]
    pub guided: bool,
    /// The app's client id, for --existing or --guided
    #[arg(long, value_name = "ID")]
    pub client_id: Option<String>,
    /// The key's KID, for --existing
    #[arg(long, value_name = "KID", requires = "existing")]
    pub key_id: Option<String>,
    /// File with the app's private key, for --existing; without it, it is pasted or piped in
    #[arg(long, value_name = "FILE", requires = "existing")]
    pub key_file: Option<PathBuf>,
    /// The MCP client to show the snippet for: claude-code, claude-desktop, vscode, cursor, codex or
    /// gemini-cli [default: claude-code]
    #[arg(long, value_enum, value_name = "NAME", hide_possible_values = true)]
    pub client: Option<crate::clients::McpClient>,
    /// Write into the client's file instead; what is there stays, beside a backup
    #[arg(long, requires = "client")]
    pub write_client: bool,
    /// The client's file, where it is not the usual one
    #[arg(long, value_name = "FILE", requires = "write_client")]
    pub client_file: Option<PathBuf>,
    /// Revoke the API token at the end
    #[arg(long)]
    pub revoke_token: bool,
    /// Take back what an earlier set-up made, and nothing else
    #[arg(long, conflicts_with_all = ["existing", "guided", "preset"])]
    pub remove: bool,
    /// Show the presets
    #[arg(long)]
    pub list_presets: bool,
    /// Ask nothing, and agree to what would be asked
    #[arg(long)]
    pub yes: bool,
}

pub const ROTATE: &str = "The new key is added, proved, put into the key's file, and only then the old one is deactivated and
deleted. A JWK file holds its key id, and a running server reads it by itself; with a PEM and
OKTA_KEY_ID a restart is needed, and a second run then removes the old key.

Examples:
  okta-mcp rotate-key
  okta-mcp rotate-key --org acme --yes --admin-token-file token
  okta-mcp rotate-key --guided
  okta-mcp rotate-key --emergency --since 48h";

/// How to replace a key.
#[allow(
    clippy::struct_excessive_bools,
    clippy::doc_markdown,
    reason = "each is a flag, and the comments are the help text"
)]
#[derive(clap::Args, Debug)]
pub struct RotateKey {
    /// Which kind of key to make
    #[arg(long, default_value = "rsa", value_name = "rsa|ec", value_parser = key_kind)]
    pub key_type: okta::KeyKind,
    /// Who does it
    #[command(flatten)]
    pub by: By,
    /// Show the steps to take by hand, and check each
    #[arg(long)]
    pub guided: bool,
    /// Somebody else may hold the key: take the app's admin roles first, and tell what it did
    #[arg(long)]
    pub emergency: bool,
    /// Since when to tell it: a time, or how long ago
    #[arg(long, default_value = "24h", value_name = "TIME")]
    pub since: String,
    /// Give the roles back that --emergency took
    #[arg(long, conflicts_with_all = ["emergency", "guided"])]
    pub restore: bool,
    /// Ask nothing, and agree to what would be asked
    #[arg(long)]
    pub yes: bool,
}

/// A kind of key.
fn key_kind(text: &str) -> Result<okta::KeyKind, String> {
    match text.to_ascii_lowercase().as_str() {
        "rsa" => Ok(okta::KeyKind::Rsa),
        "ec" => Ok(okta::KeyKind::Ec),
        _ => Err("it is rsa or ec".to_owned()),
    }
}
