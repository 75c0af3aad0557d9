"""Reading and writing through the store: rights, versions, merging, undoing."""

import asyncio
from collections.abc import Coroutine
from datetime import date
from decimal import Decimal
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import insert, select, text

from schema.base import new_id, tables
from tests.support.factories.customer import make_customer
from tests.support.factories.site import make_site
from tests.support.studio import Studio
from ytefas.errors import Conflict, Denied, Invalid, InvalidFields, NotFound
from ytefas.rules.access import Level, Principal
from ytefas.store.engine import Store
from ytefas.store.failure import meaning
from ytefas.store.isolation import SYSTEM

SITE, CUSTOMER, GRANT, USER = (
    tables()[name] for name in ("site", "customer", "customer_grant", "app_user")
)


async def site_of(store: Store, key: UUID, acting: Principal = SYSTEM) -> dict[str, object]:
    async with store.reading(acting) as reading:
        columns = [column for column in SITE.c if column.name != "words"]
        row = await reading.fetch_row(
            select(*columns).where(SITE.c.id == key, reading.within(SITE))
        )
    return dict(row or {})


async def save(store: Store, who: Principal, site: UUID, version: int, **changes: object) -> int:
    async with store.writing(who, cause="site.save") as unit:
        return await unit.update(SITE, site, version, changes)


async def test_a_row_comes_back_as_it_was_written(store: Store, studio: Studio) -> None:
    async with store.writing(studio.anna, cause="site.create") as unit:
        key = await make_site(
            unit, studio.alfa, name="Magazzino È", latitude=Decimal("45.464200"),
            opened_on=date(2020, 2, 29), address={"city": "Forlì", "number": 3},
        )  # fmt: skip
    row = await site_of(store, key, studio.anna)
    assert row["latitude"] == Decimal("45.464200")
    assert row["opened_on"] == date(2020, 2, 29)
    assert row["address"] == {"city": "Forlì", "number": 3}
    assert (row["kind"], row["row_version"]) == ("production_unit", 1)
    assert row["created_by"] == row["updated_by"] == studio.anna.user_id
    assert row["name_lower"] == "magazzino è"


async def test_an_update_needs_the_version_that_was_read(store: Store, studio: Studio) -> None:
    async with store.writing(studio.anna, cause="site.save") as unit:
        assert await unit.update(SITE, studio.alfa_site, 1, {"name": "Nuova"}) == 2
    with pytest.raises(Conflict) as refused:
        async with store.writing(studio.admin, cause="site.save") as unit:
            await unit.update(SITE, studio.alfa_site, 1, {"name": "Altra", "floors": 2})
    assert refused.value.fields == {
        "fields": {"name": {"base": "Fonderia", "theirs": "Nuova", "mine": "Altra"}},
        "row_version": 2,
    }
    assert (await site_of(store, studio.alfa_site))["floors"] is None


async def test_fields_that_do_not_collide_merge(store: Store, studio: Studio) -> None:
    async with store.writing(studio.anna, cause="site.save") as unit:
        await unit.update(SITE, studio.alfa_site, 1, {"name": "Nuova", "floors": 4})
    async with store.writing(studio.admin, cause="site.save") as unit:
        version = await unit.update(SITE, studio.alfa_site, 1, {"max_occupants": 30, "floors": 4})
    row = await site_of(store, studio.alfa_site)
    assert (version, row["name"], row["floors"], row["max_occupants"]) == (3, "Nuova", 4, 30)


async def test_a_collision_gives_the_value_read_with_its_type(store: Store, studio: Studio) -> None:
    first, second, third = Decimal("10.50"), Decimal("11.25"), Decimal("12.75")
    async with store.writing(studio.anna, cause="site.save") as unit:
        await unit.update(SITE, studio.alfa_site, 1, {"surface_m2": first})
    async with store.writing(studio.anna, cause="site.save") as unit:
        await unit.update(SITE, studio.alfa_site, 2, {"surface_m2": second})
    with pytest.raises(Conflict) as refused:
        async with store.writing(studio.admin, cause="site.save") as unit:
            await unit.update(SITE, studio.alfa_site, 2, {"surface_m2": third})
    [collision] = refused.value.fields["fields"].values()
    assert collision == {"base": first, "theirs": second, "mine": third}


