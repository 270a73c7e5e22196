//! A filter as a row of words.

/// A word of a filter.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// An attribute, an operator, `and`, `or`, `not`, or a bare value.
    Word(String),
    /// A text in quotes.
    Text(String),
    /// `(`
    Open,
    /// `)`
    Close,
}

/// A token and where it begins, counted in characters.
pub type Placed = (usize, Token);

/// The words of a filter; where they cannot be told apart, the place.
///
/// # Errors
/// The place of the character that belongs to no word.
pub fn split(text: &str) -> Result<Vec<Placed>, usize> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = chars.get(at).copied() {
        let start = at;
        let token = match c {
            c if c.is_whitespace() => {
                at += 1;
                continue;
            }
            '(' => {
                at += 1;
                Token::Open
            }
            ')' => {
                at += 1;
                Token::Close
            }
            '"' => {
                let (text, end) = quoted(&chars, at)?;
                at = end;
                Token::Text(text)
            }
            c if is_wordy(c) => {
                while chars.get(at).copied().is_some_and(is_wordy) {
                    at += 1;
                }
                Token::Word(chars.get(start..at).unwrap_or_default().iter().collect())
            }
            _ => return Err(start),
        };
        tokens.push((start, token));
    }
    Ok(tokens)
}

fn is_wordy(c: char) -> bool {
    c.is_alphanumeric() || "._-+:$@'".contains(c)
}

/// The text in quotes that begins at `start`, as in JSON, and where it ends.
fn quoted(chars: &[char], start: usize) -> Result<(String, usize), usize> {
    let mut at = start + 1;
    loop {
        match chars.get(at) {
            None => return Err(start),
            Some('\\') => at += 2,
            Some('"') => break,
            Some(_) => at += 1,
        }
    }
    let raw: String = chars.get(start..=at).unwrap_or_default().iter().collect();
    let text = serde_json::from_str(&raw).map_err(|_| start)?;
    Ok((text, at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_words_texts_and_parentheses() {
        let tokens = split(r#"(a.b eq "x \"y\"")"#).unwrap();
        let kinds: Vec<Token> = tokens.into_iter().map(|(_, token)| token).collect();
        let word = |text: &str| Token::Word(text.to_owned());
        let text = Token::Text("x \"y\"".to_owned());
        assert_eq!(
            kinds,
            [Token::Open, word("a.b"), word("eq"), text, Token::Close]
        );
    }

    #[test]
    fn an_open_quote_is_told_by_its_place() {
        assert_eq!(split(r#"a eq "b"#), Err(5));
        assert_eq!(split("a = b"), Err(2));
        assert_eq!(split(r#"a eq "\"#), Err(5));
    }
}
