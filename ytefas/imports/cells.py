"""One cell as a value: what people write, and what spreadsheets make of it, read kindly and truly.

Whatever can be read in one way only is read; what could be two things is told, never guessed.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from ytefas.imports.book import Cell, is_empty, shown, tidy, tidy_lines
from ytefas.imports.target import Column
from ytefas.imports.trouble import Trouble, Wrong
from ytefas.imports.words import folded, near

_EPOCH: Final = dt.date(1899, 12, 30)
_EPOCH_1904: Final = dt.date(1904, 1, 1)
_SERIALS: Final = range(1, 73_051)  # up to the year 2099
_YEARS: Final = range(1900, 2100)  # others are misspelled, or say "never" as programs do
_CENTURY: Final = 100
_AHEAD: Final = 10  # a year of two digits is of this century up to so many years from now
_EXACT: Final = 1e15  # whole numbers beyond are rounded by spreadsheets
_SHOWN: Final = 60
_LONGEST: Final = 80  # letters of a day, a choice or a truth: more is none, and takes long to see
_MANY: Final = 12
_FEW: Final = 3
_DAY_FIRST: Final = re.compile(
    r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2}|[a-z]{3,9}\.?)\s*[/.\-\s]\s*(\d{4}|\d{2})"
)
_YEAR_FIRST: Final = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
_TIME: Final = re.compile(r"[ tT]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?Z?$")
_MONTHS: Final = {
    name: at
    for at, names in enumerate(
        ("gennaio january", "febbraio february", "marzo march", "aprile april", "maggio may",
         "giugno june", "luglio july", "agosto august", "settembre september", "ottobre october",
         "novembre november", "dicembre december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_YES: Final = frozenset(["si", "s", "yes", "y", "true", "vero", "x", "1", "ok", "presente"])
_NO: Final = frozenset(["no", "n", "false", "falso", "0", "assente"])
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*(?:[.,]\d+)?")


def read_cell(cell: Cell, column: Column, *, is_1904: bool = False) -> Any:
    """Read a cell; None when it is empty, Wrong says what is wrong."""
    if is_empty(cell):
        return None
    if isinstance(cell, dict) and "error" in cell:
        raise Wrong("sheet_formula_error", value=str(cell["error"]))
    return _READERS[column.kind](cell, column, is_1904)


def _text(cell: Cell, column: Column, _: bool) -> str:
    if isinstance(cell, bool):
        raise Wrong("sheet_truth_in_text", value=shown(cell))
    if isinstance(cell, dict):
        raise Wrong("sheet_date_in_text", value=shown(cell))
    if isinstance(cell, float) and abs(cell) >= _EXACT:
        raise Wrong("sheet_number_cut", value=shown(cell))
    if isinstance(cell, int | float):
        said = shown(cell)
        return _zeros(said, column)
    text = tidy_lines(cell) if column.kind == "lines" else tidy(cell)
    if re.fullmatch(r"\d(?:[.,]\d+)?[eE]\+\d{1,2}", text):
        raise Wrong("sheet_number_cut", value=text)
    if text.startswith("'") and not text.startswith("''"):
        text = text[1:]  # how people tell a spreadsheet that a number is a text
    text = _zeros(text, column)
    if column.longest and len(text) > column.longest:
        raise Wrong("sheet_too_long", length=str(len(text)), most=str(column.longest))
    return text


def _zeros(text: str, column: Column) -> str:
    """Give back the zeros that a spreadsheet took from the front, if few are missing."""
    missing = column.digits - len(text)
    return text.zfill(column.digits) if 0 < missing <= _FEW and text.isdigit() else text


def _number(cell: Cell) -> Decimal:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    text = tidy(shown(cell)).replace("€", "").replace("%", "").strip()
    if isinstance(cell, dict | bool) or not text:
        raise Wrong("sheet_number", value=shown(cell)[:_SHOWN])
    grouped = _GROUPED.fullmatch(text)
    if grouped and grouped[1] in {".", ","} and text.count(grouped[1]) == 1:
        rest = text[text.index(grouped[1]) + 1 :]
        if len(rest) == 3:  # noqa: PLR2004 - 1.234: a thousand and more, or a little more than one
            raise Wrong("sheet_number_two_ways", value=text)
    if grouped:
        text = text.replace(grouped[1], "")
    elif not _NUMBER.fullmatch(text):
        raise Wrong("sheet_number", value=text[:_SHOWN])
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise Wrong("sheet_number", value=text[:_SHOWN]) from None


def _integer(cell: Cell, _column: Column, _: bool) -> int:
    number = _number(cell)
    if number != number.to_integral_value():
        raise Wrong("sheet_whole_number", value=shown(cell)[:_SHOWN])
    if abs(number) >= _EXACT:
        raise Wrong("out_of_range")
    return int(number)


def _decimal(cell: Cell, _column: Column, _: bool) -> Decimal:
    number = _number(cell)
    if isinstance(cell, float):  # 0.1 + 0.2 is 0.3 to whoever wrote it
        number = Decimal(f"{cell:.10g}")
    return number


def _boolean(cell: Cell, _column: Column, _: bool) -> bool:
    if isinstance(cell, bool):
        return cell
    raw = shown(cell)
    if len(raw) > _LONGEST:
        raise Wrong("sheet_truth", value=raw[:_SHOWN])
    said = folded(raw) or tidy(raw)
    if said in _YES or said in {"✓", "✔", "☑"}:
        return True
    if said in _NO or said == "-":
        return False
    raise Wrong("sheet_truth", value=raw[:_SHOWN])


def _date(cell: Cell, _column: Column, is_1904: bool) -> dt.date:
    if isinstance(cell, dict):
        return _in_our_time(dt.date.fromisoformat(str(cell["date"]).partition("T")[0]))
    if isinstance(cell, bool):
        raise Wrong("sheet_date", value=shown(cell))
    if isinstance(cell, int | float):
        days = int(cell)
        if days not in _SERIALS:
            raise Wrong("sheet_date", value=shown(cell)[:_SHOWN])
        return (_EPOCH_1904 if is_1904 else _EPOCH) + dt.timedelta(days=days)
    said = tidy(cell).lower()
    if len(said) > _LONGEST:
        raise Wrong("sheet_date", value=said[:_SHOWN])
    text = _TIME.sub("", said)
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(one) for one in found.groups())
    elif found := _DAY_FIRST.fullmatch(text):
        day, year = int(found[1]), _year(found[3])
        month = int(found[2]) if found[2].isdigit() else _month(found[2], text)
    else:
        raise Wrong("sheet_date", value=shown(cell)[:_SHOWN])
    if month > 12 >= day:  # noqa: PLR2004 - months of a year
        raise Wrong("sheet_date_month_first", value=text, meant=f"{month:02}/{day:02}/{year}")
    try:
        return _in_our_time(dt.date(year, month, day))
    except ValueError:
        raise Wrong("sheet_no_such_day", value=text[:_SHOWN]) from None


def _in_our_time(day: dt.date) -> dt.date:
    if day.year not in _YEARS:
        raise Wrong("sheet_date_far", value=f"{day:%d/%m/}{day.year:04}")
    return day


def _year(said: str) -> int:
    year = int(said)
    if len(said) > 2:  # noqa: PLR2004 - all of it
        return year
    this = dt.datetime.now(dt.UTC).year
    return year + this // _CENTURY * _CENTURY - (_CENTURY if year > this % _CENTURY + _AHEAD else 0)


def _month(said: str, text: str) -> int:
    wanted = said.rstrip(".")
    found = {at for name, at in _MONTHS.items() if name.startswith(wanted)}
    if len(found) != 1:
        raise Wrong("sheet_date", value=text[:_SHOWN])
    return found.pop()


def _texts(cell: Cell, column: Column, is_1904: bool) -> list[str]:
    text = _text(cell, column, is_1904)
    return [
        one for part in re.split(r"[;,\n|]|\s+(?=EUH|[HP]\d{3})", text) if (one := part.strip())
    ]


def _choice(cell: Cell, column: Column, _: bool) -> str:
    choices = column.choices or {}
    said = shown(cell)
    if len(said) > _LONGEST:
        raise Wrong("sheet_choice", value=said[:_SHOWN])
    wanted = folded(said) or tidy(said).casefold()
    by_word = {
        folded(word): name
        for name, words in choices.items()
        for word in (name, name.replace("_", " "), *words.values())
    }
    if wanted in by_word:
        return by_word[wanted]
    meant = {name for word, name in by_word.items() if len(wanted) > 2 and word.startswith(wanted)}  # noqa: PLR2004
    synonym = _CHOICES.get(wanted)
    if synonym in choices:
        return str(synonym)
    if len(meant) == 1:
        return meant.pop()
    raise Wrong("sheet_choice", value=said[:_SHOWN])


# What sheets of other programs say for choices of ours.
_CHOICES: Final[Mapping[str, str]] = {
    "uomo": "M", "maschile": "M", "man": "M", "donna": "F", "femminile": "F", "woman": "F",
    "indeterminato": "permanent", "ti": "permanent", "determinato": "fixed_term",
    "a termine": "fixed_term", "td": "fixed_term", "interinale": "agency",
    "somministrato": "agency", "apprendista": "apprentice", "tirocinante": "trainee",
    "stage": "trainee", "stagista": "trainee", "intermittente": "on_call",
    "autonomo": "self_employed", "partita iva": "self_employed", "volontario": "volunteer",
    "socio": "partner", "studente": "student", "dipendente": "worker", "interno": "worker",
    "consulente": "external", "capannone": "production_unit", "stabilimento": "production_unit",
    "uffici": "office", "deposito": "warehouse", "punto vendita": "shop", "ufficio": "room",
    "stanza": "room", "esterno": "outdoor", "piazzale": "outdoor", "attiva": "in_use",
    "in funzione": "in_use", "fuori uso": "out_of_service", "ferma": "out_of_service",
    "rottamata": "disposed", "si": "yes", "s": "yes", "x": "yes", "n": "no",
    "positiva": "ok", "conforme": "ok", "regolare": "ok", "negativa": "fail",
    "non conforme": "fail", "liquida": "liquid", "solida": "solid",
}  # fmt: skip


def told_choice(trouble: Trouble, column: Column, locale: str) -> Trouble:
    """Add to a choice that is none which there are, and which was likely meant."""
    if trouble.reason != "sheet_choice":
        return trouble
    words = [said.get(locale) or said["en"] for said in (column.choices or {}).values()]
    more = " …" if len(words) > _MANY else ""
    facts = {**trouble.facts, "choices": ", ".join(words[:_MANY]) + more}
    return Trouble(trouble.reason, facts, tuple(near(trouble.facts["value"], words)))


def _link(cell: Cell, column: Column, is_1904: bool) -> str:
    if isinstance(cell, bool | dict):
        raise Wrong("sheet_date_in_text", value=shown(cell))
    return _text(cell, column, is_1904)


_READERS: Final[Mapping[str, Callable[[Cell, Column, bool], Any]]] = {
    "text": _text, "lines": _text, "integer": _integer, "decimal": _decimal, "boolean": _boolean,
    "date": _date, "texts": _texts, "choice": _choice, "link": _link,
}  # fmt: skip
