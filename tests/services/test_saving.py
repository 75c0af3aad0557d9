"""A context is saved as a whole: every cursor of it, or nothing; errors say where they belong."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.support.client import ClientView
from tests.support.node import House
from ytefas.errors import Conflict, Denied, Invalid, InvalidFields, NotFound


async def board(house: House) -> tuple[ClientView, UUID, UUID]:
    """Open a customer with its sites."""
    customer = await house.customer(legal_name="Prima Srl")
    site = await house.site(customer, name="Sede", code="A")
    _, visitor = await house.consultant(customer, level="manage")
    view = await visitor.open("view", "org.customers", str(customer), controller="customer")
    await view.cursors["site"].until(lambda it: it.current)
    return view, customer, site


async def save(view: ClientView, **changes: Any) -> dict[str, Any]:
    saved: dict[str, Any] = await view.controller.save(changes, str(uuid4()))
    return saved


def saving(key: UUID, version: int = 1, **changes: Any) -> dict[str, Any]:
    return {"key": str(key), "row_version": version, "changes": changes}


async def test_x24_the_record_and_its_rows_are_saved_together(house: House) -> None:
    view, customer, site = await board(house)
    number = str(uuid4())
    saved = await save(
        view,
        site={"saves": [saving(site, name="Nuova sede")],
              "creates": [{"id": number, "code": "B", "name": "Altra"}]},
        customer={"saves": [saving(customer, legal_name="Seconda Srl")]},
    )  # fmt: skip
    assert saved == {
        "customer": {"versions": {str(customer): 2}, "created": [], "deleted": []},
        "site": {"versions": {str(site): 2}, "created": [{"key": number, "row_version": 1}],
                 "deleted": []},
    }  # fmt: skip
    await view.cursors["site"].until(lambda it: set(it.keys) == {str(site), number})
    saved = await save(view, site={"deletes": [number]})
    assert saved["site"]["deleted"] == [number]


async def test_x24_what_is_refused_says_where_and_nothing_is_saved(house: House) -> None:
    view, customer, site = await board(house)
    firm = {"saves": [saving(customer, legal_name="Seconda Srl")]}
    with pytest.raises(InvalidFields) as refused:
        await save(view, customer=firm,
                   site={"creates": [{"code": "B", "name": "Buona"}, {"code": "C"}]})  # fmt: skip
    fields = refused.value.fields
    assert (fields["cursor"], fields["at"]) == ("site", 1)
    assert fields["errors"] == {"name": "required"}
    with pytest.raises(InvalidFields) as refused:
        await save(view, customer=firm, site={"saves": [saving(site, name="")]})
    assert (refused.value.fields["cursor"], refused.value.fields["key"]) == ("site", str(site))
    await house.change("site", site, 1, name="Loro")
    with pytest.raises(Conflict) as collided:
        await save(view, customer=firm, site={"saves": [saving(site, name="Mia")]})
    assert collided.value.fields["cursor"] == "site"
    assert collided.value.fields["fields"]["name"]["theirs"] == "Loro"
    with pytest.raises(NotFound) as missing:
        await save(view, customer=firm, site={"deletes": [str(uuid4())]})
    assert missing.value.fields["cursor"] == "site"
    await save(view, customer={"saves": [saving(customer, 1, trade_name="Prima")]})  # still at 1
    await view.cursors["site"].until(lambda it: it.keys == [str(site)])


async def test_x24_a_new_record_is_made_with_its_rows(house: House) -> None:
    _, visitor = await house.consultant(await house.customer(), level="manage")
    view = await visitor.open("view", "org.customers", controller="customers")
    await view.cursors["customer"].until(lambda it: it.current)
    await view.cursors["customer"].remote.query({"words": "Nata"})  # there is none yet
    await view.cursors["customer"].until(lambda it: it.current is None)
    number, inner = str(uuid4()), str(uuid4())
    saved = await save(
        view,
        customer={"creates": [{"id": number, "legal_name": "Nata Srl"}]},
        site={"creates": [{"id": inner, "code": "A", "name": "Con lei"}]},
    )
    assert saved["site"]["created"] == [{"key": inner, "row_version": 1}]
    await view.cursors["customer"].until(lambda it: it.current == number)
    await view.cursors["site"].until(lambda it: it.keys == [inner])


async def test_x24_the_same_request_twice_has_one_effect(house: House) -> None:
    view, _, site = await board(house)
    key = str(uuid4())
    changes = {"site": {"creates": [{"code": "B", "name": "Una volta"}]}}
    first = await view.controller.save(changes, key)
    assert await view.controller.save(changes, key) == first
    await view.cursors["site"].until(lambda it: len(it.keys) == 2)
    assert str(site) in view.cursors["site"].keys


async def test_x24_what_is_saved_is_not_unsaved_any_more(house: House) -> None:
    view, _, site = await board(house)
    number = str(uuid4())
    await view.cursors["site"].remote.set_dirty([str(site), number])
    await save(view, site={"saves": [saving(site, name="Nuova")],
                           "creates": [{"id": number, "code": "B", "name": "B"}]})  # fmt: skip
    assert await view.controller.close() == {"closed": True}
    assert view.asked == []


async def test_x24_what_is_not_understood_or_not_allowed_is_refused(house: House) -> None:
    view, customer, site = await board(house)
    save_ = view.controller.save
    wrong: dict[str, Any]
    with pytest.raises(NotFound):
        await save(view, nothing={"saves": []})
    with pytest.raises(Invalid):
        await save_({"site": {"saves": []}}, "no key")
    for wrong in ({"other": []}, {"saves": ["x"]}, {"deletes": [None]}, {"creates": [1]},
                  {"deletes": ["x"] * 1001}):  # fmt: skip
        with pytest.raises(Invalid):
            await save(view, site=wrong)
    reader = await house.hire()
    await house.grant(reader, customer, "read")
    other = await (await house.visit(reader)).open(
        "view", "org.customers", str(customer), controller="customer"
    )
    await other.cursors["site"].until(lambda it: it.current)
    with pytest.raises(Denied):
        await save(other, site={"saves": [saving(site, name="Mia")]})
    assert await save(view) == {}
