//! What comes in: one request, read as far as every operation needs it.

use http::HeaderMap;
use jiff::Timestamp;
use operations::Operation;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use crate::refusal::Refusal;

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The method.
    pub method: String,
    /// The path as it stood on the wire.
    pub path: String,
    /// The query as it stood on the wire, without the question mark.
    pub query: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; `None` where it was larger than Okta takes.
    pub body: Option<Vec<u8>>,
    /// Scheme and authority by which the organisation was called.
    pub base: String,
    /// The address it came from.
    pub peer: String,
    /// Whether the framing said how long the body is (HTTP/1.1 alone can leave it open).
    pub framed: bool,
    /// How many requests are being answered at this moment, this one among them.
    pub at_once: usize,
    /// How many of those before it are for the same method and path.
    pub rivals: usize,
}

impl Arrival {
    /// A header's text, where it stands once or more; the first.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// A request to an operation, with the values of its path and its query.
#[derive(Debug)]
pub struct Call<'a> {
    /// The request.
    pub arrival: &'a Arrival,
    /// The operation.
    pub operation: &'static Operation,
    /// The values of the path's placeholders, decoded.
    pub values: Vec<String>,
    /// The query, decoded.
    pub query: Query,
    /// The id that the answer carries.
    pub request_id: &'a str,
    /// When it arrived.
    pub now: Timestamp,
}

impl Call<'_> {
    /// The value of the path's placeholder at that place; the router filled them all.
    pub fn value(&self, at: usize) -> &str {
        self.values.get(at).map_or("", String::as_str)
    }

    /// The call as if the query did not have those parameters: links of some lists forget them.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Self {
        Self {
            arrival: self.arrival,
            operation: self.operation,
            values: self.values.clone(),
            query: self.query.without(names),
            request_id: self.request_id,
            now: self.now,
        }
    }

    /// Scheme and authority by which the organisation was called.
    pub fn base(&self) -> &str {
        &self.arrival.base
    }

    /// Whether it came under an API token.
    pub fn has_api_token(&self) -> bool {
        let header = self.arrival.header("authorization").unwrap_or_default();
        header.starts_with("SSWS ")
    }

    /// The body as a JSON object.
    ///
    /// # Errors
    /// Okta's refusal of what is no JSON or no object.
    pub fn object(&self) -> Result<Map<String, Value>, Refusal> {
        let bytes = self.arrival.body.as_deref().unwrap_or_default();
        match serde_json::from_slice(bytes) {
            Ok(Value::Object(map)) => Ok(map),
            _ => Err(Refusal::malformed()),
        }
    }
}

/// The parameters of a query.
#[derive(Clone, Debug, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// The parameters of a form-encoded text.
    ///
    /// # Errors
    /// A refusal of percent signs that encode nothing.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let mut pairs = Vec::new();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            pairs.push((decode(name, Plus::Space)?, decode(value, Plus::Space)?));
        }
        Ok(Self(pairs))
    }

    /// The parameter of that name; an empty one counts as absent, as with Okta.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// How often the parameter stands there.
    pub fn count(&self, name: &str) -> usize {
        self.0.iter().filter(|(key, _)| key == name).count()
    }

    /// The parameters but for those.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Self {
        let kept = self
            .0
            .iter()
            .filter(|(name, _)| !names.contains(&name.as_str()));
        Self(kept.cloned().collect())
    }

    /// All parameters.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// A parameter that is true or false, where it is there.
    ///
    /// # Errors
    /// A refusal of anything else.
    pub fn flag(&self, name: &str) -> Result<Option<bool>, Refusal> {
        match self.get(name).map(str::to_ascii_lowercase).as_deref() {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(_) => Err(Refusal::invalid(name, format!("{name}: must be a boolean"))),
        }
    }
}

/// What a plus sign means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Plus {
    /// A space, as in a form.
    Space,
    /// Itself, as in a path.
    Itself,
}

/// The text behind a percent-encoding.
///
/// # Errors
/// A refusal of a percent sign without two digits, and of bytes that are no UTF-8.
pub fn decode(text: &str, plus: Plus) -> Result<String, Refusal> {
    let bytes = text.as_bytes();
    let broken = bytes.iter().enumerate().any(|(at, byte)| {
        let digit = |n: usize| bytes.get(at + n).is_some_and(u8::is_ascii_hexdigit);
        *byte == b'%' && !(digit(1) && digit(2))
    });
    if broken {
        return Err(Refusal::bad_request());
    }
    let spaced = match plus {
        Plus::Space => text.replace('+', " "),
        Plus::Itself => text.to_owned(),
    };
    percent_decode_str(&spaced)
        .decode_utf8()
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| Refusal::bad_request())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_decoded() {
        let query = Query::parse("search=a+eq+%22b%22&limit=&x").unwrap();
        assert_eq!(query.get("search"), Some("a eq \"b\""));
        assert_eq!(query.get("limit"), None);
    }

    #[test]
    fn a_broken_percent_sign_is_refused() {
        for text in ["a=%", "a=%2", "a=%zz", "a=%ff"] {
            assert!(Query::parse(text).is_err(), "{text}");
        }
    }
}
