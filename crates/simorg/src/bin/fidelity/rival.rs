//! Which requests of a cassette ran at once, by their times alone.
//!
//! A recorder writes requests down one after the other, also those that were under way together. Of two
//! changes to the same thing that stand side by side with the same time, the second did not wait for the
//! first: clients that work one step at a time read in between, or take longer than a second. A request
//! that repeats an earlier one comes after a look at what became of that one, and so alone.

use std::collections::HashSet;

use jiff::Timestamp;

use super::cassette::Exchange;

/// What the cassette asked so far.
#[derive(Debug, Default)]
pub struct Rivals {
    asked: HashSet<String>,
    run: Option<Run>,
}

/// Changes to one thing that ran at once.
#[derive(Debug)]
struct Run {
    line: String,
    at: Timestamp,
    length: usize,
}

impl Rivals {
    /// How many of the requests before it were under way as it came.
    pub fn count(&mut self, exchange: &Exchange) -> usize {
        let line = format!("{} {}", exchange.method, exchange.path);
        let body = exchange.sent.as_ref();
        let whole = format!(
            "{line} {}",
            body.map(ToString::to_string).unwrap_or_default()
        );
        let is_first = exchange.is_write() && self.asked.insert(whole);
        let run = self.run.take();
        let Some(at) = exchange.at.filter(|_| is_first) else {
            return 0;
        };
        let before = match run {
            Some(run) if run.line == line && run.at == at => run.length,
            _ => 0,
        };
        let length = before + 1;
        self.run = Some(Run { line, at, length });
        before
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn exchange(method: &str, second: i64, name: &str) -> Exchange {
        Exchange {
            seq: 0,
            at: Timestamp::from_second(second).ok(),
            method: method.to_owned(),
            host: String::new(),
            path: "/api/v1/meta/schemas/group/default".to_owned(),
            query: String::new(),
            content_type: None,
            sent: Some(json!({ "name": name })),
            status: 200,
            headers: Vec::new(),
            body: None,
        }
    }

    #[test]
    fn changes_of_the_same_second_ran_at_once_unless_they_repeat_or_follow_a_read() {
        let rows = [
            ("POST", 1, "a", 0),
            ("POST", 1, "b", 1),
            ("POST", 1, "c", 2),
            ("GET", 1, "", 0),
            ("POST", 1, "d", 0),
            ("POST", 2, "e", 0),
            ("POST", 2, "a", 0),
            ("POST", 2, "f", 0),
            ("POST", 2, "g", 1),
        ];
        let mut rivals = Rivals::default();
        for (method, second, name, expected) in rows {
            let count = rivals.count(&exchange(method, second, name));
            assert_eq!(count, expected, "{method} {name}");
        }
    }
}
