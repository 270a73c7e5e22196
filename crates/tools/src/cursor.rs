//! The `next` of a list: our own opaque value.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use operations::Request;
use serde::{Deserialize, Serialize};

use crate::Error;

/// Where a list goes on: which list it is, Okta's own cursor, and the row within that page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cursor {
    #[serde(rename = "o")]
    operation: String,
    #[serde(rename = "p")]
    path: String,
    /// The query that the tool made.
    #[serde(rename = "q")]
    query: Vec<(String, String)>,
    /// The query of Okta's link; empty for the first page.
    #[serde(rename = "n")]
    pub page: Vec<(String, String)>,
    /// The first row of that page that has not been given yet.
    #[serde(rename = "r")]
    pub row: usize,
}

/// A cursor longer than this was not made here.
const LONGEST: usize = 16 * 1024;

impl Cursor {
    /// The start of a list.
    pub fn start(request: &Request) -> Self {
        Self {
            operation: request.operation().id.to_owned(),
            path: request.path().unwrap_or_default(),
            query: request.parameters().to_vec(),
            page: Vec::new(),
            row: 0,
        }
    }

    /// The place after a cursor that the model gives back, on the list that `request` begins.
    ///
    /// # Errors
    /// `invalid_input` where it is damaged, of another tool, or of another query.
    pub fn resume(text: &str, request: &Request) -> Result<Self, Error> {
        let start = Self::start(request);
        let cursor = Self::decode(text).ok_or_else(|| {
            Error::invalid_input("`after` is not a `next` of an earlier reply; give it back whole")
        })?;
        if cursor.operation != start.operation {
            return Err(Error::invalid_input(
                "`after` is the `next` of another tool",
            ));
        }
        let same_query = start.query.is_empty() || start.query == cursor.query;
        if cursor.path != start.path || !same_query {
            return Err(Error::invalid_input(
                "`after` belongs to other arguments; repeat those of the first call, or leave out `after`",
            ));
        }
        // Okta's links name these two even where the description of a list does not.
        let is_usual = |name: &String| name == "after" || name == "limit";
        let known = |name: &String| is_usual(name) || request.operation().query(name).is_some();
        let names = cursor
            .query
            .iter()
            .chain(&cursor.page)
            .map(|(name, _)| name);
        if !names.clone().all(known) {
            return Err(Error::invalid_input("`after` is damaged"));
        }
        Ok(cursor)
    }

    /// What the first call of a list said of a query parameter, by the cursor that the model gives back.
    pub fn said(text: &str, name: &str) -> Option<String> {
        let query = Self::decode(text)?.query;
        let said = query.into_iter().find(|(known, _)| known == name);
        said.map(|(_, value)| value)
    }

    /// The same list at the page that Okta's link leads to. What the tool's own query says already is
    /// not said twice.
    pub fn at_page(&self, mut page: Vec<(String, String)>) -> Self {
        page.retain(|parameter| !self.query.contains(parameter));
        Self {
            page,
            row: 0,
            ..self.clone()
        }
    }

    /// The same list, one row on.
    pub fn past_row(&self) -> Self {
        Self {
            row: self.row.saturating_add(1),
            ..self.clone()
        }
    }

    /// The cursor as the model sees it.
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    fn decode(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text.trim()).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// The query to send: Okta's own link, and what Okta drops from its links added again.
    pub fn parameters(&self) -> Vec<(String, String)> {
        completed(self.page.clone(), &self.query)
    }
}

/// The query of Okta's link with what Okta dropped from it added again; but for `since`, which the System
/// Log refuses beside its cursor (E0000063).
pub fn completed(
    mut page: Vec<(String, String)>,
    own: &[(String, String)],
) -> Vec<(String, String)> {
    let goes_on = page.iter().any(|(name, _)| name == "after");
    for (name, value) in own {
        let is_refused = goes_on && name == "since";
        if !is_refused && page.iter().all(|(given, _)| given != name) {
            page.push((name.clone(), value.clone()));
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use operations::op;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cursor_goes_on_where_it_was_made_and_nowhere_else() {
        let users = op::list_users().query("search", "status eq \"ACTIVE\"");
        let mut cursor = Cursor::start(&users);
        cursor.page = vec![("after".into(), "00u1".into())];
        cursor.row = 7;
        let text = cursor.encode();
        assert_eq!(Cursor::resume(&text, &users).unwrap(), cursor);
        assert_eq!(Cursor::resume(&text, &op::list_users()).unwrap(), cursor);
        let other = op::list_users().query("search", "status eq \"STAGED\"");
        assert!(Cursor::resume(&text, &other).is_err());
        assert!(Cursor::resume(&text, &op::list_groups()).is_err());
        assert!(Cursor::resume(&text[1..], &users).is_err());
    }

    #[test]
    fn what_okta_drops_from_its_links_is_added_again() {
        let request = op::list_profile_mappings().query("sourceId", "0oa1");
        let mut cursor = Cursor::start(&request);
        cursor.page = vec![("after".into(), "prm1".into())];
        let pairs = [("after", "prm1"), ("sourceId", "0oa1")];
        let expected: Vec<_> = pairs.map(|(n, v)| (n.to_owned(), v.to_owned())).into();
        assert_eq!(cursor.parameters(), expected);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = Cursor::resume(&text, &op::list_users());
        }
    }
}
