"""What a file really is, by its bytes, and whether it may be opened at all.

The name of a file says nothing. An archive is looked at before anything unpacks it: how many parts,
how large they say they are, how much smaller the archive is.
"""

import io
import re
import zipfile
from enum import StrEnum
from typing import Final

from ytefas.errors import Invalid
from ytefas.imports.limits import ImportLimits

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SPREADSHEET: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_SMALL: Final = 8 * 1024 * 1024  # unpacked: whatever its ratio, it harms nobody
_HEAD: Final = 4096


class FileKind(StrEnum):
    """The kinds of files that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


def kind_of_file(data: bytes, limits: ImportLimits) -> FileKind:
    """Tell what a file is; Invalid says what is wrong with one that cannot be read."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Invalid("sheet_empty_file")
    if data.startswith(b"PK"):
        return _archive(data, limits)
    if data.startswith(_OLE):
        return _old(data)
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<style")):
        raise Invalid("sheet_is_page")
    if head.startswith((b"{\\rtf", b"%pdf", b"\x89png", b"\xff\xd8\xff", b"gif8", b"mz")):
        raise Invalid("sheet_unknown_kind")
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and b"\0" in data[: _HEAD * 16]:
        raise Invalid("sheet_unknown_kind")
    return FileKind.CSV


def _archive(data: bytes, limits: ImportLimits) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _weigh(parts, len(data), limits)
            if any(part.flag_bits & 1 for part in parts):
                raise Invalid("sheet_locked")
            names = {part.filename for part in parts}
            if "mimetype" in names:
                return _open_document(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as bad:
        raise Invalid("sheet_corrupt") from bad
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return FileKind.XLSX
    raise Invalid("sheet_unknown_kind")


def _weigh(parts: list[zipfile.ZipInfo], size: int, limits: ImportLimits) -> None:
    unpacked = sum(part.file_size for part in parts)
    heavy = unpacked > _SMALL and unpacked > size * limits.ratio
    if len(parts) > limits.entries or unpacked > limits.unpacked or heavy:
        raise Invalid("sheet_bomb", most=f"{limits.unpacked // 1024**2}")


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> FileKind:
    if not archive.read("mimetype")[:200].startswith(_SPREADSHEET):
        raise Invalid("sheet_unknown_kind")
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in archive.read(manifest):
        raise Invalid("sheet_locked")
    return FileKind.ODS


def _old(data: bytes) -> FileKind:
    """Look for the streams of a compound file by their names, which stand in it as UTF-16."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise Invalid("sheet_locked")
    if has("WordDocument") or has("PowerPoint Document") or has("__substg1.0"):
        raise Invalid("sheet_unknown_kind")
    if not (has("Workbook") or re.search("B\0o\0o\0k\0", data.decode("latin-1"))):
        raise Invalid("sheet_unknown_kind")
    return FileKind.XLS
