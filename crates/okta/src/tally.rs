//! The tally: how often each operation was called since it was last taken, and what came of it.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{Fault, Response};

/// What came of calls, by operation and outcome. No arguments, no answers.
#[derive(Debug, Default)]
pub struct Tally {
    calls: Mutex<BTreeMap<(&'static str, &'static str), i64>>,
}

impl Tally {
    /// Counts one call of an operation.
    pub fn count(&self, operation: &'static str, outcome: &'static str) {
        *self.calls().entry((operation, outcome)).or_default() += 1;
    }

    /// Counts what came of a request.
    pub(crate) fn answered(&self, operation: &'static str, answer: &Result<Response, Fault>) {
        self.count(operation, answer.as_ref().map_or_else(outcome, |_| "done"));
    }

    /// How many calls have been counted and not been taken.
    pub fn waiting(&self) -> i64 {
        self.calls().values().sum()
    }

    /// Takes what was counted: operation, outcome, how often.
    pub fn take(&self) -> Vec<(&'static str, &'static str, i64)> {
        let taken = std::mem::take(&mut *self.calls());
        let flat = |((operation, outcome), calls)| (operation, outcome, calls);
        taken.into_iter().map(flat).collect()
    }

    fn calls(&self) -> MutexGuard<'_, BTreeMap<(&'static str, &'static str), i64>> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn outcome(fault: &Fault) -> &'static str {
    match fault {
        Fault::Refused(refusal) if refusal.status == 403 => "forbidden",
        Fault::Refused(_) => "refused",
        Fault::SignIn(_) | Fault::SignInNeeded { .. } => "sign_in_failed",
        Fault::RateLimited { .. } => "rate_limited",
        Fault::UnknownOutcome(_) => "unknown_outcome",
        _ => "failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_is_taken_once() {
        let tally = Tally::default();
        tally.count("getUser", "done");
        tally.count("getUser", "done");
        tally.count("getUser", "missing_scope");
        assert_eq!(tally.waiting(), 3);
        let taken = [("getUser", "done", 2), ("getUser", "missing_scope", 1)];
        assert_eq!(tally.take(), taken);
        assert_eq!(tally.take(), []);
    }
}
