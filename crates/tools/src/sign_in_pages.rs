//! The sign-in pages of brands: what people see, a draft of it, and Okta's own.

use operations::op;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::body::camel_keys;
use crate::noun::{Brand, Named};
use crate::page::{self, CspMode, Page, Part, csp, given, joined};
use crate::tool::{read, write};
use crate::{Call, Entry, Error, Plan, Read, Reply, Returns, Spec, Write};

/// The tools about sign-in pages.
pub const TOOLS: &[Entry] = &[
    read::<GetSignInPageResources>(),
    read::<GetCustomizedSignInPage>(),
    read::<GetPreviewSignInPage>(),
    read::<GetDefaultSignInPage>(),
    write::<ReplaceCustomizedSignInPage>(),
    write::<ReplacePreviewSignInPage>(),
    write::<DeleteCustomizedSignInPage>(),
    write::<DeletePreviewSignInPage>(),
];

const CUSTOMIZED: Page = Page {
    what: "customized sign-in page",
    seen: "It is the page on which people type their passwords.",
    get: op::get_customized_sign_in_page,
    default: op::get_default_sign_in_page,
    put: op::replace_customized_sign_in_page,
    written_by: &op::REPLACE_CUSTOMIZED_SIGN_IN_PAGE,
    delete: op::delete_customized_sign_in_page,
};

const PREVIEW: Page = Page {
    what: "preview sign-in page",
    seen: "Only who opens the preview address sees it.",
    get: op::get_preview_sign_in_page,
    default: op::get_default_sign_in_page,
    put: op::replace_preview_sign_in_page,
    written_by: &op::REPLACE_PREVIEW_SIGN_IN_PAGE,
    delete: op::delete_preview_sign_in_page,
};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetSignInPageResources {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Embeds these.
    expand: Option<Vec<Part>>,
}

