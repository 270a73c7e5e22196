//! Learns the models of `shape.rs` from the phrases: for each class a linear support vector machine with
//! squared hinge loss, by dual coordinate descent (Hsieh et al. 2008), always in the same order.

use std::collections::BTreeMap;

use super::shape::{self, Classes, Learnt, STEP};

/// How much an example weighs beside a small weight.
const COST: f32 = 1.0;
/// How often every example is looked at.
const ROUNDS: usize = 20;
/// Smaller weights are left out.
const LEAST: f32 = 0.15;

/// The texts of all operations, as words by place in a list.
struct Examples {
    words: Vec<u32>,
    /// The operation of each text, and where its words stand in the list.
    texts: Vec<(usize, Vec<usize>)>,
}

/// The file of the models, learnt anew. It takes a minute.
///
/// # Errors
/// Where there are more words than a number can count.
pub fn learnt() -> Result<Vec<u8>, std::num::TryFromIntError> {
    let said = super::said();
    let examples = Examples::new(&said);
    let classes = Classes::get();
    let mut weights: Vec<Vec<(u16, i8)>> = vec![Vec::new(); examples.words.len()];
    let mut biases = Vec::new();
    for class in 0..classes.count {
        let learnt = examples.learnt(|operation| classes.of[operation].contains(&class));
        let number = u16::try_from(class)?;
        biases.push(steps(learnt.last().copied().unwrap_or(0.0)));
        for (weights, weight) in weights.iter_mut().zip(learnt) {
            if weight.abs() > LEAST {
                weights.push((number, steps(weight)));
            }
        }
    }
    let words = examples.words.into_iter().zip(weights);
    let words: Vec<_> = words.filter(|(_, weights)| !weights.is_empty()).collect();
    Learnt::bytes(fingerprint(&said), &biases, &words)
}

/// A number that changes with every text.
pub fn fingerprint(said: &[(String, usize)]) -> u64 {
    let bytes = said
        .iter()
        .flat_map(|(text, of)| text.bytes().chain(of.to_le_bytes()));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[allow(clippy::cast_possible_truncation, reason = "clamped before")]
fn steps(weight: f32) -> i8 {
    (weight / STEP).round().clamp(-127.0, 127.0) as i8
}

impl Examples {
    fn new(said: &[(String, usize)]) -> Self {
        let features: Vec<(usize, Vec<u32>)> = said
            .iter()
            .map(|(text, operation)| (*operation, shape::features(text)))
            .collect();
        let words = features.iter().flat_map(|(_, features)| features);
        let mut numbered: BTreeMap<u32, usize> = words.map(|word| (*word, 0)).collect();
        for (at, place) in numbered.values_mut().enumerate() {
            *place = at;
        }
        let placed = |features: &Vec<u32>| features.iter().map(|word| numbered[word]).collect();
        Self {
            texts: features
                .iter()
                .map(|(operation, features)| (*operation, placed(features)))
                .collect(),
            words: numbered.into_keys().collect(),
        }
    }

    /// The weight of each word for what `is_in` says, and of the bias last.
    fn learnt(&self, is_in: impl Fn(usize) -> bool) -> Vec<f32> {
        let bias = self.words.len();
        let mut weights = vec![0.0_f32; bias + 1];
        let mut shares = vec![0.0_f32; self.texts.len()];
        let diagonal = 0.5 / COST;
        for round in 0..ROUNDS {
            for at in in_order(self.texts.len(), round) {
                let (operation, words) = &self.texts[at];
                let sign = if is_in(*operation) { 1.0 } else { -1.0 };
                let value = shape::value(words.len());
                let sum: f32 = words.iter().map(|word| weights[*word]).sum();
                let margin = sign * (value * sum + weights[bias]);
                let slope = margin - 1.0 + diagonal * shares[at];
                // The length of an example is 1, and so is that of the bias.
                let share = (shares[at] - slope / (2.0 + diagonal)).max(0.0);
                let step = sign * (share - shares[at]);
                if step != 0.0 {
                    shares[at] = share;
                    for word in words {
                        weights[*word] += step * value;
                    }
                    weights[bias] += step;
                }
            }
        }
        weights
    }
}

/// All numbers below `count`, in an order that differs from round to round.
fn in_order(count: usize, round: usize) -> impl Iterator<Item = usize> {
    const STRIDE: usize = 7_919;
    let stride = if count.is_multiple_of(STRIDE) {
        1
    } else {
        STRIDE
    };
    (0..count).map(move |at| (at * stride + round * 101) % count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_models_are_of_the_phrases_as_they_are() {
        let now = fingerprint(&super::super::said());
        assert!(
            Learnt::committed().fingerprint() == now,
            "phrases or words have changed: run `just search-learn`"
        );
    }

    #[test]
    fn what_is_said_of_one_class_speaks_for_it() {
        let said = [("delete group", 0), ("list group", 1), ("delete user", 2)];
        let examples = Examples::new(&said.map(|(text, of)| (text.to_owned(), of)));
        let learnt = examples.learnt(|operation| operation != 1);
        let weight = |word: &str| {
            let word = shape::features(word)[0];
            learnt[examples
                .words
                .iter()
                .position(|other| *other == word)
                .unwrap()]
        };
        assert!(weight("delete") > 0.2 && weight("list") < -0.2);
    }
}
