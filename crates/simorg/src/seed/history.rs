//! What happened before the organisation was started: sign-ins, mostly.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::directory::Directory;
use crate::log::{Client, Event, Log};
use crate::user::{Status, User};

/// How far back the log tells of sign-ins, in days.
const DAYS: i64 = 7;
const BROWSER: &str =
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
/// Places and the addresses there (RFC 5737 documentation ranges).
const PLACES: [(&str, &str, &str, f64, f64, &str); 4] = [
    (
        "London",
        "England",
        "United Kingdom",
        51.5,
        -0.12,
        "192.0.2.",
    ),
    ("Berlin", "Berlin", "Germany", 52.52, 13.4, "198.51.100."),
    (
        "New York",
        "New York",
        "United States",
        40.71,
        -74.0,
        "203.0.113.",
    ),
    ("Lisbon", "Lisbon", "Portugal", 38.72, -9.14, "192.0.2."),
];

/// Something that happened.
struct Moment {
    at: Timestamp,
    name: &'static str,
    user: String,
    failure: Option<&'static str>,
}

/// Writes the log of the last days: each last sign-in, each lock-out, and `extra` events from the dice.
pub fn write(directory: &Directory, dice: &mut Dice, extra: usize, now: Timestamp) -> Log {
    let horizon = now
        .checked_sub(SignedDuration::from_hours(24 * DAYS))
        .unwrap_or(now);
    let mut moments = Vec::new();
    for user in directory.users.values() {
        if let Some(at) = user.last_login.filter(|at| *at > horizon) {
            moments.push(happened(at, "user.session.start", user, None));
        }
        if user.status == Status::LockedOut {
            let at = now
                .checked_sub(SignedDuration::from_hours(2))
                .unwrap_or(now);
            moments.push(happened(at, "user.account.lock", user, None));
        }
    }
    let users: Vec<&User> = directory
        .users
        .values()
        .filter(|user| user.status == Status::Active)
        .collect();
    let extra = if users.is_empty() { 0 } else { extra };
    for _ in 0..extra {
        moments.push(chance(dice, &users, now));
    }
    moments.sort_by_key(|moment| moment.at);
    let mut log = Log::default();
    for moment in moments {
        tell(&mut log, directory, dice, &moment);
    }
    log
}

fn happened(
    at: Timestamp,
    name: &'static str,
    user: &User,
    failure: Option<&'static str>,
) -> Moment {
    Moment {
        at,
        name,
        user: user.id.clone(),
        failure,
    }
}

fn chance(dice: &mut Dice, users: &[&User], now: Timestamp) -> Moment {
    let seconds = i64::try_from(dice.below(86_400 * 7)).unwrap_or(0);
    let at = now
        .checked_sub(SignedDuration::from_secs(seconds))
        .unwrap_or(now);
    let user = dice.pick(users);
    match dice.below(10) {
        0 => happened(at, "user.session.start", user, Some("INVALID_CREDENTIALS")),
        1..=4 => happened(at, "user.authentication.sso", user, None),
        5 => happened(at, "policy.evaluate_sign_on", user, None),
        _ => happened(at, "user.session.start", user, None),
    }
}

fn tell(log: &mut Log, directory: &Directory, dice: &mut Dice, moment: &Moment) {
    let Some(user) = directory.users.get(&moment.user) else {
        return;
    };
    let (city, state, country, lat, lon, net) = *dice.pick(&PLACES);
    let (uuid, transaction) = (dice.uuid(), dice.hex(32));
    let target: Value = user.target();
    let event = Event {
        name: moment.name,
        uuid: &uuid,
        actor: json!({
            "id": user.id,
            "type": "User",
            "alternateId": user.login(),
            "displayName": user.name(),
            "detailEntry": null,
        }),
        client: Client {
            id: None,
            ip: format!("{net}{}", dice.below(250) + 1),
            agent: BROWSER.to_owned(),
            place: Some((city, state, country, lat, lon)),
        },
        targets: &[target],
        transaction: &transaction,
        uri: "/idp/idx/identify",
        failure: moment.failure,
    };
    log.push(&event, moment.at);
}