async def test_without_a_history_whatever_differs_collides(store: Store, studio: Studio) -> None:
    """A version that is newer than the row's cannot be merged with anything."""
    with pytest.raises(Conflict) as refused:
        async with store.writing(studio.anna, cause="site.save") as unit:
            await unit.update(SITE, studio.alfa_site, 9, {"name": "Altra", "floors": None})
    assert set(refused.value.fields["fields"]) == {"name"}


async def test_two_hundred_interleaved_saves_lose_nothing(store: Store, studio: Studio) -> None:
    """Every acknowledged save of a field is the value that stays, or was seen by the next."""

    async def save(number: int) -> bool:
        version = (await site_of(store, studio.alfa_site))["row_version"]
        assert isinstance(version, int)
        await asyncio.sleep(0)
        try:
            async with store.writing(SYSTEM, cause="site.save") as unit:
                await unit.update(SITE, studio.alfa_site, version, {"floors": number})
        except Conflict:
            return False
        return True

    done = await asyncio.gather(*(save(number) for number in range(200)))
    row = await site_of(store, studio.alfa_site)
    assert row["row_version"] == 1 + sum(done)
    assert done[int(str(row["floors"]))]


async def test_reading_does_not_allow_writing(store: Store, studio: Studio) -> None:
    async with store.reading(studio.anna) as reading:
        assert (await reading.fetch_value(select(SITE.c.name))) == "Fonderia"
    with pytest.raises(Denied):
        async with store.writing(studio.anna, cause="customer.save") as unit:
            await unit.update(CUSTOMER, studio.beta, 1, {"notes": "x"})
    with pytest.raises(Denied):
        async with store.writing(studio.anna, cause="site.create") as unit:
            await make_site(unit, studio.beta)


async def test_a_role_that_may_never_is_denied_before_the_database_is_asked(
    store: Store, studio: Studio
) -> None:
    with pytest.raises(Denied):
        async with store.writing(studio.anna, cause="user.save") as unit:
            await unit.update(USER, studio.anna.user_id, 1, {"role": "admin"})
    async with store.writing(studio.admin, cause="user.save") as unit:
        assert await unit.update(USER, studio.bruno.user_id, 1, {"locale": "en"}) == 2


async def refusal(work: Coroutine[object, object, object]) -> dict[str, object]:
    with pytest.raises(NotFound) as refused:
        await work
    return refused.value.fields


async def test_not_found_and_not_yours_are_one_answer(store: Store, studio: Studio) -> None:
    async def drop(key: UUID) -> None:
        async with store.writing(studio.anna, cause="site.delete") as unit:
            await unit.delete(SITE, key, 1)

    async def add(customer: UUID) -> None:
        async with store.writing(studio.anna, cause="site.create") as unit:
            await make_site(unit, customer)

    for theirs, nobodys in (
        (save(store, studio.anna, studio.gamma_site, 1, name="x"),
         save(store, studio.anna, new_id(), 1, name="x")),
        (drop(studio.gamma_site), drop(new_id())),
        (add(studio.gamma), add(new_id())),
    ):  # fmt: skip
        assert await refusal(theirs) == await refusal(nobodys)


@pytest.mark.parametrize(
    ("column", "value"),
    [("customer_id", new_id()), ("row_version", 7), ("created_by", new_id()), ("id", new_id()),
     ("name_lower", "x"), ("words", "x")],
)  # fmt: skip
async def test_what_only_we_write_cannot_be_sent(
    store: Store, studio: Studio, column: str, value: object
) -> None:
    with pytest.raises(InvalidFields) as refused:
        async with store.writing(studio.admin, cause="site.save") as unit:
            await unit.update(SITE, studio.alfa_site, 1, {column: value})
    assert refused.value.fields["errors"] == {column: "readonly"}


async def test_refused_values_name_their_fields(store: Store, studio: Studio) -> None:
    async with store.writing(studio.anna, cause="site.create") as unit:
        await make_site(unit, studio.alfa, code="DOPPIO")
    for values, errors in (
        ({"code": "DOPPIO"}, {"code": "taken"}),
        ({"kind": "castle"}, {"kind": "not_allowed"}),
        ({"name": None}, {"name": "required"}),
        ({"nome": "x"}, {"nome": "unknown"}),
    ):
        with pytest.raises(InvalidFields) as refused:
            async with store.writing(studio.anna, cause="site.create") as unit:
                await make_site(unit, studio.alfa, **values)
        assert refused.value.fields["errors"] == errors
    for value in ("x" * 201, 5):
        with pytest.raises(Invalid):
            async with store.writing(studio.anna, cause="site.create") as unit:
                await make_site(unit, studio.alfa, name=value)


