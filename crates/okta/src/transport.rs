//! One HTTP exchange: the only file that names reqwest.

use std::error::Error as _;
use std::sync::OnceLock;
use std::time::Duration;

use operations::Upload;
use reqwest::header::{DATE, HeaderMap, WWW_AUTHENTICATE};
use reqwest::multipart::{Form, Part};
use reqwest::{Certificate, Client, NoProxy, Proxy, redirect};

use crate::{Fault, Settings, Unreachable};

/// The largest answer that is read, in bytes after decompression.
const LARGEST_ANSWER: usize = 64 * 1024 * 1024;
const PROXY_AUTHENTICATION_REQUIRED: u16 = 407;
/// What TLS says of itself; "corrupt message" where the other side does not speak it.
const TLS_WORDS: [&str; 5] = [
    "certificate",
    "tls",
    "handshake",
    "corrupt message",
    "fatal alert",
];
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A pooled HTTP client for one org, made at the first exchange.
#[derive(Debug)]
pub struct Transport {
    settings: Settings,
    client: OnceLock<Client>,
}

/// A request as it goes out.
pub struct Outgoing<'a> {
    pub method: &'a str,
    pub url: &'a str,
    pub headers: Vec<(&'static str, String)>,
    pub body: Payload,
}

/// What a request carries.
pub enum Payload {
    Empty,
    Json(String),
    Form(String),
    /// A file, in a form of one part.
    File(Upload),
    /// A file, as the whole body.
    Bytes(Upload),
}

/// An answer as it came in, read whole.
pub struct Incoming {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Incoming {
    /// The first value of a header, where it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The `Date` header, in seconds since the epoch.
    pub fn date(&self) -> Option<i64> {
        let date = httpdate::parse_http_date(self.header(DATE.as_str())?).ok()?;
        let since = date.duration_since(std::time::UNIX_EPOCH).ok()?;
        i64::try_from(since.as_secs()).ok()
    }

    /// Okta's id of the request.
    pub fn request_id(&self) -> Option<String> {
        self.header("x-okta-request-id").map(str::to_owned)
    }

    /// The challenge of a 400, 401 or 403.
    pub fn challenge(&self) -> Option<crate::Challenge> {
        self.header(WWW_AUTHENTICATE.as_str())
            .map(crate::Challenge::parse)
    }

    /// Whether the body says that it is JSON, or says nothing.
    pub fn is_json(&self) -> bool {
        self.header("content-type")
            .is_none_or(|kind| kind.contains("json"))
    }
}

impl Transport {
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            client: OnceLock::new(),
        }
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Sends a request and reads the answer whole.
    pub async fn exchange(&self, outgoing: Outgoing<'_>) -> Result<Incoming, Fault> {
        let client = self.client()?;
        let method = outgoing
            .method
            .parse()
            .expect("methods come from the operation table");
        let mut request = client.request(method, outgoing.url);
        for (name, value) in outgoing.headers {
            request = request.header(name, value);
        }
        request = match outgoing.body {
            // Okta wants a length even where there is no body (Okta, core API reference).
            Payload::Empty if outgoing.method != "GET" => request.header("content-length", "0"),
            Payload::Empty => request,
            Payload::Json(json) => request
                .header("content-type", "application/json")
                .body(json),
            Payload::Form(form) => request
                .header("content-type", "application/x-www-form-urlencoded")
                .body(form),
            Payload::File(file) => request.multipart(form_of(file)?),
            Payload::Bytes(file) => request
                .header("content-type", file.media)
                .body(file.bytes.to_vec()),
        };
        let answer = request.send().await.map_err(|e| self.unreachable(&e))?;
        if answer.status() == PROXY_AUTHENTICATION_REQUIRED && self.is_proxied() {
            let detail = "it wants a user name and a password (407)".to_owned();
            let host = self.host();
            return Err(Unreachable::Proxy { host, detail }.into());
        }
        self.read(answer).await
    }

