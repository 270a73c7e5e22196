//! Calls from beginning to end: against recorded answers, and against answers of the same shapes.

mod exchange;
mod people;
mod recorded;
mod shapes;
mod through_tools;
