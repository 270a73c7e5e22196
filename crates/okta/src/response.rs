//! An answer of Okta's, read whole.

use serde_json::Value;

/// A 2xx answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Okta's id of the request, which the System Log has as `transaction.id`.
    pub request_id: Option<String>,
    /// The JSON body; `Null` where there is none.
    pub body: Value,
    /// What is left of the rate limit that the request counts against, where Okta says so.
    pub rate: Option<Rate>,
    pub(crate) links: Vec<String>,
}

/// A rate limit as the headers show it: the part of it that this app may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Requests a window.
    pub limit: u64,
    /// Requests left in this window.
    pub remaining: u64,
}

impl Response {
    /// The body as rows: the array itself, or the array under the member that a body-paged list
    /// names.
    pub fn rows(&self, member: Option<&str>) -> Option<&Vec<Value>> {
        match member {
            Some(member) => self.body.get(member)?.as_array(),
            None => self.body.as_array(),
        }
    }
}
