//! The kinds of documents: a table in `shapes/`, one file a family.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::rule::Rule;
pub use super::table::{blank, blank_of_path};

/// What a kind of document is like. The table's keys are the paths of the documents, with `{}` for
/// each placeholder: `/api/v1/zones/{}`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Kind {
    /// The word for it where it is not found: `NetworkZone`.
    pub noun: String,
    /// How its ids start: `nzo`.
    pub prefix: String,
    /// How its ids start in some cases; the first case that holds.
    pub prefixes: Vec<Prefix>,
    /// What its ids are made of, where they are no prefix and letters: a text as rules fill it.
    pub ids: Option<String>,
    /// The word for it where it is not found, by how the id starts that was asked for.
    pub nouns: BTreeMap<String, String>,
    /// The member that holds its id, where it is not `id`.
    pub id: Option<String>,
    /// Other members by which a path may name it.
    pub alias: Vec<String>,
    /// Its status when it is new; absent for documents without one.
    pub status: Option<String>,
    /// The limit that the `self` link of its list shows where the request has none.
    pub limit: Option<usize>,
    /// Which links its list has.
    pub links: Option<Links>,
    /// The member of the answer that holds its list, where the answer is no bare array.
    pub wrap: Option<String>,
    /// Rules for what is kept, when it is made or replaced.
    pub born: Vec<Rule>,
    /// Rules for what is shown.
    pub shown: Vec<Rule>,
    /// Documents that every organisation has.
    pub seeds: Vec<Seed>,
    /// Documents that come with a new parent.
    pub offspring: Vec<Seed>,
    /// What must be so before it can be deleted.
    pub delete: Vec<Demand>,
    /// What must be so before it is made, replaced or updated: of the document that would be kept.
    pub demands: Vec<Demand>,
    /// A member that no two of one collection may share, and the refusal.
    pub unique: Option<Unique>,
    /// The order of its list, where it is not that of creation.
    pub order: Order,
    /// Whether a replacement keeps the members that it does not name.
    pub merges: bool,
    /// Members (dotted paths) that a replacement keeps beside those that the schema calls read-only.
    pub keeps: Vec<String>,
    /// Members that requests write although the schema calls them read-only, or does not know them.
    pub writes: Vec<String>,
    /// Whether a document that is there once must be made before it can be read.
    pub made: bool,
    /// Whether deleting what is not there is answered like a deletion.
    pub gone: bool,
    /// Parameters that the links of its list show where the request has none.
    pub query: BTreeMap<String, String>,
    /// Members that no request writes, beside those that the schema calls read-only.
    pub fixed: Vec<String>,
    /// Query parameters that the links of its list do not repeat.
    pub silent: Vec<String>,
    /// The answers of single operations, where they are not what the table of operations says.
    pub answers: BTreeMap<String, Reply>,
    /// Rules for what stands around its list, where the answer is an object; the path is the list's.
    pub around: Vec<Rule>,
    /// Where this is so, what shows the document names it in a `Link` header: `rel="self"`.
    pub echo: Option<Map<String, Value>>,
    /// The refusal where it is not found, where it is not E0000007.
    pub missing: Option<Told>,
}

/// How ids start in some case.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Prefix {
    /// Conditions on the document.
    pub when: Map<String, Value>,
    /// How its id starts.
    pub prefix: String,
}

/// Which links a list has.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Links {
    /// None at all.
    None,
    /// `self`, never `next`: the list always comes whole.
    Own,
    /// `self` and, where there is more, `next`.
    Full,
    /// Both in the body, under `_links`.
    Body,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// As they were made.
    #[default]
    Created,
    /// By `priority`.
    Priority,
    /// By `name`.
    Name,
}

/// A document that comes by itself.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Seed {
    /// When it comes: conditions on the parent, or `@edition`.
    pub when: Map<String, Value>,
    /// What it is, before the kind's `born` rules.
    pub body: Map<String, Value>,
}

/// What must be so, and the refusal where it is not.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Demand {
    /// Refused where this is so.
    pub when: Map<String, Value>,
    /// The refusal.
    pub refusal: Told,
}

/// A member that no two of one collection may share.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Unique {
    /// Dotted path to it.
    pub member: String,
    /// The refusal.
    pub refusal: Told,
}

/// A refusal as a row: texts may hold `{id}`-like fillings.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Told {
    /// The HTTP status.
    pub status: u16,
    /// Okta's code.
    pub code: String,
    /// Okta's sentence.
    pub summary: String,
    /// The causes.
    pub causes: Vec<String>,
}

/// How one operation answers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reply {
    /// The HTTP status; that of the table of operations where absent.
    pub status: Option<u16>,
    /// `item`, `empty` (no body) or `object` (`{}`); what the table says where absent.
    pub body: Option<String>,
    /// For a lifecycle call or another action: the members that it sets.
    pub sets: Map<String, Value>,
    /// For a lifecycle call or another action: refused where one of these is so.
    pub demands: Vec<Demand>,
    /// Rules for the body of this answer alone, applied last.
    pub shown: Vec<Rule>,
}

const FILES: &[&str] = &[
    include_str!("../shapes/agents.json"),
    include_str!("../shapes/app_parts.json"),
    include_str!("../shapes/apps.json"),
    include_str!("../shapes/authenticators.json"),
    include_str!("../shapes/authorization_servers.json"),
    include_str!("../shapes/brands.json"),
    include_str!("../shapes/devices.json"),
    include_str!("../shapes/domains.json"),
    include_str!("../shapes/factors.json"),
    include_str!("../shapes/features.json"),
    include_str!("../shapes/governance.json"),
    include_str!("../shapes/groups.json"),
    include_str!("../shapes/hooks.json"),
    include_str!("../shapes/identity_providers.json"),
    include_str!("../shapes/mappings.json"),
    include_str!("../shapes/org.json"),
    include_str!("../shapes/policies.json"),
    include_str!("../shapes/roles.json"),
    include_str!("../shapes/schemas.json"),
    include_str!("../shapes/security.json"),
    include_str!("../shapes/sources.json"),
    include_str!("../shapes/templates.json"),
    include_str!("../shapes/users.json"),
    include_str!("../shapes/zones.json"),
];

static KINDS: OnceLock<BTreeMap<String, Kind>> = OnceLock::new();

/// All kinds, by the paths of their documents.
///
/// # Panics
/// Never with committed files: a test reads them.
pub fn all() -> &'static BTreeMap<String, Kind> {
    KINDS.get_or_init(|| {
        FILES
            .iter()
            .flat_map(|text| {
                let kinds: BTreeMap<String, Kind> =
                    serde_json::from_str(text).expect("the files of shapes are read by a test");
                kinds
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read_and_every_kind_is_on_the_way_of_an_operation() {
        let mut named = 0;
        for text in FILES {
            let kinds: Result<BTreeMap<String, Kind>, _> = serde_json::from_str(text);
            named += kinds.unwrap().len();
        }
        assert_eq!(named, all().len(), "a kind stands in two files");
        for (path, kind) in all() {
            let known = operations::OPERATIONS.iter().any(|operation| {
                let theirs = blank(operation.path);
                theirs == *path || path.strip_suffix("/{}") == Some(&theirs)
            });
            assert!(known, "{path}");
            for id in kind.answers.keys() {
                assert!(operations::find(id).is_some(), "{path} {id}");
            }
        }
    }
}
