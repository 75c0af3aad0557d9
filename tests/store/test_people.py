"""Who knows of whom: oneself, colleagues, and of the customers' users those one works with.

Each promise with both layers, with row-level security alone, and with the filters alone.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID, uuid4

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import select

from schema.base import sources, tables
from tests.support.factories.customer import make_customer
from tests.support.factories.user import grant, make_user
from ytefas.errors import Denied, Invalid, InvalidFields, NotFound
from ytefas.framework.work.rows import Batch, Creating, Saving
from ytefas.rules.access import Principal, Role
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store, StoreSettings
from ytefas.store.isolation import SYSTEM
from ytefas.store.source.source import Source
from ytefas.store.source.writer import SourceWriter

LAYERS = ("both", "policies alone", "filters alone")


@dataclass(frozen=True, slots=True)
class People:
    """Anna works for alfa, Bruno for beta; Carla is alfa's user, Dario beta's, Ezio nobody's."""

    store: Store
    sources: dict[str, Source]
    admin: Principal
    anna: Principal
    bruno: Principal
    carla: Principal
    dario: Principal
    ezio: Principal
    alfa: UUID

    async def seen_by(self, acting: Principal, **query: object) -> set[UUID]:
        users = self.sources["auth.users"]
        async with self.store.reading(acting) as reading:
            asked = users.parse({"columns": ["email"], **query}, reading.acting, reading.reach)
            window = await users.window(reading, asked, 0, 1000)
            count = await users.count(reading, asked)
        assert count.n == len(window.rows)
        return {UUID(row[0]) for row in window.rows}

    def writer(self, acting: Principal) -> SourceWriter:
        return SourceWriter(self.store, self.sources, acting)


@pytest_asyncio.fixture(params=LAYERS)
async def people(database: Database, request: pytest.FixtureRequest) -> AsyncIterator[People]:
    filtered = request.param != "policies alone"
    if request.param == "filters alone":
        owner = await asyncpg.connect(database.url)
        for table in ("app_user", "customer_grant", "customer"):
            await owner.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        await owner.close()
    store = await Store.open(database.url, settings=StoreSettings(application_filters=filtered))
    known = {name: Source(table, bounded=filtered) for name, table in sources().items()}
    async with store.writing(SYSTEM, cause="test.setup") as unit:
        admin = await make_user(unit, Role.ADMIN)
        anna, bruno = await make_user(unit), await make_user(unit)
        carla, dario, ezio = [await make_user(unit, Role.CUSTOMER_USER) for _ in range(3)]
        alfa, beta = await make_customer(unit), await make_customer(unit)
        await grant(unit, anna, alfa, "manage")
        await grant(unit, bruno, beta, "read")
        await grant(unit, carla, alfa, "read")
        await grant(unit, dario, beta, "read")
    try:
        yield People(store, known, admin, anna, bruno, carla, dario, ezio, alfa)
    finally:
        await store.close()


async def test_who_sees_whom(people: People) -> None:
    staff = {people.admin.user_id, people.anna.user_id, people.bruno.user_id}
    carla, dario, ezio = people.carla.user_id, people.dario.user_id, people.ezio.user_id
    assert await people.seen_by(people.admin) == {*staff, carla, dario, ezio}
    assert await people.seen_by(people.anna) == {*staff, carla}
    assert await people.seen_by(people.bruno) == {*staff, dario}
    for one in (people.carla, people.dario, people.ezio):
        assert await people.seen_by(one) == {one.user_id}


async def test_no_filter_no_word_and_no_key_finds_more(people: People) -> None:
    users = people.sources["auth.users"]
    dario = people.dario.user_id
    async with people.store.reading(SYSTEM) as reading:
        (row,) = await users.get(reading, [dario], ["email", "surname"])
    _, email, surname = row
    for acting in (people.anna, people.carla):
        for condition in (["email", "eq", email], ["email", "starts", email[:8]],
                          ["id", "eq", str(dario)], ["id", "in", [str(dario)]]):  # fmt: skip
            assert dario not in await people.seen_by(acting, filter=condition)
        assert dario not in await people.seen_by(acting, words=surname)
        async with people.store.reading(acting) as reading:
            assert await users.get(reading, [dario], ["email"]) == []


