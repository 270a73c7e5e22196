//! A model behind a real MCP client, with a person at it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use changes::{Policy, Restricted};
use mcp::{Connection, Filter, Server, Surface};
use okta::{Client, OrgUrl, Settings, SigningKey};
use rmcp::model::{
    CallToolRequestParams, ClientCapabilities, ClientConfig, ElicitRequestParams, ElicitResult,
    ElicitationAction, Implementation, ProgressNotificationParam, ProtocolVersion,
};
use rmcp::service::{
    ClientLifecycleMode, NotificationContext, RequestContext, RunningService,
    serve_client_with_lifecycle,
};
use rmcp::transport::StreamableHttpClientTransport;
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use rmcp::{ClientHandler, ErrorData, RoleClient, ServiceExt as _};
use serde_json::{Value, json};
use simorg::Org;

/// The era of the protocol that the client speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Era {
    Legacy,
    Modern,
}

pub const ERAS: [Era; 2] = [Era::Legacy, Era::Modern];

/// What the person does when asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    /// The client cannot ask.
    Absent,
    /// Ticks the box and accepts.
    Agrees,
    /// Accepts without ticking the box.
    DoesNotTick,
    /// Accepts, but with something else than the form asks for.
    Garbles,
    Declines,
    Cancels,
    /// The client answers with an error.
    Errs,
    /// Never answers.
    Sleeps,
}

/// How the client reaches the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As over standard input and output.
    Pipe,
    /// Streamable HTTP.
    Http,
}

pub const WAYS: [Way; 2] = [Way::Pipe, Way::Http];

/// The client's side of the protocol.
#[derive(Clone)]
pub struct Desk {
    person: Person,
    pub asked: Arc<AtomicUsize>,
    pub question: Arc<std::sync::Mutex<String>>,
    pub progress: Arc<std::sync::Mutex<Vec<u64>>>,
}

impl ClientHandler for Desk {
    fn get_info(&self) -> ClientConfig {
        let capabilities = if self.person == Person::Absent {
            ClientCapabilities::builder().build()
        } else {
            ClientCapabilities::builder().enable_elicitation().build()
        };
        ClientConfig::new(capabilities, Implementation::new("test-desk", "1"))
    }

    async fn on_progress(
        &self,
        told: ProgressNotificationParam,
        _: NotificationContext<RoleClient>,
    ) {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "rows are counted from 0, and are few"
        )]
        self.progress.lock().unwrap().push(told.progress as u64);
    }

    async fn create_elicitation(
        &self,
        request: ElicitRequestParams,
        _: RequestContext<RoleClient>,
    ) -> Result<ElicitResult, ErrorData> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        if let ElicitRequestParams::FormElicitationParams { message, .. } = request {
            *self.question.lock().unwrap() = message;
        }
        let accept =
            |content: Value| Ok(ElicitResult::new(ElicitationAction::Accept).with_content(content));
        match self.person {
            Person::Agrees => accept(json!({"confirm": true})),
            Person::DoesNotTick => accept(json!({"confirm": false})),
            Person::Garbles => accept(json!({"confirm": "true"})),
            Person::Declines => Ok(ElicitResult::new(ElicitationAction::Decline)),
            Person::Cancels => Ok(ElicitResult::new(ElicitationAction::Cancel)),
            Person::Errs => Err(ErrorData::internal_error("no screen", None)),
            Person::Sleeps => std::future::pending().await,
            Person::Absent => Err(ErrorData::method_not_found::<
                rmcp::model::ElicitationCreateRequestMethod,
            >()),
        }
    }
}

/// A model at a client.
pub struct Model {
    pub client: RunningService<RoleClient, Desk>,
    pub desk: Desk,
}

impl Model {
    /// A client that speaks this era, with this person at it, on a server for this organisation.
    pub async fn of(org: &Org, era: Era, person: Person) -> Self {
        Self::at(server(org, Restricted::Ask), era, person).await
    }

    /// The same on any server.
    pub async fn at(server: Server, era: Era, person: Person) -> Self {
        let (near, far) = tokio::io::duplex(1 << 20);
        tokio::spawn(async move {
            if let Ok(running) = server.serve(far).await {
                let _ = running.waiting().await;
            }
        });
        Self::through(near, era, person).await
    }

    /// The same on any server, over HTTP, which ends with the test.
    pub async fn over_http(server: Server, era: Era, person: Person) -> Self {
        let token = "a-token-for-tests-0123456789";
        let door = mcp::http::Door {
            listen: "127.0.0.1:0".parse().unwrap(),
            token: okta::Secret::new(token),
            tls: None,
            hosts: Vec::new(),
            origins: Vec::new(),
        };
        let (tell, told) = tokio::sync::oneshot::channel();
        tokio::spawn(async move {
            let opened = |url: &str| drop(tell.send(url.to_owned()));
            let _ = mcp::http::serve(server, door, opened, std::future::pending()).await;
        });
        let url = told.await.unwrap();
        let config = StreamableHttpClientTransportConfig::with_uri(url).auth_header(token);
        let transport = StreamableHttpClientTransport::from_config(config);
        Self::through(transport, era, person).await
    }

