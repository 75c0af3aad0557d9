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
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ytefas.store.embedded.account import Account, first_closed, server_account
from ytefas.store.embedded.refusal import ServerRefused

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


def prepare(data_dir: Path) -> Place:
    """Make the directories and clear what a killed start left; foreign ones are never changed."""
    data_dir = data_dir.resolve()
    account = server_account(cluster_of(data_dir))
    try:
        _own_data_dir(data_dir, account)
        closed = first_closed(account, data_dir) if account.is_other else None
    except OSError as problem:
        raise _unusable(data_dir, problem) from None
    if closed is not None:
        raise ServerRefused("unreachable_data", user=account.name, directory=str(closed),
                            data_dir=str(data_dir))  # fmt: skip
    return Place(data_dir, socket_dir(data_dir, account.uid), account)


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
    try:
        if not directory.exists():
            make_private(directory, place.account)
        found = directory.lstat()
    except OSError as problem:
        raise _unusable(directory, problem) from None
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != place.account.uid:
        raise ServerRefused("unusable_directory", directory=str(directory),
                            problem=f"it does not belong to {place.account.name}")  # fmt: skip
    directory.chmod(0o700)


def close_socket_dir(place: Place) -> None:
    """Leave nothing in directories we share with others."""
    if place.socket_dir.parent != place.data_dir:
        shutil.rmtree(place.socket_dir, ignore_errors=True)


def make_private(directory: Path, account: Account) -> None:
    """Make a directory that only the server's user (and root) can enter."""
    directory.mkdir(0o700)
    if account.is_other:
        os.chown(directory, account.uid, account.gid)
    directory.chmod(0o700)


def socket_dir(data_dir: Path, uid: int) -> Path:
    """Return the socket's directory: beside the data, or a short private one when too long."""
    beside = data_dir / "socket"
    if len(os.fsencode(beside / _SOCKET)) <= _LONGEST_SOCKET:
        return beside
    name = "ytefas-" + hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    run = Path("/run") if os.geteuid() == 0 else Path(f"/run/user/{uid}")
    if run.is_dir() and os.access(run, os.W_OK):
        return run / name
    return Path("/tmp") / name  # noqa: S108 - opened only when it is ours and 0700


def _own_data_dir(data_dir: Path, account: Account) -> None:
    missing = [path for path in (data_dir, *data_dir.parents) if not path.exists()]
    for path in reversed(missing[1:]):
        path.mkdir()
        path.chmod(0o755)  # ours, made now; a strict umask would close it to the server's user
    if missing:
        make_private(data_dir, account)
    elif not any(data_dir.iterdir()) and _is_ours(data_dir.stat(), account):
        if account.is_other:
            os.chown(data_dir, account.uid, account.gid)
        data_dir.chmod(0o700)


def _is_ours(found: os.stat_result, account: Account) -> bool:
    """Whether an empty directory was made for us; a sticky one is shared (/tmp)."""
    return found.st_uid in {os.geteuid(), account.uid} and not found.st_mode & stat.S_ISVTX


def _unusable(directory: Path, problem: OSError) -> ServerRefused:
    return ServerRefused("unusable_directory", directory=str(problem.filename or directory),
                         problem=problem.strerror or str(problem))  # fmt: skip
