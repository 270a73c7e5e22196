//! The people whom every organisation has, whatever its number: tests and examples name them.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{PASSWORD, days_after_birth, days_before};
use crate::directory::Directory;
use crate::id;
use crate::schema::USER_TYPE;
use crate::user::{Secret, Source, Status, User};

/// A person by hand: first name, last name, login before the `@`, department, title, manager's login.
type Person = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const PEOPLE: [Person; 30] = [
    (
        "Ada",
        "Lovelace",
        "ada",
        "Engineering",
        "Principal Engineer",
        "grace",
    ),
    (
        "Grace",
        "Hopper",
        "grace",
        "Engineering",
        "VP Engineering",
        "olivia.stone",
    ),
    (
        "Olivia",
        "Stone",
        "olivia.stone",
        "Executive",
        "Chief Executive Officer",
        "",
    ),
    (
        "Sam",
        "Lee",
        "sam.lee",
        "Sales",
        "Account Executive",
        "priya.raman",
    ),
    (
        "Sam",
        "Lee",
        "samantha.lee",
        "Support",
        "Support Engineer",
        "tomas.novak",
    ),
    (
        "Priya",
        "Raman",
        "priya.raman",
        "Sales",
        "Head of Sales",
        "olivia.stone",
    ),
    (
        "Tomas",
        "Novak",
        "tomas.novak",
        "Support",
        "Head of Support",
        "grace",
    ),
    (
        "Maeve",
        "O'Hara",
        "maeve.ohara",
        "Legal",
        "General Counsel",
        "olivia.stone",
    ),
    (
        "Jürgen",
        "Müller",
        "juergen.mueller",
        "Finance",
        "Controller",
        "ines.duarte",
    ),
    (
        "Ines",
        "Duarte",
        "ines.duarte",
        "Finance",
        "Chief Financial Officer",
        "olivia.stone",
    ),
    (
        "伟",
        "王",
        "wei.wang",
        "Engineering",
        "Site Reliability Engineer",
        "ada",
    ),
    (
        "Noor",
        "Haddad",
        "noor.haddad",
        "IT",
        "Identity Administrator",
        "marcus.webb",
    ),
    ("Marcus", "Webb", "marcus.webb", "IT", "Head of IT", "grace"),
    (
        "Lena",
        "Fischer",
        "lena.fischer",
        "Marketing",
        "Brand Manager",
        "kofi.mensah",
    ),
    (
        "Kofi",
        "Mensah",
        "kofi.mensah",
        "Marketing",
        "Head of Marketing",
        "olivia.stone",
    ),
    (
        "Yuki",
        "Tanaka",
        "yuki.tanaka",
        "Engineering",
        "Software Engineer",
        "ada",
    ),
    (
        "Diego",
        "Alvarez",
        "diego.alvarez",
        "Sales",
        "Sales Engineer",
        "priya.raman",
    ),
    (
        "Hanna",
        "Lindqvist",
        "hanna.lindqvist",
        "People",
        "Head of People",
        "olivia.stone",
    ),
    (
        "Oscar",
        "Bergman",
        "oscar.bergman",
        "People",
        "Recruiter",
        "hanna.lindqvist",
    ),
    (
        "Fatima",
        "Zahra",
        "fatima.zahra",
        "Security",
        "Security Analyst",
        "rosa.klein",
    ),
    (
        "Rosa",
        "Klein",
        "rosa.klein",
        "Security",
        "Head of Security",
        "grace",
    ),
    (
        "Ben",
        "Carter",
        "ben.carter",
        "Support",
        "Support Engineer",
        "tomas.novak",
    ),
    (
        "Chloe",
        "Dubois",
        "chloe.dubois",
        "Finance",
        "Accountant",
        "juergen.mueller",
    ),
    (
        "Ivan",
        "Petrov",
        "ivan.petrov",
        "Engineering",
        "Contractor",
        "ada",
    ),
    (
        "Nina",
        "Kowalska",
        "nina.kowalska",
        "Marketing",
        "Designer",
        "kofi.mensah",
    ),
    (
        "Leo",
        "Rossi",
        "leo.rossi",
        "Sales",
        "Account Executive",
        "priya.raman",
    ),
    (
        "Amara",
        "Okafor",
        "amara.okafor",
        "Legal",
        "Paralegal",
        "maeve.ohara",
    ),
    (
        "Erik",
        "Johansson",
        "erik.johansson",
        "Finance",
        "Analyst",
        "ines.duarte",
    ),
    (
        "Mia",
        "Thompson",
        "mia.thompson",
        "IT",
        "Help Desk Technician",
        "marcus.webb",
    ),
    (
        "Paulo",
        "Costa",
        "paulo.costa",
        "Engineering",
        "Software Engineer",
        "ada",
    ),
];

