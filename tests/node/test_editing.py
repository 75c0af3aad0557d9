"""Changing records through the door: versions, conflicts, repetition, and what others see."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import pytest

from tests.support.client import CursorProxy
from tests.support.node import House, shown
from tests.support.visitor import Visitor
from ytefas.errors import Conflict, Denied, Invalid, InvalidFields, NotFound, YtefasError


async def editing(visitor: Visitor, source: str, key: str) -> CursorProxy:
    view = await visitor.open("edit", source, key, controller=f"{source.replace('.', '_')}_edit")
    cursor = view.cursors["record"]
    await cursor.until(lambda it: it.rows)
    return cursor


def record(key: str, **changes: Any) -> dict[str, Any]:
    return {"key": key, "row_version": 1, "changes": changes}


def version(cursor: CursorProxy) -> int:
    return int(shown(cursor, "row_version")[0])


async def test_make_change_and_delete_a_record(house: House) -> None:
    customer = await house.customer()
    _, anna = await house.consultant(customer)
    _, bruno = await house.consultant(customer)
    there = (await bruno.open("view", "org.sites", controller="org_sites_list")).cursors["rows"]
    await there.until(lambda it: it.version)
    form = await anna.open("create", "org.sites", controller="org_sites_create")
    values = {"customer_id": str(customer), "code": "F1", "name": "Fonderia"}
    made = await form.cursors["record"].remote.create(values, str(uuid4()))
    await there.until(lambda it: "Fonderia" in shown(it, "name"))
    record = await editing(anna, "org.sites", made["key"])
    saved = await record.save(made["key"], made["row_version"], name="Officina")
    assert saved == {"row_version": 2}
    await there.until(lambda it: "Officina" in shown(it, "name"))
    await record.remote.delete([made["key"]], str(uuid4()))
    await there.until(lambda it: made["key"] not in it.keys)
    assert there.gaps == 0


async def test_a_conflict_shows_both_values_and_other_fields_merge(house: House) -> None:
    customer = await house.customer()
    site = str(await house.site(customer, name="Prima", floors=1))
    _, anna = await house.consultant(customer)
    _, bruno = await house.consultant(customer)
    mine, theirs = [await editing(one, "org.sites", site) for one in (anna, bruno)]
    before = version(mine)
    await theirs.save(site, before, name="Di Bruno")
    with pytest.raises(Conflict) as caught:
        await mine.save(site, before, name="Di Anna")
    field = caught.value.fields["fields"]["name"]
    assert "Di Bruno" in str(field)
    assert "Di Anna" in str(field)
    await mine.save(site, before, floors=3)
    await mine.until(lambda it: shown(it, "floors") == [3])
    assert shown(mine, "name") == ["Di Bruno"]


async def test_the_same_request_twice_has_one_effect(house: House) -> None:
    customer = await house.customer()
    _, anna = await house.consultant(customer)
    rows = (await anna.open("view", "org.sites", controller="org_sites_list")).cursors["rows"]
    key = str(uuid4())
    values = {"customer_id": str(customer), "code": "U1", "name": "Unica"}
    first = await rows.remote.create(values, key)
    again, beside = await asyncio.gather(
        rows.remote.create(values, key), rows.remote.create(values, key)
    )
    assert first == again == beside
    await rows.until(lambda it: shown(it, "name") == ["Unica"])
    with pytest.raises(Invalid):
        await rows.remote.create({**values, "name": "Altra"}, key)


Attempt = Callable[[CursorProxy, str, str], Awaitable[Any]]


REFUSED: dict[str, tuple[Attempt, type[YtefasError]]] = {
    "owner": (lambda it, site, _: it.save(site, 1, customer_id=str(uuid4())), InvalidFields),
    "version": (
        lambda it, site, _: it.remote.save(record(site, row_version=9), str(uuid4())),
        InvalidFields,
    ),
    "stamp": (lambda it, site, _: it.save(site, 1, created_by=str(uuid4())), InvalidFields),
    "unknown column": (lambda it, site, _: it.save(site, 1, no_such=1), InvalidFields),
    "required": (lambda it, site, _: it.save(site, 1, name=""), InvalidFields),
    "wrong type": (lambda it, site, _: it.save(site, 1, floors="many"), InvalidFields),
    "foreign": (lambda it, _, other: it.save(other, 1, name="Mia"), NotFound),
    "absent": (lambda it, _, __: it.save(str(uuid4()), 1, name="Mia"), NotFound),
    "no key": (lambda it, _, __: it.save("no key", 1, name="Mia"), NotFound),
    "no record": (lambda it, site, _: it.remote.save({"key": site}, str(uuid4())), Invalid),
    "no request key": (lambda it, site, _: it.remote.delete([site], "no uuid"), Invalid),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_may_not_be_written_is_refused(house: House, name: str) -> None:
    attempt, error = REFUSED[name]
    mine, foreign = await house.customer(), await house.customer()
    site, other = await house.site(mine), await house.site(foreign)
    _, anna = await house.consultant(mine)
    rows = (await anna.open("view", "org.sites", controller="org_sites_list")).cursors["rows"]
    with pytest.raises(error):
        await attempt(rows, str(site), str(other))
    await rows.until(lambda it: shown(it, "row_version") == [1])


async def test_who_may_only_read_does_not_write(house: House) -> None:
    customer = await house.customer()
    site = str(await house.site(customer))
    _, guest = await house.consultant(customer, level="read")
    rows = (await guest.open("view", "org.sites", controller="org_sites_list")).cursors["rows"]
    with pytest.raises(Denied):
        await rows.save(site, 1, name="Mia")
