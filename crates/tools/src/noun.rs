//! Things that are given by their id or their exact name: apps, brands, domains, policies.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use operations::{Request, id, op};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::Value;

use crate::lookup::{self, Found, only};
use crate::{Call, Error, Kind};

/// A kind of thing.
pub trait Noun: Send + Sync + 'static {
    /// What it is called in sentences.
    const KIND: &'static str;
    /// The argument by which it is given.
    const ARGUMENT: &'static str;
    /// With what its ids begin.
    const PREFIXES: &'static [&'static str];
    /// Where its name stands.
    const NAME: &'static str;
    /// The tool that lists them.
    const LISTED_BY: &'static str;
}

/// A kind of thing that stands by itself, and how one is found.
pub trait Standing: Noun {
    /// The member of the answer under which they stand, where it is no list itself.
    const MEMBER: Option<&'static str> = None;

    /// The request of one by its id.
    fn get(id: &str) -> Request;
    /// The requests whose answers hold every one of that name.
    fn holding(name: &str) -> Vec<Request>;
    /// The name that is looked for, where what was given says more.
    fn name_in(given: &str) -> &str {
        given
    }
}

/// A thing as it was given: its id or its exact name.
#[derive(Deserialize)]
#[serde(try_from = "String", bound = "N: Noun")]
pub struct Named<N>(String, PhantomData<fn() -> N>);

impl<N> fmt::Debug for Named<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<N: Noun> TryFrom<String> for Named<N> {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        lookup::checked(N::ARGUMENT, text).map(|text| Self(text, PhantomData))
    }
}

impl<N> Deref for Named<N> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<N: Noun> JsonSchema for Named<N> {
    fn schema_name() -> Cow<'static, str> {
        N::ARGUMENT.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string"})
    }
}

impl<N: Noun> Named<N> {
    fn is_id(&self) -> bool {
        N::PREFIXES.iter().any(|prefix| match prefix.len() {
            3 => id::looks_like(self, prefix),
            _ => **self == **prefix,
        })
    }
}

impl Call<'_> {
    /// The thing meant.
    ///
    /// # Errors
    /// `not_found`, or `invalid_input` with the candidates where several have the name.
    pub async fn found<N: Standing>(&self, which: &Named<N>) -> Result<Found, Error> {
        let id = self.found_id(which).await?;
        let answer = self.send(&N::get(&id)).await?;
        Ok(Found::of(&answer.body, N::NAME))
    }

    /// The id of the thing meant, with no request where it is an id already.
    ///
    /// # Errors
    /// As [`Call::found`].
    pub async fn found_id<N: Standing>(&self, which: &Named<N>) -> Result<String, Error> {
        if which.is_id() {
            return Ok(which.to_string());
        }
        let mut rows = Vec::new();
        let requests = N::holding(which);
        let is_one = requests.len() == 1;
        for request in requests {
            match self.every(&request, N::MEMBER).await {
                Ok(more) => rows.extend(more),
                // Not every organisation has every kind of policy.
                Err(error) if !is_one && is_absent(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(named::<N>(&rows, N::name_in(which))?.id)
    }

    /// The id of a thing that belongs to another, among those of a list.
    ///
    /// # Errors
    /// As [`Call::found`].
    pub async fn found_below<N: Noun>(
        &self,
        which: &Named<N>,
        list: &Request,
    ) -> Result<String, Error> {
        if which.is_id() {
            return Ok(which.to_string());
        }
        let rows = self.every(list, None).await?;
        Ok(named::<N>(&rows, which)?.id)
    }

    /// Every row of a list, page after page.
    ///
    /// # Errors
    /// What went wrong on any page.
    pub async fn every(
        &self,
        request: &Request,
        member: Option<&str>,
    ) -> Result<Vec<Value>, Error> {
        let mut rows = Vec::new();
        self.walk(request, member, |page| rows.extend_from_slice(page))
            .await?;
        Ok(rows)
    }
}

/// Whether Okta said that the organisation has nothing of the kind.
fn is_absent(error: &Error) -> bool {
    matches!(
        error.kind,
        Kind::FeatureOff | Kind::NotFound | Kind::OktaRejected
    )
}

/// The only one of that name; to the letter, where one is.
fn named<N: Noun>(rows: &[Value], name: &str) -> Result<Found, Error> {
    let rows = rows.iter().map(|row| Found::of(row, N::NAME));
    let alike = rows.filter(|row| row.name.to_lowercase() == name.to_lowercase());
    let alike: Vec<Found> = alike.collect();
    let exact: Vec<Found> = alike.iter().filter(|f| f.name == name).cloned().collect();
    let found = if exact.is_empty() { alike } else { exact };
    only(found, N::KIND, name, N::LISTED_BY)
}

/// An app, by its id or label.
#[derive(Debug)]
pub struct App;

impl Noun for App {
    const KIND: &'static str = "app";
    const ARGUMENT: &'static str = "app_id";
    const PREFIXES: &'static [&'static str] = &["0oa"];
    const NAME: &'static str = "label";
    const LISTED_BY: &'static str = "list_applications";
}

impl Standing for App {
    fn get(id: &str) -> Request {
        op::get_application(id)
    }

    fn holding(name: &str) -> Vec<Request> {
        vec![op::list_applications().query("q", name).query("limit", 200)]
    }
}

/// A brand, by its id or name.
#[derive(Debug)]
pub struct Brand;

impl Noun for Brand {
    const KIND: &'static str = "brand";
    const ARGUMENT: &'static str = "brand_id";
    const PREFIXES: &'static [&'static str] = &["bnd"];
    const NAME: &'static str = "name";
    const LISTED_BY: &'static str = "list_brands";
}

