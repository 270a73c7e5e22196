#!/usr/bin/env python3
"""Okta's own MCP server (`okta-mcp-server` 1.1.7) against a simulated organisation over TLS.

    official_server.py --bearer    its whole tool list, each tool called with real objects
    official_server.py --dpop      the app requires DPoP, which the server does not speak

Reads the environment that `okta-mcp sim --tls` prints, SIM_CONTROL and SSL_CERT_FILE besides. A
tool works where it reports no error and the organisation, asked without it, is as it says. Prints
one line for each fact and one row for each tool, and ends with 1 when a tool does otherwise than
`official_tools.py` says.
"""

import asyncio
import contextlib
import json
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mcp import ClientSession, McpError, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.types import CallToolResult, ElicitResult

import official_tools
from org import Org
from report import Broken, fact, row

SERVER = Path(sys.executable).with_name("okta-mcp-server")
TIMEOUT = 60
TOOLS = 113

Check = Callable[[Any], str | None]


@dataclass
class Tried:
    """What a tool asked of the organisation, and what is wrong with what came of it."""

    asked: list[str] = field(default_factory=list)
    trouble: str | None = None
    kind: str = "works"


class Walk:
    """Goes through the tools."""

    def __init__(self, session: ClientSession, org: Org, folder: Path) -> None:
        self.session = session
        self.org = org
        self.folder = folder
        self.tried: dict[str, Tried] = {}

    async def use(self, tool: str, check: Check | None = None, **arguments: Any) -> Any:
        """Calls a tool, and looks whether what it says is so; gives what it says."""
        before = len(self.org.requests())
        try:
            answer, error = parsed(await self.session.call_tool(tool, arguments)), None
        except McpError as refused:
            answer, error = None, str(refused)
        asked = [told(request) for request in self.org.requests()[before:] if request["operation"] != "token"]
        tried = self.tried.setdefault(tool, Tried())
        tried.asked = list(dict.fromkeys([*tried.asked, *asked]))
        kind, trouble = "fails", error or refusal(answer)
        if trouble is None and check is not None:
            kind, trouble = "answers wrongly", self._checked(check, answer)
        if trouble is not None and tried.trouble is None:
            tried.kind, tried.trouble = kind, self._plain(trouble)
        return answer

    @staticmethod
    def _checked(check: Check, answer: Any) -> str | None:
        try:
            return check(answer)
        except (LookupError, TypeError, AttributeError) as missing:
            return f"the answer has another shape ({type(missing).__name__}: {missing}): {json.dumps(answer)}"

    def stands(self, path: str, expected: Any) -> str | None:
        """What is not so in the organisation, where something is not."""
        lack = lacks(expected, self.org.get(path))
        return lack and f"in the organisation {lack}"

    def gone(self, path: str) -> str | None:
        status = self.org.ask("GET", path)[0]
        return None if status == 404 else f"it is still there: {status}"

    def _plain(self, text: str) -> str:
        """Without what differs from run to run."""
        text = text.replace(self.org.url, "").replace(str(self.folder), "…")
        text = re.sub(r"\b(?=\w*\d)[0-9A-Za-z]{20}\b", "{id}", text)
        text = " ".join(text.split())
        return text if len(text) <= 300 else text[:300] + " …"


def told(request: dict[str, Any]) -> str:
    name = request["operation"] or f"{request['method']} {request['path']}"
    return f"{name} {request['status']}"


def parsed(result: CallToolResult) -> Any:
    """What a tool said; a list comes as one block for each member."""
    texts = [block.text for block in result.content if block.type == "text"]
    if result.isError:
        return {"error": " ".join(texts)}
    if result.structuredContent is not None:
        said = result.structuredContent
        return said["result"] if said.keys() == {"result"} else said
    values = []
    for text in texts:
        try:
            values.append(json.loads(text))
        except ValueError:
            values.append(text)
    return values[0] if len(values) == 1 else values


def refusal(answer: Any) -> str | None:
    """The error in an answer, which the protocol calls a success: errors have several shapes."""
    if isinstance(answer, list):
        return next((found for found in map(refusal, answer) if found), None)
    if isinstance(answer, str):
        return answer if re.match(r"(?i)\W*(error|exception)\b", answer) else None
    if not isinstance(answer, dict):
        return None
    for name in ("error", "exception"):
        if answer.get(name):
            return answer[name] if isinstance(answer[name], str) else json.dumps(answer[name])
    if answer.get("ok") is False or answer.get("success") is False or answer.get("confirmation_required"):
        return json.dumps(answer)
    return None


def lacks(expected: Any, seen: Any, at: str = "it") -> str | None:
    """The first place where what was seen does not hold what was expected."""
    if isinstance(expected, dict) and isinstance(seen, dict):
        for name, value in expected.items():
            place = name if at == "it" else f"{at}.{name}"
            found = f"{place} is missing" if name not in seen else lacks(value, seen[name], place)
            if found:
                return found
        return None
    if isinstance(expected, list) and isinstance(seen, list) and len(expected) == len(seen):
        return next((found for one, other in zip(expected, seen) if (found := lacks(one, other, f"{at}[]"))), None)
    return None if expected == seen else f"{at} is {json.dumps(seen)[:200]}, not {json.dumps(expected)[:200]}"


