//! Apps of the Okta Integration Network.
//!
//! Okta answers `/api/v1/catalog/apps` and has it in none of its descriptions ([`operations::beside`]).

use operations::{beside, op};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::apps::{creation, yes};
use crate::columns::CATALOG_APPS;
use crate::list::Pages;
use crate::lookup::checked;
use crate::tool::{read, write};
use crate::{Call, Entry, Error, Plan, Read, Reply, Returns, Spec, Write};

/// The tools about apps of the network.
pub const TOOLS: &[Entry] = &[
    read::<ListCatalogApps>(),
    read::<GetCatalogApp>(),
    write::<InstallOinApp>(),
];

/// The largest page to ask for: a guess, for no description states one.
const LARGEST: usize = 200;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListCatalogApps {
    /// Part of a name, like `slack`.
    q: Option<String>,
}

impl Read for ListCatalogApps {
    const SPEC: Spec = Spec {
        name: "list_catalog_apps",
        title: "List catalogue apps",
        about: "Lists or searches the apps of the Okta Integration Network that can be installed. Apps \
                that the organisation has already are in list_applications.",
        uses: &[&beside::LIST_CATALOG_APPS],
        may_use: &[],
        returns: Returns::List(&CATALOG_APPS),
        example: r#"{"q": "slack"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let mut request = beside::list_catalog_apps();
        if let Some(q) = self.q.filter(|q| !q.trim().is_empty()) {
            request = request.query("q", q);
        }
        let pages = Pages {
            largest: LARGEST,
            cap: None,
        };
        call.list(request, &CATALOG_APPS, pages).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetCatalogApp {
    /// Key in the catalogue, like `slack`.
    app_name: String,
}

impl Read for GetCatalogApp {
    const SPEC: Spec = Spec {
        name: "get_catalog_app",
        title: "Get catalogue app",
        about: "Gets one app of the Okta Integration Network by its key, with the settings that \
                install_oin_app needs where Okta names them.",
        uses: &[&beside::GET_CATALOG_APP],
        may_use: &[],
        returns: Returns::One,
        example: r#"{"app_name": "slack"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let name = checked("app_name", self.app_name).map_err(Error::invalid_input)?;
        let request = beside::get_catalog_app(&name).query("expand", "schema");
        let answer = call.send(&request).await?;
        Ok(call.one(answer.body))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct InstallOinApp {
    /// Key in the catalogue, like `slack`.
    name: String,
    /// What people see.
    label: String,
    /// Sign-on mode, like `SAML_2_0`.
    sign_on_mode: String,
    /// What the app needs, below `app`.
    settings: Option<Map<String, Value>>,
    /// Whether people can use it.
    #[serde(default = "yes")]
    activate: bool,
}

impl Write for InstallOinApp {
    const SPEC: Spec = Spec {
        name: "install_oin_app",
        title: "Install OIN app",
        about: "Creates an application from the Okta Integration Network by its key in the catalogue. \
                Most need `settings.app` members of their own; Okta's answer names what is missing.",
        uses: &[&op::CREATE_APPLICATION],
        may_use: &[],
        returns: Returns::Change,
        example: r#"{"name": "slack", "label": "Chat for Guests", "sign_on_mode": "SAML_2_0", "settings": {"app": {"domain": "acme-guests"}}}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let mut config = json!({
            "name": self.name,
            "label": self.label,
            "signOnMode": self.sign_on_mode,
        });
        if let Some(settings) = self.settings {
            config["settings"] = settings.into();
        }
        creation("app", config, self.activate, call)
    }
}
