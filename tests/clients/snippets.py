#!/usr/bin/env python3
"""What okta-mcp tells people to paste into their clients, given to those clients.

    snippets.py BINARY CLAUDE CODEX

Two sources: what `okta-mcp demo` prints, and docs/how-to/connect-a-client.md with its install
buttons. Claude Code and Codex read theirs themselves; for VS Code, Cursor and Claude Desktop, which
have no command line that could, the form is checked and the server started as they would.
"""

import base64
import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import servers
from report import ends, fact

DOCUMENT = Path(__file__).parents[2] / "docs" / "how-to" / "connect-a-client.md"
VALUES = {
    "OKTA_ORG_URL": "https://acme.okta.com",
    "OKTA_CLIENT_ID": "0oa1b2c3d4e5f6g7h8i9",
    "OKTA_PRIVATE_KEY_FILE": "/home/ada/.okta/key.pem",
    "OKTA_KEY_ID": "Zk3v9Q",
}


class Clients:
    """Claude Code and Codex in a home of their own, with nobody to talk to beyond loopback."""

    def __init__(self, folder, claude, codex):
        self.home = Path(folder, "home")
        self.project = self.home / "project"
        self.project.mkdir(parents=True)
        (self.home / ".claude").mkdir()
        (self.home / ".codex").mkdir()
        (self.home / ".claude" / "settings.json").write_text('{"enableAllProjectMcpServers": true}')
        quiet = ("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "DISABLE_AUTOUPDATER", "DISABLE_TELEMETRY")
        more = dict.fromkeys(quiet, "1") | {"HOME": str(self.home), "HTTPS_PROXY": "http://127.0.0.1:9"}
        self.env = servers.clean_environment(**more)
        self.programs = {"claude": claude, "codex": codex}

    def run(self, command, **more):
        """A command line as a person would type it, in the project."""
        words = shlex.split(command.replace("\\\n", " "))
        words[0] = self.programs[words[0]]
        done = subprocess.run(words, cwd=self.project, env=self.env | more, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
        fact(f"`{' '.join(command.split()[:3])} …` is accepted", done.returncode == 0, done.stdout + done.stderr)
        return done.stdout

    def claude_servers(self):
        """The servers for oneself, from Claude Code's own file."""
        said = json.loads((self.home / ".claude.json").read_text())
        return said.get("mcpServers", {}) | said.get("projects", {}).get(str(self.project), {}).get("mcpServers", {})

    def codex_reads(self, text):
        (self.home / ".codex" / "config.toml").write_text(text)
        return {server["name"]: server["transport"] for server in json.loads(self.run("codex mcp list --json"))}


def story(binary, claude, codex):
    with tempfile.TemporaryDirectory(prefix="okta-mcp-clients-") as folder:
        # A path that a shell would split.
        binary = shutil.copy(binary, Path(folder, "okta mcp"))
        clients = Clients(folder, claude, codex)
        of_the_demo(binary, clients)
    with tempfile.TemporaryDirectory(prefix="okta-mcp-clients-") as folder:
        of_the_document(binary, Clients(folder, claude, codex), folder)


# What the demo prints


def of_the_demo(binary, clients):
    said = sections(welcome(binary))
    expected = {"command": str(binary), "args": ["demo", "--stdio"]}

    clients.run(said["Claude Code"].strip())
    added = clients.claude_servers()["okta-demo"]
    fact("Claude Code takes the demo's command, spaces and all", {name: added[name] for name in expected} == expected, added)
    health = clients.run("claude mcp list")
    fact("and connects to it", re.search(r"^okta-demo: .*Connected$", health, re.MULTILINE), health)

    desktop = json.loads(said["Claude Desktop"])
    fact("the demo's snippet for Claude Desktop and Cursor has their form", desktop == {"mcpServers": {"okta-demo": expected}}, desktop)
    starts(desktop["mcpServers"]["okta-demo"], "Claude Desktop and Cursor")
    vscode = json.loads(said["VS Code"])
    fact("the demo's snippet for VS Code has its form", vscode == {"servers": {"okta-demo": {"type": "stdio", **expected}}}, vscode)
    starts(vscode["servers"]["okta-demo"], "VS Code")

    read = clients.codex_reads(said["Codex"])["okta-demo"]
    fact("Codex reads the demo's snippet", {name: read[name] for name in expected} == expected and read["type"] == "stdio", read)


def welcome(binary):
    """What `okta-mcp demo` prints before it waits to be stopped."""
    demo = subprocess.Popen([binary, "demo"], env=servers.clean_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    lines = []
    try:
        for line in demo.stdout:
            lines.append(line)
            if line.startswith("Then ask:"):
                break
    finally:
        servers.ended(demo)
    return "".join(lines)


def sections(text):
    """The indented text below each line that ends in a colon, by the first client that the line names."""
    found = {}
    for block in re.finditer(r"^(Claude Code|Claude Desktop|VS Code|Codex)\b.*:\n((?:  .*\n|\n)+)", text, re.MULTILINE):
        found[block[1]] = "\n".join(line.removeprefix("  ") for line in block[2].splitlines())
    return found


def starts(server, client):
    """The server answers when it is started as the client would start it."""
    opening = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "snippets.py", "version": "1"}}
    message = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": opening}) + "\n"
    command = [server["command"], *server["args"]]
    done = subprocess.run(command, input=message, env=servers.clean_environment(), capture_output=True, text=True, timeout=60)
    answered = done.stdout.startswith("{") and "result" in json.loads(done.stdout.splitlines()[0])
    fact(f"and starts a server that answers, for {client}", done.returncode == 0 and answered, done.stdout + done.stderr)


# The document


def of_the_document(binary, clients, folder):
    text = DOCUMENT.read_text()
    parts = dict(re.findall(r"^## (.+)\n((?:(?!^## ).*\n)*)", text, re.MULTILINE))
    holds_no_key(text)
    claude_code(blocks(parts["Claude Code"]), clients, folder)
    same = {"command": "/home/ada/bin/okta-mcp", "args": ["serve"], "env": VALUES}
    (_, desktop), = blocks(parts["Claude Desktop"])
    fact("the document's form for Claude Desktop", json.loads(desktop) == {"mcpServers": {"okta": same}}, desktop)
    (_, vscode), = blocks(parts["VS Code"])
    (_, cursor), = blocks(parts["Cursor"])
    buttons(parts["Install buttons"], of_vscode(json.loads(vscode)), of_cursor(json.loads(cursor)))
    (_, codex), = blocks(parts["Codex"])
    read = clients.codex_reads(codex)["okta"]
    fact("Codex reads the document's configuration", {name: read[name] for name in same} == same, read)
    over_http(blocks(parts["Over HTTP"]), clients)


def blocks(text):
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def holds_no_key(text):
    whole = text + "".join(decoded for link in links(text) for decoded in map(json.dumps, configuration(link)))
    signs = r"OKTA_PRIVATE_KEY\b(?!_FILE)|BEGIN [A-Z ]*PRIVATE KEY|Bearer [A-Za-z0-9_\-]{8,}"
    fact("neither the document nor its links hold a key or a token", not re.search(signs, whole), re.findall(signs, whole))


def claude_code(found, clients, folder):
    (_, command), (_, project) = found
    clients.run(command)
    added = clients.claude_servers()["okta"]
    expected = {"command": "/home/ada/bin/okta-mcp", "args": ["serve"], "env": VALUES}
    fact("Claude Code takes the document's command", {name: added[name] for name in expected} == expected, added)
    clients.run("claude mcp remove okta -s user")

    # `.mcp.json` as it stands, with a program in its place that notes the environment and ends.
    server = json.loads(project)["mcpServers"]["okta"]
    program = Path(server["command"].replace("${HOME}", str(clients.home)))
    program.parent.mkdir(parents=True)
    notes = Path(folder, "environment")
    program.write_text(f"#!/bin/sh\nenv >{shlex.quote(str(notes))}\n")
    program.chmod(0o700)
    (clients.project / ".mcp.json").write_text(project)
    listed = clients.run("claude mcp list")
    fact("Claude Code finds .mcp.json in the project and starts its server", "okta:" in listed and notes.exists(), listed)
    env = dict(line.split("=", 1) for line in notes.read_text().splitlines() if line.startswith("OKTA_"))
    wanted = VALUES | {"OKTA_PRIVATE_KEY_FILE": f"{clients.home}/.okta/key.pem"}
    fact("and fills in the person's own home", env == wanted, env)
    (clients.project / ".mcp.json").unlink()


def of_vscode(config):
    """VS Code's form: `servers`, each with a type, and `inputs` that are all used."""
    fact("VS Code: servers and inputs, nothing else", config.keys() == {"servers", "inputs"}, config)
    server = config["servers"]["okta"]
    fact("VS Code: type stdio, command, args, env", list(server) == ["type", "command", "args", "env"] and server["type"] == "stdio", server)
    inputs_are_used(config)
    fact("VS Code: the same settings as everywhere", server["env"].keys() == VALUES.keys(), server)
    return config


def inputs_are_used(config):
    asked = {entry["id"] for entry in config["inputs"]}
    used = set(re.findall(r"\$\{input:(\w+)\}", json.dumps(config["servers"])))
    plain = all(entry["type"] == "promptString" and entry["description"] for entry in config["inputs"])
    fact("VS Code: each input is described and used, and no other", plain and asked == used, config)


def of_cursor(config):
    server = config["mcpServers"]["okta"]
    env = VALUES | {"OKTA_PRIVATE_KEY_FILE": "${userHome}/.okta/key.pem"}
    fact("Cursor: command, args, env", server == {"command": "okta-mcp", "args": ["serve"], "env": env}, server)
    return config


def buttons(text, vscode, cursor):
    demo = {"command": "okta-mcp", "args": ["demo", "--stdio"]}
    expected = [
        ("VS Code", "okta", vscode["servers"]["okta"], vscode["inputs"]),
        ("Cursor", "okta", cursor["mcpServers"]["okta"], None),
        ("VS Code", "okta-demo", {"type": "stdio", **demo}, None),
        ("Cursor", "okta-demo", demo, None),
    ]
    found = links(text)
    fact(f"there are {len(expected)} install buttons", len(found) == len(expected), found)
    for link, (client, name, server, inputs) in zip(found, expected):
        given, *asked = configuration(link)
        query = parse_qs(urlsplit(link).query)
        fact(f"the button for {client} installs `{name}` as the document shows it", query["name"] == [name] and given == server, given)
        fact(f"and asks {'for the same inputs' if inputs else 'for nothing'}", asked == ([inputs] if inputs else []), asked)


def links(text):
    return re.findall(r"\((https://(?:insiders\.vscode\.dev/redirect/mcp/install|cursor\.com/en/install-mcp)\?[^)\s]+)\)", text)


def configuration(link):
    """The server that a deep link installs, and the inputs that it asks for."""
    query = parse_qs(urlsplit(link).query, strict_parsing=True)
    if "cursor.com" in link:
        return [json.loads(base64.b64decode(query["config"][0], validate=True))]
    return [json.loads(query[part][0]) for part in ("config", "inputs") if part in query]


def over_http(found, clients):
    url = "http://127.0.0.1:8080/mcp"
    told = [text for _, text in found]
    fact("over HTTP: the server's command and five clients", [kind for kind, _ in found] == ["sh", "json", "json", "json", "toml", "json"], found)
    _, claude, vscode, cursor, codex, bridge = told
    claude, vscode, cursor, bridge = map(json.loads, (claude, vscode, cursor, bridge))

    (clients.project / ".mcp.json").write_text(json.dumps(claude))
    said = clients.run("claude mcp get okta", OKTA_MCP_TOKEN="x")
    fact("Claude Code reads it as HTTP at that address", "Type: http" in said and f"URL: {url}" in said, said)
    server = vscode["servers"]["okta"]
    fact("VS Code: type http, url, headers", list(server) == ["type", "url", "headers"] and server["type"] == "http" and server["url"] == url, server)
    inputs_are_used(vscode)
    fact("VS Code: the token is asked for as a password", all(entry.get("password") for entry in vscode["inputs"]), vscode)
    server = cursor["mcpServers"]["okta"]
    fact("Cursor: url and headers", server == {"url": url, "headers": {"Authorization": "Bearer ${env:OKTA_MCP_TOKEN}"}}, server)
    read = clients.codex_reads(codex)["okta"]
    fact("Codex reads it as HTTP with the token from the environment", [read["url"], read["bearer_token_env_var"]] == [url, "OKTA_MCP_TOKEN"], read)
    fact("Codex: it is TOML with one server", list(tomllib.loads(codex)["mcp_servers"]) == ["okta"], codex)
    args = bridge["mcpServers"]["okta"]["args"]
    fact("mcp-remote: the version that was tried, the address, the header from a file", args[1] == f"mcp-remote@{MCP_REMOTE}" and args[2] == url and "--header-file" in args, args)


def tried_version(package):
    """The version in packages.txt."""
    lines = (Path(__file__).parent / "packages.txt").read_text().split()
    return next(line.rpartition("@")[2] for line in lines if line.startswith(package + "@"))


MCP_REMOTE = tried_version("mcp-remote")


if __name__ == "__main__":
    ends(lambda: story(*sys.argv[1:]))
