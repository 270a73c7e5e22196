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
    pub(crate) links: Vec<String>,
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
