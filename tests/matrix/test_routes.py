"""The HTTP door: every route, by everybody and by nobody.

The routes are those of the application that is served. A new one is one line of ROUTES: what it
answers who is not signed in and, if it takes a key, whose rows it is about; then everybody asks it
about a foreign key, one that does not exist and one that is none: the answers must be equal.
"""

import asyncio
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, NamedTuple

import aiohttp
import pytest

from tests.matrix.cells import is_broken, job_of_dario
from tests.matrix.world import CANARY, PEOPLE, STRANGERS, World
from tests.support.visitor import Browser, Wire
from ytefas.errors import YtefasError
from ytefas.store.isolation import SYSTEM

GUESSES = ("foreign", "absent", "malformed")
JOBS = "jobs"
OF_ONE_PERSON = {JOBS, "auth.sessions", "auth.tokens"}  # foreign to administrators, too


class Route(NamedTuple):
    """What nobody is answered (None: it depends), and the rows a key of it is about."""

    anonymous: int | None
    about: str = ""
    body: str = ""  # the field of the body that holds the key
    more: str = ""  # what stands behind the address


ROUTES = {
    "GET /auth/state": Route(200),
    "POST /auth/state": Route(200),
    "POST /auth/first-admin": Route(None),
    "POST /auth/login": Route(None),
    "POST /auth/logout": Route(204),
    "GET /auth/me": Route(401),
    "POST /auth/ticket": Route(401),
    "POST /auth/password": Route(401),
    "POST /auth/locale": Route(401),
    "GET /auth/tokens": Route(401),
    "POST /auth/tokens": Route(401),
    "DELETE /auth/tokens/{id}": Route(401, "auth.tokens"),
    "GET /auth/logins": Route(401),
    "DELETE /auth/logins/{id}": Route(401, "auth.sessions"),
    "DELETE /auth/logins": Route(401),
    "POST /auth/proof": Route(401),
    "POST /auth/email": Route(401),
    "POST /auth/invitations": Route(401, "auth.users", body="user"),
    "GET /auth/policy": Route(401),
    "POST /auth/policy": Route(401),
    "GET /auth/second-factor": Route(401),
    "POST /auth/second-factor/begin": Route(401),
    "POST /auth/second-factor/confirm": Route(401),
    "POST /auth/second-factor/codes": Route(401),
    "POST /auth/second-factor/end": Route(401),
    "POST /auth/second-factor/reset": Route(401, "auth.users", body="user"),
    "POST /auth/reset": Route(None),
    "POST /auth/reset/choice": Route(None),
    "POST /auth/reset/use": Route(None),
    "GET /files/{id}": Route(401, JOBS),
    "POST /files": Route(401, "org.customers", more="?customer={key}"),
    "GET /attachments/{id}": Route(401, "doc.attachments"),
    "POST /imports/{customer}/{target}": Route(401, "org.customers", more="?name=a.csv"),
    "GET /imports/{customer}/{target}": Route(401, "org.customers", more="?filled=1"),
    "GET /imports/{upload}": Route(401, "org.imports"),
    "POST /archives": Route(401),
    "GET /health/live": Route(200),
    "GET /health/ready": Route(None),
    "GET /ws": Route(None),
    "GET /": Route(None),
    "GET /{path}": Route(None),
}


def unlisted(served: Iterable[str]) -> set[str]:
    """Name the routes that the matrix does not know how to ask."""
    return set(served) - ROUTES.keys()


def test_every_route_has_its_row(whole: World) -> None:
    served = whole.routes()
    assert unlisted(served) == set()
    assert served >= ROUTES.keys(), "what is listed is served"
    assert unlisted({*served, "GET /new/{id}"}) == {"GET /new/{id}"}, "what nobody asks is noticed"
    for name, route in ROUTES.items():
        takes_key = "{" in name and name != "GET /{path}"
        assert bool(route.about) >= takes_key, f"{name}: whose rows is it about?"


def anonymous() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())


async def answered(browser: Browser, name: str, key: str) -> tuple[int, str]:
    """Ask a route about a key: its status, and what it says."""
    route = ROUTES[name]
    method, path = name.split(" ", 1)
    where = path.replace("{target}", "persons").replace("{path}", "no/such/file") + route.more
    for part in ("{id}", "{customer}", "{upload}", "{key}"):
        where = where.replace(part, key.replace(" ", "%20"))
    body: dict[str, Any] = {"json": {route.body: key}} if route.body else {"data": b""}
    if name == "POST /files":
        form = aiohttp.FormData()
        form.add_field("file", b"x", filename="a.pdf")
        body = {"data": form}
    headers = {"Origin": browser.url}
    async with browser.http.request(method, browser.url + where, headers=headers, **body) as answer:
        return answer.status, (await answer.read()).decode(errors="replace")


async def test_an_anonymous_visitor_gets_nothing(world: World) -> None:
    async with anonymous() as http:
        nobody = Browser(http, world.house.url)
        for name, route in ROUTES.items():
            status, text = await answered(nobody, name, world.key("auth.sessions", "foreign"))
            assert CANARY not in text
            assert status < 500 or name == "GET /health/ready", name
            assert route.anonymous in {None, status}, (name, text)
        with pytest.raises(YtefasError):
            await Wire.join(http, world.house.url, "no ticket")


@pytest.mark.parametrize("who", PEOPLE)
async def test_what_is_foreign_is_what_does_not_exist(world: World, who: str) -> None:
    job = await job_of_dario(world)
    keys = {**world.keys, JOBS: {**world.key_of_nothing(), "foreign": job}}
    browser = world.visitors[who].browser
    for name, route in ROUTES.items():
        if not route.about:
            continue
        alike = who in STRANGERS or route.about in OF_ONE_PERSON
        # An administrator would do it: what he does to Dario, others would miss.
        guesses = GUESSES if alike else GUESSES[1:]
        said = {kind: await answered(browser, name, keys[route.about][kind]) for kind in guesses}
        assert not any(is_broken(text) for _, text in said.values()), (name, said)
        if PEOPLE[who].reads_only:
            assert {status for status, _ in said.values()} == {401}, "a token opens no page"
        elif alike:
            assert said["foreign"] == said["absent"] == said["malformed"], name
            assert said["foreign"][0] in {403, 404}, name
        else:
            refused = range(HTTPStatus.BAD_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR)
            assert all(status in refused for status, _ in said.values()), (name, said)


async def test_own_files_are_there(whole: World) -> None:
    """The control: what is told apart from nothing is what one may have."""
    job = await job_of_dario(whole)
    status, text = await answered(whole.visitors["dario"].browser, "GET /files/{id}", job)
    assert status == 200
    assert CANARY in text


async def test_who_is_disabled_is_nobody(whole: World) -> None:
    person = await whole.house.hire()
    await whole.house.grant(person, whole.own["customer"], "manage")
    gone = await whole.house.visit(person)
    await whole.house.accounts.disable(person.id, acting=SYSTEM)
    async with asyncio.timeout(30):
        await gone.wire.closed.wait()
    for name, route in ROUTES.items():
        if route.anonymous == 401:
            status, text = await answered(gone.browser, name, str(whole.own["customer"]))
            assert status == 401, (name, text)
    with pytest.raises(YtefasError):
        await gone.browser.ticket()
