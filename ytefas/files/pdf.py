"""A PDF looked into: whole, nothing behind it, and nothing in it that runs.

A PDF that runs scripts, starts programs or carries other files is refused and not merely offered as
a download: what is kept here is sent on to customers and authorities and bound into documents, so
it has to be paper. Names may be spelled with codes and hidden in packed objects; both are undone.
"""

import re
import zlib
from pathlib import Path
from typing import Final

from ytefas.files.kinds import PDF, Judged, Refused

_BEHIND: Final = 1024  # bytes after its end that some printers leave
_CODED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAMES: Final = re.compile(rb"/((?:#[0-9A-Fa-f]{2}|[A-Za-z0-9._-]){2,40})")
_STREAM: Final = re.compile(rb"stream\r?\n")
_ACTIVE: Final = frozenset({
    b"JavaScript", b"JS", b"Launch", b"RichMedia", b"XFA", b"SubmitForm", b"ImportData",
})  # fmt: skip
_CARRIED: Final = frozenset({b"EmbeddedFile", b"EmbeddedFiles"})
_PIECE: Final = 1 << 20


def looked_into(path: Path, *, most_unpacked: int) -> Judged:
    """Say that it is a PDF like paper; Refused otherwise."""
    data = path.read_bytes()
    end = data.rfind(b"%%EOF")
    if end < 0 or b"startxref" not in data:
        raise Refused("file_damaged")
    if len(data) - end > _BEHIND or data[end + 5 :].strip(b"\r\n\t \0"):
        raise Refused("file_two_in_one")
    _require_paper(data)
    left = most_unpacked
    for found in _STREAM.finditer(data):
        before = data[max(0, found.start() - 600) : found.start()]
        header = before[before.rfind(b" obj") :]
        if b"ObjStm" in _plain(header):
            unpacked = _unpacked(data, found.end(), left)
            left -= len(unpacked)
            _require_paper(unpacked)
    return Judged(PDF)


def _require_paper(data: bytes) -> None:
    for found in _NAMES.finditer(data):
        name = _plain(found[1])
        if name in _ACTIVE:
            raise Refused("pdf_active")
        if name in _CARRIED:
            raise Refused("pdf_carries")
        if name == b"Encrypt":
            raise Refused("file_locked")


def _plain(name: bytes) -> bytes:
    return _CODED.sub(lambda code: bytes([int(code[1], 16)]), name)


def _unpacked(data: bytes, start: int, most: int) -> bytes:
    """Unpack objects that are packed; those that are not are read where they stand."""
    packer = zlib.decompressobj()
    parts: list[bytes] = []
    size = 0
    pending = data[start : start + _PIECE]
    at = start + len(pending)
    try:
        while pending and not packer.eof:
            part = packer.decompress(pending, _PIECE)
            parts.append(part)
            size += len(part)
            if size > most:
                raise Refused("file_unpacked", most=most // 1_000_000)
            pending = packer.unconsumed_tail
            if not pending and not packer.eof:
                pending = data[at : at + _PIECE]
                at += len(pending)
    except zlib.error:
        return b"".join(parts)  # packed in another way, or not at all
    return b"".join(parts)
