"""Believable Italian customers with sites and departments, the same at every run.

Pure: a list of firms and a seeded generator of the rest. Names of firms are invented; towns,
provinces, ATECO 2025 classes and the check digits of VAT numbers are as they are in life, so the
rules accept them. Mail goes to `.example`, where nobody is.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from ytefas.demo.departments import Branch, branches
from ytefas.demo.directory import FIRMS
from ytefas.demo.sectors import SECTORS, Sector
from ytefas.demo.towns import TOWNS, Town
from ytefas.rules.values import ateco_class, luhn_digit

SEED: Final = 81_2008

_STREETS: Final = (
    "Via dell’Artigianato", "Via Roma", "Via Garibaldi", "Viale dell’Industria", "Via del Lavoro",
    "Via Verdi", "Corso Vittorio Veneto", "Via delle Officine", "Via Manzoni", "Via Cavour",
    "Via Volta", "Via Kennedy",
)  # fmt: skip

# What is near: towns where firms of a province have their other sites.
_MORE: Final = tuple(TOWNS.values())


@dataclass(frozen=True, slots=True)
class DemoSite:
    """The values of a site, and how it is divided."""

    values: dict[str, Any]
    departments: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class DemoCustomer:
    """The trade of a customer, its values, and its sites."""

    sector: str
    values: dict[str, Any]
    sites: tuple[DemoSite, ...]


class _Home(NamedTuple):
    """Where a firm is, and since when."""

    town: Town
    address: dict[str, str]
    since: int


def customers(count: int, *, seed: int = SEED) -> Iterator[DemoCustomer]:
    """Give `count` customers; the same numbers give the same firms."""
    chance = random.Random(seed)  # noqa: S311 - invented firms, not secrets
    lines = FIRMS.strip().splitlines()
    for number in range(count):
        line, round_ = lines[number % len(lines)], number // len(lines)
        yield _customer(line.split("|"), round_, chance)


def _customer(line: list[str], round_: int, chance: random.Random) -> DemoCustomer:
    code, name, short, town_name, street, year, sites = line
    prefix, number = code.split("-")
    sector = SECTORS[prefix]
    town = TOWNS[town_name]
    address = _address(street, town)
    slug = "".join(letter for letter in short.lower() if letter.isascii() and letter.isalnum())
    vat = vat_number(chance)
    ateco = list(sector.ateco[: chance.choice((1, 2, 2))])
    order = chance.randint(1, 99)
    values = {
        "code": code if not round_ else f"{prefix}-{int(number) + 100 * round_:03d}",
        "legal_name": name,
        "trade_name": short,
        "vat": vat,
        "tax_code": vat,
        "rea": f"{town.province}-{chance.randint(100000, 399999)}",
        "ateco_codes": ateco,
        "ateco_risk_class": ateco_class(ateco),
        "ccnl": sector.ccnl,
        "inail_pat": f"{chance.randint(10, 99)} {chance.randint(100, 999)} 201/{order:02d}",
        "legal_address": address,
        "pec": f"{slug}@pec.example",
        "email": f"info@{slug}.example",
        "phone": f"+39 {town.dial} 555 {chance.randint(0, 999):03d}",
        "activity_start_on": date(int(year), chance.randint(1, 12), chance.randint(1, 28)),
        "status": chance.choices(("active", "prospect", "suspended"), (90, 7, 3))[0],
    }  # fmt: skip
    made = list(_sites(sector, int(sites), _Home(town, address, int(year)), chance))
    return DemoCustomer(prefix, values, tuple(made))


def _sites(sector: Sector, count: int, home: _Home, chance: random.Random) -> Iterator[DemoSite]:
    for order in range(count):
        place = sector.places[order % len(sector.places)]
        near = order == 0 or chance.choice((True, True, False))
        where = home.town if near else chance.choice(_MORE)
        there = home.address if order == 0 else _address(_street(chance), where)
        street = there["street"].rsplit(" ", 1)[0]
        name = place.name.format(town=where.name, street=street[0].lower() + street[1:])
        size = chance.uniform(0.8, 1.25)
        fire = sector.fire if place.kind != "office" else "1"
        yield DemoSite(
            {
                "code": f"S{order + 1}",
                "name": name if order < len(sector.places) else f"{name} {order + 1}",
                "kind": place.kind,
                "address": there,
                "surface_m2": str(round(place.surface * size / 10) * 10),
                "floors": chance.choice((1, 1, 1, 2, 3)),
                "max_occupants": max(3, round(place.people * size)),
                "first_aid_group": sector.first_aid if place.kind != "office" else "C",
                "fire_level": fire,
                "fire_permit": "none" if fire == "1" else "scia",
                "fire_permit_expires_on": None if fire == "1" else date(
                    2026 + chance.randint(0, 4), chance.randint(1, 12), chance.randint(1, 28)),
                "opened_on": date(
                    chance.randint(home.since, max(home.since, 2022)), chance.randint(1, 12), 1),
            },
            branches(place.outline),
        )  # fmt: skip


def _street(chance: random.Random) -> str:
    return f"{chance.choice(_STREETS)} {chance.randint(1, 180)}"


def _address(street: str, town: Town) -> dict[str, str]:
    return {
        "street": street,
        "postcode": town.postcode,
        "city": town.name,
        "province": town.province,
        "country": "IT",
    }


def vat_number(chance: random.Random) -> str:
    """Invent a partita IVA: seven digits, an office's three, and the check digit of the rule."""
    digits = f"{chance.randint(0, 4_999_999):07d}{chance.randint(1, 99):03d}"
    return digits + luhn_digit(digits)


def flattened(
    tree: Iterable[Branch], above: int | None = None
) -> Iterator[tuple[int | None, Branch]]:
    """Walk a tree, parents first: the place of the parent in this walk, and the branch."""
    at = -1
    waiting: list[tuple[int | None, Branch]] = [(above, branch) for branch in tree]
    while waiting:
        parent, branch = waiting.pop(0)
        at += 1
        yield parent, branch
        waiting.extend((at, inner) for inner in branch.inner)
