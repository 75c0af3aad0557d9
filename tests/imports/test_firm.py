"""A firm built from spreadsheets alone, as a user does it: sites, departments, jobs, people."""

import datetime as dt
from typing import Any

from tests.imports.desk import ImportDesk
from tests.imports.sheets import tax_code, xlsx

SITES = 3
DEPARTMENTS = 25
JOBS = 40
PEOPLE = 900


def sites() -> list[list[Any]]:
    rows: list[list[Any]] = [
        ["Codice", "Denominazione", "Tipo", "Indirizzo", "CAP", "Comune", "Prov."]
    ]
    rows += [[f"S{n}", f"Stabilimento {n}", "Unità produttiva", f"Via {n}", 184 + n, "Roma", "RM"]
             for n in range(1, SITES + 1)]  # fmt: skip
    return rows


def departments() -> list[list[Any]]:
    rows: list[list[Any]] = [["Sede", "Reparto", "Fa parte di", "Superficie (m²)"]]
    for n in range(DEPARTMENTS):
        inside = f"Reparto {n - 3}" if n % 5 == 4 else ""
        rows.append([f"Stabilimento {n % SITES + 1}", f"Reparto {n}", inside, 120.5 + n])
    return rows


def jobs() -> list[list[Any]]:
    return [["Mansione", "Descrizione", "Lavoro notturno"],
            *([f"Mansione {n}", f"Che cosa fa la mansione {n}", "sì" if n % 7 == 0 else "no"]
              for n in range(JOBS))]  # fmt: skip


def people() -> list[list[Any]]:
    rows: list[list[Any]] = [["Matricola", "Cognome", "Nome", "Codice Fiscale", "Data di nascita",
                              "Sesso", "Contratto", "Data assunzione", "Mansione", "Sede",
                              "Reparto"]]  # fmt: skip
    for n in range(PEOPLE):
        born = dt.date(1960 + n % 40, n % 12 + 1, n % 27 + 1)
        department = n % DEPARTMENTS
        rows.append([
            f"{n:05}", f"Cognome{n}", f"Nome{n}", tax_code(n, born), born, "MF"[n % 2],
            "Tempo indeterminato" if n % 3 else "determinato", dt.date(2015 + n % 10, 3, 1),
            f"Mansione {n % JOBS}", f"Stabilimento {department % SITES + 1}",
            f"Reparto {department}",
        ])  # fmt: skip
    return rows


async def test_a_firm_of_nine_hundred_people_is_built_from_four_sheets(desk: ImportDesk) -> None:
    for target, rows in (
        ("sites", sites()), ("departments", departments()), ("jobs", jobs()), ("persons", people()),
    ):  # fmt: skip
        await desk.imported(target, xlsx(rows))
    counts = await desk.everything()
    assert counts["site"] == SITES
    assert counts["department"] == DEPARTMENTS
    assert counts["job"] == JOBS
    assert counts["person"] == counts["employment"] == counts["assignment"] == PEOPLE
    assert counts["import_batch"] == 4
    addresses = await desk.rows_of("site", "address")
    # the zeros a spreadsheet took away are back
    assert {one["postcode"] for (one,) in addresses} == {"00185", "00186", "00187"}
    inside = [one for one in await desk.rows_of("department", "parent_id") if one[0]]
    assert len(inside) == DEPARTMENTS // 5
