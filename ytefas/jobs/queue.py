"""What the worker and the tray need of whoever keeps the jobs; the store implements it."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from ytefas.jobs.job import FileFacts, Job, Made, NewJob


class Orders(Protocol):
    """What an owner does with his jobs; a job of somebody else is NotFound."""

    async def add(self, new: NewJob) -> Job:
        """Queue it once, however often it is asked; TooLarge when he has too many waiting."""

    async def of(self, owner: UUID) -> Sequence[Job]:
        """List what he has not dismissed, the newest first."""

    async def cancel(self, owner: UUID, job: UUID) -> Job:
        """End it, or ask whoever does it to stop."""

    async def retry(self, owner: UUID, job: UUID) -> Job:
        """Queue it again after it failed or was cancelled."""

    async def dismiss(self, owner: UUID, job: UUID) -> Job:
        """Take it out of his list, its file with it; an open one is cancelled."""


class News(Protocol):
    """What a tray asks when it hears that something changed."""

    async def those(self, jobs: Collection[UUID]) -> Sequence[Job]: ...
    async def open_of(self, owners: Collection[UUID], *, ended: bool = False) -> Sequence[Job]:
        """Find what is queued or running for these users; also what `ended` lately."""


class Queue(News, Protocol):
    """What a worker needs; all but `take` count only for the attempt that holds the lease."""

    async def take(self) -> Job | None:
        """Take the next job in fairness, or one whose lease ran out; end those beyond help."""

    async def beat(self, job: Job, done: int, total: int | None, note: str) -> bool:
        """Renew the lease and tell how far it is; True: stop it. Raises Lost."""

    async def finish(self, job: Job, made: Made) -> FileFacts:
        """Keep the file and end the job, both or neither. Raises Lost."""

    async def fail(self, job: Job, code: str, fields: Mapping[str, Any]) -> None: ...
    async def cancelled(self, job: Job) -> None: ...

    async def again(self, job: Job, *, code: str, fields: Mapping[str, Any]) -> None:
        """Queue it for later, or end it when it was tried often enough."""

    async def give_back(self, job: Job) -> None:
        """Queue it as if it had never been taken: this node is leaving."""


class Progress(Protocol):
    """Tells how far some work is; as often as one likes."""

    def __call__(self, done: int, total: int | None = None, note: str = "") -> None: ...


class Work(Protocol):
    """Does jobs of one kind, in a directory that is gone afterwards; cancelled to stop it."""

    async def __call__(self, job: Job, place: Path, progress: Progress) -> Made: ...
