"""Doing erasures again after a restore: what the database knows, and what lies beside the files."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ytefas.assembly.files import files_dir_of
from ytefas.files.depot import Depot
from ytefas.settings import Settings
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM
from ytefas.store.privacy import departing, ledger


def options(parser: argparse.ArgumentParser, run: Callable[..., Any]) -> None:
    """Say what the verb takes."""
    parser.add_argument("action", choices=["replay"])
    parser.add_argument(
        "file", type=Path, nargs="?", help="the list; else the one beside the files"
    )
    parser.set_defaults(run=run)


async def replay(store: Store, settings: Settings, file: Path | None) -> int:
    """Erase again who came back with a backup; say a line for each, and one in the end."""
    root = files_dir_of(settings)
    async with store.reading(SYSTEM) as reading:
        known = await ledger.entered(reading)
    entries = list(dict.fromkeys([*known, *ledger.read(file or root / ledger.FILE)]))
    done = await departing.replay(store, Depot(root), entries)
    said = [f"Erased again: {one.subject} {one.record}." for one in done]
    said.append(f"{len(entries)} erasures on record, {len(done)} were needed.\n")
    sys.stdout.write("\n".join(said))
    return 0
