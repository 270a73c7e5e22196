//! A running organisation.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::control;
use crate::dice::Dice;
use crate::oauth::client::{self, Client};
use crate::oauth::{self, Access, ServiceApp};
use crate::server::{self, Door, Shared};
use crate::settings::{Grant, Settings};
use crate::state::State;
use crate::tls;

/// The client id of the service app, and the name under which its log entries stand.
const CLIENT_ID: &str = "0oa1serviceapp0acme0";
const CLIENT_LABEL: &str = "Acme automation";

/// A running organisation. Dropping it stops it.
pub struct Org {
    url: String,
    control: String,
    ca_pem: Option<String>,
    key_id: String,
    private_key_pem: String,
    shared: Arc<Shared>,
    tasks: [JoinHandle<()>; 2],
}

impl Org {
    /// The organisation `acme`, as it is unless told otherwise: the help-desk preset.
    pub fn acme() -> Settings {
        Settings::default()
    }

    /// Where the organisation is reached: `http://127.0.0.1:49152`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where the organisation is looked at and broken: `/state`, `/requests`, `/reset`, `/fault`.
    pub fn control(&self) -> &str {
        &self.control
    }

    /// The certificate authority to trust, as PEM, where the organisation speaks TLS.
    pub fn ca_pem(&self) -> Option<&str> {
        self.ca_pem.as_deref()
    }

    /// The client id of the service app.
    pub fn client_id(&self) -> &str {
        CLIENT_ID
    }

    /// The id of the service app's key.
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// The service app's private key: RSA 2048, PKCS#8, PEM.
    pub fn private_key_pem(&self) -> &str {
        &self.private_key_pem
    }

    /// The scopes granted to the service app, separated by spaces.
    pub fn scopes(&self) -> String {
        let state = self.shared.state();
        let client = Client::find(&state, CLIENT_ID);
        client.map_or_else(String::new, |client| client.granted.join(" "))
    }

    /// Registers another public key (a JWK with a `kid`) for the service app. What is no object
    /// registers nothing.
    pub fn register_key(&self, jwk: Value) {
        if let Value::Object(key) = jwk {
            let mut state = self.shared.state();
            state.access.app.keys.push(key.clone());
            client::register(&mut state, key);
        }
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }
}

/// Without the private key.
impl fmt::Debug for Org {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Org")
            .field("url", &self.url)
            .field("control", &self.control)
            .finish_non_exhaustive()
    }
}

impl Drop for Org {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Settings {
    /// Starts the organisation.
    ///
    /// # Errors
    /// When the address is taken, no key can be made, or a fault among the settings is unknown.
    pub async fn start(self) -> io::Result<Org> {
        let Entrance {
            access,
            key_id,
            private_key_pem,
        } = self.entrance()?;
        let listener = TcpListener::bind(self.listen).await?;
        let address = listener.local_addr()?;
        let identity = if self.tls {
            Some(tls::identity(address.ip())?)
        } else {
            None
        };
        let state = State::new(self, access);
        let invalid = |message| io::Error::new(io::ErrorKind::InvalidInput, message);
        let shared = Arc::new(Shared::new(state.map_err(invalid)?));
        let door = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let control = format!("http://{}", door.local_addr()?);
        let routes = control::routes(Arc::clone(&shared));
        let watch = tokio::spawn(async move {
            if let Err(error) = axum::serve(door, routes).await {
                tracing::error!(%error, "the control address of the organisation stopped");
            }
        });
        let (acceptor, ca_pem) = identity.map(|id| (id.acceptor, id.ca_pem)).unzip();
        let door = Door { listener, acceptor };
        let serve = tokio::spawn(server::serve(door, Arc::clone(&shared)));
        Ok(Org {
            url: url(if ca_pem.is_some() { "https" } else { "http" }, address),
            control,
            ca_pem,
            key_id,
            private_key_pem,
            shared,
            tasks: [serve, watch],
        })
    }
}

/// Who may come in, and the private key with which.
pub(crate) struct Entrance {
    pub access: Access,
    pub key_id: String,
    pub private_key_pem: String,
}

impl Settings {
    /// Makes the service app and its key.
    pub(crate) fn entrance(&self) -> io::Result<Entrance> {
        let (pair, private_key_pem) = oauth::generate()?;
        let key_id = Dice::new(self.seed).letters(43);
        let app = ServiceApp {
            client_id: CLIENT_ID.to_owned(),
            label: CLIENT_LABEL.to_owned(),
            keys: vec![oauth::public_jwk(&pair, &key_id)],
            granted: granted(&self.grant),
            dpop: self.dpop,
        };
        Ok(Entrance {
            access: Access::new(app, &mut Dice::new(self.seed))?,
            key_id,
            private_key_pem,
        })
    }
}

/// The URL of an address; one that stands for every address is reached by loopback.
fn url(scheme: &str, address: SocketAddr) -> String {
    let ip = match address.ip() {
        ip if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        ip => ip,
    };
    format!("{scheme}://{}", SocketAddr::new(ip, address.port()))
}

fn granted(grant: &Grant) -> Vec<String> {
    match grant {
        Grant::All => oauth::catalogue().into_iter().map(str::to_owned).collect(),
        Grant::Scopes(scopes) => scopes.clone(),
    }
}
