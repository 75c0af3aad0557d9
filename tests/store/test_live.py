"""Live cursors: what a view believes is what a fresh load shows, whatever happened meanwhile."""

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings, strategies as st

from schema.base import tables
from tests.support.factories.user import grant
from tests.support.risk_table import SOURCES, UNBOUNDED, area, build, risk
from tests.support.studio import Studio, make_studio
from tests.support.verify_cursor import Screen, Stage, agrees, verify_cursor
from ytefas.framework.work.showing import CursorSpec
from ytefas.rules.access import Level, Principal, Reach, Role
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.source.source import Source
from ytefas.store.source.sql import Statements, Step

RISKS = SOURCES["test.risks"]
LIST = CursorSpec("test.risks", query={"columns": ["title", "score", "row_version"]}, size=5)


@dataclass(frozen=True, slots=True)
class Live:
    studio: Studio
    store: Store
    stage: Stage
    keys: list[UUID]

    async def insert(self, title: str, *, customer: UUID | None = None, **values: Any) -> UUID:
        async with self.store.writing(SYSTEM, cause="test.act") as unit:
            return await unit.insert(
                risk, {"customer_id": customer or self.studio.alfa, "title": title, **values}
            )

    async def update(self, key: UUID, **changes: Any) -> None:
        async with self.store.writing(SYSTEM, cause="test.act") as unit:
            version = await unit.fetch_value(
                risk.select().with_only_columns(risk.c.row_version).where(risk.c.id == key)
            )
            await unit.update(risk, key, version, changes)

    async def delete(self, key: UUID) -> None:
        async with self.store.writing(SYSTEM, cause="test.act") as unit:
            version = await unit.fetch_value(
                risk.select().with_only_columns(risk.c.row_version).where(risk.c.id == key)
            )
            await unit.delete(risk, key, version)


@pytest_asyncio.fixture
async def live(database: Database) -> AsyncIterator[Live]:
    owner = await asyncpg.connect(database.url)
    await build(owner)
    await owner.close()
    store = await Store.open(database.url)
    try:
        studio = await make_studio(store)
        async with store.writing(SYSTEM, cause="test.setup") as unit:
            keys = [
                await unit.insert(
                    risk, {"customer_id": studio.alfa, "title": f"risk {number}", "score": number}
                )
                for number in range(8)
            ]
        async with Stage(store, SOURCES) as stage:
            await stage.settled()  # what the set-up did is heard
            yield Live(studio, store, stage, keys)
    finally:
        await store.close()


async def test_a_change_of_a_shown_row_is_one_event_for_all_who_show_it(live: Live) -> None:
    screens = [await live.stage.screen(live.studio.anna, LIST) for _ in range(3)]
    other = await live.stage.screen(live.studio.bruno, LIST)
    before = [screen.events for screen in screens]
    shared = [screen.shared for screen in screens]
    await verify_cursor(
        live.stage, screens[0], lambda: live.update(live.keys[1], score=77), outsiders=[other]
    )
    assert screens[0].column("score")[1] == 77
    assert [screen.events for screen in screens] == [events + 1 for events in before]
    assert [screen.shared for screen in screens] == [events + 1 for events in shared]
    assert len({id(screen.cursor.shown) for screen in screens}) == 1
    assert len(live.stage.hub.evaluations) == 2


async def test_a_row_of_another_customer_is_no_event(live: Live) -> None:
    screen = await live.stage.screen(live.studio.bruno, LIST)
    await verify_cursor(
        live.stage, screen,
        lambda: live.insert("risk 0", customer=live.studio.beta), outsiders=[screen],
    )  # fmt: skip


async def test_a_change_outside_the_window_is_no_event(live: Live) -> None:
    screen = await live.stage.screen(live.studio.anna, LIST)
    await verify_cursor(
        live.stage, screen, lambda: live.update(live.keys[7], score=5), outsiders=[screen]
    )


