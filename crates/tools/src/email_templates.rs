//! E-mail templates of brands: which there are, Okta's own texts, and who gets them.

use operations::{Request, op};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::json;

use crate::columns::EMAIL_TEMPLATES;
use crate::list::Pages;
use crate::noun::{Brand, Named};
use crate::plan::Target;
use crate::quote::quote;
use crate::tool::{read, write};
use crate::{Call, Entry, Error, Kind, Plan, Read, Reply, Returns, Spec, Step, Write};

/// The tools about e-mail templates.
pub const TOOLS: &[Entry] = &[
    read::<ListEmailTemplates>(),
    read::<GetEmailTemplate>(),
    read::<GetEmailDefaultContent>(),
    read::<GetEmailDefaultContentPreview>(),
    read::<GetEmailSettings>(),
    write::<ReplaceEmailSettings>(),
    write::<SendTestEmail>(),
];

/// The name of an e-mail template, like `UserActivation`: letters and digits.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct TemplateName(pub String);

impl TryFrom<String> for TemplateName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let is_name = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric());
        if is_name {
            return Ok(Self(text));
        }
        Err("`template_name` has letters and digits alone, like UserActivation".to_owned())
    }
}

impl JsonSchema for TemplateName {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TemplateName".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string"})
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum Part {
    Settings,
    CustomizationCount,
}

