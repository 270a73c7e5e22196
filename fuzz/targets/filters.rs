//! The query languages of the simulated organisation: no filter makes it panic or never end.
//!
//! The files are private to `simorg`; they are compiled into the target as they stand.
#![no_main]
#![allow(dead_code, unused_imports)]

#[path = "../../crates/simorg/src/clock.rs"]
mod clock;
#[path = "../../crates/simorg/src/grammar/mod.rs"]
mod grammar;

use std::cmp::Ordering;

use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

use crate::grammar::{Case, Dialect, Expression, Operator};

fuzz_target!(|text: &str| {
    let thing = json!({
        "id": "00u1ada00000000acme0", "status": "ACTIVE", "lastUpdated": "2024-02-03T00:00:00.000Z",
        "profile": {"login": "ada@acme.example", "n": 7, "tags": ["a", "b", {"c": null}]},
    });
    for (not, takes) in [(true, anything as fn(&str, Operator) -> _), (false, some)] {
        let Ok(expression) = grammar::parse(text, Dialect { takes, not }) else {
            continue;
        };
        let _ = grammar::matches(&expression, &thing, Case::Matters);
        let _ = grammar::matches(&expression, &thing, Case::Ignored);
        assert!(size(&expression) <= text.len());
    }
    let _ = clock::parse(text);
    let mut lines: Vec<Value> = text.split('\n').map(Value::from).collect();
    lines.sort_by(|a, b| {
        let order = grammar::compare(a, b, Case::Ignored);
        assert_eq!(
            order,
            grammar::compare(b, a, Case::Ignored).map(Ordering::reverse)
        );
        order.unwrap_or(Ordering::Equal)
    });
});

#[expect(clippy::unnecessary_wraps, reason = "the type of a dialect")]
fn anything(_: &str, _: Operator) -> Result<bool, ()> {
    Ok(true)
}

fn some(attribute: &str, operator: Operator) -> Result<bool, ()> {
    match attribute {
        "status" | "id" => Ok(operator == Operator::Eq),
        _ if attribute.starts_with("profile.") => Ok(operator != Operator::Ne),
        _ => Err(()),
    }
}

fn size(expression: &Expression) -> usize {
    match expression {
        Expression::Any(parts) | Expression::All(parts) => parts.iter().map(size).sum(),
        Expression::Not(part) => size(part),
        Expression::Test(..) => 1,
    }
}