impl Standing for Brand {
    fn get(id: &str) -> Request {
        op::get_brand(id)
    }

    fn holding(_: &str) -> Vec<Request> {
        vec![op::list_brands().query("limit", 200)]
    }
}

/// A custom domain, by its id or its name.
#[derive(Debug)]
pub struct CustomDomain;

impl Noun for CustomDomain {
    const KIND: &'static str = "custom domain";
    const ARGUMENT: &'static str = "domain_id";
    const PREFIXES: &'static [&'static str] = &["OcD", "default"];
    const NAME: &'static str = "domain";
    const LISTED_BY: &'static str = "list_custom_domains";
}

impl Standing for CustomDomain {
    const MEMBER: Option<&'static str> = Some("domains");

    fn get(id: &str) -> Request {
        op::get_custom_domain(id)
    }

    fn holding(_: &str) -> Vec<Request> {
        vec![op::list_custom_domains()]
    }
}

/// An e-mail domain, by its id or its name.
#[derive(Debug)]
pub struct EmailDomain;

impl Noun for EmailDomain {
    const KIND: &'static str = "e-mail domain";
    const ARGUMENT: &'static str = "email_domain_id";
    const PREFIXES: &'static [&'static str] = &["OeD"];
    const NAME: &'static str = "domain";
    const LISTED_BY: &'static str = "list_email_domains";
}

impl Standing for EmailDomain {
    fn get(id: &str) -> Request {
        op::get_email_domain(id)
    }

    fn holding(_: &str) -> Vec<Request> {
        vec![op::list_email_domains()]
    }
}

/// A device assurance policy, by its id or name.
#[derive(Debug)]
pub struct DeviceAssurance;

impl Noun for DeviceAssurance {
    const KIND: &'static str = "device assurance policy";
    const ARGUMENT: &'static str = "device_assurance_id";
    const PREFIXES: &'static [&'static str] = &["dae"];
    const NAME: &'static str = "name";
    const LISTED_BY: &'static str = "list_device_assurance_policies";
}

impl Standing for DeviceAssurance {
    fn get(id: &str) -> Request {
        op::get_device_assurance_policy(id)
    }

    fn holding(_: &str) -> Vec<Request> {
        vec![op::list_device_assurance_policies()]
    }
}

