//! Which tools an address offers: `/mcp`, `/mcp/readonly`, `/mcp/x/users,groups`,
//! `/mcp/x/users,groups/readonly`.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
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

/// The addresses, and the service behind each that has been used.
pub struct Routes<H> {
    offer: H,
    config: StreamableHttpServerConfig,
    services: Mutex<HashMap<Variant, Service<H>>>,
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

    /// The service of an address; each has sessions of its own.
    fn service(&self, variant: Variant) -> Result<Service<H>, String> {
        let mut services = self.services.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(service) = services.get(&variant) {
            return Ok(service.clone());
        }
        let part = self.offer.narrowed(&variant.toolsets, variant.read_only);
        let part = part.map_err(|error| error.message)?;
        let sessions = Arc::<LocalSessionManager>::default();
        let service = Service::new(move || Ok(part.clone()), sessions, self.config.clone());
        services.insert(variant, service.clone());
        Ok(service)
    }
}

async fn answer<H: Offer>(State(routes): State<Arc<Routes<H>>>, request: Request) -> Response {
    let variant = Variant::of(request.uri().path());
    match variant.and_then(|variant| routes.service(variant)) {
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
    use super::*;

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
