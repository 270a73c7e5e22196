//! Faults on demand: what goes wrong in production, and seldom in a test.

mod client;
mod lasting;
mod order;

use std::time::Duration;

use crate::state::State;

pub use lasting::{Lasting, ProofUnasked, Ungranted};
pub use order::Order;

/// A fault that waits for answers to spoil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 429, the window ending in so many seconds.
    RateLimit,
    /// 429 for too many requests at once.
    ConcurrencyLimit,
    /// 500, or another status from 500 on.
    ServerError,
    /// The connection is closed before the work is done.
    Drop,
    /// The connection is closed after the work is done.
    DropAfter,
    /// The answer takes so many milliseconds longer.
    Slow,
    /// Lists that the role refuses come back empty.
    EmptyLists,
    /// The token endpoint answers 429.
    TokenRateLimit,
    /// The token endpoint closes the connection.
    TokenDrop,
    /// The token endpoint says that the assertion was used before.
    UsedAssertion,
    /// The body of the answer ends in the middle, and says that it is whole.
    Truncate,
    /// The connection is closed in the middle of the body.
    DropMidway,
    /// The answer is a page of HTML.
    Html,
    /// 401 without a body and without a challenge.
    EmptyUnauthorized,
    /// 403 without a body and without a challenge.
    EmptyForbidden,
}

/// Faults that wait, by name.
const WAITING: [(&str, Fault); 15] = [
    ("rate_limit", Fault::RateLimit),
    ("concurrency_limit", Fault::ConcurrencyLimit),
    ("server_error", Fault::ServerError),
    ("drop", Fault::Drop),
    ("drop_after", Fault::DropAfter),
    ("slow", Fault::Slow),
    ("empty_lists", Fault::EmptyLists),
    ("token_rate_limit", Fault::TokenRateLimit),
    ("token_drop", Fault::TokenDrop),
    ("used_assertion", Fault::UsedAssertion),
    ("truncate", Fault::Truncate),
    ("drop_midway", Fault::DropMidway),
    ("html", Fault::Html),
    ("empty_401", Fault::EmptyUnauthorized),
    ("empty_403", Fault::EmptyForbidden),
];

/// A fault that happens at once; the error says what is wrong with the order.
type Sudden = fn(&mut State, &Order) -> Result<(), String>;

/// Faults that happen at once, or last until they are ordered otherwise, by name.
const SUDDEN: [(&str, Sudden); 21] = [
    ("revoke_tokens", lasting::revoke_tokens),
    ("revoke_refresh", lasting::revoke_refresh),
    ("new_nonce", lasting::new_nonce),
    ("skew", lasting::skew),
    ("role", lasting::role),
    ("grant", lasting::grant),
    ("limit", lasting::limit),
    ("share", lasting::share),
    ("concurrency", lasting::concurrency),
    ("ungranted", lasting::ungranted),
    ("unasked_proof", lasting::unasked_proof),
    ("locale", lasting::locale),
    ("search_lag", lasting::search_lag),
    ("membership_lag", lasting::membership_lag),
    ("app", client::app),
    ("app_type", client::app_type),
    ("app_auth", client::app_auth),
    ("key", client::key),
    ("dpop", client::dpop),
    ("network", client::network),
    ("client_privileges", client::client_privileges),
];

/// The faults that wait, and those that last.
#[derive(Debug, Default)]
pub struct Faults {
    /// What lasts.
    pub lasting: Lasting,
    waiting: Vec<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    fault: Fault,
    left: u64,
    value: i64,
}

impl Faults {
    /// Uses the fault up once; its value where it was waiting.
    pub fn strike(&mut self, fault: Fault) -> Option<i64> {
        let at = self
            .waiting
            .iter()
            .position(|waiting| waiting.fault == fault)?;
        let waiting = self.waiting.get_mut(at)?;
        waiting.left = waiting.left.saturating_sub(1);
        let value = waiting.value;
        self.waiting.retain(|waiting| waiting.left > 0);
        Some(value)
    }

    /// How much longer an answer takes.
    pub fn delay(&mut self) -> Duration {
        let millis = self.strike(Fault::Slow).unwrap_or(0);
        // A minute is longer than any client waits; more would only hang a test.
        Duration::from_millis(u64::try_from(millis.clamp(0, 60_000)).unwrap_or(0))
    }
}

/// Does what the order says.
///
/// # Errors
/// What is wrong with it; an unknown name lists the known ones.
pub fn raise(state: &mut State, order: &Order) -> Result<(), String> {
    if let Some((_, act)) = SUDDEN.iter().find(|(name, _)| *name == order.name) {
        return act(state, order);
    }
    let known = WAITING.iter().find(|(name, _)| *name == order.name);
    let Some((_, fault)) = known else {
        return Err(format!(
            "no fault is named `{}`; there are: {}",
            order.name,
            names()
        ));
    };
    let default = match fault {
        Fault::Slow => 1000,
        Fault::ServerError => 500,
        _ => 1,
    };
    let value = order.number(default)?;
    let endless = if *fault == Fault::EmptyLists {
        u64::MAX
    } else {
        1
    };
    let left = order.times.unwrap_or(endless);
    if left > 0 {
        state.faults.waiting.push(Waiting {
            fault: *fault,
            left,
            value,
        });
    }
    Ok(())
}

fn names() -> String {
    let waiting = WAITING.iter().map(|(name, _)| *name);
    let sudden = SUDDEN.iter().map(|(name, _)| *name);
    waiting.chain(sudden).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_strikes_as_often_as_it_was_ordered() {
        let waiting = Waiting {
            fault: Fault::Drop,
            left: 2,
            value: 1,
        };
        let mut faults = Faults {
            waiting: vec![waiting],
            ..Faults::default()
        };
        assert!(faults.strike(Fault::Slow).is_none());
        assert!(faults.strike(Fault::Drop).is_some());
        assert!(faults.strike(Fault::Drop).is_some());
        assert!(faults.strike(Fault::Drop).is_none());
    }
}
