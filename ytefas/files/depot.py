"""Where the bytes are: a private directory, one room for each customer, names made of hashes.

The same content is kept once inside a customer and never shared between two: whether a file is
already there must tell nobody anything. A file appears whole or not at all.
"""

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import UUID

from ytefas.files.photo import SIZES

_PIECE: Final = 1 << 20
_KEY: Final = re.compile(r"(?:studio|[0-9a-f-]{36})/[0-9a-f]{2}/[0-9a-f]{64}")
COMING: Final = "incoming"


class Depot:
    """A directory of files, by storage key."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def _made(self) -> None:
        """Make the directory, if it is not there, closed to everybody else on the machine."""
        for place in (self.root, self.root / COMING):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.chmod(0o700)

    def coming(self) -> Path:
        """Make a place for one file that is on its way."""
        self._made()
        place = self.root / COMING / secrets.token_hex(16)
        place.mkdir(mode=0o700)
        return place

    def forget_coming(self, place: Path) -> None:
        shutil.rmtree(place, ignore_errors=True)

    def keep(self, customer: UUID | None, path: Path) -> tuple[str, str]:
        """Move a file (and its smaller sizes) to where it is kept; its hash and its key."""
        digest = _hash(path)
        key = key_of(customer, digest)
        target = self.path(key)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for size in ("", *SIZES):
            given = path.with_name(f"{path.name}.{size}") if size else path
            if given.exists():
                given.chmod(0o600)
                given.replace(target.with_name(f"{target.name}.{size}") if size else target)
        os.utime(target)  # it counts as new, also where it was already: nobody sweeps it now
        return digest, key

    def again(self, key: str, customer: UUID) -> str | None:
        """Keep a file in another customer's room, too; its key there, None if it is gone."""
        place = self.coming()
        try:
            copy = place / "file"
            shutil.copyfile(self.path(key), copy)
            for size in SIZES:
                with suppress(FileNotFoundError):
                    shutil.copyfile(self.path(key, size), copy.with_name(f"{copy.name}.{size}"))
            return self.keep(customer, copy)[1]
        except FileNotFoundError:
            return None
        finally:
            self.forget_coming(place)

    def path(self, key: str, size: str = "") -> Path:
        """Say where a file is; a key that is none of ours names nothing."""
        if not _KEY.fullmatch(key) or size not in {"", *SIZES}:
            raise ValueError("not a storage key")
        return self.root / (f"{key}.{size}" if size else key)

    def remove(self, key: str) -> None:
        for size in ("", *SIZES):
            self.path(key, size).unlink(missing_ok=True)

    def keys(self, *, older_than: float) -> Iterator[str]:
        """List what is kept and was put here before a moment (seconds since the epoch)."""
        for path in self.root.glob("*/[0-9a-f][0-9a-f]/*"):
            key = path.relative_to(self.root).as_posix()
            with suppress(OSError):
                if _KEY.fullmatch(key) and path.stat().st_mtime < older_than:
                    yield key

    def sweep_coming(self, *, older_than: float) -> None:
        """Remove what nodes that died were receiving."""
        for place in (self.root / COMING).glob("*"):
            with suppress(OSError):
                if place.stat().st_mtime < older_than:
                    shutil.rmtree(place, ignore_errors=True)

    def remove_all(self, keys: Sequence[str], *, older_than: float) -> None:
        """Remove files that nobody has handed in again meanwhile."""
        for key in keys:
            with suppress(OSError):
                if self.path(key).stat().st_mtime < older_than:
                    self.remove(key)


def key_of(customer: UUID | None, digest: str) -> str:
    """Say under which key a content is kept in a room."""
    return f"{customer or 'studio'}/{digest[:2]}/{digest}"


def _hash(path: Path) -> str:
    made = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            made.update(piece)
        os.fsync(file.fileno())
    return made.hexdigest()
