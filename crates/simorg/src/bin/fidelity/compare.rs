//! What differs between the recorded answer and simorg's.

use std::collections::BTreeSet;

use simorg::Answered;

use super::cassette::Exchange;
use super::ids::Ids;
use super::link::{self, Counts};
use super::seen::Seen;
use super::shape::{Keys, Lens, World};
use super::token::blank;

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What kind of thing.
    pub cause: Cause,
    /// Which: `missing _links.apps`.
    pub text: String,
}

/// A kind of difference, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The status.
    Status,
    /// The kind of body: object, list, text, none.
    Body,
    /// The error code.
    Code,
    /// The summaries of an error's causes.
    Causes,
    /// What a list holds of what the cassette made.
    Items,
    /// Keys that the recording has.
    Missing,
    /// Keys that the recording has not.
    Surplus,
    /// Link headers.
    Links,
}

impl Cause {
    /// Its name in the figures.
    pub fn name(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Body => "kind of body",
            Self::Code => "error code",
            Self::Causes => "error causes",
            Self::Items => "list items",
            Self::Missing => "missing keys",
            Self::Surplus => "surplus keys",
            Self::Links => "links",
        }
    }
}

/// What came of comparing.
#[derive(Debug, Default)]
pub struct Comparison {
    /// What differs, the gravest first.
    pub differences: Vec<Difference>,
    /// The keys of the recorded answer, one a line.
    pub shape: String,
    /// How many keys of open maps were put aside in both answers.
    pub aside: usize,
}

/// Whether the recorder kept `Link` headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorder {
    /// It did: where none is recorded, none was sent.
    KeepsLinks,
    /// There is none in the whole cassette: it says nothing of them.
    SaysNothingOfLinks,
}

/// Compares an exchange with simorg's answer.
pub fn compare(
    exchange: &Exchange,
    answered: &Answered,
    lens: &Lens<'_>,
    recorder: Recorder,
) -> Comparison {
    let there = Seen::recorded(exchange);
    let here = Seen::simulated(answered);
    let read = |seen: &Seen<'_>, world| {
        seen.json
            .map(|body| lens.keys(body, world))
            .unwrap_or_default()
    };
    let (expected, got) = (read(&there, World::Recorded), read(&here, World::Simulated));
    let mut differences = Vec::new();
    if exchange.status != answered.status {
        differences.push(status(&there, &here));
    } else if there.kind != here.kind {
        let text = format!("body {} here {}", there.kind, here.kind);
        differences.push(Difference {
            cause: Cause::Body,
            text,
        });
    } else {
        differences.extend(errors(&there, &here, lens.ids));
        differences.extend(keys(&expected, &got, there.more));
        let page_is_made = !expected.passed && !got.passed;
        let counts = if page_is_made {
            Counts::All
        } else {
            Counts::AllButNext
        };
        if recorder == Recorder::KeepsLinks {
            differences.extend(
                link::differences(&there.links, &here.links, lens.ids, counts)
                    .into_iter()
                    .map(|text| Difference {
                        cause: Cause::Links,
                        text,
                    }),
            );
        }
    }
    differences.sort_by_key(|difference| difference.cause);
    Comparison {
        differences,
        shape: shape(&expected),
        aside: expected.aside + got.aside,
    }
}

fn status(there: &Seen<'_>, here: &Seen<'_>) -> Difference {
    let text = format!("status {} here {}", there.outcome(), here.outcome());
    Difference {
        cause: Cause::Status,
        text: blank(&text),
    }
}

fn errors(there: &Seen<'_>, here: &Seen<'_>, ids: &Ids) -> Vec<Difference> {
    let mut found = Vec::new();
    let name = |code: Option<&str>| code.unwrap_or("no error code").to_owned();
    if there.code() != here.code() {
        let text = format!("error {} here {}", name(there.code()), name(here.code()));
        found.push(Difference {
            cause: Cause::Code,
            text,
        });
    }
    let mut expected: Vec<String> = there.causes().into_iter().map(str::to_owned).collect();
    let mut got: Vec<String> = here
        .causes()
        .into_iter()
        .map(|text| ids.recorded(text))
        .collect();
    expected.sort();
    got.sort();
    if expected != got {
        let text = format!("causes {} here {}", list(&expected), list(&got));
        found.push(Difference {
            cause: Cause::Causes,
            text: blank(&text),
        });
    }
    found
}

fn list(causes: &[String]) -> String {
    format!("[{}]", causes.join("; "))
}

/// What differs between the keys; `more` says that the recorded list goes on, so that what is not on
/// its page may be on the next.
fn keys(there: &Keys, here: &Keys, more: bool) -> Vec<Difference> {
    let mut found = Vec::new();
    for (cause, word, left, right) in [
        (Cause::Missing, "missing", there, here),
        (Cause::Surplus, "surplus", here, there),
    ] {
        let mut lost = lost(&left.own, &right.own);
        for (item, keys) in &left.items {
            match right.items.get(item) {
                Some(other) => lost.extend(self::lost(keys, other)),
                None if cause == Cause::Surplus && more => {}
                None => {
                    let text = format!("{word} item in {}", item.0);
                    found.push(Difference {
                        cause: Cause::Items,
                        text,
                    });
                }
            }
        }
        found.extend(lost.into_iter().map(|place| Difference {
            cause,
            text: format!("{word} {place}"),
        }));
    }
    found.dedup();
    found
}

