"""Limits of optical radiation and of fields: each row, its ends, and what is outside."""

import math
from typing import Any

import pytest

from tests.methods.asking import answer, refusal
from ytefas.methods.kit.method import asked, explained, pictured
from ytefas.methods.kit.registry import find
from ytefas.methods.kit.steps import Table
from ytefas.methods.tables.emf_2013 import QUANTITIES

# -- optical radiation


@pytest.mark.parametrize(
    ("row", "t", "alpha", "value", "unit"),
    [
        ("a", None, None, 30, "J/m²"), ("a", 600, None, 30, "J/m²"),
        ("b", None, None, 1e4, "J/m²"),
        ("c", 100, None, 1e4, "W/(m²·sr)"), ("c", 1e4, 11, 100, "W/(m²·sr)"),
        ("d", 10001, 11, 100, "W/(m²·sr)"),
        ("e", 100, 10.9, 1, "W/m²"), ("e", 1e4, None, 0.01, "W/m²"),
        ("f", 10001, None, 0.01, "W/m²"),
        ("g", 10.1, 1, 2.8e7 / 1.7, "W/(m²·sr)"), ("g", 11, 50, 5.6e5, "W/(m²·sr)"),
        ("h", 10, 100, 5e5 / 10**0.25, "W/(m²·sr)"), ("h", 1e-5, 1.7, 5e7 / 1.7 / 1e-5**0.25,
                                                      "W/(m²·sr)"),
        ("i", 9e-6, 300, 8.89e6, "W/(m²·sr)"),
        ("j", 11, 2, 6e6 / 11, "W/(m²·sr)"), ("j", 11, 60, 1e5, "W/(m²·sr)"),
        ("k", 1, 5, 5e7 / 11, "W/(m²·sr)"), ("l", 1e-6, 200, 8.89e6, "W/(m²·sr)"),
        ("m", 1000, None, 18000 / 1000**0.75, "W/m²"), ("n", 1001, None, 100, "W/m²"),
        ("o", 9.99, None, 20000 * 9.99**0.25, "J/m²"),
    ],
)  # fmt: skip
def test_each_row_has_its_value(
    row: str, t: float | None, alpha: float | None, value: float, unit: str
) -> None:
    found = answer("aor_limit", limit=row, t_s=t, alpha_mrad=alpha)
    assert found["value"] == pytest.approx(value, rel=1e-12)
    assert found["unit"] == unit


@pytest.mark.parametrize(
    ("row", "t"),
    [("c", 10001), ("d", 1e4), ("e", 10001), ("f", 9999), ("g", 10), ("h", 10.1), ("h", 9e-6),
     ("i", 1e-5), ("j", 10), ("k", 11), ("l", 2e-5), ("m", 1001), ("n", 1000), ("o", 10),
     ("c", None), ("h", None), ("o", None), ("a", 0), ("c", -1), ("m", math.nan), ("m", 1e300)],
)  # fmt: skip
def test_time_outside_the_row_is_refused(row: str, t: float | None) -> None:
    said = refusal("aor_limit", limit=row, t_s=t, alpha_mrad=5 if row in "ef" else 20)
    assert said["path"] == "t_s"
    assert said["it"] != said["en"]


@pytest.mark.parametrize(("row", "alpha"), [("c", 10), ("d", 1), ("e", 11), ("f", 12)])
def test_an_angle_of_another_row_is_refused(row: str, alpha: float) -> None:
    t = 20000 if row in "df" else 100
    assert refusal("aor_limit", limit=row, t_s=t, alpha_mrad=alpha)["path"] == "alpha_mrad"


def test_rows_with_an_angle_ask_for_it_or_for_its_factor() -> None:
    assert refusal("aor_limit", limit="h", t_s=1)["path"] == "alpha_mrad"
    assert answer("aor_limit", limit="h", t_s=1, c_alpha=50)["value"] == 1e6
    assert answer("aor_limit", limit="h", t_s=1, c_alpha=50, alpha_mrad=50)["value"] == 1e6
    for wrong in ({"c_alpha": 50, "alpha_mrad": 40}, {"c_alpha": 1}, {"c_alpha": 101}):
        assert refusal("aor_limit", limit="h", t_s=1, **wrong)["path"] == "c_alpha"
    assert refusal("aor_limit", limit="k", t_s=1, c_alpha=5)["path"] == "c_alpha"
    assert answer("aor_limit", limit="h", t_s=1, alpha_mrad=0.01)["c_alpha"] == 1.7


def test_a_day_longer_than_eight_hours_is_noticed() -> None:
    assert answer("aor_limit", limit="b", t_s=28800)["warnings"] == []
    assert answer("aor_limit", limit="b", t_s=36000)["warnings"] == ["daily"]


def test_a_measured_value_is_held_against_the_limit() -> None:
    on = answer("aor_limit", limit="a", measured=30)
    assert (on["ratio"], on["class"], on["immediate_measures"]) == (1.0, "within_limit", False)
    over = answer("aor_limit", limit="a", measured=30.1)
    assert (over["class"], over["risk_level"], over["health_surveillance"]) == (
        "limit_exceeded", 4, True)  # fmt: skip
    assert answer("aor_limit", limit="a")["class"] is None


# -- fields


