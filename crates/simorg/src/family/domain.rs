//! Custom domains and email domains: which brand they show, and whether their DNS records were found.
//!
//! The simulator asks no name server. What lies in the company's own zone, `acme.example`, counts as
//! published; nothing else does.

use serde_json::{Value, json};

use super::brand;
use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree::{self, Document};

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("createCustomDomain", create),
    ("replaceCustomDomain", replace),
    ("verifyDomain", verify),
    ("upsertCertificate", certify),
    ("createEmailDomain", create_email),
    ("verifyEmailDomain", verify_email),
    ("deleteEmailDomain", delete_email),
    ("getEmailDomain", expand),
    ("listEmailDomains", expand),
];

/// The zone whose records are there.
const ZONE: &str = "acme.example";

/// Domains whose owners can never prove them (RFC 2606); Okta issues no certificates for them.
const RESERVED: [&str; 4] = ["example.com", "example.net", "example.org", "test"];

fn within(domain: &str, zone: &str) -> bool {
    domain == zone
        || domain
            .strip_suffix(zone)
            .is_some_and(|rest| rest.ends_with('.'))
}

fn text<'b>(body: &'b Document, name: &str) -> &'b str {
    body.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A domain without a brand gets one of its own, named after it.
fn create(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.object()?;
    let name = text(&body, "domain").to_lowercase();
    let managed = text(&body, "certificateSourceType") == "OKTA_MANAGED";
    if managed && RESERVED.iter().any(|zone| within(&name, zone)) {
        let cause = "domain: Prohibited custom domain name.";
        return Err(Refusal::invalid("domain", cause));
    }
    let asked = text(&body, "brandId");
    if !asked.is_empty() && !state.tree.has(&format!("/api/v1/brands/{asked}")) {
        return Err(Refusal::not_found(asked, "Brand"));
    }
    let answer = tree::answer(state, call)?;
    let id = answer
        .body
        .as_ref()
        .and_then(|body| body.get("id")?.as_str());
    let path = format!("/api/v1/domains/{}", id.unwrap_or_default());
    if asked.is_empty() {
        let brand = brand::plant(state, &name);
        let brand = brand.rsplit_once('/').map_or("", |(_, id)| id).to_owned();
        if let Some(held) = state.tree.get_mut(&path) {
            held.insert("brandId".to_owned(), json!(brand));
        }
    }
    let view = tree::rule::View::Created;
    Ok(tree::show::reply(state, call, (&path, view)))
}

/// The brand is all that can be replaced.
fn replace(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.object()?;
    let brand = text(&body, "brandId");
    if !state.tree.has(&format!("/api/v1/brands/{brand}")) {
        return Err(Refusal::not_found(brand, "Brand"));
    }
    only_custom(call)?;
    tree::answer(state, call)
}

fn only_custom(call: &Call<'_>) -> Result<(), Refusal> {
    if call.value(0) == "default" {
        let cause = "This operation is not supported for this domain";
        return Err(Refusal::invalid("id", cause));
    }
    Ok(())
}

fn verify(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    only_custom(call)?;
    if let Some(domain) = state
        .tree
        .get_mut(&format!("/api/v1/domains/{}", call.value(0)))
    {
        let found = within(&text(domain, "domain").to_lowercase(), ZONE);
        let managed = text(domain, "certificateSourceType") == "OKTA_MANAGED";
        let status = match (found, managed) {
            (true, true) => "COMPLETED",
            (true, false) => "VERIFIED",
            (false, _) => "FAILED_TO_VERIFY",
        };
        domain.insert("validationStatus".to_owned(), json!(status));
    }
    tree::answer(state, call)
}

/// A certificate needs a verified domain; with it the domain is complete.
fn certify(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let path = format!("/api/v1/domains/{}", call.value(0));
    let status = state
        .tree
        .get(&path)
        .map(|domain| text(domain, "validationStatus").to_owned());
    if status.is_some_and(|status| !["VERIFIED", "COMPLETED"].contains(&status.as_str())) {
        return Err(Refusal::new(403, "E0000165", "Domain not verified."));
    }
    let answer = tree::answer(state, call)?;
    if let Some(domain) = state.tree.get_mut(&path) {
        domain.insert("validationStatus".to_owned(), json!("COMPLETED"));
        domain.insert("certificateSourceType".to_owned(), json!("MANUAL"));
    }
    Ok(answer)
}

