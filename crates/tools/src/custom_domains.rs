//! Custom domains: the organisation's own sign-in addresses.

use operations::op;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use crate::body;
use crate::columns::CUSTOM_DOMAINS;
use crate::email_domains::{refuse_taken, verified_already};
use crate::lookup::Found;
use crate::noun::{Brand, CustomDomain, Named};
use crate::plan::Target;
use crate::quote::quote;
use crate::tool::{read, write};
use crate::{Call, Entry, Error, Kind, Plan, Read, Reply, Returns, Spec, Step, Write};

/// The tools about custom domains.
pub const TOOLS: &[Entry] = &[
    read::<ListCustomDomains>(),
    read::<GetCustomDomain>(),
    write::<CreateCustomDomain>(),
    write::<ReplaceCustomDomain>(),
    write::<VerifyCustomDomain>(),
    write::<DeleteCustomDomain>(),
];

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListCustomDomains {}

impl Read for ListCustomDomains {
    const SPEC: Spec = Spec {
        name: "list_custom_domains",
        title: "List custom domains",
        about: "Lists the custom domains (own sign-in addresses) with status, certificate and brand.",
        uses: &[&op::LIST_CUSTOM_DOMAINS],
        may_use: &[],
        returns: Returns::List(&CUSTOM_DOMAINS),
        example: r#"{"fields": ["certificateSourceType", "validationStatus"]}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let list = op::list_custom_domains();
        let domains = call.every(&list, Some("domains")).await?;
        call.table(&domains, &CUSTOM_DOMAINS)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetCustomDomain {
    /// Domain id or name.
    domain_id: Named<CustomDomain>,
}

impl Read for GetCustomDomain {
    const SPEC: Spec = Spec {
        name: "get_custom_domain",
        title: "Get custom domain",
        about: "Gets one custom domain: status, the DNS records to add, certificate with expiry, and brand. \
                The id `default` is the organisation's Okta address.",
        uses: &[&op::GET_CUSTOM_DOMAIN],
        may_use: &[&op::LIST_CUSTOM_DOMAINS],
        returns: Returns::One,
        example: r#"{"domain_id": "login.acme.example", "fields": ["domain", "certificateSourceType", "validationStatus"]}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let domain = call.found(&self.domain_id).await?;
        Ok(call.one(domain.object))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(inline)]
enum Certificate {
    Manual,
    OktaManaged,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CreateCustomDomain {
    /// Domain, like `login.acme.example`.
    domain: String,
    /// Whose certificate.
    certificate_source_type: Certificate,
}

impl Write for CreateCustomDomain {
    const SPEC: Spec = Spec {
        name: "create_custom_domain",
        title: "Create custom domain",
        about: "Adds one custom domain (own sign-in address); the answer has the DNS records to add before \
                verify_custom_domain. A domain that is there already is refused; Okta allows three.",
        uses: &[&op::LIST_CUSTOM_DOMAINS, &op::CREATE_CUSTOM_DOMAIN],
        may_use: &[],
        returns: Returns::Change,
        example: r#"{"domain": "id.acme.example", "certificate_source_type": "OKTA_MANAGED"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let list = op::list_custom_domains();
        let domains = call.every(&list, Some("domains")).await?;
        refuse_taken(&domains, &self.domain)?;
        let source = match self.certificate_source_type {
            Certificate::Manual => "MANUAL",
            Certificate::OktaManaged => "OKTA_MANAGED",
        };
        let domain = json!({"domain": self.domain.trim(), "certificateSourceType": source});
        body::check("domain", &op::CREATE_CUSTOM_DOMAIN, &domain)?;
        Ok(Plan::of(Step::new(op::create_custom_domain().body(domain)))
            .target(Target {
                kind: "custom domain".into(),
                name: self.domain.clone(),
                id: String::new(),
            })
            .happens(format!(
                "The custom domain {} is added to {}.",
                quote(&self.domain),
                call.org()
            ))
            .reaches("Nobody can use it until its DNS records are there and it is verified.")
            .done(format!(
                "The custom domain {} was added.",
                quote(&self.domain)
            )))
    }
}

/// The organisation's own Okta address is no custom domain.
fn refuse_default(domain: &Found) -> Result<(), Error> {
    if domain.id != "default" {
        return Ok(());
    }
    Err(Error::invalid_input(
        "`domain_id` is the organisation's own Okta address, which cannot be changed or deleted",
    ))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReplaceCustomDomain {
    /// Domain id or name.
    domain_id: Named<CustomDomain>,
    /// Brand id or name.
    brand_id: Named<Brand>,
}

impl Write for ReplaceCustomDomain {
    const SPEC: Spec = Spec {
        name: "replace_custom_domain",
        title: "Replace custom domain",
        about: "Moves one custom domain to another brand, so that its pages and e-mails change at once. \
                Nothing else of a domain can be changed.",
        uses: &[
            &op::GET_CUSTOM_DOMAIN,
            &op::GET_BRAND,
            &op::REPLACE_CUSTOM_DOMAIN,
        ],
        may_use: &[&op::LIST_CUSTOM_DOMAINS, &op::LIST_BRANDS],
        returns: Returns::Change,
        example: r#"{"domain_id": "login.acme.example", "brand_id": "Acme Labs"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let domain = call.found(&self.domain_id).await?;
        refuse_default(&domain)?;
        let brand = call.found(&self.brand_id).await?;
        let put = op::replace_custom_domain(&domain.id);
        let mut step = Step::new(put.clone().body(json!({"brandId": brand.id})))
            .looks_at(op::get_custom_domain(&domain.id));
        if let Some(before) = domain.object["brandId"].as_str() {
            step = step.undo(put.body(json!({"brandId": before})));
        }
        Ok(Plan::of(step)
            .target(domain.target("custom domain"))
            .target(brand.target("brand"))
            .happens(format!(
                "The custom domain {} shows the brand {}.",
                quote(&domain.name),
                quote(&brand.name)
            ))
            .reaches("Everybody who signs in at that address sees the other brand's pages at once.")
            .done(format!(
                "{} shows the brand {}.",
                quote(&domain.name),
                quote(&brand.name)
            )))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct VerifyCustomDomain {
    /// Domain id or name.
    domain_id: Named<CustomDomain>,
}

impl Write for VerifyCustomDomain {
    const SPEC: Spec = Spec {
        name: "verify_custom_domain",
        title: "Verify custom domain",
        about: "Has Okta check the DNS records of one custom domain; with an Okta-managed certificate it \
                goes live afterwards. Add the records of get_custom_domain first.",
        uses: &[&op::GET_CUSTOM_DOMAIN, &op::VERIFY_DOMAIN],
        may_use: &[&op::LIST_CUSTOM_DOMAINS],
        returns: Returns::Change,
        example: r#"{"domain_id": "login.acme.example"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let domain = call.found(&self.domain_id).await?;
        refuse_default(&domain)?;
        let status = domain.object["validationStatus"].as_str();
        if matches!(status, Some("VERIFIED" | "COMPLETED")) {
            return Err(verified_already(&domain.name));
        }
        let step =
            Step::new(op::verify_domain(&domain.id)).looks_at(op::get_custom_domain(&domain.id));
        Ok(Plan::of(step)
            .target(domain.target("custom domain"))
            .happens(format!(
                "Okta checks the DNS records of {}.",
                quote(&domain.name)
            ))
            .reaches("Once verified, people can sign in at that address.")
            .done(format!("Okta checked {}.", quote(&domain.name))))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeleteCustomDomain {
    /// Domain id or name.
    domain_id: Named<CustomDomain>,
}

impl Write for DeleteCustomDomain {
    const SPEC: Spec = Spec {
        name: "delete_custom_domain",
        title: "Delete custom domain",
        about: "Deletes one custom domain (own sign-in address): people, apps and passkeys that use it can \
                no longer sign in there. Asks a person first.",
        uses: &[&op::GET_CUSTOM_DOMAIN, &op::DELETE_CUSTOM_DOMAIN],
        may_use: &[&op::LIST_CUSTOM_DOMAINS],
        returns: Returns::Change,
        example: r#"{"domain_id": "login.acme.example"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let domain = call.found(&self.domain_id).await?;
        if domain.id == "default" {
            return Err(Error::new(
                Kind::Conflict,
                "the organisation's own Okta address cannot be deleted; nothing was changed",
                "list_custom_domains shows which custom domains there are.",
            ));
        }
        let step = Step::new(op::delete_custom_domain(&domain.id))
            .looks_at(op::get_custom_domain(&domain.id));
        Ok(Plan::of(step)
            .target(domain.target("custom domain"))
            .happens(format!("The custom domain {} is deleted for good.", quote(&domain.name)))
            .reaches("Everybody who signs in at that address is kept out there: people, apps that redirect to it, and passkeys bound to it. It must be added and verified anew to come back.")
            .done(format!("The custom domain {} is deleted.", quote(&domain.name))))
    }
}
