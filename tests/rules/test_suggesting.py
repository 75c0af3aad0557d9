"""What the catalogue is asked about: substances, jobs, people, ATECO codes."""

from typing import Any

import pytest

from schema.source_hazard_link import GROUP_TRAITS, SUBSTANCE_CLASSES
from ytefas.rules.suggesting import (
    ateco_prefixes,
    job_traits,
    people_traits,
    substance_classes,
)


@pytest.mark.parametrize(
    ("substance", "classes"),
    [
        ({"h_codes": ["H225", "H319", "H336"]}, {"flammable", "irritant", "any_hazardous"}),
        ({"h_codes": ["H314"]}, {"corrosive", "any_hazardous"}),
        ({"h_codes": ["H330", "H280"]}, {"toxic", "gas_under_pressure", "any_hazardous"}),
        ({"h_codes": ["H317"]}, {"sensitiser", "any_hazardous"}),
        ({"h_codes": ["H360FD"]}, {"cmr", "any_hazardous"}),
        ({"h_codes": [], "is_cmr": True}, {"cmr"}),
        ({"h_codes": ["H228"], "state": "dust"}, {"flammable", "explosive_dust"}),
        ({"h_codes": ["H271"]}, {"oxidiser"}),
        ({"h_codes": ["H281"]}, {"cryogenic"}),
        ({"h_codes": ["H410"]}, set()),
        ({"cas": "1332-21-4"}, {"asbestos"}),
        ({"cas": "14808-60-7", "h_codes": ["H372"]},
         {"wood_silica_dust", "toxic", "any_hazardous"}),
        ({"biological_group": "2"}, {"biological"}),
        ({}, set()),
    ],
)  # fmt: skip
def test_classes_of_a_substance(substance: dict[str, Any], classes: set[str]) -> None:
    assert substance_classes(substance) == classes
    assert classes <= SUBSTANCE_CLASSES.keys()


def test_traits_of_a_job() -> None:
    assert job_traits({"night_work": False, "vdt_hours_week": "19.9"}) == set()
    full = {"night_work": True, "alcohol_drug_listed": True, "vdt_hours_week": "20.0"}
    assert job_traits(full) == {"night", "alcohol_drug", "vdt"} <= GROUP_TRAITS.keys()


def test_traits_of_people() -> None:
    nobody: dict[str, Any] = {
        "sex": "M",
        "age": 40,
        "citizenship": " Italiana ",
        "contract": "permanent",
    }
    assert people_traits([nobody, {}]) == set()
    some: list[dict[str, Any]] = [
        {"sex": "F", "age": 17},
        {"age": 55, "citizenship": "Marocco"},
        {"contract": "agency"},
        {"contract": "apprentice", "age": 22},
    ]
    assert people_traits(some) == {"women", "minor", "older", "foreign", "agency"}
    assert people_traits(some) <= GROUP_TRAITS.keys()


def test_what_ateco_codes_begin_with() -> None:
    assert ateco_prefixes(["25.62.00", "01"]) == [
        "25", "25.6", "25.62", "25.62.0", "25.62.00", "01",
    ]  # fmt: skip
    assert ateco_prefixes(None) == []
