"""The contracts towards the data: what a cursor reads, and what it asks to be written.

A cursor knows frames and slices, never a database. A query stays opaque to it: whoever implements
Rows checks it and gives back a hashable value. Writing goes through one Writer for all cursors,
because a group of them is saved in one transaction.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol

from ytefas.framework.work.change import Exactness, Row
from ytefas.framework.work.content import Key

NO_ROWS: Final[tuple[Row, ...]] = ()
GROUP: Final = "g:"  # begins the key of a row that is no record but the header of a group


def is_group(key: Key) -> bool:
    """Tell the header of a group, which is never current, from a record."""
    return isinstance(key, str) and key.startswith(GROUP)


@dataclass(frozen=True, slots=True)
class Within:
    """What restricts a cursor whatever its user asks: the master's key, an intent's records."""

    columns: tuple[tuple[str, Any], ...] = ()  # column equals value
    keys: tuple[Key, ...] | None = None  # only these records; None: no such restriction
    archived: bool = False  # also what is put away; named records are shown in any case


@dataclass(frozen=True, slots=True)
class Frame:
    """What a cursor shows: equal frames (for equal readers) show the same rows."""

    source: str
    query: Hashable
    within: Within = Within()
    first: int = 0
    size: int = 100


@dataclass(frozen=True, slots=True)
class Slice:
    """The rows of a frame, in wire values, key first. Never changed, only replaced."""

    columns: tuple[str, ...]
    rows: Sequence[Row] = NO_ROWS
    first: int = 0
    total: int = 0
    exactness: Exactness = "exact"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A finished load: the rows, and whether the row that was current is still among them."""

    frame: Frame | None
    slice: Slice
    current: Key | None
    held: bool


def shows(rows: Slice, key: Key) -> bool:
    """Tell whether a window shows a record."""
    for row in rows.rows:  # noqa: SIM110 - asked for every window, and `any` costs twice
        if row[0] == key:
            return True
    return False


def said_of(rows: Slice, key: Key | None, names: Sequence[str]) -> dict[str, Any]:
    """Read some columns of one row, as far as it and they are shown."""
    row = next((one for one in rows.rows if one[0] == key), None)
    told = {} if row is None else dict(zip(rows.columns, row, strict=False))
    return {name: told[name] for name in names if name in told}


class Watch(Protocol):
    """A way to be told no more."""

    def close(self) -> None: ...


class Changed(Protocol):
    """Called when the rows of a source may differ from what was read; any number of times."""

    def __call__(self) -> object: ...


class Rows(Protocol):
    """One source as one reader sees it. Reads are short and never leave a transaction open."""

    def parse(self, raw: Mapping[str, Any]) -> Hashable:
        """Check {filter, words, sort, group, columns}; raise Invalid. {} is always good."""

    def columns(self, query: Hashable) -> tuple[str, ...]:
        """Name the columns a query shows, the key first."""

    async def window(self, frame: Frame) -> Slice:
        """Read the rows of a frame."""

    async def holds(self, frame: Frame, key: Key) -> bool:
        """Tell whether a record is among those the frame's query selects, in sight or not."""

    def watch(self, frame: Frame, changed: Changed) -> Watch:
        """Call `changed` after every commit that may concern the frame."""


# -- writing


@dataclass(frozen=True, slots=True)
class Saving:
    """Changes to a record, made looking at one version of it."""

    key: Key
    row_version: int
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Creating:
    """Values of a new record."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be written for one cursor."""

    source: str
    within: Within = Within()
    saves: tuple[Saving, ...] = ()
    creates: tuple[Creating, ...] = ()
    deletes: tuple[Key, ...] = ()
    archives: tuple[Key, ...] = ()  # put away
    restores: tuple[Key, ...] = ()  # taken out again
    name: str = ""  # of the cursor, so that errors find their way


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a batch: the keys made, and the version of every record it touched."""

    created: tuple[Key, ...] = ()
    versions: Mapping[Key, int] = field(default_factory=dict)
    deleted: tuple[Key, ...] = ()

    def wire(self) -> dict[str, Any]:
        return {
            "created": list(self.created),
            "versions": [[key, version] for key, version in self.versions.items()],
            "deleted": list(self.deleted),
        }


class Writer(Protocol):
    """Writes for one user. All batches or none; the same key again gives the same answer."""

    async def write(self, batches: Sequence[Batch], *, idempotency_key: str) -> Sequence[Written]:
        """Carry out `steps(batches)` in one transaction; the answers in the order of the batches.

        Raises Conflict, InvalidFields, Denied, NotFound; nothing is written then.
        """

    async def blank(self, source: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Give the values a new record begins with; writes nothing."""


Step = (
    tuple[Literal["archive", "restore"], int, Key]
    | tuple[Literal["create"], int, Creating]
    | tuple[Literal["save"], int, Saving]
    | tuple[Literal["delete"], int, Key]
)


def steps(batches: Sequence[Batch]) -> Iterator[Step]:
    """Order the work: masters before details, and what goes goes details first.

    `batches` come masters first; the number is the batch's place among them.
    """
    for at in reversed(range(len(batches))):
        for key in batches[at].deletes:
            yield ("delete", at, key)
    for at, batch in enumerate(batches):
        for saving in batch.saves:
            yield ("save", at, saving)
        for creating in batch.creates:
            yield ("create", at, creating)
        for key in batch.restores:
            yield ("restore", at, key)
    for at in reversed(range(len(batches))):
        for key in batches[at].archives:
            yield ("archive", at, key)
