"""The binary and what it is run against, for scripts/bench, scripts/soak and tests/peers/run.

Python's standard library only.
"""

import json
import os
import subprocess
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ERA = "2026-07-28"
META = {
    "io.modelcontextprotocol/protocolVersion": ERA,
    "io.modelcontextprotocol/clientCapabilities": {},
}


def target():
    """Where cargo builds, whatever the environment and its settings say."""
    command = ["cargo", "metadata", "--format-version", "1", "--no-deps", "--offline"]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    return Path(json.loads(said)["target_directory"])


def build():
    """The release binary, up to date."""
    subprocess.run(["cargo", "build", "--release", "--bin", "okta-mcp"], cwd=ROOT, check=True)
    return target() / "release/okta-mcp"


# As many requests as come.
UNLIMITED = ("--fault", "limit:1000000000")


class Sim:
    """A simulated organisation; the app in it may do everything."""

    def __init__(self, binary, *options, limits=UNLIMITED, log=None):
        command = [binary, "sim", "--grant", "all", "--role", "SUPER_ADMIN", *limits, *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        said = json.loads(self.process.stdout.readline())
        self.url, self.control = said["url"], said["control"]
        self.given, self.authority = said["env"], said.get("ca_file")

    def environment(self, **more):
        """The environment that points the server here, and nothing else that would change it."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {**kept, **self.given, "NO_PROXY": "127.0.0.1,localhost", **more}

    def fault(self, name, times=1, value=None):
        order = {"name": name, "times": times, "value": value}
        ask(f"{self.control}/fault", order)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end(self.process)


def ask(url, body=None):
    """One exchange with the control address."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"content-type": "application/json"})
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(request, timeout=30) as answer:
        return json.load(answer)


def end(process):
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def memory(process, name="VmRSS"):
    """A figure of the process's memory, in MB (10^6 bytes)."""
    for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0
