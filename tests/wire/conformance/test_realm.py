"""A node's session on a realm it does not run: the embedded router stands in for Crossbar.io.

What only Crossbar does (shared and displaced registrations, its death) is in tests/wire/crossbar.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tests.wire.conformance.embedded import Embedded, embedded
from tests.wire.conformance.stage import USERS, ticket_of
from ytefas.errors import Busy, Closed, Conflict, Denied, Invalid, NoProcedure, TimedOut
from ytefas.wire.errors import RemoteError
from ytefas.wire.membership import Address, Incoming
from ytefas.wire.realm import Patience, Realm
from ytefas.wire.router.local import Result
from ytefas.wire.router.words import GOODBYE_AND_OUT

QUICK = Patience(retry_first=0.01, retry_longest=0.02)
SOON = 30.0


@asynccontextmanager
async def member(router: Embedded, name: str) -> AsyncIterator[Realm]:
    realm = Realm(Address(router.url, ticket_of(name), authid=USERS[name].id), patience=QUICK)
    await realm.start()
    async with asyncio.timeout(SOON):
        await realm.joined()
    try:
        yield realm
    finally:
        await realm.stop()


def cut(router: Embedded, name: str) -> None:
    """Break the socket of one user's session, as a network does."""
    for peer in tuple(router.router.peers.values()):
        if peer.authid == USERS[name].id:
            router.router.abort(peer, GOODBYE_AND_OUT, "")


async def test_two_members_call_and_hear_each_other() -> None:
    heard: asyncio.Queue[Incoming] = asyncio.Queue()

    async def add(incoming: Incoming) -> Any:
        if incoming.progress is not None:
            incoming.progress("half")
        return sum(incoming.args) + incoming.kwargs["more"]

    async def hear(incoming: Incoming) -> None:
        heard.put_nowait(incoming)

    async with (
        embedded() as router,
        member(router, "anna") as anna,
        member(router, "bruno") as bruno,
    ):
        await bruno.register("open.add.", add, match="prefix")
        await bruno.subscribe("open.news", hear)
        parts: list[Any] = []
        answer = await anna.call("open.add.up", [1, 2], {"more": 3}, on_progress=parts.append)
        assert answer == 6
        assert parts == ["half"]
        await anna.publish("open.news", ["più"], {"riga": 1})
        event = await heard.get()
        assert (event.uri, event.args, event.kwargs) == ("open.news", ("più",), {"riga": 1})
        assert event.authid == USERS["anna"].id
        await bruno.unregister("open.add.", match="prefix")
        with pytest.raises(NoProcedure):
            await anna.call("open.add.up", [1])
        await bruno.unsubscribe("open.news")
        await anna.publish("open.news")
        assert heard.empty()


async def test_errors_come_back_as_what_they_were() -> None:
    async def fail(_incoming: Incoming) -> None:
        raise Conflict(field="name")

    async def break_down(_incoming: Incoming) -> None:
        raise RuntimeError("the words of a stack trace")

    async with embedded() as router, member(router, "anna") as anna:
        await anna.register("open.fail", fail)
        await anna.register("open.break_down", break_down)
        with pytest.raises(Conflict) as conflict:
            await anna.call("open.fail")
        assert conflict.value.fields == {"field": "name"}
        with pytest.raises(Exception) as broken:  # noqa: PT011 - the message is what matters
            await anna.call("open.break_down")
        assert "stack trace" not in str(broken.value)
        with pytest.raises(Denied):
            await anna.call("closed.door")
        with pytest.raises(Denied):
            await anna.register("closed.door", fail)
        await anna.register("open.door", fail)


async def test_what_cannot_be_sent_is_refused_before_it_is_sent() -> None:
    async with embedded() as router, member(router, "anna") as anna:
        with pytest.raises(Invalid):
            await anna.call("open.add", [object()])
        with pytest.raises(Invalid):
            await anna.publish("open.add", [object()])
        with pytest.raises(NoProcedure):
            await anna.call("open.add")


