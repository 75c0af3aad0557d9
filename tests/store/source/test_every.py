"""Every declared source, for every role: described, read, counted, grouped and searched."""

from collections.abc import AsyncIterator

import orjson
import pytest
import pytest_asyncio

from tests.support.factories.user import grant, make_user
from tests.support.studio import Studio, make_studio
from ytefas.errors import Denied
from ytefas.rules.access import Principal, Role
from ytefas.store.embedded.server import Database
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.query.query import operators
from ytefas.store.source.describe import describe
from ytefas.store.source.source import Source, discover
from ytefas.store.source.write import blank
from ytefas.store.unit import Reading

EVERY = discover()


@pytest_asyncio.fixture(scope="module")
async def town(module_database: Database) -> AsyncIterator[tuple[Store, Studio, Principal]]:
    store = await Store.open(module_database.url)
    try:
        studio = await make_studio(store)
        async with store.writing(SYSTEM, cause="test.setup") as unit:
            guest = await make_user(unit, Role.CUSTOMER_USER)
            await grant(unit, guest, studio.alfa, "actions_only")
        yield store, studio, guest
    finally:
        await store.close()


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("role", ["admin", "consultant", "guest"])
async def test_every_source_answers_every_role(
    town: tuple[Store, Studio, Principal], name: str, role: str
) -> None:
    store, studio, guest = town
    acting = {"admin": studio.admin, "consultant": studio.anna, "guest": guest}[role]
    async with store.reading(acting) as reading:
        try:
            EVERY[name].sight(reading.acting, reading.reach)
        except Denied:
            assert role != "admin"
            return
        await _asked(EVERY[name], reading)


async def _asked(source: Source, reading: Reading) -> None:
    told = describe(source, reading.acting, reading.reach)
    assert orjson.loads(orjson.dumps(told)) == told
    orjson.dumps(blank(source, reading, {}))
    sight = source.sight(reading.acting, reading.reach)
    requests: list[dict[str, object]] = [{}]
    if sight.has_words:
        requests.append({"words": "officine -segreto"})
    for field in sight.fields.values():
        if field.sorts:
            requests += [{"sort": [[field.name, "desc"]]}, {"group": [field.name]}]
        if "null" in operators(field):
            requests.append({"filter": {"not": [field.name, "null"]}})
        if "starts" in operators(field):
            requests.append({"filter": [field.name, "starts", "O"]})
    for request in requests:
        query = source.parse(request, reading.acting, reading.reach)
        window = await source.window(reading, query, 0, 100)
        assert orjson.loads(orjson.dumps(window.rows)) == [list(row) for row in window.rows]
        assert (await source.count(reading, query)).n == len(window.rows)
