"""Sessions: SPEC-work.md [H], over the front door."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from typing_extensions import override

from tests.framework.talk.support import ticks
from tests.support.client import START, ClientView, until_true
from tests.support.house import ADA, EVE, House, Shelf
from tests.support.memory import Memory, Table
from ytefas.errors import Denied, Invalid, NotAuthenticated, YtefasError
from ytefas.framework.talk import member
from ytefas.framework.talk.access import OWN_SESSION, may_touch, only
from ytefas.framework.talk.session import SessionLimits
from ytefas.framework.tree.path import Path
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.desk import Desk
from ytefas.framework.work.intent import SESSION_START
from ytefas.framework.work.view import View
from ytefas.rules.access import Principal, Role


class Desktop(Controller):
    ID = "desktop"
    CONTENT = frozenset({(Content.source == "auth.users") & (Content.len == 1)})
    REQUIRED_CATEGORIES = frozenset({SESSION_START})
    CURSORS = cursors(user="auth.users")
    VIEW = View("Desktop")


def users() -> Memory:
    table = Table("auth.users", ("id", "name"))
    table.put(str(ADA.user_id), name="Ada")
    table.put(str(EVE.user_id), name="Eve")
    return Memory(table)


@pytest.fixture
async def house() -> AsyncIterator[House]:
    opened = await House([Desktop], users()).open()
    yield opened
    await opened.close()


async def test_a29_start_session_gives_a_base_and_joins_both_halves(house: House) -> None:
    client = await house.visit()
    assert client.base == f"ytefas.s.{client.session['id']}"
    assert client.session["location"] == "client"
    assert client.log[:2] == ["start 0", "session active"]
    assert client.started[0]["locations"] == {
        "server": {"uri": f"{client.base}.server", "role": "server"},
        "client": {"uri": f"{client.base}.client", "role": "client"},
    }
    view = await client.shows("desktop")
    other = await house.visit(EVE)
    assert other.base != client.base
    assert (await other.shows("desktop")).node_name == view.node_name == "1", "its own numbers"


async def test_h1_ids_are_128_random_bits(house: House) -> None:
    ids = {(await house.visit()).session["id"] for _ in range(3)}
    assert len(ids) == 3
    assert all(len(number) == 32 and int(number, 16) for number in ids)


async def test_h2_the_principal_is_who_the_wire_says(house: House) -> None:
    client = await house.visit(EVE)
    session = house.directory.by_id[client.session["id"]]
    assert session.principal is EVE
    connection, _ = await house.connect()
    for name in ("user_id", "from_location", "session_id", "invocation"):
        with pytest.raises(Invalid):
            await connection.gateway.call(  # type: ignore[union-attr]  # it has one
                START, (), {name: str(ADA.user_id)}, timeout=None, on_progress=None
            )
    with pytest.raises(NotAuthenticated):  # nobody on the wire: our own process has no session
        await house.connection.dispatcher.call(START)


async def test_h3_a_connection_has_one_session(house: House) -> None:
    client = await house.visit()
    with pytest.raises(Invalid):
        await client.connection.dispatcher.call(START)


async def test_h4_a_user_has_so_many_sessions() -> None:
    house = await House([Desktop], users(), limits=SessionLimits(per_user=2)).open()
    first, second = await house.visit(), await house.visit()
    with pytest.raises(Denied) as caught:
        await house.visit()
    assert caught.value.fields["reason"] == "too_many_sessions"
    await house.drop(first)
    third = await house.visit()
    assert set(house.directory.by_id) == {second.session["id"], third.session["id"]}
    await house.visit(EVE)
    await house.close()


@pytest.mark.parametrize(
    ("action", "tail", "match", "allowed"),
    [
        ("call", "server.begin_intent", "exact", True),
        ("call", "server.1.rows.save", "exact", True),
        ("call", "client.1.notice", "exact", False),
        ("call", "server", "exact", True),
        ("register", "client", "exact", True),
        ("register", "client", "prefix", True),
        ("register", "clients", "exact", False),
        ("register", "client.", "prefix", True),
        ("register", "client.1.notice", "exact", True),
        ("register", "server", "prefix", False),
        ("register", "client", "wildcard", False),
        ("register", "", "prefix", False),
        ("publish", "client.1.moved", "exact", True),
        ("publish", "server.1.rows.patch", "exact", False),
        ("subscribe", "server.", "prefix", True),
        ("subscribe", "server.1.rows.patch", "exact", True),
        ("subscribe", "client.1.moved", "exact", False),
        ("subscribe", "servers.x", "exact", False),
    ],
)
def test_h5_a_client_touches_only_its_own_half(
    action: Any, tail: str, match: str, allowed: bool
) -> None:
    base = f"ytefas.s.{'a' * 32}"
    assert may_touch(base, action, f"{base}.{tail}", match) is allowed
    assert not may_touch(base, action, f"ytefas.s.{'b' * 32}.{tail}", match)
    assert not may_touch(None, action, f"{base}.{tail}", match)


def test_h5_without_a_session_one_may_only_ask_for_one(house: House) -> None:
    assert may_touch(None, "call", START)
    assert not may_touch(None, "call", START, "prefix")
    assert not may_touch(None, "register", START)
    assert not may_touch(None, "call", "ytefas.session.drain")

    class Peer:
        id = 99

    assert house.directory.allows(Peer(), "call", START, "exact")
    assert not house.directory.allows(Peer(), "subscribe", "ytefas", "prefix")


async def test_h6_a_stranger_cannot_call_into_a_session(house: House) -> None:
    client = await house.visit()
    other = await house.visit(EVE)
    nobody, _ = await house.connect()
    for connection in (other.connection, nobody):
        for name in ("session_stop", "begin_intent", "peer_ready"):
            with pytest.raises(Denied):
                await connection.dispatcher.call(f"{client.base}.server.{name}")
    assert client.session["status"] == "active"


async def test_h6_the_same_user_on_another_connection_is_a_stranger_too(house: House) -> None:
    client, second = await house.visit(), await house.visit()
    with pytest.raises(Denied):
        await second.connection.dispatcher.call(f"{client.base}.server.session_stop")


def test_h7_an_access_may_ask_for_a_role() -> None:
    assert OWN_SESSION.passes(EVE, inside=True)
    assert not OWN_SESSION.passes(EVE, inside=False)
    assert not only(Role.ADMIN).passes(EVE, inside=True)
    assert only(Role.CUSTOMER_USER).passes(EVE, inside=True)


async def test_a32_set_user_is_seen_by_that_session_only(house: House) -> None:
    client, other = await house.visit(), await house.visit(EVE)
    await client.shows("desktop")
    await other.shows("desktop")
    session = house.directory.by_id[client.session["id"]]
    await session.set_user({"login": "ada", "full_name": "Ada L."})
    mine = house.desk(client).contexts["1"]
    assert mine.node_context is not None
    assert mine.node_context.user.state["login"] == "ada"
    assert mine.node_resolve("#user") == Path(f"{client.base}.server.user")
    theirs = house.desk(other).contexts["1"]
    assert theirs.node_context is not None
    assert "login" not in theirs.node_context.user.state


async def test_a33_session_stop_leaves_nothing_on_either_side(house: House) -> None:
    client = await house.visit()
    await client.shows("desktop")
    desk = house.desk(client)
    base, server = client.base, house.connection.dispatcher
    mine = client.connection.dispatcher
    assert server.node_at(f"{base}.server.1.user") is not None
    await client.leave()
    await client.pulse.until(lambda: client.node_path is None)
    assert client.session["status"] == "stopped"
    assert not client.session["kept"], "it ended for good"
    assert house.directory.by_id == {}
    assert house.directory.by_connection == {}
    for dispatcher in (server, mine):
        for tail in ("server", "server.1", "server.1.user", "server.user", "client", "client.1"):
            assert dispatcher.node_at(f"{base}.{tail}") is None, tail
    assert desk.node_path is None
    assert house.memory.watchers == {}
    with pytest.raises(YtefasError):
        await mine.call(f"{base}.server.begin_intent", {"operation": "view"})


async def test_h8_a_lost_connection_is_resumed_with_the_same_contexts(house: House) -> None:
    client = await house.visit()
    view = await client.shows("desktop")
    user = view.cursors["user"]
    await user.until(lambda cursor: cursor.rows)
    await house.drop(client)
    house.memory.commit("auth.users", str(ADA.user_id), name="Ada L.")
    await house.back(client)
    assert client.session["resumed"] is True
    assert client.views[1] is view, "the views were kept on both sides"
    await user.until(lambda cursor: cursor.rows[0][1] == "Ada L.")
    assert house.desk(client).contexts.keys() == {"1"}


async def test_h8_a_client_that_lost_its_views_is_shown_them_again(house: House) -> None:
    client = await house.visit()
    await client.shows("desktop")
    await house.drop(client)
    await client.node_unbind()
    again = await house.visit(resume=client.resume)
    view = await again.shows("desktop")
    await view.cursors["user"].until(lambda cursor: cursor.rows)
    assert again.base == client.base
    assert house.desk(again).contexts.keys() == {"1"}


class Stuck(ClientView):
    @override
    async def show(self) -> None:
        await asyncio.Event().wait()


@pytest.mark.parametrize("way", [{"silent": True}, {"view_class": Stuck}], ids=["asked", "asking"])
async def test_h8_a_client_that_goes_again_before_it_shows_anything_loses_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch, way: dict[str, Any]
) -> None:
    client = await house.visit()
    await client.shows("desktop")
    await house.drop(client)
    await client.node_unbind()
    monkeypatch.setattr(member, "READY_IN", 0.05)
    hasty = await house.visit(resume=client.resume, **way)
    await ticks(10)
    await house.drop(hasty)
    await hasty.node_unbind()
    await asyncio.sleep(0.1)  # longer than a client that is there may take
    monkeypatch.undo()
    again = await house.visit(resume=client.resume)
    assert house.desk(again).contexts.keys() == {"1"}
    view = await again.shows("desktop")
    await view.cursors["user"].until(lambda cursor: cursor.rows)


@pytest.mark.parametrize("there", [False, True], ids=["away", "not_ready"])
async def test_h8_a_client_that_goes_while_its_first_screen_is_made_finds_it_when_it_comes_back(
    house: House, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    prepare, begun, go_on = Desktop.prepare, asyncio.Event(), asyncio.Event()

    async def slowly(desktop: Desktop, kept: Mapping[str, Any]) -> None:
        begun.set()
        await go_on.wait()
        await prepare(desktop, kept)

    monkeypatch.setattr(Desktop, "prepare", slowly)
    monkeypatch.setattr(member, "READY_IN", 0.05)
    client = await house.visit()
    await begun.wait()
    await house.drop(client)
    await client.node_unbind()
    if there:  # a page that has connected, and listens to nothing yet
        connection, _ = await house.connect()
        await connection.dispatcher.call(START, resume=client.resume)
    go_on.set()
    await asyncio.sleep(0.1)  # longer than a client that is there may take
    monkeypatch.undo()
    again = await house.visit(resume=client.resume)
    view = await again.shows("desktop")
    await view.cursors["user"].until(lambda cursor: cursor.rows)


@pytest.mark.parametrize("forged", ["token", "id", "user"])
async def test_h9_resuming_takes_the_token_and_the_same_user(house: House, forged: str) -> None:
    client = await house.visit()
    await house.drop(client)
    resume = dict(client.resume)
    if forged in resume:
        resume[forged] = "0" * 32
    connection, _ = await house.connect(EVE if forged == "user" else ADA)
    with pytest.raises(NotAuthenticated):
        await connection.dispatcher.call(START, resume=resume)


async def test_h9_resuming_takes_over_from_a_dead_connection(house: House) -> None:
    client = await house.visit()
    await client.shows("desktop")
    dead = client.number
    await client.connection.close()  # the server has not noticed
    await house.back(client)
    assert house.evicted == [dead]
    assert dead not in house.directory.by_connection
    house.service.connection_lost(dead)  # the late news of the old one changes nothing
    assert house.directory.by_id[client.session["id"]].attached


async def test_h9_a_session_resumed_by_a_newer_login_acts_for_that_one(house: House) -> None:
    client = await house.visit()
    await client.shows("desktop")
    await house.drop(client)
    newer = replace(ADA, login_id=uuid4(), locale="en")
    await house.back(client, newer)
    desk = house.desk(client)
    desktop = desk.contexts["1"]
    assert house.directory.by_id[client.session["id"]].principal is newer
    assert desktop.context.principal is newer
    assert desktop.language == "en"


async def test_h9_of_two_that_resume_at_once_the_later_one_has_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shelf, memory = Shelf(), users()
    first = await House([Desktop], memory, shelf).open()
    client = await first.visit()
    await client.shows("desktop")
    await first.service.drain()
    second = await House([Desktop], memory, shelf).open()
    bind, begun, go_on = Desk.node_bind, asyncio.Event(), asyncio.Event()

    async def slowly(desk: Desk, *place: Any) -> None:
        begun.set()
        await go_on.wait()
        await bind(desk, *place)

    monkeypatch.setattr(Desk, "node_bind", slowly)
    slow, slow_number = await second.connect()
    quick, quick_number = await second.connect()
    resume = client.resume
    rebuilding = asyncio.ensure_future(slow.dispatcher.call(START, resume=resume))
    await begun.wait()
    await quick.dispatcher.call(START, resume=resume)
    go_on.set()
    await rebuilding
    session = second.directory.by_id[resume["id"]]
    assert second.directory.by_connection == {slow_number: session}
    assert second.evicted == [quick_number]
    await second.close()
    await first.close()


async def test_h10_the_reaper_ends_what_nobody_comes_back_to() -> None:
    house = await House([Desktop], users(), limits=SessionLimits(grace=0.01)).open()
    client = await house.visit()
    await client.shows("desktop")
    ended: list[str] = []
    house.service.session_info.connect(lambda _, status: ended.append(str(status)))
    await house.drop(client)
    await until_true(lambda: ended == ["stopped"])
    assert house.directory.by_id == {}
    with pytest.raises(NotAuthenticated):
        await house.back(client)
    await house.close()


async def test_h11_a_user_or_a_login_is_ended_at_once(house: House) -> None:
    login = uuid4()
    one = await house.visit(Principal(UUID(int=1), Role.CONSULTANT, login_id=login))
    two = await house.visit()
    await house.service.stop_user(ADA.user_id, login_id=login)
    assert set(house.directory.by_id) == {two.session["id"]}
    await house.service.stop_user(ADA.user_id)
    assert house.directory.by_id == {}
    assert one.session["status"] == two.session["status"] == "stopped"


async def test_h12_another_node_rebuilds_a_session() -> None:
    shelf, memory = Shelf(), users()
    first = await House([Desktop], memory, shelf).open()
    client = await first.visit()
    view = await client.shows("desktop")
    await view.cursors["user"].until(lambda cursor: cursor.rows)
    await view.controller.keep_draft("user", {"saves": [{"key": "k", "changes": {"name": "x"}}]})
    await first.service.drain()
    assert client.session["kept"], "it may go on elsewhere"
    assert first.directory.by_id == {}
    second = await House([Desktop], memory, shelf).open()
    with pytest.raises(NotAuthenticated):
        await second.visit(EVE, resume=client.resume)
    again = await second.visit(resume=client.resume)
    shown = await again.shows("desktop")
    assert again.base == client.base
    assert shown.offer["drafts"] == {"user": {"saves": [{"key": "k", "changes": {"name": "x"}}]}}
    await shown.cursors["user"].until(lambda cursor: cursor.rows)
    await again.leave()
    assert shelf.kept == {}
    await first.close()
    await second.close()


async def test_h3_two_requests_at_once_give_one_session(house: House) -> None:
    connection, number = await house.connect()
    asked = [connection.dispatcher.call(START) for _ in range(2)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(answer, Invalid) for answer in answers) == 1
    assert len(house.directory.by_id) == 1
    assert house.directory.by_connection.keys() == {number}


async def test_h3_a_connection_that_goes_while_its_session_starts_is_not_held(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection, number = await house.connect()
    make_room = house.service._make_room

    async def slow(principal: Any) -> None:
        house.service.connection_lost(number)
        await make_room(principal)

    monkeypatch.setattr(house.service, "_make_room", slow)
    answer = await connection.dispatcher.call(START)
    assert house.directory.by_connection == {}
    assert house.directory.by_id[answer["id"]].abandoned


async def test_h12_a_client_that_goes_while_its_session_is_rebuilt_loses_nothing() -> None:
    shelf, memory = Shelf(), users()
    first = await House([Desktop], memory, shelf).open()
    client = await first.visit()
    await client.shows("desktop")
    (kept,) = first.desk(client).snapshot()["contexts"]
    await first.service.drain()
    desk = {"contexts": [kept, {**kept, "number": 2}]}
    shelf.kept[client.session["id"]] = {**shelf.kept[client.session["id"]], "desk": desk}
    second = await House([Desktop], memory, shelf).open()
    hasty = await second.visit(resume=client.resume, silent=True)
    await until_true(lambda: second.desk(hasty).contexts.keys() == {"1"})
    await second.drop(hasty)
    await second.service.drain()
    third = await House([Desktop], memory, shelf).open()
    again = await third.visit(resume=client.resume)
    await until_true(lambda: third.desk(again).contexts.keys() == {"1", "2"})
    for house in (first, second, third):
        await house.close()


async def test_h12_a_node_that_dies_leaves_what_it_had_kept() -> None:
    shelf, memory, limits = Shelf(), users(), SessionLimits(shelve_after=0.01)
    first = await House([Desktop], memory, shelf, limits).open()
    client = await first.visit()
    old = await client.shows("desktop")
    await until_true(lambda: shelf.kept)
    await client.connection.close()  # and nobody on that node ever hears of it
    second = await House([Desktop], memory, shelf, limits).open()
    await second.back(client)
    assert client.session["rebuilt"] is True
    view = await client.shows("desktop")
    assert view is not old
    await view.cursors["user"].until(lambda cursor: cursor.rows)
    await second.close()
    await first.service.node_unbind()


async def test_h12_a_shelf_that_fails_stops_nobody() -> None:
    class Broken(Shelf):
        @override
        async def save(self, session_id: str, data: Any) -> None:
            raise OSError("no shelf")

        @override
        async def delete(self, session_id: str) -> None:
            raise OSError("no shelf")

    house = await House([Desktop], users(), Broken(), SessionLimits(grace=0.01)).open()
    client = await house.visit()
    await client.shows("desktop")
    await house.drop(client)
    await until_true(lambda: house.directory.by_id == {})
    other = await house.visit()
    await other.shows("desktop")
    await other.leave()
    assert house.directory.by_id == {}
    await house.close()


async def test_h12_what_is_still_being_kept_does_not_outlive_the_session() -> None:
    class Slow(Shelf):
        begun, go_on, kept_late = asyncio.Event(), asyncio.Event(), asyncio.Event()

        @override
        async def save(self, session_id: str, data: Mapping[str, Any]) -> None:
            self.begun.set()
            await self.go_on.wait()
            await super().save(session_id, data)
            self.kept_late.set()

    shelf = Slow()
    house = await House([Desktop], users(), shelf, SessionLimits(shelve_after=0.01)).open()
    client = await house.visit()
    await shelf.begun.wait()
    leaving = asyncio.ensure_future(client.leave())
    await until_true(lambda: not house.directory.by_id)
    shelf.go_on.set()
    await asyncio.gather(leaving, shelf.kept_late.wait())
    assert shelf.kept == {}
    await house.close()


async def test_h12_what_is_open_is_kept_soon_after_it_changed() -> None:
    shelf = Shelf()
    house = await House([Desktop], users(), shelf, SessionLimits(shelve_after=0.01)).open()
    client = await house.visit()
    await client.shows("desktop")
    await until_true(lambda: shelf.kept)
    kept = shelf.kept[client.session["id"]]
    assert [one["controller"] for one in kept["desk"]["contexts"]] == ["desktop"]
    assert client.session["token"] not in str(kept), "only its hash is kept"
    await house.close()


async def test_h13_a_session_with_nothing_to_begin_with_says_so() -> None:
    house = await House([], users()).open()
    client = await house.visit()
    await until_true(lambda: client.problems)
    assert client.problems == [{"code": "no_candidate", "operation": "view"}]
    await house.close()


async def test_h13_a_session_that_is_rebuilt_says_when_all_it_had_is_shown() -> None:
    shelf, memory = Shelf(), users()
    first = await House([Desktop], memory, shelf).open()
    client = await first.visit()
    await client.shows("desktop")
    await until_true(lambda: client.log[-1] == "session opened")
    (kept,) = first.desk(client).snapshot()["contexts"]
    await first.service.drain()
    desk = {"contexts": [kept, {**kept, "number": 2}]}
    shelf.kept[client.session["id"]] = {**shelf.kept[client.session["id"]], "desk": desk}
    second = await House([Desktop], memory, shelf).open()
    again = await second.visit(resume=client.resume)
    await until_true(lambda: "session opened" in again.log)
    assert len(again.views) == len(desk["contexts"])
    for house in (first, second):
        await house.close()


async def test_h13_a_session_that_fails_to_begin_says_an_incident_and_nothing_else(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: Any) -> bool:
        raise RuntimeError("a secret of the machine")

    house = await House([Desktop], users(), permits=fail).open()
    client = await house.visit()
    await until_true(lambda: client.problems)
    (problem,) = client.problems
    assert problem.keys() == {"code", "incident"}
    assert problem["code"] == "internal"
    assert problem["incident"] in caplog.text
    await house.close()


async def test_h12_a_node_that_goes_keeps_its_sessions() -> None:
    shelf = Shelf()
    house = await House([Desktop], users(), shelf).open()
    client = await house.visit()
    await client.shows("desktop")
    await house.service.node_unbind()
    assert set(shelf.kept) == {client.session["id"]}
    assert client.node_path is None
    assert house.directory.by_id == {}
