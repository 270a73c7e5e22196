//! An answer as both worlds have it: the recorded one, and simorg's.

use serde_json::Value;
use simorg::Answered;

use super::cassette::Exchange;
use super::link::Link;

/// An answer, as both worlds have it.
pub struct Seen<'a> {
    /// The status.
    pub status: u16,
    /// `object`, `list`, `text`, `scalar` or `none`.
    pub kind: &'static str,
    /// The body, where it is JSON.
    pub json: Option<&'a Value>,
    /// The `Link` headers.
    pub links: Vec<Link>,
    /// Whether they say that the list goes on.
    pub more: bool,
}

impl<'a> Seen<'a> {
    /// A 204 has no body, whatever a recorder wrote down.
    pub fn recorded(exchange: &'a Exchange) -> Self {
        let body = exchange.body.as_ref().filter(|_| exchange.status != 204);
        let text = body.is_some_and(Value::is_string);
        Self::new(
            exchange.status,
            body,
            text,
            Link::all(exchange.header("link")),
        )
    }

    /// What simorg answered.
    pub fn simulated(answered: &'a Answered) -> Self {
        let headers = answered.headers.iter();
        let links = headers.filter(|(name, _)| name.eq_ignore_ascii_case("link"));
        let links = Link::all(links.map(|(_, value)| value.as_str()));
        Self::new(
            answered.status,
            answered.body.as_ref(),
            answered.text.is_some(),
            links,
        )
    }

    fn new(status: u16, body: Option<&'a Value>, text: bool, links: Vec<Link>) -> Self {
        let kind = match body {
            _ if text => "text",
            None => "none",
            Some(Value::Object(_)) => "object",
            Some(Value::Array(_)) => "list",
            Some(_) => "scalar",
        };
        Self {
            status,
            kind,
            json: body.filter(|_| !text),
            more: links.iter().any(|link| link.rel == "next"),
            links,
        }
    }

    /// The error's code.
    pub fn code(&self) -> Option<&'a str> {
        let body = self.json.filter(|_| self.status >= 400)?;
        body.get("errorCode")
            .or_else(|| body.get("error"))?
            .as_str()
    }

    /// The summaries of the error's causes.
    pub fn causes(&self) -> Vec<&'a str> {
        let causes = self.json.filter(|_| self.status >= 400);
        let causes = causes.and_then(|body| body.get("errorCauses")?.as_array());
        let causes = causes.into_iter().flatten();
        causes
            .filter_map(|cause| cause.get("errorSummary")?.as_str())
            .collect()
    }

    /// The status with the error's code and first cause.
    pub fn outcome(&self) -> String {
        let mut text = self.status.to_string();
        if let Some(code) = self.code() {
            text = format!("{text} {code}");
        }
        if let Some(cause) = self.causes().first() {
            text = format!("{text} ({cause})");
        }
        text
    }
}
