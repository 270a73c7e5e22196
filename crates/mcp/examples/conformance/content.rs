//! Tools that answer the same every time.

use rmcp::model::CallToolResult;
use serde_json::json;

use crate::call::{Call, NOTHING, Row, content, failed, text};

/// A red pixel.
pub const IMAGE: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
/// A sound of no length.
const AUDIO: &str = "UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA=";

const WORDS: &str = r##"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "$defs": {"address": {"$anchor": "addressDef", "type": "object",
    "properties": {"street": {"type": "string"}, "city": {"type": "string"}}}},
  "properties": {
    "name": {"type": "string"},
    "address": {"$ref": "#/$defs/address"},
    "contactMethod": {"type": "string", "enum": ["phone", "email"]},
    "phone": {"type": "string"},
    "email": {"type": "string"}
  },
  "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
  "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
  "then": {"required": ["phone"]},
  "else": {"required": ["email"]},
  "additionalProperties": false
}"##;

const HEADER: &str = r#"{
  "type": "object",
  "properties": {"region": {"type": "string", "x-mcp-header": "Region"}},
  "required": ["region"]
}"#;

const GREETED: &str =
    r#"{"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}"#;

pub const TOOLS: &[Row] = &[
    Row("greet", "Greets by name.", GREETED),
    Row(
        "json_schema_2020_12_tool",
        "Shows the words of JSON Schema 2020-12.",
        WORDS,
    ),
    Row("test_audio_content", "Returns a sound.", NOTHING),
    Row(
        "test_custom_header",
        "Wants an argument in a header too.",
        HEADER,
    ),
    Row("test_embedded_resource", "Returns a resource.", NOTHING),
    Row("test_error_handling", "Always fails.", NOTHING),
    Row("test_image_content", "Returns an image.", NOTHING),
    Row(
        "test_multiple_content_types",
        "Returns text, image and resource.",
        NOTHING,
    ),
    Row(
        "test_reconnection",
        "Answers on a stream that can be resumed.",
        NOTHING,
    ),
    Row("test_simple_text", "Returns a text.", NOTHING),
];

pub fn answer(call: &Call) -> CallToolResult {
    let image = json!({"type": "image", "data": IMAGE, "mimeType": "image/png"});
    match call.params.name.as_ref() {
        "test_image_content" => content(json!([image])),
        "test_audio_content" => {
            content(json!([{"type": "audio", "data": AUDIO, "mimeType": "audio/wav"}]))
        }
        "test_embedded_resource" => content(json!([{"type": "resource", "resource": {
            "uri": "test://embedded-resource",
            "mimeType": "text/plain",
            "text": "This is an embedded resource content.",
        }}])),
        "test_multiple_content_types" => content(json!([
            {"type": "text", "text": "Multiple content types test:"},
            image,
            {"type": "resource", "resource": {
                "uri": "test://mixed-content-resource",
                "mimeType": "application/json",
                "text": r#"{"test":"data","value":123}"#,
            }},
        ])),
        "test_error_handling" => failed("This tool intentionally returns an error for testing"),
        "greet" => {
            let name = call.argument("name").as_str().unwrap_or("stranger");
            text(format!("Hello, {name}!"))
        }
        _ => text("This is a simple text response for testing."),
    }
}
