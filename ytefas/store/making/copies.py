"""A part of a firm as rows to be made once more: in its customer, or in another one.

What goes along is read off the links between the tables; here it is only said which of them hold
others, which link two, and what a second copy cannot share with the first (`HOLDS`, `LINKS`,
`BRINGS`, `LEAVES`). People never go along: who is assigned or appointed is a fact of one place.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from schema.base import entity_of, field_of, tables
from ytefas.errors import Invalid, NotFound
from ytefas.files.depot import key_of
from ytefas.store.making.plan import MOST, Plan, Planned, next_code
from ytefas.store.making.there import (
    NAMED,
    Row,
    There,
    below,
    links_of,
    may_make,
    paired,
    readable,
    seen,
)
from ytefas.store.unit import Reading

HOLDS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {  # what is inside: table and column
    "site": (("department", "site_id"), ("activity", "site_id"), ("equipment", "site_id"),
             ("calculation", "site_id")),
    "department": (("department", "parent_id"), ("activity", "department_id"),
                   ("equipment", "department_id"), ("calculation", "department_id")),
    "activity": (("activity", "parent_id"),),
    "job": (("calculation", "job_id"),),
    "equipment": (), "calculation": (),
}  # fmt: skip
LINKS: Final = ("job_site", "job_department", "job_activity", "job_equipment",
                "activity_equipment", "department_substance", "substance_use",
                "group_job")  # fmt: skip
BRINGS: Final = frozenset({"job", "activity", "substance"})  # to another customer, by a link
LEAVES: Final[Mapping[str, frozenset[str]]] = {
    "site": frozenset({"opened_on", "closed_on"}),
    "equipment": frozenset({"serial", "internal_code", "inail_number", "in_service_on"}),
}
_PLACES: Final = ("parent_id", "department_id", "site_id", "job_id")  # inside what, nearest first
_FILES: Final = "attachment"


@dataclass(frozen=True, slots=True)
class Copied:
    """What is copied, and where to; `site` and `department` say inside what it comes to be."""

    table: str
    key: UUID
    customer: UUID
    site: UUID | None
    department: UUID | None
    with_files: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """A plan, what it is called, and what cannot follow, by reason."""

    plan: Plan
    title: str
    left: Mapping[str, int]


async def root_of(reading: Reading, copied: Copied) -> Row:
    """Read what is to be copied, if the reader sees it."""
    if copied.table not in HOLDS:
        raise Invalid("unknown_source")
    home = tables()[copied.table]
    rows = await reading.fetch(
        home.select().where(home.c.id == copied.key, reading.within(home)), {}
    )
    found = await seen(reading, home, [dict(row) for row in rows])
    if not found:
        raise NotFound
    return found[0]


async def plan_of(reading: Reading, copied: Copied) -> Laid:
    """Lay out a copy."""
    root = await root_of(reading, copied)
    collected = await _collected(reading, copied.table, root)
    there = await There.read(reading, copied.customer, [*NAMED, *LINKS])
    await _require_place(reading, copied, there)
    layout = _Layout(reading, copied, root=root, collected=collected, there=there)
    links = [
        (table, row) for table in LINKS for row in await _linking(reading, table, root, collected)
    ]
    if layout.abroad:
        await layout.bring(links)
    rows = [*layout.rows(), *layout.links(links)]
    if copied.with_files:
        rows += await layout.files()
    if len(rows) > MOST:
        raise Invalid("out_of_range", parameter="rows")
    return Laid(Plan(rows), str(root[_title(copied.table)]), dict(layout.left))


async def _collected(reading: Reading, table: str, root: Row) -> dict[UUID, tuple[str, Row]]:
    """Read everything inside a row, with it."""
    found: dict[UUID, tuple[str, Row]] = {root["id"]: (table, root)}
    fresh = {table: [root["id"]]}
    while fresh:
        inner: dict[str, list[UUID]] = {}
        for name, keys in fresh.items():
            for held, column in HOLDS.get(name, ()):
                for row in await below(reading, held, root["customer_id"], column, keys):
                    if row["id"] not in found:
                        found[row["id"]] = (held, row)
                        inner.setdefault(held, []).append(row["id"])
        if len(found) > MOST:
            raise Invalid("out_of_range", parameter="rows")
        fresh = inner
    return found


async def _linking(
    reading: Reading, table: str, root: Row, collected: Mapping[UUID, tuple[str, Row]]
) -> list[Row]:
    found: dict[UUID, Row] = {}
    for column, target in links_of(tables()[table]):
        keys = [key for key, (name, _) in collected.items() if name == target]
        if keys:
            rows = await below(reading, table, root["customer_id"], column, keys)
            found |= {row["id"]: row for row in rows}
    return list(found.values())


async def _require_place(reading: Reading, copied: Copied, there: There) -> None:
    """Require a place of the customer that the reader sees, if it takes one."""
    for table, key in (("site", copied.site), ("department", copied.department)):
        if key is None:
            continue
        rows = [one for one in there.rows[table] if one["id"] == key]
        if not await seen(reading, tables()[table], rows) or rows[0]["archived_at"] is not None:
            raise NotFound
        if table == "department" and rows[0]["site_id"] != copied.site:
            raise Invalid("other_site")
    if copied.table in {"department", "equipment"} and copied.site is None:
        raise Invalid("choose_site")


class _Layout:
    """The rows of a copy while they are laid out."""

    def __init__(
        self,
        reading: Reading,
        copied: Copied,
        *,
        root: Row,
        collected: dict[UUID, tuple[str, Row]],
        there: There,
    ) -> None:
        self._reading = reading
        self._copied = copied
        self._root = root
        self._collected = collected
        self._there = there
        self._said = "copia" if reading.acting.locale == "it" else "copy"
        self._codes = {name: there.codes(name) for name in ("site", "job")}
        self._moved = self._moves()
        self._planned: dict[str, Planned] = {}
        self.abroad = root["customer_id"] != copied.customer
        self.left: Counter[str] = Counter()

    def _moves(self) -> dict[UUID, UUID | None]:
        """Say what stands for the places the original is inside."""
        if self._copied.table in {"site", "job"}:
            return {}
        above = "parent_id" if self._copied.table == "department" else "department_id"
        moved: dict[UUID, UUID | None] = {}
        for column, to in (("site_id", self._copied.site), (above, self._copied.department)):
            if self._root[column] is not None:
                moved[self._root[column]] = to
        return moved

    async def bring(self, links: Sequence[tuple[str, Row]]) -> None:
        """Take along what is linked and is of a whole customer: jobs, activities, substances."""
        for name in sorted(BRINGS):
            keys = {
                row[column]
                for table, row in links
                for column, target in links_of(tables()[table])
                if target == name and row[column] is not None
            } - self._collected.keys()
            if not keys:
                continue
            rows = await below(self._reading, name, self._root["customer_id"], "id", list(keys))
            self._collected |= {row["id"]: (name, row) for row in rows}

    def rows(self) -> Iterator[Planned]:
        """List what is no link, each after what it is inside."""
        left = dict(self._collected)
        while left:
            ready = [
                key for key, (_, row) in left.items()
                if not any(row.get(column) in left and row[column] != key for column in _PLACES)
            ]  # fmt: skip
            if not ready:
                return
            for key in ready:
                table, row = left.pop(key)
                made = self._row(table, row)
                if made is not None:
                    self._planned[made.key] = made
                    yield made

    def _row(self, table: str, row: Row) -> Planned | None:
        home = tables()[table]
        made = Planned(_text(table, row["id"]), table, self._values(table, row),
                       title=_title(table), denied=self._denied(table))  # fmt: skip
        needs: set[str] = set()
        for column, target in links_of(home):
            self._refer(made, column, target, row)
            at = made.refs.get(column)
            if isinstance(at, str) and target != _FILES:
                needs.add(at)
            if field_of(home.c[column]).required and at is None:
                self.left["rows"] += 1
                return None
        if row["id"] == self._root["id"]:
            self._put(made)
        made.needs = frozenset(needs)
        made.inside = next(
            (at for column in _PLACES if isinstance(at := made.refs.get(column), str)), None
        )
        self._match(made, row)
        return made

    def _put(self, made: Planned) -> None:
        """Put the copy itself where it is to be, also where the original was in nothing."""
        if self._copied.table in {"site", "job"}:
            return
        above = "parent_id" if self._copied.table == "department" else "department_id"
        for column, to in (("site_id", self._copied.site), (above, self._copied.department)):
            if to is not None:
                made.refs[column] = to

    def _values(self, table: str, row: Row) -> dict[str, Any]:
        home, names = tables()[table], readable(self._reading, tables()[table])
        inside = {column for column, _ in links_of(home)}
        left = LEAVES.get(table, frozenset())
        return {name: row[name] for name in sorted(names - inside - left) if row[name] is not None}

    def _refer(self, made: Planned, column: str, target: str, row: Row) -> None:
        """Say what stands for a reference of the original, if anything can."""
        value = row[column]
        if value is None or column not in readable(self._reading, tables()[made.table]):
            return
        if value in self._collected:
            made.refs[column] = _text(self._collected[value][0], value)
        elif value in self._moved and target in {"site", "department"}:
            to = self._moved[value]
            if to is not None:
                made.refs[column] = to
        elif target == _FILES:
            if self._copied.with_files:
                made.refs[column] = _text(_FILES, value) if self.abroad else value
                made.soft |= {column}
            else:
                self.left["files"] += 1
        elif not self.abroad:
            made.refs[column] = value
        else:
            self.left["people" if target == "person" else "links"] += 1

    def _match(self, made: Planned, row: Row) -> None:
        """Find what is called the same where the copy would be, and a code that nobody has."""
        table, is_root = made.table, row["id"] == self._root["id"]
        if "code" in tables()[table].c:
            made.code = "code"
        if table in self._codes:
            taken, code = self._codes[table], str(row["code"])
            free = code if code.lower() not in taken else next_code(code, taken, 20)
            taken.add(free.lower())
            made.values["code"] = free
        found = self._same(made)
        if found is not None:
            made.there, made.there_named, made.again = found["id"], str(found[made.title]), True
            made.anew = is_root and not self.abroad
        if is_root and not self.abroad and (found is not None or table in self._codes):
            made.values[made.title] = f"{row[made.title]} ({self._said})"[:200]

    def _same(self, made: Planned) -> Row | None:
        if made.table == "site":
            return None
        if made.table in {"job", "substance"} or not made.refs:
            whole = made.table in {"job", "substance"} or self._copied.table == made.table
            return self._there.like(made.table, str(made.values[made.title])) if whole else None
        same: dict[str, Any] = {}
        for column in _PLACES:
            at = made.refs.get(column)
            if column not in tables()[made.table].c:
                continue
            if isinstance(at, str):
                if self._planned[at].there is None:
                    return None
                same[column] = self._planned[at].there
            else:
                same[column] = at
        return self._there.like(made.table, str(made.values[made.title]), **same)

    def links(self, links: Sequence[tuple[str, Row]]) -> Iterator[Planned]:
        """List the links that can follow."""
        for table, row in links:
            made = Planned(f"{table}:{row['id']}", table, self._values(table, row),
                           is_link=True, denied=self._denied(table))  # fmt: skip
            needs: set[str] = set()
            of: set[str] = set()
            fits = True
            for column, target in links_of(tables()[table]):
                self._refer(made, column, target, row)
                at, required = made.refs.get(column), field_of(tables()[table].c[column]).required
                if isinstance(at, str) and at not in self._planned:
                    del made.refs[column]
                    at = None
                if required and at is None:
                    fits = False
                if isinstance(at, str):
                    (needs if required else of).add(at)
            if not fits:
                continue
            made.needs, made.one_of = frozenset(needs), frozenset(of)
            pair = paired(tables()[table])
            if pair:
                ends = tuple(self._end(made.refs[column]) for column in pair)
                made.there = self._there.pairs(table, pair).get(ends) if all(ends) else None
            yield made

    def _end(self, at: str | UUID) -> UUID | None:
        return at if isinstance(at, UUID) else self._planned[at].there

    async def files(self) -> list[Planned]:
        """List the files of what is copied, and where they hang."""
        hanging: list[tuple[str, Row]] = []
        for text, made in self._planned.items():
            source = entity_of(tables()[made.table]).source
            key = UUID(text.partition(":")[2])
            rows = await below(self._reading, "attachment_link", self._root["customer_id"],
                               "record_id", [key])  # fmt: skip
            hanging += [(text, row) for row in rows if row["source"] == source]
        wanted = {row["attachment_id"] for _, row in hanging}
        wanted |= {
            UUID(at.partition(":")[2])
            for made in self._planned.values()
            for at in made.refs.values()
            if isinstance(at, str) and at.startswith(f"{_FILES}:")
        }
        files = await below(self._reading, _FILES, self._root["customer_id"], "id", list(wanted))
        planned = [await self._file(row) for row in files] if self.abroad else []
        known = {row["id"] for row in files}
        for text, row in hanging:
            if row["attachment_id"] not in known:
                continue
            values = {name: row[name] for name in ("source", "sort", "in_report")}
            file = _text(_FILES, row["attachment_id"])
            refs: dict[str, str | UUID] = {"record_id": text}
            refs["attachment_id"] = file if self.abroad else row["attachment_id"]
            needs = frozenset({text, file} if self.abroad else {text})
            planned.append(Planned(f"{text}/{row['id']}", "attachment_link", values, refs,
                                needs=needs, is_link=True))  # fmt: skip
        return planned

    async def _file(self, row: Row) -> Planned:
        """Take a file along; the same content is kept once inside a customer."""
        names = ("filename", "mime", "bytes", "width", "height", "sha256",
                 "caption", "caption_en", "taken_on")  # fmt: skip
        home = tables()[_FILES]
        asked = select(home.c.id, home.c.customer_id).where(
            home.c.customer_id == self._copied.customer, home.c.sha256 == row["sha256"]
        )
        same = await self._reading.fetch(asked, {})
        there = await seen(self._reading, home, [dict(one) for one in same])
        values = {name: row[name] for name in names} | {
            "storage_key": key_of(row["customer_id"], row["sha256"])
        }
        return Planned(_text(_FILES, row["id"]), _FILES, values,
                       there=there[0]["id"] if there else None, is_link=True)  # fmt: skip

    def _denied(self, table: str) -> bool:
        return not may_make(self._reading, tables()[table], self._copied.customer)


def _title(table: str) -> str:
    return entity_of(tables()[table]).name


def _text(table: str, key: UUID) -> str:
    return f"{table}:{key}"
