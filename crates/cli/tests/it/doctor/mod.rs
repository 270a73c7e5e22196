//! The doctor, tried on faults that are made on purpose, and on connections that have none.

mod bed;
mod faults;
mod fix;
mod healthy;
mod keys;
mod matrix;
mod refusals;
mod warnings;
mod words;
