//! Applications: read only, in this storey.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::grammar::{self, Case, Dialect, Operator};
use crate::metadata::ORGANIZATION;
use crate::page::{Page, Rendered, Size, behind};
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::user::refuse;

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] =
    &[("listApplications", list_apps), ("getApplication", get_app)];

const SIZE: Size = Size {
    default: 20,
    most: 200,
};
const FILTER: Dialect = Dialect {
    takes: filter_takes,
    not: false,
};

/// An application.
#[derive(Clone, Debug)]
pub struct App {
    /// The id.
    pub id: String,
    /// The name people see.
    pub label: String,
    /// The key of its template in the catalogue.
    pub name: String,
    /// How it signs people in; null for directories.
    pub sign_on: Option<&'static str>,
    /// Whether it is active.
    pub active: bool,
    /// When it was made.
    pub created: Timestamp,
    /// When it changed last.
    pub last_updated: Timestamp,
    /// The groups that have it.
    pub groups: Vec<String>,
    /// The people who have it directly.
    pub users: BTreeSet<String>,
}

impl App {
    fn status(&self) -> &'static str {
        if self.active { "ACTIVE" } else { "INACTIVE" }
    }

    /// The app as a tile of somebody's dashboard.
    pub fn tile(&self, base: &str, order: usize) -> Value {
        json!({
            "id": self.id.replacen("0oa", "aln", 1),
            "label": self.label,
            "linkUrl": format!("{base}/home/{}/{}/1", self.name, self.id),
            "logoUrl": format!("{base}/assets/img/logos/{}.png", self.name),
            "appName": self.name,
            "appInstanceId": self.id,
            "appAssignmentId": self.id.replacen("0oa", "0ua", 1),
            "credentialsSetup": false,
            "hidden": false,
            "sortOrder": order,
        })
    }
}

impl Rendered for App {
    fn whole(&self, base: &str) -> Value {
        let own = format!("{base}/api/v1/apps/{}", self.id);
        let turn = if self.active {
            "deactivate"
        } else {
            "activate"
        };
        json!({
            "id": self.id,
            "orn": format!("orn:okta:idp:{ORGANIZATION}:apps:{}:{}", self.name, self.id),
            "name": self.name,
            "label": self.label,
            "status": self.status(),
            "lastUpdated": whole_seconds(self.last_updated),
            "created": whole_seconds(self.created),
            "accessibility": {
                "selfService": false, "errorRedirectUrl": null, "loginRedirectUrl": null
            },
            "visibility": {
                "autoLaunch": false,
                "autoSubmitToolbar": false,
                "hide": { "iOS": false, "web": false },
                "appLinks": { "login": true },
            },
            "features": [],
            "signOnMode": self.sign_on,
            "credentials": {
                "userNameTemplate": { "template": "${source.login}", "type": "BUILT_IN" },
                "signing": {},
            },
            "universalLogout": null,
            "settings": {
                "app": if self.sign_on == Some("BOOKMARK") {
                    json!({ "requestIntegration": false, "url": format!("{base}/bookmark") })
                } else {
                    json!({})
                },
                "notifications": {
                    "vpn": { "network": { "connection": "DISABLED" }, "message": null, "helpUrl": null }
                },
                "manualProvisioning": false,
                "implicitAssignment": false,
                "notes": { "admin": null, "enduser": null },
            },
            "_links": {
                "uploadLogo": { "href": format!("{own}/logo"), "hints": { "allow": ["POST"] } },
                "groups": { "href": format!("{own}/groups") },
                "users": { "href": format!("{own}/users") },
                turn: { "href": format!("{own}/lifecycle/{turn}") },
            },
        })
    }
}

fn list_apps(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let query = &call.query;
    let filter = query.get("filter").map(|text| grammar::parse(text, FILTER));
    let filter = filter.transpose().map_err(refuse)?;
    let start = query.get("q").unwrap_or_default().to_lowercase();
    let apps: Vec<&App> = state
        .directory
        .apps
        .values()
        .filter(|app| {
            [&app.name, &app.label]
                .iter()
                .any(|text| text.to_lowercase().starts_with(&start))
        })
        .filter(|app| {
            let asked = |filter| grammar::matches(filter, &assigned(app), Case::Matters);
            filter.as_ref().is_none_or(asked)
        })
        .collect();
    let cursor = |app: &&App| app.id.clone();
    let from = behind(&apps, query.get("after"), cursor, Refusal::paging)?;
    let parts = (cursor, |app: &&App| app.row(call.base()));
    let page = Page::cut(&apps, from, SIZE.of(call)?, parts);
    Ok(page.defaulting(SIZE.default).answer(call))
}

fn get_app(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = call.value(0);
    match state.directory.apps.get(id) {
        Some(app) => Ok(Answer::ok(app.whole(call.base()))),
        None => Err(Refusal::not_found(id, "AppInstance")),
    }
}

/// An app as its filter sees it.
fn assigned(app: &App) -> Value {
    let ids = |ids: Vec<&String>| -> Vec<Value> {
        ids.into_iter().map(|id| json!({ "id": id })).collect()
    };
    json!({
        "id": app.id,
        "status": app.status(),
        "name": app.name,
        "user": ids(app.users.iter().collect()),
        "group": ids(app.groups.iter().collect()),
    })
}

fn filter_takes(attribute: &str, operator: Operator) -> Result<bool, ()> {
    let known = ["id", "status", "name", "user.id", "group.id"];
    if known.contains(&attribute) {
        Ok(operator == Operator::Eq)
    } else {
        Err(())
    }
}
