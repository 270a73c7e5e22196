//! Reads for the reach of a plan: within the scopes asked for, a page each, and never a failure.

use okta::Client;
use operations::Request;
use serde_json::Value;
use tools::quote::quote;

/// How many names a sentence has.
const NAMED: usize = 5;
/// How many rows are looked at: enough to say how far it reaches.
pub const MOST: usize = 200;

/// Reads what tells how far a write reaches.
pub struct Reader<'a> {
    pub okta: &'a Client,
}

/// The rows of one page.
pub struct Rows {
    pub rows: Vec<Value>,
    /// Whether there are no others.
    pub is_all: bool,
}

impl Reader<'_> {
    /// One page of a list; `None` where it may not be read, or could not be.
    pub async fn rows(&self, request: Request) -> Option<Rows> {
        let operation = request.operation();
        if !crate::target::is_asked_for(operation, self.okta) {
            return None;
        }
        let answer = self.okta.send(&request).await.ok()?;
        let is_all = matches!(self.okta.next(operation, &answer), Ok(None));
        let rows = answer.rows(None)?.clone();
        Some(Rows { rows, is_all })
    }

    /// One thing; `None` where it may not be read, or could not be.
    pub async fn one(&self, request: Request) -> Option<Value> {
        if !crate::target::is_asked_for(request.operation(), self.okta) {
            return None;
        }
        Some(self.okta.send(&request).await.ok()?.body)
    }
}

impl Rows {
    /// `3`, or `200 or more`.
    pub fn count(&self) -> String {
        let or_more = if self.is_all { "" } else { " or more" };
        format!("{}{or_more}", self.rows.len())
    }

    /// `3 apps: "A", "B", "C"`.
    pub fn named(&self, what: &str, name: &str) -> String {
        counted(
            &self.rows.iter().collect::<Vec<_>>(),
            self.is_all,
            what,
            name,
        )
    }
}

/// `3 apps: "A", "B", "C"`, names quoted, at most five.
pub fn counted(rows: &[&Value], is_all: bool, what: &str, name: &str) -> String {
    let plural = if rows.len() == 1 { "" } else { "s" };
    let or_more = if is_all { "" } else { " or more" };
    let names = rows.iter().filter_map(|row| row.pointer(name)?.as_str());
    let names: Vec<String> = names.take(NAMED).map(quote).collect();
    let rest = if rows.len() > NAMED { ", …" } else { "" };
    let names = match names.as_slice() {
        [] => String::new(),
        names => format!(": {}{rest}", names.join(", ")),
    };
    format!("{}{or_more} {what}{plural}{names}", rows.len())
}
