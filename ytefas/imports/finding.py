"""Finding the record a row is about: by what a filled template says, else by its keys."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from ytefas.imports.rows import Given
from ytefas.imports.target import Key, Target
from ytefas.imports.trouble import Trouble
from ytefas.imports.words import folded

Found = Mapping[str, Any] | None
_SHOWN: Final = 60


class Finder:
    """The records of a customer by their keys; rows that are to be made join them."""

    def __init__(self, target: Target, rows: Iterable[Mapping[str, Any]]) -> None:
        self._target = target
        self._rows: dict[UUID, Mapping[str, Any]] = {}
        self._by_key: dict[tuple[int, tuple[str, ...]], list[UUID]] = defaultdict(list)
        self._bare: dict[tuple[int, str], list[UUID]] = defaultdict(list)
        self._fields = {name for key in target.keys for name in key.fields}
        for row in rows:
            self.add(row)

    def add(self, row: Mapping[str, Any]) -> None:
        """Let a record be found."""
        self._rows[row["id"]] = row
        for at, key in enumerate(self._target.keys):
            said = _said(key, row)
            if said is not None:
                self._by_key[at, said].append(row["id"])
                if key.sure and said[0].isdigit():
                    self._bare[at, said[0].lstrip("0")].append(row["id"])

    def row(self, key: UUID) -> Found:
        return self._rows.get(key)

    def find(self, given: Given) -> Found:
        """Find it; None: it is new. What contradicts itself is told on the line."""
        values = given.of(self._target.root.name)
        if given.reference:
            return self._referred(given)
        sure: dict[str, Mapping[str, Any]] = {}
        for at, key in enumerate(self._target.keys):
            said = _said(key, values)
            if said is None:
                continue
            found = self._fitting(at, said, values, sure=key.sure)
            if not found and key.sure:
                found = self._without_zeros(at, said, given, key)
            if len(found) > 1:
                self._blame(given, key, "sheet_two_match", values)
                return None
            if found and key.sure:
                sure[key.fields[0]] = found[0]
            elif found:
                return next(iter(sure.values()), found[0])
            elif sure and not key.sure:
                break
        return self._agreed(given, sure, values)

    def _agreed(
        self, given: Given, sure: Mapping[str, Mapping[str, Any]], values: Mapping[str, Any]
    ) -> Found:
        if len({row["id"] for row in sure.values()}) > 1:
            for name in sure:
                self._blame(given, Key((name,)), "sheet_keys_disagree", values)
            return None
        found = next(iter(sure.values()), None)
        if found is not None and self._is_somebody_else(found, values):
            (name,) = list(sure)[:1]
            called = " ".join(str(found.get(one) or "") for one in self._target.names)
            self._blame(given, Key((name,)), "sheet_somebody_else", values, name=called)
        return found

    def _is_somebody_else(self, row: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
        """Tell whether one key says that it is this record, and everything else that it is not."""
        named = [name for name in self._target.names if values.get(name) and row.get(name)]
        told = [name for name in self._fields - set(named) if values.get(name) and row.get(name)]
        return (
            bool(named)
            and len(told) > 1
            and all(_plain(values[name]) != _plain(row[name]) for name in named)
            and sum(_plain(values[name]) == _plain(row[name]) for name in told) <= 1
        )

    def _fitting(
        self, at: int, said: tuple[str, ...], values: Mapping[str, Any], *, sure: bool
    ) -> list[Mapping[str, Any]]:
        rows = [self._rows[one] for one in dict.fromkeys(self._by_key.get((at, said), ()))]
        if sure:
            return rows
        kept = [row for row in rows if row.get("archived_at") is None]
        return [row for row in kept if not self._contradicts(row, values)]

    def _contradicts(self, row: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
        """Tell whether something that names a record says that it is another one."""
        return any(
            values.get(name) and row.get(name) and _plain(values[name]) != _plain(row[name])
            for name in self._fields
        )

    def _without_zeros(
        self, at: int, said: tuple[str, ...], given: Given, key: Key
    ) -> list[Mapping[str, Any]]:
        """Find what a number means for which a spreadsheet forgot the zeros: 42 for 00042."""
        part, name = self._target.root.name, key.fields[0]
        if len(key.fields) > 1 or f"{part}.{name}" not in given.numbers:
            return []
        wanted = {field: one for field, one in given.of(part).items() if field != name}
        found = [
            row
            for row in map(self._rows.__getitem__, self._bare.get((at, said[0].lstrip("0")), ()))
            if not self._contradicts(row, wanted)
        ]
        if len(found) == 1:
            given.of(part)[name] = found[0][name]
        return found

    def _referred(self, given: Given) -> Found:
        first = given.reference.split()[0]
        try:
            found = self._rows.get(UUID(first))
        except ValueError:
            found = None
        if found is None:
            facts = {"value": given.reference[:_SHOWN]}
            given.line.blame("", Trouble("sheet_reference_unknown", facts))
        return found

    def _blame(
        self, given: Given, key: Key, reason: str, values: Mapping[str, Any], **more: str
    ) -> None:
        part = self._target.root.name
        for name in key.fields:
            column = self._target.of_field(part, name)
            if column is not None and name in values:
                facts = {"value": str(values[name])[:_SHOWN], **more}
                given.line.blame(column.name, Trouble(reason, facts))


def _said(key: Key, values: Mapping[str, Any]) -> tuple[str, ...] | None:
    said = tuple(_plain(values.get(name)) for name in key.fields)
    return said if all(said) else None


def _plain(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else str(value)
    return folded(text) or text.strip()
