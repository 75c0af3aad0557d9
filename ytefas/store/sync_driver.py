"""The synchronous face of asyncpg that alembic needs: one connection with an event loop of its own.

Only migrations use it (asyncpg is our one driver, and SQLAlchemy's own bridge would need greenlet).
Call it outside the event loop, in a thread.
"""

import asyncio
import json
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, Final, NamedTuple

import asyncpg
from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.pool import StaticPool
from typing_extensions import override


class Answer(NamedTuple):
    """What a statement returned, and how many rows it touched."""

    rows: list[tuple[Any, ...]]
    names: list[str]
    touched: int


class SyncCursor:
    """A cursor of the Python database API over one prepared statement at a time."""

    arraysize = 1

    def __init__(self, connection: "SyncConnection") -> None:
        self._connection = connection
        self._rows: list[tuple[Any, ...]] = []
        self.description: list[tuple[Any, ...]] | None = None
        self.rowcount = -1

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        answer = self._connection.run(statement, parameters)
        self._rows = answer.rows
        self.description = [(name, *(None,) * 6) for name in answer.names] or None
        self.rowcount = answer.touched

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._rows.pop(0) if self._rows else None

    def fetchall(self) -> list[tuple[Any, ...]]:
        rows, self._rows = self._rows, []
        return rows

    def close(self) -> None:
        self._rows = []

    def setinputsizes(self, *_: object) -> None:
        """Types travel inside the statements."""


class SyncConnection:
    """A connection of the Python database API: the first statement opens a transaction."""

    def __init__(self, url: str) -> None:
        self._runner = asyncio.Runner()
        self._raw: asyncpg.Connection[asyncpg.Record] = self._runner.run(_connect(url))
        self.autocommit = False

    def cursor(self) -> SyncCursor:
        return SyncCursor(self)

    def run(self, statement: str, values: Sequence[Any]) -> Answer:
        return self._runner.run(self._run(statement, values))

    async def _run(self, statement: str, values: Sequence[Any]) -> Answer:
        if not self.autocommit and not self._raw.is_in_transaction():
            await self._raw.execute("BEGIN")
        if not values and statement.lstrip().startswith("--"):
            await self._raw.execute(statement)  # a file of several statements
            return Answer([], [], -1)
        prepared = await self._raw.prepare(statement)
        rows = await prepared.fetch(*values)
        *_, count = (prepared.get_statusmsg() or "-").split()
        return Answer(
            [tuple(row) for row in rows],
            [attribute.name for attribute in prepared.get_attributes()],
            int(count) if count.isdigit() else -1,
        )

    def commit(self) -> None:
        self._end("COMMIT")

    def rollback(self) -> None:
        self._end("ROLLBACK")

    def close(self) -> None:
        if not self._raw.is_closed():
            self._runner.run(self._raw.close())
        self._runner.close()

    def _end(self, how: str) -> None:
        if not self._raw.is_closed() and self._raw.is_in_transaction():
            self._runner.run(self._raw.execute(how))


class SyncDialect(PGDialect_asyncpg):
    """PostgreSQL as SQLAlchemy speaks it to asyncpg, without its asynchronous half."""

    is_async = False
    supports_statement_cache = True

    @classmethod
    @override
    def import_dbapi(cls) -> Any:
        return _API

    @override
    def on_connect(self) -> None:
        return None

    @override
    def set_isolation_level(self, dbapi_connection: Any, level: str) -> None:
        dbapi_connection.autocommit = level == "AUTOCOMMIT"

    @override
    def is_disconnect(self, e: Any, connection: Any, cursor: Any) -> bool:
        return False

    @override
    def do_terminate(self, dbapi_connection: Any) -> None:
        dbapi_connection.close()


_API: Final = SimpleNamespace(
    paramstyle="numeric_dollar",
    apilevel="2.0",
    threadsafety=0,
    Error=asyncpg.PostgresError,
    InternalServerError=asyncpg.InternalServerError,
    InvalidCachedStatementError=asyncpg.InvalidCachedStatementError,
    Binary=bytes,
)

registry.register("postgresql.ytefas", __name__, "SyncDialect")


def sync_engine(url: str) -> Engine:
    """Make an engine of exactly one connection; dispose of it when done."""
    return create_engine(
        "postgresql+ytefas://", creator=lambda: SyncConnection(url), poolclass=StaticPool
    )


async def _connect(url: str) -> "asyncpg.Connection[asyncpg.Record]":
    connection = await asyncpg.connect(url)
    # "char" comes as bytes, and the catalogue queries of SQLAlchemy compare it with text.
    await connection.set_type_codec(
        "char", schema="pg_catalog", encoder=str, decoder=str, format="text"
    )
    for kind in ("json", "jsonb"):  # catalogue queries answer with documents
        await connection.set_type_codec(
            kind, schema="pg_catalog", encoder=json.dumps, decoder=json.loads, format="text"
        )
    return connection
