"""Sheets with something wrong in a cell or a row: told in Italian beside it, nothing imported."""

import datetime as dt
from typing import Any

import pytest

from schema.base import tables
from tests.imports.desk import ImportDesk
from tests.imports.sheets import tax_code, xlsx
from ytefas.store.imports.targets import targets
from ytefas.store.isolation import SYSTEM

BORN = dt.date(1985, 3, 5)
GOOD = tax_code(1, BORN)
PEOPLE = ["Matricola", "Cognome", "Nome", "Codice fiscale", "Data di nascita", "Sesso",
          "Assunto il", "Mansione", "Sede", "Reparto", "Part-time", "Lavoro agile",
          "E-mail"]  # fmt: skip
RIGHT: dict[str, Any] = {
    "Matricola": "A1", "Cognome": "Rossi", "Nome": "Anna", "Codice fiscale": GOOD,
    "Data di nascita": BORN, "Sesso": "F", "Assunto il": dt.date(2020, 1, 7),
    "Mansione": "Saldatore", "Sede": "S1", "Reparto": "Verniciatura",
}  # fmt: skip


def person(**changed: Any) -> list[Any]:
    row = {**RIGHT, **{name.replace("_", " "): value for name, value in changed.items()}}
    return [row.get(name) for name in PEOPLE]


# What is wrong in the one row, the column that is marked ("": the row), and words it is told with.
CELLS: dict[str, tuple[dict[str, Any], str, str]] = {
    "a formula that failed": ({"Cognome": "=A1/0|#DIV/0!"}, "Cognome", "dà errore"),
    "a failed lookup": ({"Mansione": "=VLOOKUP(1,A:A,1)|#N/A"}, "Mansione", "dà errore"),
    "an error typed as text": ({"Nome": "#RIF!"}, "Nome", "dà errore"),
    "no name": ({"Nome": " \u00a0 "}, "Nome", "obbligatorio"),
    "a day that is not": ({"Data_di_nascita": "31/02/1980"}, "Data di nascita", "calendario"),
    "the month first": ({"Data_di_nascita": "12/25/1980"}, "Data di nascita", "25/12/1980"),
    "a date in words": ({"Data_di_nascita": "la primavera"}, "Data di nascita", "Scrivila"),
    "a number for a date": ({"Data_di_nascita": 9_999_999}, "Data di nascita", "Scrivila"),
    "born tomorrow": ({"Data_di_nascita": "01/01/2190"}, "Data di nascita", ""),
    "a tax code too short": ({"Codice_fiscale": "RSSMRA80A01"}, "Codice fiscale", ""),
    "a wrong check letter": ({"Codice_fiscale": GOOD[:-1] + "!"}, "Codice fiscale", ""),
    "a rounded number": ({"Matricola": 1.23457e17}, "Matricola", "arrotondato"),
    "a number cut by Excel": ({"Matricola": "1,23E+11"}, "Matricola", "arrotondato"),
    "a date for a code": ({"Matricola": dt.date(2024, 5, 1)}, "Matricola", "data"),
    "no such choice": ({"Sesso": "Z"}, "Sesso", "Femmina"),
    "an unknown job": ({"Mansione": "Astronauta"}, "Mansione", "non c'è"),
    "a job misspelled": ({"Mansione": "Saldattore"}, "Mansione", "Saldatore"),
    "a job that is put away": ({"Mansione": "Fuochista"}, "Mansione", "archiviat"),
    "two jobs of one name": ({"Mansione": "Addetto"}, "Mansione", "M3"),
    "a department elsewhere": ({"Reparto": "Magazzino"}, "Reparto", "non nella sede"),
    "an unknown site": ({"Sede": "Luna"}, "Sede", "non c'è"),
    "a part-time of 250": ({"Part-time": 250}, "Part-time", ""),
    "a number of words": ({"Part-time": "metà"}, "Part-time", "non è un numero"),
    "a thousand or one": ({"Part-time": "1.234"}, "Part-time", "due modi"),
    "neither yes nor no": ({"Lavoro_agile": "forse"}, "Lavoro agile", "Sì o No"),
    "a strange address": ({"E-mail": "anna(at)rossi"}, "E-mail", ""),
    "a name too long": ({"Cognome": "R" * 200}, "Cognome", "120"),
    "a name of a page": ({"Cognome": "R" * 30_000}, "Cognome", "120"),
    "another check letter": ({"Codice_fiscale": GOOD[:-1] + "A"}, "Codice fiscale", GOOD[-1]),
    "the 29th of February": ({"Data_di_nascita": "29/02/2023"}, "Data di nascita", "calendario"),
    "never, as programs say": ({"Assunto_il": "31/12/9999"}, "Assunto il", "mai"),
    "a truth for a name": ({"Nome": True}, "Nome", "VERO"),
    "a site of somebody else": ({"Sede": "ALTRUI"}, "Sede", "non c'è"),
    "no day of hiring": ({"Assunto_il": None, "Part-time": 50}, "Assunto il", "obbligatorio"),
    "no site": ({"Sede": None, "Reparto": None}, "Sede", "obbligatorio"),
}


