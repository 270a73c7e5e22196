//! Search in the catalogue: the operations that a request in plain words may mean, best first.
//!
//! Each operation is known by phrases in which people ask for it (`spec/search`) and by its own words:
//! id, path, chapter, description. BM25 scores a request against each phrase, against all phrases of an
//! operation and against its own words; a naive Bayes estimate over the same words weighs in. What each
//! part adds was measured: `docs/reference/search.md`.

mod language;
mod learn;
mod likelihood;
mod shape;
mod typo;
mod words;

use std::collections::HashMap;
use std::sync::OnceLock;

use bm25::{Embedder, EmbedderBuilder, Scorer};
use operations::{Effect, OPERATIONS, Operation, asked, effect};

pub use learn::learnt;
use likelihood::Likelihood;
use shape::Learnt;
use words::Words;

/// What the second best phrase of an operation adds to the best.
const SECOND: f32 = 0.5;
/// What a phrase gains where the request says all of it.
const COVERED: f32 = 0.6;
/// The weight of an operation's own words, and of all its phrases together.
const CARD: f32 = 0.8;
const TOGETHER: f32 = 0.6;
/// What an operation gains that reads where a question is asked, or writes where none is.
const SAME_MOOD: f32 = 1.25;
/// What an everyday operation gains: one for which people have many phrases.
const EVERYDAY: f32 = 1.12;
const MANY_PHRASES: usize = 26;
/// The weight of the scores, of which the highest is 1, beside the likelihood in standard deviations.
const SCORES: f32 = 12.0;
/// The weight of the verb and the resource that a request seems to name.
const SHAPE: f32 = 3.0;
/// The weight of the first of several steps beside the whole request: it is what has to be found first.
const FIRST_STEP: f32 = 0.3;
/// What an operation gains that a named tool does: it is what people do daily.
const DAILY: f32 = 0.6;
/// What a deprecated operation loses.
const DEPRECATED: f32 = 0.5;

/// The operations that a request may mean, best first.
pub fn ranked(request: &str) -> Vec<&'static Operation> {
    static INDEX: OnceLock<Index> = OnceLock::new();
    if let Some(named) = operations::find(request.trim()) {
        return vec![named];
    }
    INDEX.get_or_init(Index::new).ranked(request)
}

/// Texts scored against a request.
struct Field {
    embedder: Embedder<u32, Words>,
    scorer: Scorer<usize>,
}

impl Field {
    fn new(texts: &[String], b: f32) -> Self {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let embedder =
            EmbedderBuilder::<u32, Words>::with_tokenizer_and_fit_to_corpus(Words, &texts);
        let embedder = embedder.b(b).build();
        let mut scorer = Scorer::new();
        for (number, text) in texts.iter().enumerate() {
            scorer.upsert(&number, embedder.embed(text));
        }
        Self { embedder, scorer }
    }

    fn scores(&self, request: &str) -> HashMap<usize, f32> {
        let request = self.embedder.embed(request);
        let found = self.scorer.matches(&request).into_iter();
        found.map(|found| (found.id, found.score)).collect()
    }

    /// What a text would score that says exactly this.
    fn highest(&self, number: usize, text: &str) -> f32 {
        self.scorer
            .score(&number, &self.embedder.embed(text))
            .unwrap_or(f32::MAX)
    }
}

struct Index {
    phrases: Field,
    /// The operation of each phrase, and the score of the phrase against itself.
    of_phrase: Vec<(usize, f32)>,
    together: Field,
    cards: Field,
    likelihood: likelihood::Settled,
    is_everyday: Vec<bool>,
    /// What each operation has before anything is said.
    before: Vec<f32>,
}

impl Index {
    fn new() -> Self {
        let mut phrases = Vec::new();
        let mut together = Vec::new();
        let mut is_everyday = Vec::new();
        let mut of_phrase = Vec::new();
        for number in 0..OPERATIONS.len() {
            let asked = phrases_of(number);
            is_everyday.push(asked.len() >= MANY_PHRASES);
            together.push(asked.join(" "));
            of_phrase.extend(asked.iter().map(|_| (number, 0.0)));
            phrases.extend(asked);
        }
        let cards: Vec<String> = OPERATIONS.iter().map(|operation| card(operation)).collect();
        let field = Field::new(&phrases, 0.4);
        for (number, (of, phrase)) in of_phrase.iter_mut().zip(&phrases).enumerate() {
            of.1 = field.highest(number, phrase);
        }
        let mut likelihood = Likelihood::default();
        for (phrase, (operation, _)) in phrases.iter().zip(&of_phrase) {
            likelihood.hears(*operation, phrase, 1.0);
        }
        for (operation, card) in cards.iter().enumerate() {
            likelihood.hears(operation, card, 0.5);
        }
        Self {
            before: OPERATIONS.iter().map(|o| before(o)).collect(),
            is_everyday,
            likelihood: likelihood.settled(OPERATIONS.len()),
            phrases: field,
            of_phrase,
            together: Field::new(&together, 0.6),
            cards: Field::new(&cards, 0.6),
        }
    }

