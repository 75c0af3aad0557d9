"""Cursors and their views: SPEC-work.md [C], over the front door."""

import asyncio
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from tests.framework.work.screens import answers, dirty
from tests.support.client import Client, ClientView, CursorProxy
from tests.support.house import House
from tests.support.memory import Memory
from ytefas.errors import Busy, Conflict, Denied, Invalid, NotFound, YtefasError
from ytefas.framework.tree.tasks import spawn
from ytefas.framework.work.cursor import Cursor
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.telling import PACE


def loads(memory: Memory, source: str) -> list[Any]:
    return [frame for frame in memory.loads if frame.source == source]


def server_cursor(house: House, view: ClientView, name: str) -> Cursor:
    return house.desk(view.client).contexts[view.offer["uri"].rpartition(".")[2]].cursors[name]


def named(name: str, cursor: CursorProxy) -> bool:
    return bool(cursor.rows[0][1] == name)


def begins(first: int, cursor: CursorProxy) -> bool:
    return cursor.first == first


async def settle(view: ClientView) -> None:
    """Let everything that is under way arrive."""
    await asyncio.sleep(PACE * 3)


async def test_a37_a_detail_follows_its_master(board: ClientView, memory: Memory) -> None:
    customers, sites = board.cursors["customers"], board.cursors["sites"]
    assert customers.current == "c0"
    assert sites.keys == ["s00", "s01"]
    memory.loads.clear()
    assert (await customers.choose("c1"))["moved"] is True
    await sites.until(lambda cursor: cursor.keys == ["s10", "s11"])
    await board.cursors["risks"].until(lambda cursor: cursor.keys == ["r100", "r101"])
    assert len(loads(memory, "org.sites")) == 1
    assert len(loads(memory, "risk.items")) == 1
    await customers.choose("c1")
    await settle(board)
    assert len(loads(memory, "org.sites")) == 1, "the same row again is no reload"


async def test_a37_one_reload_per_tick_with_the_last_value(
    house: House, board: ClientView, memory: Memory
) -> None:
    cursor = server_cursor(house, board, "customers")
    memory.loads.clear()
    for key in ("c1", "c0", "c2"):
        cursor.state["current_id"] = key
    await board.cursors["sites"].until(lambda proxy: proxy.keys == ["s20", "s21"])
    assert [frame.within.columns for frame in loads(memory, "org.sites")] == [(("customer", "c2"),)]


async def test_a37_results_of_a_superseded_row_are_discarded(
    board: ClientView, memory: Memory
) -> None:
    customers, sites = board.cursors["customers"], board.cursors["sites"]
    memory.hold = asyncio.Event()
    memory.loads.clear()
    for key in ("c1", "c2", "c0", "c1", "c2"):
        await customers.choose(key)
        await asyncio.sleep(0.002)  # each in a tick of its own
    assert len(loads(memory, "org.sites")) == 1, "one in flight, the others wait as one"
    memory.hold.set()
    await sites.until(lambda cursor: cursor.keys == ["s20", "s21"])
    assert len(loads(memory, "org.sites")) == 2
    shown = [event["rows"] for kind, event in sites.events if kind == "reset"]
    assert [["s10", "Site 0", "c1"], ["s11", "Site 1", "c1"]] not in shown


async def test_c1_versions_rise_by_one_and_rows_begin_with_their_key(
    board: ClientView, memory: Memory
) -> None:
    customers = board.cursors["customers"]
    for name in ("A", "B", "C", "D"):
        memory.commit("org.customers", "c0", name=name)
        await customers.until(partial(named, name))
    versions = [event["version"] for _, event in customers.events]
    assert versions == list(range(1, len(versions) + 1))
    kind, first = customers.events[0]
    assert kind == "reset"
    assert first["columns"] == ["id", "name", "city"]
    assert (first["first"], first["total"], first["exactness"]) == (0, 3, "exact")
    assert customers.gaps == 0


