"""The catalogue through the front door: read, edited, decided about; by whom, in which language."""

import copy
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from sqlalchemy import select

from schema.base import tables
from tests.contexts.test_customers import confirmed
from tests.support.client import CursorProxy
from tests.support.database import TestServer
from tests.support.node import House, node_on, shown
from tests.support.visitor import Visitor
from ytefas.errors import Denied, InvalidFields, YtefasError
from ytefas.library.bundle import bundled
from ytefas.library.release import Release
from ytefas.rules.access import Role
from ytefas.store.isolation import SYSTEM
from ytefas.store.library.releases import bring

T = tables()
NOISE, SLIPS = "FIS-01", "LUO-01"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def catalogue(server: TestServer) -> AsyncIterator[House]:
    """Run a node with the bundled catalogue, which the tests of this module share."""
    async with server.clone() as database, node_on(database.url, grace_seconds=30.0) as house:
        await bring(house.store)
        yield house
        await house.everybody_leaves()


async def admin(house: House, **facts: Any) -> Visitor:
    return await house.visit(await house.hire(Role.ADMIN, **facts))


async def key_of(house: House, table: str, code: str) -> str:
    async with house.store.reading(SYSTEM) as reading:
        asked = select(T[table].c.id).where(T[table].c.code == code)
        return str(await reading.fetch_value(asked))


async def value_of(house: House, table: str, code: str, column: str) -> Any:
    async with house.store.reading(SYSTEM) as reading:
        asked = select(T[table].c[column]).where(T[table].c.code == code)
        return await reading.fetch_value(asked)


def columns_of(part: dict[str, Any]) -> list[str]:
    """Find the columns of the first grid of a described view."""
    if part.get("kind") == "grid":
        return list(part["columns"])
    return next((found for one in part.get("parts", ()) if (found := columns_of(one))), [])


async def record(visitor: Visitor, source: str, key: str) -> CursorProxy:
    view = await visitor.open("view", source, key)
    cursor = next(iter(view.cursors.values()))
    await cursor.until(lambda it: it.rows)
    return cursor


async def save(visitor: Visitor, source: str, key: str, **changes: Any) -> None:
    cursor = await record(visitor, source, key)
    version = shown(cursor, "row_version")[0]
    await cursor.remote.save({"key": key, "row_version": version, "changes": changes},
                             str(uuid4()))  # fmt: skip


async def propose(house: House, version: str, **texts: str) -> None:
    document = copy.deepcopy(bundled().document())
    document["rows"]["hazard"][NOISE].update(texts)
    document["version"] = version
    await bring(house.store, Release.of(document))


async def test_a_hazard_stands_with_its_measures_in_their_order(catalogue: House) -> None:
    anna = await admin(catalogue)
    key = await key_of(catalogue, "hazard", NOISE)
    view = await anna.open("view", "lib.hazards", key)
    assert view.offer["controller"] == "hazard"
    measures, sources = view.cursors["measure"], view.cursors["source"]
    await measures.until(lambda it: len(it.rows) >= 5)
    kinds = shown(measures, "kind")
    assert kinds[0] != "ppe"
    assert kinds.index("ppe") > kinds.index("substitute")
    await sources.until(lambda it: it.rows)
    assert "Officina meccanica" in shown(sources, "what")


async def test_consultants_read_and_administrators_write(catalogue: House) -> None:
    _, carlo = await catalogue.consultant(await catalogue.customer(), level="manage")
    key = await key_of(catalogue, "hazard", SLIPS)
    described = (await carlo.open("view", "lib.hazards")).offer["cursors"]["hazard"]["source"]
    assert described["can"] == {"create": False, "write": False, "delete": False}
    assert "released" not in {field["name"] for field in described["fields"]}
    with pytest.raises((Denied, InvalidFields, YtefasError)):
        await save(carlo, "lib.hazards", key, name="Altro")
    with pytest.raises(YtefasError):
        await carlo.open("view", "lib.releases")
    assert await value_of(catalogue, "hazard", SLIPS, "name") != "Altro"


@pytest.mark.parametrize("role", [Role.ADMIN, Role.CONSULTANT])
async def test_every_screen_of_the_catalogue_opens(catalogue: House, role: Role) -> None:
    somebody = await catalogue.visit(await catalogue.hire(role))
    for source in (
        "hazards", "measures", "ppe_types", "courses", "exams", "checklists", "presets",
        "text_blocks", "workplace_types", "activity_types", "job_types", "equipment_types",
    ):  # fmt: skip
        view = await somebody.open("view", f"lib.{source}")
        assert view.offer["controller"] == source
        listed = next(iter(view.cursors.values()))
        await listed.until(lambda it: it.rows)
        one = await somebody.open("view", f"lib.{source}", str(listed.keys[0]))
        await next(iter(one.cursors.values())).until(lambda it: it.rows)
        assert one.offer["controller"] not in {source, f"lib_{source}_record"}
        _ = await somebody.open("pick", f"lib.{source}")


async def test_the_catalogue_is_no_screen_of_a_customer(catalogue: House) -> None:
    opened = {}
    for role in Role:
        desktop = await (await catalogue.visit(await catalogue.hire(role))).shows("desktop")
        opened[role] = {action["id"] for action in desktop.offer["actions"]}
    assert {"open_hazards", "open_presets"} <= opened[Role.CONSULTANT]
    assert "open_releases" in opened[Role.ADMIN] - opened[Role.CONSULTANT]
    assert not {"open_hazards", "open_measures", "open_presets"} & opened[Role.CUSTOMER_USER]


