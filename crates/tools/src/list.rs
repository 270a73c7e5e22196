//! Lists: pages followed, rows projected, the budget kept, and the truth about what is left out.

use std::collections::HashSet;

use okta::{Fault, Response};
use operations::{Paging, Request};
use serde_json::{Value, json};

use crate::columns::{Columns, value_at};
use crate::cursor::Cursor;
use crate::reply::{lighten, name_size, picked, size};
use crate::shape::Format;
use crate::{Call, Error, Reply, Shape, withhold};

/// What the envelope of a list may take of the budget: its names, its count, and `next`.
const ENVELOPE: usize = 1_200;
/// The most pages that one call follows.
const MOST_PAGES: usize = 2_000;

/// How Okta gives a list.
pub struct Pages {
    /// The largest page to ask for.
    pub largest: usize,
    /// Where `q` stops without a link (users 10, groups 300), when `q` is in the request.
    pub cap: Option<usize>,
}

impl Call<'_> {
    /// Reads a list from where the call says, and makes the reply.
    pub async fn list(
        &self,
        request: Request,
        columns: &Columns,
        pages: Pages,
    ) -> Result<Reply, Error> {
        self.list_until(request, columns, pages, |_| false).await
    }

    /// Reads a list as [`Call::list`] does, up to the first row that is no more of it: where Okta itself
    /// would go on.
    pub async fn list_until(
        &self,
        request: Request,
        columns: &Columns,
        pages: Pages,
        is_behind: impl Fn(&Value) -> bool,
    ) -> Result<Reply, Error> {
        let mut cursor = match &self.shape.after {
            Some(text) => Cursor::resume(text, &request)?,
            None => Cursor::start(&request),
        };
        // A long search stands in `next` too.
        let next = cursor.encode().len().saturating_sub(ENVELOPE / 2);
        let mut rows = Rows::new(&self.shape, columns, self.budget.saturating_sub(next))?;
        let mut seen = HashSet::from([cursor.page.clone()]);
        for page in 1.. {
            let mut answer = match self.page(&request, &cursor, &rows, &pages).await {
                Ok(answer) => answer,
                Err(error) if page > 1 => return Ok(rows.broken_off(&cursor, &error)),
                Err(error) => return Err(error),
            };
            // Where they stand, before anything is picked out of them: a column has no name to tell by.
            withhold::secrets(&mut answer.body);
            let items = items(&answer, &request)?;
            let end = items.iter().position(&is_behind);
            let stop = rows.take(&items[..end.unwrap_or(items.len())], &mut cursor);
            self.has_read(rows.count).await;
            let next = match end {
                Some(_) => Ok(None),
                None => self.next(&request, &answer, &cursor),
            };
            let next = match (stop, next) {
                // The row that did not fit may be the first of its page.
                (Some(Stop::Budget), _) => return Ok(rows.cut(&cursor, Stop::Budget.why())),
                (Some(stop), _) if cursor.row > 0 => return Ok(rows.cut(&cursor, stop.why())),
                (Some(stop), Ok(Some(next))) => return Ok(rows.cut(&next, stop.why())),
                (_, Ok(None)) if rows.is_capped(&request, &pages) => return Ok(rows.capped()),
                (_, Ok(None)) => return Ok(rows.whole()),
                (_, Err(error)) => return Ok(rows.stuck(&error)),
                (None, Ok(Some(next))) => next,
            };
            if !seen.insert(next.page.clone()) {
                return Ok(rows.stuck(&self.advice(&Fault::EndlessList, &request)));
            }
            if page >= MOST_PAGES {
                return Ok(rows.cut(&next, "page"));
            }
            cursor = next;
        }
        Ok(rows.whole())
    }

    fn advice(&self, fault: &Fault, request: &Request) -> Error {
        crate::advice::of(fault, request.operation(), self.okta())
    }

    async fn page(
        &self,
        request: &Request,
        cursor: &Cursor,
        rows: &Rows<'_>,
        pages: &Pages,
    ) -> Result<Response, Error> {
        let parameters = cursor.parameters();
        let mut page = request.clone().with_query(parameters.clone());
        let has_limit = parameters.iter().any(|(name, _)| name == "limit");
        // What Okta gives whole it would only cut: there is no way to what comes behind.
        let is_whole = matches!(request.operation().paging, Paging::Whole | Paging::None);
        if !has_limit && !is_whole && request.operation().query("limit").is_some() {
            let wanted = rows.wanted().saturating_add(cursor.row);
            page = page.query("limit", wanted.min(pages.largest));
        }
        self.send(&page).await
    }

    fn next(
        &self,
        request: &Request,
        answer: &Response,
        cursor: &Cursor,
    ) -> Result<Option<Cursor>, Error> {
        let next = self.okta().next(request.operation(), answer);
        let next = next.map_err(|fault| self.advice(&fault, request))?;
        Ok(next.map(|next| cursor.at_page(next.parameters)))
    }

    /// A list that we hold whole already.
    ///
    /// # Errors
    /// `invalid_input` where the names of the columns alone break the budget.
    pub fn table(&self, items: &[Value], columns: &Columns) -> Result<Reply, Error> {
        let mut rows = Rows::new(&self.shape, columns, self.budget)?;
        let limit = rows.wanted();
        for item in items {
            let mut item = item.clone();
            withhold::secrets(&mut item);
            if rows.count >= limit || !rows.push(&item) {
                return Ok(rows.cut_short());
            }
        }
        Ok(rows.whole())
    }
}

