//! What a cassette has made and met so far, read from the recording alone.
//!
//! Nothing that simorg answers enters here, so that a fault of simorg cannot make an exchange
//! incomparable.

use std::collections::HashSet;

use operations::Operation;
use serde_json::Value;

use super::cassette::Exchange;
use super::pair::is_built_in;
use super::token::{is_id, is_okta_id, without_host, words};

/// The longest text in which ids are looked for; certificates and keys are longer.
pub const LONGEST: usize = 1000;

/// What a cassette has made and met so far.
#[derive(Debug, Default)]
pub struct Known {
    made: HashSet<String>,
    names: HashSet<String>,
    singletons: HashSet<String>,
    read: HashSet<String>,
    written: HashSet<String>,
}

impl Known {
    /// Whether the id came from a write of the cassette.
    pub fn made(&self, id: &str) -> bool {
        self.made.contains(id)
    }

    /// Whether the id came from a write of the cassette, or every organisation has its own.
    pub fn has(&self, id: &str) -> bool {
        self.made.contains(id) || self.singletons.contains(id)
    }

    /// Whether a write of the cassette named something so.
    pub fn named(&self, value: &str) -> bool {
        self.names.contains(value)
    }

    /// Whether the id was seen in an answer to a read, and nowhere else.
    pub fn read(&self, id: &str) -> bool {
        self.read.contains(id)
    }

    /// Whether a request of the cassette wrote a member of that name.
    pub fn wrote(&self, member: &str) -> bool {
        self.written.contains(member)
    }

    /// Learns what a request writes, before its answer is known.
    pub fn ask(&mut self, exchange: &Exchange) {
        if exchange.is_write()
            && let Some(body) = &exchange.sent
        {
            members(body, &mut self.written);
        }
    }

    /// Learns from a recorded answer.
    pub fn learn(&mut self, exchange: &Exchange, operation: Option<&Operation>) {
        if !exchange.succeeded() {
            return;
        }
        if exchange.is_write() {
            self.learn_write(exchange);
        } else if let Some(body) = &exchange.body {
            each_text(body, &mut |text| {
                self.read.extend(
                    words(without_host(text))
                        .filter(|w| is_id(w))
                        .map(str::to_owned),
                );
            });
            self.learn_singletons(body);
            if let Some(own) = operation.and_then(|operation| own(operation, exchange)) {
                self.learn_own(body, own);
            }
        }
    }

    fn learn_write(&mut self, exchange: &Exchange) {
        let mut carried = HashSet::new();
        let mut carry = |text: &str| carried.extend(words(text).map(str::to_owned));
        carry(&exchange.path);
        carry(&exchange.query);
        let mut names = HashSet::new();
        if let Some(sent) = &exchange.sent {
            each_text(sent, &mut |text| {
                carry(text);
                names.insert(text.to_owned());
            });
        }
        let mut made = HashSet::new();
        let mut answer = |text: &str| {
            let ids =
                words(without_host(text)).filter(|word| is_id(word) && !carried.contains(*word));
            made.extend(ids.map(str::to_owned));
            names.insert(text.to_owned());
        };
        if let Some(body) = &exchange.body {
            each_text(body, &mut answer);
        }
        exchange.header("location").for_each(answer);
        self.made.extend(made);
        self.names
            .extend(names.into_iter().filter(|name| !is_okta_id(name)));
    }

    /// Objects that say of themselves that the organisation was born with them.
    fn learn_singletons(&mut self, body: &Value) {
        match body {
            Value::Array(items) => items.iter().for_each(|item| self.learn_singletons(item)),
            Value::Object(members) => {
                if let Some(id) = members.get("id").and_then(Value::as_str)
                    && is_built_in(body)
                {
                    self.singletons.insert(id.to_owned());
                }
                members
                    .values()
                    .for_each(|value| self.learn_singletons(value));
            }
            _ => {}
        }
    }

    fn learn_own(&mut self, body: &Value, own: Own) {
        let items = match body {
            Value::Array(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        let key = |item: &Value| item.get("key").and_then(Value::as_str).map(str::to_owned);
        let counts = |item: &&Value| match own {
            Own::All => true,
            Own::Only => items.len() == 1,
            Own::Keyed => items.iter().filter(|other| key(other) == key(item)).count() == 1,
        };
        let ids = items
            .iter()
            .filter(counts)
            .filter_map(|item| item.get("id")?.as_str());
        self.singletons.extend(ids.map(str::to_owned));
    }
}

/// Which of the things that an operation answers with every organisation has once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Own {
    /// All of them.
    All,
    /// The one, where it is alone.
    Only,
    /// Those whose key no other has: people can add authenticators of some keys.
    Keyed,
}

/// What an operation answers with of what every organisation has once: itself, its caller, its
/// features, the one theme of a brand, its only brand, authenticators, what is called `default`.
fn own(operation: &Operation, exchange: &Exchange) -> Option<Own> {
    let last = exchange.path.rsplit('/').next().unwrap_or_default();
    match operation.id {
        "listFeatures" | "listBrandThemes" | "getOrgSettings" | "getWellknownOrgMetadata" => {
            Some(Own::All)
        }
        "listAuthenticators" => Some(Own::Keyed),
        "listBrands" => Some(Own::Only),
        _ => matches!(last, "me" | "default").then_some(Own::All),
    }
}

/// Hands over every text of a body that is short enough to hold ids.
pub fn each_text(body: &Value, found: &mut impl FnMut(&str)) {
    match body {
        Value::String(text) if text.len() < LONGEST => found(text),
        Value::Array(items) => items.iter().for_each(|item| each_text(item, found)),
        Value::Object(members) => members.values().for_each(|value| each_text(value, found)),
        _ => {}
    }
}

/// The names of all members.
fn members(body: &Value, names: &mut HashSet<String>) {
    match body {
        Value::Array(items) => items.iter().for_each(|item| members(item, names)),
        Value::Object(inside) => {
            for (name, value) in inside {
                names.insert(name.clone());
                members(value, names);
            }
        }
        _ => {}
    }
}
