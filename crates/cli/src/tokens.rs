//! What a tool costs a model, in tokens.

use ::tools::Tool;
use serde_json::json;

/// The tokens (o200k) of the tool as a host shows it to a model: name, description and input schema,
/// as compact JSON.
pub fn of(tool: &Tool) -> usize {
    let shown = json!({
        "name": tool.spec.name,
        "description": tool.about(),
        "inputSchema": tool.input_schema(),
    });
    tiktoken_rs::o200k_base_singleton()
        .encode_ordinary(&shown.to_string())
        .len()
}