@pytest.fixture
async def ready(desk: ImportDesk) -> ImportDesk:
    """Give a firm with two sites and a few jobs, one of them put away; there is another firm."""
    house, customer = desk.house, desk.customer
    await house.site(await house.customer(legal_name="Di altri"), code="ALTRUI", name="Altrui")
    biella = await house.site(customer, code="S1", name="Biella")
    ivrea = await house.site(customer, code="S2", name="Ivrea")
    await house.department(customer, biella, name="Verniciatura")
    await house.department(customer, ivrea, name="Magazzino")
    jobs = {"M1": "Saldatore", "M2": "Fuochista", "M3": "Addetto", "M4": "Addetto"}
    async with house.store.writing(SYSTEM, cause="test.write") as unit:
        for code, name in jobs.items():
            values = {"customer_id": customer, "code": code, "name": name}
            key = await unit.insert(tables()["job"], values)
            if code == "M2":
                now = dt.datetime.now(dt.UTC)
                await unit.update(tables()["job"], key, 1, {"archived_at": now})
    return desk


@pytest.mark.parametrize("name", CELLS)
async def test_a_wrong_cell_is_told_beside_it(ready: ImportDesk, name: str) -> None:
    changed, column, said = CELLS[name]
    other = person(Matricola="B2", Cognome="Verdi", Codice_fiscale=tax_code(2, BORN))
    before = await ready.everything()
    upload, summary = await ready.checked("persons", xlsx([PEOPLE, person(**changed), other]))
    assert summary["errors"] == 1, await ready.troubles(upload)
    assert not summary["ready"]
    troubles = await ready.troubles(upload)
    assert {row for row, _, _ in troubles} == {2}
    about = [message for _, at, message in troubles if at == column]
    assert about, troubles
    assert not [one for one in troubles if one[1] == ""], "told a second time, beside nothing"
    assert said in about[0]
    assert "–" not in about[0].split()
    job = await ready.apply(upload)
    assert job["state"] == "failed"
    assert await ready.everything() == before


