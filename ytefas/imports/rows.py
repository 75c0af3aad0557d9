"""The rows of a sheet as values of their records, before anything is looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ytefas.imports.book import Cell, is_empty, shown
from ytefas.imports.cells import read_cell
from ytefas.imports.matching import Table, is_example
from ytefas.imports.names import parted
from ytefas.imports.plan import Line, Options, State
from ytefas.imports.target import REFERENCE, Column, Target
from ytefas.imports.trouble import Trouble, Wrong

WHOLE_NAME: Final = "whole_name"  # a field of nothing: surname and name in one cell


@dataclass(slots=True)
class Given:
    """What one row says: values by part and field, and cells that were left empty."""

    line: Line
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    empty: dict[str, set[str]] = field(default_factory=dict)
    inner: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    reference: str = ""
    numbers: set[str] = field(default_factory=set)  # texts that a spreadsheet holds as numbers

    def of(self, part: str) -> dict[str, Any]:
        return self.values.setdefault(part, {})


def lines_of(
    table: Table, options: Options, edits: Mapping[tuple[int, int], Cell]
) -> Sequence[Line]:
    """Make the lines: every row that holds something, with the cells its user corrected."""
    changed: dict[int, dict[int, Cell]] = {}
    for (number, at), cell in edits.items():
        changed.setdefault(number, {})[at] = cell
    lines = []
    for at, row in enumerate(table.rows):
        number = table.number(at)
        cells = list(row)
        for column, cell in changed.get(number, {}).items():
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = cell
        if all(is_empty(cell) for cell in cells):
            continue
        line = Line(number, cells)
        if is_example(cells, options.mapping):
            line.state = State.SKIP
        lines.append(line)
    return lines


def given_by(line: Line, target: Target, options: Options) -> Given:
    """Read the cells of one row; what cannot be read is told on its line."""
    given = Given(line)
    said: dict[str, Cell] = dict(options.constants)
    said |= {
        name: line.cells[at] if at < len(line.cells) else None
        for at, name in options.mapping.items()
    }
    given.reference = shown(said.pop(REFERENCE, None)).strip()
    for name, cell in said.items():
        column = target.column(name)
        if column is not None:
            _take(given, column, cell, is_1904=options.is_1904)
    _part_names(given)
    return given


def _take(given: Given, column: Column, cell: Cell, *, is_1904: bool) -> None:
    try:
        value = read_cell(cell, column, is_1904=is_1904)
    except Wrong as wrong:
        given.line.blame(column.name, wrong.trouble)
        return
    if column.inner:
        inner = given.inner.setdefault(column.part, {}).setdefault(column.field, {})
        inner[column.inner] = value
    elif value is None or value == []:
        given.empty.setdefault(column.part, set()).add(column.field)
    else:
        given.of(column.part)[column.field] = value
        if isinstance(cell, int | float) and isinstance(value, str):
            given.numbers.add(column.name)


def _part_names(given: Given) -> None:
    for part, values in given.values.items():
        whole = values.pop(WHOLE_NAME, None)
        if not isinstance(whole, str):
            continue
        surname, name = parted(whole, values.get("tax_code"))
        if not name and "name" not in values:
            given.line.blame(f"{part}.{WHOLE_NAME}", Trouble("sheet_one_name", {"value": whole}))
            continue
        values.setdefault("surname", surname)
        values.setdefault("name", name)


def documents(given: Given, part: str, before: Mapping[str, Any], *, clear: bool) -> None:
    """Put the members of a document that the row names into what the record holds already."""
    for name, members in given.inner.get(part, {}).items():
        old = before.get(name)
        document = dict(old) if isinstance(old, Mapping) else {}
        for member, value in members.items():
            if value is not None:
                document[member] = value
            elif clear:
                document.pop(member, None)
        if document != (old or {}):
            given.of(part)[name] = document