async def test_every_name_of_an_argument_is_the_callers() -> None:
    async def echo(incoming: Incoming) -> Any:
        if incoming.progress is not None:
            incoming.progress(**incoming.kwargs)
        return Result(incoming.args, incoming.kwargs)

    async def refuse(incoming: Incoming) -> Any:
        raise RemoteError("open.error.no", incoming.args, incoming.kwargs)

    heard: asyncio.Queue[Incoming] = asyncio.Queue()

    async def hear(incoming: Incoming) -> None:
        heard.put_nowait(incoming)

    names = (
        "options",
        "details",
        "self",
        "error",
        "callee",
        "uri",
        "args",
        "kwargs",
        "enc_algo",
        "fun",
    )
    kwargs = dict.fromkeys(names, 1)
    async with (
        embedded() as router,
        member(router, "anna") as anna,
        member(router, "bruno") as bruno,
    ):
        await bruno.register("open.echo", echo)
        await bruno.register("open.refuse", refuse)
        await bruno.subscribe("open.news", hear)
        parts: list[Any] = []
        answer = await anna.call(
            "open.echo", [1, 2], kwargs, on_progress=lambda **part: parts.append(part)
        )
        assert (list(answer.args), answer.kwargs) == ([1, 2], kwargs)
        assert parts == [kwargs]
        with pytest.raises(RemoteError) as refused:
            await anna.call("open.refuse", ["né"], kwargs)
        assert refused.value.fields == {"uri": "open.error.no", "args": ["né"], "kwargs": kwargs}
        await anna.publish("open.news", [], kwargs)
        assert (await heard.get()).kwargs == kwargs


async def test_a_call_that_takes_too_long_is_cancelled_there() -> None:
    cancelled = asyncio.Event()

    async def wait(_incoming: Incoming) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    async with (
        embedded() as router,
        member(router, "anna") as anna,
        member(router, "bruno") as bruno,
    ):
        await bruno.register("open.wait", wait)
        with pytest.raises(TimedOut):
            await anna.call("open.wait", timeout=0.05)
        async with asyncio.timeout(SOON):
            await cancelled.wait()


async def test_a_lost_session_ends_calls_and_the_next_one_has_everything() -> None:
    started, cancelled = asyncio.Event(), asyncio.Event()
    heard: asyncio.Queue[Incoming] = asyncio.Queue()

    async def wait(_incoming: Incoming) -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    async def echo(incoming: Incoming) -> Any:
        return list(incoming.args)

    async def hear(incoming: Incoming) -> None:
        heard.put_nowait(incoming)

    async with embedded() as router, member(router, "anna") as anna:
        await anna.register("open.wait", wait)
        await anna.register("open.echo", echo)
        await anna.subscribe("open.news", hear)
        under_way = asyncio.gather(anna.call("open.wait"), return_exceptions=True)
        await started.wait()
        cut(router, "anna")
        (outcome,) = await under_way
        assert isinstance(outcome, Closed)
        async with asyncio.timeout(SOON):
            await cancelled.wait()
            while anna.up:  # noqa: ASYNC110 - the realm tells nobody, a call just fails
                await asyncio.sleep(0)
        with pytest.raises(Busy):
            await anna.call("open.echo")
        await anna.publish("open.news", ["to nobody"])
        await anna.register("open.late", echo)
        await anna.unregister("open.echo")
        async with asyncio.timeout(SOON):
            await anna.joined()
        assert anna.lives == 2
        assert await anna.call("open.late", ["after"]) == ["after"]
        with pytest.raises(NoProcedure):
            await anna.call("open.echo")
        router.node.publish("open.news", ["once"])
        assert (await heard.get()).args == ("once",)
        assert heard.empty()


async def test_a_wrong_ticket_never_joins_and_says_so_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with embedded() as router:
        realm = Realm(Address(router.url, "wrong"), patience=QUICK)
        await realm.start()
        await asyncio.sleep(0.2)
        assert not realm.up
        await realm.stop()
        warnings = [r for r in caplog.records if r.levelname == "WARNING" and "away" in r.message]
        assert len(warnings) == 1
        assert "wrong" not in caplog.text.replace("wrong ticket", "")


def test_waiting_grows_to_a_bound_and_is_never_the_same() -> None:
    patience = Patience(retry_first=1.0, retry_longest=8.0)
    for attempt, longest in enumerate((1, 2, 4, 8, 8, 8)):
        waits = {patience.before(attempt) for _ in range(20)}
        assert all(longest / 2 <= wait <= longest for wait in waits)
        assert len(waits) > 1
    assert patience.before(10_000) <= 8


def test_the_ticket_is_not_shown() -> None:
    assert "secret" not in repr(Address("ws://host/", "secret"))
