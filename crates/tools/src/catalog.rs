//! Every tool there is, as one table.

use std::borrow::Cow;

use operations::{Effect, Operation};
use serde_json::Value;

use crate::arguments::{Arguments, Checked};
use crate::{
    Action, Entry, Error, Reply, Spec, api, apps, brands, catalog_apps, changes, connection,
    custom_domains, device_assurance, email_customizations, email_domains, email_templates,
    error_pages, groups, journeys, logs, policies, policy_rules, sign_in_pages, sign_out_pages,
    themes, users,
};

/// The tools by toolset: a toolset is a noun, and has a file of its own.
pub const TOOLSETS: &[(&str, &[Entry])] = &[
    ("apps", apps::TOOLS),
    ("brands", brands::TOOLS),
    ("catalog_apps", catalog_apps::TOOLS),
    ("changes", changes::TOOLS),
    ("connection", connection::TOOLS),
    ("custom_domains", custom_domains::TOOLS),
    ("device_assurance", device_assurance::TOOLS),
    ("email_customizations", email_customizations::TOOLS),
    ("email_domains", email_domains::TOOLS),
    ("email_templates", email_templates::TOOLS),
    ("error_pages", error_pages::TOOLS),
    ("groups", groups::TOOLS),
    ("journeys", journeys::TOOLS),
    ("logs", logs::TOOLS),
    ("operations", api::TOOLS),
    ("policies", policies::TOOLS),
    ("policy_rules", policy_rules::TOOLS),
    ("sign_in_pages", sign_in_pages::TOOLS),
    ("sign_out_pages", sign_out_pages::TOOLS),
    ("themes", themes::TOOLS),
    ("users", users::TOOLS),
];

/// Tools of Okta's own server for models that are left out, each with its reason. Its stubs, one for each
/// scope that is missing, are left out too: `get_scope_status` says it of all.
pub const LEFT_OUT: &[(&str, &str)] = &[
    (
        "confirm_delete_application",
        "delete_application asks a person itself; no argument of a model counts as consent",
    ),
    (
        "confirm_delete_group",
        "delete_group asks a person itself; no argument of a model counts as consent",
    ),
];

/// Every row, sorted by name, with its toolset.
pub fn rows() -> Vec<(&'static str, &'static Entry)> {
    let mut rows: Vec<_> = TOOLSETS
        .iter()
        .flat_map(|(toolset, entries)| entries.iter().map(|entry| (*toolset, entry)))
        .collect();
    rows.sort_by_key(|(_, entry)| entry.spec.name);
    rows
}

/// The named tool that does what an operation does, where there is one: the last operation that a tool
/// needs is what it is for.
pub fn tool_of(operation: &Operation) -> Option<&'static str> {
    let rows = TOOLSETS.iter().flat_map(|(_, entries)| entries.iter());
    let mut names = rows
        .filter(|entry| entry.spec.uses.last() == Some(&operation))
        .map(|entry| entry.spec.name);
    names.next()
}

/// The most characters that a tool says of itself.
const LONGEST_ABOUT: usize = 299;

/// What a row says of itself, and that it is refused where nobody opened its family; the refusal names it.
fn about(entry: &Entry) -> Cow<'static, str> {
    let row = entry.spec.about;
    let effect = entry.listed_as.unwrap_or_else(|| entry.spec.effect());
    if !matches!(effect, Effect::Restricted(_)) {
        return row.into();
    }
    let told = format!("{row} Refused by default.");
    let fits = told.chars().count() <= LONGEST_ABOUT;
    if fits { told.into() } else { row.into() }
}

/// A tool with its checked schema.
#[derive(Debug)]
pub struct Tool {
    /// The row.
    pub spec: &'static Spec,
    /// What it does.
    pub action: ActionOf,
    /// The toolset it belongs to.
    pub toolset: &'static str,
    about: Cow<'static, str>,
    listed_as: Option<Effect>,
    arguments: Checked,
}

/// The action of a tool; a wrapper only so that a tool can be printed.
#[derive(Clone, Copy)]
pub struct ActionOf(pub Action);

impl std::fmt::Debug for ActionOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.0 {
            Action::Read(_) => "read",
            Action::Write(_) => "write",
            Action::Engine(_) => "engine",
        })
    }
}

impl Tool {
    /// Every tool, sorted by name.
    pub fn all() -> Vec<Self> {
        rows()
            .into_iter()
            .map(|(toolset, entry)| Self::of(toolset, entry))
            .collect()
    }

    fn of(toolset: &'static str, entry: &Entry) -> Self {
        Self {
            spec: entry.spec,
            action: ActionOf(entry.action),
            toolset,
            about: about(entry),
            listed_as: entry.listed_as,
            arguments: Checked::of(entry),
        }
    }

    /// What it says of itself to a model: the row's words, and that it is refused where nobody allowed it.
    pub fn about(&self) -> &str {
        &self.about
    }

    /// The JSON Schema of its arguments.
    pub fn input_schema(&self) -> &Value {
        &self.arguments.schema
    }

    /// The JSON Schema of its replies.
    pub fn output_schema(&self) -> Value {
        Reply::schema(self.spec.returns)
    }

    /// Its effect.
    pub fn effect(&self) -> Effect {
        self.listed_as.unwrap_or_else(|| self.spec.effect())
    }

    /// Whether it calls whatever operation it is told to.
    pub fn is_open(&self) -> bool {
        self.listed_as.is_some()
    }

    /// Whether it writes.
    pub fn is_write(&self) -> bool {
        matches!(self.action.0, Action::Write(_)) || self.effect() > Effect::Read
    }

    /// Whether the same call twice does no more than once.
    pub fn is_idempotent(&self) -> bool {
        let uses = self.spec.uses;
        !self.is_open() && uses.iter().all(|operation| operation.is_idempotent())
    }

    /// The scopes it needs that these do not cover.
    pub fn lacks<'a>(&self, scopes: &[String]) -> Vec<&'a str> {
        let mut lacks = self.spec.scopes();
        lacks.retain(|scope| !okta::covers(scopes.iter().map(String::as_str), scope));
        lacks
    }

    /// Checks the arguments of a call and takes them apart.
    ///
    /// # Errors
    /// `invalid_input`, which names the field.
    pub fn arguments(&self, given: Value) -> Result<Arguments, Error> {
        self.arguments.parse(given)
    }
}
