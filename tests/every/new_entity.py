"""An entity that is one file and a generated migration, used like any other.

Not imported by the test run: `test_new_entity.py` copies the tree, adds the file, generates the
migration, and runs this module in the copy, with the database's URLs as arguments.
"""

import asyncio
import sys
from uuid import uuid4

import asyncpg

from schema.base import entity_of, sources, tables
from tests.every.test_every_table import CHECKS, misnamed, undescribed
from tests.support.factories.customer import make_customer
from tests.support.factories.site import make_site
from tests.support.identity import PASSWORD
from tests.support.visitor import Visitor, visiting
from ytefas.assembly import node as assembly_node, stored as assembly_stored
from ytefas.errors import NotFound, YtefasError
from ytefas.rules.access import LEVELS, Role
from ytefas.settings import Settings
from ytefas.store import migrate
from ytefas.store.identity.accounts import NewUser
from ytefas.store.isolation import SYSTEM

SOURCE = "plant.machines"
ADA, BRUNO = "ada@studio.test", "bruno@studio.test"


async def use(place: migrate.Place) -> None:
    """Let Ada list, create, refer, search and edit; Bruno, of another customer, sees nothing."""
    async with (
        assembly_stored.stored(place, Settings(port=0)) as parts,
        assembly_node.serving(Settings(port=0), parts) as node,
    ):
        async with parts.store.writing(SYSTEM, cause="test.setup") as unit:
            customer, foreign = await make_customer(unit), await make_customer(unit)
            site = await make_site(unit, customer)
        accounts = parts.identity.accounts
        for email, seen in ((ADA, customer), (BRUNO, foreign)):
            new = NewUser(email, "Name", "Surname", Role.CONSULTANT, "it", PASSWORD)
            person = await accounts.create_user(new, acting=SYSTEM)
            await accounts.grant(person.id, seen, LEVELS["edit"], acting=SYSTEM)
        async with (
            visiting(node.url, ADA, PASSWORD) as ada,
            visiting(node.url, ADA, PASSWORD) as colleague,
            visiting(node.url, BRUNO, PASSWORD) as bruno,
        ):
            await _work(ada, colleague, bruno, {"customer_id": str(customer), "site_id": str(site)})


async def _work(ada: Visitor, colleague: Visitor, bruno: Visitor, place: dict[str, str]) -> None:
    lists = [(await who.open("view", SOURCE)).cursors for who in (ada, colleague, bruno)]
    mine, theirs, outside = (next(iter(cursors.values())) for cursors in lists)
    described = (await ada.open("create", SOURCE)).offer["cursors"].popitem()[1]["source"]
    assert described["label"] == "Macchina"
    kinds = {field["name"]: field for field in described["fields"]}
    assert kinds["kind"]["choices"] == [["fixed", "Fissa"], ["mobile", "Mobile"]]
    assert kinds["site_id"]["reference"] == "org.sites"

    new = {**place, "name": "Pressa idraulica", "kind": "fixed"}
    made = await mine.remote.create(new, str(uuid4()))
    await theirs.until(lambda it: it.keys == [made["key"]])
    await mine.save(made["key"], 1, name="Pressa eccentrica", notes="fermo di emergenza")
    name = theirs.columns.index("name")
    await theirs.until(lambda it: [row[name] for row in it.rows] == ["Pressa eccentrica"])
    await theirs.remote.query({"words": "idraulica"})
    await theirs.until(lambda it: it.keys == [])
    await theirs.remote.query({"words": "emerg"})
    await theirs.until(lambda it: it.keys == [made["key"]])
    await mine.until(lambda it: it.keys == [made["key"]])

    for wrong in ({**new, "kind": "flying"}, {**new, "site_id": str(uuid4())}, {**new, "name": ""}):
        try:
            await mine.remote.create(wrong, str(uuid4()))
        except YtefasError as refused:
            assert refused.code == "invalid_fields", refused  # noqa: PT017 - no pytest in here
        else:
            raise AssertionError(wrong)
    assert outside.keys == []
    try:
        await outside.save(made["key"], 2, name="mine")
    except NotFound:
        return
    raise AssertionError("a foreign machine was there")


async def check(superuser_url: str) -> None:
    """Hold the table to everything that every table must have."""
    table = tables()["machine"]
    assert sources()[SOURCE] is table
    assert undescribed(table) == []
    assert misnamed({"machine": table}) == []
    assert entity_of(table).feed
    connection = await asyncpg.connect(superuser_url)
    try:
        for one in CHECKS:
            assert await one(connection) == [], one.__name__
    finally:
        await connection.close()


async def main(url: str, superuser_url: str) -> None:
    place = migrate.At(url, superuser_url)
    await use(place)
    assert await migrate.differences(place) == []
    await check(superuser_url)
    print("as every other")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
