"""What every measurement is given: both servers, their database, and how long it may take."""

import asyncio
import gc
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from uuid import UUID

from tests.bench.figures import Samples
from tests.bench.filling import ADMIN, CONSULTANT, PASSWORD, Sizes
from tests.bench.guest import Entrance, Guest, Plain
from tests.bench.process import Measured, database_cpu

AT_ONCE = 20  # arrivals


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured: enough samples, in bounded time."""

    seconds: float  # for each side of a window
    rounds: int  # ours, limit, ours, limit …
    screens: tuple[int, ...]
    commits: int
    clients: int
    starts: int


@dataclass(frozen=True, slots=True)
class Bench:
    """The two servers on one database."""

    node: Measured
    limit: Measured
    postmaster: int
    sizes: Sizes
    effort: Effort
    scope: list[UUID]
    profile: bool = False

    @contextmanager
    def spending(self, side: Measured, samples: Samples) -> Iterator[None]:
        """Add what a server and the database spend in the block."""
        if self.profile and side is self.node:
            side.signal(signal.SIGUSR1)
            time.sleep(0.3)
        server, database, began = side.cpu(), database_cpu(self.postmaster), time.perf_counter()
        yield
        samples.elapsed += time.perf_counter() - began
        samples.cpu += side.cpu() - server
        samples.database_cpu += database_cpu(self.postmaster) - database
        if self.profile and side is self.node:
            side.signal(signal.SIGUSR2)
            time.sleep(0.3)

    @asynccontextmanager
    async def guests(self, number: int, *, admin: bool = True) -> AsyncIterator[list[Guest]]:
        """Have so many sessions of one person."""
        entrance = Entrance(self.node.url)
        guests: list[Guest] = []
        try:
            await entrance.log_in(ADMIN if admin else CONSULTANT, PASSWORD)
            await arrive(entrance, guests, number)
            yield guests
        finally:
            for guest in guests:
                guest.leave()
            await entrance.close()

    @asynccontextmanager
    async def plain(self, number: int) -> AsyncIterator[list[Plain]]:
        """Have so many sockets at the limit."""
        made: list[Plain] = []
        try:
            for _ in range(0, number, AT_ONCE):
                more = min(AT_ONCE, number - len(made))
                arrivals = (Plain.arrive(self.limit.url) for _ in range(more))
                made += await asyncio.gather(*arrivals)
            yield made
        finally:
            for one in made:
                one.leave()


async def arrive(entrance: Entrance, guests: list[Guest], number: int) -> None:
    """Let guests come, a few at a time, until there are so many."""
    while len(guests) < number:
        more = min(AT_ONCE, number - len(guests))
        guests += await asyncio.gather(*(entrance.guest() for _ in range(more)))


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep this process' own collector out of the measured time."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()
