//! Which tools an address offers: `/mcp`, `/mcp/readonly`, `/mcp/x/users,groups`,
//! `/mcp/x/users,groups/readonly`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;
use rmcp::ServerHandler;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::{StreamableHttpServerConfig, StreamableHttpService};

/// What can be served: a handler of which an address may offer a part. [`crate::Server`] is the one
/// that is shipped; a handler that wraps it goes through the same guard, routes and transport.
pub trait Offer: ServerHandler + Clone {
    /// The same with fewer tools: only those of these toolsets too, where any is named, and no write
    /// where that is asked.
    ///
    /// # Errors
    /// Where a toolset does not exist.
    fn narrowed(&self, toolsets: &[String], read_only: bool) -> Result<Self, tools::Error>;
}

type Service<H> = StreamableHttpService<H, LocalSessionManager>;

/// The addresses, and what serves each that has been used.
pub struct Routes<H> {
    offer: H,
    config: StreamableHttpServerConfig,
    services: Mutex<HashMap<Variant, Services<H>>>,
}

/// The two forms of an answer, over the same sessions.
struct Services<H> {
    json: Service<H>,
    stream: Service<H>,
}

/// What an address offers: some toolsets (all where none is named), writes or not. There are few, for
/// toolsets are few and stand sorted, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Variant {
    toolsets: Vec<String>,
    read_only: bool,
}

impl<H: Offer> Routes<H> {
    /// The addresses of this handler.
    pub fn new(offer: H, config: StreamableHttpServerConfig) -> Self {
        Self {
            offer,
            config,
            services: Mutex::default(),
        }
    }

    /// The router of the addresses.
    pub fn router(self) -> Router {
        Router::new()
            .route("/mcp", any(answer::<H>))
            .route("/mcp/{*rest}", any(answer::<H>))
            .with_state(Arc::new(self))
    }

    /// What serves an address; each has sessions of its own.
    fn service(&self, variant: Variant, form: Form) -> Result<Service<H>, String> {
        let mut services = self.services.lock().unwrap_or_else(PoisonError::into_inner);
        let services = match services.entry(variant) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let variant = new.key();
                let part = self.offer.narrowed(&variant.toolsets, variant.read_only);
                let part = part.map_err(|error| error.message)?;
                new.insert(Services::new(part, &self.config))
            }
        };
        Ok(match form {
            Form::Json => services.json.clone(),
            Form::Stream => services.stream.clone(),
        })
    }
}

impl<H: Offer> Services<H> {
    fn new(part: H, config: &StreamableHttpServerConfig) -> Self {
        let sessions = Arc::<LocalSessionManager>::default();
        let service = |part: H, json: bool| {
            let config = config.clone().with_json_response(json);
            Service::new(move || Ok(part.clone()), sessions.clone(), config)
        };
        Self {
            json: service(part.clone(), true),
            stream: service(part, false),
        }
    }
}

/// The form of an answer to a client without a session. Clients accept both and must say so (MCP,
/// Streamable HTTP), so the one that they name first is theirs: JSON is easier to read, and a stream
/// is kept alive while a call takes long, so that no proxy between gives up on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// JSON, or a stream where something has to be told before the answer.
    Json,
    /// Always a stream.
    Stream,
}

impl Form {
    fn of(headers: &HeaderMap) -> Self {
        let accepted = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
        let first = accepted.and_then(|kinds| kinds.split([',', ';']).next());
        let is_stream = first.is_some_and(|kind| {
            let kind = kind.trim();
            kind.eq_ignore_ascii_case("text/event-stream")
        });
        if is_stream { Self::Stream } else { Self::Json }
    }
}

async fn answer<H: Offer>(State(routes): State<Arc<Routes<H>>>, request: Request) -> Response {
    let variant = Variant::of(request.uri().path());
    let form = Form::of(request.headers());
    match variant.and_then(|variant| routes.service(variant, form)) {
        Ok(service) => service.handle(request).await.into_response(),
        Err(why) => (StatusCode::NOT_FOUND, Body::from(why)).into_response(),
    }
}

impl Variant {
    /// What a path asks for.
    fn of(path: &str) -> Result<Self, String> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let (toolsets, read_only) = match parts.as_slice() {
            ["mcp"] => ("", false),
            ["mcp", "readonly"] => ("", true),
            ["mcp", "x", toolsets] => (*toolsets, false),
            ["mcp", "x", toolsets, "readonly"] => (*toolsets, true),
            _ => {
                return Err("the addresses are /mcp, /mcp/readonly, /mcp/x/TOOLSETS and /mcp/x/TOOLSETS/readonly".to_owned());
            }
        };
        let mut toolsets: Vec<String> = toolsets
            .split(',')
            .filter(|set| !set.is_empty())
            .map(str::to_owned)
            .collect();
        toolsets.sort_unstable();
        toolsets.dedup();
        Ok(Self {
            toolsets,
            read_only,
        })
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn what_the_client_names_first_is_the_form_of_its_answers() {
        let of = |accepted| {
            let accepted = HeaderValue::from_static(accepted);
            Form::of(&HeaderMap::from_iter([(ACCEPT, accepted)]))
        };
        assert_eq!(of("application/json, text/event-stream"), Form::Json);
        assert_eq!(of("text/event-stream, application/json"), Form::Stream);
        assert_eq!(of("Text/Event-Stream;q=1, */*"), Form::Stream);
        assert_eq!(of("*/*"), Form::Json);
        assert_eq!(Form::of(&HeaderMap::new()), Form::Json);
    }

    #[test]
    fn an_address_says_what_it_offers() {
        let of = |path| Variant::of(path).ok();
        let some = |toolsets: &[&str], read_only| {
            let toolsets = toolsets.iter().map(|set| (*set).to_owned()).collect();
            Some(Variant {
                toolsets,
                read_only,
            })
        };
        assert_eq!(of("/mcp"), some(&[], false));
        assert_eq!(of("/mcp/"), some(&[], false));
        assert_eq!(of("/mcp/readonly"), some(&[], true));
        assert_eq!(
            of("/mcp/x/users,groups,users"),
            some(&["groups", "users"], false)
        );
        assert_eq!(of("/mcp/x/users/readonly"), some(&["users"], true));
        for other in [
            "/mcp/users",
            "/mcp/x",
            "/mcp/x/users/readonly/more",
            "/mcp/x/users/other",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