async def test_c1_what_is_empty_is_told_from_what_is_on_its_way(
    client: Client, memory: Memory
) -> None:
    for key in list(memory.tables["org.customers"].rows):
        memory.remove("org.customers", key)
    await client.server.begin_intent({"operation": "view", "content": {"source": "org.customers"}})
    view = await client.shows("board")
    await view.cursors["customers"].until(lambda cursor: cursor.version > 1)
    await settle(view)
    assert view.cursors["sites"].version == 1, "it follows nobody, and has nothing to tell"


async def test_c2_a_change_elsewhere_leaves_as_one_small_patch(
    board: ClientView, memory: Memory
) -> None:
    customers = board.cursors["customers"]
    memory.commit("org.customers", "c1", city="Bolzano")
    await customers.until(lambda cursor: cursor.rows[1][2] == "Bolzano")
    assert customers.events[-1][0] == "patch"
    assert customers.events[-1][1]["ops"] == [["set", "c1", {"city": "Bolzano"}]]
    memory.commit("org.customers", "c3", name="New", city="")
    await customers.until(lambda cursor: cursor.total == (4, "exact"))
    assert customers.keys == ["c0", "c1", "c2", "c3"]


async def test_c3_a_gap_means_ask_for_the_window_again(board: ClientView, memory: Memory) -> None:
    customers = board.cursors["customers"]
    customers.lose = 1
    memory.commit("org.customers", "c0", name="Lost")
    await settle(board)
    assert customers.lose == 0
    memory.commit("org.customers", "c1", name="Heard")
    await customers.until(lambda cursor: [row[1] for row in cursor.rows[:2]] == ["Lost", "Heard"])
    assert customers.gaps == 1
    assert customers.events[-1][0] == "reset"


async def test_c4_at_most_twenty_events_a_second(board: ClientView, memory: Memory) -> None:
    customers = board.cursors["customers"]
    customers.events.clear()
    memory.loads.clear()
    loop = asyncio.get_running_loop()
    start = loop.time()
    for n in range(60):
        memory.commit("org.customers", "c0", name=f"Name {n}")
        await asyncio.sleep(0.005)
    await customers.until(lambda cursor: cursor.rows[0][1] == "Name 59")
    allowed = (loop.time() - start) / PACE + 2
    assert 2 <= len(customers.events) <= allowed
    assert len(memory.loads) <= allowed


async def test_c4_what_the_view_asks_for_is_answered_at_once(board: ClientView) -> None:
    customers = board.cursors["customers"]
    loop = asyncio.get_running_loop()
    began = loop.time()
    for n in range(60):
        await customers.remote.window({"first": n % 2})
        await customers.until(partial(begins, n % 2))
    assert loop.time() - began < 59 * PACE, "none of them waited for the pace"


async def test_c5_a_query_shows_other_rows(board: ClientView) -> None:
    customers = board.cursors["customers"]
    await customers.remote.query({"filter": ["name", "contains", "2"], "columns": ["id", "name"]})
    await customers.until(lambda cursor: cursor.rows == [("c2", "Customer 2")])
    assert customers.current == "c2", "the current row was no longer selected"
    assert customers.columns == ["id", "name"]
    await board.cursors["sites"].until(lambda cursor: cursor.keys == ["s20", "s21"])
    await customers.remote.query({"sort": [["name", "desc"]]})
    await customers.until(lambda cursor: cursor.keys == ["c2", "c1", "c0"])
    assert customers.current == "c2", "it still is: kept"


@pytest.mark.parametrize("raw", [{"filter": ["secret", "eq", 1]}, {"colour": "red"}])
async def test_c5_a_query_that_is_not_understood_changes_nothing(
    board: ClientView, raw: dict[str, Any]
) -> None:
    customers = board.cursors["customers"]
    before = customers.version
    with pytest.raises(Invalid):
        await customers.remote.query(raw)
    await settle(board)
    assert customers.version == before