    fn ranked(&self, request: &str) -> Vec<&'static Operation> {
        let english = language::english(request);
        let Some(mut points) = self.points(&english, request) else {
            return Vec::new();
        };
        let first = words::first_step(&english).filter(|_| english == request);
        if let Some(first) = first.and_then(|step| self.points(step, step)) {
            for (points, first) in points.iter_mut().zip(first) {
                *points += FIRST_STEP * first;
            }
        }
        let numbered = points.into_iter().zip(OPERATIONS.iter().copied());
        let mut found: Vec<(f32, &'static Operation)> = numbered.collect();
        found.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.id.cmp(other.1.id)));
        found.into_iter().map(|(_, operation)| operation).collect()
    }

    /// What speaks for each operation; nothing where no word says anything.
    fn points(&self, english: &str, request: &str) -> Option<Vec<f32>> {
        let is_question =
            words::is_question(english) || words::is_foreign_question(english, request);
        let request = words::of_request(english, request);
        let scores = self.scores(&request, is_question);
        let highest = scores.iter().copied().fold(0.0, f32::max);
        if highest <= 0.0 {
            return None;
        }
        let likely = self.likelihood.of(&request);
        let shape = Learnt::committed().of(&request);
        let points = |number: usize| {
            let likely = likely.get(number).copied().unwrap_or(0.0);
            let by_words = SCORES * scores[number] / highest;
            likely + by_words + SHAPE * shape[number] + self.before[number]
        };
        Some((0..OPERATIONS.len()).map(points).collect())
    }

    /// The score of each operation; 0 where no word of the request says anything of it.
    fn scores(&self, request: &str, is_question: bool) -> Vec<f32> {
        let phrases = self.best_phrases(request);
        let together = self.together.scores(request);
        let cards = self.cards.scores(request);
        let at = |scores: &HashMap<usize, f32>, number: usize| {
            scores.get(&number).copied().unwrap_or(0.0)
        };
        let score = |(number, operation): (usize, &&Operation)| {
            let score =
                at(&phrases, number) + CARD * at(&cards, number) + TOGETHER * at(&together, number);
            let reads = operation.effect() == Effect::Read;
            let mood = if reads == is_question { SAME_MOOD } else { 1.0 };
            let everyday = if self.is_everyday[number] {
                EVERYDAY
            } else {
                1.0
            };
            score * mood * everyday
        };
        OPERATIONS.iter().enumerate().map(score).collect()
    }

    /// For each operation the score of its two best phrases.
    fn best_phrases(&self, request: &str) -> HashMap<usize, f32> {
        let mut best: HashMap<usize, (f32, f32)> = HashMap::new();
        for (number, score) in self.phrases.scores(request) {
            let (operation, highest) = self.of_phrase[number];
            let score = score * (1.0 + COVERED * (score / highest).min(1.0));
            let two = best.entry(operation).or_default();
            if score > two.0 {
                *two = (score, two.0);
            } else if score > two.1 {
                two.1 = score;
            }
        }
        best.into_iter()
            .map(|(operation, (first, second))| (operation, first + SECOND * second))
            .collect()
    }
}

fn before(operation: &Operation) -> f32 {
    let daily = f32::from(crate::catalog::tool_of(operation).is_some());
    DAILY * daily - DEPRECATED * f32::from(operation.deprecated)
}

/// The phrases of the operation of that number, in their normal form.
fn phrases_of(number: usize) -> Vec<String> {
    let id = OPERATIONS[number].id;
    let abroad = asked::phrases_abroad(id).map(words::of_phrase_abroad);
    let phrases = asked::phrases(id).map(words::normal);
    phrases.chain(abroad).collect()
}

/// All that is said of operations, in its normal form, each text with the number of its operation.
fn said() -> Vec<(String, usize)> {
    let of = |number: usize| {
        let card = card(OPERATIONS[number]);
        phrases_of(number).into_iter().chain([card])
    };
    let numbers = 0..OPERATIONS.len();
    numbers
        .flat_map(|number| of(number).map(move |text| (text, number)))
        .collect()
}

/// The words of an operation itself.
fn card(operation: &Operation) -> String {
    let id = words::normal(operation.id);
    let path = operation
        .path
        .replace("/api/v1", "")
        .replace(['{', '}', '/'], " ");
    let more = [operation.tag, &path, effect::about(operation.id)]
        .map(words::normal)
        .join(" ");
    format!("{id} {id} {more}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_administrators_say_finds_what_they_mean() {
        for (said, meant) in [
            ("lost phone, reset MFA for jane", "resetFactors"),
            ("list the members of a group", "listGroupUsers"),
            ("unlok bob@acme.com", "unlockUser"),
            ("Konto von Frau Schneider deaktivieren", "deactivateUser"),
            ("resetFactors", "resetFactors"),
        ] {
            let found = ranked(said);
            assert_eq!(found.first().map(|o| o.id), Some(meant), "{said}");
        }
        assert!(ranked("").is_empty());
        assert!(ranked("\u{0}\u{202e}???").is_empty());
    }
}
