"""SPEC-work.md [H14]: many sessions, few places at the shelf, and a shelf that is busy for a while.

The promises of what is kept, and for whom, are in test_session.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import pytest
from typing_extensions import override

from tests.framework.talk.test_session import Desktop, users
from tests.support.client import until_true
from tests.support.house import House, Shelf
from ytefas.errors import Busy
from ytefas.framework.talk import shelving
from ytefas.framework.talk.session import SessionLimits

SOON = SessionLimits(per_user=50, shelve_after=0.01)


class Tight(Shelf):
    """A shelf that says who was there at once, and is busy so many times."""

    def __init__(self, *, busy: int = 0) -> None:
        super().__init__()
        self.busy = busy
        self.now = self.most = 0
        self.saves = 0
        self.open = asyncio.Event()
        self.open.set()

    @override
    async def save(self, session_id: str, data: Mapping[str, Any]) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await asyncio.sleep(0)
            await self.open.wait()
            if self.busy:
                self.busy -= 1
                raise Busy(reason="pool")
            self.saves += 1
            await super().save(session_id, data)
        finally:
            self.now -= 1


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelving, "SOONEST", 0.001)
    monkeypatch.setattr(shelving, "LATEST", 0.01)


async def test_h14_a_busy_shelf_loses_nothing_and_says_so_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shelf = Tight(busy=40)
    house = await House([Desktop], users(), shelf, SOON).open()
    with caplog.at_level(logging.WARNING):
        clients = [await house.visit() for _ in range(10)]
        for client in clients:
            await client.shows("desktop")
        numbers = {client.session["id"] for client in clients}
        await until_true(lambda: shelf.kept.keys() == numbers)
    assert shelf.busy == 0
    (record,) = [one for one in caplog.records if one.name == shelving.__name__]
    assert record.levelname == "WARNING"
    assert record.exc_info is None
    assert not [one for one in caplog.records if one.levelno > logging.WARNING]
    await house.close()


async def test_h14_few_saves_run_at_once_and_each_session_waits_once() -> None:
    shelf = Tight()
    shelf.open.clear()
    house = await House([Desktop], users(), shelf, SOON).open()
    clients = [await house.visit() for _ in range(12)]
    for client in clients:
        await client.shows("desktop")
    sessions = [house.directory.by_id[client.session["id"]] for client in clients]
    # a view is shown before its opening ends, and that is one more thing to keep
    await until_true(lambda: not any(session._shelving for session in sessions))
    shelver = house.service.shelver
    assert shelver is not None
    await until_true(lambda: shelf.now == shelving.AT_ONCE)
    for _ in range(20):
        for session in sessions:
            shelver.soon(session)
    shelf.open.set()
    await until_true(lambda: len(shelf.kept) == len(clients) and not shelf.now)
    assert shelf.most == shelving.AT_ONCE
    assert shelf.saves <= len(clients) + shelving.AT_ONCE, "one under way and one in line"
    await house.close()


async def test_h14_what_is_kept_is_what_there_is_when_its_turn_comes() -> None:
    shelf = Tight(busy=10)
    house = await House([Desktop], users(), shelf, SOON).open()
    client = await house.visit()
    await client.shows("desktop")
    session = house.directory.by_id[client.session["id"]]
    await until_true(lambda: shelf.busy < 10)
    session.token_hash = "newer"
    await until_true(lambda: shelf.kept)
    assert shelf.kept[session.id]["token"] == "newer"
    await house.close()


async def test_h14_a_node_that_goes_tries_a_busy_shelf_again() -> None:
    shelf = Tight()
    house = await House([Desktop], users(), shelf, SessionLimits(per_user=50)).open()
    clients = [await house.visit() for _ in range(10)]
    for client in clients:
        await client.shows("desktop")
    shelf.busy = 15
    await house.service.node_unbind()
    assert shelf.kept.keys() == {client.session["id"] for client in clients}
    assert shelf.most <= shelving.AT_ONCE


async def test_h14_a_node_that_goes_does_not_wait_for_ever(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shelf = Tight()
    shelf.open.clear()
    limits = SessionLimits(per_user=50, shelve_after=0.01, drain=0.05)
    house = await House([Desktop], users(), shelf, limits).open()
    clients = [await house.visit() for _ in range(20)]
    for client in clients:
        await client.shows("desktop")
    async with asyncio.timeout(30):
        await house.service.node_unbind()
    assert house.directory.by_id == {}
    assert not [one for one in caplog.records if one.exc_info]
