"""Many records changed in one way: told truthfully record by record, and taken back."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from schema.base import tables
from tests.contexts.conftest import Firm
from tests.support.client import ClientView
from tests.support.visitor import Visitor
from ytefas.errors import YtefasError
from ytefas.store.isolation import SYSTEM


async def bulk(visitor: Visitor, source: str, *keys: str) -> ClientView:
    """Ask a list for it, as its menu of rows does."""
    listed = await visitor.open("view", source)
    at = next(name for name, one in listed.offer["cursors"].items()
              if one["source"]["name"] == source)  # fmt: skip
    cursor = listed.cursors[at]
    await cursor.until(lambda it: set(keys) <= set(it.keys))
    name = next(one["id"] for one in listed.offer["actions"]
                if one["id"].startswith("bulk_edit") and one["cursor"] == at)  # fmt: skip
    answer = await listed.run(name, keys=list(keys))
    return await visitor.view_of(answer["result"])


async def run(view: ClientView, action: str, changes: dict[str, Any] | None = None) -> Any:
    options = {"key": str(uuid4()), **({"changes": changes} if changes is not None else {})}
    answer = await view.run(action, **options)
    assert answer["ok"], answer
    return answer["result"]


async def stored(firm: Firm, table: str, *names: str) -> dict[str, tuple[Any, ...]]:
    home = tables()[table]
    asked = home.select().where(home.c.customer_id == UUID(firm.customer))
    async with firm.house.store.reading(SYSTEM) as reading:
        rows = await reading.fetch(asked)
        return {str(row["id"]): tuple(row[name] for name in names) for row in rows}


async def test_all_are_changed_seen_before_and_taken_back(firm: Firm) -> None:
    view = await bulk(firm.anna, "org.departments", firm.hall, firm.bench)
    before = await stored(firm, "department", "kind", "surface_m2")
    changes = {"kind": {"set": "area"}, "surface_m2": {"set": "50"}}
    said = await run(view, "look", {"kind": {"set": "area"}})
    assert (said["records"], said["changes"], said["same"]) == (2, 1, 1)
    assert await stored(firm, "department", "kind", "surface_m2") == before
    said = await run(view, "apply", changes)
    assert (said["changed"], said["same"], said["refused"]) == (2, 0, 0)
    after = await stored(firm, "department", "kind", "surface_m2")
    assert set(after.values()) == {("area", 50)}
    said = await run(view, "take_back")
    assert (said["changed"], said["refused"]) == (2, 0)
    assert await stored(firm, "department", "kind", "surface_m2") == before


async def test_what_one_record_refuses_does_not_hold_up_the_others(firm: Firm) -> None:
    second = await firm.house.site(UUID(firm.customer), code="S2", name="Piazzale")
    view = await bulk(firm.anna, "org.sites", firm.site, str(second))
    said = await run(view, "apply", {"code": {"set": "S2"}, "floors": {"set": 2}})
    assert (said["changed"], said["refused"]) == (1, 1)
    (refused,) = said["told"]
    assert refused["key"] == firm.site
    assert refused["title"] == "Stabilimento"
    assert refused["reason"]
    assert await stored(firm, "site", "code", "floors") == {
        firm.site: ("S1", None), str(second): ("S2", 2),
    }  # fmt: skip


async def test_what_somebody_changed_after_the_look_is_a_conflict(firm: Firm) -> None:
    view = await bulk(firm.anna, "org.departments", firm.hall, firm.bench)
    changes = {"surface_m2": {"set": "70"}}
    await run(view, "look", changes)
    await firm.house.change("department", UUID(firm.hall), 1, surface_m2=33)
    said = await run(view, "apply", changes)
    assert (said["changed"], said["refused"], said["told"][0]["code"]) == (1, 1, "conflict")
    await firm.house.change("department", UUID(firm.bench), 2, surface_m2=44)
    said = await run(view, "take_back")
    assert (said["changed"], said["refused"]) == (0, 1)
    found = await stored(firm, "department", "surface_m2")
    assert found == {firm.hall: (33,), firm.bench: (44,)}


async def test_items_come_to_lists_and_leave_them(firm: Firm) -> None:
    await firm.house.change("customer", UUID(firm.customer), 1, ateco_codes=["25.62.00"])
    view = await bulk(firm.anna, "org.customers", firm.customer)
    await run(view, "apply", {"ateco_codes": {"add": ["25.62.00", "28.41.00"]}})

    async def codes() -> list[str]:
        home = tables()["customer"]
        async with firm.house.store.reading(SYSTEM) as reading:
            row = await reading.fetch_row(home.select().where(home.c.id == UUID(firm.customer)))
            assert row is not None
            return list(row["ateco_codes"])

    assert await codes() == ["25.62.00", "28.41.00"]
    await run(view, "apply", {"ateco_codes": {"remove": ["25.62.00"]}})
    assert await codes() == ["28.41.00"]


async def test_who_may_only_read_is_refused_record_by_record(firm: Firm) -> None:
    other = await firm.house.customer()
    site = await firm.house.site(other, name="Sola lettura")
    person, _ = await firm.house.consultant(UUID(firm.customer), level="edit")
    await firm.house.grant(person, other, "read")
    both = await firm.house.visit(person)
    view = await bulk(both, "org.sites", firm.site, str(site))
    said = await run(view, "apply", {"floors": {"set": 3}})
    assert (said["changed"], said["refused"], said["told"][0]["code"]) == (1, 1, "denied")
    _, reader = await firm.house.consultant(UUID(firm.customer), level="read")
    listed = await reader.open("view", "org.sites")
    assert not [one for one in listed.flags if one.startswith("bulk_edit")]


async def test_what_nobody_types_is_not_changed_either(firm: Firm) -> None:
    view = await bulk(firm.anna, "org.departments", firm.hall)
    for name, value in (("row_version", 9), ("site_id", str(uuid4())),
                        ("customer_id", str(uuid4())), ("id", str(uuid4()))):  # fmt: skip
        wrong: dict[str, Any] = {name: {"set": value}}
        said = await run(view, "apply", wrong)
        assert said["changed"] == 0, wrong
    for bad in ({}, {"name": "x"}, {"name": {"add": "x"}}, {"nothing": {"set": 1}}):
        answer = await view.run("apply", key=str(uuid4()), changes=bad)
        assert not answer["ok"], bad


async def test_a_thousand_are_changed_at_once(firm: Firm) -> None:
    place = {"customer_id": UUID(firm.customer), "site_id": UUID(firm.site)}
    rows = [{**place, "name": f"Locale {number}"} for number in range(998)]
    async with firm.house.store.writing(SYSTEM, cause="test.write") as unit:
        keys = await unit.insert_many(tables()["department"], rows)
    asked = [*map(str, keys), firm.hall, firm.bench]
    intent = {"operation": "edit", "content": {"source": "org.departments", "ids": asked},
              "categories": ["bulk"]}  # fmt: skip
    opened = await firm.anna.call(f"{firm.anna.client.base}.server.begin_intent", intent)
    view = await firm.anna.view_of(opened["id"])
    said = await run(view, "apply", {"kind": {"set": "room"}})
    assert (said["changed"], said["refused"]) == (1000, 0)
    too_many = {"source": "org.departments", "ids": [*asked, str(uuid4())]}
    more = {**intent, "content": too_many}
    with pytest.raises(YtefasError):
        await firm.anna.call(f"{firm.anna.client.base}.server.begin_intent", more)


async def test_too_many_at_once_are_refused_in_words_that_help(firm: Firm) -> None:
    listed = await firm.anna.open("view", "org.departments")
    await next(iter(listed.cursors.values())).until(lambda it: it.rows)
    name = next(one["id"] for one in listed.offer["actions"] if one["id"].startswith("bulk_edit"))
    answer = await listed.run(name, keys=[str(uuid4()) for _ in range(1001)])
    assert (answer["error"]["code"], answer["error"]["reason"]) == ("too_large", "rows")
    assert "1000" in answer["error"]["message"]


async def test_everything_that_a_list_shows_but_some_is_changed_in_one_way(firm: Firm) -> None:
    listed = await firm.anna.open("view", "org.departments")
    at, cursor = next(iter(listed.cursors.items()))
    await cursor.remote.query({"filter": ["site_id", "eq", firm.site]})
    await cursor.until(lambda it: {firm.hall, firm.bench} == set(it.keys))
    name = next(one["id"] for one in listed.offer["actions"]
                if one["id"].startswith("bulk_edit") and one["cursor"] == at)  # fmt: skip
    answer = await listed.run(name, every=True, **{"except": [firm.hall]})
    view = await firm.anna.view_of(answer["result"])
    said = await run(view, "look", {"surface_m2": {"set": "70"}})
    assert said["records"] == 1
    nothing = await listed.run(name, every=True, **{"except": [firm.hall, firm.bench]})
    assert nothing["error"]["code"] == "not_found"
    await cursor.remote.query({"group": ["site_id"], "open": {"all": False, "except": []}})
    await cursor.until(lambda it: it.rows and firm.hall not in it.keys)
    grouped = await listed.run(name, every=True)
    assert grouped["error"]["reason"] == "ungroup_first"