async def test_c6_a_window_scrolls_and_keeps_the_current_row(board: ClientView) -> None:
    customers = board.cursors["customers"]
    await customers.remote.window({"first": 1, "size": 1})
    await customers.until(lambda cursor: cursor.keys == ["c1"])
    assert (customers.first, customers.total) == (1, (3, "exact"))
    assert customers.current == "c0", "out of sight is not gone"
    for wrong in ({"first": -1}, {"size": 0}, {"size": 10**6}, {"first": "0"}, {"first": True}):
        with pytest.raises(Invalid):
            await customers.remote.window(wrong)


async def test_c7_a_row_that_goes_hands_over_to_the_first(
    board: ClientView, memory: Memory
) -> None:
    customers = board.cursors["customers"]
    await customers.choose("c1")
    await board.cursors["sites"].until(lambda cursor: cursor.keys == ["s10", "s11"])
    memory.remove("org.customers", "c1")
    await board.cursors["sites"].until(lambda cursor: cursor.keys == ["s00", "s01"])
    await customers.until(lambda cursor: cursor.current == "c0")


async def test_c8_no_master_row_no_query(board: ClientView, memory: Memory) -> None:
    customers = board.cursors["customers"]
    memory.loads.clear()
    await customers.choose(None)
    await board.cursors["risks"].until(lambda cursor: not cursor.rows and cursor.current is None)
    assert board.cursors["sites"].rows == []
    assert memory.loads == []


async def test_c9_a_row_that_is_not_shown_cannot_be_chosen(board: ClientView) -> None:
    sites = board.cursors["sites"]
    answer = await sites.choose("s10")  # another customer's
    assert answer["moved"] is False
    assert answer["current_id"] == "s00"


async def test_d7_a_choice_made_on_an_older_state_is_answered_with_the_present_one(
    house: House, board: ClientView, memory: Memory
) -> None:
    customers = board.cursors["customers"]
    seen = customers.version
    assert await server_cursor(house, board, "customers").move("c2")
    await customers.until(lambda cursor: cursor.current == "c2")
    stale = await customers.remote.set_current("c1", seen)
    assert (stale["moved"], stale["current_id"]) == (False, "c2")
    assert (await customers.choose("c1"))["moved"] is True


async def test_c10_one_clicks_faster_than_events_come(board: ClientView) -> None:
    customers = board.cursors["customers"]
    seen = customers.version
    for key in ("c1", "c2", "c0", "c1"):
        assert (await customers.remote.set_current(key, seen))["moved"] is True
    await customers.until(lambda cursor: cursor.current == "c1")


async def test_c11_save_create_delete(board: ClientView, memory: Memory) -> None:
    sites = board.cursors["sites"]
    assert await sites.save("s00", 1, name="Plant") == {"row_version": 2}
    await sites.until(lambda cursor: cursor.rows[0][1] == "Plant")
    made = await sites.remote.create({"name": "Depot", "customer": "c2"}, str(uuid4()))
    assert made == {"key": "new6", "row_version": 1}
    assert memory.tables["org.sites"].rows["new6"][1]["customer"] == "c0", "its master's, whatever"
    await sites.until(lambda cursor: cursor.current == "new6")
    assert await sites.remote.delete(["new6"], str(uuid4())) == {"deleted": ["new6"]}
    await sites.until(lambda cursor: "new6" not in cursor.keys and cursor.current == "s00")


async def test_c11_the_same_key_again_gives_the_same_answer(
    board: ClientView, memory: Memory
) -> None:
    sites, key = board.cursors["sites"], str(uuid4())
    first = await sites.remote.create({"name": "Depot"}, key)
    assert await sites.remote.create({"name": "Depot"}, key) == first
    assert len(memory.tables["org.sites"].rows) == 7
    with pytest.raises(Invalid):
        await sites.remote.create({"name": "Depot"}, "again")


