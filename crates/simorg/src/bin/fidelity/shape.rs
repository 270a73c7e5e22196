//! The keys of a body, as far as they count.
//!
//! Places are written `a.b[].c`. Items that have an id or a self link are read one by one, and count
//! only where a write of the cassette made them; other items are laid on top of each other.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::ids::Ids;
use super::known::Known;
use super::open::{Names, names};
use super::token::{without_host, words};

/// The keys of a body, as far as they count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// The keys outside of items that have an id.
    pub own: BTreeSet<String>,
    /// The keys of each item that the cassette made, by the list's place and the item's recorded id.
    pub items: BTreeMap<(String, String), BTreeSet<String>>,
    /// How many keys of open maps do not count.
    pub aside: usize,
    /// Whether an item was passed over because it was there before the recording.
    pub passed: bool,
}

/// Which of the two organisations a body comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum World {
    /// The recorded one.
    Recorded,
    /// The simulated one.
    Simulated,
}

/// How bodies of an operation are read.
pub struct Lens<'a> {
    /// The path of the operation, with its placeholders.
    pub operation: &'a str,
    /// What the cassette made and wrote.
    pub known: &'a Known,
    /// The ids of both worlds.
    pub ids: &'a Ids,
}

impl Lens<'_> {
    /// The keys of a body.
    pub fn keys(&self, body: &Value, world: World) -> Keys {
        let mut reader = Reader {
            lens: self,
            world,
            keys: Keys::default(),
            item: None,
        };
        reader.read(body, "");
        reader.keys
    }
}

struct Reader<'a> {
    lens: &'a Lens<'a>,
    world: World,
    keys: Keys,
    /// The item that is being read.
    item: Option<(String, String)>,
}

impl Reader<'_> {
    fn read(&mut self, value: &Value, place: &str) {
        match value {
            Value::Object(members) => self.read_object(members, place),
            Value::Array(items) => {
                let place = format!("{place}[]");
                for item in items {
                    self.read_item(item, &place);
                }
            }
            _ => {}
        }
    }

    fn read_object(&mut self, members: &Map<String, Value>, place: &str) {
        let counted = names(self.lens.operation, place);
        for (name, value) in members {
            let name = match self.world {
                World::Recorded => name.clone(),
                World::Simulated => self.lens.ids.recorded(name),
            };
            let counts = match counted {
                Names::All => true,
                Names::These(declared) => {
                    declared.contains(&name.as_str()) || self.lens.known.wrote(&name)
                }
                Names::But(foreign) => !foreign.contains(&name.as_str()),
            };
            if !counts {
                self.keys.aside += 1;
                continue;
            }
            let place = match place {
                "" => name,
                _ => format!("{place}.{name}"),
            };
            self.read(value, &place);
            self.keep(place);
        }
    }

    fn read_item(&mut self, item: &Value, place: &str) {
        let Some(identity) = self.identity(item) else {
            return self.read(item, place);
        };
        if !self.is_made(&identity) {
            self.keys.passed = true;
            return;
        }
        let key = (place.to_owned(), identity);
        self.keys.items.entry(key.clone()).or_default();
        let outer = self.item.replace(key);
        self.read(item, place);
        self.item = outer;
    }

    fn keep(&mut self, place: String) {
        let keys = match &self.item {
            Some(item) => self.keys.items.entry(item.clone()).or_default(),
            None => &mut self.keys.own,
        };
        keys.insert(place);
    }

    /// What tells an item from its neighbours, as the recording calls it.
    fn identity(&self, item: &Value) -> Option<String> {
        let text = |name: &str| item.get(name).and_then(Value::as_str);
        let link = || {
            item.pointer("/_links/self/href")
                .and_then(Value::as_str)
                .map(without_host)
        };
        let identity = text("id").or_else(|| text("uuid")).or_else(link)?;
        Some(match self.world {
            World::Recorded => identity.to_owned(),
            World::Simulated => self.lens.ids.recorded(identity),
        })
    }

    fn is_made(&self, identity: &str) -> bool {
        let known = self.lens.known;
        known.made(identity)
            || identity.contains('/') && words(identity).any(|word| known.made(word))
    }
}