async def test_rows_come_move_and_go(live: Live) -> None:
    screen = await live.stage.screen(live.studio.anna, LIST)
    await verify_cursor(live.stage, screen, lambda: live.insert("risk 1b"))
    assert screen.column("title") == ["risk 0", "risk 1", "risk 1b", "risk 2", "risk 3"]
    await verify_cursor(live.stage, screen, lambda: live.update(live.keys[0], title="risk 2b"))
    assert screen.column("title") == ["risk 1", "risk 1b", "risk 2", "risk 2b", "risk 3"]
    await verify_cursor(live.stage, screen, lambda: live.delete(live.keys[1]))
    assert screen.column("title") == ["risk 1b", "risk 2", "risk 2b", "risk 3", "risk 4"]
    assert screen.total == (8, "exact")


async def test_a_new_query_and_a_new_window_are_a_reset(live: Live) -> None:
    screen = await live.stage.screen(live.studio.anna, LIST)

    async def ask() -> None:
        await screen.cursor.query({
            "filter": ["score", "ge", 3], "sort": [["score", "desc"]], "columns": ["score"],
        })  # fmt: skip
        await screen.cursor.window({"first": 1, "size": 3})

    await verify_cursor(live.stage, screen, ask)
    assert screen.column("score") == [6, 5, 4]
    assert screen.total == (5, "exact")
    await verify_cursor(live.stage, screen, lambda: live.update(live.keys[0], score=9))
    assert screen.column("score") == [7, 6, 5]


async def test_a_detail_follows_its_master(live: Live) -> None:
    areas = []
    async with live.store.writing(SYSTEM, cause="test.setup") as unit:
        for name in ("hall", "yard"):
            key = await unit.insert(area, {"customer_id": live.studio.alfa, "name": name})
            areas.append(str(key))
    await live.update(live.keys[0], area_id=UUID(areas[0]))
    await live.update(live.keys[1], area_id=UUID(areas[1]))
    master = await live.stage.screen(live.studio.anna, CursorSpec("test.areas"))
    detail = await live.stage.screen(
        live.studio.anna, CursorSpec("test.risks", tracks="list", on="area_id"), master=master
    )
    assert detail.column("title") == ["risk 0"]

    async def move() -> None:
        await master.cursor.set_current(areas[1], master.version)

    await verify_cursor(live.stage, detail, move)
    assert detail.column("title") == ["risk 1"]
    await verify_cursor(
        live.stage, detail, lambda: live.update(live.keys[2], area_id=UUID(areas[1]))
    )
    assert detail.column("title") == ["risk 1", "risk 2"]


async def test_rows_vanish_with_the_grant_and_come_with_it(live: Live) -> None:
    everything = CursorSpec("test.risks", query={"columns": ["title", "salary"]})
    screen = await live.stage.screen(live.studio.anna, everything)
    other = await live.stage.screen(live.studio.bruno, CursorSpec("test.risks"))
    grants = tables()["customer_grant"]

    async def revoke() -> None:
        async with live.store.writing(SYSTEM, cause="test.act") as unit:
            mine = grants.select().where(grants.c.user_id == live.studio.anna.user_id)
            for row in await unit.fetch(mine):
                await unit.delete(grants, row["id"], row["row_version"])

    async def give() -> None:
        async with live.store.writing(SYSTEM, cause="test.act") as unit:
            await grant(unit, live.studio.bruno, live.studio.alfa, "manage")

    assert len(screen.rows) == 8
    await verify_cursor(live.stage, screen, revoke)
    assert screen.rows == []
    await verify_cursor(live.stage, other, give, outsiders=[screen])
    assert len(other.rows) == 8
    await verify_cursor(live.stage, other, lambda: live.insert("x"), outsiders=[screen])


async def test_rows_under_an_editor_are_marked_stale(live: Live) -> None:
    screen = await live.stage.screen(live.studio.anna, LIST)
    key = str(live.keys[1])
    await screen.cursor.set_dirty([key])
    await verify_cursor(live.stage, screen, lambda: live.update(live.keys[1], score=50))
    assert screen.state["stale"] == [key]
    await screen.cursor.discard([key])
    await live.stage.settled()
    assert screen.state["stale"] == []


