//! What an expression comes to for a person.

use std::cmp::Ordering;

use serde_json::Value;

use super::function;
use super::parser::Expression;
use crate::directory::Directory;
use crate::user::User;

/// A person, and the organisation around them.
#[derive(Clone, Copy, Debug)]
pub struct Person<'d> {
    /// The person.
    pub user: &'d User,
    /// The organisation.
    pub directory: &'d Directory,
}

/// Whether an expression is true for a person.
pub fn is_so(expression: &Expression, person: Person<'_>) -> bool {
    value(expression, person) == Value::Bool(true)
}

/// What an expression comes to.
pub fn value(expression: &Expression, person: Person<'_>) -> Value {
    match expression {
        Expression::Value(value) => value.clone(),
        Expression::List(parts) => parts.iter().map(|part| value(part, person)).collect(),
        Expression::Name(names) => named(names, person),
        Expression::Call(name, given) => {
            let given: Vec<Value> = given.iter().map(|part| value(part, person)).collect();
            function::call(name, &given, person)
        }
        Expression::Member(part, name) => {
            value(part, person).get(name).cloned().unwrap_or_default()
        }
        Expression::Not(part) => Value::Bool(!is_so(part, person)),
        Expression::Pair("&&", left, right) => {
            Value::Bool(is_so(left, person) && is_so(right, person))
        }
        Expression::Pair("||", left, right) => {
            Value::Bool(is_so(left, person) || is_so(right, person))
        }
        Expression::Pair(sign, left, right) => {
            paired(sign, &value(left, person), &value(right, person))
        }
        Expression::Choice(parts) => {
            let [test, yes, no] = parts.as_ref();
            value(if is_so(test, person) { yes } else { no }, person)
        }
    }
}

fn named(names: &[String], person: Person<'_>) -> Value {
    let words: Vec<&str> = names.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["user", "id"] => Value::from(person.user.id.clone()),
        ["user", "status"] => Value::from(person.user.status.word()),
        ["user", "profile", name] | ["user", name] => {
            person.user.profile.get(*name).cloned().unwrap_or_default()
        }
        _ => Value::Null,
    }
}

fn paired(sign: &str, left: &Value, right: &Value) -> Value {
    match sign {
        "==" => Value::Bool(are_equal(left, right)),
        "!=" => Value::Bool(!are_equal(left, right)),
        "+" if left.is_string() || right.is_string() => {
            Value::from(function::text(left) + &function::text(right))
        }
        "+" | "-" | "*" | "/" => match (number(left), number(right)) {
            (Some(left), Some(right)) => Value::from(match sign {
                "+" => left + right,
                "-" => left - right,
                "*" => left * right,
                _ => left / right,
            }),
            _ => Value::Null,
        },
        _ => {
            let order = match (number(left), number(right)) {
                (Some(left), Some(right)) => left.partial_cmp(&right),
                _ => match (left.as_str(), right.as_str()) {
                    (Some(left), Some(right)) => Some(left.cmp(right)),
                    _ => None,
                },
            };
            Value::Bool(order.is_some_and(|order| match sign {
                ">" => order == Ordering::Greater,
                ">=" => order != Ordering::Less,
                "<" => order == Ordering::Less,
                _ => order != Ordering::Greater,
            }))
        }
    }
}

/// Numbers are equal whatever their kind; all else as it stands.
pub fn are_equal(left: &Value, right: &Value) -> bool {
    match (number(left), number(right)) {
        (Some(left), Some(right)) => (left - right).abs() < f64::EPSILON,
        _ => left == right,
    }
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64()
}
