//! E-mail domains: in whose name Okta's e-mails go out.

use operations::op;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::body::{self, Replacement};
use crate::columns::EMAIL_DOMAINS;
use crate::list::Pages;
use crate::noun::{Brand, EmailDomain, Named};
use crate::plan::Target;
use crate::quote::quote;
use crate::tool::{read, write};
use crate::{Call, Entry, Error, Kind, Plan, Read, Reply, Returns, Spec, Step, Write};

/// The tools about e-mail domains.
pub const TOOLS: &[Entry] = &[
    read::<ListEmailDomains>(),
    read::<GetEmailDomain>(),
    write::<CreateEmailDomain>(),
    write::<ReplaceEmailDomain>(),
    write::<VerifyEmailDomain>(),
    write::<DeleteEmailDomain>(),
];

/// What `expand` says where brands are wanted.
fn brands(wanted: bool) -> Option<&'static str> {
    wanted.then_some("brands")
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListEmailDomains {
    /// Embeds their brands.
    #[serde(default)]
    expand_brands: bool,
}

impl Read for ListEmailDomains {
    const SPEC: Spec = Spec {
        name: "list_email_domains",
        title: "List e-mail domains",
        about: "Lists the e-mail domains (custom senders) with sender and whether they are verified. Their \
                DNS records and brands show with `fields` `[\"*\"]`.",
        uses: &[&op::LIST_EMAIL_DOMAINS],
        may_use: &[],
        returns: Returns::List(&EMAIL_DOMAINS),
        example: r#"{"fields": ["domain", "displayName", "validationStatus"]}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let request = op::list_email_domains().query_if("expand", brands(self.expand_brands));
        let pages = Pages {
            largest: usize::MAX,
            cap: None,
        };
        call.list(request, &EMAIL_DOMAINS, pages).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetEmailDomain {
    /// E-mail domain id or name.
    email_domain_id: Named<EmailDomain>,
    /// Embeds its brands.
    #[serde(default)]
    expand_brands: bool,
}

impl Read for GetEmailDomain {
    const SPEC: Spec = Spec {
        name: "get_email_domain",
        title: "Get e-mail domain",
        about: "Gets one e-mail domain (custom sender): sender name and address, the DNS records to add, \
                and whether it is verified.",
        uses: &[&op::GET_EMAIL_DOMAIN],
        may_use: &[&op::LIST_EMAIL_DOMAINS],
        returns: Returns::One,
        example: r#"{"email_domain_id": "mail.acme.example", "fields": ["domain", "displayName", "validationStatus"]}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let domain = call.found_id(&self.email_domain_id).await?;
        let request = op::get_email_domain(&domain).query_if("expand", brands(self.expand_brands));
        let answer = call.send(&request).await?;
        Ok(call.one(answer.body))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CreateEmailDomain {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Domain, like `mail.acme.example`.
    domain: String,
    /// Sender's name.
    display_name: String,
    /// Part before the @.
    user_name: String,
    /// Subdomain for DNS records; `mail`.
    validation_subdomain: Option<String>,
}

impl Write for CreateEmailDomain {
    const SPEC: Spec = Spec {
        name: "create_email_domain",
        title: "Create e-mail domain",
        about: "Adds one e-mail domain (custom sender) to a brand; the answer has the DNS records to add. \
                Okta sends nothing from it until verify_email_domain; a domain that is there already is \
                refused.",
        uses: &[&op::LIST_EMAIL_DOMAINS, &op::CREATE_EMAIL_DOMAIN],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme Labs", "domain": "news.acme.example", "display_name": "Acme", "user_name": "noreply"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let list = op::list_email_domains();
        let domains = call.every(&list, None).await?;
        refuse_taken(&domains, &self.domain)?;
        let brand = call.found_id(&self.brand_id).await?;
        let domain = json!({
            "brandId": brand,
            "domain": self.domain,
            "displayName": self.display_name,
            "userName": self.user_name,
            "validationSubdomain": self.validation_subdomain.as_deref().unwrap_or("mail"),
        });
        body::check("domain", &op::CREATE_EMAIL_DOMAIN, &domain)?;
        let request = op::create_email_domain().body(domain);
        Ok(Plan::of(Step::new(request))
            .target(Target {
                kind: "e-mail domain".into(),
                name: self.domain.clone(),
                id: String::new(),
            })
            .happens(format!(
                "The e-mail domain {} is added to {}.",
                quote(&self.domain),
                call.org()
            ))
            .reaches(
                "Okta sends nothing from it until its DNS records are there and it is verified.",
            )
            .done(format!(
                "The e-mail domain {} was added.",
                quote(&self.domain)
            )))
    }
}

/// Refuses a domain that is there already, however it is written.
///
/// # Errors
/// `conflict`, with the id of the one that is there.
pub fn refuse_taken(domains: &[Value], name: &str) -> Result<(), Error> {
    let is_same = |domain: &&Value| {
        let held = domain["domain"].as_str();
        held.is_some_and(|held| held.eq_ignore_ascii_case(name.trim()))
    };
    match domains.iter().find(is_same) {
        Some(domain) => Err(Error::new(
            Kind::Conflict,
            format!("{} is there already; nothing was changed", quote(name)),
            format!("Its id is {}.", domain["id"].as_str().unwrap_or_default()),
        )),
        None => Ok(()),
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReplaceEmailDomain {
    /// E-mail domain id or name.
    email_domain_id: Named<EmailDomain>,
    /// Sender's name.
    display_name: String,
    /// Part before the @.
    user_name: String,
}

impl Write for ReplaceEmailDomain {
    const SPEC: Spec = Spec {
        name: "replace_email_domain",
        title: "Replace e-mail domain",
        about: "Sets the sender's name and the part before the @ of one e-mail domain. The domain itself \
                cannot be changed; people see the new sender at once.",
        uses: &[&op::GET_EMAIL_DOMAIN, &op::REPLACE_EMAIL_DOMAIN],
        may_use: &[&op::LIST_EMAIL_DOMAINS],
        returns: Returns::Change,
        example: r#"{"email_domain_id": "mail.acme.example", "display_name": "Acme IT", "user_name": "it"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let domain = call.found(&self.email_domain_id).await?;
        // Okta takes these two and nothing else.
        let now = json!({
            "displayName": domain.object["displayName"].clone(),
            "userName": domain.object["userName"].clone(),
        });
        let given = Map::from_iter([
            ("displayName".to_owned(), self.display_name.into()),
            ("userName".to_owned(), self.user_name.into()),
        ]);
        let operation = &op::REPLACE_EMAIL_DOMAIN;
        let made = Replacement::of(&now, given, operation, "domain")?;
        let put = op::replace_email_domain(&domain.id);
        Ok(Plan::of(made.step(put, op::get_email_domain(&domain.id)))
            .target(domain.target("e-mail domain"))
            .happens(format!(
                "E-mails of {} go out as {} <{}@…>.",
                quote(&domain.name),
                quote(made.after["displayName"].as_str().unwrap_or_default()),
                quote(made.after["userName"].as_str().unwrap_or_default()).trim_matches('"')
            ))
            .reaches("Everybody whom Okta writes to under its brands sees the new sender.")
            .done(format!("The sender of {} was set.", quote(&domain.name))))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct VerifyEmailDomain {
    /// E-mail domain id or name.
    email_domain_id: Named<EmailDomain>,
}

impl Write for VerifyEmailDomain {
    const SPEC: Spec = Spec {
        name: "verify_email_domain",
        title: "Verify e-mail domain",
        about: "Has Okta check the DNS records of one e-mail domain; once verified, its brands' e-mails go \
                out under that sender. Add the records of get_email_domain first.",
        uses: &[&op::GET_EMAIL_DOMAIN, &op::VERIFY_EMAIL_DOMAIN],
        may_use: &[&op::LIST_EMAIL_DOMAINS],
        returns: Returns::Change,
        example: r#"{"email_domain_id": "mail.acme.example"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let domain = call.found(&self.email_domain_id).await?;
        if domain.object["validationStatus"] == "VERIFIED" {
            return Err(verified_already(&domain.name));
        }
        let step = Step::new(op::verify_email_domain(&domain.id))
            .looks_at(op::get_email_domain(&domain.id));
        Ok(Plan::of(step)
            .target(domain.target("e-mail domain"))
            .happens(format!(
                "Okta checks the DNS records of {}.",
                quote(&domain.name)
            ))
            .reaches("Once verified, the e-mails of its brands go out under that sender.")
            .done(format!("Okta checked {}.", quote(&domain.name))))
    }
}

/// There is nothing to verify.
pub fn verified_already(name: &str) -> Error {
    Error::new(
        Kind::Conflict,
        format!("{} is verified already; nothing was sent", quote(name)),
        "Nothing needs to be done.",
    )
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeleteEmailDomain {
    /// E-mail domain id or name.
    email_domain_id: Named<EmailDomain>,
}

impl Write for DeleteEmailDomain {
    const SPEC: Spec = Spec {
        name: "delete_email_domain",
        title: "Delete e-mail domain",
        about: "Deletes one e-mail domain (custom sender): its brands' e-mails go out from Okta's address \
                again. It must be added and verified anew to come back. Asks a person first.",
        uses: &[&op::GET_EMAIL_DOMAIN, &op::DELETE_EMAIL_DOMAIN],
        may_use: &[&op::LIST_EMAIL_DOMAINS],
        returns: Returns::Change,
        example: r#"{"email_domain_id": "mail.acme.example"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let domain = call.found(&self.email_domain_id).await?;
        let step = Step::new(op::delete_email_domain(&domain.id))
            .looks_at(op::get_email_domain(&domain.id));
        Ok(Plan::of(step)
            .target(domain.target("e-mail domain"))
            .happens(format!("The e-mail domain {} is deleted for good.", quote(&domain.name)))
            .reaches("The e-mails of its brands go out from Okta's own address again; the domain must be added and verified anew to come back.")
            .done(format!("The e-mail domain {} is deleted.", quote(&domain.name))))
    }
}
