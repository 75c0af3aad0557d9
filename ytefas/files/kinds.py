"""Which files are taken, told from their first bytes and never from their names. Pure.

What is refused is refused by what it is, with a reason of its own, because its owner has to be told
what to do instead.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
WEBP: Final = "image/webp"
PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP: Final = "application/zip"  # one of the two above; which one is seen when it is opened

ENDINGS: Final = {JPEG: "jpg", PNG: "png", WEBP: "webp", PDF: "pdf", DOCX: "docx", XLSX: "xlsx"}
PHOTOS: Final = frozenset({JPEG, PNG, WEBP})
HEAD: Final = 512  # bytes that tell what a file is
LONGEST_NAME: Final = 150

_HEIF: Final = frozenset({
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis",
})  # fmt: skip
_TEXT: Final = (
    (re.compile(rb"<svg[\s>]", re.IGNORECASE), "svg"),
    (re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe)[\s>]", re.IGNORECASE), "html"),
)


class Refused(Exception):
    """A file that is not taken: a reason, and what its sentence names."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason, facts)
        self.reason = reason
        self.facts = facts


def recognised(head: bytes) -> str:
    """Tell what a file is by how it begins; Refused for whatever is not taken."""
    if not head:
        raise Refused("file_empty")
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return ZIP
    raise Refused(_why(head))


def _why(head: bytes) -> str:
    """Say what an unwelcome file is, as far as its owner needs it."""
    if head[4:8] == b"ftyp":
        return "file_heic" if head[8:12] in _HEIF else "file_video"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "file_old_office"
    if head.startswith((b"GIF8", b"BM", b"II*\0", b"MM\0*")):
        return "file_old_photo"
    if head.startswith((b"MZ", b"\x7fELF", b"#!")):
        return "file_program"
    text = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")
    return next((f"file_{kind}" for like, kind in _TEXT if like.search(text)), "file_unknown")


def clean_name(raw: str, mime: str) -> str:
    """Make a name to show and to download by: no path, no trick, and the ending it deserves."""
    told = unicodedata.normalize("NFC", raw.replace("\\", "/").rpartition("/")[2])
    # Cc: control; Cf: what turns the writing round, or cannot be seen; Cs, Co, Cn: no letters.
    shown = "".join(
        " " if unicodedata.category(one)[0] in "CZ" else one
        for one in told
        if unicodedata.category(one) != "Cf"
    )
    shown = re.sub(r'[<>:"|?*]', "_", shown)
    ending = ENDINGS[mime]
    stem = _without_endings(" ".join(shown.split()).strip(". "))
    return f"{stem[:LONGEST_NAME].strip() or 'file'}.{ending}"


def _without_endings(name: str) -> str:
    """Take endings off: what a file is called must not say that it is something else."""
    while (found := re.fullmatch(r"(.+?)\.([A-Za-z][A-Za-z0-9]{1,4})", name)) is not None:
        name = found[1].strip(". ")
    return name


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found, and is to be kept: the file, for a photo also its smaller sizes."""

    mime: str
    width: int | None = None
    height: int | None = None
    taken_on: str | None = None  # a date, as ISO 8601 writes it
