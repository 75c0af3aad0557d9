"""The operating system user PostgreSQL runs as, and which directories that user can pass through.

PostgreSQL refuses to run as root, and rightly: a hole in it must not be a hole in the machine. As
root we use a system user of our own; otherwise the server runs as whoever starts it.
"""

import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ytefas.store.embedded.refusal import ServerRefused

SYSTEM_USER = "ytefas-pg"
_ATTEMPTS = 3  # another process may hold the lock of /etc/passwd for a moment


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the machine; its groups are reduced to the one in `gid` when we become it."""

    name: str
    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        """Whether the server must change user to run."""
        return self.uid != os.geteuid()


def server_account(cluster: Path) -> Account:
    """Return the user this cluster's server runs as; a cluster that exists keeps its owner."""
    owner = cluster.stat().st_uid if cluster.exists() else None
    ourselves = os.geteuid()
    if ourselves != 0:
        account = _account(ourselves)
        if owner not in {None, ourselves}:
            raise ServerRefused("foreign_data", directory=str(cluster), user=account.name,
                                owner=owner)  # fmt: skip
        return account
    return _account(owner) if owner else _system_account()


def first_closed(account: Account, path: Path) -> Path | None:
    """Return the first directory on the way to `path`, itself included, closed to the account."""
    resolved = path.resolve()
    for directory in (*reversed(resolved.parents), resolved):
        if not _allows(directory.stat(), account, stat.S_IXOTH):
            return directory
    return None


def readable(account: Account, path: Path) -> bool:
    """Say whether the account may read this file, once it has got there."""
    return _allows(path.stat(), account, stat.S_IROTH)


def _allows(found: os.stat_result, account: Account, bit: int) -> bool:
    # The classes exclude each other: an owner without the bit is refused even if others have it.
    if found.st_uid == account.uid:
        return bool(found.st_mode & (bit << 6))
    if found.st_gid == account.gid:
        return bool(found.st_mode & (bit << 3))
    return bool(found.st_mode & bit)


def _account(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise ServerRefused("nameless_user", uid=uid) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _system_account() -> Account:
    problem = ""
    for _ in range(_ATTEMPTS):
        try:
            entry = pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            problem = _create_system_user()
        else:
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise ServerRefused("no_system_user", user=SYSTEM_USER, problem=problem)


def _create_system_user() -> str:
    """Try to create it and return what went wrong; the caller looks whether it exists now."""
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir",
               "/nonexistent", "--shell", "/usr/sbin/nologin", SYSTEM_USER]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=30,
                              env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as problem:
        return str(problem)
    return done.stderr.decode(errors="replace").strip()
