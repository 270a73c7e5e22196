//! Okta's clock, as far as its `Date` headers tell.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// This machine's clock, corrected by what Okta's answers say the time is.
#[derive(Debug, Default)]
pub struct Clock {
    /// Okta's clock minus ours, in seconds.
    skew: AtomicI64,
}

impl Clock {
    /// Seconds since the epoch, by Okta's clock.
    pub fn now(&self) -> i64 {
        Timestamp::now().as_second() + self.skew()
    }

    /// Okta's clock minus ours, in seconds. `Date` counts whole seconds and the answer takes time, so
    /// a second or two mean nothing.
    pub fn skew(&self) -> i64 {
        self.skew.load(Ordering::Relaxed)
    }

    /// Learns from a `Date` header.
    pub fn learn(&self, date: i64) {
        let skew = date - Timestamp::now().as_second();
        let meaningful = if skew.abs() > 1 { skew } else { 0 };
        self.skew.store(meaningful, Ordering::Relaxed);
    }
}
