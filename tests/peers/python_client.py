#!/usr/bin/env python3
"""Drives `okta-mcp demo --stdio` with the official Python client.

    python_client.py MODE BINARY

MODE is `legacy` (the `initialize` handshake) or `2026-07-28`. Each fact that holds is printed as
`ok - <fact>`. The first that does not hold is printed with what was seen, and the script exits 1.
"""

import asyncio
import json
import sys
import tempfile
from contextlib import asynccontextmanager

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, get_default_environment, stdio_client
from mcp.shared.exceptions import MCPError
from mcp_types import ElicitResult

LEGACY = "legacy"
SERVER_INFO = "io.modelcontextprotocol/serverInfo"
TIMEOUT = 60

TOOLS = """
    list_users get_user create_user update_user deactivate_user delete_deactivated_user
    get_user_profile_attributes list_user_groups list_groups get_group create_group update_group
    delete_group list_group_users list_group_apps add_user_to_group remove_user_from_group
    get_scope_status
""".split()

GRACE = {
    "firstName": "Grace",
    "lastName": "Murray",
    "email": "grace.murray@acme.example",
    "login": "grace.murray@acme.example",
}
REFUSED = {"declined", "needs_confirmation"}


# What is reported


class Broken(Exception):
    """A fact did not hold; what was seen has been printed."""


class Report:
    """Counts the facts that hold."""

    held = 0

    def fact(self, sentence, holds, seen=None):
        if not holds:
            print(f"not ok - {sentence}")
            print(f"  seen: {shown(seen)}")
            raise Broken(sentence)
        self.held += 1
        print(f"ok - {sentence}", flush=True)


def shown(seen):
    if hasattr(seen, "model_dump"):
        seen = seen.model_dump(mode="json", by_alias=True, exclude_none=True)
    text = json.dumps(seen, ensure_ascii=False, default=repr)
    return text if len(text) <= 4000 else text[:4000] + " …"


# How the server is reached


class Person:
    """The human behind the client: gives the answer set last, and remembers the questions."""

    def __init__(self):
        self.answer = ElicitResult(action="decline")
        self.questions = []

    def will(self, action, **content):
        self.answer = ElicitResult(action=action, content=content or None)
        self.questions.clear()

    async def __call__(self, _context, question):
        self.questions.append(question)
        return self.answer


class Session:
    """One connection to one fresh server; calls tools and reads their replies."""

    def __init__(self, client, report):
        self.client = client
        self.fact = report.fact

    async def call(self, tool, **arguments):
        result = await self.client.call_tool(tool, arguments)
        return result, self.reply(tool, result)

    def reply(self, tool, result):
        """The structured content, which the first text block must repeat."""
        reply = result.structured_content
        text = result.content[0].text if result.content else None
        same = text is not None and json.loads(text) == reply
        if not isinstance(reply, dict) or not same:
            self.fact(f"{tool} gives its reply both structured and as text", False, result)
        return reply

    async def done(self, tool, **arguments):
        """The reply of a call that must succeed."""
        result, reply = await self.call(tool, **arguments)
        if result.is_error:
            self.fact(f"{tool} succeeds with {shown(arguments)}", False, reply)
        return reply

    async def failed(self, tool, **arguments):
        """The error of a call that must fail; it says what happened and what to do."""
        result, reply = await self.call(tool, **arguments)
        error = reply.get("error") if result.is_error else None
        complete = isinstance(error, dict) and all(
            isinstance(error.get(part), str) and error[part] for part in ("kind", "message", "next_step")
        )
        if not complete:
            self.fact(f"{tool} fails with kind, message and next_step for {shown(arguments)}", False, result)
        return error

    async def status(self, user):
        return (await self.done("get_user", user_id=user))["status"]


@asynccontextmanager
async def session(mode, binary, report, person=None):
    """A client of a fresh `demo --stdio`; without a person it declares no elicitation."""
    server = StdioServerParameters(command=binary, args=["demo", "--stdio", "--surface", "full"])
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
        try:
            client = Client(
                stdio_client(server, errlog=log),
                mode=mode,
                elicitation_callback=person,
                read_timeout_seconds=TIMEOUT,
            )
            async with client:
                yield Session(client, report)
        except BaseException:
            log.seek(0)
            print("  the server's log ends with:")
            print("".join("    " + line for line in log.readlines()[-20:]))
            raise


