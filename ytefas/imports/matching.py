"""Which column of a sheet is which: by its heading, else by what stands in it.

People call things in many ways, so headings are compared without accents, capitals and points, in
both languages. What a column holds decides only where its heading says nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ytefas.imports.book import Cell, Row, Sheet, is_empty, letters, shown, tidy
from ytefas.imports.target import REFERENCE, Column, Target
from ytefas.imports.words import folded

_LOOKED_AT: Final = 30  # rows in which headings may stand
_SAMPLE: Final = 60  # rows whose contents are looked at
_SURE: Final = 0.7  # of them must be of the kind
_LONGEST: Final = 120  # letters of a heading or an example that are looked at
REFERENCES: Final = ("riferimento ytefas", "ytefas reference", "ytefas")
EXAMPLES: Final = ("esempio", "example")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet as a table: its headings, and the rows below them."""

    sheet: Sheet
    header: int  # which of the sheet's rows says what the columns are
    headings: tuple[str, ...]

    @property
    def rows(self) -> Sequence[Row]:
        return self.sheet.rows[self.header + 1 :]

    def number(self, at: int) -> int:
        """Give the number of a row as the spreadsheet shows it."""
        return self.sheet.first + self.header + 1 + at + 1

    @property
    def repeated(self) -> frozenset[int]:
        """Find the columns whose heading stands further left already."""
        seen = Counter[str]()
        found = set()
        for at, heading in enumerate(self.headings):
            wanted = folded(heading)
            if wanted and seen[wanted]:
                found.add(at)
            seen[wanted] += 1
        return frozenset(found)


def table_of(sheet: Sheet, target: Target, header: int | None = None) -> Table:
    """Find the headings: the row that has most of those we know, else the first of words."""
    words = _words(target)
    looked = sheet.rows[:_LOOKED_AT]
    if header is None or not 0 <= header < len(sheet.rows):
        scores = [len({words[one] for one in map(_heading, row) if one in words}) for row in looked]
        best = max(range(len(scores)), key=lambda at: (scores[at], -at), default=0)
        header = best if scores and scores[best] else _first_of_words(looked)
    row = sheet.rows[header] if sheet.rows else ()
    headings = [tidy(shown(cell))[:_LONGEST] for cell in row]
    width = max(len(headings), sheet.width)
    headings += [""] * (width - len(headings))
    return Table(sheet, header, tuple(headings))


def _first_of_words(rows: Sequence[Row]) -> int:
    for at, row in enumerate(rows):
        said = [cell for cell in row if not is_empty(cell)]
        if len(said) > 1 and all(isinstance(cell, str) for cell in said):
            return at
    return 0


def _heading(cell: Cell) -> str:
    return folded(re.sub(r"\(.*?\)|\*", " ", shown(cell)[:_LONGEST]))


def _words(target: Target) -> dict[str, str]:
    """List every word that means a column; who is named first keeps a word that two would like."""
    found: dict[str, str] = {}
    for word in REFERENCES:
        found[word] = REFERENCE
    for said in (_labels, lambda column: column.synonyms):
        for column in target.columns:
            for word in said(column):
                found.setdefault(folded(word), column.name)
    found.pop("", None)
    return found


def _labels(column: Column) -> tuple[str, ...]:
    return (*column.label.values(), column.name)


def matched(table: Table, target: Target, remembered: Mapping[str, str]) -> dict[int, str]:
    """Match the columns of a sheet; `remembered`: what its user chose for a heading before."""
    matching = _Matching(table, target)
    matching.as_remembered(remembered)
    matching.by_heading()
    matching.by_content()
    return dict(sorted(matching.found.items()))


class _Matching:
    """The columns found so far; each is taken once."""

    def __init__(self, table: Table, target: Target) -> None:
        self._table = table
        self._target = target
        self._ignored: set[int] = set()
        self.found: dict[int, str] = {}

    def _take(self, at: int, name: str | None) -> None:
        if name and at not in {*self.found, *self._ignored} and name not in self.found.values():
            self.found[at] = name

    def as_remembered(self, remembered: Mapping[str, str]) -> None:
        known = {*self._target.by_name, REFERENCE}
        for at, heading in enumerate(self._table.headings):
            chosen = remembered.get(folded(heading)) if heading else None
            if chosen == "":
                self._ignored.add(at)
            elif chosen in known and at not in self._table.repeated:
                self._take(at, chosen)

    def by_heading(self) -> None:
        words = _words(self._target)
        for at, heading in enumerate(self._table.headings):
            self._take(at, words.get(_heading(heading)) or words.get(folded(heading)))

    def by_content(self) -> None:
        for at in range(len(self._table.headings)):
            for name in _by_content(self._table, at, self._target):
                self._take(at, name)


_TAX: Final = re.compile(
    r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]"
)
_LOOKS: Final[Mapping[str, Callable[[str], bool]]] = {
    "tax_code": lambda text: bool(_TAX.fullmatch(text.upper())),
    "email": lambda text: bool(re.fullmatch(r"\S+@\S+\.\S+", text)),
    "cas": lambda text: bool(re.fullmatch(r"\d{2,7}-\d\d-\d", text)),
    "h_codes": lambda text: bool(re.match(r"H\d{3}", text)),
    "contract": lambda text: "determinato" in text.lower(),
}


def _by_content(table: Table, at: int, target: Target) -> list[str]:
    cells = [row[at] for row in table.rows[:_SAMPLE] if at < len(row)]
    texts = [tidy(cell)[:_LONGEST] for cell in cells if isinstance(cell, str) and tidy(cell)]
    if not texts or len(texts) < _SURE * sum(1 for cell in cells if not is_empty(cell)):
        return []
    for field, looks in _LOOKS.items():
        if sum(map(looks, texts)) >= _SURE * len(texts):
            return [column.name for column in target.columns if column.field == field]
    return []


def headed(table: Table) -> list[str]:
    """Name the columns for people: those without a heading by their letter, doubles numbered."""
    seen = Counter[str]()
    said = []
    for at, heading in enumerate(table.headings):
        seen[folded(heading)] += 1
        count = seen[folded(heading)]
        said.append(
            letters(at) if not heading else f"{heading} ({count})" if count > 1 else heading
        )
    return said


def is_example(row: Row, mapping: Mapping[int, str]) -> bool:
    """Tell the row that a template shows as an example."""
    places = [at for at, name in mapping.items() if name == REFERENCE] or [0]
    cells = (row[at] for at in places if at < len(row))
    return any(
        isinstance(cell, str) and folded(cell[:_LONGEST]).startswith(EXAMPLES) for cell in cells
    )
