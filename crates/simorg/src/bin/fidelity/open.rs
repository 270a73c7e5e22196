//! Open maps: objects whose member names are made by people or come with a product.
//!
//! The recorded organisations have attributes that nobody can guess. A name in such a map counts only
//! where Okta declares it or the cassette wrote it; the others are counted as put aside. Where Okta's
//! schema says `additionalProperties` of a map of names, it stands here.

/// Which member names count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Every one: the map is not open.
    All,
    /// These, and those that the cassette wrote.
    These(&'static [&'static str]),
    /// Every one but these, which only tell what is in an open map beside them.
    But(&'static [&'static str]),
}

struct Open {
    /// A part of the operation's path.
    under: &'static str,
    /// Where in the body, from any depth.
    at: &'static str,
    names: Names,
}

/// The attributes with which every user type is born.
const USER: &[&str] = &[
    "city",
    "costCenter",
    "countryCode",
    "department",
    "displayName",
    "division",
    "email",
    "employeeNumber",
    "firstName",
    "honorificPrefix",
    "honorificSuffix",
    "lastName",
    "locale",
    "login",
    "manager",
    "managerId",
    "middleName",
    "mobilePhone",
    "nickName",
    "organization",
    "postalAddress",
    "preferredLanguage",
    "primaryPhone",
    "profileUrl",
    "secondEmail",
    "state",
    "streetAddress",
    "timezone",
    "title",
    "userType",
    "zipCode",
];

/// The first row that fits decides.
const MAPS: &[Open] = &[
    // A factor's profile depends on its type alone.
    row("/factors", "profile", Names::All),
    // Attributes of people: the base ones are declared, the rest are each organisation's own.
    row("", "user.profile", Names::These(USER)),
    row("/groups/{groupId}/users", "profile", Names::These(USER)),
    row("/api/v1/users", "profile", Names::These(USER)),
    // Attributes of groups; a directory's groups bring the directory's.
    row(
        "/api/v1/groups",
        "profile",
        Names::These(&["name", "description"]),
    ),
    // What an app knows of its users and groups is the app's, and so is what it knows of itself.
    row("/api/v1/apps", "profile", Names::These(&[])),
    row("/api/v1/idps", "profile", Names::These(&[])),
    row("/api/v1/apps", "settings.app", Names::These(&[])),
    // One member for each icon, named after the app.
    row("/api/v1/apps", "visibility.appLinks", Names::These(&[])),
    // Attributes again, as a schema defines them.
    row(
        "/meta/schemas",
        "definitions.custom.properties",
        Names::These(&[]),
    ),
    // The list of what must be there stands beside the attributes where there are any at all, also
    // those of others: so in each of 1,322 recorded schemas.
    row(
        "/meta/schemas",
        "definitions.custom",
        Names::But(&["required"]),
    ),
    row(
        "/meta/schemas/apps",
        "definitions.base.properties",
        Names::These(&["userName"]),
    ),
    // And as a mapping fills them.
    row("/api/v1/mappings", "properties", Names::These(&[])),
    // By the language of the text.
    row("/api/v1/templates/sms", "translations", Names::These(&[])),
    // By the id of the group.
    row("", "_embedded.groupIdToGroupNameMap", Names::These(&[])),
    // By the kind of event.
    row("/api/v1/logs", "debugContext.debugData", Names::These(&[])),
    row("/api/v1/logs", "detailEntry", Names::These(&[])),
    row("/api/v1/logs", "transaction.detail", Names::These(&[])),
];

const fn row(under: &'static str, at: &'static str, names: Names) -> Open {
    Open { under, at, names }
}

/// Which member names count at a place of an operation's body.
pub fn names(operation: &str, place: &str) -> Names {
    let fits = |open: &&Open| {
        let inside = place.strip_suffix(open.at);
        operation.contains(open.under)
            && inside.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    MAPS.iter().find(fits).map_or(Names::All, |open| open.names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_row_that_fits_decides() {
        let user = names("/api/v1/users/{id}", "profile");
        assert_eq!(user, Names::These(USER));
        assert_eq!(names("/api/v1/users", "[].profile"), user);
        assert_eq!(
            names("/api/v1/users/{userId}/factors", "profile"),
            Names::All
        );
        assert_eq!(
            names("/api/v1/apps/{appId}/users", "profile"),
            Names::These(&[])
        );
        assert_eq!(
            names("/api/v1/apps/{appId}/users", "_embedded.user.profile"),
            user
        );
        assert_eq!(names("/api/v1/users", "myprofile"), Names::All);
    }
}
