//! Tools that answer with a question and are called again with its answer, as from 2026-07-28 on.

use rmcp::ErrorData;
use rmcp::model::{CallToolResponse, InputRequest, RequestStateCodec, SealOptions};
use serde_json::{Value, json};

use crate::call::{Answer, Call, NOTHING, Row, ask, shape, text};

pub const TOOLS: &[Row] = &[
    Row(
        "test_input_required_result_capabilities",
        "Asks only what the client can answer.",
        NOTHING,
    ),
    Row(
        "test_input_required_result_elicitation",
        "Asks for a name.",
        NOTHING,
    ),
    Row(
        "test_input_required_result_list_roots",
        "Asks for the roots.",
        NOTHING,
    ),
    Row(
        "test_input_required_result_multi_round",
        "Asks twice.",
        NOTHING,
    ),
    Row(
        "test_input_required_result_multiple_inputs",
        "Asks three things at once.",
        NOTHING,
    ),
    Row(
        "test_input_required_result_request_state",
        "Asks, with a state.",
        NOTHING,
    ),
    Row(
        "test_input_required_result_sampling",
        "Asks the model of the client.",
        NOTHING,
    ),
    Row(
        "test_input_required_result_tampered_state",
        "Asks, with a state that nobody may change.",
        NOTHING,
    ),
    Row(
        "test_streaming_elicitation",
        "Asks for a name, and never on the stream itself.",
        NOTHING,
    ),
];

pub fn answer(call: &Call) -> Answer {
    Ok(match call.params.name.as_ref() {
        "test_input_required_result_sampling" => sampling(call),
        "test_input_required_result_list_roots" => list_roots(call),
        "test_input_required_result_request_state"
        | "test_input_required_result_tampered_state" => confirmed(call)?,
        "test_input_required_result_multiple_inputs" => several(call)?,
        "test_input_required_result_multi_round" => two_rounds(call)?,
        "test_input_required_result_capabilities" => within_capabilities(call),
        _ => named(call),
    })
}

fn named(call: &Call) -> CallToolResponse {
    let Some(name) = call.response("user_name")["content"]["name"].as_str() else {
        return ask(vec![("user_name", whose_name())], None).into();
    };
    text(format!("Hello, {name}!")).into()
}

fn sampling(call: &Call) -> CallToolResponse {
    let said = &call.response("capital_question")["content"];
    if said.is_null() {
        let question = sample("What is the capital of France?");
        return ask(vec![("capital_question", question)], None).into();
    }
    text(format!("The model said: {said}")).into()
}

fn list_roots(call: &Call) -> CallToolResponse {
    let given = &call.response("client_roots")["roots"];
    if !given.is_array() {
        return ask(vec![("client_roots", roots())], None).into();
    }
    text(format!("The roots are {given}")).into()
}

fn confirmed(call: &Call) -> Answer {
    let question = elicit("Please confirm", "ok", "boolean");
    let state = opened(call)?;
    if state.is_null() || call.response("confirm").is_null() {
        let state = sealed(call, &json!({"asked": "confirm"}));
        return Ok(ask(vec![("confirm", question)], Some(state)).into());
    }
    Ok(text("state-ok").into())
}

fn several(call: &Call) -> Answer {
    let questions = vec![
        ("user_name", whose_name()),
        ("greeting", sample("Generate a greeting")),
        ("client_roots", roots()),
    ];
    let answered = questions
        .iter()
        .all(|(key, _)| !call.response(key).is_null());
    if opened(call)?.is_null() || !answered {
        let state = sealed(call, &json!({"asked": "several"}));
        return Ok(ask(questions, Some(state)).into());
    }
    Ok(text("All is answered.").into())
}

/// The state holds what was answered so far.
fn two_rounds(call: &Call) -> Answer {
    let state = opened(call)?;
    let name = &call.response("step1")["content"]["name"];
    let color = &call.response("step2")["content"]["color"];
    if state["round"] == 2 && color.is_string() {
        return Ok(text(format!("{} likes {color}.", state["name"])).into());
    }
    let (key, question, state) = if state["round"] == 1 && name.is_string() {
        let question = elicit("Step 2: What is your favorite color?", "color", "string");
        ("step2", question, json!({"round": 2, "name": name}))
    } else {
        let question = elicit("Step 1: What is your name?", "name", "string");
        ("step1", question, json!({"round": 1}))
    };
    Ok(ask(vec![(key, question)], Some(sealed(call, &state))).into())
}

fn within_capabilities(call: &Call) -> CallToolResponse {
    let capabilities = call.context.client_capabilities().unwrap_or_default();
    let mut questions = Vec::new();
    if capabilities.elicitation.is_some() && call.response("user_name").is_null() {
        questions.push(("user_name", whose_name()));
    }
    if capabilities.sampling.is_some() && call.response("greeting").is_null() {
        questions.push(("greeting", sample("Generate a greeting")));
    }
    if questions.is_empty() {
        return text("There is nothing to ask.").into();
    }
    ask(questions, None).into()
}

/// What came back with the call; null where nothing did.
fn opened(call: &Call) -> Result<Value, ErrorData> {
    let Some(state) = &call.params.request_state else {
        return Ok(Value::Null);
    };
    let opened = call
        .shared
        .codec
        .open_json_with(state, call.params.name.as_bytes());
    opened.map_err(|_| ErrorData::invalid_params("the state is not the one that was given", None))
}

fn sealed(call: &Call, state: &Value) -> String {
    let codec: &RequestStateCodec = &call.shared.codec;
    let options = SealOptions::new().associated_data(call.params.name.as_bytes());
    codec.seal_with(state.to_string().as_bytes(), &options)
}

/// The question for a name.
pub fn whose_name() -> InputRequest {
    elicit("What is your name?", "name", "string")
}

/// A question with one answer of this type.
pub fn elicit(message: &str, property: &str, kind: &str) -> InputRequest {
    let schema = json!({
        "type": "object",
        "properties": {property: {"type": kind}},
        "required": [property],
    });
    let params = json!({"message": message, "requestedSchema": schema});
    shape(json!({"method": "elicitation/create", "params": params}))
}

fn sample(prompt: &str) -> InputRequest {
    let message = json!({"role": "user", "content": {"type": "text", "text": prompt}});
    let params = json!({"messages": [message], "maxTokens": 100});
    shape(json!({"method": "sampling/createMessage", "params": params}))
}

fn roots() -> InputRequest {
    shape(json!({"method": "roots/list", "params": {}}))
}
