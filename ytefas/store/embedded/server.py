"""The embedded PostgreSQL server: start, keep running, stop.

Who runs it owns it: it holds the lock of the data directory for life. The server does not outlive
its owner: killed, the owner takes the server along (a fast shutdown, by the kernel's parent-death
signal, which follows the thread that started it: the event loop's), and where that does not work
the next start stops the orphan before it starts its own. A server that dies alone is started again,
and recovers what was committed.

Clients come in through a socket only its user and root can reach, known by the kernel (peer); there
is no password to keep, and nothing listens on the network.
"""

import asyncio
import logging
import signal
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from ytefas.store.embedded.cluster import SUPERUSER, check_version, create_cluster
from ytefas.store.embedded.configuration import (
    machine_memory,
    settings_for,
    write_configuration,
)
from ytefas.store.embedded.launch import launch, private_output, tail
from ytefas.store.embedded.lock import Lock
from ytefas.store.embedded.orphan import retire, settle
from ytefas.store.embedded.place import (
    PORT,
    Place,
    clear_unfinished,
    close_socket_dir,
    find_place,
    open_socket_dir,
    own,
)
from ytefas.store.embedded.process import Postmaster, Process
from ytefas.store.embedded.program import Program, installed, program_for
from ytefas.store.embedded.provision import DATABASE, OWNER, provision
from ytefas.store.embedded.refusal import ServerRefused

_LOG = logging.getLogger(__name__)
_LOOK_EVERY = 0.02
_FAST, _IMMEDIATE, _KILLED = 20.0, 5.0, 5.0  # seconds each kind of shutdown is given
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.1, 10.0  # between attempts to revive a server that died


@dataclass(frozen=True, slots=True)
class Database:
    """Where a database is: as its owner, who migrates it, and as superuser, who sets it up."""

    url: str
    superuser_url: str


def database_at(socket_dir: str, name: str = DATABASE) -> Database:
    """Return the URLs of a database of the embedded server whose socket is in `socket_dir`."""
    place = f"/{quote(name)}?host={quote(socket_dir, safe='/')}&port={PORT}"
    return Database(f"postgresql://{OWNER}@{place}", f"postgresql://{SUPERUSER}@{place}")


class EmbeddedServer:
    """One PostgreSQL server on one data directory, for as long as this process wants it."""

    def __init__(self, data_dir: Path, *, settings: Mapping[str, str] | None = None) -> None:
        self._data_dir = data_dir
        self._settings = dict(settings or {})
        self._lock: Lock | None = None
        self._place: Place | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> Database:
        """Start the server, creating the cluster if new; return when it answers."""
        if self._lock is not None:
            raise RuntimeError("the server was started already: stop it first")
        try:
            place, program, is_new = await self._prepare()
            if is_new:
                await create_cluster(place, program, settings=self._settings)
            await self._launch(place, program)
            database = database_at(str(place.socket_dir))
            await provision(database_at(str(place.socket_dir), "postgres").superuser_url)
        except BaseException:
            await self.stop()
            raise
        self._watch = asyncio.create_task(self._keep_running(place, program))
        return database

    async def stop(self) -> None:
        """End the server: cleanly if it ends in time, and in bounded time in any case."""
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.cancel()
            await asyncio.wait({watch})
        await self._end()
        if self._place is not None:
            await asyncio.to_thread(close_socket_dir, self._place)
        if self._lock is not None:
            self._lock.release()
        self._lock = self._place = None

    async def _prepare(self) -> tuple[Place, Program, bool]:
        place = await asyncio.to_thread(find_place, self._data_dir)
        # Not in a thread: a start cancelled meanwhile would leave a lock that nobody holds.
        self._lock = lock = Lock.take(place.data_dir)
        self._place = place
        await asyncio.to_thread(own, place)
        await retire(place.cluster, lock.earlier)
        lock.record(None)
        await asyncio.to_thread(clear_unfinished, place)
        exists = await asyncio.to_thread(check_version, place)
        program = await asyncio.to_thread(_program, place)
        await asyncio.to_thread(open_socket_dir, place)
        return place, program, not exists

    async def _launch(self, place: Place, program: Program) -> None:
        """Start the server and wait until it takes connections, recovery included."""
        settings = settings_for(place, memory=machine_memory(), chosen=self._settings)
        await asyncio.to_thread(write_configuration, place, settings)
        await settle(place)
        with await asyncio.to_thread(private_output) as output:
            command = [program["postgres"], "-D", str(place.cluster)]
            self._process = process = await launch(
                place.account, command, cwd=place.data_dir, output=output, farewell=signal.SIGINT
            )
            # A big recovery takes minutes: we wait as long as it lives.
            while not await asyncio.to_thread(_ready, place, process.pid):
                if process.returncode is not None:
                    raise ServerRefused("not_started", directory=str(place.cluster),
                                        log_dir=str(place.cluster / "log"),
                                        log=await asyncio.to_thread(tail, output))  # fmt: skip
                await asyncio.sleep(_LOOK_EVERY)
        if self._lock is not None:
            self._lock.record(Process.find(process.pid))

    async def _keep_running(self, place: Place, program: Program) -> None:
        """Start the server again whenever it ends without being asked."""
        pause = _SHORTEST_PAUSE
        while self._process is not None:
            code = await self._process.wait()
            _LOG.error("PostgreSQL ended by itself (code %s); starting it again", code)
            try:
                await self._launch(place, program)
                pause = _SHORTEST_PAUSE
            except Exception:  # noqa: BLE001 - whatever it was: without a database, no node
                _LOG.exception("PostgreSQL could not be started again; trying in %s s", pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)

    async def _end(self) -> None:
        process = self._process
        if process is None:
            return
        for number, patience in ((signal.SIGINT, _FAST), (signal.SIGQUIT, _IMMEDIATE),
                                 (signal.SIGKILL, _KILLED)):  # fmt: skip
            with suppress(ProcessLookupError):
                process.send_signal(number)
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), patience)
                break
        self._process = None


def _program(place: Place) -> Program:
    return program_for(place.account, installed(), place.data_dir)


def _ready(place: Place, pid: int) -> bool:
    found = Postmaster.read(place.cluster)
    return found is not None and found.pid == pid and found.ready