fn items<'a>(answer: &'a Response, request: &Request) -> Result<&'a [Value], Error> {
    let member = match request.operation().paging {
        Paging::BodyLinks { list } => list,
        _ => None,
    };
    answer.rows(member).map(Vec::as_slice).ok_or_else(|| {
        Error::new(
            crate::Kind::OktaRejected,
            "Okta's answer is not the list it should be",
            "Try again; if it happens again, report it with the operation's name.",
        )
    })
}

/// Why rows were not taken any more.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Limit,
    Budget,
}

impl Stop {
    fn why(self) -> &'static str {
        match self {
            Self::Limit => "page",
            Self::Budget => "budget",
        }
    }
}

/// The rows of a reply, as they come in.
struct Rows<'a> {
    shape: &'a Shape,
    columns: &'a Columns,
    names: Vec<String>,
    taken: Vec<Value>,
    count: usize,
    room: usize,
}

impl<'a> Rows<'a> {
    fn new(shape: &'a Shape, columns: &'a Columns, budget: usize) -> Result<Self, Error> {
        // Where nothing is known of the rows they are given whole, members without links and nulls.
        let whole = ["*".to_owned()].to_vec();
        let names = match &shape.fields {
            Some(fields) => fields.clone(),
            None if columns.names().is_empty() => whole,
            None => columns.names(),
        };
        let header: usize = names.iter().map(|name| name_size(name)).sum();
        if header > budget / 2 {
            return Err(Error::invalid_input(
                "the names in `fields` alone break the reply budget; ask for fewer",
            ));
        }
        Ok(Self {
            shape,
            columns,
            names,
            taken: Vec::new(),
            count: 0,
            room: budget.saturating_sub(ENVELOPE + header),
        })
    }

    /// How many more rows the reply may have.
    fn wanted(&self) -> usize {
        self.shape.rows().saturating_sub(self.count)
    }

    /// Takes the rows of a page, from the cursor's row on; leaves the cursor at the first row not
    /// taken, at 0 when all were.
    fn take(&mut self, items: &[Value], cursor: &mut Cursor) -> Option<Stop> {
        for (at, item) in items.iter().enumerate().skip(cursor.row) {
            let stop = if self.wanted() == 0 {
                Some(Stop::Limit)
            } else if !self.push(item) {
                Some(Stop::Budget)
            } else {
                None
            };
            if stop.is_some() {
                cursor.row = at;
                return stop;
            }
        }
        cursor.row = 0;
        (self.wanted() == 0).then_some(Stop::Limit)
    }

    /// Adds a row; refuses where the budget is used up.
    fn push(&mut self, item: &Value) -> bool {
        if self.shape.count_only {
            self.count += 1;
            return true;
        }
        let row = self.shaped(item);
        let needed = size(&row) + 1;
        if needed > self.room {
            return false;
        }
        self.room -= needed;
        self.taken.push(row);
        self.count += 1;
        true
    }

    fn shaped(&self, item: &Value) -> Value {
        if self.is_whole() {
            let mut item = item.clone();
            if !self.shape.raw {
                lighten(&mut item);
            }
            return item;
        }
        let values = self
            .names
            .iter()
            .map(|n| value_at(item, self.columns.path(n)));
        match self.shape.format {
            Format::Table => values.collect(),
            Format::Objects => {
                let mut object = picked(item, &[]);
                for (name, value) in self.names.iter().zip(values) {
                    object[name] = value;
                }
                object
            }
        }
    }

    /// Whether rows are given whole.
    fn is_whole(&self) -> bool {
        self.shape.raw || self.names.iter().any(|name| name == "*")
    }

    fn is_capped(&self, request: &Request, pages: &Pages) -> bool {
        let has_q = request.parameters().iter().any(|(name, _)| name == "q");
        has_q && pages.cap.is_some_and(|cap| self.count >= cap)
    }

    fn whole(self) -> Reply {
        self.finish(true, json!({}))
    }

    fn capped(self) -> Reply {
        self.finish(false, json!({"why": "q_cap"}))
    }

    fn cut_short(self) -> Reply {
        self.finish(false, json!({"why": "budget"}))
    }

    fn cut(self, at: &Cursor, why: &str) -> Reply {
        if self.count == 0 && why == "budget" {
            let next = at.past_row().encode();
            let note = "the next row alone breaks the reply budget; `fields` makes it smaller, and `next` goes on behind it";
            return self.finish(false, json!({"why": "budget", "note": note, "next": next}));
        }
        self.finish(false, json!({"why": why, "next": at.encode()}))
    }

    fn broken_off(self, at: &Cursor, error: &Error) -> Reply {
        let more = json!({"why": "error", "next": at.encode(), "error": error});
        self.finish(false, more)
    }

    /// The rows so far, with no way on: Okta's own link leads nowhere.
    fn stuck(self, error: &Error) -> Reply {
        self.finish(false, json!({"why": "error", "error": error}))
    }

    fn finish(self, complete: bool, more: Value) -> Reply {
        let as_items = self.is_whole() || self.shape.format == Format::Objects;
        let mut value = match (self.shape.count_only, as_items) {
            (true, _) => json!({}),
            (false, true) => json!({"items": self.taken}),
            (false, false) => json!({"columns": self.names, "rows": self.taken}),
        };
        value["count"] = self.count.into();
        value["complete"] = complete.into();
        if let Value::Object(more) = more {
            for (name, member) in more {
                value[name.as_str()] = member;
            }
        }
        Reply { value }
    }
}
