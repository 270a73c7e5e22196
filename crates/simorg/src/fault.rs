//! Faults on demand: what goes wrong in production, and seldom in a test.

use std::time::Duration;

use serde_json::Value;

use crate::clock::Clock;
use crate::state::State;

/// A fault that waits for answers to spoil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 429, the window ending in so many seconds.
    RateLimit,
    /// 429 for too many requests at once.
    ConcurrencyLimit,
    /// 500.
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
}

/// Faults that wait, by name.
const WAITING: [(&str, Fault); 9] = [
    ("rate_limit", Fault::RateLimit),
    ("concurrency_limit", Fault::ConcurrencyLimit),
    ("server_error", Fault::ServerError),
    ("drop", Fault::Drop),
    ("drop_after", Fault::DropAfter),
    ("slow", Fault::Slow),
    ("empty_lists", Fault::EmptyLists),
    ("token_rate_limit", Fault::TokenRateLimit),
    ("token_drop", Fault::TokenDrop),
];

/// A fault that happens at once; the error says what is wrong with the order.
type Sudden = fn(&mut State, &Order) -> Result<(), String>;

/// Faults that happen at once, by name.
const SUDDEN: [(&str, Sudden); 6] = [
    ("revoke_tokens", revoke_tokens),
    ("revoke_refresh", revoke_refresh),
    ("new_nonce", new_nonce),
    ("skew", skew),
    ("role", role),
    ("limit", limit),
];

/// A fault as it was ordered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Order {
    /// Its name.
    pub name: String,
    /// How many answers it spoils; 1 where it is not said, and without end for `empty_lists`.
    pub times: Option<u64>,
    /// What it means depends on the fault.
    pub value: Option<Value>,
}

impl Order {
    /// An order written `name` or `name:value`.
    pub fn parse(text: &str) -> Self {
        let (name, value) = match text.split_once(':') {
            Some((name, value)) => (name, Some(value)),
            None => (text, None),
        };
        let value = value.map(|text| text.parse::<i64>().map_or(Value::from(text), Value::from));
        Self {
            name: name.to_owned(),
            times: None,
            value,
        }
    }

    /// An order as JSON: `name`, and perhaps `times` and `value`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(body: &Value) -> Result<Self, String> {
        let name = body.get("name").and_then(Value::as_str);
        let name = name.ok_or_else(|| format!("a fault has a `name`, one of: {}", names()))?;
        let times = match body.get("times") {
            None | Some(Value::Null) => None,
            Some(value) => Some(value.as_u64().ok_or("`times` is a whole number")?),
        };
        let value = body.get("value").filter(|value| !value.is_null()).cloned();
        Ok(Self {
            name: name.to_owned(),
            times,
            value,
        })
    }

    fn number(&self, default: i64) -> Result<i64, String> {
        match &self.value {
            None => Ok(default),
            Some(value) => {
                let parsed = value.as_i64().or_else(|| value.as_str()?.parse().ok());
                parsed.ok_or_else(|| format!("the value of `{}` is a whole number", self.name))
            }
        }
    }
}

/// The faults that wait.
#[derive(Debug, Default)]
pub struct Faults(Vec<Waiting>);

#[derive(Debug)]
struct Waiting {
    fault: Fault,
    left: u64,
    value: i64,
}

impl Faults {
    /// Uses the fault up once; its value where it was waiting.
    pub fn strike(&mut self, fault: Fault) -> Option<i64> {
        let at = self.0.iter().position(|waiting| waiting.fault == fault)?;
        let waiting = self.0.get_mut(at)?;
        waiting.left = waiting.left.saturating_sub(1);
        let value = waiting.value;
        self.0.retain(|waiting| waiting.left > 0);
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
    let default = if *fault == Fault::Slow { 1000 } else { 1 };
    let value = order.number(default)?;
    let endless = if *fault == Fault::EmptyLists {
        u64::MAX
    } else {
        1
    };
    let left = order.times.unwrap_or(endless);
    if left > 0 {
        state.faults.0.push(Waiting {
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

#[expect(clippy::unnecessary_wraps, reason = "every sudden fault has this type")]
fn revoke_refresh(state: &mut State, _: &Order) -> Result<(), String> {
    state.access.devices.revoke_all();
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "every sudden fault has this type")]
fn revoke_tokens(state: &mut State, _: &Order) -> Result<(), String> {
    state.access.revoke_all();
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "every sudden fault has this type")]
fn new_nonce(state: &mut State, _: &Order) -> Result<(), String> {
    state.access.forget_nonces();
    Ok(())
}

fn skew(state: &mut State, order: &Order) -> Result<(), String> {
    state.clock = Clock::ahead_by(order.number(600)?);
    Ok(())
}

fn role(state: &mut State, order: &Order) -> Result<(), String> {
    match order.value.as_ref().and_then(Value::as_str) {
        Some("none") => state.access.app.role = None,
        Some(role) => state.access.app.role = Some(role.to_owned()),
        None => return Err("the value of `role` is a role type, or none".to_owned()),
    }
    Ok(())
}

fn limit(state: &mut State, order: &Order) -> Result<(), String> {
    let limit = order.number(600)?;
    state.limits.per_window = u64::try_from(limit).map_err(|_| "a limit is not negative")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_a_name_and_perhaps_a_value() {
        assert_eq!(Order::parse("drop").value, None);
        assert_eq!(Order::parse("slow:250").value, Some(Value::from(250)));
        assert_eq!(Order::parse("role:none").value, Some(Value::from("none")));
        assert!(Order::read(&serde_json::json!({"times": 2})).is_err());
    }

    #[test]
    fn a_fault_strikes_as_often_as_it_was_ordered() {
        let waiting = Waiting {
            fault: Fault::Drop,
            left: 2,
            value: 1,
        };
        let mut faults = Faults(vec![waiting]);
        assert!(faults.strike(Fault::Slow).is_none());
        assert!(faults.strike(Fault::Drop).is_some());
        assert!(faults.strike(Fault::Drop).is_some());
        assert!(faults.strike(Fault::Drop).is_none());
    }
}
