//! An expression as a tree; what binds tighter is deeper.

use serde_json::Value;

use super::function;
use super::lexer::{self, Token};

/// How deep an expression may nest. Okta documents no bound; the stack has one.
const DEEPEST: usize = 40;

/// Operators by how loosely they bind.
const LEVELS: [&[&str]; 6] = [
    &["||"],
    &["&&"],
    &["==", "!="],
    &[">=", "<=", ">", "<"],
    &["+", "-"],
    &["*", "/"],
];

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// A value that stands there.
    Value(Value),
    /// A list of expressions.
    List(Vec<Expression>),
    /// A name with dots: `user.firstName`.
    Name(Vec<String>),
    /// A function and what it is given.
    Call(String, Vec<Expression>),
    /// A member of what an expression comes to.
    Member(Box<Expression>, String),
    /// Not this.
    Not(Box<Expression>),
    /// Two expressions with an operator between them.
    Pair(&'static str, Box<Expression>, Box<Expression>),
    /// One of two, by a third.
    Choice(Box<[Expression; 3]>),
}

/// Reads an expression; `None` where it is no sentence of the language, or names a function that there
/// is not.
pub fn parse(text: &str) -> Option<Expression> {
    let tokens = lexer::split(text)?;
    let mut parser = Parser {
        tokens: &tokens,
        depth: 0,
    };
    let expression = parser.choice()?;
    parser.tokens.is_empty().then_some(expression)
}

struct Parser<'t> {
    tokens: &'t [Token],
    depth: usize,
}

impl Parser<'_> {
    fn take(&mut self, wanted: &str) -> bool {
        match self.tokens.split_first() {
            Some((Token::Sign(sign), rest)) if *sign == wanted => {
                self.tokens = rest;
                true
            }
            _ => false,
        }
    }

    fn choice(&mut self) -> Option<Expression> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let made = self.level(0)?;
        let made = if self.take("?") {
            let yes = self.choice()?;
            if !self.take(":") {
                return None;
            }
            let no = self.choice()?;
            Expression::Choice(Box::new([made, yes, no]))
        } else {
            made
        };
        self.depth -= 1;
        Some(made)
    }

    fn level(&mut self, level: usize) -> Option<Expression> {
        let Some(signs) = LEVELS.get(level) else {
            return self.unary();
        };
        let mut left = self.level(level + 1)?;
        while let Some(sign) = signs.iter().copied().find(|sign| self.take(sign)) {
            let right = self.level(level + 1)?;
            left = Expression::Pair(sign, Box::new(left), Box::new(right));
        }
        Some(left)
    }

    fn unary(&mut self) -> Option<Expression> {
        let mut negations = 0_usize;
        while self.take("!") {
            negations += 1;
        }
        if self.take("-") {
            let zero = Expression::Value(Value::from(0));
            let right = self.postfix()?;
            return Some(Expression::Pair("-", Box::new(zero), Box::new(right)));
        }
        let made = self.postfix()?;
        let not = |made| Expression::Not(Box::new(made));
        Some(match negations {
            0 => made,
            odd if odd % 2 == 1 => not(made),
            _ => not(not(made)),
        })
    }

    fn postfix(&mut self) -> Option<Expression> {
        let mut made = self.primary()?;
        while self.take(".") {
            made = Expression::Member(Box::new(made), self.name()?);
        }
        Some(made)
    }

    fn name(&mut self) -> Option<String> {
        match self.tokens.split_first() {
            Some((Token::Name(name), rest)) => {
                self.tokens = rest;
                Some(name.clone())
            }
            _ => None,
        }
    }

    fn primary(&mut self) -> Option<Expression> {
        for (open, close) in [("{", "}"), ("[", "]")] {
            if self.take(open) {
                return Some(Expression::List(self.list(close)?));
            }
        }
        if self.take("(") {
            let made = self.choice()?;
            return self.take(")").then_some(made);
        }
        let (first, rest) = self.tokens.split_first()?;
        match first {
            Token::Text(text) => {
                self.tokens = rest;
                Some(Expression::Value(Value::from(text.clone())))
            }
            Token::Number(number) => {
                self.tokens = rest;
                Some(Expression::Value(Value::from(*number)))
            }
            Token::Name(_) => self.named(),
            Token::Sign(_) => None,
        }
    }

    /// A name with its dots, and what a function of that name is given.
    fn named(&mut self) -> Option<Expression> {
        let mut names = vec![self.name()?];
        while self.take(".") {
            names.push(self.name()?);
        }
        if self.take("(") {
            let name = names.join(".");
            let given = self.list(")")?;
            return function::is_known(&name).then_some(Expression::Call(name, given));
        }
        Some(match names.as_slice() {
            [word] if word == "true" => Expression::Value(Value::Bool(true)),
            [word] if word == "false" => Expression::Value(Value::Bool(false)),
            [word] if word == "null" => Expression::Value(Value::Null),
            _ => Expression::Name(names),
        })
    }

    fn list(&mut self, close: &str) -> Option<Vec<Expression>> {
        let mut found = Vec::new();
        if self.take(close) {
            return Some(found);
        }
        loop {
            found.push(self.choice()?);
            if self.take(close) {
                return Some(found);
            }
            if !self.take(",") {
                return None;
            }
        }
    }
}

impl Expression {
    /// The attributes of the person that it speaks of.
    pub fn attributes(&self) -> Vec<&str> {
        match self {
            Self::Value(_) => Vec::new(),
            Self::Name(names) => match names.as_slice() {
                [user, attribute, ..] if user == "user" => vec![attribute.as_str()],
                _ => Vec::new(),
            },
            Self::List(parts) | Self::Call(_, parts) => {
                parts.iter().flat_map(Self::attributes).collect()
            }
            Self::Member(part, _) | Self::Not(part) => part.attributes(),
            Self::Pair(_, left, right) => {
                let mut found = left.attributes();
                found.extend(right.attributes());
                found
            }
            Self::Choice(parts) => parts.iter().flat_map(Self::attributes).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_sentence_is_refused() {
        for bad in [
            "",
            "(user.firstName == \"Ada\"",
            "user.firstName == AND user.lastName",
            "user.firstName == \"Ada\" AND",
            "String.nothing(user.firstName)",
            "user.",
            "user.firstName == \"Ada",
            "\u{1F600}",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
        assert_eq!(parse(&"(".repeat(10_000)), None);
    }

    #[test]
    fn an_expression_tells_which_attributes_it_speaks_of() {
        let text = "String.startsWith(user.title, 'A') ? user.city == \"x\" : !user.contractor";
        let expression = parse(text).unwrap();
        assert_eq!(expression.attributes(), ["title", "city", "contractor"]);
    }
}
