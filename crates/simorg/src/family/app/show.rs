//! How an application is shown: with its links, and what the organisation adds as the years go by.

use serde_json::{Map, Value, json};

use super::{APPS, form, path, person, policy, template, text};
use crate::answer::Answer;
use crate::call::Call;
use crate::metadata::ORGANIZATION;
use crate::refusal::Refusal;
use crate::settings::Edition;
use crate::state::State;
use crate::tree::rule::View;
use crate::tree::{Document, member, show};

/// The order of the members.
const ORDER: [&str; 18] = [
    "id",
    "orn",
    "name",
    "label",
    "status",
    "lastUpdated",
    "created",
    "accessibility",
    "licensing",
    "visibility",
    "features",
    "signOnMode",
    "credentials",
    "universalLogout",
    "settings",
    "profile",
    "_links",
    "_embedded",
];

/// An application as it is shown.
pub fn shown(state: &mut State, call: &Call<'_>, app: &Document, view: View) -> Value {
    let own = path(text(app, "id"));
    let app = dressed(state, call.base(), app);
    in_order(show::shown(state, call, (&own, view), app))
}

/// All applications, for a look from outside.
pub fn all(state: &State) -> Vec<Value> {
    let apps = state.tree.children(APPS);
    let seen = |(_, app)| in_order(Value::Object(dressed(state, "", app)));
    apps.into_iter().map(seen).collect()
}

/// An application with what the organisation adds: its name, its links, its part in universal logout.
pub fn dressed(state: &State, base: &str, app: &Document) -> Document {
    let id = text(app, "id").to_owned();
    let mut app = app.clone();
    let (name, custom) = (text(&app, "name").to_owned(), form::is_custom(&app));
    app.insert(
        "orn".to_owned(),
        Value::from(format!("orn:okta:idp:{ORGANIZATION}:apps:{name}:{id}")),
    );
    let logout = match template::logout(&name, custom) {
        None => json!({ "status": "UNSUPPORTED" }),
        Some([support, stack, protocol]) => json!({
            "status": "DISABLED", "supportType": support, "identityStack": stack,
            "protocol": protocol,
        }),
    };
    app.insert("universalLogout".to_owned(), logout);
    hook_links(base, &mut app);
    let links = links(state, base, &app);
    app.insert("_links".to_owned(), links);
    app
}

fn in_order(shown: Value) -> Value {
    let Value::Object(mut shown) = shown else {
        return shown;
    };
    let mut ordered = Map::new();
    for name in ORDER {
        if let Some(value) = shown.shift_remove(name) {
            ordered.insert(name.to_owned(), value);
        }
    }
    ordered.extend(shown);
    Value::Object(ordered)
}

fn hook_links(base: &str, app: &mut Document) {
    let hooks = app
        .get_mut("settings")
        .and_then(|settings| settings.get_mut("signOn")?.get_mut("inlineHooks"));
    let Some(Value::Array(hooks)) = hooks else {
        return;
    };
    for hook in hooks.iter_mut().filter_map(Value::as_object_mut) {
        let own = format!("{base}/api/v1/inlineHooks/{}", text(hook, "id"));
        let own = json!({ "href": own, "hints": { "allow": ["GET", "PUT", "DELETE"] } });
        hook.insert("_links".to_owned(), json!({ "self": own }));
    }
}

fn links(state: &State, base: &str, app: &Document) -> Value {
    let own = format!("{base}{}", path(text(app, "id")));
    let mut links = saml_links(base, app);
    let mut put = |name: &str, link: Value| links.insert(name.to_owned(), link);
    put(
        "uploadLogo",
        json!({ "href": format!("{own}/logo"), "hints": { "allow": ["POST"] } }),
    );
    put("appLinks", app_links(base, app));
    for (name, link) in policy_links(state, base, app) {
        put(name, link);
    }
    put("groups", json!({ "href": format!("{own}/groups") }));
    put("logo", json!([logo(state, base, app)]));
    if text(app, "signOnMode") == "OPENID_CONNECT" {
        let secrets = format!("{own}/credentials/secrets");
        put(
            "clientCredentials",
            json!([{ "name": "secrets", "href": secrets }]),
        );
    }
    put("users", json!({ "href": format!("{own}/users") }));
    let turn = match text(app, "status") {
        "ACTIVE" => "deactivate",
        _ => "activate",
    };
    put(turn, json!({ "href": format!("{own}/lifecycle/{turn}") }));
    Value::Object(links)
}

