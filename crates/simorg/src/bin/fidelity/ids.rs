//! Which simulated id stands for which recorded one, and back.

use std::collections::HashMap;

use super::token::{replace, words};

/// The ids of a cassette, in both worlds.
#[derive(Debug, Default)]
pub struct Ids {
    simulated: HashMap<String, String>,
    recorded: HashMap<String, String>,
}

impl Ids {
    /// Learns that two ids name the same thing. What is known already stays; what is called the same
    /// in both worlds needs no entry. Where a cassette holds runs against several organisations, one
    /// simulated thing stands for several.
    pub fn pair(&mut self, recorded: &str, simulated: &str) {
        if recorded == simulated || simulated.is_empty() || self.simulated.contains_key(recorded) {
            return;
        }
        self.simulated
            .insert(recorded.to_owned(), simulated.to_owned());
        let back = self.recorded.entry(simulated.to_owned());
        back.or_insert_with(|| recorded.to_owned());
    }

    /// The text as the simulated organisation would have it.
    pub fn simulated(&self, text: &str) -> String {
        translate(&self.simulated, text)
    }

    /// The text as the recorded organisation would have it.
    pub fn recorded(&self, text: &str) -> String {
        translate(&self.recorded, text)
    }
}

/// The text under its other name, or with its words under theirs.
fn translate(names: &HashMap<String, String>, text: &str) -> String {
    if let Some(other) = names.get(text) {
        return other.clone();
    }
    if !words(text).any(|word| names.contains_key(word)) {
        return text.to_owned();
    }
    replace(text, |word| names.get(word).cloned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_translated_inside_of_texts() {
        let mut ids = Ids::default();
        ids.pair("00g1", "00gA");
        ids.pair("00g1", "00gB");
        assert_eq!(
            ids.simulated("isMember(\"00g1\", 00g2)"),
            "isMember(\"00gA\", 00g2)"
        );
        assert_eq!(ids.recorded("/groups/00gA"), "/groups/00g1");
    }
}
