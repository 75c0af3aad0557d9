"""Where a row is, for those who may see some sites of a customer only (`entity(..., site=…)`).

A grant may be limited to sites. Every table of customers says which of its rows belong to a site,
and by what, or why they belong to none; `ytefas/store/sites.py` makes the conditions. A table that
says nothing shows and takes nothing under a limited grant, and a test fails.

- `At("site_id")`: by a link of the row: to the site itself, or to a row that knows its own site
  (`At("department_id")`). Of several links one at the sites is enough. `wide`: a row whose links
  are all empty belongs to the whole customer: shown to everybody, changed by nobody who is limited.
- `NamedBy("assignment.person_id")`: by the rows that name it, if one of them is at the sites;
  without columns by whatever refers to it. `wide`: what is of the whole customer counts, too.
  `maker`: while nothing names it yet, who made it has it.
- `OfRecord()`: by the record it speaks of (`source`, `record_id`), wherever that is.
- `Whole("why")`: of the whole customer. A limited grant counts as reading here, whatever it says;
  with `shown=False` it does not even read.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class At:
    """A row is where its links lead."""

    columns: tuple[str, ...]
    wide: bool = False

    def __init__(self, *columns: str, wide: bool = False) -> None:
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "wide", wide)


@dataclass(frozen=True, slots=True)
class NamedBy:
    """A row is where the rows are that name it: `table.column`, each."""

    columns: tuple[str, ...]
    wide: bool = False
    maker: bool = False

    def __init__(self, *columns: str, wide: bool = False, maker: bool = False) -> None:
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "wide", wide)
        object.__setattr__(self, "maker", maker)


@dataclass(frozen=True, slots=True)
class OfRecord:
    """A row is where the record is that it speaks of."""

    source: str = "source"
    key: str = "record_id"


@dataclass(frozen=True, slots=True)
class Whole:
    """A row is of the whole customer, and this is why."""

    why: str
    shown: bool = True


Sited = At | NamedBy | OfRecord | Whole
