"""Drafts outlive their session: kept for their user, offered to whoever opens the same again."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update

from schema.draft import draft as kept_drafts
from tests.support.client import ClientView, until_true
from tests.support.database import TestServer
from tests.support.node import House, node_on
from tests.support.visitor import Visitor
from ytefas.rules.access import Role
from ytefas.store.isolation import SYSTEM
from ytefas.store.personal import drafts
from ytefas.store.personal.drafts import KeptDrafts

EDIT = {"controller": "org_sites_edit"}
NEW = {"controller": "org_sites_create"}
TYPED = {"name": "Scritto a metà"}


async def edit(visitor: Visitor, site: UUID) -> ClientView:
    view = await visitor.open("edit", "org.sites", str(site), **EDIT)
    await view.cursors["record"].until(lambda it: it.version)
    return view


def typed(site: UUID, **changes: Any) -> dict[str, Any]:
    return {"saves": [{"key": str(site), "row_version": 1, "base": {"name": "Sede"},
                       "changes": changes or TYPED}]}  # fmt: skip


async def rows(house: House, user: UUID) -> int:
    asked = select(func.count()).select_from(kept_drafts).where(kept_drafts.c.user_id == user)
    async with house.store.reading(SYSTEM) as reading:
        found: int = await reading.fetch_value(asked)
    return found


async def one_site(house: House) -> tuple[UUID, Any]:
    customer = await house.customer()
    person = await house.hire()
    await house.grant(person, customer, "edit")
    return await house.site(customer, name="Sede"), person


async def test_x23_what_was_typed_is_offered_to_the_next_session(house: House) -> None:
    site, person = await one_site(house)
    before = await house.visit(person)
    view = await edit(before, site)
    assert (view.offer["drafts"], view.offer["drafts_kept_at"]) == ({}, None)
    await view.controller.keep_draft("record", typed(site))
    await before.go()
    again = await edit(await house.visit(person), site)
    assert again.offer["drafts"] == {"record": typed(site)}
    assert again.offer["drafts_kept_at"].endswith("Z")


async def test_x23_on_another_node_after_a_kill_too(server: TestServer) -> None:
    async with server.clone() as database, node_on(database.url) as one:
        site, person = await one_site(one)
        view = await edit(await one.visit(person), site)
        await view.controller.keep_draft("record", typed(site))
        async with node_on(database.url) as two:  # the first is still there, and says nothing
            found = await edit(await two.visit(person), site)
            assert found.offer["drafts"] == {"record": typed(site)}


async def test_x23_a_draft_belongs_to_the_context_that_types_it(house: House) -> None:
    site, person = await one_site(house)
    desk, tablet = [await house.visit(person) for _ in range(2)]
    first = await edit(desk, site)
    await first.controller.keep_draft("record", typed(site))
    second = await edit(tablet, site)
    assert second.offer["drafts"] == {}
    await second.controller.keep_draft("record", typed(site, name="Altro"))
    assert await rows(house, person.id) == 2
    await second.controller.keep_draft("record", {})
    assert await rows(house, person.id) == 1
    stranger = await house.visit(await house.hire(Role.ADMIN))
    assert (await edit(stranger, site)).offer["drafts"] == {}


async def test_x23_who_lost_his_browser_is_offered_it_at_once(house: House) -> None:
    site, person = await one_site(house)
    crashed = await house.visit(person)
    view = await edit(crashed, site)
    await view.controller.keep_draft("record", typed(site))
    crashed.wire.cut()
    await until_true(
        lambda: not house.running.sessions.directory.by_id[crashed.client.session["id"]].attached
    )
    again = await edit(await house.visit(person), site)
    assert again.offer["drafts"] == {"record": typed(site)}
    await crashed.back()  # after all: he goes on, with a draft of his own
    await view.controller.keep_draft("record", typed(site, name="Di nuovo qui"))
    assert await rows(house, person.id) == 2


async def test_x23_what_is_saved_or_discarded_is_no_draft_any_more(house: House) -> None:
    site, person = await one_site(house)
    visitor = await house.visit(person)
    view = await edit(visitor, site)
    await view.controller.keep_draft("record", typed(site))
    saved = {"key": str(site), "row_version": 1, "changes": TYPED}
    await view.cursors["record"].remote.save(saved, str(uuid4()))
    assert await rows(house, person.id) == 0

    await view.cursors["record"].remote.set_dirty([str(site)])
    await view.controller.keep_draft("record", typed(site, name="Niente"))
    view.answer = lambda _names: {"choice": "discard"}
    await view.controller.close()
    await visitor.client.pulse.until(lambda: view not in visitor.client.views.values())
    assert await rows(house, person.id) == 0


async def test_x23_a_draft_survives_that_others_save_meanwhile(house: House) -> None:
    site, person = await one_site(house)
    before = await house.visit(person)
    view = await edit(before, site)
    await view.controller.keep_draft("record", typed(site))
    await before.go()
    await house.change("site", site, 1, name="Loro")
    again = await edit(await house.visit(person), site)
    (draft,) = again.offer["drafts"]["record"]["saves"]
    assert (draft["row_version"], draft["changes"]) == (1, TYPED)


async def test_x23_new_records_that_were_made_leave_the_draft(house: House) -> None:
    customer = await house.customer()
    person = await house.hire()
    await house.grant(person, customer, "edit")
    visitor = await house.visit(person)
    view = await visitor.open("view", "org.sites", controller="org_sites_list")
    one = {"customer_id": str(customer), "code": "N1", "name": "Una"}
    two = {"customer_id": str(customer), "code": "N2", "name": "Due"}
    three = {"customer_id": str(customer), "code": "N3", "name": "Tre, e dell'altro"}
    begun = {"id": str(uuid4()), "changes": {**three, "name": "Tre"}}  # more was typed since
    drafts = [{"changes": one}, {"changes": two}, begun]
    await view.controller.keep_draft("rows", {"creates": drafts})
    made = [{**one, "id": str(uuid4())}, {**three, "id": begun["id"]}]
    await view.controller.save({"rows": {"creates": made}}, str(uuid4()))
    await visitor.go()
    again = await (await house.visit(person)).open("view", "org.sites", controller="org_sites_list")
    assert again.offer["drafts"] == {"rows": {"creates": [{"changes": two}]}}


async def test_x23_after_thirty_days_they_are_gone(house: House) -> None:
    site, person = await one_site(house)
    visitor = await house.visit(person)
    view = await edit(visitor, site)
    await view.controller.keep_draft("record", typed(site))
    await visitor.go()
    old = update(kept_drafts).where(kept_drafts.c.user_id == person.id)
    async with house.store.writing(SYSTEM, cause="test.write") as unit:
        await unit.fetch(old.values(kept_at=func.now() - drafts.KEPT_FOR - timedelta(hours=1)))
    assert (await edit(await house.visit(person), site)).offer["drafts"] == {}
    await KeptDrafts(house.store).purge()
    assert await rows(house, person.id) == 0


async def test_x23_a_user_has_so_many_and_the_oldest_goes(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MAX_DRAFTS", 2)
    customer = await house.customer()
    person = await house.hire()
    await house.grant(person, customer, "edit")
    visitor = await house.visit(person)
    for number in range(3):
        site = await house.site(customer, name=f"Sede {number}", code=f"D{number}")
        view = await edit(visitor, site)
        await view.controller.keep_draft("record", typed(site))
    assert await rows(house, person.id) == 2