/// A policy, by its id, its name, or its type and name (`PASSWORD: Default Policy`).
#[derive(Debug)]
pub struct Policy;

/// The types of policy, those first that people name most.
pub const POLICY_TYPES: &[&str] = &[
    "ACCESS_POLICY",
    "PASSWORD",
    "OKTA_SIGN_ON",
    "MFA_ENROLL",
    "PROFILE_ENROLLMENT",
    "IDP_DISCOVERY",
    "POST_AUTH_SESSION",
    "ENTITY_RISK",
    "SESSION_VIOLATION_DETECTION",
    "DEVICE_SIGNAL_COLLECTION",
    "CLIENT_UPDATE",
    "IDENTITY_CLAIM_SOURCING",
];

impl Policy {
    /// The type and the name, where both were given.
    fn typed(given: &str) -> Option<(&str, &str)> {
        let (kind, name) = given.split_once(':')?;
        POLICY_TYPES
            .contains(&kind.trim())
            .then(|| (kind.trim(), name.trim()))
    }
}

impl Noun for Policy {
    const KIND: &'static str = "policy";
    const ARGUMENT: &'static str = "policy_id";
    const PREFIXES: &'static [&'static str] = &["00p", "rst"];
    const NAME: &'static str = "name";
    const LISTED_BY: &'static str = "list_policies";
}

impl Standing for Policy {
    fn get(id: &str) -> Request {
        op::get_policy(id)
    }

    fn holding(given: &str) -> Vec<Request> {
        let of_type = |kind: &str| op::list_policies().query("type", kind);
        match Self::typed(given) {
            Some((kind, _)) => vec![of_type(kind)],
            None => POLICY_TYPES.iter().map(|kind| of_type(kind)).collect(),
        }
    }

    fn name_in(given: &str) -> &str {
        Self::typed(given).map_or(given, |(_, name)| name)
    }
}

/// A rule of a policy, by its id or name.
#[derive(Debug)]
pub struct PolicyRule;

impl Noun for PolicyRule {
    const KIND: &'static str = "policy rule";
    const ARGUMENT: &'static str = "rule_id";
    const PREFIXES: &'static [&'static str] = &["0pr", "rul"];
    const NAME: &'static str = "name";
    const LISTED_BY: &'static str = "list_policy_rules";
}

/// A theme of a brand, by its id: it has no name.
#[derive(Debug)]
pub struct Theme;

impl Noun for Theme {
    const KIND: &'static str = "theme";
    const ARGUMENT: &'static str = "theme_id";
    const PREFIXES: &'static [&'static str] = &["the"];
    const NAME: &'static str = "id";
    const LISTED_BY: &'static str = "list_brand_themes";
}

/// A customized text of an e-mail template, by its id or its language, of which each has one.
#[derive(Debug)]
pub struct Customization;

impl Noun for Customization {
    const KIND: &'static str = "customization";
    const ARGUMENT: &'static str = "customization_id";
    const PREFIXES: &'static [&'static str] = &["oel"];
    const NAME: &'static str = "language";
    const LISTED_BY: &'static str = "list_email_customizations";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_may_be_given_with_its_type() {
        assert_eq!(
            Policy::typed("PASSWORD: Default Policy"),
            Some(("PASSWORD", "Default Policy"))
        );
        assert_eq!(Policy::typed("Okta: Admin Console"), None);
        assert_eq!(Policy::holding("Any two factors").len(), POLICY_TYPES.len());
    }

    #[test]
    fn an_id_is_told_from_a_name() {
        let is_id =
            |text: &str| Named::<CustomDomain>::try_from(text.to_owned()).map(|n| n.is_id());
        assert_eq!(is_id("default"), Ok(true));
        assert_eq!(is_id("OcD1login00000000acm"), Ok(true));
        assert_eq!(is_id("login.acme.example"), Ok(false));
        assert!(is_id(" .. ").is_err());
    }
}