fn saml_links(base: &str, app: &Document) -> Map<String, Value> {
    let (id, name, mode) = (text(app, "id"), text(app, "name"), text(app, "signOnMode"));
    let mut links = Map::new();
    if ["SAML_2_0", "SAML_1_1", "WS_FEDERATION"].contains(&mode) {
        let setup = format!("{}/app/{name}/{id}/setup", admin(base));
        let help = format!("{setup}/help/{mode}/instructions");
        let help = json!({ "href": help, "type": "text/html" });
        links.insert("help".to_owned(), help);
    }
    if mode == "SAML_2_0" {
        let metadata = format!("{base}{}/sso/saml/metadata", path(id));
        let metadata = json!({ "href": metadata, "type": "application/xml" });
        links.insert("metadata".to_owned(), metadata);
    }
    links
}

/// The policies that the application follows; only Identity Engine has them by application.
fn policy_links(state: &State, base: &str, app: &Document) -> Vec<(&'static str, Value)> {
    if state.settings.edition == Edition::Classic {
        return Vec::new();
    }
    let id = text(app, "id");
    let link = |name, kind| {
        let policy = policy::of(state, id, kind)?;
        let href = format!("{base}/api/v1/policies/{policy}");
        Some((name, json!({ "href": href })))
    };
    let own = format!("{base}{}/policies", path(id));
    let all = json!({ "href": own, "hints": { "allow": ["PUT"] } });
    let given = [
        link("profileEnrollment", "PROFILE_ENROLLMENT"),
        link("accessPolicy", "ACCESS_POLICY"),
        Some(("policies", all)),
    ];
    given.into_iter().flatten().collect()
}

fn admin(base: &str) -> String {
    base.replacen('.', "-admin.", 1)
}

fn logo(state: &State, base: &str, app: &Document) -> Value {
    let uploaded = state.tree.get(&format!("{}/logo", path(text(app, "id"))));
    let href = match uploaded {
        Some(logo) => policy::logo(base, text(logo, "file")),
        None => format!("{base}/assets/img/logos/{}.png", text(app, "name")),
    };
    json!({ "name": "medium", "href": href, "type": "image/png" })
}

/// The links to the application itself: those that are to be shown.
fn app_links(base: &str, app: &Document) -> Value {
    let Some(Value::Object(links)) = member(app, "visibility.appLinks") else {
        return json!([]);
    };
    let (id, name) = (text(app, "id"), text(app, "name"));
    links
        .iter()
        .filter(|(_, shows)| *shows == &Value::Bool(true))
        .map(|(link, _)| {
            let href = format!("{base}/home/{name}/{id}/{}", id.replacen("0oa", "aln", 1));
            json!({ "name": link, "href": href, "type": "text/html" })
        })
        .collect()
}

/// `GET /api/v1/users/{id}/appLinks`
pub fn list_app_links(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = crate::user::named(&state.directory, call)?.id.clone();
    let apps = state.tree.children(APPS);
    let held = apps.into_iter().filter(|(_, app)| {
        text(app, "status") == "ACTIVE" && person::has(state, text(app, "id"), &id)
    });
    let tiles = held
        .enumerate()
        .map(|(order, (_, app))| tile(call.base(), app, order))
        .collect();
    Ok(Answer::ok(Value::Array(tiles)))
}

/// An application as a tile of somebody's dashboard.
fn tile(base: &str, app: &Document, order: usize) -> Value {
    let (id, name) = (text(app, "id"), text(app, "name"));
    json!({
        "id": id.replacen("0oa", "aln", 1),
        "label": text(app, "label"),
        "linkUrl": format!("{base}/home/{name}/{id}/1"),
        "logoUrl": format!("{base}/assets/img/logos/{name}.png"),
        "appName": name,
        "appInstanceId": id,
        "appAssignmentId": id.replacen("0oa", "0ua", 1),
        "credentialsSetup": false,
        "hidden": false,
        "sortOrder": order,
    })
}
