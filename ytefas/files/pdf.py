"""A PDF looked into: whole, nothing behind it, and nothing in it that runs.

A PDF that runs scripts, starts programs or carries other files is refused and not merely offered as
a download: what is kept here is sent on to customers and authorities and bound into documents, so
it has to be paper. Names may be spelled with codes and hidden in packed objects; both are undone.

The points of a scanned page are noise in which short names occur by chance: every third file of ten
megabytes has a `/JS` somewhere. There they count only with a value behind them.
"""

import re
import zlib
from pathlib import Path
from typing import Final

from ytefas.files.kinds import PDF, Judged, Refused

_BEHIND: Final = 1024  # bytes after its end that some printers leave
_CODED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAMES: Final = re.compile(rb"/((?:#[0-9A-Fa-f]{2}|[A-Za-z0-9._-]){2,40})")
_STREAM: Final = re.compile(rb"(?<!end)stream[ \t]*(?:\r\n|\r|\n)")  # lenient, as programs are
_HEADER: Final = 1 << 16  # bytes before a stream in which its object begins
_SHORT: Final = 3  # letters that noise spells
_VALUE: Final = re.compile(
    rb"[\s\0]*(?:\([\t\r\n -~]{6}|\(\xfe\xff|<<|<[\s0-9A-Fa-f]{6}|\[\s*[0-9(]|[0-9]+\s+[0-9]+\s+R)"
)
_FORETOLD: Final = re.compile(rb"/(?:DecodeParms|DP)\b(?!\s*(?:null\b|\[\s*null\s*\]))")
_PLAIN: Final = re.compile(rb"\s*[0-9]+\s+[0-9]+\s")  # an object stream that is not packed
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
    _require_paper_around(data)
    left = most_unpacked
    for found in _STREAM.finditer(data):  # also one that pretends to be inside another
        begin = max(0, found.start() - _HEADER)
        header = data[max(begin, data.rfind(b"obj", begin, found.start())) : found.start()]
        if _holds_objects(_plain(header)):
            unpacked = _unpacked(data, found.end(), left)
            left -= len(unpacked)
            _require_paper(unpacked)
    return Judged(PDF)


def _holds_objects(header: bytes) -> bool:
    """Tell a stream of objects: by its type, or by what only such a one says of itself.

    One whose bytes are foretold from the row above cannot be read as it stands, and no program
    that writes paper makes one.
    """
    holds = b"ObjStm" in header or (b"/First" in header and b"/N" in header)
    if holds and _FORETOLD.search(header):
        raise Refused("pdf_active")
    return holds


def _require_paper_around(data: bytes) -> None:
    """Look at what stands between the streams, and at what stands in them as at noise."""
    at = 0
    while (found := _STREAM.search(data, at)) is not None:
        _require_paper(data[at : found.start()])
        end = data.find(b"endstream", found.end())
        at = len(data) if end < 0 else end
        _require_paper(data[found.end() : at], noise=True)
    _require_paper(data[at:])


def _require_paper(data: bytes, *, noise: bool = False) -> None:
    """Refuse what names something that runs; in noise a short name needs a value, too."""
    for found in _NAMES.finditer(data):
        name = _plain(found[1])
        if noise and len(name) <= _SHORT and _VALUE.match(data, found.end()) is None:
            continue
        if name in _ACTIVE:
            raise Refused("pdf_active")
        if name in _CARRIED:
            raise Refused("pdf_carries")
        if name == b"Encrypt":
            raise Refused("file_locked")


def _plain(name: bytes) -> bytes:
    return _CODED.sub(lambda code: bytes([int(code[1], 16)]), name)


def _unpacked(data: bytes, start: int, most: int) -> bytes:
    """Unpack objects that are packed; those that are not are read where they stand.

    What is packed in another way cannot be looked into, and no program that writes paper does it.
    """
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
        if not parts and _PLAIN.match(data, start) is None:
            raise Refused("pdf_active") from None
        return b"".join(parts)  # broken in the middle, or not packed at all
    return b"".join(parts)
