//! Where people land after signing out, and which sign-in widgets there are.

use operations::op;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use crate::columns::PLAIN;
use crate::list::Pages;
use crate::noun::{Brand, Named};
use crate::page;
use crate::quote::quote;
use crate::tool::{read, write};
use crate::{Call, Entry, Error, Plan, Read, Reply, Returns, Spec, Step, Write};

/// The tools about sign-out pages and widgets.
pub const TOOLS: &[Entry] = &[
    read::<ListSignInWidgetVersions>(),
    read::<GetSignOutPageSettings>(),
    write::<ReplaceSignOutPageSettings>(),
];

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListSignInWidgetVersions {
    /// Brand id or name.
    brand_id: Named<Brand>,
}

impl Read for ListSignInWidgetVersions {
    const SPEC: Spec = Spec {
        name: "list_sign_in_widget_versions",
        title: "List sign-in widget versions",
        about: "Lists the versions of the Sign-In Widget that one brand's sign-in page can use.",
        uses: &[&op::LIST_ALL_SIGN_IN_WIDGET_VERSIONS],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::List(&PLAIN),
        example: r#"{"brand_id": "Acme"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let brand = call.found_id(&self.brand_id).await?;
        let pages = Pages {
            largest: usize::MAX,
            cap: None,
        };
        let request = op::list_all_sign_in_widget_versions(&brand);
        call.list(request, &PLAIN, pages).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetSignOutPageSettings {
    /// Brand id or name.
    brand_id: Named<Brand>,
}

impl Read for GetSignOutPageSettings {
    const SPEC: Spec = Spec {
        name: "get_sign_out_page_settings",
        title: "Get sign-out page settings",
        about: "Gets where people land after signing out (logout) under one brand: Okta's page or an \
                address elsewhere.",
        uses: &[&op::GET_SIGN_OUT_PAGE_SETTINGS],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::One,
        example: r#"{"brand_id": "Acme"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        page::shown(call, &self.brand_id, op::get_sign_out_page_settings).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(inline)]
enum Host {
    OktaDefault,
    ExternallyHosted,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReplaceSignOutPageSettings {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Whose page.
    r#type: Host,
    /// Address, where hosted externally.
    url: Option<String>,
}

impl Write for ReplaceSignOutPageSettings {
    const SPEC: Spec = Spec {
        name: "replace_sign_out_page_settings",
        title: "Replace sign-out page settings",
        about: "Sets where people land after signing out (logout) under one brand. EXTERNALLY_HOSTED needs \
                `url`; a page that looks like sign-in there can steal passwords.",
        uses: &[
            &op::GET_BRAND,
            &op::GET_SIGN_OUT_PAGE_SETTINGS,
            &op::REPLACE_SIGN_OUT_PAGE_SETTINGS,
        ],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme Labs", "type": "EXTERNALLY_HOSTED", "url": "https://labs.acme.example/bye"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let settings = match (self.r#type, self.url) {
            (Host::OktaDefault, None) => json!({"type": "OKTA_DEFAULT"}),
            (Host::ExternallyHosted, Some(url)) if url.starts_with("https://") => {
                json!({"type": "EXTERNALLY_HOSTED", "url": url})
            }
            (Host::OktaDefault, Some(_)) => {
                let fault = "`url` goes only with `type` EXTERNALLY_HOSTED";
                return Err(Error::invalid_input(fault));
            }
            (Host::ExternallyHosted, _) => {
                let fault = "`url` must be an https address where `type` is EXTERNALLY_HOSTED";
                return Err(Error::invalid_input(fault));
            }
        };
        let brand = call.found(&self.brand_id).await?;
        let look = op::get_sign_out_page_settings(&brand.id);
        let mut before = call.send(&look).await?.body;
        if let Some(members) = before.as_object_mut() {
            members.shift_remove("_links");
        }
        let put = op::replace_sign_out_page_settings(&brand.id);
        let step = Step::new(put.clone().body(settings.clone()))
            .looks_at(look)
            .undo(put.body(before));
        let place = settings["url"]
            .as_str()
            .map_or("Okta's own page".to_owned(), quote);
        Ok(Plan::of(step)
            .target(brand.target("brand"))
            .happens(format!(
                "Whoever signs out under the brand {} lands on {place}.",
                quote(&brand.name)
            ))
            .reaches("It holds at once for everybody who signs out there.")
            .done(format!(
                "The sign-out page of {} was set.",
                quote(&brand.name)
            )))
    }
}
