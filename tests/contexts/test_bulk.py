"""Many records changed in one way: told truthfully record by record, and taken back."""

import asyncio
from collections import Counter
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Text, func, select, update

from schema.base import tables
from tests.contexts.conftest import Firm
from tests.jobs.tray import Book, Tray, comes
from tests.support.client import ClientView, until_true
from tests.support.visitor import Visitor
from ytefas.errors import Busy, Reauthenticate, YtefasError
from ytefas.rules.access import Role
from ytefas.store.isolation import SYSTEM
from ytefas.store.many import carrying, choosing, desk, doing
from ytefas.store.many.desk import WHILE_WAITING
from ytefas.store.source import write as source_write

MANY = WHILE_WAITING + 50


async def listing(visitor: Visitor, source: str) -> tuple[ClientView, str]:
    """Open a list, and name the cursor that shows it."""
    listed = await visitor.open("view", source)
    at = next(name for name, one in listed.offer["cursors"].items()
              if one["source"]["name"] == source)  # fmt: skip
    await listed.cursors[at].until(lambda it: it.version)
    return listed, at


async def asked(visitor: Visitor, listed: ClientView, at: str, act: str, **options: Any) -> Any:
    """Ask a list for something with many rows, as its menu does; the screen that opens."""
    name = next(one["id"] for one in listed.offer["actions"]
                if one["id"].startswith(act) and one["cursor"] == at)  # fmt: skip
    await until_true(lambda: all(listed.flags.get(name, {"visible": False}).values()))
    answer = await getattr(listed.controller.actions, name).run(options, confirmed=True)
    assert answer["ok"], answer
    return await visitor.view_of(answer["result"])


async def bulk(visitor: Visitor, source: str, *keys: str, act: str = "bulk_edit") -> ClientView:
    """Ask a list for some of its rows."""
    listed, at = await listing(visitor, source)
    await listed.cursors[at].until(lambda it: set(keys) <= set(it.keys))
    view: ClientView = await asked(visitor, listed, at, act, keys=list(keys))
    return view


async def run(view: ClientView, action: str, changes: dict[str, Any] | None = None) -> Any:
    """Run an action of the screen; of what writes, what came of it in the end."""
    answer = await view.run(action, **({} if changes is None else {"changes": changes}))
    assert answer["ok"], answer
    if action == "look":
        return answer["result"]

    async def ended() -> bool:
        return (await result(view))["job"] is None

    await comes(ended)
    said = await result(view)
    told = [one for one in said["rows"] if one["state"] in {"refused", "stays"}]
    return {**said, "told": told}


async def result(view: ClientView, only: str = "", offset: int = 0, limit: int = 200) -> Any:
    answer = await view.run("result", only=only, offset=offset, limit=limit)
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
    assert (said["total"], said["changes"], said["same"]) == (2, 1, 1)
    assert await stored(firm, "department", "kind", "surface_m2") == before
    said = await run(view, "apply", changes)
    assert (said["changed"], said["same"], said["refused"]) == (2, 0, 0)
    after = await stored(firm, "department", "kind", "surface_m2")
    assert set(after.values()) == {("area", 50)}
    said = await run(view, "take_back")
    assert (said["back"], said["stays"]) == (2, 0)
    assert await stored(firm, "department", "kind", "surface_m2") == before


async def test_what_one_record_refuses_does_not_hold_up_the_others(firm: Firm) -> None:
    second = await firm.house.site(UUID(firm.customer), code="S2", name="Piazzale")
    view = await bulk(firm.anna, "org.sites", firm.site, str(second))
    said = await run(view, "apply", {"code": {"set": "S2"}, "floors": {"set": 2}})
    assert (said["changed"], said["refused"]) == (1, 1)
    (refused,) = said["told"]
    assert refused["key"] == firm.site
    assert refused["title"] == "S1 Stabilimento"
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
    assert (said["back"], said["stays"]) == (0, 1)
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
    view = await bulk(firm.anna, "org.customers", firm.customer)
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
    for name, value in (("row_version", 9), ("site_id", str(uuid4())),
                        ("customer_id", str(uuid4())), ("id", str(uuid4()))):  # fmt: skip
        wrong: dict[str, Any] = {name: {"set": value}}
        view = await bulk(firm.anna, "org.departments", firm.hall)
        said = await run(view, "apply", wrong)
        assert said["changed"] == 0, wrong
    view = await bulk(firm.anna, "org.departments", firm.hall)
    for bad in ({}, {"name": "x"}, {"name": {"add": "x"}}, {"nothing": {"set": 1}}):
        answer = await view.run("apply", changes=bad)
        assert not answer["ok"], bad


