"""What everybody may do with what is his customer's, and with what is the whole studio's.

Every source, every person, the four things that can be done to a record: what happens is held
against the words of the table (`read`, `write`, `create`, `delete`), read here by a ladder of our
own, and for who is limited to a site against where it says its rows are (`schema/sited.py`); all
that is alfa's own is at his site here. Each attempt is undone. Asked where the writes of every
screen, import and call meet (`store/source/write.py`), in the world as it is served: rights are no
matter of layers.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson
import pytest
from sqlalchemy import Table, select

from schema.base import Needs, Scope, entity_of, field_of, sources, tables
from schema.sited import At, NamedBy, OfRecord
from tests.matrix.world import PEOPLE, Kind, World
from tests.support.everything import TOGETHER, plain_value, texts
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
        if kind.limited and doing == "create" and not takes(table):
            return False
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


def takes(table: Table) -> bool:
    """Tell whether a table takes a new row of who is limited, if it says that it is at his site."""
    match entity_of(table).site:
        case At(columns=columns):
            return columns != ("id",)  # a new site is none of his
        case NamedBy(maker=maker):
            return maker  # nothing names a new row yet
        case rule:
            return isinstance(rule, OfRecord)


def given(world: World, table: Table, *, placed: bool = True) -> dict[str, Any]:
    """Give what a new record is made of, referring to what is alfa's and the studio's."""
    values: dict[str, Any] = {}
    rule = entity_of(table).site
    places = rule.columns if isinstance(rule, At) and placed else ()
    for column in table.columns:
        facts = field_of(column)
        wanted = (facts.required and not facts.readonly) or column.name in places
        if column.name == "customer_id" or (wanted and column.name != "id"):
            link = column.info.get("link")
            key = world.own.get(link[1]) if link else None
            values[str(column.name)] = str(key) if key else plain_value(column, "Z")
    together = TOGETHER.get(table.name, {})
    values |= {name: value for name, value in together.items() if name in values}
    if isinstance(rule, OfRecord):
        values |= {rule.source: "org.sites", rule.key: world.own["site"]}
    plain: dict[str, Any] = orjson.loads(orjson.dumps(values, default=str))
    return plain


class UndoneError(Exception):
    """Leaves everything as it was."""


async def attempt(
    world: World, who: str, doing: str, source: Source, *, placed: bool = True
) -> str:
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
            await do(world, unit, doing, source, key, placed=placed)
            await unit.settle()
            raise UndoneError  # noqa: TRY301 - so that nothing of it stays
    except UndoneError:
        return "done"
    except (Denied, NotFound):
        return "refused"
    except YtefasError:
        return "invalid"  # not done, for another reason: an unknown reference, say


async def do(
    world: World, unit: Unit, doing: str, source: Source, key: str, *, placed: bool
) -> None:
    table = source.table
    match doing:
        case "create":
            await write.create(source, unit, given(world, table, placed=placed))
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
            if await attempt(whole, who, doing, known[name]) == never:
                wrong.append(f"{who} {doing} {name}: {never}")
    assert wrong == []


async def test_who_is_limited_makes_nothing_of_the_whole_customer(whole: World) -> None:
    """What may be at no site in particular is the whole customer's, if it is at none."""
    known = whole.house.running.hub.sources
    wide = [name for name in ASKED if isinstance(rule := entity_of(known[name].table).site, At)
            and rule.wide]  # fmt: skip
    assert wide
    for name in wide:
        assert await attempt(whole, "lia", "create", known[name]) == "done", name
        # Some are somewhere by a rule of their own, for everybody: then it is invalid.
        said = await attempt(whole, "lia", "create", known[name], placed=False)
        other = await attempt(whole, "anna", "create", known[name], placed=False)
        assert said == ("refused" if other == "done" else other), name


async def test_a_customers_users_read_of_the_library_what_is_said_of_a_customer(
    whole: World,
) -> None:
    """Names of types, through a reference; not the hazards, measures and lists of the studio."""
    known = whole.house.running.hub.sources
    named = {
        link[1]
        for table in tables().values()
        if entity_of(table).scope is Scope.CUSTOMER
        for column in table.columns
        if (link := column.info.get("link"))
    }
    library = [name for name in ASKED if name.startswith("lib.")]
    expected = {name: "done" if known[name].table.name in named else "refused" for name in library}
    assert set(expected.values()) == {"done", "refused"}
    for who in ("carla", "zeno"):
        assert {name: await attempt(whole, who, "read", known[name]) for name in library} == (
            expected
        ), who


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
