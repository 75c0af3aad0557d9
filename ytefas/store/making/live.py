"""Presets and copies as a desk offers them: laid out to be looked at, then made once and whole.

A plan is laid out anew when it is carried out; if it is another one by then, nothing is made and
the person looks again. What was made is remembered like an import, and undone like one.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from schema.base import entity_of, tables
from ytefas.errors import Denied, Invalid, NotFound, Stale
from ytefas.files.depot import Depot
from ytefas.rules.access import Level, Principal
from ytefas.store.engine import Store
from ytefas.store.imports.looking import customer_name, language
from ytefas.store.making import copies, presets
from ytefas.store.making.copies import Copied
from ytefas.store.making.plan import Choices, Plan
from ytefas.store.making.presets import Applied
from ytefas.store.making.writing import Making, carry_out
from ytefas.store.source.source import Source
from ytefas.store.unit import Reading, Unit

_PRESET: Final = frozenset({"preset", "customer", "site", "site_name"})
_COPY: Final = frozenset({"source", "record", "customer", "site", "department", "files"})
_LONGEST: Final = 200


class LiveMaking:
    """Implements the Maker of the service."""

    def __init__(self, store: Store, sources: Mapping[str, Source], depot: Depot) -> None:
        self._store = store
        self._sources = sources
        self._depot = depot

    async def presets(self, acting: Principal, customer: UUID) -> dict[str, Any]:
        """Say which presets there are for a customer, and at which sites."""
        async with self._store.reading(acting) as reading:
            called = await _allowed(reading, customer)
            said = await presets.offered(reading, customer, language(reading.acting))
        return {"customer": str(customer), "customer_name": called, **said}

    async def lay(self, acting: Principal, request: Mapping[str, Any]) -> dict[str, Any]:
        """Lay out what a request would make; nothing is written."""
        asked = _parse(request)
        async with self._store.reading(acting) as reading:
            called = await _allowed(reading, asked.customer)
            plan, title, left = await _plan(reading, asked)
            return {"customer": str(asked.customer), "customer_name": called, "title": title,
                    "left": left, **_told(plan, language(reading.acting))}  # fmt: skip

    async def carry_out(
        self, acting: Principal, request: Mapping[str, Any], choices: Mapping[str, Any], *,
        mark: str, key: UUID,
    ) -> dict[str, Any]:  # fmt: skip
        """Make it, exactly once; another plan than the one that was looked at is Stale."""
        asked, chosen = _parse(request), Choices.parse(choices)

        async def work(unit: Unit) -> dict[str, Any]:
            _ = await _allowed(unit, asked.customer)
            plan, title, _ = await _plan(unit, asked)
            if plan.mark != mark:
                raise Stale
            taken = await self._take_files(plan, asked.customer, chosen)
            what = "preset" if isinstance(asked, Applied) else "copy"
            making = Making(key, asked.customer, what, title, dict(request))
            said = await carry_out(unit, making, plan, taken, self._sources)
            return _said(said, language(unit.acting))

        whole = {"request": dict(request), "choices": dict(choices), "mark": mark}
        answer: dict[str, Any] = await self._store.once(
            acting, work, cause="making.carry_out", key=key, request=whole
        )
        return answer

    async def _take_files(self, plan: Plan, customer: UUID, choices: Choices) -> Choices:
        """Put the bytes of files into the customer's room first: a row never names what is not."""
        gone: set[str] = set()
        for row in plan.rows.values():
            if row.table != "attachment" or row.there is not None or row.key in choices.leave:
                continue
            kept = await asyncio.to_thread(
                self._depot.again, str(row.values["storage_key"]), customer
            )
            if kept is None:
                gone.add(row.key)
            else:
                row.values["storage_key"] = kept
        return Choices(choices.leave | gone, choices.names, choices.codes, choices.anew)


async def _allowed(reading: Reading, customer: UUID) -> str:
    """Name a customer for whom this user may make records."""
    if not reading.reach.sees(customer):
        raise NotFound
    if not reading.reach.may(Level.EDIT, customer):
        raise Denied
    return await customer_name(reading, customer)


async def _plan(reading: Reading, asked: Applied | Copied) -> tuple[Plan, str, dict[str, int]]:
    locale = language(reading.acting)
    if isinstance(asked, Applied):
        plan, title = await presets.plan_of(reading, asked, locale)
        return plan, title, {}
    laid = await copies.plan_of(reading, asked)
    return laid.plan, laid.title, dict(laid.left)


def _parse(raw: Mapping[str, Any]) -> Applied | Copied:
    """Read what a client sent."""
    if "preset" in raw and raw.keys() <= _PRESET:
        name = raw.get("site_name") or ""
        if not isinstance(name, str) or len(name) > _LONGEST:
            raise Invalid("malformed", parameter="site_name")
        return Applied(
            _key(raw["preset"]), _key(raw.get("customer")), _optional(raw.get("site")), name.strip()
        )
    if "source" in raw and raw.keys() <= _COPY:
        named = {
            entity_of(tables()[table]).source: table for table in copies.HOLDS
        }  # by what people call it
        table = named.get(raw["source"]) if isinstance(raw["source"], str) else None
        if table is None:
            raise Invalid("unknown_source")
        return Copied(
            table, _key(raw.get("record")), _key(raw.get("customer")), _optional(raw.get("site")),
            _optional(raw.get("department")), bool(raw.get("files", False)),
        )  # fmt: skip
    raise Invalid("malformed", parameter="request")


def _key(raw: object) -> UUID:
    try:
        return UUID(str(raw))
    except ValueError:
        raise NotFound from None


def _optional(raw: object) -> UUID | None:
    return None if raw is None or raw == "" else _key(raw)


def _told(plan: Plan, locale: str) -> dict[str, Any]:
    rows = [
        {
            "key": row.key, "inside": row.inside if row.inside in plan.rows else None,
            "kind": row.table, "label": _one(row.table, locale),
            "plural": _label(row.table, locale),
            "icon": entity_of(tables()[row.table]).icon,
            "name": str(row.values.get(row.title) or ""),
            "code": None if row.code is None else str(row.values.get(row.code) or ""),
            "needs": sorted(row.needs), "one_of": sorted(row.one_of),
            "there": None if row.there is None else row.there_named,
            "again": row.again, "anew": row.anew, "denied": row.denied,
        }
        for row in plan.rows.values() if not row.is_link
    ]  # fmt: skip
    links = [
        {
            "key": row.key, "kind": row.table, "label": _label(row.table, locale),
            "needs": sorted(row.needs), "one_of": sorted(row.one_of),
            "there": row.there is not None, "denied": row.denied,
        }
        for row in plan.rows.values() if row.is_link
    ]  # fmt: skip
    return {"rows": rows, "links": links, "mark": plan.mark}


def _said(said: Mapping[str, Any], locale: str) -> dict[str, Any]:
    table, key = said["first"]
    return {
        "batch": said["batch"], "there": said["there"],
        "made": [{"kind": name, "label": _label(name, locale), "n": n} for name, n in said["made"]],
        "source": entity_of(tables()[table]).source or "", "record": key,
    }  # fmt: skip


def _label(table: str, locale: str) -> str:
    plural = entity_of(tables()[table]).plural
    return plural.it if locale == "it" else plural.en


def _one(table: str, locale: str) -> str:
    label = entity_of(tables()[table]).label
    return label.it if locale == "it" else label.en
