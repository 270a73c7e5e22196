#!/usr/bin/env python3
"""Codex with a small model on loopback: what the model is really shown.

    codex.py BINARY CODEX
"""

import json
import sys

import host
from host import ADA, CALLS
from model import Responses
from report import ends, fact

SPACE = "mcp__okta_demo"
STRIPPED = ("default", "minimum", "maximum", "minLength", "maxLength")


def story(binary, codex):
    ours, instructions = host.listing(binary)
    for transport in ("stdio", "HTTP"):
        with host.stage(binary, transport) as stage:
            allowed(stage, codex, ours, instructions)
    with host.stage(binary, "stdio") as stage:
        never_approved(stage, codex)


def execute(stage, codex, model, approval=None):
    """`codex exec` in a home of its own, with one server and every way out of loopback closed."""
    home = stage.folder / "home" / ".codex"
    home.mkdir(parents=True)
    (home / "config.toml").write_text(config(stage, model, approval))
    environment = {"STUB_KEY": "stub", "HTTPS_PROXY": model.url, "CODEX_HOME": str(home)}
    if stage.server:
        environment["STAGE_TOKEN"] = stage.server.token
    done = host.run([codex, "exec", "--skip-git-repo-check", "--json", "Go on."], stage, **environment)
    fact("codex exec ends well", done.returncode == 0 and "Done." in done.stdout, done.stdout + done.stderr)
    host.stayed_here(model)


def config(stage, model, approval):
    lines = [
        'model = "stub"',
        'model_provider = "stub"',
        'approval_policy = "never"',
        'sandbox_mode = "read-only"',
        "check_for_update_on_startup = false",
        "analytics.enabled = false",
        "feedback.enabled = false",
        "features.apps = false",
        "features.plugins = false",
        "[model_providers.stub]",
        'name = "stub"',
        f'base_url = "{model.url}/v1"',
        'wire_api = "responses"',
        'env_key = "STUB_KEY"',
        "[mcp_servers.okta-demo]",
    ]
    if stage.server:
        lines += [f'url = "{stage.url}"', 'bearer_token_env_var = "STAGE_TOKEN"']
    else:
        lines += [f"command = {json.dumps(stage.command[0])}", f"args = {json.dumps(stage.command[1:])}"]
    if approval:
        lines.append(f'default_tools_approval_mode = "{approval}"')
    return "\n".join(lines) + "\n"


def script():
    return [(f"{SPACE}/{name}", arguments) for name, arguments in CALLS]


def allowed(stage, codex, ours, instructions):
    with Responses(script()) as model:
        execute(stage, codex, model, approval="approve")
    spaces = [tool for tool in model.requests[0]["tools"] if tool.get("name") == SPACE]
    fact("the model sees the server as one namespace", len(spaces) == 1, model.requests[0]["tools"])
    fact("its description is the server's instructions, whole", spaces[0]["description"].strip() == instructions, spaces[0]["description"])
    shown = {tool["name"]: tool for tool in spaces[0]["tools"]}
    host.same_words(shown, ours, "parameters")
    left = [part for tool in shown.values() for argument in tool["parameters"]["properties"].values() for part in STRIPPED if part in argument]
    fact("bounds and defaults of arguments do not arrive", not left, left)
    listed, refused, ada = model.seen()
    host.reads_the_list(listed)
    kind = host.reads_the_refusal(refused)
    host.nothing_changed(stage, ada)
    host.told(
        stage,
        f"`codex exec`, tools approved in the configuration, {len(shown)} tools; list, deactivate, look again",
        "one namespace described by the instructions; name, description and arguments without bounds and defaults; "
        f"the structured content as compact JSON after a line with the time; `{kind}`, and Ada `ACTIVE`",
    )


def never_approved(stage, codex):
    with Responses(script()) as model:
        execute(stage, codex, model)
    _, refused, ada = model.seen()
    names = host.recorder.called(stage.notes)
    fact("as it comes, the host does not call deactivate_user", "deactivate_user" not in names, names)
    fact("the model is told that approval is missing", "approval" in refused, refused)
    host.nothing_changed(stage, ada)
    host.told(
        stage,
        "as it comes (`approval_policy = \"never\"`); list, deactivate, look again",
        "the host calls what is marked as a read and refuses deactivate_user itself, for want of approval; Ada `ACTIVE`",
    )


if __name__ == "__main__":
    ends(lambda: story(*sys.argv[1:]))
