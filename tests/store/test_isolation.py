"""Customers are kept apart: by the filters, by row-level security, and by each of them alone."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import MetaData, Table, func, select
from sqlalchemy.dialects.postgresql.asyncpg import dialect
from sqlalchemy.schema import CreateTable

from schema import base
from schema.base import Scope, entity, new_id, ref, tables
from tests.support.everything import fill
from tests.support.factories.site import make_site
from tests.support.factories.user import grant, make_user
from tests.support.studio import Studio, make_studio
from ytefas.errors import InvalidFields, NotAuthenticated, NotFound, YtefasError
from ytefas.rules.access import Principal, Role
from ytefas.store import migrate
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store, StoreSettings
from ytefas.store.isolation import ALL, APP, NODE, SYSTEM, opening, scope_of
from ytefas.store.unit import Unit

SITE, CUSTOMER, USER, GRANT = (
    tables()[name] for name in ("site", "customer", "app_user", "customer_grant")
)
OF_CUSTOMERS = [
    table
    for table in tables().values()
    if base.entity_of(table).scope in {Scope.CUSTOMER, Scope.SELF}
]


@asynccontextmanager
async def as_role(url: str, role: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Connect as the pool does, and take a role for one transaction that is undone."""
    connection = await asyncpg.connect(url, server_settings={"role": NODE})
    try:
        await connection.execute(f"BEGIN; SET LOCAL ROLE {role}")
        yield connection
    finally:
        await connection.close()


@pytest_asyncio.fixture(params=["both layers", "policies alone", "filters alone"])
async def guarded(request: pytest.FixtureRequest, database: Database) -> AsyncIterator[Store]:
    """Yield a store with both layers, then with only one: each must hold by itself."""
    filters = request.param != "policies alone"
    if request.param == "filters alone":
        connection = await asyncpg.connect(database.superuser_url)
        for table in OF_CUSTOMERS:
            await connection.execute(f"ALTER TABLE {table.name} DISABLE ROW LEVEL SECURITY")
        await connection.close()
    store = await Store.open(database.url, settings=StoreSettings(application_filters=filters))
    try:
        yield store
    finally:
        await store.close()


async def test_a_foreign_customer_is_not_there(guarded: Store) -> None:
    studio = await make_studio(guarded)
    async with guarded.writing(SYSTEM, cause="test.setup") as unit:
        for customer, site in ((studio.alfa, studio.alfa_site), (studio.gamma, studio.gamma_site)):
            there = {"site": site, "customer_grant": new_id()}  # those that are there already
            await fill(unit, customer, "Qualcosa", studio.anna.user_id, made=there)
    async with guarded.reading(studio.anna) as reading:
        for table in OF_CUSTOMERS:
            owner = "id" if table is CUSTOMER else "customer_id"
            rows = await reading.fetch(select(table.c[owner]).where(reading.within(table)))
            assert {row[0] for row in rows} <= {studio.alfa, studio.beta}
            assert rows
    async with guarded.reading(studio.admin) as reading:
        counted = select(func.count()).select_from(CUSTOMER).where(reading.within(CUSTOMER))
        assert await reading.fetch_value(counted) == 3
    attempts: list[Callable[[Unit], Awaitable[object]]] = [
        lambda unit: unit.update(SITE, studio.gamma_site, 1, {"name": "mine"}),
        lambda unit: unit.update(CUSTOMER, studio.gamma, 1, {"notes": "mine"}),
        lambda unit: unit.delete(SITE, studio.gamma_site, 1),
        lambda unit: make_site(unit, studio.gamma),
        lambda unit: grant(unit, studio.anna, studio.gamma, "manage"),
    ]
    for attempt in attempts:
        with pytest.raises(NotFound):
            await attempted(guarded, studio.anna, attempt)
    async with guarded.reading(studio.bruno) as reading:
        name = select(SITE.c.name, SITE.c.row_version).where(reading.within(SITE))
        assert [tuple(row) for row in await reading.fetch(name)] == [("Cantiere segreto", 1)]


async def attempted(
    store: Store, who: Principal, attempt: Callable[[Unit], Awaitable[object]]
) -> object:
    async with store.writing(who, cause="test.attempt") as unit:
        return await attempt(unit)


async def test_without_a_scope_there_are_no_rows(store: Store, studio: Studio,
                                                 module_database: Database) -> None:  # fmt: skip
    async with as_role(module_database.url, APP) as connection:
        assert await connection.fetchval("SELECT count(*) FROM site") == 0
        await connection.execute("SELECT set_config('app.customers', '', true)")
        assert await connection.fetchval("SELECT count(*) FROM site") == 0


