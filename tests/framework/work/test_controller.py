"""Contexts from intent to result: SPEC-work.md [X], over the front door."""

import asyncio
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

import tests.framework.work as this_folder
from tests.framework.work.screens import CONTROLLERS, Board, answers, content, dirty
from tests.support.client import Client, ClientView, until_true
from tests.support.house import ADA, EVE, House, Shelf, facts
from tests.support.memory import Memory
from ytefas.errors import (
    Ambiguous,
    Denied,
    Invalid,
    NoCandidate,
    NotFound,
    TimedOut,
    TooLarge,
    YtefasError,
)
from ytefas.framework.talk import member
from ytefas.framework.work.application import Application, discover
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.defaults import default_controllers
from ytefas.framework.work.draft import without_saved
from ytefas.framework.work.intent import SESSION_START, Intent, Operation
from ytefas.framework.work.view import FieldFacts, SourceFacts
from ytefas.rules.access import Principal


async def begin(client: Client, operation: str, raw: dict[str, Any], **more: Any) -> dict[str, Any]:
    return dict(await client.server.begin_intent({"operation": operation, "content": raw, **more}))


def contexts(house: House, client: Client) -> dict[str, Controller]:
    return dict(house.desk(client).contexts)


def board_controller(house: House, client: Client) -> Controller:
    return next(one for one in contexts(house, client).values() if one.ID == "board")


async def test_a42_login_elects_the_desktop_and_logout_calls_its_view(
    house: House, client: Client
) -> None:
    desktop = await client.shows("desktop")
    assert desktop.offer["view"]["type"] == "Desktop"
    assert [one.ID for one in contexts(house, client).values()] == ["desktop"]
    await desktop.cursors["user"].until(lambda cursor: cursor.keys == [str(ADA.user_id)])
    assert desktop.offer["actions"][0]["label"] == "Esci"
    assert (await desktop.run("logout"))["ok"] is True
    await until_true(lambda: client.node_path is None)
    assert house.directory.by_id == {}


async def test_x1_viewing_a_user_does_not_elect_the_desktop_again(client: Client) -> None:
    user = content(str(ADA.user_id), source="auth.users")
    with pytest.raises(NoCandidate):
        await begin(client, "view", user)
    with pytest.raises(NoCandidate):
        await begin(client, "view", user, controller="desktop")
    with pytest.raises(Invalid):
        await begin(client, "view", user, categories=[SESSION_START])


async def test_x2_a_context_tells_its_view_everything(board: ClientView) -> None:
    offer = board.offer
    assert offer["role"] == "controller"
    assert offer["uri"].endswith(".server.2")
    assert offer["view"]["title"] == "Clienti"
    assert offer["view"]["parts"][1]["parts"][0] == {
        "kind": "grid", "cursor": "customers", "columns": [],
    }  # fmt: skip
    assert list(offer["cursors"]) == ["customers", "sites", "risks"], "masters first"
    assert offer["cursors"]["sites"]["tracks"] == "customers"
    assert [one["name"] for one in offer["cursors"]["sites"]["source"]["fields"]] == [
        "id", "name", "customer",
    ]  # fmt: skip
    assert offer["intent"]["content"] == {"source": "org.customers", "ids": [], "values": {}}


async def test_x3_nobody_forbidden_and_malformed_create_nothing(house: House) -> None:
    client = await house.visit(ADA)
    await client.shows("desktop")
    house.permits = lambda *asked: asked[-1] != "org.customers"
    with pytest.raises(Denied):
        await begin(client, "view", content())
    with pytest.raises(NoCandidate):
        await begin(client, "delete", content())
    with pytest.raises(Invalid):
        await begin(client, "view", {"source": "pg.shadow"})
    assert [one.ID for one in contexts(house, client).values()] == ["desktop"]


