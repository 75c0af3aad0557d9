"""What a cell may point at: rows there are already, rows the same sheet brings, rows to be made."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from ytefas.imports.trouble import Trouble
from ytefas.imports.words import folded, near

_SHOWN: Final = 80
_LISTED: Final = 5
_MOST: Final = (
    100_000  # comparisons of names in one sheet: seconds of work; then nothing is offered
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row one may point at."""

    key: UUID
    name: str
    code: str = ""
    others: tuple[str, ...] = ()  # other names: in the other language, with those it is inside of
    within: Mapping[str, UUID | None] = field(default_factory=dict)
    archived: bool = False

    @property
    def says(self) -> str:
        return f"{self.code} · {self.name}" if self.code else self.name


class Index:
    """The rows of one table, found by code or name."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: list[Entry] = []
        self._by_word: dict[str, list[Entry]] = defaultdict(list)
        self._by_key: dict[UUID, Entry] = {}
        self._known: dict[tuple[str, tuple[tuple[str, UUID | None], ...]], Entry | Trouble] = {}
        self._compared = 0  # names, to find what was meant
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        if entry.key in self._by_key:
            return
        self.entries.append(entry)
        self._by_key[entry.key] = entry
        words = {entry.name, entry.code, *entry.others, f"{entry.code} {entry.name}",
                 f"{entry.name} {entry.code}"}  # fmt: skip
        for word in {folded(one) for one in words} - {""}:
            self._by_word[word].append(entry)
        self._known.clear()

    def of(self, key: UUID) -> Entry | None:
        return self._by_key.get(key)

    def find(self, text: str, within: Mapping[str, UUID | None]) -> Entry | Trouble:
        """Find the one row that is meant; `within` are the values it must share."""
        asked = (text, tuple(sorted(within.items())))
        known = self._known.get(asked)
        if known is None:
            known = self._known[asked] = self._found(text, within)
        return known

    def _found(self, text: str, within: Mapping[str, UUID | None]) -> Entry | Trouble:
        wanted = folded(text)
        named = self._by_word.get(wanted, [])
        fitting = [one for one in named if _fits(one, within)]
        kept = [one for one in fitting if not one.archived]
        exact = [one for one in kept if folded(one.code) == wanted] or kept
        if len(exact) == 1:
            return exact[0]
        shown = {"value": text[:_SHOWN]}
        if len(exact) > 1:
            several = ", ".join(_told(one) for one in exact[:_LISTED])
            return Trouble("sheet_several", {**shown, "found": several},
                           tuple(one.code for one in exact[:_LISTED] if one.code))  # fmt: skip
        if fitting:
            return Trouble("sheet_archived", shown)
        if any(not one.archived for one in named):
            return Trouble("sheet_elsewhere", shown)
        there = [one for one in self.entries if not one.archived and _fits(one, within)]
        self._compared += len(there)
        offers = tuple(near(text, (one.name for one in there))) if self._compared < _MOST else ()
        if offers:
            said = " · ".join(offers)
            return Trouble("sheet_unknown_near", {**shown, "near": said}, offers)
        return Trouble("sheet_unknown", shown)

    def say(self, key: UUID, within: Mapping[str, UUID | None]) -> str:
        """Write what points at a row again when it is read: its name, or more where need be."""
        entry = self._by_key.get(key)
        if entry is None:
            return ""
        for word in (entry.name, f"{entry.code} {entry.name}".strip(), entry.code, *entry.others):
            found = self.find(word, within) if word else None
            if isinstance(found, Entry) and found.key == key:
                return word
        return entry.name


def _fits(entry: Entry, within: Mapping[str, UUID | None]) -> bool:
    return all(
        value is None or entry.within.get(name) in (value, None) for name, value in within.items()
    )


def _told(entry: Entry) -> str:
    return entry.others[-1] if entry.others and not entry.code else entry.says


@dataclass(slots=True)
class Making:
    """What is to be made because a sheet speaks of it: places and jobs, each once."""

    seed: UUID
    allowed: frozenset[str]
    made: dict[UUID, tuple[str, Mapping[str, object]]] = field(default_factory=dict)
    rows: dict[UUID, list[int]] = field(default_factory=dict)  # where it is spoken of
    codes: dict[str, set[str]] = field(default_factory=dict)  # taken ones, by table
    letters: Mapping[str, str] = field(default_factory=dict)  # how codes of a table begin

    def make(
        self, index: Index, table: str, text: str, within: Mapping[str, UUID | None], row: int
    ) -> Entry:
        """Make a row of a table by its name; the same name in the same place is the same row."""
        place = "/".join(f"{name}={value}" for name, value in sorted(within.items()))
        key = uuid5(uuid5(NAMESPACE_URL, f"{self.seed}"), f"{table}/{place}/{folded(text)}")
        self.rows.setdefault(key, []).append(row)
        known = index.of(key)
        if known is not None:
            return known
        values: dict[str, object] = {"name": text, **within}
        code = ""
        if table in self.letters:
            code = values["code"] = self.next_code(table)
        entry = Entry(key=key, name=text, code=code, within=dict(within))
        self.made[key] = (table, values)
        index.add(entry)
        return entry

    def spoken_of(self, key: UUID, row: int) -> None:
        """Remember that a row speaks of something that is to be made."""
        if key in self.rows:
            self.rows[key].append(row)

    def next_code(self, table: str) -> str:
        """Give the next code nobody has: M1, then M2."""
        taken, number = self.codes.setdefault(table, set()), 1
        while f"{self.letters[table]}{number}".casefold() in taken:
            number += 1
        code = f"{self.letters[table]}{number}"
        taken.add(code.casefold())
        return code
