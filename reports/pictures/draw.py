"""All pictures of a result as pieces of a page, each with the one after the measures."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from reportlab.platypus import Paragraph

from reports.kit.ink import BLOCK
from reports.kit.pieces import Flow, Look, cell, gap, heading, laid, table, together
from reports.kit.speech import Speech
from reports.kit.type import CELL_BOLD, CELL_RIGHT, NOTE, said
from reports.pictures.bars import Bars
from reports.pictures.body import Body
from reports.pictures.columns import Columns
from reports.pictures.curve import Curve
from reports.pictures.gauge import Gauge
from reports.pictures.matrix import Matrix, alike
from reports.pictures.scale import Data
from reports.pictures.shares import Shares, parts_of

_ROWS_AT_ONCE: Final = 12  # bars in one piece that is not cut
_LONGER: Final = 8  # times as long as one of them needs, at most
Drawing = Callable[[Data, Data | None, Speech], Flow]


def drawn(before: Sequence[Data], after: Sequence[Data] | None, speech: Speech) -> list[Flow]:
    """Draw every picture, in their order; the pieces of each belong together."""
    left = list(after or ())
    flows = []
    for picture in before:
        kind = picture["kind"]
        same = next((one for one in left if one["kind"] == kind), None)
        if same is not None:
            left.remove(same)
        if kind not in _KINDS:
            continue
        if same is None or on_one_scale(picture, same):
            flows.append(_KINDS[kind](picture, same, speech))
            continue
        for one, name in ((picture, "before"), (same, "after")):
            titled = {**one, "title": f"{one['title']}, {speech(name).lower()}"}
            flows.append(_KINDS[kind](titled, None, speech))
    return flows


def on_one_scale(one: Data, other: Data) -> bool:
    """Tell whether one can be laid over the other: only what is measured alike."""
    if one["kind"] == "gauge":
        bands = [[(zone["begin"], zone["level"], zone["word"]) for zone in picture["zones"]]
                 for picture in (one, other)]  # fmt: skip
        return bands[0] == bands[1] and one.get("unit") == other.get("unit")
    if one["kind"] == "curve":
        return all(_one_ruler(one[axis], other[axis]) for axis in ("x", "y"))
    if one["kind"] == "columns":
        return bool(one["places"] == other["places"]) and one.get("unit") == other.get("unit")
    return one["kind"] != "bars" or one.get("unit") == other.get("unit")


def _one_ruler(one: Data, other: Data) -> bool:
    """Tell whether two axes measure the same, and one that is long enough for both serves both."""
    least = min(one["high"] - one["low"], other["high"] - other["low"])
    both = max(one["high"], other["high"]) - min(one["low"], other["low"])
    alike_ = all(one.get(key) == other.get(key) for key in ("unit", "label"))
    return alike_ and both <= least * _LONGER


def _titled(picture: Data, pieces: Flow, hint: str = "") -> Flow:
    head: Flow = heading(str(picture["title"]))[1:]
    if hint:
        head.append(Paragraph(said(hint), NOTE))
        head.append(gap(3))
    return [together([*head, pieces[0]]), *pieces[1:]]


def _gauge(before: Data, after: Data | None, speech: Speech) -> Flow:
    return _titled(before, [Gauge(before, after, speech)], before.get("unit", ""))


def _bars(before: Data, after: Data | None, speech: Speech) -> Flow:
    keys = list(dict.fromkeys(bar["key"] for one in (before, after or {})
                              for bar in one.get("bars", ())))  # fmt: skip
    pieces: Flow = [
        Bars(before, after, speech, keys[at : at + _ROWS_AT_ONCE], head=True)
        for at in range(0, len(keys), _ROWS_AT_ONCE)
    ]
    hint = " · ".join(filter(None, (before.get("unit"), before.get("hint"))))
    return _titled(before, pieces or [gap(1)], hint)


def _matrix(before: Data, after: Data | None, speech: Speech) -> Flow:
    if after is None:
        return _titled(before, [Matrix(before, None, speech, speech("current"))])
    if alike(before, after):
        return _titled(before, [Matrix(before, after, speech, speech("before"))])
    later = Matrix(after, None, speech, speech("after"))
    title = [] if after["title"] == before["title"] else [Paragraph(said(after["title"]), NOTE)]
    pieces: Flow = [Matrix(before, None, speech, speech("before")),
                    together([gap(8), *title, later])]  # fmt: skip
    return _titled(before, pieces)


def _shares(before: Data, after: Data | None, speech: Speech) -> Flow:
    rows, two = parts_of(before, after), after is not None
    valued = any((part or {}).get("value") is not None for row in rows for part in row[1:])
    heads, wide = ["", ""], [6.0, 96.0]
    for name in ("before", "after") if two else ("share",):
        heads.append(speech(name))
        wide.append(20.0)
        if valued:
            heads.append(str(before.get("unit") or speech("value")))
            wide.append(22.0)
    lines = []
    for number, (label, first, later) in enumerate(rows, start=1):
        line = [cell(number, CELL_BOLD), cell(label)]
        for part in (first, later) if two else (first,):
            line.append(cell(speech.percent(part["share"]) if part else "–", CELL_RIGHT))
            if valued:
                value = (part or {}).get("value")
                line.append(cell(speech.anything(value, before["digits"]), CELL_RIGHT))
        lines.append(line)
    behind = table(heads, lines, wide, Look(right=range(2, len(heads))))
    return _titled(before, [Shares(before, after, speech), behind])


def _curve(before: Data, after: Data | None, speech: Speech) -> Flow:
    return _titled(before, [Curve(before, after, speech)])


def _columns(before: Data, after: Data | None, speech: Speech) -> Flow:
    return _titled(before, [Columns(before, after, speech)], before.get("unit", ""))


def _body(before: Data, after: Data | None, speech: Speech) -> Flow:
    if after is None:
        return _titled(before, [Body(before, speech)])
    half = BLOCK / 2
    pair = laid(
        [[Body(before, speech, speech("before")), Body(after, speech, speech("after"))]],
        [half, half], above=0, below=0, right=4,
    )  # fmt: skip
    return _titled(before, [pair])


def _ticks(before: Data, after: Data | None, speech: Speech) -> Flow:
    later: dict[str, Any] = {one["label"]: one for one in (after or {}).get("ticks", ())}
    two = after is not None
    heads = [speech("step"), speech("law"), *(
        (speech("before"), speech("after")) if two else ("",))]  # fmt: skip
    rows = []
    for tick in before["ticks"]:
        line = [cell(tick["label"]), cell(tick.get("law", "")), cell(_met(tick, speech))]
        if two:
            line.append(cell(_met(later.get(tick["label"], {}), speech)))
        rows.append(line)
    wide = [84.0, 56.0, *((18.0, 18.0) if two else (36.0,))]
    return _titled(before, [table(heads, rows, wide)])


def _met(tick: Data, speech: Speech) -> str:
    met = tick.get("met")
    return speech("unknown" if met is None else "met" if met else "unmet")


_KINDS: Final[dict[str, Drawing]] = {
    "gauge": _gauge, "bars": _bars, "matrix": _matrix, "shares": _shares, "curve": _curve,
    "columns": _columns, "body": _body, "ticks": _ticks,
}  # fmt: skip
