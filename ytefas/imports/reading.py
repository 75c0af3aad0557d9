"""Reading a file into a Book. Runs in a worker process with bounded time and memory.

Modern files are first looked through as text: calamine leaves formulas that failed empty, and one
cell at the far corner would make it build the whole rectangle up to there.
"""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import python_calamine as calamine

from ytefas.errors import Invalid
from ytefas.imports.book import Book, Cell, Sheet, is_empty, letters
from ytefas.imports.limits import ImportLimits
from ytefas.imports.sniffing import FileKind, kind_of_file

_DELIMITERS: Final = ";,\t|"
_CELL: Final = re.compile(rb"<c\b([^>]*?)(/?)>")
_HIDDEN_ROW: Final = re.compile(rb'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d{1,7})"')
_SPANS_ROWS: Final = re.compile(rb'number-rows-spanned="(?!1")')
_PLACE: Final = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ERROR: Final = re.compile(rb'\bt="e"')
_VALUE: Final = re.compile(rb"<v>([^<]{1,20})</v>")
_OLD_ERROR: Final = re.compile(  # a cell, or a formula, of an old file that holds an error
    rb"\x05\x02\x08\x00.{6}[\x00\x07\x0f\x17\x1d\x24\x2a]\x01"
    rb"|\x06\x00.{8}\x02\x00[\x00\x07\x0f\x17\x1d\x24\x2a]\x00\x00\x00\xff\xff",
    re.DOTALL,
)
_SHEET: Final = re.compile(rb"<sheet\b[^>]*>")
_RELATION: Final = re.compile(rb"<Relationship\b[^>]*>")
_ERRORS: Final = re.compile(
    r"#(?:N/[AD]|REF!|RIF!|DIV/0!|VALUE!|VALORE!|NAME\?|NOME\?|NUM!|NULL!|NULLO!|SPILL!|CALC!)"
)
_SAMPLE: Final = 64 * 1024
_LONGEST: Final = 200_000  # letters of one cell of text
_AROUND: Final = 50  # rows above and below a list, which are not counted


def read_book(data: bytes, limits: ImportLimits) -> Book:
    """Read a file, or say by Invalid what is wrong with it."""
    kind = kind_of_file(data, limits)
    if kind is FileKind.CSV:
        book = Book(kind, (_read_text(data, limits),))
    else:
        book = _read_workbook(kind, data, limits)
    if not any(sheet.rows for sheet in book.sheets):
        raise Invalid("sheet_no_rows")
    return book


# -- workbooks


@dataclass(slots=True)
class _Scan:
    """What the text of one sheet's part tells before it is opened."""

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()  # rows


def _read_workbook(kind: FileKind, data: bytes, limits: ImportLimits) -> Book:
    notes: list[str] = []
    scans, is_1904 = _scanned(data, limits) if kind is FileKind.XLSX else ({}, False)
    if kind is FileKind.ODS:
        notes += _odd_parts(data)
    if kind is FileKind.XLS and _OLD_ERROR.search(data):
        notes.append("sheet_formula_errors")
    try:
        with calamine.load_workbook(io.BytesIO(data)) as workbook:
            about = list(workbook.sheets_metadata)
            if len(about) > limits.sheets:
                raise Invalid("sheet_too_many_sheets", most=str(limits.sheets))
            sheets = tuple(
                _sheet(workbook, one, scans.get(one.name, _Scan()), limits)
                for one in about
                if one.typ is calamine.SheetTypeEnum.WorkSheet
            )
    except calamine.PasswordError as locked:
        raise Invalid("sheet_locked") from locked
    except calamine.CalamineError as bad:
        raise Invalid("sheet_corrupt") from bad
    return Book(kind, sheets, tuple(notes), is_1904)


def _sheet(
    workbook: calamine.CalamineWorkbook,
    about: calamine.SheetMetadata,
    scan: _Scan,
    limits: ImportLimits,
) -> Sheet:
    hidden = about.visible is not calamine.SheetVisibleEnum.Visible
    _bounded(scan.rows, scan.columns, limits)
    found = workbook.get_sheet_by_name(about.name)
    end = found.end
    if end is not None:
        _bounded(end[0] + 1, end[1] + 1, limits)
    rows = [[_cell(value) for value in row] for row in found.to_python(skip_empty_area=False)]
    for (row, column), error in scan.errors.items():
        while len(rows) <= row:
            rows.append([])
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = {"error": error}
    is_merged = _fill_merged(rows, found.merged_cell_ranges or ())
    unseen = sum(1 for at in scan.hidden if at < len(rows) and _without_tail(rows[at]))
    return _trimmed(about.name, rows, hidden=hidden, unseen=unseen, is_merged=is_merged)