async def test_a_key_that_is_taken_is_said_of_the_key(store: Store, studio: Studio) -> None:
    with pytest.raises(InvalidFields) as refused:
        async with store.writing(studio.anna, cause="site.create") as unit:
            await make_site(unit, studio.alfa, id=studio.alfa_site)
    assert refused.value.fields["errors"] == {"id": "taken"}


async def test_a_row_a_policy_refuses_is_not_there_in_whatever_language(
    store: Store, studio: Studio
) -> None:
    """Somebody else's server may speak Italian."""
    with pytest.raises(NotFound) as refused:
        async with store.writing(studio.anna, cause="test.write") as unit:
            await unit.fetch(
                insert(SITE).values(
                    customer_id=studio.gamma, code="X", name="X", kind="office", address={},
                    created_by=studio.anna.user_id, updated_by=studio.anna.user_id,
                )
            )  # fmt: skip
    error = refused.value.__cause__
    assert error is not None
    error.args = ("la nuova riga viola la politica di sicurezza",)
    assert isinstance(meaning(error), NotFound)
    missing = asyncpg.InsufficientPrivilegeError("permesso negato")
    assert meaning(missing) is None


async def test_a_new_customer_comes_with_its_creators_grant(store: Store, studio: Studio) -> None:
    async with store.writing(studio.bruno, cause="customer.create") as unit:
        key = await unit.insert(CUSTOMER, {"legal_name": "Delta Srl"})
        await make_site(unit, key)
    reach = await store.reach_of(studio.bruno)
    assert reach.levels[key] is Level.MANAGE
    assert not (await store.reach_of(studio.anna)).sees(key)
    async with store.reading(studio.bruno) as reading:
        code = await reading.fetch_value(select(CUSTOMER.c.code).where(CUSTOMER.c.id == key))
    assert len(code) == 7


async def test_a_customer_goes_with_its_grants(store: Store, studio: Studio) -> None:
    """Whoever manages a customer has a grant on it, which must not be what keeps it."""
    async with store.writing(studio.bruno, cause="customer.create") as unit:
        key = await unit.insert(CUSTOMER, {"legal_name": "Effimera Srl"})
    async with store.writing(studio.bruno, cause="customer.delete") as unit:
        await unit.delete(CUSTOMER, key, 1)
    assert not (await store.reach_of(studio.bruno)).sees(key)
    async with store.reading(SYSTEM) as reading:
        assert await reading.fetch(select(GRANT.c.id).where(GRANT.c.customer_id == key)) == []


async def test_who_sees_everything_gets_no_grant_of_a_new_customer(
    store: Store, studio: Studio
) -> None:
    async with store.writing(studio.admin, cause="customer.create") as unit:
        key = await make_customer(unit)
    async with store.reading(studio.admin) as reading:
        assert await reading.fetch(select(GRANT.c.id).where(GRANT.c.customer_id == key)) == []


async def test_deleting_needs_the_version_and_the_level(store: Store, studio: Studio) -> None:
    async with store.writing(studio.bruno, cause="site.save") as unit:
        await unit.update(SITE, studio.gamma_site, 1, {"floors": 2})
    with pytest.raises(Conflict):
        async with store.writing(studio.bruno, cause="site.delete") as unit:
            await unit.delete(SITE, studio.gamma_site, 1)
    with pytest.raises(Denied):  # edit is not manage
        async with store.writing(studio.bruno, cause="customer.delete") as unit:
            await unit.delete(CUSTOMER, studio.gamma, 1)
    with pytest.raises(Invalid) as refused:
        async with store.writing(studio.admin, cause="customer.delete") as unit:
            await unit.delete(CUSTOMER, studio.gamma, 1)
    assert refused.value.fields["reason"] == "in_use"
    async with store.writing(studio.bruno, cause="site.delete") as unit:
        await unit.delete(SITE, studio.gamma_site, 2)
    assert await site_of(store, studio.gamma_site) == {}


