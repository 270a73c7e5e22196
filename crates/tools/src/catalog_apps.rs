//! Apps of the Okta Integration Network.
//!
//! Okta publishes no operation that reads the network's catalogue (`/api/v1/catalog/apps` is in none of
//! its descriptions), so only the installing is here.

use operations::op;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::apps::{creation, yes};
use crate::tool::write;
use crate::{Call, Entry, Error, Plan, Returns, Spec, Write};

/// The tools about apps of the network.
pub const TOOLS: &[Entry] = &[write::<InstallOinApp>()];

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
