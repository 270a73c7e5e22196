//! Brands: what people see of the organisation, each with its domain, theme, pages and e-mails.

use operations::op;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::body::{Replacement, camel_keys};
use crate::columns::{BRANDS, CUSTOM_DOMAINS};
use crate::list::Pages;
use crate::noun::{Brand, EmailDomain, Named};
use crate::plan::Target;
use crate::quote::quote;
use crate::tool::{read, write};
use crate::{Call, Entry, Error, Kind, Plan, Read, Reply, Returns, Spec, Step, Write};

/// The tools about brands.
pub const TOOLS: &[Entry] = &[
    read::<ListBrands>(),
    read::<GetBrand>(),
    read::<ListBrandDomains>(),
    write::<CreateBrand>(),
    write::<ReplaceBrand>(),
    write::<DeleteBrand>(),
];

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum Part {
    Themes,
    Domains,
    EmailDomain,
}

impl Part {
    fn as_str(&self) -> &'static str {
        match self {
            Self::Themes => "themes",
            Self::Domains => "domains",
            Self::EmailDomain => "emailDomain",
        }
    }
}

/// The parts asked for, as Okta takes them.
fn joined(parts: Option<Vec<Part>>) -> Option<String> {
    let parts = parts.filter(|parts| !parts.is_empty())?;
    let names: Vec<&str> = parts.iter().map(Part::as_str).collect();
    Some(names.join(","))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListBrands {
    /// Part of a name.
    q: Option<String>,
    /// Embeds these.
    expand: Option<Vec<Part>>,
}

impl Read for ListBrands {
    const SPEC: Spec = Spec {
        name: "list_brands",
        title: "List brands",
        about: "Lists the brands: sets of domain, theme, pages and e-mails that people see. What \
                `expand` embeds shows only with `fields` `[\"*\"]`.",
        uses: &[&op::LIST_BRANDS],
        may_use: &[],
        returns: Returns::List(&BRANDS),
        example: "{}",
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let request = op::list_brands()
            .query_if("q", self.q)
            .query_if("expand", joined(self.expand));
        let pages = Pages {
            largest: 200,
            cap: None,
        };
        call.list(request, &BRANDS, pages).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetBrand {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Embeds these.
    expand: Option<Vec<Part>>,
}

impl Read for GetBrand {
    const SPEC: Spec = Spec {
        name: "get_brand",
        title: "Get brand",
        about: "Gets one brand: name, language, default app, privacy policy link and e-mail domain. \
                `expand` adds its themes and domains.",
        uses: &[&op::GET_BRAND],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::One,
        example: r#"{"brand_id": "Acme Labs"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let brand = call.found_id(&self.brand_id).await?;
        let request = op::get_brand(&brand).query_if("expand", joined(self.expand));
        let answer = call.send(&request).await?;
        Ok(call.one(answer.body))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListBrandDomains {
    /// Brand id or name.
    brand_id: Named<Brand>,
}

impl Read for ListBrandDomains {
    const SPEC: Spec = Spec {
        name: "list_brand_domains",
        title: "List brand domains",
        about: "Lists the custom domains (sign-in addresses) that belong to one brand.",
        uses: &[&op::LIST_BRAND_DOMAINS],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::List(&CUSTOM_DOMAINS),
        example: r#"{"brand_id": "Acme Labs"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let brand = call.found_id(&self.brand_id).await?;
        let list = op::list_brand_domains(&brand);
        let domains = call.every(&list, Some("domains")).await?;
        call.table(&domains, &CUSTOM_DOMAINS)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CreateBrand {
    /// Name; no brand may have it.
    name: String,
}

impl Write for CreateBrand {
    const SPEC: Spec = Spec {
        name: "create_brand",
        title: "Create brand",
        about: "Creates one brand with a theme of its own. Nobody sees it until a custom domain uses it; \
                a name that is taken is refused.",
        uses: &[&op::LIST_BRANDS, &op::CREATE_BRAND],
        may_use: &[],
        returns: Returns::Change,
        example: r#"{"name": "Acme Partners"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let name = self.name.trim();
        if name.is_empty() {
            return Err(Error::invalid_input("`name` is empty"));
        }
        refuse_taken(call, name, None).await?;
        Ok(
            Plan::of(Step::new(op::create_brand().body(json!({"name": name}))))
                .target(Target {
                    kind: "brand".into(),
                    name: name.to_owned(),
                    id: String::new(),
                })
                .happens(format!(
                    "A new brand {} is created in {}.",
                    quote(name),
                    call.org()
                ))
                .done(format!("The brand {} was created.", quote(name))),
        )
    }
}

/// Refuses a name that another brand has.
async fn refuse_taken(call: &Call<'_>, name: &str, own: Option<&str>) -> Result<(), Error> {
    let list = op::list_brands().query("limit", 200);
    let brands = call.every(&list, None).await?;
    let taken = brands.iter().find(|brand| {
        let has_name = brand["name"]
            .as_str()
            .is_some_and(|held| held.eq_ignore_ascii_case(name));
        has_name && brand["id"].as_str() != own
    });
    match taken {
        Some(brand) => Err(Error::new(
            Kind::Conflict,
            format!(
                "there is a brand {} already; nothing was changed",
                quote(name)
            ),
            format!(
                "Use that one (its id is {}), or choose another name.",
                brand["id"].as_str().unwrap_or_default()
            ),
        )),
        None => Ok(()),
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReplaceBrand {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Name.
    name: String,
    /// Needed for a privacy link.
    agree_to_custom_privacy_policy: Option<bool>,
    /// Privacy link; empty clears it.
    custom_privacy_policy_url: Option<String>,
    /// Whether Okta's footer goes.
    remove_powered_by_okta: Option<bool>,
    /// Language, like `en`; empty clears it.
    locale: Option<String>,
    /// E-mail domain; empty clears it.
    email_domain_id: Option<String>,
    /// Where people land: `appInstanceId`, `appLinkName`.
    default_app: Option<Map<String, Value>>,
}

impl Write for ReplaceBrand {
    const SPEC: Spec = Spec {
        name: "replace_brand",
        title: "Replace brand",
        about: "Changes settings of one brand: name, language, privacy link, e-mail domain, default app. \
                Okta replaces the whole, so what you leave out is read first and stays.",
        uses: &[&op::LIST_BRANDS, &op::GET_BRAND, &op::REPLACE_BRAND],
        may_use: &[&op::LIST_EMAIL_DOMAINS],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme Labs", "name": "Acme Labs", "locale": "de"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let brand = call.found(&self.brand_id).await?;
        if brand.name != self.name {
            refuse_taken(call, &self.name, Some(&brand.id)).await?;
        }
        let operation = &op::REPLACE_BRAND;
        let given = self.given(call).await?;
        let made = Replacement::of(&brand.object, given, operation, "brand")?;
        let put = op::replace_brand(&brand.id);
        Ok(Plan::of(made.step(put, op::get_brand(&brand.id)))
            .target(brand.target("brand"))
            .happens(format!(
                "Of the brand {} this changes: {}.",
                quote(&brand.name),
                made.changes()
            ))
            .reaches("Everybody who meets the brand sees it at once.")
            .done(format!("The brand {} was changed.", quote(&brand.name))))
    }
}

impl ReplaceBrand {
    /// What was given, under Okta's names.
    async fn given(self, call: &Call<'_>) -> Result<Map<String, Value>, Error> {
        let mut given = Map::from_iter([("name".to_owned(), self.name.into())]);
        let email_domain = match self.email_domain_id {
            Some(which) if !which.trim().is_empty() => {
                let which = Named::<EmailDomain>::try_from(which).map_err(Error::invalid_input)?;
                Some(call.found_id(&which).await?)
            }
            other => other,
        };
        for (name, value) in [
            ("customPrivacyPolicyUrl", self.custom_privacy_policy_url),
            ("locale", self.locale),
            ("emailDomainId", email_domain),
        ] {
            if let Some(text) = value {
                let clears = text.trim().is_empty();
                let value = if clears { Value::Null } else { text.into() };
                given.insert(name.to_owned(), value);
            }
        }
        for (name, value) in [
            (
                "agreeToCustomPrivacyPolicy",
                self.agree_to_custom_privacy_policy,
            ),
            ("removePoweredByOkta", self.remove_powered_by_okta),
        ] {
            if let Some(value) = value {
                given.insert(name.to_owned(), value.into());
            }
        }
        if let Some(app) = self.default_app {
            given.insert("defaultApp".to_owned(), camel_keys(app).into());
        }
        Ok(given)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeleteBrand {
    /// Brand id or name.
    brand_id: Named<Brand>,
}

impl Write for DeleteBrand {
    const SPEC: Spec = Spec {
        name: "delete_brand",
        title: "Delete brand",
        about: "Deletes one brand with its theme, pages and e-mail texts for good. Not the default brand, \
                nor one that a custom or e-mail domain uses. Asks a person first.",
        uses: &[&op::GET_BRAND, &op::DELETE_BRAND],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme Pop-up"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let brand = call.found(&self.brand_id).await?;
        if brand.object["isDefault"] == true {
            return Err(Error::new(
                Kind::Conflict,
                format!(
                    "{} is the default brand; nothing was changed",
                    quote(&brand.name)
                ),
                "Okta does not delete the default brand; replace_brand changes it.",
            ));
        }
        let step = Step::new(op::delete_brand(&brand.id)).looks_at(op::get_brand(&brand.id));
        Ok(Plan::of(step)
            .target(brand.target("brand"))
            .happens(format!(
                "The brand {} is deleted for good.",
                quote(&brand.name)
            ))
            .reaches(
                "Its theme, pages and e-mail texts are lost with it. A new brand has another id.",
            )
            .done(format!("The brand {} is deleted.", quote(&brand.name))))
    }
}
