//! Tools that ask the client in the midst of a call, as before 2026-07-28.
#![expect(deprecated, reason = "the 2025-11-25 set asks for sampling")]

use rmcp::ErrorData;
use rmcp::model::{ClientCapabilities, ElicitRequestParams};
use serde_json::{Value, json};

use crate::call::{Answer, Call, NOTHING, Row, failed, shape, text};

const PROMPT: &str =
    r#"{"type": "object", "properties": {"prompt": {"type": "string"}}, "required": ["prompt"]}"#;
const MESSAGE: &str =
    r#"{"type": "object", "properties": {"message": {"type": "string"}}, "required": ["message"]}"#;

pub const TOOLS: &[Row] = &[
    Row("test_elicitation", "Asks the person.", MESSAGE),
    Row(
        "test_elicitation_sep1034_defaults",
        "Asks with a default for every type.",
        NOTHING,
    ),
    Row(
        "test_elicitation_sep1330_enums",
        "Asks with every kind of choice.",
        NOTHING,
    ),
    Row(
        "test_missing_capability",
        "Needs a client that can sample.",
        NOTHING,
    ),
    Row("test_sampling", "Asks the model of the client.", PROMPT),
];

pub async fn answer(call: &Call) -> Answer {
    match call.params.name.as_ref() {
        "test_missing_capability" => need_sampling(call),
        "test_sampling" => sample(call).await,
        "test_elicitation" => {
            let message = call.argument("message").as_str().unwrap_or_default();
            elicit(call, message, name_and_address()).await
        }
        "test_elicitation_sep1034_defaults" => elicit(call, "All have defaults", defaults()).await,
        _ => elicit(call, "Choose of each", choices()).await,
    }
}

fn need_sampling(call: &Call) -> Answer {
    let capabilities = call.context.client_capabilities();
    if capabilities.is_some_and(|given| given.sampling.is_some()) {
        return Ok(text("The client can sample.").into());
    }
    let sampling = ClientCapabilities::builder().enable_sampling().build();
    Err(ErrorData::missing_required_client_capability(sampling))
}

async fn sample(call: &Call) -> Answer {
    let content = json!({"type": "text", "text": call.argument("prompt")});
    let request = json!({"messages": [{"role": "user", "content": content}], "maxTokens": 100});
    let result = match call.context.peer.create_message(shape(request)).await {
        Ok(reply) => {
            let said = reply
                .message
                .content
                .first()
                .and_then(|block| block.as_text());
            let said = said.map_or("", |block| &block.text);
            text(format!("LLM response: {said}"))
        }
        Err(error) => failed(format!("the client did not sample: {error}")),
    };
    Ok(result.into())
}

async fn elicit(call: &Call, message: &str, schema: Value) -> Answer {
    let request = ElicitRequestParams::FormElicitationParams {
        meta: None,
        message: message.to_owned(),
        requested_schema: shape(schema),
    };
    let result = match call.context.peer.create_elicitation(request).await {
        Ok(reply) => {
            let (action, content) = (json!(reply.action), json!(reply.content));
            text(format!(
                "Elicitation completed: action={action}, content={content}"
            ))
        }
        Err(error) => failed(format!("the client did not ask: {error}")),
    };
    Ok(result.into())
}

fn name_and_address() -> Value {
    json!({
        "type": "object",
        "properties": {
            "username": {"type": "string", "description": "User's response"},
            "email": {"type": "string", "description": "User's email address"},
        },
        "required": ["username", "email"],
    })
}

fn defaults() -> Value {
    json!({"type": "object", "properties": {
        "name": {"type": "string", "default": "John Doe"},
        "age": {"type": "integer", "default": 30},
        "score": {"type": "number", "default": 95.5},
        "status": {"type": "string", "enum": ["active", "inactive", "pending"], "default": "active"},
        "verified": {"type": "boolean", "default": true},
    }})
}

fn choices() -> Value {
    let plain = json!(["option1", "option2", "option3"]);
    let titled = json!([
        {"const": "value1", "title": "First"},
        {"const": "value2", "title": "Second"},
        {"const": "value3", "title": "Third"},
    ]);
    json!({"type": "object", "properties": {
        "untitledSingle": {"type": "string", "enum": plain},
        "titledSingle": {"type": "string", "oneOf": titled},
        "legacyEnum": {
            "type": "string",
            "enum": ["opt1", "opt2", "opt3"],
            "enumNames": ["Option One", "Option Two", "Option Three"],
        },
        "untitledMulti": {"type": "array", "items": {"type": "string", "enum": plain}},
        "titledMulti": {"type": "array", "items": {"anyOf": titled}},
    }})
}
