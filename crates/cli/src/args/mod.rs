//! The command line: what can be typed.

mod connection;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub use connection::{By, RotateKey, Setup};

use connection::{ROTATE, SETUP};

use crate::config::Flags;

/// Lets AI agents manage an Okta organisation, over the Model Context Protocol.
#[derive(Parser, Debug)]
#[command(name = "okta-mcp", version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Args {
    /// What to do; without a command, `serve`
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Settings that go before the environment
    #[command(flatten)]
    pub settings: Settings,
}

/// Settings that every command takes.
#[derive(clap::Args, Debug, Default)]
#[command(next_help_heading = "Settings")]
pub struct Settings {
    /// Settings file [default: okta-mcp/okta-mcp.toml in the user's configuration, where it is]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Organisation of the settings file
    #[arg(long, global = true, value_name = "NAME")]
    pub org: Option<String>,
    /// How many tools are listed: auto, full or compact (`OKTA_MCP_SURFACE`)
    #[arg(long, global = true, value_name = "SURFACE")]
    pub surface: Option<String>,
    /// Only these toolsets (`OKTA_MCP_TOOLSETS`)
    #[arg(long, global = true, value_name = "NAMES")]
    pub toolsets: Option<String>,
    /// Only these tools (`OKTA_MCP_TOOLS`)
    #[arg(long, global = true, value_name = "NAMES")]
    pub tools: Option<String>,
    /// Not these tools (`OKTA_MCP_EXCLUDE_TOOLS`)
    #[arg(long, global = true, value_name = "NAMES")]
    pub exclude_tools: Option<String>,
    /// No write exists (`OKTA_MCP_READ_ONLY`)
    #[arg(long, global = true)]
    pub read_only: bool,
}

impl Settings {
    /// The flags as settings.
    pub fn flags(self) -> Flags {
        let read_only = self.read_only.then(|| "true".to_owned());
        let given = [
            ("OKTA_MCP_SURFACE", self.surface),
            ("OKTA_MCP_TOOLSETS", self.toolsets),
            ("OKTA_MCP_TOOLS", self.tools),
            ("OKTA_MCP_EXCLUDE_TOOLS", self.exclude_tools),
            ("OKTA_MCP_READ_ONLY", read_only),
        ];
        let given = given
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Flags {
            given: given.collect(),
            config: self.config,
            org: self.org,
        }
    }
}

const EXAMPLES: &str = "Examples:
  okta-mcp demo                     a simulated organisation, and how to connect a client to it
  okta-mcp demo --stdio             the same, as an MCP server over standard input and output
  okta-mcp setup                    a connection to your org, from nothing
  okta-mcp doctor                   what is wrong with the connection, and what to do about it
  okta-mcp tools                    the tools a model would be shown, and what they cost
  okta-mcp call list_users '{\"q\": \"ada\"}'

Settings (environment; the file has the same in lower case, without OKTA_ and MCP_):
  OKTA_ORG_URL             address of the org, such as https://acme.okta.com
  OKTA_CLIENT_ID           client id of the API Services app
  OKTA_PRIVATE_KEY_FILE    file with the app's private key, PEM or JWK (or OKTA_PRIVATE_KEY: the key itself)
  OKTA_KEY_ID              the KID that the app shows beside the key
  OKTA_AUTH                device: sign in as a person in a browser, with a Native app [default: key]
  OKTA_SCOPES              scopes to ask for [default: okta.users.read okta.groups.read]
  OKTA_DPOP                auto, required or off [default: auto]
  OKTA_MCP_SURFACE         full lists every tool, compact the daily ones, auto decides by their number [default: auto]
  OKTA_MCP_TOOLSETS        toolsets to offer, separated by commas [default: all]
  OKTA_MCP_TOOLS           the only tools to offer, separated by commas [default: all]
  OKTA_MCP_EXCLUDE_TOOLS   tools not to offer, separated by commas
  OKTA_MCP_READ_ONLY       true: no write exists [default: false]
  OKTA_MCP_STATE_DIR       where the journal of writes is kept [default: ~/.local/state/okta-mcp]
  OKTA_MCP_FILES_DIR       the one folder whose files tools may read, and where they make new ones [default: none]
  OKTA_MCP_REPLY_BUDGET    most characters one reply may have [default: 40000]
  OKTA_MCP_TOKEN           bearer token of `serve --http` (or --token-file)
  OKTA_MCP_LOG             log filter, to standard error [default: warn]
  HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE

Exit codes: 0 done, 1 the work failed, 2 bad usage or configuration.";

const SERVE: &str = "Over standard input and output, an MCP client starts this. It always starts and lists its tools; a
fault in the settings is what every call then answers. Over HTTP it serves many clients at /mcp, and
fewer tools at longer addresses: /mcp, then any of /x/TOOLSETS, /tools/NAMES, /except/NAMES, /full or
/compact, and /readonly, in this order.