/// Those who are not ACTIVE.
const STATUSES: [(&str, Status); 8] = [
    ("oscar.bergman", Status::Staged),
    ("yuki.tanaka", Status::Provisioned),
    ("ivan.petrov", Status::Suspended),
    ("ben.carter", Status::LockedOut),
    ("chloe.dubois", Status::PasswordExpired),
    ("nina.kowalska", Status::Recovery),
    ("leo.rossi", Status::Deprovisioned),
    ("paulo.costa", Status::Deprovisioned),
];

/// Those whose record an Active Directory keeps, and their passwords with it: half of all.
const FROM_DIRECTORY: [&str; 15] = [
    "amara.okafor",
    "diego.alvarez",
    "erik.johansson",
    "fatima.zahra",
    "hanna.lindqvist",
    "ines.duarte",
    "juergen.mueller",
    "kofi.mensah",
    "lena.fischer",
    "maeve.ohara",
    "mia.thompson",
    "priya.raman",
    "rosa.klein",
    "tomas.novak",
    "wei.wang",
];

/// Puts the first people into the organisation, at most so many.
pub fn plant(directory: &mut Directory, most: usize, now: Timestamp) {
    for (number, person) in PEOPLE.iter().take(most).enumerate() {
        let user = grow(directory, number, person, now);
        directory.users.insert(user.id.clone(), user);
    }
    let managers: Vec<(String, String)> = PEOPLE
        .iter()
        .filter_map(|(.., login, _, _, manager)| {
            let user = directory.find_user(login)?;
            let manager = directory.find_user(&format!("{manager}@acme.example"))?;
            Some((user.id.clone(), manager.id.clone()))
        })
        .collect();
    for (user, manager) in managers {
        assign(directory, &user, &manager);
    }
}

/// Notes whose manager is who.
pub fn assign(directory: &mut Directory, user: &str, manager: &str) {
    let Some(name) = directory.users.get(manager).map(User::name) else {
        return;
    };
    if let Some(user) = directory.users.get_mut(user) {
        user.profile.insert("managerId".to_owned(), json!(manager));
        user.profile.insert("manager".to_owned(), json!(name));
    }
}

fn grow(directory: &Directory, number: usize, person: &Person, now: Timestamp) -> User {
    let (first, last, login, ..) = person;
    let status = STATUSES.iter().find(|(who, _)| who == login);
    let status = status.map_or(Status::Active, |(_, status)| *status);
    let count = i64::try_from(number).unwrap_or(0);
    let created = days_after_birth(count * 61, count * 37);
    let active = (status != Status::Staged).then_some(created);
    let came = ![Status::Staged, Status::Provisioned].contains(&status);
    // Names that no id can spell are told by their logins.
    let name = format!("{first}{last}");
    let name = if name.is_ascii() {
        name
    } else {
        (*login).to_owned()
    };
    let source = if FROM_DIRECTORY.contains(login) {
        Source::ActiveDirectory
    } else {
        Source::Okta
    };
    // Under delegated authentication Okta knows no password.
    let knows = came && source == Source::Okta;
    User {
        kind: USER_TYPE.to_owned(),
        realm: None,
        id: id::readable("00u", &name, |id| directory.users.contains_key(id)),
        status,
        created,
        activated: active,
        status_changed: active,
        last_login: came.then(|| days_before(now, count % 9, 90 + count * 11)),
        last_updated: created,
        password_changed: knows.then_some(created),
        profile: profile(number, person),
        password: knows
            .then(|| Secret::new(PASSWORD))
            .filter(|_| status != Status::Deprovisioned),
        question: None,
        source,
    }
}

fn profile(number: usize, person: &Person) -> Map<String, Value> {
    let (first, last, login, department, title, _) = person;
    let address = format!("{login}@acme.example");
    let colours = ["blue", "green", "white"];
    let mut profile = Map::new();
    let mut put = |name: &str, value: Value| profile.insert(name.to_owned(), value);
    put("firstName", json!(first));
    put("lastName", json!(last));
    put("displayName", json!(format!("{first} {last}")));
    put("login", json!(address));
    put("email", json!(address));
    put("department", json!(department));
    put("title", json!(title));
    put("employeeNumber", json!(format!("A{:04}", 1001 + number)));
    put(
        "city",
        json!(["London", "Berlin", "New York", "Lisbon"][number % 4]),
    );
    put("countryCode", json!(["GB", "DE", "US", "PT"][number % 4]));
    put("floor", json!(number % 5 + 1));
    put("contractor", json!(*title == "Contractor"));
    put("badgeColor", json!(colours[number % 3]));
    put(
        "hireDate",
        json!(format!(
            "20{:02}-{:02}-01",
            19 + number / 6,
            number % 12 + 1
        )),
    );
    if number.is_multiple_of(3) {
        put("skills", json!(["Rust", "Incident response"]));
        put(
            "mobilePhone",
            json!(format!("+44 20 7946 0{:03}", 100 + number)),
        );
    }
    profile
}
