//! One operation of Okta's API: the shape of a row of the table.

use std::fmt;

use serde_json::Value;

use crate::archive;
use crate::effect::{self, Effect};
use crate::generated::SCHEMAS;

/// One operation: what `spec/operations.json` says of it.
#[derive(Debug)]
pub struct Operation {
    /// Okta's operation id (`listUsers`); a governance twin of a management id is `governance.<id>`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path with placeholders in braces, from the root of the org.
    pub path: &'static str,
    /// The tag under which Okta documents the operation.
    pub tag: &'static str,
    /// Which of Okta's three API descriptions it stands in.
    pub spec: Spec,
    /// The OAuth scopes it needs, all of them. Empty where the description names none.
    pub scopes: &'static [&'static str],
    /// Path, query and header parameters, in the order of the description.
    pub parameters: &'static [Parameter],
    /// The request body, if it takes one.
    pub body: Option<Body>,
    /// The answers that mean success.
    pub answers: &'static [Answer],
    /// How a list goes on.
    pub paging: Paging,
    /// How far Okta has released it.
    pub stage: Stage,
    /// Whether Okta's description calls it deprecated.
    pub deprecated: bool,
}

impl Operation {
    /// What the operation does to an organisation. An operation without a row in the effect table
    /// counts as `Restricted`.
    pub fn effect(&self) -> Effect {
        effect::of(self.id)
    }

    /// Whether the network may lose the answer and the request be sent again (RFC 9110 section 9.2.2).
    pub fn is_idempotent(&self) -> bool {
        matches!(
            self.method,
            Method::Get | Method::Put | Method::Delete | Method::Options
        )
    }

    /// The query parameter of that name.
    pub fn query(&self, name: &str) -> Option<&'static Parameter> {
        self.parameters
            .iter()
            .find(|p| p.place == Place::Query && p.name == name)
    }

    /// The names of the placeholders in the path, in order.
    pub fn placeholders(&self) -> impl Iterator<Item = &'static str> {
        self.path
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next())
    }
}

impl PartialEq for Operation {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// An HTTP method of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
    Options,
}

impl Method {
    /// The method as it stands on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One of Okta's API descriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spec {
    /// The Management API, under `/api/v1` and a few other prefixes.
    Management,
    /// OAuth 2.0 and OpenID Connect, under `/oauth2`.
    Oauth,
    /// Identity Governance, under `/governance/api`.
    Governance,
}

/// How far Okta has released an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Generally available.
    General,
    /// Generally available to some orgs.
    LimitedGeneral,
    /// Early access.
    EarlyAccess,
    /// Beta.
    Beta,
    /// The description says nothing.
    Unstated,
}

/// A parameter of an operation.
#[derive(Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: &'static str,
    /// Where it stands.
    pub place: Place,
    /// The type of its value.
    pub kind: Kind,
    /// Whether Okta's description requires it.
    pub required: bool,
    /// The values it may have; empty where anything goes.
    pub allowed: &'static [&'static str],
    /// What Okta takes when it is absent.
    pub default: Option<&'static str>,
    /// The smallest number allowed.
    pub minimum: Option<i64>,
    /// The largest number allowed.
    pub maximum: Option<i64>,
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Place {
    Path,
    Query,
    Header,
}

/// The type of a parameter's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Text,
    Integer,
    Boolean,
    List,
}

/// A request body.
#[derive(Debug, PartialEq, Eq)]
pub struct Body {
    /// Its media type.
    pub media: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// Its shape, compressed.
    pub schema: Packed,
}

/// An answer that means success, as the description promises it. Accept any 2xx: recordings differ.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Whether the body is a list.
    pub array: bool,
    /// The component schema of the body, or of one item of the list.
    pub schema: Option<&'static str>,
}

/// How a list goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// It is not a list.
    None,
    /// A list that always comes whole.
    Whole,
    /// A `Link` header with `rel="next"`.
    LinkHeader,
    /// A `_links.next.href` in the body, the rows under the member named.
    BodyLinks {
        /// The member that holds the rows, where the description names it.
        list: Option<&'static str>,
    },
    /// No link: the next page begins behind the last row, named by that member, until none is left.
    AfterLast {
        /// The member whose value goes back as `after`.
        member: &'static str,
    },
}

/// A body schema in the embedded archive: a range of compressed bytes, opened on demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packed {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Packed {
    /// The schema: JSON Schema keywords, with `schema` for the component's name, `$same` where a
    /// component was already expanded, and `$cut` at a recursion.
    ///
    /// # Panics
    /// Never with a committed table: a test opens every schema.
    pub fn open(self) -> Value {
        let packed = SCHEMAS
            .get(self.start..self.end)
            .expect("the table and the archive are made together");
        archive::open(packed)
    }
}
