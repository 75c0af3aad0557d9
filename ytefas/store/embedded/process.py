"""Which process is which: a pid alone says nothing, a pid with its start time does.

Reads /proc, so a process is recognised by facts of the kernel and never by its command line. On a
system without /proc nothing is recognised, and a server that still runs is refused, not stopped.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_PROC = Path("/proc")
_STATE, _STARTED = 0, 19  # fields of /proc/<pid>/stat, counted after the name
_PID, _SOCKET_DIR, _STATUS = 0, 4, 7  # lines of postmaster.pid, the later ones written later


@dataclass(frozen=True, slots=True)
class Process:
    """One process of one boot of this machine; `started` is in clock ticks since that boot."""

    pid: int
    started: int
    boot: str

    @classmethod
    def find(cls, pid: int) -> Self | None:
        """Return the live process with this pid."""
        try:
            fields = (_PROC / str(pid) / "stat").read_bytes().rpartition(b")")[2].split()
            boot = (_PROC / "sys/kernel/random/boot_id").read_text().strip()
        except (FileNotFoundError, ProcessLookupError):
            return None
        if fields[_STATE] in {b"Z", b"X"}:
            return None
        return cls(pid, int(fields[_STARTED]), boot)

    @classmethod
    def ourselves(cls) -> Self:
        return cls.find(os.getpid()) or cls(os.getpid(), 0, "")

    @property
    def alive(self) -> bool:
        return Process.find(self.pid) == self

    def works_in(self, directory: Path) -> bool:
        """Whether this is its working directory, as it is of every process of a PostgreSQL server.

        A container may forbid even root to look; then the owner of process and directory decides.
        """
        working_directory = _PROC / str(self.pid) / "cwd"
        try:
            return working_directory.samefile(directory)
        except PermissionError:
            return (_PROC / str(self.pid)).stat().st_uid == directory.stat().st_uid
        except OSError:
            return False

    def signal(self, number: int) -> None:
        """Signal it unless it has gone."""
        if self.alive:
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                return


@dataclass(frozen=True, slots=True)
class Postmaster:
    """What PostgreSQL itself wrote down about the server of a cluster (postmaster.pid)."""

    pid: int
    socket_dir: str
    ready: bool

    @classmethod
    def read(cls, cluster: Path) -> Self | None:
        try:
            lines = (cluster / "postmaster.pid").read_text(errors="replace").splitlines()
            lines += [""] * (_STATUS + 1 - len(lines))
            return cls(int(lines[_PID]), lines[_SOCKET_DIR].strip(),
                       lines[_STATUS].strip() == "ready")  # fmt: skip
        except (FileNotFoundError, ValueError):
            return None

    def process(self, cluster: Path) -> Process | None:
        """Return the live server, if that pid is one that works in this cluster."""
        found = Process.find(self.pid)
        return found if found and found.works_in(cluster) else None


def backends_left(cluster: Path) -> Iterator[Process]:
    """Find the processes of a dead server that have not noticed yet; they end by themselves."""
    owner = cluster.stat().st_uid
    for entry in _PROC.iterdir():
        try:
            ours = entry.name.isdecimal() and entry.stat().st_uid == owner
            if ours and (entry / "cwd").samefile(cluster):
                found = Process.find(int(entry.name))
                if found:
                    yield found
        except OSError:  # it ended while we looked, or may not be looked at
            continue
