"""A customer without a grant does not exist: by every verb, operator, sort and reference.

With both layers, with row-level security alone, with the filters alone, and with words searched by
their function. And once with neither layer, to prove that these tests can fail.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
import pytest_asyncio

from tests.support.risk_table import SOURCES, TABLES, UNBOUNDED, area, build, risk
from tests.support.studio import Studio, make_studio
from tests.support.verify_cursor import Stage, verify_cursor
from ytefas.errors import YtefasError
from ytefas.framework.work.rows import Batch, Creating, Frame, Saving, Within
from ytefas.framework.work.showing import CursorSpec
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store, StoreSettings
from ytefas.store.isolation import SYSTEM
from ytefas.store.live.rows import LiveRows
from ytefas.store.query.query import operators
from ytefas.store.query.value import Kind, say_value
from ytefas.store.source.source import Source
from ytefas.store.source.writer import SourceWriter

CANARY = "canary"


@dataclass(frozen=True, slots=True)
class World:
    """One foreign risk and area, of gamma, each full of canaries; Anna has no grant on gamma."""

    studio: Studio
    store: Store
    sources: dict[str, Source]
    values: dict[str, Any]
    key: UUID
    area: UUID
    mine: UUID

    @property
    def risks(self) -> Source:
        return self.sources["test.risks"]

    async def answer(self, raw: dict[str, Any], *, source: str = "test.risks") -> list[Any]:
        """All rows and the count, as Anna gets them."""
        asked = self.sources[source]
        async with self.store.reading(self.studio.anna) as reading:
            query = asked.parse(raw, reading.acting, reading.reach)
            window = await asked.window(reading, query, 0, 100)
            return [window.rows, (await asked.count(reading, query)).n]


@pytest_asyncio.fixture(params=["both", "policies alone", "filters alone", "policies, function"])
async def world(database: Database, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async for made in _world(database, request.param):
        yield made


async def _world(database: Database, layers: str) -> AsyncIterator[World]:
    owner = await asyncpg.connect(database.url)
    await build(owner)
    if layers in {"filters alone", "none"}:
        for name in TABLES:
            await owner.execute(f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY")
    await owner.close()
    if layers == "policies, function":
        await _forbid_words_their_index(database)
    filtered = layers in {"both", "filters alone"}
    store = await Store.open(database.url, settings=StoreSettings(application_filters=filtered))
    sources = SOURCES if filtered else UNBOUNDED
    try:
        studio = await make_studio(store)
        yield await _filled(store, studio, sources)
    finally:
        await store.close()


async def _forbid_words_their_index(database: Database) -> None:
    superuser = await asyncpg.connect(database.superuser_url)
    await superuser.execute(
        "ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery) NOT LEAKPROOF"
    )
    await superuser.close()


async def _filled(store: Store, studio: Studio, sources: dict[str, Source]) -> World:
    async with store.writing(SYSTEM, cause="test.setup") as unit:
        hall = await unit.insert(area, {"customer_id": studio.gamma, "name": CANARY})
        values = {
            "customer_id": studio.gamma, "title": CANARY, "score": 987_654,
            "weight": Decimal("98.765"), "due_on": date(2031, 7, 7), "done": True,
            "seen_at": datetime(2031, 7, 7, 7, 7, tzinfo=UTC), "starts_at": time(7, 7),
            "status": "planned", "tags": [CANARY], "extra": {CANARY: CANARY}, "note": CANARY,
            "salary": 123_456, "code": "K4N4RY", "hidden": CANARY, "area_id": hall,
        }  # fmt: skip
        key = await unit.insert(risk, values)
        mine = await unit.insert(risk, {"customer_id": studio.alfa, "title": "mine"})
    full = {**values, "id": key, "row_version": 1}
    return World(studio, store, sources, full, key, hall, mine)


def _canary_free(answer: Any) -> bool:
    return not any(sign in repr(answer) for sign in (CANARY, "987654", "K4N4RY", "123456"))


def _tests(world: World) -> list[list[Any]]:
    """Every operator of every column, with the value that finds the foreign row if it can."""
    found: list[list[Any]] = []
    for name, field in world.risks.fields.items():
        value = say_value(world.values.get(name))
        for operator in sorted(operators(field)):
            if operator in {"null", "notnull"}:
                found.append([name, operator])
            elif value is not None:
                found.append([name, operator, _operand(field.kind, operator, value)])
    return found


def _operand(kind: Kind, operator: str, value: Any) -> Any:
    if operator == "between":
        return [value, value]
    if operator == "in":
        return [value]
    if kind in {Kind.TEXTS, Kind.KEYS}:
        return value[0]
    return value


async def test_no_filter_finds_a_foreign_row(world: World) -> None:
    tests = _tests(world)
    assert len(tests) > 100
    for test in tests:
        for raw in ({"filter": test}, {"filter": {"not": test}}):
            rows, n = await world.answer(raw)
            assert _canary_free(rows), raw
            assert str(world.key) not in {row[0] for row in rows}
            assert n == len(rows) <= 1, raw


async def test_no_order_group_or_word_tells_of_a_foreign_row(world: World) -> None:
    for name, field in world.risks.fields.items():
        if field.sorts:
            for raw in ({"sort": [[name, "desc"]]}, {"group": [name]}):
                rows, n = await world.answer(raw)
                assert _canary_free(rows), raw
                assert len(rows) == n == 1, raw
    assert await world.answer({"words": CANARY}) == [[], 0]
    for operator in ("eq", "under"):
        below = {"filter": ["area_id", operator, str(world.area)]}
        assert await world.answer(below) == [[], 0]
    under = {"filter": ["id", "under", str(world.area)]}
    assert await world.answer(under, source="test.areas") == [[], 0]


async def _told(work: Callable[[], Awaitable[Any]]) -> Any:
    try:
        return await work()
    except YtefasError as error:
        return (error.code, error.fields)


async def test_every_verb_answers_a_foreign_key_as_one_that_does_not_exist(world: World) -> None:
    writer = SourceWriter(world.store, world.sources, world.studio.anna)

    async def write(**parts: Any) -> Any:
        return await writer.write([Batch("test.risks", **parts)], idempotency_key=str(uuid4()))

    async def get(key: str) -> Any:
        async with world.store.reading(world.studio.anna) as reading:
            return await world.risks.get(reading, [key])

    async def one(key: str) -> Any:
        async with world.store.reading(world.studio.anna) as reading:
            return await world.risks.one(reading, key)

    new = {"customer_id": str(world.studio.alfa), "title": "x"}
    verbs: dict[str, Callable[[str, str, str], Awaitable[Any]]] = {
        "get": lambda key, _area, _customer: get(key),
        "one": lambda key, _area, _customer: one(key),
        "save": lambda key, _area, _customer: write(saves=(Saving(key, 1, {"title": "x"}),)),
        "save version": lambda key, _area, _customer: write(saves=(Saving(key, 7, {"score": 1}),)),
        "save nothing": lambda key, _area, _customer: write(saves=(Saving(key, 1, {}),)),
        "delete": lambda key, _area, _customer: write(deletes=(key,)),
        "refer": lambda _key, area, _customer: write(
            saves=(Saving(str(world.mine), 1, {"area_id": area}),)
        ),
        "refer anew": lambda _key, area, _customer: write(
            creates=(Creating({**new, "area_id": area}),)
        ),
        "give away": lambda _key, _area, customer: write(
            creates=(Creating({**new, "customer_id": customer}),)
        ),
        "move": lambda _key, _area, customer: write(
            saves=(Saving(str(world.mine), 1, {"customer_id": customer}),)
        ),
    }  # fmt: skip
    foreign = (str(world.key), str(world.area), str(world.studio.gamma))
    for verb, ask in verbs.items():
        nobody = (str(uuid4()), str(uuid4()), str(uuid4()))
        answer = await _told(lambda ask=ask: ask(*foreign))  # type: ignore[misc]
        assert answer == await _told(lambda ask=ask, who=nobody: ask(*who)), verb  # type: ignore[misc]
        assert _canary_free(answer), verb
    async with world.store.reading(world.studio.admin) as reading:
        row = await world.risks.one(reading, world.key)
    assert (row["title"], row["row_version"]) == (CANARY, 1)


async def test_a_live_cursor_hears_and_holds_nothing_of_a_foreign_customer(world: World) -> None:
    async with Stage(world.store, world.sources) as stage:
        bound = Within(keys=(str(world.key), str(uuid4())))
        spec = CursorSpec("test.risks")
        anna, admin = world.studio.anna, world.studio.admin
        outsiders = [
            await stage.screen(anna, spec),
            await stage.screen(anna, spec, within=bound),
            await stage.screen(anna, spec, within=Within((("area_id", str(world.area)),))),
        ]
        insider = await stage.screen(admin, spec)
        for screen in outsiders:
            assert _canary_free(screen.rows)
        rows = LiveRows(stage.hub, "test.risks", await stage.hub.admit(anna))
        assert not await rows.holds(Frame("test.risks", rows.parse({})), str(world.key))

        async def act() -> None:
            async with world.store.writing(SYSTEM, cause="test.act") as unit:
                await unit.update(risk, world.key, 1, {"title": "canary again"})
                await unit.insert(risk, {"customer_id": world.studio.gamma, "title": CANARY})

        await verify_cursor(stage, insider, act, outsiders=outsiders)
        assert "canary again" in insider.column("title")


async def test_without_both_layers_these_tests_would_fail(database: Database) -> None:
    async for world in _world(database, "none"):
        rows, _ = await world.answer({"filter": ["title", "eq", CANARY]})
        assert not _canary_free(rows)
