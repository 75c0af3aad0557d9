"""Runs the bench: `python -m tests.bench [--quick] [ROW …]`; prints a table and writes JSON."""

import argparse
import asyncio
import json
import logging
import os
import platform
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final

import uvloop

from tests.bench.bench import Bench, Effort
from tests.bench.figures import Row, table
from tests.bench.filling import Sizes, fill, in_scope
from tests.bench.process import ROOT, calm, serving
from ytefas.store.embedded.process import Postmaster
from ytefas.store.embedded.server import EmbeddedServer

FULL: Final = Effort(1.0, 3, (1000, 5000), 60, 50, 3)
QUICK: Final = Effort(0.4, 2, (200,), 15, 50, 1)
TINY: Final = Effort(0.05, 1, (60,), 2, 3, 1)
SIZES: Final = {"full": Sizes(100_000, 1_000_000), "quick": Sizes(100_000, 200_000),
                "tiny": Sizes(2_000, 4_000)}  # fmt: skip
EFFORTS: Final = {"full": FULL, "quick": QUICK, "tiny": TINY}
TOGETHER: Final = (("windows", "crowd", "click"), ("screens",))
GROUPS: Final = (*(group for groups in TOGETHER for group in groups), "start")


async def run(options: argparse.Namespace) -> list[Row]:
    effort, sizes = EFFORTS[options.size], SIZES[options.size]
    if options.screens:
        effort = Effort(effort.seconds, effort.rounds, tuple(options.screens), effort.commits,
                        effort.clients, effort.starts)  # fmt: skip
    with _directory(options.data_dir) as directory:
        rows: list[Row] = []
        for groups in TOGETHER:  # each on servers of its own: memory is that of its own sessions
            if any(_wanted(options, group) for group in groups):
                async with _bench(directory / "data", effort, sizes, options) as bench:
                    rows += [row async for row in _measured(bench, groups, options)]
        if _wanted(options, "start"):
            rows += _told(await _start(effort, directory / "start"))
    return rows


async def _start(effort: Effort, directory: Path) -> list[Row]:
    from tests.bench.single import start  # noqa: PLC0415

    return await asyncio.to_thread(start, effort, directory)


@contextmanager
def _directory(chosen: Path | None) -> Iterator[Path]:
    """Have a directory that a server of another user can reach; what we made goes at the end."""
    if chosen is not None:
        chosen.mkdir(parents=True, exist_ok=True)
        yield chosen.resolve()
        return
    made = Path(tempfile.mkdtemp(prefix="ytefas-bench-", dir="/var/tmp"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@asynccontextmanager
async def _bench(
    directory: Path, effort: Effort, sizes: Sizes, options: argparse.Namespace
) -> AsyncIterator[Bench]:
    """Have both servers on a filled database."""
    server = EmbeddedServer(directory)
    database = await server.start()
    try:
        began = time.perf_counter()
        await fill(database, sizes)
        _say(f"{sizes.risks:,} and {sizes.many:,} rows after {time.perf_counter() - began:.0f} s")
        found = Postmaster.read(directory / "cluster")
        assert found is not None
        own = ["--url", database.url, "--superuser-url", database.superuser_url]
        if options.profile:
            own += ["--profile", str(options.profile)]
        with (
            serving("tests.bench.node", *own) as node,
            serving("tests.bench.limit", "--url", database.superuser_url) as limit,
        ):
            yield Bench(
                node,
                limit,
                found.pid,
                sizes,
                effort,
                await in_scope(database),
                profile=options.profile is not None,
            )
    finally:
        await server.stop()


async def _measured(
    bench: Bench, groups: tuple[str, ...], options: argparse.Namespace
) -> AsyncIterator[Row]:
    # Here, because importing them declares the bench's tables, which are made by now.
    from tests.bench import screens, single, windows  # noqa: PLC0415

    if "windows" in groups and _wanted(options, "windows"):
        for kind in windows.KINDS:
            if _wanted(options, kind.name):
                for row in _told(await windows.measure(bench, kind)):
                    yield row
    for name, measure in (
        ("crowd", windows.crowd), ("click", single.click), ("screens", screens.measure)
    ):  # fmt: skip
        if name in groups and _wanted(options, name):
            for row in _told(await measure(bench)):
                yield row


def _wanted(options: argparse.Namespace, name: str) -> bool:
    """Tell whether a group (`windows`) or one row of it (`100k.first`) is asked for."""
    asked: set[str] = set(options.rows)
    if not asked or name in asked:
        return True
    if name == "windows":
        return bool(asked - set(GROUPS))
    return name not in GROUPS and "windows" in asked


def _told(rows: list[Row]) -> list[Row]:
    for row in rows:
        _say(table([row]).splitlines()[-1])
    return rows


def _say(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser("tests.bench", description=__doc__)
    parser.add_argument("rows", nargs="*", help=f"only these: {', '.join(GROUPS)}, or 1M.first …")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", dest="size", action="store_const", const="quick")
    size.add_argument("--tiny", dest="size", action="store_const", const="tiny")
    parser.add_argument("--data-dir", type=Path, help="kept, and not filled again")
    parser.add_argument("--profile", type=Path, help="write what the node spends, for pstats")
    parser.add_argument("--screens", type=int, nargs="+", help="so many screens, then so many")
    parser.add_argument("--json", type=Path, default=ROOT / "bench-results.json")
    parser.set_defaults(size="full")
    options = parser.parse_args()
    logging.basicConfig(level="WARNING")
    _open_files()
    before, began = calm(), time.perf_counter()
    rows = uvloop.run(run(options))
    machine = {
        "python": platform.python_version(), "cores": os.cpu_count(), "calm": round(before, 2),
        "load": round(os.getloadavg()[0], 2), "seconds": round(time.perf_counter() - began),
        "size": options.size,
    }  # fmt: skip
    options.json.write_text(
        json.dumps({"machine": machine, "rows": [row.json() for row in rows]}, indent=1) + "\n"
    )
    print(table(rows))
    print(f"\n{machine}\nAll figures are in {options.json}.")
    return 0


def _open_files() -> None:
    """Allow as many sockets as the system lets us; the servers inherit it."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


if __name__ == "__main__":
    sys.exit(main())
