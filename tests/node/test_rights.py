"""Rights that change while screens are open: they follow, whatever is shown, within five seconds.

An administrator changes them at his own screen; the other visitor touches nothing.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

import pytest

from schema.base import tables
from tests.support.client import ClientView, CursorProxy, until_true
from tests.support.database import TestServer
from tests.support.everything import fill
from tests.support.node import UNHURRIED, House, node_on, shown
from tests.support.visitor import Visitor
from ytefas.errors import Denied, YtefasError
from ytefas.rules.access import Role
from ytefas.rules.login import Person
from ytefas.store.isolation import SYSTEM
from ytefas.store.reach import here_and_now

SOON = 20.0  # seconds: well before the next look that comes by itself; the machine may be busy
FAR = "LONTANO4711"


@dataclass
class Firm:
    """A customer with two sites and everything at each; who administers, and who looks."""

    house: House
    customer: UUID
    near: dict[str, UUID]
    far: dict[str, UUID]
    person: Person
    grant: UUID
    admin: Visitor
    anna: Visitor

    async def rights(self) -> CursorProxy:
        """Open the grant at the administrator's screen."""
        view = await self.admin.open("view", "auth.grants", controller="auth_grants_list")
        rows = view.cursors["rows"]
        await rows.remote.query({"filter": ["id", "eq", str(self.grant)]})
        await rows.until(lambda it: it.keys == [str(self.grant)])
        return rows

    async def change(self, **changes: Any) -> None:
        """Change the grant as the administrator does."""
        async with self.house.store.reading(SYSTEM) as reading:
            source = self.house.running.hub.sources["auth.grants"]
            version = (await source.one(reading, self.grant, ["row_version"]))["row_version"]
        await (await self.rights()).save(str(self.grant), version, **changes)

    async def withdraw(self) -> None:
        await (await self.rights()).remote.delete([str(self.grant)], str(uuid4()))

    async def list_of(self, source: str, **query: Any) -> CursorProxy:
        """Open a list at Anna's."""
        exact = f"{source.replace('.', '_')}_list"
        rows = (await self.anna.open("view", source, controller=exact)).cursors["rows"]
        await rows.until(lambda it: it.version and not it.state.get("loading"))
        if query:
            await rows.remote.query(query)
        return rows

    async def record_of(self, source: str, key: UUID) -> tuple[ClientView, CursorProxy]:
        exact = f"{source.replace('.', '_')}_view"
        view = await self.anna.open("view", source, str(key), controller=exact)
        cursor = next(iter(view.cursors.values()))
        await cursor.until(lambda it: it.keys == [str(key)])
        return view, cursor


@asynccontextmanager
async def firm_in(house: House, *, level: str = "edit", **grant: Any) -> AsyncIterator[Firm]:
    customer = await house.customer()
    person = await house.hire()
    boss = await house.hire(Role.ADMIN)
    async with house.store.writing(SYSTEM, cause="test.setup") as unit:
        near = await fill(unit, customer, "Vicino", boss.id)
        far = await fill(unit, customer, FAR, boss.id, made={
            name: key for name, key in near.items()
            if name in {"app_user", "customer_grant", "job", "substance", "import_batch",
                        "import_change", "notification_log"} or "customer_id" not in
            tables()[name].columns
        })  # fmt: skip
        key = await unit.insert(tables()["customer_grant"], {
            "customer_id": customer, "user_id": person.id, "level": level,
            **({"site_ids": [near["site"]]} if grant.get("limited") else {}),
        })  # fmt: skip
    yield Firm(house, customer, near, far, person, key, await house.visit(boss),
               await house.visit(person))  # fmt: skip


@asynccontextmanager
async def soon() -> AsyncIterator[None]:
    began = monotonic()
    yield
    assert monotonic() - began < SOON