/// What Okta says to a brand that is not there is not recorded; it is taken.
fn create_email(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.object()?;
    let brand = text(&body, "brandId").to_owned();
    bury(state, text(&body, "domain"));
    let answer = tree::answer(state, call)?;
    let id = answer
        .body
        .as_ref()
        .and_then(|body| body.get("id")?.as_str());
    let path = format!("/api/v1/email-domains/{}", id.unwrap_or_default());
    if let Some(domain) = state.tree.get_mut(&path) {
        domain.insert("brandId".to_owned(), json!(brand));
    }
    let id = path.rsplit_once('/').map(|(_, id)| json!(id));
    if let Some(brand) = state.tree.get_mut(&format!("/api/v1/brands/{brand}")) {
        brand.insert("emailDomainId".to_owned(), id.unwrap_or_default());
    }
    Ok(answer)
}

/// Forgets a deleted email domain of that name: the name is free again.
fn bury(state: &mut State, name: &str) {
    let all = state.tree.children("/api/v1/email-domains");
    let old = all
        .into_iter()
        .find(|(_, held)| {
            text(held, "domain") == name && text(held, "validationStatus") == "DELETED"
        })
        .map(|(path, _)| path.to_owned());
    if let Some(old) = old {
        state.tree.uproot(&old);
    }
}

/// A deleted email domain can still be read, with the status DELETED (recorded so).
fn delete_email(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = call.value(0);
    let path = format!("/api/v1/email-domains/{id}");
    let held = state.tree.get_mut(&path);
    let held = held.filter(|held| text(held, "validationStatus") != "DELETED");
    let Some(held) = held else {
        return Err(Refusal::new(404, "E0000198", "Email domain not found."));
    };
    held.insert("validationStatus".to_owned(), json!("DELETED"));
    let brand = held.shift_remove("brandId").unwrap_or_default();
    let brand = brand.as_str().unwrap_or_default();
    if let Some(brand) = state.tree.get_mut(&format!("/api/v1/brands/{brand}")) {
        brand.shift_remove("emailDomainId");
    }
    Ok(Answer::empty(204))
}

fn verify_email(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    if let Some(domain) = state
        .tree
        .get_mut(&format!("/api/v1/email-domains/{}", call.value(0)))
    {
        if text(domain, "validationStatus") == "VERIFIED" {
            let summary = "Invalid status. Cannot validate email domain in current status.";
            return Err(Refusal::new(400, "E0000217", summary));
        }
        let found = within(&text(domain, "domain").to_lowercase(), ZONE);
        let status = if found { "VERIFIED" } else { "ERROR" };
        domain.insert("validationStatus".to_owned(), json!(status));
        if !found {
            let summary = "Email domain could not be verified by mail provider.";
            return Err(Refusal::new(400, "E0000218", summary));
        }
    }
    tree::answer(state, call)
}

/// Email domains with their brands, where `expand` asks for them.
fn expand(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let mut answer = tree::answer(state, call)?;
    if let Some(Value::Array(rows)) = &mut answer.body {
        rows.retain(|row| {
            row.get("validationStatus")
                .is_none_or(|held| held != "DELETED")
        });
    }
    if call.query.get("expand") != Some("brands") {
        return Ok(answer);
    }
    let rows: Vec<&mut Value> = match &mut answer.body {
        Some(Value::Array(rows)) => rows.iter_mut().collect(),
        Some(body) => vec![body],
        None => Vec::new(),
    };
    for row in rows {
        let id = row.get("id").and_then(Value::as_str).unwrap_or_default();
        let held = state.tree.get(&format!("/api/v1/email-domains/{id}"));
        let brand = held.map(|held| text(held, "brandId").to_owned());
        let path = format!("/api/v1/brands/{}", brand.unwrap_or_default());
        let brand = state.tree.get(&path).cloned();
        let view = tree::rule::View::Row;
        let brands: Vec<Value> = brand
            .map(|brand| tree::show::shown(state, call, (&path, view), brand))
            .into_iter()
            .collect();
        if let Some(row) = row.as_object_mut() {
            row.insert("_embedded".to_owned(), json!({ "brands": brands }));
        }
    }
    Ok(answer)
}
