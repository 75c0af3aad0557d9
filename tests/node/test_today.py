"""The day that computed columns go by is the studio's, not the server's."""

from datetime import UTC, date, datetime

from sqlalchemy import TIMESTAMP, literal, select

from tests.support.node import House
from ytefas.rules import home
from ytefas.store.isolation import SYSTEM
from ytefas.store.today import TODAY, day_of


async def test_a_day_begins_at_midnight_in_rome(house: House) -> None:
    late = literal(datetime(2026, 3, 31, 22, 30, tzinfo=UTC), TIMESTAMP(timezone=True))
    async with house.store.reading(SYSTEM) as reading:
        assert await reading.fetch_value(select(day_of(late))) == date(2026, 4, 1)
        before = home.today()
        today = await reading.fetch_value(select(TODAY))
    assert before <= today <= home.today()
