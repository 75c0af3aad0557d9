"""One running call of a node: bounded in time, and ended when its node unbinds."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any, TypeVar

from ytefas.errors import Closed, TimedOut
from ytefas.framework.tree.signal import Keeper
from ytefas.framework.tree.tasks import is_within, within

T = TypeVar("T")


class CallScope:
    """Kept by the callee while the call runs; closing it cancels the call, not its caller."""

    __slots__ = ("_clock", "_closed", "_finished")

    def __init__(self, timeout: float | None) -> None:
        self._clock = asyncio.timeout(timeout)
        self._closed = False
        self._finished: asyncio.Future[None] | None = None

    async def run(self, work: Awaitable[T], callee: Keeper | None = None) -> T:
        try:
            async with self._clock:
                if callee is not None:
                    callee.node_keep(self)
                with within(self):
                    return await work
        except TimeoutError:
            if self._closed:
                raise Closed from None
            if self._clock.expired():
                raise TimedOut from None
            raise
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            # Nobody cancelled the call: what it waited for ended with its owner.
            raise Closed from None
        finally:
            if callee is not None:
                callee.node_release(self)
            if self._finished is not None and not self._finished.done():
                self._finished.set_result(None)

    def close(self) -> asyncio.Future[Any] | None:
        if is_within(self):  # the call is the one that asked for the unbind: let it finish
            return None
        loop = asyncio.get_running_loop()
        self._closed = True
        with suppress(RuntimeError):  # it has just expired by itself
            self._clock.reschedule(loop.time())
        self._finished = loop.create_future()
        return self._finished
