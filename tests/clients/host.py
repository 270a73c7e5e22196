"""What every host must show its model, whichever host it is."""

import json
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import recorder
import servers
from report import fact, row

HERE = Path(__file__).parent
ADA = {"user_id": "ada@acme.example"}
CALLS = [("list_users", {"limit": 2}), ("deactivate_user", ADA), ("get_user", ADA)]
REFUSED = ("declined", "needs_confirmation")


class Stage:
    """A server to be offered to a host, and what the host said to it."""

    def __init__(self, binary, folder, server=None, proxy=None):
        self.folder = Path(folder)
        self.notes = self.folder / "notes"
        self.command = [sys.executable, str(HERE / "recorder.py"), str(self.notes), binary, "demo", "--stdio"]
        self.server = server
        self.transport = "HTTP" if server else "stdio"
        self.url = proxy and proxy.url

    def era(self):
        return recorder.era(self.notes)


@contextmanager
def stage(binary, transport):
    """A fresh server and a folder to be the host's home."""
    with tempfile.TemporaryDirectory(prefix="okta-mcp-clients-") as folder:
        if transport == "stdio":
            yield Stage(binary, folder)
            return
        with servers.http(binary) as server:
            with recorder.HttpRecorder(server.url, Path(folder, "notes")) as proxy:
                yield Stage(binary, folder, server, proxy)


def run(command, stage, **environment):
    """Runs the host in its own home; whatever it sends elsewhere meets the model's refusal."""
    home = stage.folder / "home"
    home.mkdir(exist_ok=True)
    env = servers.clean_environment(HOME=str(home), **environment)
    return subprocess.run(
        command, cwd=home, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=180,
    )


def listing(binary):
    """What the server itself lists, by name, and its instructions."""
    opening = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "host.py", "version": "1"}}
    said = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": opening},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
    ]
    text = "".join(json.dumps(message) + "\n" for message in said)
    env = servers.clean_environment()
    done = subprocess.run([binary, "demo", "--stdio"], input=text, env=env, capture_output=True, text=True, timeout=60)
    answers = {answer["id"]: answer["result"] for answer in map(json.loads, done.stdout.splitlines())}
    return {tool["name"]: tool for tool in answers[2]["tools"]}, answers[1]["instructions"]


def same_words(shown, ours, schema):
    """The tools that a model is shown say what the server says: names, descriptions, arguments."""
    fact(f"the model is offered the server's {len(ours)} tools and no other of it", shown.keys() == ours.keys(), sorted(shown))
    for name, tool in ours.items():
        if shown[name]["description"] != tool["description"]:
            fact(f"the description of {name} arrives whole", False, shown[name]["description"])
        if not same_arguments(shown[name][schema], tool["inputSchema"]):
            fact(f"the arguments of {name} arrive whole", False, shown[name][schema])
    fact("every description arrives whole", True)
    fact("every argument arrives with its type and its description, and which are required", True)


def same_arguments(shown, ours):
    if shown.get("required", []) != ours.get("required", []) or shown["properties"].keys() != ours["properties"].keys():
        return False
    return all(
        shown["properties"][name].get(part) == argument.get(part)
        for name, argument in ours["properties"].items()
        for part in ("type", "description")
    )


def structured(text):
    """The JSON object in a result as the model was shown it, whatever the host put around it."""
    start = text.find("{")
    value, _ = json.JSONDecoder().raw_decode(text[start:]) if start >= 0 else (None, 0)
    return value


def reads_the_list(result):
    reply = structured(result)
    parts = {"columns", "rows", "count", "complete", "next"}
    fact("the result of list_users is our structured content", reply and parts <= reply.keys() and reply["count"] == 2, result)
    fact("it is shown once, as compact JSON", result.count('"columns":[') == 1 and "\n " not in result, result)


def reads_the_refusal(result):
    """The kind of the error."""
    error = (structured(result) or {}).get("error", {})
    fact(f"deactivate_user answers {error.get('kind')}, with a next step", error.get("kind") in REFUSED and error.get("next_step"), result)
    fact("the model is told that nothing was changed", "nothing was changed" in error["message"], result)
    return error["kind"]


def nothing_changed(stage, result):
    fact("Ada is still ACTIVE", (structured(result) or {}).get("status") == "ACTIVE", result)
    if stage.server:
        fact("the organisation was asked to change nothing", stage.server.changes() == [], stage.server.changes())


def stayed_here(model):
    fact("the host asked for nothing beyond loopback", not model.elsewhere, model.elsewhere)


def told(stage, tried, saw):
    row(stage.era(), stage.transport, tried, saw)