fn joined(parts: Option<Vec<Part>>) -> Option<String> {
    let parts = parts.filter(|parts| !parts.is_empty())?;
    let name = |part: &Part| match part {
        Part::Settings => "settings",
        Part::CustomizationCount => "customizationCount",
    };
    Some(parts.iter().map(name).collect::<Vec<_>>().join(","))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListEmailTemplates {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Fills the columns of that name.
    expand: Option<Vec<Part>>,
}

impl Read for ListEmailTemplates {
    const SPEC: Spec = Spec {
        name: "list_email_templates",
        title: "List e-mail templates",
        about: "Lists the e-mail templates (notifications) of one brand by name, like UserActivation or \
                ForgotPassword. Who gets them and how many texts there are shows with `expand`.",
        uses: &[&op::LIST_EMAIL_TEMPLATES],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::List(&EMAIL_TEMPLATES),
        example: r#"{"brand_id": "Acme", "expand": ["settings"], "limit": 3}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let brand = call.found_id(&self.brand_id).await?;
        let request = op::list_email_templates(&brand).query_if("expand", joined(self.expand));
        let pages = Pages {
            largest: 200,
            cap: None,
        };
        call.list(request, &EMAIL_TEMPLATES, pages).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetEmailTemplate {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Like `UserActivation`.
    template_name: TemplateName,
    /// Embeds these.
    expand: Option<Vec<Part>>,
}

impl Read for GetEmailTemplate {
    const SPEC: Spec = Spec {
        name: "get_email_template",
        title: "Get e-mail template",
        about: "Gets one e-mail template with what `expand` names. Its text comes from \
                get_email_default_content and list_email_customizations.",
        uses: &[&op::GET_EMAIL_TEMPLATE],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::One,
        example: r#"{"brand_id": "Acme", "template_name": "UserActivation", "expand": ["settings", "customizationCount"]}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let brand = call.found_id(&self.brand_id).await?;
        let request = op::get_email_template(&brand, &self.template_name.0)
            .query_if("expand", joined(self.expand));
        let answer = call.send(&request).await?;
        Ok(call.one(answer.body))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetEmailDefaultContent {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Like `UserActivation`.
    template_name: TemplateName,
    /// Like `de`.
    language: Option<String>,
}

impl Read for GetEmailDefaultContent {
    const SPEC: Spec = Spec {
        name: "get_email_default_content",
        title: "Get e-mail default content",
        about: "Gets Okta's own subject and body of one e-mail template in a language: the text to start a \
                customization from.",
        uses: &[&op::GET_EMAIL_DEFAULT_CONTENT],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::One,
        example: r#"{"brand_id": "Acme", "template_name": "UserActivation", "language": "en"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let brand = call.found_id(&self.brand_id).await?;
        let request = op::get_email_default_content(&brand, &self.template_name.0)
            .query_if("language", self.language);
        let answer = call.send(&request).await?;
        Ok(call.one(answer.body))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetEmailDefaultContentPreview {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Like `UserActivation`.
    template_name: TemplateName,
    /// Like `de`.
    language: Option<String>,
}

impl Read for GetEmailDefaultContentPreview {
    const SPEC: Spec = Spec {
        name: "get_email_default_content_preview",
        title: "Get e-mail default content preview",
        about: "Shows Okta's own text of one e-mail template as it would arrive. Okta fills in the caller's \
                profile, which a service app has not, and may answer that there is none.",
        uses: &[&op::GET_EMAIL_DEFAULT_PREVIEW],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::One,
        example: r#"{"brand_id": "Acme", "template_name": "UserActivation"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let brand = call.found_id(&self.brand_id).await?;
        let request = op::get_email_default_preview(&brand, &self.template_name.0)
            .query_if("language", self.language);
        previewed(call, &request).await
    }
}

/// A preview; where there is none, why that may be.
///
/// # Errors
/// As [`Call::send`].
pub async fn previewed(call: &Call<'_>, request: &Request) -> Result<Reply, Error> {
    let answer = call.send(request).await.map_err(|error| match error.kind {
        Kind::NotFound => Error {
            next_step: "Check brand, template and customization. Okta fills previews in with the profile of whoever asks, and a service app has none: read the text itself with get_email_default_content or get_email_customization.".to_owned(),
            ..error
        },
        _ => error,
    })?;
    Ok(call.one(answer.body))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetEmailSettings {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Like `UserActivation`.
    template_name: TemplateName,
}

impl Read for GetEmailSettings {
    const SPEC: Spec = Spec {
        name: "get_email_settings",
        title: "Get e-mail settings",
        about: "Gets who gets the e-mails of one template: all users, admins only, or nobody.",
        uses: &[&op::GET_EMAIL_SETTINGS],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::One,
        example: r#"{"brand_id": "Acme", "template_name": "UserActivation"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let brand = call.found_id(&self.brand_id).await?;
        let request = op::get_email_settings(&brand, &self.template_name.0);
        let answer = call.send(&request).await?;
        Ok(call.one(answer.body))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(inline)]
enum Recipients {
    AllUsers,
    AdminsOnly,
    NoUsers,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReplaceEmailSettings {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Like `UserActivation`.
    template_name: TemplateName,
    /// Who gets them.
    recipients: Recipients,
}

impl Write for ReplaceEmailSettings {
    const SPEC: Spec = Spec {
        name: "replace_email_settings",
        title: "Replace e-mail settings",
        about: "Sets who gets the e-mails of one template. With NO_USERS nobody does, not even people who \
                wait for an activation or a new password. Asks a person first.",
        uses: &[&op::GET_EMAIL_SETTINGS, &op::REPLACE_EMAIL_SETTINGS],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme", "template_name": "AuthenticatorEnrolled", "recipients": "ADMINS_ONLY"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let brand = call.found_id(&self.brand_id).await?;
        let template = &self.template_name.0;
        let look = op::get_email_settings(&brand, template);
        let before = call.send(&look).await?.body["recipients"].clone();
        let (recipients, who) = match self.recipients {
            Recipients::AllUsers => ("ALL_USERS", "all users"),
            Recipients::AdminsOnly => ("ADMINS_ONLY", "administrators only"),
            Recipients::NoUsers => ("NO_USERS", "nobody"),
        };
        let put = op::replace_email_settings(&brand, template);
        let step = Step::new(put.clone().body(json!({"recipients": recipients})))
            .looks_at(look)
            .undo(put.body(json!({"recipients": before.clone()})));
        Ok(Plan::of(step)
            .target(named(template, &brand))
            .happens(format!("E-mails of {} go to {who}.", quote(template)))
            .reaches(format!(
                "Until now they go to {}.",
                quote(before.as_str().unwrap_or("nobody knows whom"))
            ))
            .done(format!("E-mails of {} go to {who}.", quote(template))))
    }
}

/// A template of a brand as the target of a plan.
pub fn named(template: &str, brand: &str) -> Target {
    Target {
        kind: "e-mail template".into(),
        name: template.to_owned(),
        id: brand.to_owned(),
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SendTestEmail {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Like `UserActivation`.
    template_name: TemplateName,
    /// Like `de`.
    language: Option<String>,
}

impl Write for SendTestEmail {
    const SPEC: Spec = Spec {
        name: "send_test_email",
        title: "Send test e-mail",
        about: "Sends one e-mail template to whoever calls, as a test. A service app has no address, so \
                Okta may refuse; nobody else ever gets it.",
        uses: &[&op::SEND_TEST_EMAIL],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme", "template_name": "UserActivation", "language": "en"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let brand = call.found_id(&self.brand_id).await?;
        let template = &self.template_name.0;
        let request = op::send_test_email(&brand, template).query_if("language", self.language);
        Ok(Plan::of(Step::new(request))
            .target(named(template, &brand))
            .happens(format!(
                "{} is sent as a test to whoever calls.",
                quote(template)
            ))
            .done(format!("A test of {} was sent.", quote(template))))
    }
}
