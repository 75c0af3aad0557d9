"""A worker process that waits before it draws: until the file exists that the sheet's title names.

Run as `python -m tests.jobs.waiting <order.json>` in the place of `reports`.
"""

import sys
import time
from pathlib import Path
from threading import Thread

import orjson

from reports.__main__ import end_with_the_node, main


def wait(order: Path) -> None:
    """Say that it has begun, then wait to be let on."""
    Thread(target=end_with_the_node, daemon=True).start()
    go = Path(orjson.loads(order.read_bytes())["sheet"]["title"])
    sys.stdout.write("0\n")
    sys.stdout.flush()
    while not go.exists():
        time.sleep(0.01)


if __name__ == "__main__":
    wait(Path(sys.argv[1]))
    sys.exit(main())