async def test_a_grant_makes_known_and_its_end_unknown(people: People) -> None:
    async with people.store.writing(SYSTEM, cause="test.grant") as unit:
        given = await grant(unit, people.ezio, people.alfa, "read")
    assert people.ezio.user_id in await people.seen_by(people.anna)
    assert people.ezio.user_id not in await people.seen_by(people.bruno)
    async with people.store.writing(SYSTEM, cause="test.withdraw") as unit:
        await unit.delete(sources()["auth.grants"], given, 1)
    assert people.ezio.user_id not in await people.seen_by(people.anna)


async def test_the_audit_tells_consultants_nothing_of_users(people: People) -> None:
    events = tables()["audit_event"]
    seen = {}
    for acting in (people.anna, people.carla, people.admin):
        async with people.store.reading(acting) as reading:
            seen[acting.user_id] = await reading.fetch(
                select(events.c.entity, events.c.entity_id, events.c.diff)
            )
    assert any(row["entity"] == "app_user" for row in seen[people.admin.user_id])
    for acting in (people.anna, people.carla):
        assert seen[acting.user_id]
        assert not any(row["entity"] == "app_user" for row in seen[acting.user_id])
        assert str(people.dario.user_id) not in str(seen[acting.user_id])


async def test_a_reference_to_an_unknown_user_is_one_to_nobody(people: People) -> None:
    said = []
    for user in (people.dario.user_id, uuid4()):
        values = {"customer_id": str(people.alfa), "user_id": str(user), "level": "read"}
        batch = Batch("auth.grants", creates=(Creating(values),))
        with pytest.raises(InvalidFields) as caught:
            await people.writer(people.anna).write([batch], idempotency_key=str(uuid4()))
        said.append(caught.value.fields)
    assert said[0] == said[1]


async def test_the_last_administrator_stays_one_by_every_form(people: People) -> None:
    key = str(people.admin.user_id)
    for changes in ({"active": False}, {"role": "consultant"}):
        batch = Batch("auth.users", saves=(Saving(key, 1, changes),))
        with pytest.raises(Denied) as caught:
            await people.writer(people.admin).write([batch], idempotency_key=str(uuid4()))
        assert caught.value.fields == {"reason": "last_admin"}
    batch = Batch("auth.users", deletes=(key,))
    with pytest.raises((Denied, Invalid)):  # of a user who has done something, much remains
        await people.writer(people.admin).write([batch], idempotency_key=str(uuid4()))
    rename = Batch("auth.users", saves=(Saving(key, 1, {"name": "Ada Maria"}),))
    (written,) = await people.writer(people.admin).write([rename], idempotency_key=str(uuid4()))
    assert written.versions == {key: 2}


async def test_a_second_administrator_may_make_the_first_a_consultant(people: People) -> None:
    promote = Batch("auth.users", saves=(Saving(str(people.anna.user_id), 1, {"role": "admin"}),))
    await people.writer(people.admin).write([promote], idempotency_key=str(uuid4()))
    demote = Batch(
        "auth.users", saves=(Saving(str(people.admin.user_id), 1, {"role": "consultant"}),)
    )
    await people.writer(people.anna).write([demote], idempotency_key=str(uuid4()))


async def test_only_administrators_change_users(people: People) -> None:
    for acting, error in ((people.anna, Denied), (people.carla, Denied)):
        batch = Batch("auth.users", saves=(Saving(acting.id, 1, {"name": "Altra"}),))
        with pytest.raises(error):
            await people.writer(acting).write([batch], idempotency_key=str(uuid4()))
    unknown = Batch("auth.users", saves=(Saving(people.dario.id, 1, {"name": "Altra"}),))
    with pytest.raises(NotFound):
        await people.writer(people.anna).write([unknown], idempotency_key=str(uuid4()))
