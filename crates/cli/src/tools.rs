//! `okta-mcp tools`: what a model would be shown, and what it costs.

use std::process::ExitCode;

use ::tools::Tool;
use changes::Policy;
use mcp::{Found, Surface};
use serde_json::{Value, json};

use crate::config::Environment;
use crate::{report, tokens};

/// Prints the tools that the configuration allows; no connection is needed.
pub fn run(environment: &Environment, name: Option<&str>, as_json: bool) -> ExitCode {
    let scopes = environment.scopes_or_default();
    let surface = match environment.filter(scopes).and_then(Surface::new) {
        Ok(surface) => surface,
        Err(error) => return report::misuse(&error),
    };
    let tools: Vec<&Tool> = match name {
        None if as_json => surface.allowed().collect(),
        None => surface.listed().collect(),
        Some(name) => match surface.find(name) {
            Found::Tool(tool) => vec![tool],
            Found::Hidden(error) => return report::misuse(&error),
            Found::Unknown => return report::misuse(&unknown(name)),
        },
    };
    let text = match (as_json, name) {
        (true, _) => document(&surface, &tools).to_string(),
        (false, Some(_)) => tools.first().map(|tool| page(tool)).unwrap_or_default(),
        (false, None) => table(&tools),
    };
    report::say(&text);
    ExitCode::SUCCESS
}

/// The error for a tool that does not exist.
pub fn unknown(name: &str) -> ::tools::Error {
    ::tools::Error::new(
        ::tools::Kind::InvalidInput,
        format!("there is no tool {}", ::tools::quote::quote(name)),
        "`okta-mcp tools` lists them.",
    )
}

/// Every tool that may be called, and which of them are listed; `tokens` counts the listed ones.
fn document(surface: &Surface, tools: &[&Tool]) -> Value {
    let listed: Vec<&str> = surface.listed().map(|tool| tool.spec.name).collect();
    let rows: Vec<Value> = tools.iter().map(|tool| row(tool, &listed)).collect();
    let tokens: usize = surface.listed().map(tokens::of).sum();
    json!({"surface": surface.listing(), "tokens": tokens, "tools": rows})
}

fn row(tool: &Tool, listed: &[&str]) -> Value {
    let mut row = mcp::surface::row(tool, Policy::STRICT);
    row["tokens"] = tokens::of(tool).into();
    row["listed"] = listed.contains(&tool.spec.name).into();
    row
}

fn table(tools: &[&Tool]) -> String {
    let mut lines: Vec<String> = tools
        .iter()
        .map(|tool| {
            let effect = tool.effect().word();
            let (name, title) = (tool.spec.name, tool.spec.title);
            format!(
                "{name:<28} {effect:<11} {:>4} tokens  {title}",
                tokens::of(tool)
            )
        })
        .collect();
    let total: usize = tools.iter().map(|tool| tokens::of(tool)).sum();
    lines.push(format!("{} tools, {total} tokens (o200k)", tools.len()));
    lines.join("\n")
}

fn page(tool: &Tool) -> String {
    let schema = serde_json::to_string_pretty(tool.input_schema()).unwrap_or_default();
    format!(
        "{} ({})\n\n{}\n\nEffect: {}\nScopes: {}\nCosts:  {} tokens (o200k)\n\nArguments:\n{schema}\n\nExample:\n  okta-mcp call {} '{}'",
        tool.spec.name,
        tool.spec.title,
        tool.about(),
        tool.effect().word(),
        tool.spec.scopes().join(" "),
        tokens::of(tool),
        tool.spec.name,
        tool.spec.example,
    )
}
