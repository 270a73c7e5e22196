"""What a script here prints: each fact that holds, and a row for the table of clients."""

import json
import sys


class Broken(Exception):
    """A fact did not hold; what was seen has been printed."""


def fact(sentence, holds, seen=None):
    """Prints the fact, or what was seen instead, and then ends the script."""
    if not holds:
        print(f"not ok - {sentence}")
        print(f"  seen: {shown(seen)}")
        raise Broken(sentence)
    print(f"ok - {sentence}", flush=True)


def row(era, transport, tried, saw):
    """One row of docs/reference/clients.md; `run` adds the client and its version."""
    said = {"era": era, "transport": transport, "tried": tried, "saw": saw}
    print("row - " + json.dumps(said, ensure_ascii=False), flush=True)


def shown(seen):
    if hasattr(seen, "model_dump"):
        seen = seen.model_dump(mode="json", by_alias=True, exclude_none=True)
    text = seen if isinstance(seen, str) else json.dumps(seen, ensure_ascii=False, default=repr)
    return text if len(text) <= 4000 else text[:4000] + " …"


def causes(error):
    """The single errors in a group that task groups wrap around them."""
    if isinstance(error, BaseExceptionGroup):
        return [cause for inner in error.exceptions for cause in causes(inner)]
    return [error]


def ends(story):
    """Runs the story and ends the script: 0 when every fact held, else 1."""
    try:
        story()
    except BaseException as error:
        for cause in causes(error):
            if not isinstance(cause, Broken):
                print(f"not ok - the client stopped: {type(cause).__name__}: {cause}")
        sys.exit(1)
    sys.exit(0)
