"""Files that cannot be read, or hold no list: each is told what is wrong, and nothing is kept."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import pytest

from tests.imports.desk import ImportDesk
from tests.imports.sheets import archive, csv, locked_ods, ods, ole, xls, xlsx
from ytefas.errors import Invalid, TooLarge, YtefasError
from ytefas.words import words

HEAD = ["Codice", "Nome"]
GOOD = [HEAD, ["S1", "Sede"]]
XML = b"<?xml version='1.0'?>"


def truncated() -> bytes:
    data = xlsx(GOOD)
    return data[: len(data) // 2]


def bomb() -> bytes:
    return archive({"xl/workbook.xml": XML, "xl/worksheets/sheet1.xml": b" " * 30_000_000})


def many_parts() -> bytes:
    return archive({"xl/workbook.xml": XML, **{f"xl/x{n}.xml": b"" for n in range(1200)}})


def endless() -> bytes:
    return ('Codice;Nome\nS1;"senza fine\n' + "x" * 250_000).encode()


def far_corner() -> bytes:
    return xlsx([*GOOD, *[[] for _ in range(4000)], ["S2", "In fondo"]])


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "sheet_empty_file"),
    "blanks": (lambda: b" \r\n \r\n\t", "sheet_empty_file"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "sheet_unknown_kind"),
    "a document of Word": (lambda: archive({"word/document.xml": XML}), "sheet_unknown_kind"),
    "a PDF": (lambda: b"%PDF-1.7\n%....", "sheet_unknown_kind"),
    "bytes": (lambda: bytes(range(256)) * 20, "sheet_unknown_kind"),
    "an old document of Word": (lambda: ole("WordDocument"), "sheet_unknown_kind"),
    "a page under the name of xls": (lambda: b"<html><table><tr><td>1", "sheet_is_page"),
    "an XML of 2003": (lambda: XML + b"<Workbook/>", "sheet_is_page"),
    "with a password": (lambda: ole("EncryptedPackage", "EncryptionInfo"), "sheet_locked"),
    "an ODS with a password": (locked_ods, "sheet_locked"),
    "cut in the middle": (truncated, "sheet_corrupt"),
    "an archive of nonsense": (lambda: archive({"xl/workbook.xml": b"<<<<"}), "sheet_corrupt"),
    "an old file of nonsense": (lambda: ole("Workbook"), "sheet_corrupt"),
    "a bomb": (bomb, "sheet_bomb"),
    "too many parts": (many_parts, "sheet_bomb"),
    "too many rows": (far_corner, "sheet_too_many_rows"),
    "too many columns": (lambda: xlsx([["x"] * 130, ["y"] * 130]), "sheet_too_many_columns"),
    "too many sheets": (
        lambda: xlsx(GOOD, more={f"Foglio {n}": [] for n in range(60)}), "sheet_too_many_sheets"
    ),
    "an empty sheet": (lambda: xlsx([]), "sheet_no_rows"),
    "only headings": (lambda: xlsx([HEAD]), "sheet_only_headings"),
    "only headings as text": (lambda: csv([HEAD]), "sheet_only_headings"),
    "an empty ODS": (lambda: ods([]), "sheet_no_rows"),
    "quotes that never end": (endless, "sheet_quotes"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
async def test_a_wrong_file_is_told_what_is_wrong_with_it(desk: ImportDesk, name: str) -> None:
    made, reason = FILES[name]
    before = await desk.everything()
    with pytest.raises(Invalid) as refused:
        await desk.send("sites", made())
    assert refused.value.fields["reason"] == reason
    for locale in ("it", "en"):
        said = words("invalid", locale, refused.value.fields)
        assert said != words("invalid", locale, {"reason": "?"})
        assert "–" not in said.split()  # every fact the sentence names is there
    assert await desk.everything() == before
    started = await desk.call("open", str(desk.customer), "sites")
    assert started["left"] is None


async def test_a_text_of_too_many_rows_is_told_how_many_it_has(desk: ImportDesk) -> None:
    with pytest.raises(Invalid) as refused:
        await desk.send("sites", csv([HEAD, *[["S1", "Sede"]] * 7000]))
    assert refused.value.fields["rows"] == "7001"


async def test_an_old_file_tells_what_it_holds_and_that_a_formula_failed(desk: ImportDesk) -> None:
    born = dt.date(1985, 3, 5)
    people = [["Matricola", "Cognome", "Nome", "Data di nascita"], [7, "Rossi", "Anna", born]]
    await desk.imported("persons", xls(people))
    assert await desk.rows_of("person", "code", "birth_date") == [("7", born)]
    upload = await desk.send("sites", xls([HEAD, ["S1", "#N/A"], ["S2", "Sede"]]))
    (note,) = (await desk.call("look", upload))["notes"]
    assert "danno errore" in note


async def test_an_open_document_with_merged_cells_says_so(desk: ImportDesk) -> None:
    with zipfile.ZipFile(io.BytesIO(ods(GOOD))) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(
        b"<table:table-cell", b'<table:table-cell table:number-rows-spanned="3"', 1
    )
    upload = await desk.send("sites", archive(parts))
    (note,) = (await desk.call("look", upload))["notes"]
    assert "celle unite" in note


async def test_a_file_over_the_limit_is_refused(desk: ImportDesk) -> None:
    with pytest.raises(TooLarge):
        await desk.send("sites", b"x" * (4 * 1024**2 + 1))


async def test_every_kind_of_file_is_read(desk: ImportDesk) -> None:
    latin = csv([["Codice", "Nome"], ["S3", "Città"]], coding="cp1252")
    comma = b'sep=,\r\nCodice,Nome\r\nS5,"Via Po, 3"\r\n'
    files = {
        "S1": xlsx([["Codice", "Nome"], ["S1", "Uno"]]),
        "S2": ods([["Codice", "Nome"], ["S2", "Due"]]),
        "S3": latin,
        "S4": csv([["Codice", "Nome"], ["S4", "Perché"]], coding="utf-8-sig"),
        "S5": comma,
        "S6": csv([["Codice", "Nome"], ["S6", "Sei"]], delimiter="\t", coding="utf-16"),
        "S7": xls([["Codice", "Nome"], ["S7", "Città"]]),
    }
    for data in files.values():
        await desk.imported("sites", data)
    names = dict(await desk.rows_of("site", "code", "name"))
    assert names == {"S1": "Uno", "S2": "Due", "S3": "Città", "S4": "Perché", "S5": "Via Po, 3",
                     "S6": "Sei", "S7": "Città"}  # fmt: skip


async def test_who_may_not_import_is_not_told_what_is_wrong_with_his_file(
    desk: ImportDesk,
) -> None:
    other = await desk.house.customer(legal_name="Di altri")
    _, visitor = await desk.house.consultant(other, level="read")
    reader = ImportDesk(desk.house, visitor, other)
    for customer, code in ((other, "denied"), (desk.customer, "not_found")):
        reader.customer = customer
        with pytest.raises(YtefasError) as refused:
            await reader.send("sites", b"<html>")
        assert refused.value.code == code
        status, _ = await reader.fetch(f"/imports/{customer}/sites")
        assert status in {403, 404}