@pytest.mark.parametrize(
    ("quantity", "f", "value"),
    [
        ("E_low", 1, 2e4), ("E_low", 25, 2e4), ("E_low", 2999, 5e5 / 2999), ("E_low", 3000, 170),
        ("E_low", 1e7, 170),
        ("E_high", 49, 2e4), ("E_high", 50, 2e4), ("E_high", 1639, 1e6 / 1639),
        ("E_high", 1640, 610),
        ("B_low", 1, 2e5), ("B_low", 8, 3125), ("B_low", 25, 1000), ("B_low", 299, 1000),
        ("B_low", 300, 1000), ("B_low", 3000, 100),
        ("B_high", 50, 6000), ("B_high", 3000, 100), ("B_limb", 3000, 300), ("B_limb", 1, 9e5),
        ("I_contact", 50, 1), ("I_contact", 2500, 1), ("I_contact", 50e3, 20),
        ("I_contact", 1e5, 40), ("I_contact", 1.1e8, 40),
        ("E_thermal", 1e5, 610), ("E_thermal", 1e6, 610), ("E_thermal", 1e7, 61),
        ("E_thermal", 4e8, 60), ("E_thermal", 2e9, 140), ("E_thermal", 3e11, 140),
        ("B_thermal", 1e5, 20), ("B_thermal", 1e7, 0.2), ("B_thermal", 4e8, 0.2),
        ("B_thermal", 2e9, 0.45), ("S_thermal", 6e9, 50),
        ("E_public", 1, 1e4), ("E_public", 50, 5000), ("E_public", 3000, 87),
        ("E_public", 4e6, 43.5), ("E_public", 1e7, 28), ("E_public", 4e8, 27.5),
        ("E_public", 2e9, 61),
        ("B_public", 1, 4e4), ("B_public", 8, 625), ("B_public", 50, 100), ("B_public", 800, 6.25),
        ("B_public", 150e3, 0.92 / 0.15), ("B_public", 1e7, 0.092), ("B_public", 4e8, 0.092),
        ("B_public", 2e9, 0.2),
    ],
)  # fmt: skip
def test_a_level_is_that_of_the_row_that_begins_here(quantity: str, f: float, value: float) -> None:
    assert answer("emf_al", quantity=quantity, f_hz=f)["value"] == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_frequency_outside_the_rows_is_refused(quantity: str) -> None:
    of = QUANTITIES[quantity]
    if of.kind == "static":
        assert answer("emf_al", quantity=quantity) == answer("emf_al", quantity=quantity, f_hz=0)
        assert refusal("emf_al", quantity=quantity, f_hz=1)["path"] == "f_hz"
        return
    low, high = of.rows[0].start, of.end
    answer("emf_al", quantity=quantity, f_hz=low)
    answer("emf_al", quantity=quantity, f_hz=high)
    for wrong in (None, 0, low * 0.999, high * 1.001, -1):
        assert refusal("emf_al", quantity=quantity, f_hz=wrong)["path"] == "f_hz"


@pytest.mark.parametrize(
    ("quantity", "value", "unit"),
    [("B_static", 2, "T"), ("B_static_limb", 8, "T"), ("B_static_controlled", 8, "T"),
     ("B_static_implants", 0.5, "mT"), ("B_static_attraction", 3, "mT")],
)  # fmt: skip
def test_static_fields_have_one_level(quantity: str, value: float, unit: str) -> None:
    found = answer("emf_al", quantity=quantity)
    assert (found["value"], found["unit"]) == (value, unit)


def test_the_public_level_comes_first_and_weighs_less() -> None:
    public = answer("emf_al", quantity="B_public", f_hz=50, measured=150)
    assert (public["class"], public["risk_level"]) == ("limit_exceeded", 2)
    assert public["warnings"] == ["public_exceeded"]
    assert public["action_required"] is False
    worker = answer("emf_al", quantity="B_low", f_hz=50, measured=1000)
    assert (worker["class"], worker["action_required"]) == ("within_limit", False)
    beyond = answer("emf_al", quantity="B_low", f_hz=50, measured=1001)
    assert (beyond["risk_level"], beyond["action_required"]) == (4, True)


@pytest.mark.parametrize(
    ("method", "given"),
    [("emf_al", {"quantity": "B_low", "f_hz": 10.0}), ("emf_al", {"quantity": "E_low", "f_hz": 1}),
     ("aor_limit", {"limit": "m", "t_s": 999}), ("aor_limit", {"limit": "d", "t_s": 10001})],
)  # fmt: skip
def test_the_row_that_was_read_is_shown_and_the_curve_passes_there(
    method: str, given: dict[str, Any]
) -> None:
    outcome = asked(find(method), given)
    assert outcome.found is not None
    curve = next(one for one in pictured(outcome) if one.kind == "curve")
    assert curve.at is not None
    x, y = curve.at
    assert y == outcome.found.values["value"]
    assert curve.x.low <= x <= curve.x.high
    assert any(isinstance(step, Table) for step in explained(outcome, "it"))
    if method == "emf_al":
        table = next(s for s in explained(outcome, "en") if isinstance(s, Table))
        assert table.marked is not None
        assert "," not in str(table.rows[table.marked[0]][table.marked[1]])
