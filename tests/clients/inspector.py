#!/usr/bin/env python3
"""The MCP Inspector on the command line, in both eras: the strict lint of schemas, and calls.

    inspector.py BINARY NODE INSPECTOR
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import servers
from report import ends, fact, row

ADA = {"user_id": "ada@acme.example"}
ERAS = {"legacy": "2025-11-25", "modern": "2026-07-28"}
TOOL_FAILED = 5


class Inspector:
    def __init__(self, command, home):
        self.command = command
        self.home = home
        self.faults = []

    def __call__(self, era, method, *options):
        """The exit code, the result, and what stands on standard error."""
        env = servers.clean_environment(HOME=self.home)
        words = ["--cli", "--protocol-era", era, "--format", "json", "--method", method, *options]
        done = subprocess.run([*self.command[0], *words, *self.command[1]], env=env, capture_output=True, text=True, timeout=120)
        result = json.loads(done.stdout)["result"] if done.stdout.startswith('{"result"') else None
        return done.returncode, result, done.stderr

    def call(self, era, tool, arguments):
        return self(era, "tools/call", "--tool-name", tool, "--tool-args-json", json.dumps(arguments))


def story(binary, node, inspector):
    start = [node, inspector]
    with tempfile.TemporaryDirectory(prefix="okta-mcp-clients-") as home, servers.http(binary) as server:
        address = ["--transport", "http", "--server-url", server.url]
        token = ["--header", f"Authorization: Bearer {server.token}"]
        ways = {
            "stdio": Inspector((start, ["--", binary, "demo", "--stdio"]), home),
            "HTTP": Inspector((start, [*address, *token]), home),
        }
        for part in (linted, refused):
            for transport, run in ways.items():
                for era in ERAS:
                    part(run, era, transport)
        fact("the organisation was asked to change nothing", server.changes() == [], server.changes())
        denied(Inspector((start, [*address, "--stored-auth-only"]), home))


def linted(run, era, transport):
    code, listing, said = run(era, "tools/list", "--strict")
    fact(f"{era}, {transport}: the strict lint finds nothing", code == 0 and not said.strip(), [code, said])
    names = [tool["name"] for tool in listing["tools"]]
    fact(f"{era}, {transport}: {len(names)} tools in one page", "list_users" in names and "nextCursor" not in listing, names)
    code, users, said = run.call(era, "list_users", {"limit": 2})
    holds = code == 0 and users["structuredContent"]["count"] == 2 and json.loads(users["content"][0]["text"]) == users["structuredContent"]
    fact(f"{era}, {transport}: list_users answers structured, and the same as text", holds, [code, users, said])
    row(ERAS[era], transport, "the listing with `--strict`; a list", f"no finding in {len(names)} tools; structured content and the same text")


def refused(run, era, transport):
    for tool, arguments, expected in (
        ("get_user", {"user_id": "nobody@acme.example"}, "not_found"),
        ("list_users", {"limt": 1}, "invalid_input"),
        ("deactivate_user", ADA, "needs_confirmation"),
    ):
        code, failed, said = run.call(era, tool, arguments)
        error = ((failed or {}).get("structuredContent") or {}).get("error", {})
        holds = code == TOOL_FAILED and error.get("kind") == expected and error.get("next_step")
        fact(f"{era}, {transport}: {tool} {json.dumps(arguments)} fails with {expected} and a next step", holds, [code, failed, said])
    row(
        ERAS[era],
        transport,
        "calls that fail: nobody, a wrong argument, deactivate",
        "`not_found`, `invalid_input`, `needs_confirmation` (it declares no elicitation), nothing changed",
    )


def denied(run):
    code, _, said = run("modern", "tools/list")
    fact("without the token the door stays shut", code != 0 and ("401" in said or "auth" in said.lower()), [code, said])


if __name__ == "__main__":
    ends(lambda: story(*sys.argv[1:]))