async def test_x4_a_tie_is_put_to_the_person(house: House, client: Client) -> None:
    asked = await begin(client, "view", content("c0"))
    assert [one["id"] for one in asked["choose"]] == ["customer_card", "customer_view"]
    assert len(contexts(house, client)) == 1
    opened = await begin(client, "view", content("c0"), controller="customer_card")
    assert opened["context"].endswith(".server.2")
    assert "context" in await begin(client, "view", content("c0"), categories=["card"])


async def test_x4_a_tie_of_server_code_is_put_to_the_origins_view(
    house: House, board: ClientView
) -> None:
    intent = Intent(Operation.VIEW, Content("org.customers", ("c0",)))
    origin = board_controller(house, board.client)
    board.chosen = lambda options: options[1]["id"]
    assert (await origin.begin(intent)).ID == "customer_view"
    board.chosen = lambda _: "something else"
    with pytest.raises(Ambiguous):
        await origin.begin(intent)
    with pytest.raises(Ambiguous):
        await house.desk(board.client).open(intent, origin=None)


async def test_x5_the_children_of_a_context_know_where_they_came_from(
    house: House, board: ClientView
) -> None:
    opened = await board.controller.begin_intent(
        {"operation": "view", "content": content("c0"), "controller": "customer_view"}
    )
    child = await board.client.shows("customer_view")
    assert child.offer["context"] == {"from_context": board.offer["uri"]}
    server = contexts(house, board.client)[opened["id"]]
    assert server.node_resolve("#from_context") == board.offer["uri"]
    assert server.intent.origin == board.offer["uri"]
    assert server.cursors["customer"].node_resolve("#controller") == opened["context"]
    assert server.cursors["customer"].node_resolve("#") == opened["context"]
    assert server.node_resolve("#view") == str(child.node_path)


async def test_x6_a_view_the_client_cannot_show_is_an_error_to_the_origin(
    house: House, board: ClientView
) -> None:
    board.client.refuse = "Hologram"
    with pytest.raises(YtefasError):
        await board.controller.begin_intent(
            {"operation": "view", "content": content(source="risk.items")}
        )
    assert "odd" not in [one.ID for one in contexts(house, board.client).values()]