Examples:
  claude mcp add okta -e OKTA_ORG_URL=… -e OKTA_CLIENT_ID=… -e OKTA_PRIVATE_KEY_FILE=… -e OKTA_KEY_ID=… -- okta-mcp serve
  okta-mcp serve --http 127.0.0.1:8080 --token-file token
  okta-mcp serve --http 0.0.0.0:8443 --tls-cert cert.pem --tls-key key.pem --allow-host mcp.acme.example";

/// How to serve.
#[allow(
    clippy::doc_markdown,
    rustdoc::bare_urls,
    reason = "these comments are the help text"
)]
#[derive(clap::Args, Debug, Default)]
pub struct Serve {
    /// Serve Streamable HTTP at this address, instead of standard input and output
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub http: Option<SocketAddr>,
    /// File with the bearer token that clients send (or OKTA_MCP_TOKEN); without either one is made
    /// and shown once
    #[arg(long, value_name = "FILE", requires = "http")]
    pub token_file: Option<PathBuf>,
    /// Serve https with this certificate, a PEM file
    #[arg(long, value_name = "FILE", requires = "tls_key", requires = "http")]
    pub tls_cert: Option<PathBuf>,
    /// The key of the certificate, a PEM file
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// A proxy in front of this serves https, so other addresses than loopback are no danger
    #[arg(long, requires = "http")]
    pub behind_proxy: bool,
    /// A name by which clients reach this server; may be repeated
    #[arg(long, value_name = "HOST", requires = "http")]
    pub allow_host: Vec<String>,
    /// A web origin whose pages may call, such as https://app.example:443; may be repeated
    #[arg(long, value_name = "ORIGIN", requires = "http")]
    pub allow_origin: Vec<String>,
}

/// A command.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Serve MCP for the connection in the environment, over standard input and output or HTTP
    #[command(after_help = SERVE)]
    Serve(Serve),
    /// Run a simulated Okta organisation with the server, to try everything without an account
    #[command(
        after_help = "Examples:\n  okta-mcp demo\n  okta-mcp demo --stdio\n  OKTA_SCOPES=\"okta.users.read\" okta-mcp demo --stdio"
    )]
    Demo {
        /// Be the MCP server of a fresh simulated organisation, over standard input and output
        #[arg(long)]
        stdio: bool,
    },
    /// Run only the simulated organisation
    #[command(
        after_help = "The first line of output is JSON: where it listens, and the environment that points a\nclient at it. It runs until it is stopped.\n\nExamples:\n  okta-mcp sim\n  okta-mcp sim --tls --grant all --role SUPER_ADMIN\n  okta-mcp sim --fault rate_limit --users 2000\n\nThe faults are listed in docs/reference/simorg.md; an unknown name lists them too."
    )]
    Sim(Sim),
    /// Show the tools that a model would be shown, and what they cost in tokens
    #[command(
        after_help = "Examples:\n  okta-mcp tools\n  okta-mcp tools deactivate_user\n  okta-mcp tools --json"
    )]
    Tools {
        /// Only this tool, in full
        name: Option<String>,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Search the catalogue of Okta's API operations
    #[command(
        after_help = "Plain words in any language, best fit first; no connection is needed.\n\nExamples:\n  okta-mcp operations lost phone, reset mfa\n  okta-mcp operations --limit 3 quien es administrador\n  okta-mcp operations --json"
    )]
    Operations {
        /// What is wanted; without it, every operation
        query: Vec<String>,
        /// Most operations to show
        #[arg(long, default_value_t = 20)]
        limit: usize,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Show what was written through this program, verify the journal, or find out what became of a write
    #[command(
        after_help = "Examples:\n  okta-mcp changes\n  okta-mcp changes --state waiting\n  okta-mcp changes --json --of acme.okta.com\n  okta-mcp changes --verify\n  okta-mcp changes --resolve"
    )]
    Changes(Changes),
    /// Look at a change that waits, and approve it with the approval secret
    #[command(
        after_help = "The secret is typed at the terminal and kept nowhere; what is piped in does not count. An approval\nis good for 30 minutes, for exactly what was shown.\n\nExamples:\n  okta-mcp approve --set-secret\n  okta-mcp approve chg0a1b2c3d4e5f"
    )]
    Approve {
        /// The change, from the error that named it
        id: Option<String>,
        /// Set the approval secret, or a new one
        #[arg(long)]
        set_secret: bool,
    },
    /// Show a secret that was withheld from a reply, once, within 15 minutes
    #[command(
        after_help = "It is shown at the terminal alone, to whoever types the approval secret (okta-mcp approve --set-secret).\n\nExample:\n  okta-mcp reveal hnd0a1b2c3d4e5f6a7b8c9d"
    )]
    Reveal {
        /// The handover, from the reply that names it
        id: String,
    },
    /// Take back a change of the last 7 days, where Okta has a true inverse
    #[command(
        after_help = "What its inverse would ask is asked. It refuses where somebody changed the thing since.\n\nExample:\n  okta-mcp undo chg0a1b2c3d4e5f"
    )]
    Undo {
        /// The change
        id: String,
    },
    /// Examine the connection and name each fault, with what to do and where
    #[command(
        after_help = "It works on whatever settings it is given, writes nothing unless --fix is given, and exits with 1\nwhere something is wrong. docs/reference/doctor.md lists what it can find.\n\nExamples:\n  okta-mcp doctor\n  okta-mcp doctor --json\n  okta-mcp doctor --fix\n  okta-mcp doctor --scopes\n  okta-mcp doctor --config okta-mcp.toml --org preview"
    )]
    Doctor(Doctor),
    /// Make a connection to an org, take one over, or take one back
    #[command(after_help = SETUP)]
    Setup(Setup),
    /// Replace the key of a connection without an outage
    #[command(after_help = ROTATE)]
    RotateKey(RotateKey),
    /// Print completions for a shell
    #[command(
        after_help = "Example, for bash:\n  okta-mcp completions bash > ~/.local/share/bash-completion/completions/okta-mcp"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Call one tool as a person, and print the reply
    #[command(
        after_help = "What must be confirmed is asked at this terminal, and answered with the approval secret\n(okta-mcp approve --set-secret).\n\nExamples:\n  okta-mcp call list_users '{\"search\": \"status eq \\\"LOCKED_OUT\\\"\"}'\n  okta-mcp call get_user '{\"user_id\": \"ada@acme.example\"}'\n  okta-mcp call deactivate_user '{\"user_id\": \"ada@acme.example\", \"dry_run\": true}'"
    )]
    Call {
        /// The tool
        name: String,
        /// Its arguments, a JSON object
        arguments: Option<String>,
    },
}

