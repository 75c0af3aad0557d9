"""A server, or the trace of one, that an earlier owner left behind.

Called by the holder of the data directory's lock, so no live owner of ours exists. A server is
stopped only if we recorded it (pid and start time) when we started it and it works in this cluster;
any other server is somebody else's decision, and refused.
"""

import asyncio
import os
import signal
import time
from pathlib import Path

from ytefas.store.embedded.lock import Record
from ytefas.store.embedded.process import Postmaster, Process
from ytefas.store.embedded.refusal import ServerRefused

_LOOK_EVERY = 0.02
_LEAVING = 5.0  # an owner killed before it wrote the record took its server along: wait for it
_FAST, _IMMEDIATE = 20.0, 10.0


async def retire(cluster: Path, earlier: Record | None) -> None:
    """End the server an earlier owner left running in this cluster."""
    server = await asyncio.to_thread(_running, cluster)
    if server is None:
        return
    if earlier is None or earlier.server != server:
        if await _gone(server, within=_LEAVING if earlier else 0):
            return
        raise ServerRefused("foreign_server", pid=server.pid, directory=str(cluster))
    for number, patience in ((signal.SIGINT, _FAST), (signal.SIGQUIT, _IMMEDIATE)):
        server.signal(number)
        if await _gone(server, within=patience):
            return
    raise ServerRefused("orphan_stays", pid=server.pid, directory=str(cluster))


def disown(cluster: Path) -> None:
    """Make a stale postmaster.pid harmless when its pid has been given to a stranger.

    PostgreSQL would take a stranger of the same user for a running server. We write our own pid in
    its stead: PostgreSQL knows its parent is no server, and still checks, by the shared memory the
    file names, that no process of the dead server is left.
    """
    found = Postmaster.read(cluster)
    if found is None or found.process(cluster) is not None:
        return
    descriptor = os.open(cluster / "postmaster.pid", os.O_RDWR | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "r+", encoding="utf-8", errors="surrogateescape") as file:
        rest = file.read().partition("\n")[2]
        file.seek(0)
        file.write(f"{os.getpid()}\n{rest}")
        file.truncate()


def _running(cluster: Path) -> Process | None:
    found = Postmaster.read(cluster)
    return found.process(cluster) if found else None


async def _gone(server: Process, *, within: float) -> bool:
    deadline = time.monotonic() + within
    while server.alive:
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(_LOOK_EVERY)
    return True
