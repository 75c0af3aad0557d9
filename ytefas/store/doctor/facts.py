"""What there is to know about a database: its files, its processes, and what it says itself.

Nothing here changes anything: no lock is taken, no server started, and the one short connection
only reads.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from ytefas.store.embedded.lock import read_record
from ytefas.store.embedded.place import cluster_of, socket_dir
from ytefas.store.embedded.process import Postmaster
from ytefas.store.isolation import ALL, APP, NODE

_PATIENCE = 5.0  # seconds for the connection and for each statement


@dataclass(frozen=True, slots=True)
class Disk:
    """The disk the data directory is on, in bytes."""

    total: int
    free: int


@dataclass(frozen=True, slots=True)
class Embedded:
    """The embedded server of a data directory, running or not."""

    data_dir: str
    log_dir: str
    socket_dir: str
    disk: Disk | None
    closed: bool = False
    version: str | None = None  # of the data; None before the first start
    owner_pid: int | None = None
    server_pid: int | None = None
    unclean: bool = False  # it was killed


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """A role, and what would let it step around row-level security."""

    name: str
    superuser: bool
    bypasses_rls: bool
    owns_tables: bool


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """The answers of one running database."""

    server_version: str
    server_version_num: int
    name: str
    user: str
    superuser: bool
    bytes: int
    encoding: str
    checksums: bool
    fsync: bool
    max_connections: int
    reserved_connections: int
    used_connections: int
    text_search_leakproof: bool
    extensions: tuple[str, ...]
    roles: tuple[RoleFacts, ...]
    unprotected_tables: tuple[str, ...]
    revision: str | None
    stuck_jobs: int = 0  # that nobody does, though they are due


_SERVER = """
SELECT current_setting('server_version') AS server_version,
       current_setting('server_version_num')::int AS server_version_num,
       current_database()::text AS name,
       current_user::text AS "user",
       (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser,
       pg_database_size(current_database()) AS bytes,
       current_setting('server_encoding') AS encoding,
       current_setting('data_checksums')::bool AS checksums,
       current_setting('fsync')::bool AS fsync,
       current_setting('max_connections')::int AS max_connections,
       current_setting('superuser_reserved_connections')::int
           + current_setting('reserved_connections')::int AS reserved_connections,
       (SELECT count(*)::int FROM pg_stat_activity WHERE datid IS NOT NULL) AS used_connections,
       (SELECT proleakproof FROM pg_proc
         WHERE oid = 'pg_catalog.ts_match_vq(tsvector, tsquery)'::regprocedure
       ) AS text_search_leakproof
"""
_EXTENSIONS = "SELECT extname || ' ' || extversion FROM pg_extension ORDER BY 1"
_ROLES = """
SELECT rolname::text AS name, rolsuper AS superuser, rolbypassrls AS bypasses_rls,
       EXISTS (SELECT FROM pg_class
                WHERE relowner = pg_roles.oid AND relkind IN ('r', 'p')) AS owns_tables
  FROM pg_roles WHERE rolname = ANY ($1) ORDER BY 1
"""
# Tables of customers only: the studio's own are guarded by grants.
_UNPROTECTED = """
SELECT relname::text FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
 WHERE relnamespace = to_regnamespace('public') AND relkind IN ('r', 'p')
   AND attname = 'customer_id' AND NOT attisdropped
   AND NOT (relrowsecurity AND relforcerowsecurity)
 ORDER BY 1
"""
# As who may see them: the owner of the tables is bound by their policies too.
_STUCK = """
SELECT count(*)::int FROM public.queued_job
 WHERE (state = 'queued' AND due_at < now() - interval '15 min')
    OR (state = 'running' AND lease_until < now() - interval '5 min')
"""


def look(data_dir: Path) -> Embedded:
    """Look at the files and processes of the embedded server."""
    data_dir = data_dir.resolve()
    cluster = cluster_of(data_dir)
    log_dir, disk = str(cluster / "log"), _disk(data_dir)
    nowhere = str(data_dir / "socket")
    try:
        if not cluster.exists():
            return Embedded(str(data_dir), log_dir, nowhere, disk)
        version = (cluster / "PG_VERSION").read_text().strip()
        record, postmaster = read_record(data_dir), Postmaster.read(cluster)
    except PermissionError:
        return Embedded(str(data_dir), log_dir, nowhere, disk, closed=True)
    except OSError:
        return Embedded(str(data_dir), log_dir, nowhere, disk)
    server = postmaster.process(cluster) if postmaster else None
    socket = postmaster.socket_dir if postmaster and server else ""
    return Embedded(
        str(data_dir), log_dir, socket or str(socket_dir(data_dir, cluster.stat().st_uid)), disk,
        version=version, owner_pid=record.owner.pid if record and record.owner.alive else None,
        server_pid=server.pid if server else None, unclean=postmaster is not None and not server,
    )  # fmt: skip


def _disk(data_dir: Path) -> Disk | None:
    for directory in (data_dir, *data_dir.parents):
        try:
            usage = shutil.disk_usage(directory)
        except OSError:
            continue
        return Disk(usage.total, usage.free)
    return None


async def ask(url: str) -> DatabaseFacts:
    """Connect, read, and leave."""
    connection = await asyncpg.connect(url, timeout=_PATIENCE, command_timeout=_PATIENCE)
    try:
        server = await connection.fetchrow(_SERVER)
        extensions = await connection.fetch(_EXTENSIONS)
        roles = await connection.fetch(_ROLES, [NODE, APP, ALL])
        unprotected = await connection.fetch(_UNPROTECTED)
        revision = None
        if await connection.fetchval("SELECT to_regclass('public.alembic_version')") is not None:
            revision = await connection.fetchval("SELECT version_num FROM public.alembic_version")
        stuck = await _stuck_jobs(connection)
    finally:
        await connection.close(timeout=_PATIENCE)
    return DatabaseFacts(
        **dict(server or {}),
        extensions=tuple(row[0] for row in extensions),
        roles=tuple(RoleFacts(**row) for row in roles),
        unprotected_tables=tuple(row[0] for row in unprotected),
        revision=revision,
        stuck_jobs=stuck,
    )


async def _stuck_jobs(connection: "asyncpg.Connection[asyncpg.Record]") -> int:
    """Count the jobs nobody does; none where there is no such table yet, or no right to look."""
    if await connection.fetchval("SELECT to_regclass('public.queued_job')") is None:
        return 0
    try:
        async with connection.transaction():
            await connection.execute(f"SET LOCAL ROLE {ALL}")
            return int(await connection.fetchval(_STUCK))
    except (asyncpg.InsufficientPrivilegeError, asyncpg.InvalidParameterValueError):
        return 0
