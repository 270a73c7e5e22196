//! An organisation without a network: a request goes in, an answer comes out.

use std::fmt;
use std::io;

use http::{HeaderMap, HeaderName, HeaderValue};
use jiff::Timestamp;
use serde_json::Value;

use crate::call::Arrival;
use crate::clock::Clock;
use crate::router::Router;
use crate::settings::Settings;
use crate::state::State;

/// An organisation without a network, for replaying recordings and measuring.
pub struct Booth {
    state: State,
    router: Router,
}

/// A request as a booth takes it.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// The method: `GET`.
    pub method: String,
    /// The path, percent-encoded as on the wire.
    pub path: String,
    /// The query without its question mark.
    pub query: String,
    /// The headers; what is no header is left out.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<Vec<u8>>,
    /// Scheme and authority by which the organisation is called: `https://acme.okta.com`.
    pub base: String,
    /// How many requests for the same method and path are still being answered as this one comes.
    pub rivals: usize,
}

/// What a booth answers.
#[derive(Clone, Debug, Default)]
pub struct Answered {
    /// The HTTP status; 0 where the connection would have been closed without an answer.
    pub status: u16,
    /// The headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body, where it is JSON.
    pub body: Option<Value>,
    /// The body, where it is not.
    pub text: Option<String>,
}

impl Booth {
    /// Opens an organisation as the settings describe it.
    ///
    /// # Errors
    /// When no key can be made, or a fault among the settings is unknown.
    pub fn open(settings: Settings) -> io::Result<Self> {
        let access = settings.entrance()?.access;
        let invalid = |message| io::Error::new(io::ErrorKind::InvalidInput, message);
        Ok(Self {
            state: State::new(settings, access).map_err(invalid)?,
            router: Router::new(),
        })
    }

    /// Puts everything back to what these settings describe; keys and tokens stay good.
    ///
    /// # Errors
    /// When a fault among the settings is unknown.
    pub fn reset(&mut self, settings: Settings) -> io::Result<()> {
        let invalid = |message| io::Error::new(io::ErrorKind::InvalidInput, message);
        self.state.settings = settings;
        self.state.reset().map_err(invalid)
    }

    /// Stops the clock at that moment.
    pub fn as_of(&mut self, at: Timestamp) {
        self.state.clock = Clock::stopped_at(at);
    }

    /// Answers a request.
    pub fn ask(&mut self, ask: &Ask) -> Answered {
        let verdict = self.state.receive(&arrival(ask), &self.router);
        let Some(answer) = verdict.answer else {
            return Answered::default();
        };
        let headers = answer.headers.into_iter();
        Answered {
            status: answer.status,
            headers: headers
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            body: answer.body,
            text: answer.text.map(String::from),
        }
    }
}

/// Without what it holds: keys are among it.
impl fmt::Debug for Booth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Booth").finish_non_exhaustive()
    }
}

fn arrival(ask: &Ask) -> Arrival {
    let mut headers = HeaderMap::new();
    for (name, value) in &ask.headers {
        if let (Ok(name), Ok(value)) = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        ) {
            headers.append(name, value);
        }
    }
    Arrival {
        method: ask.method.clone(),
        path: ask.path.clone(),
        query: ask.query.clone(),
        headers,
        body: Some(ask.body.clone().unwrap_or_default()),
        base: ask.base.clone(),
        peer: "203.0.113.7".to_owned(),
        framed: true,
        at_once: ask.rivals + 1,
        rivals: ask.rivals,
    }
}
