"""What the sheet of a calculation says, gathered as its owner may see it when it is drawn."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from schema.studio import studio
from schema.studio_file import studio_file
from ytefas.errors import NotFound
from ytefas.files.depot import Depot
from ytefas.jobs.job import Contents, Job
from ytefas.methods.kit import telling
from ytefas.methods.kit.method import Method, asked
from ytefas.methods.kit.registry import UnknownMethod
from ytefas.rules.access import Principal, Role
from ytefas.rules.home import today
from ytefas.store.engine import Store
from ytefas.store.jobs.naming import Naming
from ytefas.store.own_methods import methods_for
from ytefas.store.query.query import Query
from ytefas.store.source.source import Source
from ytefas.store.unit import Reading

CALCULATIONS: Final = "risk.calculations"
_PLACES: Final = ("site_id", "department_id", "job_id")
_CASE: Final = ("title", "method", "version", "inputs", "after", "note", "evaluated_on")
_VAT: Final = {"it": "P. IVA {vat}", "en": "VAT no. {vat}"}
Told = dict[str, Any]


class Sheets:
    """Implements the Gather of a method's sheet."""

    def __init__(self, store: Store, sources: Mapping[str, Source], depot: Depot) -> None:
        self._store = store
        self._sources = sources
        self._depot = depot

    async def __call__(self, job: Job) -> tuple[Told, Contents | None]:
        # His role and his customers are read anew: what he had when he asked does not count.
        acting = Principal(job.owner, Role.CUSTOMER_USER, job.locale)
        async with self._store.reading(acting, snapshot=True) as reading:
            key = job.request.get("calculation")
            case, contents = (
                (_tried(job.request), None) if key is None
                else await self._calculation(reading, str(key))
            )  # fmt: skip
            paper = await self._paper(reading, job.locale)
            method = await _method(reading, case)
        told = await asyncio.to_thread(_told, case, method, job.locale)
        return {"language": job.locale, "studio": paper, **told}, contents

    async def _calculation(self, reading: Reading, key: str) -> tuple[Told, Contents]:
        source = self._sources[CALCULATIONS]
        sight = source.sight(reading.acting, reading.reach)
        owner = next(name for name, one in sight.fields.items() if one.column is sight.owner)
        references = [name for name in (owner, *_PLACES) if name in sight.fields]
        query = Query.parse(sight, {"columns": [*_CASE, *references]})
        rows = await source.matching(reading, query, [key])
        if not rows:
            raise NotFound
        row = dict(zip(query.columns, rows[0], strict=True))
        names = Naming(self._sources, reading)
        called = {}
        for name in references:
            reference = sight.fields[name].reference
            if row[name] is not None and reference is not None:
                called[name] = (await names.of(reference, [str(row[name])]))[str(row[name])]
        whose = UUID(str(row[owner]))
        case = {name: row[name] for name in _CASE} | {
            "customer": called.get(owner, ""),
            "places": [(name, called[name]) for name in _PLACES if called.get(name)],
        }
        return case, Contents("calculation", 1, {whose: 1}, action="export", key=UUID(key))

    async def _paper(self, reading: Reading, locale: str) -> Told:
        """Tell whose paper it is, as the studio's profile says."""
        profile = await reading.fetch_row(select(studio))
        if profile is None:
            return {}
        images = {}
        for name in ("logo", "letterhead"):
            asked_for = select(studio_file.c.storage_key).where(
                studio_file.c.id == profile[f"{name}_id"]
            )
            stored = await reading.fetch_value(asked_for) if profile[f"{name}_id"] else None
            path = None if stored is None else self._depot.path(stored)
            images[name] = str(path) if path is not None and path.is_file() else None
        address = _address(profile["address"] or {})
        reached = " · ".join(filter(None, (profile["phone"], profile["email"])))
        vat = _VAT.get(locale, _VAT["en"]).format(vat=profile["vat"]) if profile["vat"] else ""
        own = [line for line in (profile["footer"] or "").splitlines() if line.strip()][:3]
        usual = " · ".join(filter(None, (profile["legal_name"], address, vat)))
        return {
            "name": profile["legal_name"], "lines": [line for line in (address, reached) if line],
            "foot": own or [usual], "colour": profile["theme_colour"],
            "logo": images["logo"], "strip": images["letterhead"],
        }  # fmt: skip


def _tried(request: Mapping[str, Any]) -> Told:
    """Give a case that is of no customer and kept nowhere."""
    case = {name: request.get(name) for name in ("title", "method", "version", "inputs", "after")}
    about = {"customer": "", "places": [], "note": "", "evaluated_on": str(today())}
    return case | about


def _address(parts: Mapping[str, Any]) -> str:
    street, postcode, city, province = (
        str(parts.get(name) or "").strip() for name in ("street", "postcode", "city", "province")
    )
    town = " ".join(filter(None, (postcode, city, f"({province})" if province else "")))
    return ", ".join(filter(None, (street, town)))


async def _method(reading: Reading, case: Told) -> Method:
    find = await methods_for(reading, [case], drafts=reading.acting.role is Role.ADMIN)
    try:
        return find(str(case["method"]), case["version"])
    except UnknownMethod:
        raise NotFound from None


def _told(case: Told, method: Method, language: str) -> Told:
    """Compute the case once more, with every step, in the reader's language."""
    inputs, after = case["inputs"] or {}, case["after"]
    return {
        "title": case["title"] or method.name.in_(language),
        "customer": case["customer"], "places": [list(one) for one in case["places"]],
        "note": case["note"] or "", "evaluated_on": case["evaluated_on"],
        "method": telling.described(method, language),
        "inputs": inputs, "after": after,
        "result": telling.result(asked(method, inputs), language),
        "after_result": None if after is None else telling.result(asked(method, after), language),
    }  # fmt: skip
