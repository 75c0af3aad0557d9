"""What a user chose about a sheet, as it is kept with it and as it comes over the wire."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Self

from ytefas.errors import Invalid
from ytefas.imports.book import Book
from ytefas.imports.matching import Table, matched, table_of
from ytefas.imports.plan import Options
from ytefas.imports.target import REFERENCE, Target

MOST_EDITS: Final = 2000
LONGEST: Final = 2000
_MAKEABLE: Final = frozenset({"site", "department", "job"})


@dataclass(frozen=True, slots=True)
class Choices:
    """Sheet, headings, columns, constants, options and corrected cells; None: as we think best."""

    sheet: int | None = None
    header: int | None = None  # which row of the sheet, counted from 0
    mapping: Mapping[int, str] | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    clear: bool = False
    make: frozenset[str] = frozenset()
    skip_faulty: bool = False
    edits: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def wire(self) -> dict[str, Any]:
        """Say them as they are kept."""
        return {
            "sheet": self.sheet, "header": self.header,
            "mapping": None if self.mapping is None
            else {str(at): name for at, name in self.mapping.items()},
            "constants": dict(self.constants), "clear": self.clear, "make": sorted(self.make),
            "skip_faulty": self.skip_faulty,
            "edits": [[row, at, text] for (row, at), text in self.edits.items()],
        }  # fmt: skip

    @classmethod
    def kept(cls, raw: Mapping[str, Any]) -> Self:
        """Read them back."""
        mapping = raw.get("mapping")
        return cls(
            sheet=raw.get("sheet"), header=raw.get("header"),
            mapping=None if mapping is None else {int(at): one for at, one in mapping.items()},
            constants=raw.get("constants", {}), clear=raw.get("clear", False),
            make=frozenset(raw.get("make", ())), skip_faulty=raw.get("skip_faulty", False),
            edits={(row, at): text for row, at, text in raw.get("edits", ())},
        )  # fmt: skip

    def changed(self, raw: Mapping[str, Any], target: Target) -> Self:
        """Take what a client sends; another sheet or heading begins anew."""
        if not raw.keys() <= _SENT.keys() or not all(
            value is None or isinstance(value, _SENT[name]) for name, value in raw.items()
        ):
            raise Invalid("malformed", parameter="choices")
        made = self
        if {"sheet", "header"} & raw.keys():
            fresh = {"sheet": raw.get("sheet", self.sheet), "header": raw.get("header")}
            made = replace(made, **fresh, mapping=None, edits={})
        if raw.get("mapping") is not None:
            made = replace(made, mapping=_mapping(raw["mapping"], target))
        if raw.get("constants") is not None:
            made = replace(made, constants=_constants(raw["constants"], target))
        if raw.get("make") is not None:
            made = replace(made, make=frozenset(map(str, raw["make"])) & _MAKEABLE)
        flags = {name: raw[name] for name in ("clear", "skip_faulty") if raw.get(name) is not None}
        return replace(made, **flags)

    def corrected(self, row: int, at: int, text: str) -> Self:
        """Put another text into a cell."""
        edits = {**self.edits, (row, at): text}
        if len(edits) > MOST_EDITS or len(text) > LONGEST or row < 1 or not 0 <= at < LONGEST:
            raise Invalid("out_of_range", parameter="text")
        return replace(self, edits=edits)

    def options(self, mapping: Mapping[int, str], *, is_1904: bool) -> Options:
        """Give what a check goes by."""
        left = {name: one for name, one in self.constants.items() if name not in mapping.values()}
        return Options(mapping, left, clear=self.clear, make=self.make,
                       skip_faulty=self.skip_faulty, is_1904=is_1904)  # fmt: skip


_SENT: Final[Mapping[str, type | tuple[type, ...]]] = {
    "sheet": int, "header": int, "mapping": Mapping, "constants": Mapping, "clear": bool,
    "make": (list, tuple), "skip_faulty": bool,
}  # fmt: skip


def _mapping(raw: Mapping[str, Any], target: Target) -> dict[int, str]:
    known = {*target.by_name, REFERENCE}
    mapping = {}
    for at, name in raw.items():
        if not str(at).isdecimal() or len(str(at)) > 4 or (name and name not in known):  # noqa: PLR2004 - columns
            raise Invalid("malformed", parameter="mapping")
        if name:
            mapping[int(at)] = str(name)
    if len(set(mapping.values())) < len(mapping):
        raise Invalid("sheet_mapped_twice")
    return dict(sorted(mapping.items()))


def _constants(raw: Mapping[str, Any], target: Target) -> dict[str, str]:
    if not all(name in target.by_name and isinstance(one, str) and len(one) <= LONGEST
               for name, one in raw.items()):  # fmt: skip
        raise Invalid("malformed", parameter="constants")
    return {name: one for name, one in raw.items() if one.strip()}


def table_chosen(book: Book, choices: Choices, target: Target) -> tuple[int, Table]:
    """Find the sheet and its headings: as chosen, else the sheet that looks most like a list."""
    at = choices.sheet
    if at is None or not 0 <= at < len(book.sheets):
        at = _likeliest(book, target)
    sheet = book.sheets[at]
    if not sheet.rows:
        raise Invalid("sheet_no_rows")
    table = table_of(sheet, target, choices.header)
    if not table.rows:
        raise Invalid("sheet_only_headings")
    return at, table


def _likeliest(book: Book, target: Target) -> int:
    def likeness(at: int) -> tuple[bool, int, int]:
        sheet = book.sheets[at]
        if not sheet.rows:
            return False, -1, -at
        found = matched(table_of(sheet, target), target, {})
        return not sheet.hidden, len(found), -at

    return max(range(len(book.sheets)), key=likeness)