async def rooms(firm: Firm, many: int) -> list[str]:
    """Make so many departments at once."""
    place = {"customer_id": UUID(firm.customer), "site_id": UUID(firm.site)}
    rows = [{**place, "name": f"Locale {number:04}"} for number in range(many)]
    async with firm.house.store.writing(SYSTEM, cause="test.write") as unit:
        return [str(key) for key in await unit.insert_many(tables()["department"], rows)]


async def test_more_than_one_waits_for_are_a_job_with_its_outcome_as_a_file(firm: Firm) -> None:
    keys = await rooms(firm, MANY)
    listed, at = await listing(firm.anna, "org.departments")
    view = await asked(firm.anna, listed, at, "bulk_edit", every=True)
    tray = await Tray.of(firm.anna)
    said = await run(view, "look", {"kind": {"set": "room"}})
    assert (said["total"], said["changes"]) == (MANY + 2, MANY + 2)
    answer = (await view.run("apply", changes={"kind": {"set": "room"}}))["result"]
    job = await tray.ended(answer["job"])
    assert (job["state"], job["kind"]) == ("done", "bulk")
    assert "252" in job["label"]
    said = await result(view)
    assert (said["changed"], said["waiting"], said["state"]) == (MANY + 2, 0, "done")
    status, body, _ = await tray.fetch(job["file"]["url"])
    assert status == 200
    assert body.startswith(b"PK")
    after = await stored(firm, "department", "kind")
    assert {after[key] for key in keys} == {("room",)}
    again = await view.run("apply", changes={"kind": {"set": "area"}})
    assert again["error"]["reason"] == "bulk_done"
    said = await run(view, "take_back")
    assert (said["back"], said["stays"], said["state"]) == (MANY + 2, 0, "undone")
    assert (await stored(firm, "department", "kind"))[keys[0]] != ("room",)


