//! The organisation's clock, which a fault can set ahead.

use jiff::{SignedDuration, Timestamp};

/// The time as the organisation sees it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    offset: SignedDuration,
    stopped: Option<Timestamp>,
}

impl Clock {
    /// A clock that many seconds ahead of the machine's (behind it, where negative).
    pub fn ahead_by(seconds: i64) -> Self {
        // Ten years either way: beyond that a timestamp might not exist.
        let bound = 315_360_000;
        Self {
            offset: SignedDuration::from_secs(seconds.clamp(-bound, bound)),
            stopped: None,
        }
    }

    /// The clock that many seconds further ahead.
    pub fn turned(self, seconds: i64) -> Self {
        Self::ahead_by(self.offset.as_secs().saturating_add(seconds))
    }

    /// A clock that stands at that moment.
    pub fn stopped_at(at: Timestamp) -> Self {
        Self {
            offset: SignedDuration::ZERO,
            stopped: Some(at),
        }
    }

    /// Now.
    pub fn now(self) -> Timestamp {
        let now = self.stopped.unwrap_or_else(Timestamp::now);
        now.checked_add(self.offset).unwrap_or(now)
    }
}

/// A time as Okta writes resource times: whole seconds, `.000Z`.
pub fn whole_seconds(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string()
}

/// A time as Okta writes event times: milliseconds.
pub fn milliseconds(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// A time in a query: an instant, or a bare date meaning its first moment in UTC.
pub fn parse(text: &str) -> Option<Timestamp> {
    if let Ok(time) = text.parse::<Timestamp>() {
        return Some(time);
    }
    if let Ok(date) = text.parse::<jiff::civil::Date>() {
        return Some(date.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp());
    }
    let local = text.parse::<jiff::civil::DateTime>().ok()?;
    Some(local.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_okta_writes_them() {
        let time = Timestamp::from_millisecond(1_700_000_000_123).unwrap();
        assert_eq!(whole_seconds(time), "2023-11-14T22:13:20.000Z");
        assert_eq!(milliseconds(time), "2023-11-14T22:13:20.123Z");
    }

    #[test]
    fn a_date_alone_is_its_first_moment() {
        let day = parse("2024-02-03").unwrap();
        assert_eq!(whole_seconds(day), "2024-02-03T00:00:00.000Z");
        assert!(parse("yesterday").is_none());
    }
}
