"""Every call, route and address, by everybody, about own, foreign, absent and malformed records."""

import asyncio
from statistics import median
from time import perf_counter

import aiohttp
import asyncpg
import pytest
from aiohttp import web
from sqlalchemy import Table

from schema.base import Scope, entity_of, sources
from tests.matrix.cells import (
    ASKED_OF_JOBS,
    ASKED_OF_NOTHING,
    ASKED_OF_RECORDS,
    ASKED_OF_SESSIONS,
    Screen,
    complaints,
    outcome,
)
from tests.matrix.conftest import policy_gone
from tests.matrix.world import CANARY, KINDS, SOURCES, STRANGERS, World
from tests.support.visitor import PUBLISH, REGISTER, SUBSCRIBE, Wire
from ytefas.assembly.files import filing
from ytefas.errors import YtefasError
from ytefas.files.limits import FileLimits
from ytefas.imports.limits import ImportLimits
from ytefas.settings import Settings
from ytefas.store.imports.live import LiveImports
from ytefas.store.isolation import SYSTEM
from ytefas.store.jobs.parts import JobFiles
from ytefas.web.application import build_application
from ytefas.web.settings import WebSettings
from ytefas.wire.contract.calls import CALLS
from ytefas.words import words


def test_every_call_has_its_row() -> None:
    rows = [*ASKED_OF_RECORDS, *ASKED_OF_SESSIONS, *ASKED_OF_JOBS, *ASKED_OF_NOTHING]
    assert sorted(rows) == sorted(CALLS)
    owned_by_somebody = {name for name, table in sources().items() if is_owned(table)}
    assert owned_by_somebody <= set(SOURCES)


def is_owned(table: Table) -> bool:
    return entity_of(table).scope not in {Scope.STUDIO, Scope.PLATFORM}


def asker(source: str, layer: str) -> str:
    """Say who asks about a source: each layer alone must hold against Anna, both against all."""
    return STRANGERS[SOURCES.index(source) % len(STRANGERS)] if layer == "both" else "anna"


