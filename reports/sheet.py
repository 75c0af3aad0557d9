"""A sheet: what a table file shows, before it is a spreadsheet or a text; pure.

Values come in their travelling form (`2026-11-20`, decimals as text, keys already named) and become
what a cell of their kind holds. Sets are one text; what a choice or a truth is called was decided
by whoever described the sheet, in the reader's language.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import Any, Self, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import orjson

Row = list[Any]
_Moment = TypeVar("_Moment", date, datetime, time)
Cell = str | int | Decimal | date | datetime | time | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the kind of its values, and how wide it was on the screen."""

    label: str
    kind: str
    width: int | None = None  # pixels
    decimals: int | None = None
    choices: Mapping[str, str] | None = None

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Self:
        return cls(**raw)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its title, and what there is to know about it (`info`: label and value)."""

    title: str
    info_title: str
    info: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    locale: str
    zone: str
    truths: tuple[str, str]  # the words for no and yes
    outline: bool = False  # rows end with how deep they stand below others

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Self:
        """Read it from its plain form."""
        return cls(
            raw["title"], raw["info_title"], tuple((a, b) for a, b in raw["info"]),
            tuple(map(Column.of, raw["columns"])), raw["locale"], raw["zone"],
            (raw["truths"][0], raw["truths"][1]), bool(raw.get("outline")),
        )  # fmt: skip


def zone_of(name: str) -> tzinfo:
    """Find a time zone; a machine without its tables knows the universal time."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def rows_in(spool: Path) -> Iterator[Row]:
    """Read the rows back: each line of the spool is a list of rows."""
    with spool.open("rb") as lines:
        for line in lines:
            yield from orjson.loads(line)


def cells(sheet: Sheet, spool: Path) -> Iterator[list[Cell]]:
    """Give each row as the values of its cells, and of an outline its depth behind them."""
    zone = zone_of(sheet.zone)
    depth = (Column("", "integer"),) if sheet.outline else ()
    columns = (*sheet.columns, *depth)
    for row in rows_in(spool):
        yield [
            None if value is None else _cell(column, value, sheet.truths, zone)
            for column, value in zip(columns, row, strict=True)
        ]


def _cell(column: Column, value: Any, truths: tuple[str, str], zone: tzinfo) -> Cell:
    match column.kind:
        case "integer":
            return int(value)
        case "decimal":
            return Decimal(str(value))
        case "boolean":
            return truths[bool(value)]
        case "date":
            return _read(date.fromisoformat, value)
        case "datetime":
            moment = _read(datetime.fromisoformat, value)
            return moment.astimezone(zone) if isinstance(moment, datetime) else moment
        case "time":
            return _read(time.fromisoformat, value)
        case "texts" | "keys":
            return ", ".join(_said(column, one) for one in value)
        case "address" if isinstance(value, dict):
            return _address(value)
        case "json" | "address":
            return _plain(value)
        case _:
            return _said(column, value)


def _read(parse: Callable[[str], _Moment], value: str) -> _Moment | str:
    """Read a moment; PostgreSQL knows years that Python does not, they stay text."""
    try:
        return parse(value)
    except ValueError:
        return value


def _address(parts: dict[str, Any]) -> str:
    """Say an address as on an envelope: `Via Roma 1, 13100 Vercelli (VC)`; abroad, the country."""
    street, postcode, city, province, country = (
        str(parts.get(name) or "").strip()
        for name in ("street", "postcode", "city", "province", "country")
    )
    town = " ".join(filter(None, (postcode, city, f"({province})" if province else "")))
    return ", ".join(filter(None, (street, town, "" if country == "IT" else country)))


def _plain(value: Any) -> str:
    """Say something structured, such as an address, by its parts."""
    if isinstance(value, dict):
        return _plain(list(value.values()))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value)))
    return "" if value is None else str(value)


def _said(column: Column, value: Any) -> str:
    return str(value) if column.choices is None else column.choices.get(value, str(value))
