//! Which tools there are: a filter on rows, a function of the configuration alone.

use changes::{Asks, Policy};
use serde_json::{Value, json};
use tools::{Error, Kind, Tool, catalog};

/// What the configuration allows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The scopes asked for.
    pub scopes: Vec<String>,
    /// Whether no write exists.
    pub read_only: bool,
    /// The toolsets wanted; all where none is named.
    pub toolsets: Vec<String>,
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
    /// `misconfigured` where a toolset does not exist.
    pub fn new(filter: Filter) -> Result<Self, Error> {
        let names: Vec<&str> = catalog::TOOLSETS.iter().map(|(name, _)| *name).collect();
        let unknown = filter
            .toolsets
            .iter()
            .find(|set| !names.contains(&set.as_str()));
        if let Some(unknown) = unknown {
            return Err(Error::new(
                Kind::Misconfigured,
                format!("there is no toolset {}", tools::quote::quote(unknown)),
                format!(
                    "Set OKTA_MCP_TOOLSETS to one or more of {}, or leave it out.",
                    names.join(", ")
                ),
            ));
        }
        Ok(Self {
            tools: Tool::all(),
            filter,
        })
    }

    /// The same with fewer tools: only those of these toolsets too, where any is named, and no write
    /// where that is asked.
    ///
    /// # Errors
    /// Where a toolset does not exist.
    pub fn narrowed(&self, toolsets: &[String], read_only: bool) -> Result<Self, Error> {
        let ours = &self.filter.toolsets;
        let both = toolsets
            .iter()
            .filter(|set| ours.is_empty() || ours.contains(set));
        let mut both: Vec<String> = both.cloned().collect();
        if toolsets.is_empty() {
            both.clone_from(ours);
        } else if both.is_empty() {
            // Nothing in common is not the same as nothing named.
            both.push("connection".to_owned());
        }
        let unknown = Self::new(Filter {
            toolsets: toolsets.to_vec(),
            ..Filter::default()
        });
        unknown.and_then(|_| {
            Self::new(Filter {
                scopes: self.filter.scopes.clone(),
                read_only: self.filter.read_only || read_only,
                toolsets: both,
            })
        })
    }

    /// The tools that are listed, sorted by name.
    pub fn listed(&self) -> impl Iterator<Item = &Tool> {
        self.tools.iter().filter(|tool| self.hides(tool).is_none())
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

    /// Why a tool is left out; `None` where it is not.
    fn hides(&self, tool: &Tool) -> Option<Error> {
        let name = tool.spec.name;
        let toolsets = &self.filter.toolsets;
        if !toolsets.is_empty()
            && !toolsets.iter().any(|set| set == tool.toolset)
            && tool.toolset != "connection"
        {
            return Some(Error::new(
                Kind::Restricted,
                format!(
                    "{name} belongs to the toolset {}, which this server leaves out",
                    tool.toolset
                ),
                format!(
                    "Add {} to OKTA_MCP_TOOLSETS and restart okta-mcp.",
                    tool.toolset
                ),
            ));
        }
        if self.filter.read_only && tool.is_write() {
            return Some(Error::new(
                Kind::Restricted,
                format!("{name} writes, and this server only reads"),
                "Whoever runs the server can unset OKTA_MCP_READ_ONLY and restart it.",
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
        "about": tool.spec.about,
        "effect": effect.word(),
        "asks": asks.word(),
        "scopes": tool.spec.scopes(),
        "operations": tool.spec.uses.iter().map(|o| o.id).collect::<Vec<_>>(),
        "listed": true,
        "parameters": tool.input_schema(),
        "example": serde_json::from_str::<Value>(tool.spec.example).unwrap_or_default(),
    })
}
