#!/usr/bin/env python3
"""The tools as LangChain's adapter gives them to a model, over standard input and output and over HTTP.

    langchain_client.py BINARY
"""

import asyncio
import json
import sys
import tempfile
from pathlib import Path

from langchain_core.utils.function_calling import convert_to_openai_tool
from langchain_mcp_adapters.client import MultiServerMCPClient
from langchain_mcp_adapters.tools import load_mcp_tools

import recorder
import servers
import story
from report import ends, fact, row


async def tried(connection, notes, about):
    client = MultiServerMCPClient({"okta": connection})
    async with client.session("okta") as session:
        tools = {tool.name: tool for tool in await load_mcp_tools(session)}
        fact(f"{about}: {len(tools)} tools", "list_users" in tools, sorted(tools))
        functions = {name: convert_to_openai_tool(tool)["function"] for name, tool in tools.items()}
        bare = [name for name, function in functions.items() if not function["description"] or "properties" not in function["parameters"]]
        fact(f"{about}: each becomes a function with description and parameters", not bare, bare)

        async def call(tool, arguments):
            message = await tools[tool].ainvoke({"type": "tool_call", "id": "1", "name": tool, "args": arguments})
            text = "".join(block["text"] for block in message.content)
            reply = json.loads(text)
            if message.status != "error" and message.artifact["structured_content"] != reply:
                fact(f"{tool} gives its reply both structured and as text", False, message)
            return reply, message.status == "error"

        await story.reads(call, about)
        kind = await story.is_refused(call, about)
    row(
        recorder.era(notes),
        about,
        f"{len(tools)} tools as LangChain tools; a list; two calls that fail; deactivate",
        f"the text block, which is the structured content; failures as tool messages with status `error`: `not_found`, `invalid_input`, `{kind}` (the adapter declares no elicitation), nothing changed",
    )


def main(binary):
    with tempfile.TemporaryDirectory(prefix="okta-mcp-clients-") as folder:
        notes = Path(folder, "stdio")
        args = [recorder.__file__, str(notes), binary, "demo", "--stdio"]
        asyncio.run(tried({"transport": "stdio", "command": sys.executable, "args": args}, notes, "stdio"))
        notes = Path(folder, "http")
        with servers.http(binary) as server, recorder.HttpRecorder(server.url, notes) as proxy:
            asyncio.run(tried({"transport": "streamable_http", "url": proxy.url, "headers": server.headers}, notes, "HTTP"))
            fact("the organisation was asked to change nothing", server.changes() == [], server.changes())


if __name__ == "__main__":
    ends(lambda: main(*sys.argv[1:]))