async def test_the_current_row_moves_on_when_it_goes(live: Live) -> None:
    screen = await live.stage.screen(live.studio.anna, LIST)
    assert screen.state["current_id"] == str(live.keys[0])
    await verify_cursor(live.stage, screen, lambda: live.delete(live.keys[0]))
    assert screen.state["current_id"] == str(live.keys[1])


async def test_a_commit_of_many_rows_is_one_event(live: Live) -> None:
    screen = await live.stage.screen(live.studio.anna, LIST)

    async def import_many() -> None:
        async with live.store.writing(SYSTEM, cause="test.act") as unit:
            for number in range(60):
                values = {"customer_id": live.studio.alfa, "title": f"a {number:03}"}
                await unit.insert(risk, values)

    before = screen.events
    await verify_cursor(live.stage, screen, import_many)
    assert screen.total == (68, "exact")
    assert screen.events <= before + 2


async def test_a_cursor_may_save_create_and_delete(live: Live) -> None:
    screen = await live.stage.screen(live.studio.anna, LIST)
    cursor = screen.cursor

    async def work() -> None:
        record = {"key": str(live.keys[0]), "row_version": 1, "changes": {"title": "a", "score": 1}}
        assert await cursor.save(record, str(uuid4())) == {"row_version": 2}
        new = {"customer_id": str(live.studio.alfa), "title": "b"}
        again = str(uuid4())
        made = await cursor.create(new, again)
        assert await cursor.create(new, again) == made
        await cursor.delete([str(live.keys[1])], str(uuid4()))

    await verify_cursor(live.stage, screen, work)
    assert screen.column("title") == ["a", "b", "risk 2", "risk 3", "risk 4"]
    assert screen.total == (8, "exact")


async def test_nothing_is_left_of_closed_cursors(live: Live) -> None:
    hub = live.stage.hub
    screens = [await live.stage.screen(live.studio.anna, LIST) for _ in range(2)]
    await live.stage.close(screens[0])
    assert [len(shown) for shown in hub._members.values()] == [1]
    await live.stage.close(screens[1])
    assert not hub._members
    assert not hub._concerned
    assert not hub.busy
    await verify_cursor(live.stage, await live.stage.screen(live.studio.anna, LIST), _nothing)


async def test_a_hundred_screens_cost_one_query(live: Live) -> None:
    calls: list[Any] = []
    window = Source.window

    async def counted(self: Source, *args: Any, **more: Any) -> Any:
        calls.append(args)
        return await window(self, *args, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Source, "window", counted)
        for _ in range(100):
            await live.stage.screen(live.studio.anna, LIST)
    assert len(calls) == 1


async def _nothing() -> None:
    """Leave everything as it is."""


