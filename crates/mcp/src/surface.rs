//! Which tools there are: a filter on rows, a function of the configuration alone.

use changes::{Asks, Policy};
use operations::{Effect, OPERATIONS};
use serde_json::{Value, json};
use tools::{Error, Kind, Tool, catalog};

/// `auto` lists everything while there are fewer tools than this.
const FEW: usize = 40;

/// The tools that `compact` lists: those over the whole API, those about the connection, and what
/// people ask for daily.
const DAILY: &[&str] = &[
    "add_user_to_group",
    "apply_change",
    "check_connection",
    "create_user",
    "deactivate_user",
    "describe_operation",
    "find_operation",
    "get_group",
    "get_logs",
    "get_scope_status",
    "get_user",
    "list_applications",
    "list_group_users",
    "list_groups",
    "list_user_groups",
    "list_users",
    "read_operation",
    "remove_user_from_group",
    "undo_change",
    "update_user",
    "write_operation",
];

/// What the configuration allows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// The scopes asked for.
    pub scopes: Vec<String>,
    /// Whether no write exists.
    pub read_only: bool,
    /// The toolsets wanted; all where none is named.
    pub toolsets: Vec<String>,
    /// The only tools allowed; all where none is named.
    pub only: Vec<String>,
    /// Tools that are not allowed.
    pub except: Vec<String>,
    /// How many of the allowed tools are listed.
    pub listing: Listing,
}

/// How many of the allowed tools are listed. One that is not listed can still be called by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Listing {
    /// All while there are fewer than forty, else as `Compact`.
    #[default]
    Auto,
    /// All.
    Full,
    /// The daily ones, and those over the whole API.
    Compact,
}

impl Listing {
    /// `auto`, `full` or `compact`.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "auto" => Some(Self::Auto),
            "full" => Some(Self::Full),
            "compact" => Some(Self::Compact),
            _ => None,
        }
    }
}

/// The tools of this configuration.
#[derive(Debug)]
pub struct Surface {
    tools: Vec<Tool>,
    filter: Filter,
}

/// What is behind a name.
#[derive(Debug)]
pub enum Found<'a> {
    /// A tool that may be called.
    Tool(&'a Tool),
    /// A tool that the configuration leaves out, and why.
    Hidden(Error),
    /// Nothing.
    Unknown,
}

impl Surface {
    /// The tools that this configuration allows.
    ///
    /// # Errors
    /// `misconfigured` where a toolset or a tool does not exist.
    pub fn new(filter: Filter) -> Result<Self, Error> {
        let toolsets: Vec<&str> = catalog::TOOLSETS.iter().map(|(name, _)| *name).collect();
        refuse_unknown("toolset", "OKTA_MCP_TOOLSETS", &filter.toolsets, &toolsets)?;
        let tools = Tool::all();
        let names: Vec<&str> = tools.iter().map(|tool| tool.spec.name).collect();
        refuse_unknown("tool", "OKTA_MCP_TOOLS", &filter.only, &names)?;
        refuse_unknown("tool", "OKTA_MCP_EXCLUDE_TOOLS", &filter.except, &names)?;
        Ok(Self { tools, filter })
    }

    /// The same with fewer tools: only those that `more` allows too.
    ///
    /// # Errors
    /// Where a toolset or a tool does not exist.
    pub fn narrowed(&self, more: &Filter) -> Result<Self, Error> {
        let checked = Self::new(more.clone())?;
        let ours = &self.filter;
        let except = ours.except.iter().chain(&more.except);
        Ok(Self {
            tools: checked.tools,
            filter: Filter {
                scopes: ours.scopes.clone(),
                read_only: ours.read_only || more.read_only,
                toolsets: both(&ours.toolsets, &more.toolsets, "connection"),
                only: both(&ours.only, &more.only, "get_scope_status"),
                except: except.cloned().collect(),
                listing: if more.listing == Listing::Auto {
                    ours.listing
                } else {
                    more.listing
                },
            },
        })
    }

