//! Typing errors: a word that nobody uses is taken for the most used one that looks much like it.

use std::collections::HashMap;
use std::sync::OnceLock;

use operations::{OPERATIONS, asked, effect};

use super::words::{self, Meanings};

/// The words that phrases and descriptions use, and how often.
struct Vocabulary {
    words: HashMap<String, usize>,
    stems: std::collections::HashSet<String>,
}

fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
    VOCABULARY.get_or_init(|| {
        let mut words: HashMap<String, usize> = HashMap::new();
        for operation in OPERATIONS {
            let texts =
                asked::phrases(operation.id).chain([effect::about(operation.id), operation.id]);
            for word in texts.flat_map(words::split) {
                *words.entry(word).or_default() += 1;
            }
        }
        let stems = words.keys().map(|word| words::stem(word)).collect();
        Vocabulary { words, stems }
    })
}

/// Whether somebody uses the word.
pub fn is_known(word: &str) -> bool {
    Meanings::get().knows(word) || vocabulary().words.contains_key(word)
}

/// The word, or the one that was meant.
pub fn mended(word: &str) -> String {
    let is_number = word.bytes().all(|b| b.is_ascii_digit());
    if word.len() < 4
        || is_number
        || is_known(word)
        || vocabulary().stems.contains(&words::stem(word))
    {
        return word.to_owned();
    }
    let most = if word.len() < 6 { 1 } else { 2 };
    let first = word.chars().next();
    let near = vocabulary().words.iter().filter_map(|(other, used)| {
        if other.len() < 4 || other.len().abs_diff(word.len()) > most {
            return None;
        }
        let steps = strsim::osa_distance(word, other);
        let is_same_start = other.chars().next() == first;
        let is_near = steps <= most && (is_same_start || steps == 1);
        let is_silent = Meanings::get().says_nothing(other);
        is_near.then_some((
            steps,
            !is_same_start,
            is_silent,
            std::cmp::Reverse(*used),
            other,
        ))
    });
    near.min()
        .map_or_else(|| word.to_owned(), |(.., other)| other.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_mended_and_a_word_stays() {
        assert_eq!(mended("pasword"), "password");
        assert_eq!(mended("deactivte"), "deactivate");
        assert_eq!(mended("password"), "password");
        assert_eq!(mended("zzzzqqqq"), "zzzzqqqq");
    }
}
