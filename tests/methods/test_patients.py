"""MAPO: bands, the ward only, and the lifting aids counted instead of judged."""

from typing import Any

import pytest

from ytefas.methods.kit.method import asked
from ytefas.methods.kit.registry import find

WARD: dict[str, Any] = {
    "nc": 10, "pc": 8, "operators": 12, "lifting_factor": 2, "minor_aids_factor": 1,
    "wheelchair_factor": 1.12, "environment_factor": 1.25, "training_factor": 1,
}  # fmt: skip


def mapo(**more: Any) -> dict[str, Any]:
    merged = {key: value for key, value in {**WARD, **more}.items() if value is not None}
    return asked(find("mapo"), merged).flat()


@pytest.mark.parametrize(("nc", "index", "band"), [
    (0, 0, "absent"), (0.04, 0.004, "absent"), (0.05, 0.005, "negligible"),
    (15, 1.5, "negligible"), (15.04, 1.504, "negligible"), (15.05, 1.505, "medium"),
    (50, 5, "medium"), (50.04, 5.004, "medium"), (50.05, 5.005, "high"), (500, 50, "high"),
])  # fmt: skip
def test_bands_end_where_the_method_says(nc: float, index: float, band: str) -> None:
    answer = mapo(nc=nc / 5, pc=0, operators=10, lifting_factor=4, wheelchair_factor=1)
    assert answer["index"] == pytest.approx(index)
    assert answer["band"] == band
    assert answer["health_surveillance"] is (band in {"medium", "high"})
    assert answer["short_term_plan"] is (band == "high")


@pytest.mark.parametrize("service", ["operating_theatre", "emergency", "outpatient", "home_care"])
def test_only_wards_are_rated(service: str) -> None:
    answer = mapo(service=service)
    assert answer["error"] == "not_applicable_service"
    assert mapo(service="ward")["error"] is None


@pytest.mark.parametrize(("aids", "factor"), [
    ({"lifting_devices": 2, "lifts_with_aids_pct": 90}, 0.5),
    ({"lifting_devices": 1, "lifts_with_aids_pct": 90}, 2),
    ({"lifting_devices": 2, "lifts_with_aids_pct": 89.9}, 2),
    ({"lifting_devices": 1, "lifts_with_aids_pct": 50}, 4),
    ({"lifting_devices": 1, "stretchers": 2, "lifts_with_aids_pct": 95}, 0.5),
    ({"adjustable_beds_all": True, "lifts_with_aids_pct": 95}, 0.5),
    ({"adjustable_beds_all": True, "lifts_with_aids_pct": 0}, 4),
    ({"lifting_devices": 0, "lifts_with_aids_pct": 95}, 4),
])  # fmt: skip
def test_lifting_aids_are_counted_where_they_are_not_judged(
    aids: dict[str, Any], factor: float
) -> None:
    assert mapo(lifting_factor=None, **aids)["lifting_factor"] == factor


def test_exactly_eight_patients_a_device_suffice() -> None:
    aids = {"lifting_factor": None, "lifting_devices": 2, "lifts_with_aids_pct": 100}
    assert mapo(nc=16, **aids)["lifting_factor"] == 0.5
    assert mapo(nc=16.1, **aids)["lifting_factor"] == 2


def test_a_factor_that_is_given_counts_and_one_that_is_missing_is_asked_for() -> None:
    assert mapo(lifting_devices=9, lifts_with_aids_pct=100)["warnings"] == ["lifting_twice"]
    for aids in ({}, {"lifting_devices": 2}, {"lifts_with_aids_pct": 90}):
        answer = mapo(lifting_factor=None, **aids)
        assert answer["error"] == "out_of_range"
        assert answer["faults"][0]["path"] == "lifting_factor"


@pytest.mark.parametrize("wrong", [
    {"operators": 0}, {"operators": -1}, {"nc": -1}, {"lifting_factor": 3},
    {"wheelchair_factor": 1.2}, {"training_factor": 0.5}, {"environment_factor": "high"},
])  # fmt: skip
def test_what_the_tables_do_not_have_is_refused(wrong: dict[str, Any]) -> None:
    assert mapo(**wrong)["error"] == "out_of_range"
