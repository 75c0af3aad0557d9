"""Many records changed in one way: fields and values chosen once, looked at, written one by one.

What comes of each record is told as it is: changed, the same already, refused and why. Records are
written a few in one transaction; where one of those is refused, each of them by itself. Whoever did
it may take it back: what others have changed since stays, and is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast
from uuid import UUID, uuid5

from typing_extensions import override

from ytefas.errors import Closed, Invalid, YtefasError
from ytefas.framework.work.action import Action, actions
from ytefas.framework.work.content import Content, Key
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.cursor import Cursor
from ytefas.framework.work.gate import said, told
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.plain import is_plain
from ytefas.framework.work.reading import read_one, read_rows
from ytefas.framework.work.rows import Batch, Saving, Within
from ytefas.framework.work.view import View, words

RECORD: Final = "record"
AT_ONCE: Final = 100  # records of one transaction
MOST_FIELDS: Final = 50
SHARED: Final = ("customer_id", "site_id")  # among these links are picked
BULK: Final = "bulk"
TITLE: Final = words(it="Modifica in blocco", en="Bulk edit")


@dataclass(frozen=True, slots=True)
class Asked:
    """What becomes of one field: a value, or items that come to its list or leave it."""

    name: str
    how: str  # set, add, remove
    value: Any

    def of(self, before: Any) -> Any:
        """Give what a field holds afterwards."""
        if self.how == "set":
            return self.value
        items = list(before or ())
        if self.how == "add":
            return [*items, *(one for one in self.value if one not in items)]
        return [one for one in items if one not in self.value]


def parse(raw: object) -> list[Asked]:
    """Read {field: {set | add | remove: value}}; what a field can hold is asked by the save."""
    if not isinstance(raw, Mapping) or not 1 <= len(raw) <= MOST_FIELDS:
        raise Invalid("bulk_nothing")
    asked = []
    for name, one in raw.items():
        if not isinstance(name, str) or not is_plain({name: None}) or not isinstance(one, Mapping):
            raise Invalid("malformed", parameter="changes")
        ((how, value),) = one.items() if len(one) == 1 else (("", None),)
        is_list = isinstance(value, list | tuple)
        if how not in {"set", "add", "remove"} or (how != "set" and not is_list):
            raise Invalid("malformed", parameter="changes")
        asked.append(Asked(name, how, value))
    return asked


@dataclass(slots=True)
class Outcome:
    """What came of every record."""

    changed: dict[Key, int] = field(default_factory=dict)  # and its version now
    same: list[Key] = field(default_factory=list)
    refused: dict[Key, Mapping[str, Any]] = field(default_factory=dict)


class Writing:
    """One kind of change written to many records of a source."""

    def __init__(self, controller: Controller, cursor: Cursor, key: UUID) -> None:
        self._controller = controller
        self._cursor = cursor
        self._key = key
        self.outcome = Outcome()

    async def write(self, saves: Sequence[Saving]) -> None:
        """Write them all, as far as they can be written."""
        for start in range(0, len(saves), AT_ONCE):
            some = saves[start : start + AT_ONCE]
            if not await self._together(some):
                for one in some:
                    await self._alone(one)

    async def _together(self, saves: Sequence[Saving]) -> bool:
        try:
            self._note(await self._save(saves))
        except Closed:
            raise
        except YtefasError:
            return len(saves) == 0
        return True

    async def _alone(self, saving: Saving) -> None:
        try:
            self._note(await self._save([saving]))
        except Closed:
            raise
        except YtefasError as error:
            problem = said(told(error), self._controller.context)
            self.outcome.refused[saving.key] = problem

    async def _save(self, saves: Sequence[Saving]) -> Mapping[Key, int]:
        batch = Batch(self._cursor.source, saves=tuple(saves))
        name = f"{len(saves)}:{saves[0].key}:{saves[-1].key}"
        (written,) = await self._cursor.writer.write(
            [batch], idempotency_key=str(uuid5(self._key, name))
        )
        return written.versions

    def _note(self, versions: Mapping[Key, int]) -> None:
        self.outcome.changed |= versions


class BulkEdit(Controller):
    """Shows the fields of a source once, for all records it was opened for."""

    ID = "bulk_edit"
    LABEL = TITLE
    ICON = "list-checks"
    OPERATION = Operation.EDIT
    CONTENT = frozenset({Content.len != 0})
    REQUIRED_CATEGORIES = frozenset({BULK})
    MODAL = True
    VIEW = View("Bulk", title=TITLE)

    _names: tuple[str, ...] = ()
    _rows: Mapping[Key, Mapping[str, Any]] = {}
    _done: Mapping[Key, tuple[int, Mapping[str, Any]]] = {}

    @property
    def cursor(self) -> Cursor:
        return self.cursors[RECORD]

    @property
    def keys(self) -> tuple[Key, ...]:
        content = self.intent.content
        return () if content is None else content.ids

    @override
    async def _begin_drafting(self, kept: Mapping[str, Any]) -> None:
        """Keep no draft: what was chosen here is about these records, now."""

    @override
    async def start(self) -> None:
        """Begin with what all of them share: links are picked among the rows of one customer."""
        source = self.application.cursors.describe(self.cursor.source, self)
        names = [one["name"] for one in source["fields"] if one["name"] in SHARED]
        rows = await read_rows(self, self.cursor.source, Within(keys=self.keys), ["id", *names])
        shared = {name: {row[name] for row in rows} for name in names}
        values = {name: found.pop() for name, found in shared.items() if len(found) == 1}
        await self.cursor.begin_new({name: one for name, one in values.items() if one is not None})

    async def look(self, asked: Sequence[Asked]) -> dict[str, Any]:
        """Say how many records would change; what was read is what may be written over."""
        self._names = tuple(one.name for one in asked)
        found = await read_rows(
            self, self.cursor.source, Within(keys=self.keys), ["id", "row_version", *self._names]
        )
        self._rows = {row["id"]: row for row in found}
        saves = list(self._saves(asked))
        return {
            "records": len(self.keys), "changes": len(saves), "same": len(found) - len(saves),
            "gone": len(self.keys) - len(found),
        }  # fmt: skip

    def _saves(self, asked: Sequence[Asked]) -> Iterator[Saving]:
        for key, row in self._rows.items():
            changes = {one.name: one.of(row[one.name]) for one in asked}
            wanted = {name: value for name, value in changes.items() if value != row[name]}
            if wanted:
                yield Saving(key, int(row["row_version"]), wanted)

    async def apply(self, asked: Sequence[Asked], key: UUID) -> dict[str, Any]:
        """Write what was looked at."""
        if self._names != tuple(one.name for one in asked):
            await self.look(asked)
        saves = {one.key: one for one in self._saves(asked)}
        writing = Writing(self, self.cursor, key)
        await writing.write(list(saves.values()))
        outcome, self._names = writing.outcome, ()  # whoever goes on looks again
        outcome.same = [one for one in self._rows if one not in saves]
        self._done = {
            one: (version, {name: self._rows[one][name] for name in saves[one].changes})
            for one, version in outcome.changed.items()
        }
        for one in self.keys:
            if one not in self._rows:
                outcome.refused[one] = said({"code": "not_found"}, self.context)
        return await self._told(outcome)

    async def take_back(self, key: UUID) -> dict[str, Any]:
        """Put back what was there, where nobody has changed it since."""
        if not self._done:
            raise Invalid("bulk_nothing")
        saves = [Saving(one, version, before) for one, (version, before) in self._done.items()]
        writing = Writing(self, self.cursor, key)
        await writing.write(saves)
        self._done = {one: what for one, what in self._done.items()
                      if one in writing.outcome.refused}  # fmt: skip
        return await self._told(writing.outcome)

    async def _told(self, outcome: Outcome) -> dict[str, Any]:
        refused = [
            {"key": key, "title": await self._named(key), "code": problem["code"],
             "reason": _reason(problem)}
            for key, problem in list(outcome.refused.items())[:AT_ONCE]
        ]  # fmt: skip
        return {
            "changed": len(outcome.changed), "same": len(outcome.same),
            "refused": len(outcome.refused), "told": refused,
        }  # fmt: skip

    async def _named(self, key: Key) -> str:
        """Say what a record is called; one that is gone has no name."""
        source = self.application.cursors.describe(self.cursor.source, self)
        try:
            row = await read_one(self, self.cursor.source, key, (source["names_by"],))
        except YtefasError:
            return str(key)
        return str(row[source["names_by"]] or key)


def _reason(problem: Mapping[str, Any]) -> str:
    """Say why, the nearest first: what is wrong with a field, else with the record."""
    beside = problem.get("sentences")
    if isinstance(beside, Mapping) and beside:
        return " · ".join(dict.fromkeys(str(one) for one in beside.values()))
    return str(problem.get("message") or problem["code"])


class _OnBulk(Action):
    """Does something with what its controller was opened for."""

    @property
    def bulk(self) -> BulkEdit:
        return cast("BulkEdit", self.provider)


def _key(options: Mapping[str, Any]) -> UUID:
    try:
        return UUID(str(options.get("key")))
    except ValueError:
        raise Invalid("idempotency_key") from None


class LookAtBulk(_OnBulk):
    """Say how many records would change."""

    ID = "look"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        return await self.bulk.look(parse(options.get("changes")))


class ApplyBulk(_OnBulk):
    """Write it."""

    ID = "apply"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        return await self.bulk.apply(parse(options.get("changes")), _key(options))


class TakeBulkBack(_OnBulk):
    """Put back what was there."""

    ID = "take_back"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        return await self.bulk.take_back(_key(options))


BulkEdit.ACTIONS = actions(LookAtBulk, ApplyBulk, TakeBulkBack)
