"""Columns that the server computes from others of their row, whenever one of those is written.

Every writer passes here (`Unit`, the bulk statements, archives that are taken in), so what is
stored belongs to what it was computed from, and nobody can store a result of his own.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Table

from ytefas.errors import InvalidFields
from ytefas.methods.kit import telling
from ytefas.methods.kit.families import FAMILIES
from ytefas.methods.kit.method import Method, Outcome, asked
from ytefas.methods.kit.numbers import half_up
from ytefas.methods.kit.registry import UnknownMethod, find as find_built_in
from ytefas.methods.kit.words import Words
from ytefas.rules.home import today
from ytefas.store import own_methods
from ytefas.store.inserting import standing
from ytefas.store.own_methods import OWN, RATED, Find

if TYPE_CHECKING:
    from ytefas.store.unit import Unit

UNFINISHED: Final = "x"
_PLACES: Final = 6  # of a score, at most
_USUAL: Final = 3  # where a method does not say
_TURN: Final = 0.004  # seconds, after which others get theirs
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Computing:
    """What is computed from what."""

    origins: frozenset[str]
    compute: Callable[[Values, Find], dict[str, Any]]
    refuse: Callable[[Values, Find], None]  # what is not to be stored at all


def origins_of(table: Table) -> frozenset[str]:
    """Name the columns that computed ones depend on; none for most tables."""
    known = _COMPUTED.get(table.name)
    return known.origins if known else frozenset()


def computed(
    table: Table, row: Values, *, find: Find = find_built_in, strict: bool = True
) -> dict[str, Any]:
    """Compute what follows from a whole row; `strict` refuses what somebody got wrong."""
    known = _COMPUTED.get(table.name)
    if known is None:
        return {}
    if strict:
        known.refuse(row, find)
    return known.compute(row, find)


async def with_computed(unit: "Unit", table: Table, rows: Sequence[Values]) -> list[dict[str, Any]]:
    """Give new rows with what follows from them; others get their turn in between."""
    if table.name not in _COMPUTED:
        return [dict(row) for row in rows]
    find = await _finder(unit, table, rows)
    made, turn = [], perf_counter()
    for row in rows:
        made.append({**row, **computed(table, {**standing(table), **row}, find=find)})
        if perf_counter() - turn > _TURN:
            await asyncio.sleep(0)
            turn = perf_counter()
    return made


async def changed(unit: "Unit", table: Table, stored: Values, changes: Values) -> dict[str, Any]:
    """Give what follows from changes of a stored row; refuse what it may not become."""
    await own_methods.guarded(unit, table, stored, changes)
    row = {**stored, **changes}
    return computed(table, row, find=await _finder(unit, table, [row]))


async def _finder(unit: "Unit", table: Table, rows: Sequence[Values]) -> Find:
    if table.name != RATED:
        return find_built_in
    return await own_methods.methods_for(unit, rows, rating=True)


# -- calculations


def _refuse(row: Values, find: Find) -> None:
    method, version = str(row.get("method")), row.get("version")
    try:
        find(method, version)
    except UnknownMethod:
        raise InvalidFields(_unknown(method, version, find)) from None


def _unknown(method: str, version: int | None, find: Find) -> dict[str, str]:
    """Say what there is none of: the method, or this version of it."""
    try:
        find(method, None)
    except UnknownMethod:
        return {"method": "unknown_method"}
    return {"version": "unknown_version"} if version is not None else {}


def _calculated(row: Values, find: Find) -> dict[str, Any]:
    """Rate a case before and after measures; what the case cannot tell yet is left open."""
    try:
        method = find(str(row.get("method")), row.get("version"))
    except UnknownMethod:  # of a newer installation: its case is kept, and not believed
        said = {**_rated(None, None), **_rated(None, None, "after_")}
        name = str(row.get("method"))
        return said | {"method_name": name, "method_name_en": name, "family": None, "unit": None,
                       "level": UNFINISHED, "evaluated_on": None}  # fmt: skip
    main = method.main
    after = row.get("after")
    return {
        "version": method.version,
        "method_name": method.name.it,
        "method_name_en": method.name.en,
        "family": method.family if method.family in FAMILIES else None,
        "unit": main.unit if main else None,
        **_rated(method, asked(method, row.get("inputs"))),
        **_rated(method, None if after is None else asked(method, after), "after_"),
        "evaluated_on": today(),
    }


def _rated(method: Method | None, outcome: Outcome | None, before: str = "") -> dict[str, Any]:
    """Say one scenario in columns; none at all where there is no scenario."""
    if outcome is None or method is None:
        names = ("score", "level", "band", "word", "word_en", "outcome")
        return {f"{before}{name}": None for name in names}
    band = outcome.found.band if outcome.found else None
    if band is not None:
        level: str | None = str(band.level)
    else:
        level = UNFINISHED if outcome.error else None
    return {
        f"{before}score": _score(outcome),
        f"{before}level": level,
        f"{before}band": band.code if band else None,
        f"{before}word": band.word.it if band else None,
        f"{before}word_en": band.word.en if band else None,
        f"{before}outcome": _told(outcome),
    }


def _score(outcome: Outcome) -> Decimal | None:
    """Round as the method is read, finer only where that would tell of another band."""
    found, main = outcome.found, outcome.method.main
    if found is None or main is None or outcome.score is None:
        return None
    scale = found.scale or next(iter(outcome.method.scales), None)
    banded = scale if scale is not None and scale.measure == main.key else None
    for places in range(_USUAL if main.digits is None else main.digits, _PLACES):
        rounded = half_up(outcome.score, places)
        if banded is None or banded.band(rounded) is banded.band(outcome.score):
            return Decimal(f"{rounded:.{places}f}")
    return Decimal(f"{outcome.score:.{_PLACES}f}")


def _told(outcome: Outcome) -> dict[str, Any]:
    """Keep what came out in both languages: readable when the method is long superseded."""
    found = outcome.found
    return {
        "error": outcome.error,
        "faults": [{"path": one.path, "code": one.code, **one.sentence().both()}
                   for one in outcome.faults],
        "instead": outcome.instead,
        "values": telling.plain(found.values) if found else {},
        "duties": {
            duty.key: {"due": found.flags[duty.key], "law": duty.law, **duty.label.both()}
            for duty in outcome.method.duties if found and duty.key in found.flags
        },
        "consequence": _both(found.band.consequence if found and found.band else None),
        "notices": [{"code": code, **said.both()} for code, said in outcome.notices()],
    }  # fmt: skip


def _both(said: Words | None) -> dict[str, str] | None:
    return said.both() if said else None


_COMPUTED: Final[Mapping[str, Computing]] = {
    RATED: Computing(frozenset({"method", "version", "inputs", "after"}), _calculated, _refuse),
    OWN: Computing(
        frozenset({"code", "state", "name", "name_en", "about", "about_en", "definition"}),
        lambda row, _: own_methods.counted(row),
        lambda row, _: own_methods.refuse(row),
    ),
}
