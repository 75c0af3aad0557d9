"""The hub: what a change concerns, what happens when the feed or the database fails."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
import pytest_asyncio

from schema.base import tables
from tests.support.risk_table import SOURCES, build, risk
from tests.support.studio import Studio, make_studio
from tests.support.verify_cursor import Stage, agrees, verify_cursor
from ytefas.errors import Busy
from ytefas.framework.work.rows import Frame, Within
from ytefas.framework.work.showing import CursorSpec
from ytefas.rules.access import STUDIO, Level, Principal, Reach, Role
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.feed import Change
from ytefas.store.isolation import SYSTEM
from ytefas.store.live.rows import LiveRows
from ytefas.store.live.target import Effect, Relevance
from ytefas.store.query.query import Query
from ytefas.store.source.source import Source, discover

RISKS, BOARD = SOURCES["test.risks"], SOURCES["test.board"]
MINE, OTHER = UUID(int=21), UUID(int=22)
ANNA = Principal(user_id=UUID(int=2), role=Role.CONSULTANT)
REACH = Reach(levels={MINE: Level.MANAGE, UUID(int=23): Level.READ})
BOTH = Effect.WINDOW | Effect.TOTAL


def effect(
    raw: dict[str, Any],
    op: str,
    *columns: str,
    table: str = "t_risk",
    customer: UUID = MINE,
    key: str = "shown",
    first: int = 0,
    complete: bool = False,
    source: Source = RISKS,
) -> Effect:
    sight = source.sight(ANNA, REACH)
    return Relevance(source, sight, Query.parse(sight, raw)).effect(
        table, customer, key, op, frozenset(columns), shown={"shown"}, home=first == 0,
        complete=complete,
    )  # fmt: skip


SMALL = {"columns": ["title"], "sort": [["score", "asc"]]}
FILTERED = {**SMALL, "filter": ["status", "eq", "open"]}


UNDER = {"filter": ["area_id", "under", str(MINE)]}
GROUPED = {"group": ["status"]}
CASES: dict[str, tuple[Effect, Effect]] = {
    "another column": (effect(SMALL, "update", "note"), Effect.NOTHING),
    "a shown column": (effect(SMALL, "update", "title"), Effect.ROW),
    "a row out of sight": (effect(SMALL, "update", "title", key="beyond"), Effect.NOTHING),
    "the version": (effect({"columns": ["row_version"]}, "update", "note"), Effect.ROW),
    "the sort": (effect(SMALL, "update", "score", key="beyond"), Effect.WINDOW),
    "the filter": (effect(FILTERED, "update", "status", key="beyond"), BOTH),
    "the words": (effect({"words": "x"}, "update", "note", key="beyond"), BOTH),
    "a new row": (effect(SMALL, "insert"), BOTH),
    "a new row of another": (effect(SMALL, "insert", customer=OTHER), Effect.NOTHING),
    "a new row of the studio": (effect(SMALL, "insert", customer=STUDIO), BOTH),
    "a table not used": (effect(SMALL, "insert", table="t_area"), Effect.NOTHING),
    "a shown row goes": (effect(SMALL, "delete"), BOTH),
    "a row beyond goes": (effect(SMALL, "delete", key="beyond"), Effect.TOTAL),
    "a row of no concern": (effect(SMALL, "delete", key="x", complete=True), Effect.NOTHING),
    "a row above, perhaps": (effect(SMALL, "delete", key="beyond", first=10), BOTH),
    "pinned elsewhere": (
        effect({"filter": ["customer_id", "eq", str(UUID(int=23))]}, "insert"), Effect.NOTHING,
    ),
    "the group": (effect(GROUPED, "update", "status"), BOTH),
    "not the group": (effect(GROUPED, "update", "title"), Effect.NOTHING),
    "a row of a group": (effect(GROUPED, "delete", key="any"), BOTH),
    "a branch moves": (effect(UNDER, "update", "parent_id", table="t_area"), BOTH),
    "a leaf is renamed": (effect(UNDER, "update", "name", table="t_area"), Effect.NOTHING),
    "a joined name": (effect(SMALL, "update", "name", table="t_area", source=BOARD), BOTH),
    "the source's condition": (effect(SMALL, "update", "done", key="x", source=BOARD), BOTH),
    "a joined row of the studio": (
        effect(SMALL, "update", "surname", table="app_user", customer=STUDIO, source=BOARD), BOTH,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_a_change_asks_of_an_evaluation(case: str) -> None:
    found, expected = CASES[case]
    assert found == expected


@pytest_asyncio.fixture
async def store(database: Database) -> AsyncIterator[Store]:
    owner = await asyncpg.connect(database.url)
    await build(owner)
    await owner.close()
    opened = await Store.open(database.url)
    try:
        yield opened
    finally:
        await opened.close()


@pytest_asyncio.fixture
async def studio(store: Store) -> Studio:
    made = await make_studio(store)
    async with store.writing(SYSTEM, cause="test.setup") as unit:
        await unit.insert(risk, {"customer_id": made.alfa, "title": "risk"})
    return made


async def test_scrolling_works_out_once_what_matters(store: Store, studio: Studio) -> None:
    async with Stage(store, SOURCES) as stage:
        rows = LiveRows(stage.hub, "test.risks", await stage.hub.admit(studio.anna))

        def relevance(frame: Frame) -> Relevance:
            target = rows.target(frame)
            assert target is not None
            assert (target.first, target.size) == (frame.first, frame.size)
            return target.relevance

        frame = Frame("test.risks", rows.parse({}))
        known = relevance(frame)
        assert relevance(replace(frame, first=100, size=20)) is known
        bound = relevance(replace(frame, within=Within((("status", "open"),))))
        assert bound is not known
        assert relevance(replace(frame, query=rows.parse({"columns": ["title"]}))) is not known


async def test_after_missed_changes_everything_is_read_again(
    database: Database, store: Store, studio: Studio
) -> None:
    async with Stage(store, SOURCES) as stage:
        screen = await stage.screen(studio.anna, CursorSpec("test.risks"))
        owner = await asyncpg.connect(database.superuser_url)
        await owner.execute("ALTER TABLE t_risk DISABLE TRIGGER record")
        await owner.execute("UPDATE t_risk SET title = 'told by nobody'")
        await owner.close()
        await stage.settled()
        assert screen.column("title") == ["risk"]
        stage.hub.heard([Change(STUDIO, uuid4(), 1, None, None, (), reset=True)])
        await stage.settled()
        assert screen.column("title") == ["told by nobody"]


async def test_a_view_recovers_when_the_database_is_back(
    store: Store, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ytefas.store.live.pacing.BACK_OFF", 0.02)
    window, refusals = Source.window, [3]

    async def refused(self: Source, *args: Any, **more: Any) -> Any:
        if refusals[0]:
            refusals[0] -= 1
            raise Busy
        return await window(self, *args, **more)

    monkeypatch.setattr(Source, "window", refused)
    async with Stage(store, SOURCES) as stage:
        screen = await stage.screen(studio.anna, CursorSpec("test.risks"))
        await stage.settled()
        assert screen.column("title") == ["risk"]
        assert screen.state["error"] is None
        await agrees(stage, screen)


async def test_a_view_that_cannot_be_kept_true_says_so(
    store: Store, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows read before a defect would look like the truth for as long as nobody loads again."""
    window = Source.window

    async def broken(self: Source, *args: Any, **more: Any) -> Any:
        raise RuntimeError

    async def add(title: str) -> None:
        async with store.writing(SYSTEM, cause="test.write") as unit:
            await unit.insert(risk, {"customer_id": studio.alfa, "title": title})

    async with Stage(store, SOURCES) as stage:
        screen = await stage.screen(studio.anna, CursorSpec("test.risks"))
        monkeypatch.setattr(Source, "window", broken)
        await add("second")
        await stage.settled()
        assert screen.state["error"] == {"code": "internal"}
        monkeypatch.setattr(Source, "window", window)
        await add("third")
        await stage.settled()
        assert screen.state["error"] is None
        assert screen.column("title") == ["risk", "second", "third"]
        await agrees(stage, screen)


