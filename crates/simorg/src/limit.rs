//! Rate limits: a bucket for each group of endpoints, a window of sixty seconds for each bucket.

use std::collections::HashMap;

use operations::{Method, Operation};

use crate::answer::Answer;

const WINDOW: i64 = 60;
/// The bucket of the token endpoint.
pub const TOKEN: &str = "/oauth2/v1/token";
/// How many requests a bucket takes in a minute: the last published defaults of a workforce
/// organisation. The longest beginning counts. That governance counts like the rest is a guess.
const DEFAULTS: [(&str, u64); 13] = [
    ("GET /api/v1/users/{id}", 2000),
    ("/api/v1/users/{id}", 600),
    ("/api/v1/users", 600),
    ("/api/v1/logs", 120),
    ("/api/v1/apps/{appId}", 500),
    ("/api/v1/apps", 100),
    ("/api/v1/groups/{groupId}", 1000),
    ("/api/v1/groups", 500),
    ("/api/v1/devices", 100),
    ("/oauth2/v1/clients", 100),
    ("/oauth2/v1", 2000),
    ("/api/v1", 1200),
    ("", 1200),
];
/// The part of a bucket that one app may take, in per cent, unless an administrator moves it.
const SHARE: u64 = 50;
/// How many requests may be under way at once in a workforce organisation.
const AT_ONCE: usize = 75;

/// The buckets and what was taken from them.
#[derive(Debug)]
pub struct Limits {
    /// How many requests every bucket takes in a window, where a fault says so; the token endpoint
    /// keeps its own, so that a test of limits can sign in.
    pub per_window: Option<u64>,
    /// The part of a bucket that the app may take, in per cent.
    pub share: u64,
    /// How many requests may be under way at once.
    pub at_once: usize,
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
            per_window: None,
            share: SHARE,
            at_once: AT_ONCE,
            windows: HashMap::new(),
        }
    }
}

impl Limits {
    /// How many requests the app may take from a bucket in a window: what the headers show.
    pub fn of(&self, bucket: &str) -> u64 {
        if let Some(limit) = self.per_window.filter(|_| bucket != TOKEN) {
            return limit;
        }
        let whole = DEFAULTS.iter().find(|(start, _)| bucket.starts_with(start));
        whole.map_or(0, |(_, limit)| limit * self.share / 100)
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
            per_window: Some(2),
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
    fn a_bucket_gives_an_app_its_share_of_the_published_limit() {
        let limits = Limits::default();
        let of = |id| limits.of(&bucket(operations::find(id).unwrap()));
        let ids = [
            "listUsers",
            "getUser",
            "listLogEvents",
            "listApplications",
            "listNetworkZones",
        ];
        assert_eq!(ids.map(of), [300, 1000, 60, 50, 600]);
        assert_eq!(limits.of(TOKEN), 1000);
    }

    #[test]
    fn one_user_is_another_bucket_than_the_list() {
        let named = |id| bucket(operations::find(id).unwrap());
        assert_ne!(named("listUsers"), named("getUser"));
        assert_ne!(named("getUser"), named("updateUser"));
        assert_eq!(named("listGroups"), named("listGroupUsers"));
    }
}
