//! Everybody else: names, departments and dates from the dice.

use std::collections::HashSet;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{PASSWORD, days_after_birth, days_before};
use crate::dice::Dice;
use crate::directory::Directory;
use crate::id;
use crate::schema::USER_TYPE;
use crate::user::{Secret, Source, Status, User};

const FIRST: [&str; 48] = [
    "Aisha", "Alex", "Anna", "Antoine", "Bianca", "Boris", "Camille", "Carlos", "Dana", "David",
    "Elena", "Emil", "Esther", "Felix", "Gabriela", "George", "Hiro", "Ida", "Isaac", "Jamal",
    "Jana", "Jonas", "Karen", "Karim", "Laura", "Liam", "Lucia", "Malik", "Marta", "Mateo",
    "Naomi", "Nikhil", "Nora", "Omar", "Pavel", "Petra", "Quinn", "Rania", "Ravi", "Sara", "Sofia",
    "Stefan", "Tara", "Theo", "Uma", "Victor", "Wanda", "Zoe",
];
const LAST: [&str; 48] = [
    "Abbott", "Ahmed", "Andersen", "Baker", "Bauer", "Bianchi", "Brandt", "Castro", "Chen",
    "Clarke", "Cohen", "Davies", "Diaz", "Eriksen", "Evans", "Ferrari", "Garcia", "Gupta",
    "Hansen", "Horvat", "Ibrahim", "Iyer", "Jansen", "Kaya", "Kim", "Kumar", "Laurent", "Lopez",
    "Martin", "Meyer", "Moreau", "Nakamura", "Nguyen", "Olsen", "Park", "Patel", "Popescu",
    "Quiroga", "Reyes", "Rossi", "Sato", "Schmidt", "Silva", "Singh", "Taylor", "Vargas", "Weber",
    "Yilmaz",
];
/// Departments, the titles in them, and who heads them.
const DEPARTMENTS: [(&str, &[&str], &str); 9] = [
    (
        "Engineering",
        &["Software Engineer", "Senior Engineer", "Test Engineer"],
        "ada",
    ),
    (
        "Sales",
        &["Account Executive", "Sales Engineer", "Sales Associate"],
        "priya.raman",
    ),
    (
        "Support",
        &["Support Engineer", "Support Specialist"],
        "tomas.novak",
    ),
    (
        "Marketing",
        &["Campaign Manager", "Designer", "Writer"],
        "kofi.mensah",
    ),
    ("Finance", &["Accountant", "Analyst"], "ines.duarte"),
    (
        "People",
        &["Recruiter", "People Partner"],
        "hanna.lindqvist",
    ),
    (
        "IT",
        &["Systems Administrator", "Help Desk Technician"],
        "marcus.webb",
    ),
    (
        "Security",
        &["Security Analyst", "Security Engineer"],
        "rosa.klein",
    ),
    ("Legal", &["Counsel", "Paralegal"], "maeve.ohara"),
];
const CITIES: [(&str, &str); 6] = [
    ("London", "GB"),
    ("Berlin", "DE"),
    ("New York", "US"),
    ("Lisbon", "PT"),
    ("Paris", "FR"),
    ("Singapore", "SG"),
];

/// Puts so many more people into the organisation.
pub fn plant(directory: &mut Directory, dice: &mut Dice, count: usize, now: Timestamp) {
    let mut logins: HashSet<String> = directory
        .users
        .values()
        .map(|user| user.login().to_owned())
        .collect();
    let heads: Vec<Option<(String, String)>> = DEPARTMENTS
        .iter()
        .map(|(.., head)| {
            let head = directory.find_user(&format!("{head}@acme.example"))?;
            Some((head.id.clone(), head.name()))
        })
        .collect();
    for number in 0..count {
        let (first, last) = (*dice.pick(&FIRST), *dice.pick(&LAST));
        let login = login(first, last, &logins);
        logins.insert(login.clone());
        let at = dice.below(DEPARTMENTS.len());
        let mut profile = profile(dice, (first, last), &login, at);
        if let Some((id, name)) = heads.get(at).and_then(Option::as_ref) {
            profile.insert("managerId".to_owned(), json!(id));
            profile.insert("manager".to_owned(), json!(name));
        }
        let taken = |id: &str| directory.users.contains_key(id);
        let id = id::readable("00u", &format!("{first}{last}"), taken);
        let user = sourced(grow(dice, id, profile, now), number);
        directory.users.insert(user.id.clone(), user);
    }
}

