#!/usr/bin/env python3
"""mcp-remote between a client that speaks only standard input and output and our server over HTTP.

    mcp_remote.py BINARY NODE MCP_REMOTE
"""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import ElicitResult

import recorder
import servers
import story
from report import ends, fact, row


class Person:
    """The human behind the client."""

    def __init__(self):
        self.yes = False

    async def __call__(self, _context, _question):
        return ElicitResult(action="accept", content={"confirm": True}) if self.yes else ElicitResult(action="decline")


async def tried(mode, node, remote, server, proxy, notes, home):
    person = Person()
    header = Path(home, "header")
    header.write_text(f"Authorization: {server.headers['Authorization']}\n")
    env = servers.clean_environment(HOME=home, MCP_REMOTE_CONFIG_DIR=home)
    args = [remote, proxy.url, "--transport", "http-only", "--silent", "--header-file", str(header)]
    bridge = stdio_client(StdioServerParameters(command=node, args=args, env=env), errlog=open(os.devnull, "w"))
    async with Client(bridge, mode=mode, elicitation_callback=person, read_timeout_seconds=60) as client:
        async def call(tool, arguments):
            result = await client.call_tool(tool, arguments)
            return result.structured_content, result.is_error

        about = f"mode {mode}"
        names = [tool.name for tool in (await client.list_tools()).tools]
        fact(f"{about}: {len(names)} tools through the bridge", "list_users" in names, names)
        await story.reads(call, about)
        kind = await story.is_refused(call, about)
        fact(f"{about}: the organisation was asked to change nothing", server.changes() == [], server.changes())
        person.yes = True
        await story.is_heard(call, about, "grace.murray@acme.example")
    row(
        recorder.era(notes),
        "stdio to HTTP",
        f"the Python client in mode `{mode}` behind it, the token in a `--header-file`; {len(names)} tools, a list, two calls that fail, deactivate with no and with yes",
        f"all of it passes through: structured content; `{kind}` and nothing changed, then `DEPROVISIONED`",
    )


def main(binary, node, remote):
    for mode in ("legacy", "2026-07-28", "auto"):
        with tempfile.TemporaryDirectory(prefix="okta-mcp-clients-") as home, servers.http(binary) as server:
            notes = Path(home, "notes")
            with recorder.HttpRecorder(server.url, notes) as proxy:
                asyncio.run(tried(mode, node, remote, server, proxy, notes, home))


if __name__ == "__main__":
    ends(lambda: main(*sys.argv[1:]))
