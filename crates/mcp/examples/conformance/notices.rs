//! Tools that tell something before they answer: progress, logs, and lists that changed.
#![expect(deprecated, reason = "the 2025-11-25 set asks for logging")]

use std::time::Duration;

use rmcp::model::{LoggingLevel, LoggingMessageNotificationParam, ProgressNotificationParam};
use serde_json::json;

use crate::call::{Answer, Call, Change, NOTHING, Row, text};

/// How long the suite wants between two notices.
const PAUSE: Duration = Duration::from_millis(50);

pub const TOOLS: &[Row] = &[
    Row("test_logging_tool", "Logs where logs are wanted.", NOTHING),
    Row("test_tool_with_logging", "Logs three lines.", NOTHING),
    Row(
        "test_tool_with_progress",
        "Tells its progress three times.",
        NOTHING,
    ),
    Row(
        "test_trigger_prompt_change",
        "Tells that the prompts changed.",
        NOTHING,
    ),
    Row(
        "test_trigger_tool_change",
        "Tells that the tools changed.",
        NOTHING,
    ),
];

pub async fn answer(call: &Call) -> Answer {
    match call.params.name.as_ref() {
        "test_trigger_tool_change" => tell(call, Change::Tools),
        "test_trigger_prompt_change" => tell(call, Change::Prompts),
        "test_tool_with_progress" => progress(call).await,
        _ => log(call).await,
    }
    Ok(text("Done.").into())
}

fn tell(call: &Call, change: Change) {
    // That nobody listens is no error.
    let _ = call.shared.changes.send(change);
}

async fn progress(call: &Call) {
    for done in [0.0, 50.0, 100.0] {
        if let Some(token) = call.context.meta.get_progress_token() {
            let progress = ProgressNotificationParam::new(token, done).with_total(100.0);
            let _ = call.context.peer.notify_progress(progress).await;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// From 2026-07-28 on no log may be sent to a request that did not ask for one.
async fn log(call: &Call) {
    if call.is_modern() && call.context.meta.log_level().is_none() {
        return;
    }
    for line in [
        "Tool execution started",
        "Tool processing data",
        "Tool execution completed",
    ] {
        let message = LoggingMessageNotificationParam::new(LoggingLevel::Info, json!(line));
        let _ = call.context.peer.notify_logging_message(message).await;
        tokio::time::sleep(PAUSE).await;
    }
}
