#!/usr/bin/env python3
"""The servers that the clients are tried against.

    servers.py BINARY COMMAND [ARGUMENT…]

runs the command with a simulated organisation and `okta-mcp serve --http` beside it, and tells it
where they are: MCP_URL, MCP_TOKEN and SIM_CONTROL.
"""

import json
import os
import queue
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

LOCAL = "127.0.0.1,localhost"
TOKEN = "loopback-only-0123456789abcdef"
OTHERS = ("OKTA_", "ANTHROPIC_", "CLAUDE", "CODEX_", "OPENAI_")
PATIENCE = 30


def clean_environment(**more):
    """The environment without settings of ours or of the hosts, so that nothing real is ever met."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(OTHERS)}
    return {**kept, "NO_PROXY": LOCAL, "no_proxy": LOCAL, **more}


class Http:
    """`serve --http` and the organisation behind it."""

    def __init__(self, url, control):
        self.url = url
        self.control = control
        self.token = TOKEN
        self.headers = {"Authorization": f"Bearer {TOKEN}"}

    def asked(self):
        """What the organisation was asked: method and path of each request."""
        with urllib.request.urlopen(f"{self.control}/requests", timeout=PATIENCE) as answer:
            return [f"{request['method']} {request['path']}" for request in json.load(answer)]

    def changes(self):
        """The requests that would change something."""
        return [line for line in self.asked() if not line.startswith("GET ") and "/oauth2/" not in line]


@contextmanager
def http(binary):
    with tempfile.TemporaryDirectory(prefix="okta-mcp-clients-") as folder:
        token = Path(folder, "token")
        token.write_text(TOKEN)
        token.chmod(0o600)
        sim = started([binary, "sim", "--grant", "all", "--role", "SUPER_ADMIN"], clean_environment())
        try:
            said = json.loads(first_line(sim.stdout, r"^\{"))
            env = clean_environment(**said["env"])
            serve = started([binary, "serve", "--http", "127.0.0.1:0", "--token-file", str(token)], env)
            try:
                line = first_line(serve.stderr, r"serves MCP at http")
                yield Http(re.search(r"http://\S+", line)[0], said["control"])
            finally:
                ended(serve)
        finally:
            ended(sim)


def started(command, env):
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, env=env, text=True)


def first_line(stream, pattern):
    """The first line that has the pattern; the rest of the stream is read and dropped."""
    lines = queue.Queue()

    def read():
        for line in stream:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    end = time.monotonic() + PATIENCE
    seen = []
    while line := lines.get(timeout=max(0.1, end - time.monotonic())):
        if re.search(pattern, line):
            return line
        seen.append(line)
    raise RuntimeError(f"the server did not start: {''.join(seen)}")


def ended(process):
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main():
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    binary, *command = sys.argv[1:]
    with http(binary) as server:
        more = {"MCP_URL": server.url, "MCP_TOKEN": server.token, "SIM_CONTROL": server.control}
        return subprocess.run(command, env=clean_environment(**more)).returncode


if __name__ == "__main__":
    sys.exit(main())
