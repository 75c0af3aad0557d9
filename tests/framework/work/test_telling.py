"""Numbering and pacing of events: SPEC-work.md [C], the teller alone."""

import asyncio
from typing import Any

import pytest

from ytefas.framework.tree.node import Node
from ytefas.framework.work.rows import Slice
from ytefas.framework.work.telling import PACE, Teller

COLUMNS = ("id", "name")


async def turns() -> None:
    """Let what is due happen, and take next to no time about it: a busy machine is not the pace."""
    for _ in range(8):
        await asyncio.sleep(0)


class Desk:
    """What a teller tells about, and what it told."""

    def __init__(self) -> None:
        self.shown = Slice(COLUMNS, [(n, f"row {n}") for n in range(40)], 0, 40)
        self.state: dict[str, Any] = {"current_id": 0}
        self.events: list[tuple[str, dict[str, Any]]] = []
        self.fail = False
        self.teller = Teller(lambda: (self.shown, self.state), self.emit, Node())

    async def emit(self, kind: str, payload: dict[str, Any]) -> None:
        if self.fail:
            raise OSError("no way out")
        self.events.append((kind, payload))

    async def told(self) -> list[tuple[str, dict[str, Any]]]:
        await asyncio.sleep(PACE * 1.5)
        events, self.events = self.events, []
        return events


@pytest.fixture
async def desk() -> Desk:
    made = Desk()
    made.teller.resume()
    await made.told()
    return made


async def test_c17_nothing_is_told_before_somebody_listens() -> None:
    desk = Desk()
    desk.teller.touch()
    desk.teller.renew()
    assert await desk.told() == []
    assert desk.teller.version == 0
    desk.teller.resume()
    assert [kind for kind, _ in await desk.told()] == ["reset"]


async def test_c2_what_did_not_change_is_not_told(desk: Desk) -> None:
    desk.teller.touch()
    assert await desk.told() == []
    desk.shown = Slice(COLUMNS, [*desk.shown.rows], 0, 40)
    desk.teller.touch()
    assert await desk.told() == []
    assert desk.teller.version == 1


async def test_c2_a_patch_tells_rows_total_and_state_at_once(desk: Desk) -> None:
    desk.shown = Slice(COLUMNS, desk.shown.rows[1:], 0, 39, "estimated")
    desk.state = {"current_id": 1}
    desk.teller.touch()
    ((kind, payload),) = await desk.told()
    assert (kind, payload["version"]) == ("patch", 2)
    ops = [getattr(op, "value", op) for op in payload["ops"]]
    assert ops == [["remove", 0], ["total", 39, "estimated"], ["state", {"current_id": 1}]]


@pytest.mark.parametrize(
    "shown",
    [
        Slice(("id", "city"), [(n, "Trento") for n in range(40)], 0, 40),
        Slice(COLUMNS, [(n, f"row {n}") for n in range(10, 50)], 10, 50),
        Slice(COLUMNS, [(n, f"new {n}") for n in range(40)], 0, 40),
        Slice(COLUMNS, [], 0, 0),
    ],
    ids=["columns", "scrolled", "everything", "emptied"],
)
async def test_c2_a_reset_where_it_is_shorter_or_the_only_way(desk: Desk, shown: Slice) -> None:
    desk.shown = shown
    desk.teller.touch()
    ((kind, payload),) = await desk.told()
    assert (kind, payload["version"]) == ("reset", 2)
    assert payload["rows"].value == shown.rows


async def test_c4_a_burst_is_one_event_now_and_one_later(desk: Desk) -> None:
    await asyncio.sleep(PACE)
    for n in range(5):
        desk.state = {"current_id": n + 1}
        desk.teller.touch()
    await turns()
    assert len(desk.events) == 1, "the first of a burst waits for nobody"
    for n in range(5):
        desk.state = {"current_id": n + 10}
        desk.teller.touch()
    await turns()
    assert len(desk.events) == 1
    assert len(await desk.told()) == 2


async def test_c4_an_answer_leaves_at_once(desk: Desk) -> None:
    for n in range(10):
        desk.shown = Slice(COLUMNS, desk.shown.rows, n, 40)
        desk.teller.renew()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert [payload["first"] for _, payload in desk.events] == [*range(10)]


async def test_c4_an_answer_takes_along_what_waited_for_the_pace(desk: Desk) -> None:
    desk.teller.repeat_state()
    await turns()
    desk.state = {"current_id": 5}
    desk.teller.touch()
    await turns()
    assert len(desk.events) == 1, "nobody asked for this one"
    desk.teller.renew()
    await turns()
    assert desk.events[-1][1]["state"] == {"current_id": 5}
    assert len(await desk.told()) == 2


async def test_c4_an_answer_asked_for_while_an_event_leaves_follows_it_at_once(desk: Desk) -> None:
    async def emit(kind: str, payload: dict[str, Any]) -> None:
        desk.events.append((kind, payload))
        if len(desk.events) == 1:
            desk.teller.renew()

    desk.teller._emit = emit
    desk.state = {"current_id": 1}
    await asyncio.sleep(PACE)
    desk.teller.touch()
    await turns()
    assert [kind for kind, _ in desk.events] == ["patch", "reset"]


async def test_c4_what_changes_while_an_event_leaves_is_told_after_it(desk: Desk) -> None:
    async def emit(kind: str, payload: dict[str, Any]) -> None:
        desk.events.append((kind, payload))
        if len(desk.events) == 1:
            desk.state = {"current_id": 99}
            desk.teller.touch()

    desk.teller._emit = emit
    desk.state = {"current_id": 1}
    desk.teller.touch()
    await asyncio.sleep(PACE)
    assert [payload["version"] for _, payload in await desk.told()] == [2, 3]


async def test_c3_an_event_that_was_lost_leaves_a_gap(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.fail = True
    desk.state = {"current_id": 1}
    desk.teller.touch()
    await desk.told()
    desk.fail = False
    desk.state = {"current_id": 2}
    desk.teller.touch()
    assert [payload["version"] for _, payload in await desk.told()] == [3]
    assert "no way out" in caplog.text


async def test_d7_the_state_can_be_repeated_to_who_believes_otherwise(desk: Desk) -> None:
    desk.teller.repeat_state()
    ((kind, payload),) = await desk.told()
    assert (kind, payload["ops"]) == ("patch", [["state", {"current_id": 0}]])


async def test_c17_a_pause_forgets_what_was_about_to_be_told(desk: Desk) -> None:
    desk.state = {"current_id": 1}
    desk.teller.touch()
    desk.teller.pause()
    assert await desk.told() == []
    desk.teller.resume()
    assert [kind for kind, _ in await desk.told()] == ["reset"]
