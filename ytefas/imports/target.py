"""What a sheet may be imported as: its records, their columns, and how a row finds its record.

Plain data, made from the tables (`ytefas/store/imports/targets`), so a new field of a table is a
new column of its template. A row of a sheet may hold several records: a person, the employment and
the job; the first part is the record itself, the others hang on it.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal[
    "text", "lines", "integer", "decimal", "boolean", "date", "texts", "choice", "link"
]
Said = Mapping[str, str]  # words by language

REFERENCE: Final = "ytefas"  # the column in which a filled template says which records a row holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet: one field of one part, or one member of a field that has several."""

    name: str  # unique in its target: "person.surname"
    part: str
    kind: Kind
    label: Said
    field: str
    inner: str = ""  # the member of a field that is a document: the town of an address
    help: Said = dataclasses.field(default_factory=dict)
    synonyms: tuple[str, ...] = ()
    required: bool = False  # a new record cannot do without
    choices: Mapping[str, Said] | None = None
    table: str = ""  # what a link points at
    within: tuple[tuple[str, str], ...] = ()  # rows that share these: theirs, ours
    digits: int = 0  # so many, where spreadsheets eat the zeros in front
    longest: int = 0
    default: str = ""  # what a new record holds that says nothing, as it is written
    auto: str = ""  # made when missing: the letter a code begins with
    shows: bool = True  # stands in the template
    sample: Said = dataclasses.field(default_factory=dict)

    def says(self, locale: str) -> str:
        """Give its heading."""
        return self.label.get(locale) or self.label["en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One record of a row."""

    name: str
    table: str
    label: Said
    link: str = ""  # the field that points at the record itself; empty: it is the record
    same: tuple[str, ...] = ()  # what makes two of them the same thing at different times
    start: str = ""
    end: str = ""  # with it, one follows the other; without, each stands for itself
    start_of: tuple[str, str] = ("", "")  # begins, if nobody says when, with this part's field


@dataclass(frozen=True, slots=True)
class Key:
    """A way to find a record again; one that is not `sure` yields to whatever contradicts it."""

    fields: tuple[str, ...]
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Something a sheet may be imported as."""

    name: str
    label: Said
    parts: tuple[Part, ...]
    columns: tuple[Column, ...]
    keys: tuple[Key, ...]  # ways to find a record again, the surest first
    names: tuple[str, ...]  # fields that name a record to people
    parent: str = ""  # the field by which records of the sheet contain each other

    @property
    def root(self) -> Part:
        return self.parts[0]

    def part(self, name: str) -> Part:
        return next(one for one in self.parts if one.name == name)

    def column(self, name: str) -> Column | None:
        return self.by_name.get(name)

    @property
    def by_name(self) -> Mapping[str, Column]:
        return {one.name: one for one in self.columns}

    def of_part(self, part: str) -> Sequence[Column]:
        return [one for one in self.columns if one.part == part]

    def of_field(self, part: str, field_: str) -> Column | None:
        return next((one for one in self.columns if one.part == part and one.field == field_), None)
