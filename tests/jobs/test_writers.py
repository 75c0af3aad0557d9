"""The writers by themselves: what a cell of each kind becomes, at the edges of the formats."""

import re
from pathlib import Path
from typing import Any

import orjson
import pytest

from reports import text_table, xlsx
from reports.sheet import Sheet, cells
from tests.jobs.tray import Book, table

KINDS = ("text", "integer", "decimal", "boolean", "date", "datetime", "time", "texts", "address")


def sheet(locale: str = "it", **more: Any) -> Sheet:
    columns = [{"label": kind, "kind": kind, **more.get(kind, {})} for kind in KINDS]
    return Sheet.of({
        "title": more.get("title", "Elenco"), "info_title": "Informazioni",
        "info": [["Filtro", "=1+1"]], "columns": columns, "locale": locale,
        "zone": "Europe/Rome", "truths": ["No", "Sì"],
    })  # fmt: skip


def write(place: Path, rows: list[list[Any]], form: str, **more: Any) -> bytes:
    (place / "rows").write_bytes(orjson.dumps(rows) + b"\n")
    made, out = sheet(**more), place / "out"
    values = cells(made, place / "rows")
    if form == "csv":
        assert text_table.write(made, values, out, told=lambda _: None) == len(rows)
    else:
        assert xlsx.write(made, values, out, work=place, told=lambda _: None) == len(rows)
    return out.read_bytes()


ROW = ["Fonderia", -7, "-1234.50", True, "2026-02-28", "2026-07-01T22:30:00.000000Z", "08:30:00",
       ["uno", "due"],
       {"city": "Vercelli", "street": "Via Roma 1", "province": "VC", "country": "IT"}]  # fmt: skip


def test_a_text_table_writes_as_its_country_does(tmp_path: Path) -> None:
    assert table(write(tmp_path, [ROW], "csv"))[1] == [
        "Fonderia", "-7", "-1234,50", "Sì", "28/02/2026", "02/07/2026 00:30", "08:30", "uno, due",
        "Via Roma 1, Vercelli (VC)",
    ]  # fmt: skip
    assert table(write(tmp_path, [ROW], "csv", locale="en"), ",")[1][2:6] == [
        "-1234.50", "Sì", "2026-02-28", "2026-07-02 00:30",
    ]  # fmt: skip


def test_a_spreadsheet_keeps_every_kind(tmp_path: Path) -> None:
    (row,) = Book.of(write(tmp_path, [ROW], "xlsx")).rows()[1:]
    assert [row[letter] for letter in "ABCDE"] == [
        ("inlineStr", "Fonderia"), ("n", "-7"), ("n", "-1234.5"), ("inlineStr", "Sì"),
        ("n", "46081"),
    ]  # fmt: skip
    assert float(row["F"][1]) == pytest.approx(46205 + 0.5 / 24)  # in the reader's own time
    assert float(row["G"][1]) == pytest.approx(8.5 / 24)


def test_what_a_number_or_a_date_of_a_spreadsheet_cannot_hold_is_text(tmp_path: Path) -> None:
    odd = ["x" * 40_000, 10**16, "123456789012345.678", None, "1899-12-31", "0044-03-15 BC",
           None, [], {}]  # fmt: skip
    (row,) = Book.of(write(tmp_path, [odd], "xlsx")).rows()[1:]
    assert row["A"][1] == "x" * 32_766 + "…"
    assert row["B"] == ("inlineStr", str(10**16))
    assert row["C"] == ("inlineStr", "123456789012345.678")
    assert row["E"] == ("inlineStr", "1899-12-31")
    assert row["F"] == ("inlineStr", "0044-03-15 BC")
    assert "D" not in row


def test_a_long_text_is_not_cut_inside_a_letter(tmp_path: Path) -> None:
    (row,) = Book.of(write(tmp_path, [["🏭" * 20_000, *[None] * 8]], "xlsx")).rows()[1:]
    assert re.fullmatch("🏭+…", row["A"][1])
    assert len(row["A"][1].encode("utf-16-le")) // 2 <= 32_767


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Clienti", "Clienti"),
        ("Informazioni", "Informazioni"),
        ("'[x]: a/b\\c*?'", "x   a b c"),
        ("a" * 40, "a" * 31),
        ("", "1"),
    ],
)
def test_a_sheet_has_a_name_that_may_be(tmp_path: Path, title: str, name: str) -> None:
    names = Book.of(write(tmp_path, [ROW], "xlsx", title=title)).names
    assert names[0] == name
    assert len(set(names)) == 2


def test_no_rows_are_a_file_too(tmp_path: Path) -> None:
    assert len(Book.of(write(tmp_path, [], "xlsx")).rows()) == 1
    assert table(write(tmp_path, [], "csv")) == [list(KINDS)]


@pytest.mark.parametrize(
    "text",
    ["=1", "+1+1", "-a", "@a", "\t=1", "\r=1", "\n=1", " =1", "＝1", "|calc", "%0", "+39 0161 =1"],
)
def test_what_would_be_calculated_is_led_by_an_apostrophe(text: str) -> None:
    assert text_table.harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "1-2", "+39 0161 123", "'=1", "è", "(=1)"])
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert text_table.harmless(text) == text
