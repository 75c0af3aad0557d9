"""A release of the catalogue: rows of every table of the libraries, named by their codes.

Links between rows are codes, too, so a release fits any installation. As a file it is one JSON
document; its hash is taken over a canonical form, so equal contents are equal releases.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Self

from ytefas.errors import Invalid

FORMAT: Final = 1
LARGEST: Final = 32 * 1024 * 1024  # bytes of a file that is worth reading
# In an order in which every row is made after those it names.
TABLES: Final = (
    "hazard_family", "ppe_type", "course", "exam", "measure_template", "hazard",
    "hazard_measure_template", "workplace_type", "activity_type", "job_type", "equipment_type",
    "source_hazard_link", "role_course", "checklist", "checklist_item", "preset", "text_block",
)  # fmt: skip

Rows = Mapping[str, Mapping[str, Any]]  # of one table: {key: {column: value}}


@dataclass(frozen=True, slots=True)
class Release:
    """What one release says."""

    version: str
    released_on: date
    name: tuple[str, str]
    note: tuple[str, str]
    rows: Mapping[str, Rows]

    def items(self) -> Iterator[tuple[str, str]]:
        """Name every row there is: its table and its key, in the order of making."""
        for table in TABLES:
            for key in self.rows.get(table, {}):
                yield table, key

    @property
    def sha256(self) -> str:
        return sha256(canonical(self.rows)).hexdigest()

    def document(self) -> dict[str, Any]:
        """Say it as the document that a file holds."""
        return {
            "format": FORMAT,
            "version": self.version,
            "released_on": self.released_on.isoformat(),
            "name": list(self.name),
            "note": list(self.note),
            "rows": {table: dict(self.rows.get(table, {})) for table in TABLES},
        }

    @classmethod
    def of(cls, document: object) -> Self:
        """Read a document; Invalid where it is none of ours."""
        if not isinstance(document, Mapping) or document.get("format") != FORMAT:
            raise Invalid("release_format")
        rows = document.get("rows")
        version, name, note = (document.get(one) for one in ("version", "name", "note"))
        try:
            released_on = date.fromisoformat(str(document.get("released_on")))
        except ValueError:
            raise Invalid("release_format") from None
        if not (isinstance(version, str) and 0 < len(version) <= 20):  # noqa: PLR2004 - the column's
            raise Invalid("release_format")
        if not (_is_pair(name) and _is_pair(note) and _are_rows(rows)):
            raise Invalid("release_format")
        return cls(version, released_on, tuple(name), tuple(note), rows)  # type: ignore[arg-type]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a file."""
        if path.stat().st_size > LARGEST:
            raise Invalid("release_format")
        try:
            return cls.of(json.loads(path.read_bytes()))
        except (ValueError, RecursionError):
            raise Invalid("release_format") from None


def canonical(value: Any) -> bytes:
    """Write a value in the one way that equal values are written."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    ).encode()


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    return dict(value)


def _is_pair(value: object) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) == 2  # noqa: PLR2004 - Italian and English
        and all(isinstance(one, str) for one in value)
    )


def _are_rows(value: object) -> bool:
    return (
        isinstance(value, Mapping)
        and value.keys() <= set(TABLES)
        and all(
            isinstance(rows, Mapping) and all(isinstance(row, Mapping) for row in rows.values())
            for rows in value.values()
        )
    )