    /// Which listing it is: `full` or `compact`.
    pub fn listing(&self) -> &'static str {
        if self.is_compact() { "compact" } else { "full" }
    }

    /// The tools that may be called, sorted by name.
    pub fn allowed(&self) -> impl Iterator<Item = &Tool> {
        self.tools.iter().filter(|tool| self.hides(tool).is_none())
    }

    /// The tools that are listed, sorted by name.
    pub fn listed(&self) -> impl Iterator<Item = &Tool> {
        let is_compact = self.is_compact();
        self.allowed()
            .filter(move |tool| !is_compact || DAILY.contains(&tool.spec.name))
    }

    /// What is behind a name.
    pub fn find(&self, name: &str) -> Found<'_> {
        let tool = self.tools.iter().find(|tool| tool.spec.name == name);
        match tool {
            None => Found::Unknown,
            Some(tool) => match self.hides(tool) {
                None => Found::Tool(tool),
                Some(why) => Found::Hidden(why),
            },
        }
    }

    fn is_compact(&self) -> bool {
        match self.filter.listing {
            Listing::Auto => self.allowed().count() >= FEW,
            Listing::Full => false,
            Listing::Compact => true,
        }
    }

    /// Why a tool is left out; `None` where it is not.
    fn hides(&self, tool: &Tool) -> Option<Error> {
        self.hidden_by_name(tool)
            .or_else(|| self.hidden_by_toolset(tool))
            .or_else(|| self.hidden_as_write(tool))
            .or_else(|| self.hidden_by_scopes(tool))
    }

    fn hidden_by_name(&self, tool: &Tool) -> Option<Error> {
        let name = tool.spec.name;
        let is_named = |list: &[String]| list.iter().any(|named| named == name);
        let only = &self.filter.only;
        if is_named(&self.filter.except) {
            return Some(restricted(
                format!("{name} is among the tools that this server excludes"),
                "Take it out of OKTA_MCP_EXCLUDE_TOOLS and restart okta-mcp.",
            ));
        }
        (!only.is_empty() && !is_named(only)).then(|| {
            restricted(
                format!("{name} is not among the tools that this server allows"),
                "Add it to OKTA_MCP_TOOLS and restart okta-mcp.",
            )
        })
    }

    fn hidden_by_toolset(&self, tool: &Tool) -> Option<Error> {
        let toolsets = &self.filter.toolsets;
        let is_there = toolsets.is_empty()
            || tool.toolset == "connection"
            || toolsets.iter().any(|set| set == tool.toolset);
        (!is_there).then(|| {
            let (name, set) = (tool.spec.name, tool.toolset);
            restricted(
                format!("{name} belongs to the toolset {set}, which this server leaves out"),
                format!("Add {set} to OKTA_MCP_TOOLSETS and restart okta-mcp."),
            )
        })
    }

    fn hidden_as_write(&self, tool: &Tool) -> Option<Error> {
        (self.filter.read_only && tool.is_write()).then(|| {
            restricted(
                format!("{} writes, and this server only reads", tool.spec.name),
                "Whoever runs the server can unset OKTA_MCP_READ_ONLY and restart it.",
            )
        })
    }

    fn hidden_by_scopes(&self, tool: &Tool) -> Option<Error> {
        let name = tool.spec.name;
        if tool.is_open() && !self.may_write() {
            return Some(Error::new(
                Kind::MissingScope,
                format!(
                    "{name} needs a scope that lets it write, and OKTA_SCOPES asks for none; nothing was sent to Okta"
                ),
                "Add the .manage scopes of what is to be changed to OKTA_SCOPES, have a super administrator grant them to the app in its Okta API Scopes tab, and restart okta-mcp.",
            ));
        }
        let lacks = tool.lacks(&self.filter.scopes);
        if lacks.is_empty() {
            return None;
        }
        let scopes = lacks.join(" ");
        Some(Error::new(
            Kind::MissingScope,
            format!(
                "{name} needs the scope {scopes}, which OKTA_SCOPES does not ask for; nothing was sent to Okta"
            ),
            format!(
                "Add {scopes} to OKTA_SCOPES, have a super administrator grant it to the app in its Okta API Scopes tab, and restart okta-mcp."
            ),
        ))
    }

    /// Whether the scopes let any operation write.
    fn may_write(&self) -> bool {
        let asked = || self.filter.scopes.iter().map(String::as_str);
        OPERATIONS.iter().any(|operation| {
            operation.effect() > Effect::Read
                && !operation.scopes.is_empty()
                && operation
                    .scopes
                    .iter()
                    .all(|scope| okta::covers(asked(), scope))
        })
    }
}

/// Those that both lists have, where an empty list is all. Nothing in common is not the same as
/// nothing named: then only `least` is left.
fn both(ours: &[String], more: &[String], least: &str) -> Vec<String> {
    if more.is_empty() {
        return ours.to_vec();
    }
    let common = more
        .iter()
        .filter(|name| ours.is_empty() || ours.contains(name));
    let common: Vec<String> = common.cloned().collect();
    if common.is_empty() {
        vec![least.to_owned()]
    } else {
        common
    }
}

fn refuse_unknown(
    kind: &str,
    setting: &str,
    given: &[String],
    known: &[&str],
) -> Result<(), Error> {
    let Some(unknown) = given.iter().find(|name| !known.contains(&name.as_str())) else {
        return Ok(());
    };
    let names = if known.len() > FEW {
        "`okta-mcp tools` lists them".to_owned()
    } else {
        format!("they are {}", known.join(", "))
    };
    Err(Error::new(
        Kind::Misconfigured,
        format!("there is no {kind} {}", tools::quote::quote(unknown)),
        format!("Correct {setting} (or its flag, or the address), or leave it out; {names}."),
    ))
}

fn restricted(message: String, next_step: impl Into<String>) -> Error {
    Error::new(Kind::Restricted, message, next_step)
}

/// What a tool costs and does, for people and scripts.
pub fn row(tool: &Tool, policy: Policy) -> Value {
    let effect = tool.effect();
    let asks = if tool.is_write() {
        policy.asks(effect)
    } else {
        Asks::Never
    };
    json!({
        "name": tool.spec.name,
        "title": tool.spec.title,
        "about": tool.about(),
        "effect": effect.word(),
        "asks": asks.word(),
        "scopes": tool.spec.scopes(),
        "operations": tool.spec.uses.iter().map(|o| o.id).collect::<Vec<_>>(),
        "parameters": tool.input_schema(),
        "example": serde_json::from_str::<Value>(tool.spec.example).unwrap_or_default(),
    })
}
