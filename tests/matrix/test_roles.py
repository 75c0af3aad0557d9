"""What everybody may do with what is his customer's, and with what is the whole studio's.

Every source, every person, the four things that can be done to a record: what happens is held
against the words of the table (`read`, `write`, `create`, `delete`), read here by a ladder of our
own. Each attempt is undone. Asked where the writes of every screen, import and call meet
(`store/source/write.py`), in the world as it is served: rights are no matter of layers.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson
import pytest
from sqlalchemy import Table, select

from schema.base import Needs, Scope, entity_of, field_of, sources, tables
from tests.matrix.world import PEOPLE, Kind, World
from tests.support.everything import plain_value, texts
from ytefas.errors import Denied, NotFound, YtefasError
from ytefas.rules.access import Principal, Role
from ytefas.store.isolation import SYSTEM
from ytefas.store.sites import is_shown, is_whole
from ytefas.store.source import write
from ytefas.store.source.source import Source
from ytefas.store.unit import Unit

LADDER = ("read", "actions_only", "edit", "manage")
DOING = ("read", "create", "write", "delete")
ASKED = tuple(
    name
    for name, table in sorted(sources().items())
    if entity_of(table).scope in {Scope.CUSTOMER, Scope.SELF, Scope.STUDIO}
    and entity_of(table).read != "system"
)


def may(kind: Kind, doing: str, table: Table) -> bool:
    """Say what somebody may do to a row of alfa's, or of the studio's."""
    needs: Needs = getattr(entity_of(table), doing)
    if needs == "system" or (doing != "read" and kind.reads_only):
        return False
    if kind.role is Role.ADMIN:
        return True
    if needs in LADDER:
        level = level_of(kind, table)
        return level is not None and LADDER.index(level) >= LADDER.index(needs)
    staff = kind.role is Role.CONSULTANT
    return needs == "anyone" or (needs == "consultant" and staff)


def level_of(kind: Kind, table: Table) -> str | None:
    """Say what a grant is worth in a table: who is limited to sites reads what is of all."""
    if kind.ended or kind.level is None:
        return None
    if kind.limited and is_whole(table):
        return "read" if is_shown(table) else None
    return kind.level


def given(world: World, table: Table) -> dict[str, Any]:
    """Give what a new record is made of, referring to what is alfa's and the studio's."""
    values: dict[str, Any] = {}
    for column in table.columns:
        facts = field_of(column)
        if column.name == "customer_id" or (facts.required and not facts.readonly):
            link = column.info.get("link")
            key = world.own.get(link[1]) if link else None
            values[str(column.name)] = str(key) if key else plain_value(column, "Z")
    plain: dict[str, Any] = orjson.loads(orjson.dumps(values, default=str))
    return plain


class UndoneError(Exception):
    """Leaves everything as it was."""


async def attempt(world: World, who: str, doing: str, source: Source) -> str:
    """Do it, undo it, and say whether it was refused for who asked."""
    person, kind = world.people[who], PEOPLE[who]
    acting = Principal(person.id, person.role, reads_only=kind.reads_only)
    key = str(world.own[source.table.name])
    store = world.house.store
    try:
        if doing == "read":
            async with store.reading(acting) as reading:
                return "done" if await source.get(reading, [key]) else "refused"
        async with store.writing(acting, cause="test.role") as unit:
            await do(world, unit, doing, source, key)
            await unit.settle()
            raise UndoneError  # noqa: TRY301 - so that nothing of it stays
    except UndoneError:
        return "done"
    except (Denied, NotFound):
        return "refused"
    except YtefasError:
        return "invalid"  # not done, for another reason: an unknown reference, say


async def do(world: World, unit: Unit, doing: str, source: Source, key: str) -> None:
    table = source.table
    match doing:
        case "create":
            await write.create(source, unit, given(world, table))
        case "write":
            version = await unit.fetch_value(
                select(table.c.row_version).where(table.c.id == UUID(key))
            )
            changes: Mapping[str, Any] = dict.fromkeys(list(texts(table))[:1], "Z")
            await write.save(source, unit, key, version or 1, changes)
        case _:
            await write.delete(source, unit, key)


@pytest.mark.parametrize("who", PEOPLE)
async def test_everybody_may_do_what_the_table_says(whole: World, who: str) -> None:
    known = whole.house.running.hub.sources
    wrong = []
    for name in ASKED:
        for doing in DOING:
            never = "refused" if may(PEOPLE[who], doing, known[name].table) else "done"
            if PEOPLE[who].limited and never == "refused":
                continue  # depends on the site: proved where sites are
            if await attempt(whole, who, doing, known[name]) == never:
                wrong.append(f"{who} {doing} {name}: {never}")
    assert wrong == []


@pytest.mark.parametrize("who", [name for name, kind in PEOPLE.items()
                                 if kind.role is not Role.ADMIN])  # fmt: skip
async def test_only_administrators_write_the_library(whole: World, who: str) -> None:
    known = whole.house.running.hub.sources
    library = [name for name in ASKED if name.startswith("lib.")]
    assert library
    done = [
        (name, doing)
        for name in library
        for doing in ("create", "write", "delete")
        if await attempt(whole, who, doing, known[name]) == "done"
    ]
    assert done == []


async def test_no_declaration_is_forgotten(whole: World) -> None:
    assert set(ASKED) <= whole.house.running.hub.sources.keys()
    assert all(tables()[one.name] is one for one in map(sources().get, ASKED) if one is not None)
    async with whole.house.store.reading(SYSTEM) as reading:
        for name in ASKED:
            source = whole.house.running.hub.sources[name]
            key = str(whole.own[source.table.name])
            assert await source.get(reading, [key]), f"{name}: there is a row to ask about"