# Rows that contradict each other: the sheet, the rows that are marked, words they are told with.
ROWS: dict[str, tuple[list[list[Any]], set[int], str]] = {
    "the same row twice": ([person(), person()], {3}, "ripete la riga 2"),
    "one person, two names": (
        [person(), person(Cognome="Bianchi", Mansione="M3")], {3}, "dice altro"
    ),
    "two with one tax code": (
        [person(), person(Matricola="B2", Cognome="Verdi", Nome="Luca")], {3}, ""
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
async def test_rows_that_contradict_each_other_are_told(ready: ImportDesk, name: str) -> None:
    rows, wrong, said = ROWS[name]
    upload, summary = await ready.checked("persons", xlsx([PEOPLE, *rows]))
    troubles = await ready.troubles(upload)
    assert not summary["ready"]
    assert wrong <= {row for row, _, _ in troubles}, troubles
    assert any(said in message for _, _, message in troubles), troubles


async def test_dates_out_of_order_are_told_beside_the_later_one(ready: ImportDesk) -> None:
    head = [*PEOPLE, "Cessato il"]
    row = [*person(), dt.date(2019, 1, 1)]
    upload, _ = await ready.checked("persons", xlsx([head, row]))
    assert [(one[0], one[1]) for one in await ready.troubles(upload)] == [(2, "Cessato il")]


async def test_a_circle_of_departments_is_told(ready: ImportDesk) -> None:
    rows = [["Sede", "Nome", "Fa parte di"], ["S1", "A", "B"], ["S1", "B", "A"]]
    upload, summary = await ready.checked("departments", xlsx(rows))
    assert not summary["ready"], await ready.rows(upload)
    assert await ready.troubles(upload)


async def test_who_is_inside_of_a_circle_is_told_and_who_only_leads_to_it_is_not(
    ready: ImportDesk,
) -> None:
    rows = [["Sede", "Nome", "Fa parte di"], ["S1", "A", "B"], ["S1", "B", "A"], ["S1", "C", "A"],
            ["S1", "D", None], ["S1", "E", "D"]]  # fmt: skip
    upload, summary = await ready.checked("departments", xlsx(rows))
    told = {row: (column, said) for row, column, said in await ready.troubles(upload)}
    assert told.keys() == {2, 3, 4}
    assert told[3][0] == "Fa parte di"
    assert "sé stesso" in told[3][1]
    assert all("Dipende dalla riga" in told[row][1] for row in (2, 4))
    assert summary["new"] == 2


async def test_a_circle_through_departments_that_are_there_is_told(ready: ImportDesk) -> None:
    head = ["Sede", "Nome", "Fa parte di"]
    rows = [["S1", "A", None], ["S1", "B", "A"], ["S1", "C", "B"], ["S1", "D", "A"]]
    await ready.imported("departments", xlsx([head, *rows]))
    upload, _ = await ready.checked("departments", xlsx([head, ["S1", "A", "C"], ["S1", "D", "C"]]))
    ((row, column, said),) = await ready.troubles(upload)
    assert (row, column) == (2, "Fa parte di")
    assert "sé stesso" in said


async def test_departments_inside_of_each_other_are_followed_once(ready: ImportDesk) -> None:
    depth = 2500
    chain = [["S1", f"R{n}", f"R{n - 1}" if n else None] for n in range(depth)]
    _, summary = await ready.checked("departments", xlsx([["Sede", "Nome", "Fa parte di"], *chain]))
    assert summary["new"] == depth


async def test_a_check_of_equipment_without_outcome_is_told(ready: ImportDesk) -> None:
    head = ["Nome", "Tipo", "Sede", "Ultima verifica"]
    upload, _ = await ready.checked(
        "equipment", xlsx([head, ["Gru", "Nessun tipo così", "S1", dt.date(2025, 1, 1)]])
    )
    columns = {at for _, at, _ in await ready.troubles(upload)}
    assert "Tipo" in columns
    assert columns & {"Esito della verifica", "Ultima verifica", ""}


async def test_a_column_that_is_missing_is_named_before_the_check(ready: ImportDesk) -> None:
    upload = await ready.send("persons", xlsx([["Matricola", "Cognome"], ["A1", "Rossi"]]))
    described = await ready.call("look", upload)
    assert [one["label"] for one in described["missing"]] == ["Nome"]
    summary = await ready.call("check", upload)
    assert [one["label"] for one in summary["missing"]] == ["Nome"]
    assert "Manca «Nome»" in (await ready.troubles(upload))[0][2]


async def test_headings_are_found_whatever_stands_above_and_however_they_are_written(
    ready: ImportDesk,
) -> None:
    rows = [
        ["ELENCO DEL PERSONALE"], [],
        ["MATR.", "cognome e nome", "C.F.", "Nato il", "E-MAIL", "E-MAIL", None],
        ["A1", "De Luca Maria Grazia", None, "5/3/85", "a@b.it", "c@d.it", "senza titolo"],
    ]  # fmt: skip
    upload = await ready.send("persons", xlsx(rows, more={"Vecchio": [["x"]]}, hidden=["Vecchio"]))
    described = await ready.call("look", upload)
    assert described["header"] == 3
    assert {one["heading"]: one["field"] for one in described["columns"]} == {
        "MATR.": "person.code", "cognome e nome": "person.whole_name", "C.F.": "person.tax_code",
        "Nato il": "person.birth_date", "E-MAIL": "person.email", "E-MAIL (2)": "", "G": "",
    }  # fmt: skip
    assert [one["hidden"] for one in described["sheets"]] == [False, True]
    await ready.call("check", upload)
    assert (await ready.apply(upload))["state"] == "done"
    assert await ready.rows_of("person", "surname", "name", "birth_date") == [
        ("De Luca", "Maria Grazia", BORN)
    ]


async def test_days_counted_from_1904_are_the_days_that_were_meant(ready: ImportDesk) -> None:
    serial = (BORN - dt.date(1904, 1, 1)).days
    rows = [["Matricola", "Cognome", "Nome", "Data di nascita"], ["A1", "Rossi", "Anna", serial],
            ["A2", "Verdi", "Ugo", BORN]]  # fmt: skip
    await ready.imported("persons", xlsx(rows, is_1904=True))
    assert {born for (born,) in await ready.rows_of("person", "birth_date")} == {BORN}


async def test_what_cells_merged_downwards_hold_is_said_in_each_row(ready: ImportDesk) -> None:
    others = [person(Matricola=f"B{n}", Cognome=f"Verdi{n}", Codice_fiscale=tax_code(n, BORN),
                     Reparto=None) for n in (2, 3)]  # fmt: skip
    upload = await ready.send("persons", xlsx([PEOPLE, person(), *others], merged=["J2:J40"]))
    (note,) = (await ready.call("look", upload))["notes"]
    assert "celle unite" in note
    assert (await ready.call("check", upload))["new"] == 3
    assert (await ready.apply(upload))["state"] == "done"
    departments = {one for (one,) in await ready.rows_of("assignment", "department_id")}
    assert len(departments) == 1
    assert None not in departments


async def test_headings_of_two_rows_are_found(ready: ImportDesk) -> None:
    above = [*PEOPLE[:7], "Lavoro", None, None]
    below = [None] * 7 + PEOPLE[7:10]
    merged = [f"{letter}1:{letter}2" for letter in "ABCDEFG"]
    rows = [above, below, person()[:10]]
    upload = await ready.send("persons", xlsx(rows, merged=[*merged, "H1:J1"]))
    described = await ready.call("look", upload)
    assert described["header"] == 2
    assert [one["heading"] for one in described["columns"]] == PEOPLE[:10]
    assert (await ready.call("check", upload))["ready"]


async def test_rows_that_a_filter_hides_are_told(ready: ImportDesk) -> None:
    other = person(Matricola="B2", Cognome="Verdi", Codice_fiscale=tax_code(2, BORN))
    # the last hidden row holds nothing
    upload = await ready.send("persons", xlsx([PEOPLE, person(), other], hidden_rows=[2, 7]))
    (note,) = (await ready.call("look", upload))["notes"]
    assert "filtro: 1." in note
    assert (await ready.call("check", upload))["new"] == 2


async def test_a_tax_code_is_taken_as_people_type_it(ready: ImportDesk) -> None:
    typed = f"{GOOD[:6]} {GOOD[6:11]} {GOOD[11:]}\u00a0".lower()
    await ready.imported("persons", xlsx([PEOPLE, person(Codice_fiscale=typed)]))
    assert await ready.rows_of("person", "tax_code") == [(GOOD,)]


def test_every_target_has_columns_with_words_in_both_languages() -> None:
    for target in targets().values():
        for column in target.columns:
            assert column.says("it")
            assert column.says("en")
