"""The worker process that reads one file: `python -m ytefas.imports order.json`.

It reads a stranger's file, so it has little memory, little time and nothing of our environment.
What it found, or the reason why it found nothing, is written to the file the order names.
"""

import json
import resource
import sys
from dataclasses import fields
from pathlib import Path
from typing import Final

from ytefas.errors import Invalid
from ytefas.imports.limits import ImportLimits
from ytefas.imports.reading import read_book

_GRACE: Final = 5  # seconds of computing beyond what the parent waits


def main(order: Path) -> None:
    """Do what the order says."""
    asked = json.loads(order.read_text(encoding="utf-8"))
    limits = ImportLimits(**{one.name: asked["limits"][one.name] for one in fields(ImportLimits)
                             if one.name in asked["limits"]})  # fmt: skip
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    most = int(limits.seconds) + _GRACE
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    try:
        found = {"book": read_book(Path(asked["in"]).read_bytes(), limits).wire()}
    except Invalid as refused:
        found = {"refused": refused.fields}
    except MemoryError:
        found = {"refused": {"reason": "sheet_bomb", "most": str(limits.unpacked // 1024**2)}}
    Path(asked["out"]).write_text(json.dumps(found), encoding="utf-8")
    sys.stdout.write("1\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
