//! The binary as people and scripts use it.

mod binary;
mod calling;
mod configuration;
mod reference;
mod serving;
mod terminal;