    async fn through<T, E, A>(transport: T, era: Era, person: Person) -> Self
    where
        T: rmcp::transport::IntoTransport<RoleClient, E, A>,
        E: std::error::Error + Send + Sync + 'static,
    {
        let desk = Desk {
            person,
            asked: Arc::default(),
            question: Arc::default(),
            progress: Arc::default(),
        };
        let lifecycle = match era {
            Era::Legacy => ClientLifecycleMode::Initialize,
            Era::Modern => ClientLifecycleMode::Discover {
                preferred_versions: vec![ProtocolVersion::V_2026_07_28],
            },
        };
        let client = serve_client_with_lifecycle(desk.clone(), transport, lifecycle)
            .await
            .unwrap();
        Self { client, desk }
    }

    /// The structured content of a reply, an error's too.
    pub async fn call(&self, tool: &str, given: Value) -> Value {
        let result = self.client.call_tool(params(tool, given)).await.unwrap();
        let content = result.structured_content.unwrap();
        let is_error = result.is_error == Some(true);
        // A list that broke off half way is no failure: it has rows, and says why there are no more.
        let failed = content.get("error").is_some() && content.get("why").is_none();
        assert_eq!(is_error, failed, "{content}");
        let text = result.content[0].as_text().unwrap().text.clone();
        assert_eq!(
            serde_json::from_str::<Value>(&text).unwrap(),
            content,
            "the text says the same"
        );
        content
    }

    /// How often the person was asked.
    pub fn asked(&self) -> usize {
        self.desk.asked.load(Ordering::SeqCst)
    }
}

pub fn params(tool: &str, given: Value) -> CallToolRequestParams {
    let params = CallToolRequestParams::new(tool.to_owned());
    match given {
        Value::Object(arguments) => params.with_arguments(arguments),
        _ => params,
    }
}

/// A server for this organisation that waits a moment only for a person.
pub fn impatient(org: &Org) -> Server {
    let (surface, connection) = everything(org, Restricted::Ask);
    Server::with_patience(surface, Ok(connection), Duration::from_millis(50))
}

/// A server for this organisation, with all its scopes.
pub fn server(org: &Org, restricted: Restricted) -> Server {
    let (surface, connection) = everything(org, restricted);
    Server::new(surface, Ok(connection))
}

fn everything(org: &Org, restricted: Restricted) -> (Surface, Connection) {
    let scopes: Vec<String> = org.scopes().split(' ').map(str::to_owned).collect();
    let filter = Filter {
        scopes: scopes.clone(),
        ..Filter::default()
    };
    let connection = connection(org, scopes, restricted);
    (Surface::new(filter).unwrap(), connection)
}

pub fn connection(org: &Org, scopes: Vec<String>, restricted: Restricted) -> Connection {
    let key = SigningKey::parse(org.private_key_pem(), Some(org.key_id())).unwrap();
    let url = OrgUrl::parse(org.url()).unwrap();
    let settings = Settings::new(url, org.client_id().to_owned(), key, scopes);
    Connection {
        okta: Client::new(settings),
        policy: Policy::everywhere(restricted),
        journal: journal(),
        targets: changes::Targets::default(),
        budget: 40_000,
        folder: None,
    }
}

/// An organisation in which everything is allowed.
pub async fn open_org() -> Org {
    Org::acme()
        .users(40)
        .grant("all")
        .role("SUPER_ADMIN")
        .start()
        .await
        .unwrap()
}

/// The status of a person, as the organisation has it.
pub fn status_of(org: &Org, login: &str) -> String {
    let state = org.state();
    let users = state["users"].as_array().unwrap();
    let user = users.iter().find(|user| user["profile"]["login"] == login);
    user.map_or_else(
        || "GONE".to_owned(),
        |user| user["status"].as_str().unwrap().to_owned(),
    )
}

/// How many requests so far were no reads and no sign-ins.
pub fn writes(org: &Org) -> usize {
    let requests = org.requests();
    let writes = requests
        .iter()
        .filter(|r| r["method"] != "GET" && r["path"] != "/oauth2/v1/token");
    writes.count()
}

/// A journal in a folder of its own.
pub fn journal() -> changes::Journal {
    let folder = tempfile::tempdir().unwrap().keep();
    changes::Journal::new(Some(changes::place(
        &folder.join("state"),
        &folder.join("keys"),
    )))
}
