"""One owner per data directory: a lock the system releases when the owner dies, and its record.

The record in the lock file names the owner and the server it started by pid *and* start time, so a
reused pid is never mistaken for either of them.
"""

import fcntl
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from ytefas.store.embedded.place import LOCK
from ytefas.store.embedded.process import Process
from ytefas.store.embedded.refusal import ServerRefused

_LONGEST_RECORD = 4096


@dataclass(frozen=True, slots=True)
class Record:
    """Who holds or held the lock, and the server it last started."""

    owner: Process
    server: Process | None = None


class Lock:
    """The held lock of a data directory; closing it, or dying, releases it."""

    def __init__(self, descriptor: int, earlier: Record | None) -> None:
        self._descriptor = descriptor
        self.earlier = earlier

    @classmethod
    def take(cls, data_dir: Path) -> Self:
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            descriptor = os.open(data_dir / LOCK, flags, 0o600)
        except OSError as problem:
            raise ServerRefused("unusable_directory", directory=str(data_dir),
                                problem=problem.strerror) from None  # fmt: skip
        earlier = _parse(os.pread(descriptor, _LONGEST_RECORD, 0))
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            pid = earlier.owner.pid if earlier else "unknown"
            raise ServerRefused("already_running", directory=str(data_dir), pid=pid) from None
        return cls(descriptor, earlier)

    def record(self, server: Process | None) -> None:
        content = json.dumps(asdict(Record(Process.ourselves(), server))).encode()
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, content, 0)

    def release(self) -> None:
        os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)


def read_record(data_dir: Path) -> Record | None:
    """Return who runs the server of this directory, without touching the lock."""
    try:
        return _parse((data_dir / LOCK).read_bytes())
    except FileNotFoundError:
        return None


def _parse(content: bytes) -> Record | None:
    try:
        facts = json.loads(content)
        server = facts["server"]
        return Record(Process(**facts["owner"]), Process(**server) if server else None)
    except (ValueError, TypeError, KeyError):  # empty, or torn by a kill: nobody is recorded
        return None
