"""The proof that the change feed never loses: many writers, pauses, rollbacks, and a control.

The control is the reader everybody writes first: `id > last seen`. It must lose, or this test is
not looking where changes get lost.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

import asyncpg

from tests.support.factories.customer import make_customer
from tests.support.factories.site import make_site
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.feed import Change
from ytefas.store.isolation import SYSTEM

WRITERS, TRANSACTIONS, CUSTOMERS, ROUNDS = 16, 60, 4, 6


class Undone(Exception):
    """The writer changed its mind."""


@dataclass
class Truth:
    """What the writers know: rows acknowledged, rows taken back."""

    kept: set[UUID] = field(default_factory=set)
    undone: set[UUID] = field(default_factory=set)


@dataclass
class Told:
    """What a reader of the feed was told."""

    changes: list[Change] = field(default_factory=list)

    def hear(self, changes: Sequence[Change]) -> None:
        self.changes.extend(changes)

    def keys(self) -> Counter[UUID]:
        return Counter(row.key for change in self.changes for row in change.rows)

    def numbers(self) -> dict[UUID, list[int]]:
        found: dict[UUID, list[int]] = defaultdict(list)
        for change in self.changes:
            found[change.customer_id].append(change.seq)
        return found


async def write(store: Store, customers: Sequence[UUID], truth: Truth, dice: Random) -> None:
    for _ in range(TRANSACTIONS):
        made: list[UUID] = []
        try:
            async with store.writing(SYSTEM, cause="test.write") as unit:
                customer = dice.choice(customers)
                for _ in range(dice.randint(1, 3)):
                    made.append(await make_site(unit, customer))
                    await asyncio.sleep(dice.choice((0, 0, dice.random() / 100)))
                if dice.random() < 0.1:
                    raise Undone  # noqa: TRY301 - what a failing action does to its unit
        except Undone:
            truth.undone.update(made)
        else:
            truth.kept.update(made)


async def naive(connection: "asyncpg.Connection[asyncpg.Record]", seen: set[UUID]) -> None:
    """Read what a sequence numbered, from the last number seen."""
    last = 0
    while True:
        for row in await connection.fetch(
            "SELECT n, pk FROM change_row WHERE n > $1 ORDER BY n", last
        ):
            seen.add(row["pk"])
            last = row["n"]
        await asyncio.sleep(0.001)


async def caught_up(store: Store) -> None:
    """Wait until a node has been told everything that is numbered."""
    async with asyncio.timeout(30):
        while await store.feed.head() != dict(store.feed.positions):  # noqa: ASYNC110 - polls
            await asyncio.sleep(0.01)


async def one_round(store: Store, other: Store, database: Database, seed: int) -> tuple[int, int]:
    """Run the writers once; return how many rows the control lost, of how many."""
    async with store.writing(SYSTEM, cause="test.setup") as unit:
        customers = [await make_customer(unit) for _ in range(CUSTOMERS)]
    await caught_up(other)
    told, truth, seen = Told(), Truth(), set[UUID]()
    stop = other.feed.listen(told.hear)
    control = await asyncpg.connect(database.superuser_url)
    async with asyncio.TaskGroup() as group:
        reading = group.create_task(naive(control, seen))
        async with asyncio.TaskGroup() as writers:
            for number in range(WRITERS):
                dice = Random(seed + number)  # noqa: S311 - repeatable, not secret
                writers.create_task(write(store, customers, truth, dice))
        await asyncio.sleep(0.05)
        reading.cancel()
    await control.close()
    await caught_up(other)
    stop()
    assert told.keys() == Counter(truth.kept), "lost or doubled"
    assert not truth.undone & told.keys().keys(), "told what never happened"
    for numbers in told.numbers().values():
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers))), "a gap"
    return len(truth.kept - seen), len(truth.kept)


async def test_sixteen_writers_lose_nothing_and_the_naive_reader_does(database: Database) -> None:
    store, other = await Store.open(database.url), await Store.open(database.url)
    try:
        for number in range(ROUNDS):
            lost, written = await one_round(store, other, database, seed=1000 * number)
            assert written > 100
            if lost:
                return
        raise AssertionError("the control lost nothing: this test proves nothing")
    finally:
        await store.close()
        await other.close()
