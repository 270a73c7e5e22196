//! Moments as people say them: `24h`, `yesterday`, `2026-09-01`, or exactly.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use crate::Error;
use crate::quote::quote;

/// The present, as the clock of this computer tells it: the one place that asks.
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// From when to when, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Not before.
    pub since: Timestamp,
    /// Before.
    pub until: Timestamp,
}

/// How far back it goes where nothing is said, as Okta has it.
const USUAL: SignedDuration = SignedDuration::from_hours(7 * 24);

impl Window {
    /// The window that is said; a day is meant from its beginning to its end.
    ///
    /// # Errors
    /// `invalid_input` with the forms that there are, or where it ends before it begins.
    pub fn of(since: Option<&str>, until: Option<&str>, now: Timestamp) -> Result<Self, Error> {
        let until = match until {
            Some(text) => moment("until", text, Edge::End, now)?,
            None => now,
        };
        let since = match since {
            Some(text) => moment("since", text, Edge::Start, now)?,
            None => until.checked_sub(USUAL).unwrap_or(until),
        };
        if since >= until {
            return Err(Error::invalid_input(format!(
                "`since` ({}) is not before `until` ({})",
                shown(since),
                shown(until)
            )));
        }
        Ok(Self { since, until })
    }
}

/// A moment as Okta takes it.
pub fn shown(moment: Timestamp) -> String {
    format!("{moment:.3}")
}

/// Which end of a day is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

fn moment(name: &str, text: &str, edge: Edge, now: Timestamp) -> Result<Timestamp, Error> {
    let text = text.trim();
    let today = now.to_zoned(TimeZone::UTC).date();
    let found = match text.to_lowercase().as_str() {
        "now" => Some(now),
        "today" => whole_day(today, edge),
        "yesterday" => today.yesterday().ok().and_then(|day| whole_day(day, edge)),
        ago => back(ago, now).or_else(|| exact(text, edge)),
    };
    found.ok_or_else(|| {
        Error::invalid_input(format!(
            "`{name}`: {} is no time; say 24h, 7d, 30m, today, yesterday, 2026-09-01 or 2026-09-01T08:00:00Z",
            quote(text)
        ))
    })
}

fn whole_day(day: Date, edge: Edge) -> Option<Timestamp> {
    let day = match edge {
        Edge::Start => day,
        Edge::End => day.tomorrow().ok()?,
    };
    Some(day.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

/// So much before now: a number and one of `m`, `h`, `d`, `w`.
fn back(text: &str, now: Timestamp) -> Option<Timestamp> {
    let text = text.strip_suffix("ago").unwrap_or(text).trim();
    let text = text.strip_prefix('-').unwrap_or(text);
    let unit = text.chars().last()?;
    let number: i64 = text.strip_suffix(unit)?.trim().parse().ok()?;
    let minutes = match unit {
        'm' => 1,
        'h' => 60,
        'd' => 24 * 60,
        'w' => 7 * 24 * 60,
        _ => return None,
    };
    let minutes = number
        .checked_mul(minutes)
        .filter(|it| (0..=10_000_000).contains(it))?;
    now.checked_sub(minutes.minutes()).ok()
}

/// A day, or a moment; in UTC where no offset is said.
fn exact(text: &str, edge: Edge) -> Option<Timestamp> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment);
    }
    if text.len() == "2026-09-01".len() {
        return whole_day(text.parse().ok()?, edge);
    }
    let moment: DateTime = text.parse().ok()?;
    Some(moment.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(since: Option<&str>, until: Option<&str>) -> String {
        let now = "2026-09-02T10:30:00Z".parse().unwrap();
        match Window::of(since, until, now) {
            Ok(window) => format!("{} {}", shown(window.since), shown(window.until)),
            Err(error) => error.message,
        }
    }

    #[test]
    fn people_say_moments_in_many_ways() {
        let until_now = "2026-09-02T10:30:00.000Z";
        for (since, begins) in [
            (None, "2026-08-26T10:30:00.000Z"),
            (Some("24h"), "2026-09-01T10:30:00.000Z"),
            (Some("7d"), "2026-08-26T10:30:00.000Z"),
            (Some("yesterday"), "2026-09-01T00:00:00.000Z"),
            (Some("2026-08-31"), "2026-08-31T00:00:00.000Z"),
            (Some("2026-09-01T08:00"), "2026-09-01T08:00:00.000Z"),
            (
                Some("2026-09-01T08:00:00+02:00"),
                "2026-09-01T06:00:00.000Z",
            ),
        ] {
            assert_eq!(window(since, None), format!("{begins} {until_now}"));
        }
        assert_eq!(
            window(Some("yesterday"), Some("yesterday")),
            "2026-09-01T00:00:00.000Z 2026-09-02T00:00:00.000Z"
        );
    }

    #[test]
    fn what_is_no_moment_is_refused_with_the_forms() {
        assert!(window(Some("last tuesday"), None).contains("24h"));
        assert!(window(Some("99999999999999999d"), None).contains("24h"));
        assert!(window(Some("1h"), Some("2h")).contains("not before"));
    }
}