async def test_an_exception_undoes_everything(store: Store, studio: Studio) -> None:
    async def change_and_fail() -> None:
        async with store.writing(studio.anna, cause="site.save") as unit:
            await unit.update(SITE, studio.alfa_site, 1, {"name": "Nuova"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await change_and_fail()
    assert (await site_of(store, studio.alfa_site))["name"] == "Fonderia"


async def test_a_swallowed_refusal_cannot_be_committed(store: Store, studio: Studio) -> None:
    """PostgreSQL answers ROLLBACK to the COMMIT of a failed transaction, without an error."""

    async def swallow() -> None:
        async with store.writing(studio.anna, cause="site.save") as unit:
            await unit.update(SITE, studio.alfa_site, 1, {"name": "Nuova"})
            with pytest.raises(InvalidFields):
                await unit.update(SITE, studio.alfa_site, 2, {"kind": "castle"})

    with pytest.raises(RuntimeError, match="swallowed"):
        await swallow()
    assert (await site_of(store, studio.alfa_site))["name"] == "Fonderia"


async def test_a_denial_that_is_swallowed_cannot_be_committed(store: Store, studio: Studio) -> None:
    async def swallow() -> None:
        async with store.writing(studio.anna, cause="customer.save") as unit:
            with pytest.raises(Denied):
                await unit.update(CUSTOMER, studio.beta, 1, {"notes": "x"})

    with pytest.raises(RuntimeError, match="swallowed"):
        await swallow()
    async with store.reading(studio.anna) as reading:
        assert await reading.fetch_value(
            select(CUSTOMER.c.notes).where(CUSTOMER.c.id == studio.beta)
        ) is None  # fmt: skip


async def test_a_reading_writes_nothing(store: Store, studio: Studio) -> None:
    async def delete_all() -> None:
        async with store.reading(studio.admin) as reading:
            await reading.fetch(SITE.delete())

    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        await delete_all()


async def test_a_transaction_cannot_be_used_after_its_end(store: Store, studio: Studio) -> None:
    async with store.reading(studio.anna) as reading:
        pass
    with pytest.raises(RuntimeError, match="ended"):
        await reading.fetch(select(SITE.c.id))


async def test_a_snapshot_sees_one_moment(store: Store, studio: Studio) -> None:
    name = select(SITE.c.name).where(SITE.c.id == studio.alfa_site)
    async with store.reading(studio.anna, snapshot=True) as reading:
        before = await reading.fetch_value(name)
        async with store.writing(studio.admin, cause="site.save") as unit:
            await unit.update(SITE, studio.alfa_site, 1, {"name": "Nuova"})
        assert await reading.fetch_value(name) == before


async def test_many_rows_with_dates_hold_no_locks_of_the_whole_server(
    store: Store, studio: Studio
) -> None:
    """The table of locks is everybody's: a sheet of thousands of people must not fill it."""
    held = text(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
    )
    alfa = studio.alfa
    names = [{"customer_id": alfa, "surname": f"Rossi {n}", "name": "Ada"} for n in range(50)]
    async with store.writing(studio.anna, cause="test.people") as unit:
        people = await unit.insert_many(tables()["person"], names)
        before = await unit.fetch_value(held)
        hired = [{"customer_id": alfa, "person_id": key, "contract": "permanent",
                  "hired_on": "2020-02-03"} for key in people]  # fmt: skip
        _ = await unit.insert_many(tables()["employment"], hired)
        assert await unit.fetch_value(held) == before + 1


async def test_who_writes_one_row_waits_for_who_writes_many(store: Store, studio: Studio) -> None:
    """Rows stay apart also between a sheet and a form that are written at once."""
    person, employment = tables()["person"], tables()["employment"]
    async with store.writing(studio.anna, cause="test.person") as unit:
        key = await unit.insert(
            person, {"customer_id": studio.alfa, "surname": "Rossi", "name": "Ada"}
        )
    given = {"customer_id": studio.alfa, "person_id": key, "contract": "permanent"}

    async def one() -> None:
        async with store.writing(studio.anna, cause="test.form") as unit:
            await unit.insert(employment, {**given, "hired_on": date(2020, 2, 3)})

    async with store.writing(studio.anna, cause="test.sheet") as unit:
        _ = await unit.insert_many(employment, [{**given, "hired_on": "2020-02-03"}])
        form = asyncio.create_task(one())
        await asyncio.sleep(0.3)
        assert not form.done()
    with pytest.raises(InvalidFields):
        await form
