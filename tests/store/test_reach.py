"""Reaches are believed for a minute at most, and never across a change."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from schema.base import new_id
from ytefas.rules.access import Level, Principal, Role
from ytefas.rules.home import HOME
from ytefas.store.feed import Change, RowChange
from ytefas.store.isolation import SYSTEM
from ytefas.store.reach import BELIEVED, Reaches, until_midnight

ANNA = Principal(new_id(), Role.CONSULTANT)
ALFA = new_id()


class Grants:
    """What the database would say, and how often it was asked."""

    def __init__(self) -> None:
        self.level = "read"
        self.asked = 0
        self.time = 0.0
        self.moment = datetime(2026, 3, 28, 12, tzinfo=HOME)
        self.sites: list[UUID] = []
        self.days: list[date] = []
        self.reaches = Reaches(self.load, now=lambda: self.time, clock=lambda: self.moment)
        self.while_loading: Change | None = None

    async def load(self, users: Sequence[UUID], today: date) -> Any:
        self.asked += 1
        self.days.append(today)
        rows = [
            {"user_id": user, "role": "consultant", "customer_id": ALFA, "level": self.level,
             "limited": bool(self.sites), "sites": self.sites}
            for user in users
        ]  # fmt: skip
        await asyncio.sleep(0)
        if self.while_loading is not None:
            self.reaches.forget([self.while_loading])
        return rows

    async def level_of_anna(self) -> Level:
        return (await self.reaches.of(ANNA))[1].levels[ALFA]


def change(table: str, *, reset: bool = False) -> Change:
    rows = (RowChange(table, new_id(), "update", frozenset()),)
    return Change(ALFA, new_id(), 1, None, None, rows, reset=reset)


async def test_a_reach_is_read_once_a_minute() -> None:
    grants = Grants()
    for moment in (0.0, 1.0, BELIEVED - 1):
        grants.time = moment
        assert await grants.level_of_anna() is Level.READ
    assert grants.asked == 1
    grants.time, grants.level = BELIEVED, "edit"
    assert await grants.level_of_anna() is Level.EDIT
    assert grants.asked == 2


async def test_only_changes_of_users_and_grants_and_resets_are_read_again() -> None:
    grants = Grants()
    for told, asked in (
        (change("site"), 1), (change("customer_grant"), 2), (change("app_user"), 3),
        (change("site", reset=True), 4),
    ):  # fmt: skip
        assert await grants.level_of_anna() is Level.READ
        grants.reaches.forget([told])
        assert await grants.level_of_anna() is Level.READ
        assert grants.asked == asked


async def test_what_changes_while_it_is_read_is_not_believed_afterwards() -> None:
    grants = Grants()
    grants.while_loading = change("customer_grant")
    assert await grants.level_of_anna() is Level.READ
    grants.while_loading, grants.level = None, "manage"
    assert await grants.level_of_anna() is Level.MANAGE


async def test_the_program_sees_everything_without_asking() -> None:
    grants = Grants()
    _, reach, scope = await grants.reaches.of(SYSTEM)
    assert (reach.everything, scope, grants.asked) == (True, None, 0)


async def test_everybody_is_read_at_once() -> None:
    grants = Grants()
    crowd = [Principal(new_id(), Role.CONSULTANT) for _ in range(300)]
    reaches = await asyncio.gather(*(grants.reaches.of(one) for one in crowd))
    assert [reach.levels for _, reach, _ in reaches] == [{ALFA: Level.READ}] * 300
    assert grants.asked == 1
    grants.reaches.forget_all()
    await asyncio.gather(*(grants.reaches.of(one) for one in [*crowd, *crowd]))
    assert grants.asked == 2


async def test_who_left_while_it_was_read_keeps_nobody_waiting() -> None:
    grants = Grants()
    leaving = asyncio.ensure_future(grants.reaches.of(ANNA))
    await asyncio.sleep(0)
    leaving.cancel()
    assert await grants.level_of_anna() is Level.READ


async def test_nothing_is_believed_past_midnight() -> None:
    grants = Grants()
    grants.moment = datetime(2026, 3, 28, 23, 59, 50, tzinfo=HOME)
    await grants.level_of_anna()
    grants.time = 9.0
    await grants.level_of_anna()
    grants.time, grants.moment = 10.0, datetime(2026, 3, 29, tzinfo=HOME)
    await grants.level_of_anna()
    assert grants.days == [date(2026, 3, 28), date(2026, 3, 29)]


def test_a_night_is_as_long_as_its_clocks_make_it() -> None:
    assert until_midnight(datetime(2026, 3, 28, 23, tzinfo=HOME)) == 3600
    assert until_midnight(datetime(2026, 3, 29, tzinfo=HOME)) == 23 * 3600
    assert until_midnight(datetime(2026, 10, 25, tzinfo=HOME)) == 25 * 3600


async def test_a_grant_may_cover_some_sites() -> None:
    grants = Grants()
    grants.sites = [new_id()]
    _, reach, _ = await grants.reaches.of(ANNA)
    assert reach.sites == {ALFA: frozenset(grants.sites)}
    assert (reach.of_whole.levels, reach.without_limited.levels) == ({ALFA: Level.READ}, {})
