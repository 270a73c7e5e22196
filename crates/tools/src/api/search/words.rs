//! The words of a request and of a phrase, brought into one form: case, accents, synonyms, stems.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use deunicode::deunicode;
use operations::asked;
use regex::Regex;
use rust_stemmers::{Algorithm, Stemmer};
use serde_json::Value;

use super::typo;

/// What splits a text in its normal form: blanks.
#[derive(Debug)]
pub struct Words;

impl bm25::Tokenizer for Words {
    fn tokenize(&self, text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }
}

/// What words mean to the search (`spec/search/words.json`).
pub struct Meanings {
    terms: Vec<(String, String)>,
    synonyms: HashMap<&'static str, &'static str>,
    people: HashSet<&'static str>,
    apps: HashSet<&'static str>,
    silent: HashSet<&'static str>,
    groups: HashSet<&'static str>,
}

impl Meanings {
    /// Read once.
    pub fn get() -> &'static Self {
        static MEANINGS: OnceLock<Meanings> = OnceLock::new();
        MEANINGS.get_or_init(Self::read)
    }

    fn read() -> Self {
        let words = asked::words();
        let pairs = |name: &str| {
            let pairs = words
                .get(name)
                .and_then(Value::as_object)
                .into_iter()
                .flatten();
            pairs.filter_map(|(word, means)| Some((word.as_str(), means.as_str()?)))
        };
        let list = |name: &str| {
            let list = words
                .get(name)
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            list.filter_map(Value::as_str).collect()
        };
        let mut terms: Vec<(String, String)> = pairs("terms")
            .map(|(term, means)| (format!(" {term} "), format!(" {means} ")))
            .collect();
        terms.sort_by_key(|(term, _)| std::cmp::Reverse(term.len()));
        Self {
            terms,
            synonyms: pairs("synonyms").collect(),
            people: list("people"),
            apps: list("apps"),
            silent: list("silent"),
            groups: list("groups"),
        }
    }

    /// Whether it is a first name, or the name of a well-known app.
    pub fn is_name(&self, word: &str) -> bool {
        self.people.contains(word) || self.apps.contains(word)
    }

    /// Whether the word is one that says nothing, or stands for a person named before.
    pub fn says_nothing(&self, word: &str) -> bool {
        self.silent.contains(word) || matches!(word, "them" | "she" | "her" | "his" | "him" | "he")
    }

    /// Whether the word is known for itself.
    pub fn knows(&self, word: &str) -> bool {
        self.synonyms.contains_key(word) || self.silent.contains(word) || self.is_name(word)
    }
}

/// A phrase in its normal form.
pub fn normal(text: &str) -> String {
    normal_of(&split(text))
}

/// A phrase of another language in its normal form: in English as far as the dictionary goes, the other
/// words as they are.
pub fn of_phrase_abroad(text: &str) -> String {
    with_entities(&super::language::english(text), str::to_owned)
}

/// A request in its normal form: addresses and names for what they are, typing errors mended. `given` is
/// what was put into English; in another language what nobody knows may well be right.
pub fn of_request(english: &str, given: &str) -> String {
    let other = if english == given {
        typo::mended
    } else {
        str::to_owned
    };
    with_entities(english, other)
}

/// The normal form of a text, with `other` in the place of words that nobody knows. Where one of them
/// has a capital inside a sentence it is a name, and says nothing.
fn with_entities(text: &str, other: fn(&str) -> String) -> String {
    let text = addresses(text);
    // `ad` is Active Directory, but nobody begins with that.
    let text = match text.split_once(' ') {
        Some(("ad" | "Ad", rest)) => format!("add {rest}"),
        _ => text,
    };
    let mut words = Vec::new();
    let mut is_first = true;
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’') {
        let is_name = word.chars().next().is_some_and(char::is_uppercase) && !is_first;
        is_first &= word.is_empty();
        let whole = word.to_lowercase();
        if is_name && Meanings::get().groups.contains(whole.as_str()) {
            words.push("group".to_owned());
            continue;
        }
        let parts = if Meanings::get().knows(&whole) {
            vec![whole]
        } else {
            split(word)
        };
        for part in parts {
            if Meanings::get().knows(&part) || typo::is_known(&part) {
                words.push(part);
            } else if !is_name {
                words.push(other(&part));
            }
        }
    }
    normal_of(&words)
}

/// Whether a request in another language asks: `english` is what was put of it into English.
pub fn is_foreign_question(english: &str, given: &str) -> bool {
    english != given && given.trim_end().ends_with(['?', '？'])
}

