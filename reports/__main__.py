"""One document, drawn in a process of its own: `python -m reports <order.json>`.

The node writes the order and the rows into a directory, reads what is done from our output, and
takes the file. It can end us at any time; when it is gone itself, our input ends, and so do we.
"""

import os
import sys
from pathlib import Path
from threading import Thread
from typing import Any

import orjson

from reports import text_table, xlsx
from reports.sheet import Sheet, cells


def end_with_the_node() -> None:
    """End at once when our input does."""
    while os.read(sys.stdin.fileno(), 64):  # not by `sys.stdin`: its lock would outlive us
        pass
    os._exit(3)


def _told(done: int) -> None:
    sys.stdout.write(f"{done}\n")
    sys.stdout.flush()


def draw(order: dict[str, Any], place: Path) -> int:
    """Write `out`, of `rows` if it is a table, both in `place`; return how many it has."""
    if order.get("document") == "method_sheet":
        from reports import method_sheet  # noqa: PLC0415 - tables need no page

        return method_sheet.write(order["sheet"], place / "out", told=_told)
    sheet, out = Sheet.of(order["sheet"]), place / "out"
    rows = cells(sheet, place / "rows")
    if order["format"] == "xlsx":
        return xlsx.write(sheet, rows, out, work=place, told=_told)
    return text_table.write(sheet, rows, out, told=_told)


def main() -> int:
    """Draw what the order says, and say how far it is."""
    Thread(target=end_with_the_node, daemon=True).start()
    os.nice(5)  # the node answers people, this may wait
    path = Path(sys.argv[1])
    _told(draw(orjson.loads(path.read_bytes()), path.parent))
    return 0


if __name__ == "__main__":
    sys.exit(main())
