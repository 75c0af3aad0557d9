"""An archive while it is written: parts one after the other, each with its hash, nothing in memory.

The archive is a plain ZIP that any program opens: JSON Lines, files under their hash, a manifest
that says what each part holds, and a page to read in both languages.
"""

import asyncio
import hashlib
import json
import zipfile
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from ytefas.store.compile import Prepared
from ytefas.store.unit import Reading

BATCH: Final = 500  # rows of one statement
PIECE: Final = 1 << 20
MANIFEST: Final = "manifest.json"


class Packing:
    """A ZIP on this machine's disk, and what is in it so far."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self.parts: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    async def lines(self, name: str, batches: AsyncIterator[list[str]]) -> int:
        """Write rows, one to a line; return how many."""
        rows, size, made = 0, 0, hashlib.sha256()
        with self._zip.open(name, "w", force_zip64=True) as part:
            async for batch in batches:
                data = "".join(f"{row}\n" for row in batch).encode()
                await asyncio.to_thread(part.write, data)
                made.update(data)
                rows, size = rows + len(batch), size + len(data)
        self.parts[name] = {"rows": rows, "bytes": size, "sha256": made.hexdigest()}
        return rows

    async def file(self, name: str, path: Path) -> None:
        """Put a file in as it is: photos and documents are small already."""

        def copied() -> tuple[int, str]:
            size, made = 0, hashlib.sha256()
            told = zipfile.ZipInfo(name)
            told.compress_type = zipfile.ZIP_STORED
            with path.open("rb") as source, self._zip.open(told, "w", force_zip64=True) as part:
                while piece := source.read(PIECE):
                    part.write(piece)
                    made.update(piece)
                    size += len(piece)
            return size, made.hexdigest()

        size, digest = await asyncio.to_thread(copied)
        self.parts[name] = {"bytes": size, "sha256": digest}

    def text(self, name: str, said: str) -> None:
        data = said.encode()
        self._zip.writestr(name, data)
        self.parts[name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}

    def manifest(self, facts: Mapping[str, Any]) -> None:
        """Say at the end what there is."""
        told = {**facts, "parts": self.parts}
        self._zip.writestr(MANIFEST, json.dumps(told, ensure_ascii=False, indent=1))


async def rows_by_key(
    reading: Reading, sql: str, given: Mapping[str, Any]
) -> AsyncIterator[list[str]]:
    """Read rows in the order of their keys; the statement ends in `id > $n ORDER BY id`.

    Its columns are `id` and `line`, the row as JSON text: no value passes through a number of ours.
    """
    prepared = Prepared.of(f"{sql} LIMIT {BATCH}", *given, "after")
    after = "00000000-0000-0000-0000-000000000000"
    while True:
        rows = await reading.fetch(prepared, {**given, "after": after})
        if rows:
            yield [row["line"] for row in rows]
        if len(rows) < BATCH:
            return
        after = rows[-1]["id"]


def as_json(alias: str, columns: list[str]) -> str:
    """Write the expression that says a row as JSON text, some columns of it."""
    pairs = [f"'{name}', {alias}.{name}" for name in columns]
    # a function takes a hundred arguments at most
    chunks = [pairs[start : start + 40] for start in range(0, len(pairs), 40)]
    built = " || ".join(f"jsonb_build_object({', '.join(chunk)})" for chunk in chunks)
    return f"({built})::text"
