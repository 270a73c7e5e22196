//! Custom domains: the organisation's own sign-in addresses.

use operations::op;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use crate::body;
use crate::columns::CUSTOM_DOMAINS;
use crate::email_domains::{refuse_taken, verified_already};
use crate::folder::Named as File;
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
    write::<UpsertCustomDomainCertificate>(),
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
struct UpsertCustomDomainCertificate {
    /// Domain id or name.
    domain_id: Named<CustomDomain>,
    /// Certificate, PEM.
    certificate: String,
    /// Chain of issuers, PEM.
    certificate_chain: String,
    /// File with the key, like `tls.key`.
    private_key_file_path: String,
}

/// The largest file that is read for a key, in bytes.
const LARGEST_KEY: u64 = 32 * 1024;

impl Write for UpsertCustomDomainCertificate {
    const SPEC: Spec = Spec {
        name: "upsert_custom_domain_certificate",
        title: "Upsert custom domain certificate",
        about: "Gives one verified custom domain its own TLS certificate, or renews it. The private key \
                comes from a file in the folder of OKTA_MCP_FILES_DIR and is never an argument. An \
                Okta-managed domain becomes manual.",
        uses: &[&op::GET_CUSTOM_DOMAIN, &op::UPSERT_CERTIFICATE],
        may_use: &[&op::LIST_CUSTOM_DOMAINS],
        returns: Returns::Change,
        example: r#"{"domain_id": "sso.acme.example", "certificate": "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", "certificate_chain": "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----", "private_key_file_path": "tls.key"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        refuse_no_certificate("certificate", &self.certificate)?;
        refuse_no_certificate("certificate_chain", &self.certificate_chain)?;
        let key = private_key(call, &self.private_key_file_path)?;
        let domain = call.found(&self.domain_id).await?;
        refuse_default(&domain)?;
        refuse_unverified(&domain)?;
        let certificate = json!({
            "type": "PEM",
            "certificate": self.certificate,
            "certificateChain": self.certificate_chain,
            "privateKey": key,
        });
        let step = Step::new(op::upsert_certificate(&domain.id).body(certificate))
            .looks_at(op::get_custom_domain(&domain.id));
        let mut plan = Plan::of(step)
            .target(domain.target("custom domain"))
            .happens(format!(
                "The custom domain {} is served with another certificate, and with the private key in the file {}.",
                quote(&domain.name),
                quote(&self.private_key_file_path)
            ))
            .reaches("Everybody who signs in at that address meets it at once; a certificate that does not fit keeps them out. The one before cannot be had back from Okta.")
            .done(format!("{} has another certificate.", quote(&domain.name)));
        if domain.object["certificateSourceType"] == "OKTA_MANAGED" {
            plan = plan.reaches(
                "Okta no longer renews the certificate of this domain: whoever made this one does.",
            );
        }
        Ok(plan)
    }
}

/// A certificate is public and may be an argument; a key may not.
fn refuse_no_certificate(argument: &str, given: &str) -> Result<(), Error> {
    if given.contains("PRIVATE KEY") {
        return Err(Error::invalid_input(format!(
            "`{argument}` holds a private key, which no tool takes as an argument: it would stand in the model's context and in logs. Put it in a file and name that in `private_key_file_path`; this key should be replaced"
        )));
    }
    if given.contains("-----BEGIN CERTIFICATE-----") {
        return Ok(());
    }
    Err(Error::invalid_input(format!(
        "`{argument}` is no PEM certificate: it has no line -----BEGIN CERTIFICATE-----"
    )))
}

/// The private key in a file of the folder.
fn private_key(call: &Call<'_>, name: &str) -> Result<String, Error> {
    let argument = "private_key_file_path";
    if name.contains("-----BEGIN") {
        return Err(Error::invalid_input(format!(
            "`{argument}` is the name of a file and not the key itself, which would stand in the model's context and in logs; this key should be replaced"
        )));
    }
    let bytes = call.files()?.read(File { argument, name }, LARGEST_KEY)?;
    let text = String::from_utf8(bytes).unwrap_or_default();
    let why = match () {
        () if text.contains("ENCRYPTED") => "is encrypted; Okta takes a key without a passphrase",
        () if text.contains("-----BEGIN") && text.contains("PRIVATE KEY-----") => return Ok(text),
        () => "is no private key in PEM form",
    };
    Err(Error::invalid_input(format!(
        "`{argument}`: {} {why}; nothing was sent",
        quote(name)
    )))
}

/// Okta takes a certificate only for a domain that is proven to be the organisation's.
fn refuse_unverified(domain: &Found) -> Result<(), Error> {
    let status = domain.object["validationStatus"].as_str();
    if matches!(status, Some("VERIFIED" | "COMPLETED") | None) {
        return Ok(());
    }
    Err(Error::new(
        Kind::Conflict,
        format!(
            "{} is not verified yet; nothing was changed",
            quote(&domain.name)
        ),
        "Add the DNS records that get_custom_domain shows, then call verify_custom_domain.",
    ))
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
