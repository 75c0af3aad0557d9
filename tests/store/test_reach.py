"""Reaches are believed for a minute at most, and never across a change."""

from typing import Any
from uuid import UUID

from schema.base import new_id
from ytefas.rules.access import Level, Principal, Role
from ytefas.store.feed import Change, RowChange
from ytefas.store.isolation import SYSTEM
from ytefas.store.reach import BELIEVED, Reaches

ANNA = Principal(new_id(), Role.CONSULTANT)
ALFA = new_id()


class Grants:
    """What the database would say, and how often it was asked."""

    def __init__(self) -> None:
        self.level = "read"
        self.asked = 0
        self.time = 0.0
        self.reaches = Reaches(self.load, now=lambda: self.time)
        self.while_loading: Change | None = None

    async def load(self, user: UUID) -> Any:
        assert user == ANNA.user_id
        self.asked += 1
        rows = [{"role": "consultant", "customer_id": ALFA, "level": self.level}]
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
