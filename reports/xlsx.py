"""A sheet as a spreadsheet: numbers are numbers, dates are dates, and text is never a formula.

XlsxWriter in constant memory: a row is written out before the next one is made, so a million rows
take no more memory than one. A second sheet tells where the rows come from.
"""

from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from xlsxwriter import Workbook

from reports.sheet import Cell, Column, Sheet

LONGEST_CELL: Final = 32_767  # letters; a rule of the format
MOST_ROWS: Final = 1_048_576 - 1  # below the heading
EXACT_DIGITS: Final = 15  # a longer number would be rounded: it is written as text
FIRST_YEAR: Final = 1900
DEEPEST: Final = 7  # levels of an outline; a rule of the format
_FORBIDDEN: Final = str.maketrans(dict.fromkeys(r"[]:*?/\\", " "))
_NARROW, _WIDE, _UNSAID = 6.0, 80.0, 18.0  # letters
_PIXELS: Final = 7.0  # of one letter

Told = Callable[[int], None]


def write(sheet: Sheet, rows: Iterator[list[Cell]], out: Path, *, work: Path, told: Told) -> int:
    """Write the file; `work` holds what is made on the way. Returns the number of rows."""
    book = Workbook(
        str(out),
        {
            "constant_memory": True,
            "tmpdir": str(work),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "remove_timezone": True,
            "use_zip64": True,
        },
    )
    page = book.add_worksheet(_name(sheet.title))
    heading = book.add_format({"bold": True, "bottom": 1, "bg_color": "#ECEEF0", "valign": "top"})
    formats = [_format(book, column, sheet.locale) for column in sheet.columns]
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, _width(column), formats[at])
    indented = [
        _format(book, sheet.columns[0], sheet.locale, depth) for depth in range(DEEPEST + 1)
    ]
    page.outline_settings(symbols_below=False)
    page.freeze_panes(1, 0)
    for at, column in enumerate(sheet.columns):
        page.write_string(0, at, column.label[:LONGEST_CELL], heading)
    written = 0
    for written, row in enumerate(rows, start=1):
        first = formats[0]
        if sheet.outline and isinstance(depth := row.pop(), int):
            page.set_row(written, None, None, {"level": min(depth, DEEPEST)})
            first = indented[min(depth, DEEPEST)]
        for at, value in enumerate(row):
            _write(page, written, at, value, formats[at] if at else first)
        if written % 1000 == 0:
            told(written)
    page.autofilter(0, 0, max(written, 1), max(len(sheet.columns) - 1, 0))
    _tell_about(book, sheet, heading)
    book.close()
    return written


def _write(page: Any, row: int, column: int, value: Cell, form: Any) -> None:
    match value:
        case None:
            return
        case str():
            page.write_string(row, column, _text(value), form)
        case Decimal() if len(value.as_tuple().digits) > EXACT_DIGITS:
            page.write_string(row, column, f"{value:f}", form)
        case int() if abs(value) >= 10**EXACT_DIGITS:
            page.write_string(row, column, str(value), form)
        case Decimal() | int():
            page.write_number(row, column, float(value), form)
        case date() if value.year < FIRST_YEAR:  # a datetime is a date too
            page.write_string(row, column, value.isoformat(), form)
        case date() | time():
            page.write_datetime(row, column, value, form)


def _text(value: str) -> str:
    """Bound a text; spreadsheets count the halves of a letter beyond the first plane."""
    if len(value) * 2 <= LONGEST_CELL:
        return value
    halves = value.encode("utf-16-le", "replace")
    if len(halves) // 2 <= LONGEST_CELL:
        return value
    return halves[: (LONGEST_CELL - 1) * 2].decode("utf-16-le", "ignore") + "…"


def _format(book: Any, column: Column, locale: str, depth: int = 0) -> Any:
    day = "dd/mm/yyyy" if locale == "it" else "yyyy-mm-dd"
    number = {
        "integer": "0",
        "decimal": "#,##0" + ("." + "0" * column.decimals if column.decimals else ""),
        "date": day,
        "datetime": f"{day} hh:mm",
        "time": "hh:mm",
    }.get(column.kind, "@")
    return book.add_format({"num_format": number, "valign": "top", "indent": depth * 2})


def _width(column: Column) -> float:
    said = _UNSAID if column.width is None else column.width / _PIXELS
    return min(_WIDE, max(_NARROW, said, min(len(column.label), 30) + 2.0))


def _name(title: str) -> str:
    """Make the name of a sheet: at most 31 letters, some of them forbidden."""
    return title.translate(_FORBIDDEN).strip(" '")[:31].strip(" '") or "1"


def _tell_about(book: Any, sheet: Sheet, heading: Any) -> None:
    about = sheet.info_title if _name(sheet.info_title) != _name(sheet.title) else "Info"
    page = book.add_worksheet(_name(about) if _name(about) != _name(sheet.title) else "(i)")
    plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    page.set_column(0, 0, 22.0)
    page.set_column(1, 1, _WIDE)
    for at, (label, value) in enumerate(sheet.info):
        page.write_string(at, 0, label, heading)
        page.write_string(at, 1, _text(value), plain)
