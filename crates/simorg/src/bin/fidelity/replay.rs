//! A cassette played against a fresh organisation.

use operations::Operation;
use serde_json::Value;
use simorg::{Answered, Ask, Booth, Org, Settings};

use super::cassette::{Cassette, Exchange};
use super::compare::{Comparison, Recorder, compare};
use super::cursor::Cursors;
use super::ids::Ids;
use super::known::Known;
use super::link::Link;
use super::meet;
use super::pair::{self, Lists};
use super::rebuild;
use super::request::{self, Desk};
use super::rival::Rivals;
use super::shape::Lens;
use super::standing::{self, Standing};
use super::table::Table;
use super::trouble::Trouble;

/// The API token of the simulated organisation.
const TOKEN: &str = "00fidelity-replays-recorded-requests-here";
/// Where the simulated organisation is.
const BASE: &str = "https://acme.okta.com";

/// A simulated organisation into which cassettes go.
pub struct Player {
    booth: Booth,
    table: Table,
    desk: Desk,
}

/// What came of one exchange.
#[derive(Debug)]
pub struct Played<'a> {
    /// The cassette.
    pub cassette: &'a Cassette,
    /// What was recorded.
    pub exchange: &'a Exchange,
    /// The operation, where the catalogue has one.
    pub operation: Option<&'static Operation>,
    /// Whether it can be compared.
    pub standing: Standing,
    /// What simorg was asked.
    pub ask: Ask,
    /// What it answered.
    pub answered: Answered,
    /// How that compares; empty where it cannot be compared.
    pub comparison: Comparison,
}

impl Played<'_> {
    /// The place of the exchange in the recordings.
    pub fn place(&self) -> String {
        format!("{}#{}", self.cassette.name, self.exchange.seq)
    }

    /// Whether both answers are the same, as far as they are compared.
    pub fn agrees(&self) -> bool {
        self.comparison.differences.is_empty()
    }
}

/// What is known in the middle of a cassette.
#[derive(Default)]
struct Memory {
    ids: Ids,
    known: Known,
    cursors: Cursors,
    rivals: Rivals,
}

impl Player {
    /// Opens the organisation.
    pub fn new() -> Result<Self, Trouble> {
        let booth = Booth::open(settings()).map_err(closed)?;
        Ok(Self {
            booth,
            table: Table::new(),
            desk: Desk {
                base: BASE.to_owned(),
                token: TOKEN.to_owned(),
            },
        })
    }

    /// Plays a cassette and hands over what came of each exchange.
    pub fn play<'a>(
        &mut self,
        cassette: &'a Cassette,
        mut found: impl FnMut(Played<'a>),
    ) -> Result<(), Trouble> {
        self.booth
            .reset(settings().edition(cassette.edition()))
            .map_err(closed)?;
        let recorder = if cassette.keeps_links() {
            Recorder::KeepsLinks
        } else {
            Recorder::SaysNothingOfLinks
        };
        let mut memory = Memory::default();
        let mut now = None;
        for exchange in &cassette.exchanges {
            if let Some(at) = exchange.at.max(now) {
                self.booth.as_of(at);
                now = Some(at);
            }
            found(self.exchange(cassette, exchange, &mut memory, recorder));
        }
        Ok(())
    }

    fn exchange<'a>(
        &mut self,
        cassette: &'a Cassette,
        exchange: &'a Exchange,
        memory: &mut Memory,
        recorder: Recorder,
    ) -> Played<'a> {
        let route = self.table.find(&exchange.method, &exchange.path);
        let operation = route.as_ref().map(|route| route.operation);
        let standing = standing::of(exchange, route.as_ref(), &memory.known);
        let rebuilt = operation.and_then(|operation| rebuild::body(exchange, operation));
        let sent = exchange.sent.as_ref().or(rebuilt.as_ref());
        let ask = Ask {
            rivals: memory.rivals.count(exchange),
            ..request::ask(exchange, sent, &memory.ids, &memory.cursors, &self.desk)
        };
        let answered = self.booth.ask(&ask);
        memory.learn(exchange, &answered, operation);
        self.meet(exchange, memory);
        let comparison = match operation {
            Some(operation) if standing == Standing::Comparable => {
                let lens = Lens {
                    operation: operation.path,
                    known: &memory.known,
                    ids: &memory.ids,
                };
                compare(exchange, &answered, &lens, recorder)
            }
            _ => Comparison::default(),
        };
        Played {
            cassette,
            exchange,
            operation,
            standing,
            ask,
            answered,
            comparison,
        }
    }

    /// Learns under which id simorg has what the recording has just read for the first time.
    fn meet(&mut self, exchange: &Exchange, memory: &mut Memory) {
        let Some(ask) = meet::ask(exchange, &memory.ids, &self.table, &self.desk) else {
            return;
        };
        let answered = self.booth.ask(&ask);
        if let (Some(there), Some(here)) = (&exchange.body, &answered.body) {
            let there = Value::Array(vec![there.clone()]);
            pair::bodies(&mut memory.ids, &there, here, Lists::ByName);
        }
    }
}

impl Memory {
    fn learn(&mut self, exchange: &Exchange, answered: &Answered, operation: Option<&Operation>) {
        self.known.ask(exchange);
        self.known.learn(exchange, operation);
        let both = exchange.succeeded() && (200..300).contains(&answered.status);
        if !both {
            return;
        }
        let lists = if exchange.is_write() {
            Lists::ByPlace
        } else {
            Lists::ByName
        };
        if let (Some(there), Some(here)) = (&exchange.body, &answered.body) {
            pair::bodies(&mut self.ids, there, here, lists);
        }
        let named = |name: &'static str| {
            let headers = answered.headers.iter();
            headers
                .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
                .map(|(_, v)| v.as_str())
        };
        for (there, here) in exchange.header("location").zip(named("location")) {
            pair::texts(&mut self.ids, there, here);
        }
        let there = Link::all(exchange.header("link"));
        self.cursors.learn(&there, &Link::all(named("link")));
    }
}

fn settings() -> Settings {
    Org::acme()
        .users(5)
        .api_token(TOKEN)
        .without_own_attributes()
        .unchecked()
}

fn closed(why: std::io::Error) -> Trouble {
    Trouble::Other(format!("the simulated organisation does not open: {why}"))
}
