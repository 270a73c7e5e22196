//! Customized texts of e-mail templates, one a language.

use operations::op;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::body::{self, Replacement};
use crate::columns::EMAIL_CUSTOMIZATIONS;
use crate::email_templates::{TemplateName, named, previewed};
use crate::list::Pages;
use crate::lookup::Found;
use crate::noun::{Brand, Customization, Named, Noun};
use crate::quote::quote;
use crate::tool::{read, write};
use crate::{Call, Entry, Error, Kind, Plan, Read, Reply, Returns, Spec, Step, Write};

/// The tools about customized texts.
pub const TOOLS: &[Entry] = &[
    read::<ListEmailCustomizations>(),
    read::<GetEmailCustomization>(),
    read::<GetEmailCustomizationPreview>(),
    write::<CreateEmailCustomization>(),
    write::<ReplaceEmailCustomization>(),
    write::<DeleteEmailCustomization>(),
    write::<DeleteAllEmailCustomizations>(),
];

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListEmailCustomizations {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Like `UserActivation`.
    template_name: TemplateName,
}

impl Read for ListEmailCustomizations {
    const SPEC: Spec = Spec {
        name: "list_email_customizations",
        title: "List e-mail customizations",
        about: "Lists the customized texts of one e-mail template: one a language, with subject and which \
                is the default.",
        uses: &[&op::LIST_EMAIL_CUSTOMIZATIONS],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::List(&EMAIL_CUSTOMIZATIONS),
        example: r#"{"brand_id": "Acme Labs", "template_name": "ForgotPassword", "fields": ["language", "isDefault", "subject"]}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let brand = call.found_id(&self.brand_id).await?;
        let request = op::list_email_customizations(&brand, &self.template_name.0);
        let pages = Pages {
            largest: 200,
            cap: None,
        };
        call.list(request, &EMAIL_CUSTOMIZATIONS, pages).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetEmailCustomization {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Like `UserActivation`.
    template_name: TemplateName,
    /// Customization id or its language.
    customization_id: Named<Customization>,
}

impl Read for GetEmailCustomization {
    const SPEC: Spec = Spec {
        name: "get_email_customization",
        title: "Get e-mail customization",
        about: "Gets one customized text of an e-mail template: language, subject and HTML body.",
        uses: &[&op::GET_EMAIL_CUSTOMIZATION],
        may_use: &[&op::LIST_BRANDS, &op::LIST_EMAIL_CUSTOMIZATIONS],
        returns: Returns::One,
        example: r#"{"brand_id": "Acme Labs", "template_name": "ForgotPassword", "customization_id": "en", "fields": ["language", "subject", "body"]}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let brand = call.found_id(&self.brand_id).await?;
        let place = (brand.as_str(), self.template_name.0.as_str());
        let text = customization(call, place, &self.customization_id).await?;
        Ok(call.one(text.object))
    }
}

/// The customized text meant, of a template of a brand.
async fn customization(
    call: &Call<'_>,
    (brand, template): (&str, &str),
    which: &Named<Customization>,
) -> Result<Found, Error> {
    let list = op::list_email_customizations(brand, template);
    let id = call.found_below(which, &list).await?;
    let request = op::get_email_customization(brand, template, &id);
    let answer = call.send(&request).await?;
    Ok(Found::of(&answer.body, Customization::NAME))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetEmailCustomizationPreview {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Like `UserActivation`.
    template_name: TemplateName,
    /// Customization id or its language.
    customization_id: Named<Customization>,
}

impl Read for GetEmailCustomizationPreview {
    const SPEC: Spec = Spec {
        name: "get_email_customization_preview",
        title: "Get e-mail customization preview",
        about: "Shows one customized e-mail as it would arrive. Okta fills in the caller's profile, which \
                a service app has not, and may answer that there is none.",
        uses: &[&op::GET_CUSTOMIZATION_PREVIEW],
        may_use: &[&op::LIST_BRANDS, &op::LIST_EMAIL_CUSTOMIZATIONS],
        returns: Returns::One,
        example: r#"{"brand_id": "Acme Labs", "template_name": "ForgotPassword", "customization_id": "en"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let brand = call.found_id(&self.brand_id).await?;
        let template = &self.template_name.0;
        let list = op::list_email_customizations(&brand, template);
        let id = call.found_below(&self.customization_id, &list).await?;
        previewed(call, &op::get_customization_preview(&brand, template, &id)).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CreateEmailCustomization {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Like `UserActivation`.
    template_name: TemplateName,
    /// Like `de`.
    language: String,
    /// Subject.
    subject: String,
    /// HTML with the template's variables.
    body: String,
    /// Whether other languages get it.
    is_default: Option<bool>,
}

impl Write for CreateEmailCustomization {
    const SPEC: Spec = Spec {
        name: "create_email_customization",
        title: "Create e-mail customization",
        about: "Adds one customized text to an e-mail template; people get it in place of Okta's. The first \
                becomes the default; a language that has one is refused.",
        uses: &[
            &op::LIST_EMAIL_CUSTOMIZATIONS,
            &op::CREATE_EMAIL_CUSTOMIZATION,
        ],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme Labs", "template_name": "ForgotPassword", "language": "de", "subject": "Neues Passwort", "body": "<html><body><a href=\"${resetPasswordLink}\">Weiter</a></body></html>"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let brand = call.found_id(&self.brand_id).await?;
        let template = &self.template_name.0;
        let list = op::list_email_customizations(&brand, template);
        let texts = call.every(&list, None).await?;
        let is_same = |text: &&Value| {
            let language = text["language"].as_str();
            language.is_some_and(|held| held.eq_ignore_ascii_case(&self.language))
        };
        if let Some(text) = texts.iter().find(is_same) {
            return Err(Error::new(
                Kind::Conflict,
                format!(
                    "{} has a text in {} already; nothing was changed",
                    quote(template),
                    quote(&self.language)
                ),
                format!(
                    "Use replace_email_customization (its id is {}).",
                    text["id"].as_str().unwrap_or_default()
                ),
            ));
        }
        let text = json!({
            "language": self.language,
            "subject": self.subject,
            "body": self.body,
            "isDefault": self.is_default.unwrap_or(texts.is_empty()),
        });
        body::check("customization", &op::CREATE_EMAIL_CUSTOMIZATION, &text)?;
        let request = op::create_email_customization(&brand, template).body(text);
        Ok(Plan::of(Step::new(request))
            .target(named(template, &brand))
            .happens(format!(
                "E-mails of {} get a text of their own in {}.",
                quote(template),
                quote(&self.language)
            ))
            .reaches("Everybody who is sent one in that language gets it at once.")
            .done(format!("The text of {} was added.", quote(template))))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReplaceEmailCustomization {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Like `UserActivation`.
    template_name: TemplateName,
    /// Customization id or its language.
    customization_id: Named<Customization>,
    /// Like `de`.
    language: String,
    /// Subject.
    subject: String,
    /// HTML with the template's variables.
    body: String,
    /// True makes it the default.
    is_default: Option<bool>,
}

impl Write for ReplaceEmailCustomization {
    const SPEC: Spec = Spec {
        name: "replace_email_customization",
        title: "Replace e-mail customization",
        about: "Replaces language, subject and body of one customized e-mail text; whether it is the \
                default stays unless you say so. People get it at once.",
        uses: &[
            &op::GET_EMAIL_CUSTOMIZATION,
            &op::REPLACE_EMAIL_CUSTOMIZATION,
        ],
        may_use: &[&op::LIST_BRANDS, &op::LIST_EMAIL_CUSTOMIZATIONS],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme Labs", "template_name": "ForgotPassword", "customization_id": "en", "language": "en", "subject": "Your new password", "body": "<html><body><a href=\"${resetPasswordLink}\">Go on</a></body></html>"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let brand = call.found_id(&self.brand_id).await?;
        let template = &self.template_name.0;
        let place = (brand.as_str(), template.as_str());
        let text = customization(call, place, &self.customization_id).await?;
        let mut given = Map::from_iter([
            ("language".to_owned(), self.language.into()),
            ("subject".to_owned(), self.subject.into()),
            ("body".to_owned(), self.body.into()),
        ]);
        if let Some(is_default) = self.is_default {
            given.insert("isDefault".to_owned(), is_default.into());
        }
        let operation = &op::REPLACE_EMAIL_CUSTOMIZATION;
        let made = Replacement::of(&text.object, given, operation, "customization")?;
        let put = op::replace_email_customization(&brand, template, &text.id);
        let look = op::get_email_customization(&brand, template, &text.id);
        Ok(Plan::of(made.step(put, look))
            .target(named(template, &brand))
            .target(text.target("customization"))
            .happens(format!(
                "Of the text of {} in {} this changes: {}.",
                quote(template),
                quote(&text.name),
                made.changes()
            ))
            .reaches("Everybody who is sent one in that language gets it at once.")
            .done(format!("The text of {} was replaced.", quote(template))))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeleteEmailCustomization {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Like `UserActivation`.
    template_name: TemplateName,
    /// Customization id or its language.
    customization_id: Named<Customization>,
    /// Its language, as a check.
    language: Option<String>,
}

impl Write for DeleteEmailCustomization {
    const SPEC: Spec = Spec {
        name: "delete_email_customization",
        title: "Delete e-mail customization",
        about: "Deletes one customized e-mail text; people get the default one in its place. The default \
                can only go with all of them: delete_all_email_customizations. Asks a person first.",
        uses: &[
            &op::GET_EMAIL_CUSTOMIZATION,
            &op::DELETE_EMAIL_CUSTOMIZATION,
        ],
        may_use: &[&op::LIST_BRANDS, &op::LIST_EMAIL_CUSTOMIZATIONS],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme Labs", "template_name": "ForgotPassword", "customization_id": "fr"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let brand = call.found_id(&self.brand_id).await?;
        let template = &self.template_name.0;
        let place = (brand.as_str(), template.as_str());
        let text = customization(call, place, &self.customization_id).await?;
        let stated = self.language.filter(|stated| stated != "unknown");
        if stated.is_some_and(|stated| !stated.eq_ignore_ascii_case(&text.name)) {
            return Err(Error::invalid_input(format!(
                "`language` is not that of the customization, which is {}",
                quote(&text.name)
            )));
        }
        if text.object["isDefault"] == true {
            return Err(Error::new(
                Kind::Conflict,
                format!(
                    "the text in {} is the default; nothing was changed",
                    quote(&text.name)
                ),
                "Make another the default with replace_email_customization first, or delete all of them.",
            ));
        }
        let step = Step::new(op::delete_email_customization(&brand, template, &text.id))
            .looks_at(op::get_email_customization(&brand, template, &text.id));
        Ok(Plan::of(step)
            .target(named(template, &brand))
            .target(text.target("customization"))
            .happens(format!(
                "The text of {} in {} is deleted for good.",
                quote(template),
                quote(&text.name)
            ))
            .reaches("The text is lost to Okta; people get the default one in its place.")
            .done(format!("The text of {} is deleted.", quote(template))))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeleteAllEmailCustomizations {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Like `UserActivation`.
    template_name: TemplateName,
}

impl Write for DeleteAllEmailCustomizations {
    const SPEC: Spec = Spec {
        name: "delete_all_email_customizations",
        title: "Delete all e-mail customizations",
        about: "Deletes every customized text of one e-mail template, in all languages; people get Okta's \
                own again. Asks a person first.",
        uses: &[
            &op::LIST_EMAIL_CUSTOMIZATIONS,
            &op::DELETE_ALL_CUSTOMIZATIONS,
        ],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme Labs", "template_name": "ForgotPassword"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let brand = call.found_id(&self.brand_id).await?;
        let template = &self.template_name.0;
        let list = op::list_email_customizations(&brand, template);
        let texts = call.every(&list, None).await?;
        if texts.is_empty() {
            return Err(Error::new(
                Kind::NotFound,
                format!(
                    "{} has no customized text; nothing was changed",
                    quote(template)
                ),
                "Okta's own text is in use already.",
            ));
        }
        let languages: Vec<String> = texts
            .iter()
            .map(|text| quote(text["language"].as_str().unwrap_or_default()))
            .collect();
        let step = Step::new(op::delete_all_customizations(&brand, template)).looks_at(list);
        Ok(Plan::of(step)
            .target(named(template, &brand))
            .happens(format!(
                "All {} customized texts of {} are deleted for good.",
                texts.len(),
                quote(template)
            ))
            .reaches(format!(
                "Lost are those in {}; people get Okta's own text again.",
                languages.join(", ")
            ))
            .done(format!(
                "The customized texts of {} are deleted.",
                quote(template)
            )))
    }
}
