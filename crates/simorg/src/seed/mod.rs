//! The organisation `acme` as it begins: the same for the same number.

mod apps;
mod crowd;
mod customized;
mod groups;
mod history;
mod people;

use jiff::{SignedDuration, Timestamp};

use crate::dice::Dice;
use crate::directory::Directory;
use crate::log::Log;
use crate::settings::Settings;
use crate::state::State;

/// The password of everybody who has one.
const PASSWORD: &str = "Welcome2Acme";

/// What a seed grows into.
#[derive(Debug)]
pub struct Seeded {
    /// People, groups, roles.
    pub directory: Directory,
    /// What happened in the last days.
    pub log: Log,
}

/// Grows the organisation. When people were hired is fixed; when they signed in last is counted back
/// from `now`, so that an organisation is never stale.
pub fn plant(settings: &Settings, now: Timestamp) -> Seeded {
    let mut dice = Dice::new(settings.seed);
    let mut directory = Directory::default();
    groups::plant(&mut directory);
    people::plant(&mut directory, settings.users, now);
    let rest = settings.users.saturating_sub(directory.users.len());
    crowd::plant(&mut directory, &mut dice, rest, now);
    groups::fill(&mut directory);
    groups::appoint(&mut directory);
    let log = history::write(&directory, &mut dice, settings.events, now);
    Seeded { directory, log }
}

/// Puts the applications into an organisation that has its people and groups.
pub fn apps(state: &mut State) {
    apps::plant(state);
}

/// Puts into an organisation what Acme made itself beside that.
pub fn customized(state: &mut State) {
    customized::plant(state);
}

/// When Acme's organisation was made: 4 March 2019, nine in the morning.
pub fn birth() -> Timestamp {
    Timestamp::from_second(1_551_690_000).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// So many days after Acme's birth, at some minute of the day.
fn days_after_birth(days: i64, minutes: i64) -> Timestamp {
    let later = SignedDuration::from_secs(days * 86_400 + minutes * 60);
    birth().checked_add(later).unwrap_or_else(|_| birth())
}

/// So many days before a time, at some minute of the day.
fn days_before(now: Timestamp, days: i64, minutes: i64) -> Timestamp {
    let earlier = SignedDuration::from_secs(days * 86_400 + minutes * 60);
    now.checked_sub(earlier).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_grows_the_same_organisation() {
        let now = Timestamp::from_second(1_790_000_000).unwrap();
        let grow = |seed| plant(&Settings::default().seed(seed), now).directory;
        let ids = |directory: &Directory| directory.users.keys().cloned().collect::<Vec<_>>();
        assert_eq!(ids(&grow(3)), ids(&grow(3)));
        assert_ne!(ids(&grow(3)), ids(&grow(4)));
        assert_eq!(grow(3).users.len(), 300);
    }

    #[test]
    fn logins_are_unique_in_a_large_organisation() {
        let now = Timestamp::from_second(1_790_000_000).unwrap();
        let directory = plant(&Settings::default().users(12_000), now).directory;
        let logins: std::collections::BTreeSet<&str> = directory
            .users
            .values()
            .map(crate::user::User::login)
            .collect();
        assert_eq!((directory.users.len(), logins.len()), (12_000, 12_000));
        assert!(
            directory
                .users
                .keys()
                .all(|id| operations::id::looks_like(id, "00u"))
        );
    }
}