/// The keys of the left that the right lacks; below a lost key nothing more is said.
fn lost(left: &BTreeSet<String>, right: &BTreeSet<String>) -> BTreeSet<String> {
    let lost: BTreeSet<&String> = left.difference(right).collect();
    let under = |place: &str, above: &str| {
        let rest = place.strip_prefix(above);
        rest.is_some_and(|rest| rest.starts_with(['.', '[']))
    };
    let top = lost
        .iter()
        .filter(|place| !lost.iter().any(|above| under(place, above)));
    top.map(|place| blank(place)).collect()
}

fn shape(keys: &Keys) -> String {
    let inside = keys.items.values().flatten();
    let all: BTreeSet<&str> = keys.own.iter().chain(inside).map(String::as_str).collect();
    all.into_iter().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::known::Known;

    const GROUP: &str = "00gaaaaaaaaaaaaaaaa1";
    const OTHER: &str = "00gaaaaaaaaaaaaaaaa2";

    /// What a cassette knows that made a group, which simorg calls `…bbb1`.
    fn memory() -> (Known, Ids) {
        let mut known = Known::default();
        let sent = json!({"profile": {"name": "a", "color": "red"}});
        let made = exchange("POST", 200, Some(sent), Some(json!({"id": GROUP})));
        known.ask(&made);
        known.learn(&made, None);
        let mut ids = Ids::default();
        ids.pair(GROUP, "00gbbbbbbbbbbbbbbbb1");
        (known, ids)
    }

    fn exchange(method: &str, status: u16, sent: Option<Value>, body: Option<Value>) -> Exchange {
        Exchange {
            seq: 0,
            at: None,
            method: method.to_owned(),
            host: "a.okta.com".to_owned(),
            path: "/api/v1/groups".to_owned(),
            query: String::new(),
            content_type: None,
            sent,
            status,
            headers: Vec::new(),
            body,
        }
    }

    fn differences(status: u16, recorded: Value, simulated: (u16, Value)) -> Vec<String> {
        let (known, ids) = memory();
        let lens = Lens {
            operation: "/api/v1/groups",
            known: &known,
            ids: &ids,
        };
        let answered = Answered {
            status: simulated.0,
            body: Some(simulated.1),
            ..Answered::default()
        };
        let exchange = exchange("GET", status, None, Some(recorded));
        let found = compare(&exchange, &answered, &lens, Recorder::KeepsLinks);
        found.differences.into_iter().map(|it| it.text).collect()
    }

    #[test]
    fn keys_are_compared_at_every_depth() {
        let there = json!({"a": {"b": [{"c": 1}, {"d": 2}]}, "e": null});
        let here = json!({"a": {"b": [{"d": 2, "x": 1}]}, "f": {"g": 1}});
        assert_eq!(
            differences(200, there, (200, here)),
            [
                "missing a.b[].c",
                "missing e",
                "surplus a.b[].x",
                "surplus f"
            ]
        );
    }

    #[test]
    fn of_a_list_only_what_the_cassette_made_counts() {
        let there = json!([{"id": GROUP, "type": "x"}, {"id": OTHER, "old": 1}]);
        let here =
            json!([{"id": "00gbbbbbbbbbbbbbbbb9", "seed": 1}, {"id": "00gbbbbbbbbbbbbbbbb1"}]);
        assert_eq!(
            differences(200, there.clone(), (200, here)),
            ["missing [].type"]
        );
        assert_eq!(
            differences(200, there.clone(), (200, json!([]))),
            ["missing item in []"]
        );
        let surplus = differences(200, json!([]), (200, there));
        assert_eq!(surplus, ["surplus item in []"]);
    }

    #[test]
    fn items_without_an_id_are_known_by_their_self_link() {
        let item = |id: &str, extra: &str| {
            let href = format!("https://x/api/v1/groups/{id}/owners");
            json!({"rows": [{"_links": {"self": {"href": href}}, extra: 1}]})
        };
        let here = item("00gbbbbbbbbbbbbbbbb1", "b");
        assert_eq!(
            differences(200, item(GROUP, "a"), (200, here)),
            ["missing rows[].a", "surplus rows[].b"]
        );
        let foreign = item("00gbbbbbbbbbbbbbbbb9", "b");
        assert!(differences(200, item(OTHER, "a"), (200, foreign)).is_empty());
    }

    #[test]
    fn names_in_an_open_map_count_where_declared_or_written() {
        let there = json!({"profile": {"name": "a", "color": "red", "theirs": 1}});
        let here = json!({"profile": {"description": "b", "color": "red", "ours": 1}});
        assert_eq!(
            differences(200, there, (200, here)),
            ["missing profile.name", "surplus profile.description"]
        );
    }

    #[test]
    fn errors_are_compared_by_status_code_and_causes() {
        let error = |code: &str, causes: &[&str]| {
            let causes = causes.iter().map(|text| json!({"errorSummary": text}));
            json!({"errorCode": code, "errorCauses": causes.collect::<Value>()})
        };
        let there = error("E0000001", &["no group 00gaaaaaaaaaaaaaaaa1", "b"]);
        let same = error("E0000001", &["b", "no group 00gbbbbbbbbbbbbbbbb1"]);
        assert!(differences(400, there.clone(), (400, same)).is_empty());
        let other = error("E0000003", &["b"]);
        assert_eq!(
            differences(400, there.clone(), (400, other.clone())),
            [
                "error E0000001 here E0000003",
                "causes [b; no group <id>] here [b]"
            ]
        );
        assert_eq!(
            differences(200, json!({}), (400, other)),
            ["status 200 here 400 E0000003 (b)"]
        );
    }

    #[test]
    fn an_object_is_no_list() {
        assert_eq!(
            differences(200, json!({}), (200, json!([]))),
            ["body object here list"]
        );
    }
}
