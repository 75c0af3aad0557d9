"""A PostgreSQL of somebody else, by its URL: the whole program on it, `migrate` to screen."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from uuid import uuid4

import pytest
import pytest_asyncio

from tests.support.external import ExternalServer, external_server, serving
from tests.support.visitor import visiting
from ytefas.__main__ import main
from ytefas.store import migrate

ADA, BRUNO, PASSWORD = "ada@studio.test", "bruno@studio.test", "correct horse battery staple"
ADD_ADA = ("user", "add", ADA, "--name", "Ada", "--surname", "Rossi", "--role", "consultant")
ADD_BRUNO = ("user", "add", BRUNO, "--name", "Bruno", "--surname", "Neri")


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def codes(self) -> set[str]:
        return {finding["code"] for finding in json.loads(self.out)["findings"]}


Command = Callable[..., Awaitable[Said]]


@pytest_asyncio.fixture
async def elsewhere() -> AsyncIterator[ExternalServer]:
    async with external_server() as server:
        yield server


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run one verb of the command line on a database, in a thread: it has its own loop."""

    async def run(*arguments: str, url: str, stdin: str = "") -> Said:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        _ = capsys.readouterr()
        status = await asyncio.to_thread(main, [*arguments, "--database-url", url])
        return Said(status, *capsys.readouterr())

    return run


async def a_day_on(url: str, command: Command) -> None:
    """Serve; Ada makes a customer, Bruno may read it and finds it by a word."""
    async with serving(url) as address:
        assert (await command(*ADD_ADA, url=url, stdin=PASSWORD)).status == 0
        assert (await command(*ADD_BRUNO, url=url, stdin=PASSWORD)).status == 0
        async with visiting(address, ADA, PASSWORD) as ada:
            view = await ada.open("view", "org.customers")  # at once, as a deep link does
            mine = view.cursors["customer"]
            await mine.remote.create({"legal_name": "Fonderia Alfa"}, str(uuid4()))
            await mine.remote.create({"legal_name": "Officina Beta"}, str(uuid4()))
            await mine.until(lambda it: len(it.rows) == 2)
        for key in mine.keys:
            assert (await command("user", "grant", BRUNO, key, "read", url=url)).status == 0
        async with visiting(address, BRUNO, PASSWORD) as bruno:
            found = (await bruno.open("view", "org.customers")).cursors["customer"]
            await found.until(lambda it: it.total == (2, "exact"))
            await found.remote.query({"words": "fond", "columns": ["legal_name"]})
            await found.until(lambda it: [row[1] for row in it.rows] == ["Fonderia Alfa"])


async def test_an_owner_who_may_create_roles_needs_nothing_prepared(
    elsewhere: ExternalServer, command: Command
) -> None:
    url = await elsewhere.give("studio", "CREATEROLE")
    planned = await command("migrate", "--dry-run", url=url)
    assert planned.status == 0
    assert "CREATE TABLE site (" in planned.out
    assert await migrate.current(url) is None
    assert (await command("doctor", "--json", url=url)).codes == {"not_migrated"}
    done = await command("migrate", url=url)
    assert (done.status, done.out) == (0, f"The database is at {migrate.head()}.\n")
    planned = await command("migrate", "--dry-run", url=url)
    assert "CREATE TABLE" not in planned.out
    said = await command("doctor", "--json", url=url)
    assert (said.status, said.codes) == (0, {"search_not_leakproof"})
    await a_day_on(url, command)


async def test_an_owner_who_may_not_is_told_what_to_have_prepared(
    elsewhere: ExternalServer, command: Command
) -> None:
    url = await elsewhere.give("studio", "NOCREATEROLE")
    refused = await command("migrate", url=url)
    assert refused.status == 1
    assert "Traceback" not in refused.err
    said, _, needed = refused.err.partition("then try again:\n")
    assert "studio may not create the roles" in said
    await elsewhere.execute(needed)  # the administrator believes us, word by word
    assert (await command("migrate", url=url)).status == 0
    assert (await command("doctor", "--json", url=url)).codes == {"search_not_leakproof"}
    await a_day_on(url, command)


async def test_whoever_does_not_own_the_database_is_told(
    elsewhere: ExternalServer, command: Command
) -> None:
    url = await elsewhere.give("studio", "CREATEROLE")
    await elsewhere.execute("ALTER DATABASE studio OWNER TO postgres")
    refused = await command("migrate", url=url)
    assert refused.status == 1
    assert refused.err.startswith("ytefas: whom the URL names must own the database")


async def test_a_server_that_does_not_let_us_in_is_a_sentence(
    elsewhere: ExternalServer, command: Command
) -> None:
    url = await elsewhere.give("studio", "CREATEROLE")
    for wrong in (
        elsewhere.url("studio", "hush", "studio"),
        f"{url}x",
        url.replace(str(elsewhere.port), "1"),
        "mysql://studio@127.0.0.1/studio",
    ):
        for verb in ("migrate", "serve"):
            refused = await command(verb, url=wrong)
            assert refused.status == 1
            assert refused.err.startswith("ytefas: the database does not let us in: ")
            assert "hush" not in refused.err
        assert (await command("doctor", "--json", url=wrong)).codes == {"unreachable"}
