"""The audit says who changed what, once; hides secrets; and shows when it was touched."""

import asyncio
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import select

from schema.base import new_id, tables
from tests.support.factories.site import make_site
from tests.support.studio import Studio
from ytefas.errors import NotFound
from ytefas.rules.access import STUDIO
from ytefas.store.audit import verify_chain
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM

AUDIT, SITE, USER = (tables()[name] for name in ("audit_event", "site", "app_user"))


async def events(store: Store, customer: UUID, key: UUID | None = None) -> list[dict[str, Any]]:
    found = select(AUDIT).where(AUDIT.c.customer_id == customer).order_by(AUDIT.c.position)
    if key is not None:
        found = found.where(AUDIT.c.entity_id == key)
    async with store.reading(SYSTEM) as reading:
        return [dict(row) for row in await reading.fetch(found)]


async def test_every_change_is_one_event_with_its_values(store: Store, studio: Studio) -> None:
    async with store.writing(studio.anna, cause="site.create") as unit:
        key = await make_site(unit, studio.alfa, code="A1", name="Forno")
    async with store.writing(studio.anna, cause="site.save") as unit:
        await unit.update(
            SITE, key, 1, {"name": "Forno 2", "floors": 3, "address": {"city": "Lodi"}}
        )
    async with store.writing(studio.anna, cause="site.delete") as unit:
        await unit.delete(SITE, key, 2)
    created, updated, deleted = await events(store, studio.alfa, key)
    assert created["diff"] == {
        "code": [None, "A1"], "name": [None, "Forno"], "kind": [None, "production_unit"],
        "address": [None, {}], "customer_id": [None, str(studio.alfa)],
    }  # fmt: skip
    assert updated["diff"] == {
        "name": ["Forno", "Forno 2"], "floors": [None, 3], "address": [{}, {"city": "Lodi"}],
    }  # fmt: skip
    assert deleted["diff"]["name"] == ["Forno 2", None]
    for event, action, version in (
        (created, "create", 1), (updated, "update", 2), (deleted, "delete", None)
    ):  # fmt: skip
        assert (event["action"], event["row_version"]) == (action, version)
        assert event["cause"] == {"create": "site.create", "update": "site.save"}.get(
            action, "site.delete"
        )
        assert (event["user_id"], event["ip"]) == (studio.anna.user_id, "192.0.2.7")


async def test_secrets_are_masked(store: Store, studio: Studio) -> None:
    async with store.writing(SYSTEM, cause="user.password") as unit:
        await unit.update(USER, studio.anna.user_id, 1, {"password_hash": "$argon2id$secret"})
    *_, event = await events(store, STUDIO, studio.anna.user_id)
    assert event["diff"] == {"password_hash": "masked"}
    assert "argon2" not in str(await events(store, STUDIO))


async def test_what_is_quiet_is_neither_audited_nor_told(store: Store, studio: Studio) -> None:
    before = await events(store, STUDIO)
    async with store.writing(SYSTEM, cause="user.seen") as unit:
        seen = USER.update().where(USER.c.id == studio.anna.user_id)
        await unit.fetch(seen.values(last_login_at=USER.c.created_at))
    assert await events(store, STUDIO) == before


async def test_a_rolled_back_change_leaves_no_event(store: Store, studio: Studio) -> None:
    before = await events(store, studio.alfa)

    async def change_and_fail() -> None:
        async with store.writing(studio.anna, cause="site.save") as unit:
            await make_site(unit, studio.alfa)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await change_and_fail()
    assert await events(store, studio.alfa) == before


async def test_notes_are_events_too_but_only_of_ones_own_customers(
    store: Store, studio: Studio
) -> None:
    async with store.writing(studio.anna, cause="report.export") as unit:
        await unit.note("export", customer=studio.alfa, entity="site", key=studio.alfa_site, rows=3)
    *_, event = await events(store, studio.alfa)
    assert (event["action"], event["diff"]) == ("export", {"rows": 3})
    async with store.writing(SYSTEM, cause="login.failed") as unit:
        await unit.note("login_failed", customer=STUDIO, entity="app_user", email="x@y.example")
    *_, event = await events(store, STUDIO)
    assert (event["action"], event["entity_id"]) == ("login_failed", None)
    for customer in (studio.gamma, STUDIO):
        with pytest.raises(NotFound):
            await note(store, studio, customer)


async def note(store: Store, studio: Studio, customer: UUID) -> None:
    async with store.writing(studio.anna, cause="report.export") as unit:
        await unit.note("export", customer=customer, entity="site")


async def chain_of(store: Store, customer: UUID) -> tuple[int, int | None]:
    async with store.reading(SYSTEM) as reading:
        verdict = await verify_chain(reading, customer)
    return verdict.events, verdict.broken_at


async def test_the_chain_holds_under_concurrent_writers(store: Store, studio: Studio) -> None:
    async def write(number: int) -> None:
        async with store.writing(SYSTEM, cause="site.create") as unit:
            for _ in range(1 + number % 3):
                await make_site(unit, studio.alfa)

    await asyncio.gather(*(write(number) for number in range(40)))
    stored = await events(store, studio.alfa)
    assert [event["position"] for event in stored] == list(range(1, len(stored) + 1))
    assert await chain_of(store, studio.alfa) == (len(stored), None)
    assert (await chain_of(store, new_id())) == (0, None)


@pytest.mark.parametrize(
    ("tampering", "broken_at"),
    [
        ("UPDATE audit_event SET cause = 'nothing' WHERE position = 3", 3),
        ("UPDATE audit_event SET diff = diff || '{\"x\": 1}' WHERE position = 2", 2),
        ("UPDATE audit_event SET at = at - interval '1 day' WHERE position = 3", 3),
        ("UPDATE audit_event SET position = -position WHERE position = 3", 4),
        ("DELETE FROM audit_event WHERE position = 4", 5),
        ("DELETE FROM audit_event WHERE position = 6", 6),
    ],
)
async def test_touching_the_audit_breaks_the_chain(
    tampering: str, broken_at: int, store: Store, studio: Studio, module_database: Database
) -> None:
    async with store.writing(SYSTEM, cause="site.create") as unit:
        for _ in range(3):
            await make_site(unit, studio.alfa)
    assert await chain_of(store, studio.alfa) == (6, None)
    superuser = await asyncpg.connect(module_database.superuser_url)
    try:
        await superuser.execute(f"{tampering} AND customer_id = $1", studio.alfa)
    finally:
        await superuser.close()
    assert (await chain_of(store, studio.alfa))[1] == broken_at


async def test_events_past_their_retention_do_not_break_the_chain(
    store: Store, studio: Studio, module_database: Database
) -> None:
    superuser = await asyncpg.connect(module_database.superuser_url)
    try:
        await superuser.execute(
            "DELETE FROM audit_event WHERE customer_id = $1 AND position <= 2", studio.alfa
        )
    finally:
        await superuser.close()
    assert await chain_of(store, studio.alfa) == (1, None)
