"""Looking through all rows of a sheet: nothing is written, everything that is wrong is told.

Every value is held to the rules of its form (`Judge`), every name is looked up, every row finds the
record it is about. What comes out is a plan, the same one that applying carries out.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid5

from ytefas.imports.book import Cell
from ytefas.imports.cells import told_choice
from ytefas.imports.finding import Finder
from ytefas.imports.following import Meant, meant
from ytefas.imports.matching import Table
from ytefas.imports.plan import Checked, Existing, Judge, Line, Options, State, Step
from ytefas.imports.references import Entry, Index, Making
from ytefas.imports.rows import WHOLE_NAME, Given, documents, given_by, lines_of
from ytefas.imports.target import Column, Part, Target
from ytefas.imports.trouble import Trouble
from ytefas.imports.words import folded

_DEEPEST: Final = 40  # parents above each other
_ONE_DAY: Final = dt.timedelta(days=1)
_MAKEABLE: Final = frozenset({"site", "department", "job"})


def check(
    target: Target,
    table: Table,
    existing: Existing,
    options: Options,
    *,
    judge: Judge,
    seed: UUID,
    edits: Mapping[tuple[int, int], Cell] | None = None,
    locale: str = "it",
) -> Checked:
    """Look through a sheet at once."""
    checking = Checking(target, existing, options, judge=judge, seed=seed, locale=locale)
    for _ in checking.steps(lines_of(table, options, edits or {})):
        pass
    return checking.done()


class Checking:
    """One sheet while it is looked through: some rows at a time, so that others get their turn."""

    def __init__(
        self,
        target: Target,
        existing: Existing,
        options: Options,
        *,
        judge: Judge,
        seed: UUID,
        locale: str,
    ) -> None:
        self._target = target
        self._options = options
        self._judge = judge
        self._seed = seed
        self._locale = locale
        self._indexes = {name: Index(index.entries) for name, index in existing.indexes.items()}
        root = existing.rows.get(target.root.table, {})
        self._finder = Finder(target, root.values())
        self._below: dict[tuple[str, UUID], list[Mapping[str, Any]]] = defaultdict(list)
        for part in target.parts[1:]:
            for row in existing.rows.get(part.table, {}).values():
                if row.get("archived_at") is None:
                    self._below[part.name, row[part.link]].append(row)
        self._making = Making(seed, options.make & _MAKEABLE)
        self._given: dict[int, Given] = {}
        self._settled: set[int] = set()
        self._open: set[int] = set()  # rows whose parents are looked through just now
        self._first: dict[UUID, Line] = {}
        self._children: set[UUID] = set()
        self._lines: Sequence[Line] = ()
        self._named: dict[str, list[Given]] = defaultdict(list)

    def steps(self, lines: Sequence[Line]) -> Iterator[None]:
        """Look through the rows; stops after each."""
        self._lines = lines
        for line in lines:
            if line.state is not State.SKIP:
                given = given_by(line, self._target, self._options)
                self._given[line.number] = given
            yield
        self._take_codes()
        self._take_names()
        for given in self._given.values():
            self._settle(given, 0)
            yield

    def done(self) -> Checked:
        """Give what came out, when all steps are done."""
        for line in self._lines:
            line.state = _state(line)
        said = {*self._options.mapping.values(), *self._options.constants}
        return Checked(self._lines, self._making, unmapped(self._target, said))

    def _take_codes(self) -> None:
        """Know the codes that are taken, so that those we make are new."""
        self._making.letters = {"job": "M", "site": "S"}
        for name, index in self._indexes.items():
            self._making.codes[name] = {one.code.casefold() for one in index.entries}
        root = self._target.root
        for given in self._given.values():
            code = given.of(root.name).get("code")
            if isinstance(code, str):
                self._making.codes.setdefault(root.table, set()).add(code.casefold())

    def _take_names(self) -> None:
        """Know which rows of the sheet are called how, where rows contain each other."""
        if self._target.parent:
            for given in self._given.values():
                values = given.of(self._target.root.name)
                for name in ("name", "code"):
                    if values.get(name):
                        self._named[folded(str(values[name]))].append(given)

    # -- one row

    def _settle(self, given: Given, depth: int) -> None:
        line = given.line
        if line.number in self._settled:
            return
        self._settled.add(line.number)
        self._open.add(line.number)
        self._parents_first(given, depth)
        self._open.discard(line.number)
        for column in self._links():
            self._resolve(given, column)
        root = self._target.root
        found = self._finder.find(given)
        if found is not None and found.get("archived_at") is not None:
            line.blame("", Trouble("sheet_archived_record"))
        before = {} if found is None else found
        self._empty(given, root, before)
        documents(given, root.name, before, clear=self._options.clear)
        key = self._root(given, found)
        below = {self._child(given, part, key) for part in self._target.parts[1:]} - {None}
        says_more = bool(below - self._children) or line.steps or line.troubles
        self._children.update(one for one in below if one is not None)
        if key in self._first and not says_more:
            facts = {"row": str(self._first[key].number)}
            line.blame("", Trouble("sheet_duplicate_row", facts))
        self._first.setdefault(key, line)

    def _parents_first(self, given: Given, depth: int) -> None:
        """Let the row of the sheet that contains this one be looked through before it."""
        name = self._target.parent
        text = given.of(self._target.root.name).get(name) if name else None
        if not isinstance(text, str):
            return
        if depth > _DEEPEST:
            given.line.blame(f"{self._target.root.name}.{name}", Trouble("circle"))
            return
        others = [other for other in self._named.get(folded(text), ()) if other is not given]
        if others and all(other.line.number in self._open for other in others):
            del given.of(self._target.root.name)[name]
            given.line.blame(f"{self._target.root.name}.{name}", Trouble("circle"))
        for other in others:
            self._settle(other, depth + 1)

    def _links(self) -> list[Column]:
        """List the columns that point at something, what others are inside of first."""
        found = [one for one in self._target.columns if one.kind == "link"]
        return sorted(found, key=lambda one: (one.part != self._target.root.name, len(one.within)))

    def _resolve(self, given: Given, column: Column) -> None:
        values = given.of(column.part)
        text = values.get(column.field)
        if not isinstance(text, str):
            return
        within: dict[str, UUID | None] = {}
        for theirs, ours in column.within:
            said = values.get(ours)
            if said is None and self._is_faulty(given.line, column.part, ours):
                del values[column.field]  # where it is is not known: told there already
                return
            within[theirs] = said if isinstance(said, UUID) else None
        index = self._indexes.setdefault(column.table, Index(()))
        found = index.find(text, within)
        if isinstance(found, Entry):
            values[column.field] = found.key
            self._making.spoken_of(found.key, given.line.number)
            return
        makeable = column.table in _MAKEABLE and found.reason in {"sheet_unknown",
                                                                  "sheet_unknown_near"}  # fmt: skip
        makeable = makeable and all(within.values())
        if makeable and column.table in self._making.allowed:
            row = given.line.number
            values[column.field] = self._making.make(index, column.table, text, within, row).key
            return
        del values[column.field]
        makes = (column.table, text) if makeable else None
        given.line.blame(column.name, Trouble(found.reason, found.facts, found.offers, makes))

    def _is_faulty(self, line: Line, part: str, field: str) -> bool:
        column = self._target.of_field(part, field)
        return column is not None and column.name in line.troubles

    def _empty(self, given: Given, part: Part, before: Mapping[str, Any]) -> None:
        """Let empty cells empty their fields, where that is asked."""
        if self._options.clear:
            for name in given.empty.get(part.name, ()):
                if before.get(name) not in (None, [], ""):
                    given.of(part.name)[name] = None

    def _root(self, given: Given, found: Mapping[str, Any] | None) -> UUID:
        part, values = self._target.root, given.of(self._target.root.name)
        if found is None:
            key = uuid5(self._seed, f"row {given.line.number}")
            self._auto_code(part, values)
        else:
            key = found["id"]
        step = self._step(given.line, part, key, values, found)
        if step is not None:
            known = {**(found or {}), **step.values, "id": key}
            if not given.line.troubles:
                self._agree(given.line, key, step)
            if found is None:
                self._finder.add({**known, "row_version": None})
                self._join(part, known)
        return key

    def _agree(self, line: Line, key: UUID, step: Step) -> None:
        """Let several rows of one record change it together, if they do not contradict."""
        first = self._first.get(key)
        if first is None:
            return
        line.steps.remove(step)
        other = next((one for one in first.steps if one.key == key), None)
        told = {} if other is None else other.values
        if any(name in told and told[name] != one for name, one in step.values.items()):
            line.blame("", Trouble("sheet_differs", {"row": str(first.number)}))
        elif other is not None:
            other.values |= step.values
            other.before |= step.before
        else:
            first.steps.insert(0, step)

    def _join(self, part: Part, row: Mapping[str, Any]) -> None:
        """Let a row that is to be made be pointed at by those that follow."""
        if part.table in self._indexes and row.get("name"):
            within = {name: row.get(name) for name in ("site_id",) if name in row}
            self._indexes[part.table].add(
                Entry(key=row["id"], name=str(row["name"]), code=str(row.get("code") or ""),
                      within=within)
            )  # fmt: skip

    def _auto_code(self, part: Part, values: dict[str, Any]) -> None:
        column = self._target.of_field(part.name, "code")
        if column is not None and column.auto and not values.get("code"):
            values["code"] = self._making.next_code(part.table)

    # -- what hangs on it

    def _child(self, given: Given, part: Part, root: UUID) -> UUID | None:
        """Find or make what hangs on the record, and say which it is; None: the row is silent."""
        values = given.of(part.name)
        rows = self._below[part.name, root]
        said = dict(values)
        wanted = self._wanted(given, part)
        if not said and wanted is None:
            return None
        if any(name.startswith(f"{part.name}.") for name in given.line.troubles):
            return None
        if part.start not in said and self._is_faulty(given.line, *part.start_of):
            return None  # the day it begins with is told to be wrong where it stands
        found = meant(part, said, rows, wanted, self._children)
        if found.row is None:
            self._begin(given, part, values)
        else:
            self._empty(given, part, found.row)
        key = uuid5(self._seed, f"row {given.line.number} {part.name}")
        if found.row is not None:
            key = found.row["id"]
        step = self._step(given.line, part, key, {**values, part.link: root}, found.row)
        if step is not None and found.row is None:
            rows.append({**step.values, "id": key, "row_version": None})
        self._end(given.line, part, found, values)
        return key

    def _wanted(self, given: Given, part: Part) -> str | None:
        """Read which record of a part a filled template names: their keys stand in order."""
        keys = given.reference.split()
        at = self._target.parts.index(part)
        return keys[at] if at < len(keys) and keys[at] != "-" else None

    def _begin(self, given: Given, part: Part, values: dict[str, Any]) -> None:
        """Let what nobody says when begin with what it hangs together with."""
        other, name = part.start_of
        if part.start and part.start not in values and other:
            first = given.of(other).get(name)
            if isinstance(first, dt.date):
                values[part.start] = first

    def _end(self, line: Line, part: Part, found: Meant, values: Mapping[str, Any]) -> None:
        start, old = values.get(part.start), found.ends
        if old is None or not isinstance(start, dt.date) or old["row_version"] is None:
            return
        last = start - _ONE_DAY
        line.steps.insert(0, Step(part.name, part.table, old["id"], {part.end: last},
                                  old["row_version"], {part.end: old[part.end]}))  # fmt: skip

    # -- one record

    def _step(
        self,
        line: Line,
        part: Part,
        key: UUID,
        values: Mapping[str, Any],
        found: Mapping[str, Any] | None,
    ) -> Step | None:
        """Hold a record to the rules of its form, and keep what is different."""
        asked = dict(values)
        if found is not None:
            asked = {name: one for name, one in asked.items() if found.get(name) != one}
        read, faults = self._judge(part.table, asked, creating=found is None)
        for name, fault in faults.items():
            self._blame(line, part, name, fault)
        if found is None:
            step = Step(part.name, part.table, key, {**read, "id": key})
        else:
            changed = {name: one for name, one in read.items() if found.get(name) != one}
            if not changed or found["row_version"] is None:
                return self._again(changed, found, line)
            before = {name: found.get(name) for name in changed}
            step = Step(part.name, part.table, key, changed, found["row_version"], before)
        line.steps.append(step)
        return step

    def _again(
        self, changed: Mapping[str, Any], found: Mapping[str, Any], line: Line
    ) -> Step | None:
        """Refuse to change by this row a record that another row of the sheet makes."""
        first = self._first.get(found["id"])
        if changed and found["row_version"] is None and first is not None:
            line.blame("", Trouble("sheet_differs", {"row": str(first.number)}))
        return None

    def _blame(self, line: Line, part: Part, field: str, fault: Trouble) -> None:
        column = self._target.of_field(part.name, field)
        if field == part.link:
            return
        name = column.name if column is not None else ""
        if name in line.troubles or f"{part.name}.{WHOLE_NAME}" in line.troubles:
            return  # the cell itself said it better
        said = {**self._options.constants, **dict.fromkeys(self._options.mapping.values())}
        if column is not None and fault.reason == "required" and name not in said:
            facts = {"column": column.says(self._locale)}
            line.blame("", Trouble("sheet_missing", facts))
            return
        line.blame(name, Trouble("sheet_required") if fault.reason == "required" else fault)


def unmapped(target: Target, said: Collection[str]) -> tuple[str, ...]:
    """Name what a new record needs and a sheet does not say."""
    root = target.root.name
    known = set(said)
    if f"{root}.{WHOLE_NAME}" in known:
        known |= {f"{root}.surname", f"{root}.name"}
    touched = {name.partition(".")[0] for name in known} | {root}
    return tuple(
        column.name
        for column in target.columns
        if column.required and not column.auto and column.part in touched
        and column.name not in known and not _follows(target, column, touched)
    )  # fmt: skip


def _follows(target: Target, column: Column, touched: set[str]) -> bool:
    """Tell a day that is taken from another record of the row, if nobody says it."""
    part = target.part(column.part)
    return column.field == part.start and part.start_of[0] in touched - {part.name}


def _state(line: Line) -> State:
    if line.state is State.SKIP:
        return State.SKIP
    if line.troubles:
        return State.ERROR
    if not line.steps:
        return State.SAME
    return State.NEW if line.steps[0].makes else State.UPDATE


def translated(checked: Checked, target: Target, locale: str) -> None:
    """Say in choices that are none which ones there are, in the reader's language."""
    for line in checked.lines:
        for name, troubles in line.troubles.items():
            column = target.column(name)
            if column is not None and column.choices:
                line.troubles[name] = [told_choice(one, column, locale) for one in troubles]