/// `first.last@acme.example`, numbered from the second of that name on.
fn login(first: &str, last: &str, taken: &HashSet<String>) -> String {
    let name = format!("{}.{}", first.to_lowercase(), last.to_lowercase());
    let plain = format!("{name}@acme.example");
    if !taken.contains(&plain) {
        return plain;
    }
    (2..=taken.len() + 2)
        .map(|number| format!("{name}{number}@acme.example"))
        .find(|login| !taken.contains(login))
        .unwrap_or(plain)
}

fn profile(
    dice: &mut Dice,
    (first, last): (&str, &str),
    login: &str,
    at: usize,
) -> Map<String, Value> {
    let (department, titles, _) = DEPARTMENTS[at % DEPARTMENTS.len()];
    let (city, country) = *dice.pick(&CITIES);
    let contractor = dice.once_in(12);
    let mut profile = Map::new();
    let mut put = |name: &str, value: Value| profile.insert(name.to_owned(), value);
    put("firstName", json!(first));
    put("lastName", json!(last));
    put("displayName", json!(format!("{first} {last}")));
    put("login", json!(login));
    put("email", json!(login));
    put("department", json!(department));
    put("title", json!(dice.pick(titles)));
    put(
        "employeeNumber",
        json!(format!("B{:05}", dice.below(100_000))),
    );
    put("city", json!(city));
    put("countryCode", json!(country));
    put("contractor", json!(contractor));
    if dice.once_in(2) {
        put("badgeColor", json!(if contractor { "red" } else { "blue" }));
        put("floor", json!(dice.below(6) + 1));
    }
    profile
}

fn grow(dice: &mut Dice, id: String, profile: Map<String, Value>, now: Timestamp) -> User {
    let status = status(dice);
    // Hired until the end of 2024: fixed, so that a list of people reads the same tomorrow.
    let hired = i64::try_from(dice.below(2100)).unwrap_or(0);
    let created = days_after_birth(hired, i64::try_from(dice.below(600)).unwrap_or(0));
    let active = (status != Status::Staged).then_some(created);
    let came = ![Status::Staged, Status::Provisioned].contains(&status);
    // One in eight has not been here for months, and some never were.
    let away = if dice.once_in(8) {
        90 + dice.below(500)
    } else {
        dice.below(20)
    };
    let seen = days_before(
        now,
        i64::try_from(away).unwrap_or(0),
        i64::try_from(dice.below(1440)).unwrap_or(0),
    );
    let never = dice.once_in(40);
    User {
        kind: USER_TYPE.to_owned(),
        realm: None,
        id,
        status,
        created,
        activated: active,
        status_changed: active,
        last_login: (came && !never).then(|| seen.max(created)),
        last_updated: created,
        password_changed: came.then_some(created),
        profile,
        password: came
            .then(|| Secret::new(PASSWORD))
            .filter(|_| status != Status::Deprovisioned),
        question: None,
        source: Source::Okta,
    }
}

/// Every second one comes from Active Directory, where Okta does not keep the password itself: what says
/// something about a password of Okta's own is left to the others.
fn sourced(user: User, number: usize) -> User {
    let is_about_password = [
        Status::Staged,
        Status::Provisioned,
        Status::PasswordExpired,
        Status::Recovery,
        Status::LockedOut,
    ];
    if number.is_multiple_of(2) || is_about_password.contains(&user.status) {
        return user;
    }
    User {
        source: Source::ActiveDirectory,
        password: None,
        password_changed: None,
        ..user
    }
}

fn status(dice: &mut Dice) -> Status {
    match dice.below(100) {
        0..=1 => Status::Staged,
        2..=4 => Status::Provisioned,
        5..=6 => Status::Suspended,
        7 => Status::LockedOut,
        8..=9 => Status::PasswordExpired,
        10 => Status::Recovery,
        11..=15 => Status::Deprovisioned,
        _ => Status::Active,
    }
}
