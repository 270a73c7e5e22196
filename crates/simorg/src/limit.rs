//! Rate limits: a bucket for each group of endpoints, a window of sixty seconds for each bucket.

use std::collections::HashMap;

use operations::{Method, Operation};

use crate::answer::Answer;

const WINDOW: i64 = 60;
/// How many requests a bucket takes unless told otherwise.
const GENEROUS: u64 = 600;
/// The bucket of the token endpoint. It stays generous, so that a test of limits can sign in.
pub const TOKEN: &str = "/oauth2/v1/token";

/// The buckets and what was taken from them.
#[derive(Debug)]
pub struct Limits {
    /// How many requests a bucket of the API takes in a window.
    pub per_window: u64,
    windows: HashMap<String, Window>,
}

#[derive(Clone, Copy, Debug)]
struct Window {
    began: i64,
    taken: u64,
}

/// What the headers say of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// How many requests the bucket takes in a window.
    pub limit: u64,
    /// How many it still takes in this one.
    pub remaining: u64,
    /// When the window ends, in seconds since the epoch.
    pub reset: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            per_window: GENEROUS,
            windows: HashMap::new(),
        }
    }
}

impl Limits {
    /// How many requests a bucket takes in a window.
    pub fn of(&self, bucket: &str) -> u64 {
        if bucket == TOKEN {
            GENEROUS
        } else {
            self.per_window
        }
    }

    /// Takes one request from a bucket.
    ///
    /// # Errors
    /// What the headers say where there was none left.
    pub fn take(&mut self, bucket: &str, now: i64) -> Result<Left, Left> {
        let limit = self.of(bucket);
        let fresh = Window {
            began: now,
            taken: 0,
        };
        let window = self.windows.entry(bucket.to_owned()).or_insert(fresh);
        if now >= window.began + WINDOW || now < window.began {
            *window = fresh;
        }
        let reset = window.began + WINDOW;
        if window.taken >= limit {
            return Err(Left {
                limit,
                remaining: 0,
                reset,
            });
        }
        window.taken += 1;
        Ok(Left {
            limit,
            remaining: limit - window.taken,
            reset,
        })
    }
}

impl Left {
    /// The answer with the bucket's headers.
    pub fn on(self, answer: Answer) -> Answer {
        answer
            .with("x-rate-limit-limit", self.limit.to_string())
            .with("x-rate-limit-remaining", self.remaining.to_string())
            .with("x-rate-limit-reset", self.reset.to_string())
    }
}

/// The bucket of an operation, after Okta's last published table: an exact path first, then the
/// longest prefix.
pub fn bucket(operation: &Operation) -> String {
    let path = operation.path;
    let reads = operation.method == Method::Get;
    match path {
        "/api/v1/users/{id}" if reads => "GET /api/v1/users/{id}".to_owned(),
        "/api/v1/users/{id}" => "/api/v1/users/{id}".to_owned(),
        "/api/v1/users"
        | "/api/v1/logs"
        | "/api/v1/apps/{appId}"
        | "/api/v1/groups/{groupId}"
        | TOKEN => path.to_owned(),
        _ => path.split('/').take(4).collect::<Vec<_>>().join("/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_is_empty_until_its_window_ends() {
        let mut limits = Limits {
            per_window: 2,
            ..Limits::default()
        };
        assert_eq!(limits.take("a", 100).unwrap().remaining, 1);
        assert!(limits.take("a", 130).is_ok());
        let left = limits.take("a", 159).unwrap_err();
        assert_eq!((left.remaining, left.reset), (0, 160));
        assert!(limits.take("b", 159).is_ok());
        assert!(limits.take("a", 160).is_ok());
    }

    #[test]
    fn one_user_is_another_bucket_than_the_list() {
        let named = |id| bucket(operations::find(id).unwrap());
        assert_ne!(named("listUsers"), named("getUser"));
        assert_ne!(named("getUser"), named("updateUser"));
        assert_eq!(named("listGroups"), named("listGroupUsers"));
    }
}
