"""What the catalogue's suggestions ask about: classes of substances, traits of people, ATECO. Pure.

What follows is proposed to a consultant, who decides: so a doubt counts as a yes.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

VDT_HOURS: Final = 20  # a week: art. 173 of D.Lgs. 81/2008
MINOR: Final = 18
OLDER: Final = 55  # where EU-OSHA and INAIL begin to speak of older workers
_STATEMENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "any_hazardous": ("H3",),
    "toxic": ("H300", "H301", "H310", "H311", "H330", "H331", "H370", "H372"),
    "corrosive": ("H314", "H318"),
    "irritant": ("H315", "H319", "H335"),
    "sensitiser": ("H317", "H334"),
    "cmr": ("H340", "H341", "H350", "H351", "H360", "H361", "H362"),
    "flammable": ("H220", "H221", "H222", "H223", "H224", "H225", "H226", "H228"),
    "oxidiser": ("H270", "H271", "H272"),
    "gas_under_pressure": ("H280",),
    "cryogenic": ("H281",),
}  # fmt: skip
_ASBESTOS: Final = frozenset({
    "1332-21-4", "12001-28-4", "12001-29-5", "12172-73-5", "77536-66-4", "77536-67-5",
    "77536-68-6",
})  # fmt: skip
_SILICA: Final = frozenset({"14808-60-7", "14464-46-1"})  # quartz, cristobalite
_YOUNG: Final = frozenset({"apprentice", "trainee", "student"})
_UNUSUAL: Final = frozenset({
    "agency", "fixed_term", "on_call", "seasonal", "self_employed", "volunteer",
})  # fmt: skip
_ITALIAN: Final = frozenset({"it", "ita", "italia", "italiana", "italiano", "italian", "italy"})


def substance_classes(substance: Mapping[str, Any]) -> set[str]:
    """Tell what a substance counts as, by its statements, its state and its numbers."""
    codes = [str(code) for code in substance.get("h_codes") or ()]
    found = {
        name
        for name, begins in _STATEMENTS.items()
        if any(code.startswith(begins) for code in codes)
    }
    if substance.get("is_cmr"):
        found.add("cmr")
    if substance.get("state") == "dust" and "flammable" in found:
        found.add("explosive_dust")
    if substance.get("cas") in _SILICA:
        found.add("wood_silica_dust")
    if substance.get("cas") in _ASBESTOS:
        found.add("asbestos")
    if substance.get("biological_group"):
        found.add("biological")
    return found


def job_traits(job: Mapping[str, Any]) -> set[str]:
    """Tell what a job says of whoever does it."""
    found = {
        trait
        for column, trait in (("night_work", "night"), ("alcohol_drug_listed", "alcohol_drug"))
        if job.get(column)
    }
    if float(job.get("vdt_hours_week") or 0) >= VDT_HOURS:
        found.add("vdt")
    return found


def people_traits(people: Iterable[Mapping[str, Any]]) -> set[str]:
    """Tell what the people who do a job are: it says that there are such, never who."""
    found: set[str] = set()
    for one in people:
        age, contract = one.get("age"), one.get("contract")
        citizen = str(one.get("citizenship") or "").strip().casefold()
        found |= {
            trait
            for trait, holds in (
                ("women", one.get("sex") == "F"),
                ("foreign", citizen != "" and citizen not in _ITALIAN),
                ("minor", contract in _YOUNG or (age is not None and age < MINOR)),
                ("older", age is not None and age >= OLDER),
                ("agency", contract in _UNUSUAL),
            )
            if holds
        }
    return found


def ateco_prefixes(codes: Sequence[str] | None) -> list[str]:
    """List all that codes begin with, from the division on: 25.62.00 is in 25, 25.6 and 25.62."""
    found = (code[:end].rstrip(".") for code in codes or () for end in range(2, len(code) + 1))
    return list(dict.fromkeys(found))
