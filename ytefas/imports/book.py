"""A spreadsheet as plain data: sheets of cells, the same whatever kind of file it came from.

A cell is None, a text, a number, a truth, `{"date": "2024-03-05"}` (perhaps with a time) or
`{"error": "#REF!"}`. Positions count from 0 here; people are told rows from 1 and columns as A, B.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

Cell = Any  # None, str, int, float, bool, {"date": …}, {"error": …}
Row = Sequence[Cell]

_LETTERS: Final = 26


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows from the first that holds anything, and where that stands."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    first: int = 0  # rows before it that held nothing
    unseen: int = 0  # rows that hold something and are hidden, as a filter hides them
    is_merged: bool = False  # what a merged cell held was said in each of its rows

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Book:
    """A file: its sheets, and what was odd about it."""

    kind: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = field(default=())  # reasons, as of an error that lets one go on
    is_1904: bool = False  # days are counted from 1904 on, as an old Macintosh did

    def wire(self) -> dict[str, Any]:
        """Say it as plain data, for the way out of the process that read it."""
        return {
            "kind": self.kind,
            "notes": list(self.notes),
            "is_1904": self.is_1904,
            "sheets": [
                {"name": one.name, "hidden": one.hidden, "first": one.first, "rows": one.rows,
                 "unseen": one.unseen, "is_merged": one.is_merged}
                for one in self.sheets
            ],
        }  # fmt: skip

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Self:
        return cls(
            raw["kind"],
            tuple(
                Sheet(one["name"], tuple(one["rows"]), one["hidden"], one["first"],
                      one["unseen"], one["is_merged"])
                for one in raw["sheets"]
            ),
            tuple(raw["notes"]),
            raw["is_1904"],
        )  # fmt: skip


def letters(column: int) -> str:
    """Name a column as spreadsheets do: 0 is A, 26 is AA."""
    said = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        said = chr(ord("A") + rest) + said
    return said


def is_empty(cell: Cell) -> bool:
    """Tell whether a cell holds nothing a person would see."""
    return cell is None or (isinstance(cell, str) and not tidy(cell))


# What is not seen, what rules a terminal, and what turns the writing round.
_INVISIBLE: Final = dict.fromkeys([
    *map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\x7f"),
    *range(0x20), *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A),
])  # fmt: skip
_SEEN: Final = {**_INVISIBLE, **dict.fromkeys(map(ord, "\t\n\r\v\f\x85\u00a0"), " ")}


def tidy(text: str) -> str:
    """Take away what nobody meant to type: odd blanks, blanks at the ends, invisible letters."""
    return " ".join(text.translate(_SEEN).split())


def tidy_lines(text: str) -> str:
    """Do the same, line by line, where lines are meant."""
    lines = [tidy(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines).strip("\n")


def shown(cell: Cell) -> str:
    """Say a cell as a person reads it."""
    match cell:
        case None:
            return ""
        case bool():
            return "VERO" if cell else "FALSO"
        case float() if cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004 - exact up to here
            return str(int(cell))
        case {"date": str() as day}:
            date, _, time = day.partition("T")
            year, month, number = date.split("-")
            return f"{number}/{month}/{year}" + (f" {time[:5]}" if time else "")
        case {"error": str() as error}:
            return error
        case _:
            return str(cell)