# The story


async def introduces_itself(s, mode):
    if mode == LEGACY:
        info = s.client.server_info.model_dump(by_alias=True, exclude_none=True)
        instructions = s.client.instructions
    else:
        discovered = await s.client.session.send_discover(mode)
        info = discovered.get("_meta", {}).get(SERVER_INFO, {})
        instructions = discovered.get("instructions")
        s.fact(f"the server supports {mode}", mode in discovered["supportedVersions"], discovered)
    s.fact("the server is named okta-mcp and states its version", info.get("name") == "okta-mcp" and info.get("version"), info)
    s.fact("the instructions are there and under 2,000 characters", instructions and len(instructions) < 2000, instructions)


async def lists_its_tools(s):
    listing = await s.client.list_tools()
    names = [tool.name for tool in listing.tools]
    s.fact("the listing is one page", listing.next_cursor is None, listing.next_cursor)
    s.fact("the tools are sorted by name, each named once", names == sorted(set(names)), names)
    missing = [name for name in TOOLS if name not in names]
    s.fact(f"the {len(TOOLS)} tools for users and groups are listed", not missing, missing)
    for part in ("title", "description", "annotations", "output_schema"):
        without = [tool.name for tool in listing.tools if not getattr(tool, part)]
        s.fact(f"every tool has its {part.replace('_', ' ')}", not without, without)
    hints = {tool.name: tool.annotations for tool in listing.tools}
    s.fact("list_users is marked as a read", hints["list_users"].read_only_hint is True, hints["list_users"])
    destroys = hints["deactivate_user"].destructive_hint is True and not hints["deactivate_user"].read_only_hint
    s.fact("deactivate_user is marked as destructive", destroys, hints["deactivate_user"])


async def lists_users(s, mode):
    result, reply = await s.call("list_users")
    parts = {"columns", "rows", "count", "complete"}
    s.fact("list_users answers in columns and rows", not result.is_error and parts <= reply.keys(), reply)
    square = len(reply["rows"]) == reply["count"] and all(len(row) == len(reply["columns"]) for row in reply["rows"])
    s.fact("every row has a value for every column, and count counts the rows", square and reply["count"] > 0, reply)
    private = [c for c in reply["columns"] if c.split(".")[-1] in ("secondEmail", "mobilePhone", "primaryPhone")]
    s.fact("private fields are left out unless asked for", not private, reply["columns"])
    if mode != LEGACY:
        info = (result.meta or {}).get(SERVER_INFO, {})
        s.fact("a result names the server", info.get("name") == "okta-mcp", result.meta)


async def pages_through_users(s):
    first = await s.done("list_users", limit=5)
    more = first["complete"] is False and first.get("why") == "page" and isinstance(first.get("next"), str)
    s.fact("a page that is not the last says so and tells what comes next", more and first["count"] == 5, first)
    second = await s.done("list_users", limit=5, after=first["next"])
    fresh = not [row for row in second["rows"] if row in first["rows"]]
    s.fact("the next page holds other users", second["count"] == 5 and fresh, [first["rows"], second["rows"]])
    error = await s.failed("list_groups", after=first["next"])
    s.fact("a cursor of list_users is refused by list_groups", error["kind"] == "invalid_input", error)


async def finds_ada(s):
    found = await s.done("list_users", search='profile.lastName eq "Lovelace"')
    cells = [cell for row in found["rows"] for cell in row]
    s.fact("a search by last name finds ada@acme.example", "ada@acme.example" in cells, found)
    ada = await s.done("get_user", user_id="ada@acme.example")
    s.fact("get_user takes a login and gives Okta's own JSON", ada["profile"]["lastName"] == "Lovelace" and ada["id"], ada)
    s.fact("the links that Okta sends are left out", "_links" not in ada, ada)


