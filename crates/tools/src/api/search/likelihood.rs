//! How likely a request means an operation, from the words and pairs of words that its phrases use: naive
//! Bayes with additive smoothing.

use std::collections::HashMap;

/// What is added to every count, so that a word that nobody has said yet rules nothing out.
const SMOOTHING: f32 = 0.03;
/// The weight of a pair of words beside that of a word.
const PAIR: f32 = 0.5;

/// The words heard of each operation.
#[derive(Default)]
pub struct Likelihood {
    heard: HashMap<String, HashMap<usize, f32>>,
}

/// The weights of words, ready to be asked.
pub struct Settled {
    /// For each word how much more likely it is said of an operation than an unheard one.
    weights: HashMap<String, Vec<(usize, f32)>>,
    /// For each operation the weight of an unheard word.
    unheard: Vec<f32>,
}

impl Likelihood {
    /// Hears a text in its normal form said of an operation.
    pub fn hears(&mut self, operation: usize, text: &str, weight: f32) {
        for (word, _) in grams(text) {
            *self
                .heard
                .entry(word)
                .or_default()
                .entry(operation)
                .or_default() += weight;
        }
    }

    /// What was heard, as weights.
    pub fn settled(self, operations: usize) -> Settled {
        let mut totals = vec![0.0_f32; operations];
        for counts in self.heard.values() {
            for (operation, count) in counts {
                totals[*operation] += count.ln_1p();
            }
        }
        #[allow(clippy::cast_precision_loss, reason = "some ten thousand words")]
        let vocabulary = self.heard.len() as f32;
        let unheard = |total: &f32| (SMOOTHING / (total + SMOOTHING * vocabulary)).ln();
        let unheard: Vec<f32> = totals.iter().map(unheard).collect();
        let weight = |count: f32| ((count.ln_1p() + SMOOTHING) / SMOOTHING).ln();
        let weights = self.heard.into_iter().map(|(word, counts)| {
            let counts = counts.into_iter();
            (
                word,
                counts
                    .map(|(operation, count)| (operation, weight(count)))
                    .collect(),
            )
        });
        Settled {
            weights: weights.collect(),
            unheard,
        }
    }
}

impl Settled {
    /// How likely a request in its normal form means each operation, in standard deviations from the
    /// mean; nothing where no word of it was ever heard.
    pub fn of(&self, request: &str) -> Vec<f32> {
        let mut sums = vec![0.0_f32; self.unheard.len()];
        let mut said = 0.0;
        for (word, weight) in grams(request) {
            let Some(weights) = self.weights.get(&word) else {
                continue;
            };
            said += weight;
            for (operation, more) in weights {
                sums[*operation] += weight * more;
            }
        }
        if said == 0.0 {
            return Vec::new();
        }
        for (sum, unheard) in sums.iter_mut().zip(&self.unheard) {
            *sum += said * unheard;
        }
        standardised(sums)
    }
}

fn standardised(sums: Vec<f32>) -> Vec<f32> {
    #[allow(
        clippy::cast_precision_loss,
        reason = "less than a thousand operations"
    )]
    let count = sums.len() as f32;
    let mean = sums.iter().sum::<f32>() / count;
    let spread = sums.iter().map(|sum| (sum - mean).powi(2)).sum::<f32>() / count;
    let deviation = spread.sqrt().max(f32::EPSILON);
    sums.into_iter()
        .map(|sum| (sum - mean) / deviation)
        .collect()
}

/// The words of a text, and its pairs of neighbours, each with its weight.
fn grams(text: &str) -> Vec<(String, f32)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let pairs = words.windows(2).map(|pair| (pair.join("_"), PAIR));
    words
        .iter()
        .map(|word| ((*word).to_owned(), 1.0))
        .chain(pairs)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_speaks_for_what_it_was_heard_of() {
        let mut heard = Likelihood::default();
        heard.hears(0, "delete group", 1.0);
        heard.hears(1, "delete user", 1.0);
        let likely = heard.settled(2);
        let of = likely.of("delete a user");
        assert!(of[1] > of[0], "{of:?}");
        assert!(likely.of("nothing known").is_empty());
    }
}
