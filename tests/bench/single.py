"""One person at one machine: a click on a master row, and a server that starts."""

import sys
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import orjson

from tests.bench.bench import Bench, Effort, undisturbed
from tests.bench.figures import Row, Samples
from tests.bench.guest import Cursor
from tests.bench.process import serving, started

MASTER: Final = "customers.customer"
DETAIL: Final = "customers.site"
CLICKS: Final = 100


async def click(bench: Bench) -> list[Row]:
    """Measure from the click on a customer until its sites are there."""
    async with bench.guests(1) as guests, bench.plain(1) as plain:
        await guests[0].open("org.customers")
        master, detail = guests[0].cursors[MASTER], guests[0].cursors[DETAIL]
        event: dict[str, Any] = {"rows": ()}
        while not event["rows"]:
            event = await master.shows("window", {"first": 0, "size": CLICKS})
        keys = [row[0] for row in event["rows"]]
        master.follow()
        await _chosen(master, detail, keys[-1])
        mine, bound = Samples(), Samples()
        for key in cycle(keys):
            if len(mine.seconds) >= CLICKS * bench.effort.rounds:
                break
            with undisturbed():
                with bench.spending(bench.node, mine):
                    mine.seconds.append(await _chosen(master, detail, key))
                with bench.spending(bench.limit, bound):
                    took, _ = await plain[0].next({"do": "detail", "key": key})
                    bound.seconds.append(took)
    own, least = mine.facts(), bound.facts()
    return [Row("click on a customer → its sites, p50", "ms", own["p50_ms"], least["p50_ms"],
                facts={"ours": own, "limit": least})]  # fmt: skip


async def _chosen(master: Cursor, detail: Cursor, key: str) -> float:
    """Choose a row, and wait until the detail shows its own."""
    took, raw = await detail.after(master, "set_current", key, master.version)
    assert orjson.loads(raw)[4][0]["columns"]
    return took


def start(effort: Effort, directory: Path) -> list[Row]:
    """Measure how long a later start takes, embedded database and all."""
    serve = [sys.executable, "-m", "ytefas", "serve", "--data-dir", str(directory), "--port", "0"]
    with started(serve, ready="serves at "):
        pass  # the first start makes the database
    mine, bound = Samples(), Samples()
    for _ in range(effort.starts):
        with started(serve, ready="serves at ") as server:
            mine.seconds.append(server.seconds)
        with serving("tests.bench.bare") as server:
            bound.seconds.append(server.seconds)
    own, least = mine.facts(), bound.facts()
    return [Row("a later `ytefas serve`, with its database", "s", own["p50_ms"] / 1000,
                least["p50_ms"] / 1000, 3.0, facts={"ours": own, "limit": least})]  # fmt: skip
