"""What an import would do, row by row: what is wrong, made, changed. Nothing is done yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from ytefas.imports.book import Cell
from ytefas.imports.references import Index, Making
from ytefas.imports.trouble import Trouble

Values = dict[str, Any]


class State(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    ERROR = "error"
    SKIP = "skip"  # the example of a template, or left out on purpose


@dataclass(slots=True)
class Step:
    """One record to be made or changed."""

    part: str
    table: str
    key: UUID
    values: Values
    version: int | None = None  # of the record as it was read; None: it is made
    before: Values = field(default_factory=dict)

    @property
    def makes(self) -> bool:
        return self.version is None


@dataclass(slots=True)
class Line:
    """One row of the sheet."""

    number: int  # as the spreadsheet shows it
    cells: list[Cell]
    state: State = State.SAME
    troubles: dict[str, list[Trouble]] = field(default_factory=dict)  # by column; "": the row
    steps: list[Step] = field(default_factory=list)

    def blame(self, column: str, trouble: Trouble) -> None:
        told = self.troubles.setdefault(column, [])
        if trouble not in told:
            told.append(trouble)


@dataclass(frozen=True, slots=True)
class Options:
    """How a sheet is to be taken, as its user chose."""

    mapping: Mapping[int, str]
    constants: Mapping[str, str] = field(default_factory=dict)  # for columns the sheet has not
    clear: bool = False  # an empty cell empties the field; else it leaves it as it is
    make: frozenset[str] = frozenset()  # tables whose missing rows are made by their name
    skip_faulty: bool = False
    is_1904: bool = False


@dataclass(frozen=True, slots=True)
class Existing:
    """What is there already: the records of each table, and what may be pointed at."""

    rows: Mapping[str, Mapping[UUID, Mapping[str, Any]]]
    indexes: Mapping[str, Index]


class Judge(Protocol):
    """Holds the values of one record to the rules of its form."""

    def __call__(
        self, table: str, values: Mapping[str, Any], *, creating: bool
    ) -> tuple[Values, dict[str, Trouble]]:
        """Read them all: the values as they are stored, and what is wrong by field."""
        ...


@dataclass(slots=True)
class Checked:
    """All rows, looked through."""

    lines: Sequence[Line]
    making: Making
    unmapped: tuple[str, ...] = ()  # required columns that the sheet has not

    def count(self, state: State) -> int:
        return sum(1 for line in self.lines if line.state is state)

    @property
    def faulty(self) -> int:
        return self.count(State.ERROR)


def leave_out(checked: Checked) -> None:
    """Leave out the rows that are wrong, and with them what only they would have made.

    A row that needs a record of one left out is wrong itself, and says so.
    """
    while True:
        gone = {step.key: line for line in checked.lines if line.state is State.ERROR
                for step in line.steps if step.makes}  # fmt: skip
        found = False
        for line in checked.lines if gone else ():
            needed = {gone[one].number for step in line.steps for one in step.values.values()
                      if isinstance(one, UUID) and one in gone}  # fmt: skip
            if needed and line.state is not State.ERROR:
                line.blame("", Trouble("sheet_needs_row", {"row": str(min(needed))}))
                line.state = State.ERROR
                found = True
        if not found:
            break
    kept = {line.number for line in checked.lines if line.state is not State.ERROR}
    for key in [key for key, rows in checked.making.rows.items() if not kept & set(rows)]:
        checked.making.made.pop(key, None)
