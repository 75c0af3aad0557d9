"""A sector preset as rows of one customer: what it makes at a site, and what is there already."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select

from schema.base import tables
from schema.customer import customer as customers
from schema.preset import preset as presets
from schema.site import site as sites
from ytefas.errors import Invalid, NotFound
from ytefas.library.presets import TYPE_OF, Part, Preset, faults
from ytefas.store.making.plan import Plan, Planned, next_code
from ytefas.store.making.there import NAMED, There, may_make, seen
from ytefas.store.unit import Reading

TABLE_OF: Final = {
    "departments": "department", "activities": "activity", "equipment": "equipment",
    "jobs": "job", "groups": "homogeneous_group",
}  # fmt: skip
_TYPED: Final = {"departments": "workplace_type_id", "activities": "activity_type_id",
                 "equipment": "type_id", "jobs": "job_type_id"}  # fmt: skip
# What a type suggests, as a form takes it over when the type is chosen.
_SUGGESTED: Final = {"equipment": ("annex7_check",),
                     "jobs": ("needs_recognised_skill", "alcohol_drug_listed")}  # fmt: skip
_SITE: Final = "site"  # the text of the row of a site that is to be made
_MOST_CODE: Final = 20
_LINKS: Final = {  # what the keys of a job or an activity make: table, our column, theirs
    ("jobs", "departments"): ("job_department", "job_id", "department_id"),
    ("jobs", "activities"): ("job_activity", "job_id", "activity_id"),
    ("jobs", "equipment"): ("job_equipment", "job_id", "equipment_id"),
    ("activities", "equipment"): ("activity_equipment", "activity_id", "equipment_id"),
    ("groups", "jobs"): ("group_job", "group_id", "job_id"),
}


@dataclass(frozen=True, slots=True)
class Applied:
    """Which preset, for whom, and at which site; without one a site is made."""

    preset: UUID
    customer: UUID
    site: UUID | None
    site_name: str


async def offered(reading: Reading, customer: UUID, locale: str) -> dict[str, Any]:
    """List the presets, those that suit first, and the sites where they may be applied."""
    asked = select(customers.c.ateco_codes).where(
        customers.c.id == bindparam("customer_", type_=Uuid), reading.within(customers)
    )
    own = await reading.fetch_value(asked, {"customer_": customer}) or []
    kept = select(presets).where(presets.c.archived_at.is_(None))
    rows = await reading.fetch(kept.order_by(presets.c.sort, presets.c.name))
    told = [
        {"id": str(row["id"]), "code": row["code"], "icon": row["icon"] or "layout-template",
         "name": _said(row, "name", locale), "description": _said(row, "description", locale),
         "ateco": list(row["ateco_prefixes"]), "suits": _suits(row["ateco_prefixes"], own)}
        for row in rows
    ]  # fmt: skip
    there = await There.read(reading, customer, [sites.name])
    at = [row for row in there.rows[sites.name] if row["archived_at"] is None]
    return {
        "presets": sorted(told, key=lambda one: not one["suits"]),
        "sites": [{"id": str(row["id"]), "code": row["code"], "name": row["name"]}
                  for row in await seen(reading, sites, at)],
        "may_make_site": may_make(reading, sites, customer) and not reading.reach.sites,
    }  # fmt: skip


def _said(row: Any, name: str, locale: str) -> str:
    english = row[f"{name}_en"] if locale != "it" else None
    return str(english or row[name] or "")


def _suits(prefixes: list[str], codes: list[str]) -> bool:
    """Tell whether one of the customer's activities is of the preset's sector."""
    return any(
        _digits(code).startswith(_digits(prefix)) for code in codes for prefix in prefixes if prefix
    )


def _digits(code: str) -> str:
    return "".join(one for one in code if one.isdigit())


async def plan_of(reading: Reading, applied: Applied, locale: str) -> tuple[Plan, str]:
    """Lay out what a preset makes, and what it is called."""
    asked = select(presets).where(
        presets.c.id == bindparam("preset_", type_=Uuid), presets.c.archived_at.is_(None)
    )
    row = await reading.fetch_row(asked, {"preset_": applied.preset})
    if row is None:
        raise NotFound
    if faults(row["content"]):
        raise Invalid("preset_unreadable")
    types = {table: await _by_code(reading, table) for table in set(TYPE_OF.values())}
    links = {table for table, _, _ in _LINKS.values()} | {"job_site"}
    there = await There.read(reading, applied.customer, [*NAMED, *links])
    where = select(customers.c.legal_address).where(
        customers.c.id == bindparam("customer_", type_=Uuid), reading.within(customers)
    )
    address = await reading.fetch_value(where, {"customer_": applied.customer})
    if applied.site is not None:
        known = [one for one in there.rows["site"] if one["id"] == applied.site]
        if not await seen(reading, sites, known) or known[0]["archived_at"] is not None:
            raise NotFound
    layout = _Layout(reading, applied, there, types, address or {}, english=locale != "it")
    return Plan(layout.rows(Preset.of(row["content"]))), _said(row, "name", locale)


async def _by_code(reading: Reading, table: str) -> dict[str, Mapping[str, Any]]:
    return {row["code"]: dict(row) for row in await reading.fetch(select(tables()[table]))}


class _Layout:
    """The rows of one preset while they are laid out."""

    def __init__(
        self,
        reading: Reading,
        applied: Applied,
        there: There,
        types: Mapping[str, Mapping[str, Mapping[str, Any]]],
        address: Mapping[str, Any],
        *,
        english: bool,
    ) -> None:
        self._reading = reading
        self._applied = applied
        self._there = there
        self._types = types
        self._address = address
        self._english = english
        self._site: str | UUID = applied.site or _SITE
        self._codes = there.codes("job")
        self._last = "M00"
        self._found: dict[str, UUID | None] = {}

    def rows(self, preset: Preset) -> Iterator[Planned]:
        """List everything a preset makes, each after what it needs."""
        if self._applied.site is None:
            yield self._new_site()
        for kind in ("departments", "activities", "equipment", "jobs", "groups"):
            for part in getattr(preset, kind):
                yield self._row(part)
        for kind in ("jobs", "activities", "groups"):
            for part in getattr(preset, kind):
                yield from self._links(part)

    def _new_site(self) -> Planned:
        codes = self._there.codes("site")
        code = next_code("S0", codes, _MOST_CODE)
        name = self._applied.site_name or ("Head office" if self._english else "Sede principale")
        self._found[_SITE] = None
        return Planned(_SITE, "site", {"name": name, "code": code, "address": self._address},
                       code="code", denied=self._denied("site"))  # fmt: skip

    def _row(self, part: Part) -> Planned:
        table = TABLE_OF[part.kind]
        name = part.name[1] if self._english and part.name[1] else part.name[0]
        row = Planned(_text(part.kind, part.key), table, {"name": name}, denied=self._denied(table))
        if part.type is not None:
            typed = self._types[TYPE_OF[part.kind]].get(part.type)
            if typed is None:
                raise Invalid("preset_unreadable")
            row.values[_TYPED[part.kind]] = typed["id"]
            row.values |= {name: typed[name] for name in _SUGGESTED.get(part.kind, ())}
        self._place(part, row)
        self._particulars(part, row)
        found = self._same(part, row)
        row.there = None if found is None else found["id"]
        row.there_named = "" if found is None else str(found["name"])
        self._found[row.key] = row.there
        if table == "job":
            self._last = next_code(self._last, self._codes, _MOST_CODE)
            self._codes.add(self._last.lower())
            row.values["code"] = self._last if found is None else found["code"]
            row.code = "code"
        if found is None and table == "department":
            row.code = "code"
            row.values["code"] = None
        return row

    def _place(self, part: Part, row: Planned) -> None:
        """Put a row at the site, in the department that it names."""
        if part.kind == "jobs":
            return
        if part.kind == "groups":  # across all sites, but for who sees some only
            if self._reading.reach.sites and self._applied.customer in self._reading.reach.sites:
                row.refs["site_id"] = self._site
            row.needs = frozenset()
            row.one_of = frozenset(_text("jobs", key) for key in part.links.get("jobs", ()))
            return
        row.refs["site_id"] = self._site
        needs = {self._site} if isinstance(self._site, str) else set[str]()
        (home,) = (*part.links.get("parent", ()), *part.links.get("department", ()), None)[:1]
        if home is not None:
            text = _text("departments", home)
            row.refs["parent_id" if part.kind == "departments" else "department_id"] = text
            row.inside = text
            needs.add(text)
        elif isinstance(self._site, str):
            row.inside = self._site
        row.needs = frozenset(needs)

    @staticmethod
    def _particulars(part: Part, row: Planned) -> None:
        facts = part.facts
        if part.kind == "departments":
            row.values["kind"] = facts.get("kind", "department")
        if part.kind == "jobs":
            row.values["night_work"] = bool(facts.get("night", False))
            if facts.get("vdt_hours") is not None:
                row.values["vdt_hours_week"] = facts["vdt_hours"]
        if part.kind == "groups":
            row.values["purpose"] = facts.get("purpose", "general")

    def _same(self, part: Part, row: Planned) -> Mapping[str, Any] | None:
        """Find the row the customer has already: called the same, in the same place."""
        same: dict[str, Any] = {}
        if part.kind in {"departments", "activities", "equipment"}:
            if self._applied.site is None:
                return None
            same["site_id"] = self._applied.site
        if part.kind == "equipment" and "department_id" in row.refs:
            same["department_id"] = self._found.get(str(row.refs["department_id"]))
            if same["department_id"] is None:  # its department is only to be made
                return None
        if part.kind == "groups":
            same["purpose"] = row.values["purpose"]
        return self._there.among(row.table, list(part.name), **same)

    def _links(self, part: Part) -> Iterator[Planned]:
        own = _text(part.kind, part.key)
        for fact, named in part.links.items():
            if (part.kind, fact) not in _LINKS:
                continue
            table, ours, theirs = _LINKS[part.kind, fact]
            for key in dict.fromkeys(named):
                yield self._link(table, {ours: own, theirs: _text(fact, key)})
        if part.kind == "jobs" and not part.links.get("departments"):
            yield self._link("job_site", {"job_id": own, "site_id": self._site})

    def _link(self, table: str, refs: dict[str, str | UUID]) -> Planned:
        texts = frozenset(one for one in refs.values() if isinstance(one, str))
        pair = tuple(one if isinstance(one, UUID) else self._found[one] for one in refs.values())
        there = self._there.pairs(table, tuple(refs)).get(pair) if all(pair) else None
        key = f"{table}:{'+'.join(map(str, refs.values()))}"
        return Planned(key, table, {}, refs, needs=texts, there=there, is_link=True,
                       denied=self._denied(table))  # fmt: skip

    def _denied(self, table: str) -> bool:
        return not may_make(self._reading, tables()[table], self._applied.customer)


def _text(kind: str, key: str) -> str:
    return f"{TABLE_OF[kind]}:{key}"
