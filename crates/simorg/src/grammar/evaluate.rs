//! Whether a thing is what a filter asks for.

use std::cmp::Ordering;

use serde_json::Value;

use super::parser::{Expression, Operator};
use crate::clock;

/// Whether `A` is `a`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// It is not.
    Matters,
    /// It is.
    Ignored,
}

/// Whether the thing is what the filter asks for. An array is, where any of its elements is.
pub fn matches(expression: &Expression, thing: &Value, case: Case) -> bool {
    match expression {
        Expression::Any(parts) => parts.iter().any(|part| matches(part, thing, case)),
        Expression::All(parts) => parts.iter().all(|part| matches(part, thing, case)),
        Expression::Not(part) => !matches(part, thing, case),
        Expression::Test(path, operator, asked) => {
            let found = lookup(thing, path);
            match operator {
                Operator::Pr => found.iter().any(|value| is_present(value)),
                // What is not there differs from everything.
                Operator::Ne => !found
                    .iter()
                    .any(|value| test(value, Operator::Eq, asked, case)),
                _ => found
                    .iter()
                    .any(|value| test(value, *operator, asked, case)),
            }
        }
    }
}

/// The values at a path; more than one where an array lies on the way.
pub fn lookup<'v>(thing: &'v Value, path: &str) -> Vec<&'v Value> {
    let mut found = vec![thing];
    for name in path.split('.') {
        found = found
            .into_iter()
            .flat_map(elements)
            .filter_map(|value| value.get(name))
            .collect();
    }
    found.into_iter().flat_map(elements).collect()
}

fn elements(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(list) => list.iter().collect(),
        other => vec![other],
    }
}

fn is_present(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        _ => true,
    }
}

fn test(found: &Value, operator: Operator, asked: &Value, case: Case) -> bool {
    let fold = |text: &str| match case {
        Case::Matters => text.to_owned(),
        Case::Ignored => text.to_lowercase(),
    };
    if let (Value::String(found), Value::String(asked)) = (found, asked) {
        let (found, asked) = (fold(found), fold(asked));
        match operator {
            Operator::Sw => return found.starts_with(&asked),
            Operator::Ew => return found.ends_with(&asked),
            Operator::Co => return found.contains(&asked),
            _ => {}
        }
    }
    let Some(order) = compare(found, asked, case) else {
        return false;
    };
    match operator {
        Operator::Eq => order == Ordering::Equal,
        Operator::Gt => order == Ordering::Greater,
        Operator::Ge => order != Ordering::Less,
        Operator::Lt => order == Ordering::Less,
        Operator::Le => order != Ordering::Greater,
        _ => false,
    }
}

/// How two values stand to each other; `None` where they do not compare. Texts that are both times
/// compare as times.
pub fn compare(a: &Value, b: &Value, case: Case) -> Option<Ordering> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64()?.partial_cmp(&b.as_f64()?),
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        // A quoted `true` is taken for one, as Okta's examples quote everything.
        (Value::Bool(a), Value::String(b)) => Some(a.to_string().as_str().cmp(b.as_str())),
        (Value::Number(a), Value::String(b)) => a.as_f64()?.partial_cmp(&b.parse::<f64>().ok()?),
        (Value::String(a), Value::String(b)) => {
            if let (Some(a), Some(b)) = (instant(a), instant(b)) {
                return Some(a.cmp(&b));
            }
            match case {
                Case::Matters => Some(a.cmp(b)),
                Case::Ignored => Some(a.to_lowercase().cmp(&b.to_lowercase())),
            }
        }
        _ => None,
    }
}

/// The instant that a text tells; only what begins like a date is tried.
fn instant(text: &str) -> Option<jiff::Timestamp> {
    let dated = text.len() >= 10 && text.as_bytes().get(4) == Some(&b'-');
    dated.then(|| clock::parse(text)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::{Dialect, parse};
    use serde_json::json;

    fn is(filter: &str, case: Case) -> bool {
        let ada = json!({
            "id": "1",
            "created": "2024-01-02T00:00:00.000Z",
            "profile": {
                "name": "Ada", "floor": 3, "contractor": false,
                "skills": ["Rust", "Sewing"], "title": ""
            }
        });
        let dialect = Dialect {
            takes: |_, _| Ok(true),
            not: true,
        };
        matches(&parse(filter, dialect).unwrap(), &ada, case)
    }

    #[test]
    fn a_filter_finds_what_it_says() {
        for yes in [
            r#"profile.name eq "ada""#,
            r#"profile.name sw "A" and profile.floor ge 3"#,
            r#"profile.skills eq "sewing""#,
            r#"created gt "2024-01-01T23:59:59+00:00""#,
            "profile.contractor eq false",
            r#"not (profile.name eq "Bob")"#,
            r#"profile.nothing ne "x""#,
            "profile.name pr and (id pr or profile.title pr)",
        ] {
            assert!(is(yes, Case::Ignored), "{yes}");
        }
        for no in [
            "profile.title pr",
            "profile.nothing pr",
            "profile.floor gt 3",
            r#"profile.nothing eq "x""#,
            r#"profile.name co "z""#,
        ] {
            assert!(!is(no, Case::Ignored), "{no}");
        }
    }

    #[test]
    fn case_matters_where_it_does() {
        assert!(!is(r#"profile.name eq "ada""#, Case::Matters));
        assert!(is(r#"profile.name eq "Ada""#, Case::Matters));
    }
}
