"""Spreadsheets as tests need them, in every kind of file, right and wrong."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol

from ytefas.rules.values import person_letter

Rows = Sequence[Any]  # of rows, each a sequence of cells
_MONTHS = "ABCDEHLMPRST"


def xlsx(rows: Rows, *, name: str = "Foglio1", more: dict[str, Rows] | None = None,
         hidden: Sequence[str] = (), is_1904: bool = False, hidden_rows: Sequence[int] = (),
         merged: Sequence[str] = ()) -> bytes:  # fmt: skip
    """Make a workbook; a text that begins with `=` is a formula with the error after `|`.

    Of cells that are `merged` ("A2:A4") the first keeps what it holds; rows count from 0.
    """
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"date_1904": is_1904, "default_date_format": "dd/mm/yyyy"})
    for title, content in {name: rows, **(more or {})}.items():
        page = book.add_worksheet(title)
        if title in hidden:
            page.hide()
        for at, row in enumerate(content):
            for column, value in enumerate(row):
                _write(page, at, column, value)
    first = book.worksheets()[0]
    for row in hidden_rows:
        first.set_row(row, None, None, {"hidden": True})
    for place in merged:
        top, column, bottom, last = _corners(place)
        first.merge_range(top, column, bottom, last, rows[top][column])
    book.close()
    return made.getvalue()


def _corners(place: str) -> tuple[int, int, int, int]:
    first, _, last = place.partition(":")
    return (*xl_cell_to_rowcol(first), *xl_cell_to_rowcol(last))


def _write(page: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, str) and value.startswith("="):
        formula, _, answer = value.partition("|")
        page.write_formula(row, column, formula, None, answer)
    elif isinstance(value, str):
        page.write_string(row, column, value)
    elif isinstance(value, dt.date):
        page.write_datetime(row, column, dt.datetime.combine(value, dt.time.min))
    elif value is not None:
        page.write(row, column, value)


def csv(rows: Rows, *, delimiter: str = ";", coding: str = "utf-8") -> bytes:
    text = "\r\n".join(delimiter.join(str(cell or "") for cell in row) for row in rows)
    return text.encode(coding)


def archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return made.getvalue()


def ods(rows: Rows) -> bytes:
    """Make an OpenDocument sheet of texts."""

    def cell(value: Any) -> str:
        return (f'<table:table-cell office:value-type="string"><text:p>{value}</text:p>'
                "</table:table-cell>")  # fmt: skip

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Foglio">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return archive({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content.encode(),
        "META-INF/manifest.xml": b'<manifest:manifest xmlns:manifest="m"/>',
    })  # fmt: skip


def locked_ods() -> bytes:
    return archive({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": b"\x00\x01 nobody can read this",
        "META-INF/manifest.xml": b"<manifest><encryption-data/></manifest>",
    })  # fmt: skip


def ole(*streams: str) -> bytes:
    """Make the shape of a compound file that names some streams."""
    names = b"".join(name.encode("utf-16-le") + b"\0" * 8 for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + names + b"\0" * 512


def xls(rows: Rows) -> bytes:
    """Make a workbook as Excel wrote them until 2003; `#N/A` is a formula that failed."""

    def record(kind: int, data: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def cell(row: int, column: int, value: Any) -> bytes:
        at = struct.pack("<HHH", row, column, isinstance(value, dt.date))  # the second is of days
        match value:
            case None:
                return b""
            case "#N/A":
                return record(0x0205, at + bytes([0x2A, 1]))
            case str():
                text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
                return record(0x0204, at + text)
            case bool():
                return record(0x0205, at + bytes([value, 0]))
            case dt.date():
                return record(0x0203, at + struct.pack("<d", (value - dt.date(1899, 12, 30)).days))
            case _:
                return record(0x0203, at + struct.pack("<d", value))

    def part(kind: int, *records: bytes) -> bytes:
        begin = record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))
        return begin + b"".join(records) + record(0x000A)

    def book(sheet_at: int) -> bytes:
        looks = [record(0x00E0, struct.pack("<HHH", 0, look, 0) + bytes(14)) for look in (0, 14)]
        sheet = struct.pack("<IBBBB", sheet_at, 0, 0, 7, 0) + b"Foglio1"
        return part(5, record(0x0042, struct.pack("<H", 1200)), *looks, record(0x0085, sheet))

    cells = [cell(row, at, one) for row, line in enumerate(rows) for at, one in enumerate(line)]
    size = struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0)
    stream = book(len(book(0))) + part(0x10, record(0x0200, size), *cells)
    return compound("Workbook", stream.ljust(4096, b"\0"))


def compound(name: str, stream: bytes) -> bytes:
    """Put one stream, of a few sectors and not a small one, into a compound file."""
    stream += bytes(-len(stream) % 512)
    count, end, none = len(stream) // 512, 0xFFFFFFFE, 0xFFFFFFFF

    def entry(called: str, kind: int, start: int, size: int, child: int = none) -> bytes:
        text = called.encode("utf-16-le")
        about = struct.pack("<HBBIII", len(text) + 2, kind, 1, none, none, child)
        return text.ljust(64, b"\0") + about + bytes(36) + struct.pack("<IQ", start, size)

    head = ole()[:8] + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    table = struct.pack("<II", 0xFFFFFFFD, end) + struct.pack(
        f"<{count}I", *range(3, count + 2), end
    )
    folder = entry("Root Entry", 5, end, 0, 1) + entry(name, 2, 2, len(stream))
    return head.ljust(512, b"\xff") + table.ljust(512, b"\xff") + folder.ljust(512, b"\0") + stream


def tax_code(number: int, born: dt.date) -> str:
    """Make a well-formed tax code; the number makes it the only one of its kind."""
    letters = "".join(chr(65 + number // 26**at % 26) for at in range(3))
    stem = f"{letters}ZZZ{born:%y}{_MONTHS[born.month - 1]}{born.day:02}F{number % 1000:03}"
    return stem + person_letter(stem)
