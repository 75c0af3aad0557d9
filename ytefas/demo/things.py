"""Writes the equipment of a firm with its checks, and what it uses, by what its departments are.

Days are counted from today, so that something is always overdue and something is due soon.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from schema.base import new_id, tables
from ytefas.demo.inventory import AGENTS, EQUIPMENT, LIMITS, PRODUCTS, USES
from ytefas.rules.checks import months_later
from ytefas.rules.chemicals import cmr_of, pictograms_of
from ytefas.store.unit import Unit

Row = Mapping[str, Any]
_WHO: Final = (
    "Verifiche Nord-Ovest s.r.l.", "Organismo abilitato Verital", "ASL, servizio impiantistica",
    "Manutentore interno", "Officine Riparo s.n.c.",
)  # fmt: skip
_FINDINGS: Final = {
    "ok_with_limits": "Ripristinare la segnaletica e ripetere il controllo dei ripari.",
    "fail": "Riparo mobile senza interblocco: non usare finché non è sistemato.",
}
_USUAL_MONTHS: Final = 12
_PLATE: Final = re.compile(r"(.+?) (\S+(?: \d+)?)")  # a model is a word, and its number


async def fill_things(
    unit: Unit, customer: UUID, departments: Sequence[Row], *, number: int
) -> None:
    """Write what stands in the departments of a firm and what is used there."""
    types = tables()["equipment_type"]
    known = await unit.fetch(
        select(types.c.code, types.c.id, types.c.check_months, types.c.check_kind,
               types.c.annex7_check)
    )  # fmt: skip
    made = _Made(customer, number, {row[0]: tuple(row)[1:] for row in known})
    for department in departments:
        made.equipment(department)
        made.uses(department)
    for table, rows in made.rows.items():
        if rows:
            await unit.insert_many(tables()[table], rows)


class _Made:
    """The rows of one firm, by table, in the order in which they can be written."""

    def __init__(self, customer: UUID, number: int, types: Mapping[str, tuple[Any, ...]]) -> None:
        self._owner = {"customer_id": customer}
        self._types = types
        self._chance = random.Random(number)  # noqa: S311 - invented, not secret
        self._today = date.today()  # noqa: DTZ011 - the studio's day
        self._substances: dict[str, UUID] = {}
        self.rows: dict[str, list[dict[str, Any]]] = {
            table: [] for table in ("equipment", "equipment_check", "substance", "substance_use")
        }

    def equipment(self, department: Row) -> None:
        for line in _lines(EQUIPMENT.get(department["name"], "")):
            code, name, plate = (part.strip() for part in line.split("|"))
            if code not in self._types:
                continue
            type_id, months, kind, annex7 = self._types[code]
            plated = _PLATE.fullmatch(plate)
            maker, model = plated.groups() if plated else (plate or None, None)
            year = self._today.year - self._chance.randint(1, 22)
            status = "out_of_service" if self._chance.random() < 0.04 else "in_use"  # noqa: PLR2004
            key = new_id()
            self._put(
                "equipment", id=key, name=name, type_id=type_id, status=status,
                site_id=department["site_id"], department_id=department["id"],
                internal_code=f"A{len(self.rows['equipment']) + 1:03d}",
                maker=maker, model=model,
                serial=f"{self._chance.randint(10_000, 99_999)}" if plate else None, year=year,
                in_service_on=date(year, self._chance.randint(1, 12), 15),
                ce_mark="pre_ce" if year < 1996 else "yes", manual=self._chance.random() < 0.9,  # noqa: PLR2004
                annex7_check=bool(annex7),
                inail_number=f"{year}/{self._chance.randint(1, 999):03d}/VC" if annex7 else None,
            )  # fmt: skip
            self._checks(key, kind or "internal", months or _USUAL_MONTHS)

    def _checks(self, key: UUID, kind: str, months: int) -> None:
        """Write the last checks of a piece; some are late, some pieces were never checked."""
        if self._chance.random() < 0.07:  # noqa: PLR2004
            return
        furthest = 28 * months  # the last check was not tomorrow
        days = self._chance.choice(
            (-self._chance.randint(5, 200), self._chance.randint(3, 58),
             *(self._chance.randint(min(61, furthest), furthest) for _ in range(5)))
        )  # fmt: skip
        due = self._today + timedelta(days=min(days, furthest))
        who = self._chance.choice(_WHO)
        outcome = self._chance.choices(("ok", "ok_with_limits", "fail"), (85, 11, 4))[0]
        for back in (1, 2):
            done = months_later(due, -months * back)
            said = outcome if back == 1 else "ok"
            self._put(
                "equipment_check", equipment_id=key, kind=kind, done_on=done, outcome=said,
                done_by=who, notes=_FINDINGS.get(said), next_due_on=months_later(done, months),
            )  # fmt: skip

    def uses(self, department: Row) -> None:
        for said in filter(None, USES.get(department["name"], "").split(",")):
            product, minutes, containment, dermal = said.split()
            self._put(
                "substance_use", substance_id=self._substance(product),
                department_id=department["id"], minutes_day=int(minutes),
                containment=containment, dermal=dermal,
            )  # fmt: skip

    def _substance(self, product: str) -> UUID:
        if product in self._substances:
            return self._substances[product]
        values = substance(product)
        months = self._chance.choice((4, 9, 14, 20, 26, 33, 40, 58))
        revised = months_later(self._today, -months)
        undated = not values["supplier"] or self._chance.random() < 0.06  # noqa: PLR2004
        key = self._substances[product] = new_id()
        self._put("substance", id=key, sds_revision_on=None if undated else revised, **values)
        return key

    def _put(self, table: str, **values: Any) -> None:
        self.rows[table].append({**self._owner, **values})


def substance(product: str) -> dict[str, Any]:
    """Read a product of the outlines: its values, with what follows from its statements."""
    name, supplier, state, cas, ec, said, more, use, yearly, unit = (
        part.strip() or None for part in PRODUCTS[product].split("|")
    )
    codes = (said or "").split()
    limit = LIMITS.get(product)
    names = ("agent", "eight_hours", "short_term", "unit", "source")
    given = [] if limit is None else [dict(zip(names, limit, strict=True))]
    return {
        "name": name, "supplier": supplier, "state": state, "cas": cas, "ec": ec, "use": use,
        "qty_year": yearly and Decimal(yearly), "qty_unit": unit, "h_codes": codes,
        "euh_codes": (more or "").split(), "pictograms": pictograms_of(codes),
        "cmr_by_codes": cmr_of(codes), "cmr": AGENTS.get(product),
        "oel": [{key: one for key, one in row.items() if one is not None} for row in given],
    }  # fmt: skip


def _lines(outline: str) -> Iterator[str]:
    return filter(str.strip, outline.splitlines())
