//! Lists: one page of them, and the headers that say where they go on.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;

/// What a form leaves as it is (application/x-www-form-urlencoded).
const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'*')
    .remove(b' ');

/// A thing that is shown in two ways: whole, and as a row of a list.
pub trait Rendered {
    /// The thing by itself.
    fn whole(&self, base: &str) -> Value;

    /// The thing in a list.
    fn row(&self, base: &str) -> Value {
        self.whole(base)
    }
}

/// How many rows a page of a list has.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Where the request does not say.
    pub default: usize,
    /// At most.
    pub most: usize,
}

impl Size {
    /// The size that the request asks for.
    ///
    /// # Errors
    /// A refusal of what is no positive number. Okta cuts a limit that is too high.
    pub fn of(self, call: &Call<'_>) -> Result<usize, Refusal> {
        let Some(text) = call.query.get("limit") else {
            return Ok(self.default);
        };
        match text.parse::<u64>() {
            Ok(0) | Err(_) if !is_huge(text) => Err(Refusal::invalid(
                "limit",
                "limit: must be a positive number",
            )),
            Ok(number) => Ok(usize::try_from(number).unwrap_or(self.most).min(self.most)),
            Err(_) => Ok(self.most),
        }
    }
}

/// Whether a text is a number, only too large a one.
fn is_huge(text: &str) -> bool {
    text.len() > 18 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// One page of a list.
#[derive(Debug)]
pub struct Page {
    /// The rows.
    pub rows: Vec<Value>,
    /// The limit that `self` shows where the request has none; none is shown of a list that always
    /// comes whole (`usize::MAX`).
    pub limit: usize,
    /// Where the list goes on, if it does.
    pub next: Option<String>,
    /// Query parameters that the links do not repeat.
    pub silent: &'static [String],
}

impl Page {
    /// The first rows after the place, and a cursor to the last of them where there are more.
    pub fn cut<T>(
        rows: &[T],
        from: usize,
        limit: usize,
        (cursor, render): (impl Fn(&T) -> String, impl Fn(&T) -> Value),
    ) -> Self {
        let rest = rows.get(from..).unwrap_or_default();
        let shown = rest.get(..limit).unwrap_or(rest);
        let next = shown
            .last()
            .filter(|_| rest.len() > shown.len())
            .map(cursor);
        Self {
            rows: shown.iter().map(render).collect(),
            limit,
            next,
            silent: &[],
        }
    }

    /// The page with links that do not repeat those query parameters.
    #[must_use]
    pub fn silent(mut self, names: &'static [String]) -> Self {
        self.silent = names;
        self
    }

    /// The page with the limit that `self` shows where the request has none.
    #[must_use]
    pub fn defaulting(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// The page as an answer with its links: two headers, `self` first.
    pub fn answer(self, call: &Call<'_>) -> Answer {
        self.answer_with(call, &BTreeMap::new())
    }

    /// The page as an answer whose links show parameters that the request has not.
    pub fn answer_with(self, call: &Call<'_>, others: &BTreeMap<String, String>) -> Answer {
        let answer = Answer::ok(Value::Array(self.rows));
        let mut missing = String::new();
        for (name, value) in others {
            if call.query.get(name).is_none() {
                missing.extend(["&", &form(name), "=", &form(value)]);
            }
        }
        let shown = Some(self.limit).filter(|limit| *limit != usize::MAX);
        let own = format!("{}{missing}", link_without(call, self.silent, shown, None));
        let answer = answer.with("link", format!("<{own}>; rel=\"self\""));
        match &self.next {
            None => answer,
            Some(cursor) => {
                let next = link_without(call, self.silent, Some(self.limit), Some(cursor));
                let next = format!("{next}{missing}");
                answer.with("link", format!("<{next}>; rel=\"next\""))
            }
        }
    }
}

/// The request's own URL, its query sorted by name, with the limit added where it had none; with a
/// cursor it is the URL of the page after, which keeps only what the operation knows, and not the
/// beginning of a log (`since` and `after` exclude each other).
pub fn link(call: &Call<'_>, limit: Option<usize>, after: Option<&str>) -> String {
    link_without(call, &[], limit, after)
}

fn link_without(
    call: &Call<'_>,
    silent: &[String],
    limit: Option<usize>,
    after: Option<&str>,
) -> String {
    let knows = |name: &str| call.operation.query(name).is_some();
    let mut pairs: Vec<(&str, String)> = call
        .query
        .pairs()
        .iter()
        .filter(|(name, _)| !silent.contains(name))
        // An order of nothing is not repeated.
        .filter(|(name, _)| name != "sortOrder" || call.query.get("sortBy").is_some())
        .filter(|(_, value)| !value.is_empty())
        .filter(|(name, _)| {
            after.is_none() || (knows(name) && !["after", "since"].contains(&name.as_str()))
        })
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    if let Some(limit) = limit
        && call.query.get("limit").is_none()
    {
        pairs.retain(|(name, _)| *name != "limit");
        pairs.push(("limit", limit.to_string()));
    }
    if let Some(after) = after {
        pairs.push(("after", after.to_owned()));
    }
    pairs.sort_by(|a, b| a.0.cmp(b.0));
    let query: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", form(name), form(value)))
        .collect();
    let query = query.join("&");
    let mark = if query.is_empty() { "" } else { "?" };
    let path = &call.arrival.path;
    let path = path.strip_suffix('/').unwrap_or(path);
    format!("{}{path}{mark}{query}", call.base())
}

fn form(text: &str) -> String {
    utf8_percent_encode(text, FORM)
        .to_string()
        .replace(' ', "+")
}

/// Where in a list the row of that cursor stands; the list goes on behind it.
///
/// # Errors
/// `bad` where no row has it.
pub fn behind<T>(
    rows: &[T],
    after: Option<&str>,
    cursor: impl Fn(&T) -> String,
    bad: fn() -> Refusal,
) -> Result<usize, Refusal> {
    match after {
        None => Ok(0),
        Some(after) => rows
            .iter()
            .position(|row| cursor(row) == after)
            .map(|at| at + 1)
            .ok_or_else(bad),
    }
}

/// A cursor that a search never gave.
pub fn bad_search_cursor() -> Refusal {
    Refusal::search("Invalid cursor.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_goes_on_only_where_there_is_more() {
        let cut = |from, limit| {
            let parts = (|n: &i32| n.to_string(), |n: &i32| Value::from(*n));
            Page::cut(&[1, 2, 3], from, limit, parts)
        };
        assert_eq!(cut(0, 2).next.as_deref(), Some("2"));
        assert_eq!(cut(0, 3).next, None);
        assert_eq!(cut(2, 2).rows, [Value::from(3)]);
        assert_eq!(cut(9, 2).rows.len(), 0);
    }

    #[test]
    fn a_link_is_encoded_as_a_form() {
        assert_eq!(form("status eq \"A\""), "status+eq+%22A%22");
        assert_eq!(form("a+b"), "a%2Bb");
    }
}
