//! What a request for events asks: between when, in which order, and which.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::Entry;
use crate::call::Call;
use crate::clock;
use crate::grammar::{self, Case, Dialect, Expression, Flaw, Operator};
use crate::refusal::Refusal;

const DIALECT: Dialect = Dialect { takes, not: true };
const MOST_KEYWORDS: usize = 10;
const LONGEST_KEYWORD: usize = 40;
/// Members of an event that a filter may name; `published` has parameters of its own.
const MEMBERS: [&str; 14] = [
    "actor",
    "client",
    "device",
    "authenticationContext",
    "displayMessage",
    "eventType",
    "outcome",
    "securityContext",
    "severity",
    "debugContext",
    "legacyEventType",
    "transaction",
    "uuid",
    "target",
];

/// What a request asks.
#[derive(Debug)]
pub struct Question {
    /// Not before, in milliseconds.
    pub since: i64,
    /// Before, in milliseconds.
    pub until: Option<i64>,
    /// Newest first.
    pub falling: bool,
    /// At most so many.
    pub limit: usize,
    filter: Option<Expression>,
    keywords: Vec<String>,
}

impl Question {
    /// What the request asks.
    ///
    /// # Errors
    /// Okta's refusal of what cannot be asked.
    pub fn of(call: &Call<'_>) -> Result<Self, Refusal> {
        let query = &call.query;
        let falling = match query.get("sortOrder") {
            None | Some("ASCENDING") => false,
            Some("DESCENDING") => true,
            Some(_) => {
                let cause = "sortOrder: must be ASCENDING or DESCENDING";
                return Err(Refusal::invalid("sortOrder", cause));
            }
        };
        if query.get("since").is_some() && query.get("after").is_some() {
            let summary = "Invalid combination of parameters specified.";
            return Err(Refusal::new(400, "E0000063", summary));
        }
        let until = time(call, "until")?;
        let since = since(call, until)?;
        Ok(Self {
            since: since.as_millisecond(),
            until: until.map(Timestamp::as_millisecond),
            falling,
            limit: limit(call)?,
            filter: filter(call)?,
            keywords: keywords(call)?,
        })
    }

    /// Whether the list has no end: the reader comes back for what is published next.
    pub fn is_polling(&self) -> bool {
        self.until.is_none() && !self.falling
    }

    /// Whether an event is asked for.
    pub fn wants(&self, entry: &Entry) -> bool {
        let timely = entry.at >= self.since && self.until.is_none_or(|until| entry.at < until);
        let filtered = |filter| grammar::matches(filter, &entry.body, Case::Matters);
        timely
            && self.filter.as_ref().is_none_or(filtered)
            && self
                .keywords
                .iter()
                .all(|keyword| holds(&entry.body, keyword))
    }
}

fn since(call: &Call<'_>, until: Option<Timestamp>) -> Result<Timestamp, Refusal> {
    let ago = |from: Timestamp, days: i64| {
        from.checked_sub(SignedDuration::from_hours(24 * days))
            .unwrap_or(from)
    };
    if call.query.get("after").is_some() {
        return Ok(super::horizon(call.now));
    }
    let since = match time(call, "since")? {
        Some(since) => since,
        None => ago(until.unwrap_or(call.now), 7),
    };
    if since < ago(call.now, 180) {
        let summary =
            "Invalid parameter: The since parameter is over 180 days prior to the current day.";
        return Err(Refusal::new(400, "E0000053", summary));
    }
    // What is older than ninety days is silently not there.
    Ok(since.max(super::horizon(call.now)))
}

fn time(call: &Call<'_>, name: &str) -> Result<Option<Timestamp>, Refusal> {
    let Some(text) = call.query.get(name) else {
        return Ok(None);
    };
    clock::parse(text).map(Some).ok_or_else(|| {
        let cause = format!("'{name}': The date format in your query is not recognized.");
        Refusal::new(400, "E0000001", format!("Api validation failed: {cause}")).because(cause)
    })
}

fn limit(call: &Call<'_>) -> Result<usize, Refusal> {
    match call.query.get("limit") {
        None => Ok(100),
        Some(text) => match text.parse::<u64>() {
            Ok(number) => Ok(usize::try_from(number).unwrap_or(1000).min(1000)),
            Err(_) => Err(Refusal::invalid(
                "limit",
                "limit: must be a number from 0 to 1000",
            )),
        },
    }
}

fn filter(call: &Call<'_>) -> Result<Option<Expression>, Refusal> {
    let Some(text) = call.query.get("filter") else {
        return Ok(None);
    };
    grammar::parse(text, DIALECT).map(Some).map_err(|flaw| {
        let summary = match flaw {
            Flaw::Attribute(name) => format!("Invalid filter '{text}': field is not valid: {name}"),
            Flaw::Operator(word, _) if word.eq_ignore_ascii_case("co") => {
                return Refusal::search("The 'co' operator is not supported on this field.");
            }
            Flaw::Operator(word, place) => format!(
                "Invalid filter '{text}': Unrecognized attribute operator '{word}' at position {}. Expected: eq,co,sw,pr,gt,ge,lt,le",
                place + 1
            ),
            Flaw::Syntax => format!("Invalid filter '{text}'"),
        };
        Refusal::new(400, "E0000053", summary)
    })
}

fn keywords(call: &Call<'_>) -> Result<Vec<String>, Refusal> {
    let text = call.query.get("q").unwrap_or_default().to_lowercase();
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let long = words
        .iter()
        .any(|word| word.chars().count() > LONGEST_KEYWORD);
    if long {
        let cause = "'q': Freeform search cannot contain items longer than 40 characters";
        let summary = format!("Api validation failed: {cause}");
        return Err(Refusal::new(400, "E0000001", summary).because(cause));
    }
    if words.len() > MOST_KEYWORDS {
        let cause = "'q': Freeform search cannot contain more than 10 items";
        let summary = format!("Api validation failed: {cause}");
        return Err(Refusal::new(400, "E0000001", summary).because(cause));
    }
    Ok(words)
}

/// Whether any text of an event holds a word.
fn holds(value: &Value, word: &str) -> bool {
    match value {
        Value::String(text) => text.to_lowercase().contains(word),
        Value::Array(list) => list.iter().any(|value| holds(value, word)),
        Value::Object(map) => map.values().any(|value| holds(value, word)),
        _ => false,
    }
}

fn takes(attribute: &str, operator: Operator) -> Result<bool, ()> {
    let first = attribute.split('.').next().unwrap_or_default();
    if !MEMBERS.contains(&first) {
        return Err(());
    }
    let urls = [
        "debugContext.debugData.url",
        "debugContext.debugData.requestUri",
    ];
    Ok(!(operator == Operator::Co && urls.contains(&attribute)))
}
