#!/usr/bin/env python3
"""Claude Code with a small model on loopback: what the model is really shown.

    claude_code.py BINARY CLAUDE
"""

import json
import re
import sys

import host
from host import ADA, CALLS
from model import Messages
from report import ends, fact

SERVER = "okta-demo"
PREFIX = f"mcp__{SERVER}__"
LOAD = ("ToolSearch", {"query": f"select:{PREFIX}list_users,{PREFIX}deactivate_user,{PREFIX}get_user"})


def story(binary, claude):
    ours, instructions = host.listing(binary)
    for transport in ("stdio", "HTTP"):
        with host.stage(binary, transport) as stage:
            upfront(stage, claude, ours, instructions)
    with host.stage(binary, "stdio") as stage:
        deferred(stage, claude, ours)
    with host.stage(binary, "stdio") as stage:
        without_permission(stage, claude)


def prompt(stage, claude, model, *options, **environment):
    """`claude -p` in a home of its own, with one server and every way out of loopback closed."""
    entry = {"type": "http", "url": stage.url, "headers": {"Authorization": "Bearer ${STAGE_TOKEN}"}}
    if stage.server:
        environment["STAGE_TOKEN"] = stage.server.token
    else:
        entry = {"command": stage.command[0], "args": stage.command[1:]}
    config = stage.folder / "mcp.json"
    config.write_text(json.dumps({"mcpServers": {SERVER: entry}}))
    command = [claude, "-p", "Go on.", "--mcp-config", str(config), "--strict-mcp-config", "--output-format", "json", *options]
    quiet = ("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "DISABLE_AUTOUPDATER", "DISABLE_TELEMETRY", "DISABLE_ERROR_REPORTING")
    environment |= dict.fromkeys(quiet, "1")
    # The prompt waits for the server, however busy the machine is.
    environment |= {"MCP_CONNECTION_NONBLOCKING": "0", "MCP_CONNECT_TIMEOUT_MS": "60000"}
    environment |= {"ANTHROPIC_BASE_URL": model.url, "ANTHROPIC_API_KEY": "stub", "HTTPS_PROXY": model.url}
    done = host.run(command, stage, **environment)
    fact("claude -p ends well", done.returncode == 0 and json.loads(done.stdout)["result"] == "Done.", done.stdout + done.stderr)
    host.stayed_here(model)


def upfront(stage, claude, ours, instructions):
    with Messages([(PREFIX + name, arguments) for name, arguments in CALLS]) as model:
        prompt(stage, claude, model, "--allowedTools", f"mcp__{SERVER}", ENABLE_TOOL_SEARCH="false")
    shown = {tool["name"].removeprefix(PREFIX): tool for tool in model.requests[0]["tools"] if tool["name"].startswith(PREFIX)}
    host.same_words(shown, ours, "input_schema")
    exact = all(shown[name]["input_schema"] == tool["inputSchema"] for name, tool in ours.items())
    fact("every input schema arrives unchanged", exact, shown)
    more = sorted({part for tool in shown.values() for part in tool} - {"name", "description", "input_schema"})
    fact("titles, annotations and output schemas stay with the host", not set(more) & {"title", "annotations", "outputSchema"}, more)
    fact("the server's instructions are in the prompt, whole", instructions in spoken(model.requests[0]), spoken(model.requests[0]))
    listed, refused, ada = model.seen()
    host.reads_the_list(listed)
    kind = host.reads_the_refusal(refused)
    host.nothing_changed(stage, ada)
    host.told(
        stage,
        f"tools up front (`ENABLE_TOOL_SEARCH=false`), {len(shown)} tools; list, deactivate, look again",
        f"name, description and input schema unchanged, and the instructions; the structured content as compact JSON; `{kind}`, and Ada `ACTIVE`",
    )


def deferred(stage, claude, ours):
    script = [LOAD, *((PREFIX + name, arguments) for name, arguments in CALLS)]
    with Messages(script) as model:
        prompt(stage, claude, model, "--allowedTools", f"mcp__{SERVER}")
    first = model.requests[0]
    fact("by default no tool of the server is loaded", not [tool for tool in first["tools"] if tool["name"].startswith(PREFIX)], first["tools"])
    named = set(re.findall(rf"^{PREFIX}(\w+)$", spoken(first), re.MULTILINE))
    fact("the model is told the names of all of them", named == ours.keys(), named)
    loaded = {tool["name"].removeprefix(PREFIX): tool for tool in model.requests[1]["tools"] if tool["name"].startswith(PREFIX)}
    wanted = {name for name, _ in CALLS}
    whole = loaded.keys() == wanted and all(loaded[name]["input_schema"] == ours[name]["inputSchema"] for name in wanted)
    fact("the tools it asks for are then loaded with their schemas", whole, loaded)
    _, listed, refused, ada = model.seen()
    host.reads_the_list(listed)
    kind = host.reads_the_refusal(refused)
    host.nothing_changed(stage, ada)
    host.told(
        stage,
        "as it comes: tools deferred, loaded by `ToolSearch`; list, deactivate, look again",
        f"the names of {len(named)} tools and the instructions; after `ToolSearch` three tools in full; the same results; `{kind}`, and Ada `ACTIVE`",
    )


def without_permission(stage, claude):
    with Messages([(PREFIX + "deactivate_user", ADA)]) as model:
        prompt(stage, claude, model, ENABLE_TOOL_SEARCH="false")
    refused = model.seen()[0]
    fact("without permission the host does not call deactivate_user", host.recorder.called(stage.notes) == [], refused)
    fact("the model is told that permission is missing", "permission" in refused, refused)
    host.told(stage, "deactivate without `--allowedTools`", "the host's own refusal, for want of permission; the server is not called")


def spoken(request):
    """All text of a request: the system prompt and the messages."""
    system = request.get("system") or []
    parts = [block.get("text", "") for block in system if isinstance(block, dict)]
    for message in request["messages"]:
        content = message["content"]
        parts += [content] if isinstance(content, str) else [block.get("text", "") for block in content]
    return "\n".join(parts)


if __name__ == "__main__":
    ends(lambda: story(*sys.argv[1:]))
