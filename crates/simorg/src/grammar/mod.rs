//! Okta's query languages: SCIM filters with the limits of each list.

mod evaluate;
mod lexer;
mod parser;

pub use evaluate::{Case, compare, lookup, matches};
pub use parser::{Dialect, Expression, Flaw, Operator, attributes, parse};
