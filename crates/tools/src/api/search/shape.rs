//! The shape of a request: what is to be done (the verb of an operation), and to what (its path). Two
//! linear models, learnt from the phrases of all operations (`learn.rs`), so that a verb that is said of
//! one resource is understood of every other.

use std::collections::HashMap;
use std::sync::OnceLock;

use operations::{OPERATIONS, Operation};

/// What `just search-learn` wrote; its layout is that of [`Learnt::bytes`].
static LEARNT: &[u8] = include_bytes!("shape.bin");

/// What one step of a stored weight is worth.
pub const STEP: f32 = 1.0 / 24.0;
/// Bytes of the fingerprint, of a number, of an entry in the table of words, and of a weight.
const FINGERPRINT: usize = 8;
const NUMBER: usize = 4;
const ENTRY: usize = 8;
const WEIGHT: usize = 3;

/// A class of operations: those of one verb, or those on one resource.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// All that list, all that create.
    Verb(String),
    /// All on one path, whatever is done to it.
    Resource(String),
}

/// The classes of the catalogue, and those of each operation.
pub struct Classes {
    /// How many there are.
    pub count: usize,
    /// For each operation its verb and its resource.
    pub of: Vec<[usize; 2]>,
}

impl Classes {
    /// Counted once.
    pub fn get() -> &'static Self {
        static CLASSES: OnceLock<Classes> = OnceLock::new();
        CLASSES.get_or_init(|| {
            let mut numbers: HashMap<Class, usize> = HashMap::new();
            let mut number = |class: Class| {
                let next = numbers.len();
                *numbers.entry(class).or_insert(next)
            };
            let of = OPERATIONS
                .iter()
                .map(|o| [number(verb(o)), number(resource(o))])
                .collect();
            Self {
                count: numbers.len(),
                of,
            }
        })
    }
}

/// What an operation does, by the first word of its id.
fn verb(operation: &Operation) -> Class {
    let id = operation.id.trim_start_matches("governance.");
    let end = id
        .find(|c: char| !c.is_ascii_lowercase())
        .unwrap_or(id.len());
    let verb = match &id[..end] {
        "retrieve" => "get",
        "add" | "generate" | "enroll" | "publish" => "create",
        "replaces" | "update" | "upsert" | "set" => "replace",
        "remove" | "revoke" | "unenroll" | "deletejwk" => "delete",
        "unlink" => "unassign",
        "unsuspend" => "activate",
        "suspend" => "deactivate",
        "grant" | "link" | "map" => "assign",
        "test" | "send" => "verify",
        "expire" => "reset",
        other => other,
    };
    Class::Verb(verb.to_owned())
}

/// What an operation works on: the words of its path that name things.
fn resource(operation: &Operation) -> Class {
    let is_noun = |part: &&str| {
        !part.is_empty()
            && !part.starts_with('{')
            && !matches!(
                *part,
                "api" | "v1" | "v2" | "governance" | "idp" | "lifecycle"
            )
            && !matches!(*part, "activate" | "deactivate" | "suspend" | "unsuspend")
    };
    let nouns: Vec<&str> = operation.path.split('/').filter(is_noun).collect();
    Class::Resource(nouns.join("/"))
}

/// The words of a text in its normal form, and its pairs of neighbours, by number; each once.
pub fn features(text: &str) -> Vec<u32> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let pairs = words.windows(2).map(|pair| number(&pair.join(" ")));
    let mut features: Vec<u32> = words.iter().map(|word| number(word)).chain(pairs).collect();
    features.sort_unstable();
    features.dedup();
    features
}

/// A word as a number (FNV-1a): of some fifty thousand hardly two are the same.
fn number(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// The value of each of a number of features: together they have the length 1.
pub fn value(features: usize) -> f32 {
    #[allow(clippy::cast_precision_loss, reason = "the words of a sentence")]
    let features = features.max(1) as f32;
    features.sqrt().recip()
}

/// The models as they are stored.
pub struct Learnt<'a>(&'a [u8]);

impl Learnt<'static> {
    /// Those that are committed.
    pub fn committed() -> Self {
        Self(LEARNT)
    }
}