async def agree(_context: Any, _question: Any) -> ElicitResult:
    """The person behind the client, who says yes."""
    return ElicitResult(action="accept", content={"confirm": True})


def settings(folder: Path) -> dict[str, str]:
    """The environment of the server, as its documentation says; it takes the key inline."""
    kept = ("PATH", "SSL_CERT_FILE", "NO_PROXY", "no_proxy", "OKTA_ORG_URL", "OKTA_CLIENT_ID", "OKTA_KEY_ID")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        # requests, with which it signs in, has its own name for the file of authorities.
        "REQUESTS_CA_BUNDLE": os.environ["SSL_CERT_FILE"],
        "OKTA_PRIVATE_KEY": Path(os.environ["OKTA_PRIVATE_KEY_FILE"]).read_text(),
        "OKTA_SCOPES": os.environ["OKTA_SCOPES"],
        "OKTA_LOG_LEVEL": "WARNING",
        "OKTA_MCP_ALLOWED_KEY_DIRS": str(folder),
        "PYTHON_KEYRING_BACKEND": "keyrings.alt.file.PlaintextKeyring",
    }


@contextlib.asynccontextmanager
async def started(folder: Path) -> AsyncIterator[ClientSession]:
    """A session with a fresh server."""
    server = StdioServerParameters(command=str(SERVER), args=[], env=settings(folder))
    with (folder / "server.log").open("w") as log:
        async with stdio_client(server, errlog=log) as (read, write):
            async with ClientSession(read, write, elicitation_callback=agree) as session:
                await asyncio.wait_for(session.initialize(), TIMEOUT)
                yield session


async def walks(folder: Path) -> None:
    org = Org()
    async with started(folder) as session:
        fact(True, "the server starts with its private-key settings, and signs in")
        listed = {tool.name for tool in (await session.list_tools()).tools}
        fact(len(listed) == TOOLS, f"it lists {TOOLS} tools", sorted(listed))
        before = len(org.requests())
        walk = Walk(session, org, folder)
        for part in official_tools.PARTS:
            try:
                await part(walk)
            except (LookupError, TypeError, RuntimeError) as missing:
                print(f"# {part.__name__} stopped: {type(missing).__name__}: {missing}")
        schemes = {request["authorization"] for request in org.requests()[before:]}
        print(f"# authorization schemes seen: {sorted(map(str, schemes))}")
    surprises = judge(walk.tried)
    untried = sorted(listed - walk.tried.keys())
    fact(not untried, f"each of the {TOOLS} tools was called", untried)
    broken = {name for name, outcome in walk.tried.items() if outcome.trouble is not None}
    own = len(broken & official_tools.FAULTS.keys())
    fact(
        not surprises,
        f"{TOOLS - len(broken)} of them work, {own} fail by faults of their own, {len(broken) - own} by what simorg lacks",
        surprises,
    )


def judge(tried: dict[str, Tried]) -> list[str]:
    """Prints a row for each tool; gives what did otherwise than is known of it."""
    surprises = []
    for name, outcome in sorted(tried.items()):
        fault, gap = official_tools.FAULTS.get(name), official_tools.OPEN.get(name)
        works = outcome.trouble is None
        why = "" if works else fault or gap or outcome.trouble
        row(tool=name, asked=", ".join(outcome.asked), result=outcome.kind, why=why)
        if not works:
            print(f"# {name} {outcome.kind}: {outcome.trouble}")
        if not works and fault is None and gap is None:
            surprises.append(f"{name} {outcome.kind}: {outcome.trouble}")
        if works and fault is not None:
            surprises.append(f"{name} works, though its fault is known: {fault}")
    return surprises


async def stays_out(folder: Path) -> None:
    """The app requires DPoP."""
    with (folder / "server.log").open("w+", errors="replace") as log:
        server = await asyncio.create_subprocess_exec(
            SERVER,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=log,
            env=settings(folder),
        )
        try:
            code = await asyncio.wait_for(server.wait(), TIMEOUT)
        except TimeoutError:
            server.kill()
            code = await server.wait()
        log.seek(0)
        said = log.read()
    fact(
        "invalid_dpop_proof" in said,
        "the token endpoint wants a DPoP proof, which the server does not send",
        said[-2000:],
    )
    fact(code == 1, "the server ends with code 1 before it speaks", code)


def main() -> int:
    if len(sys.argv) != 2 or sys.argv[1] not in ("--bearer", "--dpop"):
        print(__doc__, file=sys.stderr)
        return 2
    story = walks if sys.argv[1] == "--bearer" else stays_out
    with tempfile.TemporaryDirectory() as folder:
        try:
            asyncio.run(asyncio.wait_for(story(Path(folder)), 300))
        except BaseException as error:
            for cause in causes(error):
                if not isinstance(cause, Broken):
                    print(f"not ok - the story stopped: {type(cause).__name__}: {cause}")
            return 1
    return 0


def causes(error: BaseException) -> list[BaseException]:
    """The single errors in a group that task groups wrap around them."""
    if isinstance(error, BaseExceptionGroup):
        return [cause for inner in error.exceptions for cause in causes(inner)]
    return [error]


if __name__ == "__main__":
    sys.exit(main())
