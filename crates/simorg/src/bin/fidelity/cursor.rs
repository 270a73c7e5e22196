//! Which simulated page cursor stands for which recorded one: both come from `next` links.

use std::collections::HashMap;

use super::link::Link;

/// The cursors of a cassette.
#[derive(Debug, Default)]
pub struct Cursors(HashMap<String, String>);

impl Cursors {
    /// Learns from the links of two answers to the same request.
    pub fn learn(&mut self, recorded: &[Link], simulated: &[Link]) {
        if let (Some(there), Some(here)) = (after(recorded), after(simulated)) {
            self.0.insert(there.to_owned(), here.to_owned());
        }
    }

    /// The simulated cursor for a recorded one.
    pub fn simulated(&self, recorded: &str) -> Option<&str> {
        self.0.get(recorded).map(String::as_str)
    }
}

fn after(links: &[Link]) -> Option<&str> {
    links.iter().find(|link| link.rel == "next")?.query("after")
}
