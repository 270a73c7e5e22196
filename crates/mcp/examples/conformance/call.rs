//! One call of one of the suite's tools, and the shapes of its answer.

use std::sync::Arc;

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, InputRequest, InputRequiredResult,
    ProtocolVersion, RequestStateCodec,
};
use rmcp::service::RequestContext;
use rmcp::task_manager::TaskManager;
use rmcp::{ErrorData, RoleServer};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::broadcast;

/// What a tool answers.
pub type Answer = Result<CallToolResponse, ErrorData>;

/// A tool of the suite: its name, what it does, and the schema of its arguments as JSON.
pub struct Row(pub &'static str, pub &'static str, pub &'static str);

/// The schema of a tool without arguments.
pub const NOTHING: &str = r#"{"type": "object", "properties": {}, "additionalProperties": false}"#;

/// A list that changed.
#[derive(Clone, Copy, Debug)]
pub enum Change {
    Tools,
    Prompts,
}

/// What all calls share.
pub struct Shared {
    pub jobs: TaskManager,
    pub codec: RequestStateCodec,
    pub changes: broadcast::Sender<Change>,
}

impl Shared {
    /// With a fresh key.
    pub fn new() -> Self {
        let key = [uuid::Uuid::new_v4(), uuid::Uuid::new_v4()];
        let key: Vec<u8> = key.iter().flat_map(|id| id.as_bytes().to_vec()).collect();
        Self {
            jobs: TaskManager::new(),
            codec: RequestStateCodec::try_new(key).expect("the key has the least of 32 bytes"),
            changes: broadcast::Sender::new(16),
        }
    }
}

/// A call and where it comes from.
pub struct Call {
    pub params: CallToolRequestParams,
    pub context: RequestContext<RoleServer>,
    pub shared: Arc<Shared>,
}

impl Call {
    /// An argument, or null.
    pub fn argument(&self, name: &str) -> &Value {
        let arguments = self.params.arguments.as_ref();
        arguments
            .and_then(|all| all.get(name))
            .unwrap_or(&Value::Null)
    }

    /// What the client answered to a question of the round before, or null.
    pub fn response(&self, key: &str) -> &Value {
        let responses = self.params.input_responses.as_ref();
        responses
            .and_then(|all| all.get(key))
            .unwrap_or(&Value::Null)
    }

    /// Whether the client speaks 2026-07-28.
    pub fn is_modern(&self) -> bool {
        let version = self.context.protocol_version();
        version.is_some_and(|v| v.as_str() >= ProtocolVersion::V_2026_07_28.as_str())
    }

    /// Whether the client can follow a task.
    pub fn follows_tasks(&self) -> bool {
        let capabilities = self.context.client_capabilities();
        capabilities.is_some_and(|given| given.supports_tasks())
    }
}

/// A finished call with this content, stamped as ours are.
pub fn content(blocks: Value) -> CallToolResult {
    let mut result = CallToolResult::success(shape(blocks));
    result.meta = Some(mcp::stamp());
    result
}

/// A finished call with one text.
pub fn text(text: impl Into<String>) -> CallToolResult {
    content(json!([{"type": "text", "text": text.into()}]))
}

/// A finished call that failed.
pub fn failed(why: impl Into<String>) -> CallToolResult {
    let mut result = text(why);
    result.is_error = Some(true);
    result
}

/// Questions for the client, and the state that it sends back with the answers.
pub fn ask(questions: Vec<(&str, InputRequest)>, state: Option<String>) -> InputRequiredResult {
    let questions = questions.into_iter();
    let questions = questions.map(|(key, question)| (key.to_owned(), question));
    InputRequiredResult::new(Some(questions.collect()), state).with_meta(mcp::stamp())
}

/// A value of the protocol from the JSON that the suite's documentation shows.
pub fn shape<T: DeserializeOwned>(json: Value) -> T {
    serde_json::from_value(json).expect("the fixtures have the shapes of the protocol")
}
