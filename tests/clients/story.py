"""The story that a Python client plays against one server, whichever library it is.

A library gives `call(tool, arguments)`, which returns the structured content and whether the call failed.
"""

from report import fact

ADA = {"user_id": "ada@acme.example"}
REFUSED = ("declined", "needs_confirmation")


async def reads(call, about):
    reply, failed = await call("list_users", {"limit": 2})
    fact(f"{about}: list_users answers with two rows", not failed and reply["count"] == 2, reply)
    reply, failed = await call("get_user", {"user_id": "nobody@acme.example"})
    error = reply.get("error", {}) if failed else {}
    fact(f"{about}: a person who is not there is not_found, with a next step", error.get("kind") == "not_found" and error.get("next_step"), reply)
    reply, failed = await call("list_users", {"limt": 2})
    error = reply.get("error", {}) if failed else {}
    fact(f"{about}: an unknown argument is invalid_input", error.get("kind") == "invalid_input", reply)


async def is_refused(call, about, user=ADA):
    """The kind of the refusal; nothing has changed."""
    before, _ = await call("get_user", user)
    reply, failed = await call("deactivate_user", user)
    error = reply.get("error", {}) if failed else {}
    fact(f"{about}: deactivate_user answers {error.get('kind')}, with a next step", error.get("kind") in REFUSED and error.get("next_step"), reply)
    after, _ = await call("get_user", user)
    fact(f"{about}: nothing has changed", after["status"] == before["status"] != "DEPROVISIONED", [before["status"], after["status"]])
    return error["kind"]


async def is_heard(call, about, login):
    """Somebody new is deactivated after a yes."""
    profile = {"firstName": "Grace", "lastName": "Murray", "email": login, "login": login}
    reply, failed = await call("create_user", {"profile": profile})
    fact(f"{about}: create_user makes a person", not failed, reply)
    reply, failed = await call("deactivate_user", {"user_id": login})
    fact(f"{about}: a yes is heard", not failed, reply)
    after, _ = await call("get_user", {"user_id": login})
    fact(f"{about}: the person is DEPROVISIONED", after["status"] == "DEPROVISIONED", after)
