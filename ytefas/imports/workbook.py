"""Workbooks going out: templates, the same filled with what is there, and sheets with their faults.

Whatever comes from people is written as text and never as a formula: a name that begins with an
equals sign stays a name.
"""

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ytefas.imports.book import shown
from ytefas.imports.plan import Line, State
from ytefas.imports.target import Column, Target
from ytefas.words import words

LONGEST_CELL: Final = 32_000
_ROWS: Final = 2000  # below the headings: so far choices are offered
_WIDEST: Final = 44
_COMMENT: Final = {"x_scale": 2.2, "y_scale": 1.6, "font_size": 9}
_SAFE: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                "strings_to_numbers": False, "nan_inf_to_errors": True}  # fmt: skip
_MARK: Final = {"it": "ESEMPIO: questa riga non viene importata",
                "en": "EXAMPLE: this row is not imported"}  # fmt: skip
_REFERENCE: Final = {"it": "Riferimento Ytefas", "en": "Ytefas reference"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a template is made of: its target, what cells may point at, the rows it begins with."""

    target: Target
    locale: str
    customer: str
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)  # names, by table
    rows: Sequence[tuple[str, Mapping[str, Any]]] | None = None  # reference and cells by column


def template(sheet: Sheet) -> bytes:
    """Draw a template; with rows it holds what is there, to be corrected and imported again."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, _SAFE)
    _Template(book, sheet).draw()
    book.close()
    return made.getvalue()


def said(code: str, locale: str, **facts: str) -> str:
    """Say a sentence of the catalogues."""
    return words(f"field.{code}", locale, facts)


class _Template:
    """One template while it is drawn."""

    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        self._book = book
        self._sheet = sheet
        self._columns = [one for one in sheet.target.columns if one.shows]
        self._formats = _formats(book)

    def draw(self) -> None:
        locale = self._sheet.locale
        page = self._book.add_worksheet(_named(self._sheet.target.label[locale]))
        notes = self._book.add_worksheet("Istruzioni" if locale == "it" else "Instructions")
        lists = self._book.add_worksheet("Elenchi" if locale == "it" else "Lists")
        lists.hide()
        self._headings(page)
        self._choices(page, lists)
        first = 1
        if self._sheet.rows is None:
            self._example(page)
            first = 2
        for at, (reference, cells) in enumerate(self._sheet.rows or (), start=first):
            self._row(page, at, reference, cells)
        self._instructions(notes)
        page.activate()

    def _headings(self, page: Worksheet) -> None:
        locale = self._sheet.locale
        page.freeze_panes(1, 1)
        page.set_row(0, 32)
        for at, column in enumerate(self._columns):
            heading = f"{column.says(locale)} *" if column.required else column.says(locale)
            look = self._formats["required" if column.required else "heading"]
            page.write_string(0, at, heading, look)
            page.set_column(at, at, min(_WIDEST, max(14, len(heading) + 3)),
                            self._formats["day" if column.kind == "date" else "text"])  # fmt: skip
            comment = self._comment(column)
            if comment:
                page.write_comment(0, at, comment, _COMMENT)
        last = len(self._columns)
        page.write_string(0, last, _REFERENCE[locale], self._formats["ours"])
        page.write_comment(0, last, said("sheet_about_reference", locale), _COMMENT)
        page.set_column(last, last, 22, self._formats["ours"])

    def _comment(self, column: Column) -> str:
        locale = self._sheet.locale
        told = [said("sheet_about_required", locale)] if column.required else []
        told += [column.help[locale]] if column.help.get(locale) else []
        if column.choices:
            told.append(" · ".join(one[locale] for one in column.choices.values()))
        elif column.kind in {"date", "boolean", "texts", "link"}:
            told.append(said(f"sheet_about_{column.kind}", locale))
        return "\n".join(told)

    def _choices(self, page: Worksheet, lists: Worksheet) -> None:
        """Offer the choices of a column in its cells; another word is told on import."""
        locale, at_list = self._sheet.locale, 0
        for at, column in enumerate(self._columns):
            offered: Sequence[str] = ()
            if column.choices:
                offered = [one[locale] for one in column.choices.values()]
            elif column.kind == "boolean":
                offered = ("Sì", "No") if locale == "it" else ("Yes", "No")
            elif column.table:
                offered = self._sheet.choices.get(column.table, ())
            if not offered:
                continue
            for row, choice in enumerate(offered):
                lists.write_string(row, at_list, choice[:255])
            name = lists.get_name()
            place = xlsxwriter.utility.xl_col_to_name(at_list, col_abs=True)
            page.data_validation(1, at, _ROWS, at, {
                "validate": "list", "source": f"='{name}'!{place}$1:{place}${len(offered)}",
                "error_type": "warning", "show_error": False,
            })  # fmt: skip
            at_list += 1

    def _example(self, page: Worksheet) -> None:
        locale, look = self._sheet.locale, self._formats["example"]
        mark = _MARK[locale].partition(":")[0]
        for at, column in enumerate(self._columns):
            value = column.sample.get(locale, "")
            if not value and column.choices and column.required:
                value = next(iter(column.choices.values()))[locale]
            page.write_string(1, at, f"{mark}: {value}" if at == 0 else value, look)
        page.write_string(1, len(self._columns), _MARK[locale], look)

    def _row(self, page: Worksheet, at: int, reference: str, cells: Mapping[str, Any]) -> None:
        for place, column in enumerate(self._columns):
            self._cell(page, at, place, cells.get(column.name))
        page.write_string(at, len(self._columns), reference, self._formats["ours"])

    def _cell(self, page: Worksheet, row: int, at: int, value: Any) -> None:
        match value:
            case None | "":
                return
            case bool():
                yes = "Sì" if self._sheet.locale == "it" else "Yes"
                page.write_string(row, at, yes if value else "No", self._formats["text"])
            case dt.date():
                page.write_datetime(row, at, dt.datetime.combine(value, dt.time.min),
                                    self._formats["day"])  # fmt: skip
            case int() | float() | Decimal():
                page.write_number(row, at, float(value))
            case _:
                page.write_string(row, at, str(value)[:LONGEST_CELL], self._formats["text"])

    def _instructions(self, page: Worksheet) -> None:
        locale = self._sheet.locale
        page.hide_gridlines(2)
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 96)
        title = f"{self._sheet.target.label[locale]} · {self._sheet.customer}"
        page.write_string(0, 0, title, self._formats["title"])
        row = 2
        steps = ["columns", "lists", "dates", "empty", "example", "reference", "check"]
        for number, step in enumerate(steps, start=1):
            page.write_string(row, 0, f"{number}.", self._formats["number"])
            page.write_string(row, 1, said(f"sheet_how_{step}", locale), self._formats["wrapped"])
            row += 1
        row += 1
        for column in self._columns:
            mark = " *" if column.required else ""
            page.write_string(row, 0, column.says(locale) + mark, self._formats["label"])
            about = self._comment(column).replace("\n", "  ")
            page.write_string(row, 1, about, self._formats["wrapped"])
            row += 1


