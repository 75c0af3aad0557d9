"""Many screens that show one row: a colleague saves it, and all of them show the change.

The time runs from the moment the saving is sent until the last screen has its patch, so it holds
the transaction with its checks, audit and feed, the reading again, and the telling. Memory is what
these sessions cost while they idle: each has a desktop and two cursors.
"""

import asyncio
import gc
import signal
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import uuid4

from tests.bench.bench import AT_ONCE, Bench, arrive, undisturbed
from tests.bench.figures import Row, Samples
from tests.bench.filling import ADMIN, PASSWORD
from tests.bench.guest import Cursor, Entrance, Guest, Plain
from tests.bench.process import Measured
from tests.bench.risks import RISKS

SOURCE: Final = "bench.risks"
LIST: Final = "bench_risks_list.rows"
PAUSE: Final = 0.15  # between two commits: nothing is paced, each is told on its own
GOALS: Final = {1000: 50.0, 5000: 200.0}
IDLE_GOAL: Final = 60.0  # KiB
WARM: Final = 50  # sessions before memory is measured: what is made once is not theirs


class Audience:
    """Counts who has heard."""

    def __init__(self) -> None:
        self.left = 0
        self.at: list[float] = []
        self.all = asyncio.Event()

    def expect(self, number: int) -> None:
        self.left = number
        self.at.clear()
        self.all.clear()

    def hear(self, _raw: bytes) -> None:
        self.at.append(time.perf_counter())
        self.left -= 1
        if not self.left:
            self.all.set()


async def measure(bench: Bench) -> list[Row]:
    """Measure with more and more screens; each group stays for the next."""
    rows: list[Row] = []
    entrance = Entrance(bench.node.url)
    guests: list[Guest] = []
    plain: list[Plain] = []
    audience, bare = Audience(), Audience()
    try:
        await entrance.log_in(ADMIN, PASSWORD)
        writer = await _screen(entrance)
        save = await _saver(writer.cursors[LIST])
        save_bare = await _bare_saver(bench, save.key)
        await _more_screens(entrance, guests, WARM, audience)
        await _more_plain(bench, plain, WARM, bare)
        before = (_memory(bench.node), _memory(bench.limit))
        for number in bench.effort.screens:
            began = time.perf_counter()
            await _more_screens(entrance, guests, number, audience)
            arriving = (time.perf_counter() - began) / number
            await _more_plain(bench, plain, number, bare)
            await asyncio.sleep(1.5)  # what is kept is kept a moment later
            rows += _idle(bench, number, before, arriving)
            rows += await _told(bench, number, (save, audience), (save_bare, bare))
    finally:
        for guest in guests:
            guest.leave()
        for socket in plain:
            socket.leave()
        await entrance.close()
    return rows


async def _screen(entrance: Entrance) -> Guest:
    guest = await entrance.guest()
    await guest.open(SOURCE)
    return guest


async def _more_screens(
    entrance: Entrance, guests: list[Guest], number: int, audience: Audience
) -> None:
    known = len(guests)
    await arrive(entrance, guests, number)
    fresh = guests[known:]
    for at in range(0, len(fresh), AT_ONCE):
        await asyncio.gather(*(guest.open(SOURCE) for guest in fresh[at : at + AT_ONCE]))
    for guest in fresh:
        guest.cursors[LIST].on_patch = audience.hear


async def _more_plain(bench: Bench, plain: list[Plain], number: int, audience: Audience) -> None:
    while len(plain) < number:
        one = await Plain.arrive(bench.limit.url)
        await one.next({"do": "watch"})
        one.on_told = audience.hear
        plain.append(one)


class _Saver:
    """Saves one row again and again."""

    def __init__(self, cursor: Cursor, key: str, version: int) -> None:
        self.key = key
        self._cursor = cursor
        self._version = version

    async def __call__(self, text: str) -> None:
        record = {"key": self.key, "row_version": self._version, "changes": {"descr": text}}
        answer = await self._cursor.call("save", record, str(uuid4()))
        self._version = answer["row_version"]


async def _saver(cursor: Cursor) -> _Saver:
    while True:
        event = await cursor.shows("window", {"first": 0, "size": 100})
        if event["rows"]:
            row = dict(zip(event["columns"], event["rows"][0], strict=True))
            return _Saver(cursor, row["id"], row["row_version"])
        await asyncio.sleep(0.1)


async def _bare_saver(bench: Bench, key: str) -> Callable[[str], Awaitable[Any]]:
    """Change the row of the same number in the same table, without a trace of it."""
    writer = await Plain.arrive(bench.limit.url)
    return lambda text: writer.next(
        {"do": "save", "table": RISKS.name, "key": key[:-1] + "f", "descr": text}
    )


def _memory(server: Measured) -> int:
    server.signal(signal.SIGUSR1)  # it collects its garbage
    time.sleep(0.5)
    return server.memory()


def _idle(bench: Bench, number: int, before: tuple[int, int], arriving: float) -> list[Row]:
    own, least = (
        (_memory(server) - was) / 1024 / (number - WARM) if number > WARM else 0.0
        for server, was in zip((bench.node, bench.limit), before, strict=True)
    )
    return [
        Row(f"{number} sessions: memory of each, with desktop and two cursors", "KiB", own, least,
            IDLE_GOAL, facts={"node_mib": bench.node.memory() / 2**20}),
        Row(f"{number} sessions: time to arrive, each", "ms", arriving * 1000),
    ]  # fmt: skip


async def _told(
    bench: Bench, number: int, own: tuple[Any, Audience], bare: tuple[Any, Audience]
) -> list[Row]:
    mine, bound = Samples(), Samples()
    for at in range(bench.effort.commits + 3):
        for (save, audience), server, samples in (
            (own, bench.node, mine), (bare, bench.limit, bound)
        ):  # fmt: skip
            gc.collect(0)
            audience.expect(number)
            with undisturbed(), bench.spending(server, samples):
                began = time.perf_counter()
                saving = asyncio.ensure_future(save(f"saved {uuid4()}"))
                async with asyncio.timeout(30):
                    await audience.all.wait()
                await saving
            if at >= 3:  # the first ones warm up
                samples.seconds.append(max(audience.at) - began)
            await asyncio.sleep(PAUSE)
    one, best = mine.facts(), bound.facts()
    return [
        Row(f"save → last of {number} screens, p50", "ms", one["p50_ms"], best["p50_ms"],
            facts={"ours": one, "limit": best}),
        Row(f"save → last of {number} screens, p99", "ms", one["p99_ms"], best["p99_ms"],
            GOALS.get(number)),
    ]  # fmt: skip
