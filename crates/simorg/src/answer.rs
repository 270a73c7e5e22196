//! What goes out: status, headers and body, before the organisation's own headers are added.

use serde_json::Value;

/// How a body ends too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// It says that it is whole.
    Short,
    /// The connection is closed.
    Broken,
}

/// An answer to a request.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Its own headers; what every answer carries is added later.
    pub headers: Vec<(&'static str, String)>,
    /// The JSON body, if there is one.
    pub body: Option<Value>,
    /// How the body ends too early, if it does.
    pub cut: Option<Cut>,
    /// A body that is no JSON, and then its content type stands among the headers.
    pub text: Option<Box<str>>,
}

impl Answer {
    /// 200 with a body.
    pub fn ok(body: Value) -> Self {
        Self::json(200, body)
    }

    /// A body under a status.
    pub fn json(status: u16, body: Value) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Some(body),
            text: None,
            cut: None,
        }
    }

    /// No body.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: None,
            text: None,
            cut: None,
        }
    }

    /// 200 with a body that is no JSON.
    pub fn text(kind: &str, text: impl Into<String>) -> Self {
        Self {
            text: Some(text.into().into_boxed_str()),
            ..Self::empty(200).with("content-type", kind)
        }
    }

    /// The answer with a header added.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}