async def refuses_what_is_wrong(s):
    error = await s.failed("list_users", limt=5)
    s.fact("an unknown argument is invalid_input and is named", error["kind"] == "invalid_input" and "limt" in shown(error), error)
    error = await s.failed("get_user")
    s.fact("a missing argument is invalid_input and is named", error["kind"] == "invalid_input" and "user_id" in shown(error), error)
    error = await s.failed("list_users", search='profile.lastName eq "Love')
    s.fact("a search that is cut short is refused", error["kind"] in ("okta_rejected", "invalid_input"), error)
    error = await s.failed("get_user", user_id="00unobodyhasthisid00")
    s.fact("a user who is not there is not_found", error["kind"] == "not_found", error)
    try:
        seen = await s.client.call_tool("make_coffee", {})
    except MCPError as refused:
        seen = {"code": refused.code, "message": refused.message}
    s.fact("an unknown tool is a protocol error", isinstance(seen, dict) and seen["code"] == -32602, seen)


async def hires(s):
    """Creates Grace, changes her, puts her in a group; gives her id."""
    created = await s.done("create_user", profile=GRACE)
    s.fact("create_user tells whom it made, and in which org", GRACE["login"] in shown(created) and "org" in created, created)
    same = await s.done("create_user", profile=GRACE)
    s.fact("the same create asked twice is done once", same.get("repeated_of") == created.get("change_id"), same)
    again = await s.failed("create_user", profile=GRACE, again=True)
    s.fact("a second user with the same login is refused", again["kind"] in ("okta_rejected", "conflict"), again)
    await s.done("update_user", user_id=GRACE["login"], profile={"department": "Compilers"})
    grace = await s.done("get_user", user_id=GRACE["login"])
    s.fact("update_user changes what it is given", grace["profile"].get("department") == "Compilers", grace)
    s.fact("update_user leaves the rest alone", grace["profile"].get("lastName") == "Murray", grace)
    await s.done("add_user_to_group", group_id="Engineering", user_id=GRACE["login"])
    groups = await s.done("list_user_groups", user_id=grace["id"])
    s.fact("a group is found by its exact name, and lists the new member", "Engineering" in shown(groups["rows"]), groups)
    return grace["id"]


async def asks_before_it_destroys(s, person, user):
    before = await s.status(user)
    person.will("decline")
    error = await s.failed("deactivate_user", user_id=user)
    s.fact("a person who declines is heard", error["kind"] in REFUSED, error)
    check_question(s, person, user)
    after = await s.status(user)
    s.fact("after a refusal nothing has changed", after == before, after)
    for action, content in (("cancel", {}), ("accept", {"confirm": False})):
        person.will(action, **content)
        error = await s.failed("deactivate_user", user_id=user)
        words = f"{action} {json.dumps(content)}" if content else action
        s.fact(f"`{words}` is no consent", error["kind"] in REFUSED, error)
        after = await s.status(user)
        s.fact(f"after `{words}` nothing has changed", after == before, after)
    error = await s.failed("deactivate_user", user_id=user, confirm=True)
    s.fact("no argument that a model can set is consent", error["kind"] == "invalid_input", error)
    person.will("accept", confirm=True)
    await s.done("deactivate_user", user_id=user)
    after = await s.status(user)
    s.fact("after a yes the user is DEPROVISIONED", after == "DEPROVISIONED", after)


def check_question(s, person, user):
    s.fact("the person was asked once", len(person.questions) == 1, person.questions)
    question = person.questions[0]
    named = GRACE["login"] in question.message and user in question.message
    s.fact("the question names the user by login and id", named, question)
    form = question.requested_schema
    form = form if isinstance(form, dict) else form.model_dump(mode="json", by_alias=True, exclude_none=True)
    boolean = form["properties"].keys() == {"confirm"} and form["properties"]["confirm"]["type"] == "boolean"
    s.fact("the form asks for one required boolean, confirm", boolean and form.get("required") == ["confirm"], form)


