"""When equipment is to be checked again, and what its numbers may be. Pure."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Final

from ytefas.rules.home import today
from ytefas.rules.rule import Fault, Rule

_FIRST_MACHINES: Final = 1850
# What the law or common practice says where the type of equipment does not: months from check to
# check. Ropes and chains: art. 71 and annex VI (three months unless the maker says otherwise);
# earthing: D.P.R. 462/2001 (five years, two where the risk is higher).
_MONTHS: Final[Mapping[str, int]] = {"rope_chain": 3, "electrical": 60}


def months_later(day: date, months: int) -> date:
    """Give the same day so many months on, or the last one that month has."""
    at = day.year * 12 + day.month - 1 + months
    year, month = at // 12, at % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def next_due(done_on: date, kind: str, type_months: int | None) -> date | None:
    """Propose when a check is due again; None where nothing says it.

    The period of a type is that of its statutory inspection, or of its own check where it has none.
    """
    months = _MONTHS.get(kind, type_months)
    return None if months is None else months_later(done_on, months)


def _year(value: int) -> Fault | None:
    latest = today().year + 1
    return None if _FIRST_MACHINES <= value <= latest else Fault("year", {"latest": str(latest)})


RULES: Final[Mapping[str, Rule]] = {"year": Rule(_year)}
