//! A filter as an expression; what binds tighter is deeper: tests, `()`, `and`, `or`.

use serde_json::Value;

use super::lexer::{self, Placed, Token};

/// How deep parentheses and `not` may nest. Okta documents no bound; the stack has one.
const DEEPEST: usize = 32;

/// An operator of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Operator {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
    Sw,
    Ew,
    Co,
    Pr,
}

/// A filter.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// One of these.
    Any(Vec<Expression>),
    /// All of these.
    All(Vec<Expression>),
    /// Not this.
    Not(Box<Expression>),
    /// An attribute, compared with a value (null for `pr`).
    Test(String, Operator, Value),
}

/// The attributes that a filter tests.
pub fn attributes(expression: &Expression) -> Vec<&str> {
    match expression {
        Expression::Any(parts) | Expression::All(parts) => {
            parts.iter().flat_map(attributes).collect()
        }
        Expression::Not(part) => attributes(part),
        Expression::Test(attribute, ..) => vec![attribute],
    }
}

/// What one list takes of the language.
#[derive(Clone, Copy, Debug)]
pub struct Dialect {
    /// Whether the list takes this operator on this attribute; `Err(())` where it has no such attribute.
    pub takes: fn(attribute: &str, operator: Operator) -> Result<bool, ()>,
    /// Whether there is a `not`.
    pub not: bool,
}

/// Why a filter is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It is no sentence of the language.
    Syntax,
    /// The list has no such attribute.
    Attribute(String),
    /// No such operator, or not on this attribute; with its place.
    Operator(String, usize),
}

/// Reads a filter.
///
/// # Errors
/// Why it is refused.
pub fn parse(text: &str, dialect: Dialect) -> Result<Expression, Flaw> {
    let tokens = lexer::split(text).map_err(|_| Flaw::Syntax)?;
    let mut parser = Parser {
        tokens: &tokens,
        dialect,
        depth: 0,
    };
    let expression = parser.any()?;
    match parser.tokens {
        [] => Ok(expression),
        _ => Err(Flaw::Syntax),
    }
}

struct Parser<'t> {
    tokens: &'t [Placed],
    dialect: Dialect,
    depth: usize,
}

impl Parser<'_> {
    fn any(&mut self) -> Result<Expression, Flaw> {
        let first = self.all()?;
        let mut rest = vec![first];
        while self.skip("or") {
            rest.push(self.all()?);
        }
        Ok(single(rest, Expression::Any))
    }

    fn all(&mut self) -> Result<Expression, Flaw> {
        let first = self.one()?;
        let mut rest = vec![first];
        while self.skip("and") {
            rest.push(self.one()?);
        }
        Ok(single(rest, Expression::All))
    }

    fn one(&mut self) -> Result<Expression, Flaw> {
        if self.dialect.not && self.skip("not") {
            let inner = self.deeper(Self::one)?;
            return Ok(Expression::Not(Box::new(inner)));
        }
        match self.next() {
            Some((_, Token::Open)) => {
                let inner = self.deeper(Self::any)?;
                match self.next() {
                    Some((_, Token::Close)) => Ok(inner),
                    _ => Err(Flaw::Syntax),
                }
            }
            Some((_, Token::Word(attribute))) => self.test(attribute),
            _ => Err(Flaw::Syntax),
        }
    }

    fn test(&mut self, attribute: String) -> Result<Expression, Flaw> {
        let Some((place, Token::Word(word))) = self.next() else {
            return Err(Flaw::Syntax);
        };
        let operator = operator(&word).ok_or_else(|| Flaw::Operator(word.clone(), place))?;
        match (self.dialect.takes)(&attribute, operator) {
            Ok(true) => {}
            Ok(false) => return Err(Flaw::Operator(word, place)),
            Err(()) => return Err(Flaw::Attribute(attribute)),
        }
        if operator == Operator::Pr {
            return Ok(Expression::Test(attribute, operator, Value::Null));
        }
        let value = match self.next() {
            Some((_, Token::Text(text))) => Value::String(text),
            Some((_, Token::Word(word))) => literal(&word).ok_or(Flaw::Syntax)?,
            _ => return Err(Flaw::Syntax),
        };
        Ok(Expression::Test(attribute, operator, value))
    }

    fn deeper(
        &mut self,
        read: fn(&mut Self) -> Result<Expression, Flaw>,
    ) -> Result<Expression, Flaw> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Flaw::Syntax);
        }
        let inner = read(self);
        self.depth -= 1;
        inner
    }

    fn next(&mut self) -> Option<Placed> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first.clone())
    }

    fn skip(&mut self, word: &str) -> bool {
        let found = matches!(
            self.tokens.first(),
            Some((_, Token::Word(next))) if next.eq_ignore_ascii_case(word)
        );
        if found {
            self.tokens = self.tokens.get(1..).unwrap_or_default();
        }
        found
    }
}

fn single(mut list: Vec<Expression>, wrap: fn(Vec<Expression>) -> Expression) -> Expression {
    match list.len() {
        1 => list.remove(0),
        _ => wrap(list),
    }
}

/// Operators are not case-sensitive; attributes are.
fn operator(word: &str) -> Option<Operator> {
    Some(match word.to_ascii_lowercase().as_str() {
        "eq" => Operator::Eq,
        "ne" => Operator::Ne,
        "gt" => Operator::Gt,
        "ge" => Operator::Ge,
        "lt" => Operator::Lt,
        "le" => Operator::Le,
        "sw" => Operator::Sw,
        "ew" => Operator::Ew,
        "co" => Operator::Co,
        "pr" => Operator::Pr,
        _ => return None,
    })
}

fn literal(word: &str) -> Option<Value> {
    match word {
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        _ => serde_json::from_str::<serde_json::Number>(word)
            .ok()
            .map(Value::Number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANYTHING: Dialect = Dialect {
        takes: |_, _| Ok(true),
        not: true,
    };

    #[test]
    fn and_binds_tighter_than_or() {
        let read = parse(r#"a eq "1" or b eq "2" and c pr"#, ANYTHING).unwrap();
        let Expression::Any(parts) = read else {
            panic!("no or")
        };
        assert!(matches!(
            parts.as_slice(),
            [Expression::Test(..), Expression::All(_)]
        ));
    }

    #[test]
    fn what_is_no_sentence_is_refused() {
        let bad = [
            "",
            "a",
            "a eq",
            "a eq b",
            r#"a eq "b" and"#,
            "(a pr",
            "a pr)",
            r#"a eq "b" c"#,
            "and",
            r#"eq "a""#,
            "not",
            "a pr b pr",
        ];
        for text in bad {
            assert!(parse(text, ANYTHING).is_err(), "{text}");
        }
        assert_eq!(
            parse("a eqq 1", ANYTHING),
            Err(Flaw::Operator("eqq".to_owned(), 2))
        );
        assert!(parse(&"(".repeat(10_000), ANYTHING).is_err());
        assert!(parse(&"not ".repeat(10_000), ANYTHING).is_err());
    }
}
