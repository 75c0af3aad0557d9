"""The explanation of a result: lines with the numbers put in, tables that were read, rules."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from reportlab.platypus import Paragraph

from reports.kit.pieces import Flow, Look, Spot, cell, gap, heading, sign, subheading, table
from reports.kit.speech import Speech
from reports.kit.type import (
    CELL,
    CELL_BOLD,
    CELL_RIGHT,
    CELL_RIGHT_BOLD,
    NOTE,
    PROSE,
    pale,
    said,
)

Data = Mapping[str, Any]
_FEW: Final = 4  # rows; more of numbers only are a table of the norm


def steps(title: str, told: Sequence[Data], after: Sequence[Data], speech: Speech) -> Flow:
    """Write every step down, in its order; where another case read a table is marked in it."""
    flow: Flow = heading(title)
    two_marks = headed = False
    for kind, group in groupby(told, key=lambda one: one["kind"]):
        if kind == "line":
            flow += [gap(6)] if headed else []
            flow.append(_lines(list(group), speech, headed=not headed))
            headed = True
        elif kind == "table":
            for one in group:
                same = next((other for other in after if same_table(one, other)), None)
                marks = _marks(one, same)
                two_marks = two_marks or len(marks) > 1
                flow += _table(one, marks, speech)
        else:
            flow += list(_rules(group))
    return [*flow, gap(3), Paragraph(said(speech("marked")), NOTE)] if two_marks else flow


def _marks(one: Data, after: Data | None) -> list[Spot | None]:
    """Give the cell that was read and, where it is another, the one after the measures."""
    marks: list[Spot | None] = [
        (found["marked"][0], found["marked"][1]) if found and found.get("marked") else None
        for found in (one, after)
    ]
    return marks[:1] if marks[1] in {None, marks[0]} else marks


def same_table(one: Data, other: Data) -> bool:
    """Tell whether it is the same table of the norm, read at another place perhaps."""
    return one["kind"] == "table" and all(
        one.get(key) == other.get(key) for key in ("kind", "title", "heads", "rows")
    )


def _lines(lines: Sequence[Data], speech: Speech, *, headed: bool) -> Any:
    rows, totals = [], []
    for at, one in enumerate(lines):
        total = bool(one.get("total"))
        if total:
            totals.append(at)
        value = speech.anything(one.get("value"), one.get("digits"))
        rows.append([
            sign(one.get("symbol") or ""),
            cell(one["label"], CELL_BOLD if total else CELL),
            cell(one.get("how") or ""),
            cell(speech.with_unit(value, one.get("unit")),
                 CELL_RIGHT_BOLD if total else CELL_RIGHT),
        ])  # fmt: skip
    heads = ["", speech("step"), speech("how"), speech("value")] if headed else []
    return table(heads, rows, [18.0, 58.0, 66.0, 34.0], Look(right=[3], totals=totals))


def _table(one: Data, marks: Sequence[Spot | None], speech: Speech) -> Flow:
    digits = list(one.get("digits") or ())
    rows = [
        [cell(speech.anything(value, digits[at] if at < len(digits) else None),
              CELL if at == 0 or isinstance(value, str) else CELL_RIGHT)
         for at, value in enumerate(row)]
        for row in one["rows"]
    ]  # fmt: skip
    heads = [str(head) for head in one["heads"]]
    across = max([len(heads), *(len(row) for row in rows)])
    heads += [""] * (across - len(heads))
    rows = [[*row, *[""] * (across - len(row))] for row in rows]
    numbers = [
        at for at in range(1, across)
        if all(at >= len(row) or not isinstance(row[at], str) for row in one["rows"])
    ]  # fmt: skip
    wide = [_width_of(one["rows"], head, at) for at, head in enumerate(heads)]
    look = Look(right=numbers, marked=marks, dense=len(rows) > _FEW and len(numbers) == across - 1)
    return [*subheading(str(one["title"])), table(heads, rows, wide, look)]


def _width_of(rows: Sequence[Sequence[Any]], head: str, at: int) -> float:
    """Give a column of words more room than one of numbers, and its head its longest word."""
    words = [str(row[at]) for row in rows if at < len(row) and isinstance(row[at], str)]
    longest = max(map(len, [*words, *head.split()]), default=0)
    return 16.0 + min(44.0, longest * 1.1)


def _rules(rules: Iterator[Data]) -> Iterator[Any]:
    yield gap(4)
    for rule in rules:
        law = f" {pale(rule['law'])}" if rule.get("law") else ""
        yield Paragraph(said(rule["said"]) + law, PROSE.clone("rule", spaceAfter=3))
