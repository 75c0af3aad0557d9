"""Taking an import back: exactly, or not at all, or the rest of it."""

import datetime as dt
from typing import Any

import pytest

from schema.base import tables
from tests.imports.desk import ImportDesk
from tests.imports.sheets import xlsx
from ytefas.errors import Invalid, NotFound
from ytefas.store.isolation import SYSTEM

HIRED = dt.date(2019, 9, 2)
WHAT = ("site", "department", "job", "person", "employment", "assignment")


async def stored(desk: ImportDesk) -> dict[str, list[tuple[Any, ...]]]:
    """Give all rows as they are, but for their versions and stamps."""
    kept = {}
    for name in WHAT:
        hidden = {"row_version", "updated_at", "updated_by", "words"}
        names = [one.name for one in tables()[name].columns if one.name not in hidden]
        kept[name] = await desk.rows_of(name, *names)
    return kept


async def begun(desk: ImportDesk) -> None:
    await desk.imported("sites", xlsx([["Codice", "Nome"], ["S1", "Biella"]]))
    await desk.imported("persons", xlsx([
        ["Matricola", "Cognome", "Nome", "Assunto il", "Mansione", "Sede"],
        ["1", "Rossi", "Anna", HIRED, "Saldatore", "S1"],
    ]), make=["job"])  # fmt: skip


SECOND = [
    ["Matricola", "Cognome", "Nome", "E-mail", "Assunto il", "Mansione", "Sede", "Reparto",
     "Nella mansione dal"],
    ["1", "Rossini", "Anna", "a@b.it", HIRED, "Gruista", "S1", "Piazzale", dt.date(2024, 1, 1)],
    ["2", "Verdi", "Ugo", None, HIRED, "Gruista", "S1", "Piazzale", HIRED],
]  # fmt: skip


async def test_undoing_puts_everything_back_as_it_was(desk: ImportDesk) -> None:
    await begun(desk)
    before = await stored(desk)
    batch = await desk.imported("persons", xlsx(SECOND), make=["job", "department"])
    assert await stored(desk) != before
    said = await desk.undo(batch)
    assert said["kept"] == []
    assert said["undone"] > 0
    assert await stored(desk) == before
    states = dict(await desk.rows_of("import_batch", "id", "state"))
    assert "undone" in states.values()
    with pytest.raises(Invalid):
        await desk.undo(batch)


async def test_what_somebody_changed_since_stands_in_the_way_and_is_kept(desk: ImportDesk) -> None:
    await begun(desk)
    batch = await desk.imported("persons", xlsx(SECOND), make=["job", "department"])
    after = await stored(desk)
    for key, code, version in await desk.rows_of("person", "id", "code", "row_version"):
        if code == "2":
            await desk.house.change("person", key, version, phone="015 123")
    said = await desk.undo(batch)
    assert said["undone"] == 0
    assert ("Verdi Ugo", "changed") in [(one["title"], one["why"]) for one in said["kept"]]
    assert {**await stored(desk), "person": None} == {**after, "person": None}
    said = await desk.undo(batch, rest=True)
    assert said["undone"] > 0
    people = await desk.rows_of("person", "surname", "phone")
    assert sorted(people) == [("Rossi", None), ("Verdi", "015 123")]


async def test_what_is_used_since_is_kept_with_all_it_needs(desk: ImportDesk) -> None:
    await begun(desk)
    batch = await desk.imported("persons", xlsx(SECOND), make=["job", "department"])
    ((person,),) = [
        (key,) for key, code in await desk.rows_of("person", "id", "code") if code == "2"
    ]
    async with desk.house.store.writing(SYSTEM, cause="test.write") as unit:
        await unit.insert(tables()["appointment"], {
            "customer_id": desk.customer, "person_id": person, "role": "first_aider",
            "from_on": HIRED,
        })  # fmt: skip
    said = await desk.undo(batch)
    assert said["undone"] == 0
    assert ("Verdi Ugo", "used") in [(one["title"], one["why"]) for one in said["kept"]]
    await desk.undo(batch, rest=True)
    assert len(await desk.rows_of("person", "id")) == 2
    assert await desk.count("appointment") == 1


async def test_nobody_undoes_what_is_of_another_customer(desk: ImportDesk) -> None:
    batch = await desk.imported("sites", xlsx([["Codice", "Nome"], ["S1", "Biella"]]))
    other = await desk.house.customer(legal_name="Altri")
    _, visitor = await desk.house.consultant(other)
    with pytest.raises(NotFound):
        await ImportDesk(desk.house, visitor, other).undo(batch)
    assert await desk.count("site") == 1


async def test_nobody_sees_the_upload_of_another(desk: ImportDesk) -> None:
    upload = await desk.send("sites", xlsx([["Codice", "Nome"], ["S1", "Biella"]]))
    _, visitor = await desk.house.consultant(desk.customer)
    colleague = ImportDesk(desk.house, visitor, desk.customer)
    for name, args in (
        ("look", ()), ("check", ()), ("rows", ()), ("apply", ()), ("correct", (2, 0, "x")),
        ("arrange", ({"clear": True},)),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            await colleague.call(name, upload, *args)
    status, _ = await colleague.fetch(f"/imports/{upload}")
    assert status == 404
    await colleague.call("forget", upload)
    assert (await desk.call("check", upload))["new"] == 1
