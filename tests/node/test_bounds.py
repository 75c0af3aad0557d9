"""Bounds of the door: what is too much, what is wrong, and what must not leak."""

import asyncio
import gc
import socket
import tracemalloc
from functools import partial
from typing import Any

import pytest

from tests.support.client import CursorProxy, until_true
from tests.support.node import House, shown
from tests.support.visitor import ERROR, Visitor
from ytefas.errors import Invalid, YtefasError
from ytefas.store.live.rows import LiveRows
from ytefas.words import words


async def test_a_message_over_the_limit_is_refused(house: House) -> None:
    _, anna = await house.consultant()
    await anna.wire.socket.send_str('[48,99,{},"ytefas.session.ping",["' + "x" * 70_000 + '"]]')
    await until_true(anna.wire.closed.is_set)


@pytest.mark.parametrize("locale", ["it", "en"])
async def test_errors_speak_the_readers_language(house: House, locale: str) -> None:
    anna = await house.visit(await house.hire(locale=locale))
    came: list[list[Any]] = []
    anna.wire.witness = lambda _, message: came.append(message)
    with pytest.raises(Invalid) as caught:
        await anna.call("ytefas.session.start_session", nothing=1)
    (error,) = [message for message in came if message[0] == ERROR]
    assert error[4] == "ytefas.error.invalid"
    assert error[6] == {
        "code": "invalid",
        "fields": caught.value.fields,
        "retry": False,
        "message": words("invalid", locale, caught.value.fields),
    }
    assert words("invalid", "it", {}) != words("invalid", "en", {})


async def test_an_internal_error_says_a_number_and_nothing_else(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _, anna = await house.consultant(await house.customer())
    rows = (await anna.open("view", "org.sites", controller="org_sites_list")).cursors["rows"]

    def broken(*_: object) -> None:
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr(LiveRows, "parse", broken)
    said: list[list[object]] = []
    anna.wire.witness = lambda _, m: said.append(m)
    with pytest.raises(YtefasError) as caught:
        await rows.remote.query({})
    assert caught.value.code == "internal"
    incident = caught.value.fields["incident"]
    assert "secret" not in str(said)
    assert "Traceback" not in str(said)
    assert any(str(incident) in record.getMessage() for record in caplog.records)


async def test_a_stalled_reader_costs_little_and_delays_nobody(house: House) -> None:
    customer = await house.customer()
    site = await house.site(customer, name="0", address={"note": "x" * 8000})
    screens = []
    for _ in range(2):
        _, visitor = await house.consultant(customer)
        rows = (await visitor.open("view", "org.sites", controller="org_sites_list")).cursors[
            "rows"
        ]
        await rows.remote.query({"columns": ["name", "address"]})
        await rows.until(lambda it: shown(it, "name") == ["0"])
        screens.append((visitor, rows))
    (stalled, _), (_, moving) = screens
    stop_reading(stalled)

    heard = 0

    async def step(number: int) -> int:
        nonlocal heard
        note = f"{number:05}" * 3000
        await house.change("site", site, number, name=str(number), address={"note": note})
        await moving.until(partial(says, name=str(number)))
        heard += len(moving.events)
        moving.events.clear()  # the reader who keeps up keeps nothing here either
        return len(note)

    for number in range(1, 21):  # what is made once and kept is not the stalled reader's
        await step(number)
    tracemalloc.start()
    try:
        before = held()
        sent = sum([await step(number) for number in range(21, 321)])
        after = held()
    finally:
        tracemalloc.stop()
        stalled.wire.cut()
    assert after - before < sent / 2, "what a reader leaves lying is not kept for him"
    assert heard >= 320  # each step arrived by itself: nobody waited for the other


def says(cursor: CursorProxy, *, name: str) -> bool:
    return shown(cursor, "name") == [name]


def held() -> int:
    """Weigh what our own modules hold; others of this process may log or test meanwhile."""
    gc.collect()
    ours = tracemalloc.Filter(inclusive=True, filename_pattern="*/ytefas/*")
    traces = tracemalloc.take_snapshot().filter_traces([ours]).traces
    return sum(trace.size for trace in traces)


def stop_reading(visitor: Visitor) -> None:
    """Stop taking anything from the socket, as a laptop that fell asleep."""
    assert visitor.wire.socket._conn is not None
    transport = visitor.wire.socket._conn.transport
    assert isinstance(transport, asyncio.Transport)
    transport.pause_reading()
    connection = transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
