"""A request that is sent again has the effect and the answer of the first time."""

import asyncio
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import func, select

from schema.base import new_id, tables
from tests.support.factories.site import make_site
from tests.support.studio import Studio
from ytefas.errors import Invalid, YtefasError
from ytefas.rules.access import Principal
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.unit import Unit

SITE = tables()["site"]


async def count(store: Store, customer: UUID) -> int:
    async with store.reading(SYSTEM) as reading:
        found: int = await reading.fetch_value(
            select(func.count()).select_from(SITE).where(SITE.c.customer_id == customer)
        )
    return found


async def ask(
    store: Store, studio: Studio, key: UUID, *, who: Principal | None = None, name: str = "Una"
) -> dict[str, str]:
    async def effect(unit: Unit) -> dict[str, str]:
        await asyncio.sleep(0)
        return {"key": str(await make_site(unit, studio.alfa, name=name))}

    return await store.once(
        who or studio.anna, effect, cause="site.create", key=key, request={"name": name}
    )


async def test_the_same_key_has_one_effect_and_one_answer(store: Store, studio: Studio) -> None:
    before, key = await count(store, studio.alfa), new_id()
    first = await ask(store, studio, key)
    assert [await ask(store, studio, key) for _ in range(3)] == [first] * 3
    assert await count(store, studio.alfa) == before + 1


async def test_sent_twice_at_once_it_happens_once(store: Store, studio: Studio) -> None:
    before, key = await count(store, studio.alfa), new_id()
    answers = await asyncio.gather(*(ask(store, studio, key) for _ in range(5)))
    assert len({answer["key"] for answer in answers}) == 1
    assert await count(store, studio.alfa) == before + 1


async def test_a_key_belongs_to_one_request(store: Store, studio: Studio) -> None:
    key = new_id()
    _ = await ask(store, studio, key)
    with pytest.raises(Invalid) as refused:
        _ = await ask(store, studio, key, name="Altra")
    assert refused.value.fields["reason"] == "idempotency_key_reused"


async def test_a_key_belongs_to_one_user(store: Store, studio: Studio) -> None:
    before, key = await count(store, studio.alfa), new_id()
    anna, admin = await ask(store, studio, key), await ask(store, studio, key, who=studio.admin)
    assert anna != admin
    assert await count(store, studio.alfa) == before + 2


async def test_a_request_that_failed_may_be_tried_again(store: Store, studio: Studio) -> None:
    key = new_id()

    async def fail(unit: Unit) -> None:
        await make_site(unit, studio.gamma)

    with pytest.raises(YtefasError):
        await store.once(studio.anna, fail, cause="site.create", key=key, request={"name": "Una"})
    assert await ask(store, studio, key)


async def test_old_answers_are_forgotten_in_steps_and_new_ones_kept(
    store: Store, studio: Studio, module_database: Database
) -> None:
    old, fresh = new_id(), new_id()
    _ = await ask(store, studio, old)
    superuser = await asyncpg.connect(module_database.superuser_url)
    yesterday = UUID(int=new_id().int - (25 * 3_600_000 << 80))
    await superuser.execute("UPDATE idempotency_key SET id = $2 WHERE key = $1", old, yesterday)
    await superuser.execute(
        "INSERT INTO idempotency_key (id, user_id, key, cause, request_hash, created_by,"
        " updated_by, row_version) SELECT overlay($1::text placing lpad(to_hex(n), 12, '0') from 25"
        " for 12)::uuid, $2, gen_random_uuid(), 'test', '', $2, $2, 1"
        " FROM generate_series(1, 2500) n", str(yesterday), studio.anna.user_id,
    )  # fmt: skip
    _ = await ask(store, studio, fresh)
    assert await store.forget_old() == 2501
    kept = await superuser.fetch("SELECT key FROM idempotency_key")
    await superuser.close()
    keys = {row["key"] for row in kept}
    assert fresh in keys
    assert old not in keys


async def test_the_program_itself_has_no_keys(store: Store, studio: Studio) -> None:
    with pytest.raises(ValueError, match="for"):
        _ = await ask(store, studio, new_id(), who=SYSTEM)
