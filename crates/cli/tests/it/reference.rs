//! The reference documents are what the binary says, written down by `just accept`.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::Value;

use crate::binary::{json, run};

fn document(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs/reference")
        .join(name)
}

/// Compares a document with what it should be; with `ACCEPT=1` writes it.
pub fn check(name: &str, expected: &str) {
    let path = document(name);
    if std::env::var_os("ACCEPT").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, expected).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        there, expected,
        "docs/reference/{name} is stale: run `just accept`"
    );
}

fn everything() -> Value {
    let scopes: Vec<&str> = operations::OPERATIONS
        .iter()
        .flat_map(|o| o.scopes)
        .copied()
        .collect();
    json(&run(
        &["tools", "--json"],
        &[("OKTA_SCOPES", &scopes.join(" "))],
    ))
}

#[test]
fn the_reference_of_the_tools_is_fresh() {
    let everything = everything();
    let tools = everything["tools"].as_array().unwrap();
    let mut text = String::from(
        "# Tools\n\nWritten by `just accept` from the table of tools. Tokens are o200k of the compact name, description and input schema.\n\n| tool | effect | asks | scopes | operations | tokens |\n|---|---|---|---|---|---|\n",
    );
    let list = |value: &Value| {
        let items = value
            .as_array()
            .unwrap()
            .iter()
            .map(|item| format!("`{}`", item.as_str().unwrap()));
        items.collect::<Vec<_>>().join(" ")
    };
    for tool in tools {
        writeln!(
            text,
            "| [`{0}`](#{0}) | {1} | {2} | {3} | {4} | {5} |",
            tool["name"].as_str().unwrap(),
            tool["effect"].as_str().unwrap(),
            tool["asks"].as_str().unwrap(),
            list(&tool["scopes"]),
            list(&tool["operations"]),
            tool["tokens"],
        )
        .unwrap();
    }
    writeln!(
        text,
        "\n{} tools, {} tokens.",
        tools.len(),
        everything["tokens"]
    )
    .unwrap();
    for tool in tools {
        section(&mut text, tool);
    }
    check("tools.md", &text);
}

fn section(text: &mut String, tool: &Value) {
    let name = tool["name"].as_str().unwrap();
    let about = tool["about"].as_str().unwrap();
    writeln!(text, "\n## {name}\n\n{about}\n").unwrap();
    let required = tool["parameters"]["required"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    for (parameter, schema) in tool["parameters"]["properties"].as_object().unwrap() {
        let kind = schema["type"].as_str().unwrap_or("any");
        let must = if required.iter().any(|r| r == parameter) {
            ", required"
        } else {
            ""
        };
        let described = schema["description"].as_str().unwrap();
        writeln!(text, "- `{parameter}` ({kind}{must}): {described}").unwrap();
    }
    writeln!(text, "\n```json\n{}\n```", tool["example"]).unwrap();
}

#[test]
fn the_reference_of_the_commands_is_fresh() {
    let mut text =
        String::from("# Commands\n\nWritten by `just accept` from the binary's own help.\n");
    for command in [
        &["--help"][..],
        &["serve", "--help"],
        &["demo", "--help"],
        &["sim", "--help"],
        &["tools", "--help"],
        &["operations", "--help"],
        &["doctor", "--help"],
        &["setup", "--help"],
        &["rotate-key", "--help"],
        &["completions", "--help"],
        &["call", "--help"],
    ] {
        let help = run(command, &[("COLUMNS", "100")]);
        let name = command.split_last().unwrap().1.join(" ");
        let help = String::from_utf8(help.stdout).unwrap();
        let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
        writeln!(
            text,
            "\n## `okta-mcp {name}`\n\n```text\n{}\n```",
            lines.join("\n").trim_end()
        )
        .unwrap();
    }
    check("cli.md", &text.replace("okta-mcp `", "okta-mcp`"));
}