/// What the doctor does.
#[derive(clap::Args, Debug)]
pub struct Doctor {
    /// One JSON document
    #[arg(long)]
    pub json: bool,
    /// Put right what stands on this machine: the settings file, the key file and who can read it
    #[arg(long, conflicts_with = "scopes")]
    pub fix: bool,
    /// Which scopes were used, by the tally of calls and the journal, and the smallest preset that would
    /// have served
    #[arg(long)]
    pub scopes: bool,
}

/// What of the journal to show or do.
#[allow(
    clippy::struct_excessive_bools,
    clippy::doc_markdown,
    reason = "each is a flag, and the comments are the help text"
)]
#[derive(clap::Args, Debug)]
pub struct Changes {
    /// Only this change, whole with --json
    pub id: Option<String>,
    /// Only changes of this org, by its host
    #[arg(long, value_name = "HOST")]
    pub of: Option<String>,
    /// Only changes in this state: waiting, approved, sending, done, failed, unknown_outcome, undone,
    /// stopped
    #[arg(long)]
    pub state: Option<String>,
    /// Only changes by this tool
    #[arg(long, value_name = "NAME")]
    pub tool: Option<String>,
    /// Most changes
    #[arg(long, default_value_t = 50)]
    pub limit: usize,
    /// One JSON document
    #[arg(long)]
    pub json: bool,
    /// Whether the journal is what was written to it, and what that cannot show
    #[arg(long, conflicts_with_all = ["purge", "resolve"])]
    pub verify: bool,
    /// Take the words of what is older than 90 days; the digests stay
    #[arg(long, conflicts_with = "resolve")]
    pub purge: bool,
    /// Find out what became of writes whose end nobody saw
    #[arg(long)]
    pub resolve: bool,
}

/// A standard role of the table, or none.
fn role(text: &str) -> Result<String, String> {
    let known = operations::role::STANDARD.iter().map(|(role, _)| *role);
    let mut known: Vec<&str> = known.chain(["none"]).collect();
    if known.contains(&text) {
        return Ok(text.to_owned());
    }
    known.sort_unstable();
    Err(format!("it is one of {}", known.join(", ")))
}

/// The simulated organisation.
#[derive(clap::Args, Debug)]
pub struct Sim {
    /// Where to listen; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:0")]
    pub listen: SocketAddr,
    /// Serve https, under an authority made at start
    #[arg(long)]
    pub tls: bool,
    /// What the organisation is made from: the same number makes the same people
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many people
    #[arg(long, default_value_t = 300)]
    pub users: usize,
    /// How many more System Log events from the past
    #[arg(long, default_value_t = 0)]
    pub events: usize,
    /// Scopes granted to the app, or `all` [default: those of the help desk]
    #[arg(long, value_name = "SCOPES")]
    pub grant: Option<String>,
    /// Admin role of the app: Okta's role type, or `none`
    #[arg(long, default_value = "HELP_DESK_ADMIN", value_parser = role)]
    pub role: String,
    /// Start with a fault (`NAME` or `NAME:VALUE`; a wrong name lists them); may be repeated
    #[arg(long, value_name = "NAME")]
    pub fault: Vec<String>,
    /// The app does not require DPoP
    #[arg(long)]
    pub no_dpop: bool,
    /// The organisation runs on Okta Classic Engine
    #[arg(long)]
    pub classic: bool,
    /// An API token (SSWS) that the organisation takes; one is made where none is given
    #[arg(long, value_name = "TOKEN")]
    pub api_token: Option<String>,
    /// Admin role of the person whose API token it is: Okta's role type, or `none`
    #[arg(long, default_value = "SUPER_ADMIN", value_parser = role)]
    pub api_token_role: String,
}
