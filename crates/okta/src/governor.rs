//! The pace: how many requests at once, and how long a 429 is waited out.

use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

/// How often one request is repeated after a 429.
pub const PATIENCE: u32 = 3;

/// Keeps the requests of one connection apart.
#[derive(Debug)]
pub struct Governor {
    places: Semaphore,
}

impl Governor {
    /// A governor that lets so many requests go at once.
    pub fn new(concurrency: usize) -> Self {
        Self {
            places: Semaphore::new(concurrency.max(1)),
        }
    }

    /// Waits for a place.
    pub async fn place(&self) -> SemaphorePermit<'_> {
        self.places
            .acquire()
            .await
            .expect("the semaphore is never closed")
    }
}

/// What a 429 says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// `x-rate-limit-limit`; 0 where the limit is on requests at once.
    pub size: Option<u64>,
    /// `x-rate-limit-reset`, in seconds since the epoch.
    pub reset: Option<i64>,
    /// Okta's clock: the answer's `Date`, else our own.
    pub now: i64,
}

impl Limit {
    /// Whether it is the limit on requests at once.
    pub fn is_concurrent(self) -> bool {
        self.size == Some(0)
    }

    /// How long until the limit renews: the reset minus Okta's clock, and a second for its rounding.
    /// A limit on requests at once is over as soon as others end, so its waits only grow by attempt.
    pub fn wait(self, attempt: u32) -> Duration {
        if self.is_concurrent() {
            return Duration::from_millis(500 << attempt.min(5));
        }
        let until = self.reset.map_or(1, |reset| reset.saturating_sub(self.now));
        Duration::from_secs(u64::try_from(until).unwrap_or(0).saturating_add(1))
    }

    /// Whether waiting that long makes sense.
    pub fn is_worth_waiting(self, attempt: u32, longest: Duration) -> bool {
        attempt < PATIENCE && self.wait(attempt) <= longest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONGEST: Duration = Duration::from_secs(65);

    #[test]
    fn a_wait_is_the_reset_minus_the_servers_own_clock() {
        let limit = Limit {
            size: Some(50),
            reset: Some(1_010),
            now: 1_000,
        };
        assert_eq!(limit.wait(0), Duration::from_secs(11));
        assert!(limit.is_worth_waiting(0, LONGEST));
        assert!(!limit.is_worth_waiting(PATIENCE, LONGEST));
    }

    #[test]
    fn a_reset_far_away_or_long_past_is_not_believed() {
        let far = Limit {
            size: Some(50),
            reset: Some(i64::MAX),
            now: 0,
        };
        assert!(!far.is_worth_waiting(0, LONGEST));
        let past = Limit {
            size: Some(50),
            reset: Some(0),
            now: i64::MAX,
        };
        assert_eq!(past.wait(0), Duration::from_secs(1));
    }

    #[test]
    fn the_limit_on_requests_at_once_has_growing_waits() {
        let limit = Limit {
            size: Some(0),
            reset: Some(60),
            now: 0,
        };
        assert!(limit.wait(1) > limit.wait(0));
        assert!(limit.wait(u32::MAX) <= Duration::from_secs(16));
    }
}