async def test_what_the_studio_writes_is_marked_and_can_be_taken_back(catalogue: House) -> None:
    anna = await admin(catalogue)
    key = await key_of(catalogue, "hazard", SLIPS)
    said = await value_of(catalogue, "hazard", SLIPS, "statement_ok")
    await save(anna, "lib.hazards", key, statement_ok="Tutto in ordine.")
    view = await anna.open("view", "lib.hazards")
    rows = view.cursors["hazard"]
    await rows.remote.query({"filter": ["edited", "eq", True]})
    await rows.until(lambda it: key in it.keys and len(it.keys) < 10)  # others edit, too
    answer = await confirmed(view, "reset_to_release", keys=[key])
    assert answer["result"] == {"reset": 1}
    await rows.until(lambda it: key not in it.keys)
    assert await value_of(catalogue, "hazard", SLIPS, "statement_ok") == said


async def test_whose_a_row_is_nobody_types(catalogue: House) -> None:
    anna = await admin(catalogue)
    key = await key_of(catalogue, "hazard", SLIPS)
    for name, value in (("origin", "studio"), ("released", {}), ("release", "x"), ("code", "X")):
        with pytest.raises(InvalidFields):
            await save(anna, "lib.hazards", key, **{name: value})


async def test_a_proposal_is_decided_where_it_is_read(catalogue: House) -> None:
    anna = await admin(catalogue)
    key = await key_of(catalogue, "hazard", NOISE)
    await save(anna, "lib.hazards", key, possible_harm="Sordità.")
    await propose(catalogue, "c1", possible_harm="Ipoacusia.", description="Macchine.")
    view = await anna.open("view", "lib.releases")
    proposals = view.cursors["proposal"]
    await proposals.until(lambda it: len(it.rows) == 1)
    assert shown(proposals, "change") == ["both"]
    (changes,) = shown(proposals, "changes")
    harm = next(one for one in changes["shown"] if one["label"][1] == "Possible harm")
    assert (harm["now"], harm["new"]) == (["Sordità."] * 2, ["Ipoacusia."] * 2)
    spared = await confirmed(view, "take_all")
    assert spared["result"] == {"decided": 0}
    assert (await view.run("keep", keys=list(proposals.keys)))["result"] == {"decided": 1}
    await proposals.until(lambda it: shown(it, "state") == ["kept"])
    assert await value_of(catalogue, "hazard", NOISE, "possible_harm") == "Sordità."
    await propose(catalogue, "c2", possible_harm="Ipoacusia e acufeni.", description="Macchine.")
    await view.cursors["release"].until(lambda it: len(it.rows) == 3)
    newest = next(iter(view.cursors["release"].keys))
    await view.cursors["release"].remote.set_current(newest, view.cursors["release"].version)
    await proposals.until(lambda it: shown(it, "state") == ["open"])
    assert (await view.run("take", keys=list(proposals.keys)))["result"] == {"decided": 1}
    assert await value_of(catalogue, "hazard", NOISE, "possible_harm") == "Ipoacusia e acufeni."


async def test_a_preset_with_a_fault_is_not_kept(catalogue: House) -> None:
    anna = await admin(catalogue)
    key = await key_of(catalogue, "preset", "PS-UFF")
    good = await value_of(catalogue, "preset", "PS-UFF", "content")
    with pytest.raises(InvalidFields) as caught:
        await save(anna, "lib.presets", key, content={**good, "jobs": [{"key": "x"}]})
    assert caught.value.fields["errors"] == {"content": "preset_name"}
    fewer = {**good, "hazards": good["hazards"][1:]}
    await save(anna, "lib.presets", key, content=fewer)
    assert await value_of(catalogue, "preset", "PS-UFF", "content") == fewer


async def test_a_source_of_hazards_names_what_it_is(catalogue: House) -> None:
    anna = await admin(catalogue)
    hazard = await key_of(catalogue, "hazard", SLIPS)
    view = await anna.open("create", "lib.hazard_sources")
    cursor = next(iter(view.cursors.values()))
    with pytest.raises(InvalidFields) as caught:
        await cursor.remote.create({"source": "group_trait", "hazard_id": hazard}, str(uuid4()))
    assert caught.value.fields["errors"] == {"group_trait": "required"}
    made = await cursor.remote.create(
        {"source": "ateco_prefix", "ateco_prefix": " 99.0 ", "hazard_id": hazard}, str(uuid4())
    )
    assert made["key"]


async def test_who_reads_english_is_told_english_names(catalogue: House) -> None:
    anna = await admin(catalogue)
    emma = await admin(catalogue, locale="en")
    told = {}
    for visitor in (anna, emma):
        view = await visitor.open("view", "lib.ppe_types")
        source = view.offer["cursors"]["ppe_type"]["source"]
        told[visitor] = (source["names_by"], columns_of(view.offer["view"])[1])
        field = next(one for one in source["fields"] if one["name"] == source["names_by"])
        assert (field["type"], field["hidden"]) == ("text", False)
        rows = view.cursors["ppe_type"]
        await rows.remote.query({"columns": ["code", "name_said"],
                                 "filter": ["code", "eq", "CAP-ELM"]})  # fmt: skip
        await rows.until(lambda it: shown(it, "name_said") == ["Safety helmet"])
    assert told[anna] == ("name", "name")
    assert told[emma] == ("name_said", "name_said")
