"""Bring a database to the tables of this release: migrations, then everything derived from them.

One runner at a time (advisory lock). A database that is newer than the program is refused: the
program would not understand it.
"""

import asyncio
import io
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final, Protocol

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError

from schema.base import metadata, tables
from ytefas.store.isolation import ALL, APP, MAINT, NODE
from ytefas.store.objects import function_names, replaceables
from ytefas.store.sync_driver import sync_engine

SCRIPTS: Final = Path(__file__).resolve().parents[2] / "migrations"
_LOCK: Final = 0x59746566  # one number for all nodes: only one of them migrates

_LOG: Final = logging.getLogger(__name__)
_ALEMBIC: Final = Lock()  # it keeps what it is doing in variables of its module


class Place(Protocol):
    """Where a database is: as its owner, and as a superuser when there is one to be had."""

    @property
    def url(self) -> str: ...
    @property
    def superuser_url(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class At:
    """A database by its URLs."""

    url: str
    superuser_url: str | None = None


class MigrationRefused(Exception):
    """The database cannot be brought to this release; the message says why and what to do."""


class Unreachable(MigrationRefused):
    """The database does not let us in, or is not there."""


class NotTheOwner(MigrationRefused):
    """The database belongs to somebody else, who alone may change its tables."""


class DatabaseIsNewer(MigrationRefused):
    """The database was migrated by a newer release of the program."""


class RolesMissing(MigrationRefused):
    """The roles do not exist, and the owner may not create them."""


def head() -> str:
    """Return the migration this release ends with."""
    revision = _scripts().get_current_head()
    if revision is None:
        raise MigrationRefused("there are no migrations in this installation")
    return revision


async def upgrade(database: Place, *, to: str = "head", derive: bool = True) -> None:
    """Migrate, and apply the roles, policies, grants and triggers that the tables ask for.

    Without `derive` only the tables: what is derived may ask for columns no migration makes yet.
    """
    await _ensure_roles(database)
    try:
        await asyncio.to_thread(_run, database.url, "upgrade", to, derive=derive)
    except DBAPIError as error:
        if isinstance(error.orig, asyncpg.InsufficientPrivilegeError):
            raise NotTheOwner(
                f"whom the URL names must own the database and its tables: {error.orig}"
            ) from error
        raise
    if database.superuser_url is not None:
        await _mark_leakproof(database.superuser_url)


async def measure(database: Place) -> None:
    """Let the planner know what the tables hold now, after a load; it would learn it in minutes."""
    async with _let_in(database.url) as owner:
        for name in sorted(tables()):
            await owner.execute(f"ANALYZE {name}")


async def downgrade(database: Place, *, to: str) -> None:
    """Go back to an earlier migration; `base` leaves nothing but the roles."""
    await asyncio.to_thread(_run, database.url, "downgrade", to)


async def stamp(database: Place, *, at: str = "head") -> None:
    """Record a migration as applied without running it (a restored copy made by hand)."""
    await asyncio.to_thread(_run, database.url, "stamp", at)


async def current(url: str) -> str | None:
    """Return the migration a database is at, None for an empty one."""
    async with _let_in(url) as connection:
        if await connection.fetchval("SELECT to_regclass('public.alembic_version')") is None:
            return None
        found: str | None = await connection.fetchval("SELECT version_num FROM alembic_version")
        return found


@asynccontextmanager
async def _let_in(url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    try:
        connection = await asyncpg.connect(url)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as problem:
        raise Unreachable(f"the database does not let us in: {problem}") from problem
    try:
        yield connection
    finally:
        await connection.close()


def planned(*, since: str | None = None) -> str:
    """Return the SQL that an upgrade would run, without running any."""
    said = io.StringIO()
    config = _config()
    config.output_buffer = said
    command.upgrade(config, f"{since}:head" if since else "head", sql=True)
    derived = "\n".join(
        f"{statement};"
        for statement in (
            *_SURROUNDINGS,
            *(statement for item in replaceables(tables()) for statement in item.statements),
        )
    )
    return f"{said.getvalue()}\n{derived}\n"


async def revision(database: Place, *, slug: str) -> Path:
    """Write the migration to the tables as they are declared now; the database is migrated first.

    A fresh database of the owner is enough; nothing derived is applied to it.
    """
    return await asyncio.to_thread(_write_revision, database.url, slug)


async def differences(database: Place) -> list[str]:
    """Return what the declared tables have and a migrated database has not, or the reverse."""
    return await asyncio.to_thread(_differences, database.url)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option(
        "file_template", "%%(year)d%%(month).2d%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s"
    )
    config.attributes["metadata"] = metadata
    tables()
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


@contextmanager
def _locked(url: str) -> Iterator[Connection]:
    with _ALEMBIC, _connected(url) as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({_LOCK})")
        connection.commit()
        yield connection  # the lock ends with the connection


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = sync_engine(url)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _run(url: str, what: str, revision: str, *, derive: bool = True) -> None:
    with _locked(url) as connection:
        _refuse_newer(connection)
        if what == "downgrade":  # what is derived hangs on tables; older releases derive theirs
            connection.exec_driver_sql(_NO_FUNCTIONS)
        if what == "downgrade" or _version(connection) != head():
            connection.exec_driver_sql("DROP TABLE IF EXISTS schema_object")  # derive all afresh
        connection.commit()
        config = _config()
        config.attributes["connection"] = connection
        getattr(command, what)(config, revision)
        connection.commit()
        if derive and what == "upgrade" and _version(connection) == head():
            _apply(connection)


_NO_FUNCTIONS: Final = """
DO $$ DECLARE f regprocedure; BEGIN
  FOR f IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace
              AND proname = ANY ('{NAMES}') LOOP
    EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', f);
  END LOOP;
END $$""".replace("NAMES", ",".join(function_names()))  # nosec B608 - our own functions


def _version(connection: Connection) -> str | None:
    found = MigrationContext.configure(connection).get_current_revision()
    connection.commit()
    return found


def _refuse_newer(connection: Connection) -> None:
    at = _version(connection)
    known = {script.revision for script in _scripts().walk_revisions()}
    if at is not None and at not in known:
        raise DatabaseIsNewer(
            f"the database is at {at}, which this release does not know: install the newer release"
        )


def _apply(connection: Connection) -> None:
    """Make again each derived object whose text changed; one transaction each, for short locks."""
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS schema_object (name text PRIMARY KEY, checksum text NOT NULL)"
    )
    present = set(inspect(connection).get_table_names())
    made = {name: table for name, table in tables().items() if name in present}
    if missing := tables().keys() - present:  # while developing: no release is like this (tested)
        _LOG.error("no migration makes %s yet: write it (make migration)", sorted(missing))
    for statement in _SURROUNDINGS:  # always: a restored or copied database comes without them
        connection.exec_driver_sql(statement)
    stored = connection.exec_driver_sql("SELECT name, checksum FROM schema_object")
    applied: dict[str, str] = dict(tuple(row) for row in stored)
    connection.commit()
    for item in replaceables(made):
        if applied.get(item.name) == item.checksum:
            continue
        for statement in item.statements:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(
            "INSERT INTO schema_object (name, checksum) VALUES ($1, $2)"
            " ON CONFLICT (name) DO UPDATE SET checksum = excluded.checksum",
            (item.name, item.checksum),
        )
        connection.commit()


# The application creates nothing, in no schema, not even temporary: what it could create could
# stand before ours on somebody's search path.
_SURROUNDINGS: Final = (
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    f"GRANT USAGE ON SCHEMA public TO {APP}, {ALL}",
    (
        "DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY, CREATE ON DATABASE %I FROM PUBLIC',"
        " current_database()); END $$"
    ),
    (
        f"DO $$ BEGIN IF to_regrole('{MAINT}') IS NOT NULL THEN"
        f" GRANT USAGE ON SCHEMA public TO {MAINT}; END IF; END $$"
    ),
)


def _differences(url: str) -> list[str]:
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 - development only

    with _locked(url) as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_object": lambda _o, name, kind, *_: (
                    (kind, name) != ("table", "schema_object")
                )
            },
        )
        tables()
        return [repr(difference) for difference in compare_metadata(context, metadata)]