/// Whether a request asks, rather than wants something done.
pub fn is_question(text: &str) -> bool {
    static QUESTION: OnceLock<Option<Regex>> = OnceLock::new();
    let question = QUESTION.get_or_init(|| {
        Regex::new(
            r"^(?:please |can you |could you |i need to |i want to )*(?:what|which|who|whose|where|when|why|how|is|are|do|does|did|has|have|had|was|were|list|show|get|find|see|look|display|tell|give me|any|count|fetch|pull|check|read|view|search|everyone|all)\b",
        )
        .ok()
    });
    let text = text.trim().to_lowercase();
    question
        .as_ref()
        .is_some_and(|question| question.is_match(&text))
}

/// The first of several steps, where a request seems to have more than one.
pub fn first_step(english: &str) -> Option<&str> {
    const SHORTEST: usize = 3;
    const BETWEEN: [&str; 6] = [", ", "; ", ": ", " - ", " and ", " then "];
    let ends = BETWEEN.iter().filter_map(|between| english.find(between));
    let (first, rest) = english.split_at(ends.min()?);
    let is_step = |text: &str| text.split_whitespace().count() >= SHORTEST;
    (is_step(first) && is_step(rest)).then_some(first)
}

/// Addresses of mail and web, networks and domains, as the words for them.
fn addresses(text: &str) -> String {
    static KINDS: OnceLock<Vec<(Regex, &'static str)>> = OnceLock::new();
    let kinds = KINDS.get_or_init(|| {
        let kinds = [
            (r"[\w.+-]+@[\w-]+\.[\w.]+", " user "),
            (r"https?://\S+", " url "),
            (r"\b(?:\d{1,3}\.){3}\d{1,3}(?:/\d+)?\b", " ip "),
            (
                r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|example|de|fr|co)\b",
                " domain ",
            ),
        ];
        kinds
            .into_iter()
            .filter_map(|(kind, word)| Some((Regex::new(kind).ok()?, word)))
            .collect()
    });
    let mut text = text.to_owned();
    for (kind, word) in kinds {
        text = kind.replace_all(&text, *word).into_owned();
    }
    text
}

/// The words of a text: without accents, in lower case, `camelCase` apart.
pub fn split(text: &str) -> Vec<String> {
    let text = deunicode(text).replace('’', "'");
    let mut apart = String::with_capacity(text.len() + 8);
    let letters: Vec<char> = text.chars().collect();
    for (at, &c) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let after = letters.get(at + 1);
        let is_new = match before {
            Some(before) if before.is_ascii_lowercase() => true,
            // `OAuth2Claim` is two words, `2FA` one.
            Some(before) => before.is_ascii_digit() && after.is_some_and(char::is_ascii_lowercase),
            None => false,
        };
        if c.is_ascii_uppercase() && is_new {
            apart.push(' ');
        }
        apart.push(c.to_ascii_lowercase());
    }
    let apart = apart
        .replace("can't", "can not")
        .replace("cannot", "can not")
        .replace("n't", " not");
    let words = apart.split(|c: char| !c.is_ascii_alphanumeric() && c != '\'');
    words
        .map(bare)
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A word without what an apostrophe hangs on it.
fn bare(word: &str) -> &str {
    let word = word.trim_matches('\'');
    match word.split_once('\'') {
        Some((before, "s" | "re" | "ll" | "d" | "m" | "ve" | "")) => before,
        Some((_, after)) => after,
        None => word,
    }
}

fn normal_of(words: &[String]) -> String {
    let meanings = Meanings::get();
    let mut text = format!(" {} ", words.join(" "));
    for (term, means) in &meanings.terms {
        if text.contains(term.as_str()) {
            text = text.replace(term.as_str(), means);
        }
    }
    let mut normal: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let means = if meanings.people.contains(word) {
            "user"
        } else if meanings.apps.contains(word) {
            "app"
        } else {
            meanings.synonyms.get(word).copied().unwrap_or(word)
        };
        for word in means
            .split(' ')
            .filter(|word| !meanings.silent.contains(word))
        {
            let stem = stem(word);
            if normal.last() != Some(&stem) {
                normal.push(stem);
            }
        }
    }
    normal.join(" ")
}

/// The stem of an English word.
pub fn stem(word: &str) -> String {
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_addresses_and_synonyms_come_to_one_form() {
        let of = |text| of_request(text, text);
        assert_eq!(
            of("Reset 2FA for jane.doe@acme.com"),
            normal("reset mfa of a user")
        );
        assert_eq!(of("Put Ada into Xylophonics"), normal("add someone"));
        assert_eq!(
            split("listUserGroups don't"),
            ["list", "user", "groups", "do", "not"]
        );
    }

    #[test]
    fn the_first_of_several_steps_is_told_from_a_single_one() {
        let first = first_step("create a group, then add five users to it");
        assert_eq!(first, Some("create a group"));
        assert_eq!(first_step("list users and groups"), None);
    }

    #[test]
    fn a_question_is_told_from_an_order() {
        assert!(is_question("Who is in the group?"));
        assert!(!is_question("Delete the group"));
    }
}
