"""What the jobs of a desk say and take: work done in the background, and the files it makes."""

from typing import Any, Literal, NotRequired, TypedDict

from ytefas.wire.contract.types import IntentWire, Key


class JobFile(TypedDict):
    """What a job made; fetched from `url` with the login cookie, by its owner."""

    name: str
    url: str
    size: int


class JobError(TypedDict):
    """Why a job failed (or, while it waits, why its last attempt did), in the reader's language."""

    code: str
    message: str


class Job(TypedDict):
    """Work in the background; `dismissed`: it is not listed any more.

    `opens` is the screen that says what came of it, where it has one.
    """

    id: str
    kind: str
    label: str
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    done: int
    total: int | None
    note: str
    created_at: str
    ended_at: str | None
    file: JobFile | None
    error: JobError | None
    opens: IntentWire | None
    dismissed: bool


class ExportColumn(TypedDict):
    """A column of a file as the grid shows it; `width` in pixels."""

    name: str
    label: NotRequired[str | None]
    width: NotRequired[float | None]


class ExportRequest(TypedDict):
    """All the rows a cursor of this session stands for, as a file; or a selection, or all but some.

    `context` is the number or the address of an open context; `name` is what the file is called.
    `zone` is the browser's time zone. Columns come in the order of the file.
    """

    context: str
    cursor: str
    columns: list[str | ExportColumn]
    format: Literal["xlsx", "csv"]
    name: NotRequired[str | None]
    selection: NotRequired[list[Key] | None]
    left_out: NotRequired[list[Key] | None]
    zone: NotRequired[str | None]


class SheetRequest(TypedDict):
    """The sheet of a stored calculation, or of a case that is only tried: method, inputs, after.

    `title` names the job and, of a case that is only tried, the sheet. `zone` is the browser's time
    zone.
    """

    calculation: NotRequired[Key | None]
    method: NotRequired[str | None]
    version: NotRequired[int | None]
    inputs: NotRequired[dict[str, Any] | None]
    after: NotRequired[dict[str, Any] | None]
    title: NotRequired[str | None]
    zone: NotRequired[str | None]
