//! The words of an expression.

/// A word.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A name: `user`, `startsWith`.
    Name(String),
    /// A text in quotes, single or double.
    Text(String),
    /// A number.
    Number(f64),
    /// A sign: `==`, `(`, `AND`.
    Sign(&'static str),
}

/// Signs, the longer ones first.
const SIGNS: [&str; 22] = [
    "==", "!=", ">=", "<=", "&&", "||", ">", "<", "!", "(", ")", "{", "}", "[", "]", ",", ".", "+",
    "-", "*", "/", "?",
];

/// Words that are signs.
const WORDS: [(&str, &str); 3] = [("and", "&&"), ("or", "||"), ("not", "!")];

/// Splits an expression into its words; `None` where something is none.
pub fn split(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = match first {
            '"' | '\'' => quoted(rest, first)?,
            c if c.is_ascii_digit() => number(rest)?,
            c if c.is_alphabetic() || c == '_' || c == '$' => name(rest),
            ':' => (Token::Sign(":"), rest.get(1..)?),
            _ => sign(rest)?,
        };
        tokens.push(token);
        rest = after.trim_start();
    }
    Some(tokens)
}

fn quoted(text: &str, quote: char) -> Option<(Token, &str)> {
    let mut made = String::new();
    let mut letters = text.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => made.push(letters.next()?.1),
            c if c == quote => return Some((Token::Text(made), text.get(at + 1..)?)),
            c => made.push(c),
        }
    }
    None
}

fn number(text: &str) -> Option<(Token, &str)> {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((Token::Number(digits.parse().ok()?), rest))
}

fn name(text: &str) -> (Token, &str) {
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
        .unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let word = WORDS
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(name));
    match word {
        Some((_, sign)) => (Token::Sign(sign), rest),
        None => (Token::Name(name.to_owned()), rest),
    }
}

fn sign(text: &str) -> Option<(Token, &str)> {
    SIGNS
        .iter()
        .find_map(|sign| Some((Token::Sign(sign), text.strip_prefix(sign)?)))
}
