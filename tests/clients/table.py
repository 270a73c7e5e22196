#!/usr/bin/env python3
"""The table of clients.

    table.py --rows CLIENT VERSION <ROWS    rows as JSON, one a line, become lines of the table
    table.py DOCUMENT <TABLE                the table goes between the marks in the document
"""

import json
import re
import sys
from pathlib import Path

MARKS = ("<!-- clients -->", "<!-- /clients -->")


def main():
    if sys.argv[1] == "--rows":
        client, version = sys.argv[2:]
        for line in sys.stdin:
            said = json.loads(line)
            cells = [client, version, *(said[part] for part in ("era", "transport", "tried", "saw"))]
            print("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |")
        return
    document = Path(sys.argv[1])
    first, last = MARKS
    text = document.read_text()
    table = sys.stdin.read()
    document.write_text(re.sub(f"{first}.*{last}", lambda _: f"{first}\n{table}{last}", text, flags=re.DOTALL))


if __name__ == "__main__":
    main()
