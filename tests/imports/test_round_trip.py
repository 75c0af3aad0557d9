"""What goes out comes back: templates, mass correction, updates by key, choices that are kept."""

import datetime as dt
from typing import Any

from python_calamine import load_workbook

from schema.base import tables
from tests.imports.desk import ImportDesk
from tests.imports.sheets import tax_code, xlsx
from ytefas.store.imports.targets import targets
from ytefas.store.isolation import SYSTEM

BORN = dt.date(1985, 3, 5)
HIRED = dt.date(2019, 9, 2)


def read(data: bytes) -> list[list[Any]]:
    """Give the first sheet of a workbook."""
    import io  # noqa: PLC0415

    return list(load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python())


async def firm(desk: ImportDesk) -> None:
    """Fill every kind of record, hostile names among them."""
    await desk.imported("sites", xlsx([
        ["Codice", "Nome", "CAP", "Comune", "Prov"], ["S1", '=HYPERLINK("x")'[1:], "00184",
        "Roma", "RM"], ["S2", "Ivrea", None, None, None],
    ]))  # fmt: skip
    await desk.imported("departments", xlsx([
        ["Sede", "Nome", "Fa parte di"], ["S1", "Officina", None], ["S1", "Forni", "Officina"],
        ["S2", "Forni", None],
    ]))  # fmt: skip
    await desk.imported("jobs", xlsx([["Nome", "Ore vdt"], ["Fornaio", 2.5], ["@SUM(A1)", None]]))
    people = [["Matricola", "Cognome", "Nome", "CF", "Nato il", "Sesso", "Assunto il", "Contratto",
               "Mansione", "Sede", "Reparto"]]  # fmt: skip
    rows: list[list[Any]] = [
        ["0001", "Rossi", "Anna", tax_code(1, BORN), BORN, "F", HIRED, "apprendista", "Fornaio",
         "S1", "Forni"],
        ["0001", "Rossi", "Anna", tax_code(1, BORN), BORN, "F", HIRED, "apprendista", "M2", "S2",
         None],
        [None, "+39 Verdi", "-1+1", None, None, None, None, None, None, None, None],
    ]  # fmt: skip
    await desk.imported("persons", xlsx([*people, *rows]))
    async with desk.house.store.writing(SYSTEM, cause="test.write") as unit:
        found = await unit.fetch(tables()["equipment_type"].select().limit(1))
        if not found:
            values = {"code": "crane", "name": "Gru", "name_en": "Crane", "origin": "studio"}
            await unit.insert(tables()["equipment_type"], values)
    kind = found[0]["name"] if found else "Gru"
    await desk.imported("equipment", xlsx([
        ["Descrizione", "Tipo", "Sede", "Reparto", "Codice", "Marca CE", "Ultima verifica", "Esito",
         "Prossima verifica"],
        ["Gru a ponte", kind, "S1", "Forni", "00007", "sì", HIRED, "positivo", dt.date(2030, 1, 1)],
    ]))  # fmt: skip
    await desk.imported("substances", xlsx([
        ["Prodotto", "CAS", "Frasi H", "Stato"],
        ["Acetone", "67-64-1", "H225 H319; 336", "liquido"],
    ]))  # fmt: skip


async def test_what_was_exported_changes_nothing_when_it_is_imported_unchanged(
    desk: ImportDesk,
) -> None:
    await firm(desk)
    before = await desk.everything()
    for name in targets():
        data = await desk.template(name, filled=True)
        upload, summary = await desk.checked(name, data)
        rows = await desk.rows(upload)
        assert summary["errors"] == 0, (name, await desk.troubles(upload))
        changed = [one for one in rows if one["state"] != "same"]
        assert summary["new"] == summary["update"] == 0, (name, changed)
        assert summary["same"] > 0
    assert await desk.everything() == before


async def test_nothing_of_a_name_is_ever_a_formula(desk: ImportDesk) -> None:
    await firm(desk)
    import io  # noqa: PLC0415
    import zipfile  # noqa: PLC0415

    for name in targets():
        for filled in (False, True):
            archive = zipfile.ZipFile(io.BytesIO(await desk.template(name, filled=filled)))
            for part in archive.namelist():
                if part.startswith("xl/worksheets/sheet"):
                    assert b"<f>" not in archive.read(part)


async def test_an_empty_template_is_understood_and_its_example_is_not_imported(
    desk: ImportDesk,
) -> None:
    for name, target in targets().items():
        data = await desk.template(name)
        upload = await desk.send(name, data)
        described = await desk.call("look", upload)
        shown = [one.name for one in target.columns if one.shows]
        assert [one["field"] for one in described["columns"]] == [*shown, "ytefas"]
        summary = await desk.call("check", upload)
        assert summary["rows"] == summary["errors"] == 0


async def test_a_correction_shows_field_by_field_what_changes_and_only_that_is_written(
    desk: ImportDesk,
) -> None:
    await firm(desk)
    head, *rows = read(await desk.template("persons", filled=True))
    at = {str(one).removesuffix(" *"): n for n, one in enumerate(head)}
    for row in rows:
        if row[at["Cognome"]] == "Rossi":
            row[at["Cognome"]], row[at["E-mail"]] = "Rossini", "anna@rossi.it"
    upload, summary = await desk.checked("persons", xlsx([head, *rows]))
    assert (summary["new"], summary["update"], summary["errors"]) == (0, 1, 0), await desk.troubles(
        upload
    )
    (changed,) = await desk.rows(upload, "update")
    assert changed["changes"] == [
        {"label": "Cognome", "before": "Rossi", "after": "Rossini"},
        {"label": "E-mail", "before": "", "after": "anna@rossi.it"},
    ]
    assert (await desk.apply(upload))["state"] == "done"
    assert ("Rossini", "anna@rossi.it", 2) in await desk.rows_of(
        "person", "surname", "email", "row_version"
    )


