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
    /// in both worlds needs no entry.
    pub fn pair(&mut self, recorded: &str, simulated: &str) {
        let known = self.simulated.contains_key(recorded) || self.recorded.contains_key(simulated);
        if recorded != simulated && !known {
            self.simulated
                .insert(recorded.to_owned(), simulated.to_owned());
            self.recorded
                .insert(simulated.to_owned(), recorded.to_owned());
        }
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
