"""A sheet as text with separators, as spreadsheets of the reader's country open it.

UTF-8 with its mark, lines that end as RFC 4180 says, the separator and the decimal sign of the
language. A text that a spreadsheet would take for a formula is led by an apostrophe, which says
that it is text.
"""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Final

from reports.sheet import Cell, Sheet

_FORMULA: Final = re.compile(r"[\s\0]*[=+\-@＝＋－＠|%]|[\t\r\n\0]")
_PHONE: Final = re.compile(r"\+\d[\d ]*")  # begins like a formula and is a number at worst


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language writes a table."""

    separator: str
    decimal: str
    day: str
    moment: str


MANNERS: Final = {
    "it": Manner(";", ",", "%d/%m/%Y", "%d/%m/%Y %H:%M"),
    "en": Manner(",", ".", "%Y-%m-%d", "%Y-%m-%d %H:%M"),
}


def write(
    sheet: Sheet, rows: Iterator[list[Cell]], out: Path, *, told: Callable[[int], None]
) -> int:
    """Write the file and return the number of rows."""
    manner = MANNERS.get(sheet.locale, MANNERS["en"])
    written, wide = 0, len(sheet.columns)
    with out.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        table = csv.writer(file, delimiter=manner.separator, lineterminator="\r\n")
        table.writerow([harmless(column.label) for column in sheet.columns])
        for written, row in enumerate(rows, start=1):
            table.writerow([_said(value, manner) for value in row[:wide]])
            if written % 1000 == 0:
                told(written)
    return written


def _said(value: Cell, manner: Manner) -> str:
    match value:
        case None:
            return ""
        case str():
            return harmless(value)
        case int():
            return str(value)
        case Decimal():
            return f"{value:f}".replace(".", manner.decimal)
        case datetime():
            return _moment(value, manner.moment)
        case date():
            return _moment(value, manner.day)
        case time():
            return value.strftime("%H:%M")


def _moment(value: date, form: str) -> str:
    """Write a year in four digits, which `strftime` leaves to the system for early ones."""
    return value.strftime(form.replace("%Y", f"{value.year:04d}"))


def harmless(text: str) -> str:
    """Lead a text by an apostrophe if a spreadsheet would calculate it."""
    if _FORMULA.match(text) is None or _PHONE.fullmatch(text):
        return text
    return f"'{text}"
