"""A server, or the trace of one, that an earlier owner left behind.

Called by the holder of the data directory's lock, so no live owner of ours exists. A server is
stopped only if we recorded it (pid and start time) when we started it and it works in this cluster;
any other server is somebody else's decision, and refused.
"""

import asyncio
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from ytefas.store.embedded.lock import Record
from ytefas.store.embedded.place import Place
from ytefas.store.embedded.process import Postmaster, Process, backends_left
from ytefas.store.embedded.refusal import ServerRefused

_LOOK_EVERY = 0.02
_LEAVING = 5.0  # an owner killed before it wrote the record took its server along: wait for it
_FAST, _IMMEDIATE = 20.0, 10.0
_BACKENDS = 10.0  # until the processes of a killed server have noticed


async def retire(cluster: Path, earlier: Record | None) -> None:
    """End the server an earlier owner left running in this cluster."""
    server = await asyncio.to_thread(_running, cluster)
    if server is None:
        return
    if earlier is None or earlier.server != server:
        if await _until(lambda: not server.alive, within=_LEAVING if earlier else 0):
            return
        raise ServerRefused("foreign_server", pid=server.pid, directory=str(cluster))
    for number, patience in ((signal.SIGINT, _FAST), (signal.SIGQUIT, _IMMEDIATE)):
        server.signal(number)
        if await _until(lambda: not server.alive, within=patience):
            return
    raise ServerRefused("orphan_stays", pid=server.pid, directory=str(cluster))


async def settle(place: Place) -> None:
    """Make what a killed server left harmless: processes that still run, and stale pid files."""
    if await asyncio.to_thread(Postmaster.read, place.cluster) is None:
        return
    await _until(lambda: not any(backends_left(place.cluster)), within=_BACKENDS)
    await asyncio.to_thread(_disown, place)


def _disown(place: Place) -> None:
    """Take the pid of a dead server out of the files it left.

    PostgreSQL would take a stranger who was given that pid for a running server, and so it does
    with a dead child nobody buried (a container without an init). In postmaster.pid we write our
    own pid in its stead: PostgreSQL knows its parent is no server, and still checks, by the shared
    memory the file names, that no process of the dead server is left.
    """
    cluster = place.cluster
    found = Postmaster.read(cluster)
    if found is None or found.process(cluster) is not None:
        return
    for stale in place.socket_dir.glob(".s.PGSQL.*"):
        stale.unlink()
    descriptor = os.open(cluster / "postmaster.pid", os.O_RDWR | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "r+", encoding="utf-8", errors="surrogateescape") as file:
        rest = file.read().partition("\n")[2]
        file.seek(0)
        file.write(f"{os.getpid()}\n{rest}")
        file.truncate()


def _running(cluster: Path) -> Process | None:
    found = Postmaster.read(cluster)
    return found.process(cluster) if found else None


async def _until(condition: Callable[[], bool], *, within: float) -> bool:
    deadline = time.monotonic() + within
    while not await asyncio.to_thread(condition):
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(_LOOK_EVERY)
    return True
