//! Requests in other languages, word by word into English.

use std::collections::HashMap;
use std::sync::OnceLock;

use deunicode::deunicode;
use operations::asked;

use super::typo;

/// How many words in a row one term may have.
const LONGEST_TERM: usize = 4;

/// The terms of one language.
struct Language {
    terms: HashMap<String, &'static str>,
    /// The terms, the longest first: for languages without blanks.
    by_length: Vec<String>,
}

fn languages() -> &'static HashMap<&'static str, Language> {
    static LANGUAGES: OnceLock<HashMap<&'static str, Language>> = OnceLock::new();
    LANGUAGES.get_or_init(|| {
        let languages = asked::dictionary().iter();
        languages
            .map(|(name, terms)| (name.as_str(), language(name, terms)))
            .collect()
    })
}

fn language(name: &str, terms: &'static serde_json::Value) -> Language {
    let plain = |term: &String| {
        if has_no_blanks(name) {
            term.clone()
        } else {
            deunicode(term).to_lowercase()
        }
    };
    let terms: HashMap<String, &'static str> = terms
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(term, english)| Some((plain(term), english.as_str()?)))
        .collect();
    let mut by_length: Vec<String> = terms.keys().cloned().collect();
    by_length.sort_by_key(|term| std::cmp::Reverse(term.chars().count()));
    Language { terms, by_length }
}

fn has_no_blanks(language: &str) -> bool {
    matches!(language, "ja" | "zh" | "ko")
}

/// The request in English, as far as the dictionary goes; as it is where it is English.
pub fn english(request: &str) -> String {
    let script = request.chars().find_map(|c| match c {
        '\u{ac00}'..='\u{d7af}' => Some("ko"),
        '\u{3040}'..='\u{30ff}' => Some("ja"),
        _ => None,
    });
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let script = script.or_else(|| request.contains(is_han).then_some("zh"));
    match script {
        Some(name) => languages()
            .get(name)
            .map_or_else(String::new, |known| by_parts(request, known)),
        None => by_words(request),
    }
}

fn by_parts(request: &str, language: &Language) -> String {
    let mut text = request.to_owned();
    for term in &language.by_length {
        if text.contains(term.as_str()) {
            text = text.replace(term.as_str(), &format!(" {} ", language.terms[term]));
        }
    }
    text.chars()
        .map(|c| {
            if ('\u{3040}'..='\u{d7af}').contains(&c) {
                ' '
            } else {
                c
            }
        })
        .collect()
}

fn by_words(request: &str) -> String {
    let plain = deunicode(request);
    let given: Vec<&str> = plain
        .split(|c: char| !(c.is_alphanumeric() || "@.+-_".contains(c)))
        .filter(|word| !word.is_empty())
        .collect();
    let lower: Vec<String> = given
        .iter()
        .map(|word| word.to_lowercase().trim_matches(['.', '-', '+']).to_owned())
        .collect();
    let likely = languages()
        .iter()
        .filter(|(name, _)| !has_no_blanks(name))
        .map(|(name, language)| (hits(&lower, language), *name, language))
        .max_by(|one, other| (one.0.all(), other.1).cmp(&(other.0.all(), one.1)));
    match likely {
        Some((hits, _, language)) if hits.is_foreign(lower.len()) => put(&given, &lower, language),
        _ => request.to_owned(),
    }
}

/// How many words of a request a language has, and how many of these are no English.
#[derive(Clone, Copy)]
struct Hits {
    known: usize,
    foreign: usize,
}

impl Hits {
    fn all(self) -> usize {
        self.known + self.foreign
    }

    fn is_foreign(self, words: usize) -> bool {
        self.foreign >= 2 && self.foreign * 4 > words
    }
}

fn hits(words: &[String], language: &Language) -> Hits {
    let is_term = |words: &[String]| language.terms.contains_key(&words.join(" "));
    let single = words
        .iter()
        .filter(|word| language.terms.contains_key(*word));
    let foreign = single.clone().filter(|word| !typo::is_known(word)).count();
    let more = (2..=3).map(|n| words.windows(n).filter(|few| is_term(few)).count());
    Hits {
        known: single.count() + more.sum::<usize>(),
        foreign,
    }
}

fn put(given: &[&str], lower: &[String], language: &Language) -> String {
    let mut english = Vec::new();
    let mut at = 0;
    while at < lower.len() {
        let longest = LONGEST_TERM.min(lower.len() - at);
        let term = (1..=longest).rev().find_map(|n| {
            let term = language.terms.get(&lower[at..at + n].join(" "))?;
            Some((n, *term))
        });
        if let Some((words, term)) = term {
            english.push(term);
            at += words;
            continue;
        }
        match compound(&lower[at], language) {
            Some(parts) => english.extend(parts),
            None => english.push(given[at]),
        }
        at += 1;
    }
    english.join(" ")
}

/// The terms of which a long word is put together, as in German and Dutch.
fn compound(word: &str, language: &Language) -> Option<[&'static str; 2]> {
    const SHORTEST: usize = 4;
    let ends = SHORTEST..word.len().saturating_sub(SHORTEST - 1);
    ends.rev().find_map(|at| {
        let (first, second) = word.split_at_checked(at)?;
        let first = ["", "s", "n", "en"].iter().find_map(|joint| {
            let bare = first.strip_suffix(joint)?;
            language.terms.get(bare).filter(|_| bare.len() >= SHORTEST)
        })?;
        Some([*first, *language.terms.get(second)?])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_come_out_in_english_and_english_as_it_is() {
        let same = "reset the password of Ada";
        assert_eq!(english(same), same);
        assert!(english("Passwort von Herrn Meier zurücksetzen").contains("reset"));
        assert!(english("déconnecte Paul Martin de toutes ses sessions").contains("sign out"));
        assert!(english("给王伟发送重置密码的链接").contains("password"));
    }
}