impl Learnt<'_> {
    /// What they were learnt from.
    #[cfg(test)]
    pub fn fingerprint(&self) -> u64 {
        let bytes = self.0.get(..FINGERPRINT).and_then(|b| b.try_into().ok());
        u64::from_le_bytes(bytes.unwrap_or_default())
    }

    /// Fingerprint, count of classes, count of words; the bias of each class; for each word its number and
    /// where its weights begin; for each weight its class and how many steps it has.
    pub fn bytes(
        fingerprint: u64,
        biases: &[i8],
        words: &[(u32, Vec<(u16, i8)>)],
    ) -> Result<Vec<u8>, std::num::TryFromIntError> {
        let mut bytes = fingerprint.to_le_bytes().to_vec();
        bytes.extend(u32::try_from(biases.len())?.to_le_bytes());
        bytes.extend(u32::try_from(words.len())?.to_le_bytes());
        bytes.extend(biases.iter().map(|bias| bias.to_le_bytes()[0]));
        let mut at = 0_u32;
        for (word, weights) in words {
            bytes.extend(word.to_le_bytes());
            bytes.extend(at.to_le_bytes());
            at += u32::try_from(weights.len())?;
        }
        for (class, steps) in words.iter().flat_map(|(_, weights)| weights) {
            bytes.extend(class.to_le_bytes());
            bytes.extend(steps.to_le_bytes());
        }
        Ok(bytes)
    }

    /// For each operation how well its verb and its resource go with a text in its normal form.
    pub fn of(&self, text: &str) -> Vec<f32> {
        let classes = Classes::get();
        let margins = self.margins(text).unwrap_or_default();
        let at = |class: usize| margins.get(class).copied().unwrap_or(0.0);
        let sum = |of: &[usize; 2]| at(of[0]) + at(of[1]);
        classes.of.iter().map(sum).collect()
    }

    fn margins(&self, text: &str) -> Option<Vec<f32>> {
        let count = self.number(FINGERPRINT)?;
        let words = self.number(FINGERPRINT + NUMBER)?;
        let biases = FINGERPRINT + 2 * NUMBER;
        let table = biases + count;
        let steps = |byte: u8| f32::from(i8::from_le_bytes([byte])) * STEP;
        let mut margins: Vec<f32> = self
            .0
            .get(biases..table)?
            .iter()
            .map(|b| steps(*b))
            .collect();
        let entries = self.0.get(table..table + words * ENTRY)?;
        let weights = self.0.get(table + words * ENTRY..)?;
        let features = features(text);
        let value = value(features.len());
        for feature in features {
            for weight in weights_of(feature, entries, weights).chunks_exact(WEIGHT) {
                let class = usize::from(u16::from_le_bytes([weight[0], weight[1]]));
                *margins.get_mut(class)? += value * steps(weight[2]);
            }
        }
        Some(margins)
    }

    fn number(&self, at: usize) -> Option<usize> {
        let bytes = self.0.get(at..at + NUMBER)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    }
}

/// The weights of a word; none of an unknown one. The table is in the order of the words.
fn weights_of<'a>(word: u32, entries: &[u8], weights: &'a [u8]) -> &'a [u8] {
    let half = |at: usize, part: usize| {
        let from = at * ENTRY + part * NUMBER;
        let bytes = entries.get(from..from + NUMBER)?.try_into().ok()?;
        Some(u32::from_le_bytes(bytes))
    };
    let begin = |at: usize| {
        let at = usize::try_from(half(at, 1)?).ok()?;
        Some(at * WEIGHT)
    };
    let (mut low, mut high) = (0, entries.len() / ENTRY);
    while low < high {
        let middle = usize::midpoint(low, high);
        match half(middle, 0) {
            Some(there) if there < word => low = middle + 1,
            _ => high = middle,
        }
    }
    if half(low, 0) != Some(word) {
        return &[];
    }
    let end = begin(low + 1).unwrap_or(weights.len());
    let begin = begin(low).unwrap_or(end);
    weights.get(begin..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_found_again() {
        let mut words = vec![
            (number("delete"), vec![(0, 24_i8)]),
            (number("group"), vec![(0, -12), (1, 48)]),
        ];
        words.sort_unstable_by_key(|(word, _)| *word);
        let bytes = Learnt::bytes(7, &[0, 24], &words).unwrap();
        let learnt = Learnt(&bytes);
        assert_eq!(learnt.fingerprint(), 7);
        let margins = learnt.margins("delete unheard").unwrap();
        let value = value(3);
        assert_eq!(margins, [value, 1.0]);
    }

    #[test]
    fn a_verb_and_a_resource_are_read_from_a_row() {
        let of = |operation| (verb(operation), resource(operation));
        let class = |verb: &str, resource: &str| {
            (Class::Verb(verb.into()), Class::Resource(resource.into()))
        };
        assert_eq!(of(&operations::op::ADD_GROUP), class("create", "groups"));
        assert_eq!(
            of(&operations::op::SUSPEND_USER),
            class("deactivate", "users")
        );
    }
}
