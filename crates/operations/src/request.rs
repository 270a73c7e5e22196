//! A request to Okta as a value: said here, sent by `okta`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::operation::Operation;
use crate::upload::Upload;

/// What may stand in a path segment or a query as it is (RFC 3986 section 2.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A request to Okta: an operation, the values of its path, its query and its body.
///
/// Only the functions of [`op`](crate::op) make one, and only [`Request::path_and_query`] turns it
/// into text, so no value from outside is ever pasted into a URL.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    operation: &'static Operation,
    values: Vec<String>,
    query: Vec<(String, String)>,
    body: Option<Value>,
    upload: Option<Upload>,
}

/// A value that cannot stand in a path: nothing, a dot segment, or control characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` cannot be the {name} of {operation}")]
pub struct BadValue {
    /// The operation.
    pub operation: &'static str,
    /// The placeholder.
    pub name: &'static str,
    /// The value, escaped for display.
    pub value: String,
}

impl Request {
    /// The request of any operation of the table, with the values of its path in order.
    pub fn new(operation: &'static Operation, values: &[&str]) -> Self {
        Self {
            operation,
            values: values.iter().map(|&v| v.to_owned()).collect(),
            query: Vec::new(),
            body: None,
            upload: None,
        }
    }

    /// The request with a query parameter added.
    #[must_use]
    pub fn query(mut self, name: &str, value: impl ToString) -> Self {
        self.query.push((name.to_owned(), value.to_string()));
        self
    }

    /// The request with a query parameter added where there is a value for it.
    #[must_use]
    pub fn query_if(self, name: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    /// The request with these query parameters instead of its own.
    #[must_use]
    pub fn with_query(self, query: Vec<(String, String)>) -> Self {
        Self { query, ..self }
    }

    /// The request with a JSON body.
    #[must_use]
    pub fn body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// The request with a file.
    #[must_use]
    pub fn upload(mut self, upload: Upload) -> Self {
        self.upload = Some(upload);
        self
    }

    /// The request of another operation on the same things: its placeholders take the values that ours
    /// of the same name have. `None` where one of them has none here.
    pub fn turned_to(&self, operation: &'static Operation) -> Option<Self> {
        let named: Vec<(&str, &String)> = self.operation.placeholders().zip(&self.values).collect();
        let value = |name: &str| {
            let found = named.iter().find(|(placeholder, _)| *placeholder == name);
            found.map(|(_, value)| (*value).clone())
        };
        let values = operation.placeholders().map(value).collect::<Option<_>>()?;
        Some(Self {
            operation,
            values,
            query: Vec::new(),
            body: None,
            upload: None,
        })
    }

    /// The values of the path's placeholders, unencoded, in order.
    pub fn values(&self) -> &[String] {
        &self.values
    }

    /// The operation asked for.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The query parameters, unencoded.
    pub fn parameters(&self) -> &[(String, String)] {
        &self.query
    }

    /// The JSON body.
    pub fn json(&self) -> Option<&Value> {
        self.body.as_ref()
    }

    /// The file.
    pub fn file(&self) -> Option<&Upload> {
        self.upload.as_ref()
    }

    /// The path, percent-encoded, without the query.
    ///
    /// # Errors
    /// [`BadValue`] where a value is empty, a dot segment, or holds control characters: such a path
    /// would reach another operation than the one meant.
    pub fn path(&self) -> Result<String, BadValue> {
        let mut path = String::new();
        let mut values = self.values.iter();
        let mut rest = self.operation.path;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let value = values.next().map_or("", String::as_str);
            path.push_str(before);
            path.push_str(&self.segment(name, value)?);
            rest = after;
        }
        path.push_str(rest);
        Ok(path)
    }

    /// The path and the query, percent-encoded, as they stand in a request line.
    ///
    /// # Errors
    /// As [`Request::path`].
    pub fn path_and_query(&self) -> Result<String, BadValue> {
        let mut text = self.path()?;
        for (i, (name, value)) in self.query.iter().enumerate() {
            text.push(if i == 0 { '?' } else { '&' });
            text.extend(utf8_percent_encode(name, ENCODED));
            text.push('=');
            text.extend(utf8_percent_encode(value, ENCODED));
        }
        Ok(text)
    }

    fn segment(&self, name: &'static str, value: &str) -> Result<String, BadValue> {
        let bad = value.is_empty()
            || value.chars().all(|c| c == '.')
            || value.chars().any(char::is_control);
        if bad {
            return Err(BadValue {
                operation: self.operation.id,
                name,
                value: value.escape_debug().to_string(),
            });
        }
        Ok(utf8_percent_encode(value, ENCODED).to_string())
    }
}

#[cfg(test)]
mod tests {
    use crate::op;

    #[test]
    fn a_value_stays_inside_its_segment() {
        let request = op::get_user("a/b?c#d%2f ü");
        assert_eq!(
            request.path().unwrap(),
            "/api/v1/users/a%2Fb%3Fc%23d%252f%20%C3%BC"
        );
    }

    #[test]
    fn a_value_that_would_change_the_path_is_refused() {
        for value in ["", ".", "..", "a\nb", "\u{0}"] {
            assert!(op::get_user(value).path().is_err(), "{value:?}");
        }
    }

    #[test]
    fn a_query_is_encoded() {
        let request = op::list_users().query("search", "profile.lastName eq \"O'Hara & Co\"");
        assert_eq!(
            request.path_and_query().unwrap(),
            "/api/v1/users?search=profile.lastName%20eq%20%22O%27Hara%20%26%20Co%22"
        );
    }
}
