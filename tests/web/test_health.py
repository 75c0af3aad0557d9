"""Alive while the loop turns; ready while every part answers, asked once a second at most."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from tests.web.conftest import Doors
from ytefas.web.settings import WebSettings

IMPATIENT = WebSettings(check_timeout=timedelta(milliseconds=20), check_kept=timedelta(0))


class Part:
    """A part of the node whose health the test decides."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.hangs = False
        self.asked = 0

    async def check(self) -> None:
        self.asked += 1
        await asyncio.sleep(3600 if self.hangs else 0)
        if self.error is not None:
            raise self.error


async def _get(
    doors: Doors, checks: Mapping[str, Callable[[], Awaitable[object]]], settings: WebSettings
) -> Callable[[], Awaitable[tuple[int, dict[str, object]]]]:
    browser = doors.browser(await doors.open(None, settings=settings, checks=checks))

    async def get() -> tuple[int, dict[str, object]]:
        answer = await browser.get("/health/ready")
        return answer.status, answer.json

    return get


async def test_ready_when_every_part_answers(doors: Doors) -> None:
    database, feed = Part(), Part()
    get = await _get(doors, {"database": database.check, "feed": feed.check}, IMPATIENT)
    status, answer = await get()
    assert status == 200
    assert answer["ready"] is True
    assert isinstance(answer["checks"], dict)
    assert {name: check["ok"] for name, check in answer["checks"].items()} == {
        "database": True,
        "feed": True,
    }


async def test_one_failing_part_makes_it_unready_and_says_which_but_not_why(doors: Doors) -> None:
    """ASVS 16.5.1."""
    database, feed, router = Part(), Part(), Part()
    checks = {"database": database.check, "feed": feed.check, "router": router.check}
    get = await _get(doors, checks, IMPATIENT)
    database.error = OSError("10.1.2.3:5432 refused")
    feed.hangs = True
    status, answer = await get()
    assert status == 503
    found = answer["checks"]
    assert isinstance(found, dict)
    assert (found["database"]["ok"], found["database"]["error"]) == (False, "failed")
    assert (found["feed"]["ok"], found["feed"]["error"]) == (False, "timeout")
    assert found["router"]["ok"] is True
    assert "10.1.2.3" not in str(answer)
    database.error, feed.hangs = None, False
    assert (await get())[0] == 200


async def test_a_flood_asks_the_parts_once(doors: Doors) -> None:
    database = Part()
    get = await _get(doors, {"database": database.check}, WebSettings())
    answers = await asyncio.gather(*(get() for _ in range(50)))
    assert {status for status, _ in answers} == {200}
    assert database.asked == 1


async def test_alive_whatever_the_parts_say(doors: Doors) -> None:
    database = Part()
    database.error = OSError("down")
    address = await doors.open(None, checks={"database": database.check})
    answer = await doors.browser(address).get("/health/live")
    assert (answer.status, answer.json) == (200, {"live": True})
    assert database.asked == 0
