//! Okta's expression language (`urn:okta:expression:1.0`), as far as rules about people use it.

mod evaluate;
mod function;
mod lexer;
mod parser;

pub use evaluate::{Person, is_so};
pub use parser::{Expression, parse};
