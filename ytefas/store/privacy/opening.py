"""An archive somebody sends, before a word of it is believed.

Nothing is unpacked under a name that stands in it: the names must be exactly those an archive of
ours has, every part is read to the length and the hash that the manifest gives, and no further.
"""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import orjson

from ytefas.errors import Invalid
from ytefas.store.privacy.handing import FORMAT, VERSION
from ytefas.store.privacy.packing import MANIFEST, PIECE

MOST_PARTS: Final = 200_000
LARGEST_MANIFEST: Final = 64 * 1024 * 1024
LONGEST_LINE: Final = 4 * 1024 * 1024
MOST_ROWS: Final = 2_000_000
DENSEST: Final = 400  # times that rows may have been pressed together: text goes to a twentieth
_NAME: Final = re.compile(
    r"manifest\.json|LEGGIMI\.txt|README\.txt|users\.jsonl|audit\.jsonl"
    r"|(?:tables|library)/[a-z][a-z0-9_]{0,62}\.jsonl"
    r"|files/[0-9a-f]{64}\.(?:jpg|png|webp|pdf|docx|xlsx)",
    re.ASCII,
)
_PACKED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED: Final = 1


@dataclass(frozen=True, slots=True)
class Opened:
    """An archive whose parts are all there, whole and unchanged."""

    path: Path
    manifest: Mapping[str, Any]
    customer: UUID
    sha256: str

    def rows(self, part: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Read the rows of a part, each with the number of its line."""
        with zipfile.ZipFile(self.path) as archive, archive.open(part) as lines:
            number = 0
            while line := lines.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE or number > MOST_ROWS:
                    raise Invalid("archive_large")
                try:
                    row = orjson.loads(line)
                except orjson.JSONDecodeError:
                    row = None
                if not isinstance(row, dict):
                    raise Invalid("archive_row", part=part, line=number)
                yield number, row

    def files(self) -> dict[str, str]:
        """Name the files: hash to part."""
        return {part[6:70]: part for part in self.manifest["parts"] if part.startswith("files/")}

    def unpack(self, part: str, to: Path) -> None:
        """Write one part to a file whose name is ours."""
        with (
            zipfile.ZipFile(self.path) as archive,
            archive.open(part) as source,
            to.open("xb") as made,
        ):
            while piece := source.read(PIECE):
                made.write(piece)


def opened(path: Path, *, most: int) -> Opened:
    """Look through an archive; Invalid says in a sentence why it is not taken."""
    try:
        with zipfile.ZipFile(path) as archive:
            known = _parts(archive, most=most)
            manifest = _manifest(archive)
            _compare(archive, known, manifest)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, OSError,
            RuntimeError, ValueError, zlib.error):  # fmt: skip
        raise Invalid("archive_zip") from None
    with path.open("rb") as whole:
        made = hashlib.file_digest(whole, "sha256").hexdigest()
    return Opened(path, manifest, UUID(manifest["customer"]["id"]), made)


def _parts(archive: zipfile.ZipFile, *, most: int) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > most:
        raise Invalid("archive_large")
    known: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        if not _NAME.fullmatch(info.filename) or info.filename in known or info.is_dir():
            raise Invalid("archive_names", name=info.filename[:80])
        if info.flag_bits & _ENCRYPTED:
            raise Invalid("archive_encrypted")
        if info.compress_type not in _PACKED:
            raise Invalid("archive_zip")
        if info.file_size > DENSEST * max(info.compress_size, 1) + PIECE:
            raise Invalid("archive_large")
        known[info.filename] = info
    return known


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        info = archive.getinfo(MANIFEST)
    except KeyError:
        raise Invalid("archive_manifest") from None
    if info.file_size > LARGEST_MANIFEST:
        raise Invalid("archive_large")
    try:
        told = orjson.loads(archive.read(info))
        if told["format"] != FORMAT:
            raise Invalid("archive_format")
        if type(told["version"]) is not int or told["version"] > VERSION:
            raise Invalid("archive_version", program=str(told.get("program", ""))[:20])
        UUID(told["customer"]["id"])
        tables = [*told["tables"].values(), *told["library"].values(), told["users"]]
        shaped = (
            all(isinstance(one["part"], str) for one in tables)
            and all(isinstance(told["customer"][name], str) for name in ("code", "legal_name"))
            and all(isinstance(one["sha256"], str) for one in told["parts"].values())
        )
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError, ValueError):
        raise Invalid("archive_manifest") from None
    if not shaped:
        raise Invalid("archive_manifest")
    made: dict[str, Any] = told
    return made


def _compare(
    archive: zipfile.ZipFile, known: Mapping[str, zipfile.ZipInfo], manifest: Mapping[str, Any]
) -> None:
    """Hold every part to what the manifest says of it."""
    parts = manifest["parts"]
    named = {
        one["part"]
        for one in (*manifest["tables"].values(), *manifest["library"].values(), manifest["users"])
    }
    if set(parts) != known.keys() - {MANIFEST} or not named <= set(parts):
        raise Invalid("archive_parts")
    for name, info in known.items():
        if name == MANIFEST:
            continue
        made, size = hashlib.sha256(), 0
        with archive.open(info) as part:
            while piece := part.read(PIECE):
                made.update(piece)
                size += len(piece)
        told = parts[name]
        if size != told.get("bytes") or made.hexdigest() != told["sha256"]:
            raise Invalid("archive_changed", part=name)
        if name.startswith("files/") and name[6:70] != told["sha256"]:
            raise Invalid("archive_changed", part=name)
