"""Background work that always has somebody who keeps and ends it.

`spawn` is the one place that makes a task. It also remembers which piece of work is being done in
the current logical thread (`within`), so that a node which unbinds itself from one of its own
calls or tasks does not cancel the very work that asked for it.
"""

import asyncio
import logging
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from ytefas.framework.tree.signal import Keeper

T = TypeVar("T")
log = logging.getLogger(__name__)

_within: ContextVar[tuple[object, ...]] = ContextVar("ytefas_within", default=())
_ownerless: set[asyncio.Task[Any]] = set()


def is_within(work: object) -> bool:
    """Whether the code that asks runs inside `work`."""
    return any(piece is work for piece in _within.get())


@contextmanager
def within(work: object) -> Iterator[None]:
    """Mark the code inside as part of `work`."""
    token = _within.set((*_within.get(), work))
    try:
        yield
    finally:
        _within.reset(token)


def is_wanted() -> bool:
    """Whether the running task may go on; what works for ever asks before every round.

    A cancellation that comes in the moment in which something else ends can be swallowed on its
    way: `asyncio.wait_for` of Python 3.11 does it, and libraries use that. The task then lives on,
    with nobody to end it.
    """
    task = asyncio.current_task()
    return task is None or not task.cancelling()


class OwnedTask:
    """What an owner keeps of a task."""

    __slots__ = ("owner", "task")

    def __init__(self, task: asyncio.Task[Any], owner: Keeper) -> None:
        self.task = task
        self.owner = owner
        owner.node_keep(self)
        task.add_done_callback(self._forget)

    def _forget(self, _task: asyncio.Task[Any]) -> None:
        self.owner.node_release(self)

    def close(self) -> asyncio.Task[Any] | None:
        if is_within(self):
            return None
        self.task.cancel()
        return self.task


def spawn(
    work: Coroutine[Any, Any, T],
    *,
    owner: Keeper | None = None,
    name: str | None = None,
    logged: bool = True,
) -> asyncio.Task[T]:
    """Run `work` beside; cancelled when its owner unbinds, logged when it fails unexpectedly.

    Say `logged=False` when the failure is awaited and handled where the task was made.
    """
    marker: list[OwnedTask] = []
    task = asyncio.create_task(_run(work, marker), name=name)  # noqa: TID251 - the one place
    # A task cancelled before its first step would leave `work` never awaited.
    task.add_done_callback(lambda _task: work.close())
    if logged:
        task.add_done_callback(_report)
    if owner is not None:
        marker.append(OwnedTask(task, owner))
    else:
        _ownerless.add(task)
        task.add_done_callback(_ownerless.discard)
    return task


async def _run(work: Coroutine[Any, Any, T], marker: list[OwnedTask]) -> T:
    if marker:
        _within.set(tuple(marker))
    return await work


def _report(task: asyncio.Task[Any]) -> None:
    if task.cancelled():
        return
    error = task.exception()
    if error is not None:
        log.error("task %s failed", task.get_name(), exc_info=error)