async def test_a_change_of_a_row_that_a_running_read_brings_is_not_missed(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The read has its snapshot, the row is not yet in the window, and just then it changes."""
    screen = await live.stage.screen(live.studio.anna, LIST)
    window, has_read, goes_on = Source.window, asyncio.Event(), asyncio.Event()

    async def held(self: Source, *args: Any, **more: Any) -> Any:
        found = await window(self, *args, **more)
        has_read.set()
        await goes_on.wait()
        return found

    async def act() -> None:
        monkeypatch.setattr(Source, "window", held)
        await live.delete(live.keys[0])
        await has_read.wait()
        await live.update(live.keys[5], score=99)
        heads = await live.store.feed.head()
        while dict(live.store.feed.positions) != heads:  # noqa: ASYNC110 - the feed's own pace
            await asyncio.sleep(0.001)
        monkeypatch.setattr(Source, "window", window)
        goes_on.set()

    await verify_cursor(live.stage, screen, act)
    assert screen.column("score") == [1, 2, 3, 4, 99]


async def test_a_storm_of_writers_is_told_in_order_and_at_a_bounded_rate(live: Live) -> None:
    """Four writers at once; a Screen asserts that no event is lost, doubled or overtaken."""
    studio, loop = live.studio, asyncio.get_running_loop()
    screens = [
        await live.stage.screen(who, LIST) for who in (studio.admin, studio.anna, studio.anna)
    ]
    before = [screen.events for screen in screens]

    async def write(seed: int) -> None:
        dice = random.Random(seed)  # noqa: S311 - a repeatable history, not a secret
        mine = live.keys[seed::4]
        for _ in range(15):
            match dice.randrange(3):
                case 0:
                    mine.append(await live.insert(f"risk {dice.randrange(9)}"))
                case 1:
                    title = f"risk {dice.randrange(9)}"
                    await live.update(dice.choice(mine), title=title, score=dice.randrange(99))
                case _ if len(mine) > 1:
                    await live.delete(mine.pop(dice.randrange(len(mine))))

    began = loop.time()
    await asyncio.gather(*(write(seed) for seed in range(4)))
    await live.stage.settled()
    took = loop.time() - began
    for screen, heard in zip(screens, before, strict=True):
        await agrees(live.stage, screen)
        assert screen.events - heard <= took / 0.05 + 2


async def test_scrolling_follows_the_last_row_and_counts_once(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ytefas.store.source.source.NEAR", 1)
    steps: list[Step] = []
    counts: list[Any] = []
    window, count = Statements.window, Source.count

    def noted(self: Statements, query: Any, step: Step) -> Any:
        steps.append(step)
        return window(self, query, step)

    async def counted(self: Source, *args: Any, **more: Any) -> Any:
        if "cap" not in more:  # not whether there are few enough to be sorted
            counts.append(args)
        return await count(self, *args, **more)

    monkeypatch.setattr(Statements, "window", noted)
    monkeypatch.setattr(Source, "count", counted)
    spec = CursorSpec(
        "test.risks", query={"columns": ["score"], "sort": [["score", "asc"]]}, size=2
    )
    RISKS._statements.clear()
    screen = await live.stage.screen(live.studio.anna, spec)
    for first in (2, 4, 2):
        await screen.cursor.window({"first": first, "size": 2})
        await live.stage.settled()
        assert screen.column("score") == [first, first + 1]
    assert steps == [Step.OFFSET, Step.AFTER, Step.BEFORE]
    assert len(counts) == 1
    await verify_cursor(live.stage, screen, lambda: live.insert("first", score=-1))
    assert screen.column("score") == [1, 2]


_titles = st.sampled_from(["risk 1", "risk 3b", "alpha", "omega", "Risk 2", "risk 9"])
_values = st.fixed_dictionaries(
    {},
    optional={
        "title": _titles,
        "score": st.integers(0, 9),
        "status": st.sampled_from(["open", "done", "planned"]),
        "due_on": st.sampled_from([None, date(2026, 1, 1), date(2026, 2, 1)]),
        "note": st.sampled_from([None, "ponte", "gru"]),
    },
)
_requests = st.fixed_dictionaries(
    {},
    optional={
        "filter": st.sampled_from([
            ["score", "ge", 4], ["title", "starts", "risk"], {"not": ["status", "eq", "open"]},
            ["due_on", "null"], ["title", "contains", "a"],
        ]),
        "words": st.sampled_from(["risk", "ponte", "gru -risk"]),
        "sort": st.sampled_from([
            [["score", "desc"]], [["due_on", "asc"], ["title", "desc"]], [["status", "asc"]],
        ]),
        "group": st.sampled_from([["status"], ["score", "status"]]),
    },
)  # fmt: skip
_windows = st.tuples(st.integers(0, 6), st.integers(1, 6))
_steps = st.one_of(
    st.tuples(st.just("insert"), st.integers(0, 2), _values),
    st.tuples(st.just("update"), st.integers(0, 30), _values),
    st.tuples(st.just("update"), st.integers(0, 30), _values),
    st.tuples(st.just("delete"), st.integers(0, 30), st.none()),
    st.tuples(st.just("query"), st.integers(0, 2), _requests),
    st.tuples(
        st.just("window"), st.integers(0, 2), st.tuples(st.integers(0, 6), st.integers(1, 6))
    ),
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(bursts=st.lists(st.lists(_steps, min_size=1, max_size=4), min_size=1, max_size=6))
async def test_whatever_happens_every_view_agrees_with_a_fresh_load(
    live: Live, bursts: list[list[Any]]
) -> None:
    """Random changes, queries and windows, in bursts, under three different reaches."""
    studio = live.studio
    screens = [
        await live.stage.screen(who, LIST) for who in (studio.admin, studio.anna, studio.bruno)
    ]
    for burst in bursts:
        for step in burst:
            await _take(live, screens, *step)
        await live.stage.settled()
        for screen in screens:
            await agrees(live.stage, screen)
    for screen in screens:
        await live.stage.close(screen)


async def _take(live: Live, screens: list[Screen], what: str, at: int, how: Any) -> None:
    customers = (live.studio.alfa, live.studio.beta, live.studio.gamma)
    match what:
        case "insert":
            values = {"title": "new", **how}
            live.keys.append(await live.insert(**values, customer=customers[at]))
        case "update" if live.keys and how:
            await live.update(live.keys[at % len(live.keys)], **how)
        case "delete" if len(live.keys) > 3:
            await live.delete(live.keys.pop(at % len(live.keys)))
        case "grant":
            await _grant(live, customers[at], how)
        case "query":
            request = how if "group" in how else {**how, "columns": ["title", "score", "status"]}
            if "group" in request:
                request.pop("sort", None)
            await screens[at].cursor.query(request)
        case "window":
            await screens[at].cursor.window({"first": how[0], "size": how[1]})
        case _:
            pass


async def _grant(live: Live, customer: UUID, level: str | None) -> None:
    """Give Bruno another level on a customer, or none."""
    grants, bruno = tables()["customer_grant"], live.studio.bruno
    async with live.store.writing(SYSTEM, cause="test.act") as unit:
        held = grants.select().with_only_columns(grants.c.id, grants.c.row_version)
        held = held.where(grants.c.user_id == bruno.user_id, grants.c.customer_id == customer)
        for row in await unit.fetch(held):
            await unit.delete(grants, row["id"], row["row_version"])
        if level is not None:
            await grant(unit, bruno, customer, level)


async def test_a_row_out_of_sight_is_looked_up_once_until_something_changes(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = await live.stage.screen(live.studio.anna, LIST)
    rows, frame = screen.cursor._live, screen.cursor._frame
    assert frame is not None
    looks = 0
    matching = Source.matching

    async def counted(self: Source, *args: Any) -> Any:
        nonlocal looks
        looks += 1
        return await matching(self, *args)

    monkeypatch.setattr(Source, "matching", counted)
    first, last = str(live.keys[0]), str(live.keys[-1])
    assert [await rows.holds(frame, last) for _ in range(3)] == [True] * 3
    assert looks == 1
    assert await rows.holds(frame, first)
    assert looks == 2, "another row is another question"
    assert await rows.holds(frame, last)
    await live.delete(live.keys[-1])
    await live.stage.settled()
    assert not await rows.holds(frame, last)


def test_without_the_filters_nobody_shares_what_only_the_policies_tell_apart() -> None:
    """An evaluation is read as one of those who show it: they must all see the same."""
    source = UNBOUNDED["test.risks"]
    tokens = {
        source.sight(
            Principal(user_id=UUID(int=1), role=Role.CONSULTANT),
            Reach(levels={UUID(int=customer): Level.READ}),
        ).token
        for customer in (21, 22)
    }
    assert len(tokens) == 2


def test_equal_sights_have_equal_tokens_whatever_the_object() -> None:
    acting = Principal(uuid4(), Role.CONSULTANT)
    reaches = [Reach(levels={UUID(int=n): Level.READ for n in range(3)}) for _ in range(2)]
    source = SOURCES["test.risks"]
    one, same = (source.sight(acting, reach) for reach in reaches)
    assert one.token == same.token
    assert hash(one.token) == hash(same.token)
    assert source.sight(acting, Reach(levels={UUID(int=1): Level.READ})).token != one.token