@pytest.mark.parametrize("source", SOURCES)
async def test_a_foreign_record_is_one_that_does_not_exist(
    world: World, source: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert await complaints(world, asker(source, world.layers), source) == []
    assert not list(world.leaks())
    assert CANARY not in caplog.text


# Sites are the application's. What every source answers is asked in `test_queries`.
@pytest.mark.parametrize(
    "source", ["org.sites", "org.departments", "org.persons", "org.equipment", "doc.comments"]
)
async def test_a_record_at_another_site_is_one_that_does_not_exist(
    world: World, source: str
) -> None:
    if world.layers == "both":
        assert await complaints(world, "lia", source, hidden="elsewhere") == []
        assert not list(world.leaks())


@pytest.mark.parametrize("source", ["org.customers", "org.sites", "org.persons", "doc.comments"])
async def test_a_grant_that_has_ended_shows_nothing(world: World, source: str) -> None:
    assert await complaints(world, "eva", source, hidden="own") == []


@pytest.mark.parametrize("source", SOURCES)
async def test_own_records_are_there(world: World, source: str) -> None:
    if source == "auth.tokens":
        return  # nobody has one
    screen = await Screen(world, world.visitors["anna"], source).open()
    key = world.key(source, "own")
    assert "<key>" in await outcome(ASKED_OF_RECORDS["CursorQuery"], screen, key)
    assert '"moved":true' in await outcome(ASKED_OF_RECORDS["CursorCurrent"], screen, key)
    for view in (screen.view, screen.pick):
        await view.controller.close()


@pytest.mark.parametrize("who", [*STRANGERS, "admin"])
@pytest.mark.parametrize("name", ASKED_OF_SESSIONS)
async def test_anothers_session_is_one_that_does_not_exist(
    world: World, who: str, name: str
) -> None:
    screen = Screen(world, world.visitors[who], "org.sites")
    said = {
        kind: await outcome(ASKED_OF_SESSIONS[name], screen, world.key("session", kind))
        for kind in KINDS
    }
    assert said["foreign"] == said["absent"], name
    assert world.key("session", "foreign") in world.house.running.sessions.directory.by_id


ADDRESSES = ("server", "server.1", "server.session_stop", "server.1.begin_intent",
             "server.1.user.query", "server.1.user.reset", "server.1.user.patch",
             "server.1.actions.logout.run", "client", "client.1.notice")  # fmt: skip
OTHERS = ("wamp.session.list", "wamp.session.kill", "wamp.registration.list", "ytefas.session",
          "ytefas.node", "ytefas", "")  # fmt: skip


@pytest.mark.parametrize("who", [*STRANGERS, "admin"])
async def test_no_address_but_ones_own(world: World, who: str) -> None:
    wire = world.visitors[who].wire
    for address in ADDRESSES:
        said = []
        for kind in ("foreign", "absent"):
            uri = f"ytefas.s.{world.key('session', kind)}.{address}"
            said.append([await refusal(wire, uri), await refusal(wire, uri + ".", "prefix")])
        assert said[0] == said[1], address
    for uri in OTHERS:
        for match in ("exact", "prefix", "wildcard"):
            assert all(code for code in await refusal(wire, uri, match)), (uri, match)


async def refusal(wire: Wire, uri: str, match: str = "exact") -> list[str]:
    """Try to hear, to answer and to speak at an address: how each of the three is refused."""
    codes = []
    options = {"match": match}
    for asked in ((SUBSCRIBE, options, uri), (REGISTER, options, uri),
                  (PUBLISH, {"acknowledge": True}, uri, ["x"])):  # fmt: skip
        try:
            async with asyncio.timeout(5):
                await wire.ask(*asked)
        except YtefasError as error:
            codes.append(error.code)
        else:
            codes.append("")
    assert all(codes), uri
    return codes


async def test_no_event_of_a_foreign_customer_arrives(world: World) -> None:
    screens = [
        await Screen(world, world.visitors[who], "org.sites").open() for who in ("anna", "carla")
    ]
    house = world.house
    async with house.store.writing(SYSTEM, cause="test.write") as unit:
        table = sources()["org.sites"]
        site = await unit.insert(
            table,
            {"customer_id": world.key("org.customers", "foreign"), "code": "E", "name": CANARY},
        )
        await unit.update(table, site, 1, {"name": f"{CANARY} 2"})
    async with house.store.writing(SYSTEM, cause="test.write") as unit:
        own = {"customer_id": world.key("org.customers", "own"), "code": "V", "name": "Visibile"}
        made = await unit.insert(sources()["org.sites"], own)
    for screen in screens:
        await screen.rows.until(lambda it: str(made) in it.keys)
        assert str(site) not in screen.rows.keys
    assert not list(world.leaks())


# -- the HTTP door

ROUTES = {
    "GET /auth/state": 200, "POST /auth/state": 200, "POST /auth/first-admin": 400,
    "POST /auth/login": 400, "POST /auth/logout": 204, "GET /auth/me": 401,
    "POST /auth/ticket": 401, "POST /auth/password": 401, "POST /auth/locale": 401,
    "GET /auth/tokens": 401, "POST /auth/tokens": 401, "DELETE /auth/tokens/{id}": 401,
    "GET /auth/logins": 401, "DELETE /auth/logins/{id}": 401, "DELETE /auth/logins": 401,
    "POST /auth/proof": 401, "POST /auth/email": 401, "POST /auth/invitations": 401,
    "GET /auth/policy": 401, "POST /auth/policy": 401,
    "GET /auth/second-factor": 401, "POST /auth/second-factor/begin": 401,
    "POST /auth/second-factor/confirm": 401, "POST /auth/second-factor/codes": 401,
    "POST /auth/second-factor/end": 401, "POST /auth/second-factor/reset": 401,
    "POST /auth/reset": 400, "POST /auth/reset/choice": 400, "POST /auth/reset/use": 400,
    "GET /files/{id}": 401, "POST /files": 401, "GET /attachments/{id}": 401,
    "POST /imports/{customer}/{target}": 401, "GET /imports/{customer}/{target}": 401,
    "GET /imports/{upload}": 401,
    "GET /health/live": 200, "GET /health/ready": None, "GET /ws": None,
    "GET /": None, "GET /{path:.+}": None,
}  # fmt: skip


async def routes(world: World) -> set[str]:
    async def socket(_request: web.Request) -> web.StreamResponse:
        return web.Response()

    site = build_application(
        identity=world.house.running.stored.identity, checks={}, settings=WebSettings(),
        socket=socket, files=JobFiles(world.house.store), words=words,
        uploads=filing(
            world.house.store, world.house.running.hub.sources, Settings(), FileLimits()
        ).uploads,
        sheets=LiveImports(
            world.house.store, world.house.running.hub.sources, ImportLimits()
        ),
    )  # fmt: skip
    return {
        f"{route.method} {route.resource.canonical if route.resource else ''}"
        for route in site.router.routes()
        if route.method != "HEAD"
    }


def anonymous() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())