async def test_c12_errors_of_writing_reach_the_view(board: ClientView, memory: Memory) -> None:
    sites = board.cursors["sites"]
    memory.tables["org.sites"].put("s00", name="Theirs")
    with pytest.raises(Conflict) as caught:
        await sites.save("s00", 1, name="Mine")
    assert caught.value.fields == {"fields": {"name": "Theirs"}}
    with pytest.raises(NotFound):
        await sites.save("nowhere", 1, name="Mine")
    with pytest.raises(NotFound):
        await sites.remote.delete(["nowhere"], str(uuid4()))
    for wrong in ({}, {"key": "s00"}, {"key": "s00", "row_version": 1, "changes": []}):
        with pytest.raises(Invalid):
            await sites.remote.save(wrong, str(uuid4()))


async def test_c13_a_failed_load_is_state_not_an_end(board: ClientView, memory: Memory) -> None:
    customers = board.cursors["customers"]
    memory.fail = Busy(wait=1)
    memory.tell("org.customers")
    await customers.until(lambda cursor: cursor.state["error"] == {"code": "busy", "wait": 1})
    assert customers.keys == ["c0", "c1", "c2"]
    memory.fail = None
    memory.tell("org.customers")
    await customers.until(lambda cursor: cursor.state["error"] is None)


async def test_c14_a_slow_load_says_so(board: ClientView, memory: Memory) -> None:
    customers = board.cursors["customers"]
    memory.hold = asyncio.Event()
    memory.tell("org.customers")
    await customers.until(lambda cursor: cursor.state["loading"])
    memory.hold.set()
    await customers.until(lambda cursor: not cursor.state["loading"])


async def test_c15_a_row_under_change_is_marked_not_taken_away(
    board: ClientView, memory: Memory
) -> None:
    customers = board.cursors["customers"]
    await customers.choose("c1")
    await dirty(board, "customers", "c1")
    memory.commit("org.customers", "c1", city="Bolzano")
    await customers.until(lambda cursor: cursor.state["stale"] == ["c1"])
    assert customers.rows[1][2] == "Bolzano", "the row is the server's, the changes are the view's"
    memory.remove("org.customers", "c1")
    await customers.until(lambda cursor: "c1" not in cursor.keys)
    assert customers.current == "c1"
    await customers.remote.discard(["c1"])
    await customers.until(lambda cursor: cursor.state["stale"] == [])


async def test_c16_a_read_only_cursor_writes_nothing(client: Client, memory: Memory) -> None:
    await client.server.begin_intent(
        {"operation": "view", "content": {"source": "org.customers", "ids": ["c0"]},
         "controller": "customer_view"}
    )  # fmt: skip
    view = await client.shows("customer_view")
    with pytest.raises(Denied):
        await view.cursors["customer"].save("c0", 1, name="x")
    assert memory.writes == []


async def test_c17_a_view_out_of_reach_costs_nothing(
    house: House, board: ClientView, memory: Memory
) -> None:
    customers = server_cursor(house, board, "customers")
    await house.drop(board.client)
    version = customers.version
    for n in range(3):
        memory.commit("org.customers", "c0", name=f"Name {n}")
        await asyncio.sleep(0.01)
    await settle(board)
    assert customers.version == version


async def test_c26_a_lazy_cursor_costs_nothing_before_its_view_asks(
    house: House, client: Client, memory: Memory
) -> None:
    intent = {"operation": "view", "content": {"source": "org.customers", "ids": ["c1"]},
              "categories": ["folder"]}  # fmt: skip
    await client.server.begin_intent(intent)
    view = await client.shows("folder")
    await view.cursors["customer"].until(lambda cursor: cursor.current)
    before = len(loads(memory, "org.sites"))
    sites = view.cursors["sites"]
    memory.commit("org.sites", "s10", name="Renamed")
    await house.drop(client)
    await house.back(client)
    await settle(view)
    assert len(loads(memory, "org.sites")) == before
    assert sites.version == 0, "not an event, not even when the client comes back"
    await sites.remote.window({"first": 0, "size": 50})
    await sites.until(lambda cursor: cursor.keys == ["s10", "s11"])
    memory.commit("org.sites", "s11", name="Told")
    await sites.until(lambda cursor: named("Told", cursor) or cursor.rows[1][1] == "Told")


