"""What people read: refusals say what is allowed, pages are whole in either language."""

import re

import pytest

from tests.methods.test_every_method import METHODS
from ytefas.methods.kit.method import Method, asked
from ytefas.methods.kit.page import page
from ytefas.methods.kit.registry import find
from ytefas.methods.kit.words import number, spoken

LIFT = {"load": 10, "H": 30, "V": 75, "D": 30, "A": 0, "F": 1, "duration": "short",
        "coupling": "good"}  # fmt: skip


@pytest.mark.parametrize(
    ("method", "inputs", "it", "en"),
    [
        ("niosh_single", LIFT | {"load": 0}, "oltre 0 e fino a 1000 (kg o lb).",
         "above 0 and up to 1000 (kg or lb)."),
        ("niosh_single", LIFT | {"H": 400}, "da 0 a 300 (cm o in).", "from 0 to 300 (cm or in)."),
        ("vdt", {"weekly_hours_net_of_breaks": 20, "age": 40}, "manca. Serve sì o no",
         "missing. Yes or no is needed"),
        ("noise_job_based", {"samples": [80], "effective_duration_h": 8},
         "voci date 1. Da 3 a 60 voci.", "1 given. From 3 to 60 entries."),
        ("wbv_a8", {"operations": [{"a_xyz": [0, 0, 0], "minutes": 1}], "limit": 2},
         "Ammessi: 1; 1,15.", "Allowed: 1, 1.15."),
        ("hav_a8", {"tools": [7]}, "come oggetto. Servono: minutes",
         "as an object. Needed: minutes"),
        ("vdt", {"name": 5, "weekly_hours_net_of_breaks": 20, "age": 40,
                 "fit_with_prescriptions": True}, "serve un testo. Al massimo",
         "a text is needed. 200"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_is_allowed(
    method: str, inputs: dict[str, object], it: str, en: str
) -> None:
    said = asked(find(method), inputs).faults[0].sentence()
    assert it in said.it
    assert en in said.en


def test_numbers_with_a_decimal_comma_are_kept_apart() -> None:
    assert spoken([0, 0.5, 1], "it") == "0; 0,5; 1"
    assert spoken([0, 0.5, 1], "en") == "0, 0.5, 1"
    assert spoken([1, 2], "it") == "1, 2"


def test_large_and_small_numbers_are_written_by_powers_of_ten() -> None:
    assert number(3e11, "it") == "3 · 10¹¹"
    assert number(2.5e-9, "it") == "2,5 · 10⁻⁹"
    assert number(1e15, "en") == "10¹⁵"
    assert number(-1e-12, "en") == "−1 · 10⁻¹²"


@pytest.mark.parametrize("method", METHODS, ids=[one.id for one in METHODS])
def test_a_page_is_whole(method: Method) -> None:
    for language in ("it", "en"):
        text = page(method, language)
        assert not re.search(r"\{[a-z_]+\}", text)
        assert "\n-  ·" not in text


@pytest.mark.parametrize("method", METHODS, ids=[one.id for one in METHODS])
def test_an_edition_is_told_in_the_reader_s_language(method: Method) -> None:
    english = f" {method.edition_in('en')} "
    for italian in ("prassi", "Prassi", " all. ", "allegato", " o ", "Direttiva", " con ", "/CE "):
        assert italian not in english