def _write_revision(url: str, slug: str) -> Path:
    with _locked(url) as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
        made = command.revision(config, message=slug, autogenerate=True)
    if made is None or isinstance(made, list):
        raise MigrationRefused("the migrations have more than one head")
    return Path(made.path)


async def _ensure_roles(database: Place) -> None:
    """Create the roles, which belong to the whole cluster, and let the owner take them."""
    async with _let_in(database.url) as owner:
        name = await owner.fetchval("SELECT session_user")
        if await owner.fetchval(_MAY_TAKE, [NODE, APP, ALL]):
            return
    connection = await asyncpg.connect(database.superuser_url or database.url)
    try:
        for statement in _roles(name):
            await _shared(connection, statement)
    except asyncpg.InsufficientPrivilegeError as refused:
        needed = "".join(f"  {statement};\n" for statement in _roles(name))
        raise RolesMissing(
            f"{name} may not create the roles that keep customers apart ({refused})."
            f" Let an administrator of that server run this once, then try again:\n{needed}"
        ) from refused
    finally:
        await connection.close()


_MAY_TAKE: Final = (
    "SELECT coalesce(bool_and(pg_has_role(session_user, oid, 'SET')), false) AND count(*) = 3"
    " FROM pg_roles WHERE rolname = ANY ($1)"
)


def _roles(owner: str) -> Iterator[str]:
    for role in (NODE, APP, ALL):
        yield (f"CREATE ROLE {role} NOLOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE"
               " NOBYPASSRLS")  # fmt: skip
    yield f"GRANT {APP}, {ALL} TO {NODE} WITH INHERIT FALSE, SET TRUE"
    quoted = owner.replace('"', '""')
    yield f'GRANT {NODE}, {APP}, {ALL} TO "{quoted}" WITH INHERIT FALSE, SET TRUE'
    yield (
        f"DO $$ BEGIN IF current_setting('is_superuser')::bool AND to_regrole('{MAINT}') IS NULL"
        f" THEN CREATE ROLE {MAINT} NOLOGIN NOINHERIT BYPASSRLS; END IF; END $$"
    )


async def _shared(connection: "asyncpg.Connection[asyncpg.Record]", statement: str) -> None:
    """Run a statement on roles; databases of one cluster may be set up at the same moment."""
    for pause in (0.05, 0.2, 0.5, 1.0):
        try:
            with suppress(asyncpg.DuplicateObjectError):
                await connection.execute(statement)
        except (asyncpg.UniqueViolationError, asyncpg.InternalServerError):
            await asyncio.sleep(pause)  # somebody writes the same row of the catalogue
        else:
            return
    await connection.execute(statement)


async def _mark_leakproof(superuser_url: str) -> None:
    """Let `@@` use its index under row-level security: it tells nothing about rows it rejects."""
    connection = await asyncpg.connect(superuser_url)
    try:
        await connection.execute(
            "ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery) LEAKPROOF"
        )
    finally:
        await connection.close()
