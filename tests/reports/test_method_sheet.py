"""The sheet of a calculation: all that was computed is on it, and nothing leaves the paper."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from reports import method_sheet
from reports.kit.ink import BLOCK, BOTTOM, LEFT, PAGE, RIGHT, TOP
from reports.kit.speech import Speech
from tests.reports.paper import Paper, solid
from ytefas.methods.kit.method import Method, asked
from ytefas.methods.kit.registry import find, newest
from ytefas.methods.kit.telling import described, plain, result

STUDIO = {
    "name": "Studio Bassani", "lines": ["Via Garibaldi 12, 13100 Vercelli (VC)"],
    "foot": ["Studio Bassani S.r.l. · P. IVA 01234567890"], "colour": "#0F4C5C",
}  # fmt: skip
HOSTILE = "<b>&amp; <para> </para> <img src='file:///etc/passwd'/> ]]> \x00\x1b\u202e%s {x} \\n"


def cases_of(method: Method) -> list[dict[str, Any]]:
    """Give the examples that have a result."""
    cases = [dict(one.inputs) for one in method.examples]
    return [case for case in cases if asked(method, case).found is not None]


def sheet_of(
    method: Method, before: Mapping[str, Any], after: Mapping[str, Any] | None, language: str,
    **more: Any,
) -> dict[str, Any]:  # fmt: skip
    return {
        "language": language, "title": "Prelievo dal pallet", "customer": "Valsesia S.r.l.",
        "places": [["site_id", "Varallo"], ["job_id", "Saldatore"]],
        "evaluated_on": "2026-11-20", "note": "Misure di maggio", "studio": STUDIO,
        "method": described(method, language),
        "inputs": plain(before), "after": None if after is None else plain(after),
        "result": result(asked(method, before), language),
        "after_result": None if after is None else result(asked(method, after), language), **more,
    }  # fmt: skip


def printed(sheet: Mapping[str, Any], place: Path) -> Paper:
    out = place / "sheet.pdf"
    pages = method_sheet.write(sheet, out, told=lambda _: None)
    paper = Paper(out.read_bytes())
    assert len(paper.pages) == pages
    return paper


def whole(paper: Paper) -> None:
    """See that all is set in type we ship, and that it stays on the paper."""
    assert b"Helvetica" not in paper.body
    for runs in paper.pages:
        for run in runs:
            assert "\ufffd" not in run.text
            assert run.x >= LEFT - 1, run
            assert run.end <= PAGE[0] - RIGHT + 1, run
            assert BOTTOM - 45 <= run.y <= PAGE[1] - 10, run


def numbers_of(steps: list[dict[str, Any]], speech: Speech) -> list[str]:
    said = []
    for one in steps:
        if one["kind"] == "line":
            said += [one["label"], str(one.get("how") or "")]
            said.append(speech.anything(one.get("value"), one.get("digits")))
        elif one["kind"] == "rule":
            said.append(one["said"])
        else:
            digits = list(one.get("digits") or ())
            said += [str(head) for head in one["heads"]]
            said += [
                speech.anything(value, digits[at] if at < len(digits) else None)
                for row in one["rows"] for at, value in enumerate(row)
            ]  # fmt: skip
    return said


@pytest.mark.parametrize("method", newest(), ids=lambda one: one.id)
def test_every_step_of_every_method_is_on_its_sheet(method: Method, tmp_path: Path) -> None:
    cases = cases_of(method)
    for language, after in (("it", None), ("en", cases[-1])):
        sheet = sheet_of(method, cases[0], after, language)
        paper = printed(sheet, tmp_path)
        whole(paper)
        speech = Speech(language)
        for told in (sheet["result"], sheet["after_result"]):
            for said in numbers_of((told or {}).get("steps", []), speech):
                assert solid(said) in paper.solid, said
            for duty in (told or {}).get("duties", []):
                assert solid(duty["label"]) in paper.solid
                assert solid(duty["law"]) in paper.solid
            for notice in (told or {}).get("notices", []):
                assert solid(notice) in paper.solid
        for one in (*sheet["method"]["sources"],):
            assert solid(one["title"]) in paper.solid
        for doubt in sheet["method"]["doubts"]:
            assert solid(doubt) in paper.solid
        assert solid(sheet["method"]["name"]) in paper.solid
        assert solid(sheet["method"]["edition"]) in paper.solid


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("it", ["Scheda di metodo", "Prima", "Dopo", "Dati del caso", "Calcolo, passo per passo",
                "Valutazione del 20/11/2026", "Pagina 1 di", "versione 1 del metodo", "0,940"]),
        ("en", ["Method sheet", "Before", "After", "Data of the case",
                "The computation, step by step", "Evaluated on 20 November 2026", "Page 1 of",
                "version 1 of the method", "0.940"]),
    ],
)  # fmt: skip
def test_it_speaks_the_language_of_its_reader(
    language: str, words: list[str], tmp_path: Path
) -> None:
    method = find("niosh_single")
    before, after, *_ = cases_of(method)
    paper = printed(sheet_of(method, before, after, language), tmp_path)
    for said in words:
        assert solid(said) in paper.solid
    for run in ("Studio Bassani", "Valsesia S.r.l.", "Prelievo dal pallet"):
        assert all(run in paper.page(at) for at in range(len(paper.pages)))
    for word in ("Varallo · Saldatore", "Misure di maggio", "P. IVA 01234567890"):
        assert word in paper.text
    last = len(paper.pages)
    assert Speech(language)("page", page=last, pages=last) in paper.page(last - 1)


def test_what_people_wrote_is_text_and_nothing_else(tmp_path: Path) -> None:
    method = find("pxd_4x4")
    studio = {"name": HOSTILE, "lines": [HOSTILE], "foot": [HOSTILE], "colour": "#ffffff"}
    sheet = sheet_of(
        method, {"p": 3, "d": 4}, {"p": 1, "d": 4}, "it", title=HOSTILE, customer=HOSTILE,
        note=f"{HOSTILE}\n{'x' * 4000}\n\n{HOSTILE}", places=[["site_id", HOSTILE]], studio=studio,
    )  # fmt: skip
    paper = printed(sheet, tmp_path)
    whole(paper)
    assert solid("<b>&amp; <para> </para> <img src='file:///etc/passwd'/> ]]>") in paper.solid
    assert paper.text.count("x") >= 4000
    assert b"/EmbeddedFile" not in paper.body


def test_a_sign_that_the_typeface_lacks_is_raised_and_not_lost(tmp_path: Path) -> None:
    sheet = sheet_of(find("pxd_4x4"), {"p": 1, "d": 1}, None, "it", note="5,67·10⁻⁸ e Aᵢ(8) ⁻¹")
    paper = printed(sheet, tmp_path)
    whole(paper)
    assert solid("5,67·10−8 e Ai(8) −1") in paper.solid


def test_a_long_table_has_its_head_on_every_page(tmp_path: Path) -> None:
    method = find("noise_task_based")
    (first, *_) = cases_of(method)
    task = first["tasks"][0]
    tasks = [{**task, "name": f"Compito {at} {HOSTILE}"[:200], "duration_h": 0.1}
             for at in range(40)]  # fmt: skip
    case = {**first, "tasks": tasks}
    assert asked(method, case).found is not None, asked(method, case).faults
    paper = printed(sheet_of(method, case, None, "it"), tmp_path)
    whole(paper)
    for at in range(40):
        assert solid(f"Compito {at} <b>") in paper.solid
    heads = [at for at in range(len(paper.pages)) if "Tm (h)" in paper.page(at)]
    assert len(heads) > 1


def test_a_case_that_is_not_finished_says_what_is_missing(tmp_path: Path) -> None:
    sheet = sheet_of(find("niosh_single"), {"units": "metric", "L": 15}, None, "it")
    paper = printed(sheet, tmp_path)
    whole(paper)
    assert "Da completare" in paper.text
    for fault in sheet["result"]["faults"]:
        assert solid(fault["sentence"]) in paper.solid


def test_a_colour_that_nobody_could_read_is_not_taken(tmp_path: Path) -> None:
    for colour in ("#ffff00", "red", "", None, "#12"):
        studio = STUDIO | {"colour": colour}
        sheet = sheet_of(find("pxd_4x4"), {"p": 1, "d": 1}, None, "it", studio=studio)
        assert re.search(r"Scheda di metodo", printed(sheet, tmp_path).text)


def test_a_studio_without_a_profile_prints_as_well(tmp_path: Path) -> None:
    sheet = sheet_of(find("pxd_4x4"), {"p": 1, "d": 1}, None, "en", studio={}, customer="", note="",
                     places=[], evaluated_on=None)  # fmt: skip
    whole(printed(sheet, tmp_path))


def test_the_block_is_what_the_margins_leave() -> None:
    assert pytest.approx(PAGE[0] - LEFT - RIGHT, abs=0.1) == BLOCK
    assert TOP > 0