async def test_whoever_was_stopped_goes_on_where_he_was(
    firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker dies in the third group: what is done is done once, the rest is done later."""
    keys = await rooms(firm, MANY)
    listed, at = await listing(firm.anna, "org.departments")
    view = await asked(firm.anna, listed, at, "bulk_edit", keys=keys)
    tray, done, forth = await Tray.of(firm.anna), 0, doing.forth

    async def dying(*args: Any) -> Any:
        nonlocal done
        done += 1
        if done > WHILE_WAITING + 10:
            raise RuntimeError("killed")
        return await forth(*args)

    monkeypatch.setattr(doing, "forth", dying)
    changes = {"kind": {"set": "room"}}
    answer = (await view.run("apply", changes=changes))["result"]
    assert (await tray.ended(answer["job"]))["state"] == "failed"
    said = await result(view)
    assert (said["changed"], said["waiting"]) == (WHILE_WAITING, MANY - WHILE_WAITING)
    assert said["state"] == "doing"
    monkeypatch.setattr(doing, "forth", forth)
    said = await run(view, "apply", changes)
    assert (said["changed"], said["waiting"], said["state"]) == (MANY, 0, "done")
    after = await stored(firm, "department", "kind", "row_version")
    assert {after[key] for key in keys} == {("room", 2)}


async def test_what_is_stopped_leaves_whole_groups_and_can_be_taken_back(
    firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = await rooms(firm, MANY)
    listed, at = await listing(firm.anna, "org.departments")
    view = await asked(firm.anna, listed, at, "bulk_edit", keys=keys)
    tray, reached, forth = await Tray.of(firm.anna), asyncio.Event(), doing.forth

    async def waiting(source: Any, unit: Any, row: Any, *rest: Any) -> Any:
        if row["key"] == keys[WHILE_WAITING // 2 + 20]:
            reached.set()
            await asyncio.Event().wait()
        return await forth(source, unit, row, *rest)

    monkeypatch.setattr(doing, "forth", waiting)
    answer = (await view.run("apply", changes={"kind": {"set": "room"}}))["result"]
    await asyncio.wait_for(reached.wait(), 60)
    early = await view.run("take_back")
    assert early["error"]["reason"] == "bulk_under_way"
    await tray.call("cancel", answer["job"])
    assert (await tray.ended(answer["job"]))["state"] == "cancelled"
    said = await result(view)
    assert (said["changed"], said["waiting"]) == (100, MANY - 100)
    monkeypatch.setattr(doing, "forth", forth)
    said = await run(view, "take_back")
    assert (said["back"], said["waiting"]) == (100, MANY - 100)
    assert {one for (one,) in (await stored(firm, "department", "kind")).values()} <= {
        None,
        "area",
        "department",
    }


async def test_some_of_many_are_refused_and_the_others_are_done(firm: Firm) -> None:
    keys = await rooms(firm, 120)
    listed, at = await listing(firm.anna, "org.departments")
    view = await asked(firm.anna, listed, at, "bulk_edit", keys=keys)
    for key in (keys[0], keys[57], keys[119]):
        await firm.house.change("department", UUID(key), 1, kind="area")
    said = await run(view, "apply", {"kind": {"set": "room"}})
    assert (said["changed"], said["refused"]) == (117, 3)
    refused = await result(view, "refused")
    assert [one["key"] for one in refused["rows"]] == [keys[0], keys[57], keys[119]]
    assert {one["code"] for one in refused["rows"]} == {"conflict"}
    assert refused["rows"][1]["title"] == "Locale 0057"
    some = await result(view, "done", 100, 50)
    assert [one["title"] for one in some["rows"]] == [
        f"Locale {number:04}" for number in range(102, 119)
    ]
    job = (await view.run("report"))["result"]["job"]
    tray = await Tray.of(firm.anna)

    async def ready() -> bool:
        return any(one["id"] == job and one["state"] == "done" for one in await tray.jobs())

    await comes(ready)


async def test_what_is_too_slow_together_is_done_in_parts(
    firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = await rooms(firm, 60)
    listed, at = await listing(firm.anna, "org.departments")
    view = await asked(firm.anna, listed, at, "bulk_edit", keys=keys)
    forth, together = doing.forth, Counter[str]()

    async def slow(source: Any, unit: Any, *rest: Any) -> Any:
        moment = await unit.fetch_value(select(func.pg_current_xact_id().cast(Text)))
        together[moment] += 1
        if together[moment] > 20:
            raise Busy(reason="slow")
        return await forth(source, unit, *rest)

    monkeypatch.setattr(doing, "forth", slow)
    said = await run(view, "apply", {"kind": {"set": "room"}})
    assert (said["changed"], said["refused"], said["waiting"]) == (60, 0, 0)
    after = await stored(firm, "department", "kind", "row_version")
    assert {after[key] for key in keys} == {("room", 2)}


async def test_too_many_at_once_are_refused_in_words_that_help(
    firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed, _ = await listing(firm.anna, "org.departments")
    name = next(one["id"] for one in listed.offer["actions"] if one["id"].startswith("bulk_edit"))
    answer = await listed.press(name, keys=[str(uuid4()) for _ in range(1001)])
    assert (answer["error"]["code"], answer["error"]["reason"]) == ("too_large", "rows")
    assert "1000" in answer["error"]["message"]
    monkeypatch.setattr(choosing, "MOST", 1)
    answer = await listed.press(name, every=True)
    assert (answer["error"]["code"], answer["error"]["reason"]) == ("too_large", "rows")


async def test_everything_that_a_list_shows_but_some_is_changed_in_one_way(firm: Firm) -> None:
    listed, at = await listing(firm.anna, "org.departments")
    cursor = listed.cursors[at]
    await cursor.remote.query({"filter": ["site_id", "eq", firm.site]})
    await cursor.until(lambda it: {firm.hall, firm.bench} == set(it.keys))
    view = await asked(firm.anna, listed, at, "bulk_edit", every=True, **{"except": [firm.hall]})
    said = await run(view, "look", {"surface_m2": {"set": "70"}})
    assert said["total"] == 1
    name = next(one["id"] for one in listed.offer["actions"] if one["id"].startswith("bulk_edit"))
    nothing = await listed.press(name, every=True, **{"except": [firm.hall, firm.bench]})
    assert nothing["error"]["code"] == "not_found"
    await cursor.remote.query({"group": ["site_id"], "open": {"all": False, "except": []}})
    await cursor.until(lambda it: it.rows and firm.hall not in it.keys)
    grouped = await asked(firm.anna, listed, at, "bulk_edit", every=True)
    said = await run(grouped, "look", {"surface_m2": {"set": "70"}})
    assert said["total"] == 2, "what closed groups hold is in it"


async def test_many_are_archived_and_restored_each_told_by_itself(firm: Firm) -> None:
    yard = str(await firm.house.department(UUID(firm.customer), UUID(firm.site), name="Piazzale"))
    view = await bulk(firm.anna, "org.departments", firm.bench, firm.hall, yard, act="archive")
    assert view.offer["view"]["options"]["act"] == "archive"
    await firm.house.change("department", UUID(yard), 1, kind="area")
    said = await run(view, "look")
    assert (said["total"], said["changes"], said["same"]) == (3, 3, 0)
    said = await run(view, "apply")
    assert (said["changed"], said["same"], said["refused"]) == (1, 1, 1), "one went with the hall"
    assert [one["key"] for one in said["told"]] == [yard]
    away = await stored(firm, "department", "archived_at")
    assert [away[one] != (None,) for one in (firm.hall, firm.bench, yard)] == [True, True, False]
    said = await run(view, "take_back")
    assert (said["back"], said["stays"]) == (1, 0)
    away = await stored(firm, "department", "archived_at")
    assert set(away.values()) == {(None,)}

    view = await bulk(firm.anna, "org.departments", firm.hall, yard, act="archive")
    await run(view, "apply")
    listed, at = await listing(firm.anna, "org.departments")
    await listed.cursors[at].remote.query({"filter": ["archived_at", "notnull"]})
    await listed.cursors[at].until(lambda it: len(it.keys) == 3)
    view = await asked(firm.anna, listed, at, "restore", every=True)
    said = await run(view, "apply")
    assert (said["changed"], said["same"], said["refused"]) == (2, 1, 0)
    assert set((await stored(firm, "department", "archived_at")).values()) == {(None,)}


async def test_many_are_deleted_but_those_in_use(firm: Firm) -> None:
    customer, site = UUID(firm.customer), UUID(firm.site)
    yard = await firm.house.department(customer, site, name="Piazzale")
    corner = await firm.house.department(customer, site, name="Angolo", parent_id=yard)
    view = await bulk(firm.anna, "org.departments", str(yard), firm.hall, str(corner), act="delete")
    assert (await run(view, "look"))["changes"] == 3
    said = await run(view, "apply")
    assert (said["changed"], said["refused"]) == (2, 1), "what is inside goes first"
    (refused,) = said["told"]
    assert refused["key"] == firm.hall
    assert refused["reason"]
    assert set(await stored(firm, "department", "id")) == {firm.hall, firm.bench}
    assert not (await view.run("take_back"))["ok"]


async def test_who_may_not_delete_is_counted_before_and_refused(firm: Firm) -> None:
    other = await firm.house.customer()
    site = await firm.house.site(other, name="Sola lettura")
    person, _ = await firm.house.consultant(UUID(firm.customer), level="manage")
    await firm.house.grant(person, other, "read")
    both = await firm.house.visit(person)
    view = await bulk(both, "org.sites", firm.site, str(site), act="archive")
    said = await run(view, "look")
    assert (said["changes"], said["denied"]) == (1, 1)
    said = await run(view, "apply")
    assert (said["changed"], said["refused"], said["told"][0]["code"]) == (1, 1, "denied")


async def test_an_action_is_its_users_alone(firm: Firm) -> None:
    view = await bulk(firm.anna, "org.departments", firm.hall, firm.bench)
    bruno = await firm.colleague()
    intent = {**view.offer["intent"], "categories": ["bulk"]}
    with pytest.raises(YtefasError):
        await bruno.call(f"{bruno.client.base}.server.begin_intent", intent)
    opened = await firm.anna.call(f"{firm.anna.client.base}.server.begin_intent", intent)
    same = await firm.anna.view_of(opened["id"])
    assert (await run(same, "look", {"kind": {"set": "room"}}))["total"] == 2


async def test_what_is_meant_is_what_it_means(firm: Firm) -> None:
    await firm.house.change("department", UUID(firm.hall), 1, surface_m2=50)
    view = await bulk(firm.anna, "org.departments", firm.hall)
    said = await run(view, "look", {"surface_m2": {"set": "50.0"}})
    assert (said["changes"], said["same"]) == (0, 1)


async def test_what_is_taken_back_is_not_carried_on(
    firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take it back between two groups: the second is not done, and nobody calls it done."""
    keys = await rooms(firm, 120)
    listed, at = await listing(firm.anna, "org.departments")
    view = await asked(firm.anna, listed, at, "bulk_edit", keys=keys)
    reached, free, group = asyncio.Event(), asyncio.Event(), carrying.Carrying._group

    async def waiting(self: carrying.Carrying, number: int, end: str) -> int:
        if (number, end) == (1, "done"):
            reached.set()
            await free.wait()
        return await group(self, number, end)

    monkeypatch.setattr(carrying.Carrying, "_group", waiting)
    applying = asyncio.ensure_future(view.run("apply", changes={"kind": {"set": "room"}}))
    await asyncio.wait_for(reached.wait(), 60)
    opened = await firm.anna.call(
        f"{firm.anna.client.base}.server.begin_intent",
        {**view.offer["intent"], "categories": ["bulk"]},
    )
    other = await firm.anna.view_of(opened["id"])
    said = await run(other, "take_back")
    assert (said["back"], said["waiting"], said["state"]) == (100, 20, "undone")
    free.set()
    assert (await asyncio.wait_for(applying, 60))["ok"]
    said = await result(other)
    assert (said["changed"], said["waiting"], said["state"]) == (100, 20, "undone")
    after = await stored(firm, "department", "kind")
    assert ("room",) not in {after[key] for key in keys}


async def test_what_is_changed_at_the_last_moment_is_not_deleted(
    firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = await rooms(firm, 2)
    view = await bulk(firm.anna, "org.departments", *keys, act="delete")
    known, late = source_write.known, list[str]()

    async def looked(*args: Any) -> Any:
        found = await known(*args)
        if not late:
            late.append(found["id"])
            await firm.house.change("department", UUID(found["id"]), 1, surface_m2=12)
        return found

    monkeypatch.setattr(source_write, "known", looked)
    said = await run(view, "apply")
    assert (said["changed"], said["refused"], said["told"][0]["code"]) == (1, 1, "conflict")
    assert {*keys} & (await stored(firm, "department", "id")).keys() == {*late}


async def test_what_no_field_can_hold_is_said_at_once(firm: Firm) -> None:
    view = await bulk(firm.anna, "org.departments", firm.hall)
    for bad in ({"surface_m2": {"add": ["1"]}}, {"name": {"remove": ["P"]}},
                {"name": {"set": "a\0b"}}, {"name": {"set": ["\0"]}}):  # fmt: skip
        for action in ("look", "apply"):
            answer = await view.run(action, changes=bad)
            assert answer["error"]["reason"] == "malformed", (action, bad)
    for only in (["done"], None, "all of it"):
        answer = await view.run("result", only=only, offset=0, limit=10)
        assert answer["error"]["reason"] == "malformed", only
    assert (await result(view))["state"] == "open"


async def test_who_sees_a_customer_no_longer_is_told_no_names(firm: Firm) -> None:
    """Nor gets a file that has them; what he still sees is told as before."""
    other = await firm.house.customer()
    hidden = await firm.house.site(other, code="X9", name="Riservata")
    person, _ = await firm.house.consultant(UUID(firm.customer), other, level="manage")
    both = await firm.house.visit(person)
    view = await bulk(both, "org.sites", firm.site, str(hidden))
    await run(view, "apply", {"floors": {"set": 3}})
    tray = await Tray.of(both)
    before = await tray.ended((await view.run("report"))["result"]["job"])
    assert (await tray.fetch(before["file"]["url"]))[0] == 200
    grants = tables()["customer_grant"]
    async with firm.house.store.writing(SYSTEM, cause="test.write") as unit:
        asked = select(grants.c.id).where(
            grants.c.user_id == person.id, grants.c.customer_id == other
        )
        await unit.delete(grants, await unit.fetch_value(asked), 1)
    assert (await tray.fetch(before["file"]["url"]))[0] == 404

    async def told() -> dict[str, Any]:
        return {one["key"]: one for one in (await result(view))["rows"]}

    async def is_veiled() -> bool:
        return not (await told())[str(hidden)]["title"]

    await comes(is_veiled)
    rows = await told()
    assert rows[firm.site]["title"] == "S1 Stabilimento"
    assert rows[str(hidden)]["code"] == "not_found"
    after = await tray.ended((await view.run("report"))["result"]["job"])
    status, body, _ = await tray.fetch(after["file"]["url"])
    assert status == 200
    inside = b"".join(Book.of(body).parts.values())
    assert b"S1 Stabilimento" in inside
    assert b"Riservata" not in inside


async def test_taking_back_what_asks_for_a_proof_asks_for_it_as_well(
    firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = await firm.house.visit(await firm.house.hire(Role.ADMIN))
    other = await firm.house.hire()
    listed, at = await listing(admin, "auth.users")
    view = await asked(admin, listed, at, "bulk_edit", keys=[str(other.id)])
    assert (await run(view, "apply", {"locale": {"set": "en"}}))["changed"] == 1
    # as a job, which has no login that could prove it
    monkeypatch.setattr(desk, "WHILE_WAITING", 0)
    aged = update(tables()["login_session"]).values(
        proved_at=func.now() - func.make_interval(0, 0, 0, 1)
    )
    async with firm.house.store.writing(SYSTEM, cause="test.write") as unit:
        await unit.fetch(aged)
    with pytest.raises(Reauthenticate):
        await view.run("take_back")
    assert (await result(view))["state"] == "done"