def _fill_merged(
    rows: list[list[Cell]], ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> bool:
    """Say what cells merged downwards hold in each of their rows: it is meant for all of them."""
    is_filled = False
    for (top, column), (bottom, _) in ranges:
        value = rows[top][column] if top < len(rows) and column < len(rows[top]) else None
        if is_empty(value):
            continue
        for row in rows[top + 1 : bottom + 1]:
            if not _without_tail(row):
                continue  # below the list
            row.extend([None] * (column + 1 - len(row)))
            if is_empty(row[column]):
                row[column] = value
                is_filled = True
    return is_filled


def _bounded(rows: int, columns: int, limits: ImportLimits) -> None:
    if rows > limits.rows + _AROUND:
        raise Invalid("sheet_too_many_rows", rows=str(rows), most=str(limits.rows))
    if columns > limits.columns:
        raise Invalid("sheet_too_many_columns", columns=str(columns), most=str(limits.columns))


def _cell(value: Any) -> Cell:
    match value:
        case str():
            text = value[:_LONGEST].replace("\0", "")
            if _ERRORS.fullmatch(text.strip()):
                return {"error": text.strip()}
            return text or None
        case bool() | int():
            return value
        case float():
            if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN
                return {"error": "#NUM!"}
            return int(value) if value.is_integer() and abs(value) < 1e15 else value  # noqa: PLR2004
        case dt.datetime():
            at_midnight = value.time() == dt.time.min
            return {"date": value.date().isoformat() if at_midnight else value.isoformat()}
        case dt.date():
            return {"date": value.isoformat()}
        case dt.time() | dt.timedelta():
            return str(value)
        case _:
            return None


def _scanned(data: bytes, limits: ImportLimits) -> tuple[dict[str, _Scan], bool]:
    """Look through a modern workbook: how far each sheet goes, and which formulas failed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names:
            return {}, False  # the binary form
        book = _part(archive, "xl/workbook.xml", limits)
        relations = _part(archive, "xl/_rels/workbook.xml.rels", limits, names)
        targets = {
            _attribute(one, b"Id"): _attribute(one, b"Target")
            for one in _RELATION.findall(relations)
        }
        found = {}
        for one in _SHEET.findall(book)[: limits.sheets]:
            target = targets.get(_attribute(one, b"r:id"), "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if path in names:
                found[_unescaped(_attribute(one, b"name"))] = _scan(_part(archive, path, limits))
        return found, bool(re.search(rb'date1904="(?:1|true)"', book))


def _part(
    archive: zipfile.ZipFile, name: str, limits: ImportLimits, names: set[str] | None = None
) -> bytes:
    """Read one part, and no more than it may hold whatever its header says."""
    if names is not None and name not in names:
        return b""
    try:
        with archive.open(name) as part:
            read = part.read(limits.unpacked + 1)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as bad:
        raise Invalid("sheet_corrupt") from bad
    if len(read) > limits.unpacked:
        raise Invalid("sheet_bomb", most=f"{limits.unpacked // 1024**2}")
    return read


def _scan(part: bytes) -> _Scan:
    scan = _Scan()
    for cell in _CELL.finditer(part):
        if cell[2]:  # a format without a value
            continue
        place = _PLACE.search(cell[1])
        if place is None:
            continue
        row, column = int(place[2]) - 1, _column(place[1])
        scan.rows, scan.columns = max(scan.rows, row + 1), max(scan.columns, column + 1)
        if _ERROR.search(cell[1]):
            value = _VALUE.search(part, cell.end(), cell.end() + 400)
            scan.errors[row, column] = value[1].decode("ascii", "replace") if value else "#N/A"
    scan.hidden = frozenset(int(one) - 1 for one in _HIDDEN_ROW.findall(part))
    return scan


def _column(said: bytes) -> int:
    number = 0
    for letter in said:
        number = number * 26 + letter - 64
    return number - 1


def _attribute(element: bytes, name: bytes) -> str:
    found = re.search(rb"\b" + name + rb'="([^"]*)"', element)
    return found[1].decode("utf-8", "replace") if found else ""


def _unescaped(text: str) -> str:
    for said, meant in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(said, meant)
    return text.replace("&amp;", "&")


def _odd_parts(data: bytes) -> list[str]:
    """Tell what an OpenDocument holds that reads as empty."""
    found: dict[str, None] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            with archive.open("content.xml") as part:
                before = b""
                while block := part.read(1 << 20):
                    text = before + block
                    if b'value-type="error"' in text:
                        found["sheet_formula_errors"] = None
                    if _SPANS_ROWS.search(text):
                        found["sheet_merged_unread"] = None
                    before = block[-40:]
        except (KeyError, zipfile.BadZipFile, OSError, EOFError) as bad:
            raise Invalid("sheet_corrupt") from bad
    return list(found)


# -- text


def _read_text(data: bytes, limits: ImportLimits) -> Sheet:
    text = _decoded(data)
    first, _, rest = text.partition("\n")
    delimiter = None
    said = re.fullmatch(r'"?sep=(.)"?\s*', first.strip(), re.IGNORECASE)
    if said:  # what spreadsheets write for themselves
        delimiter, text = said[1], rest
    delimiter = delimiter or _delimiter(text[:_SAMPLE])
    rows: list[list[Cell]] = []
    csv.field_size_limit(_LONGEST)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for row in lines:
            rows.append([_typed(value) for value in row])
            if len(rows) > limits.rows + _AROUND:
                _bounded(len(rows) + sum(1 for _ in lines), 0, limits)
            if len(row) > limits.columns and any(row[limits.columns :]):
                _bounded(0, len(row), limits)
    except csv.Error as bad:
        raise Invalid("sheet_quotes", row=str(len(rows) + 1)) from bad
    return _trimmed("CSV", rows)


def _typed(value: str) -> Cell:
    text = value.replace("\0", "")
    if _ERRORS.fullmatch(text.strip()):
        return {"error": text.strip()}
    # a formula nobody computed: `="00123"` is how people keep zeros; the rest stays as it is
    kept = re.fullmatch(r'="([^"]*)"', text.strip())
    return (kept[1] if kept else text) or None


def _decoded(data: bytes) -> str:
    for mark, coding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"),
                         (b"\xfe\xff", "utf-16")):  # fmt: skip
        if data.startswith(mark):
            return data.decode(coding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _delimiter(sample: str) -> str:
    """Choose what parts the first lines most evenly; a decimal comma parts them unevenly."""
    lines = [line for line in sample.splitlines()[:30] if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = [_outside_quotes(line, delimiter) for line in lines]
        usual = max(set(counts), key=lambda count: (counts.count(count), count), default=0)
        return (counts.count(usual) if usual else 0, usual)

    return max(_DELIMITERS, key=evenness)


def _outside_quotes(line: str, delimiter: str) -> int:
    return sum(part.count(delimiter) for part in line.split('"')[::2])


# -- both


def _trimmed(
    name: str,
    rows: Sequence[Sequence[Cell]],
    *,
    hidden: bool = False,
    unseen: int = 0,
    is_merged: bool = False,
) -> Sheet:
    """Leave out empty rows before and after, and empty cells at the ends of rows."""
    kept = [_without_tail(row) for row in rows]
    first = next((at for at, row in enumerate(kept) if row), len(kept))
    last = next((at for at in range(len(kept) - 1, -1, -1) if kept[at]), -1)
    kept = kept[first : last + 1]
    return Sheet(name[:80], tuple(kept), hidden, first, unseen=unseen, is_merged=is_merged)


def _without_tail(row: Sequence[Cell]) -> list[Cell]:
    end = len(row)
    while end and is_empty(row[end - 1]):
        end -= 1
    return list(row[:end])


def unnamed(columns: Sequence[str]) -> Iterator[str]:
    """Give columns without a heading a name one can point at."""
    for at, name in enumerate(columns):
        yield name or letters(at)