async def test_looking_at_reaches_again_asks_nothing_that_is_known(
    store: Store, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is done for everybody every half minute: ten thousand users must not cost it."""
    monkeypatch.setattr("ytefas.store.reach.BELIEVED", 3600.0)  # however slow the machine is
    async with Stage(store, SOURCES) as stage:
        for who in (studio.anna, studio.bruno):
            _ = await stage.screen(who, CursorSpec("test.risks"))
        await stage.settled()
        opened = []
        reading = Store.reading

        def counted(self: Store, acting: Principal) -> Any:
            opened.append(acting)
            return reading(self, acting)

        monkeypatch.setattr(Store, "reading", counted)
        stage.hub._looking.ask()
        await stage.settled()
        assert opened == []


async def test_who_was_not_admitted_opens_nothing(store: Store, studio: Studio) -> None:
    async with Stage(store, SOURCES) as stage:
        with pytest.raises(LookupError):
            stage.hub.reader(studio.anna)
        held = await stage.hub.admit(studio.anna)
        assert stage.hub.reader(studio.anna) is held


async def test_rows_vanish_with_the_role_and_with_the_account(store: Store, studio: Studio) -> None:
    users = tables()["app_user"]

    async def change(**changes: Any) -> None:
        async with store.writing(SYSTEM, cause="test.act") as unit:
            await unit.update(users, studio.anna.user_id, changes.pop("version"), changes)

    async with Stage(store, discover()) as stage:
        people = await stage.screen(studio.anna, CursorSpec("auth.users"))
        names = CursorSpec("org.customers", query={"columns": ["code", "legal_name"]})
        firms = await stage.screen(studio.anna, names)
        whole = await stage.screen(studio.anna, CursorSpec("org.customers"))
        assert len(people.rows) == 3
        assert len(firms.rows) == len(whole.rows) == 2
        await verify_cursor(stage, people, lambda: change(role="customer_user", version=1))
        assert [row[0] for row in people.rows] == [studio.anna.id]  # everybody sees himself
        assert len(firms.rows) == 2
        assert whole.rows == [], "with the studio's notes in it, it is not his any more"
        await change(active=False, version=2)
        await stage.settled()
        assert firms.rows == []


async def test_a_new_customer_is_in_its_makers_list(store: Store, studio: Studio) -> None:
    async with Stage(store, discover()) as stage:
        mine = await stage.screen(studio.anna, CursorSpec("org.customers"))
        theirs = await stage.screen(studio.bruno, CursorSpec("org.customers"))

        async def make() -> None:
            await mine.cursor.create({"legal_name": "Nuova S.r.l."}, str(uuid4()))

        await verify_cursor(stage, mine, make, outsiders=[theirs])
        assert "Nuova S.r.l." in mine.column("legal_name")
