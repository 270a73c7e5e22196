//! The error pages of brands: what people see, a draft of it, and Okta's own.

use operations::op;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::noun::{Brand, Named};
use crate::page::{self, CspMode, Page, Part, csp, given, joined};
use crate::tool::{read, write};
use crate::{Call, Entry, Error, Plan, Read, Reply, Returns, Spec, Write};

/// The tools about error pages.
pub const TOOLS: &[Entry] = &[
    read::<GetErrorPageResources>(),
    read::<GetCustomizedErrorPage>(),
    read::<GetPreviewErrorPage>(),
    read::<GetDefaultErrorPage>(),
    write::<ReplaceCustomizedErrorPage>(),
    write::<ReplacePreviewErrorPage>(),
    write::<DeleteCustomizedErrorPage>(),
    write::<DeletePreviewErrorPage>(),
];

const CUSTOMIZED: Page = Page {
    what: "customized error page",
    seen: "Everybody who meets an error under the brand sees it at once.",
    get: op::get_customized_error_page,
    default: op::get_default_error_page,
    put: op::replace_customized_error_page,
    written_by: &op::REPLACE_CUSTOMIZED_ERROR_PAGE,
    delete: op::delete_customized_error_page,
};

const PREVIEW: Page = Page {
    what: "preview error page",
    seen: "Only who opens the preview address sees it.",
    get: op::get_preview_error_page,
    default: op::get_default_error_page,
    put: op::replace_preview_error_page,
    written_by: &op::REPLACE_PREVIEW_ERROR_PAGE,
    delete: op::delete_preview_error_page,
};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetErrorPageResources {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Embeds these.
    expand: Option<Vec<Part>>,
}

impl Read for GetErrorPageResources {
    const SPEC: Spec = Spec {
        name: "get_error_page_resources",
        title: "Get error page resources",
        about: "Gets the error page of one brand with what `expand` names: default, customized and preview content \
                and addresses. Without `expand` there is hardly anything in it.",
        uses: &[&op::GET_ERROR_PAGE],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::One,
        example: r#"{"brand_id": "Acme Labs", "expand": ["customized"]}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let parts = joined(self.expand);
        let get = |brand: &str| op::get_error_page(brand).query_if("expand", parts.clone());
        page::shown(call, &self.brand_id, get).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetCustomizedErrorPage {
    /// Brand id or name.
    brand_id: Named<Brand>,
}

impl Read for GetCustomizedErrorPage {
    const SPEC: Spec = Spec {
        name: "get_customized_error_page",
        title: "Get customized error page",
        about: "Gets the customized error page of one brand, which people see. Not found means that Okta's own is \
                in use.",
        uses: &[&op::GET_CUSTOMIZED_ERROR_PAGE],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::One,
        example: r#"{"brand_id": "Acme Labs"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        page::shown(call, &self.brand_id, op::get_customized_error_page).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetPreviewErrorPage {
    /// Brand id or name.
    brand_id: Named<Brand>,
}

impl Read for GetPreviewErrorPage {
    const SPEC: Spec = Spec {
        name: "get_preview_error_page",
        title: "Get preview error page",
        about: "Gets the preview (draft) error page of one brand, which people do not see. Not found means that there \
                is no draft.",
        uses: &[&op::GET_PREVIEW_ERROR_PAGE],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::One,
        example: r#"{"brand_id": "Acme Labs"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        page::shown(call, &self.brand_id, op::get_preview_error_page).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetDefaultErrorPage {
    /// Brand id or name.
    brand_id: Named<Brand>,
}

impl Read for GetDefaultErrorPage {
    const SPEC: Spec = Spec {
        name: "get_default_error_page",
        title: "Get default error page",
        about: "Gets Okta's own error page for one brand: the HTML to start from.",
        uses: &[&op::GET_DEFAULT_ERROR_PAGE],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::One,
        example: r#"{"brand_id": "Acme"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        page::shown(call, &self.brand_id, op::get_default_error_page).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReplaceCustomizedErrorPage {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// HTML of the page.
    page_content: Option<String>,
    /// Content security policy.
    csp_mode: Option<CspMode>,
    /// Where violations are reported.
    csp_report_uri: Option<String>,
    /// Sources that the policy allows.
    csp_src_list: Option<Vec<String>>,
}

impl Write for ReplaceCustomizedErrorPage {
    const SPEC: Spec = Spec {
        name: "replace_customized_error_page",
        title: "Replace customized error page",
        about: "Changes the error page of one brand at once; what you leave out stays. It is the page that people see when something fails, so try it with \
                replace_preview_error_page first.",
        uses: &[
            &op::GET_BRAND,
            &op::GET_DEFAULT_ERROR_PAGE,
            &op::GET_CUSTOMIZED_ERROR_PAGE,
            &op::REPLACE_CUSTOMIZED_ERROR_PAGE,
        ],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme Labs", "page_content": "<html><body><h1>{{errorSummary}}</h1></body></html>"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let csp = csp(self.csp_mode, self.csp_report_uri, self.csp_src_list);
        let given = given([
            ("pageContent", self.page_content.map(Value::from)),
            ("contentSecurityPolicySetting", csp),
        ]);
        CUSTOMIZED.replaced(call, &self.brand_id, given).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReplacePreviewErrorPage {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// HTML of the page.
    page_content: Option<String>,
    /// Content security policy.
    csp_mode: Option<CspMode>,
    /// Where violations are reported.
    csp_report_uri: Option<String>,
    /// Sources that the policy allows.
    csp_src_list: Option<Vec<String>>,
}

impl Write for ReplacePreviewErrorPage {
    const SPEC: Spec = Spec {
        name: "replace_preview_error_page",
        title: "Replace preview error page",
        about: "Changes the preview (draft) error page of one brand; what you leave out stays. People do not see it, only \
                who opens the preview address.",
        uses: &[
            &op::GET_BRAND,
            &op::GET_DEFAULT_ERROR_PAGE,
            &op::GET_PREVIEW_ERROR_PAGE,
            &op::REPLACE_PREVIEW_ERROR_PAGE,
        ],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme Labs", "page_content": "<html><body><h1>{{errorSummary}}</h1></body></html>"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let csp = csp(self.csp_mode, self.csp_report_uri, self.csp_src_list);
        let given = given([
            ("pageContent", self.page_content.map(Value::from)),
            ("contentSecurityPolicySetting", csp),
        ]);
        PREVIEW.replaced(call, &self.brand_id, given).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeleteCustomizedErrorPage {
    /// Brand id or name.
    brand_id: Named<Brand>,
}

impl Write for DeleteCustomizedErrorPage {
    const SPEC: Spec = Spec {
        name: "delete_customized_error_page",
        title: "Delete customized error page",
        about: "Deletes the customized error page of one brand: people see Okta's own again at once. Asks a person \
                first.",
        uses: &[
            &op::GET_BRAND,
            &op::GET_CUSTOMIZED_ERROR_PAGE,
            &op::DELETE_CUSTOMIZED_ERROR_PAGE,
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
struct DeletePreviewErrorPage {
    /// Brand id or name.
    brand_id: Named<Brand>,
}

impl Write for DeletePreviewErrorPage {
    const SPEC: Spec = Spec {
        name: "delete_preview_error_page",
        title: "Delete preview error page",
        about: "Deletes the preview (draft) error page of one brand; what people see does not change. Asks a person \
                first.",
        uses: &[
            &op::GET_BRAND,
            &op::GET_PREVIEW_ERROR_PAGE,
            &op::DELETE_PREVIEW_ERROR_PAGE,
        ],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme Labs"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        PREVIEW.deleted(call, &self.brand_id).await
    }
}
