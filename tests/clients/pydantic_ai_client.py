#!/usr/bin/env python3
"""An agent of Pydantic AI with a model that is a function: what the model is given.

    pydantic_ai_client.py BINARY
"""

import asyncio
import json
import sys
import tempfile
from pathlib import Path

from fastmcp.client.elicitation import ElicitResult
from fastmcp.client.transports import StdioTransport, StreamableHttpTransport
from pydantic_ai import Agent
from pydantic_ai.mcp import MCPToolset
from pydantic_ai.messages import ModelResponse, RetryPromptPart, TextPart, ToolCallPart, ToolReturnPart
from pydantic_ai.models.function import FunctionModel

import recorder
import servers
from report import ends, fact, row

ADA = {"user_id": "ada@acme.example"}
CALLS = [("list_users", {"limit": 2}), ("deactivate_user", ADA), ("get_user", ADA), ("deactivate_user", ADA), ("get_user", ADA)]


class Stub:
    """A model that makes the calls above, one a turn, and remembers what it was given."""

    def __init__(self):
        self.tools = {}
        self.instructions = None
        self.results = []

    def __call__(self, messages, info):
        self.tools = {tool.name: tool for tool in info.function_tools}
        self.instructions = info.instructions
        parts = [part for message in messages for part in message.parts]
        self.results = [part for part in parts if isinstance(part, (ToolReturnPart, RetryPromptPart))]
        done = len(self.results)
        if done == len(CALLS):
            return ModelResponse(parts=[TextPart("Done.")])
        name, arguments = CALLS[done]
        return ModelResponse(parts=[ToolCallPart(name, arguments)])

    def reply(self, number):
        content = self.results[number].content
        return json.loads(content[content.find("{"):]) if isinstance(content, str) else content


class Person:
    """The human behind the client: no the first time, then yes."""

    def __init__(self):
        self.questions = []

    async def __call__(self, message, *_):
        self.questions.append(message)
        first = len(self.questions) == 1
        return ElicitResult(action="decline") if first else ElicitResult(action="accept", content={"confirm": True})


async def tried(transport, notes, about):
    model, person = Stub(), Person()
    toolset = MCPToolset(transport, elicitation_handler=person, include_instructions=True, tool_error_behavior="failed")
    async with Agent(FunctionModel(model), toolsets=[toolset]) as agent:
        done = await agent.run("Go on.")
    fact(f"{about}: the agent ends well", done.output == "Done.", done.output)
    fact(f"{about}: the model is given {len(model.tools)} tools", "list_users" in model.tools, sorted(model.tools))
    bare = [name for name, tool in model.tools.items() if not tool.description or "properties" not in tool.parameters_json_schema]
    fact(f"{about}: each with description and schema", not bare, bare)
    fact(f"{about}: and the server's instructions", "Manages one Okta organisation" in (model.instructions or ""), model.instructions)
    fact(f"{about}: the result of list_users is our structured content", model.reply(0)["count"] == 2, model.results[0])
    error = model.reply(1).get("error", {})
    fact(f"{about}: a no is {error.get('kind')}, with a next step", error.get("kind") in ("declined", "needs_confirmation") and error.get("next_step"), model.results[1])
    fact(f"{about}: nothing has changed", model.reply(2)["status"] == "ACTIVE", model.results[2])
    fact(f"{about}: a yes is heard", model.reply(4)["status"] == "DEPROVISIONED" and len(person.questions) == 2, model.results[3:])
    row(
        recorder.era(notes),
        about,
        f"an agent with a `FunctionModel`, {len(model.tools)} tools; list, deactivate with no and with yes",
        f"name, description, schema and instructions; the structured content; `{error['kind']}` and Ada `ACTIVE`, then `DEPROVISIONED`",
    )


def main(binary):
    with tempfile.TemporaryDirectory(prefix="okta-mcp-clients-") as folder:
        notes = Path(folder, "stdio")
        args = [recorder.__file__, str(notes), binary, "demo", "--stdio"]
        asyncio.run(tried(StdioTransport(sys.executable, args), notes, "stdio"))
        notes = Path(folder, "http")
        with servers.http(binary) as server, recorder.HttpRecorder(server.url, notes) as proxy:
            asyncio.run(tried(StreamableHttpTransport(proxy.url, headers=server.headers), notes, "HTTP"))


if __name__ == "__main__":
    ends(lambda: main(*sys.argv[1:]))
