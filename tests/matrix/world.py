"""Two customers, and one person of every kind; all that is beta's carries a canary.

PEOPLE are the columns of the matrix. Beta has a row in every table that customers own, the canary
in every text of it: it is foreign to all of them and must not exist for them. What alfa has at its
other site carries another canary, and must not exist for Lia, whose grant covers one site; alfa
itself must not for Eva, whose grant has ended.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import aiohttp
import asyncpg
import orjson
from aiohttp import web
from sqlalchemy import select

from schema.base import Scope, entity_of, tables
from tests.support.client import Client
from tests.support.everything import fill, furnish, owned
from tests.support.node import PLENTY, UNHURRIED, House, node_on
from tests.support.visitor import Browser, Visitor
from ytefas.assembly import node as assembly_node
from ytefas.assembly.stored import Bounds
from ytefas.rules.access import Principal, Role
from ytefas.rules.login import Person
from ytefas.store.embedded.server import Database
from ytefas.store.isolation import SYSTEM
from ytefas.store.reach import here_and_now
from ytefas.store.sites import is_placed
from ytefas.store.source.source import Source, discover
from ytefas.store.unit import Unit
from ytefas.web.application import build_application

CANARY = "CANARYB7F3"
ELSEWHERE = "CANARYS9D2"  # at the site of alfa that Lia does not see
KINDS = ("own", "foreign", "absent", "malformed")
ALONE = ("policies alone", "filters alone")
LAYERS = ("both", *ALONE)


@dataclass(frozen=True)
class Kind:
    """What somebody is in the studio, and what he was granted on alfa."""

    role: Role
    level: str | None = None
    here: bool = True  # has a session here; who is disabled never gets one (`test_routes`)
    limited: bool = False  # to one of alfa's sites
    ended: bool = False  # the grant was valid until yesterday
    reads_only: bool = False  # came in by a token that may write nothing


PEOPLE = {
    "admin": Kind(Role.ADMIN),
    "anna": Kind(Role.CONSULTANT, "manage"),
    "edda": Kind(Role.CONSULTANT, "edit"),
    "otto": Kind(Role.CONSULTANT, "actions_only"),
    "rosa": Kind(Role.CONSULTANT, "read"),
    "bruno": Kind(Role.CONSULTANT),
    "carla": Kind(Role.CUSTOMER_USER, "read"),
    "zeno": Kind(Role.CUSTOMER_USER, "edit"),
    "lia": Kind(Role.CONSULTANT, "edit", limited=True),
    "eva": Kind(Role.CONSULTANT, "edit", ended=True),
    "tina": Kind(Role.CONSULTANT, "manage", reads_only=True),
}
STRANGERS = tuple(name for name, kind in PEOPLE.items() if kind.role is not Role.ADMIN)


def owned_sources(known: Mapping[str, Source]) -> tuple[str, ...]:
    """Name every source whose rows are somebody's: a new table is asked without a word here."""
    return tuple(
        sorted(
            name
            for name, source in known.items()
            if entity_of(source.table).scope is not Scope.STUDIO and source.entity.read != "system"
        )
    )


SOURCES = owned_sources(discover())


@dataclass
class World:
    """A node with its people; `keys[source][kind]` names a record."""

    house: House
    people: dict[str, Person]
    visitors: dict[str, Visitor]
    keys: dict[str, dict[str, str]]
    layers: str = "both"
    database_url: str = ""
    site: web.Application = field(default_factory=web.Application)  # that is served
    filtered: bool = True
    leaked: list[str] = field(default_factory=list)
    own: dict[str, UUID] = field(default_factory=dict)  # alfa's and the studio's rows, by table

    def key(self, source: str, kind: str) -> str:
        return self.keys[source][kind]

    def routes(self) -> set[str]:
        """Name the routes that are served."""
        router = self.site.router
        return {
            f"{route.method} {route.resource.canonical if route.resource else ''}"
            for route in router.routes()
            if route.method != "HEAD"
        }

    def key_of_nothing(self) -> dict[str, str]:
        return {"absent": str(uuid4()), "malformed": "no key"}

    def hear(self, name: str, frame: str) -> None:
        """Note what somebody was told of beta's; administrators may be."""
        told = frame.lower()
        if any(canary in told for canary in self.hidden_from(name)):
            self.leaked.append(f"{name} heard {frame[:300]}")

    def unsighted(self) -> dict[str, Source]:
        """Make the sources anew, without the application's filter."""
        known = discover()
        for source in known.values():
            source.bounded = False
        return known

    def hidden_from(self, name: str) -> list[str]:
        """Name what somebody must not hear; sites are kept apart by the filters alone."""
        there = [ELSEWHERE.lower()] if name == "lia" and self.filtered else []
        return [CANARY.lower(), *there]