async def test_c18_a_change_told_once_for_many_is_taken_over(
    house: House, board: ClientView, memory: Memory
) -> None:
    cursor = server_cursor(house, board, "customers")
    await settle(board)
    old = cursor.shown
    new = type(old)(old.columns, old.rows[:2], 0, 2)
    version = cursor.version
    assert cursor.teller.advance(new, old) is None, "the view has something else"
    assert cursor.teller.advance(old, new) == version + 1
    cursor.show(new)
    await settle(board)
    assert cursor.version == version + 1, "and is not told a second time"
    cursor.teller.renew()
    assert cursor.teller.advance(new, old) is None, "something else is to be told"


# -- unsaved changes, over the front door


async def test_d2_clean_details_follow_at_once(board: ClientView) -> None:
    await dirty(board, "customers", "c0")
    assert (await board.cursors["sites"].choose("s01"))["moved"] is True
    assert board.asked == []


async def test_d3_stay_leaves_everything_where_it_is(board: ClientView) -> None:
    await dirty(board, "risks", "r000")
    answer = await board.cursors["customers"].choose("c1")
    assert (answer["moved"], answer["pending"], answer["current_id"]) == (False, True, "c0")
    await board.pulse.until(lambda: board.asked)
    await settle(board)
    assert board.asked == [["risks"]]
    assert board.cursors["customers"].current == "c0"


async def test_d4_save_writes_the_group_in_one_transaction_and_moves(
    board: ClientView, memory: Memory
) -> None:
    board.answer = answers(
        "save",
        risks={"deletes": ["r001"], "creates": [{"name": "New"}]},
        sites={"saves": [{"key": "s00", "row_version": 1, "changes": {"name": "Plant"}}]},
    )
    await dirty(board, "risks", "r000")
    await dirty(board, "sites", "s00")
    await board.cursors["customers"].choose("c1")
    await board.cursors["sites"].until(lambda cursor: cursor.keys == ["s10", "s11"])
    assert [[batch.name for batch in batches] for batches in memory.writes] == [["sites", "risks"]]
    assert memory.tables["org.sites"].rows["s00"][1]["name"] == "Plant"
    assert "r001" not in memory.tables["risk.items"].rows


async def test_d4_what_a_group_creates_belongs_to_its_master(
    board: ClientView, memory: Memory
) -> None:
    board.answer = answers("save", risks={"creates": [{"name": "New", "site": "s21"}]})
    await dirty(board, "risks", "new")
    await board.cursors["customers"].choose("c1")
    await board.cursors["sites"].until(lambda cursor: cursor.keys == ["s10", "s11"])
    made = [row for _, row in memory.tables["risk.items"].rows.values() if row["name"] == "New"]
    assert [row["site"] for row in made] == ["s00"]


async def test_d4_a_failed_save_stays_with_its_errors(board: ClientView, memory: Memory) -> None:
    board.answer = answers(
        "save",
        risks={"saves": [{"key": "r000", "row_version": 9, "changes": {"name": "x"}}]},
        sites={"saves": [{"key": "s00", "row_version": 1, "changes": {"name": "Plant"}}]},
    )
    await dirty(board, "risks", "r000")
    await dirty(board, "sites", "s00")
    await board.cursors["customers"].choose("c1")
    await board.cursors["risks"].until(lambda c: c.state["error"] and c.state["error"]["code"])
    assert board.cursors["risks"].state["error"]["code"] == "conflict"
    assert memory.tables["org.sites"].rows["s00"][1]["name"] == "Site 0", "all or nothing"
    assert board.cursors["customers"].current == "c0"