async def test_every_route_has_its_row(world: World) -> None:
    paths = {name.replace(":.+", "") for name in ROUTES}
    assert await routes(world) == paths


async def test_an_anonymous_visitor_gets_nothing(world: World) -> None:
    async with anonymous() as http:
        for name, expected in ROUTES.items():
            method, path = name.split(" ", 1)
            where = path.replace("{id}", world.key("auth.sessions", "foreign"))
            for name_ in ("{customer}", "{upload}"):
                where = where.replace(name_, world.key("org.customers", "foreign"))
            where = where.replace("{target}", "persons")
            url = world.house.url + where.replace("{path:.+}", "no/such/file")
            headers = {"Origin": world.house.url}
            async with http.request(method, url, headers=headers) as answer:
                text = await answer.text()
                assert CANARY not in text
                assert answer.status < 500 or path == "/health/ready", name
                if expected in {401, 204, 200}:
                    assert answer.status == expected, (name, text)
        with pytest.raises(YtefasError):
            await Wire.join(http, world.house.url, "no ticket")


@pytest.mark.parametrize("who", STRANGERS)
async def test_sheets_of_a_foreign_customer_are_those_of_none(world: World, who: str) -> None:
    browser = world.visitors[who].browser
    for method, path in (
        ("GET", "/imports/{key}/persons"), ("GET", "/imports/{key}/persons?filled=1"),
        ("POST", "/imports/{key}/persons?name=a.csv"), ("GET", "/imports/{key}"),
    ):  # fmt: skip
        said = []
        for kind in ("foreign", "absent", "malformed"):
            url = browser.url + path.format(key=world.key("org.customers", kind))
            headers = {"Origin": browser.url}
            async with browser.http.request(method, url, headers=headers, data=b"a;b") as answer:
                said.append((answer.status, await answer.text()))
        assert said[0] == said[1] == said[2], path
        assert said[0][0] == 404, path


@pytest.mark.parametrize("who", STRANGERS)
async def test_anothers_login_is_one_that_does_not_exist(world: World, who: str) -> None:
    browser = world.visitors[who].browser
    said = []
    for kind in ("foreign", "absent", "malformed"):
        url = f"{browser.url}/auth/logins/{world.key('auth.sessions', kind)}"
        async with browser.http.delete(url, headers={"Origin": browser.url}) as answer:
            said.append((answer.status, await answer.text()))
    assert said[0] == said[1] == said[2]
    assert said[0][0] == 404


async def test_who_is_disabled_is_nobody(world: World) -> None:
    person = await world.house.hire()
    gone = await world.house.visit(person)
    await world.house.accounts.disable(person.id, acting=SYSTEM)
    async with asyncio.timeout(5):
        await gone.wire.closed.wait()
    for path in ("/auth/me", "/auth/logins"):
        async with gone.browser.http.get(gone.browser.url + path) as answer:
            assert answer.status == 401
    with pytest.raises(YtefasError):
        await gone.browser.ticket()


async def test_nobody_can_tell_by_the_time_it_takes(world: World) -> None:
    screen = await Screen(world, world.visitors["anna"], "org.sites").open()
    took: dict[str, list[float]] = {"foreign": [], "absent": []}
    for _ in range(60):
        for kind, times in took.items():
            began = perf_counter()
            assert (await ASKED_OF_RECORDS["CursorCurrent"](screen, world.key("org.sites", kind)))[
                "moved"
            ] is False
            times.append(perf_counter() - began)
    assert abs(median(took["foreign"]) - median(took["absent"])) < 0.005


# -- the control: the matrix sees what is missing


# Most of it is proved where queries are asked (`test_queries`), for every table; here, on the wire.
@pytest.mark.parametrize("source", ["org.sites", "auth.users", "org.persons"])
async def test_a_missing_policy_turns_a_cell_red(
    unguarded: tuple[World, "asyncpg.Connection[asyncpg.Record]"], source: str
) -> None:
    world, owner = unguarded
    table = world.house.running.hub.sources[source].table.name
    async with policy_gone(owner, table):
        assert await complaints(world, "anna", source)
