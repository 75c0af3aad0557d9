"""Where the embedded server lives: its directories, who owns them, and how short a socket must be.

<data directory>/      0700, of the server's user, when we made it or found it empty
lock               held for life by the process that runs the server
cluster/           what PostgreSQL calls its data directory; its log is in cluster/log
socket/            0700; elsewhere when the path would be too long for a socket
program-<hash>/    a copy of PostgreSQL, only when the installed one cannot be reached
"""

import hashlib
import os
import shutil
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from errno import ENOTDIR
from pathlib import Path

from ytefas.store.embedded.account import Account, first_closed, server_account
from ytefas.store.embedded.refusal import ServerRefused

LOCK = "lock"
PORT = 5432  # only part of the socket's name: the server does not listen on the network
_SOCKET = f".s.PGSQL.{PORT}"
_LONGEST_SOCKET = 103  # 107 bytes on Linux, 103 on the BSDs: one limit, so that paths can move
_PATIENCE = 10.0
_UNFINISHED = (".new-cluster-", ".new-program-")


@dataclass(frozen=True, slots=True)
class Place:
    """The directories of one embedded server and the user it runs as."""

    data_dir: Path
    socket_dir: Path
    account: Account

    @property
    def cluster(self) -> Path:
        return cluster_of(self.data_dir)


def default_data_dir(environment: Mapping[str, str]) -> Path:
    """Return the data directory nobody chose: the system's for root, the user's own otherwise."""
    if os.geteuid() == 0:
        return Path("/var/lib/ytefas")
    home = environment.get("XDG_DATA_HOME", "")
    base = Path(home) if home.startswith("/") else Path.home() / ".local" / "share"
    return base / "ytefas"


def cluster_of(data_dir: Path) -> Path:
    """Return what PostgreSQL calls its data directory."""
    return data_dir / "cluster"


def find_place(data_dir: Path) -> Place:
    """Decide where the server lives and as whom, and make the data directory if it is missing."""
    data_dir = data_dir.resolve()
    with _refusing(data_dir):
        account = server_account(cluster_of(data_dir))
        missing = [path for path in (data_dir, *data_dir.parents) if not path.exists()]
        existing = missing[-1].parent if missing else data_dir
        if not existing.is_dir():
            raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR), str(existing))
        if missing:
            _refuse_closed(account, existing, data_dir)
        for path in reversed(missing):
            path.mkdir(exist_ok=True)  # two starts at once may both get here: the lock decides
            path.chmod(0o755 if path != data_dir else 0o700)
    return Place(data_dir, socket_dir(data_dir, account.uid), account)


def own(place: Place) -> None:
    """Make the data directory private if it was made for us; foreign ones are never changed."""
    directory, account = place.data_dir, place.account
    with _refusing(directory):
        found = directory.stat()
        ours = found.st_uid in {os.geteuid(), account.uid}
        shared = bool(found.st_mode & stat.S_ISVTX)  # like /tmp
        if ours and not shared and {path.name for path in directory.iterdir()} <= {LOCK}:
            _make_private(directory, account)
        _refuse_closed(account, directory, directory)


def clear_unfinished(place: Place) -> None:
    """Remove what an interrupted start left half done; only the holder of the lock may."""
    deadline = time.monotonic() + _PATIENCE
    for prefix in _UNFINISHED:
        for leftover in place.data_dir.glob(prefix + "*"):
            # The killed program may still be at it: writing its last file, or cleaning up itself.
            while leftover.exists() and time.monotonic() < deadline:
                shutil.rmtree(leftover, ignore_errors=True)


def open_socket_dir(place: Place) -> None:
    """Make the private directory of the socket, or make sure that the one there is private."""
    directory = place.socket_dir
    with _refusing(directory):
        if not directory.exists():
            directory.mkdir(0o700)
            _make_private(directory, place.account)
        found = directory.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != place.account.uid:
        raise ServerRefused("unusable_directory", directory=str(directory),
                            problem=f"it does not belong to {place.account.name}")  # fmt: skip
    directory.chmod(0o700)


def close_socket_dir(place: Place) -> None:
    """Leave nothing in directories we share with others."""
    if place.socket_dir.parent != place.data_dir:
        shutil.rmtree(place.socket_dir, ignore_errors=True)


def socket_dir(data_dir: Path, uid: int) -> Path:
    """Return the socket's directory: beside the data, or a short private one when too long."""
    beside = data_dir / "socket"
    if len(os.fsencode(beside / _SOCKET)) <= _LONGEST_SOCKET:
        return beside
    name = "ytefas-" + hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    run = Path("/run") if os.geteuid() == 0 else Path(f"/run/user/{uid}")
    if run.is_dir() and os.access(run, os.W_OK):
        return run / name
    return Path("/tmp") / name  # noqa: S108 - opened only when it is ours and 0700  # nosec B108


def _refuse_closed(account: Account, path: Path, data_dir: Path) -> None:
    closed = first_closed(account, path) if account.is_other else None
    if closed is not None:
        raise ServerRefused("unreachable_data", user=account.name, directory=str(closed),
                            data_dir=str(data_dir))  # fmt: skip


def _make_private(directory: Path, account: Account) -> None:
    if account.is_other:
        os.chown(directory, account.uid, account.gid)
    directory.chmod(0o700)


@contextmanager
def _refusing(directory: Path) -> Iterator[None]:
    """Turn what the system says about a directory into a refusal that names it."""
    try:
        yield
    except OSError as problem:
        raise ServerRefused("unusable_directory", directory=str(problem.filename or directory),
                            problem=problem.strerror or str(problem)) from None  # fmt: skip
