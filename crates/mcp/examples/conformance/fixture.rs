//! The handler: what our server does, and the suite's names besides.
#![expect(
    deprecated,
    reason = "the 2025-11-25 set asks for logging and for subscriptions to resources"
)]

use std::sync::Arc;

use mcp::Server;
use mcp::http::Offer;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CancelTaskParams, CompleteRequestParams,
    CompleteResult, CompletionInfo, GetPromptRequestParams, GetPromptResponse, GetTaskParams,
    GetTaskResult, JsonObject, ListPromptsResult, ListResourceTemplatesResult, ListResourcesResult,
    ListToolsResult, PaginatedRequestParams, ReadResourceRequestParams, ReadResourceResponse,
    ServerCapabilities, ServerConfig, SetLevelRequestParams, SubscribeRequestParams,
    SubscriptionFilter, Tool, UnsubscribeRequestParams, UpdateTaskParams,
};
use rmcp::service::{RequestContext, SubscriptionContext};
use rmcp::{ErrorData, RoleServer, ServerHandler};

use crate::call::{Call, Change, Row, Shared};
use crate::{asking, content, jobs, notices, prompts, resources, rounds};

/// Our server, and the suite's names. Clones share everything.
#[derive(Clone)]
pub struct Fixture {
    server: Server,
    shared: Arc<Shared>,
}

type Context = RequestContext<RoleServer>;

impl Fixture {
    /// Around this server.
    pub fn new(server: Server) -> Self {
        let shared = Arc::new(Shared::new());
        Self { server, shared }
    }
}

impl Offer for Fixture {
    fn narrowed(&self, more: &mcp::Filter) -> Result<Self, tools::Error> {
        Ok(Self {
            server: self.server.narrowed(more)?,
            shared: self.shared.clone(),
        })
    }
}

impl ServerHandler for Fixture {
    fn get_info(&self) -> ServerConfig {
        let mut info = self.server.get_info();
        info.capabilities = ServerCapabilities::builder()
            .enable_tools()
            .enable_tool_list_changed()
            .enable_prompts()
            .enable_prompts_list_changed()
            .enable_resources()
            .enable_resources_subscribe()
            .enable_completions()
            .enable_logging()
            .enable_tasks()
            .build();
        info
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        let ours = self.server.get_tool(name);
        ours.or_else(|| listed().find(|tool| tool.name == name))
    }

    async fn list_tools(
        &self,
        page: Option<PaginatedRequestParams>,
        context: Context,
    ) -> Result<ListToolsResult, ErrorData> {
        let mut result = self.server.list_tools(page, context).await?;
        result.tools.extend(listed());
        Ok(result)
    }

    async fn call_tool(
        &self,
        params: CallToolRequestParams,
        context: Context,
    ) -> Result<CallToolResponse, ErrorData> {
        let name = params.name.clone();
        let has = |rows: &[Row]| rows.iter().any(|row| row.0 == name);
        let call = Call {
            params,
            context,
            shared: self.shared.clone(),
        };
        if has(content::TOOLS) {
            Ok(content::answer(&call).into())
        } else if has(notices::TOOLS) {
            notices::answer(&call).await
        } else if has(asking::TOOLS) {
            asking::answer(&call).await
        } else if has(rounds::TOOLS) {
            rounds::answer(&call)
        } else if has(jobs::TOOLS) {
            jobs::answer(&call).await
        } else {
            self.server.call_tool(call.params, call.context).await
        }
    }

    async fn list_prompts(
        &self,
        _: Option<PaginatedRequestParams>,
        _: Context,
    ) -> Result<ListPromptsResult, ErrorData> {
        let mut result = ListPromptsResult::with_all_items(prompts::listed());
        result.meta = Some(mcp::stamp());
        Ok(result)
    }

    async fn get_prompt(
        &self,
        wanted: GetPromptRequestParams,
        _: Context,
    ) -> Result<GetPromptResponse, ErrorData> {
        prompts::get(&wanted)
    }

    async fn list_resources(
        &self,
        _: Option<PaginatedRequestParams>,
        _: Context,
    ) -> Result<ListResourcesResult, ErrorData> {
        let mut result = ListResourcesResult::with_all_items(resources::listed());
        result.meta = Some(mcp::stamp());
        Ok(result)
    }

    async fn list_resource_templates(
        &self,
        _: Option<PaginatedRequestParams>,
        _: Context,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        let mut result = ListResourceTemplatesResult::with_all_items(resources::templates());
        result.meta = Some(mcp::stamp());
        Ok(result)
    }

    async fn read_resource(
        &self,
        wanted: ReadResourceRequestParams,
        _: Context,
    ) -> Result<ReadResourceResponse, ErrorData> {
        resources::read(&wanted.uri)
    }

    async fn subscribe(&self, _: SubscribeRequestParams, _: Context) -> Result<(), ErrorData> {
        Ok(())
    }

    async fn unsubscribe(&self, _: UnsubscribeRequestParams, _: Context) -> Result<(), ErrorData> {
        Ok(())
    }

    async fn set_level(&self, _: SetLevelRequestParams, _: Context) -> Result<(), ErrorData> {
        Ok(())
    }

    async fn complete(
        &self,
        given: CompleteRequestParams,
        _: Context,
    ) -> Result<CompleteResult, ErrorData> {
        let words = ["paris", "park", "party"].into_iter();
        let fitting = words.filter(|word| word.starts_with(&given.argument.value));
        let fitting = CompletionInfo::with_all_values(fitting.map(str::to_owned).collect());
        let fitting = fitting.expect("three are fewer than the most of 100");
        let mut result = CompleteResult::new(fitting);
        result.meta = Some(mcp::stamp());
        Ok(result)
    }

    fn accepted_subscription_filter(
        &self,
        requested: &SubscriptionFilter,
    ) -> Option<SubscriptionFilter> {
        Some(requested.clone())
    }

    async fn listen(&self, subscription: SubscriptionContext) -> Result<(), ErrorData> {
        let mut changes = self.shared.changes.subscribe();
        loop {
            let change = tokio::select! {
                () = subscription.cancelled() => return Ok(()),
                change = changes.recv() => change,
            };
            // What the client did not ask for is refused by the sink.
            let _ = match change {
                Ok(Change::Tools) => subscription.sink().notify_tool_list_changed().await,
                Ok(Change::Prompts) => subscription.sink().notify_prompt_list_changed().await,
                Err(_) => return Ok(()),
            };
        }
    }

    async fn get_task(
        &self,
        wanted: GetTaskParams,
        _: Context,
    ) -> Result<GetTaskResult, ErrorData> {
        let task = self.shared.jobs.get_task(&wanted.task_id)?;
        Ok(GetTaskResult::new(task))
    }

    async fn update_task(&self, given: UpdateTaskParams, _: Context) -> Result<(), ErrorData> {
        let jobs = &self.shared.jobs;
        jobs.update_task(&given.task_id, given.input_responses)
    }

    async fn cancel_task(&self, given: CancelTaskParams, _: Context) -> Result<(), ErrorData> {
        self.shared.jobs.cancel_task(&given.task_id)
    }
}

/// The suite's tools.
fn listed() -> impl Iterator<Item = Tool> {
    let rows = [
        content::TOOLS,
        notices::TOOLS,
        asking::TOOLS,
        rounds::TOOLS,
        jobs::TOOLS,
    ];
    rows.into_iter().flatten().map(|Row(name, about, schema)| {
        let schema: JsonObject =
            serde_json::from_str(schema).expect("the schemas are JSON objects");
        Tool::new(*name, *about, schema)
    })
}