async def test_narrowing_and_widening_to_sites_moves_lists_records_and_trees(
    house: House,
) -> None:
    async with firm_in(house) as firm:
        sites = await firm.list_of("org.sites")
        tree = await firm.list_of("org.departments", tree=True)
        people = await firm.list_of("org.persons")
        _, record = await firm.record_of("org.equipment", firm.far["equipment"])
        near, far = firm.near, firm.far
        both = {str(near["person"]), str(far["person"])}
        await people.until(lambda it: set(it.keys) == both and it.total == (2, "exact"))
        await tree.until(lambda it: str(far["department"]) in it.keys)
        await firm.change(site_ids=[str(near["site"])])
        async with soon():
            await sites.until(lambda it: it.keys == [str(near["site"])])
            await tree.until(lambda it: it.keys == [str(near["department"])])
            await people.until(
                lambda it: it.keys == [str(near["person"])] and it.total == (1, "exact")
            )
            await record.until(lambda it: it.keys == [])
        # what happens elsewhere is not heard any more
        heard = [len(one.events) for one in (sites, tree, people)]
        await house.site(firm.customer, name=f"{FAR} 2", code="F2")
        await house.department(firm.customer, near["site"], name="Presse")
        await tree.until(lambda it: "Presse" in shown(it, "name"))
        assert FAR not in str([one.events[n:] for one, n in zip((sites, tree, people), heard,
                                                                strict=True)])  # fmt: skip
        await firm.change(site_ids=None)
        async with soon():
            await people.until(lambda it: set(it.keys) == both)
            await sites.until(lambda it: len(it.keys) == 3)
            await record.until(lambda it: it.keys == [str(far["equipment"])])


async def test_a_draft_of_what_is_no_longer_his_is_saved_nowhere(house: House) -> None:
    async with firm_in(house) as firm:
        view, cursor = await firm.record_of("org.equipment", firm.far["equipment"])
        key = str(firm.far["equipment"])
        (name,) = [one for one in view.cursors if view.cursors[one] is cursor]
        change: dict[str, Any] = {
            "saves": [{"key": key, "row_version": 1, "changes": {"name": "Altro"}}]
        }
        await view.controller.keep_draft(name, change)
        await firm.change(site_ids=[str(firm.near["site"])])
        await cursor.until(lambda it: it.keys == [])
        change["saves"].append({**change["saves"][0], "key": str(uuid4())})
        codes = []
        for one in change["saves"]:  # what is not his, and what is nowhere
            with pytest.raises(YtefasError) as refused:
                await view.controller.save({name: {"saves": [one]}}, str(uuid4()))
            codes.append(refused.value.code)
        assert codes[0] == codes[1]
        async with house.store.reading(SYSTEM) as reading:
            source = house.running.hub.sources["org.equipment"]
            assert (await source.one(reading, key, ["name"]))["name"] == FAR


async def test_a_level_that_changes_opens_and_closes_what_may_be_written(house: House) -> None:
    async with firm_in(house) as firm:
        rows = await firm.list_of("org.equipment")
        await rows.until(lambda it: len(it.keys) == 2)
        key = str(firm.near["equipment"])
        assert await rows.save(key, 1, name="Tornio")
        await firm.change(level="read")
        async with soon():
            await refused(rows, key)
        await firm.change(level="actions_only")
        async with soon():
            await refused(rows, key)
        await firm.change(level="edit")
        async with soon():
            await allowed(rows, key)


async def refused(rows: CursorProxy, key: str) -> None:
    """Save until it is refused; what may still be done a moment later is done."""
    while True:
        try:
            await rows.save(key, 2, name="Tornio")
        except Denied:
            return
        await asyncio.sleep(0.05)


async def allowed(rows: CursorProxy, key: str) -> None:
    while True:
        try:
            await rows.save(key, 2, name="Tornio")
        except Denied:
            await asyncio.sleep(0.05)
        else:
            return


async def test_a_grant_given_and_taken_away_moves_lists_and_records(house: House) -> None:
    async with firm_in(house) as firm:
        rows = await firm.list_of("org.persons")
        _, record = await firm.record_of("org.persons", firm.near["person"])
        await rows.until(lambda it: len(it.keys) == 2)
        await firm.withdraw()
        async with soon():
            await rows.until(lambda it: it.keys == [] and it.total == (0, "exact"))
            await record.until(lambda it: it.keys == [])
        view = await firm.admin.open("view", "auth.grants", controller="auth_grants_list")
        await view.cursors["rows"].remote.create(
            {"customer_id": str(firm.customer), "user_id": str(firm.person.id), "level": "read",
             "site_ids": [str(firm.near["site"])]}, str(uuid4()),
        )  # fmt: skip
        async with soon():
            await rows.until(lambda it: it.keys == [str(firm.near["person"])])
            await record.until(lambda it: it.keys == [str(firm.near["person"])])


