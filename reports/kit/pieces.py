"""Pieces of a document: openers, headings, tables with rules, lists beside a side head."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.platypus import CondPageBreak, KeepTogether, Paragraph, Spacer, Table
from typing_extensions import override

from reports.kit.ink import BLOCK, GUTTER, INK, MARGIN, RULE, TEXT
from reports.kit.pen import DASH, Drawn, Pen
from reports.kit.type import CELL, CELL_BOLD, HEAD, HEAD_RIGHT, HEADING, NARROW, SIDE, said, symbol

Flow = list[Any]
_TOP: Final = 3.2
_PAD: Final = 7.0
_ROOM: Final = 96.0  # a heading, a head and a few rows


class Rule(Drawn):
    """A line across, thick over the margin column where a section opens."""

    def __init__(self, accent: str | None = None, thick: float = 0.6) -> None:
        super().__init__()
        self._accent, self._thick = accent, thick

    @override
    def tall(self, wide: float) -> float:
        del wide
        return 3.0

    @override
    def paint(self, pen: Pen, wide: float) -> None:
        if self._accent is None:
            pen.line((0, 1), (wide, 1), thick=self._thick)
            return
        pen.line((0, 1.1), (MARGIN, 1.1), colour=self._accent, thick=2.2)
        pen.line((MARGIN + GUTTER, 0.25), (wide, 0.25), colour=self._accent, thick=0.5)


def cell(text: object, style: Any = CELL) -> Any:
    """Put any text into a cell."""
    return Paragraph(said(text), style)


def sign(text: str) -> Any:
    """Put a symbol into a cell."""
    return Paragraph(symbol(text), CELL_BOLD)


def heading(text: str) -> Flow:
    """Begin a section, where there is room for it and for what it begins with."""
    return [CondPageBreak(_ROOM), Paragraph(said(text), HEADING)]


def subheading(text: str) -> Flow:
    """Name a table among others."""
    return [
        CondPageBreak(_ROOM),
        Paragraph(said(text), SIDE.clone("sub", spaceBefore=8, spaceAfter=3)),
    ]


def together(pieces: Flow) -> Any:
    """Keep short pieces on one page."""
    return KeepTogether(pieces)


def gap(points: float) -> Any:
    """Leave some room."""
    return Spacer(1, points)


Spot = tuple[int, int]


@dataclass(frozen=True)
class Look:
    """What is particular about a table."""

    right: Sequence[int] = ()  # columns of numbers
    totals: Sequence[int] = ()  # rows drawn apart
    groups: Sequence[int] = ()  # rows that are a heading over what follows
    marked: Sequence[Spot | None] = ()  # the cell that was read, and the one after the measures
    dense: bool = False  # many numbers, as in a table of a norm


_PLAIN: Final = Look()


def table(
    heads: Sequence[str], rows: Sequence[Sequence[Any]], wide: Sequence[float], look: Look = _PLAIN
) -> Any:
    """Rule a table, its head on every page; `wide` are parts of the whole width.

    Without heads it goes on from one above it.
    """
    columns = [BLOCK * part / sum(wide) for part in wide]
    columns[-1] = BLOCK - sum(columns[:-1])
    first = [[Paragraph(said(head), HEAD_RIGHT if at in look.right else HEAD)
              for at, head in enumerate(heads)]] if heads else []  # fmt: skip
    return Table(
        [*first, *rows], colWidths=columns, repeatRows=len(first), splitInRow=1, hAlign="LEFT",
        style=[*_rules(look, len(first)), *_particular(look, len(first))], spaceAfter=2,
    )  # fmt: skip


def _rules(look: Look, first: int) -> list[tuple[Any, ...]]:
    ink = HexColor(INK)
    style: list[tuple[Any, ...]] = [
        ("FONTNAME", (0, 0), (-1, -1), NARROW),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 1.2 if look.dense else _TOP),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6 if look.dense else 3.6),
        ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (-1, 0), (-1, -1), _PAD if any(look.marked) else 0),
        ("LINEBELOW", (0, first), (-1, -2), 0.3, HexColor(RULE)),
        ("LINEBELOW", (0, -1), (-1, -1), 0.6, ink),
    ]  # fmt: skip
    if first:
        style += [("VALIGN", (0, 0), (-1, 0), "BOTTOM"), ("LINEABOVE", (0, 0), (-1, 0), 1.1, ink),
                  ("LINEBELOW", (0, 0), (-1, 0), 0.6, ink)]  # fmt: skip
    return style


def _particular(look: Look, first: int) -> list[tuple[Any, ...]]:
    ink = HexColor(INK)
    style: list[tuple[Any, ...]] = [
        ("LINEABOVE", (0, row + first), (-1, row + first), 0.6, ink) for row in look.totals
    ]
    for row in look.groups:
        ends = (0, row + first), (-1, row + first)
        style += [("SPAN", *ends), ("TOPPADDING", *ends, 7),
                  ("NOSPLIT", (0, row + first), (-1, row + first + 1))]  # fmt: skip
    if any(look.marked):
        style.append(("LEFTPADDING", (1, 0), (-1, -1), 4))
    for at, spot in enumerate(look.marked):
        if spot is not None:
            place = (spot[1], spot[0] + first)
            style.append(("BOX", place, place, 1.1, ink, None, DASH if at else None))
    return style


def laid(
    rows: Sequence[Sequence[Any]], columns: Sequence[float], *,
    above: float = 1.5, below: float = 2.5, right: float = 0.0, before: float = 0.0,
) -> Any:  # fmt: skip
    """Place pieces beside each other, without rules; `right`: how far columns are apart."""
    every = (0, 0), (-1, -1)
    style = [("FONTNAME", *every, NARROW), ("VALIGN", *every, "TOP"), ("LEFTPADDING", *every, 0),
             ("RIGHTPADDING", *every, right), ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
             ("TOPPADDING", *every, above), ("BOTTOMPADDING", *every, below)]  # fmt: skip
    return Table(list(rows), colWidths=list(columns), hAlign="LEFT", splitInRow=1, style=style,
                 spaceBefore=before)  # fmt: skip


def beside(head: str, pieces: Sequence[Any], style: Any = SIDE) -> Any:
    """Put pieces into the text column, their head into the margin column."""
    rows = [[Paragraph(said(head), style) if at == 0 else "", piece]
            for at, piece in enumerate(pieces)]  # fmt: skip
    return laid(rows, [MARGIN + GUTTER, TEXT], right=GUTTER, before=8)
