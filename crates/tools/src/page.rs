//! What the error pages and sign-in pages of brands have in common: a default, one that people see, and a
//! draft.

use operations::{Operation, Request};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::body::Replacement;
use crate::lookup::Found;
use crate::noun::{Brand, Named};
use crate::plan::Target;
use crate::quote::quote;
use crate::{Call, Error, Kind, Plan, Reply, Step};

/// A page of a brand that can be customized: how it is read, written and taken away.
pub struct Page {
    /// What it is called.
    pub what: &'static str,
    /// What becomes of people when it changes.
    pub seen: &'static str,
    /// Reads it; 404 where there is none.
    pub get: fn(&str) -> Request,
    /// Reads Okta's own, from which a first one starts.
    pub default: fn(&str) -> Request,
    /// Writes it.
    pub put: fn(&str) -> Request,
    /// The operation that writes it.
    pub written_by: &'static Operation,
    /// Takes it away.
    pub delete: fn(&str) -> Request,
}

/// What `expand` adds to a page's resources.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
pub enum Part {
    /// Okta's own.
    Default,
    /// What people see.
    Customized,
    /// Its address.
    CustomizedUrl,
    /// The draft.
    Preview,
    /// Its address.
    PreviewUrl,
}

/// The parts asked for, as Okta takes them.
pub fn joined(parts: Option<Vec<Part>>) -> Option<String> {
    let parts = parts.filter(|parts| !parts.is_empty())?;
    let name = |part: &Part| match part {
        Part::Default => "default",
        Part::Customized => "customized",
        Part::CustomizedUrl => "customizedUrl",
        Part::Preview => "preview",
        Part::PreviewUrl => "previewUrl",
    };
    Some(parts.iter().map(name).collect::<Vec<_>>().join(","))
}

/// How strictly the content security policy of a page holds.
#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum CspMode {
    /// It holds.
    Enforced,
    /// It only reports.
    ReportOnly,
    /// There is none.
    Disabled,
}

/// The content security policy of a page, as Okta takes it; `Null` takes it out.
pub fn csp(
    mode: Option<CspMode>,
    report_uri: Option<String>,
    sources: Option<Vec<String>>,
) -> Option<Value> {
    let mode = match mode {
        Some(CspMode::Disabled) => return Some(Value::Null),
        Some(CspMode::Enforced) => Some("enforced"),
        Some(CspMode::ReportOnly) => Some("report_only"),
        None => None,
    };
    let members = [
        ("mode", mode.map(Value::from)),
        ("reportUri", report_uri.map(Value::from)),
        ("srcList", sources.map(|list| json!(list))),
    ];
    given(members).map(Value::Object)
}

/// The members that were given; `None` where none was.
pub fn given<const N: usize>(members: [(&str, Option<Value>); N]) -> Option<Map<String, Value>> {
    let members = members.into_iter();
    let given: Map<_, _> = members
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect();
    (!given.is_empty()).then_some(given)
}

/// The reply that shows a thing of a brand.
///
/// # Errors
/// As [`Call::send`]; the brand is not found.
pub async fn shown(
    call: &Call<'_>,
    brand: &Named<Brand>,
    get: impl Fn(&str) -> Request,
) -> Result<Reply, Error> {
    let brand = call.found_id(brand).await?;
    let answer = call.send(&get(&brand)).await?;
    Ok(call.one(answer.body))
}

impl Page {
    /// The plan that lays what was given over the page; over Okta's own where there is none yet.
    ///
    /// # Errors
    /// As [`Replacement::of`]; a default brand has no customized pages.
    pub async fn replaced(
        &self,
        call: &Call<'_>,
        brand: &Named<Brand>,
        given: Option<Map<String, Value>>,
    ) -> Result<Plan, Error> {
        let brand = call.found(brand).await?;
        if brand.object["isDefault"] == true {
            return Err(Error::new(
                Kind::Conflict,
                format!(
                    "{} is the default brand, whose pages Okta does not let anybody change",
                    quote(&brand.name)
                ),
                "Use a brand with a custom domain; create_brand makes one.",
            ));
        }
        let now = self.now(call, &brand.id).await?;
        let base = match &now {
            Some(page) => page.clone(),
            None => call.send(&(self.default)(&brand.id)).await?.body,
        };
        let given = given.unwrap_or_default();
        let made = Replacement::of(&base, given, self.written_by, "page")?;
        let mut step = made.step((self.put)(&brand.id), (self.get)(&brand.id));
        if now.is_none() {
            step = Step::new(step.request).undo((self.delete)(&brand.id));
        }
        Ok(Plan::of(step)
            .target(self.target(&brand))
            .happens(format!(
                "The {} of the brand {} changes: {}.",
                self.what,
                quote(&brand.name),
                made.changes()
            ))
            .reaches(self.seen)
            .done(format!(
                "The {} of {} was replaced.",
                self.what,
                quote(&brand.name)
            )))
    }

    /// The plan that takes the page away.
    ///
    /// # Errors
    /// `not_found` where there is none.
    pub async fn deleted(&self, call: &Call<'_>, brand: &Named<Brand>) -> Result<Plan, Error> {
        let brand = call.found(brand).await?;
        let Some(now) = self.now(call, &brand.id).await? else {
            return Err(Error::new(
                Kind::NotFound,
                format!(
                    "{} has no {}; nothing was changed",
                    quote(&brand.name),
                    self.what
                ),
                "Okta's own page is in use already.",
            ));
        };
        let mut before = now;
        if let Some(members) = before.as_object_mut() {
            members.shift_remove("_links");
        }
        let step = Step::new((self.delete)(&brand.id))
            .looks_at((self.get)(&brand.id))
            .undo((self.put)(&brand.id).body(before));
        Ok(Plan::of(step)
            .target(self.target(&brand))
            .happens(format!(
                "The {} of the brand {} is deleted.",
                self.what,
                quote(&brand.name)
            ))
            .reaches(format!(
                "{} Its HTML is lost to Okta; Okta's own page takes its place.",
                self.seen
            ))
            .done(format!(
                "The {} of {} is deleted.",
                self.what,
                quote(&brand.name)
            )))
    }

    async fn now(&self, call: &Call<'_>, brand: &str) -> Result<Option<Value>, Error> {
        match call.send(&(self.get)(brand)).await {
            Ok(answer) => Ok(Some(answer.body)),
            Err(error) if error.kind == Kind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn target(&self, brand: &Found) -> Target {
        Target {
            kind: self.what.into(),
            name: brand.name.clone(),
            id: brand.id.clone(),
        }
    }
}