@asynccontextmanager
async def world_on(database: Database, layers: str) -> AsyncIterator[World]:
    """Serve a world whose rows are kept apart by these layers alone."""
    filtered = layers in {"both", "filters alone"}
    known = discover()  # with their joins: they are asked about foreign records, too
    for source in known.values():
        source.bounded = filtered
    settings = replace(UNHURRIED, application_filters=filtered)
    bounds = Bounds(wire=PLENTY)
    if layers == "filters alone":
        await without_policies(database)
    served: list[web.Application] = []

    def building(**parts: Any) -> web.Application:
        served.append(build_application(**parts))
        return served[0]

    async with AsyncExitStack() as stack:
        node = node_on(database.url, store_settings=settings, sources=known, bounds=bounds)
        with patch.object(assembly_node, "build_application", building):
            house = await stack.enter_async_context(node)
        yield await _peopled(house, World(
            house, {}, {}, {}, layers=layers, filtered=filtered,
            database_url=database.url, site=served[0],
        ))  # fmt: skip


async def without_policies(database: Database) -> None:
    owner = await asyncpg.connect(database.url)
    try:
        for name in tables():
            await owner.execute(f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY")
    finally:
        await owner.close()


async def _peopled(house: House, world: World) -> World:
    alfa = await house.customer(legal_name="Alfa Srl")
    beta = await house.customer(
        legal_name=f"{CANARY} Srl", trade_name=CANARY, vat=CANARY, tax_code=CANARY, pec=CANARY,
        notes=CANARY, ccnl=CANARY, email=CANARY, phone=CANARY, legal_address={"street": CANARY},
    )  # fmt: skip
    own_site = await house.site(alfa, name="Fonderia")
    site = await house.site(beta, name=CANARY, code=CANARY, address={"street": CANARY})
    own_department = await house.department(alfa, own_site, name="Forni")
    department = await house.department(beta, site, name=CANARY, code=CANARY, description=CANARY)
    people = {name: await house.hire(kind.role) for name, kind in PEOPLE.items()}
    people["dario"] = await house.hire(
        Role.CUSTOMER_USER, name=CANARY, surname=CANARY, email=f"{CANARY.lower()}@beta.test"
    )
    other_site = await house.site(alfa, name=ELSEWHERE, code=ELSEWHERE)
    await house.grant(people["dario"], beta, "read")
    await _granted(house, people, alfa, own_site)
    own_grant, grant = [await _grant_of(house, people[one].id) for one in ("anna", "dario")]
    async with house.store.writing(SYSTEM, cause="test.setup") as unit:
        here = {"site": own_site, "department": own_department, "customer_grant": own_grant}
        own = await fill(unit, alfa, "Proprio", people["anna"].id, made=here)
        placed = {one.name for one in owned() if is_placed(one)}
        shared = {name: key for name, key in own.items() if name not in placed}
        there = await fill(unit, alfa, ELSEWHERE, people["anna"].id,
                           made={**shared, "site": other_site})  # fmt: skip
        its = {"site": site, "department": department, "customer_grant": grant}
        foreign = await fill(unit, beta, CANARY, people["dario"].id, made=its)
        furnished = await furnish(unit, "Di tutti", people["anna"].id)
        happened = [await _event_of(unit, one) for one in (alfa, beta)]
    own["app_user"] = people["carla"].id
    own["audit_event"], foreign["audit_event"] = happened
    world.people, world.own = people, {**furnished, **own}
    world.keys = {
        name: {
            **_named(own[source.table.name], foreign[source.table.name]),
            "elsewhere": str(there.get(source.table.name, uuid4())),
        }
        for name, source in house.running.hub.sources.items()
        if source.table.name in foreign
    }
    for name in (*PEOPLE, "dario"):
        world.visitors[name] = await _listening(world, name)
    logins = {name: await _login_of(world.visitors[name]) for name in ("anna", "dario")}
    for name, source in house.running.hub.sources.items():
        if source.table.name == "login_session":
            world.keys[name] = _named(logins["anna"], logins["dario"])
        elif source.table.name == "api_token":
            world.keys[name] = _named(uuid4(), uuid4())
    world.keys["session"] = {
        "own": world.visitors["anna"].client.session["id"],
        "foreign": world.visitors["dario"].client.session["id"],
        "absent": uuid4().hex,
        "malformed": "no session",
    }
    return world


async def _listening(world: World, name: str) -> Visitor:
    visitor = await _let_in(world, name)
    if name not in {"admin", "dario"}:
        visitor.wire.witness = lambda way, message: (
            world.hear(name, orjson.dumps(message).decode()) if way == "came" else None
        )
    await visitor.shows("desktop")
    return visitor


async def _let_in(world: World, name: str) -> Visitor:
    """Let somebody log in, or come by a token that only reads."""
    house, person = world.house, world.people[name]
    if name not in PEOPLE or not PEOPLE[name].reads_only:
        return await house.visit(person)
    identity = house.running.stored.identity
    token = await identity.make_token(
        Principal(person.id, person.role), "matrix", reads_only=True, days=1
    )
    http = aiohttp.ClientSession(headers={"Authorization": f"Bearer {token}"})
    visitor = Visitor(Browser(http, house.url))
    house.guests.append(visitor)
    await visitor.connect()
    visitor.client = await Client.enter(visitor.connection)
    return visitor


async def _granted(house: House, people: Mapping[str, Person], alfa: UUID, site: UUID) -> None:
    grants = tables()["customer_grant"]
    past = here_and_now().date() - timedelta(days=1)
    async with house.store.writing(SYSTEM, cause="test.setup") as unit:
        for name, kind in PEOPLE.items():
            if kind.level is not None:
                await unit.insert(grants, {
                    "customer_id": alfa, "user_id": people[name].id, "level": kind.level,
                    **({"site_ids": [site]} if kind.limited else {}),
                    **({"valid_to": past} if kind.ended else {}),
                })  # fmt: skip


async def _grant_of(house: House, user: UUID) -> UUID:
    grants = Source(tables()["customer_grant"])
    async with house.store.reading(SYSTEM) as reading:
        query = grants.parse(
            {"filter": ["user_id", "eq", str(user)]}, reading.acting, reading.reach
        )
        return UUID((await grants.window(reading, query, 0, 1)).keys[0])


async def _event_of(unit: Unit, customer: UUID) -> UUID:
    """Take something that the audit says of a customer."""
    events = tables()["audit_event"]
    await unit.note("export", customer=customer, entity="site", said=CANARY)
    asked = select(events.c.id).where(events.c.customer_id == customer).limit(1)
    found: UUID = await unit.fetch_value(asked) or uuid4()
    return found


async def _login_of(visitor: Visitor) -> str:
    async with visitor.browser.http.get(f"{visitor.browser.url}/auth/me") as answer:
        return str((await answer.json())["login"]["id"])


def _named(own: object, foreign: object) -> dict[str, str]:
    return {"own": str(own), "foreign": str(foreign), "absent": str(uuid4()), "malformed": "no key"}


def plain(answer: Any, key: str) -> str:
    """Say an answer without what differs from one asking to the next."""
    text = orjson.dumps(answer, default=str, option=orjson.OPT_SORT_KEYS).decode()
    return text.replace(key, "<key>")
