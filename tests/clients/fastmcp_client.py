#!/usr/bin/env python3
"""The client of fastmcp, over standard input and output and over HTTP.

    fastmcp_client.py BINARY
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from fastmcp import Client
from fastmcp.client.elicitation import ElicitResult
from fastmcp.client.transports import StdioTransport, StreamableHttpTransport

import recorder
import servers
import story
from report import ends, fact, row


class Person:
    """The human behind the client."""

    def __init__(self):
        self.yes = False
        self.questions = []

    async def __call__(self, message, form, *_):
        self.questions.append(message)
        return ElicitResult(action="accept", content={"confirm": True}) if self.yes else ElicitResult(action="decline")


async def tried(transport, notes, about):
    person = Person()
    async with Client(transport, elicitation_handler=person) as client:
        async def call(tool, arguments):
            result = await client.call_tool(tool, arguments, raise_on_error=False)
            return result.structured_content, result.is_error

        names = [tool.name for tool in await client.list_tools()]
        fact(f"{about}: {len(names)} tools", "list_users" in names, names)
        await story.reads(call, about)
        kind = await story.is_refused(call, about)
        fact(f"{about}: the person was asked, about Ada", len(person.questions) == 1 and "ada@acme.example" in person.questions[0], person.questions)
        person.yes = True
        await story.is_heard(call, about, "grace.murray@acme.example")
    row(
        recorder.era(notes),
        about,
        f"{len(names)} tools; a list; two calls that fail; deactivate with no and with yes",
        f"structured content; `not_found`, `invalid_input`; `{kind}` and nothing changed, then `DEPROVISIONED`",
    )


def main(binary):
    with tempfile.TemporaryDirectory(prefix="okta-mcp-clients-") as folder:
        notes = Path(folder, "stdio")
        command = [str(Path(recorder.__file__)), str(notes), binary, "demo", "--stdio"]
        asyncio.run(tried(StdioTransport(sys.executable, command), notes, "stdio"))
        notes = Path(folder, "http")
        with servers.http(binary) as server, recorder.HttpRecorder(server.url, notes) as proxy:
            asyncio.run(tried(StreamableHttpTransport(proxy.url, headers=server.headers), notes, "HTTP"))


if __name__ == "__main__":
    ends(lambda: main(*sys.argv[1:]))