    async fn read(&self, mut answer: reqwest::Response) -> Result<Incoming, Fault> {
        let status = answer.status().as_u16();
        let headers = answer.headers().clone();
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|e| self.broken(&e))? {
            if body.len() + chunk.len() > LARGEST_ANSWER {
                let what = format!("an answer of over {} MiB", LARGEST_ANSWER >> 20);
                return Err(Fault::NotOkta { status, what });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Incoming {
            status,
            headers,
            body,
        })
    }

    fn client(&self) -> Result<&Client, Fault> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let client = build(&self.settings)?;
        Ok(self.client.get_or_init(|| client))
    }

    fn host(&self) -> String {
        self.settings.org.host().to_owned()
    }

    fn is_proxied(&self) -> bool {
        let proxy = self.settings.proxy.as_ref();
        proxy.is_some_and(|proxy| proxy.is_for(self.settings.org.host()))
    }

    fn unreachable(&self, error: &reqwest::Error) -> Unreachable {
        let host = self.host();
        let detail = innermost(error);
        let text = chain(error);
        if error.is_timeout() && !error.is_connect() {
            let after = self.settings.timeout;
            return Unreachable::Timeout { host, after };
        }
        if !error.is_connect() {
            return Unreachable::Broken { host, detail };
        }
        let is_about_tls = TLS_WORDS.iter().any(|word| text.contains(word));
        if self.is_proxied() && (text.contains("tunnel") || !is_about_tls) {
            return Unreachable::Proxy { host, detail };
        }
        if error.is_timeout() {
            let detail = format!("no connection within {} s", CONNECT_TIMEOUT.as_secs());
            return Unreachable::Connect { host, detail };
        }
        if text.contains("dns error") || text.contains("lookup address") {
            return Unreachable::Dns { host };
        }
        if is_about_tls {
            return Unreachable::Tls { host, detail };
        }
        Unreachable::Connect { host, detail }
    }

    fn broken(&self, error: &reqwest::Error) -> Unreachable {
        if error.is_timeout() {
            return self.unreachable(error);
        }
        Unreachable::Broken {
            host: self.host(),
            detail: innermost(error),
        }
    }
}

/// The form of an operation that takes a file: the part is always called `file` (Okta, Themes API).
fn form_of(file: Upload) -> Result<Form, Fault> {
    let part = Part::bytes(file.bytes.to_vec())
        .file_name(file.name)
        .mime_str(file.media);
    let part = part.map_err(|error| Fault::Settings(format!("no form can be made: {error}")))?;
    Ok(Form::new().part("file", part))
}

/// The last link of the chain of causes: what the system or TLS said.
fn innermost(error: &reqwest::Error) -> String {
    let mut source = error.source();
    let mut text = String::from("the exchange failed");
    while let Some(cause) = source {
        text = cause.to_string();
        source = cause.source();
    }
    text
}

fn chain(error: &reqwest::Error) -> String {
    let mut text = String::new();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(&cause.to_string().to_lowercase());
        text.push('\n');
        source = cause.source();
    }
    text
}

fn build(settings: &Settings) -> Result<Client, Fault> {
    let mut builder = Client::builder()
        .user_agent(concat!("okta-mcp/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(settings.timeout)
        .pool_idle_timeout(Duration::from_mins(1))
        .gzip(true)
        .no_proxy();
    if let Some(pem) = &settings.trusted {
        let trusted = Certificate::from_pem_bundle(pem.as_bytes())
            .map_err(|e| Fault::Settings(format!("the CA file cannot be used: {e}")))?;
        builder = builder.tls_certs_merge(trusted);
    }
    if let Some(proxy) = &settings.proxy {
        let except = proxy.except.as_deref().and_then(NoProxy::from_string);
        let proxy = Proxy::all(&proxy.url)
            .map_err(|e| Fault::Settings(format!("the proxy URL cannot be used: {e}")))?;
        builder = builder.proxy(proxy.no_proxy(except));
    }
    builder
        .build()
        .map_err(|e| Fault::Settings(format!("no HTTP client can be made: {}", innermost(&e))))
}