async def test_d5_discard_moves_on(board: ClientView, memory: Memory) -> None:
    board.answer = answers("discard")
    await dirty(board, "risks", "r000")
    await board.cursors["customers"].choose("c1")
    await board.cursors["sites"].until(lambda cursor: cursor.keys == ["s10", "s11"])
    assert memory.writes == []


async def test_d6_a_newer_move_takes_the_place_of_the_one_that_waits(board: ClientView) -> None:
    decided: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

    async def think() -> dict[str, Any]:
        return await decided

    board.answer = lambda _: think()
    await dirty(board, "risks", "r000")
    customers = board.cursors["customers"]
    await customers.choose("c1")
    await board.pulse.until(lambda: board.asked)
    await customers.choose("c2")
    decided.set_result({"choice": "discard"})
    await customers.until(lambda cursor: cursor.current == "c2")
    assert board.asked == [["risks"]]


async def test_d3_server_code_asks_like_everybody(house: House, board: ClientView) -> None:
    await dirty(board, "risks", "r000")
    assert await server_cursor(house, board, "customers").move("c1") is False
    board.answer = answers("discard")
    assert await server_cursor(house, board, "customers").move("c1") is True


async def test_d3_a_view_that_goes_while_it_is_asked_stays(house: House, board: ClientView) -> None:
    forever: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

    async def think() -> dict[str, Any]:
        return await forever

    board.answer = lambda _: think()
    await dirty(board, "risks", "r000")
    cursor = server_cursor(house, board, "customers")
    moving = spawn(cursor.move("c1"))
    await board.pulse.until(lambda: board.asked)
    await house.drop(board.client)
    assert await moving is False
    forever.cancel()


def test_c19_a_cursor_tracks_on_a_column_or_not_at_all() -> None:
    with pytest.raises(ValueError, match="both"):
        CursorSpec("org.sites", tracks="customers")


async def test_c20_keys_are_bounded(board: ClientView) -> None:
    customers = board.cursors["customers"]
    for wrong in ([True], [None], ["k"] * 1001, [["k"]]):
        with pytest.raises(YtefasError):
            await customers.remote.set_dirty(wrong)


async def test_c17_a_detail_out_of_reach_stays_silent_when_its_master_moves(
    house: House, board: ClientView
) -> None:
    sites = server_cursor(house, board, "sites")
    await house.drop(board.client)
    version = sites.version
    assert await server_cursor(house, board, "customers").move("c2")
    await settle(board)
    assert [row[0] for row in sites.shown.rows] == ["s20", "s21"]
    assert sites.version == version
    await house.back(board.client)
    await board.cursors["sites"].until(lambda cursor: cursor.keys == ["s20", "s21"])


async def test_c8_without_a_master_row_nothing_is_watched(
    board: ClientView, memory: Memory
) -> None:
    await board.cursors["customers"].choose(None)
    await board.cursors["risks"].until(lambda cursor: not cursor.rows)
    watched = sorted(frame.source for frame, _ in memory.watchers.values())
    assert watched == ["auth.users", "org.customers"]


async def test_c9_the_current_row_again_is_no_move(board: ClientView) -> None:
    await dirty(board, "risks", "r000")
    answer = await board.cursors["customers"].choose("c0")
    assert answer["moved"] is True
    assert board.asked == []


async def test_d8_an_autosaving_group_is_asked_silently(
    house: House, board: ClientView, memory: Memory
) -> None:
    gate = server_cursor(house, board, "risks").gate
    gate.graph = type(gate.graph)(gate.graph.masters, frozenset({"risks"}))
    heard: list[bool] = []
    ask = gate._ask

    async def listening(names: Any, *, silent: bool) -> Any:
        heard.append(silent)
        return await ask(names, silent=silent)

    gate._ask = listening
    board.answer = answers("save", risks={"deletes": ["r000"]})
    await dirty(board, "risks", "r000")
    await board.cursors["customers"].choose("c1")
    await board.cursors["sites"].until(lambda cursor: cursor.keys == ["s10", "s11"])
    assert heard == [True]
    assert "r000" not in memory.tables["risk.items"].rows