async def test_a_scope_ends_with_its_transaction(store: Store, studio: Studio,
                                                 module_database: Database) -> None:  # fmt: skip
    """After the commit the setting is an empty string, which must not be an error either."""
    reach = await store.reach_of(studio.anna)
    connection = await asyncpg.connect(module_database.url, server_settings={"role": NODE})
    try:
        await connection.execute(opening(studio.anna, scope_of(reach)))
        assert await connection.fetchval("SELECT count(*) FROM site") == 1
        await connection.execute("COMMIT")
        with pytest.raises(asyncpg.UndefinedTableError):  # a node does not even see the schema
            await connection.fetchval("SELECT count(*) FROM site")
        await connection.execute("RESET ALL; RESET ROLE")
        assert await connection.fetchval("SELECT current_user") == NODE
        await connection.execute(f"BEGIN; SET LOCAL ROLE {APP}")
        assert await connection.fetchval("SELECT count(*) FROM site") == 0
    finally:
        await connection.close()


@pytest.mark.parametrize(
    "cause", ["site'; DROP TABLE site; --", "x', true), set_config('role", "", "A b", "é" * 5]
)
async def test_nothing_but_a_name_can_be_a_cause(cause: str, store: Store) -> None:
    with pytest.raises(ValueError, match="short name"):
        opening(SYSTEM, None, cause=cause)


async def test_an_address_is_an_address(store: Store, studio: Studio) -> None:
    reach = await store.reach_of(studio.anna)
    evil = Principal(studio.anna.user_id, Role.CONSULTANT, ip="1.2.3.4', true); DROP TABLE site--")
    with pytest.raises(ValueError, match="IPv4"):
        opening(evil, scope_of(reach), cause="test")


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE site",
        "CREATE TABLE t (i int)",
        "CREATE TEMPORARY TABLE t (i int)",
        "CREATE FUNCTION leak(text) RETURNS bool LANGUAGE sql AS 'SELECT true'",
        "ALTER TABLE site DISABLE ROW LEVEL SECURITY",
        "SELECT password_hash FROM app_user",
        "SELECT * FROM change_tx",
        "SELECT * FROM login_session WHERE token_hash IS NOT NULL",
        "INSERT INTO change_tx (customer_id) VALUES (gen_random_uuid())",
        "INSERT INTO audit_event (customer_id) VALUES (gen_random_uuid())",
        "UPDATE audit_event SET cause = 'nothing'",
        "DELETE FROM audit_event",
        "UPDATE feed_head SET seq = 0",
        "INSERT INTO app_user (id, role) VALUES (gen_random_uuid(), 'admin')",
    ],
)  # fmt: skip
async def test_the_application_has_no_right_it_does_not_need(
    statement: str, database: Database
) -> None:
    await migrate.upgrade(database)
    async with as_role(database.url, APP) as connection:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_event SET cause = 'x'", "DELETE FROM audit_event", "TRUNCATE audit_event"],
)
async def test_the_audit_is_append_only_for_who_sees_everything_too(
    statement: str, module_database: Database
) -> None:
    async with as_role(module_database.url, ALL) as connection:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)


async def test_users_see_only_their_own_sign_ins(store: Store, studio: Studio) -> None:
    session = tables()["login_session"]
    async with store.writing(SYSTEM, cause="test.setup") as unit:
        for who in (studio.anna, studio.bruno):
            await unit.insert(session, {
                "user_id": who.user_id, "token_hash": new_id().bytes,
                "last_seen_at": datetime.now(UTC), "expires_at": datetime.now(UTC),
            })  # fmt: skip
    async with store.reading(studio.anna) as reading:
        assert {row[0] for row in await reading.fetch(select(session.c.user_id))} == {
            studio.anna.user_id
        }


@contextmanager
def scratch_table() -> Iterator[Table]:
    """Declare a table that links to a site, for the length of the block."""
    made = entity(
        "scratch", ref("site_id", "customer.site", "Sede", "Site", required=True),
        label=("Prova", "Trial"), plural=("Prove", "Trials"), scope=Scope.CUSTOMER,
        names_by="id", sort=("id",), read="read", write="edit",
    )  # fmt: skip
    try:
        yield made
    finally:
        base.metadata.remove(made)


