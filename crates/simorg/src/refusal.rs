//! Okta's error envelope: what is refused, and in which words.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::dice::Dice;

/// A request refused in Okta's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// Okta's code: `E0000007`.
    pub code: &'static str,
    /// Okta's sentence.
    pub summary: String,
    /// What led to it.
    pub causes: Vec<String>,
    /// Headers that belong to the refusal.
    pub headers: Vec<(&'static str, String)>,
}

/// A code of Okta's as a text that lives as long as the program: the refusals of the tables are few.
pub fn code(text: &str) -> &'static str {
    use std::collections::BTreeSet;
    use std::sync::{Mutex, PoisonError};
    static CODES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut codes = CODES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = codes.get(text) {
        return known;
    }
    let leaked: &'static str = Box::leak(text.to_owned().into_boxed_str());
    codes.insert(leaked);
    leaked
}

impl Refusal {
    /// A refusal without causes.
    pub fn new(status: u16, code: &'static str, summary: impl Into<String>) -> Self {
        Self {
            status,
            code,
            summary: summary.into(),
            causes: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// The refusal with a cause added.
    #[must_use]
    pub fn because(mut self, cause: impl Into<String>) -> Self {
        self.causes.push(cause.into());
        self
    }

    /// The refusal with a header added.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Nothing of that kind has that id.
    pub fn not_found(id: &str, kind: &str) -> Self {
        let summary = format!("Not found: Resource not found: {id} ({kind})");
        Self::new(404, "E0000007", summary)
    }

    /// A value was not accepted.
    pub fn invalid(what: &str, cause: impl Into<String>) -> Self {
        Self::new(400, "E0000001", format!("Api validation failed: {what}")).because(cause)
    }

    /// The body is no JSON, or not the kind of JSON.
    pub fn malformed() -> Self {
        Self::new(400, "E0000003", "The request body was not well-formed.")
    }

    /// A path that nobody answers, or with another method. The recordings have 405 for both.
    pub fn no_such_method() -> Self {
        let summary = "The endpoint does not support the provided HTTP method";
        Self::new(405, "E0000022", summary)
    }

    /// A header or an encoding that Okta does not take.
    pub fn bad_request() -> Self {
        let summary = "Bad request.  Accept and/or Content-Type headers likely do not match supported values.";
        Self::new(400, "E0000021", summary)
    }

    /// The administrator's role does not allow it.
    pub fn forbidden() -> Self {
        let summary = "You do not have permission to perform the requested action";
        Self::new(403, "E0000006", summary)
    }

    /// A directory keeps the person.
    pub fn mastered() -> Self {
        let summary = "Operation failed because user profile is mastered under another system";
        Self::new(403, "E0000023", summary)
    }

    /// A search or filter that cannot be read.
    pub fn search(cause: impl Into<String>) -> Self {
        Self::new(400, "E0000031", "Invalid search criteria.").because(cause)
    }

    /// A cursor that this list never gave.
    pub fn paging() -> Self {
        Self::new(400, "E0000029", "Invalid paging request.").because("Invalid cursor.")
    }

    /// The user's status forbids it.
    pub fn status() -> Self {
        let summary = "This operation is not allowed in the user's current status.";
        Self::new(403, "E0000038", summary)
    }

    /// Too many requests.
    pub fn too_many() -> Self {
        let summary = "API call exceeded rate limit due to too many requests.";
        Self::new(429, "E0000047", summary)
    }

    /// The organisation failed.
    pub fn server_error() -> Self {
        Self::new(500, "E0000009", "Internal Server Error")
    }

    /// No usable session or token stood in the request.
    pub fn no_session() -> Self {
        Self::new(403, "E0000005", "Invalid session")
    }

    /// A bad API token.
    pub fn invalid_token() -> Self {
        Self::new(401, "E0000011", "Invalid token provided").with("www-authenticate", "SSWS")
    }

    /// The refusal as an answer, under a new error id.
    pub fn into_answer(self, dice: &mut Dice) -> Answer {
        let causes: Vec<Value> = self
            .causes
            .iter()
            .map(|cause| json!({ "errorSummary": cause }))
            .collect();
        let mut answer = Answer::json(
            self.status,
            json!({
                "errorCode": self.code,
                "errorSummary": self.summary,
                "errorLink": self.code,
                "errorId": format!("oae{}", dice.letters(22)),
                "errorCauses": causes,
            }),
        );
        answer.headers = self.headers;
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_envelope_has_five_fields_in_oktas_order() {
        let answer = Refusal::not_found("00u9", "User").into_answer(&mut Dice::new(1));
        let body = answer.body.unwrap();
        let keys: Vec<&String> = body.as_object().unwrap().keys().collect();
        assert_eq!(
            keys,
            [
                "errorCode",
                "errorSummary",
                "errorLink",
                "errorId",
                "errorCauses"
            ]
        );
        assert_eq!(body["errorId"].as_str().unwrap().len(), 25);
    }
}
