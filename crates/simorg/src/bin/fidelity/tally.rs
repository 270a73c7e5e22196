//! The figures.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use super::compare::{Cause, Difference};
use super::replay::Played;
use super::standing::{Reason, Standing};
use super::token::blank;

/// How many differences the text of a first difference tells.
const TOLD: usize = 6;

/// The figures over all exchanges.
#[derive(Debug, Default)]
pub struct Tally {
    /// All exchanges.
    pub exchanges: u64,
    /// Those that can be compared, and of these the ones that agree.
    pub compared: Score,
    /// Those for which the catalogue has no operation.
    pub outside: u64,
    /// Those that cannot be compared, by why.
    pub not_comparable: BTreeMap<Reason, u64>,
    /// How many keys of open maps were put aside.
    pub aside: usize,
    /// The exchanges that differ, by their gravest difference.
    pub causes: BTreeMap<Cause, u64>,
    /// The figures of each operation.
    pub operations: BTreeMap<&'static str, Row>,
    shapes: HashMap<(&'static str, u16, String), bool>,
    differences: Groups,
    incomparable: Groups,
}

/// Exchanges by their operation and what is said of them.
type Groups = HashMap<(&'static str, String), Group>;

/// How many were compared, and how many agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// How many were compared.
    pub comparable: u64,
    /// How many of these agree.
    pub agree: u64,
}

impl Score {
    /// In thousandths, rounded down; all of nothing agrees.
    pub fn per_mille(self) -> u64 {
        (self.agree * 1000)
            .checked_div(self.comparable)
            .unwrap_or(1000)
    }

    fn add(&mut self, agrees: bool) {
        self.comparable += 1;
        self.agree += u64::from(agrees);
    }
}

/// The figures of one operation.
#[derive(Debug, Default)]
pub struct Row {
    /// Its exchanges.
    pub score: Score,
    /// Where its first difference is, and what.
    pub first: Option<String>,
}

/// Exchanges of an operation with the same difference.
#[derive(Clone, Debug)]
pub struct Group {
    /// How many.
    pub count: u64,
    /// One of them.
    pub example: String,
}

impl Tally {
    /// Counts one exchange.
    pub fn count(&mut self, played: &Played<'_>) {
        self.exchanges += 1;
        match (&played.standing, played.operation) {
            (Standing::Not(reason, id), operation) => {
                *self.not_comparable.entry(*reason).or_default() += 1;
                let start: String = id.chars().take(3).collect();
                let text = format!("{}: {start}…", reason.name());
                add(
                    &mut self.incomparable,
                    operation.map_or("", |it| it.id),
                    text,
                    played,
                );
            }
            (Standing::Comparable, Some(operation)) => self.compare(played, operation.id),
            _ => {
                self.outside += 1;
                let text = format!(
                    "outside: {} {}",
                    played.exchange.method,
                    blank(&played.exchange.path)
                );
                add(&mut self.incomparable, "", text, played);
            }
        }
    }

    fn compare(&mut self, played: &Played<'_>, operation: &'static str) {
        let agrees = played.agrees();
        let comparison = &played.comparison;
        self.compared.add(agrees);
        self.aside += comparison.aside;
        let shape = (operation, played.exchange.status, comparison.shape.clone());
        *self.shapes.entry(shape).or_insert(true) &= agrees;
        let row = self.operations.entry(operation).or_default();
        row.score.add(agrees);
        let Some(gravest) = comparison.differences.first() else {
            return;
        };
        *self.causes.entry(gravest.cause).or_default() += 1;
        if row.first.is_none() {
            row.first = Some(format!(
                "{}: {}",
                played.place(),
                told(&comparison.differences)
            ));
        }
        for difference in &comparison.differences {
            add(
                &mut self.differences,
                operation,
                difference.text.clone(),
                played,
            );
        }
    }

    /// The figures of the shapes; one agrees where every exchange of it does.
    pub fn shapes(&self) -> Score {
        let mut score = Score::default();
        self.shapes.values().for_each(|agrees| score.add(*agrees));
        score
    }

    /// The differences of one operation or of all, the most frequent first.
    pub fn differences(&self, operation: Option<&str>) -> Vec<(&'static str, &str, &Group)> {
        sorted(&self.differences, operation)
    }

    /// What cannot be compared, the most frequent first.
    pub fn incomparable(&self) -> Vec<(&'static str, &str, &Group)> {
        sorted(&self.incomparable, None)
    }

    /// The figures as JSON.
    pub fn json(&self) -> Value {
        let score = |score: Score| json!({"comparable": score.comparable, "agree": score.agree});
        let named = self.operations.iter().map(|(id, row)| {
            let mut members = score(row.score);
            members["first_difference"] = json!(row.first);
            ((*id).to_owned(), members)
        });
        let reasons = self
            .not_comparable
            .iter()
            .map(|(reason, n)| (reason.name(), *n));
        let causes = self.causes.iter().map(|(cause, n)| (cause.name(), *n));
        json!({
            "exchanges": self.exchanges,
            "comparable": self.compared.comparable,
            "agree": self.compared.agree,
            "shapes": score(self.shapes()),
            "outside": self.outside,
            "not_comparable": reasons.collect::<BTreeMap<_, _>>(),
            "aside": self.aside,
            "by_cause": causes.collect::<BTreeMap<_, _>>(),
            "by_operation": named.collect::<serde_json::Map<_, _>>(),
        })
    }
}

/// The differences in one line.
fn told(differences: &[Difference]) -> String {
    let told: Vec<&str> = differences
        .iter()
        .take(TOLD)
        .map(|it| it.text.as_str())
        .collect();
    let more = differences.len().saturating_sub(TOLD);
    match more {
        0 => told.join("; "),
        more => format!("{}; and {more} more", told.join("; ")),
    }
}

fn add(groups: &mut Groups, operation: &'static str, text: String, played: &Played<'_>) {
    let group = groups.entry((operation, text)).or_insert_with(|| Group {
        count: 0,
        example: played.place(),
    });
    group.count += 1;
}

fn sorted<'a>(
    groups: &'a Groups,
    operation: Option<&str>,
) -> Vec<(&'static str, &'a str, &'a Group)> {
    let mut found: Vec<_> = groups
        .iter()
        .filter(|((of, _), _)| operation.is_none_or(|wanted| wanted == *of))
        .map(|((of, text), group)| (*of, text.as_str(), group))
        .collect();
    found.sort_by(|a, b| (b.2.count, a.0, a.1).cmp(&(a.2.count, b.0, b.1)));
    found
}
