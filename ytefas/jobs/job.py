"""A job as everybody sees it: its owner, the worker that does it, the tray that shows it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID


class State(StrEnum):
    """Where a job stands; the last three are ends."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = frozenset({State.QUEUED, State.RUNNING})


@dataclass(frozen=True, slots=True)
class JobLimits:
    """How much is done at once, for how long, and what is kept."""

    per_node: int = 2  # running at once on one node
    per_user: int = 1  # running at once for one user, on all nodes
    queued_per_user: int = 20
    kept_per_user: int = 50  # ended ones, in the tray
    kept_bytes: int = 1024**3  # of their files; the oldest go
    attempts: int = 4
    lease: float = 30.0  # seconds without a sign of life
    backoff: float = 5.0  # seconds before the second attempt, doubled before each further one
    poll: float = 2.0  # the longest time before a node sees a job whose announcement it missed
    reading: float = 120.0  # seconds for one snapshot of the data
    drawing: float = 1800.0  # seconds for the process that makes the file
    rows: int = 1_000_000
    file_bytes: int = 256 * 1024 * 1024
    archive_bytes: int = 6 * 1024**3  # all of one customer, files too
    keep: timedelta = timedelta(days=14)

    def pause(self, attempts: int) -> float:
        """Tell how long to wait after so many attempts."""
        return float(self.backoff * 2 ** max(0, attempts - 1))


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The file a job made."""

    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file takes out of the program, for the audit: how many rows of which customers."""

    entity: str
    rows: int
    customers: Mapping[UUID, int] = field(default_factory=dict)
    action: str = ""  # what the audit calls it; else the kind of the job
    key: UUID | None = None  # the one record it is about


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file on this machine, about to be kept."""

    path: Path
    name: str
    kind: str
    contents: Contents | None = None
    customers: frozenset[UUID] = frozenset()  # named in it, where that is not told to the audit
    most: int | None = None  # bytes, where it may be larger than the files of other jobs


@dataclass(frozen=True, slots=True)
class NewJob:
    """What is asked for; the same `key` of the same owner is the same job."""

    owner: UUID
    kind: str
    label: str
    request: Mapping[str, Any]
    key: UUID


@dataclass(frozen=True, slots=True)
class Job:
    """One job; `version` counts its changes of state, `attempt` names who does it or did it."""

    id: UUID
    owner: UUID
    kind: str
    label: str
    request: Mapping[str, Any]
    state: State
    attempts: int
    attempt: UUID | None
    done: int
    total: int | None
    note: str
    created_at: datetime
    ended_at: datetime | None
    version: int
    error: str | None = None
    error_fields: Mapping[str, Any] = field(default_factory=dict)
    file: FileFacts | None = None
    cancel_asked: bool = False
    dismissed: bool = False

    @property
    def locale(self) -> str:
        """The language its owner read when he asked."""
        return str(self.request.get("locale", "it"))


def moment(at: datetime | None) -> str | None:
    """Say an instant as it travels."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Lost(Exception):  # not an error of anybody: it never leaves the worker
    """Somebody else does this job now, or nobody wants it any more."""


class WorkerDied(Exception):
    """The process that made the file was killed; the next attempt may go well."""