@pytest.mark.parametrize(
    "nonsense", [None, {}, {"choice": "perhaps"}, {"choice": "save", "changes": []}]
)
async def test_d3_an_answer_that_is_none_is_stay(board: ClientView, nonsense: Any) -> None:
    board.answer = lambda _: nonsense
    await dirty(board, "risks", "r000")
    await board.cursors["customers"].choose("c1")
    await board.pulse.until(lambda: board.asked)
    await settle(board)
    assert board.cursors["customers"].current == "c0"


async def test_c5_the_same_query_again_is_answered_by_a_reset(
    board: ClientView, memory: Memory
) -> None:
    customers = board.cursors["customers"]
    await settle(board)
    before, asked = customers.version, len(memory.loads)
    await customers.remote.query({})
    await customers.until(lambda cursor: cursor.version == before + 1)
    assert customers.events[-1][0] == "reset"
    assert len(memory.loads) == asked


async def test_c9_server_code_cannot_choose_what_is_not_selected(
    house: House, board: ClientView
) -> None:
    sites = server_cursor(house, board, "sites")
    assert await sites.move("s10") is False
    assert await sites.move("s00") is True
    assert sites.current_id == "s00"


async def test_c9_a_choice_that_was_overtaken_while_looked_up_gives_way(
    house: House, board: ClientView, monkeypatch: pytest.MonkeyPatch
) -> None:
    customers = board.cursors["customers"]
    await customers.remote.window({"first": 0, "size": 1})
    await customers.until(lambda cursor: cursor.keys == ["c0"])
    cursor = server_cursor(house, board, "customers")
    looked_up = asyncio.Event()
    holds = cursor.rows.holds

    async def slow(frame: Any, key: Any) -> bool:
        if key == "c1":
            await looked_up.wait()
        return await holds(frame, key)

    monkeypatch.setattr(cursor.rows, "holds", slow)
    first = spawn(customers.choose("c1"))
    await asyncio.sleep(0)
    assert (await customers.choose("c2"))["moved"] is True
    looked_up.set()
    assert (await first)["moved"] is False
    await customers.until(lambda proxy: proxy.current == "c2")


async def test_c13_an_unexpected_failure_tells_no_more_than_that(
    board: ClientView, memory: Memory, caplog: pytest.LogCaptureFixture
) -> None:
    customers = board.cursors["customers"]
    memory.fail = OSError("a secret of the machine")
    memory.tell("org.customers")
    await customers.until(lambda cursor: cursor.state["error"] == {"code": "internal"})
    assert "a secret of the machine" in caplog.text


async def test_d4_an_unexpected_failure_of_a_group_stays(
    house: House, board: ClientView, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any, **__: Any) -> Any:
        raise OSError("disk full")

    monkeypatch.setattr(server_cursor(house, board, "risks").writer, "write", broken)
    board.answer = answers("save", risks={"deletes": ["r000"]})
    await dirty(board, "risks", "r000")
    await board.cursors["customers"].choose("c1")
    await board.cursors["risks"].until(lambda c: c.state["error"] == {"code": "internal"})
    assert board.cursors["customers"].current == "c0"


async def test_x16_a_query_nobody_understands_any_more_is_dropped(
    house: House, board: ClientView
) -> None:
    cursor = server_cursor(house, board, "customers")
    before = cursor.snapshot()
    cursor.recall({**before, "query": {"filter": ["gone", "eq", 1]}, "current_id": "c2"})
    assert cursor.snapshot() == before
