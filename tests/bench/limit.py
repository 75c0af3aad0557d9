"""The limit: the least a server could do for the same screens, on the same rows.

aiohttp WebSocket, hand-tuned SQL on an asyncpg pool, a count cached without any invalidation,
orjson. No session, no rights, no checks; one connection as superuser, triggers off. What is told
to many is encoded once and sent in a plain loop. Says `ready URL` when it serves.
"""

import argparse
import asyncio
import signal
from typing import Any, Final
from uuid import UUID

import asyncpg
import orjson
import uvloop
from aiohttp import WSMsgType, web

from tests.bench.risks import SHOWN

COLUMNS: Final = ", ".join(SHOWN)
SITES: Final = "id, code, name, kind, max_occupants"
DEEP: Final = 1000


class Limit:
    """One bare server; every request is one message, every answer another."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record] | None") -> None:
        self.pool = pool
        self.counts: dict[Any, int] = {}
        self.watching: set[web.WebSocketResponse] = set()
        self.told = asyncio.Queue[bytes]()

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False, max_msg_size=0)
        await socket.prepare(request)
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    asked = orjson.loads(message.data)
                    answer = await getattr(self, asked["do"])(socket, asked)
                    await socket.send_str(orjson.dumps(answer).decode())
        finally:
            self.watching.discard(socket)
        return socket

    async def window(self, _socket: web.WebSocketResponse, asked: dict[str, Any]) -> Any:
        """Give 100 rows; beyond the start the offset runs over the index only."""
        where, values = _where(asked)
        table, sort, first = asked["table"], asked["sort"], int(asked["first"])
        order = f"ORDER BY {sort}, id LIMIT 100 OFFSET {first}"
        sql = f"SELECT {COLUMNS} FROM {table}{where} {order}"  # noqa: S608 - the bench's own names
        if first >= DEEP:
            sql = (
                f"SELECT {COLUMNS} FROM (SELECT id, {sort} FROM {table}{where} {order}) k"  # noqa: S608
                f" JOIN {table} USING (id, {sort}) ORDER BY {sort}, id"
            )
        counted = (table, where, *map(str, values))
        assert self.pool is not None
        async with self.pool.acquire() as connection:
            count = self.counts.get(counted)
            if count is None:
                found = await connection.fetch(f"SELECT count(*) FROM {table}{where}", *values)  # noqa: S608
                count = self.counts[counted] = found[0][0]
            rows = await connection.fetch(sql, *values)
        return {"count": count, "rows": [tuple(row) for row in rows]}

    async def detail(self, _socket: web.WebSocketResponse, asked: dict[str, Any]) -> Any:
        """Give the sites of a customer."""
        assert self.pool is not None
        rows = await self.pool.fetch(
            f"SELECT {SITES} FROM site WHERE customer_id = $1 ORDER BY code",  # noqa: S608
            UUID(asked["key"]),
        )
        return {"rows": [tuple(row) for row in rows]}

    async def watch(self, socket: web.WebSocketResponse, _asked: dict[str, Any]) -> Any:
        """Let this socket hear what is saved."""
        self.watching.add(socket)
        return {"watching": len(self.watching)}

    async def save(self, _socket: web.WebSocketResponse, asked: dict[str, Any]) -> Any:
        """Change a row, commit, and have everybody told by the database's NOTIFY."""
        assert self.pool is not None
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.execute(
                f"UPDATE {asked['table']} SET descr = $2 WHERE id = $1",  # noqa: S608
                UUID(asked["key"]), asked["descr"],
            )  # fmt: skip
            said = orjson.dumps({"saved": asked["key"], "descr": asked["descr"]}).decode()
            await connection.execute("SELECT pg_notify('bench', $1)", said)
        return {}

    async def tell(self) -> None:
        """Send what was notified to each, one after the other."""
        while True:
            text = (await self.told.get()).decode()
            for socket in tuple(self.watching):
                if not socket.closed:
                    await socket.send_str(text)

    async def listen(self, url: str) -> "asyncpg.Connection[asyncpg.Record]":
        connection = await asyncpg.connect(url)

        def hear(_c: object, _pid: int, _channel: str, payload: object) -> None:
            self.told.put_nowait(str(payload).encode())

        await connection.add_listener("bench", hear)
        return connection


async def _keys_as_text(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Read keys as they travel: orjson knows no UUID of asyncpg's."""
    await connection.set_type_codec(
        "uuid", schema="pg_catalog", encoder=str, decoder=str, format="text"
    )


def _where(asked: dict[str, Any]) -> tuple[str, list[Any]]:
    parts, values = [], []
    if asked.get("customers"):
        values.append([UUID(one) for one in asked["customers"]])
        parts.append(f"customer_id = ANY (${len(values)}::uuid[])")
    if asked.get("status"):
        values.append(asked["status"])
        parts.append(f"status = ${len(values)}")
    if asked.get("words"):
        values.append(asked["words"])
        parts.append(f"words @@ to_tsquery('simple', ${len(values)})")
    return (" WHERE " + " AND ".join(parts) if parts else ""), values


async def serve(options: argparse.Namespace) -> None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked.set)
    for number in (signal.SIGUSR1, signal.SIGUSR2):  # as the node under test
        loop.add_signal_handler(number, lambda: None)
    pool = None
    if options.url:
        pool = await asyncpg.create_pool(
            options.url, min_size=2, max_size=8,
            server_settings={"jit": "off", "session_replication_role": "replica"},
            init=_keys_as_text,
        )  # fmt: skip
    limit = Limit(pool)
    application = web.Application()
    application.router.add_get("/ws", limit.handle)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    async with asyncio.TaskGroup() as group:
        telling = group.create_task(limit.tell())
        listening = await limit.listen(options.url) if options.url else None
        print(f"ready http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
        await asked.wait()
        telling.cancel()
        if listening is not None:
            await listening.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="of the database; none: a server that only opens sockets")
    uvloop.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
