"""The sheet of a calculation: the case, the result, the pictures, and the computation step by step.

Given as plain data, as `ytefas.methods.kit.telling` tells methods and results, with the names of
whom and what it is about; another language of the data makes another language of the sheet.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from reportlab.platypus import Paragraph

from reports.kit.ink import BLOCK, GUTTER, MARGIN, TEXT, readable
from reports.kit.page import Letterhead, Running, write as write_pages
from reports.kit.pen import Badge
from reports.kit.pieces import Flow, Look, Rule, beside, cell, gap, heading, laid, table, together
from reports.kit.speech import Speech
from reports.kit.type import (
    CELL,
    CELL_BOLD,
    CELL_RIGHT,
    FIGURE,
    FIGURE_LONG,
    LEAD,
    NOTE,
    PROSE,
    SIDE,
    SMALL,
    TITLE,
    pale,
    said,
    strong,
    tint,
)
from reports.method_inputs import inputs
from reports.method_steps import same_table, steps
from reports.pictures.draw import drawn

Data = Mapping[str, Any]
_NOT_RATIOS: Final = ("dB", "°")
_LONG_FIGURE: Final = 10  # letters, from which on it is set smaller
_PLAIN: Final = (int, float, bool)  # codes are told by the steps, in words


def write(sheet: Data, out: Path, *, told: Callable[[int], None]) -> int:
    """Write the file; returns how many pages it has."""
    speech = Speech(str(sheet["language"]))
    method, studio = sheet["method"], sheet.get("studio") or {}
    tint(readable(studio.get("colour")))
    story = [*_opener(sheet, speech), *_result(sheet, speech)]
    pictures = drawn(_pictures(sheet, "result") or [], _pictures(sheet, "after_result"), speech)
    for pieces in pictures[:1]:  # the scale belongs to the result
        story += pieces
    story += inputs(method["inputs"], sheet["inputs"], sheet.get("after"), speech)
    for pieces in pictures[1:]:
        story += pieces
    story += [*_values(sheet, speech), *_explained(sheet, speech), *_duties(sheet, speech)]
    story += _words(sheet, speech)
    told(0)
    evaluated = speech("evaluated", day=speech.day(sheet.get("evaluated_on")))
    version = speech("version", version=method["version"])
    return write_pages(
        out, story,
        Letterhead(
            str(studio.get("name") or ""), [str(line) for line in studio.get("lines", ())],
            [str(line) for line in studio.get("foot", ())], studio.get("logo"), studio.get("strip"),
        ),
        Running(
            str(sheet["title"]), _whose(sheet),
            f"{method['name']}, {version} · {evaluated}", speech.language,
        ),
    )  # fmt: skip


def _whose(sheet: Data) -> tuple[str, str]:
    """Say on every page whose sheet it is, and which."""
    customer, title = str(sheet.get("customer") or ""), str(sheet["title"])
    return (customer, title) if customer else (title, "")


def _opener(sheet: Data, speech: Speech) -> Flow:
    method = sheet["method"]
    accent = readable((sheet.get("studio") or {}).get("colour"))
    where = [str(name) for _, name in sheet.get("places", ())]
    lead = f"{method['name']}. {method['edition']}."
    pieces = [[Paragraph(said(speech("sheet")), SIDE),
               Paragraph(said(sheet["title"]), TITLE)],
              ["", Paragraph(said(lead), LEAD)]]  # fmt: skip
    if where:
        pieces.append(["", Paragraph(said(" · ".join(where)), LEAD)])
    opener = laid(pieces, [MARGIN + GUTTER, TEXT], above=3, below=0)
    return [Rule(accent), opener, gap(14)]


# -- the result


def _result(sheet: Data, speech: Speech) -> Flow:
    method, result, after = sheet["method"], sheet["result"], sheet.get("after_result")
    main = next((one for one in method["results"] if one.get("main")), None)
    label = _label(main, speech)
    if after:
        label = f"{label}, {speech('before_small')}"
    figures = [_figure(result, main, speech, label)]
    if after:
        figures.append(_figure(after, main, speech, speech("after_measures")))
        figures.append(_change(result, after, main, speech))
    else:
        figures.append([gap(1)])
    columns = [BLOCK / len(figures)] * len(figures)
    strip = laid([figures], columns, above=3, below=5, right=8)
    flow: Flow = [together([Rule(thick=1.1), strip, Rule()])]
    faults = [fault["sentence"] for one in (result, after or {}) for fault in one.get("faults", ())]
    if faults:
        flow.append(beside(speech("missing"), _dashes(faults)))
    sentences = dict.fromkeys(
        band["consequence"] for one in (result, after or {})
        if (band := one.get("band")) and band.get("consequence")
    )  # fmt: skip
    if sentences:
        flow.append(beside(speech("consequence"), _consequences(sheet, speech)))
    return flow


def _label(main: Data | None, speech: Speech) -> str:
    return str(main["label"]) if main else speech("result")


def _figure(result: Data, main: Data | None, speech: Speech, label: str) -> Flow:
    band = result.get("band")
    pieces: Flow = []
    if main is not None and main["key"] in (result.get("values") or {}):
        value = speech.anything(result["values"][main["key"]], main.get("digits"))
        pieces.append(_set(speech.with_unit(value, main.get("unit"))))
    pieces.append(Paragraph(said(label), NOTE))
    if band is not None:
        pieces += [gap(3), Badge(band["level"], str(band["word"]))]
    elif result.get("error") or result.get("faults"):
        pieces += [gap(3), Badge(None, speech("unfinished"))]
    return pieces


def _set(figure: str) -> Any:
    return Paragraph(said(figure), FIGURE if len(figure) <= _LONG_FIGURE else FIGURE_LONG)


def _change(result: Data, after: Data, main: Data | None, speech: Speech) -> Flow:
    """Tell the change: in percent, or as a difference where percent means nothing."""
    first, second = result.get("score"), after.get("score")
    if first is None or second is None or main is None:
        return [gap(1)]
    unit = str(main.get("unit") or "")
    if min(first, second) < 0 or first == 0 or any(sign in unit for sign in _NOT_RATIOS):
        value, digits = second - first, main.get("digits")
    else:
        value, digits, unit = (second - first) / first * 100, 0, "%"
    text = speech.with_unit(speech.number(value, 2 if digits is None else digits), unit)
    return [_set(f"+{text}" if value > 0 else text), Paragraph(said(speech("change")), NOTE)]


def _consequences(sheet: Data, speech: Speech) -> Flow:
    pieces: Flow = []
    for name, result in (("before", sheet["result"]), ("after", sheet.get("after_result"))):
        band = (result or {}).get("band")
        if not band or not band.get("consequence"):
            continue
        lead = f"{pale(speech(name) + ':')} " if sheet.get("after_result") else ""
        pieces.append(Paragraph(lead + said(band["consequence"]), SMALL))
    return pieces


def _values(sheet: Data, speech: Speech) -> Flow:
    """Every value of the result but the one figure."""
    before = sheet["result"].get("values") or {}
    after = (sheet.get("after_result") or {}).get("values") or {}
    two = bool(sheet.get("after_result"))
    rows = []
    for one in sheet["method"]["results"]:
        values = [found.get(one["key"]) for found in (before, after)]
        if one.get("main") or not any(isinstance(value, _PLAIN) for value in values):
            continue
        line = [cell(one["label"])]
        for value in values[: 1 + two]:
            text = speech.anything(value if isinstance(value, _PLAIN) else None, one.get("digits"))
            line.append(cell(speech.with_unit(text, one.get("unit")), CELL_RIGHT))
        rows.append(line)
    if not rows:
        return []
    heads = ["", speech("before"), speech("after")] if two else ["", speech("value")]
    wide = [96.0, 40.0, 40.0] if two else [126.0, 50.0]
    return [*heading(speech("values")), table(heads, rows, wide, Look(right=range(1, len(heads))))]


def _pictures(sheet: Data, name: str) -> list[dict[str, Any]] | None:
    """Give the pictures of a result, without those that only say the duties."""
    result = sheet.get(name)
    if not result:
        return None
    duties = {str(one["label"]) for one in result.get("duties") or ()}
    return [
        one for one in result.get("pictures") or ()
        if one["kind"] != "ticks" or not all(tick["label"] in duties for tick in one["ticks"])
    ]  # fmt: skip


# -- the explanation, and what follows from it


def _explained(sheet: Data, speech: Speech) -> Flow:
    flow: Flow = []
    first = list(sheet["result"].get("steps") or ())
    after = list((sheet.get("after_result") or {}).get("steps") or ())
    if first:
        flow += steps(speech("steps"), first, after, speech)
    left = [one for one in after if not any(same_table(one, other) for other in first)]
    if left:
        flow += steps(speech("steps_after"), left, (), speech)
    if flow:
        flow += [gap(3), Paragraph(said(speech("rounding")), NOTE)]
    return flow


def _duties(sheet: Data, speech: Speech) -> Flow:
    first = list(sheet["result"].get("duties") or ())
    after = {one["key"]: one for one in (sheet.get("after_result") or {}).get("duties") or ()}
    known = {one["key"] for one in first}
    every = [*first, *(one for key, one in after.items() if key not in known)]
    if not every:
        return []
    two = bool(sheet.get("after_result"))
    due = {one["key"]: one for one in first}
    rows = []
    for one in every:
        line = [cell(one["label"]), cell(one.get("law", ""))]
        for found in (due, after)[: 1 + two]:
            there = found.get(one["key"])
            holds = bool(there and there["due"])
            text = "–" if there is None else speech("due" if holds else "not_due")
            line.append(cell(text, CELL_BOLD if holds else CELL))
        rows.append(line)
    heads = [speech("duty"), speech("law"), *(
        (speech("before"), speech("after")) if two else (speech("result"),))]  # fmt: skip
    wide = [72.0, 54.0, 25.0, 25.0] if two else [80.0, 60.0, 36.0]
    return [*heading(speech("duties")), table(heads, rows, wide)]


def _words(sheet: Data, speech: Speech) -> Flow:
    method, flow = sheet["method"], []
    notices = list(dict.fromkeys(
        notice for result in (sheet["result"], sheet.get("after_result") or {})
        for notice in result.get("notices") or ()
    ))  # fmt: skip
    if notices:
        flow.append(beside(speech("notices"), _dashes(notices)))
    if sheet.get("note"):
        lines = [one for one in str(sheet["note"]).splitlines() if one.strip()]
        flow.append(beside(speech("note"), [Paragraph(said(one), PROSE) for one in lines]))
    if method.get("about"):
        flow.append(beside(speech("scope"), [Paragraph(said(method["about"]), SMALL)]))
    if method.get("doubts"):
        flow.append(beside(speech("doubts"), _dashes(method["doubts"])))
    if method.get("sources"):
        flow.append(beside(speech("sources"), [
            Paragraph(" ".join(filter(None, (
                strong(one["title"]) + ":", pale(speech(one["tag"]) + "."),
                said(one.get("what") or ""),
            ))), SMALL)
            for one in method["sources"]
        ]))  # fmt: skip
    return flow


def _dashes(sentences: Any) -> Flow:
    return [Paragraph(said(one), PROSE.clone("dash", leftIndent=9, bulletIndent=0),
                      bulletText="–") for one in sentences]  # fmt: skip
