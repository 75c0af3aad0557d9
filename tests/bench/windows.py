"""Windows of 100 rows through the whole server: first, middle and by words, one client and many.

Every request asks for another window than the one before, so that each is read from the database:
the first and the next hundred in turn, two places in the middle in turn.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

import orjson

from tests.bench.bench import Bench, undisturbed
from tests.bench.figures import Row, Samples
from tests.bench.filling import FIRMS, GRANTED, Sizes
from tests.bench.guest import Cursor
from tests.bench.risks import MANY_RISKS, RISKS, SHOWN

Ask = Callable[[], Any]  # () -> awaitable of (seconds, bytes)
WORD: Final = "asbestos"
BY_WORD: Final = {"words": WORD, "filter": ["status", "eq", "open"], "sort": [["due_date", "asc"]]}


@dataclass(frozen=True, slots=True)
class Kind:
    """What is asked for, and the goal in milliseconds of p50."""

    name: str
    many: bool
    admin: bool
    place: str  # first, middle or words
    goal: float | None
    cpu_goal: float | None = None

    def title(self, sizes: Sizes) -> str:
        who = "" if self.admin else f", {GRANTED} of {FIRMS} customers"
        return f"{self.name}: {self.place} window of {self.rows(sizes):,} rows{who}"

    def rows(self, sizes: Sizes) -> int:
        return sizes.many if self.many else sizes.risks

    def aim(self, sizes: Sizes, goal: float | None) -> float | None:
        """Give a goal where it applies: it was set for a number of rows."""
        return goal if self.rows(sizes) == (1_000_000 if self.many else 100_000) else None


KINDS: Final = (
    Kind("100k.first", many=False, admin=True, place="first", goal=1.2, cpu_goal=0.5),
    Kind("100k.middle", many=False, admin=True, place="middle", goal=None),
    Kind("100k.words", many=False, admin=True, place="words", goal=None),
    Kind("100k.first.scope", many=False, admin=False, place="first", goal=1.2, cpu_goal=0.5),
    Kind("1M.first", many=True, admin=True, place="first", goal=1.2, cpu_goal=0.5),
    Kind("1M.middle", many=True, admin=True, place="middle", goal=30.0),
    Kind("1M.words", many=True, admin=True, place="words", goal=5.0),
    Kind("1M.first.scope", many=True, admin=False, place="first", goal=1.2, cpu_goal=0.5),
    Kind("1M.middle.scope", many=True, admin=False, place="middle", goal=30.0),
    Kind("1M.words.scope", many=True, admin=False, place="words", goal=5.0),
)


def places(kind: Kind, total: int) -> Iterator[int]:
    """Give positions in turn, none the same or next to the one before."""
    pair = (total // 2, total // 2 - 1500) if kind.place == "middle" else (0, 100)
    for number in count():
        yield max(0, pair[number % 2])


@asynccontextmanager
async def ours(bench: Bench, kind: Kind) -> AsyncIterator[Ask]:
    """Ask the node for windows."""
    async with bench.guests(1, admin=kind.admin) as guests:
        source = "bench.many_risks" if kind.many else "bench.risks"
        await guests[0].open(source)
        cursor = guests[0].cursors[f"{source.replace('.', '_')}_list.rows"]
        total = await settled(cursor, kind)
        at = places(kind, total)
        yield lambda: cursor.next("window", {"first": next(at), "size": 100})


async def settled(cursor: Cursor, kind: Kind) -> int:
    """Set the query, and wait until its rows and their number are known."""
    query: dict[str, Any] = {"columns": list(SHOWN), "sort": [["score", "asc"]]}
    if kind.place == "words":
        query |= BY_WORD
    await cursor.call("query", query)
    async with asyncio.timeout(60):
        while True:
            await asyncio.sleep(0.1)
            event = await cursor.shows("window", {"first": 0, "size": 100})
            if event["columns"] == list(SHOWN) and event["exactness"] == "exact":
                return int(event["total"])


@asynccontextmanager
async def limits(bench: Bench, kind: Kind, total: int) -> AsyncIterator[Ask]:
    """Ask the limit for the same windows."""
    table = MANY_RISKS.name if kind.many else RISKS.name
    asked: dict[str, Any] = {"do": "window", "table": table, "sort": "score"}
    if kind.place == "words":
        asked |= {"sort": "due_date", "words": WORD, "status": "open"}
    if not kind.admin:
        asked["customers"] = [str(one) for one in bench.scope]
    async with bench.plain(1) as plain:
        at = places(kind, total)
        yield lambda: plain[0].next({**asked, "first": next(at)})


async def measure(bench: Bench, kind: Kind) -> list[Row]:
    """Measure one kind, both sides in turn."""
    async with ours(bench, kind) as ask:
        first = orjson.loads((await ask())[1])[4][0]
        async with limits(bench, kind, first["total"]) as ask_limit:
            theirs = orjson.loads((await ask_limit())[1])
            same = theirs["count"] == first["total"] and theirs["rows"] == first["rows"]
            assert same, "the two sides do not show the same rows"
            mine, bound = Samples(), Samples()
            for _ in range(bench.effort.rounds):
                for side, server, samples in (
                    (ask, bench.node, mine), (ask_limit, bench.limit, bound)
                ):  # fmt: skip
                    for _ in range(5):
                        await side()
                    with undisturbed(), bench.spending(server, samples):
                        await _closed_loop(side, samples, bench.effort.seconds)
    facts = {"ours": mine.facts(), "limit": bound.facts(), "bytes": len(orjson.dumps(theirs))}
    sizes = bench.sizes
    rows = [Row(f"{kind.title(sizes)}, p50", "ms", mine.facts()["p50_ms"],
                bound.facts()["p50_ms"], kind.aim(sizes, kind.goal), facts=facts)]  # fmt: skip
    if kind.cpu_goal is not None:
        rows.append(Row(f"{kind.name}: server CPU of each", "ms", mine.facts()["server_cpu_ms"],
                        bound.facts()["server_cpu_ms"],
                        kind.aim(sizes, kind.cpu_goal)))  # fmt: skip
    return rows


async def _closed_loop(ask: Ask, samples: Samples, seconds: float) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until or not samples.seconds:
        took, _ = await ask()
        samples.seconds.append(took)


async def crowd(bench: Bench) -> list[Row]:
    """Measure many clients at once, each asking for windows that nobody else shows."""
    clients = bench.effort.clients
    kind = KINDS[0]
    async with bench.guests(clients) as guests, bench.plain(clients) as plain:
        asks: list[Ask] = []
        for number, guest in enumerate(guests):
            await guest.open("bench.risks")
            cursor = guest.cursors["bench_risks_list.rows"]
            await settled(cursor, kind)
            asks.append(_own_window(cursor, number, clients))
        asked = {"do": "window", "table": RISKS.name, "sort": "score"}
        bare = [_own_limit(one, asked, number, clients) for number, one in enumerate(plain)]
        mine, bound = Samples(), Samples()
        for _ in range(bench.effort.rounds):
            for sides, server, samples in ((asks, bench.node, mine), (bare, bench.limit, bound)):
                with undisturbed(), bench.spending(server, samples):
                    await asyncio.gather(
                        *(_closed_loop(side, samples, bench.effort.seconds * 2) for side in sides)
                    )
    own, best = mine.facts(), bound.facts()
    return [
        Row(f"{clients} clients: first windows", "1/s", own["per_second"], best["per_second"],
            2000.0, more_is_better=True, facts={"ours": own, "limit": best}),
        Row(f"{clients} clients: server CPU of each", "ms", own["server_cpu_ms"],
            best["server_cpu_ms"], 0.5),
    ]  # fmt: skip


def _own_window(cursor: Cursor, number: int, clients: int) -> Ask:
    at = count()
    return lambda: cursor.next("window", {"first": number + clients * (next(at) % 2), "size": 100})


def _own_limit(plain: Any, asked: dict[str, Any], number: int, clients: int) -> Ask:
    at = count()
    return lambda: plain.next({**asked, "first": number + clients * (next(at) % 2)})
