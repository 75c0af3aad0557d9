"""What people write in cells, read as what they meant, or told to be two things."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from ytefas.imports.book import Sheet, letters, shown, tidy
from ytefas.imports.cells import read_cell
from ytefas.imports.matching import matched, table_of
from ytefas.imports.names import parted, surname_letters
from ytefas.imports.references import Entry, Index
from ytefas.imports.target import Column, Kind
from ytefas.imports.trouble import Trouble, Wrong
from ytefas.imports.words import folded, near
from ytefas.store.imports.targets import targets

CHOICES = {"permanent": {"it": "Tempo indeterminato", "en": "Permanent"},
           "fixed_term": {"it": "Tempo determinato", "en": "Fixed term"}}  # fmt: skip


def column(kind: Kind, **facts: Any) -> Column:
    return Column(name="x.y", part="x", field="y", kind=kind, label={"it": "Y", "en": "Y"}, **facts)


MEANT: list[tuple[Kind, Any, Any]] = [
    ("date", "5/3/85", dt.date(1985, 3, 5)), ("date", "5.3.2024", dt.date(2024, 3, 5)),
    ("date", "2024-03-05", dt.date(2024, 3, 5)), ("date", "5 mar 2024", dt.date(2024, 3, 5)),
    ("date", "05/03/2024 00:00:00", dt.date(2024, 3, 5)), ("date", 45356, dt.date(2024, 3, 5)),
    ("date", {"date": "2024-03-05T10:30:00"}, dt.date(2024, 3, 5)),
    ("decimal", "1.234,50", Decimal("1234.50")), ("decimal", "37,5 %", Decimal("37.5")),
    ("decimal", 0.1 + 0.2, Decimal("0.3")), ("decimal", "€ 12", Decimal(12)),
    ("integer", "1.234.567", 1234567), ("integer", 3.0, 3),
    ("boolean", "Sì", True), ("boolean", "NO", False), ("boolean", "x", True), ("boolean", 1, True),
    ("text", "  due\u00a0parole\u200b ", "due parole"), ("text", 42, "42"), ("text", "'007", "007"),
    ("text", "Ros\x01si\x1b", "Rossi"), ("text", "a\u202egpj\u2066", "agpj"),
    ("text", "a\tb\x0bc\x85d", "a b c d"), ("lines", "a\x07\r\nb", "a\nb"),
    ("texts", "H225 H319; EUH066", ["H225", "H319", "EUH066"]),
    ("text", None, None), ("date", " \u00a0", None),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "cell", "meant"), MEANT)
def test_what_can_be_read_in_one_way_is_read(kind: Kind, cell: Any, meant: Any) -> None:
    assert read_cell(cell, column(kind)) == meant


TOLD: list[tuple[Kind, Any, str]] = [
    ("date", "31/02/2024", "sheet_no_such_day"), ("date", "02/25/2024", "sheet_date_month_first"),
    ("date", "domani", "sheet_date"), ("date", 5e9, "sheet_date"), ("date", True, "sheet_date"),
    ("date", "31/12/9999", "sheet_date_far"), ("date", "05/03/0085", "sheet_date_far"),
    ("date", {"date": "9999-12-31"}, "sheet_date_far"), ("date", "29/02/2023", "sheet_no_such_day"),
    ("decimal", "1.234", "sheet_number_two_ways"), ("decimal", "1,2,3", "sheet_number"),
    ("integer", "2,5", "sheet_whole_number"), ("boolean", "forse", "sheet_truth"),
    ("text", True, "sheet_truth_in_text"), ("text", {"date": "2024-01-01"}, "sheet_date_in_text"),
    ("text", 1.5e17, "sheet_number_cut"), ("text", "1,2E+15", "sheet_number_cut"),
    ("text", {"error": "#REF!"}, "sheet_formula_error"),
    # what would be looked at for hours, if all of it were
    ("date", "t" * 200_000, "sheet_date"), ("boolean", "s" * 200_000, "sheet_truth"),
    ("choice", "a" * 200_000, "sheet_choice"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "cell", "reason"), TOLD)
def test_what_is_wrong_or_two_things_is_told(kind: Kind, cell: Any, reason: str) -> None:
    with pytest.raises(Wrong) as wrong:
        read_cell(cell, column(kind, choices=CHOICES if kind == "choice" else None))
    assert wrong.value.trouble.reason == reason


def test_zeros_a_spreadsheet_took_from_the_front_come_back() -> None:
    assert read_cell(184, column("text", digits=5)) == "00184"
    assert read_cell("184", column("text", digits=5)) == "00184"
    assert read_cell("1", column("text", digits=11)) == "1"  # too few to be meant


def test_choices_are_known_by_name_word_and_what_others_call_them() -> None:
    field = column("choice", choices=CHOICES)
    for said in ("permanent", "TEMPO INDETERMINATO", "indeterminato", "Fixed term"):
        assert read_cell(said, field) in CHOICES
    with pytest.raises(Wrong):
        read_cell("tempo", field)  # the beginning of both


def test_a_name_in_one_cell_is_parted() -> None:
    assert parted("Rossi Anna Maria", None) == ("Rossi", "Anna Maria")
    assert parted("De Luca Anna", None) == ("De Luca", "Anna")
    assert parted("Bianchi Rossi Anna", "BNCNNA85C45F205X") == ("Bianchi", "Rossi Anna")
    assert parted("Anna Rossi", "RSSNNA85C45F205X") == ("Rossi", "Anna")
    assert parted("Rossi", None) == ("Rossi", "")
    assert surname_letters("Fo") == "FOX"


@pytest.mark.parametrize("letter", ["(", "@", "a.", "t"])
def test_headings_and_contents_of_any_length_are_looked_at_no_further_than_needed(
    letter: str,
) -> None:
    long = letter * 50_000
    sheet = Sheet("Foglio", ((long, "Cognome"), (long, "Rossi"), (long, "Verdi")))
    table = table_of(sheet, targets()["persons"])
    assert matched(table, targets()["persons"], {}) == {1: "person.surname"}


def test_what_was_meant_is_looked_for_in_the_first_of_thousands_of_unknown_names_only() -> None:
    index = Index([Entry(key=UUID(int=n), name=f"Reparto {n}") for n in range(1, 2001)])
    found = [index.find(f"Reparto numero {n}", {}) for n in range(300)]
    assert [isinstance(one, Trouble) for one in found] == [True] * 300
    offered = [bool(one.offers) for one in found if isinstance(one, Trouble)]
    assert offered[0]
    assert not any(offered[100:])


def test_words_are_compared_as_people_do() -> None:
    assert folded("  C.F.  ") == "cf"
    assert folded("Unità-Produttiva (n°)") == "unita produttiva n"
    assert near("Saldattore", ["Saldatore", "Gruista"]) == ["Saldatore"]
    assert [letters(one) for one in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert tidy("a\u00a0 b\u200b") == "a b"
    assert [shown(one) for one in (None, 3.0, {"date": "2024-03-05"})] == ["", "3", "05/03/2024"]
