"""Writes the people of a firm: who works there, at what, and who holds which safety role.

The same people at every run. A few firms are full of them, most have a handful; what is missing in
life (a physician, a representative, a tax code) is missing here and there, too.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import select

from schema.base import new_id, tables
from ytefas.demo.names import ABROAD, BIRTHPLACES, MEN, SURNAMES, WOMEN
from ytefas.rules.people import initials
from ytefas.rules.values import person_letter
from ytefas.store.unit import Unit

Row = Mapping[str, Any]
DENSE: Final = {0: 118, 1: 64, 2: 72, 3: 48}  # firms that are full of people, by their number
_SMALL: Final = 10
_MONTHS: Final = "ABCDEHLMPRST"
_CONTRACTS: Final = (
    ("permanent", 74), ("fixed_term", 9), ("apprentice", 6), ("agency", 5), ("partner", 2),
    ("trainee", 2), ("seasonal", 1), ("on_call", 1),
)  # fmt: skip
_FROM_ABROAD: Final = 0.12
_LEFT: Final = 0.08
_CHANGED: Final = 0.14
_PRACTICES: Final = ("Medicina del Lavoro Prealpi", "Centro Medico Adige", "Salus Lavoro S.r.l.")
_ADVISERS: Final = ("Studio Sicurezza Nordest", "Prevenzione & Ambiente S.r.l.", "Ing. Mazzon")


class Place(NamedTuple):
    """Where a job is done."""

    job: UUID
    title: str
    site: UUID
    department: UUID | None


@dataclass(slots=True)
class _Firm:
    """A firm while its people are made."""

    customer: UUID
    today: date
    chance: random.Random
    places: Sequence[Place]
    sites: Sequence[Row]
    since: date
    rows: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {
            table: [] for table in ("person", "employment", "assignment", "appointment")
        }
    )
    codes: set[str] = field(default_factory=set)
    staff: list[tuple[UUID, Place]] = field(default_factory=list)  # who works here now, and where


async def fill_people(
    unit: Unit, customer: UUID, number: int, sites: Sequence[Row], *, today: date
) -> None:
    """Write the people of a firm, with what they do in its jobs."""
    firm = _Firm(
        customer, today, random.Random(81_000 + number),  # noqa: S311 - invented people
        await _places(unit, customer), sites, today - timedelta(days=365 * 14),
    )  # fmt: skip
    if not firm.places:
        return
    for at in range(DENSE.get(number) or firm.chance.randint(4, 13)):
        _worker(firm, at)
    _appointed(firm, number)
    for table, rows in firm.rows.items():
        await unit.insert_many(tables()[table], rows)


async def _places(unit: Unit, customer: UUID) -> list[Place]:
    job, link, department = (tables()[name] for name in ("job", "job_department", "department"))
    joined = job.join(link, link.c.job_id == job.c.id).join(
        department, department.c.id == link.c.department_id
    )
    found = await unit.fetch(
        select(job.c.id, job.c.name, department.c.site_id, department.c.id)
        .select_from(joined)
        .where(job.c.customer_id == customer)
        .order_by(job.c.code, department.c.id)
    )
    return [Place(*row) for row in found]


def _put(firm: _Firm, table: str, **values: Any) -> UUID:
    key = new_id()
    firm.rows[table].append({"id": key, "customer_id": firm.customer, **values})
    return key


# -- who works there


def _worker(firm: _Firm, at: int) -> None:
    chance = firm.chance
    person = _person(firm, code=f"{at + 1:04d}")
    contract = chance.choices(
        [name for name, _ in _CONTRACTS], [weight for _, weight in _CONTRACTS]
    )[0]  # fmt: skip
    hired = firm.since + timedelta(days=chance.randrange((firm.today - firm.since).days - 30))
    left = None
    if at > 2 and chance.random() < _LEFT:  # noqa: PLR2004 - the first ones hold the roles
        left = hired + timedelta(days=chance.randrange(20, (firm.today - hired).days))
    _put(
        firm, "employment", person_id=person, contract=contract, hired_on=hired, ended_on=left,
        part_time_pct=chance.choice((50, 60, 75)) if chance.random() < 0.1 else None,  # noqa: PLR2004
        remote_work=chance.random() < 0.06,  # noqa: PLR2004
    )  # fmt: skip
    if left is None and at > 2 and chance.random() < 0.03:  # noqa: PLR2004 - nobody said what he does
        return
    place = chance.choice(firm.places)
    begins = hired
    if chance.random() < _CHANGED and (firm.today - hired).days > 500 and left is None:  # noqa: PLR2004
        changed = hired + timedelta(days=chance.randrange(200, (firm.today - hired).days - 100))
        before = chance.choice(firm.places)
        if before.job != place.job:
            _assigned(firm, person, before, begins, changed - timedelta(days=1))
            begins = changed
    _assigned(firm, person, place, begins, left)
    if left is None:
        firm.staff.append((person, place))


def _assigned(firm: _Firm, person: UUID, place: Place, begins: date, ends: date | None) -> None:
    _put(
        firm, "assignment", person_id=person, job_id=place.job, site_id=place.site,
        department_id=place.department, from_on=begins, to_on=ends,
    )  # fmt: skip


def _person(firm: _Firm, *, kind: str = "worker", **more: Any) -> UUID:
    chance = firm.chance
    sex = chance.choice("MMF")
    born = firm.today - timedelta(days=chance.randrange(19 * 366, 63 * 365))
    if kind == "worker" and chance.random() < _FROM_ABROAD:
        country = chance.choice(ABROAD)
        surname, code = chance.choice(country.surnames), country.code
        name = chance.choice(country.women if sex == "F" else country.men)
        about: dict[str, str | None] = {"citizenship": country.citizenship,
                 "language_ok": chance.choice(("yes", "yes", "to_check"))}  # fmt: skip
    else:
        surname, code = chance.choice(SURNAMES), chance.choice(BIRTHPLACES)
        name = chance.choice(WOMEN if sex == "F" else MEN)
        about = {"citizenship": "Italia", "language_ok": None}
    tax_code: str | None = _tax_code(surname, name, born, sex, code)
    if tax_code in firm.codes or (kind == "worker" and chance.random() < 0.02):  # noqa: PLR2004
        tax_code = None
    if tax_code is not None:
        firm.codes.add(tax_code)
    return _put(
        firm, "person", kind=kind, surname=surname, name=name, sex=sex, birth_date=born,
        tax_code=tax_code, **{"code": None, "company": None, "qualification": None,
                              **about, **more},
    )  # fmt: skip


def _tax_code(surname: str, name: str, born: date, sex: str, place: str) -> str:
    day = born.day + (40 if sex == "F" else 0)
    code = (
        f"{initials(surname, name)}{born.year % 100:02d}{_MONTHS[born.month - 1]}{day:02d}{place}"
    )
    return code + person_letter(code)


# -- who holds a role


def _appointed(firm: _Firm, number: int) -> None:
    staff = firm.staff
    if not staff:
        return
    size = len(staff)
    small = size < _SMALL
    itself = small and number % 4 == 0
    employer = staff[0][0]
    _role(firm, "employer", employer, employer_is_rspp=itself)
    if not itself and number % 11 != 7:  # noqa: PLR2004 - somewhere nobody is appointed
        _role(firm, "rspp", _outside(firm, _ADVISERS, "RSPP esterno"))
    if number % 7 != 3:  # noqa: PLR2004
        _role(firm, "occupational_physician", _outside(firm, _PRACTICES, "Medico del lavoro"))
    if number % 5 != 1:
        for person, _ in staff[-3 if size > 100 else -1 :]:  # noqa: PLR2004
            _role(firm, "rls", person)
    if number in DENSE:
        _managers(firm)
    _supervisors(firm, most=12 if number in DENSE else 1)
    _electricians(firm)
    for site in firm.sites[: len(firm.sites) - (number % 6 == 2)]:  # noqa: PLR2004
        _emergency(firm, site["id"])


def _managers(firm: _Firm) -> None:
    _role(firm, "employer_delegate", firm.staff[1][0])
    _role(firm, "aspp", firm.staff[4][0])
    for at, site in enumerate(firm.sites):
        person = firm.staff[5 + at][0]
        _role(firm, "manager", person, site_id=site["id"] if at else None)


def _supervisors(firm: _Firm, *, most: int) -> None:
    """Appoint one in each department where several work."""
    by_department: dict[UUID, list[tuple[UUID, Place]]] = {}
    for one in firm.staff[8:-3] or firm.staff:
        if one[1].department is not None:
            by_department.setdefault(one[1].department, []).append(one)
    crowded = sorted(by_department.values(), key=len, reverse=True)[:most]
    for people in crowded:
        person, place = people[0]
        _role(firm, "supervisor", person, site_id=place.site, department_id=place.department)


def _emergency(firm: _Firm, site: UUID) -> None:
    here = [person for person, place in firm.staff if place.site == site]
    if not here:
        return
    wanted = max(1, min(13, len(here) // 6))
    firm.chance.shuffle(here)
    for role, people in (
        ("fire_warden", here[: wanted + 1]),
        ("first_aider", here[wanted : 2 * wanted + 1]),
        ("evacuation", here[2 * wanted + 1 : 2 * wanted + 2 + wanted // 4]),
    ):
        for person in people:
            _role(firm, role, person, site_id=site)


def _electricians(firm: _Firm) -> None:
    """Those who mend machines work on what is live, the first of them as the skilled person."""
    menders = [one for one in firm.staff if "anutent" in one[1].title]
    for at, (person, place) in enumerate(menders):
        _role(firm, "pav" if at else "pes", person, site_id=place.site)


def _outside(firm: _Firm, companies: Sequence[str], qualification: str) -> UUID:
    company = firm.chance.choice(companies)
    return _person(firm, kind="external", company=company, qualification=qualification)


def _role(firm: _Firm, role: str, person: UUID, **where: Any) -> None:
    begins = firm.today - timedelta(days=firm.chance.randrange(60, 1500))
    ends = None
    if role == "rls":  # elected for three years
        begins = firm.today - timedelta(days=firm.chance.randrange(60, 1080))
        ends = begins + timedelta(days=3 * 365)
    accepted = begins if firm.chance.random() < 0.8 else None  # noqa: PLR2004
    _put(
        firm, "appointment", role=role, person_id=person, from_on=begins, to_on=ends,
        accepted_on=accepted,
        **{"site_id": None, "department_id": None, "employer_is_rspp": False, **where},
    )  # fmt: skip
