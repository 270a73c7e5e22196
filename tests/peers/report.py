"""What a script here prints: each fact that holds, and rows for the tables of peers."""

import json


class Broken(Exception):
    """A fact did not hold; what was seen has been printed."""


def fact(holds: object, sentence: str, seen: object = None) -> None:
    """Prints the fact, or what was seen instead, and then ends the story."""
    if not holds:
        print(f"not ok - {sentence}")
        if seen is not None:
            print(f"  seen: {shown(seen)}")
        raise Broken(sentence)
    print(f"ok - {sentence}", flush=True)


def row(**cells: str) -> None:
    """One row of a table; `run` puts it into the document."""
    print("row - " + json.dumps(cells, ensure_ascii=False), flush=True)


def shown(seen: object) -> str:
    text = seen if isinstance(seen, str) else json.dumps(seen, ensure_ascii=False, default=repr)
    return text if len(text) <= 2000 else text[:2000] + " …"
