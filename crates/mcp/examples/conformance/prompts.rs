//! The suite's prompts.

use rmcp::ErrorData;
use rmcp::model::{GetPromptRequestParams, GetPromptResponse, GetPromptResult, Prompt};
use serde_json::{Value, json};

use crate::call::{ask, shape};
use crate::content::IMAGE;
use crate::rounds::elicit;

/// All prompts.
pub fn listed() -> Vec<Prompt> {
    let argument = |name: &str| json!({"name": name, "description": "Any text.", "required": true});
    shape(json!([
        {"name": "test_input_required_result_prompt", "description": "Asks before it is given."},
        {
            "name": "test_prompt_with_arguments",
            "description": "Takes two arguments.",
            "arguments": [argument("arg1"), argument("arg2")],
        },
        {
            "name": "test_prompt_with_embedded_resource",
            "description": "Holds a resource.",
            "arguments": [argument("resourceUri")],
        },
        {"name": "test_prompt_with_image", "description": "Holds an image."},
        {"name": "test_simple_prompt", "description": "Holds a text."},
    ]))
}

/// One prompt.
pub fn get(wanted: &GetPromptRequestParams) -> Result<GetPromptResponse, ErrorData> {
    let argument = |name: &str| {
        let arguments = wanted.arguments.as_ref();
        let text = arguments.and_then(|all| all.get(name)?.as_str());
        text.unwrap_or_default()
    };
    let text = |text: &str| json!({"type": "text", "text": text});
    match wanted.name.as_str() {
        "test_simple_prompt" => Ok(of(vec![text("This is a simple prompt for testing.")])),
        "test_prompt_with_arguments" => {
            let (one, two) = (argument("arg1"), argument("arg2"));
            let said = format!("Prompt with arguments: arg1='{one}', arg2='{two}'");
            Ok(of(vec![text(&said)]))
        }
        "test_prompt_with_embedded_resource" => {
            let resource = json!({
                "uri": argument("resourceUri"),
                "mimeType": "text/plain",
                "text": "Embedded resource content for testing.",
            });
            let embedded = json!({"type": "resource", "resource": resource});
            let please = text("Please process the embedded resource above.");
            Ok(of(vec![embedded, please]))
        }
        "test_prompt_with_image" => {
            let image = json!({"type": "image", "data": IMAGE, "mimeType": "image/png"});
            Ok(of(vec![image, text("Please analyze the image above.")]))
        }
        "test_input_required_result_prompt" => Ok(asked(wanted)),
        _ => Err(ErrorData::invalid_params("there is no such prompt", None)),
    }
}

fn asked(wanted: &GetPromptRequestParams) -> GetPromptResponse {
    let responses = wanted.input_responses.as_ref();
    let context = responses.and_then(|all| all.get("user_context")?["content"]["context"].as_str());
    let Some(context) = context else {
        let question = elicit("What context should the prompt use?", "context", "string");
        return ask(vec![("user_context", question)], None).into();
    };
    of(vec![json!({"type": "text", "text": context})])
}

fn of(contents: Vec<Value>) -> GetPromptResponse {
    let contents = contents.into_iter();
    let messages = contents.map(|content| json!({"role": "user", "content": content}));
    let mut result = GetPromptResult::new(shape(messages.collect()));
    result.meta = Some(mcp::stamp());
    result.into()
}