async def test_x6_a_view_that_never_comes_is_given_up(
    house: House, board: ClientView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(member, "READY_IN", 0.05)
    board.client.silent = True
    watchers = len(house.memory.watchers)
    with pytest.raises(TimedOut):
        await board.controller.begin_intent(
            {"operation": "view", "content": content(source="risk.items")}
        )
    assert "odd" not in [one.ID for one in contexts(house, board.client).values()]
    assert len(house.memory.watchers) == watchers


async def test_x7_closing_ends_both_sides_and_first_what_depends_on_it(
    house: House, board: ClientView
) -> None:
    client = board.client
    await board.controller.begin_intent(
        {"operation": "view", "content": content("c0"), "controller": "customer_view"},
        wants_result=True,
    )
    await client.shows("customer_view")
    assert await board.controller.close() == {"closed": True}
    await client.pulse.until(lambda: client.log[-2:] == ["stop 3", "stop 2"])
    assert [one.ID for one in contexts(house, client).values()] == ["desktop"]
    assert list(client.views) == [1]
    assert board.node_path is None
    assert {frame.source for frame, _ in house.memory.watchers.values()} == {"auth.users"}


async def test_x7_what_was_opened_for_itself_stays(house: House, board: ClientView) -> None:
    client = board.client
    await board.controller.begin_intent({"operation": "edit", "content": content("c0")})
    record = await client.shows("customer_edit")
    await record.cursors["customer"].until(lambda cursor: cursor.rows)
    await dirty(record, "customer", "c0")
    opened = contexts(house, client)["3"]
    assert await board.controller.close() == {"closed": True}
    await client.pulse.until(lambda: client.log[-1:] == ["stop 2"])
    assert [one.ID for one in contexts(house, client).values()] == ["desktop", "customer_edit"]
    assert opened.origin is None
    assert record.asked == []
    assert await record.controller.menu() == []


async def test_x8_closing_is_refused_while_somebody_wants_to_stay(
    house: House, board: ClientView
) -> None:
    client = board.client
    await board.controller.begin_intent(
        {"operation": "edit", "content": content("c0")}, wants_result=True
    )
    child = await client.shows("customer_edit")
    await child.cursors["customer"].until(lambda cursor: cursor.rows)
    await dirty(child, "customer", "c0")
    assert await board.controller.close() == {"closed": False, "pending": True}
    await client.pulse.until(lambda: child.asked == [["customer"]])
    await asyncio.sleep(0.01)
    assert len(contexts(house, client)) == 3
    child.answer = answers("discard")
    await board.controller.close()
    await client.pulse.until(lambda: list(client.views) == [1])
    assert house.memory.writes == []


async def test_x9_a_singleton_is_focused_instead(house: House, client: Client) -> None:
    first = await begin(client, "edit", content("c0"))
    view = await client.shows("customer_edit")
    assert await begin(client, "edit", content("c0")) == first
    assert view.focused == 1
    assert await begin(client, "edit", content("c1")) != first
    assert len(contexts(house, client)) == 3


async def test_x10_create_begins_blank_and_gives_the_new_record(
    house: House, board: ClientView, memory: Memory
) -> None:
    origin = board_controller(house, board.client)
    memory.loads.clear()
    making = asyncio.Task(  # awaited below
        origin.begin_for_result(
            Intent(Operation.CREATE, Content("org.customers", values={"city": "Trento"}))
        )
    )
    view = await board.client.shows("customer_new")
    record = view.cursors["customer"]
    await record.until(lambda cursor: cursor.state.get("edit") == "new")
    assert record.state["blank"] == {"id": None, "name": None, "city": "Trento"}
    assert (record.rows, memory.writes, memory.loads) == ([], [], [])
    made = await record.remote.create({"name": "Fourth"}, str(uuid4()))
    assert await making == Content("org.customers", (made["key"],))
    await board.client.pulse.until(lambda: board.client.view("customer_new") is None)


async def test_x10_create_without_anybody_waiting_stays_open_for_more(client: Client) -> None:
    await begin(client, "create", content())
    view = await client.shows("customer_new")
    record = view.cursors["customer"]
    made = await record.remote.create({"name": "Fourth"}, str(uuid4()))
    await record.until(lambda cursor: cursor.keys == [made["key"]])
    assert record.state["edit"] == "edit"
    assert record.current == made["key"]


async def test_x11_edit_gives_what_was_saved_when_it_closes(
    house: House, board: ClientView
) -> None:
    origin = board_controller(house, board.client)
    editing = asyncio.Task(  # awaited below
        origin.begin_for_result(Intent(Operation.EDIT, Content("org.customers", ("c1",))))
    )
    view = await board.client.shows("customer_edit")
    await view.cursors["customer"].until(lambda cursor: cursor.state.get("edit") == "edit")
    assert view.cursors["customer"].keys == ["c1"]
    await view.cursors["customer"].save("c1", 1, name="Renamed")
    await view.controller.close()
    assert await editing == Content("org.customers", ("c1",))
    await board.cursors["customers"].until(lambda cursor: cursor.rows[1][1] == "Renamed")


async def test_x12_pick_gives_only_what_it_offered(board: ClientView, memory: Memory) -> None:
    await board.controller.begin_intent(
        {"operation": "pick", "content": content("c0", "c2")}, wants_result=True
    )
    view = await board.client.shows("customer_pick")
    await view.cursors["rows"].until(lambda cursor: cursor.keys == ["c0", "c2"])
    for wrong in ([], ["c0", "c2"]):
        with pytest.raises(Invalid):
            await view.controller.confirm(wrong)
    with pytest.raises(NotFound):
        await view.controller.confirm(["c1"])
    await view.controller.confirm(["c2"])
    await board.pulse.until(lambda: board.results)
    assert board.results == [
        {"context": view.offer["uri"],
         "content": {"source": "org.customers", "ids": ["c2"], "values": {}}},
    ]  # fmt: skip
    await board.client.pulse.until(lambda: board.client.view("customer_pick") is None)
    with pytest.raises(Denied):
        await board.controller.confirm(["c0"])


async def test_x13_a_result_is_delivered_once_and_closing_cancels(
    house: House, board: ClientView
) -> None:
    origin = board_controller(house, board.client)
    picking = asyncio.Task(  # awaited below
        origin.begin_for_result(Intent(Operation.PICK, Content("org.customers")))
    )
    view = await board.client.shows("customer_pick")
    await view.controller.close()
    assert await picking is None
    picked = await origin.begin(Intent(Operation.PICK, Content("org.customers")))
    assert picked.resolve(Content("org.customers", ("c0",)))
    assert not picked.resolve(None)


async def test_x13_an_opener_that_goes_takes_its_question_with_it(
    house: House, board: ClientView
) -> None:
    origin = board_controller(house, board.client)
    picking = asyncio.Task(  # awaited below
        origin.begin_for_result(Intent(Operation.PICK, Content("org.customers")))
    )
    await board.client.shows("customer_pick")
    await board.controller.close()
    assert await picking is None


async def test_x14_values_restrict_a_list(client: Client) -> None:
    await begin(client, "pick", content(city="Bolzano"))
    view = await client.shows("customer_pick")
    await view.cursors["rows"].until(lambda cursor: cursor.version)
    assert view.cursors["rows"].keys == []


async def test_x15_so_many_contexts_and_no_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ytefas.framework.work.desk.MAX_CONTEXTS", 2)
    await begin(client, "view", content())
    with pytest.raises(TooLarge):
        await begin(client, "view", content())


async def test_x16_what_is_open_is_opened_again_on_another_node(memory: Memory) -> None:
    shelf = Shelf()
    first = await House(CONTROLLERS, memory, shelf).open()
    client = await first.visit()
    await client.shows("desktop")
    await begin(client, "view", content())
    board = await client.shows("board")
    await board.cursors["risks"].until(lambda cursor: cursor.current)
    await board.cursors["customers"].remote.query({"sort": [["name", "desc"]]})
    await board.cursors["customers"].until(lambda cursor: cursor.keys[0] == "c2")
    await board.cursors["customers"].choose("c1")
    await board.controller.begin_intent({"operation": "edit", "content": content("c1")})
    edit = await client.shows("customer_edit")
    half = {"name": "Half", "share": Decimal("0.50"), "since": date(2026, 1, 2)}
    draft = {"saves": [{"key": "c1", "row_version": 1, "changes": half}]}
    await edit.controller.keep_draft("customer", draft)
    await first.service.drain()
    second = await House([c for c in CONTROLLERS if c.ID != "odd"], memory, shelf).open()
    again = await second.visit(resume=client.resume)
    shown = await again.shows("board")
    customers = shown.cursors["customers"]
    await customers.until(lambda cursor: cursor.rows)
    assert (customers.keys, customers.current) == (["c2", "c1", "c0"], "c1")
    opened = await again.shows("customer_edit")
    assert opened.offer["drafts"] == {"customer": draft}
    assert opened.offer["context"] == {"from_context": shown.offer["uri"]}
    assert set(contexts(second, again)) == {"1", "2", "3"}
    assert (await begin(again, "view", content()))["id"] == "4"
    await first.close()
    await second.close()


async def test_x16_what_may_no_longer_be_seen_is_left_out(memory: Memory) -> None:
    shelf = Shelf()
    first = await House(CONTROLLERS, memory, shelf).open()
    client = await first.visit()
    await client.shows("desktop")
    await begin(client, "view", content())
    await client.shows("board")
    await first.service.drain()
    second = await House(CONTROLLERS, memory, shelf).open()
    second.permits = lambda *asked: asked[-1] != "org.customers"
    again = await second.visit(resume=client.resume)
    await again.shows("desktop")
    assert [one.ID for one in contexts(second, again).values()] == ["desktop"]
    await first.close()
    await second.close()


async def test_x17_drafts_are_bounded_and_go_when_empty(board: ClientView, house: House) -> None:
    with pytest.raises(NotFound):
        await board.controller.keep_draft("nothing", {})
    with pytest.raises(TooLarge):
        await board.controller.keep_draft("sites", {"saves": [{}] * 201})
    await board.controller.keep_draft("sites", {"saves": [{}]})
    with pytest.raises(TooLarge):
        await board.controller.keep_draft("customers", {"text": "x" * 65_536})
    with pytest.raises(Invalid):
        await board.controller.keep_draft("customers", {"text": "no database holds \x00"})
    assert board_controller(house, board.client).drafts == {"sites": {"saves": [{}]}}
    await board.controller.keep_draft("sites", {})
    assert board_controller(house, board.client).drafts == {}


def test_x17_a_new_record_is_known_by_its_key_though_more_was_typed_than_was_kept() -> None:
    half = {"id": "n1", "changes": {"name": "Hal"}}
    other = {"id": "n2", "changes": {"name": "Other"}}
    drafts = {"rows": {"creates": [half, other]}, "notes": {"saves": [{"key": "n1"}]}}
    left = without_saved(drafts, "rows", ["n1"], [{"id": "n1", "name": "Half"}])
    assert left == {"rows": {"creates": [other]}, "notes": drafts["notes"]}


def test_x18_controllers_that_cannot_be_told_apart_refuse_to_start(memory: Memory) -> None:
    class Twin(Board):
        ID = "twin"

    with pytest.raises(ValueError, match="board and twin"):
        Application((*CONTROLLERS, Twin), memory.tables, None, lambda *_: True)  # type: ignore[arg-type]  # never used


def test_x19_declaring_is_registering() -> None:
    found = discover(this_folder, Controller)
    assert {one.ID for one in found} == {one.ID for one in CONTROLLERS}


def test_x20_every_source_has_screens_and_those_by_hand_win(memory: Memory) -> None:
    derived = default_controllers(facts(memory, source) for source in memory.tables)
    application = Application((*CONTROLLERS, *derived), memory.tables, None, lambda *_: True)  # type: ignore[arg-type]  # never used

    def elected(operation: Operation, *ids: str, source: str = "org.sites") -> str:
        return application.elect(Intent(operation, Content(source, ids)), ADA).only().id

    assert elected(Operation.VIEW) == "org_sites_list"
    assert elected(Operation.VIEW, "a") == "org_sites_record"
    assert elected(Operation.EDIT, "a") == "org_sites_record"
    assert elected(Operation.CREATE) == "org_sites_create"
    assert elected(Operation.PICK) == "org_sites_pick"
    assert elected(Operation.VIEW, source="org.customers") == "board"
    assert elected(Operation.VIEW, "u", source="auth.users") == "auth_users_record"
    readonly = SourceFacts(name="law.articles", fields=(FieldFacts(name="id"),), writable=False)
    assert [one.ID for one in default_controllers([readonly])] == [
        "law_articles_list", "law_articles_view", "law_articles_pick",
    ]  # fmt: skip


async def test_x20_default_screens_work(memory: Memory) -> None:
    derived = default_controllers(facts(memory, source) for source in ("org.sites", "risk.items"))
    house = await House((CONTROLLERS[0], *derived), memory).open()
    client = await house.visit()
    await client.shows("desktop")
    await begin(client, "view", content(source="org.sites", customer="c1"))
    listed = await client.shows("org_sites_list")
    await listed.cursors["rows"].until(lambda cursor: cursor.keys == ["s10", "s11"])
    assert listed.offer["view"]["parts"][1]["columns"] == ["name", "customer"]
    await client.pulse.until(lambda: listed.flags["edit"]["enabled"])
    assert (await listed.run("edit"))["ok"] is True
    edit = await client.shows("org_sites_record")
    await edit.cursors["record"].until(lambda cursor: cursor.keys == ["s10"])
    assert (await listed.run("new"))["ok"] is True
    new = await client.shows("org_sites_create")
    await new.cursors["record"].until(lambda c: c.state.get("blank", {}).get("customer") == "c1")
    await house.close()


async def test_x21_another_users_sessions_have_their_own_contexts(house: House) -> None:
    ada, eve = await house.visit(ADA), await house.visit(Principal(EVE.user_id, EVE.role))
    await ada.shows("desktop")
    view = await eve.shows("desktop")
    with pytest.raises(Denied):
        await ada.connection.dispatcher.call(f"{view.offer['uri']}.close")
    with pytest.raises(Denied):
        await ada.connection.dispatcher.call(f"{view.offer['uri']}.user.query", {})


async def test_x7_opening_and_closing_leaves_nothing_behind(house: House, client: Client) -> None:
    desk = house.desk(client)

    def held() -> tuple[int, ...]:
        return (
            len(desk.node_children), len(desk.contexts), len(desk._joinings),
            len(desk._node_kept or ()), len(house.memory.watchers), len(client.views),
        )  # fmt: skip

    await until_true(lambda: not desk._node_kept)  # the desktop is shown before all is done for it
    before = held()
    for _ in range(3):
        await begin(client, "view", content())
        board = await client.shows("board")
        await board.cursors["risks"].until(lambda cursor: cursor.current)
        await board.controller.close()
        await client.pulse.until(lambda: list(client.views) == [1])
    await until_true(lambda: held() == before)


async def test_x8_a_context_that_goes_frees_who_waits_for_its_decision(
    house: House, board: ClientView
) -> None:
    forever: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

    async def think() -> Any:
        return await forever

    board.answer = lambda _: think()
    await dirty(board, "risks", "r000")
    controller = board_controller(house, board.client)
    closing = controller.desk.closing(controller)
    await board.pulse.until(lambda: board.asked)
    await controller.node_unbind()
    assert await closing is False
    forever.cancel()


async def test_d3_logging_out_asks_every_context(house: House, board: ClientView) -> None:
    desk = house.desk(board.client)
    assert await desk.may_leave() is True
    await dirty(board, "risks", "r000")
    assert await desk.may_leave() is False
    board.answer = answers("discard")
    assert await desk.may_leave() is True
    assert len(desk.contexts) == 2, "asking closes nothing"


async def test_x9_a_singleton_still_opening_is_the_one(house: House, client: Client) -> None:
    await client.shows("desktop")
    both = await asyncio.gather(*(begin(client, "edit", content("c0")) for _ in range(2)))
    assert both[0]["context"] == both[1]["context"]
    assert len(contexts(house, client)) == 2


async def test_x9_a_singleton_out_of_reach_is_still_the_one(house: House, client: Client) -> None:
    await begin(client, "edit", content("c0"))
    await client.shows("customer_edit")
    desk = house.desk(client)
    await house.drop(client)
    again = await desk.open(Intent(Operation.EDIT, Content("org.customers", ("c0",))), origin=None)
    assert again is desk.contexts["2"]


async def test_x25_a_context_rests_while_its_view_is_out_of_sight(
    house: House, board: ClientView
) -> None:
    customers = board.cursors["customers"]
    await customers.until(lambda cursor: cursor.rows)
    await board.controller.rest(resting=True)
    before = customers.version
    house.memory.tables["org.customers"].put("c0", name="Anew", city="Trento")
    house.memory.tell("org.customers")
    await asyncio.sleep(0.1)
    assert customers.version == before
    await board.controller.rest(resting=False)
    await customers.until(lambda cursor: cursor.version > before)
    assert "Anew" in [row[1] for row in customers.rows]
