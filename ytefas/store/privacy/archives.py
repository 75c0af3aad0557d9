"""Archives that administrators send: on the shared disk, each in its sender's place, for a day."""

import asyncio
import json
import shutil
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from ytefas.errors import Denied, Invalid, NotFound
from ytefas.files.depot import Depot
from ytefas.rules.access import Principal, Role
from ytefas.store.engine import Store

_PLACE: Final = "archives"
_FILE: Final = "archive.zip"
_FACTS: Final = "facts.json"
KEPT: Final = 86_400.0  # seconds
MOST: Final = 3  # of one sender; the oldest goes


class Archives:
    """What was sent and is not taken in yet."""

    def __init__(self, store: Store, depot: Depot, *, most: int) -> None:
        self._store = store
        self._root = depot.root / _PLACE
        self.most_bytes = most

    async def may(self, acting: Principal) -> None:
        """Let administrators alone bring customers in, with the role they have now."""
        known, _ = await self._store.known(acting)
        if known.role is not Role.ADMIN or acting.reads_only:
            raise Denied

    async def take(self, acting: Principal, name: str, parts: AsyncIterator[bytes]) -> str:
        """Write one to disk as it comes; its key."""
        key = uuid4()
        place = self._place(acting, key)
        await asyncio.to_thread(self._make_room, place)
        size = 0
        try:
            with (place / _FILE).open("xb") as file:
                async for part in parts:
                    size += len(part)
                    self._require_room(size)
                    await asyncio.to_thread(file.write, part)
            facts = {"name": " ".join(name.split())[:160] or _FILE, "size": size}
            (place / _FACTS).write_text(json.dumps(facts), encoding="utf-8")
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        return str(key)

    def _require_room(self, size: int) -> None:
        if size > self.most_bytes:
            raise Invalid("archive_large")

    def path(self, acting: Principal, key: UUID) -> Path:
        """Find one of this sender's; NotFound for anybody else's, or none."""
        found = self._place(acting, key) / _FILE
        if not (found.parent / _FACTS).is_file():
            raise NotFound
        return found

    def facts(self, acting: Principal, key: UUID) -> Mapping[str, Any]:
        path = self.path(acting, key).parent / _FACTS
        made: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return made

    async def forget(self, acting: Principal, key: UUID) -> None:
        await asyncio.to_thread(shutil.rmtree, self._place(acting, key), ignore_errors=True)

    async def purge(self) -> None:
        """Forget what nobody came back to."""
        await asyncio.to_thread(self._sweep, time.time() - KEPT)

    def _place(self, acting: Principal, key: UUID) -> Path:
        return self._root / acting.user_id.hex / key.hex

    def _make_room(self, place: Path) -> None:
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        there = sorted(place.parent.glob("*"), key=lambda one: one.stat().st_mtime)
        for old in there[: max(0, len(there) - MOST + 1)]:
            shutil.rmtree(old, ignore_errors=True)
        place.mkdir(mode=0o700, parents=True)

    def _sweep(self, before: float) -> None:
        for place in self._root.glob("*/*"):
            if place.stat().st_mtime < before:
                shutil.rmtree(place, ignore_errors=True)