@pytest.mark.parametrize("changes", [{"active": False}, {"role": "customer_user"}])
async def test_a_user_disabled_or_of_another_role_is_sent_away(
    house: House, changes: dict[str, Any]
) -> None:
    async with firm_in(house) as firm:
        await firm.list_of("org.sites")
        users = await firm.admin.open("view", "auth.users", controller="auth_users_list")
        rows = users.cursors["rows"]
        await rows.remote.query({"filter": ["id", "eq", str(firm.person.id)]})
        await rows.until(lambda it: it.keys == [str(firm.person.id)])
        version = shown(rows, "row_version")
        await rows.save(str(firm.person.id), version[0] if version else 1, **changes)
        async with soon():
            await until_true(firm.anna.wire.closed.is_set)


async def test_who_hears_of_whom_goes_by_sites_too(house: House) -> None:
    """A limited user is told of nobody at a record elsewhere, and of everybody at his own."""
    async with firm_in(house, limited=True) as firm:
        key, own = str(firm.far["equipment"]), str(firm.near["equipment"])
        told: list[Any] = []
        await firm.anna.client.server.presence.changed.connect(told.append)
        await firm.anna.client.server.presence.here(
            [{"view": "1", "source": "org.equipment", "key": own}]
        )
        places = [{"view": str(n), "source": "org.equipment", "key": each}
                  for n, each in enumerate((key, own))]  # fmt: skip
        await firm.admin.client.server.presence.here(places)
        await until_true(lambda: own in str(told))
        assert key not in str(told)


async def test_a_grant_ends_at_midnight_where_the_studio_is(server: TestServer) -> None:
    """Without a restart, and on the screens that are open."""
    start = here_and_now()
    shift = timedelta(0)

    def clock() -> datetime:
        return here_and_now() + shift

    settings = replace(UNHURRIED, clock=clock)
    async with (
        server.clone() as database,
        node_on(database.url, store_settings=settings) as house,
        firm_in(house) as firm,
    ):
        await firm.change(valid_to=start.date().isoformat())
        rows = await firm.list_of("org.sites")
        await rows.until(lambda it: len(it.keys) == 2)
        midnight = start.replace(hour=23, minute=59, second=59, microsecond=0)
        shift = midnight - here_and_now()
        house.store.reaches.forget_all()  # and as if all had been read on that day
        house.running.hub.wait_for_midnight()
        async with soon():
            await rows.until(lambda it: it.keys == [])


async def test_many_who_are_connected_are_looked_at_in_one_go(house: House) -> None:
    async with firm_in(house) as firm:
        crowd = [await house.consultant(firm.customer, level="read") for _ in range(6)]
        lists = [
            (await one.open("view", "org.sites", controller="org_sites_list")).cursors["rows"]
            for _, one in crowd
        ]
        for rows in lists:
            await rows.until(lambda it: len(it.keys) == 2)
        asked: list[int] = []
        store = house.store
        load = store.reaches.load

        async def counted(users: Any, today: Any) -> Any:
            asked.append(len(users))
            return await load(users, today)

        store.reaches.load = counted
        try:
            grants = tables()["customer_grant"]
            of_firm = grants.select().where(grants.c.customer_id == firm.customer)
            narrowed = {"site_ids": [firm.near["site"]]}
            async with store.writing(SYSTEM, cause="test.write") as unit:
                for row in await unit.fetch(of_firm):
                    if row["user_id"] in {person.id for person, _ in crowd}:
                        await unit.update(grants, row["id"], row["row_version"], narrowed)
            async with soon():
                for rows in lists:
                    await rows.until(lambda it: it.keys == [str(firm.near["site"])])
        finally:
            store.reaches.load = load
        assert max(asked) >= len(crowd)
