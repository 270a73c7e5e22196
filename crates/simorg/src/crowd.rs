//! Which requests are being answered at this moment.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The requests that are being answered, each by its method and path.
#[derive(Debug, Default)]
pub struct Crowd(Mutex<Vec<String>>);

impl Crowd {
    /// Counts a request for as long as what is returned lives.
    pub fn enter(&self, method: &str, path: &str) -> Present<'_> {
        let name = format!("{method} {path}");
        let mut names = self.names();
        let rivals = names.iter().filter(|other| **other == name).count();
        names.push(name.clone());
        Present {
            at_once: names.len(),
            rivals,
            name,
            crowd: self,
        }
    }

    fn names(&self) -> MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request that is being answered.
#[derive(Debug)]
pub struct Present<'a> {
    /// How many are, this one among them.
    pub at_once: usize,
    /// How many of the others have the same method and path.
    pub rivals: usize,
    name: String,
    crowd: &'a Crowd,
}

impl Drop for Present<'_> {
    fn drop(&mut self) {
        let mut names = self.crowd.names();
        if let Some(at) = names.iter().position(|name| *name == self.name) {
            names.swap_remove(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_count_while_they_are_answered() {
        let crowd = Crowd::default();
        let first = crowd.enter("POST", "/a");
        let other = crowd.enter("POST", "/b");
        assert_eq!((first.at_once, first.rivals), (1, 0));
        assert_eq!((other.at_once, other.rivals), (2, 0));
        assert_eq!(crowd.enter("POST", "/a").rivals, 1);
        drop(first);
        assert_eq!(crowd.enter("POST", "/a").rivals, 0);
    }
}
