//! The names that the official conformance suite asks for, on our own server: transport, guard, eras,
//! header checks and stamping are those that ship. Started by `tests/conformance/run.mjs`.

mod asking;
mod call;
mod content;
mod fixture;
mod jobs;
mod notices;
mod prompts;
mod resources;
mod rounds;

use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr};

use changes::{Policy, Restricted};
use mcp::http::{Door, Stopped};
use mcp::{Connection, Filter, Server, Surface};
use okta::{Client, OrgUrl, Secret, Settings, SigningKey};
use serde_json::json;
use simorg::Org;

use crate::fixture::Fixture;

/// Serves until it is interrupted, and says where on one line of standard output.
#[tokio::main]
async fn main() -> Result<(), Stopped> {
    let org = Org::acme().grant("all").role("SUPER_ADMIN").start().await;
    let org = org.expect("a simulated organisation starts on any free port");
    let token = uuid::Uuid::new_v4().to_string();
    let door = Door {
        listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        token: Secret::new(token.clone()),
        tls: None,
        hosts: Vec::new(),
        origins: Vec::new(),
    };
    let opened = |url: &str| {
        let line = json!({"url": url, "token": token});
        writeln!(std::io::stdout(), "{line}").expect("whoever started this reads its output");
    };
    let end = async {
        // Where no signal can be heard, only the end of the process ends it.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    mcp::http::serve(Fixture::new(server(&org)), door, opened, end).await
}

/// Our server for this organisation, with all its scopes.
fn server(org: &Org) -> Server {
    let scopes: Vec<String> = org.scopes().split(' ').map(str::to_owned).collect();
    let key = SigningKey::parse(org.private_key_pem(), Some(org.key_id()));
    let key = key.expect("the organisation gives a key that signs");
    let url = OrgUrl::parse(org.url()).expect("the organisation has a URL");
    let filter = Filter {
        scopes: scopes.clone(),
        ..Filter::default()
    };
    let settings = Settings::new(url, org.client_id().to_owned(), key, scopes);
    let connection = Connection {
        okta: Client::new(settings),
        policy: Policy::everywhere(Restricted::Ask),
        journal: changes::Journal::new(None),
        targets: changes::Targets::default(),
        budget: 40_000,
        folder: None,
    };
    let surface = Surface::new(filter).expect("no toolset is named that could be missing");
    Server::new(surface, Ok(connection))
}
