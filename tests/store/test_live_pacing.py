"""Paced work: at once when idle, never twice at once, again when asked while it ran."""

import asyncio

import pytest

from ytefas.errors import Busy, Closed, Denied
from ytefas.store.live.pacing import Paced
from ytefas.store.live.tally import Tally
from ytefas.store.source.source import Count


class Work:
    """Counts its runs, and can be held or made to fail."""

    def __init__(self) -> None:
        self.runs = 0
        self.at_once = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.fails: list[Exception] = []

    async def __call__(self) -> None:
        self.runs += 1
        self.at_once += 1
        assert self.at_once == 1
        try:
            await self.gate.wait()
            if self.fails:
                raise self.fails.pop(0)
        finally:
            self.at_once -= 1


async def idle(paced: Paced) -> None:
    async with asyncio.timeout(30):
        while paced.busy:  # noqa: ASYNC110 - nothing is told when a Paced falls idle
            await asyncio.sleep(0.001)


async def test_the_first_ask_is_done_at_once_and_a_burst_once_more() -> None:
    work = Work()
    paced = Paced(work, name="test", rest=0.02, share=1)
    began = asyncio.get_running_loop().time()
    paced.ask()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert work.runs == 1
    for _ in range(50):
        paced.ask()
    await idle(paced)
    assert work.runs == 2
    assert asyncio.get_running_loop().time() - began >= 0.02


async def test_what_is_asked_while_it_runs_is_done_afterwards() -> None:
    work = Work()
    work.gate.clear()
    paced = Paced(work, name="test", rest=0, share=1)
    paced.ask()
    await asyncio.sleep(0.001)
    paced.ask()
    paced.ask()
    work.gate.set()
    await idle(paced)
    assert work.runs == 2


async def test_long_work_rests_in_proportion() -> None:
    work = Work()
    work.gate.clear()
    paced = Paced(work, name="test", rest=0, share=5)
    paced.ask()
    await asyncio.sleep(0.01)
    work.gate.set()
    await asyncio.sleep(0.002)
    paced.ask()
    began = asyncio.get_running_loop().time()
    await idle(paced)
    assert asyncio.get_running_loop().time() - began >= 0.03
    assert work.runs == 2


async def test_a_caller_waits_for_the_run_under_way_and_gets_its_error() -> None:
    work = Work()
    work.gate.clear()
    work.fails = [Denied()]
    paced = Paced(work, name="test", rest=0, share=1)
    paced.ask()
    both = asyncio.gather(paced.run(), paced.run(), return_exceptions=True)
    await asyncio.sleep(0.001)
    work.gate.set()
    assert [type(error) for error in await both] == [Denied, Denied]
    assert work.runs == 1
    assert not paced.busy  # only what may be tried again is tried again


async def test_what_the_database_refuses_for_now_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ytefas.store.live.pacing.BACK_OFF", 0.01)
    work = Work()
    work.fails = [Busy(), Busy()]
    paced = Paced(work, name="test", rest=0, share=1)
    paced.ask()
    await idle(paced)
    assert work.runs == 3


async def test_what_is_refused_again_after_long_work_rests_in_proportion(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A statement that always takes too long must not be all the database does."""
    monkeypatch.setattr("ytefas.store.live.pacing.BACK_OFF", 0)
    work = Work()
    work.fails = [Busy(), Busy()]
    work.gate.clear()
    paced = Paced(work, name="test", rest=0, share=5)
    paced.ask()
    await asyncio.sleep(0.01)
    work.gate.set()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    work.gate.clear()
    while work.runs < 2:  # noqa: ASYNC110 - nothing is told when a run begins
        await asyncio.sleep(0.001)
    await asyncio.sleep(0.01)
    work.gate.set()
    began = asyncio.get_running_loop().time()
    await idle(paced)
    assert asyncio.get_running_loop().time() - began >= 0.03
    assert work.runs == 3


async def test_one_pause_of_the_machine_does_not_make_what_is_shown_stale_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ytefas.store.live.pacing.BACK_OFF", 0.01)
    work = Work()
    work.fails = [Busy()]
    work.gate.clear()
    paced = Paced(work, name="test", rest=0, share=10_000)
    paced.ask()
    await asyncio.sleep(0.01)
    work.gate.set()  # in proportion the next run would be minutes away
    await idle(paced)
    assert work.runs == 2


async def test_after_close_nothing_runs_and_nobody_waits() -> None:
    work = Work()
    work.gate.clear()
    paced = Paced(work, name="test", rest=0, share=1)
    waiting = asyncio.gather(paced.run(), return_exceptions=True)
    await asyncio.sleep(0.001)
    paced.close()
    assert [type(error) for error in await waiting] == [Closed]
    paced.ask()
    await asyncio.sleep(0)
    assert not paced.busy
    with pytest.raises(Closed):
        await paced.run()


class Shown:
    def __init__(self) -> None:
        self.counts: list[Count] = []

    def counted(self, count: Count) -> None:
        self.counts.append(count)


async def test_a_tally_counts_for_all_and_remembers_until_touched() -> None:
    numbers = [Count(7), Count(8)]

    async def read(_tally: Tally) -> Count:
        return numbers.pop(0)

    tally, one, two = Tally(read, name="test"), Shown(), Shown()
    tally.shown_by |= {one, two}
    tally.want()
    tally.want()
    await idle(tally._paced)
    assert one.counts == two.counts == [Count(7)]
    tally.touch()
    await idle(tally._paced)
    assert one.counts == [Count(7), Count(8)]
    tally.shown_by.clear()
    tally.want()
    assert not tally.busy
    tally.touch()  # nobody shows it: not counted, forgotten
    assert tally.count is None
    assert not tally.busy