def _formats(book: Workbook) -> dict[str, Format]:
    base = {"font_name": "Calibri", "font_size": 11, "valign": "vcenter"}
    looks: dict[str, dict[str, Any]] = {
        "heading": {"bold": True, "bg_color": "#EDF1F5", "bottom": 1, "text_wrap": True},
        "required": {"bold": True, "bg_color": "#DCE8F2", "bottom": 1, "text_wrap": True},
        "ours": {"font_color": "#7A8794", "bg_color": "#F6F7F9", "font_size": 9},
        "text": {"num_format": "@"},
        "day": {"num_format": "dd/mm/yyyy", "align": "left"},
        "example": {"italic": True, "font_color": "#7A8794", "bg_color": "#FFF8E1"},
        "title": {"bold": True, "font_size": 16},
        "number": {"align": "right", "valign": "top", "bold": True},
        "label": {"bold": True, "valign": "top"},
        "wrapped": {"text_wrap": True, "valign": "top"},
        "wrong": {"bg_color": "#FDE3E1", "font_color": "#8E1B12"},
        "plain": {},
    }
    return {name: book.add_format({**base, **look}) for name, look in looks.items()}


def _named(title: str) -> str:
    """Name a sheet as spreadsheets allow."""
    return "".join(" " if one in "[]:*?/\\'" else one for one in title)[:31].strip() or "Ytefas"


# -- faults and results


def faulty(
    headings: Sequence[str], lines: Sequence[Line], told: Mapping[int, Sequence[tuple[int, str]]],
    locale: str,
) -> bytes:  # fmt: skip
    """Draw the rows that are wrong as they came, faulty cells marked, what is wrong beside them.

    `told`: by the number of a row the column each sentence is about (-1: the row).
    """
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, _SAFE)
    formats = _formats(book)
    page = book.add_worksheet("Errori" if locale == "it" else "Errors")
    page.freeze_panes(1, 2)
    first = ("Riga", "Che cosa non va") if locale == "it" else ("Row", "What is wrong")
    for at, heading in enumerate((*first, *headings)):
        page.write_string(0, at, heading[:LONGEST_CELL], formats["heading"])
    page.set_column(0, 0, 7)
    page.set_column(1, 1, 70)
    page.set_column(2, len(headings) + 1, 18)
    wrong = [line for line in lines if line.state is State.ERROR]
    for row, line in enumerate(wrong, start=1):
        page.write_number(row, 0, line.number)
        sentences = [sentence for _, sentence in told.get(line.number, ())]
        page.write_string(row, 1, "\n".join(sentences)[:LONGEST_CELL], formats["wrapped"])
        marked = {at: sentence for at, sentence in told.get(line.number, ()) if at >= 0}
        for at, cell in enumerate(line.cells[: len(headings)]):
            look = formats["wrong" if at in marked else "plain"]
            page.write_string(row, at + 2, shown(cell)[:LONGEST_CELL], look)
        for at, sentence in marked.items():
            if at >= len(line.cells):
                page.write_blank(row, at + 2, None, formats["wrong"])
            page.write_comment(row, at + 2, sentence, _COMMENT)
    book.close()
    return made.getvalue()


def outcome(
    title: str,
    facts: Sequence[tuple[str, str]],
    rows: Iterator[tuple[int, *tuple[str, ...]]],
    locale: str,
    headings: Sequence[str] = (),
) -> bytes:
    """Draw what came of an import, or of an action on many records: in all, and row by row."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, _SAFE)
    formats = _formats(book)
    page = book.add_worksheet("Esito" if locale == "it" else "Outcome")
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 18)
    page.set_column(2, 3, 60)
    page.write_string(0, 0, title, formats["title"])
    at = 2
    for name, value in facts:
        page.write_string(at, 0, name, formats["label"])
        page.write_string(at, 1, value, formats["plain"])
        at += 1
    at += 1
    named = ("Riga", "Che cosa", "Record") if locale == "it" else ("Row", "What", "Record")
    for place, heading in enumerate(headings or named):
        page.write_string(at, place, heading, formats["heading"])
    for number, *said in rows:
        at += 1
        page.write_number(at, 0, number)
        for place, text in enumerate(said, start=1):
            page.write_string(at, place, text[:LONGEST_CELL], formats["plain"])
    book.close()
    return made.getvalue()
