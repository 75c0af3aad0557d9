"""Two customers, and one person of every kind; all that is beta's carries a canary.

Anna manages alfa, Bruno has no customer, Carla is a user of alfa, Lia is limited to one of alfa's
sites, Eva's grant has ended. Beta has a row in every table that customers own, the canary in every
text of it: it is foreign to all of them and must not exist for them. What alfa has at its other
site carries another canary, and must not exist for Lia; alfa itself must not for Eva.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import orjson

from schema.base import Scope, tables
from tests.support.everything import fill, owned
from tests.support.node import House, node_on
from tests.support.visitor import Visitor
from ytefas.assembly.stored import Bounds
from ytefas.rules.access import Role
from ytefas.rules.login import Person
from ytefas.store.embedded.server import Database
from ytefas.store.engine import StoreSettings
from ytefas.store.isolation import SYSTEM
from ytefas.store.reach import here_and_now
from ytefas.store.sites import is_placed
from ytefas.store.source.source import Source, discover
from ytefas.wire.limits import Limits

CANARY = "CANARYB7F3"
ELSEWHERE = "CANARYS9D2"  # at the site of alfa that Lia does not see
KINDS = ("own", "foreign", "absent", "malformed")
STRANGERS = ("anna", "bruno", "carla", "lia", "eva")
# Every source whose rows belong to somebody: a new table is asked without a word here.
SOURCES = tuple(
    sorted(
        name
        for name, source in discover().items()
        if source.entity.scope not in {Scope.STUDIO, Scope.PLATFORM}
    )
)
LAYERS = ("both", "policies alone", "filters alone")
PLENTY = Limits(calls=10**6, messages=10**6, concurrent_calls=1000)


@dataclass
class World:
    """A node with its people; `keys[source][kind]` names a record."""

    house: House
    people: dict[str, Person]
    visitors: dict[str, Visitor]
    keys: dict[str, dict[str, str]]
    layers: str = "both"
    filtered: bool = True
    heard: dict[str, list[str]] = field(default_factory=dict)

    def key(self, source: str, kind: str) -> str:
        return self.keys[source][kind]

    def leaks(self) -> Iterator[str]:
        """Name whoever was told anything of beta's; administrators may."""
        for name, frames in self.heard.items():
            for frame in frames:
                if any(canary in frame.lower() for canary in self.hidden_from(name)):
                    yield f"{name} heard {frame[:300]}"

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
    settings = StoreSettings(application_filters=filtered)
    bounds = Bounds(wire=PLENTY)
    if layers in {"filters alone", "none"}:
        await without_policies(database)
    async with node_on(
        database.url, store_settings=settings, sources=known, bounds=bounds
    ) as house:
        world = await _peopled(house)
        world.layers, world.filtered = layers, filtered
        yield world


async def without_policies(database: Database) -> None:
    owner = await asyncpg.connect(database.url)
    try:
        for name in tables():
            await owner.execute(f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY")
    finally:
        await owner.close()


async def _peopled(house: House) -> World:
    alfa = await house.customer(legal_name="Alfa Srl")
    beta = await house.customer(
        legal_name=f"{CANARY} Srl", trade_name=CANARY, vat=CANARY, tax_code=CANARY, pec=CANARY,
        notes=CANARY, ccnl=CANARY, email=CANARY, phone=CANARY, legal_address={"street": CANARY},
    )  # fmt: skip
    own_site = await house.site(alfa, name="Fonderia")
    site = await house.site(beta, name=CANARY, code=CANARY, address={"street": CANARY})
    own_department = await house.department(alfa, own_site, name="Forni")
    department = await house.department(beta, site, name=CANARY, code=CANARY, description=CANARY)
    people = {
        "admin": await house.hire(Role.ADMIN),
        "anna": await house.hire(),
        "bruno": await house.hire(),
        "carla": await house.hire(Role.CUSTOMER_USER),
        "lia": await house.hire(),
        "eva": await house.hire(),
        "dario": await house.hire(
            Role.CUSTOMER_USER, name=CANARY, surname=CANARY, email=f"{CANARY.lower()}@beta.test"
        ),
    }
    other_site = await house.site(alfa, name=ELSEWHERE, code=ELSEWHERE)
    await house.grant(people["anna"], alfa, "manage")
    await house.grant(people["carla"], alfa, "read")
    await house.grant(people["dario"], beta, "read")
    await _limit(house, people, alfa, own_site)
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
    own["app_user"] = people["carla"].id
    world = World(house, people, {}, {
        name: {**_named(own[source.table.name], foreign[source.table.name]),
               "elsewhere": str(there.get(source.table.name, uuid4()))}
        for name, source in house.running.hub.sources.items() if source.table.name in foreign
    })  # fmt: skip
    for name in ("admin", *STRANGERS, "dario"):
        world.visitors[name] = await _listening(world, name)
    logins = {name: await _login_of(world.visitors[name]) for name in ("anna", "dario")}
    world.keys["auth.sessions"] = _named(logins["anna"], logins["dario"])
    world.keys["auth.tokens"] = _named(uuid4(), uuid4())
    world.keys["session"] = {
        "own": world.visitors["anna"].client.session["id"],
        "foreign": world.visitors["dario"].client.session["id"],
        "absent": uuid4().hex,
        "malformed": "no session",
    }
    return world


async def _listening(world: World, name: str) -> Visitor:
    visitor = await world.house.visit(world.people[name])
    frames: list[str] = []
    if name not in {"admin", "dario"}:
        world.heard[name] = frames
    visitor.wire.witness = lambda way, message: (
        frames.append(orjson.dumps(message).decode()) if way == "came" else None
    )
    await visitor.shows("desktop")
    return visitor


async def _limit(house: House, people: Mapping[str, Person], alfa: UUID, site: UUID) -> None:
    grants = tables()["customer_grant"]
    past = here_and_now().date() - timedelta(days=1)
    async with house.store.writing(SYSTEM, cause="test.setup") as unit:
        for name, limits in (("lia", {"site_ids": [site]}), ("eva", {"valid_to": past})):
            await unit.insert(grants, {
                "customer_id": alfa, "user_id": people[name].id, "level": "edit", **limits,
            })  # fmt: skip


async def _grant_of(house: House, user: UUID) -> UUID:
    grants = Source(tables()["customer_grant"])
    async with house.store.reading(SYSTEM) as reading:
        query = grants.parse(
            {"filter": ["user_id", "eq", str(user)]}, reading.acting, reading.reach
        )
        return UUID((await grants.window(reading, query, 0, 1)).keys[0])


async def _login_of(visitor: Visitor) -> str:
    async with visitor.browser.http.get(f"{visitor.browser.url}/auth/me") as answer:
        return str((await answer.json())["login"]["id"])


def _named(own: object, foreign: object) -> dict[str, str]:
    return {"own": str(own), "foreign": str(foreign), "absent": str(uuid4()), "malformed": "no key"}


def plain(answer: Any, key: str) -> str:
    """Say an answer without what differs from one asking to the next."""
    text = orjson.dumps(answer, default=str, option=orjson.OPT_SORT_KEYS).decode()
    return text.replace(key, "<key>")


Answers = Mapping[str, str]