async def test_another_job_from_a_later_day_ends_the_present_one_the_day_before(
    desk: ImportDesk,
) -> None:
    await firm(desk)
    head = ["Matricola", "Cognome", "Nome", "Mansione", "Sede", "Nella mansione dal"]
    alone = [head, ["0009", "Neri", "Ugo", "Fornaio", "S1", dt.date(2020, 1, 1)]]
    await desk.imported("persons", xlsx(alone))
    moved = [head, ["0009", "Neri", "Ugo", "M2", "S1", dt.date(2024, 5, 1)]]
    await desk.imported("persons", xlsx(moved))
    days = await desk.rows_of("assignment", "from_on", "to_on")
    assert (dt.date(2020, 1, 1), dt.date(2024, 4, 30)) in days
    assert (dt.date(2024, 5, 1), None) in days


async def test_empty_cells_leave_the_data_unless_they_are_to_empty_them(desk: ImportDesk) -> None:
    first = [["Codice", "Nome", "Descrizione"], ["M1", "Saldatore", "Salda"]]
    await desk.imported("jobs", xlsx(first))
    empty = xlsx([["Codice", "Nome", "Descrizione"], ["M1", "Saldatore", None]])
    _, summary = await desk.checked("jobs", empty)
    assert summary["same"] == 1
    await desk.imported("jobs", empty, clear=True)
    assert await desk.rows_of("job", "description") == [(None,)]


async def test_what_is_missing_is_listed_and_made_when_that_is_wanted(desk: ImportDesk) -> None:
    sheet = xlsx([
        ["Cognome", "Nome", "Assunto il", "Mansione", "Reparto"],
        ["Rossi", "Anna", HIRED, "Saldatore", "Officina"],
        ["Verdi", "Ugo", HIRED, "saldatore", "OFFICINA"],
    ])  # fmt: skip
    upload, summary = await desk.checked("persons", sheet)
    assert {one["table"]: one["rows"] for one in summary["makeable"]} == {"job": 2}
    constants = {"assignment.site_id": "Biella"}
    await desk.call("arrange", upload, {"constants": constants,
                                        "make": ["job", "site", "department"]})  # fmt: skip
    summary = await desk.call("check", upload)
    assert summary["errors"] == 0, await desk.troubles(upload)
    made = [(one["table"], one["name"], one["code"], one["rows"]) for one in summary["made"]]
    assert sorted(made) == [("department", "Officina", "", 2), ("job", "Saldatore", "M1", 2),
                            ("site", "Biella", "S1", 2)]  # fmt: skip
    assert (await desk.apply(upload))["state"] == "done"
    counts = await desk.everything()
    assert (counts["site"], counts["department"], counts["job"]) == (1, 1, 1)
    assert counts["assignment"] == 2


async def test_wrong_rows_are_corrected_in_place_or_left_out(desk: ImportDesk) -> None:
    sheet = xlsx([["Codice", "Nome", "Ore vdt"], ["M1", "Uno", "molte"], ["M2", "Due", "poche"],
                  ["M3", "Tre", 3]])  # fmt: skip
    upload, summary = await desk.checked("jobs", sheet)
    assert summary["errors"] == 2
    summary = await desk.call("correct", upload, 2, 2, "12,5")
    assert summary["errors"] == 1
    (row,) = [one for one in await desk.rows(upload) if one["number"] == 2]
    assert (row["state"], row["cells"][2], row["edited"]) == ("new", "12,5", [2])
    status, faults = await desk.fetch(f"/imports/{upload}")
    assert status == 200
    assert [row[0] for row in read(faults)[1:]] == [3]
    assert "non è un numero" in read(faults)[1][1]
    await desk.call("arrange", upload, {"skip_faulty": True})
    assert (await desk.call("check", upload))["ready"]
    assert (await desk.apply(upload))["state"] == "done"
    assert {code for (code,) in await desk.rows_of("job", "code")} == {"M1", "M3"}
    ((rows, made, skipped),) = await desk.rows_of(
        "import_batch", "rows", "created_rows", "skipped_rows"
    )
    assert (rows, made, skipped) == (3, 2, 1)


async def test_what_a_heading_was_taken_for_is_remembered(desk: ImportDesk) -> None:
    sheet = xlsx([["Sigla interna", "Nome"], ["M1", "Uno"]])
    upload = await desk.send("jobs", sheet)
    await desk.call("arrange", upload, {"mapping": {"0": "job.code", "1": "job.name"}})
    again = await desk.call("look", await desk.send("jobs", sheet))
    assert [one["field"] for one in again["columns"]] == ["job.code", "job.name"]


async def test_an_import_is_done_once_however_often_it_is_asked(desk: ImportDesk) -> None:
    upload = await desk.send("jobs", xlsx([["Codice", "Nome"], ["M1", "Uno"]]))
    first, second = await desk.apply(upload), None
    assert first["state"] == "done"
    try:
        second = await desk.apply(upload)
    except Exception as gone:  # noqa: BLE001 - whichever way it is told, nothing is done twice
        assert getattr(gone, "code", "") == "not_found"  # noqa: PT017
    assert second is None or second["state"] == "done"
    assert await desk.count("job") == 1
    assert await desk.count("import_batch") == 1