async def test_a_link_cannot_leave_the_customer_nor_tell_what_is_there(
    database: Database,
) -> None:
    """The check of a foreign key ignores row-level security; the composite key does not."""
    store = await Store.open(database.url)
    studio = await make_studio(store)
    owner = await asyncpg.connect(database.url)
    with scratch_table() as scratch:
        ddl = CreateTable(scratch).compile(dialect=dialect())  # type: ignore[no-untyped-call]
        await owner.execute(f"{ddl}; GRANT ALL ON scratch TO {APP}")
        answers = []
        for site in (studio.gamma_site, new_id()):
            with pytest.raises(InvalidFields) as refused:
                await attempted(
                    store, studio.anna,
                    lambda unit, site=site: unit.insert(  # type: ignore[misc]
                        scratch, {"customer_id": studio.alfa, "site_id": site}
                    ),
                )  # fmt: skip
            answers.append(refused.value.fields)
    await owner.close()
    await store.close()
    assert answers == [{"errors": {"site_id": "unknown_reference"}}] * 2


async def test_the_same_code_may_be_used_by_two_customers(store: Store, studio: Studio) -> None:
    for who, customer in ((studio.anna, studio.alfa), (studio.bruno, studio.gamma)):
        async with store.writing(who, cause="site.create") as unit:
            await make_site(unit, customer, code="UNICO")


async def sees(store: Store, who: Principal) -> set[UUID]:
    return set((await store.reach_of(who)).levels)


async def test_a_grant_that_has_ended_shows_nothing(store: Store, studio: Studio) -> None:
    today = datetime.now(UTC).date()
    async with store.writing(SYSTEM, cause="test.setup") as unit:
        carla = await make_user(unit)
        await grant(unit, carla, studio.alfa, "read", valid_to=today - timedelta(days=2))
        await grant(unit, carla, studio.beta, "read", valid_to=today + timedelta(days=2))
    assert await sees(store, carla) == {studio.beta}


async def until_sees(store: Store, who: Principal, expected: set[UUID]) -> None:
    async with asyncio.timeout(30):
        while await sees(store, who) != expected:  # noqa: ASYNC110 - polls another node
            await asyncio.sleep(0.01)


async def test_rights_change_at_once_on_every_node(
    store: Store, studio: Studio, module_database: Database
) -> None:
    other = await Store.open(module_database.url)
    assert await sees(other, studio.bruno) == await sees(store, studio.bruno) == {studio.gamma}
    async with store.writing(SYSTEM, cause="test.grant") as unit:
        key = await grant(unit, studio.bruno, studio.alfa, "read")
    assert await sees(store, studio.bruno) == {studio.alfa, studio.gamma}, "here: at once"
    await until_sees(other, studio.bruno, {studio.alfa, studio.gamma})
    async with store.writing(SYSTEM, cause="test.revoke") as unit:
        await unit.delete(GRANT, key, 1)
    await until_sees(other, studio.bruno, {studio.gamma})
    await other.close()


async def test_who_is_disabled_or_unknown_is_not_let_in(store: Store, studio: Studio) -> None:
    async with store.writing(SYSTEM, cause="test.disable") as unit:
        await unit.update(USER, studio.anna.user_id, 1, {"active": False})
    for who in (studio.anna, Principal(new_id(), Role.ADMIN)):
        with pytest.raises(NotAuthenticated):
            await store.reach_of(who)


async def test_the_role_is_the_one_the_database_knows(store: Store, studio: Studio) -> None:
    """A principal made before a change of role, or forged, sees no more than its user may."""
    forged = Principal(studio.anna.user_id, Role.ADMIN)
    assert await sees(store, forged) == {studio.alfa, studio.beta}
    with pytest.raises(YtefasError):
        await attempted(store, forged, lambda unit: make_user(unit, Role.ADMIN))


@pytest.mark.parametrize(
    ("condition", "index"),
    [
        ("words @@ to_tsquery('simple', 'fond:*')", "ix_site_words"),
        ("name_lower ^@ 'fond'", "ix_site_name_lower_id"),
    ],
)
async def test_indexes_serve_searches_under_row_level_security(
    condition: str, index: str, database: Database
) -> None:
    """Only conditions that are leakproof reach an index; set-up marks the one that is not."""
    connection = await asyncpg.connect(database.superuser_url)
    try:
        await connection.execute(
            "DROP INDEX ix_site_customer_id_name_lower_id, ix_site_customer_id_code_lower_id;"
            "ALTER TABLE site DROP CONSTRAINT uq_site_customer_id_code,"
            " DROP CONSTRAINT uq_site_customer_id_id CASCADE;"
            f"BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL ROLE {APP}"
        )
        plan = await connection.fetch(f"EXPLAIN SELECT id FROM site WHERE {condition}")  # noqa: S608 - from above
    finally:
        await connection.close()
    assert index in "\n".join(row[0] for row in plan)


def test_scratch_leaves_no_trace() -> None:
    with scratch_table():
        pass
    assert "scratch" not in base.metadata.tables
    assert MetaData().tables == {}
