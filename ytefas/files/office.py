"""A document or a sheet looked into: every part unpacked once, counted, and nothing that runs.

What it says of its size is not believed: parts are unpacked piece by piece and counted.
"""

import re
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

from ytefas.files.kinds import DOCX, XLSX, Judged, Refused

_MAIN: Final = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_ENCRYPTED: Final = 0x1
_PIECE: Final = 1 << 16
_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_RUNS: Final = re.compile(r"vbaproject|/activex/|oleobject\d*\.bin|\.(?:exe|dll|js|vbs|hta|lnk)$")
_FETCHED: Final = frozenset({
    "attachedtemplate", "oleobject", "frame", "subdocument", "externallinkpath", "image", "audio",
    "video", "media", "mailmergesource", "mailmergeheadersource",
})  # fmt: skip
_ACTIVE: Final = frozenset({"vbaproject", "control", "activexcontrolbinary", "oleobject"})
_RELATIONS: Final = 4 * 1024 * 1024  # bytes of one list of relationships: the longest have 100 000
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_NOT_PLAIN: Final = frozenset({"\\", "\0", ":"})


def looked_into(path: Path, *, most_unpacked: int, most_entries: int) -> Judged:
    """Say whether it is a Word document or an Excel sheet; Refused for any other package."""
    try:
        _require_nothing_behind(path)
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            if len(parts) > most_entries:
                raise Refused("file_entries", count=len(parts), most=most_entries)
            names = [part.filename for part in parts]
            _require_plain(names)
            mime = _kind(names)
            _require_modest(package, most_unpacked)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError,
            RuntimeError, ValueError) as broken:  # fmt: skip
        raise Refused("file_damaged") from broken
    return Judged(mime)


def _require_nothing_behind(path: Path) -> None:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END_SIZE - 65_535))
        tail = file.read()
    at = tail.rfind(_END)
    if at < 0:
        raise Refused("file_damaged")
    said = int.from_bytes(tail[at + 20 : at + 22], "little")
    if at + _END_SIZE + said != len(tail):
        raise Refused("file_two_in_one")


def _require_plain(names: list[str]) -> None:
    if len(set(map(str.lower, names))) != len(names):
        raise Refused("office_names")
    for name in names:
        inside = PurePosixPath(name)
        if inside.is_absolute() or ".." in inside.parts or _NOT_PLAIN & set(name):
            raise Refused("office_names")
        if _RUNS.search(f"/{name}".lower()):
            raise Refused("office_active")


def _kind(names: list[str]) -> str:
    found = [mime for name, mime in _MAIN.items() if name in names]
    if len(found) != 1 or "[Content_Types].xml" not in names:
        raise Refused("file_archive")
    return found[0]


def _require_modest(package: zipfile.ZipFile, most: int) -> None:
    left = most
    for part in package.infolist():
        if part.flag_bits & _ENCRYPTED:
            raise Refused("file_locked")
        told, whole = b"", b""
        speaks = part.filename.lower().endswith((".xml", ".rels", ".vml"))
        relates = part.filename.lower().endswith(".rels")
        with package.open(part) as unpacking:
            while piece := unpacking.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise Refused("file_unpacked", most=most // 1_000_000)
                if speaks:
                    told = told[-400:] + piece
                    _require_still(told)
                if relates:
                    whole += piece
                    if len(whole) > _RELATIONS:
                        raise Refused("file_unpacked", most=_RELATIONS // 1_000_000)
        if relates:
            _require_at_home(whole)


def _require_still(told: bytes) -> None:
    plain = told.replace(b"\0", b"")  # parts may be written in UTF-16
    if b"macroEnabled" in plain:
        raise Refused("office_active")
    if _DOCTYPE.search(plain):
        raise Refused("office_entities")


def _require_at_home(relations: bytes) -> None:
    """Refuse what a document runs or fetches; read as programs do, however it is written."""

    def look(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] != "Relationship":
            return
        kind = attributes.get("Type", "").rpartition("/")[2].strip().lower()
        if attributes.get("TargetMode", "").strip().lower() == "external":
            if kind in _FETCHED:
                raise Refused("office_fetches")
        elif kind in _ACTIVE:
            raise Refused("office_active")

    reader = ParserCreate()
    reader.StartElementHandler = look
    try:
        reader.Parse(relations, True)
    except ExpatError as broken:
        raise Refused("file_damaged") from broken
