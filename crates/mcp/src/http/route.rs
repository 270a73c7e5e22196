//! Which tools an address offers: `/mcp`, then `/x/users,groups`, `/tools/get_user`,
//! `/except/delete_group`, `/compact`, `/readonly`.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
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

use crate::surface::{Filter, Listing};

/// What can be served: a handler of which an address may offer a part. [`crate::Server`] is the one
/// that is shipped; a handler that wraps it goes through the same guard, routes and transport.
pub trait Offer: ServerHandler + Clone {
    /// The same with fewer tools: only those that `more` allows too.
    ///
    /// # Errors
    /// Where a toolset or a tool does not exist.
    fn narrowed(&self, more: &Filter) -> Result<Self, tools::Error>;
}

type Service<H> = StreamableHttpService<H, LocalSessionManager>;

/// The addresses, and what serves each that has been used.
pub struct Routes<H> {
    offer: H,
    config: StreamableHttpServerConfig,
    services: Mutex<HashMap<Filter, Services<H>>>,
}

/// The two forms of an answer, over the same sessions.
struct Services<H> {
    json: Service<H>,
    stream: Service<H>,
}

/// How many different addresses one process serves: each is kept, for it has sessions.
const MOST_ADDRESSES: usize = 64;
/// The addresses, in words.
const ADDRESSES: &str = "an address is /mcp, then any of /x/TOOLSETS, /tools/NAMES, /except/NAMES, /full or /compact, and /readonly, in this order";

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
    fn service(&self, variant: Filter, form: Form) -> Result<Service<H>, String> {
        let mut services = self.services.lock().unwrap_or_else(PoisonError::into_inner);
        if services.len() >= MOST_ADDRESSES && !services.contains_key(&variant) {
            return Err(format!(
                "this server serves {MOST_ADDRESSES} different addresses already; use one of them"
            ));
        }
        let services = match services.entry(variant) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let part = self.offer.narrowed(new.key());
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
    let variant = asked(request.uri().path());
    let form = Form::of(request.headers());
    match variant.and_then(|variant| routes.service(variant, form)) {
        Ok(service) => service.handle(request).await.into_response(),
        Err(why) => (StatusCode::NOT_FOUND, Body::from(why)).into_response(),
    }
}

/// What a path asks for: fewer tools, or another listing of them.
fn asked(path: &str) -> Result<Filter, String> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let Some((&"mcp", mut rest)) = parts.split_first() else {
        return Err(ADDRESSES.to_owned());
    };
    let mut filter = Filter::default();
    for (word, names) in [
        ("x", &mut filter.toolsets),
        ("tools", &mut filter.only),
        ("except", &mut filter.except),
    ] {
        if let [first, given, after @ ..] = rest
            && *first == word
        {
            *names = listed(given);
            rest = after;
        }
    }
    if let [word, after @ ..] = rest
        && let Some(listing) = Listing::of(word).filter(|listing| *listing != Listing::Auto)
    {
        filter.listing = listing;
        rest = after;
    }
    match rest {
        [] => {}
        ["readonly"] => filter.read_only = true,
        _ => return Err(ADDRESSES.to_owned()),
    }
    Ok(filter)
}

/// Names between commas, sorted, each once.
fn listed(names: &str) -> Vec<String> {
    let names = names.split(',').filter(|name| !name.is_empty());
    let names: BTreeSet<String> = names.map(str::to_owned).collect();
    names.into_iter().collect()
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
        let of = |path| asked(path).ok();
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let some = |toolsets: &[&str], read_only| {
            Some(Filter {
                toolsets: names(toolsets),
                read_only,
                ..Filter::default()
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
        let all = of("/mcp/x/users/tools/get_user,list_users/except/list_users/compact/readonly");
        let expected = Filter {
            only: names(&["get_user", "list_users"]),
            except: names(&["list_users"]),
            listing: Listing::Compact,
            ..some(&["users"], true).unwrap()
        };
        assert_eq!(all, Some(expected));
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
