"""Measures searching: everything a person may see, in one question, as the application's role.

`python -m tests.bench.finding [--quick] [--data-dir …]`. In this process, through the finder and
its pool as the node has them; each time is that of one question, from asking to the last group.
"""

import argparse
import asyncio
import contextlib
import json
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

import asyncpg
import uvloop

from tests.bench.figures import Row, percentile, table
from tests.bench.inhabited import RARE, Inhabited, inhabit
from ytefas.assembly import stored as assembly_stored
from ytefas.rules.access import Principal, Role
from ytefas.settings import Settings
from ytefas.store.embedded.server import Database, EmbeddedServer
from ytefas.store.engine import Store
from ytefas.store.live.hub import Hub
from ytefas.store.personal.finder import LiveFinder
from ytefas.store.source.source import discover

FULL: Final = Inhabited(1_000_000, 200_000, 100_000)
QUICK: Final = Inhabited(100_000, 20_000, 10_000)
TINY: Final = Inhabited(20_000, 4_000, 2_000)
GOAL: Final = 150.0  # milliseconds, at the 95th percentile
ASKED: Final = {
    "common word": ("rossi", "operaio", "marco"),
    "beginning": ("ro", "carr", "acet"),
    "rare word": (RARE.lower(), "m777777", "p123456@example.it"),
    "nothing found": ("qqqqxxyy", "nessuno si chiama cosi"),
    "two columns": ("rossi saldatore", "marco bianchi", "tornio linde"),
}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who searches, held so that the hub knows him."""

    name: str
    acting: Principal


async def askers(store: Store, database: Database) -> list[Asker]:
    """Find who was made, and limit one of them to a site."""
    connection = await asyncpg.connect(database.superuser_url)
    try:
        rows = await connection.fetch(
            "SELECT email, id FROM app_user WHERE email LIKE '%@bench.example'"
        )
    finally:
        await connection.close()
    found = {row["email"]: row["id"] for row in rows}
    roles = {
        "admin": Role.ADMIN, "consultant": Role.CONSULTANT, "customer": Role.CUSTOMER_USER,
        "limited": Role.CUSTOMER_USER,
    }  # fmt: skip
    return [
        Asker(name, Principal(UUID(str(found[f"{name}@bench.example"])), role))
        for name, role in roles.items()
        if f"{name}@bench.example" in found
    ]


async def measure(store: Store, database: Database, rounds: int) -> AsyncIterator[Row]:
    """Ask each kind of question as everybody, the first time apart."""
    hub = Hub(store, discover())
    finder = LiveFinder(hub)
    for asker in await askers(store, database):
        reader = await hub.admit(asker.acting)
        for kind, words in ASKED.items():
            times, late = [], set()
            for turn in range(rounds):
                for one in words:
                    began = time.perf_counter()
                    answer = await finder.find(asker.acting, one, 6)
                    if turn:
                        times.append((time.perf_counter() - began) * 1000)
                        late |= set(answer["late"])
                    await asyncio.sleep(0.01)
            facts = {"p50_ms": round(percentile(times, 0.5), 1), "late": sorted(late)}
            yield Row(f"search, {asker.name}: {kind}, p95", "ms", round(percentile(times, 0.95), 1),
                      goal=GOAL, facts=facts)  # fmt: skip
        del reader


async def run(options: argparse.Namespace) -> list[Row]:
    sizes = {"full": FULL, "quick": QUICK, "tiny": TINY}[options.size]
    rows = []
    with contextlib.ExitStack() as stack:
        place = options.data_dir
        if place is None:
            place = Path(tempfile.mkdtemp(prefix="ytefas-bench-", dir="/var/tmp"))
            place.chmod(0o755)
            stack.callback(shutil.rmtree, place, ignore_errors=True)
        server = EmbeddedServer(place)
        database = await server.start()
        try:
            await inhabit(database, sizes)
            async with assembly_stored.stored(database, Settings()) as parts:
                async for row in measure(parts.store, database, options.rounds):
                    rows.append(row)
                    print(table([row]).splitlines()[-1], row.facts, file=sys.stderr, flush=True)
        finally:
            await server.stop()
    return rows


def main() -> int:
    parser = argparse.ArgumentParser("tests.bench.finding", description=__doc__)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", dest="size", action="store_const", const="quick")
    size.add_argument("--tiny", dest="size", action="store_const", const="tiny")
    parser.add_argument("--data-dir", type=Path, help="kept, and not filled again")
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--json", type=Path)
    parser.set_defaults(size="full")
    options = parser.parse_args()
    rows = uvloop.run(run(options))
    if options.json:
        options.json.write_text(json.dumps([row.json() for row in rows], indent=1) + "\n")
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