impl Read for GetSignInPageResources {
    const SPEC: Spec = Spec {
        name: "get_sign_in_page_resources",
        title: "Get sign-in page resources",
        about: "Gets the sign-in page (login page) of one brand with what `expand` names: default, customized and preview content \
                and addresses. Without `expand` there is hardly anything in it.",
        uses: &[&op::GET_SIGN_IN_PAGE],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::One,
        example: r#"{"brand_id": "Acme Labs", "expand": ["customized"]}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let parts = joined(self.expand);
        let get = |brand: &str| op::get_sign_in_page(brand).query_if("expand", parts.clone());
        page::shown(call, &self.brand_id, get).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetCustomizedSignInPage {
    /// Brand id or name.
    brand_id: Named<Brand>,
}

impl Read for GetCustomizedSignInPage {
    const SPEC: Spec = Spec {
        name: "get_customized_sign_in_page",
        title: "Get customized sign-in page",
        about: "Gets the customized sign-in page (login page) of one brand, which people see. Not found means that Okta's own is \
                in use.",
        uses: &[&op::GET_CUSTOMIZED_SIGN_IN_PAGE],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::One,
        example: r#"{"brand_id": "Acme Labs"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        page::shown(call, &self.brand_id, op::get_customized_sign_in_page).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetPreviewSignInPage {
    /// Brand id or name.
    brand_id: Named<Brand>,
}

impl Read for GetPreviewSignInPage {
    const SPEC: Spec = Spec {
        name: "get_preview_sign_in_page",
        title: "Get preview sign-in page",
        about: "Gets the preview (draft) sign-in page of one brand, which people do not see. Not found means that there \
                is no draft.",
        uses: &[&op::GET_PREVIEW_SIGN_IN_PAGE],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::One,
        example: r#"{"brand_id": "Acme Labs"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        page::shown(call, &self.brand_id, op::get_preview_sign_in_page).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetDefaultSignInPage {
    /// Brand id or name.
    brand_id: Named<Brand>,
}

impl Read for GetDefaultSignInPage {
    const SPEC: Spec = Spec {
        name: "get_default_sign_in_page",
        title: "Get default sign-in page",
        about: "Gets Okta's own sign-in page for one brand: the HTML to start from.",
        uses: &[&op::GET_DEFAULT_SIGN_IN_PAGE],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::One,
        example: r#"{"brand_id": "Acme"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        page::shown(call, &self.brand_id, op::get_default_sign_in_page).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReplaceCustomizedSignInPage {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// HTML of the page.
    page_content: Option<String>,
    /// Widget version, like `^7`.
    widget_version: Option<String>,
    /// Labels and links: `{"signInLabel": "Hello"}`.
    widget_customizations: Option<Map<String, Value>>,
    /// Content security policy.
    csp_mode: Option<CspMode>,
    /// Where violations are reported.
    csp_report_uri: Option<String>,
    /// Sources that the policy allows.
    csp_src_list: Option<Vec<String>>,
}

impl Write for ReplaceCustomizedSignInPage {
    const SPEC: Spec = Spec {
        name: "replace_customized_sign_in_page",
        title: "Replace customized sign-in page",
        about: "Changes the sign-in page (login page) of one brand at once; what you leave out stays. It is the page on which people type their passwords, so try it with \
                replace_preview_sign_in_page first.",
        uses: &[
            &op::GET_BRAND,
            &op::GET_DEFAULT_SIGN_IN_PAGE,
            &op::GET_CUSTOMIZED_SIGN_IN_PAGE,
            &op::REPLACE_CUSTOMIZED_SIGN_IN_PAGE,
        ],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme Labs", "widget_customizations": {"signInLabel": "Welcome to the labs"}}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let csp = csp(self.csp_mode, self.csp_report_uri, self.csp_src_list);
        let given = given([
            ("pageContent", self.page_content.map(Value::from)),
            ("widgetVersion", self.widget_version.map(Value::from)),
            (
                "widgetCustomizations",
                self.widget_customizations.map(|it| camel_keys(it).into()),
            ),
            ("contentSecurityPolicySetting", csp),
        ]);
        CUSTOMIZED.replaced(call, &self.brand_id, given).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReplacePreviewSignInPage {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// HTML of the page.
    page_content: Option<String>,
    /// Widget version, like `^7`.
    widget_version: Option<String>,
    /// Labels and links: `{"signInLabel": "Hello"}`.
    widget_customizations: Option<Map<String, Value>>,
    /// Content security policy.
    csp_mode: Option<CspMode>,
    /// Where violations are reported.
    csp_report_uri: Option<String>,
    /// Sources that the policy allows.
    csp_src_list: Option<Vec<String>>,
}

impl Write for ReplacePreviewSignInPage {
    const SPEC: Spec = Spec {
        name: "replace_preview_sign_in_page",
        title: "Replace preview sign-in page",
        about: "Changes the preview (draft) sign-in page of one brand; what you leave out stays. People do not see it, only \
                who opens the preview address.",
        uses: &[
            &op::GET_BRAND,
            &op::GET_DEFAULT_SIGN_IN_PAGE,
            &op::GET_PREVIEW_SIGN_IN_PAGE,
            &op::REPLACE_PREVIEW_SIGN_IN_PAGE,
        ],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme Labs", "widget_customizations": {"signInLabel": "Welcome to the labs"}}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let csp = csp(self.csp_mode, self.csp_report_uri, self.csp_src_list);
        let given = given([
            ("pageContent", self.page_content.map(Value::from)),
            ("widgetVersion", self.widget_version.map(Value::from)),
            (
                "widgetCustomizations",
                self.widget_customizations.map(|it| camel_keys(it).into()),
            ),
            ("contentSecurityPolicySetting", csp),
        ]);
        PREVIEW.replaced(call, &self.brand_id, given).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeleteCustomizedSignInPage {
    /// Brand id or name.
    brand_id: Named<Brand>,
}

impl Write for DeleteCustomizedSignInPage {
    const SPEC: Spec = Spec {
        name: "delete_customized_sign_in_page",
        title: "Delete customized sign-in page",
        about: "Deletes the customized sign-in page (login page) of one brand: people see Okta's own again at once. Asks a person \
                first.",
        uses: &[
            &op::GET_BRAND,
            &op::GET_CUSTOMIZED_SIGN_IN_PAGE,
            &op::DELETE_CUSTOMIZED_SIGN_IN_PAGE,
        ],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme Labs"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        CUSTOMIZED.deleted(call, &self.brand_id).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeletePreviewSignInPage {
    /// Brand id or name.
    brand_id: Named<Brand>,
}

impl Write for DeletePreviewSignInPage {
    const SPEC: Spec = Spec {
        name: "delete_preview_sign_in_page",
        title: "Delete preview sign-in page",
        about: "Deletes the preview (draft) sign-in page of one brand; what people see does not change. Asks a person \
                first.",
        uses: &[
            &op::GET_BRAND,
            &op::GET_PREVIEW_SIGN_IN_PAGE,
            &op::DELETE_PREVIEW_SIGN_IN_PAGE,
        ],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme Labs"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        PREVIEW.deleted(call, &self.brand_id).await
    }
}