async def deletes(s, person, user):
    person.will("accept", confirm=True)
    await s.done("delete_deactivated_user", user_id=user)
    s.fact("deleting asks once more", len(person.questions) == 1, person.questions)
    error = await s.failed("get_user", user_id=user)
    s.fact("a deleted user is not_found", error["kind"] == "not_found", error)


async def changes_nothing_when_it_cannot_ask(s):
    await s.done("create_user", profile=GRACE)
    before = await s.status(GRACE["login"])
    error = await s.failed("deactivate_user", user_id=GRACE["login"])
    s.fact("a client that cannot ask gets needs_confirmation", error["kind"] == "needs_confirmation", error)
    after = await s.status(GRACE["login"])
    s.fact("the user whom nobody confirmed keeps her status", after == before != "DEPROVISIONED", after)


async def ends_with_its_input(mode, binary, report):
    """Speaks to the server without a client library, then closes its stdin."""
    process = await asyncio.create_subprocess_exec(
        binary, "demo", "--stdio", "--surface", "full",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        env=get_default_environment(), limit=1 << 24,
    )
    try:
        for message in opening(mode):
            process.stdin.write(json.dumps(message).encode() + b"\n")
        answer = await asyncio.wait_for(answer_to(process.stdout, 1), TIMEOUT)
        report.fact("the server answers the first message of a bare client", answer and "result" in answer, answer)
        process.stdin.write(b"this is not JSON\n" + json.dumps(request(mode, 2, "tools/list")).encode() + b"\n")
        answer = await asyncio.wait_for(answer_to(process.stdout, 2), TIMEOUT)
        report.fact("a line that is not JSON does not end the server", answer and "result" in answer, answer)
        process.stdin.close()
        rest = await asyncio.wait_for(process.stdout.read(), TIMEOUT)
        report.fact("nothing but the protocol is on stdout", all(map(json.loads, rest.splitlines())), rest.decode(errors="replace"))
        code = await asyncio.wait_for(process.wait(), 10)
        report.fact("the end of stdin ends the server with exit code 0", code == 0, code)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def answer_to(stdout, number):
    """The answer to one request; what comes before it must be JSON too."""
    while line := await stdout.readline():
        message = json.loads(line)
        if message.get("id") == number:
            return message
    return None


CLIENT = {"name": "python_client.py", "version": "1"}


def opening(mode):
    """The first messages of a client of this era."""
    if mode != LEGACY:
        return [request(mode, 1, "server/discover")]
    params = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": CLIENT}
    initialized = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    return [{**request(mode, 1, "initialize"), "params": params}, initialized]


def request(mode, number, method):
    message = {"jsonrpc": "2.0", "id": number, "method": method}
    if mode == LEGACY:
        return message
    about = {"protocolVersion": mode, "clientCapabilities": {}, "clientInfo": CLIENT}
    meta = {f"io.modelcontextprotocol/{name}": value for name, value in about.items()}
    return {**message, "params": {"_meta": meta}}


async def story(mode, binary, report):
    person = Person()
    async with session(mode, binary, report, person) as s:
        await introduces_itself(s, mode)
        await lists_its_tools(s)
        await lists_users(s, mode)
        await pages_through_users(s)
        await finds_ada(s)
        await refuses_what_is_wrong(s)
        user = await hires(s)
        await asks_before_it_destroys(s, person, user)
        await deletes(s, person, user)
    async with session(mode, binary, report) as s:
        await changes_nothing_when_it_cannot_ask(s)
    await ends_with_its_input(mode, binary, report)


def causes(error):
    """The single errors in a group that task groups wrap around them."""
    if isinstance(error, BaseExceptionGroup):
        return [cause for inner in error.exceptions for cause in causes(inner)]
    return [error]


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in (LEGACY, "2026-07-28"):
        print(__doc__, file=sys.stderr)
        return 2
    mode, binary = sys.argv[1:]
    report = Report()
    try:
        asyncio.run(story(mode, binary, report))
    except BaseException as error:
        for cause in causes(error):
            if not isinstance(cause, Broken):
                print(f"not ok - the client stopped: {type(cause).__name__}: {cause}")
        return 1
    print(f"# {report.held} facts hold in mode {mode}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
