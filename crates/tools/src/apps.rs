//! Applications: find them, create and change them, switch them on and off, and delete them.

use operations::{Effect, Family, op};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::body::{self, Replacement};
use crate::columns::APPS;
use crate::list::Pages;
use crate::lookup::Found;
use crate::noun::{App, Named};
use crate::plan::Target;
use crate::quote::quote;
use crate::tool::{read, write};
use crate::{Call, Entry, Error, Kind, Plan, Read, Reply, Returns, Spec, Step, Write};

/// The tools about applications.
pub const TOOLS: &[Entry] = &[
    read::<ListApplications>(),
    read::<GetApplication>(),
    write::<CreateApplication>(),
    write::<UpdateApplication>(),
    write::<DeleteApplication>(),
    write::<ActivateApplication>(),
    write::<DeactivateApplication>(),
];

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListApplications {
    /// Start of a label or name.
    q: Option<String>,
    /// Filter: `status eq "ACTIVE"`.
    filter: Option<String>,
    /// Embeds, like `user/{userId}`.
    expand: Option<String>,
    /// False: only active ones.
    include_non_deleted: Option<bool>,
}

impl Read for ListApplications {
    const SPEC: Spec = Spec {
        name: "list_applications",
        title: "List applications",
        about: "Lists the applications (apps) of the organisation with label, kind, status and sign-on \
                mode. `q` only finds the start of a label or name; for one person's apps filter by \
                `user.id eq \"…\"`.",
        uses: &[&op::LIST_APPLICATIONS],
        may_use: &[],
        returns: Returns::List(&APPS),
        example: r#"{"filter": "status eq \"ACTIVE\"", "limit": 5}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let wants_active = self.include_non_deleted == Some(false);
        if wants_active && self.filter.is_some() {
            return Err(Error::invalid_input(
                "give only one of `filter` and `include_non_deleted: false`",
            ));
        }
        // Okta took the parameter away: inactive apps are always in the list.
        let active = wants_active.then(|| "status eq \"ACTIVE\"".to_owned());
        let request = op::list_applications()
            .query_if("q", self.q)
            .query_if("filter", self.filter.or(active))
            .query_if("expand", self.expand);
        let pages = Pages {
            largest: 200,
            cap: None,
        };
        call.list(request, &APPS, pages).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetApplication {
    /// App id or label.
    app_id: Named<App>,
    /// Embeds, like `user/{userId}`.
    expand: Option<String>,
}

impl Read for GetApplication {
    const SPEC: Spec = Spec {
        name: "get_application",
        title: "Get application",
        about: "Gets one application whole: its SAML, OIDC or SWA settings, credentials, visibility and \
                features, as Okta sent them. Client secrets are withheld.",
        uses: &[&op::GET_APPLICATION],
        may_use: &[&op::LIST_APPLICATIONS],
        returns: Returns::One,
        example: r#"{"app_id": "Chat"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let app = call.found_id(&self.app_id).await?;
        let request = op::get_application(&app).query_if("expand", self.expand);
        let answer = call.send(&request).await?;
        Ok(call.one(answer.body))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CreateApplication {
    /// Okta's app object: label, signOnMode, name, settings.
    app_config: Map<String, Value>,
    /// Whether people can use it.
    #[serde(default = "yes")]
    activate: bool,
}

/// What is so where nothing else is said.
pub(crate) fn yes() -> bool {
    true
}

impl Write for CreateApplication {
    const SPEC: Spec = Spec {
        name: "create_application",
        title: "Create application",
        about: "Creates one application: a bookmark, SWA, SAML, OIDC or any other by `signOnMode`. \
                Nobody is assigned; describe_operation of createApplication shows what each kind \
                needs.",
        uses: &[&op::CREATE_APPLICATION],
        may_use: &[],
        returns: Returns::Change,
        example: r#"{"app_config": {"name": "bookmark", "label": "Canteen Menu", "signOnMode": "BOOKMARK", "settings": {"app": {"url": "https://canteen.acme.example"}}}}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        creation("app_config", self.app_config.into(), self.activate, call)
    }
}

/// The plan of a new app; `argument` is what the caller calls the body.
pub(crate) fn creation(
    argument: &str,
    config: Value,
    activate: bool,
    call: &Call<'_>,
) -> Result<Plan, Error> {
    let label = config["label"].as_str().unwrap_or_default().to_owned();
    if label.trim().is_empty() {
        return Err(Error::invalid_input(format!(
            "`{argument}.label` is missing"
        )));
    }
    body::check(argument, &op::CREATE_APPLICATION, &config)?;
    let request = op::create_application()
        .query("activate", activate)
        .body(config);
    let state = if activate { "active" } else { "inactive" };
    Ok(Plan::of(Step::new(request))
        .target(Target {
            kind: "app".into(),
            name: label.clone(),
            id: String::new(),
        })
        .happens(format!(
            "A new, {state} app {} is created in {}; nobody is assigned to it.",
            quote(&label),
            call.org()
        ))
        .done(format!("The app {} was created.", quote(&label))))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct UpdateApplication {
    /// App id or label.
    app_id: Named<App>,
    /// Members to change; null clears.
    app_config: Map<String, Value>,
}

impl Write for UpdateApplication {
    const SPEC: Spec = Spec {
        name: "update_application",
        title: "Update application",
        about: "Changes parts of one application: label, visibility, SAML, OIDC or SWA settings. Okta \
                replaces the whole, so the app is read first and what you do not name stays; lists are \
                replaced as given.",
        uses: &[&op::GET_APPLICATION, &op::REPLACE_APPLICATION],
        may_use: &[&op::LIST_APPLICATIONS],
        returns: Returns::Change,
        example: r#"{"app_id": "Chat", "app_config": {"label": "Team Chat"}}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let app = call.found(&self.app_id).await?;
        let operation = &op::REPLACE_APPLICATION;
        let made = Replacement::of(&app.object, self.app_config, operation, "app_config")?;
        let put = op::replace_application(&app.id);
        let plan = Plan::of(made.step(put, op::get_application(&app.id)))
            .target(app.target("app"))
            .happens(format!(
                "Of the app {} this changes: {}.",
                quote(&app.name),
                made.changes()
            ))
            .done(format!("The app {} was changed.", quote(&app.name)));
        Ok(guarded(plan, &app, call))
    }
}

/// What this connection itself signs in with is guarded more than any other app.
fn guarded(plan: Plan, app: &Found, call: &Call<'_>) -> Plan {
    if app.id != call.okta().settings().client_id {
        return plan;
    }
    plan.raise(Effect::Restricted(Family::OwnConnection))
        .reaches("It is the app that okta-mcp itself signs in with.")
}

/// How many people and groups have an app, as a sentence.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeleteApplication {
    /// App id or label.
    app_id: Named<App>,
}

impl Write for DeleteApplication {
    const SPEC: Spec = Spec {
        name: "delete_application",
        title: "Delete application",
        about: "Deletes one application for good, with its assignments, keys and settings. It must be \
                inactive: use deactivate_application first. Asks a person first.",
        uses: &[&op::GET_APPLICATION, &op::DELETE_APPLICATION],
        may_use: &[&op::LIST_APPLICATIONS],
        returns: Returns::Change,
        example: r#"{"app_id": "Old Intranet"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let app = call.found(&self.app_id).await?;
        if app.status() == "ACTIVE" {
            return Err(Error::new(
                Kind::Conflict,
                format!("{} is active; nothing was changed", quote(&app.name)),
                "Use deactivate_application first; Okta deletes only inactive apps.",
            ));
        }
        let look = op::get_application(&app.id);
        let plan = Plan::of(Step::new(op::delete_application(&app.id)).looks_at(look))
            .target(app.target("app"))
            .happens(format!("The app {} is deleted for good.", quote(&app.name)))
            .reaches("Its assignments, keys, certificates and settings are lost. This cannot be undone; a new app has another id.")
            .done(format!("The app {} is deleted.", quote(&app.name)));
        Ok(guarded(plan, &app, call))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ActivateApplication {
    /// App id or label.
    app_id: Named<App>,
}

impl Write for ActivateApplication {
    const SPEC: Spec = Spec {
        name: "activate_application",
        title: "Activate application",
        about: "Activates one application, so that the people assigned to it can use it again.",
        uses: &[&op::GET_APPLICATION, &op::ACTIVATE_APPLICATION],
        may_use: &[&op::LIST_APPLICATIONS],
        returns: Returns::Change,
        example: r#"{"app_id": "Old Intranet"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let app = call.found(&self.app_id).await?;
        let step = Step::new(op::activate_application(&app.id))
            .looks_at(op::get_application(&app.id))
            .undo(op::deactivate_application(&app.id));
        let plan = Plan::of(step)
            .target(app.target("app"))
            .happens(format!(
                "The app {} is activated: whoever is assigned to it can use it.",
                quote(&app.name)
            ))
            .done(format!("The app {} is active.", quote(&app.name)));
        Ok(guarded(plan, &app, call))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeactivateApplication {
    /// App id or label.
    app_id: Named<App>,
}

impl Write for DeactivateApplication {
    const SPEC: Spec = Spec {
        name: "deactivate_application",
        title: "Deactivate application",
        about: "Deactivates one application: nobody can sign in to it until it is activated again; \
                assignments and settings stay. Asks a person first.",
        uses: &[&op::GET_APPLICATION, &op::DEACTIVATE_APPLICATION],
        may_use: &[&op::LIST_APPLICATIONS],
        returns: Returns::Change,
        example: r#"{"app_id": "Chat"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let app = call.found(&self.app_id).await?;
        let step = Step::new(op::deactivate_application(&app.id))
            .looks_at(op::get_application(&app.id))
            .undo(op::activate_application(&app.id));
        let plan = Plan::of(step)
            .target(app.target("app"))
            .happens(format!("The app {} is deactivated.", quote(&app.name)))
            .reaches("Everybody who has it loses access until it is activated again; tokens it gave out stop working.")
            .done(format!("The app {} is inactive.", quote(&app.name)));
        Ok(guarded(plan, &app, call))
    }
}
