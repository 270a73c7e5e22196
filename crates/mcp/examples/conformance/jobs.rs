//! Tools that go on as tasks (extension `io.modelcontextprotocol/tasks`).

use std::time::Duration;

use futures::FutureExt as _;
use rmcp::ErrorData;
use rmcp::model::{CallToolResult, ClientCapabilities, CreateTaskResult};
use rmcp::task_manager::{TaskContext, TaskExit, TaskOptions};

use crate::call::{Answer, Call, NOTHING, Row, ask, failed, text};
use crate::rounds::{elicit, whose_name};

type Done = Result<CallToolResult, TaskExit>;

const COMPUTE: &str = r#"{
  "type": "object",
  "properties": {"seconds": {"type": "number"}, "label": {"type": "string"}}
}"#;
const FILE: &str = r#"{"type": "object", "properties": {"filename": {"type": "string"}}}"#;

pub const TOOLS: &[Row] = &[
    Row("confirm_delete", "Asks within a task.", FILE),
    Row("failing_job", "Fails after a second, as a task.", NOTHING),
    Row("multi_input", "Asks twice at once within a task.", NOTHING),
    Row(
        "protocol_error_job",
        "Ends with an error of the protocol.",
        NOTHING,
    ),
    Row("slow_compute", "Takes the seconds it is told.", COMPUTE),
    Row(
        "test_tool_with_task",
        "Asks, then goes on as a task.",
        NOTHING,
    ),
];

pub async fn answer(call: &Call) -> Answer {
    let seconds = Duration::from_secs_f64(call.argument("seconds").as_f64().unwrap_or_default());
    let name = call.params.name.as_ref();
    if !call.follows_tasks() {
        if name != "slow_compute" {
            let tasks = ClientCapabilities::builder().enable_tasks().build();
            return Err(ErrorData::missing_required_client_capability(tasks));
        }
        tokio::time::sleep(seconds).await;
        return Ok(text("Computed.").into());
    }
    let greeted = call.response("user_name")["content"]["name"].as_str();
    let greeted = greeted.map(str::to_owned);
    if name == "test_tool_with_task" && greeted.is_none() {
        return Ok(ask(vec![("user_name", whose_name())], None).into());
    }
    let name = name.to_owned();
    let options = TaskOptions::new().with_poll_interval_ms(200);
    let task = call.shared.jobs.spawn(options, |task| {
        async move {
            match name.as_str() {
                "slow_compute" => compute(&task, seconds).await,
                "failing_job" => fail().await,
                "protocol_error_job" => {
                    Err(ErrorData::internal_error("the job broke", None).into())
                }
                "confirm_delete" => confirm(&task).await,
                "multi_input" => ask_twice(&task).await,
                _ => Ok(text(format!("Hello, {}!", greeted.unwrap_or_default()))),
            }
        }
        .boxed()
    });
    Ok(CreateTaskResult::new(task).with_meta(mcp::stamp()).into())
}

async fn compute(task: &TaskContext, seconds: Duration) -> Done {
    tokio::select! {
        () = task.cancelled() => Err(TaskExit::Cancelled),
        () = tokio::time::sleep(seconds) => Ok(text("Computed.")),
    }
}

async fn fail() -> Done {
    tokio::time::sleep(Duration::from_secs(1)).await;
    Ok(failed("The job failed, as it always does"))
}

async fn confirm(task: &TaskContext) -> Done {
    let question = elicit("Delete it?", "confirm", "boolean");
    let reply = task.request_input("confirm", question).await?;
    Ok(text(format!("The answer was {reply}")))
}

async fn ask_twice(task: &TaskContext) -> Done {
    let first = task.request_input("first", whose_name());
    let second = task.request_input("second", whose_name());
    let (first, second) = tokio::try_join!(first, second)?;
    Ok(text(format!("The answers were {first} and {second}")))
}
