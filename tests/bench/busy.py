"""A busy day beside somebody: rows of a demonstration change, many a second, through the store.

    python -m tests.bench.busy DATA_DIR [rows a second]

What to change is told on the standard input, one line of codes of sites at a time, the newest
counts: so the rows change where somebody looks. What was done is said on the standard output.
"""

import asyncio
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from sqlalchemy import Text, any_, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY

from schema.base import tables
from ytefas.store.embedded.place import find_place
from ytefas.store.embedded.server import database_at
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM

A_SECOND: Final = 200
UNITS: Final = 5  # a second: a unit changes some rows of one customer, as a paste does
MOST: Final = 999


class Writer:
    """Changes the rows it was told of, a few at a time, around and around."""

    def __init__(self, store: Store, rows: int) -> None:
        self._store = store
        self._rows = rows
        self._codes: Sequence[str] = ()
        self._turn = 0
        self.changed = 0

    async def listen(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            self._codes = line.decode().split()

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            many = min(self._rows // UNITS, len(self._codes))
            if many:
                await self._unit(many)
            due += many / self._rows or 1 / UNITS
            due = max(due, loop.time() - 1)  # what could not be kept up is let go
            await asyncio.sleep(max(0.0, due - loop.time()))

    async def _unit(self, many: int) -> None:
        """Count the most occupants of some sites up, as they are now."""
        site = tables()["site"]
        first = self._turn % len(self._codes)
        wanted = [self._codes[(first + at) % len(self._codes)] for at in range(many)]
        self._turn += many
        shown = select(site.c.id, site.c.row_version, site.c.max_occupants)
        these = shown.where(site.c.code == any_(bindparam("codes", type_=ARRAY(Text))))
        async with self._store.writing(SYSTEM, cause="bench.busy") as unit:
            for row in await unit.fetch(these, {"codes": wanted}):
                occupants = ((row["max_occupants"] or 0) + 1) % MOST
                changes = {"max_occupants": occupants}
                await unit.update(site, row["id"], row["row_version"], changes)
                self.changed += 1


async def _main(folder: Path, rows: int) -> None:
    place = await asyncio.to_thread(find_place, folder)
    store = await Store.open(database_at(str(place.socket_dir)).url)
    writer = Writer(store, rows)
    heard = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(heard), sys.stdin
    )
    running = asyncio.create_task(writer.run())
    try:
        await writer.listen(heard)
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await store.close()
        sys.stdout.write(f"{writer.changed}\n")


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else A_SECOND))
