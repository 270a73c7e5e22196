//! The tools: their table tested as data, their replies against a simulated organisation.

mod connection;
mod errors;
mod examples;
mod lists;
mod table;
