//! Every tool of Okta's own server for models is here, by name, with every parameter.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use tools::Tool;
use tools::catalog::LEFT_OUT;

/// One stub for each scope that is missing says that it is: `get_scope_status` says it of all.
const STUB: &str = "_scope_info";

/// The official tools and their parameters: as they were read where that is beside the repository, else
/// by our own list of the names.
fn official() -> BTreeMap<String, Vec<String>> {
    let read =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/peers/official_tools.json");
    let Ok(text) = std::fs::read_to_string(read) else {
        return serde_json::from_str(include_str!("official.json")).unwrap();
    };
    let tools: Vec<Value> = serde_json::from_str(&text).unwrap();
    let name = |thing: &Value| thing["name"].as_str().unwrap().to_owned();
    let parameters = |tool: &Value| {
        tool["params"]
            .as_array()
            .map(|it| it.iter().map(name).collect())
    };
    tools
        .iter()
        .map(|tool| (name(tool), parameters(tool).unwrap_or_default()))
        .collect()
}

#[test]
fn every_tool_of_the_official_server_is_here_with_its_parameters() {
    let tools = Tool::all();
    let mut lacking = Vec::new();
    for (name, parameters) in official() {
        let tool = tools.iter().find(|tool| tool.spec.name == name);
        let is_left_out = LEFT_OUT.iter().any(|(left_out, _)| *left_out == name);
        assert!(tool.is_none() || !is_left_out, "{name} is both");
        let Some(tool) = tool else {
            if !is_left_out && !name.ends_with(STUB) {
                lacking.push(name);
            }
            continue;
        };
        let properties = &tool.input_schema()["properties"];
        let missing = parameters
            .iter()
            .filter(|it| properties.get(it.as_str()).is_none());
        lacking.extend(missing.map(|parameter| format!("{name}.{parameter}")));
    }
    assert!(lacking.is_empty(), "{lacking:?}");
}

#[test]
fn nothing_is_left_out_that_the_official_server_has_not() {
    let official = official();
    for (name, why) in LEFT_OUT {
        assert!(official.contains_key(*name), "{name}");
        assert!(!why.is_empty());
    }
}
